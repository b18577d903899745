"""Contestants in turns, so that whatever else the machine does falls on all of them alike.

pytest-benchmark runs all rounds of one benchmark and then all of the next; on a machine that is
not idle two of them are then minutes apart, and their ratio tells of the machine. Here the times
are taken in turns; clock.py shows them to pytest-benchmark.
"""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple


class Timed(NamedTuple):
    """How long each call took, and what the last one gave."""

    seconds: Sequence[float]
    result: Any


def take_turns(
    contestants: Mapping[str, Callable[[], object]], turns: int, shortest: float
) -> dict[str, Timed]:
    """Call each contestant in turn.

    Seconds are those of the processor, which a process that has to wait for it does not spend.

    Args:
        contestants: what to call, by name.
        turns: how often each has its turn.
        shortest: a turn is as many calls as fill so many seconds, so that most calls find the
            caches as the call before left them.
    """
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    results: dict[str, object] = {}
    for _ in range(turns):
        for name, call in contestants.items():
            spent = 0.0
            while spent < shortest:
                start = time.process_time()
                results[name] = call()
                seconds[name].append(time.process_time() - start)
                spent += seconds[name][-1]
    return {name: Timed(seconds[name], results[name]) for name in contestants}


def median(timed: Timed) -> float:
    """Seconds of the call in the middle."""
    return statistics.median(timed.seconds)
