"""A batch of files by Spark: the folder is that of a local run, byte for byte.

Two jobs. The first counts the rows of each file, so that each row has its number over all. The
second reads again, brings the rows of a part together, summarises them and writes the part. The
driver keeps the folder: the lock, the journal, the manifest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import accumulate, chain, groupby
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from ..batch.folder import BatchResult, Folder, Written, write_part
from ..batch.inputs import Input, Named, holds_records, rows_of
from ..batch.rows import RecordFile, Row
from ..batch.running import PART_SIZE, Progress, Tally, encoded, into_folder, made_of
from ..batch.work import Request, summarise_rows
from ..errors import InputError, ReadError
from ..features import CEILING
from ..length import Length
from ..registry import Ranker, Selector
from ..summary import DEFAULT_METHOD
from ..text.splitters import RULES, Splitter
from .sessions import check_master, check_spark, session
from .workers import Sent

if TYPE_CHECKING:
    from pyspark import RDD, SparkContext

_TASKS_A_CORE = 4  # so that no core waits long for the last task of another
_PARTS_A_TASK = 16  # at most, for they are lost together when a worker dies
_READING_TASKS = 1000  # at most, however many files there are


def summarise_all(
    inputs: str | Path | Iterable[str | Path],
    output: str | Path,
    length: Length | int | str = 3,
    method: str | Ranker = DEFAULT_METHOD,
    *,
    select: str | Selector | None = None,
    query: str = "",
    ceiling: float = CEILING,
    seed: int = 0,
    language: str = "en",
    splitter: str | Splitter = RULES,
    master: str | None = None,
    conf: Mapping[str, str] | None = None,
    restart: bool = False,
    max_chars: int | None = None,
    part_size: int = PART_SIZE,
    format: str = "jsonl",  # noqa: A002 -- the field's word
    progress: Progress | None = None,
) -> BatchResult:
    """Summarise each article of files of any size on Spark, into a folder.

    Does what :func:`summarizer.batch.summarise_all` does, with ``timeout=None``, byte for byte,
    but that every part has ``part_size`` rows, however large these are. Files and folder lie
    where the driver and all workers have them under the same path.

    Args:
        inputs, output, length, method, select, query, ceiling, seed, language, splitter, restart,
            max_chars, part_size, format: see there.
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
    request = Request(
        Length(length), method, select, query, ceiling, seed, language, splitter, max_chars
    )
    where = Path(output).absolute()

    def on_spark(source: Input, folder: Folder) -> None:
        sent = Sent.of(request, _base(source.files))
        with session(master, conf or {}) as spark:
            _Run(spark.sparkContext, source, folder, progress).work(
                _Making(sent, str(where), part_size, format)
            )

    return into_folder(
        inputs,
        output,
        request,
        on_spark,
        restart=restart,
        timeout=None,
        part_size=part_size,
        format=format,
    )


class _Making(NamedTuple):
    """How parts are made: what each task of the second job knows."""

    sent: Sent
    folder: str
    part_size: int
    format: str


class _Span(NamedTuple):
    """A file and the numbers of its rows."""

    file: Named
    first: int
    rows: int


