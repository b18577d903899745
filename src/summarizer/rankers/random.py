"""Sentences by lot."""

import numpy as np

from ..features import Features, Vector
from ..registry import ranker


@ranker("random", partner="best", cites="baseline")
def random(features: Features) -> Vector:
    """Sentences by lot, the same for the same seed: the floor under every other method."""
    return np.random.default_rng(features.seed).random(len(features))
