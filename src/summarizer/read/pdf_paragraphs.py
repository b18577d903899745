"""The lines of a PDF as paragraphs: notes out, parted words mended."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ..text.endings import ends_in_stop
from ..text.kinds import Kind
from .extracted import GrowingText
from .hyphens import PageHyphens
from .pdf_columns import ordered
from .pdf_furniture import body_size, without_furniture
from .pdf_lines import PdfLine
from .pdf_notes import SOURCES, without_notes

_BULLET = re.compile(r"[•‣▪●◦*–-]\s|\(?\d{1,2}[.)]\s")
_CAPTION = re.compile(
    r"(?:figure|fig\.|table|tab\.|abb(?:ildung|\.)|tabelle|tableau|figura|tabla|tabella|scheme|chart)"
    r"\s?[A-Z]?\d{1,3}(?:[.-]\d{1,2})?[.:|–—-]",
    re.I,
)
_LARGE = 1.12  # of the body's size: headings
_GAP = 1.25  # of the usual distance of two lines: a paragraph ends
_INDENT = (0.6, 4.0)  # of the size: the first line of a paragraph stands so far to the right
_HALF = 0.5  # of its column: such a line ends for a reason whatever follows
_FULL = 0.85  # of its column: a line that the next word would not make longer is cut short
_SAME_END = 2.0  # points
_JUSTIFIED = 0.4  # of the full lines; of ragged ones every tenth does so
_BETWEEN = 40  # groups of lines, as of a figure, that may stand between two parts of a paragraph
_PARAGRAPH = 3  # lines; what has fewer may be the labels of a figure


class _Body(NamedTuple):
    """How most of the text is set: the size of its type, whether it is bold or of fixed width."""

    size: float
    is_bold: bool
    is_fixed: bool


def paragraphs(pages: Sequence[Sequence[PdfLine]]) -> GrowingText:
    """The paragraphs of a file, in the order in which one reads them.

    Args:
        pages: the pieces of lines of each, in any order.
    """
    lines = [line for page in without_furniture(pages) for line in ordered(page)]
    found = GrowingText()
    if not lines:
        return found
    lines = without_notes(lines, body_size(lines))
    body = _body(lines)
    hyphens = PageHyphens([line.text for line in lines], is_justified=_is_justified(lines))
    is_source = False
    for group in _groups(lines, body):
        text = hyphens.joined([line.text for line in group])
        kind = _kind(group, body, text)
        is_source = SOURCES.fullmatch(text) is not None or (is_source and kind != "heading")
        if kind == "list item" and not is_source:
            found.add(text)  # its bullet tells
        else:
            found.add(text, "boilerplate" if is_source and kind != "heading" else kind)
    return found


def _groups(lines: Sequence[PdfLine], body: _Body) -> list[list[PdfLine]]:
    """The lines of each paragraph."""
    leading = _leading(lines)
    groups = [[line] for line in lines[:1]]
    for line, following in pairwise(lines):
        if _parts(line, following, leading):
            groups.append([following])
        else:
            groups[-1].append(following)
    return _rejoined(groups, body)


def _is_justified(lines: Sequence[PdfLine]) -> bool:
    """Whether most lines that are not cut short end where their column does."""
    columns = ((line.right, line.column) for line in lines)
    missing = [
        c.right - right for right, c in columns if right - c.left > _FULL * (c.right - c.left)
    ]
    return sum(abs(points) < _SAME_END for points in missing) > _JUSTIFIED * len(missing)


def _rejoined(groups: Sequence[list[PdfLine]], body: _Body) -> list[list[PdfLine]]:
    """Groups, one that breaks off joined to what goes on behind a figure or a table."""
    found: list[list[PdfLine]] = []
    taken: set[int] = set()
    for at, group in enumerate(groups):
        if at in taken:
            continue
        found.append(group)
        reached = at
        while _is_body(group, body) and _breaks_off(group[-1]):
            reached = _continued(groups, reached, body)
            if not reached or reached in taken:
                break
            taken.add(reached)
            group += groups[reached]
    return found


def _breaks_off(line: PdfLine) -> bool:
    """Whether a line ends in mid-sentence at the end of its column."""
    left, right = line.column.left, line.column.right
    return not _stops(line.text) and line.right - left > _FULL * (right - left)


def _continued(groups: Sequence[list[PdfLine]], at: int, body: _Body) -> int:
    """Which group goes on in mid-sentence where one breaks off, or 0."""
    last = groups[at][-1]
    for number, group in enumerate(groups[at + 1 : at + 1 + _BETWEEN], start=at + 1):
        if not _is_body(group, body):
            continue
        first = group[0]
        is_elsewhere = (first.page, first.column) != (last.page, last.column) or number > at + 1
        is_full = len(group) > 1 or _stops(group[-1].text)
        if is_elsewhere and is_full and first.text[0].islower() and _is_flush(first):
            return number
        if len(group) >= _PARAGRAPH:
            break
    return 0


def _is_flush(line: PdfLine) -> bool:
    return line.x - line.column.left < _INDENT[0] * line.size


def _is_body(group: Sequence[PdfLine], body: _Body) -> bool:
    """Whether lines are of the text, not of a table, a caption or a heading."""
    first = group[0]
    if first.is_row or first.is_bold != body.is_bold or first.is_fixed != body.is_fixed:
        return False
    return not _CAPTION.match(first.text) and abs(first.size - body.size) < 0.04 * body.size


def _leading(lines: Sequence[PdfLine]) -> float:
    """How far two lines of a paragraph are mostly apart, in sizes of their type."""
    gaps: Counter[float] = Counter()
    for line, following in pairwise(lines):
        gap = line.y - following.y
        if line.page == following.page and 0 < gap < 3 * line.size:
            gaps[round(gap / line.size, 1)] += min(len(line.text), len(following.text))
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=1.2)


def _parts(line: PdfLine, following: PdfLine, leading: float) -> bool:
    """Whether a paragraph ends between two lines."""
    if abs(line.size - following.size) > 0.08 * line.size or line.is_bold != following.is_bold:
        return True
    if line.is_row or following.is_row or line.is_fixed != following.is_fixed:
        return True
    if _opens_item(line, following):
        return True
    gap = line.y - following.y
    if (line.page, line.column) == (following.page, following.column) and gap > 0:
        if gap > _GAP * leading * line.size:
            return True
        shift = (following.x - line.x) / line.size
        if _INDENT[0] < shift < _INDENT[1] and not _BULLET.match(line.text):
            return True
    return _is_cut_short(line, following)


def _opens_item(line: PdfLine, following: PdfLine) -> bool:
    """Whether a line opens an item of a list; a number may also end a sentence ("on June 30.")."""
    if not _BULLET.match(following.text):
        return False
    is_number = following.text[0].isdigit()
    return not is_number or _stops(line.text) or bool(_BULLET.match(line.text))


def _is_cut_short(line: PdfLine, following: PdfLine) -> bool:
    """Whether the next word would have fitted, so that the line ends for a reason."""
    word = following.text.partition(" ")[0]
    letter = (line.right - line.x) / len(line.text)
    used = line.right + letter * (1 + len(word)) - line.column.left
    width = line.column.right - line.column.left
    if used < _HALF * width:
        return True
    return used < _FULL * width and (_stops(line.text) or not following.text[0].islower())


def _body(lines: Sequence[PdfLine]) -> _Body:
    letters = sum(len(line.text) for line in lines)
    bold = sum(len(line.text) for line in lines if line.is_bold)
    fixed = sum(len(line.text) for line in lines if line.is_fixed)
    return _Body(body_size(lines), 2 * bold > letters, 2 * fixed > letters)


def _kind(group: Sequence[PdfLine], body: _Body, text: str) -> Kind | None:
    if group[0].is_row:
        return "boilerplate"
    if all(line.is_fixed for line in group) and not body.is_fixed:
        return "boilerplate"
    if _BULLET.match(text):
        return "list item"
    if _CAPTION.match(text):
        return "caption"
    if _stops(text):
        return None
    is_large = all(line.size > _LARGE * body.size for line in group)
    is_bold = all(line.is_bold for line in group) and not body.is_bold
    return "heading" if is_large or (is_bold and len(group) <= 2) else None


def _stops(line: str) -> bool:
    return ends_in_stop(line, 0, len(line))