class _Run:
    def __init__(
        self, context: "SparkContext", source: Input, folder: Folder, progress: Progress | None
    ) -> None:
        self._context = context
        self._source = source
        self._folder = folder
        self._progress = progress
        before = folder.result()
        self._done, self._failed = before.done, before.failed
        self._rows = sum(part.rows for part in folder.done.values())

    def work(self, making: _Making) -> None:
        """Do what is not done yet.

        Raises:
            InputError: a file cannot be read, or a part cannot be written.
        """
        spans = self._numbered(making.sent)
        rows = spans[-1].first + spans[-1].rows if spans else 0
        todo = self._todo(rows, making.part_size)
        self._tell(rows)
        if todo:
            parted = self._parted(spans, todo, making)
            for written in self._listen(partial(_write, making), parted):
                self._folder.note(written)
                self._count(written)
                self._tell(rows)
        missing = todo - self._folder.done.keys()
        if missing:
            raise InputError(f"Spark ended without {len(missing):,} parts: run it again")

    def _numbered(self, sent: Sent) -> list[_Span]:
        """The files with the numbers of their rows, over all."""
        files = self._source.files
        counts = [0 if holds_records(file.path) else 1 for file in files]
        records = [(i, file) for i, file in enumerate(files) if holds_records(file.path)]
        if records:
            found = self._spread(records).mapPartitions(partial(_count, sent)).collect()
            for i, count in sorted(found, key=lambda each: each[0]):
                if isinstance(count, ReadError):
                    raise count
                counts[i] = count
        firsts = [0, *accumulate(counts)]
        return [_Span(*each) for each in zip(files, firsts, counts, strict=False)]

    def _todo(self, rows: int, size: int) -> set[int]:
        """The parts that are not done."""
        firsts = range(0, rows, size)
        return {
            number
            for number, first in enumerate(firsts)
            if not self._folder.holds(number, first, min(size, rows - first))
        }

    def _parted(self, spans: list[_Span], todo: set[int], making: _Making) -> "RDD[Any]":
        """The rows of the parts, those of a part together and in order."""
        size = making.part_size
        wanted = [
            span
            for span in spans
            if span.rows
            and not todo.isdisjoint(
                range(span.first // size, (span.first + span.rows - 1) // size + 1)
            )
        ]
        cores = self._context.defaultParallelism
        tasks = min(len(todo), max(_TASKS_A_CORE * cores, -(-len(todo) // _PARTS_A_TASK)))
        # Numbered anew, so that each task has as many, whichever are done.
        places = {part: place for place, part in enumerate(sorted(todo))}
        read = self._spread(wanted).mapPartitions(partial(_read, making, places))
        return read.repartitionAndSortWithinPartitions(tasks, partial(_task_of, tasks)).values()

    def _spread(self, values: list[Any]) -> "RDD[Any]":
        most = max(_READING_TASKS, _TASKS_A_CORE * self._context.defaultParallelism)
        return self._context.parallelize(values, min(len(values), most))

    def _listen(self, work: Any, rows: "RDD[Any]") -> Iterator[Written]:
        """What a task reports, as soon as the task is done, and not when all are.

        Spark hands what an accumulator was given to the driver once for each task that is done,
        on a thread of its own.
        """
        heard: SimpleQueue[list[Written] | None] = SimpleQueue()
        report = self._context.accumulator([], _Reports(heard.put))
        with ThreadPoolExecutor(1) as aside:
            job = aside.submit(rows.foreachPartition, partial(work, report))
            job.add_done_callback(lambda _: heard.put(None))
            try:
                yield from chain.from_iterable(iter(heard.get, None))
                job.result()
            except BaseException:
                with suppress(Exception):  # Spark may be gone, which is what is raised then
                    self._context.cancelAllJobs()
                raise

    def _count(self, written: Written) -> None:
        self._done += written.done.results
        self._failed += written.done.errors
        self._rows += written.done.rows

    def _tell(self, rows: int) -> None:
        if self._progress is not None:
            share = self._rows / rows if rows else 1.0
            self._progress(Tally(self._done, self._failed, share))


class _Reports:
    """Adds up what tasks report; the driver is told instead. What Spark calls AccumulatorParam."""

    def __init__(self, heard: Callable[[list[Written]], object] | None = None) -> None:
        self._heard = heard

    def __reduce__(self) -> tuple[type["_Reports"], tuple[()]]:
        return _Reports, ()  # a worker has nobody to tell

    def zero(self, _value: list[Written]) -> list[Written]:
        return []

    def addInPlace(self, value: list[Written], more: list[Written]) -> list[Written]:  # noqa: N802
        if self._heard is None:
            return value + more
        self._heard(more)
        return value


def _base(files: list[Named]) -> str:
    """The folder that relative paths are meant from, where there are such."""
    return "" if all(Path(file.path).is_absolute() for file in files) else str(Path.cwd())


def _rows(file: Named) -> Iterator[Row]:
    return rows_of(file, RecordFile(file.path) if holds_records(file.path) else None)


def _count(sent: Sent, files: Iterator[tuple[int, Named]]) -> Iterator[tuple[int, int | ReadError]]:
    """How many rows each file has, or why it cannot be read: no attempt would mend that."""
    with sent.inside():
        for place, file in files:
            try:
                yield place, sum(1 for _ in _rows(file))
            except ReadError as error:
                yield place, error


Key = tuple[int, int]
"""The place of a row's part among those to do, and the row's number over all."""


def _read(
    making: _Making, places: dict[int, int], spans: Iterator[_Span]
) -> Iterator[tuple[Key, Row]]:
    """The rows of the parts that are to do."""
    with making.sent.inside():
        for span in spans:
            for number, row in enumerate(_rows(span.file), start=span.first):
                place = places.get(number // making.part_size)
                if place is not None:
                    yield (place, number), row._replace(number=number)


def _task_of(tasks: int, key: Key) -> int:
    return key[0] % tasks


def _write(making: _Making, report: Any, rows: Iterator[Row]) -> None:
    """Write the parts of a task."""
    request = making.sent.open()
    folder = Path(making.folder)
    with making.sent.inside():
        for number, group in groupby(rows, lambda row: row.number // making.part_size):
            whole = list(group)
            encode = partial(encoded, task=request.task, format=making.format)
            made = made_of(whole, summarise_rows(whole, request), encode)
            # Another attempt at the same part may be at work at this moment.
            report.add([write_part(folder, making.format, number, made, uuid4().hex)])
