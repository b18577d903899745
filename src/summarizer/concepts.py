"""What sentences say, in pieces that can be counted: the concepts of selectors that cover."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

import numpy as np

from .arrays import Integers, Ragged, sorted_once
from .document import Document
from .features import Features, Vector
from .memo import Memo
from .text.languages import get_language
from .text.words import Numbering, Terms, fold, looked_up, words

_BITS = 31  # of the number of a word; two make a concept
_MEMO = 200_000  # words that are remembered, however many texts there are


@dataclass(frozen=True)
class Concepts:
    """The concepts of the sentences that can be chosen, and what each is worth.

    A concept is two words in a row, stemmed, that are not both stop words (Gillick & Favre 2009).

    Attributes:
        columns: of each of the ``S`` sentences its concepts, each once.
        weights: ``(C,)``, none negative and not all 0: of several documents in how many others
            a concept of one stands, of one document in how many of its sentences.
    """

    columns: Ragged
    weights: Vector

    def of(self, row: int) -> Integers:
        """The concepts of one sentence."""
        return self.columns[row]

    def focused(self, relevance: Vector, focus: float) -> "Concepts":
        """The concepts weighed by what the sentences that have them have to do with a query.

        A weight is multiplied by 1 - focus + focus × the mean relevance of these sentences, as a
        share of the highest mean; where nothing is relevant it stays.

        Args:
            relevance: ``(S,)``.
            focus: 0 to 1.
        """
        values, count = self.columns.values, len(self.weights)
        rows = np.repeat(np.arange(len(relevance)), np.diff(self.columns.starts))
        means = np.bincount(values, relevance[rows], count) / np.maximum(
            1, np.bincount(values, minlength=count)
        )
        if not means.any():
            return self
        return replace(self, weights=self.weights * (1 - focus + focus * means / means.max()))

    def sums(self, weights: Vector) -> Vector:
        """``(S,)``: what the concepts of each sentence weigh together."""
        running = np.concatenate(([0.0], np.cumsum(weights[self.columns.values])))
        return np.diff(running[self.columns.starts])


def concepts(features: Features) -> Concepts:
    """The concepts of the sentences, weighed over all sentences of their documents.

    A sentence that was left out because another says the same still speaks for what it says.
    """
    documents = features.documents
    everything = tuple(sentence for document in documents for sentence in document.candidates)
    owners = np.repeat(np.arange(len(documents)), [len(d.candidates) for d in documents])
    rows, flat, count = _bigrams(documents)
    columns = Ragged.sized(flat, np.bincount(rows, minlength=len(everything)))
    weights = _weights(owners[rows], flat, count, len(documents))
    if features.sentences != everything:
        where = {(s.document_id, s.position): number for number, s in enumerate(everything)}
        numbers = [where[s.document_id, s.position] for s in features.sentences]
        columns = columns.take(np.array(numbers))
    return Concepts(columns, weights)


def _weights(owners: Integers, columns: Integers, count: int, documents: int) -> Vector:
    if documents == 1:
        return np.bincount(columns, minlength=count).astype(np.float64)
    said_by = sorted_once(owners * count + columns) % max(1, count)
    others = np.bincount(said_by, minlength=count).astype(np.float64) - 1
    return others if others.any() else np.ones(count)


def _bigrams(documents: Sequence[Document]) -> tuple[Integers, Integers, int]:
    """Sentence and concept of every concept, once a sentence, and how many concepts there are."""
    codes = _codes()
    texts = [text for document in documents for text in codes.of(document)]
    flat = np.fromiter(chain.from_iterable(texts), dtype=np.int64)
    rows = np.repeat(np.arange(len(texts)), list(map(len, texts)))
    left, right = flat[:-1], flat[1:]
    kept = (rows[:-1] == rows[1:]) & ((left & right & 1) == 0)
    found, columns = np.unique((left << _BITS | right)[kept], return_inverse=True)
    once = sorted_once(rows[:-1][kept] * len(found) + columns)
    return once // max(1, len(found)), once % max(1, len(found)), len(found)


class _Codes:
    """Words as numbers, odd for stop words, the same for all that share a stem in any language.

    What a word was turned into is remembered, for as long as the object is.
    """

    def __init__(self) -> None:
        self._numbering = Numbering[tuple[str, bool]]()
        self._known: dict[Terms, Memo[tuple[int, ...]]] = {}

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._numbering.names)

    def of(self, document: Document) -> list[list[int]]:
        """The words of each candidate; a run of a script without blanks gives several."""
        terms = get_language(document.language).terms
        known = self._known.get(terms)
        if known is None:
            codes_of = partial(_codes_of, self._numbering, terms)
            known = self._known.setdefault(terms, Memo(codes_of))
        texts = [sentence.plain for sentence in document.candidates]
        return looked_up(known, texts, document.word_pattern)


def _codes_of(numbering: Numbering[tuple[str, bool]], terms: Terms, piece: str) -> tuple[int, ...]:
    table = terms.table()
    codes: list[int] = []
    for form in words(piece):
        numbers = table.numbers[form]
        codes += [2 * numbering.of((table.names[number], False)) for number in numbers]
        if not numbers:
            codes.append(2 * numbering.of((fold(form), True)) + 1)
    return tuple(codes)


_memory = [_Codes()]


def _codes() -> _Codes:
    """The codes in use; new ones where they have grown too many."""
    if len(_memory[0]) > _MEMO:
        _memory[0] = _Codes()
    return _memory[0]
