"""Long work in a process of its own, which tells what it cost as one line of JSON.

    python -m benchmarks.probes brief FILE        one story of all texts of FILE
    python -m benchmarks.probes articles FILE     a summary of each text of FILE, one by one

FILE is JSON Lines, a string a line. ``brief`` prints ``{"seconds": 5.4, "lines": […]}``, the
seconds of the processor from the texts to the brief and the sentences of the brief; ``articles``
``{"seconds": 9.8, "held": {"1000": bytes, …}, "texts": 10000}``, the most memory that the process
has held after each thousand texts.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.race import UNIT
from summarizer import brief, summarise

_STEP = 1000  # texts
_LENGTH = 3  # sentences


def write(path: Path, texts: Iterator[str] | list[str]) -> None:
    """Make the file that a probe reads."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(text) + "\n" for text in texts)


def read(path: Path) -> Iterator[str]:
    """The texts of a file, none of them kept."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def one_brief(path: Path) -> dict[str, Any]:
    """A brief of all texts as one story."""
    texts = list(read(path))
    start = time.process_time()
    result = brief(texts, stories="one")
    seconds = time.process_time() - start
    return {"seconds": seconds, "lines": [extract.sentence.line for extract in result.extracts]}


def many_articles(path: Path) -> dict[str, Any]:
    """A summary of each text, thrown away."""
    held, done = {}, 0
    start = time.process_time()
    for done, text in enumerate(read(path), start=1):
        if len(summarise(text, _LENGTH).extracts) != _LENGTH:
            raise ValueError(f"text {done} did not give {_LENGTH} sentences")
        if done % _STEP == 0:
            held[done] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
    return {"seconds": time.process_time() - start, "held": held, "texts": done}


PROBES = {"brief": one_brief, "articles": many_articles}


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in PROBES:
        sys.exit(__doc__)
    print(json.dumps(PROBES[sys.argv[1]](Path(sys.argv[2]))))
