"""The best ROUGE that any selection of a text's sentences could get: a bound for every method."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ..document import Sentence
from ..errors import UsageError
from ..integer_program import maximise
from ..length import Budget, Length
from .matching import Gram, Grams, match
from .rouge import Scorer
from .settings import Metric
from .tokens import Tokens

NODES = 1_000
"""How many branches the exact search for one item may look at; time would depend on the machine."""

_STEPS = 30  # of Dinkelbach's iteration, which needs few
_LEAST = 1e-9  # hits more that count as an improvement
_TRIES = 4  # for a selection that fits as a text, where the costs of its sentences did not tell


class Selection(NamedTuple):
    """Sentences that an oracle has chosen.

    Attributes:
        rows: which, ascending.
        proven: whether no selection is better.
    """

    rows: list[int]
    proven: bool


Oracle = Callable[[Sequence[Sentence], Sequence[str], Length, Scorer], Selection]
"""Chooses of sentences by references, within a length, for the scorer's first metric."""


def greedy_oracle(
    sentences: Sequence[Sentence], references: Sequence[str], length: Length, scorer: Scorer
) -> Selection:
    """Add the sentence that raises the F-score of the scorer's first metric most, while one does.

    As references for training are made (Nallapati, Zhai & Zhou 2017, "SummaRuNNer", section 3).
    """
    metric = scorer.metrics[0].name
    ready = scorer.references(references)
    budget = length.remembering().budget(sentences)
    chosen: list[int] = []
    best = 0.0
    while True:
        open_rows = [
            r
            for r in range(len(sentences))
            if r not in chosen and budget.fits(sorted([*chosen, r]))
        ]
        scored = [
            (scorer.score_against(ready, _lines(sentences, sorted([*chosen, r])))[metric].f1, -r)
            for r in open_rows
        ]
        score, row = max(scored, default=(0.0, 0))
        if score <= best:
            return Selection(sorted(chosen), proven=False)
        best = score
        chosen.append(-row)


def exact_oracle(
    sentences: Sequence[Sentence],
    references: Sequence[str],
    length: Length,
    scorer: Scorer,
    nodes: int = NODES,
) -> Selection:
    """The selection with the highest F-score of the scorer's first metric, by integer programming.

    Hirao et al. (2017), "Enumeration of Extractive Oracle Summaries", solve the same for recall.
    F is a ratio of two linear functions of the selection, so that a few programs settle it
    (Dinkelbach 1967). Bigrams across the border of two chosen sentences are counted, as ROUGE
    does. Texts are not cut at the scorer's limit: give a length that keeps within it. For a
    length in tokens nothing is proven, as the tokens of a text are no sum.

    Args:
        sentences: in reading order.
        references: as for :func:`rouge`.
        length: what the selection has to fit.
        scorer: its first metric is ``rouge1`` or ``rouge2``.
        nodes: branches after which the best found so far is taken.

    Raises:
        UsageError: the scorer's first metric is another, or it takes the reference of the best
            recall, which is no function of the selection alone.
    """
    metric = scorer.metrics[0]
    if metric.kind != "N" or metric.size > 2:
        raise UsageError(f"the exact oracle supports rouge1 and rouge2, not {metric.name}")
    settings = scorer.settings
    if settings.average == "best" and settings.variant != "rouge-score" and len(references) > 1:
        raise UsageError("the exact oracle needs the average micro for several references")
    if not sentences:
        raise UsageError("there are no sentences to choose from")
    budget = length.remembering().budget(sentences)
    for _ in range(_TRIES):
        found = _best_within(budget, sentences, references, scorer, nodes)
        excess = budget.excess(found.rows)
        if not found.rows or excess <= 0:
            return found._replace(proven=found.proven and budget.measure is None)
        budget = replace(budget, limit=budget.limit - excess)
    return greedy_oracle(sentences, references, length, scorer)


def _best_within(
    budget: Budget,
    sentences: Sequence[Sentence],
    references: Sequence[str],
    scorer: Scorer,
    nodes: int,
) -> Selection:
    """The best selection whose costs are within the budget."""
    if budget.costs.min() > budget.limit:
        return Selection([], proven=True)
    metric = scorer.metrics[0]
    ready = scorer.references(references)
    groups = [ready] if scorer.settings.average == "micro" else [[one] for one in ready]
    texts = [Grams(scorer.tokens([sentence.line])) for sentence in sentences]
    found = []
    for group in groups:
        program = _Program(texts, group, budget, metric.size, scorer.settings.alpha)
        found.append(program.solve(nodes))
    scores = [
        scorer.score_against(ready, _lines(sentences, s.rows))[metric.name].f1 if s.rows else 0.0
        for s in found
    ]
    best = found[int(np.argmax(scores))]
    return Selection(best.rows, all(selection.proven for selection in found))


def _lines(sentences: Sequence[Sentence], rows: Sequence[int]) -> list[str]:
    return [sentences[row].line for row in rows]


@dataclass(frozen=True, slots=True)
class _Variables:
    """The columns of the program: sentences, then borders, then n-grams of references."""

    sentences: int
    # pairs of sentences between which, if neighbours, a bigram of a reference stands
    borders: list[tuple[int, int]]
    wanted: list[tuple[Gram, int]]  # for each reference its n-grams and how often it has them

    def __len__(self) -> int:
        return self.sentences + len(self.borders) + len(self.wanted)


