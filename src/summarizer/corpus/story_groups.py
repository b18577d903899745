"""Documents that may tell one story, among any number, and the stories that they tell.

The vectors are those of :mod:`summarizer.stories`, to the last term and weight. Only which pairs
are looked at is different.
"""

from functools import partial
from typing import Any

import numpy as np

from ..arrays import (
    Integers,
    Ragged,
    least_of_same,
    rows_by_value,
    run_starts,
)
from ..stories import grouped, term_weights, unit_vectors
from .arrow import Schema, column, lists, table_of
from .candidate_pairs import BUCKETS, WINDOW, linked_parts
from .dataflow import F
from .sketches import NO_DAY

MEMBERS: Schema = {"key": "int64", "story": "int64", "cut": "bool"}
"""The story of each document: the least key of those that tell it, copies apart. And whether others
may tell it that were too many to be compared with."""

LEAST = 0.03
"""What two documents have to have in common by their rarest terms, to be looked at together.

It is a part of their cosine, which has to be 0.07 for one story. docs/batch.md has the table."""

LARGEST = 4_000
"""Documents that are compared each with each."""

TERMS = 64
"""The rarest and most frequent terms of a document, by which others are found."""

_AT_ONCE = 2_000  # documents that are compared each with each, whatever they have in common
_COMMON = 1_000  # documents; what stands in more of them tells of no story

_POSTINGS: Schema = {"term": "int64", "key": "int64", "count": "int64"}
_WEIGHED: Schema = {"key": "int64", "term": "int64", "weight": "float64", "holders": "int64"}
_VECTORS: Schema = {
    "key": "int64",
    "terms": "list<int64>",
    "weights": "list<float64>",
    "holders": "list<int64>",
}


def find_stories(sketches: F, duplicates: F) -> F:
    """The story of each document, as :data:`MEMBERS`; a copy is of the story of what it repeats.

    Args:
        sketches: of all documents, as ``sketches.SKETCHES``, kept.
        duplicates: what :func:`~.near_duplicates.find_duplicates` gave for them.
    """
    labels = _grouped(sketches.join(duplicates, "key", "anti").kept())
    home = sketches.map(_keys, {"key": "int64"}).join(duplicates, "key", "left")
    homed = home.map(_homes, {"member": "int64", "key": "int64"})
    return homed.join(labels, "key", "left").map(_members, MEMBERS).kept()


def _grouped(own: F) -> F:
    """As :data:`MEMBERS`, of the documents that are not alone."""
    count = own.count()
    days = own.map(_days, {"key": "int64", "day": "int64"})
    whole = find_vectors(own, count).join(days, "key").kept()
    if count <= _AT_ONCE:
        parts = own.map(_together, {"key": "int64", "part": "int64", "cut": "bool"})
    else:
        parts = linked_parts(whole.map(buckets, BUCKETS), np.multiply, LEAST, LARGEST)
    return whole.join(parts, "key").by("part", groups, MEMBERS)


def find_vectors(sketches: F, count: int) -> F:
    """The terms of documents and what they weigh, as :func:`vectors` gives them.

    Args:
        sketches: of all documents, as ``sketches.SKETCHES``.
        count: how many there are.
    """
    weighed = partial(weights, documents=count)
    terms = sketches.map(postings, _POSTINGS).by("term", weighed, _WEIGHED)
    return terms.by("key", vectors, _VECTORS)


def _keys(table: Any) -> Any:
    return table.select(["key"])


def _days(table: Any) -> Any:
    return table.select(["key", "day"])


def _together(table: Any) -> Any:
    nothing = np.zeros(len(table), dtype=np.int64)
    return table_of({"key": column(table, "key"), "part": nothing, "cut": nothing.astype(np.bool_)})


def _homes(table: Any) -> Any:
    """Of each document the one that stands for it: itself, or what it repeats."""
    import pyarrow.compute as pc

    return table_of(
        {"member": table.column("key"), "key": pc.coalesce(table.column("of"), table.column("key"))}
    )


