"""What is kept of a document to find those that repeat it and those that tell its story.

Words become numbers of 64 bits that are the same in every process and on every machine, so that
the sketches of documents that never met can be compared. Two different words get one number once
in 10¹⁹ pairs.
"""

from collections.abc import Callable
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..document import Document
from ..duplicates import SHINGLE, digest
from ..features import sorted_once
from ..text.languages import get_language
from ..text.words import fold, symbols

Hashes = NDArray[np.int64]

NO_DAY = -1
"""Of a document that has no date."""

_REMEMBERED = 500_000  # words whose numbers are kept at hand
_ORDERED = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


class Sketch(NamedTuple):
    """A document as the comparisons see it.

    Attributes:
        digest: of its text; decides which of equally long copies is kept.
        wording: of its words in order: two of one wording are exact copies.
        day: the number of the day it appeared, or :data:`NO_DAY`.
        triples: ``(T,)``, sorted: the distinct triples of words.
        terms: ``(V,)``, sorted: the distinct terms, and pairs of neighbouring terms.
        counts: ``(V,)``: how often each comes.
    """

    digest: int
    wording: int
    day: int
    triples: Hashes
    terms: Hashes
    counts: NDArray[np.int32]

    @classmethod
    def of(cls, document: Document) -> "Sketch":
        """The sketch of a document."""
        forms = _forms(document)
        terms = np.sort(_terms(document))
        first = np.flatnonzero(np.diff(terms, prepend=terms[:1] - 1))
        return cls(
            digest=digest(document.text),
            wording=int(np.bitwise_xor.reduce(mixed(forms, np.arange(len(forms))))),
            day=document.published.toordinal() if document.published else NO_DAY,
            triples=sorted_once(_triples(forms)),
            terms=terms[first],
            counts=np.diff(first, append=len(terms)).astype(np.int32),
        )


def mixed(*columns: NDArray[np.int64]) -> Hashes:
    """``(N,)``: a number for each row of up to three columns, in their order.

    The last steps are those of Steele, Lea & Flood 2014 (SplitMix), which leave no bit predictable
    from others, so that a few of them are a fair draw.
    """
    code = np.zeros(len(columns[0]), dtype=np.uint64)
    for column, factor in zip(columns, _ORDERED, strict=False):
        code = (code + column.astype(np.uint64)) * factor
        code ^= code >> np.uint64(29)
    code = (code ^ (code >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    code = (code ^ (code >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (code ^ (code >> np.uint64(31))).astype(np.int64)


class _Memo(dict[str, int]):
    """The numbers of the words met of late."""

    def __init__(self, spelling: Callable[[str], str] = str) -> None:
        super().__init__()
        self._spelling = spelling

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = number = digest(self._spelling(word))
        return number


_words, _stems = _Memo(fold), _Memo()


def _forms(document: Document) -> Hashes:
    """What reads the same has the same number, as in :mod:`summarizer.duplicates`."""
    pattern = document.word_pattern
    sentences = (s.plain for s in document.candidates)
    forms = (form for text in sentences for form in (*pattern.findall(text), *symbols(text)))
    return np.fromiter(map(_words.__getitem__, forms), dtype=np.int64)


def _triples(forms: Hashes) -> Hashes:
    padded = np.pad(forms, (0, max(0, SHINGLE - len(forms))))
    return mixed(padded[:-2], padded[1:-1], padded[2:])


def _terms(document: Document) -> Hashes:
    """The terms of a document and the pairs of neighbours in a sentence, in any order."""
    table = get_language(document.language).terms.table()
    pattern = document.word_pattern
    sentences = [table.numbers_in(s.plain, pattern) for s in document.candidates]
    terms = np.fromiter((_stems[table.names[n]] for n in chain.from_iterable(sentences)), np.int64)
    sentence = np.repeat(np.arange(len(sentences)), list(map(len, sentences)))
    beside = sentence[1:] == sentence[:-1]
    return np.concatenate([terms, mixed(terms[:-1][beside], terms[1:][beside])])
