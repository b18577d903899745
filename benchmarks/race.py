"""Run commands in turns, and print how long each took and how much memory it held.

A process by itself, and a small one: what a new process is charged with as its peak begins at
what its parent held. Standard input is JSON, ``{"rounds": 3, "warm": true, "commands": {"name":
[argv]}}``, and so is what is printed: ``{"name": {"seconds": […], "peak": bytes, "output": "…"}}``.
"""

import json
import os
import sys
import time
from typing import Any

UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


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
    return seconds, usage.ru_maxrss * UNIT, output.decode()


def race(commands: dict[str, list[str]], rounds: int, warm: bool) -> dict[str, Any]:
    """Each command once a round; if they are to be warm, after a round that does not count."""
    results: dict[str, Any] = {name: {"seconds": [], "peak": 0, "output": ""} for name in commands}
    for number in range(-int(warm), rounds):
        for name, argv in commands.items():
            seconds, peak, output = run(argv)
            if number >= 0:
                result = results[name]
                result["seconds"].append(seconds)
                result["peak"] = max(result["peak"], peak)
                result["output"] = output
    return results


if __name__ == "__main__":
    task = json.load(sys.stdin)
    print(json.dumps(race(task["commands"], task["rounds"], task["warm"])))
