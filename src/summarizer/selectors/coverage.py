"""The sentences that together say most of what several say."""

import heapq
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..concepts import Concepts, concepts
from ..features import Features, Vector
from ..length import Budget, Length
from ..registry import selector

CENTRALITY = 1.0
OPENING = 3.0
FADE = 10.0
BREVITY = 0.5
SHORTEST = 6
STARTS = 15
_MANY = 30  # sentences of a selection after which no other first one is tried
_CELLS = 4_000_000  # of the similarities that are remembered, 32 MB
OFF_QUERY = 0.1
"""What a sentence that has nothing of the query counts beside the one that has most."""


@selector("coverage", partner="lexrank", cites="Gillick & Favre 2009; Takamura & Okumura 2009")
def coverage(
    features: Features,
    scores: Vector,
    length: Length,
    *,
    centrality: float = CENTRALITY,
    opening: float = OPENING,
    fade: float = FADE,
    brevity: float = BREVITY,
    shortest: int = SHORTEST,
    starts: int = STARTS,
) -> list[int]:
    """What several sources say, each thing once, central and early sentences first.

    A concept is two stemmed words in a row; it weighs the number of other documents that have it
    (of a single document: of its sentences). Each step takes the sentence with the highest

    ``(weight of the concepts that are new + centrality × its share of the scores × weight of all)
    × (1 + opening / (1 + place / fade)) / words ** brevity``

    that fits, is not too similar to a chosen one (:attr:`Features.ceiling`), stands on its own and
    has ``shortest`` words; the others follow when all of these are chosen. With a query a sentence
    counts by its relevance. Under a cap this is done from each of the ``starts`` best first
    sentences (openings of documents, where there are several), and the selection that gathers most
    is kept.

    Concepts and their cover are of Gillick & Favre 2009, "A Scalable Global Model for
    Summarization", who solve it exactly and leave out all concepts of fewer than three documents;
    the greedy search divided by length is of Takamura & Okumura 2009, "Text Summarization Model
    Based on Maximum Coverage Problem and Its Variant". Centrality and the place in the document
    are ours.

    Args:
        features: the sentences.
        scores: their centrality.
        length: what the selection has to fit.
        centrality: how much the scores count beside the concepts.
        opening: how much more the first sentence of a document counts.
        fade: after how many sentences half of that is left.
        brevity: 0 ignores the length of sentences, 1 divides by it.
        shortest: words that a sentence must have while there are others.
        starts: first sentences that are tried.
    """
    found = concepts(features)
    words = np.array([len(sentence.text.split()) for sentence in features.sentences])
    share = scores / (scores.sum() or 1) * found.weights.sum() * centrality
    factor = 1 + opening / (1 + found.places / fade)
    if features.query:
        asked = features.relevance / (features.relevance.max() or 1)
        factor *= OFF_QUERY + (1 - OFF_QUERY) * asked
    worthy = (words >= shortest) & features.standing
    allowed = np.flatnonzero(worthy if worthy.any() else features.standing)
    search = _Search(
        features,
        found,
        length.budget(features.sentences),
        share * factor,
        factor,
        np.maximum(1, words) ** brevity,
        allowed,
    )
    # A number of sentences leaves no room that a worse first one could fill better.
    rows = search.best(1 if length.unit == "sentences" else starts)
    if len(rows) < len(allowed):
        return rows
    return search.filled(rows, np.lexsort((-scores, ~features.standing)).tolist())


class _Selection(NamedTuple):
    """Rows in the order chosen, and what they gather."""

    rows: list[int] = []  # noqa: RUF012 -- never changed
    gathered: float = -1.0  # less than any other


