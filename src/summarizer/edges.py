"""The graph over sentences: how strongly each is linked to each, and which way.

``weights[i, j]`` is what sentence j has to say for sentence i.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .arrays import numbered
from .features import Features, Matrix, Vector, products
from .memo import cached_property

WITHIN = 0.3
"""What a link within a document counts beside one between documents (Wan & Yang 2006)."""

FORWARD = 0.3
"""What a sentence's word for a later one counts beside its word for an earlier one."""

SMALL = 512
"""Sentences up to which the matrix of weights is formed: 2 MB, as a processor's cache holds."""

Change = Callable[[Vector, slice], Vector]
"""Changes some rows of the matrix of weights, ``(n, S)``; the slice tells which they are."""


class Links(Protocol):
    """A matrix of weights that is never formed as a whole."""

    @property
    def T(self) -> "Links":  # noqa: N802 -- as numpy has it
        """The matrix transposed."""

    def __matmul__(self, vector: Vector, /) -> Any:
        """The product with a vector, ``(S,)``."""

    def strip(self, rows: slice) -> Vector:
        """Some rows of it, ``(n, S)``."""


@dataclass(frozen=True)
class Products:
    """``left @ right.T``, never formed: its product with a vector is ``left (rightᵀ v)``.

    Attributes:
        left: ``(S, D)``.
        right: ``(S, D)``.
        loops: whether a sentence is linked to itself.
    """

    left: Matrix
    right: Matrix
    loops: bool = True

    @property
    def T(self) -> "Products":  # noqa: N802 -- as numpy has it
        """The matrix transposed."""
        return Products(self.right, self.left, self.loops)

    def __matmul__(self, vector: Vector) -> Any:
        product = self.left @ (self.right.T @ vector)
        return product if self.loops else product - self._diagonal * vector

    def strip(self, rows: slice) -> Vector:
        """Some rows of it, ``(n, S)``."""
        strip = products(self.left[rows], self.right)
        return strip if self.loops else without_loops(strip, rows)

    @cached_property
    def _diagonal(self) -> Vector:
        return np.asarray((self.left * self.right).sum(axis=1))


@dataclass(frozen=True, slots=True)
class _Less:
    """``whole - share * part``: the matrix less a share of what stands within documents."""

    whole: Links
    part: Links
    share: float

    @property
    def T(self) -> "_Less":  # noqa: N802 -- as numpy has it
        return _Less(self.whole.T, self.part.T, self.share)

    def __matmul__(self, vector: Vector) -> Any:
        return self.whole @ vector - self.share * (self.part @ vector)


def graph(
    features: Features,
    build: Callable[..., Links],
    *rows: Matrix,
    within: float = WITHIN,
    forward: float = 1.0,
    change: Change | None = None,
) -> Any:
    """The weights between sentences, formed where that is small or cannot be helped.

    Args:
        features: the sentences.
        build: makes the links from matrices with a row for each sentence.
        rows: these matrices; two sentences that share no column are not linked.
        within: what a link within a document counts beside one between documents: what several
            sources say weighs more than what one repeats. Wan & Yang 2006, "Improved Affinity
            Graph Based Multi-Document Summarization", found 0.3 best.
        forward: what a sentence's word for a later one counts beside its word for an earlier
            one of any document; 1 for links that know no direction. Zheng & Lapata 2019,
            "Sentence Centrality Revisited for Unsupervised Summarization", direct edges so.
        change: what else is done to the weights; with it, or ``forward``, the matrix is formed.
    """
    changes = [change] if change else []
    several = len(features.documents) > 1 and within != 1
    if several:
        changes.append(_within(features.owners, within))
    if forward != 1:
        changes.append(_directed(features.places, forward))
    links = build(*rows)
    if change or forward != 1 or len(features) <= SMALL:
        return _formed(links, len(features), changes)
    if not several:
        return links
    return _Less(links, build(*(_apart(each, features.owners) for each in rows)), 1 - within)


def without_loops(strip: Vector, rows: slice) -> Vector:
    """Some rows of a matrix of weights in which no sentence is linked to itself."""
    strip.flat[rows.start :: strip.shape[1] + 1] = 0
    return strip


def _within(owners: NDArray[np.int64], within: float) -> Change:
    return lambda strip, rows: np.where(owners[rows, None] == owners, within * strip, strip)


def _directed(places: NDArray[np.int64], forward: float) -> Change:
    return lambda strip, rows: np.where(places[rows, None] > places, forward * strip, strip)


def _formed(links: Links, size: int, changes: Sequence[Change]) -> Matrix:
    """The matrix of weights: a numpy array where it is small, else sparse, strip by strip."""
    strips = []
    for start in range(0, size, SMALL):
        rows = slice(start, start + SMALL)
        strip = links.strip(rows)
        for change in changes:
            strip = change(strip, rows)
        strips.append(strip)
        if size > SMALL:
            from scipy.sparse import csr_array

            strips[-1] = csr_array(strip)
    if len(strips) == 1:
        return strips[0]
    from scipy.sparse import vstack

    return vstack(strips)


def _apart(rows: Matrix, owners: NDArray[np.int64]) -> Matrix:
    """The rows with the columns of each document for itself, so that no two documents share one."""
    from scipy.sparse import csr_array

    sparse = csr_array(rows)
    counts = np.diff(sparse.indptr)
    columns = np.repeat(owners, counts) * sparse.shape[1] + sparse.indices
    found, columns = numbered(columns)
    shape = (sparse.shape[0], len(found))
    return csr_array((sparse.data, columns, sparse.indptr), shape=shape)
