"""What selectors share: what may still be chosen, and the greedy search for what gains most."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from .features import Features, Vector
from .length import Length
from .needs import Needs, Telling

_MANY = 30  # sentences of a selection after which no other first one is tried
_SHORT = 0.4  # of the words that half of the sentences have; a shorter one says little
_LEAST = 0.25  # of the mean gain of those taken is what a short sentence gains, at least
_CELLS = 4_000_000  # of the similarities that are remembered, 32 MB


UNPROVEN = "not proven best"
"""How the note begins of a selection that an exact search did not come to the end of."""


class Noted(list[int]):
    """Rows, and what has to be said of how they were found."""

    def __init__(self, rows: Iterable[int], note: str) -> None:
        super().__init__(rows)
        self.note = note


def long_enough(features: Features, shortest: int | None) -> NDArray[np.bool_]:
    """``(S,)``: the sentences that are long enough; all of them where none is.

    Those that need a longer one beside them are among them, as far as they are long enough.

    Args:
        features: the sentences.
        shortest: words that one has to have. ``None``: two fifths of what half of the sentences
            have, 6 at the least and 9 at most; what news says in fewer mostly fills a gap, and
            reviews say much in them.
    """
    lengths = features.lengths
    least = float(shortest or 0)
    if shortest is None:
        ordered = np.sort(lengths)  # of a few numbers numpy.median takes five times as long
        middle = ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]
        least = min(9.0, max(6.0, _SHORT * float(middle) / 2))
    long_enough = lengths >= least
    if any(
        map(features.is_self_contained, np.flatnonzero(long_enough).tolist())
    ):  # the first one mostly
        return np.asarray(long_enough)
    return np.asarray(lengths > 0)


class Selection:
    """Sentences chosen one by one, and which may come next.

    None goes over the length or is more similar to a chosen one than :attr:`Features.ceiling`.
    One that needs another beside it (:attr:`Features.support`) may come when that one is chosen,
    or when all are that need none.

    Args:
        features: the sentences.
        length: what they have to fit.
        rows: those chosen already.

    Attributes:
        rows: the chosen ones, in the order chosen.
    """

    def __init__(self, features: Features, length: Length, rows: Sequence[int] = ()) -> None:
        budget = length.budget(features.sentences)
        self.rows: list[int] = []
        self._closest = np.zeros(len(features))
        self._compared = 0  # the rows that others were compared with
        self._features = features
        self._costs = budget.costs
        self._left = budget.limit
        self._taken = np.zeros(len(features), dtype=np.bool_)
        # What was not looked at is taken to stand: most do, and few are ever looked at.
        self._leaning = np.zeros(len(features), dtype=np.bool_)
        self._all_stand = False
        for row in rows:
            self.take(row)

    @property
    def closest(self) -> Vector:
        """``(S,)``: the similarity of each sentence to the most similar chosen one."""
        for row in self.rows[self._compared :]:
            np.maximum(self._closest, self._features.similarity(row), out=self._closest)
        self._compared = len(self.rows)
        return self._closest

    def best(self, values: Vector) -> int | None:
        """The sentence with the highest value of those that may be chosen now, if any may.

        Ties go to the earlier one.
        """
        possible = ~self._taken & (self._costs <= self._left)
        if not np.count_nonzero(possible):  # which a small array is asked sooner than any()
            return None
        possible &= self.closest <= self._features.ceiling
        for row in _highest_first(values, possible & ~self._leaning):
            if self._stands(row):
                return row
            self._leaning[row] = True
        if not possible.any() or any(map(self._stands, np.flatnonzero(~self._taken).tolist())):
            return None
        if not self.rows:  # where no sentence stands on its own, all do
            self._all_stand = True
            self._leaning[:] = False
        return _highest(values, possible)

    def _stands(self, row: int) -> bool:
        """Whether a sentence stands on its own or beside those chosen."""
        support = self._features.support_of(row)
        return self._all_stand or support == row or (support >= 0 and bool(self._taken[support]))

    def take(self, row: int) -> None:
        """Choose a sentence."""
        self.rows.append(row)
        self._taken[row] = True
        self._leaning[row + 1 : row + 2] = False  # the next one may lean on this
        self._left -= int(self._costs[row])

    def fill(self, scores: Vector) -> list[int]:
        """Choose the best by a score until none may be."""
        order = np.argsort(-scores, kind="stable").tolist()
        costs, ceiling = self._costs.tolist(), self._features.ceiling
        waiting: dict[int, int] = {}  # by the row that one needs beside it, its place in the order
        # What costs too much or is too similar stays so, and is looked at once.
        heap = list(range(len(order)))
        while heap and self._left > 0:
            place = heapq.heappop(heap)
            row = order[place]
            if costs[row] > self._left or self._taken[row]:
                continue
            if self.rows and self.closest[row] > ceiling:
                continue
            if not self._stands(row):
                waiting[self._features.support_of(row)] = place
                continue
            self.take(row)
            if (freed := waiting.pop(row, None)) is not None:
                heapq.heappush(heap, freed)
        while self._left > 0 and (last := self.best(scores)) is not None:
            self.take(last)
        return self.rows


def _highest_first(values: Vector, possible: NDArray[np.bool_]) -> Iterator[int]:
    """The possible rows by value; of equal ones the earlier first. Mostly one is enough."""
    first = _highest(values, possible)
    if first is not None:
        yield first
        rows = np.flatnonzero(possible)
        yield from rows[np.argsort(-1.0 * values[rows], kind="stable")][1:].tolist()


def _highest(values: Vector, possible: NDArray[np.bool_]) -> int | None:
    """The first of the highest values that are possible, if any is."""
    row = int(np.argmax(np.where(possible, values, -np.inf)))
    return row if possible[row] else None


class Objective(Protocol):
    """What a selection is to gather most of; what a sentence gains only falls as others come."""

    def gain(self, row: int, closest: float, /) -> float:
        """What a sentence adds to those taken; its similarity to the most similar is given."""

    def take(self, row: int) -> None:
        """Take a sentence."""


class _Found(NamedTuple):
    """Rows in the order chosen, and what they gather."""

    rows: list[int] = []  # noqa: RUF012 -- never changed
    gathered: float = -1.0  # less than any other


class Search:
    """Greedy selections from several first sentences over the same figures.

    What a sentence gains can only fall, so that a sentence is looked at again only when it is the
    best by what it gained before (Minoux 1978, "Accelerated Greedy Algorithms for Maximizing
    Submodular Set Functions"). A sentence counts less for each thing that it needs and that those
    taken do not tell (:class:`Needs`); what else may be chosen is as :class:`Selection` has it.

    Args:
        features: the sentences.
        length: what they have to fit.
        objective: makes an objective of which nothing is taken.
        gains: ``(S,)``, what each sentence gains when it comes first.
        size: ``(S,)``, what a gain is divided by when it is weighed against others.
        allowed: ``(S,)``, the sentences that may be chosen.
        filler: words of which a sentence has fewer that comes only if it gains a quarter of what
            those taken gain on average; not where all fit, or a number of sentences is asked for.
    """

    def __init__(
        self,
        features: Features,
        length: Length,
        objective: Callable[[], Objective],
        gains: Vector,
        size: Vector,
        allowed: NDArray[np.bool_],
        filler: int = 0,
    ) -> None:
        budget = length.budget(features.sentences)
        self._features = features
        self._length = length
        self._allowed = allowed
        self._objective = objective
        self._costs: list[int] = budget.costs.tolist()
        self._least = min(self._costs)
        self._limit = budget.limit
        may_fill = length.unit == "sentences" or budget.costs[allowed].sum() <= budget.limit
        self._fillers: list[bool] = (features.lengths < (0 if may_fill else filler)).tolist()
        self._size: list[float] = size.tolist()
        self._similar: dict[int, Vector] = {}
        self._needs = Needs(features)
        fitting = np.flatnonzero(allowed & (budget.costs <= budget.limit))
        # What each is worth with all that it needs, which is looked for when it comes first.
        values = (-gains / size)[fitting].tolist()
        self._heap = sorted(zip(values, fitting.tolist(), strict=True))

    def firsts(self, most: int) -> list[int]:
        """The best sentences to begin with, at most so many.

        Of several documents they are openings, for these say who did what; a single document is
        not made to give its first sentence.
        """
        if len(self._features.documents) > 1:
            places = self._features.places
            openings = [(value, row) for value, row in self._heap if places[row] == 0]
            return self._best_alone(openings, most) or self._best_alone(self._heap, most)
        return self._best_alone(self._heap, most)

    def _best_alone(self, valued: Sequence[tuple[float, int]], most: int) -> list[int]:
        """The best of some sentences by what they are worth on their own, at most so many.

        Args:
            valued: in order, less what each is worth with all that it needs, and the sentence.
        """
        heap = list(valued)
        found: list[int] = []
        weighed: set[int] = set()
        while heap and len(found) < most:
            value, row = heap[0]
            if row in weighed or not self._may_come(row):
                heapq.heappop(heap)
                found += [row] if row in weighed else []
            else:
                weighed.add(row)
                heapq.heapreplace(heap, (value * self._needs.worth(row, ()), row))
        return found

    def _may_come(self, row: int) -> bool:
        """Whether a sentence may be chosen: one that leans on none of the others may not."""
        return self._features.support_of(row) >= 0 or self._features.is_self_contained(row)

    def best(self, starts: int) -> list[int]:
        """The selection that gathers most of those from so many first sentences.

        Where many sentences are chosen the first matters little, and one search is enough.
        """
        best = _Found()
        for first in self.firsts(starts):
            best = max(best, self.after(first), key=lambda found: found.gathered)
            if len(best.rows) > _MANY:
                break
        return best.rows

    def filled(self, starts: int, scores: Vector) -> list[int]:
        """The best selection; where it has all that may be chosen and stand, others by a score."""
        rows = self.best(starts)
        left = self._allowed.copy()
        left[rows] = False
        if any(map(self._features.is_self_contained, np.flatnonzero(left).tolist())):
            return rows
        return Selection(self._features, self._length, rows).fill(scores)

    def after(self, first: int) -> _Found:
        """The greedy selection that begins with a sentence."""
        objective = self._objective()
        closest = np.zeros(len(self._features))
        found: list[int] = []
        gathered, room = 0.0, self._limit
        taken: set[int] = set()
        telling = Telling(self._needs)
        heap = [(-np.inf, first), *self._heap]
        while heap:
            _, row = heap[0]
            if self._costs[row] > room or closest[row] > self._features.ceiling or row in taken:
                heapq.heappop(heap)
                continue
            if not self._may_come(row):
                heapq.heappop(heap)
                continue
            worth = telling.worth(row)
            gain = worth * objective.gain(row, closest.item(row))
            value = -gain / self._size[row]
            if found and len(heap) > 1 and (value, row) > min(heap[1:3]):
                heapq.heapreplace(heap, (value, row))
                continue
            heapq.heappop(heap)
            if found and self._fillers[row] and gain < _LEAST * gathered / len(found):
                continue
            objective.take(row)
            gathered += gain
            found.append(row)
            taken.add(row)
            freed = telling.take(row)
            room -= self._costs[row]
            if room < self._least:
                break
            np.maximum(closest, self._similarity(row), out=closest)
            for other in freed:
                gain = telling.worth(other) * objective.gain(other, closest.item(other))
                heapq.heappush(heap, (-gain / self._size[other], other))
        return _Found(found, gathered)

    def _similarity(self, row: int) -> Vector:
        found = self._similar.get(row)
        if found is None:
            found = self._features.similarity(row)
            if (len(self._similar) + 1) * len(found) <= _CELLS:
                self._similar[row] = found
        return found
