"""The tasks that look at all documents together: duplicates, stories and briefs."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from ..arrays import rows_by_value
from ..corpus.arrow import column, table_of_rows
from ..corpus.dataflow import F
from ..corpus.output_rows import (
    STORY_ROWS,
    duplicate_rows,
    in_parts,
    stories_in,
    story_rows,
    with_stories,
)
from .disk import Disk, DiskSource, Pieces, write_tables
from .folder import Encode, Folder, WrittenPart
from .pool import Pool, WorkPart
from .reading import RowBlock
from .sealed import json_bytes, sealed, value_there, write_file
from .story_briefs import brief_story, in_order
from .work import Failure, Job, WorkOutcome


class Engine(Protocol[F]):
    """What does such a task: it has read all documents, and writes what is found.

    Attributes:
        documents: all, as ``documents.DOCUMENTS``.
        sketches: theirs, as ``sketches.SKETCHES``, kept.
    """

    documents: F
    sketches: F

    def failures(self) -> list[Failure]:
        """Of the rows that gave no document."""

    def briefs(self, stories: F) -> tuple[F, list[Failure]]:
        """The brief of each story as ``STORY_ROWS``, kept, and of which there is none."""

    def write_duplicates(self, lines: F) -> None:
        """Write a line for each document, in the order of the input."""

    def write_stories(self, lines: F, failures: Sequence[Failure]) -> None:
        """Write the lines of stories in parts, the story of the most documents first.

        The failures are those of the first part.
        """


def run_task(task: str, engine: Engine[F]) -> None:
    """Do a task: ``"duplicates"``, ``"stories"`` or ``"brief"``."""
    if task == "duplicates":
        engine.write_duplicates(duplicate_rows(engine.sketches))
        return
    told = with_stories(engine.documents, engine.sketches)
    if task == "stories":
        lines, failures = told.by("story", story_rows, STORY_ROWS).kept(), list[Failure]()
    else:
        lines, failures = engine.briefs(told)
    engine.write_stories(lines, in_order(engine.failures(), failures))


_SHARD = 5_000  # rows of input; a hundred megabytes at most stages

_STAGES = 24  # that pieces go through, about
_FINDING = 0.2  # of the time of a brief after reading, about, goes by finding the stories


class OnDisk(Engine[Pieces]):
    """The engine of one machine.

    Args:
        blocks: what was read.
        folder: where the output goes.
        pool: what does the work.
        job: what is asked for.
        timeout: seconds that a story may take; ``None`` for any time.
        part_size: lines of a part.
        encode: of a part.
        advance: is told which share is done.
    """

    def __init__(
        self,
        blocks: Sequence[RowBlock],
        folder: Folder,
        pool: Pool,
        job: Job,
        timeout: float | None,
        part_size: int,
        encode: Encode,
        advance: Callable[[float], object],
    ) -> None:
        self._blocks = blocks
        self._folder = folder
        self._pool = pool
        self._job = job
        self._timeout = timeout
        self._part_size = part_size
        self._encode = encode
        self._documents_read = max(1, sum(block.rows for block in blocks))
        shards = max(4, self._documents_read // _SHARD)
        self._advance = advance
        self._finding = _FINDING if job.task == "brief" else 1.0
        self._remade = folder.remade.append
        stages = folder.workshop / "stages"
        self._disk = Disk(stages, pool, shards, self._advanced, self._remade)
        self.sketches = self._disk.flow([block.sketches for block in blocks])
        self._documents_told = 0
        self.documents = self._disk.flow([block.documents for block in blocks])

    def failures(self) -> list[Failure]:
        """See :class:`Engine`."""
        return [failure for block in self._blocks for failure in block.failures]

    def write_duplicates(self, lines: Pieces) -> None:
        """See :class:`Engine`; what a block gave is a part."""
        for number, (block, table) in enumerate(zip(self._blocks, lines.pieces(), strict=True)):
            found = column(table, "line").tolist()
            self._keep(number, block.first, block.rows, found, block.failures)

    def briefs(self, stories: Pieces) -> tuple[Pieces, list[Failure]]:
        """See :class:`Engine`; a story may end its process."""
        shards = self._disk.exchange(stories, "story")
        folder = self._disk.stage()
        do = partial(brief_story, job=self._job)
        missing = (
            WorkPart(number, list(stories_in(shard.read())), do, self._timeout)
            for number, shard in enumerate(shards)
            if not self._is_told(folder, number)
        )
        for part in self._pool.run(missing, self._heard):
            lines = [line for outcome in part.outcomes for line in outcome.results]
            failures = [o.failure for o in part.outcomes if o.failure is not None]
            write_tables(folder / f"{part.number}.arrow", [table_of_rows(lines, STORY_ROWS)])
            told = json_bytes(sealed({"failures": failures}))
            write_file(folder / f"{part.number}.json", [told])
        numbers = range(len(shards))
        failures = [f for n in numbers for f in self._failures(folder / f"{n}.json")]
        return self._disk.flow([folder / f"{n}.arrow" for n in numbers]), failures

    def _is_told(self, folder: Path, number: int) -> bool:
        """Whether a former run made the briefs of a shard."""
        is_told = value_there(folder / f"{number}.json", self._remade)
        return bool(is_told) and self._disk.has(folder / f"{number}.arrow")

    def _failures(self, path: Path) -> list[Failure]:
        return [Failure(*each) for each in value_there(path, self._remade)["failures"]]

    def write_stories(self, lines: Pieces, failures: Sequence[Failure]) -> None:
        """See :class:`Engine`."""
        shards = self._disk.exchange(in_parts(lines, self._part_size), "piece")
        for number, first, own in _pieces(shards):
            self._keep(number, first, len(own), own, failures if number == 0 else [])
        if not self._folder.done and failures:
            self._keep(0, 0, 0, [], failures)

    def _advanced(self, stage: int, share: float) -> None:
        if not self._documents_told:
            self._advance(self._finding * min(1, (stage - 1 + share) / _STAGES))

    def _heard(self, outcomes: list[WorkOutcome]) -> None:
        self._documents_told += sum(line.size for o in outcomes for line in o.results)
        told = self._documents_told / self._documents_read
        self._advance(self._finding + (1 - self._finding) * told)

    def _keep(
        self, number: int, first: int, rows: int, lines: list[str], failures: Sequence[Failure]
    ) -> None:
        if number not in self._folder.done:
            data = self._encode(lines)
            self._folder.keep(number, WrittenPart(first, rows, len(lines), list(failures), data))


def _pieces(shards: Sequence[DiskSource]) -> Iterator[tuple[int, int, list[str]]]:
    """The number of each piece, the place of its first line, and its lines in order."""
    for shard in shards:
        table = shard.read().sort_by("place")
        piece = column(table, "piece")
        for rows in rows_by_value(piece):
            own = table.slice(rows[0], len(rows))
            yield int(piece[rows[0]]), own["place"][0].as_py(), own["line"].to_pylist()