def _members(table: Any) -> Any:
    import pyarrow.compute as pc

    alone = pc.coalesce(table.column("story"), table.column("key"))
    cut = pc.fill_null(table.column("cut"), False)
    return table_of({"key": table.column("member"), "story": alone, "cut": cut})


def postings(table: Any) -> Any:
    """Sketches as a row for each ``key`` and ``term``, with its ``count``."""
    terms = lists(table, "terms")
    key = column(table, "key")[terms.rows]
    return table_of({"term": terms.values, "key": key, "count": lists(table, "counts").values})


def weights(table: Any, documents: int) -> Any:
    """What each term weighs in each document.

    Args:
        table: :func:`postings`, all rows of a term among them.
        documents: how many there are.

    Returns:
        ``key``, ``term``, ``weight``, and ``holders``: how many documents have the term.
    """
    key, term = column(table, "key"), column(table, "term")
    _, number, sizes = np.unique(term, return_inverse=True, return_counts=True)
    holders = sizes[number]
    weight = term_weights(column(table, "count"), holders, documents)
    return table_of({"key": key, "term": term, "weight": weight, "holders": holders})


def vectors(table: Any) -> Any:
    """Documents as vectors of length 1, without the terms of one document alone.

    Args:
        table: what :func:`weights` gave, all rows of a document among them.

    Returns:
        ``key``, sorted; ``terms``, ``weights`` and ``holders``, three lists a row.
    """
    order = np.lexsort((column(table, "term"), column(table, "key")))
    key, holders = column(table, "key")[order], column(table, "holders")[order]
    first = run_starts(key)
    starts = np.append(first, len(key))
    weight = unit_vectors(Ragged(column(table, "weight")[order], starts))
    values = {"terms": column(table, "term")[order], "weights": weight, "holders": holders}
    shared = {name: Ragged(each, starts).where(holders > 1) for name, each in values.items()}
    return table_of({"key": key[first], **shared})


def buckets(table: Any) -> Any:
    """The buckets of documents by those of their terms that weigh most."""
    terms, weight = lists(table, "terms"), lists(table, "weights").values
    rows = terms.rows
    holders = lists(table, "holders").values
    rare = np.flatnonzero(holders <= _COMMON)
    gain = weight[rare] ** 2 * np.minimum(holders[rare] - 1, WINDOW)
    order = rare[np.lexsort((terms.values[rare], -gain, rows[rare]))]
    place = np.arange(len(order)) - np.searchsorted(rows[order], rows[order])
    taken = order[place < TERMS]
    return table_of(
        {
            "bucket": terms.values[taken],
            "key": column(table, "key")[rows[taken]],
            "rank": column(table, "day")[rows[taken]],
            "value": weight[taken],
        }
    )


def groups(table: Any) -> Any:
    """Which documents tell one story, of those that may: exactly as in one brief.

    Args:
        table: vectors with ``day`` and ``part``; all of a part are there.

    Returns:
        As :data:`MEMBERS`; ``cut`` is that of the part where a story has half of it.
    """
    table = table.combine_chunks()  # of many pieces each part would be taken from all of them
    key = column(table, "key")
    story, cut = key.copy(), np.zeros(len(key), dtype=np.bool_)
    by_key = np.argsort(key, kind="stable")
    for places in rows_by_value(column(table, "part")[by_key]):
        if len(places) > 1:
            rows = by_key[places]
            story[rows] = own = _stories(table.take(rows))
            _, number, sizes = np.unique(own, return_inverse=True, return_counts=True)
            cut[rows] = column(table, "cut")[rows] & (2 * sizes[number] >= len(rows))
    return table_of({"key": key, "story": story, "cut": cut})


def _stories(table: Any) -> Integers:
    """The least key of the story of each document."""
    from scipy.sparse import csr_array

    terms, key, day = lists(table, "terms"), column(table, "key"), column(table, "day")
    names, columns = np.unique(terms.values, return_inverse=True)
    shape = (len(key), len(names))
    rows = csr_array((lists(table, "weights").values, columns, terms.starts), shape=shape)
    labels = np.array(grouped(rows, np.where(day == NO_DAY, np.nan, day)))
    return least_of_same(labels, key)
