"""The quality gate: checks that decide whether a build passes."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..errors import NotComparableError, UsageError
from .comparison import ALPHA, Comparison, compare
from .runs import Run
from .saved import Saved


class Check(NamedTuple):
    """One check of the gate.

    Attributes:
        method: whose figure.
        figure: which.
        rule: what was asked, in words.
        passed: whether it holds.
        found: what was found, in words.
    """

    method: str
    figure: str
    rule: str
    passed: bool
    found: str


def check_floors(runs: Sequence[Run], floors: Mapping[str, float]) -> list[Check]:
    """Every mean against its floor.

    Raises:
        UsageError: a floor is no finite number, or of a figure that there is none of.
    """
    checks = []
    for figure, floor in floors.items():
        if not math.isfinite(floor):
            raise UsageError(f"the floor of {figure} must be a number, got {floor:g}", "floors")
    for run in runs:
        for figure, floor in floors.items():
            mean = run.mean(figure)
            found = f"{mean:.4f}"
            checks.append(Check(run.method, figure, f"at least {floor:g}", mean >= floor, found))
    return checks


def check_drops(comparison: Comparison, allowed: Mapping[str, float]) -> list[Check]:
    """Every difference to the baseline: it fails only if it is a larger drop than allowed, and
    significant.

    Args:
        comparison: with the figures of ``allowed``, under their full names.
        allowed: how far each figure may drop, 0 or more.

    Raises:
        NotComparableError: there are too few items for any drop to be significant.
        UsageError: a figure may drop by less than 0, or by no number.
    """
    for figure, limit in allowed.items():
        if not 0 <= limit < math.inf:
            raise UsageError(f"{figure} needs a maximum drop of 0 or more, got {limit:g}", "drops")
        if not is_better_higher(figure):
            raise UsageError(
                f"{figure} is not worse when lower: its drop cannot be limited", "drops"
            )
    if comparison.differences and comparison.least_p >= comparison.alpha:
        raise NotComparableError(
            f"{comparison.items} items are too few for a significant drop: p cannot fall "
            f"below {comparison.least_p:.2g}, and alpha is {comparison.alpha:g}; use more "
            "items, or floors only"
        )
    checks = []
    for difference in comparison.differences:
        drop = -difference.difference
        limit = allowed[difference.figure]
        significant = comparison.is_significant(difference)
        found = (
            f"{difference.baseline_mean:.4f} to {difference.mean:.4f}, p = {difference.p_holm:.4f}"
        )
        checks.append(
            Check(
                difference.method,
                difference.figure,
                f"no significant drop of more than {limit:g}",
                not (drop > limit and significant),
                found,
            )
        )
    return checks


def judge(
    runs: Sequence[Run],
    baseline: Saved,
    figures: Sequence[str],
    floors: Mapping[str, float],
    drops: Mapping[str, float],
    alpha: float = ALPHA,
    *,
    may_add: bool = False,
) -> list[Check]:
    """All checks of a build.

    Each method is tested separately, so that adding one does not weaken the tests of others.

    Args:
        runs: of every method of the baseline.
        baseline: what they must not be worse than, and floors.
        figures: which may not drop at all where ``drops`` is empty.
        floors: of means; of these and the baseline's the higher holds.
        drops: how far each figure may drop, 0 or more.
        alpha: the level of significance of a drop.
        may_add: whether a method may be new to the baseline; only floors hold for it.

    Raises:
        NotComparableError: a method or figure of the baseline was not measured, or not alike, or
            there are too few items for any drop to be significant.
        UsageError: a floor or a drop is out of range.
    """
    missing = [run.method for run in baseline.runs if run.method not in {r.method for r in runs}]
    if missing:
        raise NotComparableError(f"the baseline has a run of {missing[0]}: evaluate it too")
    for figure in baseline.floors:
        if figure not in runs[0].means:
            raise NotComparableError(f"the baseline has a floor for {figure}: measure it too")
    highest = {name: max(floors.get(name, x), x) for name, x in baseline.floors.items()}
    checks = check_floors(runs, {**floors, **highest})
    allowed = drops or dict.fromkeys(figures, 0.0)
    for run in runs:
        if may_add and baseline.run(run.method) is None:
            continue
        comparison = compare(run, baseline.runs, list(allowed), alpha=alpha)
        checks += check_drops(comparison, allowed)
    return checks


def is_better_higher(figure: str) -> bool:
    """Whether more of a figure is better: of ROUGE and of the sources cited, not of length."""
    return figure.startswith("rouge") or figure == "sources"


def lowered(baseline: Saved, runs: Sequence[Run], floors: Mapping[str, float]) -> list[str]:
    """What a new baseline would do to floors, means and runs, as "lower …" or "drop …"."""
    ours = {run.method: run for run in runs}
    found = [
        f"lower the floor of {figure} from {baseline.floors[figure]:g} to {floor:g}"
        for figure, floor in floors.items()
        if floor < baseline.floors.get(figure, floor)
    ]
    measured = runs[0].means
    found += [f"drop the floor of {name}" for name in baseline.floors if name not in measured]
    for old in baseline.runs:
        new = ours.get(old.method)
        if new is None:
            found.append(f"drop the run of {old.method!r}")
            continue
        found += [
            f"lower {figure} of {old.method} from {mean:.4f} to {new.means.get(figure, 0):.4f}"
            for figure, mean in old.means.items()
            if figure.endswith(".f1") and new.means.get(figure, -1) < mean
        ]
    return found


def new_floors(
    baseline: Saved, runs: Sequence[Run], floors: Mapping[str, float]
) -> dict[str, float]:
    """The floors of a new baseline: the old one's of what is measured, and those given."""
    measured = runs[0].means
    kept = {name: floor for name, floor in baseline.floors.items() if name in measured}
    return {**kept, **floors}
