"""Tables of texts: CSV and TSV with a header."""

import csv
import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ..document import Document
from ..errors import ReadError
from .records import Maker, record_document

_DELIMITERS = ",;\t|"
_LONGEST_FIELD = 2**31 - 1  # characters; Python's own limit, 131,072, is less than a report has
_LIMIT = threading.Lock()
_LINE_END = re.compile(r"[\r\n]")


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
        NoWordsError: a text holds no word.
    """
    delimiter = _delimiter(text)
    rows = _rows(text, delimiter, label)
    _, header = next(rows, (1, []))
    names = [column.strip().casefold() for column in header]
    if "text" not in names:
        listed = ", ".join(repr(column.strip()) for column in header if column.strip())
        raise ReadError(f"{label}, line 1: no column 'text': there are {listed or 'none':.300}")
    documents = []
    for line, row in rows:
        place = f"{label}, line {line}"
        if len(row) > len(names):
            raise ReadError(
                f"{place}: {len(row)} fields, but the header names {len(names)}: put fields that "
                f"hold {delimiter!r} into double quotes"
            )
        fields = {n: field for n, field in zip(names, row, strict=False) if field.strip()}
        own = fields.get("id", "").strip() or f"{name}:{line}"
        documents.append(record_document({"text": "", **fields}, place, own, make))
    if not documents:
        raise ReadError(f"{label}: holds no document, only a header")
    return documents


def _rows(text: str, delimiter: str, label: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with the number of the line that it begins at."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            with _long_fields():
                row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ReadError(f"{label}, line {line}: not CSV: {error}") from error
        if any(field.strip() for field in row):
            yield line, row
        line = reader.line_num + 1


@contextmanager
def _long_fields() -> Iterator[None]:
    """The limit is one of the whole process, so that it is set for a moment alone."""
    with _LIMIT:
        before = csv.field_size_limit(_LONGEST_FIELD)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _delimiter(text: str) -> str:
    """What parts the names of the header: the sign that leaves a column called ``text``."""
    head = _LINE_END.split(text.lstrip("\r\n"), maxsplit=1)[0]
    for sign in _DELIMITERS:
        with _long_fields():
            names = next(csv.reader([head], delimiter=sign), [])
        if "text" in [name.strip().casefold() for name in names] and len(names) > 1:
            return sign
    return max(_DELIMITERS, key=head.count)
