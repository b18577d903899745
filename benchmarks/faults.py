"""What a batch stands: kills, signals, failing calls, traps and damage, by chance.

    python -m benchmarks.faults [--kills 200] [--faults 50] [--engine local] [--seed 1] [--jobs 2]

Over all tasks in turns, runs over the bundled articles meet faults of one kind, each at a moment of
chance; then follows a run that nothing happens to. No run may last longer than some minutes or show
a traceback, nothing outside the folder may be written, and the folder at the end has to be, byte
for byte, that of a run which was never disturbed. On Spark, which takes long to start, the runs
share a driver until one kills it.
"""

import argparse
import json
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.processes import HERE, PYTHON

_TASKS = ("article", "duplicates", "stories", "brief")
_CODE = "from summarizer.start import run; run()"
_LIMIT = 300  # seconds of a run; some are on a busy machine
_KILLS_OF_A_CASE = 5
_TRIES = 4  # for each fault, whose moment may be when all is over
_PART = 2  # rows of input for each part
_PAUSE = 2  # seconds for which the parent is stopped
_COUNTED = ("rename", "sync", "mkdir", "fork", "read", "write")  # which may not come to that call
_OF_WORKERS = {"local": b"spawn_main", "spark": b"pyspark.daemon"}

# Is imported by every process before anything else.
_FAULTY = """
import builtins, io, os, resource, sys, time, _posixsubprocess
kind, left, mark = "", 0, ""

def strike(error):
    global left
    left -= 1
    if not left:
        os.close(os.open(mark, os.O_CREAT))
        raise OSError(error, os.strerror(error))

def failing(module, name, error):
    call = getattr(module, name)
    def instead(*arguments, **options):
        strike(error)
        return call(*arguments, **options)
    setattr(module, name, instead)

class Failing(io.FileIO):
    def readinto(self, buffer):
        if kind == "read":
            strike(5)
        return super().readinto(buffer)
    def write(self, data):
        if kind == "write":
            strike(28)
        return super().write(data)

def opened(file, mode="r", buffering=-1, *arguments, opener=None, **options):
    if "b" not in mode or isinstance(file, int):
        return usual(file, mode, buffering, *arguments, opener=opener, **options)
    raw = Failing(file, mode.replace("b", ""), opener=opener)
    if not buffering:
        return raw
    return io.BufferedReader(raw) if mode == "rb" else io.BufferedWriter(raw)

usual = io.open
moved = {"back": -3600, "forth": 3600}
calls = {
    "rename": (os, "replace", 28),
    "sync": (os, "fsync", 5),
    "mkdir": (os, "mkdir", 28),
    "fork": (_posixsubprocess, "fork_exec", 11),
}

def arm(told, is_worker):
    global kind, left, mark
    kind, number, mark = told.split(":")
    number = left = int(number)
    if kind in calls:
        failing(*calls[kind])
    elif kind in ("read", "write"):
        io.open = builtins.open = opened
    elif kind == "disk":
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000 * number, 1000 * number))
    elif kind == "handles":
        resource.setrlimit(resource.RLIMIT_NOFILE, (number, number))
    elif kind == "memory" and is_worker:
        resource.setrlimit(resource.RLIMIT_AS, (number << 20, number << 20))
    elif kind in moved:
        wall, began = time.time, time.monotonic()
        def moving():
            return wall() + moved[kind] * (time.monotonic() - began > number / 10)
        time.time = moving
        time.time_ns = lambda: int(moving() * 1e9)

if "FAULT" in os.environ:
    arm(os.environ["FAULT"], "--multiprocessing-fork" in sys.argv)
elif "pyspark.daemon" in sys.orig_argv:
    def armed():
        path = os.environ["FAULT_FILE"]
        if os.path.exists(path):
            with open(path) as file:
                arm(file.read(), True)
    os.register_at_fork(after_in_child=armed)
"""


class Ended(NamedTuple):
    """How a run ended: what it said, whether it had to be killed, whether a fault met it."""

    said: str
    is_late: bool
    is_hit: bool


class Fault(NamedTuple):
    """What happens to a run.

    Attributes:
        before: is done to the folder.
        inside: what the processes do to themselves, and the least and largest number for it.
        during: is done at a moment of chance.
        after: is done to the folder.
        is_kill: whether it ends processes and no more.
        engines: in which it can happen.
        ends_driver: whether Spark's driver is of no use after it.

    What is done during and after says whether it could be.
    """

    before: "Callable[[Bench, Path], object] | None" = None
    inside: tuple[str, int, int] | None = None
    during: "Callable[[Bench, Path, int], bool] | None" = None
    after: "Callable[[Bench, Path], bool] | None" = None
    is_kill: bool = False
    engines: tuple[str, ...] = ("local", "spark")
    ends_driver: bool = False


