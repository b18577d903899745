"""Which line breaks of a text mean something, and which only wrap a paragraph.

A break inside a sentence is *soft*: no final mark stands before it and a small letter after it.
These breaks show how the text was wrapped, so that the others can be told: at which column its
lines end (the *margin*), and whether deeper lines open paragraphs or go on with them. All of it is
told by shares and quantiles over the text and over the region at hand, so that one odd line shows
nothing.
"""

from typing import NamedTuple

import numpy as np

from .kindtype import Kind
from .lines import FINAL, SMALL, UNCASED, Lines, lines_of
from .shapes import WEAK, Shapes, shapes_of

_NARROWEST, _WIDEST = 16, 140  # columns at which text is wrapped; characters of Chinese have two
_TIGHT = 0.8  # of the lines inside sentences are as full as a margin lets them
_COMPACT = 0.55  # the shortest of them, nearly, beside the longest, nearly: lines that are wrapped
_FEW = 3  # breaks from which a region has a margin of its own
_WRAPPED = 0.15  # of the breaks are inside sentences where a text is wrapped
_ALONE = 30  # columns; so long a line that ends inside a sentence was wrapped


class Margin(NamedTuple):
    """Where the lines of a text or of a region of it end.

    Attributes:
        widest: the last column of a line; 0 for lines that are not wrapped.
        least: a line that would have ended before this column with the next word is not wrapped.
    """

    widest: int = 0
    least: int = 0


def margin_of(extents: np.ndarray, reaches: np.ndarray) -> Margin:
    """The margin that lines show which end inside a sentence.

    Args:
        extents: the column at which each ends.
        reaches: the column at which it would end with the first word of the next line.
    """
    fitting = extents <= _WIDEST
    extents, reaches = np.sort(extents[fitting]), np.sort(reaches[fitting])
    if not len(extents):
        return Margin()
    columns = np.arange(_NARROWEST, _WIDEST + 1)
    full = np.searchsorted(extents, columns, "right") - np.searchsorted(reaches, columns, "right")
    best = int(full.argmax())
    if full[best] >= _TIGHT * len(extents):
        return Margin(int(columns[best]), int(columns[best]))
    low, high = (int(extents[int(share * len(extents))]) for share in (0.04, 0.95))
    if low < _COMPACT * high or high < _NARROWEST:
        return Margin()
    # The fewer lines there are, the farther others may lie outside.
    slack = 1 + (high - low) // len(extents)
    return Margin(high + slack, int(reaches[int(0.04 * len(reaches))]) - slack)


