"""Selectors that seek the most of something, against that thing written out."""

import math
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from summarizer import Document, Features, Length, Request, brief, summarise
from summarizer import features as features_module
from summarizer.concepts import concepts
from summarizer.integer_program import Solution
from summarizer.needs import Needs
from summarizer.selecting import UNPROVEN, long_enough
from summarizer.selectors import submodular as submodular_module
from summarizer.selectors.dpp import dpp
from summarizer.selectors.ilp import ilp
from summarizer.selectors.kl import kl
from summarizer.selectors.submodular import _Gathered, _parts, _Text, submodular

from .strategies import prose, share
from .test_selecting import LINES, features_of, may_come, near, told

close = st.lists(
    st.lists(st.sampled_from("cats dogs mice rain bread ferry bridge".split()), min_size=2).map(
        lambda words: f"The {' '.join(words[:7])} fell."
    ),
    min_size=2,
    max_size=9,
).map(" ".join)
"""Sentences of few words, so that each has something of many others."""

texts = st.one_of(close, told, prose)
sizes = st.sampled_from([1, 3, "8w", "20w", "45w", "150c", "50%"])
ceilings = st.sampled_from([0.3, 0.5, 1.0])
seeds = st.integers(0, 99)


def drawn_scores(features: Features, seed: int) -> np.ndarray:
    return 0.5 + np.random.default_rng(seed).random(len(features))


def dense(matrix: Any) -> np.ndarray:
    return np.asarray(matrix.toarray() if hasattr(matrix, "toarray") else matrix)


def check_steps(
    rows: list[int], features: Features, length: Length, value: Callable[[list[int]], float]
) -> None:
    """Each row leads to the highest value of all that may come, until none may."""
    for count, row in enumerate(rows):
        chosen = rows[:count]
        options = {each: value([*chosen, each]) for each in may_come(features, length, chosen)}
        assert options[row] >= max(options.values()) - 1e-9
    assert not may_come(features, length, rows)


