"""A flow of tables on the disk of one machine: files that are whole or not there.

Each stage is a folder of files in the format of Arrow, a file for each piece. What a stage before
wrote is read by the next; who is killed finds again what was done, if it is as it was written.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from ..corpus.arrow import Schema, column, fitted, table_of
from ..corpus.candidate_pairs import parts_of
from ..corpus.dataflow import Flow, Join, Order, Step
from ..corpus.sketches import mixed
from ..errors import InputError
from .pool import Pool, WorkPart
from .sealed import SEAL_SIZE, Remade, is_there, make_folder, write_sealed
from .work import Failure, WorkOutcome, reason_for

Advance = Callable[[int, float], object]
"""Is told the number of the stage, and which share of it is done."""


class DiskSource(Protocol):
    """Where a piece is read from."""

    def read(self) -> Any:
        """The table."""


class File(NamedTuple):
    """A piece that is a file."""

    path: str

    def read(self) -> Any:
        """The table; its memory is that of the file."""
        return _reader(self.path).read_all()


class Shard(NamedTuple):
    """A piece that is one shard of each of many files."""

    paths: tuple[str, ...]
    number: int

    def read(self) -> Any:
        """The shards as one table."""
        import pyarrow as pa

        return pa.concat_tables([self._of(path) for path in self.paths])

    def _of(self, path: str) -> Any:
        import pyarrow as pa

        return pa.Table.from_batches([_reader(path).get_batch(self.number)])


def _reader(path: str) -> Any:
    """What a file of tables holds, in memory that is that of the file."""
    import pyarrow as pa

    with pa.memory_map(path) as file:
        whole = file.read_buffer()
    return pa.ipc.open_file(whole.slice(0, whole.size - SEAL_SIZE))


class _Chore(NamedTuple):
    """One piece of a stage: read, worked on, written.

    Attributes:
        number: of the piece.
        source: where it is read from.
        steps: what is done with it.
        target: the file to write.
        name: the column by which the file is cut into shards, or "".
        shards: how many.
        spoilt: why it cannot be done.
    """

    number: int
    source: DiskSource
    steps: tuple[Step, ...]
    target: str
    name: str = ""
    shards: int = 1
    spoilt: str = ""

    def spoiled(self, reason: str) -> "_Chore":
        """The same as one that cannot be done."""
        return self._replace(spoilt=reason)


def _do(chore: _Chore) -> WorkOutcome:
    reason = chore.spoilt and f"{chore.target}: {chore.spoilt}"
    try:
        if not reason:
            table = _through(chore.source, chore.steps)
            cut = _shards(table, chore.name, chore.shards) if chore.name else [table]
            write_tables(Path(chore.target), cut)
    except InputError as error:  # which says where
        reason = str(error)
    except Exception as error:  # of one chore: it is said which
        reason = f"{chore.target}: {reason_for(error)}"
    failure = Failure("", chore.number, chore.target, 0, reason) if reason else None
    return WorkOutcome(failure=failure)


def _through(source: DiskSource, steps: Sequence[Step]) -> Any:
    table = source.read()
    for step in steps:
        table = step(table)
    return table


def _shards(table: Any, name: str, count: int) -> list[Any]:
    """The rows of one value of a column into one shard."""
    shard = mixed(column(table, name)).astype(np.uint64) % np.uint64(count)
    order = np.argsort(shard, kind="stable")
    edges = np.searchsorted(shard[order], np.arange(count + 1, dtype=np.uint64))
    rows = table.take(order)
    return [
        rows.slice(a, b - a) for a, b in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    ]


def write_tables(path: Path, tables: Sequence[Any]) -> None:
    """A file of tables of one schema, each a batch of its own; whole, or not there."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, tables[0].schema) as writer:
        for table in tables:
            batches = table.combine_chunks().to_batches()
            writer.write_batch(batches[0] if batches else _nothing(table.schema))
    write_sealed(path, sink.getvalue())


def _nothing(schema: Any) -> Any:
    import pyarrow as pa

    return pa.RecordBatch.from_pylist([], schema=schema)


