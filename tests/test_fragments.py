"""Pieces of sentences that the layout has parted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document
from summarizer.text.fragments import fragments

AROUND = [f"The {name} was painted white. Nobody objected." for name in "door wall roof".split()]


def found(pieces: list[str]) -> tuple[set[int], set[int]]:
    text, spans = "", []
    for piece in pieces:
        spans.append((len(text), len(text) + len(piece)))
        text += f"{piece}\n\n"
    return fragments(text, spans)


def amid(*pieces: str) -> list[str]:
    """Some pieces after so much prose that they are no writer's way."""
    return [*AROUND * 4, *pieces, *AROUND]


def test_what_goes_on_below_a_formula_is_a_piece_and_so_is_what_it_goes_on_from() -> None:
    pieces = amid("The sum of both is equal to", "where the first is that of the lamps.")
    assert found(pieces) == ({13}, {12})


def test_what_ends_in_a_stop_breaks_off_nothing() -> None:
    pieces = amid("The lamp went out.", "and was lit again by the keeper's wife.")
    assert found(pieces) == ({13}, set())


@pytest.mark.parametrize(("count", "whole"), [(2, 18), (3, 17), (4, 16)])
def test_small_letters_are_the_way_of_a_writer_who_has_many(count: int, whole: int) -> None:
    pieces = [*(AROUND * 6)[:whole]]
    for at in range(count):
        pieces.insert(2 + 3 * at, "and was lit again by the keeper's wife.")
    assert len(pieces) == 20
    assert len(found(pieces)[0]) == (count if count <= 3 else 0)


@pytest.mark.parametrize("piece", ["Dear Ms. Marlow,", "He said that of all the lamps,", "他说，"])
def test_what_ends_in_a_comma_breaks_off_unless_many_do(piece: str) -> None:
    assert found(amid(piece)) == (set(), {12})
    assert found([piece] * 9) == (set(), set())


@pytest.mark.parametrize(
    "opening",
    [
        "iPhones were what they asked for.",
        "d'Artagnan had been there before them.",
        "de Gaulle had been there before them.",
        "van Gogh had painted it in the summer.",
        "al-Qaeda said nothing about it.",
        "read_lamp() gives the hours of light.",
        "3 lamps went out before midnight.",
        "«Lamps are expensive», he said at last.",
        "Then the lamp went out again.",
        "灯塔在半夜熄灭了。",
    ],
)
def test_names_numbers_and_capitals_open_sentences(opening: str) -> None:
    assert found(amid(opening)) == (set(), set())


@pytest.mark.parametrize("sign", ["", "“", "(", "— ", "... "])
def test_a_small_letter_behind_signs_is_one(sign: str) -> None:
    assert found(amid(f"{sign}and so it was lit again by his wife."))[0] == {12}


def test_a_letter_goes_on_behind_whom_it_is_to() -> None:
    assert found(amid("Sehr geehrte Frau Marlow,", "ich war gestern dort."))[0] == set()
    assert found(amid("He said that of all the lamps in town,", "ours was the first."))[0] == {13}


def test_of_a_writer_without_capitals_a_small_letter_says_nothing() -> None:
    pieces = [piece.lower() for piece in AROUND]
    assert found(pieces * 3) == (set(), set())
    assert found([*AROUND, *pieces]) == (set(), set())


def test_the_first_paragraph_is_never_a_piece() -> None:
    assert found(["and so it began, they say."] + AROUND * 4) == (set(), set())
    assert found([]) == (set(), set())


@given(
    st.lists(st.sampled_from([*AROUND, "and so on", "x", "…", "The lamp", "of it."]), max_size=30)
)
def test_pieces_are_among_the_paragraphs(pieces: list[str]) -> None:
    small, broken = found(pieces)
    assert small <= set(range(1, len(pieces)))
    assert {row + 1 for row in broken} <= small


def test_pieces_cannot_be_chosen() -> None:
    text = "\n\n".join(amid("The sum of both of them is equal to", "where the first is the lamp."))
    document = Document.from_text(text)
    kinds = {s.text: s.kind for s in document.sentences}
    assert kinds["where the first is the lamp."] == "fragment"
    assert not any(s.text.startswith("where") for s in document.candidates)


LIST = """The keeper of the light must, before he goes off watch, do all of the following:

{0} trim the lamp and fill it with oil for the whole of the night;

{1} write down in the book how much of the oil is left; and

{2} tell the man who relieves him what he has seen of the weather.

Nobody may leave the island while a ship is in sight. The pilot is told by flag.
"""


@pytest.mark.parametrize("marks", [("(a)", "(b)", "(c)"), ("a)", "b)", "c)")])
def test_an_item_that_goes_on_with_the_sentence_above_is_a_piece(marks: tuple[str, ...]) -> None:
    """However many there are: it is no writer's way of beginning sentences."""
    document = Document.from_text(LIST.format(*marks))
    assert [sentence.line.split()[0] for sentence in document.candidates] == [
        "Nobody",
        "The",
    ]


def test_items_that_are_sentences_are_chosen_but_for_those_that_go_on_in_the_next() -> None:
    text = LIST.format("(a)", "(b)", "(c)").replace("write", "He shall write")
    text = text.replace("tell the", "He shall tell the")
    assert [sentence.line[:8] for sentence in Document.from_text(text).candidates] == [
        "He shall",
        "Nobody m",
        "The pilo",
    ]


@pytest.mark.parametrize(
    ("sentence", "aside"),
    [
        ("The lock is held no longer than it must be.", "(Issue #12)"),
        ("The lamp is lit an hour before the sun sets!", "[since the second release]"),
        ("Der Zug hielt an keinem der drei Bahnhöfe mehr an.", "(Anna Berg, Kiel)"),
        ("那天晚上他一个人离开了北京。", "（本报记者 张三）"),
    ],
)
def test_a_remark_in_brackets_without_a_stop_behind_a_sentence_is_none(
    sentence: str, aside: str
) -> None:
    sentences = Document.from_text(f"{sentence} {aside}").sentences
    assert [s.kind for s in sentences] == ["prose", "fragment"]


@pytest.mark.parametrize("aside", ["(It was held for hours.)", "(Was it?)", "(So he said :-)"])
def test_a_sentence_in_brackets_is_one(aside: str) -> None:
    document = Document.from_text(f"The lock is held no longer than it must be. {aside}")
    assert [s.text for s in document.candidates][1:] == [aside]


def test_a_paragraph_in_brackets_can_be_chosen() -> None:
    assert Document.from_text("(He did not come back)").candidates
