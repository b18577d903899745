"""The folder of a batch: parts that are whole or not there, and what they were made of.

While the work goes on, a journal has a line for each part that is done. At the end it is written
anew as the manifest and the list of errors, in the order of the parts, whichever was done first.

Nothing in the folder is trusted: what a former run left has a checksum, and others may have put
links and pipes there.
"""

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

from ..errors import InputError, reason_of
from ..files import ASIDE, open_regular
from .sealed import checksum, json_bytes, read_file, sealed, unsealed, write_file
from .work import Failure

FORMAT = 1
"""Of the manifest; another number is for another reader."""

MANIFEST, ERRORS, SUCCESS = "manifest.json", "errors.jsonl", "_SUCCESS"
_JOURNAL, _LOCK, _WORKSHOP = ".journal.jsonl", ".lock", ".work"
_RESULTS = r"part-\d{5,}\.(?:jsonl|parquet)|manifest\.json|errors\.jsonl|_SUCCESS"
_OPENING = b'{\n  "format": '  # of a manifest
_OURS = re.compile(rf"{_RESULTS}|\.(?:{_RESULTS})(?:\.\w+)?\.tmp|{re.escape(_JOURNAL)}")

Encode = Callable[[list[str]], bytes]
"""From lines to what a part holds."""

Plan = dict[str, Any]
"""What a run is to do: all that its output depends on, by name."""


class Done(NamedTuple):
    """A part that is done.

    Attributes:
        first, rows: which rows it was made of: the number of the first, and how many.
        results, errors: what came of them.
        bytes, sha256: of its file.
        place: where its line stands in the journal.
    """

    first: int
    rows: int
    results: int
    errors: int
    bytes: int
    sha256: str
    place: int = -1


class WrittenPart(NamedTuple):
    """A part that is to be written: what it was made of, as in :class:`Done`, and what it holds."""

    first: int
    rows: int
    results: int
    failures: list[Failure]
    data: bytes


class BatchResult(NamedTuple):
    """What came of a batch.

    Attributes:
        done: how many summaries there are.
        failed: how many rows gave none; ``errors.jsonl`` says which and why.
        parts: the files that hold the summaries, in order.
        remade: files of a run that was stopped, which were damaged since and made anew.
    """

    done: int
    failed: int
    parts: tuple[Path, ...]
    remade: tuple[Path, ...] = ()


