"""ZIP archives of one document, opened with care."""

import io
import zipfile

from ..errors import ReadError
from .packages import MEBIBYTE

MOST = 200 * MEBIBYTE  # unpacked; a long book with its pictures is smaller


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


def names_of(data: bytes) -> frozenset[str]:
    """The names of the parts of an archive; none if it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError):
        return frozenset()
