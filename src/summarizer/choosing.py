"""From scores to the rows of a result: a method's selector, and the rules no selector breaks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import index
from typing import NamedTuple

import numpy as np

from .errors import MethodError, SummarizerError, failure_of
from .features import Features, Vector
from .length import Budget, Length
from .methods import Method
from .selecting import Noted
from .text.words import opening, wording

_OPENING = 3  # sentences of a document that tell whom and what the others are about
_TRIES = 3  # more, of a selector whose choice is too long as a text


class Choice(NamedTuple):
    """The rows of a result, in reading order, and what has to be said of how they were found."""

    rows: list[int]
    over: bool
    note: str


Arrange = Callable[[Sequence[int]], list[int]]
"""Puts rows into the order in which they are read."""

Excess = Callable[[Sequence[int]], int]
"""By how much rows, once arranged, are too long as a text; not positive where they fit."""


def choose(
    features: Features,
    scores: Vector,
    length: Length,
    method: Method,
    arrange: Arrange = sorted,
) -> Choice:
    """The rows that a method's selector chooses, checked, never none, in reading order.

    No sentence repeats another word for word. A number of sentences is exact otherwise: where
    the selector stops short of it, the best of the others follow, those that stand on their own
    first. Where nothing was chosen the best sentence that fits is taken, and where none does the
    shortest. With a query the choice ends where nothing is left that has to do with it, and the
    note says so; where nothing has, it is made without it, and the note says that.

    Raises:
        MethodError: the selector gave rows that are no sentences, one twice, or too much.
    """
    length = length.remembering()
    budget = length.budget(features.sentences)

    def excess(rows: Sequence[int]) -> int:
        return budget.excess(arrange(rows))

    allowed = _to_the_point(features, budget)
    choosing = method if allowed is None else _among(method, allowed)
    rows, note = _within(features, scores, length, choosing, budget, excess)
    told = _of_the_query(features, allowed, rows, length, budget)
    if length.unit == "sentences":
        rows = _topped_up(features, scores, rows, budget.limit)
    chosen = arrange(rows or [_least(features, scores, budget)])
    return Choice(chosen, budget.excess(chosen) > 0, "; ".join(filter(None, (note, told))))


def _to_the_point(features: Features, budget: Budget) -> list[int] | None:
    """The rows that may be chosen where there is a query; ``None`` where all may.

    Those that have to do with it. Where these do not all fit, the choice is among them and the
    openings of the documents.
    """
    if not features.request.asks or not features.related.any():
        return None
    rows: list[int] = np.flatnonzero(features.related).tolist()
    if not budget.affords(rows):
        rows = np.flatnonzero(features.related | (features.places < _OPENING)).tolist()
    return rows if len(rows) < len(features) else None


def _among(method: Method, allowed: list[int]) -> Method:
    """A method whose selector is shown some rows alone."""

    def choose(features: Features, scores: Vector, length: Length) -> list[int]:
        limit = length.budget(features.sentences).limit
        # A share of all rows is a number of words; so is one that was lowered since.
        asked = Length(limit, "words") if length.unit == "percent" and limit else length
        given = method.choose(features.take(allowed), scores[allowed], asked)
        return Noted((allowed[row] for row in given), str(getattr(given, "note", "")))

    return replace(method, choose=choose)


def _of_the_query(
    features: Features, allowed: list[int] | None, rows: list[int], length: Length, budget: Budget
) -> str:
    """What has to be said of a choice whose query finds nothing, or leaves room for other rows."""
    if features.request.asks and not features.related.any():
        return "nothing has to do with the query: summarised without it"
    if allowed is None:
        return ""
    left = budget.limit - sum(map(budget.costs.item, rows))
    if np.delete(budget.costs, allowed).min() > left:
        return ""
    if length.unit == "sentences":
        return f"only {len(rows)} of the sentences have to do with the query"
    return "nothing else has to do with the query"


def _within(
    features: Features,
    scores: Vector,
    length: Length,
    method: Method,
    budget: Budget,
    excess: Excess,
) -> tuple[list[int], str]:
    """What the selector chooses, within the budget as a text, and its note.

    A selector goes by the costs of single sentences, which for tokens are not exact. Where its
    choice is a text too long, it is asked again for so much less; and if it will not do, the best
    of its rows are taken.
    """
    given, note = _selected(features, scores, length, method)
    if given and not (budget.affords(given) or budget.fits(sorted(given))):
        raise MethodError(f"selector {method.select!r} exceeded the length {length}")
    asked = length
    for _ in range(_TRIES):
        rows = _without_repeats(features, given)
        over = excess(rows)
        if not rows or over <= 0:
            return rows, note
        if (less := asked.lowered(over)) is None:
            break
        asked = less
        given, note = _selected(features, scores, asked, method)
    wanted = set(_without_repeats(features, given))
    best = [row for row in _by_worth(features, scores) if row in wanted]
    return best[: _most_that_fit(best, excess)], note


def _most_that_fit(rows: list[int], excess: Excess) -> int:
    """How many of the rows, from the first, fit; found by halving, as texts mostly grow."""
    fitting, over = 0, len(rows) + 1
    while over - fitting > 1:
        tried = (fitting + over) // 2
        if excess(rows[:tried]) <= 0:
            fitting = tried
        else:
            over = tried
    return fitting


def _selected(
    features: Features, scores: Vector, length: Length, method: Method
) -> tuple[list[int], str]:
    """The rows that the selector gives, all of which exist, and its note."""
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
    if len(set(rows)) < len(rows) or (rows and not 0 <= min(rows) <= max(rows) < len(features)):
        raise MethodError(f"selector {method.select!r} returned rows that repeat or do not exist")
    return rows, str(getattr(given, "note", ""))


def _by_worth(features: Features, scores: Vector) -> list[int]:
    """All rows, the best first of those that stand on their own, then of the others."""
    order: list[int] = np.lexsort((-scores, ~features.self_contained)).tolist()
    return order


def _least(features: Features, scores: Vector, budget: Budget) -> int:
    """The one sentence of a summary for which there is hardly room."""
    fitting = np.flatnonzero(budget.singles())
    if fitting.size:
        return int(fitting[np.lexsort((-scores[fitting], ~features.self_contained[fitting]))[0]])
    return int(np.lexsort((-scores, budget.costs, ~features.self_contained))[0])


def _rows_of(given: object, method: Method) -> list[int]:
    """What a selector gave, as whole numbers."""
    try:
        rows = list(given)  # type: ignore[call-overload]
        if any(isinstance(row, bool | np.bool_) for row in rows):
            raise TypeError("expected row numbers, got booleans")
        return [index(row) for row in rows]
    except TypeError as error:
        raise MethodError(
            f"selector {method.select!r} did not return a list of rows: {error}"
        ) from error


def _without_repeats(features: Features, rows: list[int]) -> list[int]:
    texts = [features.sentences[row].plain for row in rows]
    initials = {text[:1].lower() for text in texts if text[:1].isalpha() and text[0].isascii()}
    # What begins with another letter says something else, and what differs in its first words too.
    if len(initials) == len(rows) or len(set(map(opening, texts))) == len(rows):
        return rows
    said = {row: wording(features.sentences[row].plain) for row in rows}
    first = {said[row]: row for row in sorted(rows, reverse=True)}
    return [row for row in rows if first[said[row]] == row]


def _topped_up(features: Features, scores: Vector, rows: list[int], wanted: int) -> list[int]:
    """At least ``wanted`` rows, as far as there are sentences that repeat no chosen one."""
    if len(rows) >= min(wanted, len(features)):
        return rows
    rows = list(rows)
    said = {wording(features.sentences[row].plain) for row in rows}
    for row in _by_worth(features, scores):
        if len(rows) < wanted and (said_as := wording(features.sentences[row].plain)) not in said:
            rows.append(row)
            said.add(said_as)
    return rows
