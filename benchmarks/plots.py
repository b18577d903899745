"""Pictures by matplotlib (`pip install --group plots`): the same bytes for the same figures."""

from pathlib import Path
from typing import Any


def pyplot() -> Any:
    """matplotlib's pyplot, set up to write SVG."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "summarizer"  # else the names of parts are drawn by lot
    mpl.rcParams["font.size"] = 9
    from matplotlib import pyplot as plt

    return plt


_DARK = (
    "<style>@media (prefers-color-scheme: dark) "
    "{ svg { filter: invert(.92) hue-rotate(180deg) } }</style>"
)


def write(figure: Any, path: Path) -> None:
    """A picture without its date and its paper, which is dark where the reader's page is."""
    figure.savefig(path, format="svg", metadata={"Date": None}, transparent=True)
    pyplot().close(figure)
    head, tag, rest = path.read_text(encoding="utf-8").partition("<metadata>")
    path.write_text(f"{head}{_DARK}\n {tag}{rest}", encoding="utf-8")
