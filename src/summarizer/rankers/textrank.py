"""Sentences that share words with many sentences that do."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..edges import FORWARD, WITHIN, graph, without_loops
from ..features import Features, Matrix, Vector, products
from ..graph import stationary
from ..memo import cached_property
from ..registry import ranker

_ROWS = 64  # of the matrix whose divisors are held at once
_COLUMNS = 16  # products with the term matrix held at once, each as long as the vocabulary


@ranker(
    "textrank",
    cites="Mihalcea & Tarau 2004",
    takes_query=True,
    use="one article; comparison with papers",
)
def textrank(
    features: Features, *, damping: float = 0.85, within: float = WITHIN, forward: float = 1.0
) -> Vector:
    """PageRank over the word overlaps between sentences.

    Mihalcea & Tarau 2004, "TextRank: Bringing Order into Texts": the weight of an edge is the
    number of terms that two sentences share, divided by the sum of the logarithms of their
    sizes. A sentence is taken as the set of its stemmed terms without stop words. Two sentences
    of one term each, for which the paper divides by zero, are not joined. Of several documents
    an edge within one counts less, as :func:`summarizer.edges.graph` says.

    With a query the jumps lead to sentences in proportion to their relevance to it (Kazemi,
    Pérez-Rosas & Mihalcea 2020, "Biased TextRank").

    Args:
        features: the sentences.
        damping: probability of following an edge.
        within: what an edge within a document counts, of several.
        forward: what a sentence's word for a later one counts.
    """
    weights = graph(
        features,
        lambda presence: Overlaps(presence, features.sizes),
        features.presence,
        within=within,
        forward=forward,
    )
    return stationary(weights, len(features), damping=damping, restart=features.restart)


@ranker(
    "textrank-position",
    cites="Zheng & Lapata 2019; Mihalcea & Tarau 2004",
    takes_query=True,
    use="news that opens with what matters",
)
def positional_textrank(features: Features, *, forward: float = FORWARD) -> Vector:
    """TextRank with directed edges that favour earlier sentences.

    The directed edges are those of PacSum (Zheng & Lapata 2019), as in ``lexrank-position``.
    """
    return textrank(features, forward=forward)


@dataclass(frozen=True)
class Overlaps:
    """The matrix of overlaps, never formed.

    Between a sentence of size a and all of size b the division is by one number, so that the
    sum over all sentences falls apart into one product with the term matrix for each distinct
    size: exact, and linear in the length of the text.

    Args:
        presence: ``(S, V)``.
        sizes: ``(S,)``, the numbers of terms.
    """

    presence: Matrix
    sizes: Vector

    @property
    def T(self) -> "Overlaps":  # noqa: N802 -- as numpy has it
        """The matrix is symmetric."""
        return self

    def __matmul__(self, vector: Vector) -> Any:
        product = np.empty(len(vector))
        for columns, members, rows in self._parts:
            shared = np.asarray(self.presence.T @ (self._scale[:, columns] * vector[:, None]))
            product[members] = rows @ shared.ravel()
        return product - self._loops * vector

    def strip(self, rows: slice) -> Vector:
        """Some rows of it, ``(n, S)``; no sentence is joined to itself."""
        shared = products(self.presence[rows], self.presence)
        own = self._logs[rows]
        # Some at a time: memory for all the divisors at once the system hands out anew each time.
        for start in range(0, len(shared), _ROWS):
            divisors = np.add.outer(own[start : start + _ROWS], self._logs)
            divisors[divisors == 0] = np.inf
            shared[start : start + _ROWS] /= divisors
        return without_loops(shared, rows)

    @cached_property
    def _logs(self) -> Vector:
        return np.log(np.maximum(self.sizes, 1))

    @cached_property
    def _groups(self) -> tuple[Vector, Any]:
        return np.unique(self._logs, return_inverse=True)

    @property
    def _distinct(self) -> Vector:
        return self._groups[0]

    @property
    def _group(self) -> Any:
        return self._groups[1]

    @cached_property
    def _parts(self) -> list[tuple[slice, Any, Matrix]]:
        """For some of the distinct sizes at a time, the sentences that have these, and their rows.

        The rows are as wide as the products with all columns of the part laid end to end, and
        hold each sentence's terms where the product with the column of its size has them.
        """
        from scipy.sparse import csr_array

        terms, width = csr_array(self.presence), self.presence.shape[1]
        parts = []
        for start in range(0, len(self._distinct), _COLUMNS):
            columns = slice(start, min(start + _COLUMNS, len(self._distinct)))
            members = np.flatnonzero((self._group >= start) & (self._group < columns.stop))
            rows, n = terms[members], columns.stop - start
            own = np.repeat(self._group[members] - start, np.diff(rows.indptr))
            flat = (rows.data, rows.indices.astype(np.int64) * n + own, rows.indptr)
            parts.append((columns, members, csr_array(flat, shape=(len(members), width * n))))
        return parts

    @cached_property
    def _scale(self) -> Vector:
        """``(S, distinct sizes)``: what an overlap is multiplied by."""
        with np.errstate(divide="ignore"):
            scale = 1 / np.add.outer(self._logs, self._distinct)
        return np.where(np.isfinite(scale), scale, 0.0)

    @cached_property
    def _loops(self) -> Vector:
        return np.asarray(self.sizes * self._scale[np.arange(len(self.sizes)), self._group])
