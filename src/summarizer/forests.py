"""What hangs together by links of some strength, and the few links that show it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Integers, numbered

Links = NDArray[np.float64]
"""``(3, L)``: two numbers, and how strong the link between them is, above 0; each pair once."""


def strongest(links: Links, count: int) -> Links:
    """Of the links between ``count`` numbers those of a spanning forest of the greatest strength.

    They are fewer than the numbers, and connect what all of them connect, at every threshold
    (Kruskal 1956).
    """
    from scipy.sparse.csgraph import minimum_spanning_tree

    forest = minimum_spanning_tree(-_graph(links, count)).tocoo()
    return np.array([forest.row, forest.col, -forest.data])


def connected(links: Links, count: int, largest: int) -> tuple[Integers, NDArray[np.bool_]]:
    """Numbers in parts of a bounded size that hang together by links.

    Parts grow link by link, the strongest first, as long as they are not too large: what hangs
    together and is small enough is one part.

    Args:
        links: of a forest (see :func:`strongest`).
        count: of the numbers.
        largest: how many numbers a part may have.

    Returns:
        ``(count,)`` the part of each number, and ``(count,)`` whether a link of its part had to be
        passed over.
    """
    parent, size = list(range(count)), [1] * count
    refused: list[tuple[int, int]] = []

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    order = np.lexsort((links[1], links[0], -links[2]))
    for one, other in links[:2, order].astype(np.int64).T.tolist():
        a, b = root(one), root(other)
        if size[a] + size[b] > largest:
            refused.append((one, other))
            continue
        a, b = (a, b) if size[a] >= size[b] else (b, a)
        parent[b] = a
        size[a] += size[b]
    roots = np.array([root(number) for number in range(count)], dtype=np.int64)
    cut = np.zeros(count, dtype=np.bool_)
    cut[[root(number) for pair in refused for number in pair]] = True
    return numbered(roots)[1], cut[roots]


def _graph(links: Links, count: int) -> Any:
    from scipy.sparse import csr_array

    one, other = links[:2].astype(np.int32)  # the graph routines of scipy know no longer numbers
    return csr_array((links[2], (one, other)), shape=(count, count))
