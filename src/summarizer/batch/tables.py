"""A table of articles into a table of summaries, by Arrow: no file, no process, no cluster."""

import json
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from ..errors import ReadError
from ..read import json_id
from .parquet import schema
from .rows import COLUMNS, ArticleRow
from .work import Job, summarise_rows

if TYPE_CHECKING:
    import pyarrow as pa


@cache
def summary_schema() -> "pa.Schema":
    """The columns of a table of summaries: ``id``, the fields of a summary, ``error``."""
    import pyarrow as pa

    text = pa.string()
    return pa.schema([pa.field("id", text), *schema(), pa.field("error", text)])


def article_columns(names: list[str], needed: Sequence[str] = ("text",)) -> list[str]:
    """Those columns of a table that say something of an article.

    Raises:
        ReadError: one that is needed is not there.
    """
    for name in needed:
        if name not in names:
            listed = ", ".join(map(repr, names)) or "none"
            raise ReadError(f"no column {name!r}: there are {listed:.300}")
    return [name for name in COLUMNS if name in names]


def article_rows(table: "pa.Table") -> list[ArticleRow]:
    """The articles of a table, named by their ids; see :func:`summarise_table`.

    Raises:
        ReadError: there is no column ``text``.
    """
    columns = article_columns(table.column_names)
    records = [_present(record) for record in table.select(columns).to_pylist()]
    return [
        ArticleRow(number, "", 0, json_id(record), "arrow", record)
        for number, record in enumerate(records)
    ]


def summarise_table(table: "pa.Table", job: Job) -> "pa.Table":
    """Summarise each row of a table on its own.

    Args:
        table: a column ``text``, and where there is something to say ``id``, ``title``, ``date``,
            ``author`` and ``language``; others are passed over.
        job: what is to be done.

    Returns:
        A row for each, in the same order, with the columns of :func:`summary_schema`. Where
        ``error`` is not null, it says why there is no summary, and all other columns but ``id``
        are null.

    Raises:
        ReadError: there is no column ``text``.
    """
    import pyarrow as pa

    rows = article_rows(table)
    found = [
        {"id": row.name or None, "error": outcome.failure.reason}
        if outcome.failure is not None
        else {"id": row.name or None, **json.loads(outcome.results[0])}
        for row, outcome in zip(rows, summarise_rows(rows, job), strict=True)
    ]
    return pa.Table.from_pylist(found, schema=summary_schema())


def _present(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value is not None}
