"""The lines of a text, and what can be seen of each without knowing the others.

A line is what stands between two line ends, without the blanks and the quote marks of mail that
it begins with. Blank lines are none; how many of them part two lines is told by the second.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from .splitting import BLANKS, CJK_STOPS, CLOSERS, STOPS
from .words import UNSPACED

TAB = 8  # columns
OTHER, SMALL, CAPITAL, DIGIT, UNCASED = range(5)
"""By what a line begins, behind quotation marks and brackets: a letter of some case, or none."""
RESUMED = -1
"""The gap of a line before which a page broke inside a sentence."""
OPEN, FINAL, JOINED = 1, 2, 3
"""By what a line ends: a mark that leaves its sentence open, one that ends it, a hyphen; else 0."""

_QUOTED = re.compile(r"(?:[ \t]?>)+[ \t]?(?!From )")
_GAPS = re.compile(r"(?<=\S)[ ]+(?=\S)")
_CELL_GAP = re.compile(r"(?<=[^\s.!?…:;\"')”’])(?:[ ]{3,}|[ ]*\t[ \t]*)(?=\S)")
_NO_CELL = re.compile(r"\W*(?:\w{1,3}(?:\.\w{1,3})*\W?)?")  # a bullet or a number
_APART = 8  # blanks that part cells wherever they stand
_FIRST = re.compile(r"[^\W_]")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_ADDRESSES = ("http://", "https://", "www.")
_SHOUTED = 20  # characters; a longer line all in capitals tells nothing by its first
_LOOK = 12  # characters in which the first letter of a line stands
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.$")
_FOOTNOTE = re.compile(r"(?<=[.!?…])(?:\[\w{1,4}\]|[¹²³⁰⁴-⁹]+|\d{1,2})$")
_FINAL = frozenset(STOPS + CJK_STOPS + "．")
_CLOSING = frozenset(CLOSERS + "*_")
_OPENED = frozenset(",;:，、；：،؛—–(/&+=")
_HYPHENS = frozenset("-‐\xad")


@dataclass(frozen=True)
class Lines:
    """The lines of a text that hold something, in order; arrays have an entry for each.

    Attributes:
        bodies: the lines, without the blanks around them.
        starts, ends: where each stands, in code points.
        indents: columns before the first character.
        gaps: how many blank lines stand before each; many for a form feed.
        quotes: how many quote marks of mail it begins with.
        cells: the number of each, from 0, in its row of a table; 0 for other lines.
    """

    bodies: list[str]
    starts: np.ndarray
    ends: np.ndarray
    indents: np.ndarray
    gaps: np.ndarray
    quotes: np.ndarray
    cells: np.ndarray

    def __len__(self) -> int:
        return len(self.bodies)

    @cached_property
    def sizes(self) -> np.ndarray:
        """Code points of each."""
        return self.ends - self.starts

    @cached_property
    def extents(self) -> np.ndarray:
        """The column at which each ends."""
        return self.indents + self.sizes

    @cached_property
    def firsts(self) -> np.ndarray:
        """By what each begins: ``SMALL``, ``CAPITAL``, …"""
        return _array(map(_begins, self.bodies))

    @cached_property
    def lasts(self) -> np.ndarray:
        """By what each ends: ``OPEN``, ``FINAL``, ``JOINED`` or 0."""
        return _array(map(_ends, self.bodies))

    @cached_property
    def words(self) -> np.ndarray:
        """The length of the first word of each: what had to fit on the line before it."""
        return _array(map(_first_word, self.bodies))


def lines_of(text: str) -> Lines:
    """The lines of a text; line ends of every kind count."""
    raw = text.splitlines(keepends=True)
    stripped = [line.strip(BLANKS) for line in raw]
    rows = [row for row, body in enumerate(stripped) if body]
    begins = list(accumulate(map(len, raw), initial=0))
    bodies = [stripped[row] for row in rows]
    before = [raw[row].index(body[0]) for row, body in zip(rows, bodies, strict=True)]
    indents = before
    if "\t" in text:
        indents = [_columns(raw[row], n) for row, n in zip(rows, before, strict=True)]
    starts = _array(begins[row] + n for row, n in zip(rows, before, strict=True))
    gaps = np.diff(_array(rows), prepend=-1) - 1
    none = np.zeros_like(starts)
    found = Lines(bodies, starts, starts + _array(map(len, bodies)), _array(indents), gaps, none, none)
    return _unquoted(found) if ">" in text else found


def _unquoted(lines: Lines) -> Lines:
    """Lines without their quote marks; a line of nothing else is a blank one."""
    bodies, cut, depths = [], [], []
    for body in lines.bodies:
        marks = _QUOTED.match(body) if body[0] == ">" else None
        rest = body[marks.end() :].lstrip(BLANKS) if marks else body
        bodies.append(rest)
        cut.append(len(body) - len(rest))
        depths.append(marks[0].count(">") if marks else 0)
    cuts, quotes = _array(cut), _array(depths)
    held = _array(map(bool, bodies)).astype(bool)
    # A line of quote marks alone stands for a blank line, so those around it are summed.
    before = np.cumsum(lines.gaps + ~held)
    gaps = np.diff(before[held], prepend=0)
    widths = np.where(quotes > 0, cuts, 0)
    return Lines(
        [body for body in bodies if body],
        (lines.starts + cuts)[held],
        lines.ends[held],
        (lines.indents + widths)[held],
        gaps,
        quotes[held],
        lines.cells[held],
    )


def without(lines: Lines, dropped: np.ndarray) -> Lines:
    """The lines without those that a page break or the like has put among them.

    Where they stand inside a sentence, what comes before and after them is not apart.
    """
    kept = np.flatnonzero(~dropped)
    gaps = np.diff(np.cumsum(lines.gaps)[kept], prepend=0)
    goes_on = (lines.lasts[kept[:-1]] != FINAL) & (lines.firsts[kept[1:]] == SMALL)
    gaps[1:][(np.diff(kept) > 1) & goes_on] = RESUMED
    return Lines(
        [lines.bodies[row] for row in kept.tolist()],
        *(a[kept] for a in (lines.starts, lines.ends, lines.indents)),
        gaps,
        lines.quotes[kept],
        lines.cells[kept],
    )


def with_cells(lines: Lines) -> Lines:
    """Lines with each cell of a table as a line of its own.

    Wide blanks part cells where those of the next line stand below them; a line with nothing but
    wide blanks, or with very wide ones, needs no other.
    """
    gaps = {row: _wide_gaps(body) for row, body in enumerate(lines.bodies) if _is_wide(body)}
    gaps = {row: found for row, found in gaps.items() if found}
    if not gaps:
        return lines
    pieces = [[(0, len(body))] for body in lines.bodies]
    for row, found in gaps.items():
        pieces[row] = _cells(lines, row, found, gaps)
    numbers = _array(map(len, pieces))
    owner = np.repeat(np.arange(len(lines)), numbers)
    cells = np.arange(len(owner)) - np.repeat(np.cumsum(numbers) - numbers, numbers)
    flat = [piece for own in pieces for piece in own]
    begins, ends = _array(a for a, _ in flat), _array(b for _, b in flat)
    columns = _array(
        _columns(lines.bodies[row], begin)
        for row, (begin, _) in zip(owner.tolist(), flat, strict=True)
    )
    return Lines(
        [lines.bodies[row][a:b] for row, (a, b) in zip(owner.tolist(), flat, strict=True)],
        lines.starts[owner] + begins,
        lines.starts[owner] + ends,
        lines.indents[owner] + columns,
        np.where(cells > 0, 0, lines.gaps[owner]),
        lines.quotes[owner],
        cells,
    )


def _is_wide(body: str) -> bool:
    return "   " in body or "\t" in body


def _wide_gaps(body: str) -> list[tuple[int, int]]:
    """The blanks that may part the cells of a line, unless it is justified."""
    sizes = [len(gap) for gap in _GAPS.findall(body)]
    if "\t" not in body and len(sizes) > 1 and max(sizes) - min(sizes) <= 1:
        return []
    return [
        gap.span()
        for gap in _CELL_GAP.finditer(body)
        if not _NO_CELL.fullmatch(body, 0, gap.start())
    ]


def _cells(
    lines: Lines, row: int, gaps: list[tuple[int, int]], others: dict[int, list[tuple[int, int]]]
) -> list[tuple[int, int]]:
    """The cells of a line."""
    body, indent = lines.bodies[row], int(lines.indents[row])
    columns = set()
    for near in (row - 1, row + 1):
        if 0 <= near < len(lines) and not lines.gaps[max(row, near)]:
            columns.add(int(lines.indents[near]))
            for _, end in others.get(near, ()):
                columns.add(int(lines.indents[near]) + _columns(lines.bodies[near], end))
    single = len(_GAPS.findall(body)) - len(gaps)
    found, begin = [], 0
    for start, end in gaps:
        column = indent + _columns(body, end)
        if end - start >= _APART or single <= len(gaps) or not columns.isdisjoint(range(column - 1, column + 2)):
            found.append((begin, start))
            begin = end
    return [*found, (begin, len(body))]


def _array(values: Iterable[int]) -> np.ndarray:
    return np.fromiter(values, dtype=np.int64)


def _columns(raw: str, size: int) -> int:
    return len(raw[:size].expandtabs(TAB))


def _begins(body: str) -> int:
    """By what a line begins."""
    first = body[0]
    if first.islower():
        return OTHER if body.startswith(_ADDRESSES) else SMALL
    if first.isupper():
        return UNCASED if len(body) > _SHOUTED and body.isupper() else CAPITAL
    if not first.isalnum():
        found = _FIRST.search(body, 0, _LOOK)
        if not found:
            return OTHER
        first = found[0]
        if first.islower():
            return SMALL
    if first.isdigit():
        return DIGIT
    return CAPITAL if first.isupper() or first.istitle() else UNCASED


def _ends(body: str) -> int:
    """By what a line ends."""
    last = body[-1]
    if last.islower():
        return 0
    if last in _CLOSING:
        body = body.rstrip("\"'”’“‘»›«‹)]}」』）】》*_")
        last = body[-1:]
    if last in _FINAL:
        return 0 if last == "." and _INITIAL.search(body[-3:]) else FINAL
    if last in _OPENED:
        return OPEN
    if last in _HYPHENS:
        return JOINED
    return FINAL if _FOOTNOTE.search(body[-6:]) else 0


def _first_word(body: str) -> int:
    """The length of the first word; one character where no blank parts words."""
    if not body.isascii() and _UNSPACED.match(body):
        return 1
    end = body.find(" ")
    return len(body) if end < 0 else end
