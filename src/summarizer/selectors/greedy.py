"""The best sentences that do not repeat one another."""

import numpy as np

from ..features import Features, Vector
from ..length import Length
from ..registry import selector


@selector("greedy")
def greedy(features: Features, scores: Vector, length: Length) -> list[int]:
    """Best first, passing over what does not fit or is too similar to what is chosen.

    No two chosen sentences have a similarity above :attr:`Features.ceiling`. Sentences that do
    not stand on their own are left out while there are others. Ties go to the earlier sentence.
    """
    budget = length.budget(features.sentences)
    closest = np.zeros(len(features))
    cheapest = int(budget.costs.min())
    chosen: list[int] = []
    left = budget.limit
    standing = int(features.standing.sum())
    for row in np.lexsort((-scores, ~features.standing)).tolist():
        if left < cheapest or (not features.standing[row] and len(chosen) < standing):
            break
        if budget.costs[row] <= left and closest[row] <= features.ceiling:
            chosen.append(row)
            left -= int(budget.costs[row])
            closest = np.maximum(closest, features.similarity(row))
    return chosen
