"""Results as text, Markdown and JSON."""

import json
from datetime import UTC, datetime

import pytest

from summarizer import Document, UnknownNameError, UsageError, brief, render, summarise


@pytest.fixture(scope="module")
def document() -> Document:
    return Document.from_text(
        "A *bold* \x1b[31mclaim\n\nThe <b>old</b> bridge\x07 fell on Monday. It was [very] old.",
        id="a_b",
    )


def test_text_is_a_sentence_a_line_without_controls(document: Document) -> None:
    assert render(summarise(document, 2)) == (
        "The <b>old</b> bridge fell on Monday.\nIt was [very] old.\n"
    )


def test_several_summaries_have_a_heading_each(document: Document) -> None:
    both = [summarise(document, 1), summarise("One more bridge.", 1)]
    assert render(both).splitlines()[0] == "== a_b: A *bold* [31mclaim =="
    assert render(both).count("\n\n") == 1


def test_text_is_wrapped_to_a_width(document: Document) -> None:
    assert max(map(len, render(summarise(document, 2), width=20).splitlines())) <= 20


def test_markdown_escapes_what_it_would_read_as_markup(document: Document) -> None:
    assert render(summarise(document, 2), "markdown") == (
        "## a\\_b: A \\*bold\\* \\[31mclaim\n\n"
        "- The \\<b\\>old\\</b\\> bridge fell on Monday.\n- It was \\[very\\] old.\n"
    )


def test_json_gives_the_sentences_back(document: Document) -> None:
    value = json.loads(render(summarise(document, 2), "json"))
    assert set(value) >= {"document", "method", "length", "over", "text", "extracts"}
    for extract in value["extracts"]:
        assert set(extract) >= {"text", "start", "end", "score", "document"}
        assert document.text[extract["start"] : extract["end"]] == extract["text"]
        assert extract["document"] == "a_b"


def test_several_summaries_are_an_array(document: Document) -> None:
    assert len(json.loads(render([summarise(document)] * 2, "json"))) == 2


def test_a_brief_names_stories_sources_and_copies(articles: list[Document]) -> None:
    copy = Document.from_text(articles[0].text, id="zz")
    result = brief([*articles, copy], "120w")
    text = render(result)
    assert "== Story 1 of 2: " in text
    assert "Sources: ferry-coast-wire, ferry-evening-dispatch, ferry-harbour-post\n" in text
    assert "also in " in text
    assert "zz: exact repeat of ferry-coast-wire (100 %)" in text
    markdown = render(result, "markdown")
    assert markdown.count("\n## ") == 2
    assert "zz: exact repeat of ferry-coast-wire" in markdown


def test_a_briefs_json_has_what_the_contract_says(articles: list[Document]) -> None:
    value = json.loads(render(brief(articles, 3), "json"))
    texts = {a.id: a.text for a in articles}
    assert len(value["stories"]) == 2
    for story in value["stories"]:
        assert {e["document"] for e in story["extracts"]} <= set(story["documents"])
        for said in (s for e in story["extracts"] for s in (e, *e["said_by"])):
            assert texts[said["document"]][said["start"] : said["end"]] == said["text"]


def test_where_sources_disagree_is_shown_in_every_form() -> None:
    text = "The *storm* killed {} people on the coast, the ministry said. {}"
    told = [
        Document.from_text(text.format(58, "Roads are closed."), id="a_1"),
        Document.from_text(text.format("nine", "Schools stay shut."), id="b_2"),
    ]
    result = brief(told, 1, stories="one")
    assert render(result).endswith(
        "\n\nSources disagree:\n"
        "- 58: The *storm* killed 58 people on the coast, the ministry said. [a_1]\n"
        "- nine: The *storm* killed nine people on the coast, the ministry said. [b_2]\n"
    )
    assert (
        "\nSources disagree:\n\n"
        "- **58**: The \\*storm\\* killed 58 people on the coast, the ministry said. (a\\_1)\n"
    ) in render(result, "markdown")
    (extract,) = result.extracts
    other = "nine" if "58" in extract.text else "58"
    assert f"; others say {other}]" in render(result)
    assert f"; others say {other})" in render(result, "markdown")
    assert f"; others say <strong><bdi>{other}<" in render(result, "html")
    (story,) = json.loads(render(result, "json"))["stories"]
    assert story["extracts"][0]["disputed"] == [other]
    (accounts,) = story["disagreements"]
    assert [account["figures"] for account in accounts] == [["58"], ["nine"]]
    texts = {document.id: document.text for document in told}
    for said in (sentence for account in accounts for sentence in account["said_by"]):
        assert texts[said["document"]][said["start"] : said["end"]] == said["text"]


def test_what_changes_over_time_is_shown_in_every_form() -> None:
    text = "The storm killed {} people on the coast, the ministry said. {}"
    told = [
        Document.from_text(
            text.format(n, rest), id=f"d{n}", published=datetime(2024, 5, n % 9 + 1, tzinfo=UTC)
        )
        for n, rest in ((58, "Roads are closed."), (23, "Schools stay shut."))
    ]
    result = brief(told, 1, stories="one")
    (extract,) = result.extracts
    other = "23" if "58" in extract.text else "58"
    html = f"<strong><bdi>{other}<"
    for format_, said in (("text", f"{other}]"), ("markdown", f"{other})"), ("html", html)):
        assert f"at other times {said}" in render(result, format_)
        assert "disagree" not in render(result, format_)
    assert "\n\nFigures changed:\n- 58: The storm" in render(result)
    assert "<h3>What changed over time</h3>" in render(result, "html")
    (story,) = json.loads(render(result, "json"))["stories"]
    assert story["disagreements"] == []
    assert [[account["figures"] for account in found] for found in story["changes"]] == [
        [["58"], ["23"]]
    ]
    assert story["extracts"][0]["changed"] == [other]


def test_a_story_that_is_known_says_so(articles: list[Document]) -> None:
    known = brief(articles[:1], known=articles[:1])
    for format_ in ("text", "markdown"):
        assert "Nothing new." in render(known, format_)


def test_an_unknown_format_is_refused(document: Document) -> None:
    with pytest.raises(UnknownNameError, match="unknown format 'jsn': did you mean 'json'"):
        render(summarise(document), "jsn")


@pytest.mark.parametrize("wrong", [5, "text", [3], None])
def test_what_is_no_result_is_refused(wrong: object) -> None:
    with pytest.raises(UsageError, match="expected a summary, a brief or several summaries"):
        render(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [0, -1, "80", 2.5])
def test_a_width_is_a_number_of_columns(document: Document, width: object) -> None:
    with pytest.raises(UsageError, match="at least 1 column"):
        render(summarise(document), width=width)  # type: ignore[arg-type]
