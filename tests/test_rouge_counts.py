"""What ROUGE counts, against slow arithmetic that is plainly right."""

import math
from collections import Counter
from collections.abc import Callable
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import UsageError
from summarizer.evaluation import Score, rouge
from summarizer.evaluation.lcs import lcs_length, lcs_matches, places, wlcs_matches
from summarizer.evaluation.matching import Grams, match, ngrams, skip_grams
from summarizer.evaluation.settings import parse_metric
from summarizer.evaluation.tokens import Tokens

tokens = st.lists(st.sampled_from("abcde"), max_size=14)


def slow_table(reference: list[str], candidate: list[str]) -> list[list[int]]:
    table = [[0] * (len(candidate) + 1) for _ in range(len(reference) + 1)]
    for i, ours in enumerate(reference):
        for j, theirs in enumerate(candidate):
            longest = max(table[i][j + 1], table[i + 1][j])
            table[i + 1][j + 1] = table[i][j] + 1 if ours == theirs else longest
    return table


def slow_matches(reference: list[str], candidate: list[str]) -> list[int]:
    table = slow_table(reference, candidate)
    i, j, matches = len(reference), len(candidate), []
    while i and j:
        if reference[i - 1] == candidate[j - 1]:
            i, j = i - 1, j - 1
            matches.append(i)
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return matches


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(token in rest for token in part)


@given(tokens, tokens)
def test_lcs_length_is_the_last_cell_of_a_table(reference: list[str], candidate: list[str]) -> None:
    expected = slow_table(reference, candidate)[-1][-1]
    assert lcs_length(reference, candidate) == expected
    assert lcs_length(candidate, reference) == expected


def test_lcs_is_right_beyond_a_machine_word() -> None:
    reference = [str(i * i % 37) for i in range(150)]
    candidate = [str(i * 7 % 37) for i in range(170)]
    assert lcs_length(reference, candidate) == slow_table(reference, candidate)[-1][-1]
    found = places(candidate)
    assert lcs_matches(reference, candidate, found) == slow_matches(reference, candidate)


@given(tokens, tokens)
def test_lcs_matches_are_those_of_a_plain_backtrack(
    reference: list[str], candidate: list[str]
) -> None:
    matches = lcs_matches(reference, candidate, places(candidate))
    assert matches == slow_matches(reference, candidate)
    assert matches == sorted(set(matches), reverse=True)
    assert len(matches) == lcs_length(reference, candidate)
    assert is_subsequence([reference[i] for i in reversed(matches)], candidate)
    assert wlcs_matches(reference, candidate, places(candidate), 1.0) == matches


def slow_union(reference: list[list[str]], candidate: list[list[str]]) -> int:
    left = [Counter(chain.from_iterable(text)) for text in (reference, candidate)]
    hits = 0
    for sentence in reference:
        for i in sorted({i for other in candidate for i in slow_matches(sentence, other)}):
            if all(count[sentence[i]] for count in left):
                hits += 1
                for count in left:
                    count[sentence[i]] -= 1
    return hits


texts_of_tokens = st.lists(tokens, min_size=1, max_size=4)


def grams(sentences: list[list[str]]) -> Grams:
    return Grams(Tokens(list(chain.from_iterable(sentences)), sentences))


@given(texts_of_tokens, texts_of_tokens)
def test_lsum_counts_the_union_of_each_sentence(
    reference: list[list[str]], candidate: list[list[str]]
) -> None:
    found = match(parse_metric("rougeLsum"), grams(reference), grams(candidate))
    sizes = [sum(map(len, text)) for text in (reference, candidate)]
    assert found[:3] == (slow_union(reference, candidate), *sizes)


def slow_ngrams(row: list[str], n: int) -> list[tuple[str, ...]]:
    return [tuple(row[i : i + n]) for i in range(len(row)) if i + n <= len(row)]


def slow_pairs(row: list[str], gap: float) -> list[tuple[str, ...]]:
    return [(row[i], row[j]) for i, j in combinations(range(len(row)), 2) if j - i - 1 <= gap]


@given(tokens, st.integers(1, 5))
def test_ngrams_are_every_slice(row: list[str], n: int) -> None:
    slices = slow_ngrams(row, n)
    assert list(ngrams(row, n)) == (row if n == 1 else slices)


@given(tokens, st.integers(0, 16))
def test_skip_bigrams_are_every_pair_so_far_apart(row: list[str], gap: int) -> None:
    pairs = Counter(slow_pairs(row, gap))
    assert Counter(skip_grams(row, gap, False)) == pairs
    assert Counter(skip_grams(row, gap, True)) == pairs + Counter(row[:-1])
    assert Counter(skip_grams(row, -1, False)) == Counter(slow_pairs(row, math.inf))


CLIPPED: dict[str, Callable[[list[str]], list[tuple[str, ...]]]] = {
    "rouge1": lambda row: slow_ngrams(row, 1),
    "rouge3": lambda row: slow_ngrams(row, 3),
    "rougeS0": lambda row: slow_ngrams(row, 2),
    "rougeS2": lambda row: slow_pairs(row, 2),
    "rougeSU*": lambda row: slow_pairs(row, math.inf) + slow_ngrams(row[:-1], 1),
}


@given(tokens, tokens, st.sampled_from(sorted(CLIPPED)))
def test_hits_are_clipped_at_what_either_text_has(
    reference: list[str], candidate: list[str], name: str
) -> None:
    theirs, ours = CLIPPED[name](reference), CLIPPED[name](candidate)
    left, hits = list(theirs), 0
    for gram in ours:
        if gram in left:
            left.remove(gram)
            hits += 1
    found = match(parse_metric(name), grams([reference]), grams([candidate]))
    assert found[:3] == (hits, len(theirs), len(ours))


def test_there_are_n_grams_of_any_n() -> None:
    words = " ".join(f"word{number}" for number in range(150))
    assert rouge([words], [[words]], ["rouge120", "rouge99999"]) == {
        "rouge120": Score(1, 1, 1),
        "rouge99999": Score(0, 0, 0),
    }


@given(
    st.lists(st.sampled_from("a b c d".split()), min_size=1, max_size=9), st.permutations("abcd")
)
def test_without_a_weight_runs_count_as_their_words(candidate: list[str], other: list[str]) -> None:
    """W of one sentence each is L where a run counts as many as it has words."""
    for ours, theirs in ((candidate, other), (other, candidate)):
        found = rouge(" ".join(ours), " ".join(theirs), ["rougeW1", "rougeL"], variant="unicode")
        assert found["rougeW1"] == pytest.approx(found["rougeL"])
    with pytest.raises(UsageError, match="from 1 to"):
        rouge("a", "a", ["rougeW0.9"])
