"""What hangs together by links of some strength, and the few links that show it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Links = NDArray[np.float64]
"""``(3, L)``: two numbers, and how strong the link between them is, above 0; each pair once."""

Places = NDArray[np.int64]

_HARDER = 1.25  # what a threshold is multiplied by where too much passes it


def strongest(links: Links, count: int) -> Links:
    """Of the links between ``count`` numbers those of a spanning forest of the greatest strength.

    They are fewer than the numbers, and connect what all of them connect, at every threshold
    (Kruskal 1956).
    """
    from scipy.sparse.csgraph import minimum_spanning_tree

    forest = minimum_spanning_tree(-_graph(links, count)).tocoo()
    return np.array([forest.row, forest.col, -forest.data])


def connected(links: Links, count: int, threshold: float, largest: int) -> tuple[Places, Places]:
    """Numbers in parts of a bounded size that hang together by links.

    Of a part that is too large the weakest links are cut, and no link of another.

    Args:
        links: between them, each as strong as the threshold.
        count: of the numbers.
        threshold: where to begin.
        largest: how many numbers a part may have.

    Returns:
        ``(count,)`` the part of each number, and ``(count,)`` the size of the part in which it
        was before any link was cut.
    """
    whole = None
    while True:
        label = _components(links, count)
        size = np.bincount(label)
        whole = size[label] if whole is None else whole
        if size.max(initial=0) <= largest:
            return label, whole
        threshold *= _HARDER
        small = size[label[links[0].astype(np.int64)]] <= largest
        links = links[:, small | (links[2] >= threshold)]


def _components(links: Links, count: int) -> Places:
    from scipy.sparse.csgraph import connected_components

    label: Places = connected_components(_graph(links, count), directed=False)[1]
    return label


def _graph(links: Links, count: int) -> Any:
    from scipy.sparse import csr_array

    one, other = links[:2].astype(np.int32)  # the graph routines of scipy know no longer numbers
    return csr_array((links[2], (one, other)), shape=(count, count))
