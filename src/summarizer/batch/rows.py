"""Files of records as rows, one after the other, never held whole."""

import codecs
import errno
import gzip
import io
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple, cast

from ..dependencies import require
from ..errors import ReadError, reason_of
from ..read import OWN, Fields, json_id
from ..read.budget import (
    BLANK_LINES,
    PACKED_BY,
    PACKED_HARMLESS,
    ROW_BYTES,
    ROW_FIELDS,
    mebibytes,
)
from ..read.delimited import Table
from ..read.encodings import decode_any, marked_encoding

PACKED = (".gz", ".zst")
PARQUET = ".parquet"
_LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv")
RECORDS = (PARQUET, *(s + packed for s in (*_LINES, *_TABLES) for packed in ("", *PACKED)))
"""What the names of the files end in that hold a row for each article."""

_GZIP, _ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_ESCAPED = re.compile("[\udc80-\udcff]")

COLUMNS = ("id", "title", "date", "author", "publisher", "url", "language", "text")
"""What a table says of an article."""
_BATCH = 8  # rows of Parquet that are held at a time: they may have one text that is held once
_ROW_COST = 64  # bytes that a row of Parquet takes at least when it is unpacked
_LONG = 1024 * 1024  # characters of a row of which the fields are counted
_LONG_ID = 16 * 1024 * 1024  # bytes of a line that is not parsed only to learn its id
_PIECE = 64 * 1024  # unpacked bytes that are read at a time: those before damage are given
_HEAD = 1024 * 1024  # bytes that tell the encoding of a table

Value = bytes | dict[str, Any] | ReadError | None
"""A line of JSON; a record's fields; why there are none; ``None`` for a file of one article."""


class ArticleRow(NamedTuple):
    """What one article, or a data set's item, is made of.

    Attributes:
        number: from 0, over all files.
        file: where it stands; ``""`` for what is in no file.
        line: of the file, from 1, or the row of a Parquet file; 0 for the whole file.
        name: the id of what has none.
        format: ``"json lines"``, ``"csv"``, ``"parquet"``, ``"arrow"``, or ``""`` for a file of one
            article.
        value: its content.
        encoding: by which the file became characters.
    """

    number: int
    file: str
    line: int
    name: str
    format: str
    value: Value
    encoding: str = "utf-8"

    @property
    def size(self) -> int:
        """About how much memory it takes, in bytes; a file of one article is not read yet."""
        if isinstance(self.value, bytes):
            return len(self.value)
        fields = self.value.values() if isinstance(self.value, dict) else ()
        return sum(len(each) if isinstance(each, str) else len(str(each)) for each in fields)

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        what = "row" if self.format == "parquet" else "line"
        return f"{self.file}, {what} {self.line}" if self.line else self.file

    @property
    def id(self) -> str:
        """The id that it has, as far as that can be read."""
        value: Any = self.value
        if isinstance(value, bytes):
            if len(value) > _LONG_ID:
                return self.name
            try:
                value = json.loads(value)
            except (ValueError, RecursionError, MemoryError):
                return self.name
        return (json_id(value) if isinstance(value, dict) else "") or self.name

    def spoiled(self, reason: str) -> "ArticleRow":
        """The same as one that cannot be used."""
        return self._replace(name=self.id, value=ReadError(reason))


Found = tuple[int, Value]
"""The line and the value of a row."""


class RecordFile:
    """A file of records.

    Args:
        path: its name, which ends as one of ``RECORDS``.
        fields: what the fields of an article are called in it.
        named: its encoding, if that is said; only a byte order mark goes before.

    Attributes:
        format, encoding: as in :class:`ArticleRow`.
    """

    def __init__(self, path: str, fields: Fields = OWN, named: str | None = None) -> None:
        self.path = path
        self.fields = fields
        self.named = named or ""
        self.encoding = "utf-8"
        self.format, self._read = _reader(path)
        self._file: BinaryIO | None = None

    def rows(self) -> Iterator[Found]:
        """The rows; one that is malformed has an error for its value.

        Raises:
            ReadError: the file cannot be read, or not to its end.
        """
        with _failing(self.path), Path(self.path).open("rb") as file:
            self._file = file
            try:
                yield from self._read(self, file)
            finally:
                self._file = None

    def position(self) -> int:
        """How many bytes of the file were read, more or less."""
        return self._file.tell() if self._file and not self._file.closed else 0


def _reader(path: str) -> "tuple[str, Callable[[RecordFile, io.BufferedReader], Iterator[Found]]]":
    name = path.lower()
    if name.endswith(PARQUET):
        return "parquet", _parquet
    plain = name.removesuffix(".gz").removesuffix(".zst")
    return ("csv", _table) if plain.endswith(_TABLES) else ("json lines", _lines)