class Bench:
    """A folder to work in.

    Args:
        home: the folder.
        jobs: worker processes of a run.
        chance: says when.
    """

    engine = "local"

    def __init__(self, home: Path, jobs: int, chance: random.Random) -> None:
        self.chance = chance
        self.source = home / "stories.jsonl"
        shutil.copyfile(HERE / "corpus" / "stories.jsonl", self.source)
        self.aside = home / "aside"
        self.aside.write_text("not to be touched", encoding="utf-8")
        self.home = home
        self.mark = home / "struck"
        (home / "sitecustomize.py").write_text(_FAULTY, encoding="utf-8")
        self.jobs = jobs
        self.seconds = dict.fromkeys(_TASKS, math.inf)

    def run(self, task: str, output: Path, fault: Fault | None = None, *more: str) -> Ended:
        """A run, which a fault may meet."""
        begin = time.monotonic()
        self.mark.unlink(missing_ok=True)
        is_hit = True
        with self.start(task, output, fault, *more) as started:
            if fault and fault.during:
                time.sleep(self.chance.uniform(0, self.seconds[task]))
                is_hit = started.poll() is None and fault.during(self, output, started.pid)
            try:  # its end is that of all that hold the pipe: its workers too
                _, said = started.communicate(timeout=_LIMIT)
                is_late = False
            except subprocess.TimeoutExpired:
                send("SIGKILL", "all", self, output, started.pid)
                _, said = started.communicate()
                is_late = True
        if not fault:
            self.seconds[task] = min(self.seconds[task], time.monotonic() - begin)
        else:
            is_hit = is_hit and self.is_hit(fault)
        return Ended(said.decode(), is_late, is_hit)

    def start(
        self, task: str, output: Path, fault: Fault | None = None, *more: str
    ) -> "subprocess.Popen[bytes]":
        """Begin a run, in a session of its own."""
        env = self.environment()
        if told := self.told(fault):
            env["FAULT"] = told
        given = [str(self.source), "-o", str(output), "--task", task, *more]
        options = ["--part-size", str(_PART), "--quiet", "--jobs", str(self.jobs)]
        command = [PYTHON, "-c", _CODE, "batch", *given, *options]
        return subprocess.Popen(command, env=env, stderr=subprocess.PIPE, start_new_session=True)

    def environment(self) -> dict[str, str]:
        """Of processes that may do something to themselves."""
        paths = [str(self.home), os.environ.get("PYTHONPATH", "")]
        return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}

    def told(self, fault: Fault | None) -> str:
        """What the processes of a run do to themselves, with a number of chance."""
        if not (fault and fault.inside):
            return ""
        kind, least, largest = fault.inside
        return f"{kind}:{self.chance.randint(least, largest)}:{self.mark}"

    def is_hit(self, fault: Fault) -> bool:
        """Whether what processes do to themselves was done, as far as that can be told."""
        return not fault.inside or fault.inside[0] not in _COUNTED or self.mark.exists()

    def end(self) -> None:
        """Leave no process."""


class SparkBench(Bench):
    """The same, with runs on Spark; what processes do to themselves is done in its workers."""

    engine = "spark"

    def __init__(self, home: Path, jobs: int, chance: random.Random) -> None:
        super().__init__(home, jobs, chance)
        self._told = home / "fault"
        self._driver: subprocess.Popen[str] | None = None

    def run(self, task: str, output: Path, fault: Fault | None = None, *more: str) -> Ended:
        """See :class:`Bench`."""
        driver = self._driver = self._driver or self._started()
        self.mark.unlink(missing_ok=True)
        self._told.unlink(missing_ok=True)
        if told := self.told(fault):
            self._told.write_text(told, encoding="utf-8")
            self._renew()
        said: list[str] = []
        asked = json.dumps([str(self.source), str(output), task, bool(more)])
        begin = time.monotonic()
        thread = threading.Thread(target=_asked, args=(driver, asked, said), daemon=True)
        thread.start()
        is_hit = True
        if fault and fault.during:
            time.sleep(self.chance.uniform(0, self.seconds[task]))
            is_hit = thread.is_alive() and fault.during(self, output, driver.pid)
        thread.join(_LIMIT)
        is_late = thread.is_alive()
        if told:
            self._told.unlink()
            self._renew()
        if is_late or (fault is not None and fault.ends_driver):
            self.end()
        if not fault:
            self.seconds[task] = min(self.seconds[task], time.monotonic() - begin)
        else:
            is_hit = is_hit and self.is_hit(fault)
        return Ended("".join(said), is_late, is_hit)

    def _renew(self) -> None:
        """Have new workers: what was told to be done to themselves is looked up at birth."""
        if self._driver:
            for worker in _processes(self._driver.pid, _OF_WORKERS[self.engine]):
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)

    def _started(self) -> "subprocess.Popen[str]":
        command = [PYTHON, "-m", "benchmarks.faults", "--drive", f"local[{self.jobs},4]"]
        env = {**self.environment(), "FAULT_FILE": str(self._told)}
        pipe = subprocess.PIPE
        driver = subprocess.Popen(
            command, env=env, stdin=pipe, stdout=pipe, text=True, start_new_session=True
        )
        if driver.stdout:
            driver.stdout.readline()
        return driver

    def end(self) -> None:
        """End the driver and all that it started."""
        if self._driver:
            send("SIGKILL", "all", self, self.home, self._driver.pid)
            with self._driver:
                self._driver.kill()
            self._driver = None


