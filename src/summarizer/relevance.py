"""What each sentence has to do with what is asked, by words alone."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

K1 = 1.2
B = 0.75
OWN = 0.35
"""What a sentence's own words count; its passage counts the rest."""

PASSAGE = 50
"""So many times the scale of a passage are a document: of 50 sentences it is one either side."""

FEEDBACK = 0.5
"""What the words count that stand with those asked for; these count the rest."""


def relevance(counts: Any, asked: Vector, sizes: Sequence[int]) -> Vector:
    """``(S,)``: what each sentence has to do with a query, 0 to 1; 1 for the one with most.

    BM25 (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework") of the sentence,
    and of the sentences around it, the nearer the more: answers stand in passages. The query is
    extended by the words of the sentences that match it best, √S of them, as in the relevance
    model RM3 (Lavrenko & Croft 2001, "Relevance-Based Language Models"; Abdul-Jaleel et al.
    2004, "UMass at TREC 2004").

    Args:
        counts: ``(S, V)``, how often each term occurs in each sentence.
        asked: ``(S, Q)``, how often each sentence has each thing that is asked for.
        sizes: the number of sentences of each document, in order; ``S`` in all.
    """
    if not asked.any():
        return np.zeros(len(asked))
    lengths = np.asarray(counts.sum(axis=1))
    lengths = np.maximum(lengths, lengths.mean() / 2)  # or headings and scraps would match best
    own = saturated(asked, lengths) @ idf(asked) / asked.shape[1]
    first = _with_passages(own, sizes)
    best = np.argsort(-first, kind="stable")[: round(np.sqrt(len(first)))]
    weights = first[best] / np.maximum(lengths[best], 1)
    rare = idf(counts)
    beside = np.asarray(counts[best].T @ weights) * rare
    model = FEEDBACK * beside / (beside.sum() or 1)
    own = (1 - FEEDBACK) * own + saturated(counts, lengths) @ (model * rare)
    return _with_passages(np.asarray(own), sizes)


def related(asked: Vector, sizes: Sequence[int]) -> NDArray[np.bool_]:
    """``(S,)``: the sentences with something that is asked for, and those right beside them.

    Args:
        asked, sizes: see :func:`relevance`.
    """
    found = asked.any(axis=1)
    reached = []
    for part in np.split(found, list(accumulate(sizes))[:-1]):
        near = max(1, round(len(part) / PASSAGE))
        reached.append(np.convolve(part, np.ones(2 * near + 1))[near : near + len(part)] > 0)
    return np.concatenate(reached)


def matched(asked: Vector) -> float:
    """How much of a query one sentence has at best, 0 to 1, by the weight of its words.

    Args:
        asked: see :func:`relevance`; what no sentence has weighs most.
    """
    weights = idf(asked)
    return float(((asked > 0) @ weights).max() / weights.sum()) if asked.any() else 0.0


def saturated(counts: Any, lengths: Vector) -> Any:
    """``(S, V)``: counts of which each further one says less, in long sentences sooner (BM25)."""
    norms = K1 * (1 - B + B * lengths / (lengths.mean() or 1))
    if isinstance(counts, np.ndarray):
        return counts * (K1 + 1) / (counts + norms[:, None])
    found = counts.copy()
    found.data *= (K1 + 1) / (found.data + np.repeat(norms, np.diff(found.indptr)))
    return found


def idf(counts: Any) -> Vector:
    """``(V,)``: ``ln(1 + (S - s + 0.5) / (s + 0.5))`` for a term in s of S sentences."""
    having = np.asarray((counts > 0).sum(axis=0))
    return np.asarray(np.log(1 + (counts.shape[0] - having + 0.5) / (having + 0.5)))


def _with_passages(own: Vector, sizes: Sequence[int]) -> Vector:
    """Each sentence's own match, and that of its passage, as shares of the highest."""
    bounds = pairwise([0, *accumulate(sizes)])
    around = np.concatenate([_smoothed(own[start:end]) for start, end in bounds])
    found = OWN * own / (own.max() or 1) + (1 - OWN) * around / (around.max() or 1)
    return np.asarray(found / (found.max() or 1))


def _smoothed(own: Vector) -> Vector:
    """What stands around each sentence of a document, itself included, less with the distance."""
    scale = len(own) / PASSAGE
    reach = int(4 * scale) + 1
    kernel = np.exp(-np.abs(np.arange(-reach, reach + 1)) / scale)
    return np.convolve(own, kernel)[reach : reach + len(own)]
