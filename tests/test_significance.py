"""Tests and intervals against published values, scipy's and slow arithmetic, and their laws."""

import math
from typing import Any

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import UsageError
from summarizer.evaluation import (
    approximate_randomisation,
    bootstrap_interval,
    holm,
    paired_bootstrap,
)

DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
"""Crossed less self-fertilised maize in eighths of an inch (Fisher 1935, section 17)."""

RESAMPLES = 2_000
differences = st.lists(st.integers(-50, 50).map(lambda n: n / 64), min_size=1, max_size=25)
"""Sixty-fourths, so that sums are exact."""


def drawn(seed: int, size: int, shift: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.random.default_rng(seed).normal(shift, 1, size)


def sampling_error(p: float, resamples: int) -> float:
    """Five standard errors of the difference of two estimates."""
    return 5 * math.sqrt(2 * max(p, 0.001) * (1 - p) / resamples)


# Approximate randomisation.


def test_darwins_maize_has_fishers_p() -> None:
    assert approximate_randomisation(DARWIN) == 1726 / 2**15


@pytest.mark.parametrize(
    ("values", "p"),
    [([1], 1), ([1, 1], 1 / 2), ([1] * 5, 1 / 16), ([3, -1], 1), ([3, 1, -1], 3 / 4)],
)
def test_few_items_by_hand(values: list[float], p: float) -> None:
    assert approximate_randomisation(values) == p


@pytest.mark.parametrize(("size", "shift"), [(8, 0.5), (12, 0.3), (16, 0.6)])
def test_few_items_are_as_exact_as_scipys(size: int, shift: float) -> None:
    values = drawn(size, size, shift)
    assert approximate_randomisation(values) == pytest.approx(scipys_p(values, 2**size + 1))


@pytest.mark.parametrize(("size", "shift"), [(17, 0.3), (40, 0.25), (200, 0.1), (200, 0.0)])
def test_many_items_agree_with_scipys_within_sampling_error(size: int, shift: float) -> None:
    values = drawn(size, size, shift)
    theirs = scipys_p(values, 9_999)
    ours = approximate_randomisation(values)
    assert ours == pytest.approx(theirs, abs=sampling_error(theirs, 9_999))


def scipys_p(values: Any, resamples: int) -> float:
    def mean_difference(a: Any, b: Any, axis: int) -> Any:
        return np.mean(a - b, axis=axis)

    found = scipy.stats.permutation_test(
        (values, np.zeros_like(values)),
        mean_difference,
        permutation_type="samples",
        vectorized=True,
        n_resamples=resamples,
        rng=np.random.default_rng(7),
    )
    return float(found.pvalue)


# Bootstrap.


@pytest.mark.parametrize("size", [10, 50, 300])
@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_the_interval_is_scipys_within_sampling_error(size: int, confidence: float) -> None:
    values = drawn(size, size, 0.3)
    ours = bootstrap_interval(values, confidence=confidence)
    theirs = scipy.stats.bootstrap(
        (values,),
        np.mean,
        method="percentile",
        confidence_level=confidence,
        n_resamples=10_000,
        rng=np.random.default_rng(7),
    )
    error = 0.1 * float(theirs.standard_error)
    assert ours.low == pytest.approx(theirs.confidence_interval.low, abs=error)
    assert ours.high == pytest.approx(theirs.confidence_interval.high, abs=error)


@pytest.mark.parametrize(("size", "shift"), [(10, 0.5), (30, 0.3), (100, 0.0)])
def test_paired_bootstrap_is_a_slow_loops_within_sampling_error(size: int, shift: float) -> None:
    values = drawn(size, size, shift).tolist()
    mean = sum(values) / size
    random = np.random.default_rng(7)
    extreme = 0
    for _ in range(RESAMPLES):
        sample = [values[i] for i in random.integers(0, size, size)]
        extreme += abs(sum(sample) / size - mean) >= abs(mean)
    slow = (extreme + 1) / (RESAMPLES + 1)
    ours = paired_bootstrap(values, resamples=RESAMPLES)
    assert ours == pytest.approx(slow, abs=sampling_error(slow, RESAMPLES))


def test_what_never_differs_otherwise_is_as_sure_as_the_resamples_allow() -> None:
    assert paired_bootstrap([0.1] * 30, resamples=99) == 0.01
    assert approximate_randomisation([0.1] * 100, resamples=99) == 0.01
    assert bootstrap_interval([0.25] * 30) == (0.25, 0.25)


# Holm.


@pytest.mark.parametrize(
    ("given_p", "adjusted"),
    [
        ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),
        ([0.01, 0.02, 0.03, 0.04, 0.05], [0.05, 0.08, 0.09, 0.09, 0.09]),
        ([0.5, 0.9], [1, 1]),
        ([0.2], [0.2]),
        ([], []),
    ],
)
def test_holm_as_published(given_p: list[float], adjusted: list[float]) -> None:
    assert holm(given_p) == pytest.approx(adjusted)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_holm_raises_keeps_order_and_stays_under_bonferroni(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    assert all(
        p <= q <= min(1, len(p_values) * p) or q == pytest.approx(p)
        for p, q in zip(p_values, adjusted, strict=True)
    )
    pairs = sorted(zip(p_values, adjusted, strict=True))
    assert [q for _, q in pairs] == sorted(adjusted)


# Laws.


@pytest.mark.parametrize("test", [approximate_randomisation, paired_bootstrap])
@given(values=differences, seed=st.integers(0, 5))
def test_laws_of_p(test: Any, values: list[float], seed: int) -> None:
    p = test(values, resamples=200, seed=seed)
    assert 0 < p <= 1
    assert test(values, resamples=200, seed=seed) == p
    assert test([-value for value in values], resamples=200, seed=seed) == p
    assert test([8 * value for value in values], resamples=200, seed=seed) == p
    if sum(values) == 0:
        assert p == 1


@pytest.mark.parametrize("test", [approximate_randomisation, paired_bootstrap])
@pytest.mark.parametrize("items", [1, 16, 17, 500])
def test_no_difference_has_p_1(test: Any, items: int) -> None:
    assert test([0.0] * items, resamples=200) == 1


@pytest.mark.parametrize("test", [approximate_randomisation, paired_bootstrap])
@pytest.mark.parametrize("scale", [1e-13, 1e-6, 1e9])
@pytest.mark.parametrize("values", [[0.7, 0.1, 0.3, -0.2, 0.5] * 2, [0.1, 0.2, -0.3] * 7])
def test_the_unit_of_measurement_does_not_matter(
    test: Any, scale: float, values: list[float]
) -> None:
    scaled = [scale * value for value in values]
    assert test(scaled, resamples=500) == test(values, resamples=500)


@given(values=differences)
def test_an_interval_lies_within_the_values_and_moves_with_them(values: list[float]) -> None:
    low, high = bootstrap_interval(values, resamples=200)
    assert min(values) <= low <= high <= max(values)
    assert bootstrap_interval(values, resamples=200) == (low, high)
    moved = bootstrap_interval([value + 2 for value in values], resamples=200)
    assert moved == pytest.approx((low + 2, high + 2))


def test_another_seed_draws_otherwise() -> None:
    values = drawn(1, 40, 0.2)
    for test in (approximate_randomisation, paired_bootstrap, bootstrap_interval):
        assert test(values, seed=1) != test(values, seed=2)


@pytest.mark.parametrize("values", [[], [math.nan], [math.inf, 1], [[1.0, 2.0]]])
@pytest.mark.parametrize(
    "function", [approximate_randomisation, paired_bootstrap, bootstrap_interval]
)
def test_what_are_no_numbers_of_items_is_refused(function: Any, values: Any) -> None:
    with pytest.raises(UsageError, match="one finite number for each item"):
        function(values)


@pytest.mark.parametrize("wrong", [{"resamples": 0}, {"resamples": -3}, {"seed": -1}])
@pytest.mark.parametrize(
    "function", [approximate_randomisation, paired_bootstrap, bootstrap_interval]
)
def test_resamples_and_seeds_that_cannot_be_are_refused(
    function: Any, wrong: dict[str, int]
) -> None:
    with pytest.raises(UsageError):
        function(drawn(1, 20, 0.2), **wrong)
