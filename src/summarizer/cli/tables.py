"""Tables and reports for a terminal: to its width, what is better or worse in colour too."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..text.display import one_line
from .output import columns

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from ..evaluation import Report


def on_terminal(*parts: "RenderableType", width: int | None = None) -> str:
    """What rich makes of it for the terminal that standard output is, as wide as that is.

    ``NO_COLOR``, ``FORCE_COLOR`` and ``TERM`` mean what rich says they do.
    """
    from rich.console import Console

    console = Console(file=io.StringIO(), force_terminal=True, width=width or columns())
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    lines = capture.get().split("\n")
    return "\n".join(line.rstrip(" ") for line in lines)  # no blanks to the right when copied


def table(rows: Sequence[Sequence[str]], *, figures: bool = False) -> "RenderableType":
    """A head and rows, fitted to the width; figures are flush right but for the first column."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    head, *others = rows
    for place, name in enumerate(head):
        right = figures and place > 0
        made.add_column(
            Text(one_line(name)),
            justify="right" if right else "left",
            style="bold" if place == 0 else "",
            overflow="fold",
        )
    for row in others:
        made.add_row(*(_cell(cell) if figures else Text(one_line(cell)) for cell in row))
    return made


def _cell(cell: str) -> "Text":
    """A figure, in the colour of the sign behind it, which says the same without colour."""
    from rich.text import Text

    from ..evaluation.report import BETTER, OTHER, WORSE

    styles = {BETTER: "green", WORSE: "red", OTHER: "yellow"}
    return Text(one_line(cell), style=styles.get(cell[-1:], ""))


def report_on_terminal(report: "Report") -> str:
    """An evaluation as :func:`summarizer.evaluation.report.to_text` has it, for a terminal."""
    from rich.text import Text

    from ..evaluation.report import closing

    parts: list[RenderableType] = [table(report.table(), figures=True), Text()]
    if report.show_differences:
        parts += [table(report.differences(), figures=True), Text()]
    styles = {"FAIL": "bold red", "pass": "green"}
    for line in closing(report):
        parts.append(Text(one_line(line), style=styles.get(line[:4], ""), overflow="fold"))
    return on_terminal(*parts)
