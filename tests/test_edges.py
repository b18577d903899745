"""The graph over sentences, formed and not, against each pair on its own."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Features, edges
from summarizer import features as features_module
from summarizer.edges import Products, graph
from summarizer.features import scale_columns
from summarizer.graph import random_walk
from summarizer.rankers import bm25
from summarizer.rankers.lexrank import lexrank, positional_lexrank
from summarizer.rankers.textrank import Overlaps, positional_textrank, textrank
from summarizer.relevance import saturated

from .strategies import prose
from .test_graph import stationary_slowly

sets = st.lists(prose, min_size=1, max_size=3)
"""The texts of one document or several."""

factors = st.sampled_from([0.0, 0.3, 1.0])


def features_of(*texts: str) -> Features:
    return Features.of([Document.from_text(t, id=str(i)) for i, t in enumerate(texts)])


@contextmanager
def built(small: int, *, sparse: bool) -> Iterator[None]:
    """Matrices of weights are formed up to so many sentences, and term matrices are sparse."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edges, "SMALL", small)
        if sparse:
            patch.setattr(features_module, "_DENSE_CELLS", 0)
        yield


def cosine_edge(features: Features, i: int, j: int) -> float:
    def weights(terms: list[str]) -> dict[str, float]:
        idf = {t: features.idf[features.vocabulary[t]] for t in terms}
        return {t: terms.count(t) * idf[t] for t in terms}

    a, b = weights(features.terms[i]), weights(features.terms[j])
    shared = sum(a[t] * b[t] for t in a.keys() & b.keys())
    return float(shared / math.hypot(*a.values()) / math.hypot(*b.values()))


def overlap_edge(features: Features, i: int, j: int) -> float:
    a, b = set(features.terms[i]), set(features.terms[j])
    norm = math.log(len(a)) + math.log(len(b))
    return len(a & b) / norm if i != j and norm > 0 else 0.0


def bm25_edge(features: Features, i: int, j: int) -> float:
    """What BM25 gives sentence i when sentence j is the query."""
    if i == j:
        return 0.0
    size = len(features.terms)
    having = {t: sum(t in terms for terms in features.terms) for t in features.vocabulary}
    idf = {t: math.log((size - n + 0.5) / (n + 0.5)) for t, n in having.items()}
    positive = [value for value in idf.values() if value > 0]
    least = 0.25 * sum(positive) / len(positive) if positive else 1.0
    found = features.terms[i]
    mean = sum(map(len, features.terms)) / size
    norm = 1.2 * (1 - 0.75 + 0.75 * len(found) / mean)
    return sum(
        max(idf[t], least) * found.count(t) * 2.2 / (found.count(t) + norm)
        for t in set(features.terms[j])
    )


Edge = Callable[[Features, int, int], float]


def slow(features: Features, edge: Edge, within: float, forward: float) -> np.ndarray:
    """Every pair by its formula; ``[i, j]`` is what j says for i."""
    weights = np.zeros((len(features), len(features)))
    place = {s: n for d in features.documents for n, s in enumerate(d.candidates)}
    for i, one in enumerate(features.sentences):
        for j, other in enumerate(features.sentences):
            weights[i, j] = edge(features, i, j)
            if len(features.documents) > 1 and one.document_id == other.document_id:
                weights[i, j] *= within
            if place[other] < place[one]:
                weights[i, j] *= forward
    return weights


def of_cosines(features: Features, **options: Any) -> Any:
    return graph(features, lambda rows: Products(rows, rows), features.tfidf, **options)


def of_overlaps(features: Features, **options: Any) -> Any:
    def build(presence: Any) -> Overlaps:
        return Overlaps(presence, features.sizes)

    return graph(features, build, features.presence, **options)


def of_bm25(features: Features, **options: Any) -> Any:
    rows = (
        saturated(features.counts, np.asarray(features.counts.sum(axis=1))),
        scale_columns(features.presence, bm25._idf(features)),
    )
    return graph(features, lambda a, b: Products(a, b, loops=False), *rows, **options)


