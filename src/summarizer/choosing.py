"""From scores to the rows of a result: a method's selector, and the rules no selector breaks."""

from dataclasses import dataclass, field
from operator import index
from typing import NamedTuple

import numpy as np

from .errors import MethodError, SummarizerError, failure_of
from .features import Features, Vector
from .length import Budget, Length
from .registry import Ranker, Selector
from .text.words import opening, wording


@dataclass(frozen=True, slots=True)
class Method:
    """A ranker and a selector, and what they are called."""

    name: str
    select: str
    rank: Ranker = field(repr=False)
    choose: Selector = field(repr=False)
    takes_query: bool = True


class Choice(NamedTuple):
    """The rows of a result, in order, and what has to be said of how they were found."""

    rows: list[int]
    note: str


def choose(features: Features, scores: Vector, length: Length, method: Method) -> Choice:
    """The rows that a method's selector chooses, checked, never none, in order.

    No sentence repeats another word for word. A number of sentences is exact otherwise: where
    the selector stops short of it, the best of the others follow, those that stand on their own
    first. Where nothing was chosen the best sentence that fits is taken, and where none does the
    shortest.

    Raises:
        MethodError: the selector gave rows that are no sentences, one twice, or too much.
    """
    budget = length.budget(features.sentences)
    shown = scores.view()
    shown.flags.writeable = False  # a selector is shown the scores, not handed them
    try:
        given = method.choose(features, shown, length)
    except SummarizerError:
        raise
    except Exception as error:  # whatever a stranger's function does
        reason = failure_of(error)
        raise MethodError(f"selector {method.select!r} failed: {reason}") from error
    rows = _rows_of(given, method)
    if len(set(rows)) < len(rows) or not all(0 <= row < len(features) for row in rows):
        raise MethodError(f"selector {method.select!r} gave rows that repeat or do not exist")
    if not budget.fits(rows):
        raise MethodError(f"selector {method.select!r} went over the length {length}")
    rows = _without_repeats(features, rows)
    if length.unit == "sentences":
        rows = _topped_up(features, scores, rows, budget.limit)
    chosen = sorted(rows) or [_least(features, scores, budget)]
    return Choice(chosen, str(getattr(given, "note", "")))


def _least(features: Features, scores: Vector, budget: Budget) -> int:
    """The one sentence of a summary for which there is hardly room."""
    fitting = np.flatnonzero(budget.costs <= budget.limit)
    if fitting.size:
        return int(fitting[np.lexsort((-scores[fitting], ~features.standing[fitting]))[0]])
    return int(np.lexsort((-scores, budget.costs, ~features.standing))[0])


def _rows_of(given: object, method: Method) -> list[int]:
    """What a selector gave, as whole numbers."""
    try:
        rows = list(given)  # type: ignore[call-overload]
        if any(isinstance(row, bool | np.bool_) for row in rows):
            raise TypeError("truth values are no rows")
        return [index(row) for row in rows]
    except TypeError as error:
        raise MethodError(f"selector {method.select!r} gave no list of rows: {error}") from error


def _without_repeats(features: Features, rows: list[int]) -> list[int]:
    if len({opening(features.sentences[row].text) for row in rows}) == len(rows):
        return rows
    said = {row: wording(features.sentences[row].text) for row in rows}
    first = {said[row]: row for row in sorted(rows, reverse=True)}
    return [row for row in rows if first[said[row]] == row]


def _topped_up(features: Features, scores: Vector, rows: list[int], wanted: int) -> list[int]:
    """At least ``wanted`` rows, as far as there are sentences that repeat no chosen one."""
    if len(rows) >= min(wanted, len(features)):
        return rows
    rows = list(rows)
    said = {wording(features.sentences[row].text) for row in rows}
    for row in np.lexsort((-scores, ~features.standing)).tolist():
        if len(rows) < wanted and (said_as := wording(features.sentences[row].text)) not in said:
            rows.append(row)
            said.add(said_as)
    return rows
