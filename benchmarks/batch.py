"""Articles a second through a batch at 1 and 2 jobs, beside a plain pool over sumy, and memory.

    python -m benchmarks.batch [--articles 4000] [--rounds 3] [--method coverage]
    python -m benchmarks.batch --articles 200000 --memory     # one run at 2 jobs, what it held

The articles are invented (see invented.py), 25 sentences each with three words in each that were
in none before, so that nothing is met again. Each run is a process of its own that starts its
workers, reads the file and writes its output; they take turns. The seconds are from its start to
its end, those of the processor are of all its processes. sumy's TextRank runs as a user would run
it: ``multiprocessing.Pool.map`` over the texts, results written at the end.
"""

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.invented import articles
from benchmarks.processes import peak
from benchmarks.race import UNIT
from summarizer.batch import Tally, summarise_all

_SENTENCES, _NEW_WORDS, _LENGTH = 25, 3, 3
_STEPS = 10  # looks at the memory


def write(path: Path, number: int) -> None:
    """The file of articles."""
    with path.open("w", encoding="utf-8") as file:
        for text in articles(number, _SENTENCES, _NEW_WORDS):
            file.write(json.dumps({"text": text}) + "\n")


def batch(source: Path, output: Path, jobs: int, method: str) -> None:
    """One run of ours; prints the most memory that parent and largest worker had held, by share."""
    held: dict[int, list[int]] = {}

    def look(tally: Tally) -> None:
        step = int(tally.share * _STEPS)
        if step not in held:
            workers = [peak(child.pid) for child in multiprocessing.active_children()]
            held[step] = [peak(os.getpid()), max(workers, default=0)]

    result = summarise_all(source, output, _LENGTH, method, jobs=jobs, progress=look)
    print(json.dumps({"done": result.done, "held": held}))


def naive(source: Path, output: Path, jobs: int) -> None:
    """What somebody would write around sumy."""
    with source.open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        summaries = pool.map(_sumy, texts)
    output.write_text("\n".join(summaries), encoding="utf-8")
    print(json.dumps({"done": len(summaries), "held": {}}))


def _sumy(text: str) -> str:
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.text_rank import TextRankSummarizer
    from sumy.utils import get_stop_words

    from benchmarks.peers import Untrained

    summariser = TextRankSummarizer(Stemmer("english"))
    summariser.stop_words = get_stop_words("english")
    parser = PlaintextParser.from_string(text, Untrained("english"))
    return " ".join(map(str, summariser(parser.document, _LENGTH)))


def timed(*arguments: object) -> dict[str, Any]:
    """Run one of the above in a process of its own: seconds, of the processor too, and peaks."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.batch", "--run", *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found: dict[str, Any] = json.loads(done.stdout)
    return {**found, "seconds": seconds, "cpu": spent, "peak": after.ru_maxrss * UNIT}


def runs(folder: Path, source: Path, method: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The name and the arguments of each run."""
    yield f"batch, {method}, 1 job", ("batch", source, folder / "1", 1, method)
    yield f"batch, {method}, 2 jobs", ("batch", source, folder / "2", 2, method)
    yield "Pool(2).map over sumy", ("naive", source, folder / "naive", 2)


def compare(folder: Path, source: Path, given: argparse.Namespace) -> None:
    """Print the table of all runs, the medians of some rounds."""
    found: dict[str, list[dict[str, Any]]] = {}
    for turn in range(given.rounds):
        for name, arguments in runs(folder / str(turn), source, given.method):
            (folder / str(turn)).mkdir(exist_ok=True)
            found.setdefault(name, []).append(timed(*arguments))
    megabytes = source.stat().st_size / 1e6
    print("| run | articles/s | MB/s | wall s | CPU s |\n|---|--:|--:|--:|--:|")
    for name, rounds in found.items():
        seconds = median(each["seconds"] for each in rounds)
        cpu = median(each["cpu"] for each in rounds)
        rates = f"{given.articles / seconds:,.0f} | {megabytes / seconds:.2f}"
        print(f"| {name} | {rates} | {seconds:.1f} | {cpu:.1f} |")


def remember(folder: Path, source: Path, given: argparse.Namespace) -> None:
    """Print what was held, by how much was read."""
    found = timed("batch", source, folder / "out", 2, given.method)
    print(f"{found['done']:,} articles in {found['seconds']:.0f} s, {found['cpu']:.0f} CPU s")
    print("| read | parent, MB | largest worker, MB |\n|--:|--:|--:|")
    for step, (parent, worker) in found["held"].items():
        print(f"| {int(step) * 100 // _STEPS} % | {parent / 1e6:.0f} | {worker / 1e6:.0f} |")


def main(arguments: list[str]) -> None:
    """Print one table."""
    if arguments[:1] == ["--run"]:
        _, what, source, output, jobs, *more = arguments
        if what == "batch":
            batch(Path(source), Path(output), int(jobs), *more)
        else:
            naive(Path(source), Path(output), int(jobs))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--method", default="coverage")
    parser.add_argument("--memory", action="store_true")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "articles.jsonl", given.articles)
        (remember if given.memory else compare)(folder, folder / "articles.jsonl", given)


if __name__ == "__main__":
    main(sys.argv[1:])
