"""Numbers in words: where they stand, and what they come to (five thousand two hundred and six)."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log10
from typing import NamedTuple

from ..memo import Pattern
from .words import fold, word_spans

_HUNDRED, _THOUSAND = 100, 1000
_FIRST_TEN = 20  # the least number that a smaller one follows: twenty-five
_GAP = r"[\s\u2010\u2011-]"  # between the words of one number
_AFTER_FIGURE = Pattern(rf"[\d¼-¾⅐-⅞]{_GAP}?\Z")


class Spelt(NamedTuple):
    """A number in words: what it comes to, and where it stands."""

    value: str
    start: int
    end: int


class _Part(NamedTuple):
    """A part of a number: 5000 and 200 of "five thousand two hundred".

    Attributes:
        value: what it adds.
        unit: what it is counted in, 1000 and 100; the part after it is less.
        start: of its first word.
        end: of its last word.
    """

    value: float
    unit: float
    start: int
    end: int

    @property
    def is_one(self) -> bool:
        """Whether it is a "one" alone, which may be no number."""
        return self.value == 1


_Parts = tuple[_Part, ...]


class NumberWords:
    """The numbers in words of a language.

    Args:
        values: from words to their values; of several words ("quatre-vingt") with hyphens.
        ones: words for 1, which are a number only as part of one (twenty-one).
        joints: from words inside a number (and) to the least unit that they follow.
    """

    def __init__(
        self,
        values: Mapping[str, str],
        ones: Collection[str] = (),
        joints: Mapping[str, str] | None = None,
    ) -> None:
        self._values = {word: float(value) for word, value in values.items()}
        self._values |= dict.fromkeys(ones, 1.0)
        self._longest = max([word.count("-") + 1 for word in self._values], default=1)
        self._joints = {word: float(least) for word, least in (joints or {}).items()}
        self._inside = {part for word in self._values for part in word.split("-")}
        words = "|".join(map(re.escape, sorted(self._joints))) or "(?!)"
        self._joint = Pattern(rf"{_GAP}(?:(?P<word>(?i:{words})){_GAP})?")

    def values_in(self, text: str, words: Sequence[str]) -> list[str]:
        """The values of :meth:`find`, in less time where each number is a word alone.

        Args:
            text: any text.
            words: its words, as :func:`.words.fold` spells them.
        """
        places = [at for at, word in enumerate(words) if word in self._inside]
        for at, following in pairwise(places):
            if following - at == 1 or (following - at == 2 and words[at + 1] in self._joints):
                return [number.value for number in self.find(text)]
        values = [self._values.get(words[at], 1) for at in places]
        if any(value >= _THOUSAND for value in values):
            return [number.value for number in self.find(text)]
        return [f"{value:.15g}" for value in values if value != 1]

    def find(self, text: str) -> Iterator[Spelt]:
        """The numbers in a text, without the magnitudes of those in figures ("6.8 million")."""
        parts: _Parts = ()
        for value, start, end in self._words(text):
            joint = self._joint.fullmatch(text, parts[-1].end, start) if parts else None
            if not joint:
                yield from _number(parts)
                parts = ()
            if value < _THOUSAND or not _AFTER_FIGURE.search(text, max(start - 2, 0), start):
                least = self._joints[fold(joint["word"])] if joint and joint["word"] else 0
                done, parts = _with(parts, _Part(value, _unit(value), start, end), least)
                yield from _number(done)
        yield from _number(parts)

    def _words(self, text: str) -> Iterator[tuple[float, int, int]]:
        """The value of each word of a number, and where it stands."""
        spans = word_spans(text)
        folded = [fold(text[start:end]) for start, end in spans]
        at = 0
        while at < len(spans):
            for count in range(min(self._longest, len(spans) - at), 0, -1):
                value = self._values.get("-".join(folded[at : at + count]))
                if value is not None and _are_joined(spans[at : at + count]):
                    yield value, spans[at][0], spans[at + count - 1][1]
                    break
            at += count


def _are_joined(spans: list[tuple[int, int]]) -> bool:
    """Whether one character stands between words: a hyphen or a blank, but no comma and blank."""
    return all(start - end == 1 for (_, end), (start, _) in pairwise(spans))


def _with(parts: _Parts, word: _Part, least: float) -> tuple[_Parts, _Parts]:
    """The parts of a number that ends before a word, and those of the one that the word is in.

    Args:
        parts: of the number so far.
        word: what a word adds where it multiplies nothing.
        least: the least unit that an "and" before the word may follow; 0 where there is none.
    """
    factor: _Parts = ()
    if word.value >= _HUNDRED and log10(word.value).is_integer() and not least:
        factor = tuple(part for part in parts if part.unit < word.value)
    kept = parts[: len(parts) - len(factor)]
    if factor:
        value = sum(part.value for part in factor) * word.value
        start = word.start if factor[0].is_one else factor[0].start
        word = word._replace(value=value, start=start)
    if kept and not (1 <= word.value < kept[-1].unit >= least):
        return kept, (word,)
    return (), (*kept, word)


def _unit(value: float) -> float:
    """What a word counts in: 10 of thirty, 100 of doscientos, 1 of what nothing follows."""
    unit: float = 10 ** int(log10(value)) if value >= _FIRST_TEN else 1
    return 1 if value % unit else unit


def _number(parts: _Parts) -> Iterator[Spelt]:
    if len(parts) > 1 or (parts and not parts[0].is_one):
        yield Spelt(f"{sum(part.value for part in parts):.15g}", parts[0].start, parts[-1].end)
