"""The lines of a text, and what can be seen of each without knowing the others.

A line is what stands between two line ends, without the blanks and the quote marks of mail that
it begins with; blank lines are none. Everything here is an array with an entry a line, worked out
for all lines at once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..arrays import sorted_once, true_places
from ..memo import Pattern, cached_property
from .rules import BLANKS, CLOSERS, FINAL_MARKS, Span
from .words import UNSPACED

TAB = 8  # columns

OTHER, SMALL, CAPITAL, DIGIT, UNCASED = range(5)
"""By what a line begins, behind quotation marks and brackets: a letter of some case, or none."""

OPEN, FINAL, JOINED, LISTED = 1, 2, 3, 4
"""By what a line ends: a mark that leaves its sentence open, one that ends it, a hyphen, one that
parts the items of a list; else 0."""

RESUMED = -1
"""The gap of a line before which a page broke inside a sentence."""

# Classes of characters. The first two are blanks, and the next five letters and digits.
_END, _BLANK, _LOWER, _UPPER, _NUMBER, _UNCASED, _UNSPACED = range(7)
_STOP, _CLOSER, _OPENER, _COMMA, _HYPHEN, _QUOTE, _SEMICOLON, _SYMBOL = range(7, 15)
_LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_COMMAS = frozenset(",，、،—–/&+=")
_BEGINS = np.array([0, 0, SMALL, CAPITAL, DIGIT, UNCASED, UNCASED, *[OTHER] * 8])
_ENDS = np.array([0, 0, 0, 0, 0, 0, 0, FINAL, 0, OPEN, OPEN, JOINED, 0, LISTED, 0])
_ASIDE = np.array([False, True, *[False] * 5, *[True] * 8])  # around a page number

_LOOK = 6  # characters in which the first letter of a line stands, or the last mark
_SHOUTED = 20  # characters; a longer line all in capitals tells nothing by its first
_ADDRESS = re.compile(r"https?://|www\.")
_QUOTED = re.compile(r"(?:[ \t]?>)+[ \t]?(?!From )")
FOOTNOTE = Pattern(r"(?<=[^\W\d_][.!?…])[\"”’)]?(?:\[\w{1,4}\]|[¹²³⁰⁴-⁹]+|\d{1,2})$")
_LEAD = re.compile(
    r"(?:\w{1,5}>+|[|:;#%*!]{1,3}|//+|--|[\"'}]|\.\\\"|REM|dnl|[Cc](?=\s\s))(?=\s|$)"
    r"|\[\d{1,2}:\d\d(?:[.:]\d{2,3})?\](?=\S)"
)
_COMMENT_WORDS = ((3, "R"), (3, "d"), (1, "C"), (1, "c"))  # letters, and the first
_COMMENT, _STARS = re.compile(r"/\*[*!]*<?"), re.compile(r"\*+(?!\*?/)")
_BLOCK = 3  # lines
_BULLETS = frozenset(("*", "--", "!"))
_NUMBERED = 8  # lines
_BY_LINE = ("starts", "ends", "indents", "quotes", "cells", "words", "counts")
_LABEL = 40  # characters of a name, at most
_NO_BREAK = 0xA0  # a blank at which no line is broken
_WIDE, _APART = 3, 8  # blanks that may part cells, and that do wherever they stand
_NO_CELL = re.compile(r"\W*+(?:\w{1,3}(?:\.\w{1,3})*\W?)?")  # a bullet or a number


# Letters as wide as two others: Chinese, Japanese, Korean; forms of full width.
_DOUBLE = ((0x2E80, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60))


@dataclass(frozen=True)
class Lines:
    """The lines of a text that hold something, in order.

    Attributes:
        text: the text.
        starts, ends: where each stands, in code points.
        indents: columns before the first character.
        gaps: how many blank lines stand before each.
        quotes: how many quote marks of mail it begins with.
        cells: the number of each, from 0, in its row of a table; 0 for other lines.
        words: the length of the first word of each; what had to fit on the line before it.
        counts: how many words each has.
    """

    text: str
    starts: np.ndarray
    ends: np.ndarray
    indents: np.ndarray
    gaps: np.ndarray
    quotes: np.ndarray
    cells: np.ndarray
    words: np.ndarray
    counts: np.ndarray
    characters: "_Characters"

    def __len__(self) -> int:
        return len(self.starts)

    def body(self, row: int) -> str:
        """The text of a line."""
        return self.text[int(self.starts[row]) : int(self.ends[row])]

    @cached_property
    def sizes(self) -> np.ndarray:
        """Code points of each."""
        return self.ends - self.starts

    @cached_property
    def extents(self) -> np.ndarray:
        """The column at which each ends."""
        return self.indents + self._columns(self.ends)

    @cached_property
    def heads(self) -> np.ndarray:
        """The columns of the first word of each."""
        return self._columns(self.starts + self.words)

    def _columns(self, until: np.ndarray) -> np.ndarray:
        """How many columns each takes up to a place in it."""
        columns = until - self.starts
        if self._doubled is not None:
            columns += self._doubled[until] - self._doubled[self.starts]
        return columns

    @cached_property
    def _doubled(self) -> np.ndarray | None:
        """How many letters before each character take two columns, if the lines end by those.

        Terminals and old programs count columns, others code points: what the margin is more even
        by was counted.
        """
        codes = self.characters.codes
        if codes.max() < _DOUBLE[0][0]:
            return None
        is_double = np.zeros(len(codes), dtype=bool)
        for first, last in _DOUBLE:
            is_double |= (codes >= first) & (codes <= last)
        doubled = np.concatenate(([0], np.cumsum(is_double)))
        extents = self.indents + self.sizes
        columns = extents + doubled[self.ends] - doubled[self.starts]
        return doubled if _evenness(columns) > _evenness(extents) else None

    @cached_property
    def firsts(self) -> np.ndarray:
        """By what each begins: ``SMALL``, ``CAPITAL``, and so on."""
        classes, at = self.characters.classes, self.starts.copy()
        for _ in range(_LOOK):
            at += (classes[at] > _UNSPACED) & (at < self.ends - 1)
        found = _BEGINS[classes[at]]
        second = classes[np.minimum(self.starts + 1, self.ends - 1)]
        for row in true_places((found == CAPITAL) & (second == _UPPER)).tolist():
            body = self.body(row)
            if len(body) > _SHOUTED and body.isupper():
                found[row] = UNCASED
        codes, last = self.characters.codes, self.ends - 1
        likely = (codes[self.starts] == ord("h")) & (
            codes[np.minimum(self.starts + 2, last)] == ord("t")
        )
        likely |= (codes[self.starts] == ord("w")) & (second == _LOWER)
        for row in true_places(likely).tolist():
            if _ADDRESS.match(self.text, int(self.starts[row])):
                found[row] = OTHER
        return found

    @cached_property
    def lasts(self) -> np.ndarray:
        """By what each ends: ``OPEN``, ``FINAL``, ``JOINED`` or 0."""
        classes, codes = self.characters.classes, self.characters.codes
        at = self.ends - 1
        for _ in range(_LOOK):
            at = at - ((classes[at] == _CLOSER) & (at > self.starts))
        last = classes[at]
        found = _ENDS[last]
        # The dot of an initial ends nothing.
        before, second = np.maximum(at - 1, self.starts), np.maximum(at - 2, self.starts)
        letter = (classes[before] > _BLANK) & (classes[before] < _UNSPACED)
        alone = (second == before) | (classes[second] <= _BLANK) | (classes[second] > _UNSPACED)
        found[(codes[at] == ord(".")) & letter & (classes[before] != _NUMBER) & alone] = 0
        for row in true_places((last == _NUMBER) | (last == _SYMBOL)).tolist():
            if FOOTNOTE.search(
                self.text, max(self.starts[row], self.ends[row] - 9), self.ends[row]
            ):
                found[row] = FINAL
        return found

    @cached_property
    def may_be_marked(self) -> np.ndarray:
        """Whether each may begin with a bullet, a number or a letter of a list."""
        classes, last = self.characters.classes, self.ends - 1
        first, second, third = (classes[np.minimum(self.starts + n, last)] for n in range(3))
        codes = self.characters.codes
        small = codes[self.starts] | 32
        roman = (small == ord("i")) | (small == ord("v")) | (small == ord("x"))
        marks = np.zeros(len(self), dtype=bool)
        for at in range(1, 6 if roman.any() else 3):
            after = codes[np.minimum(self.starts + at, last)]
            marks |= ((after == ord(".")) | (after == ord(")"))) & (roman | (at < 3))
        return (
            (first == _NUMBER)
            | (first > _UNSPACED)
            | marks
            | ((second == _BLANK) & ((third == _BLANK) | (codes[self.starts] == ord("o"))))
        )

    @cached_property
    def may_be_labelled(self) -> np.ndarray:
        """Whether each may begin with the name of a speaker or a time."""
        colons = np.append(true_places(self.characters.codes == ord(":")), len(self.text))
        near = colons[np.searchsorted(colons, self.starts)] - self.starts < _LABEL
        return (near & (self.firsts != SMALL)) | (self.characters.codes[self.starts] == ord("<"))

    def have_number_at_edge(self, rows: np.ndarray) -> np.ndarray:
        """Which of some lines begin or end with a number, brackets and dashes aside."""
        starts, ends = self.starts[rows], self.ends[rows]
        classes, first, last = self.characters.classes, starts.copy(), ends - 1
        for _ in range(3):
            first += _ASIDE[classes[first]] & (first < ends - 1)
            last -= _ASIDE[classes[last]] & (last > starts)
        return np.asarray((classes[first] == _NUMBER) | (classes[last] == _NUMBER))

    def have_signs(self, signs: str) -> np.ndarray:
        """Which lines have one of some characters in them."""
        is_sign = np.zeros(_TABLE.size, dtype=bool)
        is_sign[list(map(ord, signs))] = True
        at = true_places(is_sign[self.characters.codes])
        counts = np.searchsorted(at, self.ends) - np.searchsorted(at, self.starts)
        return np.asarray(counts > 0)

    @property
    def after_form_feed(self) -> np.ndarray:
        """Whether a form feed stands between each and the line before."""
        feeds = true_places(self.characters.codes == ord("\f"))
        return np.diff(np.searchsorted(feeds, self.starts), prepend=0) > 0

    def chosen(self, rows: np.ndarray, gaps: np.ndarray) -> "Lines":
        """Some of the lines, with other gaps before them."""
        return replace(
            self,
            gaps=gaps,
            **{name: getattr(self, name)[rows] for name in _BY_LINE},
        )


def _evenness(extents: np.ndarray) -> float:
    """The share of lines that end near a common margin."""
    margin = np.quantile(extents, 0.95)
    return float((np.abs(extents / margin - 0.96) <= 0.06).mean())


@dataclass(frozen=True)
class _Characters:
    """The characters of a text as numbers, their classes, and its words between blanks."""

    codes: np.ndarray
    classes: np.ndarray
    starts: np.ndarray
    ends: np.ndarray


def lines_of(text: str) -> Lines:
    """The lines of a text; line ends of every kind count."""
    codes = _codes(text)
    classes = _classes(codes)
    if "\r\n" in text:
        pairs = (codes[:-1] == ord("\r")) & (codes[1:] == ord("\n"))
        classes[:-1][pairs] = _BLANK
    characters = _Characters(codes, classes, *_words(classes))
    line_ends = np.append(true_places(classes == _END), len(codes))
    until = np.searchsorted(characters.starts, line_ends)
    since = np.concatenate(([0], until[:-1]))
    rows = true_places(until > since)
    begins = np.concatenate(([0], line_ends[:-1] + 1))[rows]
    first = since[rows]
    starts, ends = characters.starts[first], characters.ends[until[rows] - 1]
    indents = starts - begins
    if "\t" in text:
        for row in true_places(indents).tolist():
            indents[row] = len(text[begins[row] : starts[row]].expandtabs(TAB))
    words = characters.ends[first] - starts
    words[classes[starts] == _UNSPACED] = 1
    for row in true_places(codes[np.minimum(starts + words, len(codes) - 1)] == _NO_BREAK).tolist():
        words[row] = len(text[starts[row] : ends[row]].split(" ", 1)[0])
    none = np.zeros_like(starts)
    gaps = np.diff(rows, prepend=-1) - 1
    if "\f" in text:  # it ends a line, and is no blank one
        feeds = true_places(codes == ord("\f"))
        gaps = np.maximum(0, gaps - np.diff(np.searchsorted(feeds, starts), prepend=0))
    counts = until[rows] - first
    found = Lines(text, starts, ends, indents, gaps, none, none, words, counts, characters)
    if ">" in text:
        found = _unquoted(found)
    return _unled(found)


def _codes(text: str) -> np.ndarray:
    """The code points of a text, in the narrowest form; those beyond the first plane as one."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    if len(codes) == len(text):
        return codes
    whole = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.minimum(whole, 0xFFFF).astype(np.uint16)


