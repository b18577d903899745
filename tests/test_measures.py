"""Figures without a reference: by hand, and against slow algorithms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document
from summarizer.evaluation import extractiveness, redundancy
from summarizer.evaluation.measures import fragments

from .strategies import prose

letters = st.lists(st.sampled_from("abc"), max_size=12)
few_repeats = st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), max_size=15, unique=True)


def published(summary: list[str], source: list[str], leap: bool = True) -> list[tuple[int, int]]:
    """Figure 3 of Grusky, Naaman & Artzi (2018) as printed, indices from 0.

    ``leap``: behind a match the search goes on at the match's end, as printed. A longer one that
    starts within it is not found then, though the text asks for the longest.
    """
    found = []
    i, j = 0, 0
    while i < len(summary):
        longest = 0
        while j < len(source):
            if summary[i] == source[j]:
                i2, j2 = i, j
                while i2 < len(summary) and j2 < len(source) and summary[i2] == source[j2]:
                    i2, j2 = i2 + 1, j2 + 1
                longest = max(longest, i2 - i)
                j = j2 if leap else j + 1
            else:
                j += 1
        if longest:
            found.append((i, i + longest))
        i, j = i + max(longest, 1), 0
    return found


@given(letters, letters)
def test_fragments_are_the_longest_from_each_place(summary: list[str], source: list[str]) -> None:
    assert fragments(summary, source) == published(summary, source, leap=False)


@given(st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), max_size=25), few_repeats)
def test_fragments_are_those_of_figure_3(summary: list[str], source: list[str]) -> None:
    assert fragments(summary, source) == published(summary, source)


def test_where_figure_3_leaps_over_the_longest_ours_is_found() -> None:
    summary, source = list("aab"), list("aaab")
    assert published(summary, source) == [(0, 2), (2, 3)]
    assert fragments(summary, source) == [(0, 3)]


def test_extractiveness_by_hand() -> None:
    source = "The cat sat on the mat, and then it slept."
    found = extractiveness("The cat slept on the mat.", source)
    # the cat | slept | on the mat
    assert found == pytest.approx((1, (4 + 1 + 9) / 6, 10 / 6))
    found = extractiveness("A dog and the CAT ran.", source)
    # and | the cat
    assert found == pytest.approx((3 / 6, (1 + 4) / 6, 10 / 6))


def test_nothing_in_common_is_0_and_no_word_is_0() -> None:
    assert extractiveness("One two.", "Three four five six.") == (0, 0, 2)
    assert extractiveness("", "Three four.") == (0, 0, 0)
    assert extractiveness("…", "Three four.") == (0, 0, 0)
    assert extractiveness("One.", "…") == (0, 0, 0)


@given(prose, st.data())
def test_an_extract_is_covered_wholly(text: str, data: st.DataObject) -> None:
    sentences = Document.from_text(text).candidates
    chosen = data.draw(st.lists(st.sampled_from(sentences), min_size=1, max_size=4))
    found = extractiveness(" ".join(s.line for s in chosen), text)
    assert found.coverage == 1
    assert found.density >= 1


@given(prose, prose)
def test_the_ranges_of_extractiveness(summary: str, source: str) -> None:
    coverage, density, compression = extractiveness(summary, source)
    length = len(summary.split())
    assert 0 <= coverage <= 1
    assert coverage <= density <= 2 * length  # "U.S." and "don't" may count as one or two
    assert compression > 0


@given(prose)
def test_a_copy_has_the_density_of_its_length_and_no_compression(text: str) -> None:
    coverage, density, compression = extractiveness(text, text)
    assert (coverage, compression) == (1, 1)
    assert density == int(density) >= 1


@pytest.mark.parametrize(
    ("sentences", "value"),
    [
        ([], 0),
        (["One alone."], 0),
        (["The cat sat.", "A dog ran."], 0),
        (["The cat sat.", "the CAT, sat"], 1),
        (["The cat sat.", "The cat sat.", "The cat sat."], 1),
        (["a b c", "a b d"], 2 / 3),
        (["a b c d", "b d"], 2 * 2 / 6),
        (["a b", "b a"], 1 / 2),
        (["The cat sat.", "…"], 0),
        (["a b", "a b", "c d"], 1 / 3),
    ],
)
def test_redundancy_by_hand(sentences: list[str], value: float) -> None:
    assert redundancy(sentences) == pytest.approx(value)


@given(st.lists(prose, max_size=4))
def test_redundancy_is_a_share_and_the_order_does_not_matter(sentences: list[str]) -> None:
    found = redundancy(sentences)
    assert 0 <= found <= 1
    assert redundancy(sentences[::-1]) == pytest.approx(found)


@given(prose, st.integers(2, 4))
def test_saying_one_thing_again_and_again_is_all_redundant(text: str, times: int) -> None:
    assert redundancy([text] * times) == 1