class Paragraph(NamedTuple):
    """A paragraph, a heading, an item, a cell of a table.

    Attributes:
        start, end: where it stands, in code points.
        kind: what it is, where the look of its lines says so.
    """

    start: int
    end: int
    kind: Kind | None = None


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a plain text, in order; they hold every character that is not blank."""
    lines = lines_of(text)
    if not len(lines):
        return []
    shapes = shapes_of(lines, text)
    kept = np.flatnonzero(~shapes.breaks_in)
    soft = _soft_breaks(lines, shapes, kept)
    first = kept[np.flatnonzero(np.concatenate(([True], ~soft)))] if len(kept) else kept
    last = np.append(kept[np.flatnonzero(~soft)], kept[-1:])
    apart = shapes.apart | _is_tabular(lines)
    found = [
        Paragraph(start, end, "heading" if titled else "boilerplate" if alone else None)
        for start, end, alone, titled in zip(
            lines.starts[first].tolist(),
            lines.ends[last].tolist(),
            apart[first].tolist(),
            shapes.underlined[first].tolist(),
            strict=True,
        )
    ]
    inside = np.zeros(len(lines) + 1, dtype=int)
    np.add.at(inside, first, 1)
    np.add.at(inside, last + 1, -1)
    for row in np.flatnonzero(shapes.breaks_in & (np.cumsum(inside)[:-1] == 0)).tolist():
        found.append(Paragraph(int(lines.starts[row]), int(lines.ends[row]), "boilerplate"))
    return sorted(found)


def _soft_breaks(lines: Lines, shapes: Shapes, kept: np.ndarray) -> np.ndarray:
    """Which of the breaks only wrap a paragraph: for each kept line but the last."""
    if len(kept) < 2:
        return np.zeros(0, dtype=bool)
    breaks = _Breaks(lines, shapes, kept)
    return breaks.soft() if breaks.inside.any() else breaks.inside


def _is_tabular(lines: Lines) -> np.ndarray:
    """Which lines are cells of a table: two rows of cells at least, one below the other."""
    if not lines.cells.any():
        return lines.cells > 0
    row = np.cumsum(lines.cells == 0) - 1
    width = np.bincount(row)
    gap = np.append(lines.gaps[lines.cells == 0], 1)
    many = width > 1
    below = np.append(many[1:], False) & (gap[1:] == 0)
    above = np.concatenate(([False], many[:-1])) & (gap[:-1] == 0)
    return (many & (below | above | (width > 2)))[row] & ((lines.lasts != FINAL) | (lines.cells == 0))


class _Breaks:
    """The breaks of a text: what each looks like, and where lines would have ended."""

    def __init__(self, lines: Lines, shapes: Shapes, kept: np.ndarray) -> None:
        before, after = kept[:-1], kept[1:]
        ends, begins = lines.lasts[before], lines.firsts[after]
        self.sizes = lines.sizes[before]
        self.extents = lines.extents[before]
        self.reaches = self.extents + 1 + lines.words[after]
        indents, columns = lines.indents[after], shapes.columns[before]
        self.shifts = np.where(
            abs(indents - columns) <= 1, 0, indents - lines.indents[before]
        )
        self.weak = (shapes.opens[after] == WEAK) & (ends != FINAL)
        in_table = lines.cells[before] > 0
        barred = shapes.apart[before] | shapes.apart[after] | shapes.underlined[before]
        barred |= (lines.cells[after] > 0) | (in_table & (self.shifts != 0))
        barred |= (shapes.opens[after] > 0) & ~self.weak
        free = ~barred & (lines.quotes[before] == lines.quotes[after])
        goes_on = free & (ends != FINAL)
        small = goes_on & (begins == SMALL)
        uncased = goes_on & (begins == UNCASED)
        is_cased = 10 * small.sum() >= uncased.sum()
        inside = small if is_cased else uncased
        # Blank lines around a running head that stands inside a sentence part nothing.
        gaps = np.diff(np.cumsum(lines.gaps)[kept])
        gaps[(np.diff(kept) > 1) & small] = 0
        spacing = _spacing(gaps, inside, self.extents, self.reaches)
        self.near = free & (gaps <= spacing)
        self.inside = inside & self.near
        self.is_cased = is_cased
        after = self.near & (ends == FINAL)
        self.is_careless = 5 * (after & (begins == SMALL)).sum() > after.sum()
        self.counted = self.near & ((begins != UNCASED) | (not is_cased))
        self.regions = np.cumsum(np.concatenate(([False], ~self.near[:-1])))

    def soft(self) -> np.ndarray:
        """Which of them only wrap a paragraph."""
        full = self._full()
        inside = self.inside & (full | self._is_long() & (not self.is_careless))
        if not self.is_cased:
            inside &= full
        inside &= full | ~self.weak
        return inside | (self.near & full & self._goes_straight())

    def _full(self) -> np.ndarray:
        """Which lines end where those of their region are wrapped."""
        inside, regions = self.inside, self.regions
        margin = margin_of(self.extents[inside], self.reaches[inside])
        size = int(regions[-1]) + 1
        widest, least = np.full(size, margin.widest), np.full(size, margin.least)
        number = np.bincount(regions[inside], minlength=size)
        fitting = self._ends_at(margin.widest, margin.least)
        fits = np.bincount(regions[fitting & inside], minlength=size)
        for region in np.flatnonzero((number >= _FEW) & (fits < 0.7 * number)):
            a, b = np.searchsorted(regions, (region, region + 1))
            own = inside[a:b]
            widest[region], least[region] = margin_of(self.extents[a:b][own], self.reaches[a:b][own])
        near = np.bincount(regions[self.counted], minlength=size)
        fitting &= self.near
        all_fit = np.bincount(regions[fitting], minlength=size) >= 0.8 * np.bincount(
            regions[self.near], minlength=size
        )
        is_usual = inside.sum() >= _WRAPPED * self.counted.sum()
        shown = np.where(near >= 5, (number >= _WRAPPED * near) | all_fit, is_usual)
        wrapped = (widest > 0) & shown
        return self._ends_at(widest[regions], least[regions]) & wrapped[regions]

    def _ends_at(self, widest: int | np.ndarray, least: int | np.ndarray) -> np.ndarray:
        """Whether the lines end where those of a margin do."""
        return (self.reaches > least) & (self.sizes <= widest + 1)

    def _is_long(self) -> np.ndarray:
        """Whether a line is so long that it is none of a list."""
        extents = self.extents[self.inside]
        return self.extents >= max(_ALONE, 0.6 * np.quantile(extents, 0.95))

    def _goes_straight(self) -> np.ndarray:
        """Whether a change of indent at a break is one that paragraphs have inside."""
        up, down = self.shifts > 0, self.shifts < 0
        straight = ~up & ~down
        # A line that alone is deeper opens a paragraph, and the next goes on with it.
        opened = np.concatenate(([True], up[:-1] | ~self.near[:-1]))
        straight |= down & opened
        for turn in (up, down):
            turned = turn & self.near
            if (self.inside & turned).sum() >= 0.3 * turned.sum():
                straight |= turn
        return straight


def _spacing(gaps: np.ndarray, inside: np.ndarray, extents: np.ndarray, reaches: np.ndarray) -> int:
    """How many blank lines stand between the lines of one paragraph: 1 where all are apart."""
    apart = inside & (gaps == 1)
    if apart.sum() <= max(_FEW, 0.3 * (gaps == 1).sum(), 4 * (inside & (gaps == 0)).sum()):
        return 0
    return int(margin_of(extents[apart], reaches[apart]).widest > 0)
