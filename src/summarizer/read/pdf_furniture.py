"""What stands on the pages of a PDF and is not of its text: heads, feet, numbers."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from .pdf_lines import Line

_EDGE_LINES = 3  # at the top and at the bottom of a page, among which furniture is looked for
_MARGIN = 0.05  # of the page's height, in which nothing but furniture stands
_SAME_HEIGHT = 3.0  # points
_SET_OFF = 1.7  # of the size: lines of one text are nearer
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|seite|página|pagina|p|s)\b\.?\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|de|sur|di|van)\s*\d{1,4})?[\W_]*",
    re.I,
)


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without what stands at the same height of several, and without their numbers."""
    uses: Counter[tuple[str, int]] = Counter()
    for page in pages:
        ordered = _downwards(page)
        uses.update({_place(line) for line in ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]})
    body = body_size([line for page in pages for line in page]) if any(pages) else 0.0

    def is_furniture(line: Line) -> bool:
        number = len(pages) > 1 and _PAGE_NUMBER.fullmatch(line.text)
        return bool(number) or uses[_place(line)] > 1 or _is_marginal(line, body)

    kept = []
    for page in pages:
        ordered = _downwards(page)
        out = {*_edge(ordered, is_furniture), *_edge(ordered[::-1], is_furniture)}
        kept.append([line for line in page if line not in out])
    return kept if any(kept) else [list(page) for page in pages]  # a page given out twice


def body_size(lines: Iterable[Line]) -> float:
    """The size of most of the letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size))


def _downwards(page: Sequence[Line]) -> list[Line]:
    return sorted(page, key=lambda line: -line.y)


def _edge(ordered: Sequence[Line], is_furniture: Callable[[Line], bool]) -> list[Line]:
    """The furniture at one edge of a page: as far as a gap or another size sets it off."""
    count = 0
    while count < min(_EDGE_LINES, len(ordered)) and is_furniture(ordered[count]):
        count += 1
    while 0 < count < len(ordered):
        last, text = ordered[count - 1], ordered[count]
        if abs(last.y - text.y) > _SET_OFF * text.size or abs(last.size - text.size) > 0.5:
            break
        count -= 1
    return list(ordered[:count])


def _place(line: Line) -> tuple[str, int]:
    """What a line says but for its numbers, and how high it stands."""
    return re.sub(r"\d+", "#", line.text), round(line.y / _SAME_HEIGHT)


def _is_marginal(line: Line, body: float) -> bool:
    share = line.y / line.height if line.height else 0.5
    return not _MARGIN <= share <= 1 - _MARGIN and line.size < body
