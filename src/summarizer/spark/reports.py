"""What tasks wrote, heard of as soon as each is done."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import chain
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from ..batch.folder import Written

if TYPE_CHECKING:
    from pyspark import RDD


def listen(work: Any, rows: "RDD[Any]") -> Iterator[Written]:
    """What a task reports, as soon as the task is done, and not when all are.

    Spark hands what an accumulator was given to the driver once for each task that is done,
    on a thread of its own.

    Args:
        work: is called with an accumulator, to which it adds lists of what it wrote, and with the
            rows of a task.
        rows: of all tasks.
    """
    context = rows.context
    heard: SimpleQueue[list[Written] | None] = SimpleQueue()
    report = context.accumulator([], _Reports(heard.put))
    with ThreadPoolExecutor(1) as aside:
        job = aside.submit(rows.foreachPartition, partial(work, report))
        job.add_done_callback(lambda _: heard.put(None))
        try:
            yield from chain.from_iterable(iter(heard.get, None))
            job.result()
        except BaseException:
            with suppress(Exception):  # Spark may be gone, which is what is raised then
                context.cancelAllJobs()
            raise


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
