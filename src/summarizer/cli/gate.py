"""What a build is held against, and what comes of it."""

import math
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from ..dependencies import version
from ..errors import GateError, InputError, NotComparableError, SummarizerError, UsageError
from .options import FILE, gathered, no_blank, setting

if TYPE_CHECKING:
    from ..evaluation import Report, Run, Saved

Thresholds = dict[str, float]
"""A number for each figure, by its full name."""


def _strictest(
    _context: click.Context, option: click.Parameter, given: Sequence[str]
) -> Thresholds:
    """``("rouge2=0.10",)`` as ``{"rouge2.f1": 0.1}``; of one figure twice the stricter counts."""
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

    def saved(self) -> "Saved | None":
        """The baseline, or ``None`` where there is none yet."""
        from ..evaluation import load_runs

        if (self.drops or self.update_baseline) and self.baseline is None:
            raise UsageError("--max-drop and --update-baseline need --baseline FILE")
        if self.allow_lower and not self.update_baseline:
            raise UsageError("--allow-lower is for --update-baseline")
        if self.baseline is None:
            return None
        if self.update_baseline and not os.path.exists(self.baseline):  # noqa: PTH110 -- never raises
            return None
        saved = load_runs(self.baseline)
        for run in saved.runs:
            if run.signature.version != version() and not self.across_versions:
                raise NotComparableError(
                    f"{self.baseline}: made by summarizer {run.signature.version}, this is "
                    f"{version()}: create it again, or use --across-versions"
                )
        return saved

    def report(
        self, runs: "Sequence[Run]", figures: Sequence[str], saved: "Saved | None"
    ) -> "Report":
        """The runs, held against the baseline or else against the first of them."""
        from ..evaluation import Report, check_floors, judge
        from ..evaluation import compare as compare_runs

        if saved is None or (self.update_baseline and self.allow_lower):
            first = compare_runs(runs, None, figures, alpha=self.alpha)
            checks = check_floors(runs, self.floors)
            return Report(runs, figures, first, runs[0].method, checks)
        new = [run.method for run in runs if saved.run(run.method) is None]
        # A method that is new to a baseline is no reason not to update it.
        held = [run for run in runs if not (self.update_baseline and run.method in new)]
        asked = (figures, self.floors, self.drops, self.alpha)
        checks = judge(runs, saved, *asked, may_add=self.update_baseline)
        comparison = compare_runs(held, saved.runs, figures, alpha=self.alpha) if held else None
        remarks = [f"new to the baseline: {', '.join(new)}"] if new else []
        named = f"the baseline {self.baseline}"
        return Report(runs, figures, comparison, named, checks, remarks)

    def renewed(self, runs: "Sequence[Run]", saved: "Saved | None") -> str:
        """The new baseline."""
        from ..evaluation import Saved, dump_runs, lowered, new_floors

        old = saved or Saved(())
        worse = lowered(old, runs, self.floors)
        if worse and not self.allow_lower:
            more = f" (and {len(worse) - 1} more)" if len(worse) > 1 else ""
            raise InputError(
                f"the update would lower {worse[0]}{more}: use --allow-lower to accept"
            )
        return dump_runs(runs, new_floors(old, runs, self.floors))


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
        help="Fail if a mean is lower; may be repeated. The baseline's floors hold too.",
    ),
    setting(
        "--max-drop",
        "drops",
        multiple=True,
        callback=_strictest,
        metavar="FIGURE=X",
        help="Fail if a mean is lower than the baseline's by more, and significantly; may be "
        "repeated. By default 0 for every metric shown.",
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
        return InputError(f"{skipped} {were} skipped; the report says which and why")
    return None
