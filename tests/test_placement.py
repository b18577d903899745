"""What the place of a sentence says of its worth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Features
from summarizer.placement import FADES, by_place
from summarizer.rankers.textrank import textrank

from .strategies import prose


def features_of(*texts: str) -> Features:
    return Features.of([Document.from_text(t, id=str(i)) for i, t in enumerate(texts)])


def sentences(count: int) -> str:
    return " ".join(f"The word{i} of line{i} stood at gate{i} alone." for i in range(count))


@given(st.lists(prose, min_size=1, max_size=3), st.floats(0, 20))
def test_earlier_never_counts_less_and_all_count_at_least_one(
    texts: list[str], opening: float
) -> None:
    features = features_of(*texts)
    factor = by_place(features, textrank(features), features.sizes, opening)
    assert factor.min() >= 1
    assert factor.max() <= 1 + opening
    order = np.argsort(features.places, kind="stable")
    assert (np.diff(factor[order]) <= 0).all()


def test_a_short_text_is_taken_to_open_with_what_matters() -> None:
    features = features_of(sentences(30))
    factor = by_place(features, np.ones(30), np.ones(30), 6)
    assert factor[0] == 7
    assert factor[int(FADES[0])] == 4  # half of it is left


@pytest.mark.parametrize(("early", "expected"), [(2.0, 7.0), (1.0, 1.0), (0.5, 1.0)])
def test_a_long_text_is_asked(early: float, expected: float) -> None:
    features = features_of(sentences(100))
    scores = np.where(features.places < 10, early, 1.0)
    assert by_place(features, scores, np.ones(100), 6)[0] == pytest.approx(expected)


@pytest.mark.parametrize("fade", FADES)
def test_the_fade_is_the_one_that_fits_what_others_say(fade: float) -> None:
    features = features_of(sentences(30), sentences(30))
    told = 1 / (1 + features.places / (1.0 if fade == FADES[0] else 30.0))
    factor = by_place(features, np.ones(60), told, 6)
    assert factor.tolist() == by_place(features, np.ones(60), told, 6, fade).tolist()
