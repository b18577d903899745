"""How long a summary is to be."""

import math
import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .document import Sentence, running_text
from .errors import LengthError
from .text.tokenizers import (
    ESTIMATE,
    Counter,
    Tokenizer,
    checked_tokenizer,
    counter,
    tokenizer_name,
)
from .text.words import count_words

Unit = Literal["sentences", "words", "characters", "tokens", "percent"]

_UNITS: dict[str, Unit] = {
    "": "sentences",
    "w": "words",
    "c": "characters",
    "t": "tokens",
    "%": "percent",
}
_FORM = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([wct%]?)\s*")
_LONGEST = 10**15
_GRAMMAR = (
    "write 3 (sentences), 100w (words), 600c (characters), 512t (tokens) "
    "or 20% or 0.2 (of the text's words)"
)


@dataclass(frozen=True, slots=True)
class Budget:
    """A length in the terms of the sentences at hand: what each costs, and what may be spent.

    The costs are exact but for tokens: how many a text has is not the sum of what its sentences
    have, and the costs are then what can be said of each sentence alone. :meth:`fits` is exact
    for all units.

    Attributes:
        costs: ``(S,)`` whole numbers, all positive.
        limit: the sum of the costs of the chosen must not exceed it.
        measure: the exact cost of rows read in that order; ``None`` where it is the sum.
    """

    costs: NDArray[np.int64]
    limit: int
    measure: Callable[[Sequence[int]], int] | None = None

    def affords(self, rows: Sequence[int]) -> bool:
        """Whether the costs of these rows are within the limit: what a selector sees to."""
        return sum(map(self.costs.item, rows)) <= self.limit

    def excess(self, rows: Sequence[int]) -> int:
        """By how much these rows, read in that order, are over the limit; not positive if not."""
        spent = self.measure(rows) if self.measure else sum(map(self.costs.item, rows))
        return spent - self.limit

    def fits(self, rows: Sequence[int]) -> bool:
        """Whether these rows, read in that order, are within the limit."""
        return self.excess(rows) <= 0

    def singles(self) -> NDArray[np.bool_]:
        """``(S,)``: which sentences fit alone."""
        if self.measure is None:
            return self.costs <= self.limit
        return np.array([self.fits([row]) for row in range(len(self.costs))])


