"""Rows into parts, parts through the pool, what came of them into the folder."""

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..defaults import CEILING, DEFAULT_METHOD, FOCUS
from ..dependencies import require, version
from ..errors import UnknownNameError, UsageError, name_of
from ..length import Length
from ..methods import find_method
from ..read import BATCH, as_strings, budget_of, fields_of
from ..read.budget import check_whole, confine
from ..registry import Ranker, Selector
from ..text.languages import check_language, own_languages
from ..text.splitters import RULES, Splitter
from .folder import BatchResult, Encode, Folder, Plan, WrittenPart, opened
from .inputs import Input
from .pool import Pool, WorkPart
from .rows import ArticleRow
from .work import Job, WorkItem, WorkOutcome, length_of, summarise_row

PART_SIZE = 1000
"""Rows of a part: some seconds of work, some megabytes."""

LARGEST = 32 * 1024 * 1024
"""Bytes of input, after which a part ends even if it has fewer rows."""

FORMATS = ("jsonl", "parquet")


class Tally(NamedTuple):
    """Progress of a batch.

    Attributes:
        done: number of summaries, including those of earlier runs.
        failed: number of failed rows.
        share: how much of the input is finished, from 0 to 1.
    """

    done: int
    failed: int
    share: float


Progress = Callable[[Tally], object]


def summarise_all(
    inputs: str | Path | Iterable[str | Path],
    output: str | Path,
    length: Length | float | str | None = None,
    method: str | Ranker = DEFAULT_METHOD,
    *,
    task: str = "article",
    select: str | Selector | None = None,
    query: str = "",
    focus: float = FOCUS,
    ceiling: float = CEILING,
    seed: int = 0,
    language: str | None = None,
    splitter: str | Splitter = RULES,
    jobs: int | None = None,
    restart: bool = False,
    timeout: float | None = BATCH.seconds,
    max_chars: int | None = None,
    part_size: int = PART_SIZE,
    format: str = "jsonl",  # noqa: A002 -- the field's word
    progress: Progress | None = None,
    text_field: str | None = None,
    title_field: str | None = None,
    id_field: str | None = None,
    date_field: str | None = None,
    encoding: str | None = None,
    published: date | str | None = None,
    recursive: bool = False,
    max_size: int | None = None,
    max_unpacked: int | None = None,
    max_memory: int | None = None,
) -> BatchResult:
    """Summarise each article of files of any size, in several processes, into a folder.

    Or find which of them repeat one another, or which tell one story, or make a brief of each.

    Where a run of the same call was stopped, by whatever, this one goes on. The files are byte for
    byte the same however often it was stopped and whatever ``jobs`` is. In a script the call has
    to stand under ``if __name__ == "__main__":``, for the processes import the script.

    Args:
        inputs: files and folders, as :func:`summarizer.read_documents` takes them; JSON Lines and
            CSV may be packed, as ``.gz`` or ``.zst``, and there may be ``.parquet``. The last two
            need the extra ``batch``.
        output: the folder, new, empty, or of a run of the same call.
        length: of a summary, by default 3 sentences, or of the brief of a story, by default 120
            words; see :func:`summarizer.summarise`.
        method, select, query, focus, ceiling, seed: see :func:`summarizer.summarise`; a function
            has to be one of a module, which the processes import.
        task: ``"article"`` summarises each article. The others look at all of them together, and
            need the extra ``batch``: ``"duplicates"`` tells which repeat which, ``"stories"`` which
            tell one story, and ``"brief"`` makes a brief of each story.
        language, splitter: see :func:`summarizer.read_documents`.
        jobs: how many processes; ``None`` for one on each core.
        restart: remove what a former run left in the folder, and begin anew.
        timeout: seconds that an article may take by the clock; ``None`` for any time.
        max_chars: an article of more characters is left out; ``None`` for any length.
        part_size: rows of input for each part of the output; fewer where they have 32 MiB.
        format: ``"jsonl"`` or ``"parquet"``; the latter needs the extra ``batch``.
        progress: is told how far it is, some times a second.
        text_field, title_field, id_field, date_field: see :func:`summarizer.read_documents`;
            Parquet, too.
        encoding, published, recursive: see :func:`summarizer.read_documents`.
        max_size, max_unpacked: bytes of a file of one article, and what one gives that is packed;
            see there.
        max_memory: bytes of a process; an article that needs more is left out.

    Returns:
        How many were summarised, how many could not be, and the names of the parts.

    Raises:
        UsageError: the call is wrong.
        InputError: the input cannot be read to its end or was changed meanwhile, the folder cannot
            be written into, holds something else, or another run is at it. What is done is kept.
    """
    asked = length_of(task, length)
    budget = budget_of(BATCH, max_size, max_unpacked, max_chars, timeout, max_memory)
    fields = fields_of(text_field, title_field, id_field, date_field)
    of_texts = language, splitter, budget, task, focus, fields, encoding, published
    job = Job(asked, method, select, query, ceiling, seed, *of_texts)
    check_whole("jobs", jobs)

    def here(source: Input, folder: Folder) -> None:
        encode = partial(encoded, task=task, format=format)
        run = _Run(source, folder, job, part_size, encode, progress)
        with Pool(jobs or _cores(), partial(_begin, job)) as pool:
            run.work(pool, timeout or None)

    return into_folder(
        inputs,
        output,
        job,
        here,
        recursive=recursive,
        restart=restart,
        timeout=timeout,
        part_size=part_size,
        format=format,
    )


