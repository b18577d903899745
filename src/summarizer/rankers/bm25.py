"""Sentences that the others would find, were they to search for what they say."""

import numpy as np

from ..edges import WITHIN, Products, graph
from ..features import Features, Vector, scale_columns
from ..graph import stationary
from ..registry import ranker
from ..relevance import saturated

EPSILON = 0.25


@ranker(
    "textrank-bm25",
    cites="Barrios et al. 2016",
    takes_query=True,
    use="comparison with gensim's TextRank",
)
def bm25_textrank(
    features: Features, *, damping: float = 0.85, within: float = WITHIN, forward: float = 1.0
) -> Vector:
    """TextRank with BM25 edges between sentences.

    Barrios, López, Argerich & Wachenchauzer 2016, "Variations of the Similarity Function of
    TextRank for Automated Summarization". As there k1 is 1.2 and b 0.75. The idf is
    ``ln((S - s + 0.5) / (s + 0.5))`` for a term in s of S sentences. Where it is negative there,
    a share of the mean stands in its place; here it is at least a quarter of the mean of the
    positive ones, or 1 where there is none, so that no edge is negative. Of several documents an
    edge within one counts less, as :func:`summarizer.edges.graph` says.

    With a query the jumps lead to sentences in proportion to their relevance to it.

    Args:
        features: the sentences.
        damping: probability of following an edge.
        within: what an edge within a document counts, of several.
        forward: what a sentence's word for a later one counts.
    """
    weights = graph(
        features,
        lambda found, asked: Products(found, asked, loops=False),
        saturated(features.counts, np.asarray(features.counts.sum(axis=1))),
        scale_columns(features.presence, _idf(features)),
        within=within,
        forward=forward,
    )
    return stationary(weights, len(features), damping=damping, restart=features.restart)


def _idf(features: Features) -> Vector:
    """``(V,)``."""
    having = np.asarray(features.presence.sum(axis=0))
    idf = np.log((len(features) - having + 0.5) / (having + 0.5))
    least = EPSILON * idf[idf > 0].mean() if (idf > 0).any() else 1.0
    return np.asarray(np.maximum(idf, least))
