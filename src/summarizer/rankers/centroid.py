"""Sentences that hold the words that make up the centre of the text."""

import numpy as np

from ..features import Features, Vector
from ..registry import ranker


@ranker("centroid", cites="Radev et al. 2004", takes_query=True, use="very long input, in one pass")
def centroid(features: Features) -> Vector:
    """Sum of the centroid weights of a sentence's terms.

    Radev, Jing, Styś & Tam 2004, "Centroid-based summarization of multiple documents". The
    centroid is the mean of count × idf over the sentences; terms of less than mean weight are
    dropped, where the paper has a threshold in absolute numbers. Where there is a query, the
    mean is taken over the sentences weighted by 1 - focus + focus × S × their share of the
    relevance to it.
    """
    weights = np.ones(len(features))
    if features.relevance.any():
        focus = features.focus
        share = features.relevance / features.relevance.sum()
        weights = (1 - focus) * weights + focus * len(features) * share
    centre = np.asarray(features.counts.T @ weights) * features.idf / len(features)
    if centre.size:
        centre = np.where(centre >= centre.mean() * (1 - 1e-12), centre, 0)
    return np.asarray(features.presence @ centre)
