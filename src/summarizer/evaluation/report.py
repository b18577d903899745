"""What an evaluation found, as text, Markdown, JSON, HTML and JUnit's XML."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree

from ..rendering.markdown import escaped
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

_MEASURES = {"redundancy": "{:.3f}", "sources": "{:.0%}", "words": "{:.1f}"}  # JSON has them all


@dataclass(frozen=True)
class Report:
    """All that an evaluation has to say.

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
        head = ["method", *(short_name(figure) for figure in self.figures), *_MEASURES]
        return [head, *(self._row(run) for run in self.runs)]

    def _row(self, run: Run) -> list[str]:
        marked = [
            f"{self.mean(run, name)} {self.mark(run, name)}".rstrip() for name in self.figures
        ]
        measured = [form.format(run.mean(name)) for name, form in _MEASURES.items()]
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
        """Whether a mean differs from the baseline's by more than luck, as a sign."""
        found = self.comparison.of(run.method, figure) if self.comparison else None
        return self.sign(found) if found else ""

    def sign(self, difference: Difference) -> str:
        """Whether a difference is more than luck, and which way; ``""`` if it may be luck."""
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


def noted(run: Run) -> Iterator[str]:
    """What has to be said of summaries of a run, a line for each kind of note."""
    notes = [item.note.partition(":")[0] for item in run.items if item.note]
    for note in dict.fromkeys(notes):
        yield f"{run.method}: {notes.count(note)} of {len(run.items)} items are {note}"


def to_text(report: Report) -> str:
    """For a terminal."""
    lines = _columns(report.table())
    if report.show_differences:
        lines += ["", *_columns(report.differences())]
    return "\n".join([*lines, "", *closing(report)]) + "\n"


def closing(report: Report) -> Iterator[str]:
    """The lines below the tables: notes, which summaries changed, and what the gate found."""
    yield from report.notes()
    for method in dict.fromkeys(change.method for change in report.changes):
        changed = [change.item for change in report.changes if change.method == method]
        yield one_line(f"{method}: {len(changed)} changed summaries: {', '.join(changed)}")
    for c in report.checks:
        yield f"{'pass' if c.passed else 'FAIL'}  {c.method} {c.figure}: {c.rule}: {c.found}"


def to_markdown(report: Report) -> str:
    """For a pull request, with the text of every summary that changed."""
    head, *rows = [[escaped(cell) for cell in row] for row in report.table()]
    lines = [
        f"### {escaped(report.runs[0].dataset)}",
        "",
        _piped(head),
        _piped(["---", *("---:" for _ in head[1:])]),
        *map(_piped, rows),
        "",
    ]
    if report.show_differences:
        between, *rows = [[escaped(cell) for cell in row] for row in report.differences()]
        lines += [_piped(between), _piped(["---"] * len(between)), *map(_piped, rows), ""]
    lines += [f"- {escaped(note)}" for note in report.notes()]
    if report.checks:
        lines += ["", "#### Gate", "", _piped(["", "method", "figure", "asked", "found"])]
        lines.append(_piped(["---"] * 5))
        lines += [
            _piped(
                [
                    "pass" if c.passed else "**FAIL**",
                    *map(escaped, (c.method, c.figure, c.rule, c.found)),
                ]
            )
            for c in report.checks
        ]
    if report.changes:
        lines += ["", f"#### Changed summaries: {len(report.changes)}", ""]
        lines += [line for change in report.changes for line in _changed(change)]
    return "\n".join(lines) + "\n"


def to_json(report: Report) -> str:
    """The comparison and the checks for a program; :func:`dump_runs` has the runs."""
    comparison = report.comparison
    differences = comparison.differences if comparison else ()
    value = {
        "baseline": report.baseline,
        "signature": str(report.runs[0].signature),
        "differences": [
            d._asdict() | {"interval": d.interval._asdict(), "difference": d.difference}
            for d in differences
        ],
        "changes": [change._asdict() for change in report.changes],
        "checks": [check._asdict() for check in report.checks],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def to_junit(report: Report) -> str:
    """For a build server: a test case for each check of the gate, and for each run."""
    cases = [
        ElementTree.Element("testcase", classname=f"summarise.{run.method}", name="evaluated")
        for run in report.runs
    ]
    for check in report.checks:
        name = f"{check.figure}: {check.rule}"
        case = ElementTree.Element("testcase", classname=f"summarise.{check.method}", name=name)
        if not check.passed:
            ElementTree.SubElement(case, "failure", message=check.found)
        cases.append(case)
    suite = ElementTree.Element(
        "testsuite",
        name=one_line(f"summarise evaluate {report.runs[0].dataset}"),
        tests=str(len(cases)),
        failures=str(len(report.failed)),
        errors="0",
    )
    properties = ElementTree.SubElement(suite, "properties")
    ElementTree.SubElement(
        properties, "property", name="signature", value=str(report.runs[0].signature)
    )
    for run in report.runs:
        for figure in report.figures:
            ElementTree.SubElement(
                properties,
                "property",
                name=f"{run.method} {figure}",
                value=f"{run.mean(figure):.5f}",
            )
    suite.extend(cases)
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def to_html(report: Report) -> str:
    """For whoever would rather look: one page that stands by itself.

    Raises:
        ReadError: the report has a data set and no scorer, and the signature names a word list
            that is not at hand.
        UsageError: the same, and the list at hand is another.
    """
    from .report_html import page_of  # jinja2 loads with it

    return page_of(report)


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "json": to_json,
    "html": to_html,
    "junit": to_junit,
}
"""What a report can be written as."""


def short_name(figure: str) -> str:
    """``"rouge2.f1"`` as ``"rouge2 F"``."""
    metric, part = split_figure(figure)
    if not metric.startswith("rouge"):
        return figure
    return f"{metric} {'F' if part == 'f1' else part[0].upper()}"


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(_padded(row, widths)).rstrip() for row in rows]
    return [lines[0], "-" * max(map(len, lines)), *lines[1:]]


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The first column flush left, the others right."""
    for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
        yield cell.rjust(width) if place else cell.ljust(width)


def _piped(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _changed(change: Change) -> Iterator[str]:
    yield f"- **{escaped(change.method)}**, {escaped(change.item)}"
    for what, sentences, others in (
        ("no longer", change.before, change.after),
        ("now", change.after, change.before),
    ):
        for sentence in sentences:
            if sentence not in others:
                yield f"  - {what}: {escaped(one_line(sentence))}"
    if set(change.before) == set(change.after):
        yield "  - the same sentences in another order"
