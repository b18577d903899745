"""The sentences that together say most of what several say."""

import numpy as np

from ..concepts import Concepts, concepts
from ..features import Features, Vector
from ..length import Length
from ..placement import by_place
from ..registry import selector
from ..selecting import Search, long_enough

CENTRALITY = 1.0
OPENING = 6.0
BREVITY = 0.5
STARTS = 15
ANSWERED = 3
"""To what power the focus counts against the place of a sentence; for concepts as it is."""

NOVELTY = 1.0
FILLER = 12
"""Words of which a sentence has fewer that may do no more than fill a gap."""


@selector(
    "coverage",
    partner="textrank",
    cites="Gillick & Favre 2009; Takamura & Okumura 2009",
    use="anything: best or near the best",
)
def coverage(
    features: Features,
    scores: Vector,
    length: Length,
    *,
    centrality: float = CENTRALITY,
    opening: float = OPENING,
    fade: float | None = None,
    brevity: float = BREVITY,
    shortest: int | None = None,
    starts: int = STARTS,
    novelty: float = NOVELTY,
) -> list[int]:
    """Cover of concepts that several sources share; central and early sentences first.

    A concept is two stemmed words in a row; it weighs the number of other documents that have it
    (of a single document: of its sentences). Each step takes the sentence with the highest

    ``(weight of the concepts that are new × (1 - novelty × similarity)
    + centrality × its share of the scores × weight of all × (1 - 2 × novelty × similarity))
    × (1 + opening / (1 + place / fade)) / words ** brevity``

    that fits, is not too similar to a chosen one (:attr:`Features.ceiling`) and has ``shortest``
    words. The similarity is that to the most similar chosen one, and no part is less than 0. A
    sentence counts half for each thing that it needs until a chosen one tells it, and a fifth where
    it is no whole sentence or says that nothing is known (``needs.py``). With a query a concept
    counts by the relevance of the sentences that have it (:meth:`Concepts.focused`). Under a cap
    this is done from each of the ``starts`` best first sentences (openings of documents, where
    there are several), and the selection that gathers most is kept. Under a cap a sentence of fewer
    than twelve words comes only if it gains a quarter of what the others gain on average: it fills
    no gap.

    Concepts and their cover are of Gillick & Favre 2009, "A Scalable Global Model for
    Summarization", who solve it exactly and leave out all concepts of fewer than three documents;
    the greedy search divided by length is of Takamura & Okumura 2009, "Text Summarization Model
    Based on Maximum Coverage Problem and Its Variant". Centrality, the place in the document,
    what similarity takes off and the rule on short sentences are ours.

    Args:
        features: the sentences.
        scores: their centrality.
        length: what the selection has to fit.
        centrality: how much the scores count beside the concepts.
        opening: how much more the first sentence of a document counts, where openings tell most.
        fade: after how many sentences half of that is left; ``None`` for what fits the documents:
            :func:`summarizer.placement.by_place`.
        brevity: 0 ignores the length of sentences, 1 divides by it.
        shortest: words that a sentence must have while there are others; ``None`` for what fits
            the text: :func:`summarizer.selecting.long_enough`.
        starts: first sentences that are tried.
        novelty: how much similarity to a chosen sentence counts against another; 0: nothing.
    """
    found = concepts(features)
    focus = features.focus if features.relevance.any() else 0.0
    if focus:
        found = found.focused(features.relevance, focus)
    size = np.maximum(1, features.lengths) ** brevity
    share = scores / (scores.sum() or 1) * found.weights.sum() * centrality
    told = found.sums(found.weights)
    factor = by_place(features, scores, told / size, opening, fade)
    if answered := focus**ANSWERED:
        factor = factor ** (1 - answered) * (1 - answered * (1 - features.relevance))
    gains = told * factor + share * factor
    search = Search(
        features,
        length,
        lambda: _Covered(found, share * factor, factor, novelty),
        gains,
        size,
        long_enough(features, shortest),
        FILLER,
    )
    # A number of sentences leaves no room that a worse first one could fill better.
    return search.filled(1 if length.unit == "sentences" else starts, scores)


class _Covered:
    """The concepts that no sentence taken has, and what one more would gain.

    Args:
        concepts: what the sentences say.
        share: ``(S,)``, what each gains by itself.
        factor: ``(S,)``, what the weight of its new concepts is multiplied by.
        novelty: how much similarity to one taken counts against a sentence.
    """

    def __init__(self, concepts: Concepts, share: Vector, factor: Vector, novelty: float) -> None:
        self._concepts = concepts
        self._left = concepts.weights.copy()
        self._share, self._factor = share, factor
        self._novelty = novelty

    def gain(self, row: int, closest: float, /) -> float:
        new = float(self._left[self._concepts.of(row)].sum()) * float(self._factor[row])
        repeated = self._novelty * closest
        central = float(self._share[row])
        return new * max(0.0, 1 - repeated) + central * max(0.0, 1 - 2 * repeated)

    def take(self, row: int) -> None:
        self._left[self._concepts.of(row)] = 0
