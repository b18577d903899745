"""DataFrame in, DataFrame out, of all articles together: copies, stories, and a brief of each."""

import json
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from ..batch.parquet import schema
from ..batch.story_briefs import brief_story
from ..batch.work import Job, length_of
from ..corpus.arrow import Schema, schema_of
from ..corpus.documents import DOCUMENTS
from ..corpus.near_duplicates import find_duplicates
from ..corpus.output_rows import stories_in, story_value, with_stories
from ..corpus.sketches import SKETCHES
from ..defaults import BRIEF_LENGTH, CEILING, DEFAULT_METHOD, FOCUS
from ..length import Length
from ..read import BATCH, budget_of
from ..registry import Ranker, Selector
from ..text.splitters import RULES, Splitter
from .documents import READ, read_articles
from .flow import Frames, Workbench, spark_schema
from .frames import article_frame
from .sessions import check_spark, in_a_line
from .workers import Sent

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

_REPEATED = ("of", "similarity", "kind")

_STORIES: Schema = {
    "id": "string",
    "story": "string",
    "heading": "string",
    "note": "string",
    "of": "string",
    "similarity": "float64",
    "kind": "string",
}


def near_duplicates(
    df: "DataFrame",
    *,
    language: str | None = None,
    splitter: str | Splitter = RULES,
    max_chars: int | None = None,
) -> "DataFrame":
    """Tell which articles of a DataFrame repeat another.

    The work is done when this is called, and the result is kept by Spark until its
    ``unpersist()``. It does not depend on how the rows are partitioned.

    Args:
        df: see :func:`summarizer.spark.summarise`; a column ``id`` is needed, and tells each row
            from all others.
        language, splitter: see :func:`summarizer.read_documents`; the column goes before.
        max_chars: an article of more characters gives an error; ``None`` for any length.

    Returns:
        A row for each: ``id``; ``of``, the id of the article that it repeats, ``similarity`` and
        ``kind``, all null where it repeats none; and ``error``: null, or why it was not compared.

    Raises:
        UsageError: the call is wrong.
        ReadError: there is no column ``text`` or ``id``, or one is of a type that says nothing.
        MissingDependencyError: the extra ``spark`` is not installed.
        InputError: Spark fails.
    """
    check_spark()
    job = _job("duplicates", language=language, splitter=splitter, max_chars=max_chars)

    return _gathered(df, job, _duplicates)


def stories(
    df: "DataFrame",
    *,
    language: str | None = None,
    splitter: str | Splitter = RULES,
    max_chars: int | None = None,
) -> "DataFrame":
    """Tell which articles of a DataFrame tell one story.

    Args:
        df, language, splitter, max_chars: see :func:`near_duplicates`, as for when the work is
            done.

    Returns:
        A row for each: ``id``; ``story``: the id of the first of the story's articles by date and
        id, copies apart; ``heading`` and ``note`` of the story; ``of``, ``similarity`` and
        ``kind``, where the article repeats another; and ``error``.

    Raises:
        UsageError: the call is wrong.
        ReadError: see :func:`near_duplicates`.
        InputError: Spark fails.
    """
    check_spark()
    job = _job("stories", language=language, splitter=splitter, max_chars=max_chars)

    return _gathered(df, job, _stories)


