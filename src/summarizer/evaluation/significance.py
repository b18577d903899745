"""Significance tests for the difference of two systems, from item scores."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError

Vector = NDArray[np.float64]

CONFIDENCE = 0.95
RESAMPLES = 10_000
_EXACT = 16  # items up to which all 2**n sign patterns are tried
_SLACK = 1e-12  # of all there is: sums of the same in another order differ in the last digits
_CELLS = 4_000_000  # of one block of resampled differences


class Interval(NamedTuple):
    """The ends of a confidence interval."""

    low: float
    high: float


def check_draws(resamples: int, seed: int) -> None:
    """Refuse a number of samples that is not 1 to 1,000,000, or a seed below 0."""
    for name, value, low, high in (
        ("number of bootstrap samples", resamples, 1, 1_000_000),
        ("seed", seed, 0, 2**63 - 1),
    ):
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise UsageError(
                f"the {name} must be a whole number from {low} to {high}, got {value!r}"
            )


def least_p(items: int, resamples: int = RESAMPLES) -> float:
    """The lowest p-value that :func:`approximate_randomisation` can give for so many items."""
    exact = 2.0 ** (1 - items)
    return exact if items <= _EXACT else max(exact, 1 / (resamples + 1))


def bootstrap_interval(
    values: Sequence[float] | Vector,
    *,
    confidence: float = CONFIDENCE,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Interval:
    """The percentile bootstrap interval of a mean (Efron 1979).

    Args:
        values: ``(n,)``, one for each item.
        confidence: the share of resampled means that lie within.
        resamples: how many samples of n are drawn with replacement.
        seed: of the drawing.
    """
    if not 0 < confidence < 1:
        raise UsageError(f"the confidence must be between 0 and 1, got {confidence!r}")
    means = _resampled_means(_vector(values), resamples, seed)
    low, high = np.quantile(means, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Interval(float(low), float(high))


def paired_bootstrap(
    differences: Sequence[float] | Vector, *, resamples: int = RESAMPLES, seed: int = 0
) -> float:
    """The two-sided p-value of a mean difference by paired bootstrap.

    How often a resampled mean, moved so that there is no difference, is as far from zero as the
    mean observed: (count + 1) / (resamples + 1). Koehn (2004), "Statistical Significance Tests for
    Machine Translation Evaluation", in the two-sided form of Graham, Mathur & Baldwin (2014).
    """
    values = _vector(differences)
    means = _resampled_means(values, resamples, seed)
    observed = abs(values.mean())
    least = observed - _SLACK * float(np.abs(values).mean())
    extreme = np.count_nonzero(np.abs(means - values.mean()) >= least)
    return (int(extreme) + 1) / (resamples + 1)


def approximate_randomisation(
    differences: Sequence[float] | Vector, *, resamples: int = RESAMPLES, seed: int = 0
) -> float:
    """The two-sided p-value of a mean difference when each pair may be swapped.

    Of at most 16 items all swaps are tried and the value is exact (Fisher 1935, "The Design of
    Experiments", section 21); of more, random ones: (count + 1) / (resamples + 1). Noreen (1989);
    Riezler & Maxwell (2005), "On Some Pitfalls in Automatic Evaluation and Significance Testing".
    """
    values = _vector(differences)
    check_draws(resamples, seed)
    observed = abs(values.sum())
    least = observed - _SLACK * float(np.abs(values).sum())
    if len(values) <= _EXACT:
        patterns = np.arange(2 ** len(values))[:, None] >> np.arange(len(values)) & 1
        sums = np.abs((1 - 2 * patterns) @ values)
        return float(np.count_nonzero(sums >= least) / len(sums))
    random = np.random.default_rng(seed)
    extreme = 0
    for size in _blocks(resamples, len(values)):
        signs = random.integers(0, 2, size=(size, len(values)), dtype=np.int8) * 2 - 1
        extreme += int(np.count_nonzero(np.abs(signs @ values) >= least))
    return (extreme + 1) / (resamples + 1)


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values of several tests at once (Holm 1979), in the order given.

    The chance that any of the tests finds what is not there stays below the level that the
    adjusted values are held against.
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * p_values[index]))
        adjusted[index] = highest
    return adjusted


def _vector(values: Sequence[float] | Vector) -> Vector:
    vector = np.asarray(values, dtype=np.float64)
    if vector.ndim != 1 or not len(vector) or not np.isfinite(vector).all():
        raise UsageError(f"expected one finite number for each item, got shape {vector.shape}")
    return vector


def _blocks(resamples: int, items: int) -> list[int]:
    size = max(1, min(resamples, _CELLS // items))
    whole, rest = divmod(resamples, size)
    return [size] * whole + ([rest] if rest else [])


def _resampled_means(values: Vector, resamples: int, seed: int) -> Vector:
    check_draws(resamples, seed)
    random = np.random.default_rng(seed)
    blocks = [
        values[random.integers(0, len(values), size=(size, len(values)))].mean(axis=1)
        for size in _blocks(resamples, len(values))
    ]
    return np.concatenate(blocks)
