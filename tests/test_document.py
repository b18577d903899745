"""Documents, sentences and their addresses."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from summarizer import (
    Document,
    DocumentSetError,
    NoWordsError,
    SplitterError,
    UnknownNameError,
    UsageError,
    render,
    split_sentences,
    summarise,
)
from summarizer.document import Sentence, as_documents, names_of
from summarizer.text.kinds import Kind
from summarizer.text.words import has_word

from .strategies import noise, texts


@given(text=noise, reads_as=noise)
def test_a_line_has_one_blank_between_its_words(text: str, reads_as: str) -> None:
    assert Sentence("a", 0, 0, 1, text, reads_as=reads_as).line.split(" ") == (
        (reads_as or text).split() or [""]
    )


@given(texts)
def test_offsets_give_the_sentences_back(text: str) -> None:
    document = Document.from_text(text, id="a")
    assert document.sentences
    for position, sentence in enumerate(document.sentences):
        assert document.text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip() == sentence.text != ""
        assert (sentence.document_id, sentence.position) == ("a", position)


@given(noise)
def test_any_text_is_a_document_or_has_no_words(text: str) -> None:
    if has_word(text):
        document = Document.from_text(text)
        assert document.candidates
        assert all(document.text[s.start : s.end] == s.text for s in document.sentences)
    else:
        with pytest.raises(NoWordsError, match="contains no words"):
            Document.from_text(text)


def test_fields_are_kept() -> None:
    document = Document.from_text("Text.", "a", "Title", date(2026, 1, 31), "en")
    assert (document.id, document.title, document.published) == ("a", "Title", date(2026, 1, 31))
    assert document.headline == "Title"


def test_the_headline_is_the_heading_before_the_prose() -> None:
    text = "A  bridge falls\n\nThe old bridge fell on Monday.\n\nA later heading\n\nIt was old."
    assert Document.from_text(text).headline == "A bridge falls"
    assert (
        Document.from_text("The old bridge fell.\n\nA later heading\n\nOld it was.").headline == ""
    )


def test_unnamed_documents_are_numbered_around_the_named() -> None:
    documents = as_documents(["One.", Document.from_text("Two.", id="1"), "Three."])
    assert [d.id for d in documents] == ["1'", "1", "3"]
    assert documents[0].sentences[0].document_id == "1'"


def test_a_set_has_documents_and_each_its_own_id() -> None:
    with pytest.raises(DocumentSetError, match="no documents"):
        as_documents([])
    with pytest.raises(DocumentSetError, match="two documents have the id 'a'"):
        as_documents([Document.from_text("One.", id="a"), Document.from_text("Two.", id="a")])
    with pytest.raises(DocumentSetError, match="pass a list"):
        as_documents("a text")
    with pytest.raises(DocumentSetError, match="got int"):
        as_documents([3])  # type: ignore[list-item]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="unknown language 'klingon'"):
        Document.from_text("Text.", language="klingon")


@pytest.mark.parametrize(
    "arguments",
    [{"text": None}, {"id": 5}, {"title": 5}, {"published": "soon"}, {"url": 5}, {"language": []}],
)
def test_arguments_of_a_wrong_type_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Document.from_text(**{"text": "One.", **arguments})  # type: ignore[arg-type]


def test_a_document_without_sentences_says_how_to_make_one() -> None:
    with pytest.raises(NoWordsError, match="use from_text"):
        summarise(Document("a", "One."))


def test_what_the_markup_says_goes_before_the_look_of_a_line() -> None:
    text = "Who pays? Nobody knows.\n\nThe city\npays.\n\nBread and butter.\n\nA drawing"
    plain = Document.from_text(text)
    assert [s.kind for s in plain.sentences][:2] == ["prose", "prose"]
    marks: dict[int, Kind] = {
        0: "heading",
        text.index("Bread"): "list item",
        text.index("A dr"): "caption",
    }
    marked = Document.from_text(text, marked=marks)
    assert [(s.kind, s.text) for s in marked.sentences] == [
        ("heading", "Who pays? Nobody knows."),
        ("heading", "The city"),
        ("prose", "pays."),
        ("list item", "Bread and butter."),
        ("caption", "A drawing"),
    ]


@pytest.mark.parametrize("splitter", ["rules", "punkt", "sentencex", "icu"])
def test_a_half_of_a_character_is_an_unknown_character(splitter: str) -> None:
    text = "The \ud83d bridge fell on Monday. Nobody \udc80 was hurt at all. It was old."
    try:
        document = Document.from_text(text, "a\udcff", "T\ud800", splitter=splitter)
    except SplitterError as error:
        pytest.skip(str(error))
    assert document.text == text.replace("\ud83d", "\ufffd").replace("\udc80", "\ufffd")
    assert (document.id, document.title) == ("a\ufffd", "T\ufffd")
    assert all(document.text[s.start : s.end] == s.text for s in document.sentences)
    assert split_sentences(text, splitter=splitter) == [
        (s.start, s.end) for s in document.sentences
    ]
    for form in ("text", "markdown", "json", "html"):
        render(summarise(document, 2, query="\ud800"), form).encode()
    as_given = [text[s.start : s.end] for s in document.sentences]
    assert len(Document.from_text(text, splitter=as_given).sentences) == 3


@pytest.mark.parametrize(
    ("said", "credit"),
    [
        ({"publisher": "Reuters", "published": "2021-05-03"}, "Reuters, 3 May 2021"),
        ({"publisher": "Reuters", "author": "Jane Doe"}, "Reuters"),
        (
            {"url": "https://www.example.org/a", "published": "2021-05-03"},
            "example.org, 3 May 2021",
        ),
        ({"url": "javascript:alert(1)", "published": "2021-05-03"}, ""),
        ({"author": "Jane Doe", "published": date(2021, 5, 3)}, "Jane Doe, 3 May 2021"),
        ({"author": "Jane Doe"}, ""),  # who made a file, mostly
        ({"published": "2021-05-03"}, ""),
    ],
)
def test_a_document_is_called_by_who_says_it(said: dict[str, Any], credit: str) -> None:
    document = Document.from_text("One here.", id="a", **said)
    assert document.credit == credit
    assert document.label == (credit or "a")


def test_two_of_one_credit_are_told_apart_by_their_ids() -> None:
    made = [Document.from_text("One.", id=id, publisher="Reuters") for id in ("a", "b")]  # noqa: A001
    other = Document.from_text("One.", id="c", publisher="AP")
    assert names_of([*made, other]) == {"a": "Reuters (a)", "b": "Reuters (b)", "c": "AP"}
