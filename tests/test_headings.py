"""What a story is called."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document
from summarizer.evaluation import read_dataset
from summarizer.headings import heading

from .strategies import prose

CORPUS = Path(__file__).parent.parent / "benchmarks" / "corpus" / "stories.jsonl"
TOLD = {item.id: item.documents for item in read_dataset(CORPUS, task="brief").items}

texts = st.lists(prose, min_size=1, max_size=5)


def numbered(found: list[str]) -> list[Document]:
    return [Document.from_text(text, id=str(i)) for i, text in enumerate(found)]


@given(texts)
def test_a_heading_is_one_line_of_the_documents_words(found: list[str]) -> None:
    documents = numbered(found)
    line = heading(documents)
    assert line
    assert "\n" not in line
    told = line.removesuffix("…").strip()
    lines = [" ".join(document.text.split()) for document in documents]
    assert any(" ".join(told.split()) in text for text in lines)


@given(texts, st.randoms(use_true_random=False))
def test_the_order_of_the_documents_changes_no_heading(
    found: list[str], order: random.Random
) -> None:
    documents = numbered(found)
    shuffled = list(documents)
    order.shuffle(shuffled)
    assert heading(documents) == heading(shuffled)


@pytest.mark.parametrize("name", TOLD)
def test_a_headline_that_the_story_shares_is_its_heading(name: str) -> None:
    assert heading(TOLD[name]) in {document.headline for document in TOLD[name]}


@pytest.mark.parametrize("name", TOLD)
def test_without_headlines_a_statement_is_cut_at_a_clause(name: str) -> None:
    documents = [replace(document, title="") for document in TOLD[name]]
    line = heading(documents)
    assert len(line.split()) <= 20
    told = line.removesuffix("…").strip()
    assert any(s.line.startswith(told) for d in documents for s in d.sentences)


JUNK = [
    "Please enable JavaScript to view this page",
    "March 10, 2012 10:54 am ET",
    "By Anna Quill",
    "Lindsey Graham; Chuck Schumer; Donald Trump",
    "The Daily Herald",
    "Home | News | Sport",
    "Cookies on this site:",
    "Tweet with a location",
]


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("name", TOLD)
def test_what_names_no_event_is_no_heading(name: str, junk: str) -> None:
    documents = [replace(document, title=junk) for document in TOLD[name]]
    assert heading(documents) != junk


def test_a_page_of_notices_names_no_story() -> None:
    notice = "We use cookies to improve your experience on the ferry and the harbour site."
    ferry = "The ferry sank off the harbour on Monday, and divers searched the harbour for it."
    assert heading(numbered([f"{notice}\n\nAll rights reserved.", ferry])) != notice.rstrip(".")
    assert heading(numbered([notice]))


@pytest.mark.parametrize("title", ["{} | The Daily Herald", "Daily Herald – {}", "{} - BBC News"])
def test_the_name_of_a_site_is_left_out(title: str) -> None:
    told = "Old bridge falls into the river"
    documents = [
        Document.from_text(
            "The old bridge fell into the river on Monday.", title=title.format(told)
        ),
        Document.from_text("A bridge that was old lies in the river."),
    ]
    assert heading([d.renamed(str(i)) for i, d in enumerate(documents)]) == told


def test_a_statement_that_stands_on_its_own_is_preferred() -> None:
    documents = [
        Document.from_text("She said so again. The old bridge fell into the river.", id="a"),
        Document.from_text("However, it was old. An old bridge fell into a river.", id="b"),
    ]
    assert "bridge fell into" in heading(documents)


def test_of_names_alone_is_no_heading_made() -> None:
    text = "Khawaja Asif met the Taliban in Doha on Monday. He was calm. Talks go on."
    documents = [
        Document.from_text(text, id="a", title="Khawaja Asif"),
        Document.from_text("Khawaja Asif saw the Taliban twice, in Doha.", id="b", title="Taliban"),
    ]
    assert heading(documents).startswith("Khawaja Asif saw the Taliban twice")


@pytest.mark.parametrize(
    "opening", ["We all knew that {} again.", "{} AGAIN, AND NOBODY KNEW WHY."]
)
def test_a_reporters_own_voice_heads_no_story_that_another_tells(opening: str) -> None:
    event = "the old ferry to Ulverane sank in the storm on Monday"
    own = opening.format(event.upper() if "AGAIN" in opening else event)
    documents = [
        Document.from_text(f"{own} Its crew was saved by the coast guard.", id="1"),
        Document.from_text(f"T{event[1:]}. The coast guard saved its crew.", id="2"),
    ]
    assert heading(documents) == f"T{event[1:]}"
