"""Megabytes a second, warm: a text into sentences, and a text into its matrix of counts.

Usage: ``python benchmarks/throughput.py FILE ...``

The files, UTF-8 text, are strung together with blank lines between, as often as it takes, and cut
to 5 KB and to 2 MB. The best of many runs counts, as whatever else the machine does only adds.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from summarizer import Document, Features, split_sentences

SIZES = {"5 KB": 5_000, "2 MB": 2_000_000}  # characters
_SECONDS = 2.0  # to spend on each measurement


def split(text: str) -> object:
    """Sentences, paragraphs and headings told apart."""
    return split_sentences(text)


def count(text: str) -> object:
    """Sentences, words, stems, and how often each stem is in each sentence."""
    return Features.of([Document.from_text(text)]).counts


def text_of(paths: list[Path], size: int) -> str:
    """``size`` characters of the files, over and over."""
    whole = "\n\n".join(path.read_text(encoding="utf-8") for path in paths) + "\n\n"
    return (whole * (size // len(whole) + 1))[:size]


def rate(run: Callable[[str], object], text: str) -> float:
    """Megabytes of UTF-8 a second, at best."""
    run(text)
    until, best = time.perf_counter() + _SECONDS, float("inf")
    while time.perf_counter() < until:
        start = time.perf_counter()
        run(text)
        best = min(best, time.perf_counter() - start)
    return len(text.encode()) / best / 1e6


def main(arguments: list[str]) -> None:
    """Print one table."""
    print("| text | split, MB/s | text to counts, MB/s |\n|---|--:|--:|")
    for name, size in SIZES.items():
        text = text_of([Path(argument) for argument in arguments], size)
        print(f"| {name} | {rate(split, text):.1f} | {rate(count, text):.1f} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python benchmarks/throughput.py FILE ...")
    main(sys.argv[1:])
