"""Score every method: on the bundled corpus, or on data sets that are named.

    python -m benchmarks.quality                      the bundled corpus, articles and briefs
    python -m benchmarks.quality --save               the same, into benchmarks/results and docs
    python -m benchmarks.quality FILE[=LENGTH] ...    other data sets, by path

LENGTH is that of each summary (3, 100w); without it, as many words as a reference has on average.
Prints tables in Markdown, with the signature of their figures. ``--save`` writes
``results/quality.json``, the line of this version in ``results/history.jsonl``, and draws
``docs/quality.svg``, which needs matplotlib.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import plots
from summarizer.defaults import DEFAULT_METHOD
from summarizer.dependencies import version
from summarizer.errors import MethodError, SummarizerError
from summarizer.evaluation import Report, Run, Scorer, compare, evaluate, read_dataset
from summarizer.evaluation.datasets import DataSet, Task
from summarizer.registry import rankers, selectors
from summarizer.text.words import count_words

HERE = Path(__file__).parent
CORPUS = HERE / "corpus" / "stories.jsonl"
RESULTS = HERE / "results" / "quality.json"
HISTORY = HERE / "results" / "history.jsonl"
PLOT = HERE.parent / "docs" / "quality.svg"

METRICS = ("rouge1", "rouge2", "rougeLsum")
FIGURES = [f"{metric}.f1" for metric in METRICS]
ORACLES = ("oracle:rouge2", "oracle-exact:rouge2")
_PLAIN = ("best", "greedy")  # selectors that add nothing to a ranker of their own

Row = dict[str, Any]
Asked = tuple[DataSet, str | None, str]
"""A data set, the length of each summary, and the variant of ROUGE."""


def methods() -> list[str]:
    """The default first, then every ranker and selector, then the bounds above all."""
    names = [*rankers.names(), *(name for name in selectors.names() if name not in _PLAIN)]
    return [DEFAULT_METHOD, *(name for name in names if name != DEFAULT_METHOD), *ORACLES]


def score(dataset: DataSet, length: str | None, variant: str) -> list[Run]:
    """A run of every method that can do all languages of the data set."""
    scorer = Scorer(METRICS, variant=variant)  # type: ignore[arg-type]  # checked there
    runs = []
    for method in methods():
        try:
            runs.append(evaluate(method, dataset, length, scoring=scorer))
        except MethodError as error:
            print(f"left out: {method}: {error}", file=sys.stderr)
    return runs


def report(runs: Sequence[Run], title: str) -> Iterator[str]:
    """A table in Markdown, the best rouge2 first, and what has to be known to read it."""
    found = Report(runs, FIGURES, compare(runs, figures=FIGURES), f"`{runs[0].method}`")
    head, *rows = found.table()
    order = sorted(range(len(runs)), key=lambda i: -runs[i].mean("rouge2"))
    yield f"### {title}\n"
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{' --: |' * (len(head) - 1)}"
    for place in order:
        name, *cells = rows[place]
        yield f"| `{name}` | {' | '.join(cells)} |"
    yield ""
    for note in found.notes():
        yield f"- {note}"
    yield ""


def bundled_sets() -> list[tuple[str, Asked]]:
    """The bundled corpus, by task."""
    tasks: tuple[Task, ...] = ("article", "brief")
    return [(task, (read_dataset(CORPUS, task=task), None, "unicode")) for task in tasks]


def rows(tasks: dict[str, list[Run]]) -> dict[str, dict[str, Row]]:
    """Means and intervals, by task and method."""
    return {
        task: {
            run.method: {
                figure: [round(x, 5) for x in (run.mean(figure), *run.interval(figure))]
                for figure in FIGURES
            }
            for run in runs
        }
        for task, runs in tasks.items()
    }


def save(tasks: dict[str, list[Run]]) -> None:
    """Keep the figures, this version's line of the history, and the picture of both."""
    now = {"version": version(), "tasks": rows(tasks)}
    signatures = {task: str(runs[0].signature) for task, runs in tasks.items()}
    digests = {task: runs[0].digest for task, runs in tasks.items()}
    whole = {**now, "signatures": signatures, "digests": digests}
    RESULTS.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    lines = HISTORY.read_text(encoding="utf-8").splitlines() if HISTORY.exists() else []
    history = [json.loads(line) for line in lines]
    history = [*(line for line in history if line["version"] != now["version"]), now]
    HISTORY.write_text("".join(json.dumps(line) + "\n" for line in history), encoding="utf-8")
    draw(history)


def draw(history: Sequence[Row]) -> None:
    """ROUGE-2 of every method: this version's with its interval, earlier ones pale."""
    *earlier, now = history
    figure, axes = plots.pyplot().subplots(
        1, len(now["tasks"]), figsize=(10, 5), layout="constrained"
    )
    for axis, (task, scores) in zip(axes, now["tasks"].items(), strict=True):
        names = sorted(scores, key=lambda name: scores[name]["rouge2.f1"][0])
        for line in earlier:
            known = [name for name in names if name in line["tasks"].get(task, {})]
            places = [names.index(name) for name in known]
            means = [100 * line["tasks"][task][name]["rouge2.f1"][0] for name in known]
            axis.scatter(means, places, color="lightgrey", label=line["version"])
        values = 100 * np.array([scores[name]["rouge2.f1"] for name in names])
        means, lows, highs = values.T
        axis.errorbar(
            means,
            range(len(names)),
            xerr=[means - lows, highs - means],
            fmt="o",
            color="tab:blue",
            label=now["version"],
        )
        axis.set_yticks(range(len(names)), names)
        axis.set_title(f"{task}: ROUGE-2 F, per cent, 95% interval")
        axis.grid(axis="x", color="gainsboro")
        axis.legend(loc="lower right", title="version")
    plots.write(figure, PLOT)


def named_set(argument: str) -> tuple[str, Asked]:
    """A data set given as PATH or PATH=LENGTH."""
    path, _, length = argument.rpartition("=") if "=" in argument else (argument, "", "")
    dataset = read_dataset(path, on_error="skip")
    sizes = [count_words(text) for item in dataset.items for text in item.references]
    length = length or f"{round(float(np.mean(sizes)))}w"
    return f"{Path(path).stem}, {length}", (dataset, length, "rouge155")


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    if any(argument.startswith("-") and argument != "--save" for argument in arguments):
        sys.exit(__doc__)
    files = [argument for argument in arguments if argument != "--save"]
    if files and "--save" in arguments:
        sys.exit("--save is for the bundled corpus")
    for argument in files:
        try:
            title, asked = named_set(argument)
            print("\n".join(report(score(*asked), title)), flush=True)
        except SummarizerError as error:
            sys.exit(str(error))
    if files:
        return
    tasks = {task: score(*asked) for task, asked in bundled_sets()}
    for task, runs in tasks.items():
        print("\n".join(report(runs, f"The bundled corpus, --task {task}")))
    if "--save" in arguments:
        save(tasks)


if __name__ == "__main__":
    main(sys.argv[1:])
