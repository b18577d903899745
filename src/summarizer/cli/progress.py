"""How far a long piece of work is, for who watches a terminal."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from ..text.display import one_line
from .output import complain

if TYPE_CHECKING:
    from rich.progress import Progress

    from ..batch import Tally

T = TypeVar("T")
Tracked = Callable[[Sequence[T]], Iterable[T]]

PATIENCE = 0.4
"""Seconds before anything is shown: what is done by then needs no bar, nor the time to load one."""

PAUSE = 10.0
"""Seconds between lines, where there is no terminal to take back what was written."""


@contextmanager
def tracked(
    what: str, *, quiet: bool = False
) -> Iterator[Callable[[Sequence[Any]], Iterable[Any]]]:
    """Wrap a sequence to show on standard error how much of it is done.

    Nothing is shown without a terminal, if ``quiet``, or for a single item. The bar is removed
    at the end.
    """
    meter = _Meter(one_line(what), hidden=quiet or not _is_watched())
    try:
        yield meter.track
    finally:
        meter.stop()


def _is_watched() -> bool:
    # A dumb terminal cannot take back what was written.
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


class _Meter:
    def __init__(self, what: str, *, hidden: bool) -> None:
        self._what = what
        self._hidden = hidden
        self._bar: Progress | None = None

    def track(self, todo: Sequence[T]) -> Iterator[T]:
        if self._hidden or len(todo) < 2:
            yield from todo
            return
        start = monotonic()
        for done, item in enumerate(todo):
            if self._bar is None and monotonic() - start >= PATIENCE:
                self._bar = _bar()
                self._bar.add_task(self._what, total=len(todo))
                self._bar.start()
            if self._bar is not None:
                self._bar.update(self._bar.task_ids[0], completed=done)
            yield item
        self.stop()

    def stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


class Pace:
    """Progress of work whose size is known in bytes only: results so far, speed, time left."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._start: tuple[float, Tally] | None = None

    def describe(self, tally: "Tally") -> str:
        """One line: ``"12,000 articles, 3 failed, 450/s, 0:12:05 left"``."""
        now = self._clock()
        if self._start is None:
            self._start = now, tally
        begun, first = self._start
        told = [f"{tally.done:,} articles", f"{tally.failed:,} failed"]
        seconds = now - begun
        made = tally.done + tally.failed - first.done - first.failed
        if made and seconds > 0:
            told.append(f"{made / seconds:,.3g}/s")
        # What was read in a former run took no time in this one.
        if made and tally.share > first.share:
            left = seconds * (1 - tally.share) / (tally.share - first.share)
            told.append(f"{timedelta(seconds=round(left))} left")
        return ", ".join(told)


@contextmanager
def counted(*, quiet: bool = False) -> Iterator[Callable[["Tally"], None]]:
    """Show on standard error how far a batch is.

    A bar on a terminal, removed at the end; elsewhere a line at most every ``PAUSE`` seconds.
    """
    pace = Pace()
    if quiet:
        yield lambda _: None
    elif _is_watched():
        bar = _plain_bar()
        task = bar.add_task("", total=1.0)
        with bar:
            yield lambda t: bar.update(task, completed=t.share, description=pace.describe(t))
    else:
        yield _lines(pace)


def _lines(pace: Pace) -> Callable[["Tally"], None]:
    last = monotonic()

    def show(tally: "Tally") -> None:
        nonlocal last
        described = pace.describe(tally)
        if monotonic() - last >= PAUSE:
            last = monotonic()
            complain(described)

    return show


def _plain_bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(), TextColumn("{task.description}", markup=False))
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(TextColumn):
        def render(self, task: Task) -> Text:
            speed = task.speed
            return Text("" if speed is None else f"{speed:,.3g}/s", style="progress.data.speed")

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(""),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)
