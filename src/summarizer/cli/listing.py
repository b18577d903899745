"""A list that a command prints: for a terminal, for a pipe or for a program."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..errors import UnknownNameError
from .options import F, ways
from .output import in_columns, is_terminal, write

_FORMATS = ("text", "json")


def format_option(option: Callable[..., Callable[[F], F]]) -> Callable[[F], F]:
    """The option ``--format`` of such a command, made by ``setting`` or by ``click.option``."""
    return option(
        "-f",
        "--format",
        "format_",
        default="text",
        show_default=True,
        metavar="text|json",
        type=ways(*_FORMATS),
        help="Output format.",
    )


def check_format(format_: str) -> None:
    """Refuse an unknown format before any work is done."""
    if format_ not in _FORMATS:
        raise UnknownNameError("format", format_, _FORMATS)


def write_list(
    format_: str,
    values: Sequence[Mapping[str, Any]],
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    piped_head: bool = True,
) -> None:
    """Write rows to standard output: JSON of the values, a table on a terminal, or plain columns.

    ``piped_head`` says whether plain columns have a head too.
    """
    if format_ == "json":
        write(json.dumps(values, ensure_ascii=False, indent=2) + "\n", None)
    elif is_terminal():
        from .tables import on_terminal, table

        write(on_terminal(table([head, *rows])), None)
    else:
        write(in_columns([head, *rows] if piped_head else rows), None)