def _begin(job: Job) -> None:
    """What a worker does first."""
    job.try_out()
    confine(job.budget.memory)  # no sooner: it is for articles, and libraries fail oddly in less


Engine = Callable[[Input, Folder], object]
"""What does the work: writes and takes down each part that a folder lacks."""


def into_folder(
    inputs: str | Path | Iterable[str | Path],
    output: str | Path,
    job: Job,
    engine: Engine,
    *,
    recursive: bool,
    restart: bool,
    timeout: float | None,
    part_size: int,
    format: str,  # noqa: A002 -- as above
) -> BatchResult:
    """Have an engine do a batch; see :func:`summarise_all` for the arguments and errors.

    The plan, the lock, the state of the input and the end are the same for all engines.
    """
    job.check()
    if job.task != "article":
        require(f"the task {job.task}", "batch", "pyarrow")
    _check(job, part_size, format)
    source = Input(as_strings(inputs), job.fields, job.encoding, recursive=recursive)
    plan = _plan(job, timeout, part_size, format, source)
    with opened(Path(output), plan, format, restart=restart) as folder:
        if not folder.is_finished:
            engine(source, folder)
            source.check_unchanged()
        folder.finish()
        return folder.result()


READING = {"article": 1.0, "duplicates": 0.9, "stories": 0.7, "brief": 0.25}
"""About what share of a task's time goes by reading."""


