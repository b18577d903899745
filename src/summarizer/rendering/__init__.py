"""Rendering of results as text, Markdown, JSON, JSON Lines or HTML."""

from collections.abc import Callable, Sequence
from importlib import import_module

from ..errors import UnknownNameError, UsageError
from ..results import Brief, Summary
from ..text.surrogates import without_halves

Result = Summary | Brief | Sequence[Summary]

FORMATS = ("html", "json", "jsonl", "markdown", "text")
"""Each is written by ``to_<format>`` of the module of that name, which is loaded when needed."""


def render(result: Result, format: str = "text", width: int | None = None) -> str:  # noqa: A002
    """Render a result as text, Markdown, JSON or HTML.

    Args:
        result: a summary, a brief, or several summaries.
        format: ``"text"``, ``"markdown"``, ``"json"``, ``"jsonl"`` or ``"html"``.
        width: columns to wrap text at; ``None`` for one sentence a line.

    Returns:
        The whole, ending in a line end. JSON is one value: an object for a summary or a brief,
        an array for several summaries. JSON Lines are a line for each, without what was asked,
        which is the same for all. HTML is one page that stands by itself.

    Raises:
        UnknownNameError: no such format.
        UsageError: no result, or a width below 1.
    """
    check_format(format)
    if not isinstance(result, Summary | Brief) and not (
        isinstance(result, Sequence) and all(isinstance(part, Summary) for part in result)
    ):
        raise UsageError(f"expected a summary, a brief or several summaries, got {result!r:.40}")
    if width is not None and (not isinstance(width, int) or width < 1):
        raise UsageError(f"the width must be at least 1 column, got {width!r:.40}", "width")
    to_format: Callable[[Result, int | None], str] = getattr(
        import_module(f".{format}", __name__), f"to_{format}"
    )
    return without_halves(to_format(result, width))


def check_format(name: str) -> None:
    """Refuse an unknown format."""
    if not isinstance(name, str) or name not in FORMATS:
        raise UnknownNameError("format", name, FORMATS)
