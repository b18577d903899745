"""From a document to a summary."""

import numpy as np
import pytest
from hypothesis import given

import summarizer
from summarizer import (
    Document,
    Features,
    Length,
    MethodError,
    NoWordsError,
    UnknownNameError,
    UsageError,
    summarise,
)
from summarizer.text.words import count_words

from .strategies import lengths, noise, texts

TEXT = (
    "The council closed the old bridge. Engineers had found rust in its cables. "
    "Buses will take another road. The mayor promised a new bridge by May. "
    "Shops near the bridge fear for their trade."
)


def test_the_result_has_what_the_contract_says() -> None:
    summary = summarise(Document.from_text(TEXT, id="a"), length=2, method="textrank")
    assert len(summary.extracts) == 2
    assert summary.text == str(summary) == " ".join(e.text for e in summary.extracts)
    assert len(summary.ranking) == 5
    scores = [e.score for e in summary.ranking]
    assert scores == sorted(scores, reverse=True)
    first = summary.extracts[0]
    assert TEXT[first.start : first.end] == first.text == first.sentence.text
    assert (first.document, first.also_in) == ("a", ())
    assert (summary.method, summary.select, str(summary.length)) == ("textrank", "greedy", "2")
    assert not summary.over


def test_a_string_will_do() -> None:
    assert summarise(TEXT, "12w").text.split()
    assert len(summarise(TEXT, "12w").text.split()) <= 12


def test_the_ranking_holds_what_is_no_prose_last_and_with_nothing() -> None:
    summary = summarise(f"Bridge closed\n\n{TEXT}", 2)
    assert len(summary.ranking) == 6
    assert (summary.ranking[-1].text, summary.ranking[-1].score) == ("Bridge closed", 0.0)
    assert summary.ranking[-1].sentence.kind == "heading"


@pytest.mark.parametrize("length", [0, -1, "abc"])
def test_lengths_are_checked(length: int | str) -> None:
    with pytest.raises(UsageError, match="100w"):
        summarise(TEXT, length)


def test_more_than_there_is_gives_all_there_is() -> None:
    for length in (99, "999w", "9999c", "100%"):
        assert len(summarise(TEXT, length, ceiling=1.0).extracts) == 5


def test_where_nothing_fits_the_shortest_is_taken_and_it_says_so() -> None:
    for length in ("1w", "3c", "1%"):
        summary = summarise(TEXT, length)
        assert summary.text == "Buses will take another road."
        assert summary.over


def test_a_count_is_exact_though_sentences_are_alike() -> None:
    text = "This is sentence one. This is sentence two. This is sentence three."
    assert len(summarise(text, 3).extracts) == 3


def test_a_repeat_is_never_chosen() -> None:
    for method in ("textrank", "mmr", "lead"):
        assert summarise("Cats sleep. Cats  sleep! Cats sleep.", 3, method).text == "Cats sleep."


