"""The terms that statements are compared by, and what each weighs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Integers, Ragged, sorted_once
from .features import Features, Vector
from .text.languages import get_language

_NUMBER = 2.0  # two reports that share a number seldom mean two things by it
_NAME = 0.5  # who says it and where is alike in sentences that say different things
_MARK = "#"  # before a number, which no other term begins with


@dataclass(frozen=True)
class WeighedTerms:
    """The terms of sentences, of which ``V`` are distinct.

    Attributes:
        terms: of each sentence, as numbers in ascending order; the heaviest term is 0.
        weights: ``(V,)``: the weight of each distinct term.
        plain: ``(V,)``: the weight before numbers and names are told from other words.
        is_number: ``(V,)``: whether it is a number.
    """

    terms: Ragged
    weights: Vector
    plain: Vector
    is_number: NDArray[np.bool_]


@dataclass(frozen=True)
class _Occurrences:
    """Which terms each sentence has, each term once: the sentences, the terms, and their names."""

    rows: Integers
    columns: Integers
    names: list[str]


def weigh(features: Features, numbers: Sequence[frozenset[str]], names: set[str]) -> WeighedTerms:
    """What the terms of sentences weigh: see ``Statements`` for the formula.

    Args:
        features: the sentences.
        numbers: of each sentence, in one spelling.
        names: the terms that are names.
    """
    found = _occurrences(features, numbers)
    plain = _idf(features, found)
    is_number = np.array([name[0] == _MARK for name in found.names])
    is_name = np.array([name in names for name in found.names])
    weights = plain * np.where(is_number, _NUMBER, np.where(is_name, _NAME, 1.0))
    # Terms that no sentence has come last, and are left out.
    values = weights.tolist()
    order = sorted(range(len(values)), key=lambda i: (-values[i], found.names[i]))
    used = int(np.count_nonzero(weights))
    number_of = np.empty(len(order), dtype=np.int64)
    number_of[order] = np.arange(len(order))
    codes = sorted_once(found.rows * len(order) + number_of[found.columns])
    kept = order[:used]
    rows, columns = np.divmod(codes, len(order))
    terms = Ragged.sized(columns, np.bincount(rows, minlength=len(features)))
    return WeighedTerms(terms, weights[kept], plain[kept], is_number[kept])


def _occurrences(features: Features, numbers: Sequence[frozenset[str]]) -> _Occurrences:
    """The terms of each sentence, with its numbers in one spelling (``#9``).

    A sentence of nothing but numbers in words keeps them as terms.
    """
    rows, columns = features.counts.nonzero()
    names = dict(features.vocabulary)
    told = [
        (row, names.setdefault(_MARK + number, len(names)))
        for row, found in enumerate(numbers)
        for number in found
    ]
    spelt = np.array(told, dtype=np.int64).reshape(-1, 2)
    plain = ~_are_numerals(features, rows, columns)
    bare = np.ones(len(features), dtype=np.bool_)
    bare[rows[plain]] = bare[spelt[:, 0]] = False
    plain |= bare[rows]
    return _Occurrences(
        np.concatenate((rows[plain], spelt[:, 0])),
        np.concatenate((columns[plain], spelt[:, 1])),
        list(names),
    )


def _are_numerals(features: Features, rows: Integers, columns: Integers) -> NDArray[np.bool_]:
    """Which terms of which sentences are numbers, in figures or in the words of their language."""
    spoken = sorted(set(features.languages.values()))
    figures = [term[0].isdecimal() for term in features.vocabulary]
    numerals = np.array([figures] * len(spoken))
    for known, code in zip(numerals, spoken, strict=True):
        language = get_language(code)
        spelt = map(features.vocabulary.get, language.terms(language.number_words))
        known[[column for column in spelt if column is not None]] = True
    language_of = [spoken.index(features.languages[s.document_id]) for s in features.sentences]
    return np.asarray(numerals[np.array(language_of)[rows], columns])


def _idf(features: Features, found: _Occurrences) -> Vector:
    """``ln(S' d / (s D)) + 1`` for each term, see ``Statements``; 0 where none has it."""
    size = len(found.names)
    sentences = np.bincount(found.columns, minlength=size)
    once = sorted_once(features.owners[found.rows] * size + found.columns)
    documents = np.bincount(once % size, minlength=size)
    used = sentences > 0
    often = sentences[used] / documents[used]
    idf = np.zeros(size)
    idf[used] = np.log(np.maximum(len(features) / (features.owners.max() + 1) / often, 1)) + 1
    return idf
