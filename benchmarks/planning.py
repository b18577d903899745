"""What a task over many articles costs, measured at four sizes, and what it would cost at more.

    python -m benchmarks.planning measure [--articles 1250 5000 20000 60000] [--jobs 2] [--task …]
    python -m benchmarks.planning plan [--hours 8] [--price 0.05]

``measure`` writes crowds (see crowd/), runs ``summarise batch`` over them for each task, and keeps
what it saw in ``results/planning.json``: seconds of the processors, the largest process, the bytes
on disk on the way, and how many pairs of articles were looked at, with the seconds that took.
``plan`` fits a line to it and prints the tables of docs/performance.md: what an article and a
pair cost, and what 10^6, 10^8 and 10^9 articles need.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.crowd.writing import write
from benchmarks.processes import PYTHON, environment, watch
from summarizer.batch import Tally, summarise_all

TASKS = ("article", "duplicates", "stories", "brief")
SAVED = Path(__file__).parent / "results" / "planning.json"

_SEED = 8
_SIZES = (1_000_000, 100_000_000, 1_000_000_000)


def run(task: str, source: Path, output: Path, seen: Path, jobs: int) -> None:
    """One batch, which looks at its own files as it goes on; what it saw, into a file."""
    stages: dict[str, dict[str, float]] = {}
    most = 0

    def look(_tally: Tally) -> None:
        nonlocal most
        for stage in sorted((output / ".work" / "stages").glob("*")):
            stages[stage.name] = _stage(stage)
        read = sum(f.stat().st_size for f in (output / ".work" / "read").glob("*"))
        most = max(most, int(read + sum(stage["bytes"] for stage in stages.values())))

    result = summarise_all(source, output, task=task, jobs=jobs, progress=_seldom(look))
    found = {"done": result.done, "disk": most, **_pairs(stages)}
    seen.write_text(json.dumps(found), encoding="utf-8")


def _seldom(look: Any) -> Any:
    """Once in some calls: there is one for each quarter of a second."""
    calls = 0

    def seldom(tally: Tally) -> None:
        nonlocal calls
        calls += 1
        if tally.share > 0.25 and (calls % 4 == 0 or tally.share > 0.7):
            look(tally)

    return seldom


def _stage(folder: Path) -> dict[str, float]:
    import pyarrow as pa

    files = sorted(folder.glob("*.arrow"))
    sizes = [f.stat().st_size for f in files]
    found: dict[str, float] = {"bytes": sum(sizes), "pairs": 0}
    for file in files:
        with pa.memory_map(str(file)) as mapped:
            reader = pa.ipc.open_file(mapped)
            if "weight" not in reader.schema.names or "one" not in reader.schema.names:
                break
            found["pairs"] += sum(
                reader.get_batch(n).num_rows for n in range(reader.num_record_batches)
            )
    times = [f.stat().st_mtime for f in files]
    found |= {"first": min(times, default=0.0), "last": max(times, default=0.0)}
    return found


def _pairs(stages: dict[str, dict[str, float]]) -> dict[str, float]:
    """How many pairs all stages had, and the seconds from the stage before to the one after."""
    names = sorted(stages)
    pairs, seconds = 0.0, 0.0
    for place, name in enumerate(names):
        if stages[name]["pairs"] and 0 < place < len(names) - 1:
            pairs += stages[name]["pairs"]
            seconds += stages[names[place + 1]]["last"] - stages[names[place - 1]]["last"]
    return {"pairs": pairs, "pair_seconds": seconds}


def measure(sizes: list[int], tasks: list[str], jobs: int) -> None:
    """Tasks at all sizes; of the others what was seen stays."""
    saved = json.loads(SAVED.read_text(encoding="utf-8"))["runs"] if SAVED.exists() else []
    rows = [one for one in saved if one["task"] not in tasks]
    with TemporaryDirectory() as name:
        folder = Path(name)
        for size in sizes:
            source = folder / f"{size}.jsonl"
            write(source, folder / f"{size}.truth", size, _SEED)
            for task in tasks:
                rows.append(_measured(task, size, source, folder, jobs))
                print(json.dumps(rows[-1]), flush=True)
        rows.sort(key=lambda one: (TASKS.index(one["task"]), one["articles"]))
        SAVED.write_text(json.dumps({"jobs": jobs, "runs": rows}, indent=1) + "\n")


def _measured(task: str, size: int, source: Path, folder: Path, jobs: int) -> dict[str, Any]:
    seen, output = folder / "seen.json", folder / f"{task}-{size}"
    command = [PYTHON, "-m", "benchmarks.planning", "run", task]
    watched = watch(
        [*command, str(source), str(output), str(seen), "--jobs", str(jobs)],
        environment(folder / "bytecode"),
    )
    if watched.code:
        sys.exit(f"{task} of {size} articles exited with {watched.code}")
    return {
        "task": task,
        "articles": size,
        "megabytes": source.stat().st_size / 1e6,
        "seconds": round(watched.seconds, 2),
        "cpu": round(watched.cpu, 2),
        "largest": watched.largest,
        "together": watched.together,
        **json.loads(seen.read_text(encoding="utf-8")),
    }


def plan(hours: float, price: float) -> Iterator[str]:
    """What was measured, the fit, and what it says of more articles."""
    saved = json.loads(SAVED.read_text(encoding="utf-8"))
    runs = saved["runs"]
    yield "| task | articles | wall s | CPU s | articles/s | largest process, MB | disk, MB |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for one in runs:
        yield (
            f"| {one['task']} | {one['articles']:,} | {one['seconds']:.1f} | {one['cpu']:.1f} | "
            f"{one['articles'] / one['seconds']:,.0f} | {one['largest'] / 1e6:,.0f} | "
            f"{one['disk'] / 1e6:,.0f} |"
        )
    yield ""
    fits = {
        task: Fit([one for one in runs if one["task"] == task], saved["jobs"]) for task in TASKS
    }
    yield (
        "| task | CPU ms an article | pairs an article | CPU µs a pair | "
        "KB on disk an article | worst miss |"
    )
    yield "|---|--:|--:|--:|--:|--:|"
    for task, fit in fits.items():
        yield (
            f"| {task} | {fit.article * 1e3:.2f} | {fit.pairs:.1f} | {fit.pair * 1e6:.2f} | "
            f"{fit.disk / 1e3:.1f} | {fit.miss:.0%} |"
        )
    yield ""
    yield f"| task | articles | core hours | cores for {hours:g} h | shuffled | money |"
    yield "|---|--:|--:|--:|--:|--:|"
    for task, fit in fits.items():
        for size in _SIZES:
            needed = fit.seconds(size) / 3600
            yield (
                f"| {task} | {size:,} | {needed:,.1f} | {int(np.ceil(needed / hours)):,} | "
                f"{_bytes(fit.disk * size)} | {needed * price:,.2f} |"
            )


class Fit:
    """A line through the measured runs of a task.

    Attributes:
        start: seconds of the processor whatever the size.
        article: seconds of the processor for an article, all of its pairs among them.
        pairs: how many an article has, at the largest size.
        pair: seconds of the processor for a pair.
        disk: bytes written on the way, for an article, at the largest size.
        miss: by what share the line misses the run that it misses most.
    """

    def __init__(self, runs: list[dict[str, Any]], jobs: int) -> None:
        sizes = np.array([one["articles"] for one in runs], dtype=float)
        cpu = np.array([one["cpu"] for one in runs])
        # Each run counts alike, whatever its size: the errors are shares of the time.
        weighted = np.column_stack([1 / cpu, sizes / cpu])
        from scipy.optimize import nnls

        (self.start, self.article), _ = nnls(weighted, np.ones(len(runs)))
        self.miss = float(np.abs(weighted @ [self.start, self.article] - 1).max())
        last = max(runs, key=lambda one: one["articles"])
        self.pairs = last["pairs"] / last["articles"]
        self.pair = jobs * last["pair_seconds"] / last["pairs"] if last["pairs"] else 0.0
        self.disk = last["disk"] / last["articles"]

    def seconds(self, articles: int) -> float:
        """Of the processor, for so many articles."""
        return float(self.start + self.article * articles)


def _bytes(count: float) -> str:
    power = min(4, int(np.log10(max(count, 1)) // 3))
    return f"{count / 1000**power:,.3g} {('B', 'KB', 'MB', 'GB', 'TB')[power]}"


def main(arguments: list[str]) -> None:
    """Do what one command says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planning", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    measuring = commands.add_parser("measure")
    measuring.add_argument(
        "--articles", type=int, nargs="+", default=[1_250, 5_000, 20_000, 60_000]
    )
    measuring.add_argument("--task", nargs="+", choices=TASKS, default=list(TASKS))
    measuring.add_argument("--jobs", type=int, default=2)
    running = commands.add_parser("run")
    running.add_argument("task", choices=TASKS)
    for path in ("source", "output", "seen"):
        running.add_argument(path, type=Path)
    running.add_argument("--jobs", type=int, default=2)
    planning = commands.add_parser("plan")
    planning.add_argument("--hours", type=float, default=8.0)
    planning.add_argument("--price", type=float, default=0.05)
    given = parser.parse_args(arguments)
    if given.command == "measure":
        measure(given.articles, given.task, given.jobs)
    elif given.command == "run":
        run(given.task, given.source, given.output, given.seen, given.jobs)
    else:
        print("\n".join(plan(given.hours, given.price)))


if __name__ == "__main__":
    main(sys.argv[1:])
