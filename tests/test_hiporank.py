"""HipoRank: the paper's formula, written out slowly, gives the same scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Features
from summarizer.features import dense
from summarizer.outline import outline
from summarizer.rankers.hiporank import hiporank

WORDS = "river bridge mill town flood dam school road boat rain".split()


def text_of(sizes: list[int]) -> str:
    """A Markdown text whose sections have so many sentences."""
    number = 0
    parts: list[str] = []
    for section, size in enumerate(sizes):
        parts.append(f"# Part {section}")
        said: list[str] = []
        for _ in range(size):
            number += 1
            picked = [WORDS[(number * step) % len(WORDS)] for step in (1, 3, 7)]
            said.append(f"The {picked[0]} and the {picked[1]} reach a {picked[2]} every year.")
        parts.append(" ".join(said))
    return "\n\n".join(parts)


def distance(place: int, count: int, late: float) -> float:
    return min(place, late * (count - 1 - place))


def slow(features: Features, late: float, inter: float) -> list[float]:
    """Equations 4 to 8 of Dong, Mircea & Cheung 2021 with λ₁ = 0 and λ₂ = 1."""
    x = dense(features.tfidf)
    (document,) = features.documents
    rows = {sentence.position: row for row, sentence in enumerate(features.sentences)}
    sections = [
        [rows[s.position] for s in d.sentences if s.position in rows] for d in outline(document)
    ]
    scores = [0.0] * len(features)
    for number, section in enumerate(sections):
        for place, row in enumerate(section):
            own = distance(place, len(section), late)
            within = sum(
                x[row] @ x[other]
                for at, other in enumerate(section)
                if other != row and distance(at, len(section), late) >= own
            )
            between = sum(
                x[row] @ (mean := x[others].sum(axis=0)) / np.linalg.norm(mean)
                for at, others in enumerate(sections)
                if distance(at, len(sections), late) >= distance(number, len(sections), late)
            )
            scores[row] = inter * between / len(sections) + within / len(section)
    return scores


@given(
    st.lists(st.integers(1, 7), min_size=1, max_size=5),
    st.sampled_from([0.5, 1.0, 2.0]),
    st.sampled_from([0.0, 0.5, 2.0]),
)
def test_it_is_the_papers_formula(sizes: list[int], late: float, inter: float) -> None:
    features = Features.of([Document.from_text(text_of(sizes))])
    scores = hiporank(features, late=late, inter=inter)
    assert scores == pytest.approx(slow(features, late, inter))


def test_documents_are_ranked_by_themselves() -> None:
    texts = [text_of([3, 4]), text_of([5])]
    documents = [Document.from_text(text, id=str(n)) for n, text in enumerate(texts)]
    together = hiporank(Features.of(documents))
    assert together.shape == (12,)
    assert (together >= 0).all()
