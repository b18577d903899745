"""Selectors and the rules that hold for all of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Features, Length, MethodError, Request, summarise
from summarizer.selectors.best import best
from summarizer.selectors.coverage import coverage
from summarizer.selectors.dpp import dpp
from summarizer.selectors.greedy import greedy
from summarizer.selectors.ilp import ilp
from summarizer.selectors.kl import kl
from summarizer.selectors.mmr import mmr
from summarizer.selectors.submodular import submodular

from .strategies import lengths, prose

SELECTORS = [greedy, mmr]


@pytest.mark.parametrize("select", [greedy, mmr, coverage, submodular, dpp, kl, ilp])
@given(text=prose, length=lengths, ceiling=st.sampled_from([0.2, 0.5, 0.9]), seed=st.integers(0, 9))
def test_no_two_are_more_similar_than_the_ceiling(
    select: object, text: str, length: str | int, ceiling: float, seed: int
) -> None:
    features = Features.of([Document.from_text(text)], Request(ceiling=ceiling))
    scores = np.random.default_rng(seed).random(len(features))
    rows = select(features, scores, Length(length))  # type: ignore[operator]
    assert len(set(rows)) == len(rows)
    assert Length(length).budget(features.sentences).fits(rows)
    cosines = np.asarray(features.tfidf @ features.tfidf.T)
    for i, a in enumerate(rows):
        for b in rows[:i]:
            assert cosines[a, b] <= ceiling + 1e-12


def test_greedy_takes_the_best_that_fits() -> None:
    document = Document.from_text("One two three four five six. Cats sleep here. Dogs bark there.")
    features = Features.of([document])
    scores = np.array([0.9, 0.5, 0.4])
    assert greedy(features, scores, Length("6w")) == [0]
    assert greedy(features, scores, Length("6w")) == [0]
    assert greedy(features, scores, Length("5w")) == [1]
    assert greedy(features, scores, Length("8w")) == [0]
    assert greedy(features, scores, Length("9w")) == [0, 1]
    assert greedy(features, scores, Length("1w")) == []


def test_ties_go_to_the_earlier_sentence() -> None:
    features = Features.of([Document.from_text("Cats sleep. Dogs bark. Cows graze.")])
    for select in SELECTORS:
        assert select(features, np.ones(3), Length(2)) == [0, 1]


def test_mmr_prefers_what_is_new_and_greedy_what_is_best() -> None:
    text = "The red bridge fell down on Monday. The red bridge fell in the river. Cows graze there."
    features = Features.of([Document.from_text(text)], Request(ceiling=0.9))
    scores = np.array([1.0, 0.9, 0.75])
    assert greedy(features, scores, Length(2)) == [0, 1]
    assert mmr(features, scores, Length(2)) == [0, 2]
    assert mmr(features, scores, Length(2), balance=1.0) == [0, 1]


def test_best_is_best_whatever_it_repeats() -> None:
    document = Document.from_text("Cats sleep. Cats sleep well. “Dogs bark. Cows graze,” he said.")
    features = Features.of([document])
    assert best(features, np.array([1.0, 0.9, 0.8, 0.7]), Length(3)) == [0, 1, 2]


def test_scores_of_nought_are_no_trouble() -> None:
    features = Features.of([Document.from_text("Cats sleep. Dogs bark.")])
    for select in SELECTORS:
        assert select(features, np.zeros(2), Length(2)) == [0, 1]


@pytest.mark.parametrize("method", ["kl", "ilp"])
def test_a_selector_that_does_not_heed_a_query_refuses_it(method: str) -> None:
    with pytest.raises(MethodError, match="does not support queries"):
        summarise("Cats sleep here. Dogs bark there.", method=method, query="Which dogs?")
    with pytest.raises(MethodError, match="does not support queries"):
        summarise("Cats sleep here.", method="lexrank", select=method, query="Which dogs?")
