"""What the commands print, and where to."""

import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import click

from ..errors import InputError, reason_of
from ..files import write_whole
from ..text.display import one_line
from ..text.hidden import UNSEEN
from ..text.surrogates import without_halves

NAME = "summarise"
_UNPRINTABLE = re.compile(
    # But line ends, tabs, and what begins the styles of a terminal; tags and lone surrogates too.
    f"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{''.join(UNSEEN)}"
    "\U000e0000-\U000e007f]"
)
_LONGEST = 1000  # characters of a message
WIDEST = 100  # columns; longer lines are hard to read


def complain(message: str, exit_code: int = 0) -> int:
    """Write one line to standard error; returns the exit code given."""
    line = one_line(message)
    if len(line) > _LONGEST:  # an address in it; what is wrong is said behind that
        line = f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"
    click.echo(f"{NAME}: {line}", err=True)
    return exit_code


def is_terminal() -> bool:
    """Whether standard output is one, or is to be taken for one (``FORCE_COLOR``)."""
    if sys.stdout is None:
        return False
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def has_styles() -> bool:
    """Whether bold and the like can be seen on it: not on a dumb terminal."""
    return os.environ.get("TERM", "").lower() not in ("dumb", "unknown")


def columns() -> int:
    """How wide the terminal is."""
    return max(1, shutil.get_terminal_size().columns)


def readable_width() -> int:
    """Columns to wrap text at on a terminal."""
    return min(columns(), WIDEST)


def width(output: str | None) -> int | None:
    """Columns to wrap at: the terminal's, or none for a file or a pipe."""
    if output is not None or sys.stdout is None or not sys.stdout.isatty():
        return None
    return readable_width()


def in_columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows for a pipe: every cell but the last padded, nothing wrapped."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    lines = []
    for *cells, last in rows:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        lines.append(f"{'  '.join([*padded, last])}\n")
    return "".join(lines)


def note(message: str, *, quiet: bool) -> None:
    """Write one line to standard error, unless there is none or only errors are wanted."""
    if message and not quiet:
        complain(message)


def printable(text: str) -> str:
    r"""Text with a ``\u202e`` in the place of each such character, as JSON may write them."""
    return _UNPRINTABLE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    halves = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{halves[at : at + 4]}" for at in range(0, len(halves), 4))


def write(text: str, output: str | None) -> None:
    """Write in UTF-8: to standard output, or to a file all of it or nothing.

    What could steer a terminal is written so that it is seen there; JSON stays JSON.
    """
    if output is None and sys.stdout is not None and sys.stdout.isatty():
        text = printable(text)
    data = without_halves(text).encode()
    if output is None or output == "-":
        if sys.stdout is None:
            raise InputError("standard output is closed")
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # The reader has what it wanted; what is still buffered must not fail at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise
        except OSError as error:
            raise InputError(f"standard output: {reason_of(error)}") from error
        return
    if not output:
        raise InputError("the output file name is empty: give one with -o")
    try:
        target = Path(output).resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a pipe or a device; a folder fails
        else:
            write_whole(target, [data], uuid4().hex)
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {reason_of(error)}") from error
    except RuntimeError as error:
        raise InputError(f"{output}: cannot be written: its links form a loop") from error
