"""Processes in turns, as race.py runs them, from within a suite."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import THREADS

HERE = Path(__file__).parent
PYTHON = sys.executable


def in_turns(
    commands: Mapping[str, Sequence[str]], rounds: int, bytecode: Path, *, warm: bool = True
) -> dict[str, Any]:
    """What race.py says of each command: seconds, peak in bytes, and the last output.

    Args:
        commands: the arguments of each, by name; they run from the top of the repository.
        rounds: how often each has its turn.
        bytecode: a folder for compiled modules.
        warm: begin with a round that does not count.
    """
    task = {"rounds": rounds, "warm": warm, "commands": commands}
    done = subprocess.run(
        [PYTHON, "-I", "-S", str(HERE / "race.py")],
        input=json.dumps(task),
        cwd=HERE.parent,
        env=environment(bytecode),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def environment(bytecode: Path) -> dict[str, str]:
    """A user's: all cores, no settings of Python but where its modules are."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in THREADS and (name == "PYTHONPATH" or not name.startswith("PYTHON"))
    }
    return kept | {"PYTHONPYCACHEPREFIX": str(bytecode)}
