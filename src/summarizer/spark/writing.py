"""The parts of the output, each written by the task that has its rows."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from ..batch.folder import Folder, WrittenPart, write_part
from ..batch.rows import ArticleRow
from ..batch.running import encoded, made_of
from ..batch.work import Failure, summarise_rows
from ..errors import InputError
from .workers import Sent

if TYPE_CHECKING:
    from pyspark.sql import Row as SparkRow


class Making(NamedTuple):
    """How parts are made: what each task that writes some knows."""

    sent: Sent
    folder: str
    task: str
    part_size: int
    format: str

    def encoded(self, lines: list[str]) -> bytes:
        """The lines of a part as the bytes of its file."""
        return encoded(lines, self.task, self.format)

    def write(self, number: int, made: WrittenPart, report: Any) -> None:
        """Write a part, and report it to the driver."""
        # Another attempt at the same part may be at work at this moment.
        written = write_part(Path(self.folder), self.format, number, made, uuid4().hex)
        report.add([written])


def write_summaries(making: Making, report: Any, rows: Iterator[ArticleRow]) -> None:
    """Write the parts of a task: what comes of each row by itself."""
    job = making.sent.open()
    with making.sent.inside():
        for number, group in groupby(rows, lambda row: row.number // making.part_size):
            whole = list(group)
            made = made_of(whole, summarise_rows(whole, job), making.encoded)
            making.write(number, made, report)


def write_lines(making: Making, rows: int | None, report: Any, lines: "Iterator[SparkRow]") -> None:
    """Write the parts of a task from their lines.

    Args:
        making: how.
        rows: of the input, where a part is made of so many of them; else it is of its lines.
        report: an accumulator.
        lines: ``piece``, ``line`` and ``failure``, of which both may be null, in order.
    """
    for number, group in groupby(lines, lambda row: row.piece):
        whole = list(group)
        own = [row.line for row in whole if row.line is not None]
        failures = [failure_in(row.failure) for row in whole if row.failure is not None]
        first = number * making.part_size
        count = len(own) if rows is None else min(making.part_size, rows - first)
        made = WrittenPart(first, count, len(own), failures, making.encoded(own))
        making.write(number, made, report)


def failure_in(text: str) -> Failure:
    """A failure that went as a list of JSON."""
    return Failure(*json.loads(text))


def check_whole(todo: Iterable[int], folder: Folder) -> None:
    """Refuse to end without a part.

    Raises:
        InputError: one is not there.
    """
    missing = set(todo) - folder.done.keys()
    if missing:
        raise InputError(f"Spark ended without {len(missing):,} parts: run it again")
