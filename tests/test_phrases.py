"""Keyphrases: they stand where they say, and are what a text is about."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, NoWordsError, UsageError, brief, keyphrases

from .commands import run

FLOOD = (
    "The Green River rose by two metres. The Green River flooded the old town hall. "
    "The town hall had been closed. Mayor Ada Stone closed the town hall in May, Ada Stone said."
)


def texts(source: object, count: int = 10) -> list[str]:
    return [phrase.text for phrase in keyphrases(source, count)]  # type: ignore[arg-type]


def test_phrases_stand_before_their_parts() -> None:
    found = texts(FLOOD, 3)
    assert found[:3] == ["town hall", "Green River", "Ada Stone"]
    assert "river" not in [phrase.lower() for phrase in texts(FLOOD)]


def test_places_are_those_of_the_text() -> None:
    (first, *_) = keyphrases(FLOOD)
    assert (first.text, first.count) == ("town hall", 3)
    assert [FLOOD[p.start : p.end] for p in first.places] == ["town hall"] * 3
    assert first.to_dict()["places"][0] == {"document": "", "start": 68, "end": 77}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "Die Stadtwerke erhöhen den Strompreis. Der Strompreis stieg stark.", "Strompreis"),
        ("fr", "L'Union européenne vote. L'Union européenne débat.", "Union européenne"),
        ("ru", "Центральный банк повысил ставку. Центральный банк ждёт.", "Центральный банк"),
        ("ar", "المحيط الهندي واسع. المحيط الهندي عميق.", "المحيط الهندي"),
        ("zh", "经济关系很重要。两国讨论经济关系。", "经济关系"),
        ("ja", "人工知能を使う。人工知能は速い。", "人工知能"),
    ],
)
def test_languages(language: str, text: str, wanted: str) -> None:
    assert wanted in texts(Document.from_text(text, language=language), 3)


def test_a_story_counts_what_several_documents_have() -> None:
    several = [
        "The Green River rose.",
        "Green River is high. Mill owners of Mill wait at the Mill.",
    ]
    assert texts(several, 1) == ["Green River"]
    assert texts(brief(several, stories="one").stories[0], 1) == ["Green River"]


@given(st.text(min_size=1).filter(str.strip), st.integers(1, 20))
def test_every_text_keeps_the_law(text: str, count: int) -> None:
    try:
        found = keyphrases(text, count)
    except NoWordsError:
        return
    assert len(found) <= count
    document = Document.from_text(text)
    for phrase in found:
        forms = [" ".join(document.text[p.start : p.end].split()) for p in phrase.places]
        assert phrase.text in forms
        assert phrase.score > 0


@pytest.mark.parametrize("count", [0, -1, 1.5, "3"])
def test_a_count_that_is_none_is_refused(count: object) -> None:
    with pytest.raises(UsageError, match="whole number from 1"):
        keyphrases("A word.", count)  # type: ignore[arg-type]


def test_the_command_lists_them() -> None:
    asked = ("keyphrases", "-n", "2", "-")
    assert run(*asked, stdin=FLOOD).stdout == b"3  town hall\n2  Green River\n"
    (first, _) = json.loads(run(*asked, "-f", "json", stdin=FLOOD).stdout)
    assert (first["text"], first["count"], first["places"][0]["start"]) == ("town hall", 3, 68)
    refused = run("keyphrases", "-n", "0", "-", stdin=FLOOD)
    assert (refused.returncode, b"whole number from 1" in refused.stderr) == (2, True)
