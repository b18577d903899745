"""Megabytes a second, warm: a text into sentences, and into its matrix, beside one ``re.findall``.

    python -m benchmarks.throughput FILE ...

The files, UTF-8 text, are strung together with blank lines between, as often as it takes, and cut
to 5 KB and to 2 MB. The yardstick is one ``re.findall`` of the words over the same text: whatever
looks at every word in Python can hardly be faster. All of them take turns.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.turns import Timed, median, take_turns
from summarizer import Document, Features, split_sentences

SIZES = {"5 KB": 5_000, "2 MB": 2_000_000}  # characters
TURNS = 5, 0.1  # how many, and the shortest in seconds

_WORD = re.compile(r"\w+")


def scan(text: str) -> list[str]:
    """The words, and no more: the yardstick."""
    return _WORD.findall(text)


def split(text: str) -> list[str]:
    """Sentences, paragraphs and headings told apart."""
    return [text[start:end] for start, end in split_sentences(text)]


def count(text: str) -> Features:
    """Sentences, words, stems, and how often each stem is in each sentence."""
    features = Features.of([Document.from_text(text)])
    assert features.counts is not None  # worked out when it is first asked for
    return features


STEPS: dict[str, Callable[[str], object]] = {
    're.findall(r"\\w+")': scan,
    "text to sentences": split,
    "text to matrix": count,
}
YARDSTICK = next(iter(STEPS))


def text_of(paths: list[Path], size: int) -> str:
    """``size`` characters of the files, over and over."""
    whole = "\n\n".join(path.read_text(encoding="utf-8") for path in paths) + "\n\n"
    return (whole * (size // len(whole) + 1))[:size]


def timed(text: str) -> dict[str, Timed]:
    """Every step on one text, in turns, after a call that does not count."""
    calls = {name: _call(step, text) for name, step in STEPS.items()}
    for call in calls.values():
        call()
    return take_turns(calls, *TURNS)


def _call(step: Callable[[str], object], text: str) -> Callable[[], object]:
    return lambda: step(text)


def main(arguments: list[str]) -> None:
    """Print one table."""
    print(f"| text | {', MB/s | '.join(STEPS)}, MB/s |\n|---|{'--:|' * len(STEPS)}")
    for name, size in SIZES.items():
        text = text_of([Path(argument) for argument in arguments], size)
        octets = len(text.encode())
        rates = [f"{octets / median(one) / 1e6:.1f}" for one in timed(text).values()]
        print(f"| {name} | {' | '.join(rates)} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
