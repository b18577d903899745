"""What holds for every ranker and selector there is."""

import numpy as np
import pytest
from hypothesis import given

from summarizer import Document, Features, Length, brief, compress, edges, summarise
from summarizer import features as features_module
from summarizer.methods import describe_methods, method_names
from summarizer.registry import rankers, selectors

from .strategies import share, texts

# Their loops are quadratic or worse, so that they are tried on the texts below alone.
SLOW = {name for name in rankers.names() if name.startswith("sumy:")}

TEXTS = {
    "one word": "Bread",
    "one sentence": "The old bridge fell on Monday.",
    "no full stop": "the old bridge fell on monday and nobody was hurt in any way",
    "only headings": "Bridge falls\n\nNobody hurt\n\nMayor speaks",
    "equal sentences": "The bridge fell. " * 5,
    "stop words": "It is what it is. And so it was. That was that.",
    "one word each": "Cats. Dogs. Cows.",
    "mixed scripts": "The cat slept. Кошка спала. القط نام. 猫睡了。 बिल्ली सो गई।",
    "emoji": "Hello 🙂 world. 👩‍👩‍👧 is a family! 🇺🇳",
    "controls": "One\0two. \x1b[31mThree\x07 four.\r\nFive.",
    "numbers": "1 2 3. 4 5 6. 1.5 2,000.",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("name", rankers.names())
def test_rankers_give_a_finite_score_for_each_sentence(name: str, text: str) -> None:
    features = Features.of([Document.from_text(text)])
    scores = rankers.get(name).function(features)
    assert scores.shape == (len(features),)
    assert np.isfinite(scores).all()
    assert (scores >= 0).all()


@pytest.mark.parametrize("name", [name for name in rankers.names() if name not in SLOW])
def test_rankers_give_a_finite_score_where_the_graph_is_not_formed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edges, "SMALL", 2)
    monkeypatch.setattr(features_module, "_DENSE_CELLS", 0)
    documents = [Document.from_text(text, id=id_) for id_, text in TEXTS.items()]
    for some in (documents, *([document] for document in documents)):
        scores = rankers.get(name).function(Features.of(some))
        assert np.isfinite(scores).all()
        assert (scores >= 0).all()


@pytest.mark.parametrize("name", [name for name in method_names() if name not in SLOW])
def test_methods_make_a_brief_of_odd_texts(name: str) -> None:
    for length in (3, "10w"):
        told = brief(TEXTS.values(), length, name, stories="one")
        assert told.text.strip()


def test_every_built_in_method_is_among_those_tried() -> None:
    added = {"textrank-bm25", "textrank-position", "lexrank-position"}
    assert added <= set(rankers.names())
    assert {"coverage", "dpp", "ilp", "kl", "submodular"} <= set(selectors.names())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("name", method_names())
def test_methods_choose_something(name: str, text: str) -> None:
    document = Document.from_text(text)
    for length in (1, 3, "4w", "20c", "50%"):
        summary = summarise(document, length, name)
        assert summary.text.strip()
        costs = summary.length.budget(document.candidates).costs
        rows = [document.candidates.index(e.sentence) for e in summary.extracts]
        limit = summary.length.budget(document.candidates).limit
        assert summary.over == (costs[rows].sum() > limit)
        assert not summary.over or costs.min() > limit
        for extract in summary.extracts:
            assert text[extract.start : extract.end] == extract.text


@share(0.4)
@pytest.mark.parametrize("name", [n for n in method_names() if n not in SLOW])
@given(text=texts)
def test_methods_hold_on_any_text(name: str, text: str) -> None:
    document = Document.from_text(text)
    first, again = summarise(document, "30w", name), summarise(document, "30w", name)
    assert first == again
    assert all(np.isfinite(e.score) and e.score >= 0 for e in first.ranking)


@pytest.mark.parametrize("name", selectors.names())
def test_selectors_keep_to_the_length(name: str, articles: list[Document]) -> None:
    features = Features.of(articles)
    scores = rankers.get("lexrank").function(features)
    for written in (1, 7, "50w", "300c", "10%"):
        length = Length(written)
        rows = selectors.get(name).function(features, scores, length)
        assert rows
        assert len(set(rows)) == len(rows)
        assert length.budget(features.sentences).fits(rows)


def test_every_entry_says_what_it_is() -> None:
    for info in describe_methods():
        assert info.summary.endswith((".", "…)"))
        assert info.partner in method_names()
    for name in rankers.names():
        assert rankers.get(name).cites


def test_the_names_that_people_rely_on() -> None:
    text = "The old bridge fell on Monday. Nobody was hurt. The mayor wants a new bridge by May."
    document = Document.from_text(text, id="a", title="Bridge", published=None, language="en")
    made = summarise(document, length=2, method="textrank", select="greedy", query="", seed=0)
    assert [e.sentence.document_id for e in made.extracts] == ["a", "a"]
    assert len(made) == len(list(made)) == 2
    assert len(made.ranking) == len(document.candidates) == 3
    assert made.to_dict()["extracts"][0].keys() >= {"text", "start", "end", "score", "document"}
    for sentence in document.sentences:
        assert document.text[sentence.start : sentence.end] == sentence.text
        assert sentence.line
        assert sentence.kind
        assert sentence.position >= 0

    copy = Document.from_text(text, id="b")
    told = brief([document, copy], length="20w", stories="one", known=[])
    assert told.stories[0].documents[0].id in ("a", "b")
    assert {told.duplicates[0].document.id, told.duplicates[0].of.id} == {"a", "b"}
    assert told.stories[0].text
    assert told.extracts[0].also_in is not None

    features = Features.of([document])
    assert len(features.relevance) == len(features.places) == len(features.lengths) == 3
    assert features.documents == (document,)
    assert len(features.similarity(0)) == 3

    shortened = compress([text, document], query="Who wants a bridge?", length="12w")
    for passage in shortened.passages:
        assert passage.document.text == text
        assert passage.text == "… ".join(text[a:b] for a, b in passage.spans).strip()
        assert len(passage.dropped) + len(passage.spans) > 0
    assert shortened.passages[1].document is document
    assert len(shortened.text.split()) <= 12
