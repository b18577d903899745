"""Words that were parted at the end of a line, put together again."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial
from typing import NamedTuple

from ..memo import Pattern
from .hidden import SOFT_HYPHEN, shown
from .words import MARKS

_SIGNS = f"-\u2010{SOFT_HYPHEN}"
_LETTER = rf"[\w{MARKS}]"
_END = r"[ \t\xad]*+(?:\r\n?|[\n\x0b\f\x85\u2028\u2029])[^\S\r\n]*+"
_REPEATED = "[-\u2010]?+"  # at the beginning of the next line, in Portuguese or Polish
_PARTED = Pattern(rf"[{_SIGNS}]{_END}{_REPEATED}(?={_LETTER})")
# The engine is faster where a pattern opens with one character.
_PARTED_BY = {sign: Pattern(rf"{sign}{_END}{_REPEATED}(?={_LETTER})") for sign in _SIGNS}
_AFTER = Pattern(rf"{_LETTER}++")
_BEFORE = Pattern(rf"{_LETTER}++\Z")
_FOLLOWED = Pattern(rf"[-\u2010]{_LETTER}")
_WORD = Pattern(rf"{_LETTER}++(?:[-‐‑]{_LETTER}++)*+")
_LONGEST = 60  # letters of a half; what has more is no word
_OFTEN = 0.03  # of the lines end in a hyphen where a program parted words; 0.01 where none did
_SHORTEST = 4  # letters of a part that can be a word
_IN_ADDRESSES = frozenset("/@_.:#&=~%")


class _Break(NamedTuple):
    """A line that ends in a hyphen within a word or between two.

    Attributes:
        start, end: of the hyphen, the line's end and the blanks of the next.
        sign: which hyphen.
        is_repeated: whether the next line opens with it again.
        before, after: the letters and digits on either side.
        stands_before: the character before these, or ``""``.
        is_followed: whether a hyphen and another part of a compound come after them.
    """

    start: int
    end: int
    sign: str
    is_repeated: bool
    before: str
    after: str
    stands_before: str
    is_followed: bool


class Hyphens:
    """Tells the hyphen of a parted word from that of a compound, by the words of the text.

    Args:
        text: the whole text, its lines as they are.
        kept: what keeps its hyphen, in small letters: first and second halves of words,
            ``"well-"`` and ``"-ci"``, whole words, ``"so-called"``, and the words before which a
            hyphen stands for the rest of a word, ``"- and"``.
        fewest: lines that end in a hyphen, from which it can be the way of the text; 0 where it
            is known to be.

    Attributes:
        places: where the hyphens stand that may part a word.
    """

    def __init__(self, text: str, kept: Collection[str] = (), fewest: int = 1) -> None:
        self._kept = frozenset(kept)
        breaks = list(_breaks(text))
        self.places = [found.start for found in breaks]
        self._known = _known(text, breaks)
        # Only of those that nothing else tells of: compounds stand at the ends of lines as well.
        told = Counter(self._told(found) is None for found in breaks)
        lines = 1 + text.count("\n")
        self._is_usual = not fewest or (told[True] >= fewest and told[True] > _OFTEN * lines)

    def mended(self, text: str) -> str:
        """A piece of the text in which no line ends in a hyphen; its other lines stay."""
        parts: list[str] = []
        reached = 0
        for found in _breaks(text):
            parts += text[reached : found.start], self._between(found)
            reached = found.end
        return "".join((*parts, text[reached:]))

    def _between(self, found: _Break) -> str:
        """What stands between two halves."""
        if found.sign == SOFT_HYPHEN:
            return ""
        if f"- {found.after.casefold()}" in self._kept and not self._is_known(found, ""):
            return f"{found.sign} "
        told = self._told(found)
        keeps = self._guessed(found) if told is None else told
        return found.sign if keeps else ""

    def _told(self, found: _Break) -> bool | None:
        """Whether the hyphen belongs to the word, as far as the word and the text tell."""
        if found.sign == SOFT_HYPHEN:
            return False
        before, after = found.before, found.after
        if (
            found.is_repeated
            or before[-1].isdigit()
            or after[0].isdigit()
            or found.stands_before in _IN_ADDRESSES
        ):
            return True
        if self._is_known(found, "-"):
            return True
        if self._is_known(found, ""):
            return False
        if self._is_listed(found) or not _may_be_one(before, after):
            return True
        return None

    def _guessed(self, found: _Break) -> bool:
        if found.sign == "-" and not self._is_usual:
            return True
        # Two words of the text are a compound sooner than the halves of a third.
        halves = found.before.casefold(), found.after.casefold()
        return min(map(len, halves)) >= _SHORTEST and self._known.issuperset(halves)

    def _is_known(self, found: _Break, between: str) -> bool:
        return f"{found.before}{between}{found.after}".casefold() in self._known

    def _is_listed(self, found: _Break) -> bool:
        if found.is_followed or _is_hyphen(found.stands_before):  # "mother-in-law"
            return True
        before, after = found.before.casefold(), found.after.casefold()
        return not self._kept.isdisjoint((f"{before}-", f"-{after}", f"{before}-{after}"))


def has_parted(text: str) -> bool:
    """Whether a line of a text ends in a hyphen."""
    return any(sign in text and found.search(text) for sign, found in _PARTED_BY.items())


def _breaks(text: str) -> Iterator[_Break]:
    for match in _PARTED.finditer(text):
        start, end = match.span()
        before = _BEFORE.search(text, max(0, start - _LONGEST), start)
        after = _AFTER.match(text, end, end + _LONGEST)
        if before and after:
            stands_before = text[before.start() - 1 : before.start()]
            halves = before[0].strip("_"), after[0].strip("_")
            if all(halves):
                is_repeated = text[end - 1] in _SIGNS
                around = stands_before, _FOLLOWED.match(text, after.end()) is not None
                yield _Break(start, end, text[start], is_repeated, *halves, *around)


def _is_hyphen(character: str) -> bool:
    return character in ("-", "\u2010")


def _known(text: str, breaks: list[_Break]) -> set[str]:
    """The words of a text in small letters, but for the halves of those that may be parted."""
    pieces: set[str] = set()
    reached = 0
    for found in breaks:
        pieces.update(text[reached : max(reached, found.start - len(found.before))].split())
        reached = found.end + len(found.after)
    pieces.update(text[reached:].split())
    found_words = (word for piece in pieces for word in _WORD.findall(shown(piece)))
    hyphen = partial(re.compile("[‐‑]").sub, "-")
    return {hyphen(word).casefold().strip("_") for word in found_words}


def _may_be_one(before: str, after: str) -> bool:
    """Whether two halves may be one word as their letters go: small ones, or all of them large.

    No single letter is parted from its word, and in a script without small letters hardly any.
    """
    if min(len(before), len(after)) == 1:
        return False
    if before.isupper() and after.isupper():
        return min(len(before), len(after)) >= _SHORTEST
    return after[0].islower()
