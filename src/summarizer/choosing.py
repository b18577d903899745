"""From scores to the rows of a result: a method's selector, and the rules no selector breaks."""

import re
from dataclasses import dataclass, field
from operator import index

import numpy as np

from .document import Sentence
from .errors import MethodError
from .features import Features, Vector
from .length import Length
from .registry import Ranker, Selector
from .text.words import words

_SYMBOL = re.compile(r"[^\w\s.,;:!?…'\"“”‘’«»()\[\]—–-]")  # "C++" is not "C"


@dataclass(frozen=True, slots=True)
class Method:
    """A ranker and a selector, and what they are called."""

    name: str
    select: str
    rank: Ranker = field(repr=False)
    choose: Selector = field(repr=False)
    takes_query: bool = True


def choose(features: Features, scores: Vector, length: Length, method: Method) -> list[int]:
    """The rows that a method's selector chooses, checked, never none, in order.

    No sentence repeats another word for word. A number of sentences is exact otherwise: where
    the selector stops short of it, the best of the others follow, those that stand on their own
    first. Where nothing fits a cap the shortest sentence is taken.

    Raises:
        MethodError: the selector gave rows that are no sentences, one twice, or too much.
    """
    budget = length.budget(features.sentences)
    shown = scores.view()
    shown.flags.writeable = False  # a selector is shown the scores, not handed them
    rows = _rows_of(method.choose(features, shown, length), method)
    if len(set(rows)) < len(rows) or not all(0 <= row < len(features) for row in rows):
        raise MethodError(f"selector {method.select!r} gave rows that repeat or do not exist")
    if not budget.fits(rows):
        raise MethodError(f"selector {method.select!r} went over the length {length}")
    rows = _without_repeats(features, rows)
    if length.unit == "sentences":
        rows = _topped_up(features, scores, rows, budget.limit)
    return sorted(rows) or [int(np.lexsort((-scores, budget.costs, ~features.standing))[0])]


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
    first = {_wording(features.sentences[row]): row for row in sorted(rows, reverse=True)}
    return [row for row in rows if first[_wording(features.sentences[row])] == row]


def _topped_up(features: Features, scores: Vector, rows: list[int], wanted: int) -> list[int]:
    """At least ``wanted`` rows, as far as there are sentences that repeat no chosen one."""
    if len(rows) >= min(wanted, len(features)):
        return rows
    rows = list(rows)
    said = {_wording(features.sentences[row]) for row in rows}
    for row in np.lexsort((-scores, ~features.standing)).tolist():
        if len(rows) < wanted and (wording := _wording(features.sentences[row])) not in said:
            rows.append(row)
            said.add(wording)
    return rows


def _wording(sentence: Sentence) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words(sentence.text) + _SYMBOL.findall(sentence.text))
