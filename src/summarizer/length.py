"""How long a summary is to be."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .document import Sentence
from .errors import LengthError
from .text.words import count_words

Unit = Literal["sentences", "words", "characters", "percent"]

_UNITS: dict[str, Unit] = {"": "sentences", "w": "words", "c": "characters", "%": "percent"}
_FORM = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([wc%]?)\s*")
_LONGEST = 10**15
_GRAMMAR = "write 3 (sentences), 100w (words), 600c (characters) or 20% (of the text's words)"


@dataclass(frozen=True, slots=True)
class Budget:
    """A length in the terms of the sentences at hand: what each costs, and what may be spent.

    Attributes:
        costs: ``(S,)`` whole numbers, all positive.
        limit: the sum of the costs of the chosen must not exceed it.
    """

    costs: NDArray[np.int64]
    limit: int

    def fits(self, rows: Sequence[int]) -> bool:
        """Whether these rows together are within the limit."""
        return int(self.costs[list(rows)].sum()) <= self.limit


@dataclass(frozen=True, slots=True, init=False)
class Length:
    """A number of sentences, or a hard cap in words, characters or per cent.

    ``Length(3)``, ``Length("100w")``, ``Length("600c")``, ``Length("20%")``, or the number and
    the unit apart: ``Length(100, "words")``.

    Words are pieces between blanks (a character each in scripts without blanks); characters are
    code points of the summary's text, the blanks between its sentences included; per cent is the
    share of the words of the sentences that can be chosen.

    Raises:
        LengthError: not of that form, zero, negative or over 100 per cent.
    """

    value: float
    unit: Unit

    def __init__(self, length: "Length | float | str", unit: Unit | None = None) -> None:
        value, written = _read(length) if unit is None else (length, unit)
        object.__setattr__(self, "value", _checked(value, written))
        object.__setattr__(self, "unit", written)

    def __str__(self) -> str:
        suffix = next(s for s, unit in _UNITS.items() if unit == self.unit)
        return f"{self.value:.15g}{suffix}"

    def budget(self, sentences: Sequence[Sentence]) -> Budget:
        """What each of the sentences costs, and how much may be spent on them."""
        if self.unit == "sentences":
            return Budget(np.ones(len(sentences), dtype=np.int64), int(self.value))
        if self.unit == "characters":
            # Each sentence but the first brings the blank before it; one is granted for the first.
            costs = np.array([len(s.line) + 1 for s in sentences], dtype=np.int64)
            return Budget(costs, int(self.value) + 1)
        costs = np.array([count_words(s.text) for s in sentences], dtype=np.int64)
        if self.unit == "words":
            return Budget(costs, int(self.value))
        # Decimal, because 4.6 per cent of 1,500 is 69 and not a little less.
        return Budget(costs, math.floor(Decimal(str(self.value)) * int(costs.sum()) / 100))


def _read(length: object) -> tuple[float, Unit]:
    if isinstance(length, Length):
        return length.value, length.unit
    if isinstance(length, int) and not isinstance(length, bool):
        return length, "sentences"
    match = _FORM.fullmatch(length) if isinstance(length, str) else None
    if match is None:
        raise LengthError(f"{str(length)[:40]!r} is not a length: {_GRAMMAR}")
    return float(match[1]), _UNITS[match[2]]


def _checked(value: object, unit: object) -> float:
    if unit not in _UNITS.values():
        raise LengthError(f"unknown unit of length {unit!r}: {_GRAMMAR}")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise LengthError(f"{value!r} is not a number of {unit}: {_GRAMMAR}")
    if not value > 0:
        raise LengthError(f"a length of {value:g} {unit} is not positive: {_GRAMMAR}")
    if value > _LONGEST:
        shown = str(value)[:40]
        raise LengthError(f"a length of {shown} {unit} is longer than any text: {_GRAMMAR}")
    if unit == "percent" and value > 100:
        raise LengthError(f"{value:g} per cent is more than the whole text: {_GRAMMAR}")
    if unit != "percent" and value != int(value):
        raise LengthError(f"{value:g} is not a whole number of {unit}: {_GRAMMAR}")
    return value
