"""Rows as tables of what is kept of their documents: by Arrow, in a task; no Spark in it."""

import json
import pickle
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..batch.reading import Seen, keyed, see
from ..batch.rows import ArticleRow
from ..batch.tables import article_rows
from ..corpus.arrow import Schema, schema_of
from ..corpus.documents import key_of
from ..corpus.sketches import SKETCHES, table_of_sketches
from ..duplicates import digest
from .workers import Sent, slices

if TYPE_CHECKING:
    import pyarrow as pa

READ: Schema = {**SKETCHES, "document": "binary", "failure": "string"}
"""The documents, and rows that gave none: of these all is null but the key, the id and why."""

Failed = tuple[int | None, str | None, str]
"""The key and the id of what gave nothing, and why."""


def read_table(found: Sequence[tuple[int, Seen]], failed: Sequence[Failed]) -> Any:
    """What was read as a table.

    Args:
        found: documents, with their keys.
        failed: what gave nothing.
    """
    import pyarrow as pa

    table = table_of_sketches([(key, seen.id, seen.sketch) for key, seen in found])
    kept = pa.array([seen.document for _, seen in found], pa.binary())
    nothing = pa.nulls(len(found), pa.string())
    whole = table.append_column("document", kept).append_column("failure", nothing)
    rows = [dict(zip(("key", "id", "failure"), each, strict=True)) for each in failed]
    return pa.concat_tables([whole, pa.Table.from_pylist(rows, schema=schema_of(READ))])


def read_rows(sent: Sent, batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """Rows of files, each pickled in a column ``row``, as tables like ``READ``."""
    job = sent.open()
    with sent.inside():
        for row_bytes in slices(batches):
            found, failed = [], []
            for data in row_bytes.column("row").to_pylist():
                row: ArticleRow = pickle.loads(data)  # noqa: S301 -- from a task of ours
                outcome = see(row, job)
                found += keyed(row.number, outcome)
                if outcome.failure is not None:
                    why = json.dumps(outcome.failure)
                    failed.append((key_of(row.number, 0), None, why))
            yield from read_table(found, failed).to_batches()


def read_articles(sent: Sent, batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """Articles, as ``tables.summarise_table`` takes them, as tables like ``READ``.

    The key is a number of the id. A failure is the reason alone.
    """
    import pyarrow as pa

    job = sent.open()
    for articles in slices(batches):
        found: list[tuple[int, Seen]] = []
        failed: list[Failed] = []
        for row in article_rows(pa.Table.from_batches([articles])):
            outcome = see(row, job)
            if not row.name:
                failed.append((None, None, "the row has no id"))
            elif outcome.failure is not None:
                failed.append((digest(row.name), row.name, outcome.failure.reason))
            else:
                found.append((digest(row.name), outcome.results[0]))
        yield from read_table(found, failed).to_batches()
