"""The tasks that look at all documents of a batch together, on Spark, into a folder."""

import json
import pickle
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ..batch.folder import Folder, Written, WrittenPart
from ..batch.grouping import Engine
from ..batch.running import READING, Progress, Tally
from ..batch.story_briefs import brief_story
from ..batch.work import Failure
from ..corpus.arrow import Schema, column, schema_of, table_of, table_of_rows
from ..corpus.documents import DOCUMENTS, row_of
from ..corpus.output_rows import PART_ROWS, STORY_ROWS, in_parts, stories_in
from ..corpus.sketches import SKETCHES
from .documents import READ, read_rows
from .flow import Frames, Workbench, spark_schema
from .reading import Reader
from .reports import listen
from .workers import Sent
from .writing import Making, check_whole, failure_in, write_lines

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_BRIEFS: Schema = {**STORY_ROWS, "failure": "string"}
_FAILED: Schema = {"piece": "int64", "place": "int64", "failure": "string"}


class OnSpark(Engine[Frames]):
    """The engine of a cluster.

    Args:
        bench: where flows are worked on.
        reader: of the input.
        folder: where the output goes.
        making: how.
        progress: is told how far it is when a stage is done.
    """

    def __init__(
        self,
        bench: Workbench,
        reader: Reader,
        folder: Folder,
        making: Making,
        progress: Progress | None,
    ) -> None:
        self._spark = bench.spark
        self._reader = reader
        self._folder = folder
        self._making = making
        self._progress = progress
        read = bench.documents(self._read())
        good = read.where("failure is null")
        self.documents, self.sketches = good.select(*DOCUMENTS), good.select(*SKETCHES)
        self._bad = read.where("failure is not null")
        self._failed = self._bad.count()
        self._done = read.count() - self._failed
        self._tell(0.0)

    def failures(self) -> list[Failure]:
        """See :class:`Engine`."""
        return _failures(self._bad)

    def _read(self) -> "DataFrame":
        """All rows as they were read, as ``documents.READ``."""
        parts = range(-(-self._reader.rows // self._making.part_size))
        rows = self._reader.parted(set(parts)).map(_pickled)
        frame = self._spark.createDataFrame(rows, "row binary", verifySchema=False)
        through = partial(read_rows, self._making.sent)
        return frame.mapInArrow(through, schema=spark_schema(schema_of(READ)))

    def write_duplicates(self, lines: Frames) -> None:
        """See :class:`Engine`; the failures are of the part of their rows."""
        size, rows = self._making.part_size, self._reader.rows
        placed = lines.map(partial(_by_row, part_size=size), PART_ROWS)
        failures = self._bad.select("key", "failure")
        failed = failures.map(partial(_failed_by_row, part_size=size), _FAILED)
        parts = -(-rows // size)
        # So that a part is written of which nothing came at all, not even an error.
        each = self._spark.range(parts).selectExpr("id as piece", "-1L as place")
        whole = placed.df.unionByName(failed.df, allowMissingColumns=True)
        self._write(whole.unionByName(each, allowMissingColumns=True), parts, rows)

    def briefs(self, stories: Frames) -> tuple[Frames, list[Failure]]:
        """See :class:`Engine`."""
        found = stories.by("story", partial(_briefs, self._making.sent), _BRIEFS).kept()
        failures = _failures(found.where("failure is not null"))
        return found.where("line is not null").select(*STORY_ROWS), failures

    def write_stories(self, lines: Frames, failures: Sequence[Failure]) -> None:
        """See :class:`Engine`."""
        self._failed = len(failures)
        count = lines.count()
        pieces = in_parts(lines, self._making.part_size).df.selectExpr("*", "null as failure")
        self._write(pieces, -(-count // self._making.part_size), None, failures)
        if not count and failures:
            self._folder.keep(0, WrittenPart(0, 0, 0, list(failures), self._making.encoded([])))

    def _write(
        self,
        pieces: "DataFrame",
        parts: int,
        rows: int | None,
        failures: Sequence[Failure] = (),
    ) -> None:
        """Have the parts written that are not there."""
        todo = set(range(parts)) - self._folder.done.keys()
        if not todo:
            return
        if len(todo) < parts:
            wanted = self._spark.createDataFrame([(part,) for part in todo], "piece bigint")
            pieces = pieces.join(wanted, "piece", "left_semi")
        tasks = self._reader.tasks_for(len(todo))
        ordered = pieces.repartition(tasks, "piece").sortWithinPartitions("piece", "place")
        for written in listen(partial(write_lines, self._making, rows), ordered.rdd):
            self._folder.note(_with(failures, written) if written.number == 0 else written)
            self._tell(1 - len(todo - self._folder.done.keys()) / len(todo))
        check_whole(todo, self._folder)

    def _tell(self, share: float) -> None:
        if self._progress is not None:
            reading = READING[self._making.task]
            self._progress(Tally(self._done, self._failed, reading + (1 - reading) * share))


def _pickled(row: Any) -> tuple[bytearray]:
    return (bytearray(pickle.dumps(row)),)


def _failures(rows: Frames) -> list[Failure]:
    return [failure_in(row.failure) for row in rows.df.select("failure").collect()]


def _with(failures: Sequence[Failure], written: Written) -> Written:
    """A part that was written, with failures that the task did not know of."""
    errors = [*written.errors, *(failure._asdict() for failure in failures)]
    return written._replace(done=written.done._replace(errors=len(errors)), errors=errors)


def _by_row(table: Any, part_size: int) -> Any:
    """Lines of documents by the row of the input: the part of each, and where it comes."""
    key = column(table, "key")
    return table_of({"piece": row_of(key) // part_size, "place": key, "line": table["line"]})


def _failed_by_row(table: Any, part_size: int) -> Any:
    key = column(table, "key")
    return table_of({"piece": row_of(key) // part_size, "place": key, "failure": table["failure"]})


def _briefs(sent: Sent, table: Any) -> Any:
    """The brief of each story on a line, or why there is none."""
    job = sent.open()
    rows: list[Sequence[Any]] = []
    for story in stories_in(table):
        outcome = brief_story(story, job)
        rows += [(*row, None) for row in outcome.results]
        if outcome.failure is not None:
            failure = json.dumps(outcome.failure)
            rows.append((*[None] * len(STORY_ROWS), failure))
    return table_of_rows(rows, _BRIEFS)
