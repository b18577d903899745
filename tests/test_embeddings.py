"""Embeddings of a caller instead of tf-idf, and what comes of those that are none."""

from typing import Any
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import (
    Document,
    Features,
    Length,
    MethodError,
    Request,
    UsageError,
    brief,
    edges,
    summarise,
)
from summarizer.evaluation import DataSet, evaluate
from summarizer.graph import random_walk
from summarizer.methods import method_names
from summarizer.rankers.lexrank import lexrank
from summarizer.registry import selectors
from summarizer.selectors.submodular import _Text
from summarizer.text.words import words

from .strategies import prose, share

SYNONYMS = {"automobile": "car", "automobiles": "car", "cars": "car", "lorry": "truck"}
TEXT = (
    "The police stopped a car in the harbour on Monday. "
    "Officers halted an automobile by the port late yesterday. "
    "The mayor promised a new bridge by the end of May. "
    "Rain fell on the town for most of the week."
)


def hashed(texts: list[str]) -> Any:
    """A bag of words, those of one meaning as one, each at a place that its letters say."""
    rows = np.zeros((len(texts), 64))
    for row, text in zip(rows, texts, strict=True):
        for word in words(text.lower()):
            row[crc32(SYNONYMS.get(word, word).encode()) % 64] += 1
    return rows


def signed(texts: list[str]) -> Any:
    """The same with signs, so that some cosines are negative."""
    return hashed(texts) @ np.random.default_rng(0).choice([-1.0, 1.0], (64, 32))


def by_meaning(texts: list[str]) -> list[list[float]]:
    """A column for what is held up on the road, one for the bridge, one for the weather."""
    kinds = [("car", "automobile", "vehicle"), ("bridge", "crossing"), ("rain", "wet")]
    return [[float(any(w in t.lower() for w in kind)) for kind in kinds] for t in texts]


def test_what_the_embedding_calls_the_same_is_not_said_twice() -> None:
    rows = {e.sentence.position for e in summarise(TEXT, "31w", "textrank").extracts}
    assert rows == {0, 1, 2}
    assert {
        e.sentence.position for e in summarise(TEXT, "31w", "textrank", embed=by_meaning).extracts
    } == {0, 2, 3}


@pytest.mark.parametrize("embed", [hashed, signed])
@pytest.mark.parametrize("name", selectors.names())
@share(0.4)
@given(text=prose, ceiling=st.sampled_from([0.2, 0.6]), seed=st.integers(0, 9))
def test_the_ceiling_is_a_cosine_of_the_embeddings(
    name: str, embed: Any, text: str, ceiling: float, seed: int
) -> None:
    if name == "best":  # repeats what it likes
        return
    features = Features.of([Document.from_text(text)], Request(ceiling=ceiling, embed=embed))
    scores = np.random.default_rng(seed).random(len(features))
    rows = list(selectors.get(name).function(features, scores, Length("40w")))
    vectors = embed([sentence.line for sentence in features.sentences])
    for i, a in enumerate(rows):
        for b in rows[:i]:
            norms = np.linalg.norm(vectors[a]) * np.linalg.norm(vectors[b])
            assert vectors[a] @ vectors[b] <= ceiling * norms + 1e-9


@given(text=prose)
@pytest.mark.parametrize("small", [2, 512])
def test_lexrank_walks_over_the_cosines_that_are_not_negative(small: int, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edges, "SMALL", small)
        features = Features.of([Document.from_text(text)], Request(embed=signed))
        rows = signed([sentence.line for sentence in features.sentences])
        norms = np.linalg.norm(rows, axis=1)
        cosines = rows @ rows.T / np.outer(norms, norms)
        expected = random_walk(np.maximum(cosines, 0), len(features)).scores
        assert lexrank(features) == pytest.approx(expected, abs=1e-8)


@given(prose)
def test_what_covers_a_sentence_at_most_counts_no_negative_cosine(text: str) -> None:
    features = Features.of([Document.from_text(text)], Request(embed=signed))
    cosines = np.maximum(0, features.vectors @ features.vectors.T)
    table = _Text(features, np.ones(len(features)), 1.0, 2.0)
    share = min(1.0, 2.0 / len(features))
    assert table.caps == pytest.approx(share * cosines.sum(axis=1))


@pytest.mark.parametrize("embed", [hashed, signed, by_meaning])
@pytest.mark.parametrize("name", [n for n in method_names() if not n.startswith("sumy:")])
def test_every_method_takes_embeddings(name: str, embed: Any) -> None:
    first, again = (summarise(TEXT, 2, name, embed=embed) for _ in range(2))
    assert first == again
    assert len(first.extracts) == 2


def test_embeddings_change_what_is_central() -> None:
    features = Features.of([Document.from_text(TEXT)])
    embedded = Features.of([Document.from_text(TEXT)], Request(embed=hashed))
    assert lexrank(embedded) != pytest.approx(lexrank(features), abs=0.01)


