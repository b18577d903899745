"""Summaries by section: what holds for every length, and how each format shows them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, UnknownNameError, render, summarise
from summarizer.errors import UsageError

from .commands import run
from .pages import check_page

NAMES = ["river", "bridge", "mill", "road", "school"]


def book(sizes: list[int]) -> str:
    """Chapters of so many sentences."""
    return "\n\n".join(
        f"CHAPTER {n}\n\n"
        + " ".join(
            f"The {NAMES[i % 5]} of town {n} was {i} feet high in year {n * i}."
            for i in range(size)
        )
        for n, size in enumerate(sizes, 1)
    )


BOOK = book([4, 30, 9])


@pytest.mark.parametrize("length", [1, 2, "40w", "200c", "30%", "60t"])
def test_each_section_has_the_length(length: int | str) -> None:
    result = summarise(BOOK, length, sections=True)
    assert [s.heading for s in result.sections] == ["CHAPTER 1", "CHAPTER 2", "CHAPTER 3"]
    for section in result.sections:
        alone = summarise(section.documents[0], length)
        assert section.text == alone.text
    if isinstance(length, int):
        assert [len(s) for s in result.sections] == [length] * 3


@given(st.lists(st.integers(1, 30), min_size=2, max_size=6), st.integers(1, 30))
def test_shared_sentences_are_exact_and_none_goes_without(sizes: list[int], length: int) -> None:
    result = summarise(book(sizes), length, sections="all")
    assert len(result) == min(length, sum(sizes))
    if length >= len(sizes):
        assert all(len(section) for section in result.sections)


@given(
    st.lists(st.integers(1, 20), min_size=2, max_size=6),
    st.integers(5, 200),
    st.sampled_from("wct"),
)
def test_shared_caps_hold(sizes: list[int], limit: int, unit: str) -> None:
    result = summarise(book(sizes), f"{limit}{unit}", sections="all")
    assert len(result) > 0
    assert result.over or result.length.measure()(result.text) <= limit


def test_a_share_of_the_whole_holds() -> None:
    result = summarise(BOOK, "20%", sections="all")
    assert 0 < len(result.text.split()) <= 0.2 * len(BOOK.split())


def test_extracts_and_scores_are_those_of_the_document() -> None:
    document = Document.from_text(BOOK)
    result = summarise(document, sections=True)
    assert all(document.text[e.start : e.end] == e.text for e in result)
    assert [e.sentence.position for e in result] == sorted(e.sentence.position for e in result)
    assert len(result.scores) == len(document.candidates)
    assert {e for section in result.sections for e in section} == set(result.extracts)


def test_default_fits_a_book() -> None:
    assert len(summarise(BOOK, sections=True)) == 9
    assert len(summarise(book([12] * 40), sections=True)) == 60
    assert len(summarise(book([2] * 70), sections=True)) == 70


def test_a_request_can_be_repeated() -> None:
    result = summarise(BOOK, sections=True)
    assert summarise(BOOK, **result.to_dict()["request"]) == result


def test_a_text_without_sections_says_so() -> None:
    result = summarise("One word. Two words. Three words.", 1, sections=True)
    assert (len(result.sections), len(result), result.note) == (1, 1, "no sections found")


def test_unknown_ways_are_refused() -> None:
    with pytest.raises(UnknownNameError, match=r"'both'.*all, each"):
        summarise(BOOK, sections="both")  # type: ignore[arg-type]
    assert issubclass(UnknownNameError, UsageError)


def test_every_format_has_a_table_of_contents() -> None:
    result = summarise(BOOK, 1, sections=True)
    text, markdown, page = (render(result, name) for name in ("text", "markdown", "html"))
    assert text.startswith("Contents:\n  CHAPTER 1\n  CHAPTER 2\n  CHAPTER 3\n\n== CHAPTER 1 ==\n")
    assert "- [CHAPTER 2](#chapter-2)" in markdown
    assert "### CHAPTER 2" in markdown
    assert page.count("CHAPTER 2</a>") == 1
    assert page.count('class="quote"') == 3
    value = json.loads(render(result, "json"))
    assert [s["heading"] for s in value["sections"]] == ["CHAPTER 1", "CHAPTER 2", "CHAPTER 3"]
    assert [s["extracts"] for s in value["sections"]] == [[0], [1], [2]]
    assert value["sections"][1]["text"] == value["extracts"][1]["text"]


def test_the_command_summarises_by_section(tmp_path: object) -> None:
    told = run("article", "--by-section", "-", stdin=BOOK).stdout.decode()
    assert told == render(summarise(BOOK, sections=True))
    told = run("article", "--by-section", "-l", "2", "-", stdin=BOOK).stdout.decode()
    assert told == render(summarise(BOOK, 2, sections=True))
    shared = run("article", "--by-section", "--shared-length", "-l", "60w", "-", stdin=BOOK)
    assert shared.stdout.decode() == render(summarise(BOOK, "60w", sections="all"))
    refused = run("article", "--shared-length", "-", stdin=BOOK)
    assert (refused.returncode, b"needs --by-section" in refused.stderr) == (2, True)


def test_a_page_has_each_section_under_its_heading() -> None:
    """The numbers of its sentences run on, and the contents come first."""
    root = check_page(render(summarise(BOOK, 2, sections=True), "html"))
    [main] = root.all("main")
    headings = [heading.text() for heading in main.all("h3")][:4]
    assert headings == ["Contents", "CHAPTER 1", "CHAPTER 2", "CHAPTER 3"]
    starts = [listed.attributes.get("start") for listed in root.having("extracts")]
    assert starts == [None, "3", "5"]
    assert len(check_page(render(summarise(BOOK, 2), "html")).having("extracts")) == 1
