"""Documents that may tell one story, among any number, and the stories that they tell.

The vectors are those of :mod:`summarizer.stories`, to the last term and weight. Only which pairs
are looked at is different.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..stories import BACKGROUND, grouped
from .arrow import Lists, column, lists, table_of
from .candidates import WINDOW
from .sketches import NO_DAY

LEAST = 0.03
"""What two documents have to have in common by their rarest terms, to be looked at together.

It is a part of their cosine, which has to be 0.07 for one story. docs/batch.md has the table."""

LARGEST = 4_000
"""Documents that are compared each with each."""

TERMS = 64
"""The rarest and most frequent terms of a document, by which others are found."""

_COMMON = 1_000  # documents; what stands in more of them tells of no story
_SQUARE = 2.0**40  # of a weight, in whole numbers, whose sums are the same in any order


def postings(table: Any) -> Any:
    """Sketches as a row for each ``key`` and ``term``, with its ``count``."""
    terms = lists(table, "terms")
    key = column(table, "key")[terms.rows]
    return table_of({"term": terms.values, "key": key, "count": lists(table, "counts").values})


def weighed(table: Any, documents: int) -> Any:
    """What each term weighs in each document.

    Args:
        table: :func:`postings`, all rows of a term among them.
        documents: how many there are.

    Returns:
        ``key``, ``term``, ``weight``, and ``holders``: how many documents have the term.
    """
    term, count = column(table, "term"), column(table, "count")
    order = np.argsort(term, kind="stable")
    first = np.flatnonzero(np.diff(term[order], prepend=term[order][:1] - 1))
    sizes = np.diff(first, append=len(order))
    holders = np.empty(len(order), dtype=np.int64)
    holders[order] = np.repeat(sizes, sizes)
    weight = (1 + np.log(count)) * np.log((documents + BACKGROUND) / holders)
    return table_of(
        {"key": column(table, "key"), "term": term, "weight": weight, "holders": holders}
    )


def vectors(table: Any) -> Any:
    """Documents as vectors of length 1, without the terms of one document alone.

    Args:
        table: what :func:`weighed` gave, all rows of a document among them.

    Returns:
        ``key``, sorted; ``terms``, ``weights`` and ``holders``, three lists a row.
    """
    order = np.lexsort((column(table, "term"), column(table, "key")))
    key, weight = column(table, "key")[order], column(table, "weight")[order]
    holders = column(table, "holders")[order]
    first = np.flatnonzero(np.diff(key, prepend=key[:1] - 1))
    squares = np.rint(weight**2 * _SQUARE).astype(np.int64)
    norms = np.sqrt((np.add.reduceat(squares, first) if len(first) else squares) / _SQUARE)
    weight = weight / np.repeat(norms, np.diff(first, append=len(key)))
    shared = holders > 1
    starts = np.concatenate(([0], np.cumsum(shared)))[np.append(first, len(key))]
    values = {
        "terms": column(table, "term")[order],
        "weights": weight,
        "holders": holders,
    }
    whole = {name: Lists(each[shared], starts) for name, each in values.items()}
    return table_of({"key": key[first], **whole})


def story_buckets(table: Any) -> Any:
    """The buckets of documents by those of their terms that weigh most."""
    terms, weights = lists(table, "terms"), lists(table, "weights").values
    rows = terms.rows
    holders = lists(table, "holders").values
    rare = np.flatnonzero(holders <= _COMMON)
    gain = weights[rare] ** 2 * np.minimum(holders[rare] - 1, WINDOW)
    order = rare[np.lexsort((terms.values[rare], -gain, rows[rare]))]
    place = np.arange(len(order)) - np.searchsorted(rows[order], rows[order])
    taken = order[place < TERMS]
    return table_of(
        {
            "bucket": terms.values[taken],
            "key": column(table, "key")[rows[taken]],
            "rank": column(table, "day")[rows[taken]],
            "value": weights[taken],
        }
    )


def told(table: Any) -> Any:
    """Which documents tell one story, of those that may: exactly as in one brief.

    Args:
        table: vectors with ``day`` and ``part``; all of a part are there.

    Returns:
        ``key``, ``story``: the least key of those that tell it, and ``cut``: of a story that has
        half of its part, as it was.
    """
    table = table.combine_chunks()  # of many pieces each part would be taken from all of them
    part, key = column(table, "part"), column(table, "key")
    order = np.lexsort((key, part))
    story, cut = key.copy(), np.zeros(len(key), dtype=np.bool_)
    for rows in np.split(order, np.flatnonzero(np.diff(part[order])) + 1):
        if len(rows) > 1:
            story[rows] = own = _told_part(table.take(rows))
            _, number, sizes = np.unique(own, return_inverse=True, return_counts=True)
            cut[rows] = column(table, "cut")[rows] & (2 * sizes[number] >= len(rows))
    return table_of({"key": key, "story": story, "cut": cut})


def _told_part(table: Any) -> NDArray[np.int64]:
    from scipy.sparse import csr_array

    terms, key, day = lists(table, "terms"), column(table, "key"), column(table, "day")
    names, columns = np.unique(terms.values, return_inverse=True)
    shape = (len(key), len(names))
    rows = csr_array((lists(table, "weights").values, columns, terms.starts), shape=shape)
    labels = np.array(grouped(rows, np.where(day == NO_DAY, np.nan, day)))
    _, first, number = np.unique(labels, return_index=True, return_inverse=True)
    return np.asarray(key[first][number])