class _Run:
    def __init__(
        self,
        source: Input,
        folder: Folder,
        job: Job,
        part_size: int,
        encode: Encode,
        progress: Progress | None,
    ) -> None:
        self._source = source
        self._folder = folder
        self._job = job
        self._part_size = part_size
        self._encode = encode
        self._progress = progress
        before = folder.result()
        self._done, self._failed = before.done, before.failed
        self._read = self._open = 0  # rows that were read, and those of which nothing came yet
        self._share = self._told = 0.0  # of what comes after reading, and of all

    def work(self, pool: Pool, timeout: float | None) -> None:
        """Do what is not done yet."""
        if self._job.task != "article":
            self._group(pool, timeout)
            return
        for part in pool.run(self._parts(timeout), self._heard):
            self._folder.keep(part.number, made_of(part.rows, part.outcomes, self._encode))

    def _parts(self, timeout: float | None) -> Iterator[WorkPart]:
        """The parts that are not done."""
        do = partial(summarise_row, job=self._job)
        for number, block in self._blocks():
            if not self._folder.holds(number, block[0].number, len(block)):
                self._handed(len(block))
                yield WorkPart(number, block, do, timeout)

    def _group(self, pool: Pool, timeout: float | None) -> None:
        from .grouping import OnDisk, run_task
        from .reading import read_blocks

        folder = self._folder.workshop / "read"
        told = self._handed, self._heard, self._folder.remade.append
        read = read_blocks(self._blocks(), pool, self._job, timeout, folder, *told)
        if read:
            size, job = self._part_size, self._job
            advance = self._advanced
            engine = OnDisk(read, self._folder, pool, job, timeout, size, self._encode, advance)
            run_task(job.task, engine)

    def _blocks(self) -> Iterator[tuple[int, list[ArticleRow]]]:
        for number, block in enumerate(_blocks(self._source.rows(), self._part_size)):
            self._read += len(block)
            yield number, block

    def _handed(self, rows: int) -> None:
        """Count what is begun; a first time when all that is done was passed over."""
        self._open += rows
        self._tell()

    def _heard(self, outcomes: list[WorkOutcome]) -> None:
        """Count what is finished, and tell."""
        self._open -= len(outcomes)
        self._done += sum(len(outcome.results) for outcome in outcomes)
        self._failed += sum(outcome.failure is not None for outcome in outcomes)
        self._tell()

    def _advanced(self, share: float) -> None:
        self._share = share
        self._tell()

    def _tell(self) -> None:
        if self._progress is not None:
            reading = READING[self._job.task]
            finished = self._source.share_read() * (1 - self._open / max(self._read, 1))
            # Rows differ in size, so that this goes back now and then: a bar does not.
            self._told = max(self._told, finished * reading + self._share * (1 - reading))
            self._progress(Tally(self._done, self._failed, self._told))


def made_of(
    rows: Sequence[WorkItem], outcomes: Iterable[WorkOutcome], encode: Encode
) -> WrittenPart:
    """The part that some rows make, by what came of each."""
    came = list(outcomes)
    lines = [line for outcome in came for line in outcome.results]
    failures = [outcome.failure for outcome in came if outcome.failure is not None]
    return WrittenPart(rows[0].number, len(rows), len(lines), failures, encode(lines))


def _blocks(rows: Iterator[ArticleRow], most: int) -> Iterator[list[ArticleRow]]:
    """Rows in blocks of so many, fewer where they are large: some blocks are held at a time."""
    block: list[ArticleRow] = []
    size = 0
    for row in rows:
        block.append(row)
        size += row.size
        if len(block) == most or size >= LARGEST:
            yield block
            block, size = [], 0
    if block:
        yield block


def encoded(lines: list[str], task: str, format: str) -> bytes:  # noqa: A002 -- as above
    """The lines of a part as the bytes of its file."""
    if format == "parquet":
        from .parquet import to_parquet

        return to_parquet(lines, task)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _plan(
    job: Job,
    timeout: float | None,
    part_size: int,
    format: str,  # noqa: A002 -- as above
    source: Input,
) -> Plan:
    """All that the output depends on."""
    chosen = find_method(job.method, job.select)
    splitter = job.splitter if isinstance(job.splitter, str) else name_of(job.splitter)
    return {
        "version": version(),
        "task": job.task,
        "method": chosen.name,
        "select": chosen.select,
        "length": str(job.length),
        "tokenizer": job.length.counts_by,
        "query": job.query,
        "focus": job.focus,
        "ceiling": job.ceiling,
        "seed": job.seed,
        "language": check_language(job.language),
        "splitter": splitter,
        **({"languages": own} if (own := own_languages()) else {}),
        "timeout": timeout or None,
        "max-size": job.budget.size,
        "max-unpacked": job.budget.unpacked,
        "max-chars": job.budget.chars,
        "max-memory": job.budget.memory,
        "encoding": job.encoding,
        "date": None if job.published is None else str(job.published),
        "recursive": source.recursive,
        "fields": job.fields._asdict(),
        "part-size": part_size,
        "format": format,
        "input": [state._asdict() for state in source.state],
    }


def _check(
    job: Job,
    part_size: int,
    format: str,  # noqa: A002 -- as above
) -> None:
    """Refuse what is wrong before the folder is touched."""
    if format not in FORMATS:
        raise UnknownNameError("format", format, FORMATS)
    if format == "parquet":
        require("writing Parquet", "batch", "pyarrow")
    check_whole("part_size", part_size)
    try:
        pickle.dumps(job)
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
