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
            # Of a text that print() joins with others it forgets that it is not to be wrapped.
            console.print(part, soft_wrap=getattr(part, "no_wrap", None) is True)
    lines = capture.get().split("\n")
    return "\n".join(line.rstrip(" ") for line in lines)  # no blanks to the right when copied


def table(rows: Sequence[Sequence[str]], *, figures: bool = False) -> "RenderableType":
    """A head and rows, fitted to the width; figures are flush right but for the first column."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    # Styles on the texts, not on the columns: those would reach over the blanks beside them.
    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="")
    head, *others = rows
    for place, name in enumerate(head):
        made.add_column(
            Text(one_line(name), style="bold"),
            justify="right" if figures and place else "left",
            overflow="fold",
            no_wrap=place == 0,
        )
    for first, *cells in others:
        shown = (_cell(cell) if figures else Text(one_line(cell)) for cell in cells)
        made.add_row(Text(one_line(first), style="bold"), *shown)
    return made


def _cell(cell: str) -> "Text":
    """A figure, coloured by the sign behind it."""
    from rich.text import Text

    from ..evaluation.report import BETTER, OTHER, WORSE

    styles = {BETTER: "green", WORSE: "red", OTHER: "yellow"}
    return Text(one_line(cell), style=styles.get(cell[-1:], ""))


def report_on_terminal(report: "Report") -> str:
    """An evaluation as :func:`summarizer.evaluation.formats.to_text` has it, for a terminal."""
    from rich.text import Text

    from ..evaluation.report import closing

    parts: list[RenderableType] = [table(report.table(), figures=True), Text()]
    if report.show_differences:
        parts += [table(report.differences(), figures=True), Text()]
    styles = {"FAIL": "bold red", "pass": "green"}
    for line in closing(report):
        style = styles.get(line[:4], "")
        # Left to the terminal to wrap, so that a signature can be copied.
        parts.append(Text(one_line(line), style=style, no_wrap=True, overflow="ignore"))
    return on_terminal(*parts)
