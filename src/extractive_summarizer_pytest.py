"""The pytest plug-in: the fixture ``summary_gate`` holds summaries against a committed baseline.

It stands outside the package, because pytest imports it for every suite: one that does not ask for
the fixture imports nothing of ours, and one that tests another package called "summarizer" its own.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from summarizer.evaluation import Baseline, DataSet, Item, Report, Scorer, Signature, Summaries
    from summarizer.registry import Ranker

    Text = str | Sequence[str]
    Made = str | Path | Summaries | Mapping[str, Text] | Sequence[Text] | Callable[[Item], Text]

UPDATE = "--update-summary-baselines"
_SYSTEM = "summaries"
"""What is given is called so, wherever it lies, for a baseline holds runs by their names."""
_TABLE = "summary gate"
"""The property of a test's report that holds what its gate found."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes baselines."""
    parser.getgroup("extractive-summarizer").addoption(
        UPDATE,
        action="store_true",
        help="write the baselines of summary_gate where nothing gets worse",
    )


@pytest.fixture
def summary_gate(request: pytest.FixtureRequest) -> "SummaryGate":
    """Scores summaries, and fails the test where they are worse than a committed baseline."""
    return SummaryGate(request)


class SummaryGate:
    """What the fixture gives."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._node = request.node
        self._folder = request.path.parent
        self._root = request.config.rootpath
        self._updates = bool(request.config.getoption(UPDATE))

    def __call__(
        self,
        dataset: "str | Path | DataSet",
        baseline: str | Path,
        method: "str | Ranker | None" = None,
        *,
        summaries: "Made | None" = None,
        floors: Mapping[str, float] | None = None,
        max_drop: Mapping[str, float] | None = None,
        alpha: float = 0.05,
        scoring: "Scorer | Signature | str | None" = None,
        task: str | None = None,
        across_versions: bool = False,
        **arguments: Any,
    ) -> "Report":
        """Score a method, or summaries that a system made, and hold them against a baseline.

        What is not given here is as it was when the baseline was made.

        Args:
            dataset: see :func:`summarizer.evaluation.read_dataset`. A relative path is beside the
                test's file, or else in the working folder.
            baseline: a file of runs beside the test's, which ``--update-summary-baselines`` writes.
            method: see :func:`summarizer.evaluation.evaluate`; ``None`` for all of the baseline.
            summaries: instead: a file of :func:`summarizer.evaluation.read_summaries`, summaries by
                the id of their items or in their order, or a function from an item to its summary.
            floors: the least that the mean of a figure may be; the baseline's hold too.
            max_drop: by how much more than luck a figure may drop; ``None`` for no such drop.
            alpha: the level of significance of a drop.
            scoring: what makes the figures, for a new baseline.
            task: see :func:`summarizer.evaluation.read_dataset`.
            across_versions: whether a baseline of another version of the library will do.
            arguments: others of :func:`summarizer.evaluation.evaluate`: ``length``, ….

        Returns:
            The report, of a gate that passed. The test fails where it did not, or where there is no
            verdict.
        """
        from summarizer.errors import SummarizerError
        from summarizer.evaluation import Baseline, evaluate, read_dataset
        from summarizer.evaluation.settings import full_name

        try:
            path = self._beside(baseline)
            held = Baseline(
                os.path.relpath(path, self._root),
                self._saved(path, across_versions),
                {full_name(name): floor for name, floor in (floors or {}).items()},
                {full_name(name): drop for name, drop in (max_drop or {}).items()},
                alpha,
            )
            if isinstance(dataset, str | Path):
                there = self._beside(dataset)
                found: Any = task or held.task
                dataset = read_dataset(there if there.exists() else dataset, task=found)
            systems = [] if method is None else [method]
            made = [] if summaries is None else [self._made(summaries, dataset)]
            plans = held.plans([*systems, *made], **arguments)
            scorer = scoring or held.scoring()
            runs = [evaluate(**plan, dataset=dataset, scoring=scorer) for plan in plans]
            figures = [full_name(name) for name in runs[0].signature.metrics]
            report = held.report(runs, figures, may_add=self._updates, dataset=dataset)
            if self._updates and not report.failed:
                _update(path, held, report)
        except SummarizerError as error:
            _fail(f"no verdict: {error}")
        shown = _shown(report)
        self._node.user_properties.append((_TABLE, shown))
        if report.failed:
            _fail("\n".join(["the summaries are worse than asked for:", *_failures(report)]))
        return report

    def _beside(self, path: str | Path) -> Path:
        return self._folder / path

    def _saved(self, path: Path, across_versions: bool) -> Any:
        from summarizer.evaluation import load_baseline

        if path.exists():
            return load_baseline(path, across_versions=across_versions)
        if not self._updates:
            named = os.path.relpath(path, self._root)
            _fail(f"{named}: no such baseline: make it by pytest {UPDATE}")
        return None

    def _made(self, summaries: "Made", dataset: "DataSet") -> "Summaries":
        from summarizer.evaluation import Summaries, read_summaries

        if isinstance(summaries, Summaries):
            return summaries
        if isinstance(summaries, str | Path):
            return read_summaries(self._beside(summaries), _SYSTEM)
        if callable(summaries):
            summaries = {item.id: summaries(item) for item in dataset.items}
        return Summaries(_SYSTEM, summaries)


def _update(path: Path, held: "Baseline", report: "Report") -> None:
    from summarizer.errors import InputError, reason_of
    from summarizer.files import write_whole

    if worse := held.worse(report.runs):
        raise InputError(f"the update would {worse[0]}: delete {held.path} to accept")
    try:
        write_whole(path, [held.renewed(report.runs).encode()], uuid4().hex)
    except OSError as error:
        raise InputError(f"{held.path}: cannot be written: {reason_of(error)}") from error


def _shown(report: "Report") -> str:
    """A table, and what was found."""
    from summarizer.evaluation.formats import columns

    rows = report.differences() if report.show_differences else report.table()
    passed = len(report.checks) - len(report.failed)
    against = f", against {report.baseline}" if report.show_differences else ""
    items = f"{report.runs[0].dataset}: {len(report.runs[0].items)} items{against}"
    told = f"{items}: {passed} of {len(report.checks)} checks passed" if report.checks else items
    return "\n".join([*columns(rows), told, *_failures(report)])


def _failures(report: "Report") -> Iterator[str]:
    from summarizer.evaluation.report import verdicts

    yield from verdicts(replace(report, checks=report.failed))


def _fail(message: str) -> NoReturn:
    pytest.fail(message, pytrace=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write the tables of all gates, those of other processes too."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    tables = [
        (report.nodeid, value)
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in report.user_properties
        if name == _TABLE
    ]
    if tables:
        terminalreporter.section("summary gates")
    for name, table in sorted(tables):
        terminalreporter.line(name, bold=True)
        terminalreporter.line(table)
