"""Sentences whose words together are spread as the text's are."""

import numpy as np

from ..features import Features, Vector
from ..length import Length
from ..registry import selector
from ..selecting import Selection

SMOOTHING = 1.0


@selector(
    "kl",
    partner="centroid",
    cites="Haghighi & Vanderwende 2009",
    takes_query=False,
    use="the same mix of words as the text",
)
def kl(
    features: Features,
    scores: Vector,  # noqa: ARG001 -- a selector is given them
    length: Length,
    *,
    smoothing: float = SMOOTHING,
) -> list[int]:
    """Smallest divergence between the words of summary and text, greedily.

    KLSum of Haghighi & Vanderwende 2009, "Exploring Content Models for Multi-Document
    Summarization": each step takes the sentence that makes ``KL(text ‖ summary)`` smallest. The
    words are stemmed and no stop words; those of the summary are smoothed by adding
    ``smoothing`` to each count, without which a word it lacks would make it infinite. The scores
    are not looked at; ties go to the earlier sentence. The rules of
    :class:`summarizer.selecting.Selection` hold.

    Args:
        features: the sentences.
        scores: not looked at.
        length: what the selection has to fit.
        smoothing: added to every count of the summary.
    """
    from scipy.sparse import csr_array

    counts = csr_array(features.counts)
    sizes = np.asarray(counts.sum(axis=1))
    text = np.asarray(counts.sum(axis=0))
    text = text / text.sum()
    row_of = np.repeat(np.arange(len(features)), np.diff(counts.indptr))
    chosen = np.full(len(text), smoothing)
    selection = Selection(features, length)

    def nearness() -> Vector:
        """Less the divergence that each sentence would leave, but for what all share."""
        held = chosen[counts.indices]
        nearer = text[counts.indices] * np.log1p(counts.data / held)
        gained = np.bincount(row_of, nearer, minlength=len(features))
        return np.asarray(gained - np.log(chosen.sum() + sizes))

    while (row := selection.best(nearness())) is not None:
        own = slice(counts.indptr[row], counts.indptr[row + 1])
        chosen[counts.indices[own]] += counts.data[own]
        selection.take(row)
    return selection.rows
