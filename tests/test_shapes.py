"""Lines that are no running text, or that open a paragraph whatever the line before them."""

from collections.abc import Callable

import pytest
from hypothesis import given

from summarizer.text.lines import lines_of
from summarizer.text.shapes import SURE, WEAK, Shapes, interruptions, shapes_of

from .strategies import noise, texts


def shapes(text: str) -> Shapes:
    return shapes_of(lines_of(text))


def opens(text: str) -> list[int]:
    return [int(sure) for sure in shapes(text).opens]


def apart(text: str) -> list[bool]:
    return [bool(is_apart) for is_apart in shapes(text).apart]


def interrupting(text: str) -> list[str]:
    lines = lines_of(text)
    return [lines.body(row) for row in interruptions(lines).nonzero()[0].tolist()]


@given(noise | texts)
def test_every_line_has_its_shape(text: str) -> None:
    lines = lines_of(text)
    if len(lines):
        found = shapes_of(lines)
        for of_lines in (found.opens, found.columns, found.apart, found.underlined):
            assert len(of_lines) == len(lines)
        assert len(interruptions(lines)) == len(lines)


@pytest.mark.parametrize("mark", "• ‣ ▪ ■ ➢".split())
def test_a_bullet_opens_a_paragraph(mark: str) -> None:
    found = shapes(f"The keeper needs\n{mark} oil\n  {mark}  rope")
    assert found.opens.tolist() == [0, SURE, SURE]
    assert found.columns.tolist() == [0, 2, 5]


@pytest.mark.parametrize(
    ("first", "second"),
    [("1. ", "2. "), ("1) ", "2) "), ("(8) ", "(9) "), ("a) ", "b) "), ("1.1 ", "1.2 ")],
)
def test_marks_that_count_open_paragraphs_behind_stops_and_colons(first: str, second: str) -> None:
    assert opens(f"The keeper needs:\n{first}oil;\n{second}rope.") == [0, SURE, SURE]


@pytest.mark.parametrize("style", ["{}. ", "{}) ", "({}) "])
@pytest.mark.parametrize("change", [str.lower, str.upper])
def test_roman_numbers_open_paragraphs_however_long_they_are(
    style: str, change: Callable[[str], str]
) -> None:
    romans = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii".split()
    items = "\n".join(f"{style.format(change(roman))}oil;" for roman in romans)
    assert all(opens(f"The keeper needs:\n{items}")[1:])
    assert not any(opens("The keeper\nvixen) ran\nmix. It was\nvisited) and")[1:])


@pytest.mark.parametrize("line", ["31. Nobody did.", "9. Nobody did.", "(4) Nobody did."])
def test_a_number_that_nothing_counts_on_opens_nothing(line: str) -> None:
    assert opens(f"The keepers hand in their reports by Oct.\n{line}\nThey never do.") == [0, 0, 0]


@pytest.mark.parametrize("mark", ["-", "–", "*", "+"])
def test_what_may_be_a_dash_in_a_sentence_is_weak(mark: str) -> None:
    assert opens(f"The lamp was lit\n{mark} and went out") == [0, WEAK]


@pytest.mark.parametrize("sign", "o*+")
def test_a_mark_that_a_block_begins_with_opens_every_item(sign: str) -> None:
    items = f"{sign} oil for the lamp\n{sign} two ropes, one of\n  them new\n{sign} bread\n"
    assert opens(f"We need:\n\n{items}") == [0, SURE, SURE, 0, SURE]
    assert SURE not in opens(f"We need oil, which is\n{sign} and\n{sign} or\n")


def test_names_and_times_open_paragraphs_where_they_are_the_way_of_a_text() -> None:
    assert opens("ADA: Is it lit?\nTOM: No.\nADA: Why?") == [SURE] * 3
    assert opens("<ada> is it lit\n<tom> no\n<ada> why") == [SURE] * 3
    assert opens("10:31 It is lit\n10:40 It is out\n10:42 It is lit") == [SURE] * 3
    assert opens("Ada said this: it was lit\nTOM: No.\nAnd then it went out.") == [0] * 3


def test_a_few_names_make_no_time_the_start_of_anything() -> None:
    text = "Author: Ada\nTitle: Lamps\nPlace: Perrin\n\nIt was lit at\n6:12 a.m. on Monday."
    assert opens(text)[-1] == 0


