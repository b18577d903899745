"""Sentences that share words with many sentences that do."""

from typing import Any

import numpy as np

from ..features import Features, Matrix, Vector
from ..graph import Weights, random_walk
from ..registry import ranker

_SMALL = 1_000  # sentences; up to here the matrix of overlaps fits in the processor's cache

_COLUMNS = 16  # products with the term matrix held at once, each as long as the vocabulary


@ranker("textrank", cites="Mihalcea & Tarau 2004", takes_query=True)
def textrank(features: Features, *, damping: float = 0.85) -> Vector:
    """PageRank over the word overlaps between sentences.

    Mihalcea & Tarau 2004, "TextRank: Bringing Order into Texts": the weight of an edge is the
    number of terms that two sentences share, divided by the sum of the logarithms of their
    sizes. A sentence is taken as the set of its stemmed terms without stop words. Two sentences
    of one term each, for which the paper divides by zero, are not joined.

    With a query the jumps lead to sentences in proportion to their relevance to it (Kazemi,
    Pérez-Rosas & Mihalcea 2020, "Biased TextRank").
    """
    graph = overlap_graph(features.presence, features.sizes)
    walk = random_walk(graph, len(features), damping=damping, restart=features.relevance)
    return walk.converged()


def overlap_graph(presence: Matrix, sizes: Vector) -> Weights:
    """The graph of overlaps: a matrix for short texts, a product for long ones."""
    graph = _Overlaps(presence, sizes)
    return graph.dense() if len(sizes) <= _SMALL else graph


class _Overlaps:
    """The matrix of overlaps, never formed.

    Between a sentence of size a and all of size b the division is by one number, so that the
    sum over all sentences falls apart into one product with the term matrix for each distinct
    size: exact, and linear in the length of the text.
    """

    def __init__(self, presence: Matrix, sizes: Vector) -> None:
        self.presence = presence
        self.logs = np.log(np.maximum(sizes, 1))
        self.distinct, self.group = np.unique(self.logs, return_inverse=True)
        self.members = [np.flatnonzero(self.group == g) for g in range(len(self.distinct))]
        self.rows = [presence[rows] for rows in self.members]
        with np.errstate(divide="ignore"):
            scale = 1 / np.add.outer(self.logs, self.distinct)
        self.scale = np.where(np.isfinite(scale), scale, 0.0)
        self.loops = sizes * self.scale[np.arange(len(sizes)), self.group]

    def __matmul__(self, vector: Vector) -> Any:
        product = np.empty(len(vector))
        for start in range(0, len(self.distinct), _COLUMNS):
            scale = self.scale[:, start : start + _COLUMNS]
            shared = np.asarray(self.presence.T @ (scale * vector[:, None]))
            for column in range(scale.shape[1]):
                product[self.members[start + column]] = (
                    self.rows[start + column] @ shared[:, column]
                )
        return product - self.loops * vector

    def dense(self) -> Vector:
        """``(S, S)``, the matrix itself."""
        shared = self.presence @ self.presence.T
        matrix = np.asarray(shared.toarray() if hasattr(shared, "toarray") else shared)
        matrix = matrix * self.scale[:, self.group]
        np.fill_diagonal(matrix, 0)
        return matrix
