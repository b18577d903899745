"""Sentences that have to do with what is asked."""

from ..features import Features, Vector
from ..registry import ranker


@ranker(
    "relevance",
    partner="best",
    cites="Robertson & Zaragoza 2009; Lavrenko & Croft 2001",
    takes_query=True,
    use="what answers a query, alone",
)
def relevant(features: Features) -> Vector:
    """The relevance to the query of a sentence and of those around it.

    What :func:`summarizer.relevance.relevance` says. Where nothing is asked, or nothing has to do
    with it, all score alike, and the first are taken.
    """
    return features.relevance