def _asked(driver: "subprocess.Popen[str]", asked: str, said: list[str]) -> None:
    """Have the driver do a run, and hear what came of it."""
    if driver.stdin and driver.stdout:
        with suppress(BrokenPipeError):  # it is killed, which is why it is asked
            driver.stdin.write(f"{asked}\n")
            driver.stdin.flush()
        said.append(driver.stdout.readline())


def drive(master: str) -> None:
    """Do what is asked by standard input, in one session; what is said of each run goes out."""
    from summarizer import SummarizerError
    from summarizer.spark import sessions, summarise_all

    with sessions.session(master, {}):
        print("ready", flush=True)
        for line in sys.stdin:
            source, output, task, restart = json.loads(line)
            said = ""
            try:
                summarise_all(source, output, task=task, part_size=_PART, restart=restart)
            except SummarizerError as error:
                said = str(error)
            except Exception:
                said = traceback.format_exc()
            print(json.dumps(said), flush=True)


def send(name: str, whom: str, bench: Bench, _output: Path, pid: int) -> bool:
    """Send a signal to the parent, to a worker, to Java, or to all processes of a run."""
    number = getattr(signal, name)
    words = {"worker": _OF_WORKERS[bench.engine], "java": b"java"}
    found = [pid] if whom == "parent" else list(_processes(pid, words.get(whom, b"")))
    if whom == "worker":
        found = [bench.chance.choice(found)] if found else []
    for each in found:
        with suppress(ProcessLookupError):  # it was over
            os.kill(each, number)
    return bool(found)


