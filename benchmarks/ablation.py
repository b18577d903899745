"""What each part of the default method is worth: ROUGE-2 without it.

    python -m benchmarks.ablation                      the bundled corpus, articles and briefs
    python -m benchmarks.ablation FILE[=LENGTH] ...    other data sets, as quality.py takes them

▼ and ▲: worse or better than all of it, p < 0.05 by approximate randomisation, each comparison by
itself.
"""

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial

from benchmarks.quality import bundled_sets, named_set
from benchmarks.reading import blind
from summarizer.evaluation import Run, Scorer, compare, evaluate
from summarizer.evaluation.datasets import DataSet
from summarizer.rankers.lexrank import lexrank
from summarizer.rankers.textrank import textrank
from summarizer.registry import Ranker, Selector
from summarizer.selectors.coverage import coverage

FIGURE = "rouge2.f1"
VARIANTS: dict[str, tuple[Ranker, Selector]] = {
    "all of it": (textrank, partial(coverage)),
    "without centrality": (textrank, partial(coverage, centrality=0.0)),
    "centrality by LexRank": (lexrank, partial(coverage)),
    "links within documents in full": (partial(textrank, within=1.0), partial(coverage)),
    "without place": (textrank, partial(coverage, opening=0.0)),
    "without brevity": (textrank, partial(coverage, brevity=0.0)),
    "without novelty": (textrank, partial(coverage, novelty=0.0)),
    "short sentences too": (textrank, partial(coverage, shortest=1)),
    "one search": (textrank, partial(coverage, starts=1)),
    "sentences that lean too": (textrank, partial(coverage)),
}
LEANING = "sentences that lean too"


def cells(dataset: DataSet, length: str | None, variant: str) -> list[str]:
    """The mean of every variant, in per cent, and its mark."""
    scorer = Scorer(["rouge2"], variant=variant)  # type: ignore[arg-type]  # checked there
    runs = []
    for name, (ranker, select) in VARIANTS.items():
        with blind() if name == LEANING else nullcontext():
            runs.append(evaluate(ranker, dataset, length, select=select, scoring=scorer))
    return [f"{100 * runs[0].mean(FIGURE):.2f}", *(_marked(run, runs[0]) for run in runs[1:])]


def _marked(run: Run, whole: Run) -> str:
    [found] = compare(run, whole, [FIGURE]).differences
    mark = "" if found.p_randomisation >= 0.05 else " ▼" if found.difference < 0 else " ▲"
    return f"{100 * found.mean:.2f}{mark}"


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    sets = list(map(named_set, arguments)) or bundled_sets()
    columns = {name: cells(*found) for name, found in sets}
    print(f"| | {' | '.join(columns)} |")
    print(f"| --- |{' --: |' * len(columns)}")
    for place, name in enumerate(VARIANTS):
        print(f"| {name} | {' | '.join(column[place] for column in columns.values())} |")


if __name__ == "__main__":
    main(sys.argv[1:])
