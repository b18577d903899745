"""Features against slow, obvious arithmetic; the dense form against the sparse."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given

from summarizer import Document, DocumentSetError, Features, Request
from summarizer import features as module

from .strategies import prose, texts


def dense(matrix: object) -> np.ndarray:
    return np.asarray(matrix.toarray() if hasattr(matrix, "toarray") else matrix)


@given(texts)
def test_tfidf_is_what_its_docstring_says(text: str) -> None:
    features = Features.of([Document.from_text(text)])
    size = len(features)
    found = Counter(term for terms in features.terms for term in set(terms))
    for row, terms in enumerate(features.terms):
        counts = Counter(terms)
        weights = {t: n * (math.log(size / found[t]) + 1) for t, n in counts.items()}
        norm = math.sqrt(sum(w * w for w in weights.values()))
        expected = np.zeros(len(features.vocabulary))
        for term, weight in weights.items():
            expected[features.vocabulary[term]] = weight / norm
        assert dense(features.tfidf)[row] == pytest.approx(expected, abs=1e-12)
        assert features.sizes[row] == len(counts)


@given(prose)
def test_sparse_and_dense_are_one(text: str) -> None:
    documents = [Document.from_text(text)]
    small = Features.of(documents, Request(query="cat mat"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_DENSE_CELLS", 0)
        large = Features.of(documents, Request(query="cat mat"))
        for name in ("counts", "presence", "tfidf", "sizes", "idf", "relevance"):
            assert dense(getattr(large, name)) == pytest.approx(dense(getattr(small, name)))
        for row in range(len(small)):
            assert large.similarity(row) == pytest.approx(small.similarity(row), abs=1e-12)


@given(prose)
def test_a_part_keeps_the_numbers_of_the_whole(text: str) -> None:
    whole = Features.of([Document.from_text(text)])
    rows = list(range(0, len(whole), 2))
    part = whole.take(rows)
    assert [s.text for s in part.sentences] == [whole.sentences[r].text for r in rows]
    assert part.similarity(0) == pytest.approx(whole.similarity(rows[0])[rows])


def test_similarity_is_one_where_nothing_is_added() -> None:
    text = "The minister opened the new bridge on Monday morning. The bridge opened. Cows sleep."
    features = Features.of([Document.from_text(text)])
    assert features.similarity(0)[1] == 1
    assert features.similarity(1)[0] == 1
    assert features.similarity(0)[2] == 0


def test_stop_words_alone_are_better_than_nothing() -> None:
    features = Features.of([Document.from_text("It is what it is. And so it was.")])
    assert all(features.terms)


def test_no_sentences_no_features() -> None:
    with pytest.raises(ValueError, match="0 sentences"):
        Features([], [], np.array([], dtype=np.int64), {})
    with pytest.raises(DocumentSetError, match="no documents"):
        Features.of([])


@pytest.mark.parametrize("greeting", ["Hallo zusammen,", "Sehr geehrte Frau Dr. Weiss,"])
def test_a_letter_goes_on_with_its_salutation(greeting: str) -> None:
    """In German with a small letter, which is no fragment."""
    letter = f"{greeting}\n\ndie Pumpe ist gestern um 14 Uhr ausgefallen. Sie wird jetzt repariert."
    document = Document.from_text(f"{letter}\n\nBitte antwortet bis morgen.", language="de")
    features = Features.of([document])
    [row] = [row for row, s in enumerate(features.sentences) if s.text.startswith("die Pumpe")]
    assert features.is_self_contained(row)
