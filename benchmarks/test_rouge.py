"""500 summaries against four references each: ours beside rouge-score and rouge-score-rs, in turns.

Ours counts more: ROUGE-1, ROUGE-2, the union ROUGE-L and ROUGE-SU4, where rouge-score is asked for
ROUGE-1, ROUGE-2 and the plain ROUGE-L; and once the same three, whose figures must be equal.
"""

import importlib.util
import json
from collections.abc import Callable
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from rouge_score.rouge_scorer import RougeScorer

from summarizer import Document
from summarizer.evaluation import Scorer

from .clock import show, timed_before
from .turns import Timed, take_turns

GROUP = "500 summaries of 100 words, four references each"
CORPUS = Path(__file__).parent / "corpus" / "stories.jsonl"
ITEMS = 500
WORDS = 100
PLAIN = ["rouge1", "rouge2", "rougeL"]
MORE = ["rouge1", "rouge2", "rougeLsum", "rougeSU4"]
TURNS = 2, 1.0  # how many, and the shortest in seconds

Summary = list[str]
LABELS = {
    "more": "ours: ROUGE-1, 2, Lsum, SU4 as ROUGE-1.5.5",
    "same": "ours: ROUGE-1, 2, L as rouge-score",
    "peer": "rouge-score: ROUGE-1, 2, L",
    "compiled": "rouge-score-rs: ROUGE-1, 2, L",
}
COMPILED = importlib.util.find_spec("rouge_score_rs")

pytestmark = pytest.mark.slow


@cache
def items() -> list[tuple[Summary, list[Summary]]]:
    """Openings and other stretches of the English articles, about 100 words each."""
    stretches = []
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        if story["language"] == "en":
            for article in story["documents"]:
                lines = [s.line for s in Document.from_text(article["text"]).candidates]
                stretches.append([_stretch(lines, start) for start in range(5)])
    everything = [stretch for five in stretches for stretch in five]
    chosen = islice(cycle(zip(everything, cycle(stretches))), ITEMS)
    return [(candidate, others[1:]) for candidate, others in chosen]


def _stretch(lines: Summary, start: int) -> Summary:
    chosen: Summary = []
    for line in lines[start:]:
        chosen.append(line)
        if sum(len(one.split()) for one in chosen) >= WORDS:
            break
    return chosen


def _ours(metrics: list[str], variant: str) -> Callable[[], object]:
    scorer = Scorer(metrics, variant=variant)  # type: ignore[arg-type]  # checked there
    return lambda: [scorer.score(candidate, references) for candidate, references in items()]


def _theirs(scorer: Any) -> Callable[[], object]:
    texts = [("\n".join(c), ["\n".join(r) for r in references]) for c, references in items()]
    return lambda: [scorer.score_multi(references, candidate) for candidate, references in texts]


@pytest.fixture(scope="module")
def contest() -> dict[str, Timed]:
    """The times of all, taken when first asked for."""
    contestants = {
        "more": _ours(MORE, "rouge155"),
        "same": _ours(PLAIN, "rouge-score"),
        "peer": _theirs(RougeScorer(PLAIN, use_stemmer=True)),
    }
    if COMPILED:
        from rouge_score_rs.rouge_scorer import RougeScorer as Compiled

        made = Compiled(PLAIN, use_stemmer=True)  # type: ignore[no-untyped-call,unused-ignore]  # a peer that need not be there
        contestants["compiled"] = _theirs(made)
    return take_turns(contestants, *TURNS)


@timed_before
@pytest.mark.parametrize("who", LABELS)
def test_rouge(benchmark: BenchmarkFixture, contest: dict[str, Timed], who: str) -> None:
    if who not in contest:
        pytest.skip("rouge-score-rs is not installed: pip install --group peers")
    benchmark.group = GROUP
    benchmark.extra_info.update(
        label=LABELS[who], tasks=["rouge"], peer=who in ("peer", "compiled")
    )
    show(benchmark, contest[who].seconds)
    assert len(contest[who].result) == ITEMS
    if who == "same":
        for ours, theirs in zip(contest[who].result, contest["peer"].result, strict=True):
            for name in PLAIN:
                assert ours[name] == pytest.approx(tuple(theirs[name]))
