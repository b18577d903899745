"""Sentences that are similar to many sentences that are."""

from functools import partial

import numpy as np

from ..edges import FORWARD, WITHIN, Change, Products, graph
from ..features import Features, Vector
from ..graph import stationary
from ..registry import ranker


@ranker(
    "lexrank",
    cites="Erkan & Radev 2004",
    takes_query=True,
    use="several articles; comparison with papers",
)
def lexrank(
    features: Features,
    *,
    threshold: float | None = None,
    damping: float = 0.85,
    within: float = WITHIN,
    forward: float = 1.0,
) -> Vector:
    """PageRank over the idf-modified cosines between sentences.

    Erkan & Radev 2004, "LexRank: Graph-based Lexical Centrality as Salience in Text
    Summarization". As in the paper each sentence is also linked to itself. The idf is counted
    over the sentences at hand instead of a background corpus, and ``damping`` is the probability
    to follow a link (the paper's d is the probability of a jump, 0.15). Of several documents a
    link within one counts less, as :func:`summarizer.edges.graph` says.

    With a query the jumps lead to sentences in proportion to their relevance to it (Otterbacher,
    Erkan & Radev 2005, "Using Random Walks for Question-focused Sentence Retrieval").

    Args:
        features: the sentences.
        threshold: ``None`` for the weighted graph ("continuous LexRank"); else an edge of weight
            1 joins two sentences whose cosine is higher (the paper has 0.1).
        damping: probability of following an edge.
        within: what a link within a document counts, of several.
        forward: what a sentence's word for a later one counts.
    """
    change: Change | None = None
    if threshold is not None:
        change = partial(_above, threshold)
    elif features.request.embed is not None:
        change = _not_negative
    weights = graph(
        features,
        lambda rows: Products(rows, rows),
        features.vectors,
        within=within,
        forward=forward,
        change=change,
    )
    return stationary(weights, len(features), damping=damping, restart=features.restart)


@ranker(
    "lexrank-position",
    cites="Zheng & Lapata 2019; Erkan & Radev 2004",
    takes_query=True,
    use="news that opens with what matters",
)
def positional_lexrank(features: Features, *, forward: float = FORWARD) -> Vector:
    """LexRank with directed edges that favour earlier sentences.

    The directed edges are those of PacSum (Zheng & Lapata 2019, "Sentence Centrality Revisited
    for Unsupervised Summarization"), which adds up their weights, and takes off what speaks for
    later sentences; a walk cannot take off, so that ``forward`` is from 0 to 1.
    """
    return lexrank(features, forward=forward)


def _above(threshold: float, strip: Vector, _: slice) -> Vector:
    return (strip > threshold).astype(np.float64)


def _not_negative(strip: Vector, _: slice) -> Vector:
    return np.maximum(strip, 0)