def test_a_query_is_embedded_too() -> None:
    asked = "Which vehicle was it?"
    assert Features.of([Document.from_text(TEXT)], Request(query=asked)).relevance.max() == 0
    features = Features.of([Document.from_text(TEXT)], Request(query=asked, embed=by_meaning))
    assert features.relevance == pytest.approx([1, 1, 0, 0])
    found = summarise(TEXT, 1, "lexrank", query="Is the crossing new?", embed=by_meaning)
    assert "bridge" in found.text


def test_the_words_given_to_an_embedding_are_the_sentences_on_one_line() -> None:
    seen: list[list[str]] = []

    def spy(texts: list[str]) -> Any:
        seen.append(texts)
        return hashed(texts)

    summarise("The old \t bridge fell. Rain fell.", 1, "lexrank", query="bridge", embed=spy)
    assert seen == [["The old bridge fell.", "Rain fell."], ["bridge"]]


def test_part_of_a_text_keeps_its_embeddings() -> None:
    whole = Features.of([Document.from_text(TEXT)], Request(embed=hashed))
    part = whole.take([0, 2])
    assert part.vectors == pytest.approx(whole.vectors[[0, 2]])
    assert part.similarity(0) == pytest.approx(whole.similarity(0)[[0, 2]])


def test_a_brief_takes_embeddings() -> None:
    one, other = TEXT.split(" Rain")[0], "An automobile was seen in the town. Rain fell all day."
    plain = brief([one, other], "40w", "textrank", stories="one")
    embedded = brief([one, other], "40w", "textrank", stories="one", embed=by_meaning)
    assert sum("car" in e.text or "automobile" in e.text for e in plain.extracts) > 1
    assert sum("car" in e.text or "automobile" in e.text for e in embedded.extracts) == 1


def test_an_evaluation_writes_down_the_embedding(dataset: DataSet) -> None:
    plain = evaluate("lexrank", dataset, 2)
    embedded = evaluate("lexrank", dataset, 2, embed=hashed)
    assert "embed" not in plain.parameters
    assert embedded.parameters == {**plain.parameters, "embed": "hashed"}
    assert [item.summary for item in plain.items] != [item.summary for item in embedded.items]


def test_an_oracle_takes_no_embedding(dataset: DataSet) -> None:
    with pytest.raises(UsageError, match="no select, focus, ceiling, seed or embed"):
        evaluate("oracle", dataset, 2, embed=hashed)


def failing(texts: list[str]) -> Any:
    raise ValueError("out of memory\n  at layer 3\n")


WRONG = {
    "too few": (lambda texts: [[1.0, 2.0]], r"shape \(1, 2\) for 4 texts"),
    "a vector": (lambda texts: [1.0] * len(texts), r"shape \(4,\) for 4 texts"),
    "three dimensions": (lambda texts: np.zeros((len(texts), 2, 2)), r"shape \(4, 2, 2\)"),
    "nothing": (lambda texts: None, r"shape \(\) for 4 texts"),
    "nan": (lambda texts: [[float("nan")]] * len(texts), "not finite"),
    "infinite": (lambda texts: [[float("inf")]] * len(texts), "not finite"),
    "words": (lambda texts: texts, "embed failed: ValueError: could not convert"),
    "ragged": (lambda texts: [[1.0] * (i + 1) for i in range(4)], "embed failed: ValueError"),
    "failing": (failing, "embed failed: ValueError: out of memory at layer 3$"),
}


@pytest.mark.parametrize(("embed", "said"), WRONG.values(), ids=WRONG)
def test_an_embedding_that_gives_none_is_told_on_one_line(embed: Any, said: str) -> None:
    for call in (summarise, lambda text, *a, **k: brief([text], *a, **k)):
        with pytest.raises(MethodError, match=said) as caught:
            call(TEXT, 1, "lexrank", embed=embed)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("embed", [3, "all-MiniLM", np.zeros((4, 4))])
def test_what_is_no_function_is_refused_on_one_line(embed: Any, dataset: DataSet) -> None:
    for call in (
        lambda: summarise(TEXT, 1, embed=embed),
        lambda: brief([TEXT], embed=embed),
        lambda: evaluate("lexrank", dataset, embed=embed),
    ):
        with pytest.raises(UsageError, match="embed must be a function, got") as caught:
            call()
        assert "\n" not in str(caught.value)


def test_a_query_of_other_width_is_told() -> None:
    with pytest.raises(MethodError, match="1 numbers for the query, 4 for a sentence"):
        summarise(TEXT, 1, "lexrank", query="rain", embed=lambda texts: np.eye(len(texts)))


def test_rows_of_nought_are_no_trouble() -> None:
    for name in ("lexrank", "submodular", "dpp", "coverage", "mmr"):
        found = summarise(TEXT, 2, name, embed=lambda texts: np.zeros((len(texts), 3)))
        assert len(found.extracts) == 2


def failing_ranker(features: Features) -> Any:
    raise ValueError("one\ntwo")


def test_failures_of_other_functions_are_on_one_line_too() -> None:
    with pytest.raises(MethodError, match=r"ValueError: one two$"):
        summarise(TEXT, 1, failing_ranker)

    def select(features: Features, scores: np.ndarray, length: Length) -> list[int]:
        raise ValueError("one\ntwo")

    with pytest.raises(MethodError, match=r"ValueError: one two$"):
        summarise(TEXT, 1, select=select)
