"""Relevance against redundancy, one sentence at a time."""

from ..features import Features, Vector
from ..length import Length
from ..registry import selector
from ..selecting import Selection


@selector(
    "mmr", cites="Carbonell & Goldstein 1998", use="rank against variety, with a balance to set"
)
def mmr(features: Features, scores: Vector, length: Length, *, balance: float = 0.7) -> list[int]:
    """Maximal marginal relevance under a hard ceiling on similarity.

    Carbonell & Goldstein 1998, "The Use of MMR, Diversity-Based Reranking": each step takes the
    sentence with the highest ``balance × score − (1 − balance) × similarity`` to the most similar
    chosen one, scores scaled to a highest of 1. On a text that repeats itself MMR alone takes
    the same sentence twice, so :attr:`Features.ceiling` holds as well, and the other rules of
    :class:`summarizer.selecting.Selection`. Ties go to the earlier sentence.
    """
    relevance = scores / (scores.max() or 1)
    selection = Selection(features, length)
    while True:
        row = selection.best(balance * relevance - (1 - balance) * selection.closest)
        if row is None:
            return selection.rows
        selection.take(row)