class Folder:
    """A folder that is locked for us; see :func:`opened`.

    Attributes:
        done: the parts that are there, by number.
        is_finished: whether all are.
        remade: files of a former run that are damaged.
    """

    def __init__(self, path: Path, plan: Plan, suffix: str) -> None:
        self._path = path
        self._plan = plan
        self._suffix = suffix
        self.done: dict[int, Done] = {}
        self.remade: list[Path] = []
        self.is_finished = (path / SUCCESS).exists()
        self._journal: IO[bytes] | None = None

    def begin(self, restart: bool) -> None:
        """Find out what is done, or begin anew.

        Raises:
            InputError: something else is in the folder, or a run with another plan.
        """
        old, plan = self._manifest(restart), _plain(self._plan)
        if old is None:
            _check_ours(self._path)
        elif restart or not self._recall(old, plan):
            self._clear()
        if self.workshop.is_symlink():
            raise InputError(f"{self.workshop}: is a link, which no run of ours makes: remove it")
        if not self.is_finished:
            self._write(MANIFEST, [_written({"format": FORMAT, "plan": self._plan})])
            self._journal = open_regular(self._path / _JOURNAL, "ab", 0)

    @property
    def workshop(self) -> Path:
        """A folder for what is made on the way; gone when all is done."""
        return self._path / _WORKSHOP

    def keep(self, number: int, made: "WrittenPart") -> None:
        """Write a part that is done.

        Raises:
            InputError: it cannot be written; the message says why.
        """
        self.note(write_part(self._path, self._suffix, number, made))

    def note(self, written: "Written") -> None:
        """Take down that a part is there, whoever wrote it.

        Raises:
            InputError: the journal cannot be written.
        """
        done = _without_place(written.done)
        line = sealed({"part": written.number, "done": done, "errors": written.errors})
        self.done[written.number] = written.done._replace(place=self._note(json_bytes(line)))

    def holds(self, number: int, first: int, rows: int) -> bool:
        """Whether a part is done.

        Raises:
            InputError: it is, but of other rows. Engines part large rows in their own ways.
        """
        done = self.done.get(number)
        if done is not None and (done.first, done.rows) != (first, rows):
            raise InputError(
                f"{self._path / self._name(number)}: holds other rows than this engine would put "
                "there: go on with the engine that began, or give --restart"
            )
        return done is not None

    def finish(self) -> None:
        """Write the list of errors and the manifest, and the sign that all is there."""
        if not self.is_finished:
            for aside in self._path.glob(ASIDE.format("part-*")):  # of a worker that was killed
                aside.unlink(missing_ok=True)
            self._write(ERRORS, self._errors())
            parts = [
                {"name": self._name(number), **_without_place(self.done[number])}
                for number in sorted(self.done)
            ]
            totals = {
                name: sum(part[name] for part in parts) for name in ("rows", "results", "errors")
            }
            whole = {"format": FORMAT, "plan": self._plan, **totals, "parts": parts}
            self._write(MANIFEST, [_written(whole)])
            self._write(SUCCESS, [])
            self.is_finished = True
        self.close()
        with suppress(OSError):  # all is there; the next run removes it
            (self._path / _JOURNAL).unlink(missing_ok=True)
            shutil.rmtree(self.workshop, ignore_errors=True)

    def result(self) -> BatchResult:
        """What is there."""
        return BatchResult(
            sum(part.results for part in self.done.values()),
            sum(part.errors for part in self.done.values()),
            tuple(self._path / self._name(number) for number in sorted(self.done)),
            tuple(self.remade),
        )

    def close(self) -> None:
        """Let go of the journal."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def _name(self, number: int) -> str:
        return _part_name(number, self._suffix)

    def _manifest(self, restart: bool) -> dict[str, Any] | None:
        """The manifest that is there, or ``None``; an empty one of a damaged run to be removed."""
        path = self._path / MANIFEST
        try:
            data = read_file(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {reason_of(error)}") from error
        value = unsealed(data) or {}
        if value.get("format") == FORMAT and isinstance(value.get("plan"), dict):
            return value
        if not (data.startswith(_OPENING) or self.is_finished or (self._path / _JOURNAL).exists()):
            raise InputError(f"{path}: was not written by this version: use another folder")
        if not restart:
            raise InputError(
                f"{path}: is damaged, or of another version: use --restart to start over"
            )
        return {}

    def _recall(self, manifest: dict[str, Any], plan: Plan) -> bool:
        """Find the parts that are done; whether the run is the same.

        One that did nothing yet may have been another: a mistake that was noticed in time.

        Raises:
            InputError: it was another, and did something; or a part of it is gone.
        """
        if manifest["plan"] != plan:
            if self.is_finished or any(self._path.glob("part-*")) or self.workshop.exists():
                raise InputError(
                    f"{self._path}: holds a run with {_difference(manifest['plan'], plan)}: "
                    "give another folder, or use --restart to delete this run"
                )
            return False
        if self.is_finished:
            self._recall_all(manifest)
        else:
            self._read_journal()
        return True

    def _recall_all(self, manifest: dict[str, Any]) -> None:
        """The parts of a run that is finished."""
        for number, part in enumerate(manifest.get("parts", [None])):
            entry = _entry(part)
            if entry is None or not self._is_whole(number, entry):
                path = self._path / (self._name(number) if entry else MANIFEST)
                raise InputError(f"{path}: is missing or was changed: use --restart to start over")
            self.done[number] = entry

    def _read_journal(self) -> None:
        """The parts of a run that was stopped."""
        path = self._path / _JOURNAL
        end = 0
        for line in _whole_lines(path):
            found = unsealed(line) or {}
            entry, number = _entry(found.get("done")), found.get("part")
            if entry is None or not isinstance(number, int):
                self.remade.append(path)
            elif self._is_whole(number, entry):
                self.done[number] = entry._replace(place=end)
            else:
                self.remade.append(self._path / self._name(number))
            end += len(line)
        with suppress(FileNotFoundError), open_regular(path, "ab") as journal:
            journal.truncate(end)  # the rest of a line that a kill cut off

    def _is_whole(self, number: int, entry: Done) -> bool:
        path = self._path / self._name(number)
        try:
            return path.lstat().st_size == entry.bytes and checksum(path) == entry.sha256
        except OSError:
            return False

    def _clear(self) -> None:
        """Remove what is ours, the manifest last, by which we know that it is."""
        self.is_finished = False
        (self._path / SUCCESS).unlink(missing_ok=True)
        if self.workshop.exists():
            shutil.rmtree(self.workshop)
        for entry in list(self._path.iterdir()):
            if _OURS.fullmatch(entry.name) and entry.name != MANIFEST:
                entry.unlink()
        (self._path / MANIFEST).unlink()

    def _note(self, line: bytes) -> int:
        """Add a line to the journal; where it stands."""
        path = self._path / _JOURNAL
        if self._journal is None:
            raise InputError(f"{path}: is closed")
        try:
            place = self._journal.seek(0, os.SEEK_END)
            left = memoryview(line)
            while left:
                left = left[self._journal.write(left) :]
            os.fsync(self._journal.fileno())
        except OSError as error:
            raise InputError(f"{path}: cannot be written: {reason_of(error)}") from error
        return place

    def _errors(self) -> Iterator[bytes]:
        """All errors, in the order of the rows."""
        with open_regular(self._path / _JOURNAL, "rb") as journal:
            for number in sorted(self.done):
                journal.seek(self.done[number].place)
                yield from map(json_bytes, json.loads(journal.readline())["errors"])

    def _write(self, name: str, data: Iterable[bytes]) -> None:
        write_file(self._path / name, data)


class Written(NamedTuple):
    """A part that was written: its number, what it is, and its errors as they are listed."""

    number: int
    done: Done
    errors: list[dict[str, Any]]


def write_part(
    folder: Path, suffix: str, number: int, made: WrittenPart, mark: str = ""
) -> Written:
    """Write a part into a folder, which somebody else keeps.

    Args:
        folder, suffix: of the part.
        number: of the part.
        made: what it holds.
        mark: letters and digits that tell this attempt from others, which may be at the same
            part at the same moment: then none may write into another's file.

    Raises:
        InputError: it cannot be written; the message says why.
    """
    name = _part_name(number, suffix)
    write_file(folder / name, [made.data], mark)
    seen = hashlib.sha256(made.data).hexdigest()
    errors = [failure._asdict() for failure in made.failures]
    done = Done(made.first, made.rows, made.results, len(errors), len(made.data), seen)
    return Written(number, done, errors)


def _part_name(number: int, suffix: str) -> str:
    return f"part-{number:05d}.{suffix}"


@contextmanager
def opened(path: Path, plan: Plan, suffix: str, *, restart: bool) -> Iterator[Folder]:
    """A folder to write a batch into, made if it is not there, and for nobody else meanwhile.

    Args:
        path: of the folder.
        plan: what is to be done.
        suffix: of the parts.
        restart: remove what another run left, whatever its plan was.

    Raises:
        InputError: it cannot be written into, another run is at it, or what it holds is not of a
            run with the same plan.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        _check_ours(path)  # once more when it is locked; here, so as not to put a lock elsewhere
        lock = open_regular(path / _LOCK, "ab")
    except OSError as error:
        named = error.filename or path
        raise InputError(f"{named}: cannot be written: {reason_of(error)}") from error
    except ValueError as error:  # a zero byte, or half a character, in the name
        raise InputError(f"{str(path)!r} is not a file name") from error
    with lock:
        _take(lock, path)
        folder = Folder(path, plan, suffix)
        try:
            try:
                folder.begin(restart)
            except OSError as error:
                raise InputError(f"{path}: cannot be used: {reason_of(error)}") from error
            yield folder
        finally:
            folder.close()


