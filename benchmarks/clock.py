"""Times that were taken before, in turns (turns.py), shown to pytest-benchmark by a clock."""

from collections.abc import Iterable, Iterator, Sequence

import pytest
from pytest_benchmark.fixture import BenchmarkFixture


class _Clock:
    """A timer that shows times taken before; each call of :meth:`tick` lasts the next of them."""

    def __init__(self) -> None:
        self._now = 0.0
        self._durations: Iterator[float] = iter(())

    def __call__(self) -> float:
        return self._now

    def load(self, durations: Iterable[float]) -> None:
        self._durations = iter(durations)

    def tick(self) -> None:
        self._now += next(self._durations)


_CLOCK = _Clock()
timed_before = pytest.mark.benchmark(timer=_CLOCK)
"""For tests that :func:`show` times to pytest-benchmark."""


def show(benchmark: BenchmarkFixture, seconds: Sequence[float]) -> None:
    """Let pytest-benchmark see times that were taken before."""
    _CLOCK.load(seconds)
    benchmark.pedantic(_CLOCK.tick, rounds=len(seconds))  # type: ignore[no-untyped-call]
