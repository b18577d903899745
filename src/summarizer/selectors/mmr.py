"""Relevance against redundancy, one sentence at a time."""

import numpy as np

from ..features import Features, Vector
from ..length import Length
from ..registry import selector


@selector("mmr", cites="Carbonell & Goldstein 1998")
def mmr(features: Features, scores: Vector, length: Length, *, balance: float = 0.7) -> list[int]:
    """Maximal marginal relevance under a hard ceiling on similarity.

    Carbonell & Goldstein 1998, "The Use of MMR, Diversity-Based Reranking": each step takes the
    sentence with the highest ``balance × score − (1 − balance) × similarity`` to the most similar
    chosen one, scores scaled to a highest of 1. On a text that repeats itself MMR alone takes
    the same sentence twice, so :attr:`Features.ceiling` holds as well. Sentences that do not
    stand on their own are left out while there are others. Ties go to the earlier sentence.
    """
    budget = length.budget(features.sentences)
    relevance = scores / (scores.max() or 1)
    closest = np.zeros(len(features))
    chosen: list[int] = []
    left = budget.limit
    standing = int(features.standing.sum())
    while True:
        eligible = (budget.costs <= left) & (closest <= features.ceiling)
        eligible[chosen] = False
        if len(chosen) < standing:
            eligible &= features.standing
        if not eligible.any():
            return chosen
        value = balance * relevance - (1 - balance) * closest
        row = int(np.argmax(np.where(eligible, value, -np.inf)))
        chosen.append(row)
        left -= int(budget.costs[row])
        closest = np.maximum(closest, features.similarity(row))
