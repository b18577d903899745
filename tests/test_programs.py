"""Code, told line by line where comments stand among it."""

import pytest

from summarizer import Document
from summarizer.text.lines import lines_of
from summarizer.text.programs import programs

SOURCE = """\
/* The lamp is lit at dusk by whoever keeps the island, and
   it burns until the sun is up. */
static int light(struct lamp *lamp,
                 int oil)
{
  enum {
    NORTH,
    SOUTH
  };
  /*
   * Without oil nothing burns, so the keeper has to be told of it before
   * the boat has left.
   */
  if(!oil)
    return tell(keeper);
  lamp->burning = oil; /* it goes out by itself */
  return 0;
}
"""


def test_only_the_comments_of_a_source_are_sentences() -> None:
    found = [sentence.line for sentence in Document.from_text(SOURCE, id="a").candidates]
    assert found == [
        "The lamp is lit at dusk by whoever keeps the island, and it burns until the sun is up.",
        "Without oil nothing burns, so the keeper has to be told of it before the boat has left.",
    ]


def test_a_call_in_a_manual_is_no_line_of_code() -> None:
    manual = (
        "The lamp of the island is lit at dusk by a call of light(lamp);\n"
        "nothing else is needed on most days of the year, as oil()\nsays.\n"
    )
    text = f"{manual}\nint oil = 3;\nlight(oil);\n\n" * 3
    assert programs(lines_of(text)).tolist() == [False, False, False, True, True] * 3
    assert not programs(lines_of("The lamp was lit.\n" * 9)).any()


@pytest.mark.parametrize(
    "command",
    [
        *(
            r"\section{The lamp}",
            r"\begin{quote}",
            r"\bigskip",
            ".SH NAME",
            ".Pp",
            "@bye",
            "@node Oil",
        ),
        *("@findex light", "@defun light lamp", "#include <lamp.h>", "#ifdef OIL"),
    ],
)
def test_a_line_that_is_a_command_is_none_of_the_text(command: str) -> None:
    text = f"The lamp was lit at dusk.\n{command}\nIt went out."
    assert programs(lines_of(text)).tolist() == [False, True, False]


@pytest.mark.parametrize(
    "line",
    [".NET is old.", "@bob was there.", "@code{oil} is old.", "#oil", r"\emph{He} was there."],
)
def test_a_line_that_begins_like_a_command_may_be_text(line: str) -> None:
    assert not programs(lines_of(f"The lamp was lit at dusk.\n{line}")).any()


LAMP = "The lamp is lit at dusk by whoever keeps the island"
LIT = f"{LAMP}."


@pytest.mark.parametrize(
    "code",
    [
        "```\nlamp light --oil 3\nlamp snuff\n```",
        "@example\nlamp light --oil 3\n@end example",
        "Light it like this::\n\n    lamp light --oil 3\n    lamp snuff",
        ".. code-block:: shell\n\n   lamp light --oil 3\n   lamp snuff",
        "Light it like this: >\n\t:lamp light --oil 3\n\t:lamp snuff",
    ],
)
def test_what_a_text_says_to_be_code_is_code(code: str) -> None:
    found = [s.line for s in Document.from_text(f"{LIT}\n\n{code}\n\n{LIT}").candidates]
    assert [line for line in found if "oil" in line or "snuff" in line] == []
    assert found.count(LIT) == 2


@pytest.mark.parametrize("opening", ["oil::", "Oil is told::", "See: >"])
def test_sentences_set_in_below_colons_are_text(opening: str) -> None:
    text = f"{opening}\n    {LAMP},\n    and it burns until the sun is up.\n"
    found = [s.line for s in Document.from_text(text).candidates]
    assert f"{LAMP}, and it burns until the sun is up." in found


def test_tags_at_the_right_margin_are_no_part_of_the_text_below() -> None:
    text = f"{LIT}\n\n\t\t\t\t\t*lamp* *oil*\n{LIT}\n"
    assert [s.line for s in Document.from_text(text).candidates] == [LIT, LIT]


def test_a_bracket_below_code_makes_it_no_title() -> None:
    function = "static int lit (int oil)\n{\n  return oil < 0 ? err : 0;\n}\n\n"
    text = f"/* {LIT} */\n{function}" * 4
    assert {s.line for s in Document.from_text(text, id="a").candidates} == {LIT}


def test_comments_are_joined_though_declarations_stand_below_them() -> None:
    comment = "/* The lamp is lit at dusk by whoever\n   keeps the island. */\nint lamp;\n\n"
    short = "/* It burns. */\nstatic bool burning;\n\n" * 8
    found = {s.line for s in Document.from_text(short + comment, id="a").candidates}
    assert LIT in found


@pytest.mark.parametrize(
    "call",
    [
        "lamps = compute_all(\n    first_value,\n    second_value\n)",
        "lamps = compute(first_value,\n                second_value)",
    ],
)
def test_a_call_over_several_lines_is_code_to_its_bracket(call: str) -> None:
    around = "The lamp of the north was lit in May. It burned for a night."
    found = Document.from_text(f"{around}\n\n{call}\n\n{around[:-1]} (or two).").sentences
    prose = " ".join(s.text for s in found if s.kind == "prose")
    assert "value" not in prose
    assert prose.count("lamp of the north") == 2
