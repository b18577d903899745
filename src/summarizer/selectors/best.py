"""The best sentences, whatever they repeat."""

import numpy as np

from ..features import Features, Vector
from ..length import Length
from ..registry import selector


@selector("best", use="the ranker's order as it is")
def best(features: Features, scores: Vector, length: Length) -> list[int]:
    """Best first, skipping what does not fit; used by sumy's methods and baselines."""
    budget = length.budget(features.sentences)
    chosen: list[int] = []
    left = budget.limit
    for row in np.argsort(-scores, kind="stable").tolist():
        if budget.costs[row] <= left:
            chosen.append(row)
            left -= int(budget.costs[row])
    return chosen