@dataclass(frozen=True, slots=True, init=False)
class Length:
    """A number of sentences, or a hard cap in words, characters or per cent.

    ``Length(3)``, ``Length("100w")``, ``Length("600c")``, ``Length("512t")``, ``Length("20%")``
    or ``Length(0.2)``, or the number and the unit apart: ``Length(100, "words")``.

    Words are pieces between blanks (a character each in scripts without blanks); characters are
    code points of the summary's text, the blanks between its sentences included; tokens are those
    that a language model makes of that text; per cent is the share of the words of the sentences
    that can be chosen.

    Args:
        length: what is written, or another length; a number where ``unit`` is given.
        unit: ``"sentences"``, ``"words"``, ``"characters"``, ``"tokens"`` or ``"percent"``.
        tokenizer: what counts tokens: the name of an encoding of tiktoken or of a model that it
            knows, which needs the extra ``tokens``; or a function from a text to the number of
            its tokens or to the tokens, as the ``encode`` of most tokenizers is. ``None`` for the
            encoding ``o200k_base``, or, where tiktoken does not have it, for an estimate of its
            tokens that is hardly ever too low (``"estimate"`` asks for that). Nothing is
            downloaded: an encoding's file has to be in tiktoken's cache.

    Attributes:
        value: the number.
        unit: as above.
        tokenizer: the name of the encoding, or the function; ``None`` where tokens do not count.

    Raises:
        LengthError: not of that form, zero, negative or over 100 per cent; or a tokenizer for
            another unit than tokens.
        UnknownNameError: tiktoken knows no such encoding or model.
        TokenizerError: tiktoken is not installed, or the encoding is not on the disk.
        UsageError: the tokenizer is neither a name nor a function.
    """

    value: float
    unit: Unit
    tokenizer: str | Tokenizer | None
    _counts: dict[str, int] | None = field(compare=False, repr=False)

    def __init__(
        self,
        length: "Length | float | str",
        unit: Unit | None = None,
        *,
        tokenizer: str | Tokenizer | None = None,
    ) -> None:
        value, written = _read(length) if unit is None else (length, unit)
        object.__setattr__(self, "value", _checked(value, written))
        object.__setattr__(self, "unit", written)
        if tokenizer is None and isinstance(length, Length):
            tokenizer = length.tokenizer
        object.__setattr__(self, "tokenizer", _tokenizer(tokenizer, self))
        object.__setattr__(self, "_counts", None)

    def __str__(self) -> str:
        suffix = next(s for s, unit in _UNITS.items() if unit == self.unit)
        # Every digit, so that what is written makes the same length again.
        return f"{Decimal(str(self.value)).normalize():f}{suffix}"

    @property
    def counts_by(self) -> str:
        """What the tokenizer is called; ``""`` where tokens do not count."""
        return "" if self.tokenizer is None else tokenizer_name(self.tokenizer)

    @property
    def notice(self) -> str:
        """What is to be said of how it counts: that tokens are estimated; mostly ``""``."""
        return f"tokens are counted as {ESTIMATE}" if self.tokenizer == ESTIMATE else ""

    def lowered(self, by: int) -> "Length | None":
        """The same length with so many fewer, if any are left."""
        return self._with("value", self.value - by) if by < self.value else None

    def remembering(self) -> "Length":
        """The same length, for one text: it counts the tokens of each string only once."""
        return self if self.tokenizer is None else self._with("_counts", {})

    def measure(self) -> Counter:
        """What counts a text in the unit of this length; words for per cent.

        Raises:
            LengthError: it is a number of sentences, which a text alone does not tell.
        """
        if self.tokenizer is not None:
            count = counter(self.tokenizer)
            return count if self._counts is None else _remembered(count, self._counts)
        if self.unit == "sentences":
            raise LengthError(f"{self} is a number of sentences, not a size of texts")
        return len if self.unit == "characters" else count_words

    def share(self, whole: int) -> int:
        """How much of a whole is meant, where that is asked for in per cent."""
        # Decimal, because 4.6 per cent of 1,500 is 69 and not a little less.
        return math.floor(Decimal(str(self.value)) * whole / 100)

    def budget(self, sentences: Sequence[Sentence]) -> Budget:
        """What each of the sentences costs, and how much may be spent on them.

        Raises:
            TokenizerError: the tokenizer failed, or gave no number of tokens.
        """
        if self.tokenizer is not None:
            return self._in_tokens(sentences)
        if self.unit == "sentences":
            ones = np.zeros(len(sentences), dtype=np.int64) + 1  # in a third of ones()' time
            return Budget(ones, int(self.value))
        if self.unit == "characters":
            # Each sentence but the first brings the blank before it; one is granted for the first.
            costs = np.array([len(s.line) + 1 for s in sentences], dtype=np.int64)
            return Budget(costs, int(self.value) + 1)
        costs = np.array([count_words(s.plain) for s in sentences], dtype=np.int64)
        if self.unit == "words":
            return Budget(costs, int(self.value))
        return Budget(costs, self.share(int(costs.sum())))

    def _in_tokens(self, sentences: Sequence[Sentence]) -> Budget:
        count = self.measure()
        # What a tokenizer adds to every text, as a mark of its beginning, is paid once.
        added = count("")
        each = (count(f" {sentence.line}") - added for sentence in sentences)
        costs = np.array([min(max(cost, 1), _LONGEST) for cost in each], dtype=np.int64)

        def measure(rows: Sequence[int]) -> int:
            return count(running_text(sentences[row] for row in rows)) - added

        return Budget(costs, int(self.value) - added, measure)

    def _with(self, name: str, value: object) -> "Length":
        like = copy(self)
        object.__setattr__(like, name, value)
        return like


def _remembered(count: Counter, known: dict[str, int]) -> Counter:
    def remembered(text: str) -> int:
        found = known.get(text)
        if found is None:
            found = known[text] = count(text)
        return found

    return remembered


def _tokenizer(tokenizer: object, length: Length) -> str | Tokenizer | None:
    """What is to count tokens, checked; ``None`` where none are counted."""
    if length.unit == "tokens":
        return checked_tokenizer(tokenizer)
    if tokenizer is not None:
        raise LengthError(
            f"a tokenizer needs a length in tokens, such as 512t, not {length}", "tokenizer"
        )
    return None


def _read(length: object) -> tuple[float, Unit]:
    if isinstance(length, Length):
        return length.value, length.unit
    if isinstance(length, int) and not isinstance(length, bool):
        return length, "sentences"
    if isinstance(length, float) and 0 < length < 1:
        return _in_percent(Decimal(str(length)))
    match = _FORM.fullmatch(length) if isinstance(length, str) else None
    if match is None:
        raise LengthError(f"{str(length)[:40]!r} is not a length: {_GRAMMAR}")
    if not match[2] and 0 < (share := Decimal(match[1])) < 1:
        return _in_percent(share)
    return float(match[1]), _UNITS[match[2]]


def _in_percent(share: Decimal) -> tuple[float, Unit]:
    return float(100 * share), "percent"


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
