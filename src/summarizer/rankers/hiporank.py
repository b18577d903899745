"""Sentences that are like their section, and like the others, near where either begins or ends."""

import numpy as np
from numpy.typing import NDArray

from ..edges import SMALL, without_loops
from ..features import Features, Matrix, Vector, products
from ..registry import ranker

LATE = 1.0
"""How much farther the end of a section counts than its beginning, where both are as far."""

INTER = 2.0
"""What a sentence's likeness to the sections of its document counts beside that within its own."""


@ranker("hiporank", cites="Dong, Mircea & Cheung 2021", use="long text with headings")
def hiporank(features: Features, *, late: float = LATE, inter: float = INTER) -> Vector:
    """Centrality by sections: like the others, and near where a section or the text begins or ends.

    Dong, Mircea & Cheung 2021, "Discourse-Aware Unsupervised Summarization for Long Scientific
    Documents". A sentence counts the mean of its cosines with those of its section that are no
    nearer to a boundary of it, and ``inter`` times the mean of its cosines with the sections
    that are no nearer to a boundary of the document than its own: the paper's λ₁ is 0 and λ₂ 1.
    What represents sentences is tf-idf where no embeddings are given, and a section is the sum of
    its sentences. A text without headings is one section.

    Args:
        features: the sentences.
        late: the paper's α: the boundary distance is ``min(place, late * (count - 1 - place))``.
        inter: the paper's μ₁, there 0.5; by tf-idf two cosines within a section say less.
    """
    vectors = features.vectors
    scores = np.zeros(len(features))
    sections = _sections(features)
    for number in range(int(features.owners[-1]) + 1):
        own = [rows for owner, rows in sections if owner == number]
        means = [_unit(np.asarray(vectors[rows].sum(axis=0)).ravel()) for rows in own]
        far = _distances(len(own), late)
        for rows, distance in zip(own, far, strict=True):
            heard = np.stack([m for m, d in zip(means, far, strict=True) if d >= distance])
            alike = np.maximum(np.asarray(vectors[rows] @ heard.T), 0)
            scores[rows] = inter * alike.sum(axis=1) / len(own) + _within(vectors[rows], late)
    return scores


def _within(vectors: Matrix, late: float) -> Vector:
    """``(n,)``: the mean cosine of each sentence of a section with those that are as far inside."""
    size = vectors.shape[0]
    far = _distances(size, late)
    sums = [np.zeros(0)]
    for start in range(0, size, SMALL):
        rows = slice(start, start + SMALL)
        strip = without_loops(np.maximum(products(vectors[rows], vectors), 0), rows)
        sums.append(np.where(far >= far[rows, None], strip, 0).sum(axis=1))
    return np.asarray(np.concatenate(sums) / size)


def _distances(count: int, late: float) -> Vector:
    """``(count,)``: how far each of some places is from the nearer end."""
    places = np.arange(count, dtype=np.float64)
    return np.minimum(places, late * (count - 1 - places))


def _sections(features: Features) -> list[tuple[int, NDArray[np.int64]]]:
    """The number of the document of each section, and the rows of its sentences; none is empty."""
    from ..outline import outline  # patterns that no other ranker has a use for

    rows = {(s.document_id, s.position): row for row, s in enumerate(features.sentences)}
    found: list[tuple[int, NDArray[np.int64]]] = []
    for document in features.documents:
        for division in outline(document):
            keys = ((s.document_id, s.position) for s in division.sentences)
            own = [rows[key] for key in keys if key in rows]
            if own:
                found.append((int(features.owners[own[0]]), np.array(own)))
    return found


def _unit(vector: Vector) -> Vector:
    norm = float(np.sqrt(vector @ vector))
    return vector / norm if norm else vector
