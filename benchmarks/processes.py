"""Processes in turns, as race.py runs them, from within a suite."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from . import THREADS

HERE = Path(__file__).parent
PYTHON = sys.executable


def in_turns(
    commands: Mapping[str, Sequence[str]], rounds: int, bytecode: Path, *, warm: bool = True
) -> dict[str, Any]:
    """What race.py says of each command: seconds, peak in bytes, and the last output.

    Args:
        commands: the arguments of each, by name; they run from the top of the repository.
        rounds: how often each has its turn.
        bytecode: a folder for compiled modules.
        warm: begin with a round that does not count.
    """
    task = {"rounds": rounds, "warm": warm, "commands": commands}
    done = subprocess.run(
        [PYTHON, "-I", "-S", str(HERE / "race.py")],
        input=json.dumps(task),
        cwd=HERE.parent,
        env=environment(bytecode),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def environment(bytecode: Path) -> dict[str, str]:
    """A user's: all cores, no settings of Python but where its modules are."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in THREADS and (name == "PYTHONPATH" or not name.startswith("PYTHON"))
    }
    return kept | {"PYTHONPYCACHEPREFIX": str(bytecode)}


class Watched(NamedTuple):
    """What a command and all processes below it cost.

    Attributes:
        code: what it exited with.
        seconds: by the clock on the wall.
        cpu: seconds of the processor.
        largest: the most bytes that one process held.
        together: the most that all held at once; what they share counts for each of them.
    """

    code: int
    seconds: float
    cpu: float
    largest: int
    together: int


def watch(command: Sequence[str], environment: Mapping[str, str], interval: float = 0.1) -> Watched:
    """Run a command, and look every so many seconds at the memory of its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    largest = together = 0
    with subprocess.Popen(command, env=environment) as running:
        while running.poll() is None:
            processes = list(_below(running.pid))
            largest = max([largest, *map(peak, processes)])
            together = max(together, sum(_held(each, "VmRSS") for each in processes))
            time.sleep(interval)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Watched(running.returncode, seconds, cpu, largest, together)


def peak(process: int | None) -> int:
    """The most bytes that a process has held, where the system tells; 0 elsewhere."""
    return _held(process, "VmHWM")


def _held(process: int | None, what: str) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(what)), 0)


def _below(process: int) -> Iterator[int]:
    """A process and all that it started, as far as the system tells."""
    yield process
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = path.read_text(encoding="utf-8").split()
        except OSError:  # the thread is gone
            continue
        for child in children:
            yield from _below(int(child))
