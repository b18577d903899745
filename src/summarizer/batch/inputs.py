"""What a batch is to summarise: files in an order, their rows, and by what a change shows."""

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import ReadError, UsageError, reason_of
from ..files import open_regular
from ..read import OWN, Fields, expand, is_address, names_of
from ..read.formats import SUFFIXES
from .rows import PACKED, RECORDS, ArticleRow, RecordFile

_LOOK = 64 * 1024  # bytes at both ends of a file that are compared
_KNOWN = tuple(dict.fromkeys([*SUFFIXES, *RECORDS]))


class InputSource(NamedTuple):
    """A file or folder as it was given, and the state of its files.

    Attributes:
        path: as it was given.
        files: how many.
        bytes: how large they are together.
        state: a hash of the names, sizes, times of the last change, and first and last 64 KiB.
    """

    path: str
    files: int
    bytes: int
    state: str


class Named(NamedTuple):
    """A file of a batch, and what the ids of its articles begin with that have none."""

    path: str
    name: str


class Input:
    """The files of a batch.

    Args:
        sources: paths of files and folders.
        fields: what the fields of articles are called.
        encoding: of the files; see :func:`summarizer.read_documents`.
        recursive: whether folders in folders are searched.

    Attributes:
        files: in the order in which they are read.
        recursive: as given.
        state: what they were when they were first looked at.

    Raises:
        ReadError: one is not there, or a folder holds nothing that can be read.
        UsageError: none is given, or one is standard input or an address, which could not be
            read again to go on where a run was stopped.
    """

    def __init__(
        self,
        sources: Sequence[str],
        fields: Fields = OWN,
        encoding: str | None = None,
        *,
        recursive: bool = False,
    ) -> None:
        if not sources:
            raise UsageError("no input: give a file or a folder")
        for source in sources:
            if source == "-" or is_address(source):
                raise UsageError(
                    f"{source}: a batch reads files and folders only: save it to a file first"
                )
        self._sources = sources
        self._fields = fields
        self._encoding = encoding
        self.recursive = recursive
        paths = [path for source in sources for path in _files(source, recursive)]
        names = names_of([_plain(path) for path in paths])
        self.files = [Named(path, names[_plain(path)]) for path in paths]
        self.state = self.look()
        self._passed = 0
        self._current: RecordFile | None = None

    def look(self) -> list[InputSource]:
        """The state of the files as they are now.

        Raises:
            ReadError: one is gone.
        """
        return [_state(source, self.recursive) for source in self._sources]

    def check_unchanged(self) -> None:
        """Refuse what was changed since it was first looked at.

        Raises:
            ReadError: it was; the message says which.
        """
        for before, now in zip(self.state, self.look(), strict=True):
            if before != now:
                raise ReadError(
                    f"{before.path}: changed while being read: run again with --restart"
                )

    def rows(self) -> Iterator[ArticleRow]:
        """All rows, in the order of the files.

        Raises:
            ReadError: a file of records cannot be read to its end.
        """
        number = 0
        for file in self.files:
            for row in self._rows_of(file):
                yield row._replace(number=number)
                number += 1

    def _rows_of(self, file: Named) -> Iterator[ArticleRow]:
        self._current = record_file(file.path, self._fields, self._encoding)
        yield from rows_of(file, self._current)
        self._current = None
        self._passed += _size(file.path)

    def share_read(self) -> float:
        """How much of all bytes were read, from 0 to 1."""
        whole = sum(source.bytes for source in self.state)
        read = self._passed + (self._current.position() if self._current else 0)
        return min(read / whole, 1.0) if whole else 1.0


def holds_records(path: str) -> bool:
    """Whether a file has a row for each article, by its name; another is one article, or a few."""
    return path.lower().endswith(RECORDS)


def record_file(path: str, fields: Fields, encoding: str | None) -> RecordFile | None:
    """What reads a file of records; ``None`` for another."""
    return RecordFile(path, fields, encoding) if holds_records(path) else None


def rows_of(file: Named, records: RecordFile | None) -> Iterator[ArticleRow]:
    """The rows of a file, all of them with the number 0; ``records`` reads it, if it holds such.

    Raises:
        ReadError: a file of records cannot be read to its end.
    """
    if records is None:
        yield ArticleRow(0, file.path, 0, file.name, "", None)
        return
    for line, value in records.rows():
        name = f"{file.name}:{line}"
        yield ArticleRow(0, file.path, line, name, records.format, value, records.encoding)


def _plain(path: str) -> str:
    """The name of a file without what says how it is packed, so that its stem is that inside."""
    return next((path[: -len(s)] for s in PACKED if path.lower().endswith(s)), path)


def _files(source: str, recursive: bool) -> list[str]:
    listed = expand([source], _KNOWN, recursive=recursive)
    if listed.errors:
        raise listed.errors[0]
    return listed.files


def _state(source: str, recursive: bool) -> InputSource:
    seen = hashlib.sha256()
    files = _files(source, recursive)
    total = 0
    for path in files:
        try:
            found = os.stat(path)  # noqa: PTH116 -- a million of them, perhaps
        except OSError as error:
            raise ReadError(f"{path}: {reason_of(error)}") from error
        except ValueError as error:  # a zero byte, or half a character, in the name
            raise ReadError(f"{path!r} is not a file name") from error
        if not stat.S_ISREG(found.st_mode):
            raise ReadError(f"{path}: is not a regular file: save its content to one first")
        total += found.st_size
        seen.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode("utf-8", "replace"))
        seen.update(_ends(path, found.st_size))
    return InputSource(source, len(files), total, seen.hexdigest())


def _ends(path: str, size: int) -> bytes:
    """A hash of how a file begins and ends: its time says little where another was put there."""
    try:
        with open_regular(Path(path).resolve(), "rb") as file:
            seen = hashlib.sha256(file.read(_LOOK))
            file.seek(max(file.tell(), size - _LOOK))
            seen.update(file.read(_LOOK))
    except OSError as error:
        raise ReadError(f"{path}: {reason_of(error)}") from error
    return seen.digest()


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:  # it is gone, which whoever reads it will say
        return 0
