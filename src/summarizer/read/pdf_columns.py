"""The pieces of lines of a PDF's page in the order in which one reads them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from .pdf_lines import Column, PdfLine, joined

_MOST = 800  # pieces of lines on a page; one with more is a drawing or a table
_SAME_ROW = 0.5  # of the size: baselines of one row differ by less
_BESIDE = 0.9  # of the size: lines of one column differ by more
_STRETCHED = 1.7  # of the size: words of a justified line are nearer
_UNEVEN = 0.15  # of a gap: by how much others of the same line differ
_EVENLY = 2  # words, from which on it can be told
_GUTTER = 0.75  # of the size: what parts two columns is at least so wide
_CELL_GAP = 1.5  # of the size: what parts two cells of a table
_LONE_GAP = 4.0  # of the size: what parts two cells of a single row
_NEXT_ROW = 2.5  # of the size: rows of one table are nearer
_FEWEST_ROWS = 3  # with text on both sides of a gutter
_TRIES = 3  # gutters, those of most rows first
_DEEPEST = 5  # columns within columns
_MARK = 4  # letters of what opens an item of a list
_LETTERS = 12  # of a line of a column; cells of a table have fewer
_FULL = 0.75  # of its column: a line of prose reaches so far
_MOSTLY = 0.5  # of the lines of a column do
_MOST_END = 0.85  # of the lines of a column; a few may stand out
_INTO = 3.0  # points before the right column, where it is parted from the left
_ITEM = re.compile(r"\W{1,2}|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,4})[.)]?", re.I)


def ordered(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines of a page, column by column; what stands across the columns parts them.

    Args:
        lines: the pieces of lines of one page, without its furniture.

    Returns:
        Whole lines, each with the number and the edge of its column. Rows of tables are marked,
        their cells parted by ``" | "``.
    """
    found: list[PdfLine] = []
    downwards = sorted(lines, key=lambda line: -line.y)
    whole = [line for row in _rows(downwards) for line in _without_stretched(row)]
    for number, pieces in enumerate(_columns(whole)):
        rows = _whole(pieces)
        ends = sorted(line.right for line in rows)
        column = Column(number, min(line.x for line in rows), ends[int(_MOST_END * len(ends))])
        found += [line._replace(column=column) for line in rows]
    return found


def _without_stretched(row: Sequence[PdfLine]) -> Iterator[PdfLine]:
    """A row, its words that stand equally far apart as one: they fill a justified line."""
    run: list[PdfLine] = []
    for line in row:
        if run and not _is_stretched(run, line):
            yield from [joined(run)] if len(run) > _EVENLY else run
            run = []
        run.append(line)
    yield from [joined(run)] if len(run) > _EVENLY else run


def _is_stretched(run: Sequence[PdfLine], line: PdfLine) -> bool:
    for text in (run[-1].text, line.text):
        if " " in text or not (text[0].isalpha() or text[-1].isalpha()):
            return False  # more than a word, or a figure of a table
    gap = line.x - run[-1].right
    first = run[1].x - run[0].right if len(run) > 1 else gap
    return abs(gap - first) < _UNEVEN * first and gap < _STRETCHED * line.size


def _columns(lines: list[PdfLine], depth: int = 0) -> list[list[PdfLine]]:
    """Lines, from the top, as columns in reading order."""
    is_bounded = depth < _DEEPEST and len(lines) <= _MOST
    for place in _gutters(lines) if is_bounded else ():
        left = [line for line in lines if _side(line, place) == 0]
        right = [line for line in lines if _side(line, place) == 1]
        if _is_open(lines, place) and _are_columns(left, right, depth):
            bands = _bands(lines, place)
            return [part for band in bands for part in _parted(band, place, depth)]
    return [lines] if lines else []


def _are_columns(left: list[PdfLine], right: list[PdfLine], depth: int) -> bool:
    """Whether what stands beside each other is no table: a column of prose, and anything else."""
    if not (left and right) or _letters(left) <= _MARK or _letters(right) <= _MARK:
        return False
    if _is_prose(left) or _is_prose(right):
        return True
    return any(len(_columns(side, depth + 1)) > 1 for side in (left, right))


def _parted(band: list[PdfLine], place: float, depth: int) -> list[list[PdfLine]]:
    """A band of the page as columns, where it has two that are no cells of a table."""
    left = [line for line in band if _side(line, place) == 0]
    right = [line for line in band if _side(line, place) == 1]
    if left and right and max(_letters(left), _letters(right)) >= _LETTERS:
        return [*_columns(left, depth + 1), *_columns(right, depth + 1)]
    return [band]


def _is_open(lines: Sequence[PdfLine], place: float) -> bool:
    """Whether more rows keep a gutter than reach over it, from its first row to its last.

    The gaps of lines that were drawn wide come to stand below each other by chance.
    """
    sides = [_side(line, place) for line in lines]
    inside = sides[sides.index(1) : len(sides) - sides[::-1].index(1)] if 1 in sides else []
    return inside.count(1) > 2 * inside.count(2)


