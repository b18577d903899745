"""The tasks that look at all documents of a batch together, on Spark, into a folder."""

import json
import pickle
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ..batch.arrow import column, fitted, schema_of, table_of
from ..batch.flow import SKETCHES, Schema
from ..batch.folder import Folder, Made, Written
from ..batch.lines import (
    DOCUMENTS,
    STORY_LINES,
    encodable,
    row_of,
    stories_of,
    story_lines,
    table_of_lines,
    tell,
)
from ..batch.running import READING, Progress, Tally
from ..batch.telling import PIECES, copies_told, in_pieces, listed, stories_told
from ..batch.work import Failure
from .documents import READ, read_rows
from .flow import Frames, Workbench, spark_schema
from .reading import Reader
from .reports import listen
from .workers import Sent
from .writing import Making, check_whole, failure_in, write_lines

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_TOLD: Schema = {**STORY_LINES, "failure": "string"}
_FAILED: Schema = {"piece": "int64", "place": "int64", "failure": "string"}


class Grouping:
    """A batch of such a task.

    Args:
        spark: the session.
        reader: of the input.
        folder: where the output goes.
        making: how.
        progress: is told how far it is when a stage is done.
    """

    def __init__(
        self,
        spark: "SparkSession",
        reader: Reader,
        folder: Folder,
        making: Making,
        progress: Progress | None,
    ) -> None:
        self._spark = spark
        self._reader = reader
        self._folder = folder
        self._making = making
        self._progress = progress
        self._done = self._failed = 0

    def work(self) -> None:
        """Do what is not done yet.

        Raises:
            InputError: a part cannot be written.
        """
        if not self._reader.rows:
            return
        checkpoints = self._folder.workshop / "checkpoints"
        with Workbench(self._spark, self._reader.rows, checkpoints.absolute().as_uri()) as bench:
            read = self._read(bench)
            if self._making.task == "duplicates":
                self._write_duplicates(read)
            else:
                self._write_stories(read)

    def _read(self, bench: Workbench) -> Frames:
        """All rows as they were read, as ``documents.READ``."""
        parts = range(-(-self._reader.rows // self._making.part_size))
        rows = self._reader.parted(set(parts)).map(_pickled)
        frame = self._spark.createDataFrame(rows, "row binary", verifySchema=False)
        through = partial(read_rows, self._making.sent)
        read = bench.documents(frame.mapInArrow(through, schema=spark_schema(schema_of(READ))))
        self._failed = read.where("failure is not null").count()
        self._done = read.count() - self._failed
        self._tell(0.0)
        return read

    def _write_duplicates(self, read: Frames) -> None:
        """A line for each document, in the order of the input, with the failures of the part."""
        size, rows = self._making.part_size, self._reader.rows
        sketches = read.where("failure is null").select(*SKETCHES)
        lines = copies_told(sketches).map(partial(_by_row, part_size=size), PIECES)
        failures = read.where("failure is not null").select("key", "failure")
        failed = failures.map(partial(_failed_by_row, part_size=size), _FAILED)
        parts = -(-rows // size)
        # So that a part is written of which nothing came at all, not even an error.
        each = self._spark.range(parts).selectExpr("id as piece", "-1L as place")
        whole = lines.df.unionByName(failed.df, allowMissingColumns=True)
        self._write(whole.unionByName(each, allowMissingColumns=True), parts, rows)

    def _write_stories(self, read: Frames) -> None:
        """A line for each story, the most told first; all failures are of the first part."""
        good = read.where("failure is null")
        told = stories_told(good.select(*DOCUMENTS), good.select(*SKETCHES))
        if self._making.task == "stories":
            found = told.by("story", story_lines, STORY_LINES).kept()
        else:
            found = told.by("story", partial(_brief_lines, self._making.sent), _TOLD).kept()
        untold = _failures(found) if self._making.task == "brief" else []
        failures = listed(_failures(read), untold)
        self._failed = len(failures)
        lines = found.where("line is not null").select(*STORY_LINES)
        count = lines.count()
        pieces = in_pieces(lines, self._making.part_size).df.selectExpr("*", "null as failure")
        self._write(pieces, -(-count // self._making.part_size), None, failures)
        if not count and failures:
            self._folder.keep(0, Made(0, 0, 0, failures, self._making.encoded([])))

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
    found = rows.where("failure is not null").df.select("failure").collect()
    return [failure_in(row.failure) for row in found]


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


def _brief_lines(sent: Sent, table: Any) -> Any:
    """The brief of each story on a line, or why there is none."""
    import pyarrow as pa

    request = sent.open()
    outcomes = [tell(story, request) for story in stories_of(table)]
    lines = table_of_lines([line for outcome in outcomes for line in outcome.results])
    failed = [
        {"failure": encodable(json.dumps(outcome.failure))}
        for outcome in outcomes
        if outcome.failure is not None
    ]
    whole = lines.append_column("failure", pa.nulls(len(lines), pa.string()))
    untold = pa.Table.from_pylist(failed, schema=schema_of(_TOLD))
    return pa.concat_tables([fitted(whole, _TOLD), untold])
