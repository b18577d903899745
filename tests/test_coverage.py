"""Concepts and their cover, against counts by hand and a search without short cuts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Features, Length, Request, brief, summarise
from summarizer.concepts import concepts
from summarizer.needs import Needs
from summarizer.placement import by_place
from summarizer.rankers.lexrank import lexrank
from summarizer.selectors.coverage import (
    BREVITY,
    CENTRALITY,
    OPENING,
    coverage,
)

from .strategies import prose

FERRY = "The red ferry sank near the harbour wall. Nobody on the red ferry was hurt at all."
BRIDGE = "A red ferry sank. The bridge was closed on Monday for one whole week."


def features(*texts: str, query: str = "") -> Features:
    documents = [Document.from_text(text, id=str(n)) for n, text in enumerate(texts)]
    return Features.of(documents, Request(query=query))


def test_a_concept_weighs_the_other_documents_that_have_it() -> None:
    found = concepts(features(FERRY, BRIDGE))
    # "red ferry" and "ferry sank" are in both, and nothing else is.
    assert sorted(found.weights.tolist(), reverse=True)[:3] == [1, 1, 0]
    assert found.sums(found.weights).tolist() == [2, 1, 2, 0]


def test_a_concept_of_one_document_weighs_its_sentences() -> None:
    found = concepts(features(FERRY))
    assert sorted(found.weights.tolist(), reverse=True)[:3] == [2, 2, 1]  # the red, red ferry


def test_two_stop_words_are_no_concept_and_forms_of_one_stem_are_one() -> None:
    found = concepts(features("He is in the house. The houses were sold."))
    assert len(found.of(0)) == 1  # the house
    assert found.of(0)[0] in found.of(1)


def test_where_no_two_documents_share_a_thing_all_weigh_alike() -> None:
    found = concepts(features("Alpha beta gamma.", "Delta epsilon zeta."))
    assert set(found.weights.tolist()) == {1.0}


def test_texts_without_a_concept_are_summarised() -> None:
    for text in ("Hello.", "Is it he? It is he.", "猫。"):
        assert summarise(text, method="coverage").extracts
        assert summarise(text, "9w", method="coverage").extracts


def test_concepts_of_a_script_without_blanks_are_found() -> None:
    documents = [
        Document.from_text(t, id=t, language="zh") for t in ("猫坐在垫子上。", "狗坐在沙发上。")
    ]
    assert concepts(Features.of(documents)).weights.max() == 1


def test_sentences_left_out_still_speak_for_what_they_say() -> None:
    everything = features(FERRY, BRIDGE)
    part = concepts(everything.take([0, 2]))
    assert part.sums(part.weights).tolist() == [2, 2]


def slow(given: Features, scores: np.ndarray, length: Length) -> list[int]:
    """The rule as it stands in the docstring, from the best opening alone."""
    found = concepts(given)
    budget = length.budget(given.sentences)
    words = np.array([len(s.text.split()) for s in given.sentences])
    share = scores / scores.sum() * found.weights.sum() * CENTRALITY
    told = found.sums(found.weights) / words**BREVITY
    factor = by_place(given, scores, told, OPENING)
    needs = Needs(given)
    long_enough = words >= min(9, max(6, 0.4 * np.median(words)))
    worthy = long_enough if (long_enough & given.self_contained).any() else words > 0
    may_fill = length.unit == "sentences" or budget.fits(np.flatnonzero(worthy).tolist())
    chosen: list[int] = []
    gains: list[float] = []
    while True:
        covered = {c for row in chosen for c in found.of(row).tolist()}
        values = {}
        for row in np.flatnonzero(worthy).tolist():
            possible = given.self_contained[row] or given.support[row] >= 0
            fits = budget.fits([*chosen, row])
            closest = max((given.similarity(other)[row] for other in chosen), default=0.0)
            if possible and row not in chosen and fits and closest <= given.ceiling:
                new = sum(found.weights[c] for c in found.of(row).tolist() if c not in covered)
                gain = new * (1 - closest) + share[row] * max(0, 1 - 2 * closest)
                gain *= factor[row] * needs.worth(row, chosen)
                if may_fill or not chosen or words[row] >= 12 or gain >= 0.25 * np.mean(gains):
                    values[row] = gain / words[row] ** BREVITY
        if not values:
            return chosen
        openings = {row: v for row, v in values.items() if given.places[row] == 0}
        if not chosen and len(given.documents) > 1:
            values = openings or values
        best = max(values.values())
        chosen.append(min(row for row, value in values.items() if value >= best * (1 - 1e-12)))
        gains.append(values[chosen[-1]] * words[chosen[-1]] ** BREVITY)


@given(prose, prose, st.sampled_from(["10w", "25w", "60w", "2", "5"]))
def test_the_lazy_search_is_the_plain_one(one: str, other: str, size: str) -> None:
    given_ = features(one, other)
    scores = np.round(lexrank(given_), 9)  # of equal sentences equal, whatever the rounding
    length = Length(int(size)) if size.isdigit() else Length(size)
    expected = slow(given_, scores, length)
    found = coverage(given_, scores, length, starts=1)
    assert found[: len(expected)] == expected


def test_a_query_draws_the_choice_to_it() -> None:
    asked = summarise(
        f"{FERRY} {BRIDGE}", 1, method="coverage", query="When was the bridge closed?"
    )
    assert "bridge was closed" in asked.text
    assert "bridge" not in summarise(f"{FERRY} {BRIDGE}", 1, method="coverage").text


def test_what_one_source_alone_says_does_not_crowd_out_what_all_say() -> None:
    told = "The old ferry hit the harbour wall on Monday night."
    texts = [
        f"{told} A baker named Quill sold forty warm loaves to the people who waited there.",
        f"Weather was mild and the sea was calm for most of the evening there. {told}",
        f"The owner bought her second hand some nineteen years ago in the north. {told}",
    ]
    [story] = brief(texts, "12w", method="coverage", stories="one").stories
    assert [extract.text for extract in story.extracts] == [told]


def test_short_sentences_follow_when_all_others_are_chosen() -> None:
    text = "Nobody was hurt. The mayor promised a new bridge by the end of May."
    assert len(summarise(text, "100w", method="coverage").extracts) == 2
    assert summarise(text, 1, method="coverage").extracts[0].sentence.position == 1


@pytest.mark.parametrize("length", ["20w", "60w", "100w"])
def test_more_first_sentences_never_gather_less(length: str, seeds: list[Document]) -> None:
    given_ = Features.of(seeds)
    scores = lexrank(given_)
    found = concepts(given_)

    def gathered(rows: list[int]) -> float:
        share = scores / scores.sum() * found.weights.sum() * CENTRALITY
        size = given_.lengths**BREVITY
        factor = by_place(given_, scores, found.sums(found.weights) / size, OPENING)
        needs = Needs(given_)
        left, total = found.weights.copy(), 0.0
        for number, row in enumerate(rows):
            gain = (left[found.of(row)].sum() + share[row]) * factor[row]
            total += needs.worth(row, rows[:number]) * gain
            left[found.of(row)] = 0
        return float(total)

    one, many = (coverage(given_, scores, Length(length), starts=n) for n in (1, 15))
    assert gathered(many) >= gathered(one) - 1e-9
