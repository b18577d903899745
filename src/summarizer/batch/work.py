"""The heart of a batch: rows in, what came of each out. No file of output, no process, no clock."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, NamedTuple, Protocol

from ..briefing import brief_of
from ..defaults import ARTICLE_LENGTH, BRIEF_LENGTH, CEILING, DEFAULT_METHOD, FOCUS
from ..document import Document, Origin
from ..errors import ReadError, SummarizerError, UnknownNameError, UsageError, failure_of
from ..length import Length
from ..methods import method_of
from ..read import (
    BATCH,
    OWN,
    Budget,
    Fields,
    check_encoding,
    json_documents,
    json_object,
    on_day,
    read_file,
)
from ..read.budget import LOCAL, check_chars
from ..read.delimited import table_document
from ..registry import Ranker, Selector
from ..rendering.json import to_json_line
from ..request import Request
from ..results import Brief
from ..summary import summary_of
from ..text.languages import check_language
from ..text.splitters import RULES, Splitter
from .rows import ArticleRow

_TRIAL = "The old bridge fell on Monday. Nobody was hurt."


TASKS = ("article", "duplicates", "stories", "brief")
"""What can be done with articles; see :func:`summarizer.batch.summarise_all`."""

_LENGTHS: dict[str, int | str] = {"article": ARTICLE_LENGTH, "brief": BRIEF_LENGTH}
_LISTING = ("duplicates", "stories")  # they say something of documents, and choose no sentences


def length_of(task: str, length: Length | float | str | None) -> Length:
    """The length of a summary that a task makes, where none is given too.

    Raises:
        UnknownNameError: no such task.
        UsageError: it makes none, and a length is given.
        LengthError: it is none.
    """
    if task not in TASKS:
        raise UnknownNameError("task", task, TASKS)
    if task in _LISTING and length is not None:
        raise UsageError(f"the task {task} does not choose sentences: leave out the length")
    return Length(_LENGTHS.get(task, ARTICLE_LENGTH) if length is None else length)


@dataclass(frozen=True)
class Job:
    """What is to be done with each row; see :func:`summarizer.batch.summarise_all`."""

    length: Length
    method: str | Ranker = DEFAULT_METHOD
    select: str | Selector | None = None
    query: str = ""
    ceiling: float = CEILING
    seed: int = 0
    language: str | None = None
    splitter: str | Splitter = RULES
    budget: Budget = BATCH
    task: str = "article"
    focus: float = FOCUS
    fields: Fields = OWN
    encoding: str | None = None
    published: date | str | None = None

    def check(self) -> None:
        """Refuse what is wrong whatever the rows are, without working on any.

        Raises:
            UsageError: an argument that is none.
        """
        if self.task in _LISTING:
            self._check_plain()
        method_of(self.asked)
        check_language(self.language)
        check_encoding(self.encoding)
        on_day(self.published, self.make)

    def _check_plain(self) -> None:
        """Refuse what means nothing where no sentence is chosen."""
        asked = {
            "method": self.method != DEFAULT_METHOD,
            "selector": self.select is not None,
            "query": bool(self.query),
        }
        for name, is_given in asked.items():
            if is_given:
                raise UsageError(
                    f"the task {self.task} does not choose sentences: leave out the {name}"
                )

    @property
    def asked(self) -> Request:
        """What is asked of each summary."""
        of_summary = self.length, self.method, self.select, self.query, self.ceiling, self.seed
        return Request(*of_summary, focus=self.focus)

    def try_out(self) -> None:
        """Summarise a line: loads what is needed, before the time of an article is taken.

        Raises:
            UsageError: no text can be cut so, as where a package is not installed.
        """
        document = self.make(_TRIAL, id="trial")
        with suppress(SummarizerError):  # it may fail on this text and on no other
            self.summarise(document)

    def summarise(self, document: Document) -> str:
        """The summary of a document as a line of JSON."""
        return to_json_line(summary_of(document, self.asked))

    def brief(self, documents: Sequence[Document]) -> Brief:
        """The brief of the documents of one story."""
        return brief_of(documents, self.asked, stories="one")

    def make(self, text: str, **said: Any) -> Document:
        """A document of a text, unless that is too long.

        Raises:
            ReadError: it is.
        """
        if text is not _TRIAL:
            check_chars(text, self.budget.chars)
        return Document.from_text(
            text, **{"language": self.language, "splitter": self.splitter, **said}
        )


class Failure(NamedTuple):
    """Why a row gave nothing.

    Attributes:
        id: of the article, or what it is called where it has none.
        row: its number over all files, from 0.
        file, line: where it stands; the line is 0 for a whole file.
        reason: in one line.
    """

    id: str
    row: int
    file: str
    line: int
    reason: str


class WorkOutcome(NamedTuple):
    """What came of an item: results, as the summaries of a row, or why there are none."""

    results: tuple[Any, ...] = ()
    failure: Failure | None = None


class WorkItem(Protocol):
    """Something to do in a worker process."""

    @property
    def number(self) -> int:
        """By which it is known."""

    def spoiled(self, reason: str) -> "WorkItem":
        """The same as one that cannot be done, for a reason that takes a process to find out."""


Work = Callable[[Any], WorkOutcome]
"""What is done with an item; whatever is wrong with that is a value, and never raised."""

Prepare = Callable[[], object]
"""What a worker process does before anything else."""


def summarise_rows(rows: Iterable[ArticleRow], job: Job) -> Iterator[WorkOutcome]:
    """What comes of each row, in order; depends on nothing but the row and the job."""
    return (summarise_row(row, job) for row in rows)


def summarise_row(row: ArticleRow, job: Job) -> WorkOutcome:
    """The summaries of a row's documents; whatever is wrong is a value, and never raised."""
    return use_row(row, job, job.summarise)


