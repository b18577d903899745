"""Files that are whole or not there."""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

ASIDE = ".{}.tmp"
"""What a file is called until it is whole."""


def write_whole(target: Path, data: Iterable[Any], mark: str = "") -> None:
    """Put a file there, whole and on the disk, or not at all; one that was there is replaced.

    The permissions are those of the file that is replaced.

    Args:
        target: the file.
        data: bytes, piece by piece.
        mark: letters and digits that tell this attempt from others at the same file, which may
            be made at the same moment.

    Raises:
        OSError: it cannot be written.
    """
    aside = target.with_name(ASIDE.format(f"{target.name}.{mark}" if mark else target.name))
    try:
        with aside.open("wb") as file:
            if target.exists():
                aside.chmod(target.stat().st_mode)  # before there is anything in it to read
            file.writelines(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    except BaseException:  # an interrupt too must leave nothing behind
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(path: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some file systems cannot
            raise
    finally:
        os.close(handle)