@pytest.mark.parametrize("day", ["", "2019-03-13T", "13/03/2019, ", "3.13.19 "])
def test_who_comes_to_a_chat_is_apart_and_what_is_said_there_is_not(day: str) -> None:
    stamps = [f"{day}01:0{minute}:55" for minute in range(5)]
    said = ["<ann> is the lamp lit", "*** bob has joined", "<bob> no", "<ann> why", "-!- ann left"]
    text = "\n".join(map(" ".join, zip(stamps, said, strict=True)))
    assert apart(text) == [False, True, False, False, True]
    assert opens(text) == [SURE] * 5
    assert not any(apart(f"{stamps[0]} *** nobody came"))


@pytest.mark.parametrize("dots", [" ....... ", "........", " . . . . . "])
def test_entries_of_a_table_of_contents_stand_apart(dots: str) -> None:
    assert apart(f"1. Lamps{dots}3\n1.1 Oil{dots}iv\nOther{dots}\n") == [True] * 3
    assert not any(apart("He said .... nothing at all.\nIt was lit in 1901....\n3 lamps"[:40]))


def test_a_word_with_a_colon_that_a_line_begins_with_opens_nothing() -> None:
    text = "He heard it, and then there came a deep and tired\nVoice: nobody knew whose it was.\n\n"
    assert not any(opens(text * 5))
    assert opens("Ann: no\nBob: yes\nAnn: but why\n") == [SURE] * 3


def test_names_of_speakers_on_lines_of_their_own() -> None:
    talk = "ADA\nIs it lit?\n\nTOM\nNo, it is not.\n\nADA\nWhy?\n\nTOM\nNo oil."
    assert apart(f"{talk}\n\nADA\nOh.\n\nTOM\nYes.") == [True, False] * 6
    assert not any(apart("ADA\nIs it lit?\n\nTOM\nNo, it is not."))


@pytest.mark.parametrize("rule", ["=====", "-----", "* * *", "~~~~~", "_____", "***"])
def test_a_rule_stands_apart_and_underlines_a_title(rule: str) -> None:
    found = shapes(f"Of Lamps\n{rule}\n\nThe lamp was lit.")
    assert found.apart.tolist() == [False, True, False]
    assert found.underlined.tolist() == [True, False, False]
    assert not shapes(f"The lamp\nwas lit.\n{rule}").underlined.any()


@pytest.mark.parametrize("rest", ["%.", "».", ").", "…"])
def test_the_last_signs_of_a_sentence_are_no_rule(rest: str) -> None:
    assert apart(f"Of all the oil they burned 28\n{rest}") == [False, False]
    assert apart(f"Of all the oil they burned 28.\n\n{rest}")[1]


HEADER = "From: Ada Marlow\nTo: Tom Vane\nSubject: lamps\n  and oil\n\n"


def test_header_blocks_stand_apart() -> None:
    assert apart(f"{HEADER}Dear Tom,\nthe lamp is out.") == [True] * 4 + [False] * 2
    assert not any(apart("Note: the lamp is out.\nCause: there was no oil.\nCure: oil was bought."))


STANZAS = """\
Lamp: north
Keeper: Ada Marlow
Oil: whale,
 seal
Remarks: a lamp of the second order
 This lamp is lit at dusk by whoever keeps the island, and
 burns until the sun is up.
 .
 Nobody has seen it out for as long as anyone remembers.

Lamp: south
Remarks: none
"""


def test_the_sentences_of_a_field_do_not_stand_apart() -> None:
    assert apart(STANZAS) == [*[True] * 5, False, False, True, False, True, True]


def test_a_field_without_others_is_known_from_those_above() -> None:
    assert apart(STANZAS + "\nOil: rape\n seal\n")[-2:] == [True, True]
    assert apart(STANZAS + "\nOil: it is brought by boat.\n")[-1:] == [False]
    assert apart(STANZAS + "\nBoats: one\n two\n")[-2:] == [False, False]


def test_a_field_that_fills_its_line_goes_on_with_it() -> None:
    remark = "Remark: The lamp is lit at dusk, and it burns until\n the sun is up.\n"
    remark = f"Lamp: north\nOil: whale\n{remark}"
    assert apart(remark) == [True, True, False, False]