GRAPHS = {
    "cosines": (of_cosines, cosine_edge),
    "overlaps": (of_overlaps, overlap_edge),
    "bm25": (of_bm25, bm25_edge),
}


def whole(links: Any, size: int) -> np.ndarray:
    """A matrix that only multiplies, as an array."""
    return np.column_stack([np.asarray(links @ unit) for unit in np.eye(size)])


@pytest.mark.parametrize(("make", "edge"), GRAPHS.values(), ids=GRAPHS)
@pytest.mark.parametrize("small", [1, 3, 512])
@given(texts=sets, within=factors, forward=factors, sparse=st.booleans())
def test_every_weight_is_that_of_its_pair(
    make: Any,
    edge: Edge,
    small: int,
    texts: list[str],
    within: float,
    forward: float,
    sparse: bool,
) -> None:
    with built(small, sparse=sparse):
        features = features_of(*texts)
        links = make(features, within=within, forward=forward)
        expected = slow(features, edge, within, forward)
        assert whole(links, len(features)) == pytest.approx(expected, abs=1e-9)
        assert whole(links.T, len(features)) == pytest.approx(expected.T, abs=1e-9)


@pytest.mark.parametrize("make", [make for make, _ in GRAPHS.values()], ids=GRAPHS)
def test_a_long_text_is_walked_without_its_matrix(make: Any) -> None:
    texts = ["Cats chase mice. Mice squeak. Dogs bark.", "Cats sleep. Dogs chase cats."]
    with built(2, sparse=True):
        for features in (features_of(*texts), features_of(texts[0])):
            links = make(features)
            assert not isinstance(links, np.ndarray)
            assert not hasattr(links, "nnz")


@given(texts=sets, threshold=st.sampled_from([0.0, 0.1, 0.4]), within=factors)
def test_a_threshold_is_applied_before_links_are_weighed(
    texts: list[str], threshold: float, within: float
) -> None:
    with built(3, sparse=False):
        features = features_of(*texts)

        def edge(features: Features, i: int, j: int) -> float:
            return float(features.tfidf[i] @ features.tfidf[j] > threshold)

        expected = random_walk(slow(features, edge, within, 1.0), len(features)).scores
        found = lexrank(features, threshold=threshold, within=within)
        assert found == pytest.approx(expected, abs=1e-9)


RANKERS = [
    (lexrank, cosine_edge, 1.0),
    (positional_lexrank, cosine_edge, 0.3),
    (textrank, overlap_edge, 1.0),
    (positional_textrank, overlap_edge, 0.3),
    (bm25.bm25_textrank, bm25_edge, 1.0),
]


@pytest.mark.parametrize(("rank", "edge", "forward"), RANKERS)
@given(texts=sets, small=st.sampled_from([2, 512]))
def test_rankers_walk_to_the_eigenvector_of_their_formula(
    rank: Any, edge: Edge, forward: float, texts: list[str], small: int
) -> None:
    with built(small, sparse=False):
        features = features_of(*texts)
        weights = slow(features, edge, 0.3, forward)
        jump = np.full(len(features), 1 / len(features))
        assert rank(features) == pytest.approx(stationary_slowly(weights.T, 0.85, jump), abs=1e-8)


def test_a_link_between_documents_counts_more_than_one_within() -> None:
    texts = ["Cats chase mice. Mice squeak. Rain fell.", "Rain stopped play."]
    weights = whole(of_overlaps(features_of(*texts)), 4)
    edge = 1 / (math.log(2) + math.log(3))
    assert weights[2, 3] == pytest.approx(edge)
    assert weights[0, 1] == pytest.approx(0.3 * edge)


@pytest.mark.parametrize("make", [make for make, _ in GRAPHS.values()], ids=GRAPHS)
@given(text=prose, within=factors)
def test_of_one_document_within_changes_nothing(make: Any, text: str, within: float) -> None:
    features = features_of(text)
    size = len(features)
    assert (whole(make(features, within=within), size) == whole(make(features), size)).all()