def _processes(session: int, word: bytes) -> Iterator[int]:
    """The processes of a session in whose command a word stands."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        pid = int(path.parent.name)
        try:
            if os.getsid(pid) == session and word in path.read_bytes():
                yield pid
        except (ProcessLookupError, FileNotFoundError):  # it was over
            continue


def pause(bench: Bench, output: Path, pid: int) -> bool:
    """Stop the parent for a while."""
    send("SIGSTOP", "parent", bench, output, pid)
    time.sleep(_PAUSE)
    return send("SIGCONT", "parent", bench, output, pid)


def exchange(bench: Bench, _output: Path, _pid: int) -> bool:
    """Put another input in the place of the one that is read, of the same size and time."""
    had = bench.source.stat()
    data = bench.source.read_bytes()
    other = bench.source.with_suffix(".other")
    other.write_bytes(data.replace(b" the ", b" thy "))
    os.utime(other, ns=(had.st_atime_ns, had.st_mtime_ns))
    bench.source.rename(bench.source.with_suffix(".kept"))
    other.rename(bench.source)
    return True


def put_back(bench: Bench, _output: Path) -> bool:
    """Put the true input there again."""
    with suppress(FileNotFoundError):  # the run was over before it was taken away
        bench.source.with_suffix(".kept").rename(bench.source)
    return True


def second(bench: Bench, output: Path, _pid: int) -> bool:
    """Begin a second run in the same folder, and wait for its end."""
    with bench.start("article", output) as started:
        _, said = started.communicate(timeout=_LIMIT)
    if b"Traceback" in said:
        raise RuntimeError(said.decode())
    return True


def remove(_bench: Bench, output: Path, _pid: int) -> bool:
    """Remove the whole folder."""
    shutil.rmtree(output, ignore_errors=True)
    return True


def trap(name: str, is_pipe: bool, bench: Bench, output: Path) -> None:
    """Put a link to a file outside, or a pipe, where a run writes."""
    output.mkdir(exist_ok=True)
    path = output / name
    path.unlink(missing_ok=True)
    if is_pipe:
        os.mkfifo(path)
    else:
        path.symlink_to(bench.aside)


def clear(name: str, bench: Bench, output: Path) -> bool:
    """Take away a trap that is still there, and see that nothing was written through it."""
    path = output / name
    if path.is_symlink() or path.is_fifo():
        path.unlink()
    if bench.aside.read_text(encoding="utf-8") != "not to be touched":
        raise RuntimeError(f"{name}: the file outside was written")
    return True


def damage(pattern: str, how: str, bench: Bench, output: Path) -> bool:
    """Flip a bit of a file, cut it off or remove it, if one of the name holds something."""
    files = sorted(p for p in output.glob(pattern) if p.is_file() and p.stat().st_size)
    if not files:
        return False
    path = bench.chance.choice(files)
    data = bytearray(path.read_bytes())
    at = bench.chance.randrange(len(data))
    if how == "removed":
        path.unlink()
    elif how == "cut":
        path.write_bytes(data[:at])
    else:
        data[at] ^= 1 << bench.chance.randrange(8)
        path.write_bytes(data)
    return True


def _signalled(name: str, whom: str) -> "Callable[[Bench, Path, int], bool]":
    return partial(send, name, whom)


def _killed(whom: str, engines: tuple[str, ...] = ("local", "spark")) -> Fault:
    during = _signalled("SIGKILL", whom)
    return Fault(during=during, is_kill=True, engines=engines, ends_driver=whom != "worker")


def _damaged(pattern: str, how: str = "flipped") -> Fault:
    during, after = _signalled("SIGKILL", "all"), partial(damage, pattern, how)
    return Fault(during=during, after=after, ends_driver=True)


def _trapped(name: str, is_pipe: bool = False) -> Fault:
    return Fault(before=partial(trap, name, is_pipe), after=partial(clear, name))


_LOCAL = ("local",)  # Spark has its own way with signals, or it is the driver's folder as well
MEMORY = "workers with little memory"
FAULTS = {
    "all processes killed": _killed("all"),
    "the parent killed": _killed("parent"),
    "a worker killed": _killed("worker"),
    "Java killed": _killed("java", ("spark",)),
    "a worker stopped": Fault(during=_signalled("SIGSTOP", "worker"), engines=_LOCAL),
    "the parent stopped for a while": Fault(during=pause, engines=_LOCAL),
    "SIGTERM": Fault(during=_signalled("SIGTERM", "parent"), engines=_LOCAL),
    "SIGHUP to all": Fault(during=_signalled("SIGHUP", "all"), engines=_LOCAL),
    "Ctrl-C": Fault(during=_signalled("SIGINT", "all"), engines=_LOCAL),
    "full disk (EFBIG)": Fault(inside=("disk", 1, 30)),
    "a write fails (ENOSPC)": Fault(inside=("write", 1, 40)),
    "a rename fails (ENOSPC)": Fault(inside=("rename", 1, 30)),
    "a sync fails (EIO)": Fault(inside=("sync", 1, 60)),
    "a folder cannot be made (ENOSPC)": Fault(inside=("mkdir", 1, 10)),
    "a read fails (EIO)": Fault(inside=("read", 1, 30)),
    "a process cannot be started (EAGAIN)": Fault(inside=("fork", 1, 3), engines=_LOCAL),
    "few open files (EMFILE)": Fault(inside=("handles", 8, 40)),
    MEMORY: Fault(inside=("memory", 430, 700), engines=_LOCAL),
    "the clock goes back an hour": Fault(inside=("back", 0, 30)),
    "the clock goes on an hour": Fault(inside=("forth", 0, 30)),
    "a link at .manifest.json.tmp": _trapped(".manifest.json.tmp"),
    "a link at .part-00001.jsonl.tmp": _trapped(".part-00001.jsonl.tmp"),
    "a link at .journal.jsonl": _trapped(".journal.jsonl"),
    "a link at .work": _trapped(".work"),
    "a pipe at .manifest.json.tmp": _trapped(".manifest.json.tmp", is_pipe=True),
    "a pipe at .lock": _trapped(".lock", is_pipe=True),
    "a pipe at .journal.jsonl": _trapped(".journal.jsonl", is_pipe=True),
    "killed, then a bit of a part flipped": _damaged("part-*"),
    "killed, then a part cut off": _damaged("part-*", "cut"),
    "killed, then a part removed": _damaged("part-*", "removed"),
    "killed, then a bit of the journal flipped": _damaged(".journal.jsonl"),
    "killed, then the journal cut off": _damaged(".journal.jsonl", "cut"),
    "killed, then a bit of the manifest flipped": _damaged("manifest.json"),
    "killed, then a bit of a stage flipped": _damaged(".work/**/*")._replace(engines=_LOCAL),
    "killed, then a stage's file removed": _damaged(".work/**/*", "removed")._replace(
        engines=_LOCAL
    ),
    "another input of the same size and time": Fault(during=exchange, after=put_back),
    "the folder removed": Fault(during=remove),
    "a second run begun": Fault(during=second, engines=_LOCAL),
}


def contents(folder: Path) -> dict[str, bytes]:
    """All files."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def case(
    bench: Bench, task: str, output: Path, name: str, undisturbed: dict[str, bytes]
) -> Iterator[str]:
    """What comes of each fault of a kind, and of the runs after it."""
    fault = FAULTS[name]
    is_slow = bench.engine == "spark" and fault.ends_driver
    left = _KILLS_OF_A_CASE if fault.is_kill and not is_slow else 1
    for _ in range(_TRIES * left):
        if (output / "_SUCCESS").exists():  # it stood that: another meets a new run
            if not fault.after and name != MEMORY and contents(output) != undisturbed:
                yield "other bytes"
            shutil.rmtree(output)
        if fault.before:
            fault.before(bench, output)
        ended = bench.run(task, output, fault)
        is_done = fault.after(bench, output) if fault.after else True
        yield from _wrong(ended)
        if ended.is_hit and is_done:
            yield task
            left -= 1
        if not left:
            break
    ended = bench.run(task, output)
    yield from _wrong(ended)
    if "--restart" in ended.said:
        yield "restarted"
        yield from _wrong(bench.run(task, output, None, "--restart"))
    came = contents(output)
    if came != undisturbed and not (name == MEMORY and _is_of_memory(came)):
        print(f"it ended so: {ended.said}", file=sys.stderr)
        yield "other bytes"


