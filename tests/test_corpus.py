"""What benchmarks/corpus/README.md promises of the bundled corpus."""

import json
import re
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest

from .conftest import ROOT

FOLDER = ROOT / "benchmarks" / "corpus"
HASHES = {
    "stories.jsonl": "b8a2cca25d2665ec899a897f473b4e57458bc6164ef7baa1ad2172bbb028c280",
    "labels.jsonl": "7327ebbb6eba3d37339eac56f0bd8dceef8aadde21345d378e90e02c6bd94e3d",
}


def read_lines(name: str) -> list[Any]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


STORIES, LABELS = read_lines("stories.jsonl"), read_lines("labels.jsonl")
ARTICLES = {document["id"]: document for story in STORIES for document in story["documents"]}
each_label = pytest.mark.parametrize("label", LABELS, ids=lambda label: label["id"])
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
QUOTED = re.compile(r"“[^”]*”|„[^“]*“|«[^»]*»|\"[^\"]*\"")


@pytest.mark.parametrize("name", sorted(HASHES))
def test_not_a_byte_has_changed(name: str) -> None:
    assert sha256((FOLDER / name).read_bytes()).hexdigest() == HASHES[name]


def test_stories_articles_and_languages() -> None:
    assert len(STORIES) == 12
    assert len(ARTICLES) == sum(len(story["documents"]) for story in STORIES) == 43
    assert {len(story["documents"]) for story in STORIES} == {3, 4}
    others = sorted(story["language"] for story in STORIES if story["language"] != "en")
    assert others == ["de", "es", "ru"]
    assert {"marwick-bridge", "marwick-toll", "northgate-outage", "northgate-merger"} < {
        story["id"] for story in STORIES
    }


@each_story
def test_every_article_says_who_when_and_what(story: dict[str, Any]) -> None:
    assert set(story) == {"id", "language", "about", "documents", "references"}
    for document in story["documents"]:
        assert set(document) == {"id", "title", "outlet", "date", "text", "references"}
        assert date.fromisoformat(document["date"])
        assert document["outlet"]
        assert document["title"]


@each_story
def test_the_lengths(story: dict[str, Any]) -> None:
    assert len(story["references"]) == 2
    assert all(100 <= len(text.split()) <= 120 for text in story["references"])
    for document in story["documents"]:
        assert 230 <= len(document["text"].split()) <= 700
        assert len(document["references"]) == 2
        assert all(60 <= len(text.split()) <= 100 for text in document["references"])


def test_eighteen_thousand_words_in_all() -> None:
    assert round(sum(len(a["text"].split()) for a in ARTICLES.values()), -3) == 18_000


def runs_of_words(text: str, length: int) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in WORD.findall(text)]
    return set(zip(*(words[i:] for i in range(length)), strict=False))


@each_story
def test_no_reference_is_copied_outside_quotation_marks(story: dict[str, Any]) -> None:
    length = 6
    for document in story["documents"]:
        theirs = runs_of_words(document["text"], length)
        for reference in [*document["references"], *story["references"]]:
            for part in QUOTED.split(reference):
                assert runs_of_words(part, length).isdisjoint(theirs)


# The labels.


def sentence_counts(label: dict[str, Any]) -> dict[str, int]:
    return {
        article: sum(kind == "sentence" for _, _, kind in units)
        for article, units in label["units"].items()
    }


def test_labels_are_of_the_same_stories() -> None:
    assert [label["id"] for label in LABELS] == [story["id"] for story in STORIES]


@each_label
def test_units_lie_in_order_and_leave_out_blanks_only(label: dict[str, Any]) -> None:
    story = next(story for story in STORIES if story["id"] == label["id"])
    assert list(label["units"]) == [document["id"] for document in story["documents"]]
    for article, units in label["units"].items():
        text = ARTICLES[article]["text"]
        assert {kind for _, _, kind in units} <= {"sentence", "heading", "furniture"}
        assert all(text[start:end] == text[start:end].strip() != "" for start, end, _ in units)
        ends = [0, *(place for start, end, _ in units for place in (start, end)), len(text)]
        assert ends == sorted(ends)
        assert all(not text[end:start].strip() for end, start in list(pairwise(ends))[::2])


@each_label
def test_same_and_differs_name_sentences_that_exist(label: dict[str, Any]) -> None:
    counts = sentence_counts(label)
    groups = [*label["same"], *(pair["sentences"] for pair in label["differs"])]
    assert groups
    for group in groups:
        assert len({tuple(place) for place in group}) == len(group) >= 2
        assert all(0 <= number < counts[article] for article, number in group)
    for pair in label["differs"]:
        assert len(pair["sentences"]) == 2
        assert pair["about"]


@each_label
def test_no_two_sentences_both_say_the_same_and_differ(label: dict[str, Any]) -> None:
    same = [{tuple(place) for place in group} for group in label["same"]]
    for pair in label["differs"]:
        places = {tuple(place) for place in pair["sentences"]}
        assert not any(places <= group for group in same)
    assert sum(map(len, same)) == len(set().union(*same))
