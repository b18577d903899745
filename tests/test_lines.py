"""The lines of a text, and what can be seen of each without knowing the others."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.lines import (
    CAPITAL,
    DIGIT,
    FINAL,
    JOINED,
    LISTED,
    OPEN,
    OTHER,
    RESUMED,
    SMALL,
    UNCASED,
    lines_of,
    with_cells,
    without,
)
from summarizer.text.rules import BLANKS

from .strategies import noise, texts

LINE_ENDS = ["\n", "\r\n", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\u2029"]
SIGNS = " >|#*/:;%!-"  # of which the marks in front of lines are made
plain = texts.map(lambda text: text.replace("\n\n", "\n \n"))


def bodies(text: str) -> list[str]:
    lines = lines_of(text)
    return [lines.body(row) for row in range(len(lines))]


def of_one(text: str, name: str) -> int:
    """What is said of the only line of a text."""
    [found] = getattr(lines_of(text), name).tolist()
    return int(found)


@given(noise | plain)
def test_lines_hold_all_that_is_not_blank_in_order(text: str) -> None:
    lines = lines_of(text)
    reached = 0
    for start, end in zip(lines.starts.tolist(), lines.ends.tolist(), strict=True):
        assert reached <= start < end <= len(text)
        assert len(text[start:end].splitlines()) == 1
        assert text[start:end] == text[start:end].strip(BLANKS)
        assert not text[reached:start].strip(BLANKS + SIGNS)
        reached = end
    assert not text[reached:].strip(BLANKS + SIGNS)
    if ">" not in text:
        rest = [line.strip(BLANKS) for line in text.splitlines()]
        assert bodies(text) == [line for line in rest if line] or lines.quotes.any()


@given(noise | plain)
def test_every_array_has_an_entry_for_each_line(text: str) -> None:
    lines = lines_of(text)
    for name in (
        "ends",
        "indents",
        "gaps",
        "quotes",
        "cells",
        "words",
        "counts",
        "firsts",
        "lasts",
    ):
        assert len(getattr(lines, name)) == len(lines)
    assert (lines.gaps >= 0).all()
    assert (lines.counts >= 1).all()
    assert (lines.words >= 1).all()
    assert (lines.words <= np.maximum(lines.sizes, 1)).all()


@pytest.mark.parametrize("end", LINE_ENDS)
def test_line_ends_of_every_kind_count_and_blank_lines_are_gaps(end: str) -> None:
    lines = lines_of(end.join(["one", "", "  two ", " ", "\t", "three", "four"]))
    assert [lines.body(row) for row in range(4)] == ["one", "two", "three", "four"]
    assert lines.gaps.tolist() == [0, 1, 2, 0]
    assert lines.indents.tolist() == [0, 2, 0, 0]


def test_a_form_feed_ends_a_line_and_is_no_blank_one() -> None:
    lines = lines_of("one\f\ntwo\n\f\nthree\ffourth")
    assert lines.gaps.tolist() == [0, 0, 1, 0]
    assert lines.after_form_feed.tolist() == [False, True, True, True]


@pytest.mark.parametrize(
    ("indent", "columns"), [("", 0), ("   ", 3), ("\t", 8), ("  \t", 8), ("\t \t", 16)]
)
def test_indents_are_columns(indent: str, columns: int) -> None:
    assert of_one(f"{indent}word", "indents") == columns


@pytest.mark.parametrize(
    ("line", "by"),
    [
        ("and so", SMALL),
        ("“and so”", SMALL),
        ("¿y qué?", SMALL),
        ("(а потом)", SMALL),
        ("And so", CAPITAL),
        ("«Итак»", CAPITAL),
        ("ARTICLE 5. OF LAMPS AND OIL", UNCASED),
        ("OF LAMPS", CAPITAL),
        ("TO THE LAMPS OF THE NORTH", UNCASED),
        ("[3] lamps", DIGIT),
        ("٣ مصابيح", DIGIT),
        ("灯塔", UNCASED),
        ("المنارة", UNCASED),
        ("...", OTHER),
        ("https://lights.example", OTHER),
        ("www.lights.example", OTHER),
        ("how it was", SMALL),
        ("was it so", SMALL),
    ],
)
def test_by_what_a_line_begins(line: str, by: int) -> None:
    assert of_one(line, "firsts") == by


@pytest.mark.parametrize(
    ("line", "by"),
    [
        ("It burned.", FINAL),
        ("“It burned!”", FINAL),
        ("It burned (at last.)", FINAL),
        ("灯亮了。", FINAL),
        ("दीपक जला।", FINAL),
        ("It burned.[12]", FINAL),
        ("It burned.12", FINAL),
        ("It burned.”¹", FINAL),
        ("It burned", 0),
        ("It cost 3.12", 0),
        ("in the house of J.", 0),
        ("in the year 5.", FINAL),
        ("lamps, oil,", OPEN),
        ("lamps — ", OPEN),
        ("lamps (", OPEN),
        ("a light-", JOINED),
        ("a light\xad", JOINED),
        ("lamps:", LISTED),
        ("lamps;", LISTED),
    ],
)
def test_by_what_a_line_ends(line: str, by: int) -> None:
    assert of_one(line, "lasts") == by


@pytest.mark.parametrize(
    ("mark", "depth"), [("> ", 1), (">", 1), ("> > ", 2), (">> ", 2), (">>> ", 3), (" > ", 1)]
)
def test_quote_marks_are_counted_and_are_no_part_of_lines(mark: str, depth: int) -> None:
    lines = lines_of(f"{mark}one lamp\n{mark.rstrip()}\n{mark}two lamps\nnone")
    assert [lines.body(row) for row in range(3)] == ["one lamp", "two lamps", "none"]
    assert lines.quotes.tolist() == [depth, depth, 0]
    assert lines.gaps.tolist() == [0, 1, 0]
    assert lines.words.tolist() == [3, 3, 4]


@pytest.mark.parametrize("initials", ["J", "JD", "JDX"])
def test_initials_may_stand_before_a_quote_mark(initials: str) -> None:
    said = ["the lamp was lit in May", "and burned for a night", "until the sun came up"]
    lines = lines_of("\n".join(f"{initials}> {line}" for line in said))
    assert [lines.body(row) for row in range(3)] == said
    assert lines.quotes.tolist() == [1, 1, 1]
    assert lines.gaps.tolist() == [0, 0, 0]


def test_a_from_that_a_mailer_has_marked_is_no_quotation() -> None:
    assert of_one(">From the lamp it went out.", "quotes") == 0


PARAGRAPH = ["The lamp of the north was", "lit for the first time in", "May, and it went", "out."]


@pytest.mark.parametrize(
    "mark",
    ["| ", "# ", "// ", "%% ", ";; ", "JD> ", "* ", '" ', "} ", "REM ", "dnl ", "C   ", "| | "],
)
def test_what_leads_each_line_of_a_block_is_no_part_of_them(mark: str) -> None:
    found = bodies("\n".join(mark + line for line in PARAGRAPH))
    assert found == PARAGRAPH if mark != "| | " else [f"| {line}" for line in PARAGRAPH]


@pytest.mark.parametrize("mark", ["# ", "// ", "| "])
def test_what_leads_lines_of_a_script_without_small_letters(mark: str) -> None:
    block = ["المنارة القديمة في الشمال", "أضيئت لأول مرة في الربيع", "ثم انطفأت في الليل."]
    assert bodies("\n".join(mark + line for line in block)) == block
    titles = ["المنارة القديمة", "المنارة الجديدة", "البحر"]
    assert bodies("\n".join(mark + line for line in titles)) == [mark + line for line in titles]


def test_the_times_of_a_lyric_lead_its_lines_and_those_of_a_chat_do_not() -> None:
    timed = [f"[00:{row:02}.00]{line}" for row, line in enumerate(PARAGRAPH)]
    assert bodies("\n".join(timed)) == PARAGRAPH
    chat = [f"[00:{row:02}] {line}" for row, line in enumerate(PARAGRAPH)]
    assert bodies("\n".join(chat)) == chat


@pytest.mark.parametrize("word", ["C", "the", "REM"])
def test_a_word_that_lines_of_prose_begin_with_is_no_mark(word: str) -> None:
    lines = [f"{word} and so on" for _ in range(2)] + ["and then some."]
    assert bodies("\n".join(lines)) == lines
    assert bodies("the lamp\nthe oil\nthe rope.") == ["the lamp", "the oil", "the rope."]


def test_bars_that_close_each_line_go_too() -> None:
    assert bodies("\n".join(f"| {line:<30} |" for line in PARAGRAPH)) == PARAGRAPH


@pytest.mark.parametrize("items", [["oil", "rope", "lamps"], ["Oil.", "Rope.", "Lamps."]])
def test_the_bullets_of_a_list_lead_no_block(items: list[str]) -> None:
    lines = [f"* {item}" for item in items]
    assert bodies("\n".join(lines)) == lines


def test_numbers_of_lines_are_no_part_of_them() -> None:
    text = "\n".join(f"{number:>3}  {line}" for number, line in enumerate(PARAGRAPH * 3, 1))
    assert bodies(text) == PARAGRAPH * 3
    years = "\n".join(
        f"{year} {line}" for year, line in zip(range(1, 40, 4), PARAGRAPH * 3, strict=False)
    )
    assert bodies(years) == years.split("\n")


def test_of_what_is_dropped_nothing_is_left_between_lines() -> None:
    lines = lines_of(
        "The lamp of\n\nPAGE 1\n\nthe north. It\n\nPAGE 2\n\nBurned.\n\nPAGE 3\n\nOut."
    )
    kept = without(
        lines, np.array([lines.body(row).startswith("PAGE") for row in range(len(lines))])
    )
    assert [kept.body(row) for row in range(4)] == [
        "The lamp of",
        "the north. It",
        "Burned.",
        "Out.",
    ]
    assert kept.gaps.tolist() == [0, RESUMED, 0, 2]


def cells(text: str) -> list[list[str]]:
    lines = with_cells(lines_of(text))
    rows: list[list[str]] = []
    for row in range(len(lines)):
        if not lines.cells[row]:
            rows.append([])
        rows[-1].append(lines.body(row))
    return rows


@pytest.mark.parametrize(
    "line", ["Perrin      3    no oil", "Perrin\t3\tnone", "Port Perrin\t\t3\tno oil"]
)
def test_wide_blanks_and_tabs_part_cells(line: str) -> None:
    assert cells(f"{line}\n{line}") == [re.split(r"\s{3,}|\t+", line)] * 2


def test_cells_stand_where_they_stand_below_each_other() -> None:
    text = "Ulverane the old    3 lamps lit at dusk\nPerrin the very new 4 lamps lit at dawn"
    assert cells(text) == [[line] for line in text.split("\n")]
    lines = with_cells(lines_of("> lamps\toil\n>   lamps\toil"))
    assert lines.indents.tolist() == [2, 8, 4, 16]


@pytest.mark.parametrize(
    "line",
    [
        "The   lamp   was   lit   in   May   by   the   keeper",
        "It was lit.   The keeper went home to his wife",
        "3.    The lamp was lit in May by the keeper",
        "*     The lamp was lit in May by the keeper",
        "The lamp was lit in May by the keeper of it",
    ],
)
def test_a_line_of_running_text_is_one_cell(line: str) -> None:
    assert cells(line) == [[line]]


@given(
    st.lists(st.sampled_from(["a", "Bc", "1", "-", "  ", "    ", "\t", "\n", ". "]), max_size=60)
)
def test_cells_lose_nothing(pieces: list[str]) -> None:
    text = "".join(pieces)
    lines = lines_of(text)
    parted = with_cells(lines)
    held = "".join(parted.body(row) for row in range(len(parted)))
    assert "".join(held.split()) == "".join("".join(map(lines.body, range(len(lines)))).split())
    assert (parted.starts < parted.ends).all()
    assert (parted.starts[1:] >= parted.ends[:-1]).all()


def test_the_first_word_of_a_line_is_what_had_to_fit_before_it() -> None:
    assert of_one("lighthouse keepers", "words") == 10
    assert of_one("30\xa0000 lamps", "words") == 6  # no line is broken there
    assert of_one("灯塔在半夜熄灭了", "words") == 1  # a line may be broken anywhere


def test_gaps_of_lines_that_stand_together_part_cells_where_they_are_below_each_other() -> None:
    lines = [
        "The lamp of Port Perrin was out   and dark",
        "The lamp of Port Marlow was lit   and warm",
    ]
    assert list(map(len, cells("\n".join(lines)))) == [2, 2]
    assert list(map(len, cells("\n\n".join(lines)))) == [1, 1]
