"""Comparison of runs, with significance tests."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from ..errors import NotComparableError, UsageError
from .runs import Run
from .significance import (
    Interval,
    approximate_randomisation,
    bootstrap_interval,
    holm,
    least_p,
    paired_bootstrap,
)

ALPHA = 0.05
"""The level of significance."""


class Difference(NamedTuple):
    """The difference of one figure between a run and its baseline.

    Attributes:
        method: the run's.
        baseline: the method it is compared with.
        figure: which.
        mean: over the items.
        baseline_mean: the same of the baseline.
        interval: 95 per cent, of the mean difference.
        p_randomisation: two-sided, by approximate randomisation.
        p_bootstrap: two-sided, by paired bootstrap.
        p_holm: ``p_randomisation`` adjusted for all differences of the comparison (Holm 1979).
    """

    method: str
    baseline: str
    figure: str
    mean: float
    baseline_mean: float
    interval: Interval
    p_randomisation: float
    p_bootstrap: float
    p_holm: float

    @property
    def difference(self) -> float:
        """How much higher the mean is than the baseline's."""
        return self.mean - self.baseline_mean


class Change(NamedTuple):
    """A summary that changed."""

    method: str
    item: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """The result of :func:`compare`.

    Attributes:
        differences: by method, then by figure.
        changes: every item for which a method's summary is not its baseline's; only where both are
            runs of one method.
        alpha: the level of significance.
        items: how many there are, the same in all runs.
        least_p: the lowest adjusted p-value that a difference could have.
        pairs: each run, and the one that it is held against.
    """

    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    alpha: float = ALPHA
    items: int = 0
    least_p: float = 0.0
    pairs: tuple[tuple[Run, Run], ...] = field(default=(), repr=False)

    def of(self, method: str, figure: str) -> Difference | None:
        """One difference, or ``None``."""
        found = (d for d in self.differences if (d.method, d.figure) == (method, figure))
        return next(found, None)

    def baseline_of(self, method: str) -> Run | None:
        """The run that a method's is held against, or ``None``."""
        return next((other for run, other in self.pairs if run.method == method), None)

    def is_significant(self, difference: Difference) -> bool:
        """Whether it is significant at the comparison's level."""
        return difference.p_holm < self.alpha


def compare(
    runs: Sequence[Run] | Run,
    baseline: Sequence[Run] | Run | None = None,
    figures: Sequence[str] | None = None,
    *,
    alpha: float = ALPHA,
) -> Comparison:
    """Compare runs with a baseline, item by item.

    Args:
        runs: one or several.
        baseline: a run to compare with; or several, each compared with that
            of its own method; ``None`` for the first of ``runs``, which the others are held
            against.
        figures: which; ``None`` for the F-scores of all metrics.
        alpha: the level of significance, 0 to 1.

    Returns:
        Every difference with its interval and p-values, and the summaries that changed.

    Raises:
        NotComparableError: data set, scoring, parameters or items are not the same.
        UsageError: no run, no such figure, or no such level.
    """
    check_level(alpha)
    pairs = _pairs(runs, baseline)
    wanted = [
        (run, other, figure) for run, other in pairs for figure in _full_names(run, other, figures)
    ]
    tests = [_test(run, other, figure) for run, other, figure in wanted]
    items = len(pairs[0][0].items) if pairs else 0
    lowest = least_p(items, pairs[0][0].signature.bootstrap) if pairs else 1.0
    adjusted = holm([test.p_randomisation for test in tests])
    return Comparison(
        tuple(test._replace(p_holm=p) for test, p in zip(tests, adjusted, strict=True)),
        tuple(change for run, other in pairs for change in _changes(run, other)),
        alpha,
        items,
        min(1.0, len(tests) * lowest),
        tuple(pairs),
    )


def check_level(alpha: float) -> None:
    """Refuse a significance level that is not between 0 and 1."""
    if not isinstance(alpha, float | int) or not 0 < alpha < 1:
        raise UsageError(
            f"the level of significance must be between 0 and 1, got {alpha!r}", "alpha"
        )


def _pairs(
    runs: Sequence[Run] | Run, baseline: Sequence[Run] | Run | None
) -> list[tuple[Run, Run]]:
    if not isinstance(runs, Run | Sequence) or not isinstance(baseline, Run | Sequence | None):
        raise UsageError(f"expected runs to compare, got {runs!r:.40} and {baseline!r:.40}")
    given = [runs] if isinstance(runs, Run) else list(runs)
    if not given:
        raise UsageError("there is no run to compare")
    if baseline is None:
        pairs = [(run, given[0]) for run in given[1:]]
    elif isinstance(baseline, Run):
        pairs = [(run, baseline) for run in given]
    else:
        pairs = [(run, _same_method(run, baseline)) for run in given]
    for run, other in pairs:
        check_comparable(run, other)
    return pairs


