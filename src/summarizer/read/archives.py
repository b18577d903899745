"""ZIP archives of one document, opened with care."""

import io
import zipfile
from collections.abc import Iterable
from functools import partial

from ..errors import ReadError
from .budget import ARCHIVE_TAGS, ARCHIVE_TEXT, MEBIBYTE, allowed, mebibytes


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
    if sum(part.file_size for part in parts) > (most := allowed().unpacked):
        raise ReadError(f"is larger than {mebibytes(most)} when unpacked: see --max-unpacked")
    return archive


def check_text(archive: zipfile.ZipFile, parts: Iterable[str]) -> None:
    """Refuse parts of which trees could not be made in reasonable memory.

    Raises:
        ReadError: together they are too large or have too many tags.
    """
    known = set(archive.namelist())
    chosen = [part for part in parts if part in known]
    if sum(archive.getinfo(part).file_size for part in chosen) > ARCHIVE_TEXT:
        raise ReadError(f"has more than {mebibytes(ARCHIVE_TEXT)} of text: too large to read")
    tags = 0
    for part in chosen:
        with archive.open(part) as opened:
            for piece in iter(partial(opened.read, MEBIBYTE), b""):
                tags += piece.count(b"<")
                if tags > ARCHIVE_TAGS:
                    raise ReadError(f"has more than {ARCHIVE_TAGS:,} tags: too many to read")


def names_of(data: bytes) -> frozenset[str]:
    """The names of the parts of an archive; none if it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError):
        return frozenset()
