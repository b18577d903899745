"""Prose told line by line is cut as by what understands every text."""

import textwrap
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text import paragraphs as room
from summarizer.text.paragraphs import Paragraphs, paragraphs
from summarizer.text.prose import lines_of_prose

from .strategies import texts

ARTICLE = (
    "The ferry ran into a barge that lay at anchor off the port late on Tuesday, the owner said.",
    "Two of the 14 people who were hurt, a deckhand and a woman of 71, were still in hospital on "
    "Wednesday, Dr. T. Pellweather said; the others had gone home with cuts and bruises.",
    "“No one saw the lights,” a passenger said. “We were lucky … the sea was calm.” The island has "
    "no other service, and it is not known when the next boat will come from the mainland.",
    "Its captain, who has worked on the route since 2009, was questioned for 3.5 hours by the "
    "police (and by the insurers), who would not say what he had told them about his speed.",
)
ODD = (
    *("1. A point", "* An item", "- 4 -", "12", "SPEAKER", "MAYOR: No.", "Page 3 of 4", "--", "."),
    *("T. Harkwill", "of the kind", "© The Port", "…", "www.port.example", "x = f(y);", "[1]"),
    *("wait;", "o so", "REM", "A title", "11:38", "“", "end.12", "a b", "𝐚 b", "if (a) {", "| a |"),
)


def by_arrays(text: str) -> Paragraphs:
    """What is found where nothing is taken for mere prose."""
    with patch.object(room, "lines_of_prose", lambda _: None):
        return paragraphs(text)


@given(
    st.integers(40, 100),
    st.lists(st.sampled_from(ARTICLE), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from(ODD) | texts), max_size=4),
    st.sampled_from(("\n\n", "\n", "\n\n\n", " \n\n", "\n\n  ")),
    st.sampled_from(("\n", "\n", " \n", "\r\n", "\r")),
)
def test_prose_is_cut_as_by_arrays(
    width: int, articles: list[str], odd: list[tuple[int, str]], between: str, end: str
) -> None:
    lines = between.join(textwrap.fill(part, width) for part in articles).split("\n")
    for place, line in odd:
        lines.insert(place % (len(lines) + 1), line)
    text = end.join(lines)
    assert paragraphs(text) == by_arrays(text)


@pytest.mark.parametrize("width", [50, 60, 72, 90])
def test_a_wrapped_article_is_mere_prose(width: int) -> None:
    text = "\n\n".join(textwrap.fill(part, width) for part in ARTICLE)
    assert lines_of_prose(text) is not None
    assert [text[start:end].replace("\n", " ") for start, end in paragraphs(text).spans] == list(
        ARTICLE
    )


@pytest.mark.parametrize(
    "odd", ["  set in", "a\ttab", "1. one\n\n2. two", "a   b", "漢字 and", "> so"]
)
def test_what_may_be_more_is_not(odd: str) -> None:
    assert lines_of_prose(f"{ARTICLE[0]}\n\n{odd}\n\n{ARTICLE[1]}") is None
