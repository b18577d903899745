"""What an evaluation found, ready to be written in any format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..text.display import one_line
from .comparison import Change, Comparison, Difference
from .datasets import DataSet
from .gate import Check, is_better_higher
from .rouge import Scorer
from .runs import MEASURES, Run
from .settings import split_figure

BETTER, WORSE, OTHER = "▲", "▼", "≠"
"""Mark a figure that differs from the baseline's by more than luck; where more is not better,
just that."""

_SHOWN = ("redundancy", "sources", "words")  # the page and JSON have all measures
_FORMS = {"coverage": "{:.3f}", "redundancy": "{:.3f}", "sources": "{:.0%}"}


@dataclass(frozen=True)
class Report:
    """The report of an evaluation.

    Attributes:
        runs: of one data set, at least one.
        figures: which to show, by full name (``"rouge2.f1"``).
        comparison: of the runs with the first of them, or with a baseline; ``None`` for none.
        baseline: what the runs were held against, in words; ``""`` for nothing.
        checks: what the gate looked at.
        remarks: what else there is to say, a line each.
        show_differences: whether to write each difference out.
        dataset: what the runs are of, where it is at hand: saved runs have summaries but no
            references.
        scorer: what found the figures; the page in HTML marks by it what a summary and its
            references share. ``None`` for the one that the signature makes.
    """

    runs: Sequence[Run]
    figures: Sequence[str]
    comparison: Comparison | None = None
    baseline: str = ""
    checks: Sequence[Check] = field(default=())
    remarks: Sequence[str] = field(default=())
    show_differences: bool = False
    dataset: DataSet | None = field(default=None, repr=False)
    scorer: Scorer | None = None

    @property
    def failed(self) -> list[Check]:
        """The checks that did not hold."""
        return [check for check in self.checks if not check.passed]

    @property
    def changes(self) -> Sequence[Change]:
        """The summaries that are not what they were in the baseline."""
        return self.comparison.changes if self.comparison else ()

    def table(self) -> list[list[str]]:
        """A head, and a row a method: figures in per cent ± half the 95 per cent interval."""
        head = ["method", *(short_name(figure) for figure in self.figures), *_SHOWN]
        return [head, *(self._row(run) for run in self.runs)]

    def _row(self, run: Run) -> list[str]:
        marked = [
            f"{self.mean(run, name)} {self.mark(run, name)}".rstrip() for name in self.figures
        ]
        measured = [measure(run, name) for name in _SHOWN]
        return [one_line(run.method), *marked, *measured]

    def scale(self, figure: str) -> int:
        """What a figure is multiplied by to be shown: 100 for those in per cent."""
        return 1 if figure in MEASURES else 100

    def mean(self, run: Run, figure: str) -> str:
        """A mean ± half its 95 per cent interval."""
        low, high = run.interval(figure)
        scale = self.scale(figure)
        return f"{scale * run.mean(figure):.2f} ±{scale * (high - low) / 2:.2f}"

    def mark(self, run: Run, figure: str) -> str:
        """The sign of a significant difference from the baseline."""
        found = self.comparison.of(run.method, figure) if self.comparison else None
        return self.sign(found) if found else ""

    def sign(self, difference: Difference) -> str:
        """The sign of a significant difference; ``""`` if it is not significant."""
        if self.comparison is None or not self.comparison.is_significant(difference):
            return ""
        if not is_better_higher(difference.figure):
            return OTHER
        return BETTER if difference.difference > 0 else WORSE

    def differences(self) -> list[list[str]]:
        """A head, and a row for each difference: before, after, and what it may be by luck."""
        rows = [["method", "figure", "before", "after", "difference", "95% interval", "p", ""]]
        for d in self.comparison.differences if self.comparison else ():
            figures = f"{d.baseline_mean:.4f}", f"{d.mean:.4f}", f"{d.difference:+.4f}"
            interval = f"{d.interval.low:+.4f} to {d.interval.high:+.4f}"
            luck = f"{d.p_holm:.4f}", self.sign(d)
            rows.append([d.method, short_name(d.figure), *figures, interval, *luck])
        return rows

    def notes(self) -> Iterator[str]:
        """What has to be known to read the table."""
        run = self.runs[0]
        yield f"{run.dataset}: {len(run.items)} items; metrics in per cent ± half a 95% interval"
        if self.legend:
            yield self.legend
        yield f"signature: {run.signature}"
        yield f"data set: {run.digest}"
        for run in self.runs:
            yield from noted(run)
            if run.skipped:
                reasons = "; ".join(f"{s.place}: {s.reason}" for s in run.skipped)
                yield one_line(f"{run.method}: {len(run.skipped)} skipped: {reasons}")
        yield from self.remarks

    @property
    def legend(self) -> str:
        """What the signs mean; ``""`` where there is nothing to mark."""
        if self.comparison is None or not self.comparison.differences:
            return ""
        return (
            f"{BETTER} better, {WORSE} worse than {self.baseline}: p < "
            f"{self.comparison.alpha:g} by approximate randomisation, Holm over "
            f"{len(self.comparison.differences)} comparisons"
        )


def measure(run: Run, name: str) -> str:
    """The mean of a measure; a dash where there is none, as of the sources of given summaries."""
    return _FORMS.get(name, "{:.1f}").format(run.mean(name)) if name in run.means else "–"


def noted(run: Run) -> Iterator[str]:
    """What has to be said of summaries of a run, a line for each kind of note."""
    notes = [item.note.partition(":")[0] for item in run.items if item.note]
    for note in dict.fromkeys(notes):
        yield f"{run.method}: {notes.count(note)} of {len(run.items)} items are {note}"


def closing(report: Report) -> Iterator[str]:
    """The lines below the tables: notes, which summaries changed, and what the gate found."""
    yield from report.notes()
    for method in dict.fromkeys(change.method for change in report.changes):
        changed = [change.item for change in report.changes if change.method == method]
        yield one_line(f"{method}: {len(changed)} changed summaries: {', '.join(changed)}")
    yield from verdicts(report)


def verdicts(report: Report) -> Iterator[str]:
    """A line for each check of the gate."""
    for c in report.checks:
        yield f"{'pass' if c.passed else 'FAIL'}  {c.method} {c.figure}: {c.rule}: {c.found}"


def short_name(figure: str) -> str:
    """``"rouge2.f1"`` as ``"rouge2 F"``."""
    metric, part = split_figure(figure)
    if not metric.startswith("rouge"):
        return figure
    return f"{metric} {'F' if part == 'f1' else part[0].upper()}"
