"""What a build is held against, and what comes of it."""

import os
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..errors import (
    GateError,
    InputError,
    NotComparableError,
    SummarizerError,
    UsageError,
    reason_of,
)
from .output import complain

if TYPE_CHECKING:
    from ..evaluation import Report, Run, Saved

Thresholds = dict[str, float]
"""A number for each figure, by its full name."""

_STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable that names the page of a step of GitHub Actions."""


def check_targets(targets: Sequence[str | None], sources: Sequence[str | None]) -> None:
    """Refuse to write one file over another, or where nothing can be written, before the work."""
    taken = {os.path.abspath(source) for source in sources if source}  # noqa: PTH100 -- may not be a path
    for target in filter(None, targets):
        path = os.path.abspath(target)  # noqa: PTH100 -- resolve() may fail
        if target == "-":
            raise UsageError("standard output holds the report: give a file's name instead of -")
        if path in taken:
            raise UsageError(f"{target} is read or written already: give another name")
        taken.add(path)
        if not Path(path).parent.is_dir():
            raise InputError(f"{target}: cannot be written: there is no folder {Path(path).parent}")


class Gate(NamedTuple):
    """What the build is held against."""

    baseline: str | None
    floors: Thresholds
    drops: Thresholds
    alpha: float
    update: bool
    may_lower: bool
    across_versions: bool

    def saved(self) -> "Saved | None":
        """The baseline, or ``None`` where there is none yet."""
        from ..evaluation import load_runs

        if (self.drops or self.update) and self.baseline is None:
            raise UsageError("--max-drop and --update-baseline need --baseline FILE")
        if self.may_lower and not self.update:
            raise UsageError("--allow-lower is for --update-baseline")
        if self.baseline is None:
            return None
        if self.update and not os.path.exists(self.baseline):  # noqa: PTH110 -- never raises
            return None
        saved = load_runs(self.baseline)
        for run in saved.runs:
            if run.signature.version != version("summarizer") and not self.across_versions:
                raise NotComparableError(
                    f"{self.baseline}: made by summarizer {run.signature.version}, this is "
                    f"{version('summarizer')}: make it anew, or say --across-versions"
                )
        return saved

    def report(
        self, runs: "Sequence[Run]", figures: Sequence[str], saved: "Saved | None"
    ) -> "Report":
        """The runs, held against the baseline or else against the first of them."""
        from ..evaluation import Report, check_floors, judge
        from ..evaluation import compare as compare_runs

        if saved is None or (self.update and self.may_lower):
            first = compare_runs(runs, None, figures, alpha=self.alpha)
            checks = check_floors(runs, self.floors)
            return Report(runs, figures, first, runs[0].method, checks)
        new = [run.method for run in runs if saved.run(run.method) is None]
        # A method that is new to a baseline is no reason not to update it.
        held = [run for run in runs if not (self.update and run.method in new)]
        asked = (figures, self.floors, self.drops, self.alpha)
        checks = judge(runs, saved, *asked, may_add=self.update)
        comparison = compare_runs(held, saved.runs, figures, alpha=self.alpha) if held else None
        remarks = [f"new to the baseline: {', '.join(new)}"] if new else []
        named = f"the baseline {self.baseline}"
        return Report(runs, figures, comparison, named, checks, remarks)

    def renewed(self, runs: "Sequence[Run]", saved: "Saved | None") -> str:
        """The new baseline."""
        from ..evaluation import Saved, dump_runs, lowered, new_floors

        old = saved or Saved(())
        worse = lowered(old, runs, self.floors)
        if worse and not self.may_lower:
            more = f" (and {len(worse) - 1} more)" if len(worse) > 1 else ""
            raise InputError(
                f"the update would take {worse[0]}{more}: say --allow-lower if you mean it"
            )
        return dump_runs(runs, new_floors(old, runs, self.floors))


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


def either(step: Callable[[], None], verdict: SummarizerError | None) -> SummarizerError | None:
    """Do something without losing a verdict that stands already: its failure is told beside it."""
    try:
        step()
    except SummarizerError as error:
        if verdict is None:
            return error
        complain(str(error))
    except BrokenPipeError:
        if verdict is None:
            raise
    return verdict


def add_to_step_summary(text: str) -> None:
    """Show Markdown on the page of a step of GitHub Actions, if this is one."""
    page = os.environ.get(_STEP_SUMMARY)
    if not page:
        return
    try:
        with Path(page).open("ab") as file:
            file.write(text.encode("utf-8", "replace"))
    except OSError as error:
        raise InputError(
            f"{page} ({_STEP_SUMMARY}): cannot be written: {reason_of(error)}"
        ) from error
