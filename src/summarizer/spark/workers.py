"""The inside of a task, whatever the task is: what the driver sent, made ready for work.

No variable holds numpy back to one thread here. Spark sets OMP_NUM_THREADS to the cores of a task
in each Python worker that it starts, before numpy is imported there.
"""

import os
import pickle
import socket
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, chdir, nullcontext
from typing import TYPE_CHECKING, NamedTuple

from ..batch.tables import summarise_table
from ..batch.work import Job
from ..errors import MethodError, SummarizerError, UsageError, failure_of
from ..read import OWN, Fields

if TYPE_CHECKING:
    import pyarrow as pa

_AT_A_TIME = 256  # rows that are held as objects; Spark's batches have 10,000


class Sent(NamedTuple):
    """A job on its way to the workers.

    Attributes:
        job: as bytes. So what it names is looked for by us, who can say what is missing.
        base: the folder that relative paths are meant from; ``""`` where there are none.
        fields, encoding: what the fields of articles are called in files, and by what those are
            written.
    """

    job: bytes
    base: str = ""
    fields: Fields = OWN
    encoding: str | None = None

    @classmethod
    def of(cls, job: Job, base: str = "") -> "Sent":
        """Pack a job.

        Raises:
            UsageError: it is wrong whatever the rows are, or cannot be sent.
        """
        from pyspark import cloudpickle

        job.check()
        try:
            packed = cloudpickle.dumps(job)
        except Exception as error:  # whatever a stranger's object raises
            raise UsageError(
                "a method, selector, splitter or tokenizer has to be sent to the workers, and "
                f"one cannot be: {failure_of(error)}"
            ) from error
        job.try_out()
        return cls(packed, base, job.fields, job.encoding)

    def open(self) -> Job:
        """The job, ready for work.

        Raises:
            MethodError: what it needs is not there. That ends the task, and Spark tries another
                worker: an error in each row would make the results depend on who did them.
        """
        try:
            job: Job = pickle.loads(self.job)  # noqa: S301 -- from our driver
            job.check()
            job.try_out()
        except Exception as error:
            reason = str(error) if isinstance(error, SummarizerError) else failure_of(error)
            raise MethodError(
                f"the Python of a Spark worker ({sys.executable} on {socket.gethostname()}) "
                f"lacks a package; install it there: {reason}"
            ) from error
        return job

    def inside(self) -> AbstractContextManager[None]:
        """Where relative paths mean what they mean to the driver.

        Raises:
            MethodError: the driver's folder is not there.
        """
        if self.base and not os.path.isdir(self.base):  # noqa: PTH112 -- as it came
            raise MethodError(
                f"{self.base}: does not exist on a Spark worker ({socket.gethostname()}): give "
                "paths that all workers share"
            )
        return chdir(self.base) if self.base else nullcontext()


def summarise_batches(
    sent: Sent, batches: "Iterator[pa.RecordBatch]"
) -> "Iterator[pa.RecordBatch]":
    """The summaries of the articles of a task; what ``mapInArrow`` calls."""
    import pyarrow as pa

    job = sent.open()
    for articles in slices(batches):
        yield from summarise_table(pa.Table.from_batches([articles]), job).to_batches()


def slices(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """Batches of few rows, for each of them is held as an object."""
    for batch in batches:
        for start in range(0, batch.num_rows, _AT_A_TIME):
            yield batch.slice(start, _AT_A_TIME)
