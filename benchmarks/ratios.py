"""The gate of speed: what ours costs beside fixed work done in turns with it, never seconds.

    python -m benchmarks.ratios             exit code 1 where a ratio is far above the committed one
    python -m benchmarks.ratios --update    write the ratios of now into results/ratios.json
    python -m benchmarks.ratios --measure   one measurement, as JSON

The fixed work is a calibrating mix of what ours is made of (a pattern over a text, words in a
dictionary, small arrays), sumy's methods, and ours at another size. A ratio fails when it is more
than a third above the committed one in each of three measurements. Each is made in a process of
its own: where things lie in memory moves all that one process measures by some per cent.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks import invented
from benchmarks.peers import OWN, sumy
from benchmarks.turns import median, take_turns
from summarizer import brief, summarise

RESULTS = Path(__file__).parent / "results" / "ratios.json"
ARTICLES = Path(__file__).parent.parent / "docs" / "examples" / "articles"
WORSE = 4 / 3  # times the committed ratio: what fails
ATTEMPTS = 3
TURNS = 20, 0.01  # how many, and the shortest in seconds

_LENGTH = 3  # sentences
_LONG = 2000  # sentences

CALIBRATION = "calibration"
PAIRS = (
    ("textrank", CALIBRATION),
    ("lexrank", CALIBRATION),
    ("coverage", CALIBRATION),
    ("brief", CALIBRATION),
    ("textrank", "sumy TextRank"),
    ("lexrank", "sumy LexRank"),
    (f"textrank, {_LONG:,} sentences", "textrank"),
    (f"lexrank, {_LONG:,} sentences", "lexrank"),
    (f"coverage, {_LONG:,} sentences", "coverage"),
)
"""What is held against what."""

Calls = dict[str, Callable[[], object]]


class Verdict(NamedTuple):
    """A ratio beside the committed one."""

    name: str
    found: float
    committed: float

    @property
    def passed(self) -> bool:
        """Whether it is not far above it."""
        return self.found <= WORSE * self.committed

    def __str__(self) -> str:
        word = "ok  " if self.passed else "FAIL"
        change = self.found / self.committed
        return f"{word} {self.found:9.3f} {self.committed:9.3f} {change:6.2f}  {self.name}"


def calibrating(text: str) -> Callable[[], object]:
    """Two milliseconds of fixed work: words found and numbered, small arrays counted, a sort.

    It makes and drops as many objects as ours does, so that a neighbour who takes the processor's
    caches slows both alike; work within the caches held still while ours became a third slower.
    """
    pattern, paragraphs = re.compile(r"\w+"), text.split("\n\n")

    def run() -> float:
        numbers: dict[str, int] = {}
        rows = [
            [numbers.setdefault(word.lower(), len(numbers)) for word in pattern.findall(paragraph)]
            for paragraph in paragraphs
        ]
        spans = sorted((found.group(), found.start()) for found in pattern.finditer(text))
        total = float(len(spans))
        for row in rows:
            counts = np.bincount(np.array(row, dtype=np.int64), minlength=len(numbers))
            distinct, _ = np.unique(counts, return_inverse=True)
            total += float(np.sqrt((counts * counts).sum())) + len(distinct)
        return total

    return run


def contestants() -> Calls:
    """All that is measured, by name."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    article, long = max(texts, key=len), invented.text(_LONG)
    calls: Calls = {
        CALIBRATION: calibrating("\n\n".join(texts)),
        "brief": lambda: brief(texts),
        "sumy TextRank": sumy("textrank", article, OWN, _LENGTH),
        "sumy LexRank": sumy("lexrank", article, OWN, _LENGTH),
    }
    for method in ("textrank", "lexrank", "coverage"):
        calls[method] = _summary(article, method)
        calls[f"{method}, {_LONG:,} sentences"] = _summary(long, method)
    return calls


def _summary(text: str, method: str) -> Callable[[], object]:
    return lambda: summarise(text, _LENGTH, method)


def measure(calls: Calls) -> dict[str, float]:
    """The ratio of every pair, of the medians of calls in turns."""
    for call in calls.values():
        call()
    timed = take_turns(calls, *TURNS)
    return {f"{a} / {b}": median(timed[a]) / median(timed[b]) for a, b in PAIRS}


def judge(found: Mapping[str, float], committed: Mapping[str, float]) -> list[Verdict]:
    """Every ratio beside the committed one.

    Raises:
        ValueError: they are not of the same pairs.
    """
    if found.keys() != committed.keys():
        raise ValueError(f"other ratios are committed: {sorted(found.keys() ^ committed.keys())}")
    return [Verdict(name, ratio, committed[name]) for name, ratio in found.items()]


def best_of(
    attempts: int, measured: Callable[[], Mapping[str, float]], committed: Mapping[str, float]
) -> list[Verdict]:
    """The least ratio of each pair, measured again only as long as one fails."""
    found = dict(measured())
    for _ in range(attempts - 1):
        if all(verdict.passed for verdict in judge(found, committed)):
            break
        again = measured()
        found = {name: min(ratio, again[name]) for name, ratio in found.items()}
    return judge(found, committed)


def measured_apart() -> dict[str, float]:
    """The ratios as a process of its own measures them."""
    command = [sys.executable, "-m", "benchmarks.ratios", "--measure"]
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(made.stdout)
    return found


def main(arguments: Sequence[str]) -> int:
    """Measure, then judge, print or write."""
    if arguments not in ([], ["--update"], ["--measure"]):
        sys.exit(__doc__)
    if arguments:
        ratios = {name: round(ratio, 4) for name, ratio in measure(contestants()).items()}
        told = json.dumps(ratios, indent=1)
        if arguments == ["--measure"]:
            print(told)
        else:
            RESULTS.write_text(told + "\n", encoding="utf-8")
        return 0
    committed = json.loads(RESULTS.read_text(encoding="utf-8"))
    verdicts = best_of(ATTEMPTS, measured_apart, committed)
    print("     measured committed change")
    print("\n".join(map(str, verdicts)))
    return int(not all(verdict.passed for verdict in verdicts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
