"""What is asked: checked once, named in errors, kept by results, and enough to make them again."""

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import (
    Document,
    EmbeddingError,
    LanguageError,
    Length,
    MethodError,
    Request,
    SplitterError,
    TokenizerError,
    UsageError,
    brief,
    render,
    summarise,
)
from summarizer.methods import method_names

from .strategies import lengths, texts

QUICK = [name for name in method_names() if not name.startswith("sumy:")]

asked: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"method": st.sampled_from(QUICK)}),
    st.fixed_dictionaries(
        {"method": st.sampled_from(["lexrank", "textrank"])},
        optional={
            "select": st.sampled_from(["mmr", "coverage"]),
            "query": st.sampled_from(["Who slept?", "cat"]),
        },
    ),
).flatmap(
    lambda names: st.fixed_dictionaries(
        {name: st.just(value) for name, value in names.items()} | {"length": lengths},
        optional={"ceiling": st.floats(0.01, 1), "seed": st.integers(0, 9)},
    )
)


@given(texts, asked)
def test_a_summary_is_made_again_from_what_its_json_says(text: str, asked: dict[str, Any]) -> None:
    document = Document.from_text(text)
    first = summarise(document, **asked)
    said = json.loads(render(first, "json"))["request"]
    assert summarise(document, **said) == first
    assert Request(**{**said, "length": Length(said["length"])}) == first.request


@given(st.lists(texts, min_size=1, max_size=3), asked, st.sampled_from(["auto", "one"]))
def test_a_brief_is_made_again_from_what_its_json_says(
    texts: list[str], asked: dict[str, Any], stories: Any
) -> None:
    first = brief(texts, stories=stories, **asked)
    said = json.loads(render(first, "json"))["request"]
    assert brief(texts, **said) == first


def test_what_is_asked_stands_on_every_result(articles: list[Document]) -> None:
    request = Request(Length("40w"), "lexrank", None, "Who fell?", 0.4, 3)
    told = brief(articles, "40w", "lexrank", query="Who fell?", ceiling=0.4, seed=3)
    assert told.request == request
    assert {story.request for story in told.stories} == {request}
    assert summarise(articles[0], 2).request == Request(Length(2))


def test_functions_are_said_by_their_names() -> None:
    def by_length(features: Any) -> Any:
        return features.lengths

    said = summarise("One here. Two are there.", 1, by_length, embed=_embed).to_dict()["request"]
    assert (said["method"], said["select"], said["embed"]) == ("by_length", None, "_embed")


def _embed(texts: list[str]) -> list[list[float]]:
    return [[1.0, float(len(text))] for text in texts]


@pytest.mark.parametrize(
    ("wrong", "argument"),
    [
        ({"length": 0}, "length"),
        ({"length": "many"}, "length"),
        ({"method": "texrank"}, "method"),
        ({"method": 3}, "method"),
        ({"method": "mmr", "select": "greedy"}, "method"),
        ({"method": "lead", "query": "x"}, "method"),
        ({"select": "gredy"}, "select"),
        ({"select": 3}, "select"),
        ({"query": 3}, "query"),
        ({"ceiling": 7}, "ceiling"),
        ({"seed": -1}, "seed"),
        ({"embed": 3}, "embed"),
        ({"language": "klingon"}, "language"),
    ],
)
def test_an_error_names_its_argument(wrong: dict[str, Any], argument: str) -> None:
    with pytest.raises(UsageError) as caught:
        summarise("One here. Two there.", **wrong)
    assert caught.value.argument == argument
    assert pickle.loads(pickle.dumps(caught.value)).argument == argument


def test_what_is_no_part_of_a_method_has_an_error_of_its_own() -> None:
    """Each is still a MethodError, for who caught that."""
    text = "One here. Two are there. Three more of them."

    def fails(_: object) -> Any:
        raise RuntimeError("no")

    with pytest.raises(TokenizerError):
        summarise(text, Length("9t", tokenizer=fails))
    with pytest.raises(EmbeddingError):
        summarise(text, 1, "lexrank", embed=fails)
    with pytest.raises(SplitterError):
        Document.from_text(text, splitter=lambda _: ["absent"])
    for kind in (TokenizerError, EmbeddingError, SplitterError, LanguageError):
        assert issubclass(kind, MethodError)
