"""Which line breaks of a text mean something, and which only wrap a paragraph.

A break inside a sentence is *soft*: no final mark stands before it and a small letter after it.
These breaks show how the text was wrapped, so that the others can be told: at which column its
lines end (the *margin*), and whether deeper lines open paragraphs or go on with them. All of it is
told by shares and quantiles over the text and over the region at hand, so that one odd line shows
nothing.
"""

import re
from typing import NamedTuple

import numpy as np

from .kindtype import Kind
from .lines import FINAL, RESUMED, SMALL, UNCASED, Lines, lines_of, with_cells, without
from .shapes import WEAK, Shapes, interruptions, shapes_of

_NARROWEST, _WIDEST = 16, 140  # columns at which text is wrapped; characters of Chinese have two
_TIGHT = 0.8  # of the lines inside sentences are as full as a margin lets them
_HAND = 0.8  # of the widest column is reached by lines that were wrapped by hand
_ODD = 0.04  # of the lines may be odd
_COMPACT, _MOST = 0.6, 0.65  # of the width is reached by most lines that are wrapped
_FEW = 3  # breaks from which a region has a margin of its own
_WRAPPED = 0.15  # of the breaks are inside sentences where a text is wrapped
_OVER = 1.15  # times the widest column: a longer line is not wrapped
_VERSE = 70  # columns of a line of verse
_ALONE = 30  # columns; so long a line that ends inside a sentence was wrapped


