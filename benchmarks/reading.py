"""How the chosen sentences read: the share that lean on a sentence that was not chosen.

    python -m benchmarks.reading                      the bundled corpus, articles and briefs
    python -m benchmarks.reading FILE[=LENGTH] ...    other data sets, as quality.py takes them

For each method, before and after sentences that lean come only beside the one before them: the
share of such sentences without it among the chosen ones, in per cent, and ROUGE-2. ▼ and ▲: ROUGE-2
is worse or better than before, p < 0.05 by approximate randomisation, each comparison by itself.
What leans is told by ``summarizer.text.leaning``, which chooses them too: what it does not
see is in neither share.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import pairwise
from unittest.mock import patch

from benchmarks.quality import Asked, bundled_sets, named_set
from summarizer import Document
from summarizer.evaluation import Run, Scorer, compare, evaluate
from summarizer.evaluation.datasets import DataSet
from summarizer.text.languages import get_language
from summarizer.text.leaning import leans

METHODS = ("coverage", "textrank", "lexrank")


def blind() -> AbstractContextManager[object]:
    """While this lasts no sentence is seen to lean."""
    return patch("summarizer.features.why_leaning", return_value=None)


def unsupported(run: Run, dataset: DataSet) -> float:
    """The share of chosen sentences that lean on one that was not chosen."""
    alone = total = 0
    for item, result in zip(dataset.items, run.items, strict=True):
        needs = {line: before for d in item.documents for line, before in _needs(d)}
        chosen = set(result.summary)
        total += len(result.summary)
        alone += sum(line in needs and needs[line] not in chosen for line in result.summary)
    return alone / total


def _needs(document: Document) -> Iterator[tuple[str, str]]:
    """Each sentence of a document that leans, and the one before it."""
    leaning = get_language(document.language).leaning
    lines = [sentence.line for sentence in document.candidates]
    for before, line in pairwise(lines):
        if leans(line, leaning):
            yield line, before


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
    heads = [f"{method}: leaning, % | ROUGE-2" for method in METHODS]
    print(f"| | {' | '.join(heads)} |")
    print(f"| --- |{' --: |' * 2 * len(heads)}")
    for name, asked in sets:
        print(f"| {name} | {' | '.join(row(method, asked) for method in METHODS)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
