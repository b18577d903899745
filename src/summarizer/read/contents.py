"""The bytes of a source, and what is said of them from outside."""

import os
import re
import stat
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ..errors import ReadError, reason_of
from .folders import STDIN, is_address, label_of

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?://)?")
_WITHOUT_SLASHES = ("data:", "file:", "javascript:", "mailto:")
PIPE_SECONDS = 5.0
"""How long a named pipe may have no writer."""


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


def content_of(source: str, stdin: BinaryIO | None, allow_private: bool, named: str) -> Content:
    """What stands in a file, comes in by standard input, or is behind an address.

    Raises:
        ReadError: there is nothing to be had.
        MissingDependencyError: it is an address, and the extra for those is not installed.
    """
    if source == STDIN:
        return Content(_standard_input(stdin), STDIN, named=named)
    if is_address(source):
        return fetched(source, allow_private)._replace(named=named)
    scheme = _SCHEME.match(source)
    if scheme and (scheme[0].endswith("//") or scheme[0].lower() in _WITHOUT_SLASHES):
        raise ReadError(f"{source:.200}: only http and https addresses are supported: give a path")
    return Content(bytes_of(source), source, named=named)


def fetched(address: str, allow_private: bool) -> Content:
    """What is behind an address; see :func:`content_of`."""
    from .web import fetch

    found = fetch(address, allow_private=allow_private)
    return Content(found.data, found.place, found.media_type, found.charset, given=address)


def _standard_input(stdin: BinaryIO | None) -> bytes:
    if stdin is None:
        raise ReadError(f"{label_of(STDIN)} is closed")
    try:
        return stdin.read()
    except OSError as error:
        raise ReadError(f"{label_of(STDIN)}: {reason_of(error)}") from error


def bytes_of(path: str) -> bytes:
    """What stands in a file.

    Raises:
        ReadError: it is none, a device, a pipe that nobody writes to, or cannot be read.
    """
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):  # some never end
            raise ReadError(f"{path}: is a device, not a file: use {STDIN} for standard input")
        return _piped(path) if stat.S_ISFIFO(mode) else Path(path).read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: {reason_of(error)}") from error
    except ValueError as error:  # a zero byte in the name
        raise ReadError(f"{path!r} is not a file name") from error


def _piped(path: str) -> bytes:
    """What comes through a named pipe, if a program writes to it."""
    from select import POLLIN, poll  # which systems without such pipes lack

    # Opening it to read alone would wait for a writer, for ever perhaps.
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0) as pipe:
        waiting = poll()
        waiting.register(pipe, POLLIN)
        waiting.poll(PIPE_SECONDS * 1000)
        first = pipe.read(1)  # ``None``: a writer is there, but has not written yet
        if first == b"":
            raise ReadError(f"{path}: is a pipe that no program writes to: give a file")
        os.set_blocking(pipe.fileno(), True)
        return (first or b"") + pipe.readall()
