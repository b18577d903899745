"""Rows of unequal length in one array, and what is done with sorted numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

_NOTHING = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """Rows of unequal length: row ``i`` is ``values[starts[i]:starts[i + 1]]``.

    Attributes:
        values: ``(T,)``: the values of one row after the other.
        starts: ``(N + 1,)``: where each of the ``N`` rows begins, and where the last one ends.
    """

    values: Array
    starts: Integers

    @classmethod
    def sized(cls, values: Array, sizes: Any) -> "Ragged":
        """Rows of the given sizes, ``(N,)``."""
        return cls(values, starts_of(sizes))

    @classmethod
    def of(cls, rows: Sequence[Array]) -> "Ragged":
        """Rows that are arrays of their own."""
        return cls.sized(np.concatenate([*rows, _NOTHING[: not rows]]), list(map(len, rows)))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> Array:
        return self.values[self.starts[row] : self.starts[row + 1]]

    @property
    def sizes(self) -> Integers:
        """``(N,)``: how many values each row has."""
        return np.diff(self.starts)

    @property
    def rows(self) -> Integers:
        """``(T,)``: the row of each value."""
        return np.repeat(np.arange(len(self)), self.sizes)

    @property
    def places(self) -> Integers:
        """``(T,)``: the place of each value in its row, from 0."""
        return np.arange(len(self.values)) - np.repeat(self.starts[:-1], self.sizes)

    def take(self, rows: Integers) -> "Ragged":
        """Some of the rows, in the given order."""
        sizes = self.sizes[rows]
        return Ragged.sized(self.values[spread(self.starts[rows], sizes)], sizes)

    def where(self, kept: NDArray[np.bool_]) -> "Ragged":
        """The same rows with only the values that are kept, ``(T,)``."""
        return Ragged(self.values[kept], starts_of(kept)[self.starts])


def starts_of(sizes: Any) -> Integers:
    """``(N + 1,)``: where rows of the given sizes begin, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)


def spread(firsts: Integers, counts: Integers) -> Integers:
    """As many numbers from each of the first ones on as counted: 5 and 8, 2 and 1 → 5, 6, 8."""
    begins = np.cumsum(counts) - counts
    return np.asarray(np.arange(counts.sum()) + np.repeat(firsts - begins, counts))


def sorted_once(values: Integers) -> Integers:
    """Sorted in place, each once; ``numpy.unique`` hashes, which takes longer."""
    values.sort()
    return values[_is_new(values)]


def numbered(values: Array) -> tuple[Array, Integers]:
    """The distinct values, sorted, and the number of each value among them.

    As ``numpy.unique``, which takes three times as long for an article, and at its first call a
    tenth of the time in which the command starts.
    """
    order = np.argsort(values)
    ordered = values[order]
    new = _is_new(ordered)
    numbers = np.empty(len(values), dtype=np.int64)
    numbers[order] = np.cumsum(new) - 1
    return ordered[new], numbers


def true_places(values: Array) -> Integers:
    """Where an array is true; of a short one ``numpy.flatnonzero`` tells it in twice the time."""
    return values.nonzero()[0]


def run_starts(values: Array) -> Integers:
    """Where, in a sorted array, a value differs from the one before it."""
    return np.flatnonzero(_is_new(values))


def _is_new(values: Array) -> NDArray[np.bool_]:
    new = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new


def rows_by_value(values: Array) -> Iterator[Integers]:
    """The places of each value of an array, the least value first; in order within a value."""
    order = np.argsort(values, kind="stable")
    if len(order):
        yield from np.split(order, run_starts(values[order])[1:])


def least_of_same(labels: Integers, keys: Integers) -> Integers:
    """For each of some sorted keys, the least key that has the same label."""
    _, first, number = np.unique(labels, return_index=True, return_inverse=True)
    return np.asarray(keys[first][number])


def slices(counts: Integers, most: int) -> Iterator[slice]:
    """Slices of an array of counts that come to about ``most`` each."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    cuts = np.searchsorted(ends, np.arange(most, total, most), "right")
    edges = sorted_once(np.concatenate(([0], cuts, [len(counts)])))
    for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        yield slice(start, end)
