"""The rows of a batch's files, numbered over all of them, and those of a part brought together."""

from collections.abc import Iterator
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from ..batch.inputs import Named, holds_records, record_file, rows_of
from ..batch.rows import ArticleRow
from ..errors import ReadError
from .workers import Sent

if TYPE_CHECKING:
    from pyspark import RDD, SparkContext

_TASKS_A_CORE = 4  # so that no core waits long for the last task of another
_PARTS_A_TASK = 16  # at most, for they are lost together when a worker dies
_READING_TASKS = 1000  # at most, however many files there are


class RowRange(NamedTuple):
    """A file and the numbers of its rows."""

    file: Named
    first: int
    rows: int


class Reader:
    """Reads files on the workers.

    Args:
        context: of the session.
        files: in their order.
        sent: says where relative paths are meant from.
        part_size: rows of a part.

    Raises:
        ReadError: a file cannot be read to its end.
    """

    def __init__(
        self, context: "SparkContext", files: list[Named], sent: Sent, part_size: int
    ) -> None:
        self._context = context
        self._sent = sent
        self._part_size = part_size
        self._spans = self._numbered(files)

    @property
    def rows(self) -> int:
        """How many there are."""
        return self._spans[-1].first + self._spans[-1].rows if self._spans else 0

    def _numbered(self, files: list[Named]) -> list[RowRange]:
        """The files with the numbers of their rows, over all."""
        counts = [0 if holds_records(file.path) else 1 for file in files]
        records = [(i, file) for i, file in enumerate(files) if holds_records(file.path)]
        if records:
            found = self._spread(records).mapPartitions(partial(_count, self._sent)).collect()
            for i, count in sorted(found, key=lambda each: each[0]):
                if isinstance(count, ReadError):
                    raise count
                counts[i] = count
        firsts = [0, *accumulate(counts)]
        return [RowRange(*each) for each in zip(files, firsts, counts, strict=False)]

    def parted(self, todo: set[int]) -> "RDD[Any]":
        """The rows of some parts, those of a part together and in order."""
        size = self._part_size
        wanted = [
            span
            for span in self._spans
            if span.rows
            and not todo.isdisjoint(
                range(span.first // size, (span.first + span.rows - 1) // size + 1)
            )
        ]
        tasks = self.tasks_for(len(todo))
        # Numbered anew, so that each task has as many, whichever are done.
        places = {part: place for place, part in enumerate(sorted(todo))}
        read = self._spread(wanted).mapPartitions(partial(_read, self._sent, size, places))
        return read.repartitionAndSortWithinPartitions(tasks, partial(_task_of, tasks)).values()

    def tasks_for(self, parts: int) -> int:
        """Into how many tasks so many parts go."""
        cores: int = self._context.defaultParallelism
        most = max(_TASKS_A_CORE * cores, -(-parts // _PARTS_A_TASK))
        return max(1, min(parts, most))

    def _spread(self, values: list[Any]) -> "RDD[Any]":
        most = max(_READING_TASKS, _TASKS_A_CORE * self._context.defaultParallelism)
        return self._context.parallelize(values, max(1, min(len(values), most)))


def _rows(file: Named, sent: Sent) -> Iterator[ArticleRow]:
    return rows_of(file, record_file(file.path, sent.fields, sent.encoding))


def _count(sent: Sent, files: Iterator[tuple[int, Named]]) -> Iterator[tuple[int, int | ReadError]]:
    """How many rows each file has, or why it cannot be read: no attempt would mend that."""
    with sent.inside():
        for place, file in files:
            try:
                yield place, sum(1 for _ in _rows(file, sent))
            except ReadError as error:
                yield place, error


Key = tuple[int, int]
"""The place of a row's part among those to do, and the row's number over all."""


def _read(
    sent: Sent, size: int, places: dict[int, int], spans: Iterator[RowRange]
) -> Iterator[tuple[Key, ArticleRow]]:
    """The rows of the parts that are to do."""
    with sent.inside():
        for span in spans:
            for number, row in enumerate(_rows(span.file, sent), start=span.first):
                place = places.get(number // size)
                if place is not None:
                    yield (place, number), row._replace(number=number)


def _task_of(tasks: int, key: Key) -> int:
    return key[0] % tasks