def use_row(row: ArticleRow, job: Job, use: Callable[[Document], Any]) -> WorkOutcome:
    """What comes of each of a row's documents, or why the row cannot be used."""
    try:
        return WorkOutcome(tuple(use(document) for document in _documents(row, job)))
    except Exception as error:  # one article of a million must not end the work on the others
        reason = reason_for(error).removeprefix(f"{row.place}: ")
        return WorkOutcome(failure=Failure(row.id, row.number, row.file, row.line, reason))


def reason_for(error: Exception) -> str:
    """In one line, why something failed."""
    if isinstance(error, MemoryError) or isinstance(error.__cause__, MemoryError):
        return "out of memory"
    if isinstance(error, SummarizerError):
        return " ".join(str(error).split())
    return failure_of(error)


def _documents(row: ArticleRow, job: Job) -> list[Document]:
    make = on_day(job.published, job.make)
    if isinstance(row.value, ReadError):
        raise row.value
    if row.value is None:
        # Characters and time are seen to elsewhere; what a PDF may take is not what a worker may.
        memory = min(job.budget.memory, LOCAL.memory)
        within = job.budget._replace(chars=None, seconds=None, memory=memory)
        return read_file(row.file, row.name, make, job.fields, encoding=job.encoding, budget=within)
    if row.file:
        encoding = row.encoding.removesuffix("-sig")
        is_guessed = encoding not in ("utf-8", "utf-16", "utf-32")  # which a mark says
        make = partial(make, origin=Origin(row.file, row.format, encoding, is_guessed))
    of_row = row.place, row.name, make, job.fields
    if isinstance(row.value, bytes):
        return json_documents(_object(row.value, row.place), *of_row)
    if row.format == "csv":
        return [table_document(row.value, *of_row)]
    return json_documents(row.value, *of_row)


def _object(line: bytes, place: str) -> dict[str, Any]:
    try:
        return json_object(line.decode(), place)
    except UnicodeDecodeError as error:
        raise ReadError(f"{place}: not UTF-8 at byte {error.start} of the line") from error
