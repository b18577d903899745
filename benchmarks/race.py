"""Run commands in turns, and print how long each took and how much memory it held.

A process by itself, and a small one: what a new process is charged with as its peak begins at
what its parent held. Standard input is JSON, ``{"rounds": 3, "commands": {"name": [argv]}}``, and
so is what is printed: ``{"name": {"seconds": […], "peak": bytes, "output": "…"}}``.
"""

import json
import os
import sys
import time
from typing import Any

_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


def run(argv: list[str]) -> tuple[float, int, str]:
    """Seconds, peak in bytes, and what was printed."""
    reader, writer = os.pipe()
    start = time.perf_counter()
    pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, writer, 1)])
    os.close(writer)
    with open(reader, "rb") as pipe:  # noqa: PTH123 -- a descriptor
        output = pipe.read()
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"exit code {os.waitstatus_to_exitcode(status)}: {' '.join(argv)}")
    return seconds, usage.ru_maxrss * _UNIT, output.decode()


def race(commands: dict[str, list[str]], rounds: int) -> dict[str, Any]:
    """Each command once a round, after a round that does not count."""
    results: dict[str, Any] = {
        name: {"seconds": [], "peak": 0, "output": run(argv)[2]} for name, argv in commands.items()
    }
    for _ in range(rounds):
        for name, argv in commands.items():
            seconds, peak, _output = run(argv)
            results[name]["seconds"].append(seconds)
            results[name]["peak"] = max(results[name]["peak"], peak)
    return results


if __name__ == "__main__":
    task = json.load(sys.stdin)
    print(json.dumps(race(task["commands"], task["rounds"])))
