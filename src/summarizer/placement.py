"""What the place of a sentence in its document says of its worth, estimated from the text at hand.

News, mails and reports open with what matters; lists of reviews and minutes do not. A text of a
few dozen sentences cannot tell which of them it is, and is taken to open so; a long one is asked.
"""

import numpy as np

from .features import Features, Vector

FADES = 4.0, 10.0
"""After how many sentences half of what the first one has before others is left: soon, or late."""

_TAKEN, _ASKED = 40, 80  # sentences up to which a document is taken to open so; from which not
_SURE = 0.05  # by how much early sentences are more central where it is sure that they tell more
_STEEP, _FLAT = 2.0, 10.0  # fades that are held against each other


def by_place(
    features: Features, scores: Vector, told: Vector, opening: float, fade: float | None = None
) -> Vector:
    """What each sentence counts for its place, ``(S,)``: ``1 + opening / (1 + place / fade)``.

    Args:
        features: the sentences.
        scores: their centrality. In documents of 80 sentences and more, ``opening`` counts as far
            as early sentences are more central than others; of 40 and fewer, in full.
        told: what each says of what other documents say, a word.
        opening: how much more the first sentence counts.
        fade: after how many sentences half of that is left; ``None`` for the one of
            :data:`FADES` that fits better how much sentences say, place by place, of what other
            documents say.
    """
    length = len(features) / len(features.documents)
    if length > _TAKEN:
        asked = min(1.0, (length - _TAKEN) / (_ASKED - _TAKEN))
        opening *= max(1 - asked, _openings_tell(features, scores))
    if fade is None:
        several = len(features.documents) > 1
        is_late = several and _fit(features, told, _FLAT) > _fit(features, told, _STEEP)
        fade = FADES[is_late]
    return np.asarray(1 + opening / (1 + features.places / fade))


def _openings_tell(features: Features, scores: Vector) -> float:
    """How sure it is that early sentences are more central than others of their document."""
    early = 1 / (1 + features.places / FADES[0])
    mean = float(early @ _relative(features, scores)) / float(early.sum())
    return min(1.0, max(0.0, (mean - 1) / _SURE))


def _fit(features: Features, told: Vector, fade: float) -> float:
    """How well a fade goes with what sentences tell within their documents: a correlation."""
    early = _relative(features, 1 / (1 + features.places / fade)) - 1
    told = _relative(features, told) - 1
    spread = float(np.sqrt((early @ early) * (told @ told)))
    return float(early @ told) / spread if spread > 0 else 0.0


def _relative(features: Features, values: Vector) -> Vector:
    """Values beside their mean in the document; 1 in one that has none."""
    owners = features.owners
    means = np.bincount(owners, values) / np.bincount(owners)
    return np.asarray(np.where(means[owners] > 0, values / np.maximum(means, 1e-300)[owners], 1.0))
