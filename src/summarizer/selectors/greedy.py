"""The best sentences that do not repeat one another."""

from ..features import Features, Vector
from ..length import Length
from ..registry import selector
from ..selecting import Selection


@selector("greedy", use="the ranker's order, without repeats")
def greedy(features: Features, scores: Vector, length: Length) -> list[int]:
    """Best first, skipping what does not fit or is too similar.

    No two chosen sentences have a similarity above :attr:`Features.ceiling`. Sentences that do
    not stand on their own are left out while there are others, or until the sentence before them
    is chosen. Ties go to the earlier sentence.
    """
    return Selection(features, length).fill(scores)
