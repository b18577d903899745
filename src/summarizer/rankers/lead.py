"""The sentences in the order in which they stand."""

import numpy as np

from ..features import Features, Vector
from ..registry import ranker


@ranker("lead", partner="best", cites="baseline", use="a baseline, hard to beat on news")
def lead(features: Features) -> Vector:
    """Opening sentences; of several documents, all first ones, then all second ones.

    News puts first what matters most, so that this baseline is hard to beat on it. The score is
    1 / (1 + number of the sentence in its document).
    """
    places: dict[str, int] = {}
    scores = np.empty(len(features))
    for row, sentence in enumerate(features.sentences):
        place = places.get(sentence.document_id, 0)
        scores[row] = 1 / (1 + place)
        places[sentence.document_id] = place + 1
    return scores
