"""The quality gate: whether a build may pass, and for each check why."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..errors import UsageError
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
    """Every mean against its floor."""
    checks = []
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
    """
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
            f"{figure} of {old.method} from {mean:.4f} to {new.means[figure]:.4f}"
            for figure, mean in old.means.items()
            if figure.endswith(".f1") and figure in new.means and new.means[figure] < mean
        ]
    if lowered and not may_lower:
        more = f" (and {len(lowered) - 1} more)" if len(lowered) > 1 else ""
        raise UsageError(
            f"the update would take {lowered[0]}{more}: say --allow-lower if you mean it"
        )
    return {**baseline.floors, **floors}
