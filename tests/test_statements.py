"""Sentences that say the same thing."""

import math
import random
from dataclasses import replace
from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Features
from summarizer.similarity_join import WeightedSets
from summarizer.statements import Statements, group_statements, groups_of, told_before

from .strategies import prose


def documents(texts: list[str]) -> list[Document]:
    """Documents that say some texts."""
    return [Document.from_text(text, id=str(i)) for i, text in enumerate(texts)]


def said_together(*sentences: str) -> list[list[int]]:
    """The groups that some sentences of different documents fall into."""
    given_documents = [Document.from_text(s, id=str(i)) for i, s in enumerate(sentences)]
    leaders = group_statements(Features.of(given_documents))
    groups: dict[int, list[int]] = {}
    for row, leader in enumerate(leaders):
        groups.setdefault(leader, []).append(row)
    return sorted(groups.values())


def test_quotes_and_small_edits_do_not_hide_that_it_is_the_same() -> None:
    assert said_together(
        "“We saw no light until the barge was 30 metres off our bow,” Capt. Vennick said.",
        '"We saw no light at all until the barge was 30 metres off our bow," Capt. Vennick said '
        "on Wednesday.",
        "The bakery at the harbour opens at seven.",
    ) == [[0, 1], [2]]


def test_a_quotation_is_said_by_who_quotes_it() -> None:
    assert said_together(
        "No ferry will sail until we know why two vessels met in a clear channel.",
        '"No ferry will sail until we know why two vessels met in a clear channel," he said.',
    ) == [[0, 1]]


def test_another_number_is_another_statement() -> None:
    text = "The Taliban claimed to have killed {} Pakistani soldiers in the raid near Kandahar."
    assert said_together(text.format(58), text.format(23), text.format(58)) == [[0, 2], [1]]


def test_the_contrary_is_another_statement() -> None:
    assert said_together(
        "The council has agreed to close the oldest wing of the hospital by June.",
        "The council has not agreed to close the oldest wing of the hospital by June.",
        "The council hasn’t agreed to close the oldest wing of the hospital by June.",
    ) == [[0], [1, 2]]


def test_a_few_words_in_common_are_not_enough() -> None:
    assert said_together(
        "An inquiry was opened.",
        "The ports authority opened an inquiry on Wednesday and ordered both vessels to stay.",
    ) == [[0], [1]]


LINE = "The ship {} left port {} with men and coal {}. "
templates = st.lists(
    st.builds(
        LINE.format,
        st.sampled_from(["Ada", "Bea", "7", "8"]),
        st.sampled_from(["1", "2", "Rostock"]),
        st.sampled_from(["", "in 3 days", "and never came back"]),
    ),
    min_size=1,
    max_size=14,
).map("".join)
"""One thing said again and again, with other names and numbers."""


def weight_shared(statements: Statements, one: int, other: int) -> tuple[float, float]:
    """The weight that two statements share, and that of all their terms, by sets."""
    a, b = (set(statements.terms[i].tolist()) for i in (one, other))
    return math.fsum(statements.weights[list(a & b)]), math.fsum(statements.weights[list(a | b)])


@given(st.lists(st.one_of(templates, prose), min_size=1, max_size=4))
def test_what_is_near_is_what_comparing_all_with_all_finds(texts: list[str]) -> None:
    statements = Statements.of(Features.of(documents(texts)))
    expected = {}
    for one, other in combinations(range(len(statements)), 2):
        shared, both = weight_shared(statements, one, other)
        if shared / (both + 3) >= 0.36:
            expected[one, other] = shared / (both + 3)
    ones, others, shares = statements.near()
    found = dict(zip(zip(ones.tolist(), others.tolist(), strict=True), shares, strict=True))
    assert found == pytest.approx(expected)


@given(st.lists(st.one_of(templates, prose), min_size=1, max_size=4))
def test_nothing_in_a_group_contradicts_and_half_of_it_is_near(texts: list[str]) -> None:
    statements = Statements.of(Features.of(documents(texts)))
    ones, others, _ = statements.near()
    near = set(zip(ones.tolist(), others.tolist(), strict=True))
    groups = groups_of(statements)
    assert sorted(chain.from_iterable(groups)) == list(range(len(statements)))
    for group in groups:
        pairs = [(min(pair), max(pair)) for pair in combinations(group, 2)]
        assert not any(statements.contradict(*pair) for pair in pairs)
        assert 2 * len(near.intersection(pairs)) >= len(pairs)
        assert statements.totals[group[0]] == max(statements.totals[group])


