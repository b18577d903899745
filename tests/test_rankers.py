"""The rankers against examples computed by hand, published values and slow arithmetic."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given

from summarizer import Document, Features, Request, edges
from summarizer.graph import random_walk
from summarizer.rankers.bm25 import bm25_textrank
from summarizer.rankers.centroid import centroid
from summarizer.rankers.lead import lead
from summarizer.rankers.lexrank import lexrank, positional_lexrank
from summarizer.rankers.random import random
from summarizer.rankers.textrank import Overlaps, positional_textrank, textrank

from .strategies import prose

# Erkan & Radev 2004, figure 2: cosines between the 11 sentences of cluster d1003t of DUC 2004.
COSINES = np.array(
    [
        [1.00, 0.45, 0.02, 0.17, 0.03, 0.22, 0.03, 0.28, 0.06, 0.06, 0.00],
        [0.45, 1.00, 0.16, 0.27, 0.03, 0.19, 0.03, 0.21, 0.03, 0.15, 0.00],
        [0.02, 0.16, 1.00, 0.03, 0.00, 0.01, 0.03, 0.04, 0.00, 0.01, 0.00],
        [0.17, 0.27, 0.03, 1.00, 0.01, 0.16, 0.28, 0.17, 0.00, 0.09, 0.01],
        [0.03, 0.03, 0.00, 0.01, 1.00, 0.29, 0.05, 0.15, 0.20, 0.04, 0.18],
        [0.22, 0.19, 0.01, 0.16, 0.29, 1.00, 0.05, 0.29, 0.04, 0.20, 0.03],
        [0.03, 0.03, 0.03, 0.28, 0.05, 0.05, 1.00, 0.06, 0.00, 0.00, 0.01],
        [0.28, 0.21, 0.04, 0.17, 0.15, 0.29, 0.06, 1.00, 0.25, 0.20, 0.17],
        [0.06, 0.03, 0.00, 0.00, 0.20, 0.04, 0.00, 0.25, 1.00, 0.26, 0.38],
        [0.06, 0.15, 0.01, 0.09, 0.04, 0.20, 0.00, 0.20, 0.26, 1.00, 0.12],
        [0.00, 0.00, 0.00, 0.01, 0.18, 0.03, 0.01, 0.17, 0.38, 0.12, 1.00],
    ]
)
# The same, table 2: LexRank at threshold 0.1, scaled to a highest of 1; the authors stopped
# their iteration earlier, so that the fourth digit differs.
LEXRANK = [0.6007, 0.8466, 0.3491, 0.7520, 0.5907, 0.7993, 0.3548, 1, 0.5921, 0.6910, 0.5921]


def features_of(*sentences: str) -> Features:
    return Features.of([Document.from_text(" ".join(sentences), id="a")])


def slow_overlaps(features: Features) -> np.ndarray:
    """Mihalcea & Tarau's formula, pair by pair."""
    sets = [set(terms) for terms in features.terms]
    weights = np.zeros((len(sets), len(sets)))
    for i, a in enumerate(sets):
        for j, b in enumerate(sets):
            norm = math.log(len(a)) + math.log(len(b))
            if i != j and norm > 0:
                weights[i, j] = len(a & b) / norm
    return weights


def test_lexrank_of_the_papers_own_cluster() -> None:
    class Given(Features):
        tfidf = np.linalg.cholesky(COSINES)  # rows whose cosines are those of the paper

    sentences = features_of("Cats sleep. " * 11).sentences
    one_term_each = ([1] * 11, np.arange(11), {str(i): i for i in range(11)})
    scores = lexrank(Given(sentences, *one_term_each), threshold=0.1)
    assert scores / scores.max() == pytest.approx(LEXRANK, abs=7e-4)


def test_lexrank_by_hand() -> None:
    """Two equal sentences and one apart: cosines 1 and 0, each linked to itself.

    Within the pair a step keeps what is there, so that all three have one third.
    """
    features = features_of("Cats chase mice.", "Mice chase cats.", "Rain falls.")
    assert lexrank(features) == pytest.approx([1 / 3] * 3)


def test_lexrank_by_hand_with_a_middle() -> None:
    """The middle shares one of its two terms with each of its neighbours.

    idf: ln(3/2) + 1 for shared terms a and b, ln 3 + 1 for the others x and y. The cosine c of
    an end and the middle is a² / (√(a² + x²) · √(2 a²)). With w = c / (1 + c) the ends pass on
    w, the middle c / (1 + 2 c) to each: e = 0.05 + 0.85 (e / (1 + c) + m c / (1 + 2 c)).
    """
    features = features_of("Apples xylophones.", "Apples bananas.", "Bananas yoghurts.")
    a, x = math.log(3 / 2) + 1, math.log(3) + 1
    c = a * a / (math.hypot(a, x) * math.hypot(a, a))
    assert features.tfidf[0] @ features.tfidf[1] == pytest.approx(c)
    give = 0.85 * c / (1 + 2 * c)
    end = (0.05 + give) / (1 - 0.85 / (1 + c) + 2 * give)
    assert lexrank(features) == pytest.approx([end, 1 - 2 * end, end], abs=1e-9)


