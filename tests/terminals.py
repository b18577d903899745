"""A command at a terminal that is none: what it writes there, and to which of its outputs."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from typing import NamedTuple

_STYLE = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\]8;;[^\x1b]*\x1b\\)")


class Shown(NamedTuple):
    """What a command wrote: to the terminal, and to the output that was none."""

    code: int
    terminal: str
    pipe: str

    @property
    def plain(self) -> str:
        """The terminal's without styles."""
        return _STYLE.sub("", self.terminal)


def at_terminal(
    command: list[str],
    *,
    stream: str = "stdout",
    columns: int = 100,
    env: dict[str, str] | None = None,
) -> Shown:
    """Run a command with one of its outputs at a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    dropped = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "COLORTERM")
    environment = {k: v for k, v in os.environ.items() if k not in dropped}
    other = "stderr" if stream == "stdout" else "stdout"
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        env={**environment, "TERM": "xterm-256color", **(env or {})},
        **{stream: theirs, other: subprocess.PIPE},  # type: ignore[call-overload]
    ) as process:
        os.close(theirs)
        terminal = _all_of(ours)
        piped = (process.stderr if stream == "stdout" else process.stdout).read()
    os.close(ours)
    return Shown(process.returncode, terminal.decode().replace("\r\n", "\n"), piped.decode())


def _all_of(terminal: int) -> bytes:
    written = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux, when nobody has it open any more
            return written
        if not piece:
            return written
        written += piece
