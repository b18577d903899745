"""The heart of a batch: rows in, what came of each out. No file of output, no process, no clock."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from ..document import Document, Origin
from ..errors import ReadError, SummarizerError, failure_of
from ..features import CEILING
from ..length import Length
from ..read import json_documents, json_id, json_object, read_file
from ..read.delimited import table_document
from ..read.records import Maker
from ..registry import Ranker, Selector
from ..rendering.json import to_json_line
from ..summary import DEFAULT_METHOD, check_request, find_method, summarise
from ..text.languages import check_language
from ..text.splitters import RULES, Splitter
from .rows import Row

_TRIAL = "The old bridge fell on Monday. Nobody was hurt."


@dataclass(frozen=True)
class Request:
    """What is to be done with each row; see :func:`summarizer.batch.summarise_all`."""

    length: Length
    method: str | Ranker = DEFAULT_METHOD
    select: str | Selector | None = None
    query: str = ""
    ceiling: float = CEILING
    seed: int = 0
    language: str = "en"
    splitter: str | Splitter = RULES
    max_chars: int | None = None

    def check(self) -> None:
        """Refuse what is wrong whatever the rows are, without working on any.

        Raises:
            UsageError: an argument that is none.
        """
        method = find_method(self.method, self.select)
        check_request(method, self.query, self.ceiling, self.seed, None)
        check_language(self.language)

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
        made = summarise(
            document,
            self.length,
            self.method,
            select=self.select,
            query=self.query,
            ceiling=self.ceiling,
            seed=self.seed,
        )
        return to_json_line(made)

    def make(self, text: str, **said: Any) -> Document:
        """A document of a text, unless that is too long.

        Raises:
            ReadError: it is.
        """
        if self.max_chars is not None and len(text) > self.max_chars and text is not _TRIAL:
            raise ReadError(f"{len(text):,} characters, more than the {self.max_chars:,} allowed")
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


class Outcome(NamedTuple):
    """What came of a row: summaries as lines of JSON, or why there are none."""

    results: tuple[str, ...] = ()
    failure: Failure | None = None


def summarise_rows(rows: Iterable[Row], request: Request) -> Iterator[Outcome]:
    """What comes of each row, in order; depends on nothing but the row and the request."""
    return (summarise_row(row, request) for row in rows)


def summarise_row(row: Row, request: Request) -> Outcome:
    """What comes of a row; whatever is wrong with it is a value, and never raised."""
    try:
        documents = _documents(row, request.make)
        return Outcome(tuple(request.summarise(document) for document in documents))
    except SummarizerError as error:
        reason = " ".join(str(error).split())
    except Exception as error:  # one article of a million must not end the work on the others
        reason = failure_of(error)
    reason = reason.removeprefix(f"{row.place}: ")
    return Outcome(failure=Failure(_id(row), row.number, row.file, row.line, reason))


def spoiled(row: Row, reason: str) -> Row:
    """The row as one that cannot be used, for a reason that it takes a process to find out."""
    return row._replace(name=_id(row), value=ReadError(reason))


def _documents(row: Row, make: Maker) -> list[Document]:
    if isinstance(row.value, ReadError):
        raise row.value
    if row.value is None:
        return read_file(row.file, row.name, make)
    if row.file:
        encoding = row.encoding.removesuffix("-sig")
        make = partial(make, origin=Origin(row.file, row.format, encoding))
    if isinstance(row.value, bytes):
        return json_documents(_object(row.value, row.place), row.place, row.name, make)
    if row.format == "csv":
        return [table_document(row.value, row.place, row.name, make)]
    return json_documents(row.value, row.place, row.name, make)


def _object(line: bytes, place: str) -> dict[str, Any]:
    try:
        return json_object(line.decode(), place)
    except UnicodeDecodeError as error:
        raise ReadError(f"{place}: not UTF-8 at byte {error.start} of the line") from error


def _id(row: Row) -> str:
    """The id that a row has, as far as it can be read."""
    value: Any = row.value
    if isinstance(value, bytes):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return row.name
    return (json_id(value) if isinstance(value, dict) else "") or row.name
