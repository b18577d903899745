"""Tables of texts: CSV and TSV with a header."""

import csv
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain

from ..document import Document
from ..errors import ReadError
from .budget import allowed
from .records import OWN, Fields, Maker, record_document

Cells = dict[str, str]
"""A row: what stands in it by the name of the column, in small letters; nothing empty."""

_DELIMITERS = ",;\t|"
_SAID = re.compile(r'"?sep=([^\r\n"])"?[\r\n]*', re.IGNORECASE)
"""The line by which Excel is told what parts the fields."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LONGEST_FIELD = 2**31 - 1  # characters; Python's own limit, 131,072, is less than a report has
_LIMIT = threading.Lock()


def read_table(
    text: str, label: str, name: str, make: Maker, fields: Fields = OWN
) -> list[Document]:
    """The documents of a table: a row each, by the columns that its header names.

    There has to be a column ``text``; ``id``, ``title``, ``date``, ``author`` and ``language``
    are read where there are any. Capitals in the names do not count, nor do other columns.

    Args:
        text: of the file; its fields are parted by commas, semicolons, tabs or bars.
        label: what to call the file in messages.
        name: what to call the file in the ids of documents that have none.
        make: makes each document.
        fields: what the columns are called instead.

    Raises:
        ReadError: there is no column ``text`` or no row, or a row is malformed; the message says
            at which line it begins.
        NoWordsError: a text contains no words.
    """
    table = Table(_lines(text, label), label, column=fields.text)
    documents = [
        table_document(cells, f"{label}, line {line}", f"{name}:{line}", make, fields)
        for line, cells in table
    ]
    if not documents:
        raise ReadError(f"{label}: contains no documents, only a header")
    return documents


def _lines(text: str, label: str) -> Iterator[str]:
    """The lines with their ends; one by one, for a StringIO takes 4 bytes a character.

    Raises:
        ReadError: one is longer than a document may be: a row takes five times as much.
    """
    most = allowed().chars or len(text)
    for number, found in enumerate(_LINE.finditer(text), start=1):
        size = found.end() - found.start()
        if size > most:
            said = f"{size:,} characters, more than the {most:,} allowed"
            raise ReadError(f"{label}, line {number}: {said}")
        yield found[0]


def table_document(
    cells: Cells, place: str, name: str, make: Maker, fields: Fields = OWN
) -> Document:
    """The document of a row; see :func:`read_table`. ``name`` is its id if it has none."""
    row = fields.folded().of(cells)
    own = (row.get("id") or "").strip() or name
    return record_document({**row, "text": row.get("text") or ""}, place, own, make)


class Table:
    """The rows of a table, read one by one.

    After a row that is malformed it can be asked for the next.

    Args:
        lines: of the file, with their ends as they are.
        label: what to call the file in messages.
        longest: the most characters of a field.
        column: what the column of the texts is called.
        kind: what these texts are, for messages.

    Attributes:
        line: the line that the last row begins at, from 1.

    Raises:
        ReadError: there is no such column.
    """

    def __init__(
        self,
        lines: Iterable[str],
        label: str,
        longest: int = _LONGEST_FIELD,
        column: str = OWN.text,
        kind: str = "text",
    ) -> None:
        self.line = 1
        self._label = label
        self._longest = longest
        given = iter(lines)
        opening = _opening(given)
        self._delimiter = _said(opening)
        if not self._delimiter:
            self._delimiter = _delimiter(opening[-1] if opening else "", column.casefold())
        every = chain(opening, given)
        self._reader = csv.reader(every, delimiter=self._delimiter, strict=True)
        header = next(self._filled(), [])
        self._names = [name.strip().casefold() for name in header]
        if column.casefold() not in self._names:
            listed = ", ".join(repr(name.strip()) for name in header if name.strip())
            raise ReadError(
                f"{label}, line {self.line if header else 1}: no column {column!r}: there are "
                f"{f'{listed:.300}: name one as the {kind} field' if listed else 'none'}"
            )

    def __iter__(self) -> "Table":
        return self

    def __next__(self) -> tuple[int, Cells]:
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
            try:
                with _long_fields(self._longest):
                    row = self._next_filled()
            except StopIteration:
                return
            except csv.Error as error:
                raise ReadError(f"{self._label}, line {self.line}: not CSV: {error}") from error
            yield row

    def _next_filled(self) -> list[str]:
        self.line = self._reader.line_num + 1
        for row in self._reader:
            if any(map(str.strip, row)):
                return row
            if row:
                self.line = self._reader.line_num + 1
            else:  # of a million blank lines each
                self.line += 1
        raise StopIteration


def _opening(lines: Iterator[str]) -> list[str]:
    """The lines up to the first that is not empty; one of Excel's is followed by another."""
    found = []
    for line in lines:
        found.append(line)
        if line.strip("\r\n") and not (len(found) == 1 and _SAID.fullmatch(line)):
            break
    return found


def _said(opening: list[str]) -> str:
    """What the first line says that parts the fields, which is made an empty one then; or ""."""
    said = _SAID.fullmatch(opening[0]) if opening else None
    if not said:
        return ""
    opening[0] = "\n"
    return said[1]


@contextmanager
def _long_fields(longest: int) -> Iterator[None]:
    """The limit is one of the whole process, so that it is set for a moment alone."""
    with _LIMIT:
        before = csv.field_size_limit(longest)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _delimiter(head: str, column: str) -> str:
    """What parts the names of the header: the sign that leaves a column of the texts."""
    for sign in _DELIMITERS:
        with _long_fields(_LONGEST_FIELD):
            names = next(csv.reader([head], delimiter=sign), [])
        if column in [name.strip().casefold() for name in names] and len(names) > 1:
            return sign
    return max(_DELIMITERS, key=head.count)
