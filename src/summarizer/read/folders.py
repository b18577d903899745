"""What was given → the files to read: folders are replaced by what is in them; names of files."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from ..errors import ReadError, UsageError, reason_of
from .formats import SUFFIXES, is_feed

STDIN = "-"
_SHOWN = 3  # names of files that are skipped
_HEAD = 2048  # bytes by which a feed is told from other XML


class FileListing(NamedTuple):
    """The files that sources mean.

    Attributes:
        files: paths and addresses, those of a folder by name.
        errors: one for each folder that holds nothing that can be read.
        skipped: a line for each folder in which something is not read.
    """

    files: list[str]
    errors: list[ReadError]
    skipped: list[str]


def expand(
    sources: Iterable[str], suffixes: tuple[str, ...] = SUFFIXES, *, recursive: bool = False
) -> FileListing:
    """Name every file: folders are replaced by the files in them that can be read, by name.

    Args:
        sources: files, folders, addresses.
        suffixes: what the names of the files in a folder end in, lower case.
        recursive: whether folders in folders are searched; those that are hidden never are.
    """
    listed = FileListing([], [], [])
    for source in sources:
        try:
            if _is_folder(source):
                _add_folder(listed, source, suffixes, recursive)
            else:
                listed.files.append(source)
        except ReadError as error:
            listed.errors.append(error)
    return listed


def _is_folder(source: str) -> bool:
    if not source:
        raise ReadError("the file name is empty")
    try:
        return source != STDIN and not is_address(source) and Path(source).is_dir()
    except OSError as error:
        raise ReadError(f"{source}: {reason_of(error)}") from error
    except ValueError as error:  # a zero byte in the name
        raise ReadError(f"{source!r} is not a file name") from error


def _add_folder(
    listed: FileListing, folder: str, suffixes: tuple[str, ...], recursive: bool
) -> None:
    found: list[str] = []
    skipped: list[str] = []
    unsearched: list[str] = []
    for place, folders, files in _walk(folder):
        shown = [name for name in folders if not name.startswith(".")]
        folders[:] = sorted(shown) if recursive else []
        unsearched += [] if recursive else shown
        for name in files:
            path = Path(place, name)
            if _is_read(path, suffixes):
                found.append(str(path))
            elif not _is_aside(path):
                skipped.append(str(path.relative_to(folder)))
    if not found:
        below = "" if recursive or not unsearched else "; --recursive searches those in it"
        raise ReadError(
            f"{folder}: the folder contains no files of type {', '.join(suffixes)}{below}"
        )
    listed.files.extend(sorted(found))
    if skipped or unsearched:
        listed.skipped.append(f"{folder}: {_said(sorted(skipped), sorted(unsearched))}")


def _walk(folder: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """The folders below one, itself first; links to folders are not followed.

    Raises:
        ReadError: one cannot be listed.
    """
    failed: list[OSError] = []
    yield from os.walk(folder, onerror=failed.append)
    if failed:
        raise ReadError(f"{failed[0].filename}: {reason_of(failed[0])}")


def _said(skipped: Sequence[str], unsearched: Sequence[str]) -> str:
    """What is not read of a folder, counted and named."""
    parts = []
    if skipped:
        parts.append(f"{_counted(skipped, 'file')} skipped, which no reader is for")
    if unsearched:
        parts.append(f"{_counted(unsearched, 'folder')} not searched: see --recursive")
    return "; ".join(parts)


def _counted(names: Sequence[str], what: str) -> str:
    more = len(names) - _SHOWN
    shown = ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"{len(names)} {what}{'s'[: len(names) > 1]} ({shown})"


def _is_read(file: Path, suffixes: tuple[str, ...]) -> bool:
    if not file.name.lower().endswith(suffixes) or _is_aside(file):
        return False
    with suppress(OSError):  # whoever reads it says what is wrong
        if file.suffix.lower() == ".xml":
            with file.open("rb") as opened:
                return is_feed(opened.read(_HEAD))
        return file.is_file()
    return True


def _is_aside(file: Path) -> bool:
    """Whether a file is hidden, or tells of the folder instead of being one of its texts."""
    return file.name.startswith(".") or file.stem.upper() == "README"


def as_strings(sources: str | Path | Iterable[str | Path]) -> list[str]:
    """One source or several, as strings.

    Raises:
        UsageError: one is neither a string nor a path.
    """
    listed: list[object] = [sources]
    if isinstance(sources, Iterable) and not isinstance(sources, str | bytes):
        listed = list(sources)
    for source in listed:
        if not isinstance(source, str | Path):
            raise UsageError(f"a source must be a string or a path, got {source!r:.40}")
    return [str(source) for source in listed]


def names_of(sources: Sequence[str]) -> dict[str, str]:
    """What to call the document of each source."""
    stems = {source: _stem(source) for source in sources}
    uses = Counter(stems.values())
    return {source: stem if uses[stem] == 1 else source for source, stem in stems.items()}


def _stem(source: str) -> str:
    if source == STDIN:
        return "stdin"
    if is_address(source):
        try:
            parts = urlsplit(source)
        except ValueError:  # what is wrong with it is said when it is fetched
            return source
        last = unquote(parts.path.rstrip("/").rpartition("/")[2])
        return Path(last).stem or parts.netloc or source
    return Path(source).stem


def is_address(source: str) -> bool:
    """Whether a source is to be fetched."""
    return source.lower().startswith(("http://", "https://"))


def label_of(place: str) -> str:
    """What to call a place in messages."""
    return "standard input" if place == STDIN else place
