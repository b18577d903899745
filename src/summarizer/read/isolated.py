"""A script in a process of its own, so that no file can take all time or memory, or crash us."""

import json
import subprocess
import sys
from multiprocessing import spawn
from pathlib import Path
from typing import Any

from ..errors import ReadError

_SECONDS = 9.0
_BYTES = 1 << 30  # of address space
# What the script may import is what we may; -I and -S leave out what only costs time.
_START = """\
import runpy, sys
sys.path[:], script, limit = {paths!r}, {script!r}, {limit!r}
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
except (ImportError, OSError, ValueError):
    pass
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
        ReadError: it took longer than 9 s, wanted more than 1 GB, or broke off.
    """
    start = _START.format(paths=sys.path, script=str(script), limit=_BYTES)
    command = [spawn.get_executable(), "-I", "-S", "-c", start, *arguments]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise ReadError(f"takes more than {_SECONDS:.0f} s to read: give a part of it") from None
    if done.returncode:
        raise ReadError(what)
    return json.loads(done.stdout)
