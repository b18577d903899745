"""Every method over the bundled corpus: how long it takes, and what its summaries are worth.

One file then tells of speed and quality together. The time is that of all items, text in, summary
out, no scoring, every text met before; the methods take turns.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from summarizer import Request
from summarizer.errors import MethodError
from summarizer.evaluation import Run, Scorer, evaluate
from summarizer.evaluation.datasets import Item
from summarizer.evaluation.systems import Produced, System

from .clock import show, timed_before
from .quality import ORACLES, bundled_sets, methods
from .turns import Timed, take_turns

METRICS = ("rouge1", "rouge2")
METHODS = [method for method in methods() if method not in ORACLES]
TASKS = ("article", "brief")
TURNS = 1, 0.2  # how many, and the shortest in seconds

pytestmark = pytest.mark.slow


class Measured(NamedTuple):
    """A method's summaries with their figures, and the times of making them once more."""

    run: Run
    timed: Timed


Contest = Callable[[str], dict[str, Measured | MethodError]]


@pytest.fixture(scope="module")
def contest() -> Contest:
    """Every method on a task, taken when first asked for; or why it cannot do it."""
    return cache(_measure)


def _measure(task: str) -> dict[str, Measured | MethodError]:
    dataset, length, variant = dict(bundled_sets())[task]
    scorer = Scorer(METRICS, variant=variant)  # type: ignore[arg-type]  # checked there
    runs: dict[str, Run] = {}
    unable: dict[str, Measured | MethodError] = {}
    for method in METHODS:
        try:
            runs[method] = evaluate(method, dataset, length, scoring=scorer)
        except MethodError as error:
            unable[method] = error
    timed = take_turns({method: _call(method, dataset.items, scorer) for method in runs}, *TURNS)
    return unable | {method: Measured(run, timed[method]) for method, run in runs.items()}


def _call(method: str, items: tuple[Item, ...], scorer: Scorer) -> Callable[[], list[Produced]]:
    system = System(Request(method=method))
    return lambda: [system.produce(item, scorer) for item in items]


@timed_before
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("task", TASKS)
def test_method(benchmark: BenchmarkFixture, task: str, method: str, contest: Contest) -> None:
    measured = contest(task)[method]
    if isinstance(measured, MethodError):
        pytest.skip(str(measured))
    run, timed = measured
    benchmark.group = f"the bundled corpus, {task}"
    benchmark.extra_info.update(
        label=method,
        tasks=[task],
        peer=False,
        items=len(run.items),
        rouge={metric: round(run.mean(metric), 5) for metric in METRICS},
    )
    show(benchmark, timed.seconds)
    assert [one.sentences for one in timed.result] == [item.summary for item in run.items]
