"""Files that are whole or not there, and that are files."""

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

ASIDE = ".{}.tmp"
"""What a file is called until it is whole."""

_AS_IT_IS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


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
        aside.unlink(missing_ok=True)  # of a process that was killed, or a link that is a trap
        with aside.open("xb") as file:
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


def open_regular(path: Path, mode: str, buffering: int = -1) -> Any:
    """As :func:`open`, but follows no link, and waits at no pipe.

    Raises:
        OSError: there is something else than a regular file, or it cannot be opened.
    """
    return open(path, mode, buffering, opener=_regular)


def _regular(path: str, flags: int) -> int:
    try:
        handle = os.open(path, flags | _AS_IT_IS, 0o666)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):  # a link; a pipe that nobody reads
            raise OSError(error.errno, "is not a regular file", path) from error
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "is not a regular file", path)
    return handle


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