def _classes(codes: np.ndarray) -> np.ndarray:
    """The class of each character; those of a code point are worked out when it is first met."""
    classes = _TABLE[codes]
    if codes.dtype != np.uint8:
        new = sorted_once(codes[classes == _UNKNOWN])
        if len(new):
            _TABLE[new] = [_class_of(chr(code)) for code in new.tolist()]
            classes = _TABLE[codes]
    return np.asarray(classes)


def _words(classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the pieces between blanks start and end."""
    held = np.zeros(len(classes) + 2, dtype=bool)
    np.greater(classes, _BLANK, out=held[1:-1])
    edges = true_places(held[1:] != held[:-1])
    return edges[::2], edges[1::2]


def _class_of(character: str) -> int:
    for of, members in _LISTED:
        if character in members:
            return of
    if character.islower():
        return _LOWER
    if character.isupper() or character.istitle():
        return _UPPER
    if character.isdigit():
        return _NUMBER if character.isdecimal() else _SYMBOL
    if not character.isascii() and _UNSPACED_LETTER.match(character):
        return _UNSPACED
    return _UNCASED if character.isalpha() else _SYMBOL


_UNSPACED_LETTER = Pattern(f"[{UNSPACED}]")
_LISTED = (
    (_END, frozenset(_LINE_ENDS)),
    (_BLANK, frozenset(BLANKS)),
    (_QUOTE, frozenset(">")),
    (_STOP, FINAL_MARKS),
    (_CLOSER, frozenset(CLOSERS + "*_")),
    (_OPENER, frozenset("([{¿¡„‚「『（【《")),
    (_COMMA, _COMMAS),
    (_SEMICOLON, frozenset(";:；：؛")),
    (_HYPHEN, frozenset("-‐\xad")),
)
_UNKNOWN = 0xFF
_TABLE = np.full(0x10000, _UNKNOWN, dtype=np.uint8)
_TABLE[:128] = [_class_of(chr(code)) for code in range(128)]


def _unquoted(lines: Lines) -> Lines:
    """Lines without their quote marks; a line of nothing else is a blank one."""
    quoted = true_places(lines.characters.classes[lines.starts] == _QUOTE)
    if not len(quoted):
        return lines
    starts, words = lines.starts.copy(), lines.words.copy()
    indents, quotes = lines.indents.copy(), lines.quotes.copy()
    for row in quoted.tolist():
        start, end = int(starts[row]), int(lines.ends[row])
        marks = _QUOTED.match(lines.text, start, end)
        if marks:
            rest = lines.text[marks.end() : end].lstrip(BLANKS)
            quotes[row] = marks[0].count(">")
            starts[row] = end - len(rest)
            indents[row] += end - len(rest) - start
            words[row] = len(rest.split(None, 1)[0]) if rest else 0
    kept = true_places(starts < lines.ends)
    # A line of quote marks alone stands for a blank line, so those around it are summed.
    before = np.cumsum(lines.gaps + (starts == lines.ends))
    found = replace(lines, starts=starts, words=words, indents=indents, quotes=quotes)
    return found.chosen(kept, np.diff(before[kept], prepend=0))


def _unled(lines: Lines) -> Lines:
    """Lines without the marks that lead each line of a block: comments, bars, initials, numbers."""
    leads = _leads(lines)
    if not leads:
        return lines
    starts, words = lines.starts.copy(), lines.words.copy()
    indents, quotes, ends = lines.indents.copy(), lines.quotes.copy(), lines.ends.copy()
    for row, (size, tail) in leads.items():
        start, end = int(starts[row]), int(ends[row]) - tail
        rest = lines.text[start + size : end].strip(BLANKS)
        ends[row] = starts[row] = start + size
        if rest:
            starts[row] = lines.text.index(rest[0], start + size)
            ends[row] = starts[row] + len(rest)
        indents[row] += starts[row] - start
        words[row] = len(rest.split(None, 1)[0]) if rest else 0
        quotes[row] += 1
    kept = true_places(starts < ends)
    before = np.cumsum(lines.gaps + (starts == ends))
    found = replace(lines, starts=starts, ends=ends, words=words, indents=indents, quotes=quotes)
    return found.chosen(kept, np.diff(before[kept], prepend=0))


class _Lead(NamedTuple):
    """How many characters lead a line and how many close it."""

    size: int
    tail: int = 0


def _leads(lines: Lines) -> dict[int, _Lead]:
    """What leads and closes the lines of blocks in which all are marked alike.

    A mark that leads a block of several lines in mid-sentence leads single lines as well.
    """
    runs = list(_runs(lines))
    signs = {sign for rows, sign in runs if _is_block(lines, rows, sign)}
    found: dict[int, _Lead] = {}
    for rows, sign in runs:
        if sign in signs:
            closed = all(
                lines.body(row).endswith(sign) and lines.sizes[row] > len(sign) for row in rows
            )
            found |= dict.fromkeys(rows, _Lead(len(sign), len(sign) if closed else 0))
    return found | _comments(lines) | _numbers(lines)


def _comments(lines: Lines) -> dict[int, _Lead]:
    """The marks that open and close comments, and the lines between, which stars may lead."""
    found: dict[int, _Lead] = {}
    if "/*" not in lines.text:
        return found
    is_open = is_starred = False
    for row in range(len(lines)):
        body = lines.body(row)
        opened = _COMMENT.match(body)
        if opened:
            is_starred = row + 1 < len(lines) and _STARS.match(lines.body(row + 1)) is not None
        if opened or is_open:
            stars = _STARS.match(body) if is_starred else None
            size = opened.end() if opened else stars.end() if stars else 0
            found[row] = _Lead(size, 2 if body.endswith("*/") and len(body) > size else 0)
            is_open = "*/" not in body
    return found


def _runs(lines: Lines) -> Iterator[tuple[range, str]]:
    """Lines one below the other that begin with the same mark, and the mark."""
    classes = lines.characters.classes[lines.starts]
    first, last, led = 0, -1, ""
    codes = lines.characters.codes[lines.starts]
    likely = (classes > _UNSPACED) | _ends_in_angle(lines)
    for size, letter in _COMMENT_WORDS:
        likely |= (lines.words == size) & (codes == ord(letter))
    for row in true_places(likely).tolist():
        lead = _LEAD.match(lines.text, lines.starts[row], lines.ends[row])
        sign = lead[0] if lead else ""
        if sign[-1:] == "]":
            sign = "[" + "0" * (len(sign) - 2) + "]"  # a time
        if led and (row != last + 1 or sign != led or lines.gaps[row]):
            yield range(first, last + 1), led
            led = ""
        if sign:
            first = first if led else row
            last, led = row, sign
    if led:
        yield range(first, last + 1), led


def _ends_in_angle(lines: Lines) -> np.ndarray:
    """Whether the first word of each is that of a quoting with initials: "JD> "."""
    at = lines.starts + lines.words - 1
    return (lines.characters.classes[at] == _QUOTE) & (lines.words > 1)


def _is_block(lines: Lines, rows: range, sign: str) -> bool:
    """Whether lines with the same mark go on in the middle of sentences."""
    if len(rows) < _BLOCK:
        return False
    size = len(sign)
    inner = [lines.body(row)[size:].removesuffix(sign).strip(BLANKS) for row in rows]
    ended = sum(body[-1:] in FINAL_MARKS for body in inner)
    inside = sum(
        bool(a and b) and a[-1] not in FINAL_MARKS and _goes_on(b) for a, b in pairwise(inner)
    )
    if not (ended or any(body[:1].islower() for body in inner)):
        return ">" in sign  # titles of a script without small letters
    if sign in _BULLETS:  # the items of a list may all begin with small letters
        return 8 * inside >= len(inner) and ended > 0 and inside < 0.8 * len(inner)
    return 20 * inside >= len(inner) or ">" in sign


def _goes_on(body: str) -> bool:
    """Whether a line begins with a letter with which sentences go on."""
    return body[0].isalpha() and not body[0].isupper()


def _numbers(lines: Lines) -> dict[int, _Lead]:
    """The numbers of lines, as on the pages of courts and laws: 1, 2, 3, … before each."""
    classes = lines.characters.classes[lines.starts]
    rows = true_places(classes == _NUMBER)
    if len(rows) < _NUMBERED or 2 * len(rows) < len(lines):
        return {}
    heads = [
        lines.text[a : a + n]
        for a, n in zip(lines.starts[rows].tolist(), lines.words[rows].tolist(), strict=True)
    ]
    values = np.array([int(head) if head.isdecimal() and len(head) < 6 else -9 for head in heads])
    steps = (np.diff(values) == 1) & (np.diff(rows) == 1)
    if steps.sum() < 0.8 * len(rows):
        return {}
    counted = np.append(steps, False) | np.concatenate(([False], steps))  # no page number is
    return {
        row: _Lead(len(head))
        for row, head, is_one in zip(rows.tolist(), heads, counted.tolist(), strict=True)
        if is_one
    }


def without(lines: Lines, dropped: np.ndarray) -> Lines:
    """The lines without those that a page break or the like has put among them.

    Where no sentence ends before them, what comes before and after them is not apart.
    """
    kept = true_places(~dropped)
    gaps = np.diff(np.cumsum(lines.gaps)[kept], prepend=0)
    goes_on = (np.diff(kept) > 1) & (lines.lasts[kept[:-1]] != FINAL)
    gaps[1:][goes_on] = np.where(lines.firsts[kept[1:]][goes_on] == SMALL, RESUMED, 0)
    return lines.chosen(kept, gaps)


def regions_with(lines: Lines, which: np.ndarray, fewest: int) -> list[tuple[int, int]]:
    """The regions in which there are so many of some lines at least: first line and end of each.

    A region here is a run of lines without a blank line in it, of one quotation.
    """
    if which.sum() < fewest:
        return []
    opens = lines.gaps > 0
    opens[1:] |= lines.quotes[1:] != lines.quotes[:-1]
    opens[0] = True
    first = true_places(opens)
    numbers = np.bincount((np.cumsum(opens) - 1)[which], minlength=len(first))
    last = np.append(first[1:], len(lines))
    chosen = numbers >= fewest
    return list(zip(first[chosen].tolist(), last[chosen].tolist(), strict=True))


def with_cells(lines: Lines) -> Lines:
    """Lines with each cell of a table as a line of its own.

    Wide blanks part cells where those of the next line stand below them; a line with nothing but
    wide blanks, or with very wide ones, needs no other.
    """
    wide = _wide_gaps(lines)
    if not wide:
        return lines
    parting = {row: own for row in wide if (own := _parting(lines, row, wide))}
    if not parting:
        return lines
    sizes = np.ones(len(lines), dtype=np.int64)
    sizes[list(parting)] += list(map(len, parting.values()))
    owner = np.repeat(np.arange(len(lines)), sizes)
    first = np.cumsum(sizes) - sizes
    starts, ends, words = lines.starts[owner], lines.ends[owner], lines.words[owner]
    indents, gaps = lines.indents[owner], lines.gaps[owner]
    for row, own in parting.items():
        for at, gap in enumerate(own, int(first[row]) + 1):
            ends[at - 1], starts[at], indents[at], gaps[at] = gap.start, gap.end, gap.column, 0
            words[at] = len(lines.text[gap.end : ends[at]].split(None, 1)[0])
    return replace(
        lines,
        starts=starts,
        ends=ends,
        indents=indents,
        gaps=gaps,
        quotes=lines.quotes[owner],
        cells=np.arange(len(owner)) - first[owner],
        words=words,
        counts=lines.counts[owner],
    )


class _Gap(NamedTuple):
    """Wide blanks in a line: where they stand, and the column behind them."""

    start: int
    end: int
    column: int


def _wide_gaps(lines: Lines) -> dict[int, list[_Gap]]:
    """The blanks that may part cells, by line; none of a line that is justified."""
    words = lines.characters
    before, after = words.ends[:-1], words.starts[1:]
    wide = after - before >= _WIDE
    if "\t" in lines.text:
        tabs = true_places(words.codes == ord("\t"))
        at = np.searchsorted(before, tabs, "right") - 1
        wide[at[(at >= 0) & (at < len(wide))]] = True
    if not wide.any():
        return {}
    last, second = words.classes[before - 1], words.classes[np.maximum(before - 2, 0)]
    stops = (last == _STOP) | ((last == _CLOSER) & (second == _STOP))
    wide &= ~stops | (after - before >= _APART)
    spots = true_places(wide)
    rows = np.searchsorted(lines.starts, before[spots], "right") - 1
    inside = (rows >= 0) & (after[spots] < lines.ends[rows])
    spans: dict[int, list[Span]] = {}
    for row, spot in zip(rows[inside].tolist(), spots[inside].tolist(), strict=True):
        spans.setdefault(row, []).append((int(before[spot]), int(after[spot])))
    return {
        row: list(_gaps(lines, row, own))
        for row, own in spans.items()
        if not _is_justified(lines.body(row))
    }


def _gaps(lines: Lines, row: int, spans: Sequence[Span]) -> Iterator[_Gap]:
    """The blanks of a line but for those behind its bullet or number, each with its column."""
    at, column = int(lines.starts[row]), int(lines.indents[row])
    mark = _NO_CELL.match(lines.text, at, int(lines.ends[row]))
    for start, end in spans:
        begun = column % TAB
        column += len((" " * begun + lines.text[at:end]).expandtabs(TAB)) - begun
        at = end
        if not mark or start > mark.end():
            yield _Gap(start, end, column)


def _is_justified(body: str) -> bool:
    sizes = [len(gap) for gap in re.findall(" +", body)]
    is_even = len(sizes) > 1 and max(sizes) - min(sizes) <= 1
    return is_even and min(sizes) <= _WIDE and "\t" not in body


def _parting(lines: Lines, row: int, wide: dict[int, list[_Gap]]) -> list[_Gap]:
    """The blanks that part the cells of a line."""
    gaps, columns = wide[row], set()
    for near in (row - 1, row + 1):
        if 0 <= near < len(lines) and not lines.gaps[max(row, near)]:
            columns.add(int(lines.indents[near]))
            columns.update(gap.column for gap in wide.get(near, ()))
    is_table = len(lines.body(row).split()) - 1 <= 2 * len(gaps)
    return [
        gap
        for gap in gaps
        if is_table
        or gap.end - gap.start >= _APART
        or not columns.isdisjoint(range(gap.column - 1, gap.column + 2))
    ]
