"""Where a group falls in two: the cut that severs least of what holds it together."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats

ALIKE = 2.0
"""Times the mean similarity of a group, as which all above it counts.

What tells two events apart is how little is between them, not that some reports copy each other.
"""

_LEAST = 1e-9  # what a cut has to be better by
_SMALLEST = 2  # members on either side: of one alone it is not known what holds it together

Side = NDArray[np.bool_]


class GroupCut(NamedTuple):
    """A group in two.

    Attributes:
        side: ``(N,)``: which members are on one side.
        severed: the normalised cut (Shi & Malik 2000): of all similarity that each side has, to
            whomever, the share that goes across, both shares added, times (N - 1) / N. It is 1
            where all pairs are equally similar, and 0 where none across is similar at all.
    """

    side: Side
    severed: float


def weakest_cut(similar: Floats) -> GroupCut | None:
    """The cut of a group that severs least, as far as it is sought.

    The branches of the tree that average linkage makes are cut off in turn; from the best of
    these, members change sides one by one for as long as that severs less.

    Args:
        similar: ``(N, N)``: how similar members are, symmetric and not negative.

    Returns:
        None where there are fewer than four members, or nothing holds them together.
    """
    count = len(similar)
    links = similar * (1 - np.eye(count))
    mean = links.sum() / max(1, count * (count - 1))
    if count < 2 * _SMALLEST or mean <= 0:
        return None
    links = np.minimum(links, ALIKE * mean)
    side = _best_branch(links)
    return _improved(links, side) if side is not None else None


def _best_branch(links: Floats) -> Side | None:
    """The branch of the tree of average linkage that is best cut off, if one may be."""
    from scipy.cluster.hierarchy import linkage

    count = len(links)
    tree = linkage(links.max() - links[np.triu_indices(count, 1)], method="average")
    degrees = links.sum(axis=1)
    inside, volume, size = [0.0] * count, degrees.tolist(), [1] * count
    for left, right, apart in tree[:-1, :3].tolist():
        one, other = int(left), int(right)
        across = (links.max() - apart) * size[one] * size[other]
        inside.append(inside[one] + inside[other] + 2 * across)
        volume.append(volume[one] + volume[other])
        size.append(size[one] + size[other])
    severed = _severed(np.array(volume) - inside, np.array(volume), degrees.sum())
    small = np.minimum(size, count - np.array(size)) < _SMALLEST
    severed[small] = np.inf
    best = int(np.argmin(severed))
    return _members(tree, best, count) if np.isfinite(severed[best]) else None


def _members(tree: Floats, branch: int, count: int) -> Side:
    side = np.zeros(count, dtype=np.bool_)
    open_ = [branch]
    while open_:
        node = open_.pop()
        if node < count:
            side[node] = True
        else:
            open_ += tree[node - count, :2].astype(np.int64).tolist()
    return side


def _severed(across: Floats, volume: Floats, whole: float) -> Floats:
    """The normalised cut of sides, from what goes across and all that each has."""
    with np.errstate(divide="ignore", invalid="ignore"):
        severed = across / volume + across / (whole - volume)
    return np.where((volume > 0) & (volume < whole), severed, np.inf)


def _improved(links: Floats, side: Side) -> GroupCut:
    """A cut, and the members that change sides for the better, the best first."""
    count, side = len(links), side.copy()
    degrees = links.sum(axis=1)
    whole, towards = degrees.sum(), links[:, side].sum(axis=1)
    best = np.inf
    while True:
        volume, across = degrees[side].sum(), (degrees - towards)[side].sum()
        best = min(best, float(_severed(across, volume, whole)))
        turn = np.where(side, -1, 1)
        severed = _severed(across + turn * (degrees - 2 * towards), volume + turn * degrees, whole)
        sizes = side.sum() + turn
        severed[np.minimum(sizes, count - sizes) < _SMALLEST] = np.inf
        mover = int(np.argmin(severed))
        if severed[mover] >= best - _LEAST:
            return GroupCut(side, best * (count - 1) / count)
        towards = towards + turn[mover] * links[:, mover]
        side[mover] = not side[mover]
