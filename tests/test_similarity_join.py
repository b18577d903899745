"""The similarity join: what it finds is what comparing all with all finds, and costs less."""

import math
from collections import Counter
from collections.abc import Iterator
from itertools import chain, combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import similarity_join as module
from summarizer.arrays import Integers, Ragged
from summarizer.features import Vector
from summarizer.similarity_join import Side, WeightedSets

TERMS = 9
members = st.lists(
    st.frozensets(st.integers(0, TERMS - 1), min_size=1).map(sorted), min_size=1, max_size=40
)
"""So many sets of so few terms that many have their first ones in common."""

weightings = st.lists(
    st.sampled_from([0.0, 0.5, 1.0, 2.5, 7.0]), min_size=TERMS, max_size=TERMS
).map(np.array)


def sets_of(rows: list[list[int]], weights: Vector) -> WeightedSets:
    return WeightedSets(
        Ragged.of([np.array(row, dtype=np.int64) for row in rows]),
        weights,
    )


def weight_shared(sets: WeightedSets, one: int, other: int) -> float:
    """What two sets have in common weighs, by sets."""
    a, b = (set(sets.terms[i].tolist()) for i in (one, other))
    return math.fsum(sets.weights[list(a & b)])


def found(sets: WeightedSets, *sides: Side) -> dict[tuple[int, int], float]:
    ones, others, shared = sets.sharing(*sides)
    pairs = list(zip(ones.tolist(), others.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    return dict(zip(pairs, shared.tolist(), strict=True))


@pytest.fixture(params=[(7, 0), (module._CHUNK, 0), (module._CHUNK, module._FEW)], scope="module")
def _split_or_not(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whether the work is done in parts, and whether few pairs are split too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CHUNK", request.param[0])
        patch.setattr(module, "_FEW", request.param[1])
        yield


@pytest.mark.usefixtures("_split_or_not")
@given(members, weightings, st.sampled_from([0.2, 0.36, 0.8, 1.0]))
def test_of_one_side_it_finds_what_comparing_all_with_all_finds(
    rows: list[list[int]], weights: Vector, share: float
) -> None:
    """A weighted Jaccard coefficient of at least so much, with one more below."""
    sets = sets_of(rows, weights)
    side = Side(share * (sets.totals + 1), share / (1 + share) * (sets.totals + 0.5))
    needed = side.needed
    expected = {
        (one, other): weight_shared(sets, one, other)
        for one, other in combinations(range(len(sets)), 2)
        if weight_shared(sets, one, other) >= needed[one] + needed[other] - 1e-6
    }
    assert found(sets, side) == pytest.approx(expected)


@pytest.mark.usefixtures("_split_or_not")
@given(members, weightings, st.sampled_from([0.3, 0.8]), st.data())
def test_of_two_sides_it_finds_what_comparing_all_with_all_finds(
    rows: list[list[int]], weights: Vector, share: float, data: st.DataObject
) -> None:
    """So much of what the first weighs, where only some are asked about and some are known."""
    sets = sets_of(rows, weights + 0.1)
    some = st.lists(st.booleans(), min_size=len(sets), max_size=len(sets))
    asked, known = data.draw(some), data.draw(some)
    needed, nothing = share * sets.totals, np.zeros(len(sets))
    expected = {
        (one, other): weight_shared(sets, one, other)
        for one, other in product(range(len(sets)), repeat=2)
        if asked[one] and known[other] and weight_shared(sets, one, other) >= needed[one] - 1e-6
    }
    one = Side(np.where(asked, needed, np.inf), needed)
    other = Side(np.where(known, nothing, np.inf), nothing)
    assert found(sets, one, other) == pytest.approx(expected)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pairs are looked at, each time."""
    numbers = []
    real = module._Join._paired

    def counted(self: module._Join, met: module._Buckets, counts: Integers) -> Iterator[Integers]:
        numbers.append(int(counts.sum()))
        return real(self, met, counts)

    monkeypatch.setattr(module._Join, "_paired", counted)
    return numbers


def test_terms_that_many_have_do_not_bring_all_together(looked_at: list[int]) -> None:
    """Of ten terms five are to be in common; so one of the first six is, which is a filter too."""
    generator = np.random.default_rng(7)
    rows = [sorted(generator.choice(300, size=10, replace=False).tolist()) for _ in range(3000)]
    sets_of(rows, np.ones(300)).sharing(Side(np.full(3000, 5.0), np.full(3000, 2.5)))
    first = Counter(chain.from_iterable(row[:6] for row in rows))
    assert 0 < sum(looked_at) < sum(math.comb(n, 2) for n in first.values()) / 10


def test_few_terms_that_all_draw_from_do_not_bring_all_together(looked_at: list[int]) -> None:
    """Six of ten terms are to be in common, and of a hundred terms each is in a tenth of all."""
    generator = np.random.default_rng(7)
    rows = [sorted(generator.choice(100, size=10, replace=False).tolist()) for _ in range(3000)]
    sets_of(rows, np.ones(100)).sharing(Side(np.full(3000, 6.0), np.full(3000, 3.0)))
    assert 0 < sum(looked_at) < math.comb(3000, 2) / 50


def test_sets_that_are_alike_are_not_compared_for_any_two_of_their_terms(
    looked_at: list[int],
) -> None:
    sets = sets_of([list(range(30))] * 100, np.ones(30))
    ones, _, _ = sets.sharing(Side(0.36 * sets.totals, 0.26 * sets.totals))
    assert len(ones) == math.comb(100, 2)
    assert sum(looked_at) <= 20 * len(ones)
