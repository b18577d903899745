"""Worker processes that may die: replaced, their work redone, what kills them left out."""

import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import connection, resource_tracker
from time import monotonic

from ..errors import InputError, SummarizerError
from .work import Prepare, Work, WorkItem, WorkOutcome
from .worker import NO_ITEM, NO_MEMORY, work

AHEAD = 2
"""Parts in flight for each worker: the one that it works on, and one that lies ready."""

_DEATHS = 2  # of a worker at one row, before the row is left out
_DEATHS_BETWEEN = 5  # of a worker that comes no further, so that there is an end to it
_PATIENCE = 5.0  # seconds that a process may take to end by itself after it closed its pipe
_LOOKS = 10  # one a second, after which a process that is stopped is not waited for any longer
_LOOK_EVERY = 1.0  # seconds
_CAN_TELL = hasattr(os, "waitid")  # whether a process is stopped
_STILLBORN = 3  # workers one after the other that die before they can do anything
_NO_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "BLIS_NUM_THREADS",
)

Heard = Callable[[list[WorkOutcome]], object]
"""Is told of outcomes as they come in, of each once."""


@dataclass
class WorkPart:
    """Items that are worked on together, what is done with each, and what came of them so far.

    Attributes:
        number: of the part.
        rows: the items, whose numbers follow one another.
        do: what is done with each.
        timeout: seconds that an item may take; ``None`` for any time.
        outcomes: what came of the first ones.
    """

    number: int
    rows: Sequence[WorkItem]
    do: Work
    timeout: float | None = None
    outcomes: list[WorkOutcome] = field(default_factory=list)

    @property
    def left(self) -> list[WorkItem]:
        """The items of which nothing came yet."""
        return list(self.rows[len(self.outcomes) :])

    def spoil(self, number: int, reason: str) -> None:
        """Make an item one that cannot be used."""
        self.rows = [row.spoiled(reason) if row.number == number else row for row in self.rows]


class Pool:
    """Processes that turn the items of parts into outcomes.

    Args:
        jobs: how many.
        prepare: what each process does first.
    """

    def __init__(self, jobs: int, prepare: Prepare) -> None:
        self._jobs = jobs
        self._prepare = prepare
        self._heard: Heard = _ignored
        self._workers: list[_Worker] = []
        self._waiting: deque[WorkPart] = deque()
        self._empty: deque[WorkPart] = deque()  # of which nothing can come, and which are done so
        self._deaths: Counter[tuple[int, int]] = Counter()
        self._stillborn = 0
        self._is_over = threading.Event()

    def __enter__(self) -> "Pool":
        if _CAN_TELL:
            threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no process."""
        self._is_over.set()
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.end()
        self._workers = []

    def run(
        self, parts: Iterable[WorkPart], heard: Heard | None = None
    ) -> Generator[WorkPart, None, None]:
        """The parts with all their outcomes, as they are done, which may be in another order.

        The numbers of items are of one run: no two of them are the same.

        Args:
            parts: taken as they are needed.
            heard: is told of outcomes as they come in.

        Raises:
            SummarizerError: the workers cannot do anything at all.
        """
        self._heard = heard or _ignored
        self._deaths.clear()
        left = iter(parts)
        while self._supply(left):
            if self._empty:
                yield self._empty.pop()
                continue
            for worker in self._ready():
                part = self._hear(worker)
                if part is not None:
                    yield part
            self._stop_the_slow()

    def _watch(self) -> None:
        """Kill processes that somebody stopped and does not let go on.

        On a thread: we ourselves may be waiting for one that stopped in the middle of a word.
        """
        while not self._is_over.wait(_LOOK_EVERY):
            for worker in list(self._workers):
                worker.look()

    def _supply(self, parts: Iterator[WorkPart]) -> bool:
        """Give every worker that has none a part; whether there is still something to do."""
        self._assign()
        while len(self._waiting) + self._busy() < AHEAD * self._jobs:
            part = next(parts, None)
            if part is None:
                break
            (self._waiting if part.rows else self._empty).append(part)
            self._assign()
        return bool(self._waiting or self._empty) or self._busy() > 0

    def _busy(self) -> int:
        return sum(worker.part is not None for worker in self._workers)

    def _assign(self) -> None:
        for worker in self._workers:
            if self._waiting and worker.is_idle:
                worker.give(self._waiting.popleft())
        unborn = sum(not worker.is_ready for worker in self._workers)
        while len(self._workers) < self._jobs and len(self._waiting) > unborn:
            self._workers.append(_Worker(self._prepare))
            unborn += 1

    def _ready(self) -> "list[_Worker]":
        """Those that sent something, or died; waits for the first."""
        limits = [w.part.timeout for w in self._workers if w.part and w.part.timeout]
        patience = min(1.0, min(limits) / 4) if limits else None
        heard = connection.wait([worker.outcomes for worker in self._workers], patience)
        return [worker for worker in self._workers if worker.outcomes in heard]

    def _hear(self, worker: "_Worker") -> WorkPart | None:
        """Take what a worker sent; the part, if that is done with it."""
        try:
            sent = worker.outcomes.recv()
        except (EOFError, OSError):  # OSError: it died in the middle of a word
            self._replace(worker)
            return None
        if worker.part is None:
            if isinstance(sent, SummarizerError):
                raise sent
            worker.is_ready = True
            self._stillborn = 0
            return None
        return self._take(worker, sent)

    def _take(self, worker: "_Worker", outcomes: list[WorkOutcome]) -> WorkPart | None:
        part = worker.part
        if part is None:
            return None
        part.outcomes += outcomes
        self._heard(outcomes)
        if part.left:
            return None
        worker.part = None
        return part

    def _replace(self, worker: "_Worker") -> None:
        """Put a dead worker's part back, without the row that is not to be tried again."""
        self._workers.remove(worker)
        worker.end(patience=_PATIENCE)
        part = worker.part
        if part is None:
            self._mourn(worker)
            return
        self._waiting.appendleft(part)
        next_row = part.left[0].number
        row, most = worker.at, _DEATHS
        if row < next_row or worker.is_stopped:  # where no row is to blame at first
            row, most = max(row, next_row), _DEATHS_BETWEEN
        self._deaths[row, most] += 1
        if worker.overdue == row:
            part.spoil(row, f"took longer than {part.timeout:g} s")
        elif self._deaths[row, most] == most:
            part.spoil(row, f"crashed its worker process {most} times: {worker.ending}")
        elif self._deaths[row, most] > most + _DEATHS:
            raise InputError(f"row {row} ends worker processes even if left out: {worker.ending}")

    def _mourn(self, worker: "_Worker") -> None:
        """Give up where workers die before they can do anything."""
        self._stillborn += not worker.is_ready
        if self._stillborn >= _STILLBORN:
            raise InputError(
                f"worker processes exit at start-up: {worker.ending}; a script that calls "
                'summarise_all has to do so under if __name__ == "__main__":'
            )

    def _stop_the_slow(self) -> None:
        """Kill those whose row takes too long; their end is then heard as any other."""
        for worker in self._workers:
            timeout = worker.part and worker.part.timeout
            if timeout and worker.is_overdue(timeout):
                worker.kill()


