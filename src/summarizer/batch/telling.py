"""What the tasks that look at all documents write, whatever the engine: lines, and their order."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from .arrow import column, table_of
from .flow import F, Schema, find_copies, find_stories
from .lines import COPY_LINES, RANKING, copy_lines
from .work import Failure

PIECES: Schema = {"piece": "int64", "place": "int64", "line": "string"}
"""Lines with the number of the part that each is in, and their order in it."""


def copies_told(sketches: F) -> F:
    """A line for each document, under its key, that says what it repeats.

    Args:
        sketches: of all documents, as ``flow.SKETCHES``, kept.
    """
    named = sketches.map(_names, {"key": "int64", "id": "string"})
    return named.join(find_copies(sketches), "key", "left").map(copy_lines, COPY_LINES)


def stories_told(documents: F, sketches: F) -> F:
    """Documents with the story of each, and what it repeats; see ``lines.stories_of``.

    Args:
        documents: all, as ``lines.DOCUMENTS``.
        sketches: theirs, as ``flow.SKETCHES``, kept.
    """
    copies = find_copies(sketches)
    members = find_stories(sketches, copies)
    return documents.join(members, "key").join(copies, "key", "left")


def in_pieces(lines: F, part_size: int) -> F:
    """The lines of stories as :data:`PIECES`, the most told first.

    Args:
        lines: as ``lines.STORY_LINES``, kept.
        part_size: lines of a part.
    """
    places = lines.ranked("story", RANKING)
    plain = lines.map(_plain_lines, {"story": "int64", "line": "string"})
    return plain.join(places, "story").map(partial(_cut, part_size=part_size), PIECES)


def listed(read: Iterable[Failure], told: Iterable[Failure]) -> list[Failure]:
    """All failures in the order in which they are listed: of rows, then of stories."""
    return [*sorted(read, key=_place), *sorted(told, key=_place)]


def _place(failure: Failure) -> tuple[int, str, str]:
    return failure.row, failure.id, failure.reason


def _names(table: Any) -> Any:
    return table.select(["key", "id"])


def _plain_lines(table: Any) -> Any:
    return table.select(["story", "line"])


def _cut(table: Any, part_size: int) -> Any:
    place = column(table, "place")
    return table_of({"piece": place // part_size, "place": place, "line": table.column("line")})
