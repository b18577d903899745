"""A flow of tables on Spark: DataFrames, through which the same steps go as locally.

Steps that follow one another are one pass through Python. Where all rows of a value have to be
together, the rows of a partition are made one table first: a step sees all of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial, reduce
from typing import TYPE_CHECKING, Any

from ..corpus.arrow import Schema, fitted, schema_of
from ..corpus.candidate_pairs import parts_of
from ..corpus.dataflow import Flow, Join, Order, Step

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

_SHARD = 5_000  # documents; a hundred megabytes at most stages
_MOST_SHARDS = 10_000  # for each holds a piece of each, and a hundred million files are enough
_TURNS = 2  # shards for each core, so that none waits long for another
_COLLECTED = 2_000_000  # links of a piece that goes to the driver
_BATCH = 10_000  # rows that go to Spark at a time

_SHUFFLED = "spark.sql.shuffle.partitions"
_JOINS = {"inner": "inner", "left": "left", "anti": "left_anti"}


def spark_schema(schema: "pa.Schema") -> "StructType":
    """The same columns as Spark calls them."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


class Workbench(AbstractContextManager["Workbench"]):
    """Where flows are worked on, and what is kept for them until its end.

    Args:
        spark: the session.
        documents: how many there are, about.

    Attributes:
        shards: the pieces into which rows are brought together.
    """

    def __init__(self, spark: "SparkSession", documents: int) -> None:
        cores = spark.sparkContext.defaultParallelism
        self.spark = spark
        self.shards = min(_MOST_SHARDS, max(_TURNS * cores, documents // _SHARD))
        self._kept: list[DataFrame] = []
        self._usual = spark.conf.get(_SHUFFLED, "200")

    def __enter__(self) -> "Workbench":
        """Have what Spark shuffles by itself, for a join, cut as fine as what we bring together."""
        self.spark.conf.set(_SHUFFLED, str(self.shards))
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of all that was kept."""
        self.spark.conf.set(_SHUFFLED, self._usual)
        for df in self._kept:
            df.unpersist()

    def keep(self, df: "DataFrame") -> "DataFrame":
        """Have the rows worked out once; on disk, where they do not fit into memory."""
        from pyspark import StorageLevel

        self._kept.append(df.persist(StorageLevel.MEMORY_AND_DISK))
        return df

    def documents(self, df: "DataFrame") -> "Frames":
        """A flow of rows with a ``key`` each, brought together by it and kept."""
        return Frames(self, self.keep(df.repartition(self.shards, "key")))

    def parts(self, links: "DataFrame", largest: int) -> "Frames":
        """What hangs together by links that are kept: see ``candidate_pairs.parts_of``.

        The driver finds it: of a partition those links come that make a forest, fewer than it has
        documents, of 24 bytes each.
        """
        pieces = links.coalesce(-(-links.count() // _COLLECTED) or 1)
        return self.table(parts_of(Frames(self, pieces).pieces(), largest))

    def table(self, table: "pa.Table") -> "Frames":
        """A flow of a table of the driver's."""
        schema = spark_schema(table.schema)
        if not len(table):  # of which Spark makes a table without columns
            return Frames(self, self.spark.createDataFrame([], schema))
        return Frames(self, self.spark.createDataFrame(table, schema))


class Frames(Flow):
    """A flow whose table is a DataFrame.

    Args:
        bench: where it is worked on.
        df: the table, before the steps.
        steps: what is still to be done with it.
        schema: of what the last step gives.
        whole: whether a step sees a partition at a time, and not a batch.
    """

    def __init__(
        self,
        bench: Workbench,
        df: "DataFrame",
        steps: tuple[Step, ...] = (),
        schema: Schema | None = None,
        *,
        whole: bool = False,
    ) -> None:
        self._bench = bench
        self._df = df
        self._steps = steps
        self._schema = schema or {}
        self._whole = whole

    @property
    def df(self) -> "DataFrame":
        """The table."""
        if not self._steps:
            return self._df
        through = partial(_through, self._steps, self._whole)
        return self._df.mapInArrow(through, schema=spark_schema(schema_of(self._schema)))

    def select(self, *names: str) -> "Frames":
        """Some of the columns."""
        return Frames(self._bench, self.df.select(*names))

    def where(self, condition: str) -> "Frames":
        """The rows of which a line of SQL is true."""
        return Frames(self._bench, self.df.where(condition))

    def map(self, step: Step, schema: Schema) -> "Frames":
        """See :class:`Flow`."""
        steps: tuple[Step, ...] = (*self._steps, step, partial(fitted, types=schema))
        return Frames(self._bench, self._df, steps, schema, whole=self._whole)

    def by(self, name: str, step: Step, schema: Schema) -> "Frames":
        """See :class:`Flow`."""
        steps: tuple[Step, ...] = (step, partial(fitted, types=schema))
        return Frames(self._bench, self._brought(name), steps, schema, whole=True)

    def together(self, name: str, step: Step, schema: "pa.Schema") -> "DataFrame":
        """The same as a DataFrame, with columns of any kind."""
        through = partial(_through, (step,), True)
        return self._brought(name).mapInArrow(through, schema=spark_schema(schema))

    def _brought(self, name: str) -> "DataFrame":
        return self.df.repartition(self._bench.shards, name)

    def join(self, other: "Frames", on: str, how: Join = "inner") -> "Frames":
        """See :class:`Flow`."""
        return Frames(self._bench, self.df.join(other.df, on, _JOINS[how]))

    def parts(self, largest: int) -> "Frames":
        """See :class:`Flow`."""
        return self._bench.parts(self.kept().df, largest)

    def ranked(self, name: str, order: Order) -> "Frames":
        """See :class:`Flow`. Two jobs: how many rows each piece has, and where each row is."""
        from pyspark.sql import functions as F  # noqa: N812 -- as all call it

        columns = [F.col(key).desc() if way == "descending" else F.col(key) for key, way in order]
        names = [name, *(key for key, _ in order if key != name)]
        rows = self.df.select(*names).repartitionByRange(self._bench.shards, *columns)
        numbered = rows.sortWithinPartitions(*columns).select(
            name, F.spark_partition_id().alias("piece"), F.monotonically_increasing_id().alias("n")
        )
        pieces = self._bench.keep(numbered)
        sizes = dict(pieces.groupBy("piece").count().collect())
        before, firsts = 0, []
        for piece in range(max(sizes, default=0) + 1):
            firsts.append(F.lit(before).cast("bigint"))
            before += sizes.get(piece, 0)
        place = F.array(*firsts)[F.col("piece")] + F.col("n").bitwiseAND(F.lit(2**33 - 1))
        return Frames(self._bench, pieces.select(name, place.alias("place")))

    def kept(self) -> "Frames":
        """See :class:`Flow`."""
        return Frames(self._bench, self._bench.keep(self.df))

    def count(self) -> int:
        """See :class:`Flow`."""
        count: int = self.df.count()
        return count

    def pieces(self) -> Iterator[Any]:
        """See :class:`Flow`; in batches, a partition after the other."""
        for row in self.df.mapInArrow(_packed, "batch binary").toLocalIterator():
            yield _unpacked(row[0])


def _through(
    steps: Sequence[Step], whole: bool, batches: "Iterator[pa.RecordBatch]"
) -> "Iterator[pa.RecordBatch]":
    """The rows of a partition through some steps: all together, or a batch at a time."""
    import pyarrow as pa

    tables: Iterable[list[pa.RecordBatch]]
    tables = [list(batches)] if whole else ([batch] for batch in batches)
    for table in (pa.Table.from_batches(some) for some in tables if some):
        yield from reduce(_after, steps, table).to_batches(max_chunksize=_BATCH)


def _after(table: Any, step: Step) -> Any:
    return step(table)


def _packed(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """Each batch as bytes, which go to the driver faster than rows do."""
    import pyarrow as pa

    for batch in batches:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch)
        yield pa.record_batch({"batch": pa.array([sink.getvalue().to_pybytes()], pa.binary())})


def _unpacked(data: bytes | bytearray) -> Any:
    import pyarrow as pa

    return pa.ipc.open_stream(bytes(data)).read_all()
