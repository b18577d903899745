"""Which line breaks of a text mean something, and which only wrap a paragraph.

A break inside a sentence is *soft*: no final mark stands before it and a small letter after it.
These breaks show how the text was wrapped, so that the others can be told: at which column its
lines end (the *margin*), and whether deeper lines open paragraphs or go on with them. All of it is
told by shares and quantiles over the text and over the region at hand, so that one odd line shows
nothing. A region is a run of lines without anything between them that is sure to part them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..arrays import true_places
from .kinds import Kind
from .lines import (
    CAPITAL,
    FINAL,
    OPEN,
    RESUMED,
    SMALL,
    UNCASED,
    Lines,
    lines_of,
    with_cells,
    without,
)
from .prose import ProseLine, lines_of_prose
from .rules import BLANKS, CLOSERS, FINAL_MARKS, Span
from .shapes import WEAK, Shapes, interruptions, shapes_of
from .words import has_word

_NARROWEST, _WIDEST = 16, 140  # columns at which text is wrapped; characters of Chinese have two
_TIGHT = 0.8  # of the lines inside sentences are as full as a margin lets them
_HAND = 0.8  # of the widest column is reached by lines that were wrapped by hand
_ALIKE = 0.6  # of the widest column is reached by all lines of a writer without capitals
_ODD = 0.04  # of the lines may be odd
_COMPACT, _MOST = 0.6, 0.65  # of the width is reached by most lines that are wrapped
_FEW = 3  # breaks from which a region has a margin of its own
_MANY = 8  # lines that show that a text was wrapped twice
_WRAPPED = 0.15  # of the breaks are inside sentences where a text is wrapped
_PAIR = 2  # breaks that show a margin wider than any writer's
_LARGE = 5  # breaks from which a region shows by itself whether it is wrapped
_TABULAR = 0.6  # of the rows of a block are those of a table
_OVER = 1.15  # times the widest column: a longer line is not wrapped
_ARTICLE = 8_000  # characters; beyond, arrays are about as quick as looking at line by line
_ALONE = 30  # columns; a shorter line is not wrapped where no other shows it
_WIDE = 60  # columns of a line that may end a sentence in a region without a margin
_VERSE, _SHORT = 70, 8  # columns of a line of verse
_GREETING = 4  # words; "Dear Ada," and "Yours sincerely," have fewer
_CARELESS = 0.2  # of the sentences begin with small letters
_ODD_SIGNS = ("\t", "   ", "\f", "|", ">", "{", "***")
_PAGE_NUMBER = 100  # characters of a line with a page number
_QUOTES = frozenset("\"'“‘„«»([¿¡—–-「『")
_BLANK = frozenset(BLANKS)
_DIGIT = re.compile(r"\d")
_FRAME = {
    side: re.compile(rf"\*\*\* ?{side} OF TH(?:E|IS) PROJECT GUTENBERG[^\n]*", re.IGNORECASE)
    for side in ("START", "END")
}


class Paragraphs(NamedTuple):
    """The paragraphs of a text, its headings, items and cells of tables among them.

    Attributes:
        spans: where each stands, in order; they hold every character that is not blank.
        kinds: what some of them are by the look of their lines, by where each starts.
        left_out: where between the lines of one stand quote marks, running heads and the like.
    """

    spans: list[Span]
    kinds: dict[int, Kind]
    left_out: list[Span]


def paragraphs(text: str) -> Paragraphs:
    """The paragraphs of a plain text."""
    plain = _plain_lines(text)
    if plain is None and len(text) <= _ARTICLE:
        plain = _prose(text)
    if plain is not None:
        return Paragraphs(plain, {}, [])
    whole = lines_of(text)
    if not len(whole):
        return Paragraphs([], {}, [])
    dropped = interruptions(whole)
    breaks_off = bool(dropped.any() and not dropped.all())  # a head alone is the text
    lines = with_cells(without(whole, dropped) if breaks_off else whole)
    shapes = shapes_of(lines)
    soft = _Breaks(lines, shapes).soft()
    first = true_places(np.concatenate(([True], ~soft)))
    last = np.append(first[1:], len(lines)) - 1
    starts, ends = lines.starts[first], lines.ends[last]
    kinds: dict[int, Kind] = {}
    alone = (shapes.apart | _is_tabular(lines))[first] & (first == last)
    kinds |= dict.fromkeys(starts[alone].tolist(), "boilerplate")
    kinds |= dict.fromkeys(starts[shapes.underlined[first]].tolist(), "heading")
    spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
    if breaks_off:
        at = np.searchsorted(starts, whole.starts) - 1
        apart = dropped & ((at < 0) | (ends[at] <= whole.starts))
        heads = list(zip(whole.starts[apart].tolist(), whole.ends[apart].tolist(), strict=True))
        kinds |= dict.fromkeys((start for start, _ in heads), "boilerplate")
        spans = sorted(spans + heads)
    if "*** " in text:
        kinds |= dict.fromkeys(_frame(spans, text), "boilerplate")
    has_marks = breaks_off or bool(lines.quotes.any())
    return Paragraphs(spans, kinds, _left_out(lines, soft) if has_marks else [])


def _plain_lines(text: str) -> list[Span] | None:
    """The lines of a text in which each is a paragraph, as is soon seen; else ``None``.

    No line of it could go on in the next, and none needs a second look. Most articles are such
    texts, and the arrays that it takes to understand others cost them more than all else.
    """
    if any(map(text.__contains__, _ODD_SIGNS)):
        return None
    found: list[Span] = []
    position, ended, is_open, numbers, broken = 0, False, False, 0, 0
    for raw in text.splitlines(keepends=True):
        if raw == "\n":
            position, is_open = position + 1, False
            continue
        body = raw.strip()
        if body and (body[0] in _BLANK or body[-1] in _BLANK):
            body = body.strip(BLANKS)
        if body:
            first, last = body[0], body[-1]
            if len(body) < _PAGE_NUMBER:
                numbers += first.isdigit() or last.isdigit()
            if not first.isupper():
                broken += first.isalpha() and not ended
                is_odd = not first.isalnum() and first not in _QUOTES
                if is_odd and not has_word(body):
                    return None
            if is_open or numbers > _FEW or broken > _FEW:
                return None
            start = position + raw.index(first)
            found.append((start, start + len(body)))
            ended = last in FINAL_MARKS or body.rstrip(CLOSERS)[-1:] in FINAL_MARKS
            ended = ended and (len(body) > _WIDEST or not _ends_in_initial(body))
        # A line that ends in no mark may go on in the next, if that stands right below.
        is_open = bool(body) and not ended
        position += len(raw)
    return found


def _ends_in_initial(line: str) -> bool:
    """Whether a line ends in an initial, so that a name may follow in the next."""
    return line[-1] == "." and line[-3:-2] == " " and line[-2].isupper()


def _left_out(lines: Lines, soft: np.ndarray) -> list[Span]:
    """What stands between the lines of paragraphs, behind the blanks and line end of the first.

    Those stay, so that nothing is left out right behind a sentence, where it would count to it.
    """
    found: list[Span] = []
    rows = true_places(soft & (lines.starts[1:] > lines.ends[:-1] + 1))
    for end, start in zip(lines.ends[rows].tolist(), lines.starts[rows + 1].tolist(), strict=True):
        between = lines.text[end:start]
        if not between.isspace():
            tail = between.splitlines()[0]
            closing, begin = tail.lstrip(BLANKS), end + len(tail) + 1
            found += [(begin - 1 - len(closing), begin - 1)] if closing else []
            found += [(begin, start)] if begin < start else []
    return found


def _frame(spans: list[Span], text: str) -> Iterator[int]:
    """Where the paragraphs start that stand around a text of Project Gutenberg."""
    begin, end = (_FRAME[side].search(text) for side in ("START", "END"))
    first = begin.end() if begin else 0
    last = end.start() if end else len(text)
    return (start for start, _ in spans if not first <= start < last)


def _is_tabular(lines: Lines) -> np.ndarray:
    """Which lines are cells of a table: two rows of cells at least, one below the other.

    In a block of such rows for the most part, others are rows as well.
    """
    if not lines.cells.any():
        return lines.cells > 0
    row = np.cumsum(lines.cells == 0) - 1
    width = np.bincount(row)
    gap = np.append(lines.gaps[lines.cells == 0], 1)
    many = width > 1
    below = np.append(many[1:], False) & (gap[1:] == 0)
    above = np.concatenate(([False], many[:-1])) & (gap[:-1] == 0)
    tabular = many & (below | above | (width > 2))
    block = np.cumsum(gap[:-1] > 0)
    numbers = np.bincount(block)
    mostly = np.bincount(block, weights=tabular) >= _TABULAR * np.maximum(numbers, _LARGE)
    tabular |= mostly[block] & (lines.lasts[lines.cells == 0] != FINAL)
    return np.asarray(tabular[row])


class _Margin(NamedTuple):
    """Where the lines of a text or of a region of it end.

    Attributes:
        widest: the last column of a line; 0 for lines that are not wrapped.
        least: a line that would have ended before this column with the next word is not wrapped.
        words: how many words each line has, where that is what they have in common; else 0.
    """

    widest: int = 0
    least: int = 0
    words: int = 0


def _margin_of(extents: np.ndarray, reaches: np.ndarray, counts: np.ndarray) -> _Margin:
    """The margin that lines show which end inside a sentence.

    Args:
        extents: the column at which each ends.
        reaches: the column at which it would end with the first word of the next line.
        counts: how many words each has.
    """
    fitting = extents <= _WIDEST
    if 2 * fitting.sum() < len(extents):
        return _wide_margin(extents[~fitting], reaches[~fitting])
    extents, reaches, counts = extents[fitting], reaches[fitting], counts[fitting]
    if not len(extents) or (high := _quantile(extents, 1 - _ODD)) < _NARROWEST:
        return _Margin()
    words = int(np.bincount(counts).argmax())
    is_counted = len(counts) >= _FEW and words >= _FEW and (counts == words).mean() >= _TIGHT
    long = extents >= _COMPACT * high
    extents, reaches = np.sort(extents[long]), np.sort(reaches[long])
    columns = np.arange(_NARROWEST, _WIDEST + 1)
    full = np.searchsorted(extents, columns, "right") - np.searchsorted(reaches, columns, "right")
    best = int(full.argmax())
    least = int(reaches[int(_ODD * len(reaches))]) - 1
    is_tight = full[best] >= _TIGHT * len(extents)
    if is_counted and not is_tight:
        return _Margin(_WIDEST, 0, words)
    if long.sum() < _MOST * len(long):
        # Wrapped, and then once more at a narrower margin: every second line is a rest.
        is_twice = is_tight and len(extents) >= _MANY and 3 * len(extents) >= len(long)
        return _Margin(int(columns[best]), 0) if is_twice else _Margin()
    if is_tight:
        widest = int(columns[best])
        return _Margin(widest, min(widest, max(least, int(_HAND * widest))))
    # The fewer lines there are, the farther others may lie outside.
    slack = 1 + 2 * int(high - extents[0]) // len(extents)
    return _Margin(int(high) + slack, least - slack)


def _wide_margin(extents: np.ndarray, reaches: np.ndarray) -> _Margin:
    """The margin of lines as a program breaks them that takes no longer ones: all are full."""
    columns = np.sort(extents)
    full = np.arange(1, len(columns) + 1) - np.searchsorted(np.sort(reaches), columns, "right")
    best = int(full.argmax())
    if full[best] < max(_PAIR, _TIGHT * len(extents)):
        return _Margin()
    widest = int(columns[best])
    return _Margin(widest, widest)


def _quantile(values: np.ndarray, share: float) -> float:
    """As ``numpy.quantile``, which for some lines takes as long as all else that is asked here."""
    ordered = np.sort(values)
    at = share * (len(ordered) - 1)
    low = int(at)
    below, above = ordered[low : low + 2].tolist() if low + 1 < len(ordered) else [ordered[-1]] * 2
    part, step = at - low, above - below
    return float(below + step * part if part < 0.5 else above - step * (1 - part))


def _prose(text: str) -> list[Span] | None:
    """The paragraphs of prose whose lines are all as full as one margin lets them, or no wrapped
    ones; else ``None``. Nothing else is asked of such a text: :class:`_Breaks` finds the same.
    """
    lines = lines_of_prose(text)
    if lines is None:
        return None
    breaks = [
        (above.end - above.start, above.end - above.start + 1 + below.head)
        for above, below in pairwise(lines)
        if below.is_below
    ]
    inside = [
        (above.end - above.start, above.end - above.start + 1 + below.head, above.words)
        for above, below in pairwise(lines)
        if below.is_below and below.begins.islower() and not above.is_ended
    ]
    if not inside:
        return [(line.start, line.end) for line in lines] if _are_wide(lines) else None
    margin = _margin_of(*np.array(inside).T)
    if not margin.widest or margin.words or len(inside) < _WRAPPED * len(breaks):
        return None
    most = _OVER * margin.widest
    if any(extent > most or reach <= margin.least for extent, reach in breaks):
        return None
    starts = [line.start for line in lines if not line.is_below]
    ends = [line.end for line, below in pairwise(lines) if not below.is_below]
    return list(zip(starts, [*ends, lines[-1].end], strict=True))


def _are_wide(lines: list[ProseLine]) -> bool:
    """Whether in every run of lines without a blank line some are wider than lines of verse."""
    number = wide = 0
    for above, below in pairwise([*lines, lines[0]]):
        if below.is_below:
            number += 1
            wide += above.end - above.start > _WIDEST
        elif number and wide <= 0.15 * number:
            return False
        else:
            number = wide = 0
    return True


class _Breaks:
    """The breaks of a text: what each looks like, and where lines would have ended."""

    def __init__(self, lines: Lines, shapes: Shapes) -> None:
        self.lines, self.shapes = lines, shapes
        self.ends, self.begins = lines.lasts[:-1], lines.firsts[1:]
        self.sizes, self.counts = lines.sizes[:-1], lines.counts[:-1]
        self.extents = lines.extents[:-1]
        self.reaches = self.extents + 1 + lines.heads[1:]
        hanging = abs(lines.indents[1:] - shapes.columns[:-1]) <= 1
        self.shifts = np.where(hanging, 0, np.diff(lines.indents))
        self.weak = (shapes.opens[1:] == WEAK) & (self.ends != FINAL)
        free = ~self._is_barred()
        goes_on = free & (self.ends != FINAL)
        small = goes_on & (self.begins == SMALL)
        uncased = goes_on & (self.begins == UNCASED)
        self.is_cased = bool(10 * small.sum() >= uncased.sum())
        inside = small if self.is_cased else uncased
        gaps = lines.gaps[1:]
        self.near = free & (gaps <= self._spacing(gaps, inside))
        self.inside = inside & self.near
        self.counted = self.near & ((self.begins != UNCASED) | (not self.is_cased))
        telling = (shapes.opens == 0) & ~shapes.apart  # "a." and code show nothing
        after = (self.ends == FINAL) & telling[1:] & self.near
        self.is_careless = bool((after & (self.begins == SMALL)).sum() > _CARELESS * after.sum())
        self.owners = np.cumsum(np.concatenate(([False], ~self.near)))
        self.regions, self.size = self.owners[:-1], int(self.owners[-1]) + 1
        self.shows_little = self.is_cased and self._begins_small(telling)

    def soft(self) -> np.ndarray:
        """Which of them only wrap a paragraph."""
        full = self._full()
        inside = self.inside & (full | (self._is_plain() if self.is_cased else False))
        inside &= full | ~self.weak
        soft = inside | (self.lines.gaps[1:] == RESUMED)
        straight = self.near & self._goes_straight()
        soft |= straight & (full | self._is_after_initial() | (self._is_block() & ~self.weak))
        return soft | self._in_verse(soft)

    def _is_barred(self) -> np.ndarray:
        """At which of them something stands that is no text, or that opens a paragraph."""
        apart, cells = self.shapes.apart, self.lines.cells
        barred = apart[:-1] | apart[1:] | self.shapes.underlined[:-1]
        barred |= (cells[1:] > 0) | ((cells[:-1] > 0) & (self.shifts != 0))
        barred |= (self.shapes.opens[1:] > 0) & ~self.weak
        return np.asarray(barred | (np.diff(self.lines.quotes) != 0))

    def _spacing(self, gaps: np.ndarray, inside: np.ndarray) -> int:
        """How many blank lines part the lines of one paragraph: 1 where all are apart."""
        apart = inside & (gaps == 1)
        others = (inside & (gaps == 0)).sum()
        if apart.sum() <= max(_FEW, 0.3 * (gaps == 1).sum(), 4 * others):
            return 0
        is_narrow = 2 * (self.extents[apart] <= _WIDEST).sum() > apart.sum()
        return int(is_narrow and self._margin(apart).widest > 0)

    def _begins_small(self, telling: np.ndarray) -> bool:
        """Whether sentences begin with small letters, so that one shows nothing of its break."""
        opens = np.concatenate(([True], (self.ends == FINAL) | ~self.near))
        firsts = self.lines.firsts[opens & telling]
        return bool((firsts == SMALL).sum() > (firsts == CAPITAL).sum())

    def _margin(self, rows: np.ndarray) -> _Margin:
        return _margin_of(self.extents[rows], self.reaches[rows], self.counts[rows])

    def _sure_margin(self, rows: np.ndarray) -> _Margin:
        """The margin that lines show; those of a chat, short or of any length, show none."""
        found = self._margin(rows)
        is_loose = 0 < found.least < max(_ALONE, _ALIKE * found.widest)
        return _Margin() if is_loose and self.shows_little else found

    def _number(self, which: np.ndarray) -> np.ndarray:
        """How many of some breaks each region has."""
        return np.bincount(self.regions[which], minlength=self.size)

    def _full(self) -> np.ndarray:
        """Which lines end where those of their region are wrapped."""
        inside, regions = self.inside, self.regions
        if not inside.any():
            return inside
        margins = np.empty((self.size, 3), dtype=int)
        margins[:] = usual = self._sure_margin(inside)
        number = self._number(inside)
        fitting = self._ends_at(*usual)
        odd = (number >= _FEW) & (self._number(fitting & inside) < 0.7 * number)
        for region in true_places(odd).tolist():
            a, b = np.searchsorted(regions, (region, region + 1))
            margins[region] = self._sure_margin(a + true_places(inside[a:b]))
        near = self._number(self.near)
        all_fit = self._number(fitting & self.near) >= 0.8 * near
        is_usual = inside.sum() >= _WRAPPED * self.counted.sum()
        shown = (number >= _WRAPPED * self._number(self.counted)) | all_fit
        shown = np.where(near >= _LARGE, shown, is_usual | (number > 0)) & (margins[:, 0] > 0)
        return self._ends_at(*margins[regions].T) & shown[regions]

    def _ends_at(
        self, widest: int | np.ndarray, least: int | np.ndarray, words: int | np.ndarray
    ) -> np.ndarray:
        """Whether the lines end where those of a margin do."""
        by_column = (self.reaches > least) & (self.sizes <= _OVER * widest)
        return np.where(words > 0, self.counts == words, by_column)

    def _is_plain(self) -> np.ndarray:
        """Whether a small letter after a break shows that the sentence goes on.

        It does not where sentences begin so, nor in a list whose first entry begins so.
        """
        if self.shapes.is_captioned:
            return self.near
        first = true_places(np.diff(self.owners, prepend=-1))
        listed = (self.lines.firsts[first] == SMALL) & (self._number(self.ends == FINAL) == 0)
        return ~listed[self.regions] & (not self.is_careless)

    def _is_block(self) -> np.ndarray:
        """Whether the lines of a region that shows no margin are those of one sentence.

        All but the last are as full as the widest lets them, none ends in a final mark, and the
        last does. Some wide lines may end in one as well.
        """
        widest = np.zeros(self.size, dtype=int)
        np.maximum.at(widest, self.owners, self.lines.extents)
        open_ended = self.near & (self.ends != FINAL)
        full = self.near & (self.reaches > widest[self.regions]) & (self.extents <= _WIDEST)
        full &= self.extents >= np.where(open_ended, _ALONE, _WIDE)
        last = true_places(np.diff(self.owners, append=self.size))
        ended = (self.lines.lasts[last] == FINAL) & (self._number(open_ended) > 0)
        return np.asarray(((self._number(self.near) == self._number(full)) & ended)[self.regions])

    def _is_after_initial(self) -> np.ndarray:
        """Whether a line that no list has ends in the dot of an initial, before a name."""
        initial = np.zeros(len(self.ends), dtype=bool)
        dots = self.lines.characters.codes[self.lines.ends[:-1] - 1] == ord(".")
        likely = dots & (self.ends == 0) & (self.extents >= _ALONE)
        for row in true_places(likely).tolist():
            body = self.lines.body(row)
            is_short = len(body) <= _WIDEST and self.begins[row] == CAPITAL
            initial[row] = is_short and _ends_in_initial(body)
        return initial

    def _goes_straight(self) -> np.ndarray:
        """Whether a change of indent at a break is one that paragraphs have inside."""
        up, down = self.shifts > 0, self.shifts < 0
        straight = ~up & ~down
        first = np.concatenate(([True], ~self.near[:-1]))[: len(up)]
        # A line that alone is deeper opens a paragraph, and the next goes on with it.
        straight |= down & (first | np.concatenate(([True], up[:-1]))[: len(up)])
        straight |= up & first & (self.ends != FINAL)
        for turn in (up, down):
            turned = turn & self.near
            if (turned & (self.ends != FINAL)).sum() > 0.5 * turned.sum():
                straight |= turn
        return straight

    def _in_verse(self, soft: np.ndarray) -> np.ndarray:
        """Which breaks part the lines of a stanza, whose sentences run over several.

        They are short, begin with capitals, and many end in a mark: names and entries have none.
        Where most end a sentence, commas at the ends of others show it. Behind the commas of
        several lines a sentence goes on in longer ones as well.
        """
        near, wrapped, capital, marked, final, comma, wide, endless = map(
            self._number,
            (
                self.near,
                self.near & soft,
                self.near & (self.begins != SMALL),
                self.near & (self.ends > 0),
                self.near & (self.ends == FINAL),
                self.near & (self.ends == OPEN),
                self.near & ((self.extents > _VERSE) | (self.sizes < _SHORT)),
                self.near & (self.extents > _WIDEST),
            ),
        )
        verse = (near > 2) & (wrapped < 0.4 * near) & (capital > 0.8 * near)
        verse &= (marked > 0.3 * near) & (wide <= 0.15 * near)
        often = (comma > np.maximum(1, 0.15 * near)) & (endless <= _ODD * near)
        verse &= (final < 0.5 * near) | often
        for region in true_places(verse).tolist():
            a, b = np.searchsorted(self.owners, (region, region + 1))
            bodies = map(self.lines.body, range(a + 1, b))  # a stanza may have a number
            verse[region] = 5 * sum(_DIGIT.search(body) is not None for body in bodies) < b - a
        greets = (self.counts < _GREETING) | (self.lines.counts[1:] < _GREETING)
        greets &= (comma <= 0.5 * near)[self.regions]
        strict, often = (verse & (final < 0.5 * near))[self.regions], often[self.regions]
        loose = often & ~greets & (verse[self.regions] | (self.ends == OPEN))
        return np.asarray(self.near & ~self.weak & (strict | loose))
