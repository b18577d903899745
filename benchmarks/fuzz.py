"""Inputs that break the laws of the doors (`tests/fuzz_doors.py`), looked for by chance.

    python -m benchmarks.fuzz [--minutes 60] [--seed 1] [--door text]

Doors take turns, each with a seed of its own a turn, so that a seed gives the same inputs again.
What breaks a law is made small and written to a folder; moved to ``tests/data/fuzz/<door>``, it is
tried by every run of the tests.
"""

import argparse
import hashlib
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from tests.fuzz_doors import DOORS, Door

_TURN = 20  # inputs of a door of share 1
_LIMIT = 20.0  # seconds of this process's own time for one input
_PHASES = (Phase.reuse, Phase.generate, Phase.shrink)
_LINES = 3  # of a traceback that tell one fault from another


class TooLateError(Exception):
    """An input took longer than any of its size may."""


class Found:
    """What was tried, and what broke a law."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.inputs: Counter[str] = Counter()
        self.faults: dict[str, Path] = {}

    def keep(self, door: str, data: bytes, error: BaseException) -> None:
        """Write an input, unless one with the same fault is there."""
        fault = _fault(door, error)
        if fault in self.faults:
            return
        path = self.folder / door / hashlib.sha256(data).hexdigest()[:12]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.with_suffix(".fault").write_text("".join(traceback.format_exception(error)))
        self.faults[fault] = path
        print(f"{fault}\n    {len(data)} bytes: {path}", flush=True)


def _fault(door: str, error: BaseException) -> str:
    """Where and what it is: the same for all inputs that break the same line."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1]
    message = " ".join(str(error).split())[:80] if not isinstance(error, AssertionError) else ""
    place = f"{Path(last.filename).name}:{last.lineno}"
    return f"{door}: {type(error).__name__} at {place} {message or last.line}"


@contextmanager
def bounded(limit: float) -> Iterator[None]:
    """Interrupts what takes longer, by the time this process has computed."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise TooLateError(f"more than {limit:g} seconds")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def turn(name: str, door: Door, number: int, found: Found, ends: float) -> None:
    """Try some inputs on a door; the first that breaks a law is made small, and ends the turn."""
    worst: list[tuple[bytes, BaseException]] = []

    @seed(number)
    @settings(
        max_examples=max(1, round(_TURN * door.share)),
        deadline=None,
        phases=_PHASES,
        suppress_health_check=list(HealthCheck),
        database=DirectoryBasedExampleDatabase(found.folder / "examples" / name),
        report_multiple_bugs=False,
    )
    @given(door.inputs)
    def law(data: bytes) -> None:
        if time.monotonic() > ends and not worst:
            return
        found.inputs[name] += 1
        try:
            with bounded(_LIMIT):
                door.law(data)
        except Exception as error:
            worst.append((data, error))
            raise

    try:
        law()
    except Exception as error:
        # The last one raised is the smallest; what is raised here is Hypothesis's copy of it.
        data, fault = worst[-1] if worst else (b"", error)
        found.keep(name, data, fault)


def search(names: list[str], minutes: float, first: int, folder: Path) -> Found:
    """Try the doors in turns for so long."""
    found = Found(folder)
    ends = time.monotonic() + 60 * minutes
    turns = ((number, name) for number in count(first) for name in names)
    while time.monotonic() < ends:
        number, name = next(turns)
        turn(name, DOORS[name], number, found, ends)
    return found


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the first turn")
    parser.add_argument("--door", action="append", choices=sorted(DOORS), help="only this one")
    parser.add_argument("--output", type=Path, default=Path("build/fuzz"))
    given = parser.parse_args()
    print(f"seed {given.seed}")
    names = given.door or [name for name, door in DOORS.items() if door.is_open]
    found = search(names, given.minutes, given.seed, given.output)
    for name, tried in sorted(found.inputs.items()):
        print(f"{name:14} {tried:9,}")
    minutes = time.process_time() / 60
    print(f"{'in all':14} {found.inputs.total():9,} in {minutes:.1f} minutes of a processor")
    print(f"faults: {len(found.faults)}")
    return bool(found.faults)


if __name__ == "__main__":
    sys.exit(main())
