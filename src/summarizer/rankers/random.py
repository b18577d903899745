"""Sentences by lot."""

import numpy as np

from ..features import Features, Vector
from ..registry import ranker


@ranker("random", partner="best", cites="baseline", use="a lower bound")
def random(features: Features) -> Vector:
    """Random sentences, a lower bound; reproducible by seed."""
    return np.random.default_rng(features.seed).random(len(features))
