"""What a summary, a story and a brief have in common."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Result, brief, render, summarise

from .strategies import lengths, texts


@given(st.lists(texts, min_size=1, max_size=3), lengths)
def test_a_result_is_its_extracts(given_texts: list[str], length: int | str) -> None:
    told = brief(given_texts, length)
    results: list[Any] = [summarise(given_texts[0], length), told, *told.stories]
    for result in results:
        assert tuple(result) == result.extracts
        assert len(result) == len(result.extracts)
        assert result.to_dict()["text" if isinstance(result, Result) else "method"]
        assert len(repr(result)) < 160
        assert str(result) == result.text


def test_json_is_the_dictionary_of_the_result(articles: list[Document]) -> None:
    both = summarise(articles[0]), brief(articles, known=articles[:1])
    for result in both:
        assert json.loads(render(result, "json")) == result.to_dict()
    several = [summarise(article, 1) for article in articles]
    assert json.loads(render(several, "json")) == [summary.to_dict() for summary in several]
    known = both[1].to_dict()["known"]
    assert [document["id"] for document in known] == [articles[0].id]


def test_a_summary_is_a_story_of_one_document(articles: list[Document]) -> None:
    summary = summarise(articles[0], 2)
    (story,) = brief(articles[:1], 2).stories
    assert summary.documents == story.documents == (articles[0],)
    assert summary.disagreements == story.disagreements == ()
    scored = [extract for extract in summary.ranking if extract.sentence.kind == "prose"]
    assert [e.sentence for e in story.ranking] == [e.sentence for e in scored]
