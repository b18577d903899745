"""How a ROUGE figure is made, as a value that can be written down and read back."""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from ..errors import UnknownNameError, UsageError

Variant = Literal["rouge155", "rouge-score", "unicode"]
"""Whose numbers: ROUGE-1.5.5's, those of Google's rouge-score 0.1.2, or for any script."""
Average = Literal["micro", "best"]
"""Over several references: hits and counts summed, or the reference that is matched best."""

VARIANTS: tuple[Variant, ...] = get_args(Variant)
AVERAGES: tuple[Average, ...] = get_args(Average)
DEFAULT_METRICS = ("rouge1", "rouge2", "rougeLsum")

_METRIC = re.compile(
    r"rouge(?:([1-9]\d{0,4})|(Lsum|L)|(W)-?(\d(?:\.\d{1,3})?)?|(SU?)(\d{1,3}|\*)?)"
)
_GRAMMAR = "rouge1, rouge2, …, rougeL, rougeLsum, rougeW1.2, rougeS4, rougeSU4"
_LIMIT = re.compile(r"([1-9]\d{0,8})([wb])")
_HEAVIEST = 4.0  # beyond it the lengths of long texts, weighted twice, overflow
_WEIGHT = 1.2  # of ROUGE-W where none is given, as everybody runs it


PARTS = ("precision", "recall", "f1")
"""Of every metric."""


def split_figure(figure: str) -> tuple[str, str]:
    """``"rouge2.recall"`` as ``("rouge2", "recall")``; without a part, or with none of ours, f1."""
    metric, _, part = figure.rpartition(".")
    return (metric, part) if part in PARTS else (figure, "f1")


def full_name(figure: str) -> str:
    """A metric's name alone means its F-score; other figures are called as they are."""
    return ".".join(split_figure(figure)) if figure.startswith("rouge") else figure


class Metric(NamedTuple):
    """One of the measures of the ROUGE family."""

    name: str  # as given
    # "N" n-grams, "L" the longest common subsequence of the whole texts, "Lsum" the union over the
    # sentences (the Perl's ROUGE-L), "W" the same with runs weighted, "S" pairs of words, "SU"
    # those and single words
    kind: str
    size: int = 0  # n, or the most words that a pair may skip; -1 for any number
    weight: float = 0.0  # the power that a run's length is raised to


def parse_metric(name: str) -> Metric:
    """The metric with a name such as ``rouge2``, ``rougeLsum``, ``rougeW1.2`` or ``rougeSU4``."""
    match = _METRIC.fullmatch(name) if isinstance(name, str) else None
    if match is None:
        raise UsageError(f"{name!r} is not a ROUGE metric: write {_GRAMMAR}", "metrics")
    n, lcs, weighted, weight, skip, gap = match.groups()
    if n:
        return Metric(name, "N", int(n))
    if lcs:
        return Metric(name, lcs)
    if weighted:
        power = float(weight or _WEIGHT)
        if not 1 <= power <= _HEAVIEST:
            raise UsageError(
                f"{name}: the weight must be from 1 to {_HEAVIEST:g}, got {power:g}", "metrics"
            )
        return Metric(name, "W", weight=power)
    return Metric(name, skip, -1 if gap in (None, "*") else int(gap))


@dataclass(frozen=True)
class Limit:
    """Where candidate and references are cut: after so many words (``100w``) or bytes (``75b``)."""

    value: int
    unit: Literal["words", "bytes"]

    @classmethod
    def of(cls, limit: "Limit | int | str | None") -> "Limit | None":
        """The limit that is meant; a number alone counts words."""
        if limit is None or isinstance(limit, Limit):
            return limit
        text = f"{limit}w" if isinstance(limit, int) and not isinstance(limit, bool) else limit
        match = _LIMIT.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise UsageError(
                f"{limit!r} is not a limit: write 100w (words) or 75b (bytes)", "limit"
            )
        return cls(int(match[1]), "words" if match[2] == "w" else "bytes")

    def __str__(self) -> str:
        return f"{self.value}{self.unit[0]}"


@dataclass(frozen=True)
class Settings:
    """Everything a ROUGE figure depends on except the texts.

    Attributes:
        variant: whose numbers they are.
        stem: whether words are stemmed.
        limit: where the texts are cut, or ``None``.
        average: over several references.
        alpha: the weight of precision in F: F = P·R / ((1 - alpha)·P + alpha·R).
        language: ISO 639-1 code: of the stemmer for the variant ``unicode``, and of the splitter
            where a text comes as one string without line breaks; ``"item"`` in the signature of
            figures made with each item's own.
        exceptions: digest of the list of irregular forms, ``""`` for none.
        stop_words: digest of the list of words left out, ``""`` for none.
    """

    variant: Variant = "rouge155"
    stem: bool = True
    limit: Limit | None = None
    average: Average = "micro"
    alpha: float = 0.5
    language: str = "en"
    exceptions: str = ""
    stop_words: str = ""

    def __post_init__(self) -> None:
        if self.variant not in VARIANTS:
            raise UnknownNameError("variant of ROUGE", self.variant, VARIANTS, argument="variant")
        if self.average not in AVERAGES:
            raise UnknownNameError(
                "average over references", self.average, AVERAGES, argument="average"
            )
        if not isinstance(self.alpha, float | int) or not 0 <= self.alpha <= 1:
            raise UsageError(f"alpha must be from 0 to 1, got {self.alpha!r}", "alpha")

    @property
    def stemmer(self) -> str:
        """The stemmer's name as a signature writes it."""
        if not self.stem:
            return "none"
        if self.variant == "rouge155":
            return f"porter155+{self.exceptions}" if self.exceptions else "porter155"
        return "porter-nltk" if self.variant == "rouge-score" else "snowball"