class Disk:
    """The engine of one machine.

    Args:
        folder: where stages are written; what is there is not done again.
        pool: what does it.
        shards: into how many pieces the rows of a stage go.
        advance: is told how far the stage is.
        remade: is told of files that are damaged.
    """

    def __init__(
        self,
        folder: Path,
        pool: Pool,
        shards: int,
        advance: Advance | None = None,
        remade: Remade | None = None,
    ) -> None:
        self._folder = folder
        self._pool = pool
        self._shards = shards
        self._advance = advance or (lambda _stage, _share: None)
        self._remade = remade or (lambda _path: None)
        self._stages = 0

    def flow(self, paths: Sequence[Path]) -> "Pieces":
        """A flow of files that are there."""
        return Pieces(self, tuple(File(str(path)) for path in paths))

    def table(self, table: Any) -> "Pieces":
        """A flow of one table."""
        path = self.stage() / "0.arrow"
        if not self.has(path):
            write_tables(path, [table])
        return self.flow([path])

    def run(self, pieces: "Pieces", name: str = "") -> tuple[str, ...]:
        """Work out the pieces of a flow, into files; cut into shards by a column, if it is named.

        Raises:
            InputError: a piece cannot be worked out, or not be written.
        """
        folder, shards = self.stage(), self._shards
        chores = [
            _Chore(number, source, pieces.steps, str(folder / f"{number}.arrow"), name, shards)
            for number, source in enumerate(pieces.sources)
        ]
        parts = [WorkPart(c.number, [c], _do) for c in chores if not self.has(Path(c.target))]
        for done, part in enumerate(self._pool.run(parts), start=1):
            for outcome in part.outcomes:
                if outcome.failure:
                    raise InputError(outcome.failure.reason)
            self._advance(self._stages, done / len(parts))
        return tuple(chore.target for chore in chores)

    def exchange(self, pieces: "Pieces", name: str) -> tuple[DiskSource, ...]:
        """The rows of a flow in other pieces: those of one value of a column together."""
        paths = self.run(pieces, name)
        return tuple(Shard(paths, number) for number in range(self._shards))

    def has(self, path: Path) -> bool:
        """Whether a file of tables is there from a former run, and whole."""
        return is_there(path, self._remade)

    def stage(self) -> Path:
        """The folder of the next stage."""
        folder = self._folder / f"{self._stages:02d}"
        self._stages += 1
        make_folder(folder)
        return folder


class Pieces(Flow):
    """A flow of the engine :class:`Disk`: where pieces are, and what is to be done with each."""

    def __init__(
        self, disk: Disk, sources: tuple[DiskSource, ...], steps: tuple[Step, ...] = ()
    ) -> None:
        self._disk = disk
        self.sources = sources
        self.steps = steps

    def map(self, step: Step, schema: Schema) -> "Pieces":
        """See :class:`Flow`."""
        more = (step, partial(fitted, types=schema))
        return Pieces(self._disk, self.sources, (*self.steps, *more))

    def by(self, name: str, step: Step, schema: Schema) -> "Pieces":
        """See :class:`Flow`."""
        return Pieces(self._disk, self._disk.exchange(self, name)).map(step, schema)

    def join(self, other: "Pieces", on: str, how: Join = "inner") -> "Pieces":
        """See :class:`Flow`."""
        import pyarrow as pa

        found = pa.concat_tables(other.pieces())
        path = self._disk.table(found.take(np.argsort(column(found, on), kind="stable")))
        (file,) = path.sources
        step = partial(_joined, other=file, on=on, how=how)
        return Pieces(self._disk, self.sources, (*self.steps, step))

    def parts(self, largest: int) -> "Pieces":
        """See :class:`Flow`."""
        return self._disk.table(parts_of(self.pieces(), largest))

    def ranked(self, name: str, order: Order) -> "Pieces":
        """See :class:`Flow`."""
        import pyarrow as pa

        names = [name, *(key for key, _ in order if key != name)]
        rows = pa.concat_tables([table.select(names) for table in self.pieces()])
        numbers = rows.sort_by(list(order)).column(name)
        return self._disk.table(table_of({name: numbers, "place": np.arange(len(rows))}))

    def kept(self) -> "Pieces":
        """See :class:`Flow`."""
        return self._disk.flow([Path(path) for path in self._disk.run(self)])

    def count(self) -> int:
        """See :class:`Flow`."""
        return sum(len(table) for table in self.pieces())

    def pieces(self) -> Iterator[Any]:
        """See :class:`Flow`."""
        kept = self if not self.steps else self.kept()
        return (source.read() for source in kept.sources)


def _joined(table: Any, other: DiskSource, on: str, how: Join) -> Any:
    """A table with the columns of another one, which has each number of a column once, sorted."""
    import pyarrow as pa

    right = other.read()
    numbers, sought = column(right, on), column(table, on)
    place = np.searchsorted(numbers, sought)
    hit = place < len(numbers)
    hit[hit] = numbers[place[hit]] == sought[hit]
    if how == "anti":
        return table.filter(pa.array(~hit))
    if how == "inner":
        table, place, hit = table.filter(pa.array(hit)), place[hit], hit[hit]
    rows = pa.array(place, mask=~hit)
    for name in right.column_names:
        if name != on:
            table = table.append_column(name, right.column(name).take(rows))
    return table
