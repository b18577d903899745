"""What tells two sentences of like words apart: numbers, negation, opposites, who beats whom."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from .document import Sentence
from .memo import Memo
from .text.languages import Language
from .text.numbers import Numbers, figures_in, located, numbers_of, whole_words
from .text.words import fold, words

_NONE: frozenset[Any] = frozenset()  # one for all sentences, as most have nothing to put in
_CURRENCY = re.compile(r"[$€£¥₹₽]")
_FOLDED = Memo(fold)
_MILLION = 6  # digits
_NAME = 3  # characters beside a verb that may be a name
_NEAR = 40  # characters in which the word before a number stands
_GAP = 2  # stop words that may stand between a verb and whom it is about
_STOPS = ' .!?"”»'  # after the last word of a sentence
_COUNTED = re.compile(r"\s*-?\s*([^\W\d_]+)")
_BEFORE = re.compile(r"([^\W\d_]+)\s*$")


class Outcome(NamedTuple):
    """Who won and who lost, as far as the words beside the verb say it."""

    winners: frozenset[str]
    losers: frozenset[str]


class Witness:
    """What a sentence says that words shared with another do not show.

    Attributes:
        numbers: in the order of :func:`.text.numbers.numbers_of`.
        negated: whether it has a negating word.
        currencies: the signs of money beside its numbers.
        counts: whether there may be something that it counts.
        sides: the opposites it has one side of; the other side has the number with a minus.
        outcome: who won and who lost; ``None`` where it does not say, or says several.
    """

    __slots__ = (
        "_counted",
        "_language",
        "_plain",
        "_spelt",
        "counts",
        "currencies",
        "negated",
        "number_set",
        "numbers",
        "outcome",
        "sides",
    )

    def __init__(
        self, sentence: Sentence, language: Language, forms: Sequence[str], lowered: Sequence[str]
    ) -> None:
        self._plain, self._language = sentence.plain, language
        self._counted: dict[str, frozenset[str]] | None = None
        self.numbers = numbers_of(sentence.plain, lowered, language)
        self._spelt = not language.number_words.keys().isdisjoint(lowered)
        self.number_set = self.currencies = _NONE
        if self.numbers:
            self.number_set = frozenset(self.numbers)
            if _CURRENCY.search(sentence.plain):
                self.currencies = frozenset(_CURRENCY.findall(sentence.plain))
        self.negated = _is_negated(sentence.plain, lowered, language)
        self.sides = _sides(sentence.plain, lowered, language)
        self.counts = bool(self.numbers) or _counts_one(lowered, language)
        self.outcome: Outcome | None = None
        if language.segmentation != "blanks":
            self.outcome = _outcome_unspaced(sentence.plain, language)
        elif not language.contests.keys().isdisjoint(lowered):
            self.outcome = _outcome(forms, lowered, language)

    @property
    def number_terms(self) -> frozenset[str]:
        """The numbers, and of those from a million on how large they are."""
        if not self.numbers:
            return _NONE
        large = {
            f"e{(len(n.partition('.')[0]) - 1) // 3 * 3}"
            for n in self.number_set
            if len(n) > _MILLION
        }
        return self.number_set | large if large else self.number_set

    @property
    def order(self) -> str:
        """What sentences of the same terms differ in: stop words, and the order of the words."""
        if not self.numbers and not self.outcome and not self.sides:
            return ""
        told = [*self.numbers[1:], *sorted(self.currencies), *map(str, sorted(self.sides))]
        if self.outcome:
            told += [" ".join(sorted(side)) for side in self.outcome]
        return ";".join(told)

    def contradicts(self, other: "Witness") -> bool:
        """Whether the two do not say the same, however like their words are."""
        a, b = self.number_set, other.number_set
        return (
            self.negated != other.negated
            or not (a <= b or b <= a)
            or (bool(self.sides) and self.opposes(other))
            or _swapped(self.outcome, other.outcome)
            or (self.counts and other.counts and self._counts_otherwise(other))
        )

    def opposes(self, other: "Witness") -> bool:
        """Whether one says rose where the other says fell, or the like."""
        return any(-side in other.sides for side in self.sides)

    def says_no_more(self, other: "Witness") -> bool:
        """Whether the other has all numbers of this one, and nothing speaks against it."""
        return self.number_set <= other.number_set and not self.contradicts(other)

    def _counts_otherwise(self, other: "Witness") -> bool:
        """Whether one thing is counted in both, and the counts differ."""
        if self.currencies and other.currencies and not self.currencies & other.currencies:
            return True
        return (
            self.numbers != other.numbers
            and self.differs_in_a_count(other)
            and other.differs_in_a_count(self)
        )

    def differs_in_a_count(self, other: "Witness") -> bool:
        """Whether it counts a thing otherwise, and what it counts is no number of another thing.

        "3,200 jobs" is no other count than "3,200 of the 19,400 jobs".
        """
        theirs = other.counted
        return any(
            values.isdisjoint(theirs[noun])
            and (values & other.number_set) <= other.values_beside(noun)
            for noun, values in self.counted.items()
            if noun in theirs
        )

    def values_beside(self, noun: str) -> frozenset[str]:
        """The numbers of all other things that are counted in the same way."""
        others = (v for n, v in self.counted.items() if n != noun and n[0] == noun[0])
        return frozenset[str]().union(*others)

    @property
    def counted(self) -> dict[str, frozenset[str]]:
        """The numbers of each thing that is counted."""
        if self._counted is None:
            found: dict[str, set[str]] = {}
            for values, before, after in _figures(self._plain, self._language, self._spelt):
                for noun in _noun(before, after, self._language):
                    found.setdefault(noun, set()).update(values)
            self._counted = {noun: frozenset(values) for noun, values in found.items()}
        return self._counted


def _counts_one(lowered: Sequence[str], language: Language) -> bool:
    """Whether a "one" stands before a word that carries a topic."""
    if language.ones.isdisjoint(lowered):
        return False
    stops = language.terms.stop_words
    return lowered[-1] in language.ones or any(
        a in language.ones and b not in stops for a, b in pairwise(lowered)
    )


def _figures(text: str, language: Language, spelt: bool) -> Iterator[tuple[Numbers, str, str]]:
    """The values of each number, in figures or in words, with the text before and after."""
    for number in located(text, language) if spelt else figures_in(text, language):
        before = text[max(number.start - _NEAR, 0) : number.start]
        yield number.values, before, text[number.end :]
    if language.ones:
        for match in whole_words(tuple(sorted(language.ones))).finditer(text):
            ends = not text[match.end() :].strip(_STOPS)
            before = text[max(match.start() - _NEAR, 0) : match.start()]
            yield ("1",), before if ends else "", text[match.end() :]


def _noun(before: str, after: str, language: Language) -> list[str]:
    """What a number counts: the term of the next word (+), or else of the one before it (-)."""
    for text, pattern in ((after, _COUNTED), (before, _BEFORE)):
        match = pattern.match(text) if pattern is _COUNTED else pattern.search(text)
        if not match or fold(match[1]) in language.number_words:
            continue
        word = fold(match[1])
        terms = language.terms([language.plurals.get(word, word)])
        if terms:
            return [("+" if text is after else "-") + terms[0]]
    return []


def _swapped(one: Outcome | None, other: Outcome | None) -> bool:
    """Whether who wins in one loses in the other."""
    if one is None or other is None:
        return False
    return not (one.winners.isdisjoint(other.losers) and one.losers.isdisjoint(other.winners))


def _sides(plain: str, lowered: Sequence[str], language: Language) -> frozenset[int]:
    """The opposites of which a sentence has one side alone."""
    known = language.opposites
    if language.segmentation == "blanks":
        if known.keys().isdisjoint(lowered):
            return _NONE
        found = {known[word] for word in lowered if word in known}
    else:
        found = {side for word, side in known.items() if word in plain}
    return frozenset(side for side in found if -side not in found) or _NONE


def _outcome(forms: Sequence[str], lowered: Sequence[str], language: Language) -> Outcome | None:
    """Who won and who lost by the one verb of a sentence that says so."""
    places = [i for i, word in enumerate(lowered) if word in language.contests]
    if len(places) != 1:
        return None
    (at,) = places
    between, after = _after(forms, lowered, at + 1, language)
    sides = [_before(forms, lowered, at - 1, language), after]
    by = not language.beaten_by.isdisjoint(between)
    if (language.contests[lowered[at]] < 0) != by:
        sides.reverse()
    return Outcome(*sides) if any(sides) else None


def _outcome_unspaced(plain: str, language: Language) -> Outcome | None:
    """The same where no blank parts words: the characters on either side of the verb."""
    verbs = [verb for verb in language.contests if verb in plain]
    if len(verbs) != 1:
        return None
    before, _, after = plain.partition(verbs[0])
    sides = [_pairs(before[-_NAME:]), _pairs(after[:_NAME])]
    return Outcome(*sides[:: language.contests[verbs[0]]])


def _pairs(run: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(run)))


def _before(
    forms: Sequence[str], lowered: Sequence[str], at: int, language: Language
) -> frozenset[str]:
    """The last name before a verb, else the last word there that is no stop word."""
    stops = language.terms.stop_words
    telling = [i for i in range(at + 1) if lowered[i] not in stops]
    names = [i for i in telling if forms[i][0].isupper()]
    if not names:
        return frozenset(language.terms([forms[i] for i in telling[-1:]]))
    end = start = names[-1]
    while start - 1 in names:
        start -= 1
    return frozenset(language.terms(forms[start : end + 1]))


def _after(
    forms: Sequence[str], lowered: Sequence[str], at: int, language: Language
) -> tuple[Sequence[str], frozenset[str]]:
    """The stop words right after a verb, and the name right after these."""
    stops = language.terms.stop_words
    start = at
    while start < len(forms) and start - at < _GAP and lowered[start] in stops:
        start += 1
    end = start
    while end < len(forms) and forms[end][0].isupper() and lowered[end] not in stops:
        end += 1
    return lowered[at:start], frozenset(language.terms(forms[start:end]))


def _is_negated(plain: str, lowered: Sequence[str], language: Language) -> bool:
    if language.segmentation == "blanks":
        return not language.negations.isdisjoint(lowered)
    return any(negation in plain for negation in language.negations)


class Witnesses:
    """The witnesses of some sentences, told word by word.

    Args:
        sentences: the sentences.
        languages: of each.
    """

    def __init__(self, sentences: Sequence[Sentence], languages: Sequence[Language]) -> None:
        self.all: list[Witness] = []
        self.inside: dict[str, list[str]] = {}
        for sentence, language in zip(sentences, languages, strict=True):
            forms = words(sentence.plain.replace("’", "'"))
            lowered = list(map(_FOLDED.__getitem__, forms))
            self.inside.setdefault(language.code, []).extend(forms[1:])
            self.all.append(Witness(sentence, language, forms, lowered))
