"""The commands: write a crowd, score what was found in it, and measure what finding it costs."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.crowd.scoring import read_truth, scores, table
from benchmarks.crowd.writing import write
from benchmarks.processes import PYTHON, Watched, environment, watch

_SEED = 8
_SUMMARISE = "from summarizer.cli import run; run()"


def measure(given: argparse.Namespace, options: list[str]) -> Iterator[str]:
    """Run a batch over the articles; what it cost and how right it is, in Markdown."""
    with TemporaryDirectory() as name:
        folder = given.output or Path(name) / "out"
        chosen = ["--task", given.task, "--jobs", str(given.jobs), "--quiet", *options]
        command = [PYTHON, "-c", _SUMMARISE, "batch", str(given.file), "-o", str(folder), *chosen]
        watched = watch(command, environment(Path(name) / "bytecode"))
        if watched.code:
            sys.exit(f"summarise batch exited with {watched.code}")
        with given.file.open("rb") as file:
            articles = sum(1 for _ in file)
        yield from _costs(watched, articles, given.file.stat().st_size)
        yield ""
        yield from table(scores(folder, read_truth(given.truth)))


def _costs(watched: Watched, articles: int, size: int) -> Iterator[str]:
    yield "| articles | wall s | CPU s | articles/s | MB/s | largest process, MB | all, MB |"
    yield "|--:|--:|--:|--:|--:|--:|--:|"
    rates = f"{articles / watched.seconds:,.0f} | {size / 1e6 / watched.seconds:.2f}"
    memory = f"{watched.largest / 1e6:,.0f} | {watched.together / 1e6:,.0f}"
    yield f"| {articles:,} | {watched.seconds:.1f} | {watched.cpu:.1f} | {rates} | {memory} |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crowd", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write", help="articles, and the truth on them")
    writing.add_argument("file", type=Path)
    writing.add_argument("truth", type=Path)
    writing.add_argument("--articles", type=int, default=10_000)
    writing.add_argument("--seed", type=int, default=_SEED)
    scoring = commands.add_parser("score", help="the output folder of summarise batch")
    scoring.add_argument("folder", type=Path)
    scoring.add_argument("truth", type=Path)
    measuring = commands.add_parser("measure", help="time, memory and F1 of a summarise batch")
    measuring.add_argument("file", type=Path)
    measuring.add_argument("truth", type=Path)
    measuring.add_argument("--task", choices=["duplicates", "stories"], required=True)
    measuring.add_argument("--jobs", type=int, default=2)
    measuring.add_argument("--output", type=Path, help="a folder to keep what was written in")
    return parser


def main(arguments: list[str]) -> None:
    """Do what one command says; options unknown to ``measure`` go to summarise batch."""
    parser = _parser()
    given, options = parser.parse_known_args(arguments)
    if options and given.command != "measure":
        parser.error(f"unrecognized arguments: {' '.join(options)}")
    try:
        if given.command == "write":
            write(given.file, given.truth, given.articles, given.seed)
        elif given.command == "score":
            print("\n".join(table(scores(given.folder, read_truth(given.truth)))))
        else:
            print("\n".join(measure(given, options)))
    except (OSError, ValueError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
