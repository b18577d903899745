"""DataFrame in, DataFrame out."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from ..batch.tables import article_columns, summary_schema
from ..batch.work import Job
from ..defaults import CEILING, DEFAULT_METHOD, FOCUS
from ..errors import ReadError
from ..length import Length
from ..read import BATCH, budget_of
from ..registry import Ranker, Selector
from ..text.splitters import RULES, Splitter
from .flow import spark_schema
from .sessions import check_spark
from .workers import Sent, summarise_batches

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_KINDS = {
    "text": ("string",),
    "id": ("string", "tinyint", "smallint", "int", "bigint"),
    "title": ("string",),
    "date": ("string", "date", "timestamp", "timestamp_ntz"),
    "author": ("string", "array<string>"),
    "language": ("string",),
}
"""The types that a column may have, as Spark calls them."""


def summarise(
    df: "DataFrame",
    length: Length | int | str = 3,
    method: str | Ranker = DEFAULT_METHOD,
    *,
    select: str | Selector | None = None,
    query: str = "",
    focus: float = FOCUS,
    ceiling: float = CEILING,
    seed: int = 0,
    language: str | None = None,
    splitter: str | Splitter = RULES,
    max_chars: int | None = None,
) -> "DataFrame":
    """Summarise each row of a DataFrame on its own. Nothing runs until the result is asked for.

    What comes of a row depends on that row alone, and so not on how the rows are partitioned.

    Args:
        df: a column ``text`` (string), and where there is something to say ``id`` (string or a
            whole number), ``title``, ``date`` (string, date or timestamp), ``author`` (string or
            an array of them) and ``language``. Other columns are passed over.
        length, method, select, query, focus, ceiling, seed: see :func:`summarizer.summarise`. A
            function is sent to the workers; what it imports has to be installed there.
        language, splitter: see :func:`summarizer.read_documents`; the column goes before.
        max_chars: an article of more characters gives an error; ``None`` for any length.

    Returns:
        A row for each, with ``id``, the fields of a summary's JSON, and ``error``: null, or why
        there is no summary; then all but ``id`` are null.

    Raises:
        UsageError: the call is wrong.
        ReadError: there is no column ``text``, or a column is of a type that says nothing.
        MissingDependencyError: the extra ``spark`` is not installed.
    """
    check_spark()
    of_texts = language, splitter, budget_of(BATCH, max_chars=max_chars)
    job = Job(Length(length), method, select, query, ceiling, seed, *of_texts, focus=focus)
    sent = Sent.of(job)
    return article_frame(df).mapInArrow(
        partial(summarise_batches, sent), schema=spark_schema(summary_schema())
    )


def article_frame(df: "DataFrame", needed: Sequence[str] = ("text",)) -> "DataFrame":
    """The columns that say something of an article.

    Raises:
        ReadError: one that is needed is not there, or one is of a type that is none of its.
    """
    kinds = dict(df.dtypes)
    columns = article_columns(df.columns, needed)
    for name in columns:
        if kinds[name] not in _KINDS[name]:
            allowed = ", ".join(_KINDS[name])
            raise ReadError(f"column {name!r} is {kinds[name]:.80}: make it one of {allowed}")
    return df.select(*columns)