@given(st.lists(st.one_of(templates, prose), min_size=1, max_size=5), st.randoms())
def test_groups_do_not_depend_on_the_order_of_the_documents(
    texts: list[str], generator: random.Random
) -> None:
    given_documents = documents(texts)
    shuffled = list(given_documents)
    generator.shuffle(shuffled)

    def groups(some: list[Document]) -> set[frozenset[tuple[str, int]]]:
        features = Features.of(some)
        found: dict[int, set[tuple[str, int]]] = {}
        for sentence, leader in zip(features.sentences, group_statements(features), strict=True):
            found.setdefault(leader, set()).add((sentence.document_id, sentence.position))
        return set(map(frozenset, found.values()))

    assert groups(given_documents) == groups(shuffled)


@given(st.one_of(templates, prose), st.one_of(templates, prose))
def test_what_is_known_is_what_one_of_all_the_known_covers(text: str, known: str) -> None:
    features = Features.of(documents([text, known]))
    own = len(features.documents[0].candidates)
    statements = replace(Statements.of(features), weights=Statements.of(features).plain)
    at = {row: one for one, rows in enumerate(statements.rows) for row in rows}

    def covers(knows: int, told: int) -> bool:
        shared, _ = weight_shared(statements, at[knows], at[told])
        return (
            statements.witnesses[at[told]].says_no_more(statements.witnesses[at[knows]])
            and shared >= 0.8 * weight_shared(statements, at[told], at[told])[0] - 1e-6
        )

    later = range(own, len(features))
    assert told_before(features, own) == {
        row for row in range(own) if any(covers(knows, row) for knows in later)
    }


def test_one_thing_said_with_other_numbers_costs_no_comparison_of_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "".join(f"Ship {i} left port {i % 97} with {i % 13} men and coal. " for i in range(3000))
    features = Features.of([Document.from_text(text)])
    compared = 0
    real = WeightedSets.shared

    def counted(self: WeightedSets, ones: Any, others: Any) -> Any:
        nonlocal compared
        compared += len(ones)
        return real(self, ones, others)

    monkeypatch.setattr(WeightedSets, "shared", counted)
    group_statements(features)
    assert 0 < compared < 100 * len(features)


def test_the_same_quotation_is_the_same_statement_whoever_is_named() -> None:
    assert said_together(
        "“I did not want this toll,” Mayor Ingrid Calloway said.",
        '"I did not want this toll," she told the chamber over whistles from the gallery.',
        '"I did not," she said and left the room.',
    ) == [[0, 1], [2]]


def test_a_looser_likeness_counts_where_nothing_else_comes_as_near() -> None:
    one = "About 3,200 of the two banks' 19,400 jobs will be cut by summer, a report found."
    other = "Some 3,200 of the 19,400 posts at the two banks are to go."
    rival = "Of 19,400 posts at the banks 3,200 stand empty."
    rest = ["The ferry sails at dawn.", "Schools stay shut.", "Rain fell on the harbour."]

    def groups(*more: str) -> list[int]:
        features = Features.of(documents([one, " ".join([other, *more]), *rest]))
        return group_statements(features)

    assert groups()[0] == groups()[1]
    assert len({groups(rival)[0], groups(rival)[1], groups(rival)[2]}) > 1
    ones, others, shares = Statements.of(Features.of(documents([one, other, *rest]))).near()
    assert len(ones) == len(others) == 1
    assert 0.36 <= shares[0] < 0.5


def test_numbers_are_equal_however_they_are_written() -> None:
    assert said_together(
        "The League's leader announced the withdrawal at 7:40 p.m. with nine others.",
        "The League's leader announced the withdrawal at 7.40 p.m. with 9 others.",
    ) == [[0, 1]]
    assert said_together(
        "The strike left 38,000 homes without water on Tuesday.",
        "The strike left 38.000 homes without water on Tuesday.",
        "The strike left 38 000 homes without water on Tuesday.".replace(" 000", "\u202f000"),
    ) == [[0, 1, 2]]


def test_numbers_in_words_are_numbers() -> None:
    text = "{} soldiers were killed in the raid near Kandahar on Monday."
    assert said_together(text.format("Two"), text.format("Five"), text.format("Two")) == [
        [0, 2],
        [1],
    ]
