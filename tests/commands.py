"""The command: run in this process, which is quick, or started as a user starts it."""

import io
import math
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from summarizer.cli import main, progress

COMMAND = str(Path(sys.executable).with_name("summarise"))
Result = subprocess.CompletedProcess[bytes]
Environment = Mapping[str, str]


def run(*arguments: object, stdin: str | bytes = b"", env: Environment | None = None) -> Result:
    """The command in this process; a traceback fails the test."""
    given = [str(argument) for argument in arguments]
    data = stdin.encode() if isinstance(stdin, str) else stdin
    entered, output, errors = (io.TextIOWrapper(io.BytesIO(b), "utf-8") for b in (data, b"", b""))
    with (
        redirect_stdout(output),
        redirect_stderr(errors),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(sys, "stdin", entered)
        # Nothing that is written may depend on how busy the machine is.
        patch.setattr(progress, "PAUSE", math.inf)
        for name, value in (env or {}).items():
            patch.setenv(name, value)
        try:
            code = main(given)
        except SystemExit as ended:  # the protocol of shell completion ends so
            code = int(ended.code or 0)
    return Result(given, code, *(_written(stream) for stream in (output, errors)))


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    stream.seek(0)
    return bytes(stream.buffer.read())


def start(*arguments: object, stdin: str | bytes = b"", env: Environment | None = None) -> Result:
    """The command in a process of its own, for what only a process has."""
    return subprocess.run(
        [COMMAND, *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env={**os.environ, **(env or {})},
        check=False,
    )


def passed(result: Result) -> str:
    """What is written by a command that has nothing to complain of."""
    assert (result.returncode, result.stderr) == (0, b""), result.stderr.decode()
    return result.stdout.decode()


def stopped(result: Result, code: int) -> str:
    """The one line that a failure is, whatever the report said before."""
    message = result.stderr.decode()
    assert result.returncode == code, message
    assert message.startswith("summarise: ")
    assert message.count("\n") == 1
    return message


def failed(result: Result, code: int) -> str:
    """The one line that a failure is, with nothing before it."""
    assert result.stdout == b""
    return stopped(result, code)
