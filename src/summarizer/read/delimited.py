"""Tables of texts: CSV and TSV with a header."""

import csv
import io
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain

from ..document import Document
from ..errors import ReadError
from .records import Maker, record_document

Fields = dict[str, str]
"""A row: what stands in it by the name of the column, in small letters; nothing empty."""

_DELIMITERS = ",;\t|"
_LONGEST_FIELD = 2**31 - 1  # characters; Python's own limit, 131,072, is less than a report has
_LIMIT = threading.Lock()


def read_table(text: str, label: str, name: str, make: Maker) -> list[Document]:
    """The documents of a table: a row each, by the columns that its header names.

    There has to be a column ``text``; ``id``, ``title``, ``date``, ``author`` and ``language``
    are read where there are any. Capitals in the names do not count, nor do other columns.

    Args:
        text: of the file; its fields are parted by commas, semicolons, tabs or bars.
        label: what to call the file in messages.
        name: what to call the file in the ids of documents that have none.
        make: makes each document.

    Raises:
        ReadError: there is no column ``text`` or no row, or a row is malformed; the message says
            at which line it begins.
        NoWordsError: a text contains no words.
    """
    table = Table(io.StringIO(text, newline=""), label)
    documents = [
        table_document(fields, f"{label}, line {line}", f"{name}:{line}", make)
        for line, fields in table
    ]
    if not documents:
        raise ReadError(f"{label}: contains no documents, only a header")
    return documents


def table_document(fields: Fields, place: str, name: str, make: Maker) -> Document:
    """The document of a row; see :func:`read_table`. ``name`` is its id if it has none."""
    own = fields.get("id", "").strip() or name
    return record_document({"text": "", **fields}, place, own, make)


class Table:
    """The rows of a table, read one by one.

    After a row that is malformed it can be asked for the next.

    Args:
        lines: of the file, with their ends as they are.
        label: what to call the file in messages.
        longest: the most characters of a field.

    Attributes:
        line: the line that the last row begins at, from 1.

    Raises:
        ReadError: there is no column ``text``.
    """

    def __init__(self, lines: Iterable[str], label: str, longest: int = _LONGEST_FIELD) -> None:
        self.line = 1
        self._label = label
        self._longest = longest
        given = iter(lines)
        opening = _opening(given)
        self._delimiter = _delimiter(opening[-1] if opening else "")
        every = chain(opening, given)
        self._reader = csv.reader(every, delimiter=self._delimiter, strict=True)
        header = next(self._filled(), [])
        self._names = [column.strip().casefold() for column in header]
        if "text" not in self._names:
            listed = ", ".join(repr(column.strip()) for column in header if column.strip())
            raise ReadError(f"{label}, line 1: no column 'text': there are {listed or 'none':.300}")

    def __iter__(self) -> "Table":
        return self

    def __next__(self) -> tuple[int, Fields]:
        row = next(self._filled())
        if len(row) > len(self._names):
            raise ReadError(
                f"{self._label}, line {self.line}: {len(row)} fields, but the header names "
                f"{len(self._names)}: put fields that hold {self._delimiter!r} into double quotes"
            )
        pairs = zip(self._names, row, strict=False)
        return self.line, {name: field for name, field in pairs if field.strip()}

    def _filled(self) -> Iterator[list[str]]:
        """The rows that hold something."""
        while True:
            self.line = self._reader.line_num + 1
            try:
                with _long_fields(self._longest):
                    row = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise ReadError(f"{self._label}, line {self.line}: not CSV: {error}") from error
            if any(field.strip() for field in row):
                yield row


def _opening(lines: Iterator[str]) -> list[str]:
    """The lines up to the first that is not empty."""
    found = []
    for line in lines:
        found.append(line)
        if line.strip("\r\n"):
            break
    return found


@contextmanager
def _long_fields(longest: int) -> Iterator[None]:
    """The limit is one of the whole process, so that it is set for a moment alone."""
    with _LIMIT:
        before = csv.field_size_limit(longest)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _delimiter(head: str) -> str:
    """What parts the names of the header: the sign that leaves a column called ``text``."""
    for sign in _DELIMITERS:
        with _long_fields(_LONGEST_FIELD):
            names = next(csv.reader([head], delimiter=sign), [])
        if "text" in [name.strip().casefold() for name in names] and len(names) > 1:
            return sign
    return max(_DELIMITERS, key=head.count)
