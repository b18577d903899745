"""Rows into parts, parts through the pool, what came of them into the folder."""

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from ..errors import UnknownNameError, UsageError, name_of
from ..features import CEILING
from ..length import Length
from ..read import as_strings
from ..registry import Ranker, Selector
from ..summary import DEFAULT_METHOD, find_method
from ..text.splitters import RULES, Splitter
from .folder import BatchResult, Folder, Made, Plan, opened
from .inputs import Input
from .pool import Part, Pool
from .rows import Row, check_arrow
from .work import Outcome, Request

PART_SIZE = 1000
"""Rows of a part: some seconds of work, some megabytes."""

LARGEST = 32 * 1024 * 1024
"""Bytes of input, after which a part ends even if it has fewer rows."""

TIMEOUT = 60.0
"""Seconds of an article: a thousand times what a long one takes."""

FORMATS = ("jsonl", "parquet")


class Tally(NamedTuple):
    """How far a batch is.

    Attributes:
        done: how many summaries there are, those of former runs among them.
        failed: how many rows gave none.
        share: how much of the input was read, from 0 to 1.
    """

    done: int
    failed: int
    share: float


Progress = Callable[[Tally], object]


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
    jobs: int | None = None,
    restart: bool = False,
    timeout: float | None = TIMEOUT,
    max_chars: int | None = None,
    part_size: int = PART_SIZE,
    format: str = "jsonl",  # noqa: A002 -- the field's word
    progress: Progress | None = None,
) -> BatchResult:
    """Summarise each article of files of any size, in several processes, into a folder.

    Where a run of the same call was stopped, by whatever, this one goes on. The files are byte for
    byte the same however often it was stopped and whatever ``jobs`` is. In a script the call has
    to stand under ``if __name__ == "__main__":``, for the processes import the script.

    Args:
        inputs: files and folders, as :func:`summarizer.read_documents` takes them; JSON Lines and
            CSV may be packed, as ``.gz`` or ``.zst``, and there may be ``.parquet``. The last two
            need the extra ``batch``.
        output: the folder, new, empty, or of a run of the same call.
        length, method, select, query, ceiling, seed: see :func:`summarizer.summarise`; a function
            has to be one of a module, which the processes import.
        language, splitter: see :func:`summarizer.read_documents`.
        jobs: how many processes; ``None`` for one on each core.
        restart: remove what a former run left in the folder, and begin anew.
        timeout: seconds that an article may take by the clock; ``None`` for any time.
        max_chars: an article of more characters is left out; ``None`` for any length.
        part_size: rows of input for each part of the output; fewer where they have 32 MiB.
        format: ``"jsonl"`` or ``"parquet"``; the latter needs the extra ``batch``.
        progress: is told how far it is, some times a second.

    Returns:
        How many were summarised, how many could not be, and the names of the parts.

    Raises:
        UsageError: the call is wrong.
        InputError: the input cannot be read to its end or was changed meanwhile, the folder cannot
            be written into, holds something else, or another run is at it. What is done is kept.
    """
    request = Request(
        Length(length), method, select, query, ceiling, seed, language, splitter, max_chars
    )
    _check_number("jobs", jobs)

    def here(source: Input, folder: Folder) -> None:
        run = _Run(source, folder, part_size, format, progress)
        run.work(Pool(jobs or _cores(), request, timeout or None, run.heard))

    return into_folder(
        inputs,
        output,
        request,
        here,
        restart=restart,
        timeout=timeout,
        part_size=part_size,
        format=format,
    )


Engine = Callable[[Input, Folder], object]
"""What does the work: writes and takes down each part that a folder lacks."""


def into_folder(
    inputs: str | Path | Iterable[str | Path],
    output: str | Path,
    request: Request,
    engine: Engine,
    *,
    restart: bool,
    timeout: float | None,
    part_size: int,
    format: str,  # noqa: A002 -- as above
) -> BatchResult:
    """Have an engine do a batch; see :func:`summarise_all` for the arguments and errors.

    The plan, the lock, the state of the input and the end are the same for all engines.
    """
    request.check()
    _check(request, timeout, part_size, format)
    source = Input(as_strings(inputs))
    plan = _plan(request, timeout, part_size, format, source)
    with opened(Path(output), plan, format, restart=restart) as folder:
        if not folder.is_finished:
            engine(source, folder)
            source.check_unchanged()
        folder.finish()
        return folder.result()


