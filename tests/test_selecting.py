"""What may be chosen, and the greedy search, against searches without short cuts."""

from collections.abc import Callable, Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Features, Length, Request
from summarizer.needs import Needs
from summarizer.selecting import Noted, Search, Selection, long_enough

from .strategies import lengths, prose

LINES = [
    "The old bridge fell on Monday morning.",
    "The mayor promised a new bridge by the end of May.",
    "Nobody was hurt at the harbour.",
    "A ferry sank near the harbour wall on Sunday.",
    "He added that the new bridge will cost ten million pounds.",
    "However, it will carry no lorries.",
    "But why did it fall?",
    "“The bridge was old. It was tired,” the engineer said.",
]
told = st.lists(st.sampled_from(LINES), min_size=1, max_size=10).map(" ".join)
"""Sentences that stand, that lean on the one before, and quotations of two sentences."""

texts = st.one_of(told, prose)
ceilings = st.sampled_from([0.2, 0.5, 1.0])


def features_of(*given_texts: str, ceiling: float = 0.5) -> Features:
    documents = [Document.from_text(text, id=str(i)) for i, text in enumerate(given_texts)]
    return Features.of(documents, Request(ceiling=ceiling))


def near(features: Features, row: int, others: Iterable[int]) -> bool:
    return closest(features, row, others) > features.ceiling


def closest(features: Features, row: int, others: Iterable[int]) -> float:
    return max((features.similarity(other).item(row) for other in others), default=0.0)


def understood(features: Features, chosen: list[int]) -> set[int]:
    """The rows that stand, or lean on a chosen one; all of the rest when these are chosen."""
    rows = range(len(features))
    fine = {r for r in rows if features.self_contained[r] or features.support[r] in chosen}
    return fine if fine - set(chosen) else set(rows)


def may_come(features: Features, length: Length, chosen: list[int]) -> set[int]:
    budget = length.budget(features.sentences)
    return {
        row
        for row in understood(features, chosen) - set(chosen)
        if budget.fits([*chosen, row]) and not near(features, row, chosen)
    }


def open_rows(selection: Selection, size: int) -> set[int]:
    """The sentences that may come next: those that come when they are worth most."""
    return {row for row in range(size) if selection.best(np.arange(size) == row) == row}


@given(text=texts, length=lengths, ceiling=ceilings, seed=st.integers(0, 9))
def test_what_is_open_is_what_the_rules_leave(
    text: str, length: str | int, ceiling: float, seed: int
) -> None:
    features = features_of(text, ceiling=ceiling)
    generator = np.random.default_rng(seed)
    selection = Selection(features, Length(length))
    while True:
        expected = may_come(features, Length(length), selection.rows)
        assert open_rows(selection, len(features)) == expected
        if not expected:
            return
        selection.take(int(generator.choice(sorted(expected))))


@given(text=texts, length=lengths, ceiling=ceilings, seed=st.integers(0, 9))
def test_filling_takes_the_best_that_is_open_each_time(
    text: str, length: str | int, ceiling: float, seed: int
) -> None:
    features = features_of(text, ceiling=ceiling)
    scores = np.random.default_rng(seed).integers(0, 3, len(features)).astype(float)
    chosen: list[int] = []
    while options := may_come(features, Length(length), chosen):
        chosen.append(min(options, key=lambda row: (-scores[row], row)))
    assert Selection(features, Length(length)).fill(scores) == chosen


def test_a_selection_goes_on_from_rows_chosen_already() -> None:
    features = features_of(" ".join(LINES[:4]))
    begun = Selection(features, Length(3), [2])
    assert begun.fill(np.array([1.0, 2, 9, 3])) == [2, 3, 1]


def test_one_that_leans_comes_only_beside_the_one_before_it() -> None:
    features = features_of(
        "The mayor promised a new bridge. He added that it will be red. A ferry sank on Sunday."
    )
    assert features.support.tolist() == [0, 0, 2]
    selection = Selection(features, Length(3))
    assert open_rows(selection, 3) == {0, 2}
    selection.take(2)
    assert open_rows(selection, 3) == {0}
    selection.take(0)
    assert open_rows(selection, 3) == {1}


def test_pieces_of_quotations_come_last() -> None:
    features = features_of(
        "“The bridge was old. It was tired,” the engineer said. A ferry sank on Sunday. "
        "He added that nobody was hurt."
    )
    assert features.support.tolist() == [-1, -1, 2, 2]
    scores = np.array([9.0, 8, 1, 2])
    assert Selection(features, Length(4)).fill(scores) == [2, 3, 0, 1]


def test_where_no_sentence_stands_all_do() -> None:
    features = features_of("“The bridge was old. It was tired. It fell,” the engineer said.")
    assert (features.support == -1).all()
    assert open_rows(Selection(features, Length(3)), 3) == {0, 1, 2}


@pytest.mark.parametrize(("words", "shortest"), [(5, 6), (15, 6), (20, 8), (25, 9), (60, 9)])
def test_how_short_a_sentence_may_be_goes_by_the_others(words: int, shortest: int) -> None:
    long = " ".join(["The old bridge fell"] + ["slowly"] * (words - 4)) + "."
    probes = [" ".join(["The mayor wept"] + ["much"] * (n - 3)) + "." for n in range(5, 10)]
    features = features_of(" ".join([long] * 9 + probes))
    assert long_enough(features, None)[-5:].tolist() == [n >= shortest for n in range(5, 10)]


