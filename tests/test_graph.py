"""The power iteration, and the solved equations, against a dense eigenvector solver."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from summarizer import MethodError
from summarizer.graph import random_walk, stationary


def stationary_slowly(weights: np.ndarray, damping: float, jump: np.ndarray) -> np.ndarray:
    """The eigenvector for eigenvalue 1 of the damped transition matrix, the slow obvious way."""
    degrees = weights.sum(axis=1)
    transition = np.array(
        [row / d if d > 0 else jump for row, d in zip(weights, degrees, strict=True)]
    )
    google = damping * transition + (1 - damping) * jump
    values, vectors = np.linalg.eig(google.T)
    vector = np.real(vectors[:, np.argmin(np.abs(values - 1))])
    return np.asarray(vector / vector.sum())


@st.composite
def graphs(draw: st.DrawFn) -> np.ndarray:
    """Symmetric, non-negative, some nodes without an edge."""
    size = draw(st.integers(1, 12))
    generator = np.random.default_rng(draw(st.integers(0, 10_000)))
    weights = generator.random((size, size)) * (generator.random((size, size)) < 0.4)
    return weights + weights.T


@given(graphs(), st.sampled_from([0.15, 0.5, 0.85]), st.booleans())
def test_the_walk_ends_where_the_eigenvector_is(
    weights: np.ndarray, damping: float, biased: bool
) -> None:
    size = len(weights)
    restart = np.arange(1.0, size + 1) if biased else None
    jump = np.full(size, 1 / size) if restart is None else restart / restart.sum()
    walk = random_walk(weights, size, damping=damping, restart=restart)
    assert np.abs(walk.scores - stationary_slowly(weights, damping, jump)).max() < 1e-9
    assert walk.scores.sum() == pytest.approx(1)
    assert walk.residual <= 1e-10
    sparse = random_walk(csr_array(weights), size, damping=damping, restart=restart)
    assert np.abs(sparse.scores - walk.scores).max() < 1e-12


def test_a_path_of_three_by_hand() -> None:
    """Ends e, middle m: e = 0.05 + 0.425 m and 2 e + m = 1, so m = 0.9 / 1.85."""
    path = np.array([[0.0, 1, 0], [1, 0, 1], [0, 1, 0]])
    middle = 0.9 / 1.85
    expected = [(1 - middle) / 2, middle, (1 - middle) / 2]
    assert random_walk(path, 3).scores == pytest.approx(expected, abs=1e-9)


def test_the_cap_stops_it_and_the_residual_tells() -> None:
    path = np.array([[0.0, 1, 0], [1, 0, 1], [0, 1, 0]])
    walk = random_walk(path, 3, max_iterations=3)
    assert walk.iterations == 3
    assert 1e-10 < walk.residual <= 2 * 0.85**3


def test_no_edges_give_everyone_the_same() -> None:
    assert random_walk(np.zeros((4, 4)), 4).scores == pytest.approx([0.25] * 4)


@pytest.mark.parametrize("damping", [-0.1, 1.0, float("nan")])
def test_a_damping_that_is_no_probability_is_refused(damping: float) -> None:
    with pytest.raises(ValueError, match="damping"):
        random_walk(np.ones((2, 2)), 2, damping=damping)


def test_a_walk_that_has_not_settled_gives_no_scores() -> None:
    path = np.diag(np.ones(199), 1) + np.diag(np.ones(199), -1)
    with pytest.raises(MethodError, match="did not converge in 200 steps"):
        random_walk(path, 200, damping=0.99).converged()


@given(graphs(), st.sampled_from([0.0, 0.15, 0.85, 0.99]), st.booleans())
def test_the_equations_have_the_eigenvector_too(
    weights: np.ndarray, damping: float, biased: bool
) -> None:
    size = len(weights)
    restart = np.arange(1.0, size + 1) if biased else None
    jump = np.full(size, 1 / size) if restart is None else restart / restart.sum()
    scores = stationary(weights, size, damping=damping, restart=restart)
    assert np.abs(scores - stationary_slowly(weights, damping, jump)).max() < 1e-9


@pytest.mark.parametrize("size", [95, 96, 97, 150])
def test_many_nodes_and_few_end_where_the_walk_does(size: int) -> None:
    generator = np.random.default_rng(size)
    weights = generator.random((size, size)) * (generator.random((size, size)) < 0.05)
    weights += weights.T
    walked = random_walk(weights, size).scores
    assert np.abs(stationary(weights, size) - walked).max() < 1e-9
    assert np.abs(stationary(csr_array(weights), size) - walked).max() < 1e-9
    with pytest.raises(ValueError, match="damping"):
        stationary(weights, size, damping=1.0)


def test_nodes_that_are_alike_have_one_score_to_the_last_digit() -> None:
    generator = np.random.default_rng(3)
    weights = generator.random((7, 7))
    twins = np.repeat(np.repeat(weights + weights.T, 6, axis=0), 6, axis=1)
    scores = stationary(twins, 42).reshape(7, 6)
    assert (scores == scores[:, :1]).all()
