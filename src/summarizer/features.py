"""Sentences as numbers: what every ranker and selector works on."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .document import Document, Sentence
from .text.languages import get_language
from .text.words import words

Vector = NDArray[np.float64]
Matrix = Any
"""``(S, V)``: a numpy array where that is small, else a scipy ``csr_array``.

Both know ``@``, ``.T``, ``.sum(axis=…)`` and row indexing, and no more is used of either.
"""

CEILING = 0.5
"""The default ceiling: of two sentences whose cosine is higher the second tells little new."""

_CONTAINED = 0.9
_DENSE_CELLS = 1_000_000  # 8 MB; below it numpy is faster than scipy, which costs 0.1 s to import


class Features:
    """The sentences that can be chosen, and what is known of them in numbers.

    ``S`` is the number of sentences, at least 1, and ``V`` that of distinct terms.

    Attributes:
        sentences: the ``S`` sentences, document by document, in reading order.
        documents: the documents they come from.
        languages: the language of each document by its id.
        terms: for each sentence its stemmed words, stop words left out, in order.
        query: the terms of what the reader asks; empty where nothing is asked.
        ceiling: the cosine above which a selector must not put two sentences side by side.
        seed: for rankers and selectors that draw lots.
    """

    def __init__(
        self,
        sentences: Sequence[Sentence],
        terms: Sequence[Sequence[str]],
        *,
        documents: Sequence[Document] = (),
        query: Sequence[str] = (),
        ceiling: float = CEILING,
        seed: int = 0,
    ) -> None:
        if not sentences or len(sentences) != len(terms):
            raise ValueError(f"{len(sentences)} sentences with {len(terms)} lists of terms")
        self.sentences = tuple(sentences)
        self.documents = tuple(documents)
        self.languages = {document.id: document.language for document in documents}
        self.terms = terms
        self.query = tuple(query)
        self.ceiling = ceiling
        self.seed = seed

    @classmethod
    def of(
        cls,
        documents: Sequence[Document],
        *,
        query: str = "",
        ceiling: float = CEILING,
        seed: int = 0,
    ) -> "Features":
        """The features of all sentences that can be chosen in some documents."""
        sentences = [s for document in documents for s in document.candidates]
        terms = [t for document in documents for t in _terms(document)]
        asked = get_language(documents[0].language).terms(words(query))
        return cls(sentences, terms, documents=documents, query=asked, ceiling=ceiling, seed=seed)

    def __len__(self) -> int:
        return len(self.sentences)

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """The column of each term, in order of first appearance."""
        columns: dict[str, int] = {}
        for terms in self.terms:
            for term in terms:
                columns.setdefault(term, len(columns))
        return columns

    @cached_property
    def counts(self) -> Matrix:
        """``(S, V)``: how often each term occurs in each sentence."""
        column = self.vocabulary
        sizes = [len(terms) for terms in self.terms]
        rows = np.repeat(np.arange(len(self), dtype=np.int64), sizes)
        columns = np.fromiter((column[t] for terms in self.terms for t in terms), dtype=np.int64)
        shape = (len(self), len(column))
        if shape[0] * shape[1] <= _DENSE_CELLS:
            flat = np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1])
            return flat.reshape(shape).astype(np.float64)
        from scipy.sparse import csr_array

        matrix = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
        matrix.sum_duplicates()
        return matrix

    @cached_property
    def presence(self) -> Matrix:
        """``(S, V)``: 1 where a term occurs in a sentence, else 0."""
        return (self.counts > 0).astype(np.float64)

    @cached_property
    def sizes(self) -> Vector:
        """``(S,)``: the number of distinct terms of each sentence."""
        return np.asarray(self.presence.sum(axis=1))

    @cached_property
    def idf(self) -> Vector:
        """``(V,)``: inverse sentence frequency, ``ln(S / s) + 1`` for a term in ``s`` sentences.

        The one added keeps a term that is in every sentence, and a text of one sentence, from
        vanishing; a term in all sentences weighs 1.
        """
        occurrences = np.asarray(self.presence.sum(axis=0))
        return np.asarray(np.log(len(self) / np.maximum(occurrences, 1)) + 1)

    @cached_property
    def tfidf(self) -> Matrix:
        """``(S, V)``: counts times :attr:`idf`, rows of length 1; a row without terms stays 0."""
        weighted = _scale_columns(self.counts, self.idf)
        norms = np.sqrt(np.asarray((weighted * weighted).sum(axis=1)))
        return _scale_rows(weighted, 1 / np.where(norms > 0, norms, 1))

    def similarity(self, row: int) -> Vector:
        """``(S,)``: how much of what each sentence says one of them says, 0 to 1.

        The cosine of their tf-idf; or 1 where the one holds at least nine tenths of the weight
        (idf) of the other's terms, for then the other adds nothing however short it is.
        """
        cosine = np.asarray(self.tfidf @ self._dense_row(self.tfidf, row))
        told = np.asarray(self.presence @ (self._dense_row(self.presence, row) * self.idf))
        contained = told >= _CONTAINED * np.asarray(self.presence @ self.idf)
        return np.asarray(np.where(contained, 1.0, np.clip(cosine, 0, 1)))

    @cached_property
    def relevance(self) -> Vector:
        """``(S,)``: the cosine of each sentence with the query; all 0 where nothing is asked."""
        wanted = np.zeros(len(self.vocabulary))
        for term in self.query:
            if term in self.vocabulary:
                wanted[self.vocabulary[term]] += 1
        wanted *= self.idf
        norm = np.sqrt(wanted @ wanted)
        return np.asarray(np.clip(self.tfidf @ (wanted / (norm or 1)), 0, 1))

    def take(self, rows: Sequence[int]) -> "Features":
        """The features of some of the sentences, weighted as among all."""
        sentences = [self.sentences[row] for row in rows]
        present = {sentence.document_id for sentence in sentences}
        part = Features(
            sentences,
            [self.terms[row] for row in rows],
            documents=[document for document in self.documents if document.id in present],
            query=self.query,
            ceiling=self.ceiling,
            seed=self.seed,
        )
        index = np.asarray(rows, dtype=np.int64)
        for name in ("counts", "presence", "tfidf"):
            part.__dict__[name] = getattr(self, name)[index]
        part.__dict__["vocabulary"], part.__dict__["idf"] = self.vocabulary, self.idf
        return part

    @staticmethod
    def _dense_row(matrix: Matrix, row: int) -> Vector:
        vector = matrix[[row]]
        dense: Vector = vector.toarray() if hasattr(vector, "toarray") else vector
        return dense.ravel()


def _terms(document: Document) -> list[list[str]]:
    """The terms of a document's candidates; a sentence of stop words alone keeps its words."""
    to_terms = get_language(document.language).terms
    forms = [words(s.text) for s in document.candidates]
    return [to_terms(f) or [to_terms.stem(form) for form in f] for f in forms]


def _scale_rows(matrix: Matrix, by: Vector) -> Matrix:
    if isinstance(matrix, np.ndarray):
        return matrix * by[:, None]
    from scipy.sparse import diags_array

    return (diags_array(by) @ matrix).tocsr()


def _scale_columns(matrix: Matrix, by: Vector) -> Matrix:
    if isinstance(matrix, np.ndarray):
        return matrix * by
    from scipy.sparse import diags_array

    return (matrix @ diags_array(by)).tocsr()
