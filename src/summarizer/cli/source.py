"""The source in full, with what was chosen from it marked."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..text.display import visible
from .looks import look
from .output import has_styles, is_terminal, readable_width

if TYPE_CHECKING:
    from ..document import Document
    from ..results import Extract

OPEN, CLOSE = "[[", "]]"
"""What marks a chosen sentence where there is no other way."""

_STYLES = {"chosen": "bold reverse", "heading": "bold", "prose": "", "list item": ""}
_MUTED = "dim"  # bylines, datelines, captions, boilerplate


def marked_sources(
    documents: Sequence["Document"], extracts: Iterable["Extract"], output: str | None
) -> str:
    """Every document in full, under a heading, with its chosen sentences marked.

    On a terminal they are highlighted and lines that are not prose are dimmed; elsewhere they stand
    between ``[[`` and ``]]``. Control characters become blanks.
    """
    from ..rendering.plain import name_of
    from ..results import pieces_of

    chosen = list(extracts)
    styled = output is None and is_terminal() and has_styles()
    written = []
    for document in documents:
        pieces = list(pieces_of(document, chosen))
        text = _styled(pieces) if styled else _signed(pieces)
        title = look(output).heading(f"== Source: {name_of(document)} ==")
        written.append(f"\n{title}\n{text.rstrip()}\n")
    return "".join(written)


def _signed(pieces: Iterable[tuple[str, str]]) -> str:
    marked = (f"{OPEN}{text}{CLOSE}" if kind == "chosen" else text for text, kind in pieces)
    return visible("".join(marked))


def _styled(pieces: Iterable[tuple[str, str]]) -> str:
    from rich.text import Text

    from .tables import on_terminal

    shown = Text(overflow="fold")
    for text, kind in pieces:
        shown.append(visible(text), style=_STYLES.get(kind, _MUTED))
    return on_terminal(shown, width=readable_width())
