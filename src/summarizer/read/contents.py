"""The bytes of a source, and what is said of them from outside."""

import io
import os
import re
import stat
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from ..errors import ReadError, reason_of
from .budget import MEBIBYTE, PIPE_SECONDS, Budget, allowed, check_size, spending
from .folders import STDIN, is_address, label_of

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?://)?")
_WITHOUT_SLASHES = ("data:", "file:", "javascript:", "mailto:")
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)


class Content(NamedTuple):
    """The bytes of a source.

    Attributes:
        data: all of them.
        place: the path or the address, after redirects; ``"-"`` for standard input.
        media_type, charset: what its sender says, or ``""``.
        named: the encoding that the caller says, or ``""``.
        given: the address before redirects, or ``""``.
    """

    data: bytes
    place: str
    media_type: str = ""
    charset: str = ""
    named: str = ""
    given: str = ""

    @property
    def label(self) -> str:
        """What to call it in messages: as it was given."""
        return label_of(self.given or self.place)

    @property
    def encoding(self) -> str:
        """What is said to be its encoding: by the caller, else by its sender."""
        return self.named or self.charset


def content_of(
    source: str, stdin: BinaryIO | None, allow_private: bool, named: str, budget: Budget
) -> Content:
    """What stands in a file, comes in by standard input, or is behind an address.

    Raises:
        ReadError: there is nothing to be had.
        MissingDependencyError: it is an address, and the extra for those is not installed.
    """
    if is_address(source):
        return fetched(source, allow_private, budget)._replace(named=named)
    if source == STDIN:
        with spending(budget):
            return Content(_standard_input(stdin), STDIN, named=named)
    scheme = _SCHEME.match(source)
    if scheme and (scheme[0].endswith("//") or scheme[0].lower() in _WITHOUT_SLASHES):
        raise ReadError(f"{source:.200}: only http and https addresses are supported: give a path")
    with spending(budget):
        return Content(bytes_of(source), source, named=named)


def fetched(address: str, allow_private: bool, budget: Budget) -> Content:
    """What is behind an address; see :func:`content_of`."""
    from .web import fetch

    found = fetch(
        address, allow_private=allow_private, timeout=budget.seconds, max_bytes=budget.size
    )
    return Content(found.data, found.place, found.media_type, found.charset, given=address)


def _standard_input(stdin: BinaryIO | None) -> bytes:
    if stdin is None:
        raise ReadError(f"{label_of(STDIN)} is closed")
    try:
        return _bounded(stdin, label_of(STDIN))
    except OSError as error:
        raise ReadError(f"{label_of(STDIN)}: {reason_of(error)}") from error


def bytes_of(path: str) -> bytes:
    """What stands in a file.

    Raises:
        ReadError: it is none, a device, a pipe that nobody writes to, too large, or cannot be read.
    """
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):  # some never end
            raise ReadError(f"{path}: is a device, not a file: use {STDIN} for standard input")
        return _piped(path) if stat.S_ISFIFO(mode) else _whole(path)
    except OSError as error:
        raise ReadError(f"{path}: {reason_of(error)}") from error
    except ValueError as error:  # a zero byte in the name
        raise ReadError(f"{path!r} is not a file name") from error


def _piped(path: str) -> bytes:
    """What comes through a named pipe, if a program writes to it."""
    with _Pipe(path, "r", opener=_opened) as pipe:  # or it would wait for a writer, for ever
        pipe.has_more(PIPE_SECONDS)
        first = pipe.read(1)  # ``None``: a writer is there, but has not written yet
        if first == b"":
            raise ReadError(f"{path}: is a pipe that no program writes to: give a file")
        with io.BufferedReader(pipe) as buffered:
            return (first or b"") + _bounded(buffered, path)


class _Pipe(io.FileIO):
    """A named pipe, which is given up when nothing comes for as long as a document may take."""

    def has_more(self, seconds: float | None) -> bool:
        """Whether there is something to read, or its end, before so much time has passed."""
        from select import POLLIN, poll  # which systems without such pipes lack

        waiting = poll()
        waiting.register(self, POLLIN)
        return bool(waiting.poll(None if seconds is None else seconds * 1000))

    def readinto(self, buffer: Any) -> int | None:
        """See :class:`io.RawIOBase`; waits, though the pipe does not."""
        seconds = allowed().seconds
        if not self.has_more(seconds):
            raise ReadError(
                f"{self.name}: is a pipe that sends nothing for {seconds:g} s: give a file, or "
                "more time (--timeout)"
            )
        return super().readinto(buffer)


def _whole(path: str) -> bytes:
    """What stands in a regular file; of some that the system makes, reading waits for ever."""
    with open(path, "rb", opener=_opened) as file:
        size = os.fstat(file.fileno()).st_size
        check_size(path, size)
        data: bytes | None = file.read(size + 1)
        if data is None:
            raise ReadError(f"{path}: has nothing to read yet: give a file")
        return data if len(data) <= size else data + _bounded(file, path)


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | _WITHOUT_WAITING)


def _bounded(file: BinaryIO, label: str) -> bytes:
    """All that is left of a stream, if that is not too much."""
    pieces: list[bytes] = []
    while len(piece := file.read(MEBIBYTE) or b"") == MEBIBYTE:
        pieces.append(piece)
        check_size(label, len(pieces) * MEBIBYTE)
    return b"".join([*pieces, piece])