def test_textrank_by_hand() -> None:
    """Sizes 2, 3, 2; the ends share one term each with the middle: a path of three."""
    features = features_of("Cats sleep.", "Cats chase mice.", "Mice squeak.")
    weights = Overlaps(features.presence, features.sizes).strip(slice(0, 3))
    edge = 1 / (math.log(2) + math.log(3))
    expected = [[0, edge, 0], [edge, 0, edge], [0, edge, 0]]
    assert np.asarray(weights) == pytest.approx(np.array(expected))
    middle = 0.9 / 1.85
    assert textrank(features) == pytest.approx([(1 - middle) / 2, middle, (1 - middle) / 2])


@given(prose)
def test_textrank_is_the_papers_formula_dense_and_linear(text: str) -> None:
    features = features_of(text)
    expected = random_walk(slow_overlaps(features), len(features)).scores
    assert textrank(features) == pytest.approx(expected, abs=1e-9)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edges, "SMALL", 0)
        assert textrank(features) == pytest.approx(expected, abs=1e-9)


@given(prose)
def test_lexrank_never_formed_is_lexrank_formed(text: str) -> None:
    features = features_of(text)
    cosines = features.tfidf @ features.tfidf.T
    expected = random_walk(cosines, len(features)).scores
    assert lexrank(features) == pytest.approx(expected, abs=1e-9)
    linked = random_walk((cosines > 0.1).astype(float), len(features)).scores
    assert lexrank(features, threshold=0.1) == pytest.approx(linked, abs=1e-9)


def test_bm25_textrank_by_hand() -> None:
    """The first sentence shares a term with each of two, of three terms and of one.

    Both terms are in 2 of 3 sentences, so that their idf is alike. The mean size is 2, and the
    first asks for one of three terms with 2.2 / (1 + 1.2 (0.25 + 0.75 · 3 / 2)) = 2.2 / 2.65, for
    one of one with 2.2 / (1 + 1.2 (0.25 + 0.75 / 2)) = 2.2 / 1.75: its word goes to them as 1.75
    to 2.65. They have none but it: m = 0.05 + 0.85 (1 - m).
    """
    features = features_of("Apples bananas.", "Apples cherries dates.", "Bananas.")
    middle = 0.9 / 1.85
    long, short = (0.05 + 0.85 * middle * share / 4.4 for share in (1.75, 2.65))
    assert bm25_textrank(features) == pytest.approx([middle, long, short])


def test_of_one_document_within_changes_no_score() -> None:
    sentences = ["Cats chase mice.", "Mice eat cheese.", "Cats sleep.", "Cheese is old."]
    one = features_of(*sentences)
    several = Features.of(
        [Document.from_text(" ".join(sentences[i::2]), id=str(i)) for i in (0, 1)]
    )
    for rank in (textrank, lexrank, bm25_textrank):
        assert (rank(one, within=0.1) == rank(one)).all()
        assert np.abs(rank(several, within=0.1) - rank(several)).max() > 0.01


POSITIONAL = [positional_textrank, positional_lexrank]


@pytest.mark.parametrize("rank", POSITIONAL)
@given(before=prose, between=prose, after=prose)
def test_of_two_equal_sentences_the_later_never_scores_higher(
    rank: Any, before: str, between: str, after: str
) -> None:
    said = "The old bridge fell while the cat read. "
    features = features_of(before, said, between, said, after)
    rows = [i for i, s in enumerate(features.sentences) if s.text == said.strip()]
    assume(len(rows) == 2)  # "No. The old bridge" is not split
    one, other = rows
    scores = rank(features)
    assert scores[one] >= scores[other] - 1e-9


@pytest.mark.parametrize("rank", POSITIONAL)
def test_of_two_equal_sentences_the_earlier_scores_higher(rank: Any) -> None:
    features = features_of("Cats chase mice.", "Mice squeak.", "Cats chase mice.", "Mice hide.")
    first, _, third, _ = rank(features)
    assert first > 1.1 * third
    first, _, third, _ = rank(features, forward=1.0)
    assert first == pytest.approx(third)


def test_a_query_leads_to_what_is_asked() -> None:
    sentences = [
        "The council closed the old bridge on Monday.",
        "The old bridge carried buses and lorries.",
        "A bakery near the old bridge sells bread.",
    ]
    text = " ".join(sentences)
    for method in (textrank, lexrank, centroid, bm25_textrank, *POSITIONAL):
        asked = Features.of([Document.from_text(text)], Request(query="Who sells bread?"))
        assert np.argmax(method(asked)) == 2
        assert np.argmax(method(Features.of([Document.from_text(text)]))) != 2


def test_centroid_by_hand() -> None:
    """Terms in 2 of 3 sentences weigh 2/3 (ln 3/2 + 1), the others 1/3 (ln 3 + 1), less than
    the mean, and are dropped.
    """
    features = features_of("Cats sleep.", "Cats chase mice.", "Mice squeak.")
    shared = 2 / 3 * (math.log(3 / 2) + 1)
    assert centroid(features) == pytest.approx([shared, 2 * shared, shared])


def test_lead_takes_turns() -> None:
    documents = [Document.from_text("One a. Two a. Three a.", id="a")]
    documents.append(Document.from_text("One b. Two b.", id="b"))
    assert lead(Features.of(documents)) == pytest.approx([1, 1 / 2, 1 / 3, 1, 1 / 2])


def test_random_is_its_seed() -> None:
    documents = [Document.from_text("One. Two. Three. Four.")]
    draws = [random(Features.of(documents, Request(seed=seed))).tolist() for seed in (0, 0, 1)]
    assert draws[0] == draws[1] != draws[2]
