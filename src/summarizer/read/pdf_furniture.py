"""What stands on the pages of a PDF and is not of its text: heads, feet, numbers."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from .pdf_lines import PdfLine

_EDGE_ROWS = 3  # at the top and at the bottom of a page, among which furniture is looked for
_MARGIN = 0.05  # of the page's height, in which nothing but furniture stands
_SAME_HEIGHT = 3.0  # points
_SET_OFF = 1.7  # of the size: lines of one text are nearer
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|seite|página|pagina|p|s)\b\.?\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|de|sur|di|van)\s*\d{1,4})?[\W_]*",
    re.I,
)
_ONE = re.compile(r"\D*1(?:\D+1)?\D*")  # the number of the only page


def without_furniture(pages: Sequence[Sequence[PdfLine]]) -> list[list[PdfLine]]:
    """The pages without what stands at the same height of several, and without their numbers."""
    laid = [_rows(page) for page in pages]
    uses: Counter[tuple[str, int]] = Counter()
    for rows in laid:
        # A page of few rows has no row at both of its edges.
        edges = rows[:_EDGE_ROWS] + rows[max(_EDGE_ROWS, len(rows) - _EDGE_ROWS) :]
        uses.update({_place(line) for row in edges for line in row})
    body = body_size([line for page in pages for line in page]) if any(pages) else 0.0

    def is_furniture(line: PdfLine) -> bool:
        is_counted = len(pages) > 1 or _ONE.fullmatch(line.text)
        is_number = is_counted and _PAGE_NUMBER.fullmatch(line.text)
        return bool(is_number) or uses[_place(line)] > 1 or _is_marginal(line, body)

    kept = []
    for page, rows in zip(pages, laid, strict=True):
        out = {*_edge(rows, is_furniture), *_edge(rows[::-1], is_furniture)}
        kept.append([line for line in page if line not in out])
    return kept if any(kept) else [list(page) for page in pages]  # a page given out twice


def body_size(lines: Iterable[PdfLine]) -> float:
    """The size of most of the letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size))


def _rows(page: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """Lines from the top, those of one height together."""
    rows: list[list[PdfLine]] = []
    for line in sorted(page, key=lambda line: -line.y):
        if rows and rows[-1][0].y - line.y < _SAME_HEIGHT:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _edge(rows: Sequence[list[PdfLine]], is_furniture: Callable[[PdfLine], bool]) -> list[PdfLine]:
    """The furniture at one edge of a page: as far as a gap or another size sets it off."""
    count = 0
    while count < min(_EDGE_ROWS, len(rows)) and all(map(is_furniture, rows[count])):
        count += 1
    while 0 < count < len(rows):
        last, text = rows[count - 1][0], rows[count][0]
        if abs(last.y - text.y) > _SET_OFF * text.size or abs(last.size - text.size) > 0.5:
            break
        count -= 1
    return [line for row in rows[:count] for line in row]


def _place(line: PdfLine) -> tuple[str, int]:
    """What a line says but for its numbers, and how high it stands."""
    return re.sub(r"\d+", "#", line.text), round(line.y / _SAME_HEIGHT)


def _is_marginal(line: PdfLine, body: float) -> bool:
    share = line.y / line.height if line.height else 0.5
    return not _MARGIN <= share <= 1 - _MARGIN and line.size < body