class _Run:
    def __init__(
        self,
        source: Input,
        folder: Folder,
        part_size: int,
        format: str,  # noqa: A002 -- as above
        progress: Progress | None,
    ) -> None:
        self._source = source
        self._folder = folder
        self._part_size = part_size
        self._format = format
        self._progress = progress
        before = folder.result()
        self._done, self._failed = before.done, before.failed

    def work(self, pool: Pool) -> None:
        """Do what is not done yet."""
        with closing(pool.run(self._parts())) as finished:
            for part in finished:
                self._keep(part)

    def heard(self, outcomes: list[Outcome]) -> None:
        """Count, and tell."""
        self._done += sum(len(outcome.results) for outcome in outcomes)
        self._failed += sum(outcome.failure is not None for outcome in outcomes)
        if self._progress is not None:
            self._progress(Tally(self._done, self._failed, self._source.share_read()))

    def _parts(self) -> Iterator[Part]:
        """The parts that are not done."""
        for number, block in enumerate(_blocks(self._source.rows(), self._part_size)):
            if not self._folder.holds(number, block[0].number, len(block)):
                self.heard([])  # a first time when all that is done was passed over
                yield Part(number, block)

    def _keep(self, part: Part) -> None:
        self._folder.keep(part.number, made_of(part.rows, part.outcomes, self._format))


def made_of(rows: Sequence[Row], outcomes: Iterable[Outcome], format: str) -> Made:  # noqa: A002
    """The part that some rows make, by what came of each."""
    came = list(outcomes)
    lines = [line for outcome in came for line in outcome.results]
    failures = [outcome.failure for outcome in came if outcome.failure is not None]
    return Made(rows[0].number, len(rows), len(lines), failures, _written(lines, format))


def _blocks(rows: Iterator[Row], most: int) -> Iterator[list[Row]]:
    """Rows in blocks of so many, fewer where they are large: some blocks are held at a time."""
    block: list[Row] = []
    size = 0
    for row in rows:
        block.append(row)
        size += row.size
        if len(block) == most or size >= LARGEST:
            yield block
            block, size = [], 0
    if block:
        yield block


def _written(lines: list[str], format: str) -> bytes:  # noqa: A002 -- as above
    if format == "parquet":
        from .parquet import to_parquet

        return to_parquet(lines)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _plan(
    request: Request,
    timeout: float | None,
    part_size: int,
    format: str,  # noqa: A002 -- as above
    source: Input,
) -> Plan:
    """All that the output depends on."""
    from importlib.metadata import version

    chosen = find_method(request.method, request.select)
    splitter = request.splitter if isinstance(request.splitter, str) else name_of(request.splitter)
    return {
        "version": version("summarizer"),
        "task": "article",
        "method": chosen.name,
        "select": chosen.select,
        "length": str(request.length),
        "tokenizer": request.length.counts_by,
        "query": request.query,
        "ceiling": request.ceiling,
        "seed": request.seed,
        "language": request.language,
        "splitter": splitter,
        "timeout": timeout or None,
        "max-chars": request.max_chars,
        "part-size": part_size,
        "format": format,
        "input": [state._asdict() for state in source.state],
    }


def _check_number(name: str, number: int | None) -> None:
    if number is not None and (not isinstance(number, int) or number < 1):
        raise UsageError(f"{name} must be a whole number from 1, got {number!r:.40}")


def _check(
    request: Request,
    timeout: float | None,
    part_size: int,
    format: str,  # noqa: A002 -- as above
) -> None:
    """Refuse what is wrong before the folder is touched."""
    if format not in FORMATS:
        raise UnknownNameError("format", format, FORMATS)
    if format == "parquet":
        check_arrow("writing Parquet")
    _check_number("max_chars", request.max_chars)
    _check_number("part_size", part_size)
    if timeout is not None and not (isinstance(timeout, int | float) and timeout >= 0):
        raise UsageError(f"the timeout must be a number of seconds, got {timeout!r:.40}")
    try:
        pickle.dumps(request)
    except Exception as error:  # whatever a stranger's object raises
        raise UsageError(
            f"a method, selector, splitter or tokenizer must be a function of a module, which "
            f"other processes can import: {error}"
        ) from error


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
