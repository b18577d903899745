"""What an engine offers: a table in pieces, and what can be done with all of them.

The pieces lie on the disk of one machine (:mod:`summarizer.batch.disk`) or on many
(:mod:`summarizer.spark`). No result depends on how they are cut.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, Protocol, Self, TypeVar

from .arrow import Schema

Step = Callable[[Any], Any]
"""From a ``pyarrow.Table`` to another; a function of a module, or a ``partial`` of one."""

Join = Literal["inner", "left", "anti"]

Order = Sequence[tuple[str, Literal["ascending", "descending"]]]
"""Columns by which rows are ordered, the first first."""


class Flow(Protocol):
    """A table in pieces."""

    def map(self, step: Step, schema: Schema) -> Self:
        """Each piece through a step."""

    def by(self, name: str, step: Step, schema: Schema) -> Self:
        """The same, of pieces in which all rows of one value of a column of numbers are together.

        The rows come in no order.
        """

    def join(self, other: Self, on: str, how: Join = "inner") -> Self:
        """Each row with the columns of the other's row that has the same number in a column.

        The other has each number once at most. ``"left"`` keeps rows that find none, with nulls;
        ``"anti"`` keeps these alone.
        """

    def parts(self, largest: int) -> Self:
        """The connected parts of a flow of links: see ``candidate_pairs.parts_of``."""

    def ranked(self, name: str, order: Order) -> Self:
        """The numbers of a column, each once, and the ``place`` from 0 of its row in an order."""

    def kept(self) -> Self:
        """The same, worked out once, however often it is asked for."""

    def count(self) -> int:
        """How many rows there are."""

    def pieces(self) -> Iterator[Any]:
        """The tables, one after the other."""


F = TypeVar("F", bound=Flow)