@contextmanager
def _failing(path: str) -> Iterator[None]:
    """What the system and the unpackers raise, as an error that names the file."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadError(f"{path}: is damaged or truncated: {error}") from error
    except UnicodeError as error:
        raise ReadError(f"{path}: not {error}: convert the file to UTF-8") from error
    except OSError as error:
        raise ReadError(f"{path}: {reason_of(error)}") from error


def _unpacked(path: str, file: io.BufferedReader) -> BinaryIO:
    """What a file holds, which its first bytes say better than its name."""
    head = file.peek(4)
    if head.startswith(_GZIP):
        return _guarded(file, gzip.GzipFile(fileobj=file))
    if head.startswith(_ZSTANDARD):
        require(f"{path}: reading Zstandard", "batch", "pyarrow")
        import pyarrow as pa

        stream: Any = pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd")
        return _guarded(file, stream)
    return file


def _guarded(file: BinaryIO, stream: Any) -> BinaryIO:
    return io.BufferedReader(cast("Any", _Unpacked(file, stream)), _PIECE)


class _Unpacked(io.RawIOBase):
    """What a packed file holds, up to where it is far more than a text can be packed into."""

    def __init__(self, file: BinaryIO, stream: Any) -> None:
        self._file = file
        self._stream = stream
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count: int = self._stream.readinto(buffer)
        self._given += count
        _check_packing(self._given, self._file.tell())
        return count


def _check_packing(unpacked: int, packed: int) -> None:
    """Refuse what gives so much more than it is that it was made to.

    Raises:
        OSError: it does; a ReadError would be one of a row, and what follows would be read.
    """
    if unpacked > PACKED_HARMLESS and unpacked > PACKED_BY * packed:
        raise OSError(
            errno.EFBIG,
            f"unpacks to more than {PACKED_BY} times its size, as no text does: give it unpacked "
            "if it is what it should be",
        )


def _lines(source: RecordFile, file: io.BufferedReader) -> Iterator[Found]:
    """The lines that hold something."""
    unpacked = _unpacked(source.path, file)
    if source.named:
        unpacked = _recoded(source, unpacked)
    for number, line in enumerate(_cut(unpacked), start=1):
        if number == 1:
            _check_utf8(line, source.path)
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) > ROW_BYTES:
            place = f"{source.path}, line {number}"
            yield number, ReadError(f"{place}: longer than {mebibytes(ROW_BYTES)}")
        elif line.strip():
            yield number, line.rstrip(b"\r\n")


def _recoded(source: RecordFile, file: BinaryIO) -> BinaryIO:
    """Lines of the encoding that is named, as UTF-8."""
    head = file.read(_PIECE)
    rewound = io.BufferedReader(cast("Any", _Rewound(head, file)))
    if marked_encoding(head):
        return rewound
    source.encoding = codecs.lookup(source.named).name
    return io.BufferedReader(cast("Any", _Recoded(rewound, source.encoding)), _PIECE)


class _Recoded(io.RawIOBase):
    """A stream of characters of an encoding, in UTF-8."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        text, is_over = "", False
        while not text and not is_over:
            data = self._file.read(max(1, len(buffer) // 4 - 8))  # a character takes 4 at most
            is_over = not data
            text = self._decoder.decode(data, is_over)
        recoded = text.encode("utf-8", "replace")
        buffer[: len(recoded)] = recoded
        return len(recoded)


def _check_utf8(line: bytes, path: str) -> None:
    """JSON is UTF-8; lines of another encoding do not even end where they seem to."""
    encoding = marked_encoding(line)
    if encoding not in ("", "utf-8-sig"):
        raise ReadError(f"{path}: is {encoding.upper()}: convert the file to UTF-8")


def _cut(file: IO[bytes]) -> Iterator[bytes]:
    """Lines; of one that is too long no more is kept than tells so."""
    while line := file.readline(ROW_BYTES + 1):
        yield line
        while len(line) > ROW_BYTES and not line.endswith(b"\n"):
            line = file.readline(ROW_BYTES + 1)
            if not line:
                return


def _table(source: RecordFile, file: io.BufferedReader) -> Iterator[Found]:
    """The rows of CSV or TSV."""
    unpacked = _unpacked(source.path, file)
    head = unpacked.read(_HEAD)
    if not head.strip():
        return
    source.encoding = _encoding(head, source.path, source.named)
    # Bytes that are wrong further down spoil their row and no other.
    joined = io.BufferedReader(cast("Any", _Rewound(head, unpacked)))
    text = io.TextIOWrapper(joined, source.encoding, "surrogateescape", newline="")
    lines = _Bounded(text, source.path)
    try:
        table = Table(lines, source.path, ROW_BYTES, source.fields.text)
    except ReadError as error:
        raise lines.refusal or error from error
    while True:
        lines.begin()
        try:
            line, fields = next(table)
        except StopIteration:
            return
        except ReadError as error:
            yield table.line, lines.refusal or error
            continue
        yield line, _checked(fields, f"{source.path}, line {line}", source.encoding)


class _Bounded:
    """The lines of a table; of a row that no article has, one that is an error wherever it comes.

    Attributes:
        refusal: what is wrong with the row then.
    """

    _WRONG = '"a"b\n'  # closes a quote that is open, or one of its own, before the field ends

    def __init__(self, text: io.TextIOWrapper, path: str) -> None:
        self._text = text
        self._path = path
        self._line = self._blank = 0
        self.begin()

    def begin(self) -> None:
        """Here a row begins."""
        self._first = self._line + 1
        self._size = self._fields = 0
        self.refusal: ReadError | None = None

    def __iter__(self) -> "_Bounded":
        return self

    def __next__(self) -> str:
        line = self._text.readline(ROW_BYTES + 1)
        if not line:
            raise StopIteration
        self._line += 1
        self._blank = self._blank + 1 if line.isspace() else 0
        if self._blank > BLANK_LINES:
            raise OSError(
                errno.EFBIG, f"line {self._line}: more than {BLANK_LINES:,} empty lines in a row"
            )
        self._size += len(line)
        if self._size > ROW_BYTES:
            rest = line
            while rest and rest[-1] not in "\r\n":
                rest = self._text.readline(ROW_BYTES + 1)
            return self._refuse(f"longer than {mebibytes(ROW_BYTES)}: is a quote not closed?")
        if self._size > _LONG:
            self._fields += max(map(line.count, ",;\t|"))
            if self._fields > ROW_FIELDS:
                return self._refuse(f"more than {ROW_FIELDS:,} fields")
        return line

    def _refuse(self, reason: str) -> str:
        self.refusal = ReadError(f"{self._path}, line {self._first}: {reason}")
        return self._WRONG


def _encoding(head: bytes, path: str, named: str) -> str:
    whole = head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1] or head
    if named and not marked_encoding(head):
        return codecs.lookup(named).name
    try:
        found = decode_any(whole).encoding
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from error
    return "utf-8-sig" if found == "utf-8" else found


def _checked(fields: dict[str, str], place: str, encoding: str) -> Value:
    if any(_ESCAPED.search(field) for field in fields.values()):
        return ReadError(f"{place}: not {encoding.removesuffix('-sig').upper()}")
    return dict(fields)


class _Rewound(io.RawIOBase):
    """A stream whose beginning was read already, from its beginning."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _parquet(source: RecordFile, file: io.BufferedReader) -> Iterator[Found]:
    """The rows of a Parquet file, of the columns that an article has."""
    require(f"{source.path}: reading Parquet", "batch", "pyarrow")
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    wanted = {*COLUMNS, *source.fields, "documents"}
    try:
        opened = ParquetFile(file)
        names = [name for name in opened.schema_arrow.names if name in wanted]
        if not {source.fields.text, "documents"} & set(names):
            listed = ", ".join(map(repr, opened.schema_arrow.names))
            column = repr(source.fields.text)
            raise ReadError(f"{source.path}: no column {column}: there are {listed or 'none':.300}")
        size = os.fstat(file.fileno()).st_size
        _check_packing(_size(opened.metadata), size)
        number = 0
        for batch in opened.iter_batches(_BATCH, columns=names):
            for record in batch.to_pylist():
                number += 1
                yield number, _fitting(record, f"{source.path}, row {number}")
    except (pa.ArrowException, ValueError) as error:
        raise ReadError(f"{source.path}: is not a Parquet file, or is damaged: {error}") from error


def _size(metadata: Any) -> int:
    """Bytes of a Parquet file when it is unpacked, but for what rows have in common."""
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    return int(sum(group.total_byte_size for group in groups) + _ROW_COST * metadata.num_rows)


def _fitting(record: dict[str, Any], place: str) -> Value:
    found = {name: value for name, value in record.items() if value is not None}
    if any(isinstance(value, str) and len(value) > ROW_BYTES for value in found.values()):
        return ReadError(f"{place}: longer than {mebibytes(ROW_BYTES)}")
    return found
