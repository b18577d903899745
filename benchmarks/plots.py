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


def write(figure: Any, path: Path) -> None:
    """A picture without its date."""
    figure.savefig(path, format="svg", metadata={"Date": None})
    pyplot().close(figure)