@pytest.mark.parametrize("mark", ["", "> "])
def test_a_signature_stands_apart(mark: str) -> None:
    text = f"{mark}The lamp is out.\n{mark}\n{mark}-- \n{mark}Ada Marlow\n{mark}Keeper"
    assert apart(text) == [False, True, True, True]
    assert not any(apart("-- \n" + "The lamp is out, and so is the other.\n" * 30)[1:])


def test_a_signature_ends_at_two_blank_lines() -> None:
    lines = ["The lamp is out.", "-- ", "Ada Marlow", "", "Keeper"]
    for rest in (["", "", "It was lit again."], ["", "", "It was lit.", "Ada left."]):
        assert apart("\n".join([*lines, *rest])) == [
            *(False, True, True, True),
            *[False] * (len(rest) - 2),
        ]
    assert apart("\n".join(["> -- ", "> Ada", "It was lit.", "Ada left."])) == [
        *(True, True),
        *(False, False),
    ]


@pytest.mark.parametrize(
    "code",
    [
        "int main(void)\n{\n    light(lamp);\n    return 0;\n}",
        "$ light --lamp=3 | tee log\n$ cat log > /dev/null",
        "<ul>\n  <li>oil</li>\n</ul>",
        "x = 3;\ny = lamps[x];\nz = {x, y};",
    ],
)
def test_programs_stand_apart(code: str) -> None:
    found = apart(f"The lamp was lit.\n\n{code}\n\nIt went out.")
    assert found == [False, *[True] * (code.count("\n") + 1), False]


def test_the_times_of_subtitles_interrupt() -> None:
    cue = "00:00:01,000 --> 00:00:02,500"
    text = f"1\n{cue}\nThe lamp of\n\n2\n{cue}\nthe north"
    assert len(interrupting(text)) == 4
    assert shapes(text).is_captioned


PAGE = "\n\n".join(["The lamp of the north was lit in May and it", "burned for a night."])


@pytest.mark.parametrize("stamp", ["0:{:02}", "[00:{:02}]", "00:00:{:02}.500"])
def test_times_on_lines_of_their_own_interrupt_where_there_are_many(stamp: str) -> None:
    said = ["the lamp was lit", "at dusk and it", "burned all night", "until the sun", "came up"]
    stamps = [stamp.format(4 * row) for row in range(5)]
    text = "\n".join(line for pair in zip(stamps, said, strict=True) for line in pair)
    assert interrupting(text) == stamps
    assert interrupting(f"We met at\n{stamps[0]}\nand went home.") == []


@pytest.mark.parametrize(
    "head", ["Lamps and Lenses {}", "{}", "- {} -", "[Page {}]", "Page {} of 9"]
)
def test_heads_that_come_back_interrupt(head: str) -> None:
    text = "\n\n".join(
        f"The lamp of the north {word} was\n\n{head.format(page)}\n\nlit in May and burned."
        for page, word in enumerate("early late again".split(), 1)
    )
    assert interrupting(text) == [head.format(page) for page in (1, 2, 3)]


@pytest.mark.parametrize("head", ["Page {}", "Lamps and Lenses {}"])
def test_a_head_that_comes_back_interrupts_at_the_end_too(head: str) -> None:
    pages = [
        f"The lamp of the north {word} was\n\n{head.format(page)}\n\nlit in May and burned."
        for page, word in enumerate("early late again".split(), 1)
    ]
    text = "\n\n".join([*pages, head.format(4)])
    assert interrupting(text) == [head.format(page) for page in (1, 2, 3, 4)]


def test_headings_that_come_back_over_paragraphs_do_not_interrupt() -> None:
    text = "\n\n".join(f"Lamp {number}\n\nIt was lit in May, and it burned." for number in range(5))
    assert interrupting(text) == []


def test_what_stands_by_a_form_feed_interrupts_where_it_is_no_text() -> None:
    assert interrupting("The lamp of\n\nLamps 1\n\f\nthe north.") == ["Lamps 1"]
    assert interrupting("The lamp counted 1 492\fpeople in the north\nand was lit.") == []


def test_two_pages_are_told_by_their_numbers_and_a_number_alone_is_none() -> None:
    text = "1\n\nThe lamp of the island was lit at\n\n2\n\ndusk by whoever was there.\n"
    assert interrupting(text) == ["1", "2"]
    assert interrupting(text[3:]) == []
