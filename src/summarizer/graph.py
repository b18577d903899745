"""Where a random walk over sentences ends: the one power iteration, and its equations solved."""

from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from .errors import MethodError
from .features import Vector

_SETTLED = 1e-6
_DECIMALS = 12
_SOLVED = 96  # nodes; OpenBLAS solves so many equations on one thread
_LOOKED_AT = 4  # steps after which the residual is taken: for a short text it costs as much as one


class Weights(Protocol):
    """A matrix of non-negative edge weights, as anything that multiplies a vector.

    A numpy array and a scipy sparse array are; so is an object that never holds the matrix.
    """

    @property
    def T(self) -> Any:  # noqa: N802 -- as numpy has it
        """The matrix transposed."""

    def __matmul__(self, vector: Vector, /) -> Any:
        """The product with a vector, of the same shape."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a random walk ends up.

    Attributes:
        scores: ``(S,)``, the probability of each node; they sum to 1.
        iterations: how many steps were taken.
        residual: L1 distance between the last two steps; at most the tolerance if it converged.
    """

    scores: Vector
    iterations: int
    residual: float

    def converged(self) -> Vector:
        """The scores.

        Raises:
            MethodError: the walk was stopped before it had settled.
        """
        if self.residual > _SETTLED:
            raise MethodError(
                f"the walk did not converge in {self.iterations} steps (residual "
                f"{self.residual:.1e}): choose a smaller damping"
            )
        return self.scores


class _Chain(NamedTuple):
    """What a step of the walk needs beside the weights, each ``(S,)``.

    Attributes:
        jump: where a jump leads.
        shares: what the weights of the edges from a node are multiplied by.
        dangling: the nodes without edges.
    """

    jump: Vector
    shares: Vector
    dangling: NDArray[np.bool_]


def _chain(weights: Weights, size: int, damping: float, restart: Vector | None) -> _Chain:
    if not 0 <= damping < 1:
        raise ValueError(f"damping must be at least 0 and below 1, got {damping}")
    jump = np.full(size, 1 / size)
    if restart is not None and (total := restart.sum()) > 0:
        jump = restart / total
    degrees = np.asarray(weights.T @ np.ones(size))
    # A product that subtracts self-loops leaves a trace of rounding where nothing is left.
    dangling = degrees <= 1e-12 * max(1.0, float(degrees.max()))
    shares = damping / np.where(dangling, np.inf, degrees)
    return _Chain(jump, shares, dangling)


def stationary(
    weights: Weights, size: int, *, damping: float = 0.85, restart: Vector | None = None
) -> Vector:
    """The scores at the end of a :func:`random_walk`, ``(S,)``.

    Of few nodes the equations are solved, in the time of some of the fifty steps that the walk
    takes; one step follows, which brings what is alike to the same digits.

    Args:
        weights, size, damping, restart: as for the walk.

    Raises:
        MethodError: the walk was stopped before it had settled.
    """
    if size > _SOLVED or not isinstance(weights, np.ndarray):
        return random_walk(weights, size, damping=damping, restart=restart).converged()
    jump, shares, dangling = _chain(weights, size, damping, restart)
    step = weights * shares
    if np.count_nonzero(dangling):
        step[:, dangling] = damping * jump[:, None]
    jumps = (1 - damping) * jump
    equations = -step
    equations.flat[:: size + 1] += 1
    solved = np.linalg.solve(equations, jumps)
    return _rounded(step @ solved + jumps)


def random_walk(
    weights: Weights,
    size: int,
    *,
    damping: float = 0.85,
    restart: Vector | None = None,
    tolerance: float = 1e-10,
    max_iterations: int = 200,
) -> Walk:
    """PageRank on a weighted graph (Brin & Page 1998, in matrix form).

    At each step the walker at j follows an edge to some i in proportion to its weight with
    probability ``damping``, and otherwise jumps to a node drawn from ``restart``; from a node
    without edges it always jumps. Each step brings two walks closer by the factor ``damping``,
    so that the residual falls below ``2 * damping ** iterations``: 200 iterations reach 1e-10 at
    any damping up to 0.88.

    Args:
        weights: non-negative, of shape ``(size, size)``; ``weights[i, j]`` leads from j to i.
        size: the number of nodes, at least 1.
        damping: between 0 and 1, 1 excluded.
        restart: where a jump leads, ``(size,)``, non-negative; uniform where ``None`` or all zero.
        tolerance: the residual at which to stop.
        max_iterations: the step at which to stop anyway.
    """
    jump, shares, dangling = _chain(weights, size, damping, restart)
    any_dangling = bool(dangling.any())
    jumps = (1 - damping) * jump
    scores, residual, iterations = jump, np.inf, 0
    while residual > tolerance and iterations < max_iterations:
        step = np.asarray(weights @ (scores * shares))
        step += jumps
        if any_dangling:
            step += damping * float(scores[dangling].sum()) * jump
        iterations += 1
        if iterations % _LOOKED_AT == 0 or iterations == max_iterations:
            residual = float(np.abs(step - scores).sum())
        scores = step
    return Walk(_rounded(scores), iterations, residual)


def _rounded(scores: Vector) -> Vector:
    # A product that subtracts self-loops can leave a score a little below nought.
    scores = np.maximum(scores, 0)
    # What is alike scores alike, in whatever order a machine adds up.
    return np.asarray((scores / scores.sum()).round(_DECIMALS))
