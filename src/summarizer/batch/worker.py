"""The inside of a worker process: rows come in by a pipe, outcomes go out by it."""

import os
import signal
import sys
import threading
from multiprocessing import connection, parent_process
from time import monotonic
from typing import TYPE_CHECKING, Any

from ..errors import SummarizerError
from .work import Prepare, Work, WorkItem

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

NO_ITEM = -1
"""In place of the number of an item: none is worked on."""

NO_MEMORY = 79
"""The exit code of a process that cannot even say that its memory ran out."""

_OFTEN = 0.25  # seconds between outcomes on the pipe: what is lost with a worker is no more


def work(given: "Connection", answers: "Connection", prepare: Prepare, at: Any) -> None:
    """Answer lists of items with lists of outcomes, in order, until the pipe is closed.

    The first thing sent is ``None``, or the error for which nothing can be done at all.

    Args:
        given: the pipe by which items come, and what is to be done with each.
        answers: the pipe by which outcomes go.
        prepare: is called before anything else.
        at: shared memory, in which stands the number of the item that is worked on. It outlives
            this process, and so says which item ended it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal's Ctrl-C the parent sees to us
    if hasattr(signal, "pthread_sigmask"):  # it was born deaf; see pool
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
    _end_with_parent()
    try:
        _work(given, answers, prepare, at)
    except (EOFError, OSError):  # the parent is gone, or has no more to do
        pass
    except MemoryError:
        os._exit(NO_MEMORY)


def _work(given: "Connection", answers: "Connection", prepare: Prepare, at: Any) -> None:
    try:
        prepare()
    except SummarizerError as error:
        answers.send(error)
        return
    answers.send(None)
    while True:
        do, items = given.recv()
        _answer(answers, do, items, at)


def _answer(answers: "Connection", do: Work, items: list[WorkItem], at: Any) -> None:
    outcomes = []
    sent = monotonic()
    for item in items:
        at.value = item.number
        outcomes.append(do(item))
        at.value = NO_ITEM
        if monotonic() - sent >= _OFTEN:
            answers.send(outcomes)
            outcomes = []
            sent = monotonic()
    if outcomes:
        answers.send(outcomes)


def _end_with_parent() -> None:
    """See to it that a process which is killed takes its workers with it, whatever they are at."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    if sys.platform == "linux":
        # A long search in C lets no other thread run. SIGIO ends the process all the same.
        import fcntl

        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, os.O_ASYNC)