def _is_of_memory(came: dict[str, bytes]) -> bool:
    """Whether what is not done is not for want of memory alone."""
    failed = [json.loads(line)["reason"] for line in came.get("errors.jsonl", b"").splitlines()]
    told = ("memory", "worker process")
    return "_SUCCESS" in came and all(any(word in each for word in told) for each in failed)


def _wrong(ended: Ended) -> list[str]:
    """What no run may do; what it said then is shown."""
    told = {"late": ended.is_late, "traceback": "Traceback" in ended.said}
    if any(told.values()):
        print(ended.said, file=sys.stderr)
    return [name for name, is_so in told.items() if is_so]


def cases(
    bench: Bench, home: Path, tasks: Sequence[str], kills: int, faults: int, only: str
) -> Iterator[tuple[str, str]]:
    """The fault and what came of it, of one case after the other."""
    undisturbed = {}
    for task in tasks:
        bench.run(task, home / task)
        undisturbed[task] = contents(home / task)
    names = [n for n, f in FAULTS.items() if bench.engine in f.engines and only in n]
    left = {True: kills, False: faults}
    for turn in count():
        for number, name in enumerate(names):
            is_kill = FAULTS[name].is_kill
            if left[is_kill] <= 0:
                continue
            task = tasks[(turn + number) % len(tasks)]
            output = home / f"case-{turn}-{number}"
            for result in case(bench, task, output, name, undisturbed[task]):
                if result == task:
                    left[is_kill] -= 1
                else:
                    print(f"{task}, {name}: {result}", file=sys.stderr)
                yield name, result
        if not any(left[FAULTS[name].is_kill] > 0 for name in names):
            return


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--faults", type=int, default=50)
    parser.add_argument("--engine", choices=["local", "spark"], default="local")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--tasks", nargs="+", choices=_TASKS, default=list(_TASKS))
    parser.add_argument("--only", default="", help="faults in whose name this stands")
    parser.add_argument("--drive", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.drive:
        drive(given.drive)
        return
    found: dict[str, Counter[str]] = {}
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        home = Path(name)
        make = SparkBench if given.engine == "spark" else Bench
        bench = make(home, given.jobs, random.Random(given.seed))
        tasks = given.tasks
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # with the table up to there
        try:
            for fault, result in cases(bench, home, tasks, given.kills, given.faults, given.only):
                found.setdefault(fault, Counter())[result] += 1
        finally:
            bench.end()
            _show(found, [*tasks, "late", "traceback", "other bytes", "restarted"], given.engine)


def _show(found: dict[str, Counter[str]], columns: Sequence[str], engine: str) -> None:
    print(f"| {engine} | {' | '.join(columns)} |\n|---|{'--:|' * len(columns)}")
    for fault, counts in found.items():
        print(f"| {fault} | {' | '.join(str(counts[column]) for column in columns)} |")


if __name__ == "__main__":
    main()