def _bands(lines: Sequence[PdfLine], place: float) -> Iterator[list[PdfLine]]:
    """Lines from the top, cut where one reaches over the gutter or stops doing so."""
    band: list[PdfLine] = []
    for line in lines:
        if band and (_side(line, place) == 2) != (_side(band[-1], place) == 2):
            yield band
            band = []
        band.append(line)
    if band:
        yield band


def _side(line: PdfLine, place: float) -> int:
    """On which side of a gutter a line stands: 0 left, 1 right, 2 on both."""
    if line.right <= place:
        return 0
    return 1 if line.x >= place else 2


def _gutters(lines: Sequence[PdfLine]) -> list[float]:
    """Where blank strips may part columns, those between most rows first."""
    steps: defaultdict[float, int] = defaultdict(int)
    for before, line in _neighbours(lines):
        if line.x - before.right >= _GUTTER * line.size:
            steps[before.right] += 1
            steps[line.x] -= 1
    open_gaps, found = 0, []
    for place, end in pairwise([*sorted(steps), 0.0]):
        open_gaps += steps[place]
        if steps[place] > 0 > steps.get(end, 0) and open_gaps >= _FEWEST_ROWS:
            found.append((-open_gaps, max((place + end) / 2, end - _INTO)))
    return [place for _, place in sorted(found)[:_TRIES]]


def _neighbours(lines: Sequence[PdfLine]) -> Iterator[tuple[PdfLine, PdfLine]]:
    """Pieces that stand side by side, though the lines of two columns be of different height."""
    rows = _rows(lines)
    for above, below in pairwise([*rows, []]):
        yield from pairwise(above)
        if below and above[0].y - below[0].y < _BESIDE * min(above[0].size, below[0].size):
            yield from pairwise(sorted([*above, *below], key=lambda line: line.x))


def _rows(lines: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """Lines, from the top, by their baselines, each row from left to right."""
    rows: list[list[PdfLine]] = []
    for line in lines:
        if rows and rows[-1][0].y - line.y < _SAME_ROW * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x) for row in rows]


def _is_prose(lines: Sequence[PdfLine]) -> bool:
    """Whether lines are those of a column, most of them full, and not cells of a table."""
    if not lines or _letters(lines) < _LETTERS:
        return False
    left, right = min(line.x for line in lines), max(line.right for line in lines)
    widths = [sum(line.right - line.x for line in row) for row in _rows(lines)]
    full = sum(width > _FULL * (right - left) for width in widths)
    return full >= _MOSTLY * len(widths)


def _letters(lines: Sequence[PdfLine]) -> float:
    return median(sum(len(line.text) for line in row) for row in _rows(lines))


def _whole(column: list[PdfLine]) -> list[PdfLine]:
    """The lines of a column, those with wide gaps as rows of a table."""
    rows = [list(_cells(row)) for row in _rows(column)]
    inside = _in_tables(rows)
    return [
        joined(cells, " | ")._replace(is_row=True) if is_row else joined(cells)
        for cells, is_row in zip(rows, inside, strict=True)
    ]


def _cells(row: Sequence[PdfLine]) -> Iterator[PdfLine]:
    """The cells of a row; a bullet or a number belongs to what it opens."""
    cell: list[PdfLine] = []
    for line in row:
        is_apart = cell and line.x - cell[-1].right > _CELL_GAP * line.size
        if is_apart and not (len(cell) == 1 and _ITEM.fullmatch(cell[0].text)):
            yield joined(cell)
            cell = []
        cell.append(line)
    yield joined(cell)


def _in_tables(rows: Sequence[Sequence[PdfLine]]) -> list[bool]:
    """Of each row whether it is one of a table."""
    inside = [len(cells) > 1 and _is_lone(cells) for cells in rows]
    for at, (above, below) in enumerate(pairwise(rows)):
        if above[0].y - below[0].y < _NEXT_ROW * above[0].size and _share_cells(above, below):
            inside[at] = inside[at + 1] = True
    return inside


def _is_lone(cells: Sequence[PdfLine]) -> bool:
    return any(b.x - a.right > _LONE_GAP * b.size for a, b in pairwise(cells))


def _share_cells(above: Sequence[PdfLine], below: Sequence[PdfLine]) -> bool:
    """Whether two rows have a gap in common, or one goes on in a cell of the other."""
    if len(above) == 1 or len(below) == 1:
        (short,), long = (above, below) if len(above) == 1 else (below, above)
        return any(abs(short.x - cell.x) < short.size / 2 for cell in long[1:])
    gaps = [[(a.right, b.x) for a, b in pairwise(cells)] for cells in (above, below)]
    return any(max(a, c) < min(b, d) for a, b in gaps[0] for c, d in gaps[1])
