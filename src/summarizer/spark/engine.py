"""A batch of files by Spark: the folder is that of a local run, byte for byte.

Two jobs. The first counts the rows of each file, so that each row has its number over all. The
second reads again, brings the rows of a part together, summarises them and writes the part; the
tasks that look at all articles together stand in ``grouping``. The driver keeps the folder: the
lock, the journal, the manifest.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..batch.folder import BatchResult, Folder, Written
from ..batch.inputs import Input, Named
from ..batch.running import PART_SIZE, Progress, Tally, into_folder
from ..batch.work import Job, length_of
from ..defaults import CEILING, DEFAULT_METHOD, FOCUS
from ..length import Length
from ..read import BATCH, budget_of, fields_of
from ..registry import Ranker, Selector
from ..text.splitters import RULES, Splitter
from .reading import Reader
from .reports import listen
from .sessions import check_master, check_spark, session
from .workers import Sent
from .writing import Making, check_whole, write_summaries

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def summarise_all(
    inputs: str | Path | Iterable[str | Path],
    output: str | Path,
    length: Length | int | str | None = None,
    method: str | Ranker = DEFAULT_METHOD,
    *,
    task: str = "article",
    select: str | Selector | None = None,
    query: str = "",
    focus: float = FOCUS,
    ceiling: float = CEILING,
    seed: int = 0,
    language: str | None = None,
    splitter: str | Splitter = RULES,
    master: str | None = None,
    conf: Mapping[str, str] | None = None,
    restart: bool = False,
    max_chars: int | None = None,
    part_size: int = PART_SIZE,
    format: str = "jsonl",  # noqa: A002 -- the field's word
    progress: Progress | None = None,
    text_field: str | None = None,
    title_field: str | None = None,
    id_field: str | None = None,
    date_field: str | None = None,
    encoding: str | None = None,
    published: date | str | None = None,
    recursive: bool = False,
    max_size: int | None = None,
    max_unpacked: int | None = None,
) -> BatchResult:
    """Summarise each article of files of any size on Spark, into a folder.

    Or find which of them repeat one another, or which tell one story, or make a brief of each.
    Does what :func:`summarizer.batch.summarise_all` does, with ``timeout=None``, byte for byte,
    but that every part has ``part_size`` rows, however large these are. Files and folder lie
    where the driver and all workers have them under the same path.

    Args:
        inputs, output, length, method, task: see there.
        select, query, focus, ceiling, seed, language, splitter: see there.
        restart, max_chars, part_size, format: see there.
        text_field, title_field, id_field, date_field: see there.
        encoding, published, recursive, max_size, max_unpacked: see there.
        master: Spark's address; ``None`` for all cores of this machine. Where the process has a
            session, that is used.
        conf: Spark's settings by name.
        progress: is told how far it is when a task is done.

    Returns:
        How many were summarised, how many could not be, and the names of the parts.

    Raises:
        UsageError: the call is wrong.
        InputError: as there; or Spark cannot be started, or fails. What is done is kept.
    """
    check_spark()
    check_master(master)
    budget = budget_of(BATCH, max_size, max_unpacked, max_chars)
    fields = fields_of(text_field, title_field, id_field, date_field)
    of_texts = language, splitter, budget, task, focus, fields, encoding, published
    job = Job(length_of(task, length), method, select, query, ceiling, seed, *of_texts)
    where = Path(output).absolute()

    def on_spark(source: Input, folder: Folder) -> None:
        making = Making(Sent.of(job, _base(source.files)), str(where), task, part_size, format)
        with session(master, conf or {}) as spark:
            _work(spark, source, folder, making, progress)

    return into_folder(
        inputs,
        output,
        job,
        on_spark,
        recursive=recursive,
        restart=restart,
        timeout=None,
        part_size=part_size,
        format=format,
    )


def _work(
    spark: "SparkSession",
    source: Input,
    folder: Folder,
    making: Making,
    progress: Progress | None,
) -> None:
    reader = Reader(spark.sparkContext, source.files, making.sent, making.part_size)
    if making.task == "article":
        _SparkRun(reader, folder, progress).work(making)
    elif reader.rows:
        from ..batch.grouping import run_task
        from .flow import Workbench
        from .grouping import OnSpark

        with Workbench(spark, reader.rows) as bench:
            run_task(making.task, OnSpark(bench, reader, folder, making, progress))


class _SparkRun:
    def __init__(self, reader: Reader, folder: Folder, progress: Progress | None) -> None:
        self._reader = reader
        self._folder = folder
        self._progress = progress
        before = folder.result()
        self._done, self._failed = before.done, before.failed
        self._rows = sum(part.rows for part in folder.done.values())

    def work(self, making: Making) -> None:
        """Do what is not done yet.

        Raises:
            InputError: a part cannot be written.
        """
        rows = self._reader.rows
        todo = self._todo(rows, making.part_size)
        self._tell(rows)
        if todo:
            for written in listen(partial(write_summaries, making), self._reader.parted(todo)):
                self._folder.note(written)
                self._count(written)
                self._tell(rows)
        check_whole(todo, self._folder)

    def _todo(self, rows: int, size: int) -> set[int]:
        """The parts that are not done."""
        firsts = range(0, rows, size)
        return {
            number
            for number, first in enumerate(firsts)
            if not self._folder.holds(number, first, min(size, rows - first))
        }

    def _count(self, written: Written) -> None:
        self._done += written.done.results
        self._failed += written.done.errors
        self._rows += written.done.rows

    def _tell(self, rows: int) -> None:
        if self._progress is not None:
            share = self._rows / rows if rows else 1.0
            self._progress(Tally(self._done, self._failed, share))


def _base(files: list[Named]) -> str:
    """The folder that relative paths are meant from, where there are such."""
    return "" if all(Path(file.path).is_absolute() for file in files) else str(Path.cwd())