def _check_ours(path: Path) -> None:
    """Refuse a folder that holds something, but no run of ours."""
    nothing_yet = (_LOCK, ASIDE.format(MANIFEST))
    names = sorted(entry.name for entry in path.iterdir())
    others = [name for name in names if name not in nothing_yet]
    if others and MANIFEST not in names:
        raise InputError(
            f"{path}: holds {others[0]!r}, which is not part of a batch: use an empty folder"
        )


def _take(lock: IO[bytes], path: Path) -> None:
    """Lock a file; the system unlocks it when its process ends, however that ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise InputError(
            f"{path}: in use by another run: wait until it ends, or use another folder"
        ) from error
    except OSError as error:
        raise InputError(f"{path}: cannot be locked: {reason_of(error)}") from error


def _whole_lines(path: Path) -> Iterator[bytes]:
    """The lines of a journal that end."""
    with suppress(FileNotFoundError), open_regular(path, "rb") as journal:
        yield from (line for line in journal if line.endswith(b"\n"))


def _entry(value: Any) -> Done | None:
    """A part that is done as it was written down, or ``None`` where it is none."""
    if not isinstance(value, dict):
        return None
    numbers: list[Any] = [value.get(name) for name in Done._fields[:-2]]
    if not all(isinstance(number, int) for number in numbers):
        return None
    first, rows, results, errors, size = numbers
    return Done(first, rows, results, errors, size, str(value.get("sha256")))


def _written(value: Mapping[str, Any]) -> bytes:
    return json_bytes(sealed(value), indent=2)


def _plain(plan: Plan) -> Plan:
    """A plan as it is read back."""
    value: Plan = json.loads(json_bytes(plan))
    return value


def _without_place(entry: Done) -> dict[str, Any]:
    return {name: value for name, value in entry._asdict().items() if name != "place"}


def _difference(old: Plan, new: Plan) -> str:
    """The first thing in which two plans differ, in words."""
    for name in dict.fromkeys([*new, *old]):
        before, now = old.get(name), new.get(name)
        if before == now:
            continue
        if name == "input":
            return "different input, or the same input before it changed"
        return f"{name} {json.dumps(before)}, not {json.dumps(now)}"
    return "another plan"
