"""What is written of all documents together: which repeat which, and which tell one story."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from ..arrays import rows_by_value
from ..document import Document
from ..headings import heading
from .arrow import Schema, column, table_of, table_of_rows
from .dataflow import F, Order
from .documents import row_of, unpacked
from .near_duplicates import find_duplicates
from .story_groups import LARGEST, find_stories

STORY_ROWS: Schema = {
    "story": "int64",
    "size": "int64",
    "day": "int64",
    "id": "string",
    "line": "string",
}
"""A line for each story, and what says where it comes: how many documents tell it, copies apart,
the first day, and the least id."""

PART_ROWS: Schema = {"piece": "int64", "place": "int64", "line": "string"}
"""Lines with the number of the part that each is in, and their order in it."""

_DUPLICATE_ROWS: Schema = {"key": "int64", "line": "string"}
_RANKING: Order = (
    ("size", "descending"),
    ("day", "ascending"),
    ("id", "ascending"),
    ("story", "ascending"),
)
_UNDATED = date.max.toordinal() + 1  # after all days


def duplicate_rows(sketches: F) -> F:
    """A line for each document, under its ``key``, that says what it repeats.

    Args:
        sketches: of all documents, as ``sketches.SKETCHES``, kept.
    """
    named = sketches.map(_names, {"key": "int64", "id": "string"})
    whole = named.join(find_duplicates(sketches), "key", "left")
    return whole.map(_duplicate_lines, _DUPLICATE_ROWS)


def with_stories(documents: F, sketches: F) -> F:
    """Documents with the story of each, and what it repeats; see :func:`stories_in`.

    Args:
        documents: all, as ``documents.DOCUMENTS``.
        sketches: theirs, as ``sketches.SKETCHES``, kept.
    """
    duplicates = find_duplicates(sketches)
    members = find_stories(sketches, duplicates)
    return documents.join(members, "key").join(duplicates, "key", "left")


def in_parts(lines: F, part_size: int) -> F:
    """The lines of stories as :data:`PART_ROWS`, the story of the most documents first.

    Args:
        lines: as :data:`STORY_ROWS`, kept.
        part_size: lines of a part.
    """
    places = lines.ranked("story", _RANKING)
    plain = lines.map(_plain_lines, {"story": "int64", "line": "string"})
    return plain.join(places, "story").map(partial(_cut, part_size=part_size), PART_ROWS)


def _names(table: Any) -> Any:
    return table.select(["key", "id"])


def _plain_lines(table: Any) -> Any:
    return table.select(["story", "line"])


def _cut(table: Any, part_size: int) -> Any:
    place = column(table, "place")
    return table_of({"piece": place // part_size, "place": place, "line": table.column("line")})


def _duplicate_lines(table: Any) -> Any:
    lines = [
        _json(
            {
                "document": row["id"],
                "row": row_of(row["key"]),
                "of": row["of_id"],
                "of_row": None if row["of"] is None else row_of(row["of"]),
                "similarity": row["similarity"],
                "kind": row["kind"],
            }
        )
        for row in table.to_pylist()
    ]
    return table_of({"key": table.column("key"), "line": lines})


class Member(NamedTuple):
    """A document of a story, and what it repeats, if anything."""

    document: Document
    of: str | None
    similarity: float | None
    kind: str | None


@dataclass(frozen=True)
class StoryGroup:
    """The documents of a story.

    Attributes:
        key: the least key of its documents.
        cut: whether others may tell it that were too many to be compared with.
        members: as bytes, with ``of``, ``similarity`` and ``kind``.
        failure: why nothing can be made of it, or "".
    """

    key: int
    cut: bool
    members: tuple[tuple[bytes, str | None, float | None, str | None], ...]
    failure: str = ""

    @property
    def number(self) -> int:
        """By which a worker process knows it."""
        return self.key

    def spoiled(self, reason: str) -> "StoryGroup":
        """The same as one of which nothing can be made."""
        return replace(self, failure=reason)

    def opened(self) -> list[Member]:
        """The documents, by date and id, each with an id of its own."""
        members = [
            Member(unpacked(data), of, similarity, kind)
            for data, of, similarity, kind in self.members
        ]
        members.sort(key=lambda m: (m.document.published or date.max, m.document.id))
        seen: set[str] = set()
        own = []
        for member in members:
            name, number = member.document.id, 1
            while name in seen:
                number += 1
                name = f"{member.document.id} ({number})"
            seen.add(name)
            renamed = member.document if number == 1 else member.document.renamed(name)
            own.append(member._replace(document=renamed))
        return own

    @property
    def name(self) -> str:
        """The id of the first document by date and id, copies apart."""
        return next(m.document.id for m in self.opened() if m.of is None)

    @property
    def note(self) -> str:
        """What is to be said of how it was found."""
        return f"there may be more: {LARGEST:,} documents are compared at a time" * self.cut


def stories_in(table: Any) -> Iterator[StoryGroup]:
    """The stories of a table in which all rows of a story are.

    Args:
        table: ``key``, ``document``, ``story``, ``cut`` and the columns of ``DUPLICATES``.
    """
    by_key = np.argsort(column(table, "key"), kind="stable")
    story = column(table, "story")[by_key]
    names = ["document", "of_id", "similarity", "kind", "cut"]
    whole = table.combine_chunks()  # of many pieces each would be taken from all of them
    for places in rows_by_value(story):
        rows = whole.select(names).take(by_key[places]).to_pylist()
        members = tuple(tuple(row[name] for name in names[:-1]) for row in rows)
        yield StoryGroup(int(story[places[0]]), any(row["cut"] for row in rows), members)


class StoryRow(NamedTuple):
    """A row of :data:`STORY_ROWS`."""

    story: int
    size: int
    day: int
    id: str
    line: str

    @classmethod
    def of(cls, story: StoryGroup, own: Sequence[Document], line: str) -> "StoryRow":
        """The row of a story, whose documents without the copies are given."""
        day = min((d.published.toordinal() for d in own if d.published), default=_UNDATED)
        first = min(d.id for d in own)
        return cls(story.key, len(own), day, first, line)


def story_rows(table: Any) -> Any:
    """A row for each story: its heading, its documents and what was dropped."""
    return table_of_rows([_story_row(story) for story in stories_in(table)], STORY_ROWS)


def _story_row(story: StoryGroup) -> StoryRow:
    members = story.opened()
    own = [member.document for member in members if member.of is None]
    return StoryRow.of(story, own, _json(story_value(members, story.note)))


def story_value(members: Sequence[Member], note: str) -> dict[str, Any]:
    """What there is to say of a story: a heading, its documents by date, copies and a note."""
    own = [m.document for m in members if m.of is None]
    return {
        "heading": heading(sorted(own, key=lambda d: (d.text, d.id))),
        "documents": [document.id for document in own],
        "duplicates": [
            {"document": m.document.id, "of": m.of, "similarity": m.similarity, "kind": m.kind}
            for m in members
            if m.of is not None
        ],
        "note": note,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
