"""What sentences say, in pieces that can be counted: the concepts of selectors that cover."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from .document import Document
from .features import Features, Vector
from .text.languages import get_language
from .text.words import STOP, fold, word_pattern

Integers = NDArray[np.int64]

_BITS = 31  # of the number of a word; two make a concept


@dataclass(frozen=True)
class Concepts:
    """The concepts of the sentences that can be chosen, and what each is worth.

    A concept is two words in a row, stemmed, that are not both stop words (Gillick & Favre 2009).

    Attributes:
        columns: ``(N,)``, the concepts of all sentences in a row, each once a sentence.
        starts: ``(S + 1,)``; those of sentence i are ``columns[starts[i]:starts[i + 1]]``.
        weights: ``(C,)``, none negative and not all 0: of several documents in how many others
            a concept of one stands, of one document in how many of its sentences.
    """

    columns: Integers
    starts: Integers
    weights: Vector

    def of(self, row: int) -> Integers:
        """The concepts of one sentence."""
        return self.columns[self.starts[row] : self.starts[row + 1]]

    def sums(self, weights: Vector) -> Vector:
        """``(S,)``: what the concepts of each sentence weigh together."""
        running = np.concatenate(([0.0], np.cumsum(weights[self.columns])))
        return np.asarray(running[self.starts[1:]] - running[self.starts[:-1]])


def concepts(features: Features) -> Concepts:
    """The concepts of the sentences, weighed over all sentences of their documents.

    A sentence that was left out because another says the same still speaks for what it says.
    """
    documents = features.documents
    everything = [sentence for document in documents for sentence in document.candidates]
    owners = np.repeat(np.arange(len(documents)), [len(d.candidates) for d in documents])
    rows, columns, count = _bigrams(documents)
    ends = np.cumsum(np.bincount(rows, minlength=len(everything)))
    starts = np.concatenate(([0], ends))
    where = {(s.document_id, s.position): number for number, s in enumerate(everything)}
    numbers = np.array([where[s.document_id, s.position] for s in features.sentences])
    kept = [columns[starts[number] : starts[number + 1]] for number in numbers.tolist()]
    return Concepts(
        columns=np.concatenate(kept),
        starts=np.concatenate(([0], np.cumsum([len(row) for row in kept]))),
        weights=_weights(owners[rows], columns, count, len(documents)),
    )


def _weights(owners: Integers, columns: Integers, count: int, documents: int) -> Vector:
    if documents == 1:
        return np.bincount(columns, minlength=count).astype(np.float64)
    said_by = np.unique(owners * count + columns) % max(1, count)
    others = np.bincount(said_by, minlength=count).astype(np.float64) - 1
    return others if others.any() else np.ones(count)


def _bigrams(documents: Sequence[Document]) -> tuple[Integers, Integers, int]:
    """Sentence and concept of every concept, once a sentence, and how many concepts there are."""
    interned: dict[tuple[str, bool], int] = {}
    words = {code: _Words(code, interned) for code in {d.language for d in documents}}
    texts = [
        words[document.language].of(sentence.text, pattern)
        for document in documents
        for pattern in [word_pattern(document.text)]
        for sentence in document.candidates
    ]
    flat = np.fromiter(chain.from_iterable(texts), dtype=np.int64)
    rows = np.repeat(np.arange(len(texts)), list(map(len, texts)))
    left, right = flat[:-1], flat[1:]
    kept = (rows[:-1] == rows[1:]) & ((left & right & 1) == 0)
    found, columns = np.unique((left << _BITS | right)[kept], return_inverse=True)
    once = np.unique(rows[:-1][kept] * len(found) + columns)
    return once // max(1, len(found)), once % max(1, len(found)), len(found)


class _Words:
    """Words as numbers, odd for stop words, the same for all that share a stem.

    Args:
        language: ISO 639-1 code.
        interned: the number of each term and stop word met so far, in any language.
    """

    def __init__(self, language: str, interned: dict[tuple[str, bool], int]) -> None:
        self._table = get_language(language).terms.table()
        self._interned = interned
        self._known: dict[str, list[int]] = {}

    def of(self, text: str, pattern: re.Pattern[str]) -> list[int]:
        """The words of a text; a run of a script without blanks gives several."""
        known = self._known
        numbers: list[int] = []
        for form in pattern.findall(text):
            found = known.get(form)
            numbers += self._number(form) if found is None else found
        return numbers

    def _number(self, form: str) -> list[int]:
        number = self._table.numbers[form]
        if number == STOP:
            named = [(fold(form), True)]
        else:
            named = [(self._table.names[n], False) for n in self._table.expanded([number])]
        codes = [2 * self._interned.setdefault(key, len(self._interned)) + key[1] for key in named]
        self._known[form] = codes
        return codes
