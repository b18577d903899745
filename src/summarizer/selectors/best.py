"""The best sentences, whatever they repeat."""

import numpy as np

from ..features import Features, Vector
from ..length import Length
from ..registry import selector


@selector("best")
def best(features: Features, scores: Vector, length: Length) -> list[int]:
    """Best first, passing over what does not fit: as sumy chooses, and what a baseline means."""
    budget = length.budget(features.sentences)
    chosen: list[int] = []
    left = budget.limit
    for row in np.argsort(-scores, kind="stable").tolist():
        if budget.costs[row] <= left:
            chosen.append(row)
            left -= int(budget.costs[row])
    return chosen
