"""A flow in memory, cut as a test wants it: what every engine has to give."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa

from summarizer.corpus.arrow import Schema, column, fitted, table_of
from summarizer.corpus.candidate_pairs import parts_of
from summarizer.corpus.dataflow import Join, Order, Step
from summarizer.corpus.sketches import Sketch, table_of_sketches
from summarizer.document import Document


class Cut:
    """A table in so many pieces, whose rows are shuffled at each step."""

    def __init__(self, table: Any, pieces: int, seed: int) -> None:
        self.table = table
        self._pieces = pieces
        self._seed = seed

    def _with(self, table: Any) -> "Cut":
        rows = list(range(len(table)))
        Random(self._seed + len(rows)).shuffle(rows)
        return Cut(table.take(pa.array(rows, pa.int64())), self._pieces, self._seed)

    def _through(self, pieces: Sequence[Any], step: Step, schema: Schema) -> "Cut":
        found = [fitted(step(piece), schema) for piece in pieces]
        return self._with(pa.concat_tables(found).combine_chunks())

    def map(self, step: Step, schema: Schema) -> "Cut":
        return self._through(list(self.pieces()), step, schema)

    def by(self, name: str, step: Step, schema: Schema) -> "Cut":
        place = column(self.table, name) % self._pieces
        cut = [self.table.filter(pa.array(place == n)) for n in range(self._pieces)]
        return self._through(cut, step, schema)

    def join(self, other: "Cut", on: str, how: Join = "inner") -> "Cut":
        kinds = {"inner": "inner", "left": "left outer", "anti": "left anti"}
        names = self.table.column_names
        if how == "anti":
            kept = ~np.isin(column(self.table, on), column(other.table, on))
            return self._with(self.table.filter(pa.array(kept)))
        plain = [name for name in names if not pa.types.is_list(self.table.field(name).type)]
        numbered = self.table.select(plain).append_column(
            "_row", pa.array(range(len(self.table)), pa.int64())
        )
        found = numbered.join(other.table, on, join_type=kinds[how])
        rows = found.column("_row")
        for name in set(names) - set(plain):
            found = found.append_column(name, self.table.column(name).take(rows))
        return self._with(found.drop_columns(["_row"]))

    def parts(self, largest: int) -> "Cut":
        return self._with(parts_of(self.pieces(), largest))

    def ranked(self, name: str, order: Order) -> "Cut":
        rows = self.table.to_pylist()
        for key, way in reversed(order):
            rows.sort(key=lambda row, key=key: row[key], reverse=way == "descending")
        places = np.arange(len(rows))
        return self._with(table_of({name: [row[name] for row in rows], "place": places}))

    def kept(self) -> "Cut":
        return self

    def count(self) -> int:
        return len(self.table)

    def pieces(self) -> Iterator[Any]:
        return (
            self.table.take(np.arange(n, len(self.table), self._pieces))
            for n in range(self._pieces)
        )


def sketches_of(documents: Sequence[Document], pieces: int, seed: int) -> Cut:
    """The documents' sketches, each under its number."""
    found = [(number, d.id, Sketch.of(d)) for number, d in enumerate(documents)]
    return Cut(table_of_sketches(found), pieces, seed)
