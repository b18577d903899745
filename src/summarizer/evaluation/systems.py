"""What is evaluated: a method as users call it, or a bound that has seen the references."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..briefing import brief_of
from ..defaults import ARTICLE_LENGTH, BRIEF_LENGTH
from ..document import Sentence
from ..errors import InputError, UnknownNameError, UsageError
from ..length import Length
from ..methods import find_method, method_of
from ..request import DEFAULTS, Request
from ..selecting import UNPROVEN
from ..summary import summary_of
from .datasets import Item
from .oracle import Oracle, exact_oracle, greedy_oracle
from .rouge import Scorer

ORACLES: dict[str, Oracle] = {"oracle": greedy_oracle, "oracle-exact": exact_oracle}
"""Methods that choose by the references: greedily, and the best there is.

``oracle:rouge2`` says for which metric; without one it is the scorer's first.
"""

LENGTHS = {"article": Length(ARTICLE_LENGTH), "brief": Length(BRIEF_LENGTH)}
"""What :func:`summarise` and :func:`brief` take where no length is given."""
_OWN_LENGTHS = "/".join(map(str, LENGTHS.values()))


@dataclass(frozen=True, slots=True)
class Produced:
    """What a system made of an item."""

    sentences: tuple[str, ...]  # the summary, in reading order
    # the share of the item's documents that it cites; None where nobody knows
    sources: float | None
    note: str = ""  # what has to be said of it


@dataclass(frozen=True)
class System:
    """A method, or an oracle, as it is called on every item alike."""

    request: Request  # what is asked of each summary, if no length is given of an article
    # whether the length is given; else it is the default of an item's task
    has_length: bool = False

    def __post_init__(self) -> None:
        if not self.is_oracle:
            try:
                method_of(self.request)
            except UnknownNameError as error:
                known = [*error.known, *ORACLES]
                raise UnknownNameError(error.kind, error.name, known, (), error.argument) from error
        elif replace(self.request, length=DEFAULTS.length, method=DEFAULTS.method) != DEFAULTS:
            raise UsageError(
                f"{self.request.method} takes no select, focus, ceiling, seed or embed"
            )

    @property
    def is_oracle(self) -> bool:
        """Whether it chooses by the references."""
        method = self.request.method
        return isinstance(method, str) and method.partition(":")[0] in ORACLES

    @property
    def name(self) -> str:
        """What the method is called in tables."""
        if self.is_oracle:
            return str(self.request.method)
        found = find_method(self.request.method, self.request.select)
        return found.name if self.request.select is None else f"{found.name}+{found.select}"

    def parameters(self) -> dict[str, str]:
        """All that its results depend on beside the item, to be written down."""
        asked, plain = self.request.to_dict(), DEFAULTS.to_dict()
        length, counts_by = self.request.length, self.request.length.counts_by
        found = None if self.is_oracle else find_method(self.request.method, self.request.select)

        def told(name: str) -> str:
            return "default" if asked[name] == plain[name] else f"{asked[name]:g}"

        return {
            "method": self.name,
            "select": found.select if found else "",
            "length": str(length) if self.has_length else _OWN_LENGTHS,
            "ceiling": told("ceiling"),
            "seed": told("seed"),
            **({} if told("focus") == "default" else {"focus": told("focus")}),
            **({"embed": asked["embed"]} if asked["embed"] else {}),
            **({"tokenizer": counts_by} if counts_by else {}),
        }

    def produce(self, item: Item, scorer: Scorer) -> Produced:
        """What it makes of an item; an oracle aims at the scorer's first metric."""
        if not item.documents:
            raise InputError('no "documents": there is nothing to summarise')
        length = self.request.length if self.has_length else LENGTHS[item.task]
        if not self.is_oracle:
            # A method that takes no query is measured as its users can call it: without.
            takes = find_method(self.request.method, self.request.select).takes_query
            query = item.query if takes else ""
            return _by_method(item, replace(self.request, length=length, query=query))
        name, _, metric = str(self.request.method).partition(":")
        aimed = scorer.for_metrics([metric or scorer.metrics[0].name])
        return _by_references(item, length, aimed, ORACLES[name])


def arguments_of(parameters: Mapping[str, str]) -> dict[str, Any]:
    """The arguments of :func:`evaluate` that :meth:`System.parameters` wrote down.

    A function cannot be written down: a method of one's own is its name alone, and what counted
    tokens and represented sentences is not among them.
    """
    name, select = parameters["method"], parameters.get("select", "")
    method = name.removesuffix(f"+{select}")
    found: dict[str, Any] = {"method": method, "select": None if method == name else select}
    length = parameters.get("length", "")
    if length and length != _OWN_LENGTHS:
        found["length"] = Length(length, tokenizer=parameters.get("tokenizer"))
    for argument, kind in (("focus", float), ("ceiling", float), ("seed", int)):
        if (value := parameters.get(argument, "default")) != "default":
            found[argument] = kind(value)
    return found


def _by_method(item: Item, request: Request) -> Produced:
    if item.task == "article":
        summary = summary_of(item.documents[0], request)
        produced = _produced([extract.sentence for extract in summary], item, set())
        return replace(produced, note=summary.note)
    result = brief_of(item.documents, request, stories="one")
    cited = {id for extract in result for id in extract.also_in}  # noqa: A001
    produced = _produced([extract.sentence for extract in result], item, cited)
    return replace(produced, note="; ".join(filter(None, (s.note for s in result.stories))))


def _by_references(item: Item, length: Length, scorer: Scorer, oracle: Oracle) -> Produced:
    sentences = [sentence for d in item.documents for sentence in d.candidates]
    selection = oracle(sentences, item.references, length, scorer)
    rows = selection.rows
    if not rows:  # no sentence that fits shares a thing with a reference: the shortest is as good
        rows = [int(np.argmin(length.budget(sentences).costs))]
    produced = _produced([sentences[row] for row in rows], item, set())
    unproven = oracle is exact_oracle and not selection.proven
    return replace(produced, note=UNPROVEN) if unproven else produced


def _produced(sentences: list[Sentence], item: Item, also: set[str]) -> Produced:
    cited = also | {sentence.document_id for sentence in sentences}
    lines = tuple(sentence.line for sentence in sentences)
    return Produced(lines, len(cited) / len(item.documents))
