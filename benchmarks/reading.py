"""How the chosen sentences read: the share that need what no chosen sentence tells.

    python -m benchmarks.reading                      the bundled corpus, articles and briefs
    python -m benchmarks.reading FILE[=LENGTH] ...    other data sets, as quality.py takes them

For each method, without and with what it does about sentences that lean on the one before them or
refer to what is not told: the share of such sentences among the chosen ones, in per cent, and
ROUGE-2. ▼ and ▲: ROUGE-2 is worse or better, p < 0.05 by approximate randomisation, each
comparison by itself. ``summarizer.needs`` tells what is needed, and chooses too: what it does not
see is in neither share.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unittest.mock import patch

from benchmarks.quality import Asked, bundled_sets, named_set
from summarizer import Features
from summarizer.evaluation import Run, Scorer, compare, evaluate
from summarizer.evaluation.datasets import DataSet
from summarizer.needs import Needs

METHODS = ("coverage", "textrank", "lexrank")


@contextmanager
def blind() -> Iterator[None]:
    """While this lasts no sentence is seen to lean, or to need anything."""
    with (
        patch("summarizer.features.why_leaning", return_value=None),
        patch("summarizer.selecting.Needs.worth", return_value=1.0),
    ):
        yield


def unsupported(run: Run, dataset: DataSet) -> float:
    """The share of chosen sentences that need what no chosen one tells."""
    alone = total = 0
    for item, result in zip(dataset.items, run.items, strict=True):
        features = Features.of(item.documents)
        needs = Needs(features)
        row_of = {sentence.line: row for row, sentence in enumerate(features.sentences)}
        chosen = [row_of[line] for line in result.summary if line in row_of]
        total += len(chosen)
        alone += sum(needs.worth(row, chosen) < 1 for row in chosen)
    return alone / total


def row(method: str, asked: Asked) -> str:
    """The figures of one method on one data set."""
    dataset, length, variant = asked
    scorer = Scorer(["rouge2"], variant=variant)  # type: ignore[arg-type]  # checked there
    with blind():
        before = evaluate(method, dataset, length, scoring=scorer)
    after = evaluate(method, dataset, length, scoring=scorer)
    [found] = compare(after, before, ["rouge2.f1"]).differences
    mark = "" if found.p_randomisation >= 0.05 else " ▼" if found.difference < 0 else " ▲"
    shares = " → ".join(f"{100 * unsupported(run, dataset):.1f}" for run in (before, after))
    figures = " → ".join(f"{100 * run.mean('rouge2.f1'):.2f}" for run in (before, after))
    return f"{shares} | {figures}{mark}"


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    sets = list(map(named_set, arguments)) or bundled_sets()
    heads = [f"{method}: in need, % | ROUGE-2" for method in METHODS]
    print(f"| | {' | '.join(heads)} |")
    print(f"| --- |{' --: |' * 2 * len(heads)}")
    for name, asked in sets:
        print(f"| {name} | {' | '.join(row(method, asked) for method in METHODS)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
