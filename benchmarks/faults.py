"""What a batch stands: kills, signals, failing calls, little memory and flipped bits, by chance.

    python -m benchmarks.faults [--minutes 10] [--seed 1] [--jobs 2]

In turns over the tasks, a run over the bundled articles meets one fault after the other, each at
a moment of chance: three times, and then a run that nothing happens to. No run may last longer
than a minute or show a traceback, and the folder at the end has to be, byte for byte, that of a
run which was never disturbed.
"""

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.processes import HERE, PYTHON

_TASKS = ("article", "duplicates", "stories", "brief")
_CODE = "from summarizer.start import run; run()"
_LIMIT = 60  # seconds of a run
_EACH = 3  # faults before a run is let through

# Is imported by every process before anything else.
_FAULTY = """
import os, resource, sys
kind, number = os.environ.get("FAULT", "none:0").split(":")
left = [int(number)]
def failing(call, error):
    def instead(*arguments, **options):
        left[0] -= 1
        if not left[0]:
            raise OSError(error, os.strerror(error))
        return call(*arguments, **options)
    return instead
if kind == "rename":
    os.replace = failing(os.replace, 28)
elif kind == "sync":
    os.fsync = failing(os.fsync, 5)
elif kind == "memory" and "--multiprocessing-fork" in sys.argv:
    most = int(number) << 20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
"""


class Ended(NamedTuple):
    """How a run ended: its exit code, what it said, and whether it had to be killed."""

    code: int
    said: str
    is_late: bool


class Bench:
    """A folder to work in.

    Args:
        home: the folder.
        jobs: worker processes of a run.
        chance: says when.
    """

    def __init__(self, home: Path, jobs: int, chance: random.Random) -> None:
        self._home = home
        self._jobs = jobs
        self.chance = chance
        (home / "sitecustomize.py").write_text(_FAULTY)
        self.seconds = dict.fromkeys(_TASKS, 4.0)

    def run(self, task: str, output: Path, fault: str = "") -> Ended:
        """A run, which a fault may meet: a signal, or what the processes do to themselves."""
        is_signal = fault.startswith("SIG")
        paths = [str(self._home), os.environ.get("PYTHONPATH", "")]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        if fault and not is_signal:
            env["FAULT"] = f"{fault}:{self._number(fault)}"
        source = HERE / "corpus" / "stories.jsonl"
        given = ["--task", task, "--part-size", "6", "--jobs", str(self._jobs), "--quiet"]
        command = [PYTHON, "-c", _CODE, "batch", str(source), "-o", str(output), *given]
        begin = time.monotonic()
        with subprocess.Popen(
            command,
            env=env,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=_full if fault == "disk" else None,
        ) as started:
            if is_signal:
                time.sleep(self.chance.uniform(0, self.seconds[task]))
                self._send(fault, started.pid)
            try:  # its end is that of all that hold the pipe: its workers too
                _, said = started.communicate(timeout=_LIMIT)
                is_late = False
            except subprocess.TimeoutExpired:
                os.killpg(started.pid, signal.SIGKILL)
                _, said = started.communicate()
                is_late = True
        if not fault:
            self.seconds[task] = time.monotonic() - begin
        return Ended(started.returncode, said.decode(), is_late)

    def _number(self, fault: str) -> int:
        return self.chance.randint(430, 700) if fault == "memory" else self.chance.randint(1, 30)

    def _send(self, fault: str, pid: int) -> None:
        name, _, whom = fault.partition(" ")
        number = getattr(signal, name)
        try:
            if whom == "all":
                os.killpg(pid, number)
            elif whom == "worker":
                os.kill(self.chance.choice(_workers(pid)), number)
            else:
                os.kill(pid, number)
        except (ProcessLookupError, FileNotFoundError, IndexError):  # it was over
            pass


def _full() -> None:
    """The disk, as far as a process can tell."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def _workers(pid: int) -> list[int]:
    """The workers of a run; Python has a process beside them that cleans up."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in told if _is_worker(child)]


def _is_worker(pid: str) -> bool:
    return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()


def flip(output: Path, chance: random.Random) -> None:
    """Change a bit of a file of a folder, if there is one that holds something."""
    files = sorted(p for p in output.rglob("*") if p.is_file() and p.stat().st_size)
    if files:
        path = chance.choice(files)
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)


def contents(folder: Path) -> dict[str, bytes]:
    """All files."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


FAULTS = {
    "all processes killed": "SIGKILL all",
    "the parent killed": "SIGKILL",
    "a worker killed": "SIGKILL worker",
    "a worker stopped": "SIGSTOP worker",
    "SIGTERM": "SIGTERM",
    "Ctrl-C": "SIGINT all",
    "full disk": "disk",
    "a rename fails (ENOSPC)": "rename",
    "a sync fails (EIO)": "sync",
    "workers with little memory": "memory",
    "killed, then a bit flipped": "SIGKILL all flip",
}


def cases(bench: Bench, home: Path, until: float) -> Iterator[tuple[str, str]]:
    """The fault and what came of it, of one case after the other."""
    undisturbed = {}
    for task in _TASKS:
        bench.run(task, home / task)
        undisturbed[task] = contents(home / task)
    number = 0
    while time.monotonic() < until:
        for name, fault in FAULTS.items():
            task = _TASKS[(number + number // len(FAULTS)) % len(_TASKS)]
            output = home / f"case-{number}"
            number += 1
            for result in case(bench, task, output, fault, undisturbed[task]):
                yield name, result
            if time.monotonic() >= until:
                return


def case(
    bench: Bench, task: str, output: Path, fault: str, undisturbed: dict[str, bytes]
) -> Iterator[str]:
    """What comes of each of some faults, and of the run after them."""
    wrong = []
    for _ in range(_EACH):
        plain = fault.removesuffix(" flip")
        ended = bench.run(task, output, plain)
        if plain != fault:
            flip(output, bench.chance)
        yield "faults"
        wrong += _wrong(ended)
    ended = bench.run(task, output)
    wrong += _wrong(ended)
    if "--restart" in ended.said:  # the manifest is damaged, which is told
        yield "restarted"
    elif contents(output) != undisturbed and fault != "memory":
        wrong.append("other bytes")
    for each in wrong:
        print(f"{task}, {fault}: {each}", file=sys.stderr)
        yield each


def _wrong(ended: Ended) -> list[str]:
    """What no run may do; what it said then is shown."""
    told = {"late": ended.is_late, "traceback": "Traceback" in ended.said}
    if any(told.values()):
        print(ended.said, file=sys.stderr)
    return [name for name, is_so in told.items() if is_so]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    found: dict[str, Counter[str]] = {name: Counter() for name in FAULTS}
    with TemporaryDirectory() as name:
        home = Path(name)
        bench = Bench(home, given.jobs, random.Random(given.seed))
        for fault, result in cases(bench, home, time.monotonic() + 60 * given.minutes):
            found[fault][result] += 1
    columns = ("faults", "late", "traceback", "other bytes", "restarted")
    print(f"| fault | {' | '.join(columns)} |\n|---|{'--:|' * len(columns)}")
    for fault, counts in found.items():
        print(f"| {fault} | {' | '.join(str(counts[column]) for column in columns)} |")


if __name__ == "__main__":
    main()