class _Program:
    """Which sentences, for the highest hits - ratio * size within the budget."""

    def __init__(
        self, texts: list[Grams], references: list[Grams], budget: Budget, n: int, alpha: float
    ) -> None:
        self._n = n
        self._alpha = alpha
        self._texts = texts
        self._rows = [text.tokens.row for text in texts]
        self._references = references
        self._variables = self._columns(references)
        self._constraints = self._limits(budget)

    def solve(self, nodes: int) -> Selection:
        """Dinkelbach's iteration: the ratio of the last solution is what the next has to beat."""
        ratio, rows = 0.0, list[int]()
        for _ in range(_STEPS):
            chosen, proven = self._best(ratio, nodes)
            hits, size = self._value(chosen)
            if hits <= ratio * size + _LEAST:
                return Selection(rows, proven)
            ratio, rows = hits / size, chosen
        return Selection(rows, proven=False)

    def _columns(self, references: list[Grams]) -> _Variables:
        counts = [text.counts("N", self._n) for text in self._texts]
        available = {gram for count in counts for gram in count}
        borders = []
        wanted_grams = {gram for reference in references for gram in reference.counts("N", self._n)}
        if self._n == 2:
            for i, j in combinations(range(len(self._rows)), 2):
                if self._rows[i] and self._rows[j]:
                    border = (self._rows[i][-1], self._rows[j][0])
                    if border in wanted_grams:
                        borders.append((i, j))
                        available.add(border)
        wanted = [
            (gram, count)
            for reference in references
            for gram, count in reference.counts("N", self._n).items()
            if gram in available
        ]
        return _Variables(len(self._texts), borders, wanted)

    def _limits(self, budget: Budget) -> tuple[csr_array, NDArray[np.float64]]:
        """The constraints of the program, with their upper bounds."""
        cells: list[tuple[int, int, float]] = []
        bounds: list[float] = []

        def add(row: list[tuple[int, float]], bound: float) -> None:
            cells.extend((len(bounds), column, value) for column, value in row)
            bounds.append(bound)

        variables = self._variables
        add([(s, float(cost)) for s, cost in enumerate(budget.costs)], budget.limit)
        # One sentence at least: that none has no n-grams would else count as a saving.
        add([(s, -1.0) for s in range(variables.sentences)], -1)
        for place, (i, j) in enumerate(variables.borders, start=variables.sentences):
            add([(place, 1), (i, -1)], 0)
            add([(place, 1), (j, -1)], 0)
            if j - i > 1:  # no other chosen between the two
                between = [(k, 1.0) for k in range(i + 1, j) if self._rows[k]]
                add([*between, (place, float(len(between)))], float(len(between)))
        for row in self._supplies():
            add(row, 0)
        rows, columns, values = zip(*cells, strict=True)
        matrix = csr_array((values, (rows, columns)), shape=(len(bounds), len(variables)))
        return matrix, np.array(bounds)

    def _supplies(self) -> list[list[tuple[int, float]]]:
        """An n-gram of a reference is matched at most as often as the chosen sentences have it."""
        variables = self._variables
        having: dict[Gram, list[tuple[int, float]]] = {}
        for s, text in enumerate(self._texts):
            for gram, count in text.counts("N", self._n).items():
                having.setdefault(gram, []).append((s, -float(count)))
        for place, (i, j) in enumerate(variables.borders, start=variables.sentences):
            border = (self._rows[i][-1], self._rows[j][0])
            having.setdefault(border, []).append((place, -1.0))
        first = variables.sentences + len(variables.borders)
        return [
            [(place, 1.0), *having[gram]]
            for place, (gram, _) in enumerate(variables.wanted, start=first)
        ]

    def _best(self, ratio: float, nodes: int) -> tuple[list[int], bool]:
        """The selection with the highest hits - ratio * size, and whether that is proven."""
        variables = self._variables
        first = variables.sentences + len(variables.borders)
        lengths = np.array([len(row) for row in self._rows], dtype=np.float64)
        gain = np.zeros(len(variables))
        gain[: variables.sentences] = -ratio * self._alpha * len(self._references) * lengths
        gain[first:] = 1
        upper = np.ones(len(variables))
        upper[first:] = [count for _, count in variables.wanted]
        whole = np.arange(len(variables)) < first
        found = maximise(gain, upper, whole, *self._constraints, nodes=nodes)
        chosen = np.flatnonzero(found.values[: variables.sentences] > 0.5)
        return chosen.tolist(), found.proven

    def _value(self, chosen: list[int]) -> tuple[float, float]:
        """The hits of a selection, and the size that F divides them by."""
        tokens = [token for row in chosen for token in self._rows[row]]
        ours = Grams(Tokens(tokens, [tokens]))
        metric = Metric("", "N", self._n)
        matches = [match(metric, reference, ours) for reference in self._references]
        there, here = sum(m.reference for m in matches), sum(m.candidate for m in matches)
        return sum(m.hits for m in matches), (1 - self._alpha) * there + self._alpha * here
