"""Where a group falls in two."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from summarizer.arrays import Floats
from summarizer.cuts import ALIKE, weakest_cut


def severed(similar: Floats, side: np.ndarray) -> float:
    """The normalised cut by its definition."""
    links = similar * (1 - np.eye(len(similar)))
    links = np.minimum(links, ALIKE * links.sum() / (len(links) * (len(links) - 1)))
    across, degrees = links[side][:, ~side].sum(), links.sum(axis=1)
    share = across / degrees[side].sum() + across / degrees[~side].sum()
    return float(share * (len(links) - 1) / len(links))


@st.composite
def similarities(draw: st.DrawFn) -> Floats:
    count = draw(st.integers(1, 20))
    lot = np.random.default_rng(draw(st.integers(0, 2**32)))
    near = np.triu(lot.uniform(0, 1, (count, count)) ** draw(st.sampled_from([0.1, 1, 5])), 1)
    return np.asarray(near + near.T)


@given(similarities())
def test_a_cut_severs_what_it_says_and_leaves_no_one_alone(similar: Floats) -> None:
    cut = weakest_cut(similar)
    assert (cut is None) == (len(similar) < 4)
    if cut is not None:
        assert min(cut.side.sum(), (~cut.side).sum()) >= 2
        assert abs(cut.severed - severed(similar, cut.side)) < 1e-9


@given(similarities())
def test_no_member_that_changes_sides_makes_a_better_cut(similar: Floats) -> None:
    cut = weakest_cut(similar)
    if cut is None:
        return
    for member in range(len(similar)):
        side = cut.side.copy()
        side[member] = not side[member]
        if min(side.sum(), (~side).sum()) >= 2:
            assert severed(similar, side) > cut.severed - 1e-6


@given(similarities(), st.floats(1e-3, 1e3))
def test_only_ratios_of_similarities_count(similar: Floats, times: float) -> None:
    one, other = weakest_cut(similar), weakest_cut(times * similar)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert abs(one.severed - other.severed) < 1e-6


@given(st.integers(4, 30), st.floats(0.01, 1))
def test_where_all_pairs_are_alike_a_cut_severs_all(count: int, similar: float) -> None:
    cut = weakest_cut(np.full((count, count), similar))
    assert cut is not None
    assert abs(cut.severed - 1) < 1e-9


@given(st.integers(2, 12), st.integers(2, 12), st.floats(0, 0.2))
def test_two_blocks_are_told_apart(one: int, other: int, between: float) -> None:
    side = np.arange(one + other) < one
    similar = np.where(side[:, None] == side, 0.5, 0.5 * between)
    cut = weakest_cut(similar)
    assert cut is not None
    assert {tuple(cut.side), tuple(~cut.side)} == {tuple(side), tuple(~side)}


def test_nothing_in_common_is_no_group_to_cut() -> None:
    assert weakest_cut(np.eye(6)) is None
