"""Full stops that were lost between two sentences, and capitals that show none."""

import pytest

from summarizer import split_sentences
from summarizer.text.languages import get_language
from summarizer.text.lost_stops import lost_stops, parted

RULES = get_language("en").rules


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, "en")]


def test_a_word_that_opens_sentences_shows_a_lost_stop() -> None:
    assert cut("She left the lamp on all night He did not mind at all.") == [
        "She left the lamp on all night",
        "He did not mind at all.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Keeper grants a lamp to You if You sign and if You pay what You owe.",
        "It is for You and for nobody else, and You may light it where You like, as You know.",
    ],
)
def test_a_word_that_is_written_large_everywhere_shows_none(text: str) -> None:
    assert cut(text) == [text]


def test_a_term_of_a_licence_is_told_over_the_whole_text() -> None:
    clauses = ["Lamps are given to You.", "Oil is yours if You pay.", "Here You sign it."]
    text = " ".join([*clauses * 3, "The oil is burned by then You bring back the lamp."])
    assert cut(text)[-1] == "The oil is burned by then You bring back the lamp."


def test_gaps_are_blanks_and_in_order() -> None:
    text = "She left the lamp on all night He did not mind She went on 1/24/2001 10:15 AM Then he"
    gaps = lost_stops(text, [(0, len(text))], RULES)
    assert gaps == sorted(gaps)
    assert all(text[start:end].isspace() for start, end in gaps)
    assert lost_stops(text, [], RULES) == []


def test_a_bracket_leaves_a_sentence_open_unless_a_stop_stands_in_it() -> None:
    head = "She left the lamp on all night "
    assert cut(f"{head}(as she does) He did not mind at all.") == [
        f"{head}(as she does)",
        "He did not mind at all.",
    ]
    (gap,) = lost_stops(f"{head}(as she does) He left.", [(0, 51)], RULES)
    assert gap == (len(head) + 13, len(head) + 14)
    assert not lost_stops(f"{head}(as she does!) He left.", [(0, 52)], RULES)


def test_sentences_are_cut_at_the_gaps_inside_them() -> None:
    assert parted([[(0, 10)], [(11, 30)]], [(4, 5), (20, 22)]) == [
        [(0, 4), (5, 10)],
        [(11, 20), (22, 30)],
    ]
    assert parted([[(0, 10)]], [(10, 11), (12, 13)]) == [[(0, 10)]]
    assert parted([[(0, 10)]], []) == [[(0, 10)]]
    assert parted([], [(3, 4)]) == []