def brief(
    df: "DataFrame",
    length: Length | int | str = BRIEF_LENGTH,
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
    """Make a brief of each story that the articles of a DataFrame tell.

    Args:
        df, language, splitter, max_chars: see :func:`near_duplicates`, as for when the work is
            done.
        length, method, select, query, focus, ceiling, seed: see :func:`summarizer.brief`; the
            length is that of each story.

    Returns:
        A row for each story: ``story``, as in :func:`stories`; the fields of a brief's JSON, with
        one story; and ``error``: null, or why there is no brief. A row more for each article that
        could not be used, of which ``story`` is the id.

    Raises:
        UsageError: the call is wrong.
        ReadError: see :func:`near_duplicates`.
        InputError: Spark fails.
    """
    check_spark()
    job = _job(
        "brief",
        length,
        method=method,
        select=select,
        query=query,
        focus=focus,
        ceiling=ceiling,
        seed=seed,
        language=language,
        splitter=splitter,
        max_chars=max_chars,
    )
    return _gathered(df, job, partial(_briefs, sent=Sent.of(job)))


def _job(
    task: str, length: Length | int | str | None = None, *, max_chars: int | None, **asked: Any
) -> Job:
    budget = budget_of(BATCH, max_chars=max_chars)
    return Job(length_of(task, length), task=task, budget=budget, **asked)


def _gathered(df: "DataFrame", job: Job, found: Callable[[Frames], "DataFrame"]) -> "DataFrame":
    """Read the articles, and keep what is found in them."""
    from pyspark import StorageLevel

    sent = Sent.of(job)
    articles = article_frame(df, needed=("text", "id"))
    with in_a_line():
        read = articles.mapInArrow(
            partial(read_articles, sent), schema=spark_schema(schema_of(READ))
        ).persist(StorageLevel.MEMORY_AND_DISK)
        try:
            with Workbench(df.sparkSession, read.count()) as bench:
                result = found(bench.documents(_told_apart(read)))
                result = result.persist(StorageLevel.MEMORY_AND_DISK)
                result.count()
        finally:
            read.unpersist()
    return result


def _told_apart(read: "DataFrame") -> "DataFrame":
    """The same with a failure in each row that shares its id with another."""
    from pyspark.sql import functions as F  # noqa: N812 -- as all call it

    named = read.where("id is not null").groupBy("key")
    shared = named.agg(F.count("*").alias("n"), F.min("id").alias("a"), F.max("id").alias("b"))
    reason = F.expr(
        """case when n is null then failure
        when a = b then concat(format_number(n, 0), " rows have the id '", left(id, 80),
            "': give each its own")
        else concat("its id has the number of another, '", left(if(id = a, b, a), 80),
            "': change one of them") end"""
    )
    return read.join(shared.where("n > 1"), "key", "left").select(
        *(name for name in READ if name != "failure"), reason.alias("failure")
    )


def _duplicates(read: Frames) -> "DataFrame":
    found = find_duplicates(_sketches(read)).df.drop("of")
    rows = read.df.select("key", "id", "failure").join(found, "key", "left")
    return rows.selectExpr("id", "of_id as of", "similarity", "kind", "failure as error")


def _stories(read: Frames) -> "DataFrame":
    rows = _told(read).by("story", member_rows, _STORIES).df
    bad = read.where("failure is not null").df.selectExpr("id", "failure as error")
    return rows.selectExpr("*", "cast(null as string) as error").unionByName(bad, True)


def _briefs(read: Frames, sent: Sent) -> "DataFrame":
    rows = _told(read).together("story", partial(brief_rows, sent), brief_schema())
    bad = read.where("failure is not null").df.selectExpr("id as story", "failure as error")
    return rows.unionByName(bad, True)


def _told(read: Frames) -> Frames:
    good = read.where("failure is null")
    return with_stories(good.select(*DOCUMENTS), _sketches(read))


def _sketches(read: Frames) -> Frames:
    return read.where("failure is null").select(*SKETCHES)


def member_rows(table: Any) -> Any:
    """A row for each document of the stories of a table; see :func:`stories`."""
    import pyarrow as pa

    rows = []
    for story in stories_in(table):
        value = story_value(story.opened(), story.note)
        of_all = {
            "story": value["documents"][0],
            "heading": value["heading"],
            "note": value["note"],
        }
        rows += [{"id": name, **of_all} for name in value["documents"]]
        rows += [
            {"id": copy["document"], **of_all, **{name: copy[name] for name in _REPEATED}}
            for copy in value["duplicates"]
        ]
    return pa.Table.from_pylist(rows, schema=schema_of(_STORIES))


@cache
def brief_schema() -> "pa.Schema":
    """The columns of a table of briefs: ``story``, the fields of a brief, ``error``."""
    import pyarrow as pa

    text = pa.string()
    return pa.schema([pa.field("story", text), *schema("brief"), pa.field("error", text)])


def brief_rows(sent: Sent, table: Any) -> Any:
    """A row for each story of a table; see :func:`brief`."""
    import pyarrow as pa

    job = sent.open()
    rows = []
    for story in stories_in(table):
        outcome = brief_story(story, job)
        made = [json.loads(line.line) for line in outcome.results]
        why = {"error": outcome.failure.reason} if outcome.failure is not None else {}
        rows.append({"story": story.name, **why, **(made[0] if made else {})})
    return pa.Table.from_pylist(rows, schema=brief_schema())
