"""How far a long piece of work is, for who watches a terminal."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from ..text.display import one_line

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")
Tracked = Callable[[Sequence[T]], Iterable[T]]

PATIENCE = 0.4
"""Seconds before anything is shown: what is done by then needs no bar, nor the time to load one."""


@contextmanager
def tracked(
    what: str, *, quiet: bool = False
) -> Iterator[Callable[[Sequence[Any]], Iterable[Any]]]:
    """Give what wraps a sequence and shows, on standard error, how much of it is done.

    Nothing is shown where nobody watches, where that is not wanted, or of a single thing. What
    was shown is gone at the end, whatever ends it.

    Args:
        what: is done, in a word or two.
        quiet: whether nothing is to be shown.
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
