"""What a question does: which sentences have to do with it, how much it counts, where it ends."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Features, Request, UsageError, brief, summarise
from summarizer.evaluation import evaluate, read_dataset
from summarizer.methods import describe_methods
from summarizer.relevance import matched, related, relevance

from .conftest import ROOT
from .strategies import prose

ASKING = [info.name for info in describe_methods() if info.query]
LAMP = (ROOT / "docs/examples/articles/ferry-evening-dispatch.txt").read_text(encoding="utf-8")
FILLER = "Some rain fell over those green hills far away. " * 3


def features(text: str, query: str, language: str | None = None) -> Features:
    return Features.of([Document.from_text(text, language=language)], Request(query=query))


def said(text: str, query: str, language: str | None = None) -> str:
    """The sentence that has most to do with a query."""
    found = features(text, query, language)
    return found.sentences[int(np.argmax(found.relevance))].line


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("Was the lamp lit?", "The lamp had been tested at 9 p.m. and was still burning."),
        ("Who left at nine?", "The lamp had been tested at 9 p.m. and was still burning."),
        ("What did the two masters drink?", "Both masters had drunk nothing but 2 cups of tea."),
        ("How many fish?", "Twelve fishing boats carried food."),
        ("Were 12 boats there?", "Twelve fishing boats carried food."),
    ],
)
def test_words_are_found_by_their_stems_and_numbers_in_any_spelling(
    query: str, answer: str
) -> None:
    lines = [
        "The lamp had been tested at 9 p.m. and was still burning.",
        "Mayor Askarrow spoke of the cost for the whole town.",
        "Both masters had drunk nothing but 2 cups of tea.",
        "School began again after Easter.",
        "Twelve fishing boats carried food.",
    ]
    assert said("\n\n".join(lines), query) == answer


def test_a_word_is_found_in_longer_ones() -> None:
    text = "Es regnete den ganzen Tag. Die Brückensperrung dauert bis Mai. Niemand kam am Abend."
    assert "Brückensperrung" in said(text, "Wie lange ist die Brücke gesperrt?", "de")


def test_what_stands_beside_an_answer_counts_more_than_what_stands_apart() -> None:
    found = features(f"The ferry sank. It was old. {FILLER}{FILLER}", "Did the ferry sink?")
    assert found.related[:2].all()
    assert not found.related[3:].any()


def test_a_scrap_does_not_match_better_than_a_sentence() -> None:
    text = "Lamp. The lamp of the barge was lit when the ferry hit it. Nobody else was there."
    assert said(text, "Was the lamp lit?") != "Lamp."


@given(
    st.lists(st.lists(st.integers(0, 2), min_size=3, max_size=3), min_size=1, max_size=9),
    st.data(),
)
def test_relevance_is_a_share_and_nought_where_nothing_is_found(
    rows: list[list[int]], data: st.DataObject
) -> None:
    counts = np.array(rows, dtype=np.float64)
    cut = data.draw(st.integers(0, len(rows) - 1))
    sizes = [cut, len(rows) - cut] if cut else [len(rows)]
    asked = counts[:, :2]
    found = relevance(counts, asked, sizes)
    assert ((found >= 0) & (found <= 1)).all()
    assert (found.max() == 1) == bool(asked.any()) == bool(related(asked, sizes).any())
    assert related(asked, sizes)[asked.any(axis=1)].all()
    assert 0 <= matched(asked) <= 1


@pytest.mark.parametrize("method", ASKING)
@pytest.mark.parametrize("length", [2, "40w", "30%"])
def test_without_focus_or_an_answer_a_query_changes_nothing(method: str, length: int | str) -> None:
    ranker: dict[str, Any] = (
        {"method": "textrank", "select": method} if method == "best" else {"method": method}
    )
    plain = [e.sentence for e in summarise(LAMP, length, **ranker)]
    off = summarise(LAMP, length, query="Was the lamp lit?", focus=0, **ranker)
    assert [e.sentence for e in off] == plain
    assert off.note == ""
    unknown = summarise(LAMP, length, query="Which beverage?", **ranker)
    assert [e.sentence for e in unknown] == plain
    assert unknown.note == "nothing has to do with the query: summarised without it"


@pytest.mark.parametrize("method", [name for name in ASKING if name != "best"])
@pytest.mark.parametrize("length", ["80%", "200w", "1200c"])
def test_a_capped_summary_ends_with_what_has_to_do_with_the_query(method: str, length: str) -> None:
    text = f"The lamp of the barge was lit at that time. {FILLER}{FILLER}".replace("  ", " ")
    text += " ".join(f"Then came number {n} of the many other dull remarks." for n in range(9))
    told = summarise(text, length, method, query="Was the lamp lit?")
    found = features(text, "Was the lamp lit?")
    allowed = {
        s for s, is_related in zip(found.sentences, found.related, strict=True) if is_related
    }
    assert {e.sentence for e in told} <= allowed
    assert told.note == "nothing else has to do with the query"
    few = summarise(text, 5, method, query="Was the lamp lit?")
    assert len(few) == 5
    assert "of the sentences have to do with the query" in few.note


@given(prose, prose, st.sampled_from(["rain", "Who slept?", "9"]), st.sampled_from([0.1, 0.5, 1]))
def test_a_query_breaks_no_law_of_length(one: str, two: str, query: str, focus: float) -> None:
    for length in (2, "15w", "40%"):
        told = brief([one, two], length, query=query, focus=focus, stories="one")
        for story in told.stories:
            assert story.extracts
            if length == 2:
                candidates = {s.line for d in story.documents for s in d.candidates}
                assert len(story) == 2 or len(candidates) < 4


def test_focus_turns_the_choice() -> None:
    text = (
        "The council agreed on the budget of the town on Monday. The budget of the town rose "
        "again. The town needs a budget for its schools. A bakery sells bread near the bridge."
    )
    weak = summarise(text, 1, query="Who sells bread?", focus=0.01)
    strong = summarise(text, 1, query="Who sells bread?", focus=1)
    assert "bakery" not in weak.text
    assert "bakery" in strong.text


@pytest.mark.parametrize("focus", [-0.1, 1.1, "much", None])
def test_a_focus_that_is_no_share_is_refused(focus: object) -> None:
    with pytest.raises(UsageError, match="the focus must be 0 to 1") as caught:
        summarise("One here. Two there.", query="x", focus=focus)  # type: ignore[arg-type]
    assert caught.value.argument == "focus"


def test_items_may_have_a_query(tmp_path: Path) -> None:
    path = tmp_path / "asked.jsonl"
    item = {
        "id": "a",
        "documents": [{"id": "d", "text": LAMP}],
        "references": ["The council hired two fishing boats to carry food."],
        "query": "What food is carried to the island?",
    }
    path.write_text(json.dumps(item), encoding="utf-8")
    data = read_dataset(path)
    assert data.items[0].query == item["query"]
    assert "food" in " ".join(evaluate("coverage", data, 1).items[0].summary)
    assert "food" not in " ".join(evaluate("coverage", data, 1, focus=0).items[0].summary)
    assert evaluate("lead", data, 1).items[0].summary
