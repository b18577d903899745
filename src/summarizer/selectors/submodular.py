"""Sentences that stand for many others, drawn from many parts of the text."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..features import Features, Vector, products
from ..length import Length
from ..registry import selector
from ..selecting import Search, long_enough

DIVERSITY = 2.0
SATURATION = 5.0
BREVITY = 0.0
PER_PART = 5
_MANY = 2_000  # sentences up to which they are grouped by comparing all
_BLOCK = 512


@selector(
    "submodular",
    partner="textrank",
    cites="Lin & Bilmes 2011",
    use="mixed texts, of which each part shall count",
)
def submodular(
    features: Features,
    scores: Vector,
    length: Length,
    *,
    diversity: float = DIVERSITY,
    saturation: float = SATURATION,
    brevity: float = BREVITY,
    shortest: int | None = None,
) -> list[int]:
    """Sentences that represent most of the text, from many parts.

    Lin & Bilmes 2011, "A Class of Submodular Functions for Document Summarization": the greedy
    maximum of ``Σᵢ min(Σⱼ wᵢⱼ, α Σₖ wᵢₖ) + λ Σₚ √(Σⱼ rⱼ)``, with j over the chosen sentences, i and
    k over all, p over parts of the text, gains divided by the cost to a power. w is the cosine, α
    is ``saturation / S``, at most 1, and λ ``diversity``. Each of the two sums is scaled to a
    highest of 1, so that λ means the same for a short and a long text. r is the share of the
    scores, where the paper has the mean cosine; the parts, S / 5 as there, are groups by average
    linkage up to 2,000 sentences and beyond that the sentences nearest to every fifth one, where
    the paper has CLUTO's. Of several documents the first choice is the best of their openings.

    Args:
        features: the sentences.
        scores: their centrality.
        length: what the selection has to fit.
        diversity: λ, what diversity counts beside coverage.
        saturation: a sentence is covered when ``saturation / S`` of its similarities is.
        brevity: the power of the words by which gains are divided.
        shortest: words that a sentence must have while there are others; ``None`` for what fits
            the text: :func:`summarizer.selecting.long_enough`.
    """
    text = _Text(features, scores, diversity, saturation)
    search = Search(
        features,
        length,
        lambda: _Gathered(text),
        text.alone(),
        np.maximum(1, features.lengths) ** brevity,
        long_enough(features, shortest),
    )
    return search.filled(1, scores)


class _Text:
    """What does not change while sentences are taken.

    Attributes:
        caps: ``(S,)``, the similarity to chosen sentences beyond which a sentence is covered.
        part: ``(S,)``, the part of the text that each belongs to.
        reward: ``(S,)``, what each is worth to its part.
        whole: the most that coverage can be.
        diversity: λ.
    """

    def __init__(
        self, features: Features, scores: Vector, diversity: float, saturation: float
    ) -> None:
        self._vectors = features.vectors
        self._columns = self._vectors.T.copy()
        if not isinstance(self._columns, np.ndarray):  # rows of it are added up, sentence by one
            self._columns = self._columns.tocsr()
        size = len(features)
        self.caps = self._sums() * min(1.0, saturation / size)
        self.part = _parts(features)
        self.reward = scores / (scores.sum() or 1)
        self.whole = float(self.caps.sum()) or 1.0
        self.diversity = diversity / math.sqrt(int(self.part.max()) + 1)

    def similar(self, row: int) -> tuple[Any, Vector]:
        """The sentences that one is similar to, and how similar."""
        if isinstance(self._vectors, np.ndarray):
            return slice(None), np.maximum(0, self._vectors @ self._vectors[row])
        found = self._vectors[[row]] @ self._columns
        return found.indices, found.data  # of tf-idf, which is never negative

    def alone(self) -> Vector:
        """``(S,)``: what each sentence gains when it comes first."""
        covered = [np.minimum(strip, self.caps).sum(axis=1) for strip in self._strips()]
        coverage = np.concatenate(covered) / self.whole
        return np.asarray(coverage + self.diversity * np.sqrt(self.reward))

    def _sums(self) -> Vector:
        """``(S,)``: the similarities of each sentence to all, added up."""
        if isinstance(self._vectors, np.ndarray):
            return np.concatenate([strip.sum(axis=1) for strip in self._strips()])
        return np.asarray(self._vectors @ (self._columns @ np.ones(self._vectors.shape[0])))

    def _strips(self) -> Iterator[Vector]:
        """The similarities of some sentences at a time with all, ``(n, S)``."""
        for start in range(0, self._vectors.shape[0], _BLOCK):
            yield np.maximum(0, products(self._vectors[start : start + _BLOCK], self._vectors))


class _Gathered:
    """What the sentences taken cover, and what each part of the text has of them."""

    def __init__(self, text: _Text) -> None:
        self._text = text
        self._uncovered = text.caps.copy()
        self._parts = np.zeros(int(text.part.max()) + 1)

    def gain(self, row: int, _closest: float, /) -> float:
        text = self._text
        at, similar = text.similar(row)
        covered = float(np.minimum(similar, self._uncovered[at]).sum()) / text.whole
        had = float(self._parts[text.part[row]])
        root = math.sqrt(had + float(text.reward[row])) - math.sqrt(had)
        return covered + text.diversity * root

    def take(self, row: int) -> None:
        at, similar = self._text.similar(row)
        self._uncovered[at] -= np.minimum(similar, self._uncovered[at])
        self._parts[self._text.part[row]] += self._text.reward[row]


def _parts(features: Features) -> NDArray[np.int64]:
    """``(S,)``: the number of the part of the text that each sentence belongs to."""
    size = len(features)
    if size < 2 * PER_PART:
        return np.arange(size)
    if size > _MANY:
        leaders = features.vectors[np.arange(0, size, PER_PART)]
        nearest = [
            np.asarray((features.vectors[i : i + _BLOCK] @ leaders.T).argmax(axis=1)).ravel()
            for i in range(0, size, _BLOCK)
        ]
        return np.concatenate(nearest)
    from scipy.cluster.hierarchy import fcluster, linkage

    distances = np.clip(1 - products(features.vectors, features.vectors), 0, 2)
    distances = distances[np.triu_indices(size, 1)]
    tree = linkage(distances, method="average")
    return np.asarray(fcluster(tree, max(1, size // PER_PART), criterion="maxclust")) - 1
