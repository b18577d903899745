"""The lines of a PDF as paragraphs: page furniture out, parted words mended."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from ..text.endings import ends_in_stop
from ..text.kinds import Kind
from .extracted import Lines
from .hyphens import Hyphens
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
_FOOTNOTE = re.compile(r"[\d*†‡§]")
_BULLET = re.compile(r"[•‣▪●◦*–-]\s|\(?\d{1,2}[.)]\s")
_SMALL = 0.92  # of the body's size: notes
_LARGE = 1.12  # of the body's size: headings
_GAP = 1.25  # of the usual distance of two lines: a paragraph ends
_INDENT = (0.6, 4.0)  # of the size: the first line of a paragraph stands so far to the right
_HALF = 0.5  # of the widest lines: such a line ends for a reason whatever follows
_FULL = 0.85  # of the widest lines: a line that the next word would not make longer is cut short


def paragraphs(pages: Sequence[Sequence[Line]]) -> Lines:
    """The paragraphs of a file's pages, in order."""
    lines = [line for page in _without_furniture(pages) for line in page]
    found = Lines()
    if not lines:
        return found
    body = _body_size(lines)
    lines = _without_notes(lines, body)
    hyphens = Hyphens([line.text for line in lines])
    for group in _groups(lines, body):
        text = hyphens.joined([line.text for line in group])
        kind = _kind(group, body, text, lines)
        if kind == "list item":
            found.add(text)  # its bullet tells
        else:
            found.add(text, kind)
    return found


def _without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without what stands at the same height of several, and without their numbers."""
    uses: Counter[tuple[str, int]] = Counter()
    for page in pages:
        ordered = _downwards(page)
        uses.update({_place(line) for line in ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]})
    body = _body_size([line for page in pages for line in page]) if any(pages) else 0.0

    def is_furniture(line: Line) -> bool:
        number = len(pages) > 1 and _PAGE_NUMBER.fullmatch(line.text)
        return bool(number) or uses[_place(line)] > 1 or _is_marginal(line, body)

    kept = []
    for page in pages:
        ordered = _downwards(page)
        out = {*_edge(ordered, is_furniture), *_edge(ordered[::-1], is_furniture)}
        kept.append([line for line in page if line not in out])
    return kept if any(kept) else [list(page) for page in pages]  # a page given out twice


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


def _body_size(lines: Iterable[Line]) -> float:
    """The size of most of the letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size))


def _without_notes(lines: list[Line], body: float) -> list[Line]:
    """The lines without the footnotes: those at the foot of a page, the first with a sign.

    They are small, or else set off, with a raised number.
    """
    kept: list[Line] = []
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    for page in by_page.values():
        end = _start_of_notes(page)
        if end < len(page):
            kept += page[:end]
            continue
        while end and page[end - 1].size < _SMALL * body:
            end -= 1
        notes = page[end:]
        if notes and end and _FOOTNOTE.match(notes[0].text) and notes[0].y < page[end - 1].y:
            notes = []
        kept += [*page[:end], *notes]
    return kept


def _start_of_notes(page: Sequence[Line]) -> int:
    """Where the footnotes begin that are as large as the text; the number of lines if nowhere."""
    for at, (line, following) in enumerate(pairwise(page), start=1):
        is_set_off = line.y - following.y > _SET_OFF * following.size
        if following.is_numbered and is_set_off and all(n.y <= following.y for n in page[at:]):
            return at
    return len(page)


def _groups(lines: Sequence[Line], body: float) -> list[list[Line]]:
    """The lines of each paragraph."""
    leading = _leading(lines)
    width = _width(lines, body) * body
    groups = [[line] for line in lines[:1]]
    for line, following in pairwise(lines):
        if _parts(line, following, leading, width):
            groups.append([following])
        else:
            groups[-1].append(following)
    return groups


def _leading(lines: Sequence[Line]) -> float:
    """How far two lines of a paragraph are mostly apart, in sizes of their type."""
    gaps: Counter[float] = Counter()
    for line, following in pairwise(lines):
        gap = line.y - following.y
        if line.page == following.page and 0 < gap < 3 * line.size:
            gaps[round(gap / line.size, 1)] += min(len(line.text), len(following.text))
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=1.2)


def _width(lines: Sequence[Line], body: float) -> int:
    """How many letters a full line of the body has, about."""
    lengths = sorted(len(line.text) for line in lines if abs(line.size - body) < 0.1 * body)
    return lengths[int(0.8 * len(lengths))] if lengths else 0


def _parts(line: Line, following: Line, leading: float, width: float) -> bool:
    """Whether a paragraph ends between two lines."""
    if abs(line.size - following.size) > 0.08 * line.size or line.is_bold != following.is_bold:
        return True
    if line.is_fixed != following.is_fixed or _opens_item(line, following):
        return True
    gap = line.y - following.y
    if line.page == following.page and gap > 0:
        if gap > _GAP * leading * line.size:
            return True
        shift = (following.x - line.x) / line.size
        if _INDENT[0] < shift < _INDENT[1] and not _BULLET.match(line.text):
            return True
    return _is_cut_short(line, following, width)


def _opens_item(line: Line, following: Line) -> bool:
    """Whether a line opens an item of a list; a number may also end a sentence ("on June 30.")."""
    if not _BULLET.match(following.text):
        return False
    is_number = following.text[0].isdigit()
    return not is_number or _stops(line.text) or bool(_BULLET.match(line.text))


def _is_cut_short(line: Line, following: Line, width: float) -> bool:
    """Whether the next word would have fitted, so that the line ends for a reason."""
    word = following.text.partition(" ")[0]
    used = (len(line.text) + 1 + len(word)) * line.size
    if used < _HALF * width:
        return True
    return used < _FULL * width and (_stops(line.text) or not following.text[0].islower())


def _kind(group: Sequence[Line], body: float, text: str, lines: Sequence[Line]) -> Kind | None:
    if all(line.is_fixed for line in group) and not all(line.is_fixed for line in lines):
        return "boilerplate"
    if _BULLET.match(text):
        return "list item"
    if _stops(text):
        return None
    is_large = all(line.size > _LARGE * body for line in group)
    is_bold = all(line.is_bold for line in group) and not all(line.is_bold for line in lines)
    return "heading" if is_large or (is_bold and len(group) <= 2) else None


def _stops(line: str) -> bool:
    return ends_in_stop(line, 0, len(line))
