"""The first stage of the tasks that look at all documents: each read and cut once, and kept."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..corpus.arrow import table_of_rows
from ..corpus.documents import DOCUMENTS, key_of, packed
from ..corpus.sketches import Sketch, table_of_sketches
from ..document import Document
from .disk import write_tables
from .pool import Heard, Pool, WorkPart
from .rows import ArticleRow
from .sealed import Remade, is_there, json_bytes, make_folder, sealed, value_there, write_file
from .work import Failure, Job, WorkOutcome, use_row


class Seen(NamedTuple):
    """A document as a worker hands it over: what is kept, and its sketch."""

    id: str
    document: bytes
    sketch: Sketch


class RowBlock(NamedTuple):
    """The rows of a part as they were read.

    Attributes:
        first, rows: the number of the first row, and how many there are.
        failures: those of which nothing came.
        documents, sketches: files.
    """

    first: int
    rows: int
    failures: list[Failure]
    documents: Path
    sketches: Path


def see(row: ArticleRow, job: Job) -> WorkOutcome:
    """What is kept of each of a row's documents; whatever is wrong is a value, never raised."""
    return use_row(row, job, partial(_seen, whole=job.task != "duplicates"))


def _seen(document: Document, whole: bool) -> Seen:
    kept = packed(document) if whole else b""
    return Seen(document.id, kept, Sketch.of(document))


def read_blocks(
    rows: Iterator[tuple[int, list[ArticleRow]]],
    pool: Pool,
    job: Job,
    timeout: float | None,
    folder: Path,
    handed: Callable[[int], object],
    heard: Heard,
    remade: Remade,
) -> list[RowBlock]:
    """Read all rows, in blocks, into files; those that are there are not read again.

    Args:
        rows: the blocks, with their numbers.
        pool: what reads them.
        job: how they are read.
        timeout: seconds that a row may take.
        folder: where the files are written.
        handed: is told of how many rows are begun.
        heard: is told of what comes in.
        remade: is told of files that are damaged.
    """
    make_folder(folder)
    do = partial(see, job=job)
    blocks: dict[int, RowBlock] = {}

    def missing() -> Iterator[WorkPart]:
        for number, block in rows:
            found = _found(folder, number, remade)
            if found is None:
                handed(len(block))
                yield WorkPart(number, block, do, timeout)
            else:
                blocks[number] = found

    for part in pool.run(missing(), heard):
        blocks[part.number] = _write(folder, part)
    return [blocks[number] for number in sorted(blocks)]


def _found(folder: Path, number: int, remade: Remade) -> RowBlock | None:
    """A block that a former run has read, if all its files are whole."""
    told = value_there(folder / f"{number}.json", remade)
    if not told:
        return None
    failures = [Failure(*each) for each in told["failures"]]
    block = _block(folder, number, told["first"], told["rows"], failures)
    return block if all(is_there(p, remade) for p in (block.documents, block.sketches)) else None


def _block(folder: Path, number: int, first: int, rows: int, failures: list[Failure]) -> RowBlock:
    files = (folder / f"{number}.documents", folder / f"{number}.sketches")
    return RowBlock(first, rows, failures, *files)


def _write(folder: Path, part: WorkPart) -> RowBlock:
    """The files of a block, of which the one that says it is whole comes last."""
    first, outcomes = part.rows[0].number, part.outcomes
    failures = [o.failure for o in outcomes if o.failure is not None]
    found = [
        each for place, outcome in enumerate(outcomes) for each in keyed(first + place, outcome)
    ]
    block = _block(folder, part.number, first, len(part.rows), failures)
    documents = [(key, seen.id, seen.document) for key, seen in found]
    write_tables(block.documents, [table_of_rows(documents, DOCUMENTS)])
    write_tables(block.sketches, [table_of_sketches([(k, s.id, s.sketch) for k, s in found])])
    told = sealed({"first": first, "rows": len(part.rows), "failures": failures})
    write_file(folder / f"{part.number}.json", [json_bytes(told)])
    return block


def keyed(row: int, outcome: WorkOutcome) -> list[tuple[int, Seen]]:
    """The documents of a row with their keys."""
    return [(key_of(row, number), seen) for number, seen in enumerate(outcome.results)]
