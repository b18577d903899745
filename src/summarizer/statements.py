"""Sentences that say the same thing, as far as words show it."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

from .features import Features
from .text.languages import Language, get_language
from .text.words import fold, words

_SAME_SHARE = 0.6  # of the weight of all the terms of two sentences
_CONTAINED_SHARE = 0.9  # of the weight of the terms of the shorter one …
_CONTAINED_TERMS = 4  # … which has to share so many …
_CONTAINED_RATIO = 0.4  # … and to weigh so much beside the longer one
_KNOWN_SHARE = 0.8  # of the weight of the terms of a sentence, for it to be no news
_MANY_NUMBERS = 6  # of which all subsets are still looked up


@dataclass(frozen=True, slots=True)
class _Statement:
    """A sentence as the comparison sees it; ``terms`` the heaviest first, with their weights."""

    terms: dict[str, float]
    weight: float
    numbers: frozenset[str]
    negated: bool


def group_statements(features: Features) -> list[int]:
    """Which sentences say the same thing.

    Two sentences do when the terms they share have enough of the weight (idf) of the terms of
    both, or when one holds nearly all of a shorter one that is not much shorter. Numbers and
    negation are witnesses against: two sentences of which each has a number that the other
    lacks, or of which one alone is negated, are not the same.

    Each group has a heaviest sentence that all its others are the same as; groups are not
    chained.

    Returns:
        For each row the row of its group's heaviest sentence.
    """
    statements = _statements(features)
    leaders = _Index()
    leader = []
    for row in sorted(range(len(features)), key=lambda row: _rank(statements, features, row)):
        own = statements[row]
        same = next(
            (other for other in leaders.near(own, _SAME_SHARE) if _same(statements[other], own)),
            row,
        )
        if same == row:
            leaders.add(row, own)
        leader.append((row, same))
    return [same for _, same in sorted(leader)]


def told_before(features: Features, own: int) -> set[int]:
    """Which of the first ``own`` sentences say nothing that one of the others does not say.

    A sentence that adds something to what is known is news, however much of it is known.
    """
    statements = _statements(features)
    known = _Index()
    for row in range(own, len(features)):
        known.add(row, statements[row])
    return {
        row
        for row, told in enumerate(statements[:own])
        if any(_covers(statements[other], told) for other in known.near(told, _KNOWN_SHARE))
    }


class _Index:
    """Statements by their terms, to find those that can share enough with another.

    Two statements that share at least some weight share one of the heaviest terms of either:
    those that make up the rest of its weight and a little more (the prefix filter of set
    similarity joins: Chaudhuri, Ganti & Kaushik 2006). Only these are looked up, and among them
    only statements whose numbers are no witness against. So a text that says one thing a
    thousand times with other numbers costs no thousand comparisons each.
    """

    def __init__(self) -> None:
        self._rows: defaultdict[str, dict[frozenset[str], list[int]]] = defaultdict(dict)
        self._by_number: defaultdict[str, list[int]] = defaultdict(list)
        self._order: dict[int, int] = {}

    def add(self, row: int, statement: _Statement) -> None:
        """Have a statement found from now on."""
        self._order[row] = len(self._order)
        for number in statement.numbers:
            self._by_number[number].append(row)
        for term in statement.terms:
            self._rows[term].setdefault(statement.numbers, []).append(row)

    def near(self, statement: _Statement, share: float) -> list[int]:
        """The rows that may share so much of a statement's weight, in the order added."""
        found: set[int] = set()
        for term in _prefix(statement, share):
            by_numbers = self._rows.get(term)
            if by_numbers:
                found.update(chain.from_iterable(_agreeing(by_numbers, statement.numbers)))
        if statement.numbers:
            rarest = min(statement.numbers, key=lambda n: (len(self._by_number[n]), n))
            found.update(self._by_number[rarest])
        return sorted(found, key=self._order.__getitem__)


def _prefix(statement: _Statement, share: float) -> Iterator[str]:
    """The heaviest terms, until what is left weighs less than the share."""
    left = statement.weight
    for term, weight in statement.terms.items():
        yield term
        left -= weight
        if left < share * statement.weight * (1 - 1e-9):
            return


def _agreeing(
    by_numbers: dict[frozenset[str], list[int]], numbers: frozenset[str]
) -> Iterator[list[int]]:
    """The rows whose numbers are among those given; all of them where none is given.

    Rows that have all the given numbers and more are found by one of the numbers instead.
    """
    if not numbers:
        yield from by_numbers.values()
        return
    if len(numbers) > _MANY_NUMBERS or len(by_numbers) < 2 ** len(numbers):
        yield from (rows for key, rows in by_numbers.items() if key <= numbers)
        return
    for size in range(len(numbers) + 1):
        for subset in combinations(numbers, size):
            yield by_numbers.get(frozenset(subset), [])


def _statements(features: Features) -> list[_Statement]:
    weights = dict(zip(features.vocabulary, features.idf.tolist(), strict=True))
    return [_statement(features, weights, row) for row in range(len(features))]


def _statement(features: Features, weights: dict[str, float], row: int) -> _Statement:
    terms = sorted(set(features.terms[row]), key=lambda term: (-weights[term], term))
    sentence = features.sentences[row]
    language = get_language(features.languages[sentence.document_id])
    return _Statement(
        {term: weights[term] for term in terms},
        math.fsum(weights[term] for term in terms),
        _numbers(sentence.text, language),
        _is_negated(sentence.text, language),
    )


def _numbers(text: str, language: Language) -> frozenset[str]:
    """The numbers in a text, in figures or in words."""
    folded = map(fold, words(text))
    return frozenset(w for w in folded if w[0].isdigit() or w in language.number_words)


def _is_negated(text: str, language: Language) -> bool:
    if language.segmentation == "blanks":
        return not language.negations.isdisjoint(map(fold, words(text)))
    return any(negation in text for negation in language.negations)


def _rank(statements: Sequence[_Statement], features: Features, row: int) -> tuple[Any, ...]:
    """The order in which sentences lead: heavy first, and the same whatever the order given."""
    sentence = features.sentences[row]
    return -statements[row].weight, sentence.line, sentence.document_id, sentence.position


def _shared(one: _Statement, other: _Statement) -> tuple[float, int]:
    """The weight and the number of the terms that two statements share."""
    fewer, more = sorted((one.terms, other.terms), key=len)
    common = [weight for term, weight in fewer.items() if term in more]
    return math.fsum(common), len(common)


def _same(longer: _Statement, shorter: _Statement) -> bool:
    if longer.negated != shorter.negated:
        return False
    if longer.numbers - shorter.numbers and shorter.numbers - longer.numbers:
        return False
    shared, terms = _shared(longer, shorter)
    if shared >= _SAME_SHARE * (longer.weight + shorter.weight - shared):
        return True
    return (
        terms >= _CONTAINED_TERMS
        and shared >= _CONTAINED_SHARE * shorter.weight
        and shorter.weight >= _CONTAINED_RATIO * longer.weight
    )


def _covers(known: _Statement, told: _Statement) -> bool:
    """Whether what is told is known: nearly all its terms, and all its numbers."""
    if known.negated != told.negated or told.numbers - known.numbers:
        return False
    return _shared(known, told)[0] >= _KNOWN_SHARE * told.weight
