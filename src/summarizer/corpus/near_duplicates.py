"""Documents that repeat others, among any number: which may, and which do."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import rows_by_value
from ..duplicates import Shingles, repeats
from .arrow import Schema, column, lists, table_of, table_of_rows
from .candidate_pairs import BUCKETS, linked_parts
from .dataflow import F

DUPLICATES: Schema = {
    "key": "int64",
    "of": "int64",
    "of_id": "string",
    "similarity": "float64",
    "kind": "string",
}
"""The documents that repeat others, and what each repeats."""

LEAST = 0.25
"""Of the triples of the shorter document, to be looked at: a third of what a copy has."""

LARGEST = 5_000
"""Documents that are looked at together."""

_DRAWN = 32  # triples of a document that are drawn, at least, if it has as many
_DIGEST = np.int64(2**32)


Row = tuple[int, int, str, float, str]


def find_duplicates(sketches: F) -> F:
    """The documents that repeat others, as :data:`DUPLICATES`.

    Args:
        sketches: of all documents, as ``sketches.SKETCHES``, kept.
    """
    parts = linked_parts(sketches.map(buckets, BUCKETS), contained, LEAST, LARGEST)
    return sketches.join(parts, "key").by("part", verified, DUPLICATES).kept()


def buckets(table: Any) -> Any:
    """The buckets of documents by their triples of words.

    Of each the triples are drawn whose numbers end in so many zeros that 32 to 63 are left, or
    all if it has fewer: a draw that two documents make alike, from which resemblance and
    containment are told (Broder 1997, "On the resemblance and containment of documents").
    """
    triples = lists(table, "triples")
    sizes = triples.sizes
    drawn = (triples.values & ((1 << _levels(sizes)) - 1)[triples.rows]) == 0
    rows = triples.rows[drawn]
    return table_of(
        {
            "bucket": triples.values[drawn],
            "key": column(table, "key")[rows],
            "rank": (column(table, "digest") % _DIGEST - sizes * _DIGEST)[rows],
            "value": sizes[rows],
        }
    )


def contained(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """What share of the shorter document one drawn triple stands for, from both sizes."""
    drawn = 2.0 ** _levels(np.maximum(one, other))
    return drawn / np.minimum(one, other)


def _levels(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many zeros the numbers of the triples drawn end in."""
    return np.frexp(np.maximum(sizes // _DRAWN, 1))[1].astype(np.int64) - 1


def verified(table: Any) -> Any:
    """Which documents repeat which, of those that may: exactly as in one brief.

    Args:
        table: sketches, and the ``part`` of each; all of a part are there.

    Returns:
        As :data:`DUPLICATES`.
    """
    found: list[Row] = []
    table = table.combine_chunks()  # of many pieces each part would be taken from all of them
    for rows in rows_by_value(column(table, "part")):
        if len(rows) > 1:
            found += _duplicates(table.take(rows))
    return table_of_rows(sorted(found), DUPLICATES)


def _duplicates(table: Any) -> list[Row]:
    triples = lists(table, "triples")
    keys, wordings = column(table, "key").tolist(), column(table, "wording").tolist()
    sizes, digests = triples.sizes.tolist(), column(table, "digest").tolist()
    names = column(table, "id").tolist()
    order = sorted(range(len(keys)), key=lambda i: (-sizes[i], digests[i], names[i], keys[i]))
    found = repeats(Shingles.of(triples.rows, triples.values, len(keys)), order)
    return [
        (keys[i], keys[k], names[k], similarity, "exact" if wordings[i] == wordings[k] else kind)
        for i, (k, (similarity, kind)) in found.items()
    ]
