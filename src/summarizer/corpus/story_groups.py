"""Documents that may tell one story, among any number, and the stories that they tell.

The vectors are those of :mod:`summarizer.stories`, to the last term and weight. Only which pairs
are looked at is different.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from ..arrays import (
    Floats,
    Integers,
    Ragged,
    least_of_same,
    rows_by_value,
    run_starts,
)
from ..stories import (
    TOGETHER,
    Compared,
    compared,
    grouped,
    sums_of_squares,
    term_weights,
    unit_vectors,
)
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

_AT_ONCE = TOGETHER  # documents that are compared each with each, whatever they have in common
_COMMON = 1_000  # documents; what stands in more of them tells of no story

_POSTINGS: Schema = {"term": "int64", "key": "int64", "count": "int64"}
_WEIGHED: Schema = {
    "key": "int64",
    "term": "int64",
    "weight": "float64",
    "frequency": "float64",
    "holders": "int64",
}
_VECTORS: Schema = {
    "key": "int64",
    "terms": "list<int64>",
    "weights": "list<float64>",
    "frequencies": "list<float64>",
    "holders": "list<int64>",
    "squares": "float64",
}
_WHOLE: Schema = {
    "key": "int64",
    "id": "string",
    "digest": "int64",
    "day": "int64",
    "terms": "list<int64>",
    "counts": "list<int64>",
    "part": "int64",
}
_SORTED = [("digest", "ascending"), ("id", "ascending"), ("key", "ascending")]
"""Documents are compared in the order of a brief: of two pairs as similar the same comes first."""


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
    if count <= _AT_ONCE:
        return own.map(_together, _WHOLE).by("part", whole, MEMBERS)
    order = own.map(_ordered, {"key": "int64", "day": "int64", "digest": "int64", "id": "string"})
    vectors = find_vectors(own, count).join(order, "key").kept()
    parts = linked_parts(vectors.map(buckets, BUCKETS), np.multiply, LEAST, LARGEST)
    return vectors.join(parts, "key").by("part", groups, MEMBERS)


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


def _ordered(table: Any) -> Any:
    return table.select(["key", "day", "digest", "id"])


def _together(table: Any) -> Any:
    own = table.select([name for name in _WHOLE if name != "part"])
    return own.append_column("part", [np.zeros(len(table), dtype=np.int64)])


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
        ``key``, ``term``, ``weight``, ``frequency`` (1 + ln tf), and ``holders``: how many
        documents have the term.
    """
    key, term, count = (column(table, name) for name in ("key", "term", "count"))
    _, number, sizes = np.unique(term, return_inverse=True, return_counts=True)
    holders = sizes[number]
    weight = term_weights(count, holders, documents)
    frequency = 1 + np.log(count)
    columns = {"weight": weight, "frequency": frequency, "holders": holders}
    return table_of({"key": key, "term": term, **columns})


def vectors(table: Any) -> Any:
    """Documents as vectors of length 1, without the terms of one document alone.

    Args:
        table: what :func:`weights` gave, all rows of a document among them.

    Returns:
        ``key``, sorted; ``terms``, ``weights``, ``frequencies`` and ``holders``, four lists a row;
        and ``squares``, of the frequencies of all terms.
    """
    order = np.lexsort((column(table, "term"), column(table, "key")))
    key, holders = column(table, "key")[order], column(table, "holders")[order]
    first = run_starts(key)
    starts = np.append(first, len(key))
    weight = unit_vectors(Ragged(column(table, "weight")[order], starts))
    frequency = column(table, "frequency")[order]
    values = {"terms": column(table, "term")[order], "weights": weight, "frequencies": frequency}
    values["holders"] = holders
    shared = {name: Ragged(each, starts).where(holders > 1) for name, each in values.items()}
    squares = sums_of_squares(Ragged(frequency, starts))
    return table_of({"key": key[first], **shared, "squares": squares})


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
        table: vectors with ``day``, ``digest``, ``id`` and ``part``; all of a part are there.

    Returns:
        As :data:`MEMBERS`; ``cut`` is that of the part where a story has half of it.
    """
    table = table.combine_chunks()  # of many pieces each part would be taken from all of them
    key = column(table, "key")
    story, cut = key.copy(), np.zeros(len(key), dtype=np.bool_)
    table = table.append_column("row", [np.arange(len(key))]).sort_by(_SORTED)
    place = column(table, "row")
    for rows in rows_by_value(column(table, "part")):
        if len(rows) > 1:
            own = place[rows]
            story[own] = _least(grouped(_compared(table.take(rows))), key[own])
            _, number, sizes = np.unique(story[own], return_inverse=True, return_counts=True)
            cut[own] = column(table, "cut")[rows] & (2 * sizes[number] >= len(rows))
    return table_of({"key": key, "story": story, "cut": cut})


def whole(table: Any) -> Any:
    """Which documents tell one story, of few: exactly as in one brief.

    Args:
        table: as :data:`_WHOLE`, all documents.

    Returns:
        As :data:`MEMBERS`.
    """
    from scipy.sparse import csr_array

    table = table.combine_chunks().sort_by(_SORTED)
    key, terms = column(table, "key"), lists(table, "terms")
    label = [0] * len(key)
    if len(key) > 1:
        names, columns = np.unique(terms.values, return_inverse=True)
        entries = (lists(table, "counts").values, columns, terms.starts)
        label = grouped(compared(csr_array(entries, shape=(len(key), len(names))), _days(table)))
    return table_of(
        {"key": key, "story": _least(label, key), "cut": np.zeros(len(key), dtype=np.bool_)}
    )


def _compared(table: Any) -> Compared:
    """What documents are compared by, from their vectors."""
    from scipy.sparse import csr_array

    terms = lists(table, "terms")
    names, columns = np.unique(terms.values, return_inverse=True)
    vectors, frequencies = (
        csr_array(
            (lists(table, name).values, columns, terms.starts), shape=(len(terms), len(names))
        )
        for name in ("weights", "frequencies")
    )
    return Compared(vectors, frequencies, column(table, "squares"), _days(table))


def _days(table: Any) -> Floats:
    day = column(table, "day")
    return np.where(day == NO_DAY, np.nan, day)


def _least(labels: Sequence[int], keys: Integers) -> Integers:
    """The least key of the story of each document."""
    order = np.argsort(keys)
    least = np.empty_like(keys)
    least[order] = least_of_same(np.array(labels, dtype=np.int64)[order], keys[order])
    return least