_DIGIT = re.compile(r"\d")


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
    extents, reaches = extents[fitting], reaches[fitting]
    if not len(extents):
        return Margin()
    high = float(np.quantile(extents, 1 - _ODD))
    long = extents >= _COMPACT * high
    if high < _NARROWEST or long.sum() < _MOST * len(extents):
        return Margin()
    extents, reaches = np.sort(extents[long]), np.sort(reaches[long])
    columns = np.arange(_NARROWEST, _WIDEST + 1)
    full = np.searchsorted(extents, columns, "right") - np.searchsorted(reaches, columns, "right")
    best = int(full.argmax())
    least = int(reaches[int(_ODD * len(reaches))]) - 1
    if full[best] >= _TIGHT * len(extents):
        widest = int(columns[best])
        return Margin(widest, min(widest, max(least, int(_HAND * widest))))
    # The fewer lines there are, the farther others may lie outside.
    slack = 1 + 2 * int(high - extents[0]) // len(extents)
    return Margin(int(high) + slack, least - slack)


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
    """The paragraphs of a plain text, in order; they hold every character that is not blank.

    What stands where a page breaks inside a paragraph is part of it.
    """
    whole = lines_of(text)
    if not len(whole):
        return []
    dropped = interruptions(whole)
    lines = with_cells(without(whole, dropped) if dropped.any() else whole)
    shapes = shapes_of(lines, text)
    soft = _Breaks(lines, shapes, " --> " in text).soft() if len(lines) > 1 else np.zeros(0, dtype=bool)
    first = np.flatnonzero(np.concatenate(([True], ~soft)))
    last = np.append(first[1:], len(lines)) - 1
    starts, ends = lines.starts[first], lines.ends[last]
    apart = shapes.apart | _is_tabular(lines)
    found = [
        Paragraph(start, end, "heading" if titled else "boilerplate" if alone else None)
        for start, end, alone, titled in zip(
            starts.tolist(),
            ends.tolist(),
            apart[first].tolist(),
            shapes.underlined[first].tolist(),
            strict=True,
        )
    ]
    for row in np.flatnonzero(dropped).tolist():
        start, end = int(whole.starts[row]), int(whole.ends[row])
        at = int(np.searchsorted(starts, start)) - 1
        if at < 0 or ends[at] <= start:
            found.append(Paragraph(start, end, "boilerplate"))
    return sorted(found) if dropped.any() else found


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

    def __init__(self, lines: Lines, shapes: Shapes, captioned: bool) -> None:
        self.captioned = captioned
        self.lines = lines
        ends, begins = lines.lasts[:-1], lines.firsts[1:]
        opens = shapes.opens[1:]
        self.ends, self.begins = ends, begins
        self.sizes = lines.sizes[:-1]
        self.extents = lines.extents[:-1]
        self.reaches = self.extents + 1 + lines.words[1:]
        hanging = abs(lines.indents[1:] - shapes.columns[:-1]) <= 1
        self.shifts = np.where(hanging, 0, np.diff(lines.indents))
        self.weak = (opens == WEAK) & (ends != FINAL)
        barred = shapes.apart[:-1] | shapes.apart[1:] | shapes.underlined[:-1]
        barred |= (lines.cells[1:] > 0) | ((lines.cells[:-1] > 0) & (self.shifts != 0))
        barred |= (opens > 0) & ~self.weak
        free = ~barred & (np.diff(lines.quotes) == 0)
        goes_on = free & (ends != FINAL)
        small = goes_on & (begins == SMALL)
        uncased = goes_on & (begins == UNCASED)
        is_cased = 10 * small.sum() >= uncased.sum()
        inside = small if is_cased else uncased
        gaps = lines.gaps[1:]
        spacing = _spacing(gaps, inside, self.extents, self.reaches)
        self.near = free & (gaps <= spacing)
        self.resumed = gaps == RESUMED
        self.inside = inside & self.near
        self.is_cased = is_cased
        after = self.near & (ends == FINAL)
        self.is_careless = 5 * (after & (begins == SMALL)).sum() > after.sum()
        self.counted = self.near & ((begins != UNCASED) | (not is_cased))
        self.regions = np.cumsum(np.concatenate(([False], ~self.near[:-1])))

    def soft(self) -> np.ndarray:
        """Which of them only wrap a paragraph."""
        full = self._full()
        inside = self.inside & (full | self._is_long() & (not self.is_careless) | self.captioned)
        if not self.is_cased:
            inside &= full
        inside &= full | ~self.weak
        soft = inside | (self.near & full & self._goes_straight())
        return soft | self.resumed | self._in_verse(soft)

    def _in_verse(self, soft: np.ndarray) -> np.ndarray:
        """Which breaks part the lines of a stanza, whose sentences run over several.

        They are short, begin with capitals, and many end in a mark: names and entries have none.
        """
        size = int(self.regions[-1]) + 1
        near, wrapped, capital, marked, final, wide = (
            np.bincount(self.regions[self.near & which], minlength=size)
            for which in (
                self.near,
                soft,
                self.begins != SMALL,
                self.ends > 0,
                self.ends == FINAL,
                (self.extents > _VERSE) | (self.sizes < 8),
            )
        )
        verse = (near > 2) & (wrapped < 0.4 * near) & (capital > 0.8 * near) & (wide <= 0.15 * near)
        verse &= (marked > 0.3 * near) & (final < 0.5 * near)
        for region in np.flatnonzero(verse).tolist():
            a, b = np.searchsorted(self.regions, (region, region + 1))
            numbered = sum(
                _DIGIT.search(self.lines.body(row)) is not None for row in range(a, b + 1)
            )
            verse[region] = 5 * numbered < b - a
        return self.near & verse[self.regions] & ~self.weak

    def _full(self) -> np.ndarray:
        """Which lines end where those of their region are wrapped."""
        inside, regions = self.inside, self.regions
        if not inside.any():
            return inside
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
        shown = np.where(near >= 5, (number >= _WRAPPED * near) | all_fit, is_usual | (number > 0))
        wrapped = (widest > 0) & shown
        return self._ends_at(widest[regions], least[regions]) & wrapped[regions]

    def _ends_at(self, widest: int | np.ndarray, least: int | np.ndarray) -> np.ndarray:
        """Whether the lines end where those of a margin do."""
        return (self.reaches > least) & (self.sizes <= _OVER * widest)

    def _is_long(self) -> np.ndarray:
        """Whether a line is so long that it is none of a list."""
        extents = self.extents[self.inside]
        if not len(extents):
            return self.inside
        return self.extents >= max(_ALONE, 0.6 * np.quantile(extents, 0.95))

    def _goes_straight(self) -> np.ndarray:
        """Whether a change of indent at a break is one that paragraphs have inside."""
        up, down = self.shifts > 0, self.shifts < 0
        straight = ~up & ~down
        # A line that alone is deeper opens a paragraph, and the next goes on with it.
        opened = np.concatenate(([True], up[:-1] | ~self.near[:-1]))
        straight |= down & opened
        begun = np.concatenate(([True], ~self.near[:-1]))
        straight |= up & begun & (self.ends != FINAL)
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
    is_narrow = 2 * (extents[apart] <= _WIDEST).sum() > apart.sum()
    return int(is_narrow and margin_of(extents[apart], reaches[apart]).widest > 0)
