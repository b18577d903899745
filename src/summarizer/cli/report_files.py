"""The files that an evaluation writes beside what it prints."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..errors import InputError, SummarizerError, UsageError, reason_of
from .options import FILE, gathered, no_blank, setting
from .output import complain, write

if TYPE_CHECKING:
    from ..evaluation import Report

_STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable that names the page of a step of GitHub Actions."""
_MOST = 1_000_000
"""Bytes that such a page holds; of more nothing is shown."""


class Files(NamedTuple):
    """The names of the files, ``None`` for those that are not wanted."""

    report_md: str | None
    report_html: str | None
    junit: str | None
    json_: str | None

    def write(
        self, report: "Report", floors: dict[str, float], verdict: SummarizerError | None
    ) -> SummarizerError | None:
        """Write each file that is wanted, and the summary page of a GitHub Actions step."""
        from ..evaluation import dump_runs
        from ..evaluation.formats import to_junit, to_markdown
        from ..evaluation.report_html import to_html

        written: tuple[Callable[[], str], ...] = (
            lambda: to_markdown(report),
            lambda: to_html(report),
            lambda: to_junit(report),
            lambda: dump_runs(report.runs, floors),
        )
        for target, make in zip(self, written, strict=True):
            if target:
                verdict = either(lambda t=target, m=make: write(m(), t), verdict)  # type: ignore[misc]
        return either(lambda: _add_to_step_summary(to_markdown(report)), verdict)


_target = partial(setting, metavar="FILE", type=FILE, settable=False, callback=no_blank)
file_options = gathered(
    "files",
    Files,
    _target("--report-md", help="Write the report as Markdown too."),
    _target("--report-html", help="Write the report as a page of HTML too."),
    _target("--junit", help="Write the checks as JUnit's XML too."),
    _target("--json", "json_", help="Save the runs, for 'compare'."),
)


def check_targets(targets: Sequence[str | None], sources: Sequence[str | None]) -> None:
    """Refuse to write one file over another, or where nothing can be written, before the work."""
    taken = {os.path.abspath(source) for source in sources if source}  # noqa: PTH100 -- may not be a path
    for target in filter(None, targets):
        path = os.path.abspath(target)  # noqa: PTH100 -- resolve() may fail
        if target == "-":
            raise UsageError("standard output has the report: give a file name instead of -")
        if path in taken:
            raise UsageError(f"{target} is already in use: choose another name")
        taken.add(path)
        if not Path(path).parent.is_dir():
            raise InputError(f"{target}: cannot be written: there is no folder {Path(path).parent}")


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


def _within(data: bytes, most: int) -> bytes:
    if len(data) <= most:
        return data
    return data[:most].rpartition(b"\n")[0] + "\n\n…\n".encode()


def _add_to_step_summary(text: str) -> None:
    """Show Markdown on the page of a step of GitHub Actions, if this is one."""
    page = os.environ.get(_STEP_SUMMARY)
    if not page:
        return
    try:
        with Path(page).open("ab") as file:
            file.write(_within(text.encode("utf-8", "replace"), _MOST))
    except OSError as error:
        raise InputError(
            f"{page} ({_STEP_SUMMARY}): cannot be written: {reason_of(error)}"
        ) from error
