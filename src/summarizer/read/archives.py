"""ZIP archives of one document, opened with care."""

import io
import zipfile
from collections.abc import Iterable
from functools import partial

from ..errors import ReadError
from .packages import MEBIBYTE

MOST = 200 * MEBIBYTE  # unpacked; a long book with its pictures is smaller
_MOST_TEXT = 40 * MEBIBYTE  # of its parts with text together
_MOST_TAGS = 1_500_000  # in these: a tree of them takes half a gigabyte


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive, where unpacking it is safe.

    A part never gives more than the archive says, so that what it says can be relied on.

    Raises:
        ReadError: it is damaged, protected by a password, or would be too large unpacked.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError) as error:
        raise ReadError("is a damaged ZIP archive: it may be truncated") from error
    if any(part.flag_bits & 1 for part in parts):
        raise ReadError("is password-protected: save it without a password")
    if sum(part.file_size for part in parts) > MOST:
        raise ReadError(f"is larger than {MOST // MEBIBYTE} MiB when unpacked: too large to read")
    return archive


def check_text(archive: zipfile.ZipFile, parts: Iterable[str]) -> None:
    """Refuse parts of which trees could not be made in reasonable memory.

    Raises:
        ReadError: together they are too large or have too many tags.
    """
    known = set(archive.namelist())
    chosen = [part for part in parts if part in known]
    if sum(archive.getinfo(part).file_size for part in chosen) > _MOST_TEXT:
        raise ReadError(f"has more than {_MOST_TEXT // MEBIBYTE} MiB of text: too large to read")
    tags = 0
    for part in chosen:
        with archive.open(part) as opened:
            for piece in iter(partial(opened.read, MEBIBYTE), b""):
                tags += piece.count(b"<")
                if tags > _MOST_TAGS:
                    raise ReadError(f"has more than {_MOST_TAGS:,} tags: too many to read")


def names_of(data: bytes) -> frozenset[str]:
    """The names of the parts of an archive; none if it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError):
        return frozenset()
