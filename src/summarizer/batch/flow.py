"""What is done with any number of documents to find copies and stories: for every engine the same.

A flow is a table in pieces, wherever they are. An engine says where: on the disk of one machine
(:mod:`summarizer.batch.disk`) or on many (:mod:`summarizer.spark`). Each step is a function from a
table to a table that knows of no engine, and no result depends on how the pieces are cut.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Literal, Protocol, Self, TypeVar

import numpy as np

from . import copies, kindred
from .arrow import column, table_of
from .candidates import Share, links, pairs

Step = Callable[[Any], Any]
"""From a ``pyarrow.Table`` to another; a function of a module, or a ``partial`` of one."""

Schema = Mapping[str, str]
"""The names of columns and their types: ``int64``, ``float64``, ``string``, ``binary``, ``bool``
or ``list<...>`` of one of them."""

Join = Literal["inner", "left", "anti"]

Order = Sequence[tuple[str, Literal["ascending", "descending"]]]
"""Columns by which rows are ordered, the first first."""

SKETCHES: Schema = {
    "key": "int64",
    "id": "string",
    "digest": "int64",
    "wording": "int64",
    "day": "int64",
    "triples": "list<int64>",
    "terms": "list<int64>",
    "counts": "list<int64>",
}
"""See :class:`summarizer.batch.sketches.Sketch`; the key is a number of the document's own."""

COPIES: Schema = {
    "key": "int64",
    "of": "int64",
    "of_id": "string",
    "similarity": "float64",
    "kind": "string",
}
"""The documents that repeat others, and what each repeats."""

MEMBERS: Schema = {"key": "int64", "story": "int64", "cut": "bool"}
"""The story of each document: the least key of those that tell it, copies apart. And whether others
may tell it that were too many to be compared with."""

_BUCKETS: Schema = {"bucket": "int64", "key": "int64", "rank": "int64", "value": "float64"}
_PAIRS: Schema = {"one": "int64", "other": "int64", "weight": "int64"}
_LINKS: Schema = {"one": "int64", "other": "int64", "strength": "float64"}
_POSTINGS: Schema = {"term": "int64", "key": "int64", "count": "int64"}
_WEIGHED: Schema = {"key": "int64", "term": "int64", "weight": "float64", "holders": "int64"}
_VECTORS: Schema = {
    "key": "int64",
    "terms": "list<int64>",
    "weights": "list<float64>",
    "holders": "list<int64>",
}

_AT_ONCE = 2_000  # documents that are compared each with each, whatever they have in common


class Flow(Protocol):
    """A table in pieces."""

    def map(self, step: Step, schema: Schema) -> Self:
        """Each piece through a step."""

    def by(self, name: str, step: Step, schema: Schema) -> Self:
        """The same, of pieces in which all rows of one value of a column of numbers are together.

        The rows come in no order.
        """

    def join(self, other: Self, on: str, how: Join = "inner") -> Self:
        """Each row with the columns of the other's row that has the same number in a column.

        The other has each number once at most. ``"left"`` keeps rows that find none, with nulls;
        ``"anti"`` keeps these alone.
        """

    def parts(self, largest: int) -> Self:
        """Of a flow of links what hangs together: see ``candidates.Forest.parts``."""

    def ranked(self, name: str, order: Order) -> Self:
        """The numbers of a column, each once, and the ``place`` from 0 of its row in an order."""

    def kept(self) -> Self:
        """The same, worked out once, however often it is asked for."""

    def count(self) -> int:
        """How many rows there are."""

    def pieces(self) -> Iterator[Any]:
        """The tables, one after the other."""


F = TypeVar("F", bound=Flow)


def find_copies(sketches: F) -> F:
    """The documents that repeat others, as :data:`COPIES`.

    Args:
        sketches: of all documents, as :data:`SKETCHES`, kept.
    """
    buckets = sketches.map(copies.copy_buckets, _BUCKETS)
    parts = _parts(buckets, copies.contained, copies.LEAST, copies.LARGEST)
    return sketches.join(parts, "key").by("part", copies.judged, COPIES).kept()


def find_stories(sketches: F, repeated: F) -> F:
    """The story of each document, as :data:`MEMBERS`; a copy is of the story of what it repeats.

    Args:
        sketches: of all documents, as :data:`SKETCHES`, kept.
        repeated: what :func:`find_copies` gave for them.
    """
    own = sketches.join(repeated, "key", "anti").kept()
    labels = _told(own)
    home = sketches.map(_keys, {"key": "int64"}).join(repeated, "key", "left")
    homed = home.map(_homes, {"member": "int64", "key": "int64"})
    return homed.join(labels, "key", "left").map(_members, MEMBERS).kept()


def _told(own: F) -> F:
    """``key``, ``story`` and ``cut`` of the documents that are not alone."""
    count = own.count()
    postings = own.map(kindred.postings, _POSTINGS)
    weighed = postings.by("term", partial(kindred.weighed, documents=count), _WEIGHED)
    days = own.map(_days, {"key": "int64", "day": "int64"})
    vectors = weighed.by("key", kindred.vectors, _VECTORS).join(days, "key").kept()
    if count <= _AT_ONCE:
        together = {"key": "int64", "part": "int64", "cut": "bool"}
        parts = own.map(_together, together)
    else:
        buckets = vectors.map(kindred.story_buckets, _BUCKETS)
        parts = _parts(buckets, np.multiply, kindred.LEAST, kindred.LARGEST)
    return vectors.join(parts, "key").by("part", kindred.told, MEMBERS)


def _parts(buckets: F, share: Share, least: float, largest: int) -> F:
    """``key``, ``part`` and ``cut`` of documents that have something in common with others."""
    found = buckets.by("bucket", partial(pairs, share=share), _PAIRS)
    return found.by("one", partial(links, least=least), _LINKS).parts(largest).kept()


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