class _Search:
    """Greedy selections from several first sentences over the same figures.

    What a sentence gains can only fall as concepts are covered, so that a sentence is looked at
    again only when it is the best by what it gained before (Minoux 1978, "Accelerated Greedy
    Algorithms for Maximizing Submodular Set Functions").

    Args:
        features: the sentences.
        concepts: what they say.
        budget: what they cost.
        share: ``(S,)``, what each gains by itself.
        factor: ``(S,)``, what the weight of its new concepts is multiplied by.
        size: ``(S,)``, what its gain is divided by when it is weighed against others.
        allowed: the rows that may be chosen.
    """

    def __init__(
        self,
        features: Features,
        concepts: Concepts,
        budget: Budget,
        share: Vector,
        factor: Vector,
        size: Vector,
        allowed: NDArray[np.int64],
    ) -> None:
        self._features = features
        self._concepts = concepts
        self._costs = budget.costs.tolist()
        self._limit = budget.limit
        self._share, self._factor, self._size = share.tolist(), factor.tolist(), size.tolist()
        self._similar: dict[int, Vector] = {}
        gains = concepts.sums(concepts.weights) * factor + share
        fitting = allowed[budget.costs[allowed] <= budget.limit]
        self._heap = [
            (-value, row)
            for value, row in zip((gains / size)[fitting].tolist(), fitting.tolist(), strict=True)
        ]
        self._heap.sort()

    def firsts(self, most: int) -> list[int]:
        """The best sentences to begin with, at most so many.

        Of several documents they are openings, for these say who did what; a single document is
        not made to give its first sentence.
        """
        rows = [row for _, row in self._heap]
        if len(self._features.documents) > 1:
            rows = [row for row in rows if self._concepts.places[row] == 0] or rows
        return rows[:most]

    def best(self, starts: int) -> list[int]:
        """The selection that gathers most of those from so many first sentences.

        Where many sentences are chosen the first matters little, and one search is enough.
        """
        best = _Selection()
        for first in self.firsts(starts):
            best = max(best, self.after(first), key=lambda selection: selection.gathered)
            if len(best.rows) > _MANY:
                break
        return best.rows

    def after(self, first: int) -> _Selection:
        """The greedy selection that begins with a sentence."""
        left = self._concepts.weights.copy()
        closest = self._similarity(first).copy()
        chosen = [first]
        gathered = self._take(first, left)
        room = self._limit - self._costs[first]
        heap = [entry for entry in self._heap if entry[1] != first]
        while heap:
            _, row = heap[0]
            if self._costs[row] > room or closest[row] > self._features.ceiling:
                heapq.heappop(heap)
                continue
            value = -self._gain(row, left) / self._size[row]
            if len(heap) > 1 and (value, row) > min(heap[1:3]):
                heapq.heapreplace(heap, (value, row))
                continue
            heapq.heappop(heap)
            chosen.append(row)
            gathered += self._take(row, left)
            room -= self._costs[row]
            np.maximum(closest, self._similarity(row), out=closest)
        return _Selection(chosen, gathered)

    def filled(self, rows: list[int], others: list[int]) -> list[int]:
        """The rows and those of the others that still fit and repeat none, in their order."""
        filled = list(rows)
        room = self._limit - sum(self._costs[row] for row in rows)
        closest = np.zeros(len(self._features))
        for row in rows:
            np.maximum(closest, self._similarity(row), out=closest)
        taken = set(rows)
        for row in others:
            if row in taken or self._costs[row] > room or closest[row] > self._features.ceiling:
                continue
            filled.append(row)
            room -= self._costs[row]
            np.maximum(closest, self._similarity(row), out=closest)
        return filled

    def _gain(self, row: int, left: Vector) -> float:
        new = float(left[self._concepts.of(row)].sum())
        return new * float(self._factor[row]) + float(self._share[row])

    def _take(self, row: int, left: Vector) -> float:
        """What a sentence gains; its concepts weigh nothing from now on."""
        gain = self._gain(row, left)
        left[self._concepts.of(row)] = 0
        return gain

    def _similarity(self, row: int) -> Vector:
        found = self._similar.get(row)
        if found is None:
            found = self._features.similarity(row)
            if (len(self._similar) + 1) * len(found) <= _CELLS:
                self._similar[row] = found
        return found
