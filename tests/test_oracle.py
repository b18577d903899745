"""The bounds: the exact oracle against every selection there is, the greedy one below it."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Length
from summarizer.document import Sentence
from summarizer.errors import UsageError
from summarizer.evaluation import Scorer, exact_oracle, greedy_oracle
from summarizer.length import Budget

from .conftest import ROOT
from .strategies import share

CORPUS = ROOT / "benchmarks" / "corpus" / "stories.jsonl"
ROUNDING = 2e-5  # the variant rouge155 rounds precision, recall and F to five digits

vocabulary = st.sampled_from("ant bee cow".split())
lines = st.lists(st.lists(vocabulary, min_size=1, max_size=5), min_size=1, max_size=6)
references = st.lists(st.lists(vocabulary, min_size=1, max_size=8), min_size=1, max_size=3)
caps = st.sampled_from(["1", "2", "3", "6", "4w", "7w", "12w", "20c", "50%"])


def selections(budget: Budget, start: int = 0, left: int | None = None) -> Iterator[list[int]]:
    """Every selection within the budget, the empty one among them."""
    left = budget.limit if left is None else left
    yield []
    for row in range(start, len(budget.costs)):
        cost = int(budget.costs[row])
        if cost <= left:
            for rest in selections(budget, row + 1, left - cost):
                yield [row, *rest]


def score(
    scorer: Scorer, sentences: Sequence[Sentence], rows: Sequence[int], references: Sequence[str]
) -> float:
    metric = scorer.metrics[0].name
    chosen = [sentences[row].line for row in rows]
    return scorer.score(chosen, references)[metric].f1 if rows else 0.0


def check(scorer: Scorer, text: str, references: list[str], cap: str) -> None:
    sentences = Document.from_text(text).candidates
    length = Length(int(cap)) if cap.isdigit() else Length(cap)
    budget = length.budget(sentences)
    exact = exact_oracle(sentences, references, length, scorer)
    greedy = greedy_oracle(sentences, references, length, scorer)
    best = max(score(scorer, sentences, rows, references) for rows in selections(budget))
    slack = ROUNDING if scorer.settings.variant == "rouge155" else 1e-9
    found = [score(scorer, sentences, s.rows, references) for s in (greedy, exact)]
    assert exact.proven
    assert not greedy.proven
    assert found[1] == pytest.approx(best, abs=slack)
    assert found[0] <= best <= 1
    for selection in (greedy, exact):
        assert selection.rows == sorted(set(selection.rows))
        assert budget.fits(selection.rows)


def prose(words: list[list[str]]) -> str:
    return " ".join(" ".join(line).capitalize() + "." for line in words)


KINDS: list[dict[str, Any]] = [
    {"variant": "rouge155"},
    {"variant": "unicode", "average": "micro"},
    {"variant": "rouge-score", "average": "best"},
    {"variant": "rouge-score", "average": "micro"},
]


@pytest.mark.parametrize("metric", ["rouge1", "rouge2"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: "-".join(kind.values()))
@share(0.4)
@given(text=lines, wanted=references, cap=caps)
def test_the_exact_oracle_is_the_best_of_all_selections(
    metric: str, kind: dict[str, Any], text: list[list[str]], wanted: list[list[str]], cap: str
) -> None:
    check(Scorer([metric], **kind), prose(text), [prose([words]) for words in wanted], cap)


@pytest.mark.parametrize("metric", ["rouge1", "rouge2"])
@share(0.7)
@given(text=lines, wanted=references, cap=caps, alpha=st.sampled_from([0, 0.1, 0.9, 1]))
def test_the_same_for_any_weight_of_precision(
    metric: str, text: list[list[str]], wanted: list[list[str]], cap: str, alpha: float
) -> None:
    scorer = Scorer([metric], variant="unicode", alpha=alpha)
    check(scorer, prose(text), [prose([words]) for words in wanted], cap)


@cache
def shortest_articles() -> list[tuple[str, list[str]]]:
    """Of the bundled corpus' English articles those with the fewest sentences."""
    stories = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    articles = [
        (document["text"], document["references"])
        for story in stories
        if story["language"] == "en"
        for document in story["documents"]
    ]
    return sorted(articles, key=lambda a: len(Document.from_text(a[0]).candidates))[:2]


@pytest.mark.parametrize("article", [0, 1])
@pytest.mark.parametrize("metric", ["rouge1", "rouge2"])
@pytest.mark.parametrize("cap", ["2", "45w"])
def test_the_same_on_articles_of_the_bundled_corpus(article: int, metric: str, cap: str) -> None:
    text, references = shortest_articles()[article]
    check(Scorer([metric]), text, references, cap)
    check(Scorer([metric], variant="rouge-score"), text, references, cap)


def test_a_bigram_across_two_chosen_sentences_counts() -> None:
    sentences = Document.from_text("Ant bee. Cow dog. Emu fox.").candidates
    chosen = exact_oracle(sentences, ["bee emu"], Length(3), Scorer(["rouge2"]))
    assert chosen.rows == [0, 2]


def test_greedy_can_be_misled_and_exact_is_not() -> None:
    # The first sentence is the best one alone, and the other two are the reference.
    sentences = Document.from_text("Ant bee cow dog x. Ant bee y. Cow dog emu.").candidates
    scorer, length = Scorer(["rouge1"]), Length("6w")
    reference = ["ant bee y cow dog emu"]
    assert greedy_oracle(sentences, reference, length, scorer).rows == [0]
    assert exact_oracle(sentences, reference, length, scorer).rows == [1, 2]


@pytest.mark.parametrize("oracle", [greedy_oracle, exact_oracle])
def test_where_nothing_is_shared_or_nothing_fits_nothing_is_chosen(oracle: Any) -> None:
    sentences = Document.from_text("Ant bee cow. Dog emu fox.").candidates
    scorer = Scorer(["rouge1"])
    assert oracle(sentences, ["zebra"], Length(2), scorer).rows == []
    assert oracle(sentences, ["ant"], Length("2w"), scorer).rows == []


@pytest.mark.parametrize("metric", ["rouge3", "rougeL", "rougeLsum", "rougeSU4"])
def test_the_exact_oracle_says_which_metrics_it_knows(metric: str) -> None:
    sentences = Document.from_text("Ant bee cow.").candidates
    with pytest.raises(UsageError, match=f"rouge1 and rouge2, not {metric}"):
        exact_oracle(sentences, ["ant"], Length(1), Scorer([metric]))


@given(text=lines, wanted=references, cap=caps)
def test_the_greedy_oracle_takes_any_metric_and_keeps_the_length(
    text: list[list[str]], wanted: list[list[str]], cap: str
) -> None:
    sentences = Document.from_text(prose(text)).candidates
    length = Length(int(cap)) if cap.isdigit() else Length(cap)
    for metric in ("rougeLsum", "rougeSU4"):
        found = greedy_oracle(
            sentences, [prose([words]) for words in wanted], length, Scorer([metric])
        )
        assert length.budget(sentences).fits(found.rows)
