"""What a later run is to trust: files that tell by a checksum whether they are as written."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from ..errors import InputError, reason_of
from ..files import open_regular, write_whole

SEAL_SIZE = hashlib.sha256().digest_size
"""Bytes at the end of a file of tables that are no table."""

_SEAL = "sha256"
_PIECE = 1024 * 1024

Remade = Callable[[Path], object]
"""Is told of a file of a former run that is damaged, and made anew."""


def write_file(target: Path, data: Iterable[Any], mark: str = "") -> None:
    """Put a file there, whole and on the disk, or not at all; see :func:`files.write_whole`.

    Raises:
        InputError: it cannot be written; the message says why.
    """
    try:
        write_whole(target, data, mark)
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {reason_of(error)}") from error


def make_folder(path: Path) -> None:
    """Have a folder for such files.

    Raises:
        InputError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {reason_of(error)}") from error


def json_bytes(value: Any, indent: int | None = None) -> bytes:
    """A value as JSON; for halves of characters a ? is written."""
    return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode("utf-8", "replace")


def sealed(value: Mapping[str, Any]) -> dict[str, Any]:
    """An object with its checksum."""
    return {**value, _SEAL: hashlib.sha256(json_bytes(value)).hexdigest()}


def unsealed(data: bytes) -> dict[str, Any] | None:
    """The object that JSON is, or ``None`` if it is none, or not as it was written."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    given = value.pop(_SEAL, None)
    return value if sealed(value)[_SEAL] == given else None


def read_file(path: Path) -> bytes:
    """What a regular file holds.

    Raises:
        OSError: it cannot be read, or is something else.
    """
    with open_regular(path, "rb") as file:
        data: bytes = file.read()
    return data


def checksum(path: Path) -> str:
    """Of a regular file, as of what a part holds.

    Raises:
        OSError: as :func:`read_file`.
    """
    with open_regular(path, "rb") as file:
        seen: str = hashlib.file_digest(file, "sha256").hexdigest()
    return seen


def write_sealed(path: Path, data: Any) -> None:
    """A file of bytes, and a checksum behind them.

    Raises:
        InputError: it cannot be written.
    """
    write_file(path, [data, hashlib.sha256(data).digest()])


def is_there(path: Path, remade: Remade) -> bool:
    """Whether a former run wrote a file as :func:`write_sealed` does; a damaged one is told of."""
    return _is_there(path, _has_seal, remade)


def value_there(path: Path, remade: Remade) -> dict[str, Any]:
    """The sealed object that a former run wrote; empty where there is none."""
    found: dict[str, Any] = {}

    def is_whole(path: Path) -> bool:
        found.update(unsealed(read_file(path)) or {})
        return bool(found)

    return found if _is_there(path, is_whole, remade) else {}


def _is_there(path: Path, is_whole: Callable[[Path], bool], remade: Remade) -> bool:
    try:
        if is_whole(path):
            return True
    except FileNotFoundError:
        return False
    except OSError:  # it cannot be read, or is no file
        pass
    remade(path)
    return False


def _has_seal(path: Path) -> bool:
    with open_regular(path, "rb") as file:
        left = file.seek(0, 2) - SEAL_SIZE
        file.seek(0)
        seen = hashlib.sha256()
        while left > 0 and (piece := file.read(min(_PIECE, left))):
            seen.update(piece)
            left -= len(piece)
        return left == 0 and bool(file.read() == seen.digest())