def test_method_and_select_may_be_named_apart_or_be_functions() -> None:
    def longest(features: Features) -> np.ndarray:
        return np.array([len(s.text) for s in features.sentences], dtype=float)

    def last(features: Features, scores: np.ndarray, length: Length) -> list[int]:
        return [len(features) - 1]

    assert summarise(TEXT, 2, "lexrank", select="mmr").select == "mmr"
    assert summarise(TEXT, 2, "mmr").method == "mmr"
    assert summarise(TEXT, 1, longest).text == "Shops near the bridge fear for their trade."
    assert summarise(TEXT, 1, longest).method == "longest"
    assert summarise(TEXT, 1, "lead", select=last).text.startswith("Shops")


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        ([1.0, 2.0], r"shape \(2,\)"),
        ([1.0, -1.0, 0.0, 0.0, 0.0], "negative or not finite"),
        ([1.0, float("nan"), 0.0, 0.0, 0.0], "negative or not finite"),
    ],
)
def test_what_a_ranker_gives_is_checked(scores: list[float], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        summarise(TEXT, 2, lambda features: np.array(scores))


@pytest.mark.parametrize("rows", [[0, 0], [7], [-1], [0, 1, 2]])
def test_what_a_selector_gives_is_checked(rows: list[int]) -> None:
    with pytest.raises(MethodError, match="selector"):
        summarise(TEXT, 2, select=lambda features, scores, length: rows)


def test_unknown_names_bring_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'textrank'"):
        summarise(TEXT, method="texrank")
    with pytest.raises(UnknownNameError, match="did you mean 'greedy'"):
        summarise(TEXT, select="gredy")
    with pytest.raises(UsageError, match="name or a function"):
        summarise(TEXT, method=3)  # type: ignore[arg-type]


def test_a_query_for_a_method_that_takes_none_is_refused() -> None:
    with pytest.raises(MethodError, match=r"'lead' does not support queries; these do: .*lexrank"):
        summarise(TEXT, method="lead", query="bridge")


@pytest.mark.parametrize("ceiling", [0, -1, 1.5, float("nan")])
def test_a_ceiling_is_a_share(ceiling: float) -> None:
    with pytest.raises(UsageError, match="ceiling"):
        summarise(TEXT, ceiling=ceiling)


def test_no_words_no_summary() -> None:
    for text in ("", " \n", "…", "🙂"):
        with pytest.raises(NoWordsError):
            summarise(text)


@given(texts, lengths)
def test_laws(text: str, length: int | str) -> None:
    """Never empty, within the cap or the shortest and over, distinct, in order, exact."""
    summary = summarise(Document.from_text(text, id="d"), length)
    wanted = Length(length)
    assert summary.text.strip()
    positions = [e.sentence.position for e in summary.extracts]
    assert positions == sorted(set(positions))
    assert all(text[e.start : e.end] == e.text for e in summary.extracts)
    assert all(np.isfinite(e.score) and e.score >= 0 for e in summary.ranking)
    candidates = summary.document.candidates
    if summary.over:
        assert len(summary.extracts) == 1
    elif wanted.unit == "sentences":
        assert len(summary.extracts) <= wanted.value
        wordings = {tuple(c.line.casefold().split()) for c in candidates}
        if len(wordings) == len(candidates):
            unlike = {"".join(filter(str.isalnum, c.line.casefold())) for c in candidates}
            assert len(summary.extracts) >= min(wanted.value, len(unlike))
    elif wanted.unit == "words":
        assert len(summary.text.split()) <= wanted.value
    elif wanted.unit == "characters":
        assert len(summary.text) <= wanted.value
    else:
        total = sum(count_words(c.text) for c in candidates)
        assert count_words(summary.text) <= wanted.value * total / 100


@given(noise)
def test_anything_with_a_word_has_a_summary(text: str) -> None:
    if any(character.isalnum() for character in text):
        assert summarise(text, "5w", "lexrank").text.strip()


def test_a_repeat_is_never_chosen_at_any_ceiling() -> None:
    assert summarise("Cats sleep. Cats  sleep! Cats sleep.", 3, ceiling=1.0).text == "Cats sleep."


def test_methods_made_of_others_keep_their_names() -> None:
    from functools import partial

    from summarizer.rankers.lexrank import lexrank
    from summarizer.rankers.sumy import edmundson

    assert summarise(TEXT, 1, partial(lexrank, threshold=0.1)).method == "lexrank"
    assert summarise(TEXT, 1, edmundson(bonus=["rust"])).method == "sumy:edmundson"


def test_a_piece_of_a_quotation_is_left_out_while_there_are_others() -> None:
    quotation = "“The old bridge fell on Monday. The bridge was old,” the bridge keeper said."
    text = f"The council closed the bridge road. {quotation} Buses take another road."
    for method in ("textrank", "lexrank", "mmr"):
        assert "“" not in summarise(text, 2, method).text
        assert "“" not in summarise(text, "6w", method).text
        assert len(summarise(text, 4, method).extracts) == 4
    assert summarise(quotation, 1).text


def test_a_selector_is_shown_the_scores_not_handed_them() -> None:
    def evil(features: Features, scores: np.ndarray, length: Length) -> list[int]:
        scores[:] = np.nan
        return [0]

    with pytest.raises(ValueError, match="read-only"):
        summarise(TEXT, 1, select=evil)


@pytest.mark.parametrize("given", [None, 3, [0.7], ["0"], [None], [True], "01", [[0]]])
def test_what_is_no_list_of_rows_is_refused(given: object) -> None:
    with pytest.raises(MethodError, match="selector"):
        summarise(TEXT, 2, select=lambda features, scores, length: given)  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("given", ["abc", [[1], [2, 3]], {"a": 1}, [10**400] * 5, None])
def test_what_is_no_array_of_scores_is_refused(given: object) -> None:
    with pytest.raises(MethodError, match="method"):
        summarise(TEXT, 2, lambda features: given)  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize(
    "arguments",
    [
        {"query": None},
        {"query": 3},
        {"ceiling": None},
        {"ceiling": "0.5"},
        {"seed": -1},
        {"seed": 1.5},
    ],
)
def test_arguments_of_a_wrong_type_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        summarise(TEXT, 2, **arguments)  # type: ignore[arg-type]


def test_symbols_tell_sentences_apart() -> None:
    assert len(summarise("I like C. I like C++. I like C#.", 3).extracts) == 3


def test_a_cap_that_one_sentence_fits_is_kept() -> None:
    text = "The council closed the old bridge over the river on Monday. “It fell. It is no more.”"
    summary = summarise(text, "3w")
    assert (summary.text, summary.over) == ("“It fell.", False)


def test_spelling_makes_no_difference_to_a_repeat() -> None:
    text = "Le café ferme. Le cafe\u0301 ferme. It don't rain. It don’t rain."
    assert len(summarise(text, 9, ceiling=1.0).extracts) == 2


def test_a_selector_beside_a_selector_is_refused() -> None:
    with pytest.raises(UsageError, match="'mmr' is a selector"):
        summarise(TEXT, 1, "mmr", select="greedy")


def test_the_other_spelling_is_the_same() -> None:
    assert summarizer.summarize is summarise