class _Worker:
    """A process, and what it is at.

    Attributes:
        outcomes: where what it sends is heard.
        part: what it works on.
        is_ready: whether it said that it can work.
        overdue: the row for which it is killed.
        is_stopped: whether it is killed because somebody stopped it.
    """

    def __init__(self, prepare: Prepare) -> None:
        context = multiprocessing.get_context("spawn")
        # Two of one direction each: Python makes one of both directions out of sockets.
        receives, self._rows = context.Pipe(duplex=False)
        self.outcomes, answers = context.Pipe(duplex=False)
        self._at = context.RawValue("q", NO_ITEM)
        self.part: WorkPart | None = None
        self.is_ready = False
        self.overdue = NO_ITEM
        self.is_stopped = False
        self._looks = 0
        self._sender: threading.Thread | None = None
        self._seen = NO_ITEM
        self._since = 0.0
        self._process = context.Process(target=work, args=(receives, answers, prepare, self._at))
        try:
            with _for_workers():
                self._process.start()
        finally:
            receives.close()
            answers.close()  # so that the pipe ends with the worker

    @property
    def is_idle(self) -> bool:
        """Whether it waits for a part."""
        return self.is_ready and self.part is None

    @property
    def at(self) -> int:
        """The number of the row that it works on, or worked on when it died."""
        return int(self._at.value)

    @property
    def ending(self) -> str:
        """How it died, in words."""
        code = self._process.exitcode or 0
        if code == NO_MEMORY:
            return "out of memory"
        return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"

    def give(self, part: WorkPart) -> None:
        """Hand it what is left of a part."""
        self.part = part
        self._at.value = NO_ITEM
        # On a thread, for one that is stopped takes nothing.
        self._sender = threading.Thread(target=self._send, args=(part.do, part.left), daemon=True)
        self._sender.start()

    def _send(self, do: Work, rows: list[WorkItem]) -> None:
        try:
            self._rows.send((do, rows))
        except OSError:  # it died, which its pipe will say
            pass
        except BaseException:  # there is no memory to send it: then its end has to say so
            self.kill()

    def is_overdue(self, timeout: float) -> bool:
        """Whether its row was the same for longer than so many seconds, as far as we looked."""
        row, now = self.at, monotonic()
        if row == NO_ITEM or row != self._seen:
            self._seen, self._since = row, now
            return False
        if now - self._since <= timeout:
            return False
        self.is_stopped = self._stands_still()
        self.overdue = NO_ITEM if self.is_stopped else row
        return True

    def look(self) -> None:
        """Kill it if it was stopped all the times that we looked."""
        self._looks = self._looks + 1 if self._stands_still() else 0
        if self._looks == _LOOKS:
            self.is_stopped = True
            self.kill()

    def _stands_still(self) -> bool:
        if not _CAN_TELL:
            return False
        flags = os.WSTOPPED | os.WNOHANG | os.WNOWAIT
        try:
            return os.waitid(os.P_PID, self._process.pid or 0, flags) is not None
        except OSError:  # it is gone
            return False

    def kill(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()

    def end(self, patience: float = 0) -> None:
        """End it, when so many seconds have passed, and let go of it."""
        self.outcomes.close()
        if self._sender is None or not self._sender.is_alive():
            self._rows.close()
            self._process.join(patience)
        self._process.kill()
        self._process.join()
        if self._sender is not None:
            self._sender.join()  # nobody is left who could take what it sends
        self._rows.close()


def _ignored(_outcomes: list[WorkOutcome]) -> None:
    """Nobody wants to be told."""


@contextmanager
def _for_workers() -> Iterator[None]:
    """What a process has to be born with, and can hardly give itself.

    One thread for numpy, which asks when it is imported. And no ear for Ctrl-C, which a terminal
    sends to all: it would print a traceback of each worker that is not up yet. Nor may what we
    are sent meanwhile leave a process that nobody knows.
    """
    before = {name: os.environ.get(name) for name in _NO_THREADS}
    os.environ.update(dict.fromkeys(_NO_THREADS, "1"))
    mask = getattr(signal, "pthread_sigmask", None)
    if mask:
        resource_tracker.ensure_running()  # which the first process starts, and unmasks us
    old = mask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGTERM]) if mask else None
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        if mask:
            mask(signal.SIG_SETMASK, old)  # last: a Ctrl-C that came meanwhile is raised here
