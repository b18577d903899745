"""How text looks on the terminal that standard output is."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from .output import has_styles, is_terminal

if TYPE_CHECKING:
    from ..document import Document
    from ..rendering.text import Look

_KNOWN_BY = {
    "TERM_PROGRAM": ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"),
    "TERM": ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "foot-extra", "wezterm"),
}
"""Terminals that know links, by the variable that names them, as their makers say."""

_SET_BY = ("VTE_VERSION", "KONSOLE_VERSION", "WT_SESSION", "DOMTERM", "FORCE_HYPERLINK")
"""Variables that such terminals set: those of GNOME, KDE, Windows and DomTerm."""


def look(output: str | None) -> "Look":
    """Bold headings, dim sources and the like where they can be seen and are wanted."""
    from ..rendering.text import PLAIN, Look

    if output is not None or not is_terminal():
        return PLAIN
    gap = "\n"
    if not has_styles() or os.environ.get("NO_COLOR"):
        return Look(gap=gap)
    return Look(
        heading=lambda text: f"\x1b[1m{text}\x1b[22m",
        muted=lambda text: f"\x1b[2m{text}\x1b[22m",
        contested=lambda text: f"\x1b[1;4m{text}\x1b[22;24m",
        link=_linked if _knows_links() else PLAIN.link,
        gap=gap,
    )


def _knows_links() -> bool:
    """Whether the terminal says that it is one of those that know OSC 8."""
    known = any(os.environ.get(name) in values for name, values in _KNOWN_BY.items())
    return known or any(os.environ.get(name, "0") not in ("", "0") for name in _SET_BY)


def _linked(text: str, document: "Document") -> str:
    """A link to where the document is published, or to its file."""
    from ..pages import web_address

    place = document.origin.place if document.origin else "-"
    address = web_address(document.url) or web_address(place)
    if not address and place != "-" and Path(place).is_file():
        address = Path(place).resolve().as_uri()
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\" if address.isascii() and address else text
