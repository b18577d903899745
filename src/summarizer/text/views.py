"""A text without some pieces of it, whose places are still known in the text as given."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

V = TypeVar("V")


class View:
    """A text without some pieces of it.

    Args:
        given: the text.
        left_out: where the pieces stand in it: start and end, in order, without overlap.

    Attributes:
        text: what is left.
    """

    def __init__(self, given: str, left_out: Iterable[tuple[int, int]]) -> None:
        pieces = list(left_out)
        self._begins = [start for start, _ in pieces]
        self._ends = [end for _, end in pieces]
        # How much was left out before each piece, and in the end.
        self._shifts = list(accumulate((end - start for start, end in pieces), initial=0))
        # Where each piece would stand in what is left.
        self._spots = [a - shift for a, shift in zip(self._begins, self._shifts, strict=False)]
        edges = zip([0, *self._ends], [*self._begins, len(given)], strict=True)
        self.text = "".join(given[a:b] for a, b in edges)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece stands in the text as given, with what is left out in it and after it."""
        return (
            start + self._shifts[bisect_right(self._spots, start)],
            end + self._shifts[bisect_right(self._spots, end)],
        )

    def spans(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The :meth:`span` of each of many pieces."""
        import numpy as np  # here, for the command's help needs the rest of this file alone

        if not spans:
            return []
        places = np.array(spans)
        places += np.array(self._shifts)[np.searchsorted(self._spots, places, "right")]
        return list(zip(*places.T.tolist(), strict=True))

    def place(self, given: int) -> int:
        """From a place in the text as given to that in what is left."""
        number = bisect_left(self._begins, given)
        inside = max(0, self._ends[number - 1] - given) if number else 0
        return given - self._shifts[number] + inside

    def places(self, marked: Mapping[int, V]) -> dict[int, V]:
        """What is said of places in the text as given, by their places in what is left."""
        return {self.place(at): value for at, value in marked.items()}
