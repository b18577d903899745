"""A report as text, Markdown, JSON, HTML or JUnit's XML."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.etree import ElementTree

from ..rendering.markdown import escaped
from ..text.display import one_line
from .comparison import Change
from .report import Report, closing
from .report_html import to_html


def to_text(report: Report) -> str:
    """For a terminal."""
    lines = columns(report.table())
    if report.show_differences:
        lines += ["", *columns(report.differences())]
    return "\n".join([*lines, "", *closing(report)]) + "\n"


def to_markdown(report: Report) -> str:
    """For a pull request, with the text of every summary that changed."""
    verdict = ("passed", "failed")[bool(report.failed)] if report.checks else ""
    title = ": ".join(filter(None, [escaped(report.runs[0].dataset), verdict]))
    lines = [f"### {title}", "", *_table(report.table()), ""]
    if report.show_differences:
        lines += [*_table(report.differences()), ""]
    if report.checks:
        lines += ["#### Gate", "", *_table(_checks(report), raw=1), ""]
    lines += [f"- {escaped(note)}" for note in report.notes()]
    if report.changes:
        head = f"Changed summaries: {len(report.changes)}"
        lines += ["", "<details>", f"<summary>{head}</summary>", ""]
        lines += [line for change in report.changes for line in _changed(change)]
        lines += ["", "</details>"]
    return "\n".join(lines) + "\n"


def _checks(report: Report) -> Iterator[list[str]]:
    yield ["", "method", "figure", "asked", "found"]
    for c in report.checks:
        yield ["pass" if c.passed else "**FAIL**", c.method, c.figure, c.rule, c.found]


def _table(rows: Iterable[Sequence[str]], raw: int = 0) -> Iterator[str]:
    """A Markdown table; the first ``raw`` columns are not escaped."""
    head, *others = ([*row[:raw], *map(escaped, row[raw:])] for row in rows)
    yield _piped(head)
    yield _piped(["---", *("---:" if not raw else "---" for _ in head[1:])])
    yield from map(_piped, others)


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


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "json": to_json,
    "html": to_html,
    "junit": to_junit,
}
"""What a report can be written as."""


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table, with a rule below its head."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(_padded(row, widths)).rstrip() for row in rows]
    return [lines[0], "-" * max(map(len, lines)), *lines[1:]]


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The first column left-aligned, the others right-aligned."""
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
