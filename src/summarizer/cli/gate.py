"""What a build is held against, and what comes of it."""

import math
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from ..errors import GateError, InputError, SummarizerError, UsageError
from .options import FILE, gathered, no_blank, setting

if TYPE_CHECKING:
    from ..evaluation import Baseline, Report, Run

Thresholds = dict[str, float]
"""A number for each figure, by its full name."""


def _strictest(
    _context: click.Context, option: click.Parameter, given: Sequence[str]
) -> Thresholds:
    """``("rouge2=0.10",)`` as ``{"rouge2.f1": 0.1}``; of two values the stricter one counts."""
    from ..evaluation.settings import full_name

    stricter = min if option.name == "drops" else max
    found: Thresholds = {}
    for text in given:
        name, _, value = text.partition("=")
        try:
            number = float(value)
        except ValueError as error:
            flag = option.opts[0]
            raise UsageError(
                f"{flag} {text!r}: write a figure and a number, rouge2=0.10"
            ) from error
        if not math.isfinite(number) or (option.name == "drops" and number < 0):
            raise UsageError(f"{option.opts[0]} {text!r}: {value} is out of range")
        name = full_name(name.strip())
        found[name] = stricter(number, found.get(name, number))
    return found


class Gate(NamedTuple):
    """What the build is held against."""

    baseline: str | None
    floors: Thresholds
    drops: Thresholds
    alpha: float
    update_baseline: bool
    allow_lower: bool
    across_versions: bool

    def held(self) -> "Baseline":
        """What the runs are held against; nothing saved where there is no baseline yet."""
        from ..evaluation import Baseline, load_baseline

        if (self.drops or self.update_baseline) and self.baseline is None:
            raise UsageError("--max-drop and --update-baseline need --baseline FILE")
        if self.allow_lower and not self.update_baseline:
            raise UsageError("--allow-lower needs --update-baseline")
        path, saved = self.baseline or "", None
        if path and (not self.update_baseline or os.path.exists(path)):  # noqa: PTH110 -- never raises
            saved = load_baseline(path, across_versions=self.across_versions)
        return Baseline(path, saved, self.floors, self.drops, self.alpha)

    def renewed(self, baseline: "Baseline", runs: "Sequence[Run]") -> str:
        """The new baseline, if it lowers nothing or may."""
        worse = baseline.worse(runs)
        if worse and not self.allow_lower:
            more = f" (and {len(worse) - 1} more)" if len(worse) > 1 else ""
            raise InputError(f"the update would {worse[0]}{more}: use --allow-lower to accept")
        return baseline.renewed(runs)


gate_options = gathered(
    "gate",
    Gate,
    setting(
        "--baseline",
        metavar="FILE",
        type=FILE,
        callback=no_blank,
        help="Saved runs to compare with.",
    ),
    setting(
        "--fail-under",
        "floors",
        multiple=True,
        callback=_strictest,
        metavar="FIGURE=X",
        help="Fail if a mean is lower; repeatable. The baseline's floors hold too.",
    ),
    setting(
        "--max-drop",
        "drops",
        multiple=True,
        callback=_strictest,
        metavar="FIGURE=X",
        unset="(0 for every metric shown)",
        help="Fail if a mean is lower than the baseline's by more, and significantly; "
        "repeatable. By default 0 for every metric shown.",
    ),
    setting(
        "--alpha", type=float, default=0.05, show_default=True, help="The level of significance."
    ),
    setting(
        "--across-versions/--no-across-versions",
        default=False,
        help="Accept a baseline of another version.",
    ),
    setting(
        "--update-baseline",
        is_flag=True,
        settable=False,
        help="Write the runs as the new baseline.",
    ),
    setting(
        "--allow-lower",
        is_flag=True,
        settable=False,
        help="Allow an update to lower floors and means.",
    ),
)


def verdict_of(report: "Report") -> SummarizerError | None:
    """What the exit code has to say, whatever becomes of the output."""
    if report.failed:
        first = report.failed[0]
        more = f" (and {len(report.failed) - 1} more)" if len(report.failed) > 1 else ""
        return GateError(
            f"the quality gate failed: {first.method} {first.figure}: {first.rule}: "
            f"{first.found}{more}"
        )
    skipped = max(len(run.skipped) for run in report.runs)
    if skipped:
        were = "item was" if skipped == 1 else "items were"
        return InputError(f"{skipped} {were} skipped: the report lists them")
    return None
