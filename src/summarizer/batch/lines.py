"""The lines of output of the tasks that look at all documents, made of tables."""

import json
import pickle
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from ..document import Document
from ..rendering.json import to_json_line
from ..results import Brief
from ..stories import heading
from .arrow import column, table_of
from .flow import Order, Schema
from .kindred import LARGEST
from .work import Failure, Outcome, Request, reason_for

DOCUMENTS: Schema = {"key": "int64", "id": "string", "document": "binary"}
"""What is kept of documents to make something of them later."""

COPY_LINES: Schema = {"key": "int64", "line": "string"}

STORY_LINES: Schema = {
    "story": "int64",
    "size": "int64",
    "day": "int64",
    "id": "string",
    "line": "string",
}
"""A line for each story, and what says where it comes: how many documents tell it, copies apart,
the first day, and the least id."""

RANKING: Order = (
    ("size", "descending"),
    ("day", "ascending"),
    ("id", "ascending"),
    ("story", "ascending"),
)
"""Where the story of a line comes among the others: the most told first."""

MOST = 500
"""Documents of a story that a brief is made of: the first by date. Some ten thousand sentences."""

_UNDATED = date.max.toordinal() + 1  # after all days

_ROW_BITS = 16  # of a key, for the documents of a row


def key_of(row: int, number: int) -> int:
    """The key of a document: the number of its row over all files, and its own in the row."""
    return row << _ROW_BITS | number


def row_of(key: Any) -> Any:
    """The number of the row of a document, or an array of them of an array of keys."""
    return key >> _ROW_BITS


def encodable(text: str) -> str:
    """A text that Arrow can hold: JSON may bring halves of characters, for which a ? is written."""
    return text.encode("utf-8", "replace").decode()


def packed(document: Document) -> bytes:
    """A document as bytes."""
    return zlib.compress(pickle.dumps(document), 1)


def unpacked(data: bytes) -> Document:
    """A document from what :func:`packed` made of it in another process of ours."""
    document: Document = pickle.loads(zlib.decompress(data))  # noqa: S301 -- written by us
    return document


def copy_lines(table: Any) -> Any:
    """A line for each document that says what it repeats, if it does.

    Args:
        table: ``key`` and ``id``, and the columns of ``COPIES``, which may be null.
    """
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
class Told:
    """A story as it was found.

    Attributes:
        key: the least key of its documents.
        cut: whether others may tell it that were too many to be compared with.
        members: as bytes, with ``of``, ``similarity`` and ``kind``.
    """

    key: int
    cut: bool
    members: tuple[tuple[bytes, str | None, float | None, str | None], ...]

    @property
    def number(self) -> int:
        """By which a worker process knows it."""
        return self.key

    def spoiled(self, reason: str) -> "Spoilt":
        """The same as one that cannot be told."""
        return Spoilt(self, reason)

    def opened(self) -> list[Member]:
        """The documents, by date and id, each with an id of its own."""
        members = [
            Member(unpacked(data), of, similarity, kind)
            for data, of, similarity, kind in self.members
        ]
        members.sort(key=lambda m: _place(m.document))
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


@dataclass(frozen=True)
class Spoilt:
    """A story that ended its process, or took too long."""

    story: Told
    reason: str

    @property
    def number(self) -> int:
        """As of the story."""
        return self.story.key

    def spoiled(self, reason: str) -> "Spoilt":
        """The same."""
        return Spoilt(self.story, reason)


def stories_of(table: Any) -> Iterator[Told]:
    """The stories of a table in which all rows of a story are.

    Args:
        table: ``key``, ``document``, ``story``, ``cut`` and the columns of ``COPIES``.
    """
    order = np.lexsort((column(table, "key"), column(table, "story")))
    story = column(table, "story")[order]
    names = ["document", "of_id", "similarity", "kind", "cut"]
    whole = table.combine_chunks()  # of many pieces each would be taken from all of them
    for rows in np.split(order, np.flatnonzero(np.diff(story)) + 1):
        if len(rows):
            found = whole.select(names).take(rows).to_pylist()
            members = tuple(tuple(row[name] for name in names[:-1]) for row in found)
            key = int(column(table, "story")[rows[0]])
            yield Told(key, any(row["cut"] for row in found), members)


class StoryLine(NamedTuple):
    """A row of ``STORY_LINES``."""

    story: int
    size: int
    day: int
    id: str
    line: str


def story_lines(table: Any) -> Any:
    """A line for each story: its heading, its documents and what was dropped."""
    return table_of_lines([_story_line(story) for story in stories_of(table)])


def table_of_lines(lines: Sequence[StoryLine]) -> Any:
    """A table of lines."""
    rows = zip(*lines, strict=True) if lines else ((),) * len(StoryLine._fields)
    import pyarrow as pa

    from .arrow import schema_of

    return pa.table(
        dict(zip(StoryLine._fields, map(list, rows), strict=True)), schema_of(STORY_LINES)
    )


def _story_line(story: Told) -> StoryLine:
    members = story.opened()
    own = [member.document for member in members if member.of is None]
    return _line_of(story, own, _json(story_value(members, story.note)))


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


def _line_of(story: Told, own: Sequence[Document], line: str) -> StoryLine:
    days = [d.published.toordinal() for d in own if d.published]
    day, first = min(days, default=_UNDATED), min(d.id for d in own)
    return StoryLine(story.key, len(own), day, encodable(first), encodable(line))


def tell(story: Told | Spoilt, request: Request) -> Outcome:
    """The brief of a story, or why there is none."""
    if isinstance(story, Spoilt):
        return _untold(story.story, story.reason)
    try:
        return Outcome((_brief_line(story, request),))
    except Exception as error:  # one story of a million must not end the work on the others
        return _untold(story, reason_for(error))


def _untold(story: Told, reason: str) -> Outcome:
    first = unpacked(story.members[0][0])
    place = first.origin.place if first.origin else ""
    told = f"the story of {len(story.members):,} documents from this one on: {reason}"
    return Outcome(failure=Failure(first.id, row_of(story.key), place, 0, told))


def _brief_line(story: Told, request: Request) -> StoryLine:
    documents = [member.document for member in story.opened()]
    notes = [story.note]
    if len(documents) > MOST:
        notes.append(f"made of the first {MOST:,} of its {len(documents):,} documents")
    made = request.brief(documents[:MOST])
    line = to_json_line(_noted(made, "; ".join(filter(None, notes))))
    return _line_of(story, made.stories[0].documents, line)


def _noted(made: Brief, note: str) -> Brief:
    if not note:
        return made
    (story,) = made.stories
    whole = "; ".join(filter(None, (story.note, note)))
    return replace(made, stories=(replace(story, note=whole),))


def _place(document: Document) -> tuple[date, str]:
    return document.published or date.max, document.id


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
