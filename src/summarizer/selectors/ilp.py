"""The sentences that together say most of what several say, exactly."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..concepts import Concepts, concepts
from ..features import Features, Vector
from ..length import Budget, Length
from ..registry import selector
from ..selecting import UNPROVEN, Noted, Selection, long_enough

SECONDS = 10.0
_MOST = 1_000  # sentences that are weighed against each other


@selector(
    "ilp",
    partner="textrank",
    cites="Gillick & Favre 2009",
    takes_query=False,
    use="short input, where the optimum is worth seconds",
)
def ilp(
    features: Features,
    scores: Vector,
    length: Length,
    *,
    seconds: float = SECONDS,
    shortest: int | None = None,
) -> list[int]:
    """Best cover of concepts, exactly, by integer programming.

    Gillick & Favre 2009, "A Scalable Global Model for Summarization": maximise ``Σᵢ wᵢ cᵢ`` over
    concepts i and sentences j, where a concept is covered only if a chosen sentence has it, and
    the costs of the chosen sentences keep to the length. Concepts and weights are those of
    :func:`summarizer.concepts.concepts`; of several documents a concept weighs how many others
    have it, where the paper has how many have it, of three or more. Besides, no two sentences
    are too similar and none comes without what it leans on, as :class:`summarizer.selecting.
    Selection` has it. Of more than 1,000 sentences those with the most weight a word take part.

    Where the time is up before the selection is proven best, the result's note says how much
    better the best could be; such a result may differ from run to run, as the clock decides.

    Args:
        features: the sentences.
        scores: by these the room is filled that is left.
        length: what the selection has to fit.
        seconds: after which the best found so far is taken.
        shortest: words that a sentence must have while there are others; ``None`` for what fits
            the text: :func:`summarizer.selecting.long_enough`.
    """
    found = concepts(features)
    budget = length.budget(features.sentences)
    rows = _candidates(features, found, budget, shortest)
    if not len(rows) or not len(found.columns.values):
        return Selection(features, length).fill(scores)
    chosen, note = _solved(features, found, budget, rows, seconds)
    return Noted(Selection(features, length, rows[chosen].tolist()).fill(scores), note)


def _candidates(
    features: Features, found: Concepts, budget: Budget, shortest: int | None
) -> NDArray[np.int64]:
    """The rows that take part, in order."""
    fits = long_enough(features, shortest) & (budget.costs <= budget.limit)
    density = found.sums(found.weights) / np.maximum(1, budget.costs)
    best = np.argsort(-np.where(fits, density, -1), kind="stable")[:_MOST]
    kept = np.zeros(len(features), dtype=np.bool_)
    kept[best[fits[best]]] = True
    upright = kept & features.self_contained
    leaning = kept & (features.support >= 0)  # some on one that itself leans on another
    while (supported := leaning & ~upright & upright[features.support]).any():
        upright |= supported
    return np.flatnonzero(upright)


def _solved(
    features: Features,
    found: Concepts,
    budget: Budget,
    rows: NDArray[np.int64],
    seconds: float,
) -> tuple[NDArray[np.bool_], str]:
    """Which of the rows are best together, and what there is to say of it."""
    from scipy.sparse import block_array, csr_array, diags_array

    from ..integer_program import maximise

    held = found.columns.take(rows)
    kept, columns = np.unique(held.values, return_inverse=True)
    shape = (len(kept), len(rows))
    has = csr_array((np.ones(len(columns)), (columns, held.rows)), shape=shape)
    cost = csr_array(budget.costs[rows][None].astype(np.float64))
    apart, limits = _exclusions(features, rows)
    table = block_array([[cost, None], [-has, diags_array(np.ones(len(kept)))], [apart, None]])
    solution = maximise(
        np.concatenate([np.zeros(len(rows)), found.weights[kept]]),
        np.ones(len(rows) + len(kept)),
        np.arange(len(rows) + len(kept)) < len(rows),
        table.tocsr(),
        np.concatenate([[budget.limit], np.zeros(len(kept)), limits]),
        seconds=seconds,
    )
    if not len(solution.values):
        return np.zeros(len(rows), dtype=np.bool_), f"{UNPROVEN}: nothing found in {seconds:g} s"
    better = f"{UNPROVEN}: after {seconds:g} s; the best may be {100 * solution.gap:.1f} % better"
    return solution.values[: len(rows)] > 0.5, "" if solution.proven else better


def _exclusions(features: Features, rows: NDArray[np.int64]) -> tuple[Any, Vector]:
    """What rules out pairs of the rows: ``(m, n)``, and for each rule the most that its sum is.

    Two sentences that are too similar: x + y <= 1. One that leans on another: x - y <= 0.
    """
    from scipy.sparse import csr_array

    similar = [features.similarity(row)[rows] > features.ceiling for row in rows.tolist()]
    one, other = np.nonzero(np.triu(similar, 1))
    place = {row: i for i, row in enumerate(rows.tolist())}
    leaning = [i for i, row in enumerate(rows.tolist()) if not features.self_contained[row]]
    needed = [place[int(features.support[rows[i]])] for i in leaning]
    left = np.concatenate([one, np.array(leaning, dtype=np.int64)])
    right = np.concatenate([other, np.array(needed, dtype=np.int64)])
    limits = np.concatenate([np.ones(len(one)), np.zeros(len(leaning))])
    count = np.arange(len(left))
    values = np.concatenate([np.ones(len(left)), 2 * limits - 1])
    at = (np.concatenate([count, count]), np.concatenate([left, right]))
    return csr_array((values, at), shape=(len(left), len(rows))), limits
