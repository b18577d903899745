"""Pairs of documents that share something rare, found without comparing all with all.

Every document puts its key into some buckets; documents of one bucket are a pair. What a pair has
in common is summed over its buckets, and what has enough is a link. Sums are of whole numbers, so
that they are the same in whatever order and pieces they are made.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Array, Floats, Integers, least_of_same, run_starts, slices, spread
from ..forests import Links, connected, strongest
from .arrow import Schema, column, table_of
from .dataflow import F

BUCKETS: Schema = {"bucket": "int64", "key": "int64", "rank": "int64", "value": "float64"}
"""What documents put into buckets; ``rank`` is the place of a document in any bucket."""

_PAIRS: Schema = {"one": "int64", "other": "int64", "weight": "int64"}
_LINKS: Schema = {"one": "int64", "other": "int64", "strength": "float64"}

Share = Callable[[Any, Any], NDArray[np.float64]]
"""What two documents of a bucket have in common by it, from what each put into it."""

WINDOW = 16
"""Documents of a bucket that each is paired with: those before it in order. So a bucket that many
share costs no more than its length (the sorted neighbourhood of Hernández & Stolfo 1995)."""

_ONE = 2.0**40  # in whole numbers
_AT_ONCE = 1_000_000  # pairs formed together


def linked_parts(buckets: F, share: Share, least: float, largest: int) -> F:
    """The documents that have enough in common with others: see :func:`parts_of`.

    Args:
        buckets: of all documents, as :data:`BUCKETS`.
        share: what two documents of a bucket have in common by it.
        least: what a pair has to have in common.
        largest: how many documents a part may have.
    """
    found = buckets.by("bucket", partial(pairs, share=share), _PAIRS)
    return found.by("one", partial(links, least=least), _LINKS).parts(largest).kept()


def pairs(table: Any, share: Share) -> Any:
    """The pairs of the documents that share a bucket, and what each pair has in common.

    Args:
        table: as :data:`BUCKETS`, all rows of a bucket among them.
        share: of the values of two documents.

    Returns:
        ``one`` < ``other``, two keys, and ``weight``; each pair once.
    """
    order = np.lexsort((column(table, "key"), column(table, "rank"), column(table, "bucket")))
    bucket, key = column(table, "bucket")[order], column(table, "key")[order]
    value = column(table, "value")[order]
    first = np.searchsorted(bucket, bucket)
    counts = np.minimum(np.arange(len(bucket)) - first, WINDOW)
    names, number = np.unique(key, return_inverse=True)
    codes, weights = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    for part in slices(counts, _AT_ONCE):
        right = np.repeat(np.arange(part.start, part.stop), counts[part])
        left = spread(np.arange(part.start, part.stop) - counts[part], counts[part])
        common = np.rint(share(value[left], value[right]) * _ONE).astype(np.int64)
        a, b = number[left], number[right]
        code = np.minimum(a, b) * len(names) + np.maximum(a, b)
        codes, weights = summed(np.concatenate([codes, code]), np.concatenate([weights, common]))
    one, other = np.divmod(codes, max(1, len(names)))
    return table_of({"one": names[one], "other": names[other], "weight": weights})


def summed(codes: Integers, weights: Integers) -> tuple[Integers, Integers]:
    """The distinct codes, sorted, and the sum of the weights of each."""
    order = np.argsort(codes, kind="stable")
    codes = codes[order]
    first = run_starts(codes)
    return codes[first], np.add.reduceat(weights[order], first) if len(first) else weights


def links(table: Any, least: float) -> Any:
    """Of pairs that may come several times those that have enough in common, as few as will do.

    Args:
        table: what :func:`pairs` gave, all rows of a pair among them.
        least: what a pair has to have in common.

    Returns:
        ``one``, ``other`` and ``strength``, of a forest that connects what all of them connect.
    """
    one, other = column(table, "one"), column(table, "other")
    names, number = np.unique(np.concatenate([one, other]), return_inverse=True)
    codes = number[: len(one)] * len(names) + number[len(one) :]
    codes, weights = summed(codes, column(table, "weight"))
    strength = weights / _ONE
    kept = strength >= least
    one, other = np.divmod(codes[kept], max(1, len(names)))
    return table_of(_forest(names[one], names[other], strength[kept]))


def parts_of(tables: Iterable[Any], largest: int) -> Any:
    """What hangs together by links.

    Args:
        tables: of links, as :func:`links` gives them; each pair is in one table.
        largest: how many documents a part may have.

    Returns:
        ``key``, the documents that are linked, sorted; ``part``: the least key of its part; and
        ``cut``: whether links of the part were passed over, so that it did not grow too large.
    """
    nothing = np.empty(0, dtype=np.int64)
    found = _forest(nothing, nothing, np.empty(0))
    for table in tables:
        found = _forest(*(np.concatenate([found[name], column(table, name)]) for name in found))
    names, numbered = _numbered(**found)
    label, cut = connected(numbered, len(names), largest)
    return table_of({"key": names, "part": least_of_same(label, names), "cut": cut})


def _forest(one: Integers, other: Integers, strength: Floats) -> dict[str, Array]:
    """Of links, each of another pair, as few as connect what all of them connect."""
    names, numbered = _numbered(one, other, strength)
    a, b, strength = strongest(numbered, len(names))
    return {"one": names[a.astype(int)], "other": names[b.astype(int)], "strength": strength}


def _numbered(one: Integers, other: Integers, strength: Floats) -> tuple[Integers, Links]:
    names, number = np.unique(np.concatenate([one, other]), return_inverse=True)
    return names, np.array([*np.split(number, 2), strength])
