"""Sentences that are good and unlike each other, as a determinant measures it."""

import numpy as np

from ..features import Features, Vector
from ..length import Length
from ..registry import selector
from ..selecting import Selection

QUALITY = 1.0
_LEAST = 1e-10  # of a determinant's factor; below it a sentence is a mixture of the chosen ones


@selector(
    "dpp",
    partner="textrank",
    cites="Kulesza & Taskar 2012; Chen et al. 2018",
    use="good sentences that differ from each other",
)
def dpp(
    features: Features, scores: Vector, length: Length, *, quality: float = QUALITY
) -> list[int]:
    """The likeliest set of a determinantal point process, built greedily.

    Kulesza & Taskar 2012, "Determinantal Point Processes for Machine Learning": a set is as
    likely as the determinant of its part of ``L``, ``Lᵢⱼ = qᵢ cos(i, j) qⱼ``. The quality q is
    ``(score / highest score) ** quality``, where the paper learns it; the greedy maximum is
    found row by row of the Cholesky factor (Chen, Zhang & Zhou 2018, "Fast Greedy MAP Inference
    for Determinantal Point Process"). It goes on until the length is full, and the rules of
    :class:`summarizer.selecting.Selection` hold.

    Args:
        features: the sentences.
        scores: their centrality.
        length: what the selection has to fit.
        quality: how much the scores count beside what sets sentences apart.
    """
    worth = (scores / (scores.max() or 1)) ** quality
    selection = Selection(features, length)
    factors: list[Vector] = []
    # Of each sentence, what the chosen ones do not say; nothing of one without a term.
    left = np.asarray((features.vectors * features.vectors).sum(axis=1))
    while (row := selection.best(worth**2 * np.maximum(left, _LEAST))) is not None:
        similar = np.asarray(features.cosines(row))
        told = sum((factor[row] * factor for factor in factors), np.zeros(len(features)))
        factors.append((similar - told) / np.sqrt(max(left[row], _LEAST)))
        left -= factors[-1] ** 2
        selection.take(row)
    return selection.rows
