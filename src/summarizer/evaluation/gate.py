"""The quality gate: whether a build may pass, and for each check why."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..errors import NotComparableError, UsageError
from .comparison import Comparison
from .runs import Run
from .saved import Saved


class Check(NamedTuple):
    """One thing that the gate looked at.

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
            raise UsageError(f"the floor of {figure} must be a number, got {floor:g}")
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
            raise UsageError(f"{figure} must be allowed to drop by 0 or more, got {limit:g}")
    checks = []
    for difference in comparison.differences:
        if comparison.least_p >= comparison.alpha:
            raise NotComparableError(
                f"{comparison.items} items are too few to tell a drop from luck: p cannot fall "
                f"below {comparison.least_p:.2g}, and alpha is {comparison.alpha:g}; take more "
                "items, or a gate of floors alone"
            )
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


def updated_floors(
    baseline: Saved, runs: Sequence[Run], floors: Mapping[str, float], *, may_lower: bool
) -> dict[str, float]:
    """The floors of a new baseline: those of the old one, and those that are given.

    Raises:
        UsageError: a floor would be lowered, or a mean of the old baseline's, or a run of it lost,
            and ``may_lower`` is not set.
    """
    lowered = [
        f"the floor of {figure} from {baseline.floors[figure]:g} to {floor:g}"
        for figure, floor in floors.items()
        if floor < baseline.floors.get(figure, floor)
    ]
    ours = {run.method: run for run in runs}
    for old in baseline.runs:
        new = ours.get(old.method)
        if new is None:
            lowered.append(f"the run of {old.method!r} away")
            continue
        lowered += [
            f"{figure} of {old.method} from {mean:.4f} to {new.means.get(figure, 0):.4f}"
            for figure, mean in old.means.items()
            if figure.endswith(".f1") and new.means.get(figure, -1) < mean
        ]
    if lowered and not may_lower:
        more = f" (and {len(lowered) - 1} more)" if len(lowered) > 1 else ""
        raise UsageError(
            f"the update would take {lowered[0]}{more}: say --allow-lower if you mean it"
        )
    return {**baseline.floors, **floors}
