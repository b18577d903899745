"""What is evaluated: a method as users call it, or a bound that has seen the references."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ..briefing import brief
from ..document import Sentence
from ..errors import UnknownNameError, UsageError, name_of
from ..features import Embed
from ..length import Length
from ..registry import Ranker, Selector
from ..selecting import UNPROVEN
from ..summary import find_method, summarise
from .datasets import Item
from .oracle import Oracle, exact_oracle, greedy_oracle
from .rouge import Scorer

ORACLES: dict[str, Oracle] = {"oracle": greedy_oracle, "oracle-exact": exact_oracle}
"""Methods that choose by the references: greedily, and the best there is.

``oracle:rouge2`` says for which metric; without one it is the scorer's first.
"""

LENGTHS = {"article": Length(3), "brief": Length("120w")}
"""What :func:`summarise` and :func:`brief` take where no length is given."""


@dataclass(frozen=True, slots=True)
class Produced:
    """What a system made of an item.

    Attributes:
        sentences: the summary, in reading order.
        sources: the share of the item's documents that it cites.
        note: what has to be said of it.
    """

    sentences: tuple[str, ...]
    sources: float
    note: str = ""


System = Callable[[Item], Produced]


@dataclass(frozen=True)
class Request:
    """How a method is called on every item alike; ``None`` for the function's own default."""

    method: str | Ranker
    length: Length | None = None
    select: str | Selector | None = None
    ceiling: float | None = None
    seed: int | None = None
    embed: Embed | None = None

    @property
    def is_oracle(self) -> bool:
        """Whether it chooses by the references."""
        return isinstance(self.method, str) and self.method.partition(":")[0] in ORACLES

    @property
    def name(self) -> str:
        """What the method is called in tables."""
        if self.is_oracle:
            if (self.select, self.ceiling, self.seed, self.embed) != (None, None, None, None):
                raise UsageError(
                    f"{self.method} chooses by itself: no select, ceiling, seed or embed"
                )
            return str(self.method)
        try:
            found = find_method(self.method, self.select)
        except UnknownNameError as error:
            raise UnknownNameError(error.kind, error.name, [*error.known, *ORACLES]) from error
        return found.name if self.select is None else f"{found.name}+{found.select}"

    def parameters(self) -> dict[str, str]:
        """All that its results depend on beside the item, to be written down."""
        counts_by = self.length.counts_by if self.length else ""
        lengths = {task: str(self.length or length) for task, length in LENGTHS.items()}
        found = None if self.is_oracle else find_method(self.method, self.select)
        return {
            "method": self.name,
            "select": found.select if found else "",
            "length": lengths["article"] if self.length else "/".join(lengths.values()),
            "ceiling": "default" if self.ceiling is None else f"{self.ceiling:g}",
            "seed": "default" if self.seed is None else str(self.seed),
            **({} if self.embed is None else {"embed": name_of(self.embed)}),
            **({"tokenizer": counts_by} if counts_by else {}),
        }


def system(request: Request, scorer: Scorer) -> System:
    """The function that a request stands for."""
    if not request.is_oracle:
        return lambda item: _by_method(item, request)
    name, _, metric = str(request.method).partition(":")
    aimed = scorer.for_metrics([metric or scorer.metrics[0].name])
    return lambda item: _by_references(item, request.length, aimed, ORACLES[name])


def _by_method(item: Item, request: Request) -> Produced:
    options = {
        name: value
        for name in ("length", "select", "ceiling", "seed", "embed")
        if (value := getattr(request, name)) is not None
    }
    if item.task == "article":
        summary = summarise(item.documents[0], method=request.method, **options)
        produced = _produced([extract.sentence for extract in summary.extracts], item, set())
        return replace(produced, note=summary.note)
    result = brief(item.documents, method=request.method, stories="one", **options)
    cited = {id for extract in result.extracts for id in extract.also_in}  # noqa: A001
    produced = _produced([extract.sentence for extract in result.extracts], item, cited)
    return replace(produced, note="; ".join(filter(None, (s.note for s in result.stories))))


def _by_references(item: Item, length: Length | None, scorer: Scorer, oracle: Oracle) -> Produced:
    sentences = [sentence for d in item.documents for sentence in d.candidates]
    selection = oracle(sentences, item.references, length or LENGTHS[item.task], scorer)
    rows = selection.rows
    if not rows:  # no sentence that fits shares a thing with a reference: the shortest is as good
        rows = [int(np.argmin((length or LENGTHS[item.task]).budget(sentences).costs))]
    produced = _produced([sentences[row] for row in rows], item, set())
    unproven = oracle is exact_oracle and not selection.proven
    return replace(produced, note=UNPROVEN) if unproven else produced


def _produced(sentences: list[Sentence], item: Item, also: set[str]) -> Produced:
    cited = also | {sentence.document_id for sentence in sentences}
    lines = tuple(sentence.line for sentence in sentences)
    return Produced(lines, len(cited) / len(item.documents))