@given(text=texts, size=sizes, ceiling=ceilings, seed=seeds, sparse=st.booleans())
def test_dpp_takes_the_greatest_determinant_each_time(
    text: str, size: str | int, ceiling: float, seed: int, sparse: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if sparse:
            patch.setattr(features_module, "_DENSE_CELLS", 0)
        features = features_of(text, ceiling=ceiling)
        scores = drawn_scores(features, seed)
        rows = dpp(features, scores, Length(size), quality=2.0)
        vectors = dense(features.tfidf) * ((scores / scores.max()) ** 2)[:, None]
        kernel = vectors @ vectors.T

        def determinant(chosen: list[int]) -> float:
            return float(np.linalg.det(kernel[np.ix_(chosen, chosen)]))

        check_steps(rows, features, Length(size), determinant)


def test_dpp_weighs_quality_against_what_is_new() -> None:
    features = features_of("Cats chase mice. Cats chase dogs. Rain fell heavily.", ceiling=1.0)
    scores = np.array([1.0, 0.9, 0.8])
    assert dpp(features, scores, Length(2)) == [0, 2]
    assert dpp(features, scores, Length(2), quality=9.0) == [0, 1]


@given(text=texts, size=sizes, ceiling=ceilings, smoothing=st.sampled_from([0.1, 1.0]))
def test_kl_comes_nearest_to_the_text_each_time(
    text: str, size: str | int, ceiling: float, smoothing: float
) -> None:
    features = features_of(text, ceiling=ceiling)
    whole = Counter(term for terms in features.terms for term in terms)

    def nearness(chosen: list[int]) -> float:
        said = Counter(term for row in chosen for term in features.terms[row])
        mass = sum(said.values()) + smoothing * len(whole)
        return -sum(
            n / whole.total() * math.log(n / whole.total() * mass / (said[term] + smoothing))
            for term, n in whole.items()
        )

    rows = kl(features, np.ones(len(features)), Length(size), smoothing=smoothing)
    check_steps(rows, features, Length(size), nearness)


def test_kl_by_hand() -> None:
    """Cat is 2 of 6 words, the others 1 of 6; after the first sentence and one added to each
    count cat and eat have 2, the others 1. Dogs that bark bring 2/6 ln 2 = 0.231 nearer, cats
    that sleep 2/6 ln 3/2 + 1/6 ln 2 = 0.251.
    """
    features = features_of("The cats eat it. The dogs bark. The cats sleep.", ceiling=1.0)
    assert kl(features, np.ones(3), Length(2)) == [0, 2]


def gathered(
    features: Features,
    scores: np.ndarray,
    chosen: list[int],
    diversity: float,
    saturation: float,
) -> float:
    """Lin & Bilmes as the docstring has them."""
    size = len(features)
    cosines = np.maximum(0, dense(features.vectors) @ dense(features.vectors).T)
    caps = [min(1.0, saturation / size) * sum(cosines[i]) for i in range(size)]
    covered = sum(min(sum(cosines[i, j] for j in chosen), caps[i]) for i in range(size))
    part = _parts(features)
    shares = dict.fromkeys(part.tolist(), 0.0)
    for row in chosen:
        shares[int(part[row])] += scores[row] / scores.sum()
    spread = sum(map(math.sqrt, shares.values())) / math.sqrt(len(shares))
    return float(covered / (sum(caps) or 1) + diversity * spread)


@share(0.7)
@given(
    given_texts=st.lists(texts, min_size=1, max_size=2),
    size=sizes,
    ceiling=ceilings,
    seed=seeds,
    options=st.sampled_from([(2.0, 5.0, 0.0), (0.5, 1.0, 1.0), (0.0, 2.0, 0.5)]),
    sparse=st.booleans(),
)
def test_submodular_gathers_the_most_each_time(
    given_texts: list[str],
    size: str | int,
    ceiling: float,
    seed: int,
    options: tuple[float, float, float],
    sparse: bool,
) -> None:
    diversity, saturation, brevity = options
    with pytest.MonkeyPatch.context() as patch:
        if sparse:
            patch.setattr(features_module, "_DENSE_CELLS", 0)
        features = features_of(*given_texts, ceiling=ceiling)
        scores = drawn_scores(features, seed)
        rows = submodular(
            features,
            scores,
            Length(size),
            diversity=diversity,
            saturation=saturation,
            brevity=brevity,
        )
    words = [len(s.text.split()) for s in features.sentences]
    allowed = long_enough(features, 6)
    budget = Length(size).budget(features.sentences)
    chosen: list[int] = []
    needs = Needs(features)
    while True:
        before = gathered(features, scores, chosen, diversity, saturation)
        values = {}
        for row in np.flatnonzero(allowed).tolist():
            may_come = features.self_contained[row] or features.support[row] >= 0
            fits = row not in chosen and budget.fits([*chosen, row])
            if fits and may_come and not near(features, row, chosen):
                after = gathered(features, scores, [*chosen, row], diversity, saturation)
                gain = (after - before) * needs.worth(row, chosen)
                values[row] = gain / words[row] ** brevity
        openings = [row for row in values if features.places[row] == 0]
        if not chosen and len(features.documents) > 1 and openings:
            values = {row: values[row] for row in openings}
        if not values:
            break
        assert len(rows) > len(chosen)
        row = rows[len(chosen)]
        assert values.get(row, -1) >= max(values.values()) - 1e-9
        chosen.append(row)
    rest = rows[len(chosen) :]
    if rest:  # short ones, and those that stand by no other, come when all others are chosen
        assert not (set(np.flatnonzero(allowed & features.self_contained).tolist()) - set(chosen))


@given(text=texts, seed=seeds)
def test_what_a_sentence_gains_only_falls_and_adds_up(text: str, seed: int) -> None:
    features = features_of(text)
    scores = drawn_scores(features, seed)
    table = _Text(features, scores, 2.0, 3.0)
    state = _Gathered(table)
    alone = [state.gain(row, 0.0) for row in range(len(features))]
    assert alone == pytest.approx(table.alone())
    last, total, chosen = alone, 0.0, []
    for row in np.random.default_rng(seed).permutation(len(features)).tolist():
        total += state.gain(row, 0.0)
        state.take(row)
        chosen.append(row)
        gains = [state.gain(other, 0.0) for other in range(len(features))]
        assert all(new <= old + 1e-12 for new, old in zip(gains, last, strict=True))
        assert total == pytest.approx(gathered(features, scores, chosen, 2.0, 3.0))
        last = gains


@given(st.lists(st.sampled_from(LINES), min_size=10, max_size=25), st.booleans())
def test_parts_of_a_long_text_are_around_every_fifth_sentence(
    lines: list[str], sparse: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(submodular_module, "_MANY", 0)
        if sparse:
            patch.setattr(features_module, "_DENSE_CELLS", 0)
        features = features_of(" ".join(lines))
        cosines = dense(features.tfidf) @ dense(features.tfidf)[::5].T
        found = _parts(features)
        assert cosines[np.arange(len(found)), found] == pytest.approx(cosines.max(axis=1))


def test_parts_are_a_fifth_as_many_as_sentences() -> None:
    text = "The red bridge fell today. " * 10 + "A white ferry sank slowly. " * 10
    parts = _parts(features_of(text))
    assert set(parts[:10].tolist()).isdisjoint(parts[10:].tolist())
    assert parts.max() < 4


def weight(features: Features, rows: list[int]) -> float:
    found = concepts(features)
    covered = {concept for row in rows for concept in found.of(row).tolist()}
    return float(sum(found.weights[concept] for concept in covered))


def allowed_together(features: Features, rows: list[int]) -> bool:
    leaning = [row for row in rows if not features.self_contained[row]]
    pairs = combinations(rows, 2)
    return all(features.support[row] in rows for row in leaning) and not any(
        features.similarity(a)[b] > features.ceiling for a, b in pairs
    )


@share(0.5)
@given(
    given_texts=st.lists(texts, min_size=1, max_size=2),
    size=sizes,
    ceiling=ceilings,
)
def test_ilp_is_the_best_of_all_subsets(
    given_texts: list[str], size: str | int, ceiling: float
) -> None:
    features = features_of(*given_texts, ceiling=ceiling)
    rows = np.flatnonzero(long_enough(features, 6)).tolist()
    assume(len(rows) <= 9)
    assume(len(concepts(features).columns.values))
    budget = Length(size).budget(features.sentences)
    most = max(
        weight(features, list(subset))
        for count in range(len(rows) + 1)
        for subset in combinations(rows, count)
        if budget.fits(subset) and allowed_together(features, list(subset))
    )
    assume(any(budget.costs[row] <= budget.limit and features.self_contained[row] for row in rows))
    found = ilp(features, np.ones(len(features)), Length(size))
    assert getattr(found, "note", "") == ""
    assert budget.fits(found)
    best = [row for row in found if row in rows]  # the room that is left is filled with others
    assert weight(features, best) >= most * (1 - 1e-9)
    if allowed_together(features, best):
        assert weight(features, best) == pytest.approx(most)


def test_ilp_takes_what_leans_on_what_leans() -> None:
    text = (
        "The old bridge fell on Monday morning. "
        "He added that the new bridge will cost ten million pounds. "
        "However, the new bridge will cost ten million euros soon."
    )
    features = features_of(text, ceiling=1.0)
    assert features.support.tolist() == [0, 0, 1]
    assert sorted(ilp(features, np.ones(3), Length(3))) == [0, 1, 2]


def test_what_is_not_proven_best_says_so(articles: list[Document]) -> None:
    features = Features.of(articles)
    hurried = ilp(features, np.ones(len(features)), Length("100w"), seconds=0.0)
    assert getattr(hurried, "note", "").startswith(UNPROVEN)
    assert Length("100w").budget(features.sentences).fits(hurried)


def test_ilp_fills_the_room_that_is_left(articles: list[Document]) -> None:
    features = Features.of(articles[:1], Request(ceiling=1.0))
    everything = ilp(features, np.ones(len(features)), Length("100%"))
    assert sorted(everything) == list(range(len(features)))


def test_the_note_says_how_much_better_the_best_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(gain: np.ndarray, *_: object, **__: object) -> Solution:
        values = np.zeros(len(gain))
        values[1] = 1 - 1e-9  # as a solver leaves it
        return Solution(values, proven=False, gap=0.25)

    monkeypatch.setattr("summarizer.integer_program.maximise", stopped)
    found = ilp(features_of(" ".join(LINES[:4])), np.ones(4), Length(1), seconds=2.0)
    assert found == [1]
    assert getattr(found, "note", "") == f"{UNPROVEN}: after 2 s; the best may be 25.0 % better"


def test_a_note_comes_with_the_summary_and_with_each_story(articles: list[Document]) -> None:
    def hurried(features: Features, scores: np.ndarray, length: Length) -> list[int]:
        return ilp(features, scores, length, seconds=0.0)

    told_ = brief(articles, "100w", "textrank", select=hurried, stories="one")
    assert told_.stories[0].note.startswith(UNPROVEN)
    assert told_.text
    assert not brief(articles, "100w", "ilp", stories="one").stories[0].note
    text = articles[0]
    assert summarise(text, "60w", "textrank", select=hurried).note.startswith(UNPROVEN)
    assert summarise(text, "60w", "ilp").note == ""