def _same_method(run: Run, baseline: Sequence[Run]) -> Run:
    for other in baseline:
        if other.method == run.method:
            return other
    have = ", ".join(other.method for other in baseline)
    raise NotComparableError(f"the baseline has no run of {run.method!r}, only of {have}")


def check_comparable(run: Run, baseline: Run) -> None:
    """Refuse runs that cannot be compared.

    Raises:
        NotComparableError: names the first difference: items, scoring or parameters.
    """
    tasks = {run.task, baseline.task} - {""}
    if run.digest != baseline.digest and len(tasks) > 1:
        raise NotComparableError(
            f"the baseline's task is {baseline.task!r}, not {run.task!r}: give task={baseline.task}"
        )
    which = f"{run.method} and its baseline {baseline.method} do not have the same items of"
    ours = {item.id: item.digest for item in run.items}
    theirs = {item.id: item.digest for item in baseline.items}
    missing = [f"{id!r}" for id in theirs if id not in ours]  # noqa: A001 -- an item's id
    added = [f"{id!r}" for id in ours if id not in theirs]  # noqa: A001
    edited = [f"{id!r}" for id, digest in ours.items() if theirs.get(id, digest) != digest]  # noqa: A001
    for what, names in (("is missing", missing), ("is new", added), ("was edited", edited)):
        if names:
            more = f" (and {len(names) - 1} more)" if len(names) > 1 else ""
            raise NotComparableError(f"{which} {run.dataset}: {names[0]} {what}{more}")
    if list(ours) != list(theirs) or run.digest != baseline.digest:
        raise NotComparableError(f"{which} {run.dataset}: their order or number differs")
    if run.signature.scoring != baseline.signature.scoring:
        was, now_is = _first_difference(run.signature.scoring, baseline.signature.scoring)
        name, _, value = was.partition(":")
        raise NotComparableError(
            f"the scoring differs from the baseline's: {was}, now {now_is}: {_advice(name, value)}"
        )
    if run.method == baseline.method and run.parameters != baseline.parameters:
        now, then = run.parameters, baseline.parameters
        name = next(name for name in (*now, *then) if now.get(name) != then.get(name))
        raise NotComparableError(
            f"{run.method} had different parameters in the baseline: {name} "
            f"{then.get(name)!r}, now {now.get(name)!r}: {_advice(name, then.get(name))}"
        )


_ARGUMENTS = {
    "tokenizer": "variant",
    "stemmer": "stem and exceptions",
    "stop": "stop_words",
    "bootstrap": "resamples",
}
"""What makes a part of a signature, where it is not called so."""


def _advice(name: str, value: str | None) -> str:
    """What to do to measure alike."""
    argument = _ARGUMENTS.get(name, name)
    if name in ("stemmer", "stop"):  # of which only a digest is known
        return f"use the same {argument}"
    return (
        f"leave out {argument}"
        if value in (None, "none", "default")
        else f"give {argument}={value}"
    )


def _first_difference(ours: str, theirs: str) -> tuple[str, str]:
    """The first parts that differ, the second one's first."""
    pairs = zip(ours.split("|"), theirs.split("|"), strict=False)
    return next((theirs, ours) for ours, theirs in pairs if ours != theirs)


def _full_names(run: Run, other: Run, figures: Sequence[str] | None) -> list[str]:
    """The figures to compare, each once; both runs must have them."""
    if figures is None:
        names = [name for name in run.items[0].figures if name.endswith(".f1")]
    else:
        names = list(dict.fromkeys(map(run.full_name, figures)))
    for name in names:
        if name not in other.items[0].figures:
            raise NotComparableError(f"the baseline's run of {other.method} has no figure {name}")
    return names


def _test(run: Run, other: Run, figure: str) -> Difference:
    ours, theirs = np.array(run.figures(figure)), np.array(other.figures(figure))
    draw = {"resamples": run.signature.bootstrap, "seed": run.signature.seed}
    differences = ours - theirs
    p = approximate_randomisation(differences, **draw)
    return Difference(
        method=run.method,
        baseline=other.method,
        figure=figure,
        mean=float(ours.mean()),
        baseline_mean=float(theirs.mean()),
        interval=bootstrap_interval(differences, **draw),
        p_randomisation=p,
        p_bootstrap=paired_bootstrap(differences, **draw),
        p_holm=p,
    )


def _changes(run: Run, other: Run) -> list[Change]:
    if run.method != other.method:
        return []
    return [
        Change(run.method, item.id, before.summary, item.summary)
        for item, before in zip(run.items, other.items, strict=True)
        if item.summary != before.summary
    ]
