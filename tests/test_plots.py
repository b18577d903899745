"""Pictures of figures: nothing is lost, nothing stands outside."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.plots import (
    BINS,
    FEW_ITEMS,
    HEIGHT,
    WHISKER,
    WIDTH,
    histogram,
    scale_of,
    scatter,
    whisker_of,
)

FIGURES = st.lists(
    st.one_of(st.floats(0, 100), st.floats(-1e6, 1e6), st.sampled_from([0.0, 1.0, 0.1 + 0.2])),
    min_size=1,
    max_size=60,
)


@given(FIGURES)
def test_a_scale_has_all_figures_between_round_ends(figures: list[float]) -> None:
    scale = scale_of(figures)
    assert scale.low <= min(figures) + 1e-6
    assert scale.high >= max(figures) - 1e-6
    assert scale.low == scale.ticks[0] < scale.ticks[-1] == scale.high
    assert list(scale.ticks) == sorted(set(scale.ticks))
    assert 2 <= len(scale.ticks) <= 8
    assert (scale.at(scale.low), scale.at(scale.high)) == (0, WIDTH)


@pytest.mark.parametrize(
    ("figures", "ticks"),
    [
        ([0.0, 100.0], [0, 20, 40, 60, 80, 100]),
        ([23.2, 51.4], [20, 30, 40, 50, 60]),
        ([0.12, 0.31], [0.1, 0.15, 0.2, 0.25, 0.3, 0.35]),
        ([5.0, 5.0], [4.4, 4.6, 4.8, 5, 5.2, 5.4, 5.6]),
    ],
)
def test_ticks_are_round(figures: list[float], ticks: list[float]) -> None:
    assert scale_of(figures).ticks == ticks
    assert [text for _, text in scale_of(figures).marks()] == [f"{tick:g}" for tick in ticks]


@given(FIGURES, st.sampled_from([1, 5]))
def test_every_figure_is_in_one_bar(figures: list[float], times: int) -> None:
    scale = scale_of(figures)
    found = histogram(figures * times, scale)
    counts = [bar.height / HEIGHT * found.most for bar in found.bars]
    assert sum(map(round, counts)) == len(figures) * times
    assert len(found.bars) <= BINS
    assert all(0 <= bar.x < WIDTH for bar in found.bars)
    assert 0 <= found.mean <= WIDTH


@given(FIGURES)
def test_dots_stand_inside_and_on_the_diagonal_where_nothing_differs(figures: list[float]) -> None:
    scale = scale_of(figures)
    for times in (1, FEW_ITEMS):
        dots = scatter(figures * times, figures * times, scale)
        assert 1 <= len(dots) <= len(figures)
        for dot in dots:
            assert 0 <= dot.x <= WIDTH
            assert dot.x + dot.y == pytest.approx(WIDTH, abs=0.11)


def test_a_dot_is_larger_the_more_items_it_has() -> None:
    scale = scale_of([0.0, 1.0])
    one, three = sorted(scatter([0, 1, 1, 1], [0, 1, 1, 1], scale))
    assert three.radius == pytest.approx(math.sqrt(3) * one.radius, abs=0.1)
    many = [number / 999 for number in range(1000)]
    assert len(scatter(many, many[::-1], scale)) <= BINS + 1


def test_a_higher_figure_stands_further_up() -> None:
    low, high = sorted(scatter([0.2, 0.4], [0.1, 0.9], scale_of([0.0, 1.0])))
    assert low.y > high.y


def test_a_whisker_stands_on_its_scale() -> None:
    scale = scale_of([0.0, 100.0])
    found = whisker_of(20, 30, 50, 40, scale)
    assert found == (20 / 100 * WHISKER, 30, 50, 40)
    assert whisker_of(20, 30, 50, None, scale).reference is None