def test_worthy_sentences_have_the_words_unless_none_that_stands_has() -> None:
    features = features_of("Cats sleep. The old bridge fell on Monday morning. Rain fell.")
    assert long_enough(features, 6).tolist() == [False, True, False]
    assert long_enough(features, 7).tolist() == [False, True, False]
    assert long_enough(features, 8).tolist() == [True, True, True]
    assert long_enough(features, None).tolist() == long_enough(features, 6).tolist()
    leaning = features_of("Cats sleep all day. He added that the new bridge will cost millions.")
    assert long_enough(leaning, 6).tolist() == [True, True]


def test_noted_rows_are_rows() -> None:
    rows = Noted([2, 0], "a note")
    assert rows == [2, 0]
    assert rows.note == "a note"


Cover = list[frozenset[int]]


class Covering:
    """The weight of what the taken have, each thing once: whole numbers, so that ties are ties."""

    def __init__(self, has: Cover, weights: list[int]) -> None:
        self._has, self._weights = has, weights
        self._covered: frozenset[int] = frozenset()

    def gain(self, row: int, closest: float, /) -> float:
        worth = 1 if closest > 0.3 else 2
        return float(worth * sum(self._weights[thing] for thing in self._has[row] - self._covered))

    def take(self, row: int) -> None:
        self._covered |= self._has[row]


def plain(
    features: Features,
    length: Length,
    make: Callable[[], Covering],
    size: np.ndarray,
    allowed: np.ndarray,
    first: int,
) -> tuple[list[int], float]:
    """The greedy search that weighs every sentence at every step."""
    objective, chosen = make(), [first]
    gathered = Needs(features).worth(first, ()) * objective.gain(first, 0.0)
    objective.take(first)
    budget = length.budget(features.sentences)

    needs = Needs(features)
    may_fill = length.unit == "sentences" or budget.fits(np.flatnonzero(allowed).tolist())
    while True:
        options = [
            row
            for row in range(len(features))
            if allowed[row]
            and row not in chosen
            and (features.self_contained[row] or features.support[row] >= 0)
            and budget.fits([*chosen, row])
            and not near(features, row, chosen)
        ]
        gains = {
            row: needs.worth(row, chosen) * objective.gain(row, closest(features, row, chosen))
            for row in options
        }
        least = 0.25 * gathered / len(chosen)
        if not may_fill:
            gains = {r: g for r, g in gains.items() if g >= least or features.lengths[r] >= 12}
        if not gains:
            return chosen, gathered
        best = min(gains, key=lambda row: (-gains[row] / size[row], row))
        gathered += gains[best]
        objective.take(best)
        chosen.append(best)


@given(
    given_texts=st.lists(texts, min_size=1, max_size=3),
    length=lengths,
    ceiling=ceilings,
    brevity=st.sampled_from([0, 1]),
    seed=st.integers(0, 99),
)
def test_the_lazy_search_is_the_plain_one(
    given_texts: list[str], length: str | int, ceiling: float, brevity: int, seed: int
) -> None:
    features = features_of(*given_texts, ceiling=ceiling)
    generator = np.random.default_rng(seed)
    count = len(features)
    has = [frozenset(generator.choice(6, 3).tolist()) for _ in range(count)]
    weights = generator.integers(0, 4, 6).tolist()
    size = np.array([len(s.text.split()) ** brevity for s in features.sentences], dtype=float)
    allowed = generator.random(count) < 0.8

    def make() -> Covering:
        return Covering(has, weights)

    gains = np.array([make().gain(row, 0.0) for row in range(count)])
    search = Search(features, Length(length), make, gains, size, allowed, 12)
    firsts = search.firsts(4)
    costs = Length(length).budget(features.sentences)
    may_come = features.self_contained | (features.support >= 0)
    fits = allowed & may_come & (costs.costs <= costs.limit)
    openings = fits & (features.places == 0)
    fits = openings if len(features.documents) > 1 and openings.any() else fits
    worth = np.array([Needs(features).worth(row, ()) for row in range(count)])
    values = worth * gains / size
    order = sorted(np.flatnonzero(fits).tolist(), key=lambda row: (-values[row], row))
    assert firsts == order[:4]
    found = [search.after(first) for first in firsts]
    for first, one in zip(firsts, found, strict=True):
        rows, gathered = plain(features, Length(length), make, size, allowed, first)
        assert one.rows == rows
        assert one.gathered == gathered
    best = max((one.gathered for one in found), default=0)
    expected = next((one.rows for one in found if one.gathered == best), [])
    assert search.best(4) == expected
    assert search.best(1) == (found[0].rows if found else [])


def test_another_first_sentence_may_gather_more() -> None:
    """Greedily the first, which covers most, and then nothing fits; the others together do."""
    features = features_of("Cats chase mice all day long. Rain fell in May. The mayor sang loudly.")
    has = [frozenset({0, 1, 2}), frozenset({0, 1}), frozenset({2, 3})]
    gains = np.array([3.0, 2, 2])
    search = Search(
        features,
        Length("8w"),
        lambda: Covering(has, [1] * 4),
        gains,
        np.ones(3),
        np.ones(3, dtype=np.bool_),
    )
    assert search.best(1) == [0]
    assert search.best(3) == [1, 2]


@pytest.mark.parametrize("ceiling", [0.2, 0.5])
def test_similarities_that_are_not_remembered_are_the_same(
    ceiling: float, articles: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    features = Features.of(articles, Request(ceiling=ceiling))
    gains = np.linspace(1, 2, len(features))
    has = [frozenset({row}) for row in range(len(features))]

    def found() -> list[int]:
        everything = np.ones(len(features), dtype=np.bool_)
        size = np.ones(len(features))
        length = Length("80w")
        make = lambda: Covering(has, [1] * len(features))  # noqa: E731
        return Search(features, length, make, gains, size, everything).best(5)

    remembered = found()
    monkeypatch.setattr("summarizer.selecting._CELLS", 0)
    assert found() == remembered
