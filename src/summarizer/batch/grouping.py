"""The tasks that look at all documents together: duplicates, stories and briefs."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from .arrow import column
from .disk import Disk, Pieces, Source, write_tables
from .folder import Encode, Folder, Made, write_whole
from .lines import STORY_LINES, stories_of, story_lines, table_of_lines, tell
from .pool import Part, Pool
from .reading import Block
from .telling import copies_told, in_pieces, listed, stories_told
from .work import Failure, Outcome, Request

_SHARD = 5_000  # rows of input; a hundred megabytes at most stages

_STAGES = 24  # that pieces go through, about
_FINDING = 0.2  # of the time of a brief after reading, about, goes by finding the stories


class Grouping:
    """What comes after reading.

    Args:
        blocks: what was read.
        folder: where the output goes.
        pool: what does the work.
        part_size: lines of a part.
        encode: of a part.
        advance: is told which share is done.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        folder: Folder,
        pool: Pool,
        part_size: int,
        encode: Encode,
        advance: Callable[[float], object],
    ) -> None:
        self._blocks = blocks
        self._folder = folder
        self._pool = pool
        self._part_size = part_size
        self._encode = encode
        self._documents_read = max(1, sum(block.rows for block in blocks))
        shards = max(4, self._documents_read // _SHARD)
        self._advance = advance
        self._disk = Disk(folder.workshop / "stages", pool, shards, self._advanced)
        self._sketches = self._disk.flow([block.sketches for block in blocks])
        self._documents_told = 0
        self._documents = self._disk.flow([block.documents for block in blocks])

    def work(self, request: Request, timeout: float | None) -> None:
        """Do the task that is asked for; a story may take so many seconds."""
        if not self._blocks:
            return
        if request.task == "duplicates":
            self._write_duplicates()
        elif request.task == "stories":
            self._write_stories()
        else:
            self._write_briefs(request, timeout)

    def _write_duplicates(self) -> None:
        """A line for each document, in the order of the input."""
        lines = copies_told(self._sketches)
        for number, (block, table) in enumerate(zip(self._blocks, lines.pieces(), strict=True)):
            found = column(table, "line").tolist()
            self._keep(number, block.first, block.rows, found, block.failures)

    def _write_stories(self) -> None:
        """A line for each story, the most told first."""
        self._write_ranked(self._told().by("story", story_lines, STORY_LINES).kept(), [])

    def _write_briefs(self, request: Request, timeout: float | None) -> None:
        """The brief of each story on a line, the most told first."""
        shards = self._disk.exchange(self._told(), "story")
        folder = self._disk.stage()
        do = partial(tell, request=request)
        missing = (
            Part(number, list(stories_of(shard.read())), do, timeout)
            for number, shard in enumerate(shards)
            if not (folder / f"{number}.json").exists()
        )
        for part in self._pool.run(missing, self._heard):
            lines = [line for outcome in part.outcomes for line in outcome.results]
            failures = [o.failure for o in part.outcomes if o.failure is not None]
            write_tables(folder / f"{part.number}.arrow", [table_of_lines(lines)])
            write_whole(folder, f"{part.number}.json", [json.dumps(failures).encode()])
        numbers = range(len(shards))
        failures = [f for n in numbers for f in _failures(folder / f"{n}.json")]
        self._write_ranked(self._disk.flow([folder / f"{n}.arrow" for n in numbers]), failures)

    def _advanced(self, stage: int, share: float) -> None:
        if not self._documents_told:
            self._advance(_FINDING * min(1, (stage - 1 + share) / _STAGES))

    def _heard(self, outcomes: list[Outcome]) -> None:
        self._documents_told += sum(line.size for o in outcomes for line in o.results)
        told = self._documents_told / self._documents_read
        self._advance(_FINDING + (1 - _FINDING) * told)

    def _told(self) -> Pieces:
        return stories_told(self._documents, self._sketches)

    def _write_ranked(self, lines: Pieces, failures: Sequence[Failure]) -> None:
        """The lines of stories, in parts, the most told first."""
        failures = listed((f for block in self._blocks for f in block.failures), failures)
        shards = self._disk.exchange(in_pieces(lines, self._part_size), "piece")
        for number, first, own in _pieces(shards):
            self._keep(number, first, len(own), own, failures if number == 0 else [])
        if not self._folder.done and failures:
            self._keep(0, 0, 0, [], failures)

    def _keep(
        self, number: int, first: int, rows: int, lines: list[str], failures: Sequence[Failure]
    ) -> None:
        if number not in self._folder.done:
            data = self._encode(lines)
            self._folder.keep(number, Made(first, rows, len(lines), list(failures), data))


def _pieces(shards: Sequence[Source]) -> Iterator[tuple[int, int, list[str]]]:
    """The number of each piece, the place of its first line, and its lines in order."""
    for shard in shards:
        table = shard.read().sort_by("place")
        piece = column(table, "piece")
        for rows in np.split(np.arange(len(piece)), np.flatnonzero(np.diff(piece)) + 1):
            if len(rows):
                own = table.slice(rows[0], len(rows))
                yield int(piece[rows[0]]), own["place"][0].as_py(), own["line"].to_pylist()


def _failures(path: Path) -> list[Failure]:
    return [Failure(*each) for each in json.loads(path.read_bytes())]
