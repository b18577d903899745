"""Sentences that are similar to many sentences that are."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..features import Features, Matrix, Vector
from ..graph import Weights, random_walk
from ..registry import ranker

_BLOCK = 512  # rows of similarities held at once


@dataclass(frozen=True, slots=True)
class _Gram:
    """``X Xᵀ`` that is never formed: its product with a vector is ``X (Xᵀ v)``."""

    rows: Matrix

    def __matmul__(self, vector: Vector) -> Any:
        return self.rows @ (self.rows.T @ vector)


@ranker("lexrank", cites="Erkan & Radev 2004", takes_query=True)
def lexrank(features: Features, *, threshold: float | None = None, damping: float = 0.85) -> Vector:
    """PageRank over the idf-modified cosines between sentences.

    Erkan & Radev 2004, "LexRank: Graph-based Lexical Centrality as Salience in Text
    Summarization". As in the paper each sentence is also linked to itself. The idf is counted
    over the sentences at hand instead of a background corpus, and ``damping`` is the probability
    to follow a link (the paper's d is the probability of a jump, 0.15).

    With a query the jumps lead to sentences in proportion to their relevance to it (Otterbacher,
    Erkan & Radev 2005, "Using Random Walks for Question-focused Sentence Retrieval").

    Args:
        features: the sentences.
        threshold: ``None`` for the weighted graph ("continuous LexRank"); else an edge of weight
            1 joins two sentences whose cosine is higher (the paper has 0.1).
        damping: probability of following an edge.
    """
    graph: Weights = _Gram(features.tfidf)
    if threshold is not None:
        graph = _linked(features.tfidf, threshold)
    walk = random_walk(graph, len(features), damping=damping, restart=features.relevance)
    return walk.converged()


def _linked(rows: Matrix, threshold: float) -> Matrix:
    """``(S, S)``, 1 where a cosine is above the threshold, some rows at a time."""
    strips = [_cosines(rows, i) > threshold for i in range(0, rows.shape[0], _BLOCK)]
    if len(strips) == 1:
        return strips[0].astype(np.float64)
    from scipy.sparse import csr_array, vstack

    return vstack([csr_array(strip) for strip in strips]).astype(np.float64)


def _cosines(rows: Matrix, start: int) -> Any:
    strip = rows[start : start + _BLOCK] @ rows.T
    return strip.toarray() if hasattr(strip, "toarray") else strip
