"""Sentences that say the same thing."""

from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Features
from summarizer import statements as module
from summarizer.statements import group_statements, told_before

from .strategies import prose


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


@given(st.one_of(templates, prose))
def test_groups_are_those_of_comparing_all_with_all(text: str) -> None:
    features = Features.of([Document.from_text(text)])
    found = group_statements(features)
    statements = module._statements(features)
    order = sorted(range(len(features)), key=lambda r: module._rank(statements, features, r))
    leaders: list[int] = []
    for row in order:
        same = [at for at in leaders if module._same(statements[at], statements[row])]
        if not same:
            leaders.append(row)
        assert found[row] == (same[0] if same else row)


@given(st.one_of(templates, prose), st.one_of(templates, prose))
def test_what_is_known_is_what_one_of_all_the_known_covers(text: str, known: str) -> None:
    documents = [Document.from_text(text, id="a"), Document.from_text(known, id="b")]
    features = Features.of(documents)
    own = len(documents[0].candidates)
    statements = module._statements(features)
    expected = {
        row
        for row in range(own)
        if any(module._covers(known, statements[row]) for known in statements[own:])
    }
    assert told_before(features, own) == expected


def test_one_thing_said_with_other_numbers_costs_no_comparison_of_all(
    monkeypatch: object,
) -> None:
    text = "".join(f"Ship {i} left port {i % 97} with {i % 13} men and coal. " for i in range(3000))
    features = Features.of([Document.from_text(text)])
    compared = 0
    real = module._same

    def counted(longer: module._Statement, shorter: module._Statement) -> bool:
        nonlocal compared
        compared += 1
        return real(longer, shorter)

    monkeypatch.setattr(module, "_same", counted)  # type: ignore[attr-defined]
    group_statements(features)
    assert compared < 100 * len(features)


def test_numbers_in_words_are_numbers() -> None:
    text = "{} soldiers were killed in the raid near Kandahar on Monday."
    assert said_together(text.format("Two"), text.format("Five"), text.format("Two")) == [
        [0, 2],
        [1],
    ]
