"""A script in a process of its own, so that no file can take all time or memory, or crash us."""

import json
import math
import signal
import subprocess
import sys
from multiprocessing import spawn
from pathlib import Path
from typing import Any

from ..errors import ReadError, reason_of
from .budget import PDF_SECONDS, allowed, mebibytes, too_slow

_PATIENCE = 40.0  # seconds, in whatever way they pass
_OUT_OF_TIME = getattr(signal, "SIGXCPU", None)
# What the script may import is what we may; -I and -S leave out what only costs time.
_START = """\
import runpy, sys
sys.path[:], script = {paths!r}, {script!r}
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({bytes}, {bytes}))
    resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds} + 1))
except (ImportError, OSError, ValueError):
    pass  # the system has no such limits
runpy.run_path(script, run_name="__main__")
"""


def run(script: Path, data: bytes, *arguments: str, what: str) -> Any:
    """What a script writes as JSON about data that it reads from standard input.

    Args:
        script: a file of Python that imports nothing of this project.
        data: as it may come from anybody.
        arguments: of the script.
        what: a damaged file of its kind, such as ``"is not a PDF file, or is damaged"``.

    Raises:
        ReadError: it took too long, wanted too much memory, broke off or was not let start.
    """
    budget = allowed()
    seconds = min(PDF_SECONDS, budget.seconds or PDF_SECONDS)
    limits = {"bytes": budget.memory, "seconds": math.ceil(seconds)}
    start = _START.format(paths=sys.path, script=str(script), **limits)
    command = [spawn.get_executable(), "-I", "-S", "-c", start, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 -- ourselves, with a script of ours
            command, input=data, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise too_slow(seconds) from None
    except OSError as error:
        raise ReadError(f"needs a process of its own to be read: {reason_of(error)}") from None
    if -done.returncode == _OUT_OF_TIME:
        raise too_slow(seconds)
    if done.returncode:
        raise ReadError(f"{what}, or needs more than {mebibytes(budget.memory)} to read")
    return json.loads(done.stdout)
