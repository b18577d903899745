"""What the tests do on Spark, in a process of its own, for Spark needs sockets.

``python -m tests.on_spark FOLDER``: reads what it is to do from ``FOLDER/tasks.json``, and writes
what came of each to ``FOLDER/came.json``. All of it in one session, which takes long to start.
"""

import json
import os
import shutil
import sys
import threading
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from summarizer import SummarizerError
from summarizer.spark import (
    brief,
    near_duplicates,
    sessions,
    stories,
    summarise,
    summarise_all,
)

from .deadly import deadly

Task = dict[str, Any]


def plain(value: Any) -> Any:
    """A value of a row as JSON can hold it."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def frame(spark: Any, task: Task) -> Any:
    """The rows of a DataFrame of articles, as they are when it is partitioned so."""
    df = spark.createDataFrame(task["rows"], task["schema"]).repartition(task["partitions"])
    made = summarise(df, **task["options"])
    rows = [row.asDict(recursive=True) for row in made.collect()]
    return {"schema": made.schema.simpleString(), "rows": rows}


FUNCTIONS = {"near_duplicates": near_duplicates, "stories": stories, "brief": brief}
METHODS = {"deadly": deadly}


def gathered(spark: Any, task: Task) -> Any:
    """What all articles of a DataFrame give together, and what Spark keeps after that."""
    df = spark.createDataFrame(task["rows"], task["schema"]).repartition(task["partitions"])
    before, setting = kept(spark), spark.conf.get("spark.sql.shuffle.partitions")
    made = FUNCTIONS[task["function"]](df, **named(task["options"]))
    rows = [row.asDict(recursive=True) for row in made.collect()]
    more = kept(spark) - before
    made.unpersist()
    assert spark.conf.get("spark.sql.shuffle.partitions") == setting
    schema = made.schema.simpleString()
    return {"schema": schema, "rows": rows, "kept": [more, kept(spark) - before]}


def kept(spark: Any) -> int:
    """How many tables Spark keeps."""
    count: int = spark.sparkContext._jsc.sc().getPersistentRDDs().size()
    return count


def named(options: Task) -> Task:
    """Options, with a function for the name of one of ours."""
    method = options.get("method")
    return {**options, "method": METHODS[method]} if method in METHODS else options


def dates(spark: Any, task: Task) -> Any:
    """What a date is that is a string, a date or an instant."""
    spark.conf.set("spark.sql.session.timeZone", "Asia/Tokyo")
    texts = ("d", "cast(d as date)", "cast(d as timestamp)", "cast(d as timestamp_ntz)")
    found = []
    for text in texts:
        df = spark.sql(
            f"select 'One here. Two there.' as text, {text} as date from "
            "(select '2026-01-31 23:30:00' as d)"
        )
        found.append(summarise(df, 1).collect()[0]["document"]["published"])
    return found


def batch(spark: Any, task: Task) -> Any:
    """A batch of files."""
    made = summarise_all(task["inputs"], task["output"], **named(task["options"]))
    return [made.done, made.failed]


def wrong(spark: Any, task: Task) -> Any:
    """What wrong calls say, with the number of jobs that they started."""
    text = spark.createDataFrame([("One here. Two there.",)], "text string")
    other = spark.createDataFrame([(1,)], "text int")
    calls: dict[str, Callable[[], Any]] = {
        "method": lambda: summarise(text, 1, "txtrank"),
        "length": lambda: summarise(text, "3x"),
        "splitter": lambda: summarise(text, 1, splitter="nothing"),
        "pickle": lambda: summarise(text, 1, _Locked()),
        "column": lambda: summarise(text.withColumnRenamed("text", "body")),
        "type": lambda: summarise(other),
        "id": lambda: near_duplicates(text),
        "brief": lambda: brief(text.selectExpr("text", "1 as id"), "3x"),
    }
    tracker = spark.sparkContext.statusTracker()
    before = len(tracker.getJobIdsForGroup(None))
    said = {name: message(call) for name, call in calls.items()}
    return {"said": said, "jobs": len(tracker.getJobIdsForGroup(None)) - before}


class _Locked:
    """A ranker that cannot be sent."""

    def __init__(self) -> None:
        self.lock = threading.Lock()

    def __call__(self, features: Any) -> Any:
        return features.sizes


def message(call: Callable[[], Any]) -> str:
    try:
        call()
    except SummarizerError as error:
        return f"{type(error).__name__}: {error}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def lacking(spark: Any, task: Task) -> Any:
    """A plug-in that only the driver has, which this process puts on its path here."""
    df = spark.createDataFrame([("One here. Two there.",)], "text string")
    options = task["options"]
    return {
        "frame": message(lambda: summarise(df, 1, options["method"]).collect()),
        "batch": message(lambda: summarise_all(task["inputs"], task["output"], **options)),
    }


def failing(spark: Any, task: Task) -> Any:
    """What a batch says that cannot be done."""
    output, options = task["output"], named(task["options"])
    gone = options.get("full")

    def lose(_tally: Any) -> None:
        if gone:
            shutil.rmtree(gone)

    options = {name: value for name, value in options.items() if name != "full"}
    options["progress"] = lose
    return message(lambda: summarise_all(task["inputs"], output, **options))


def threads(spark: Any, task: Task) -> Any:
    """What a new worker was told of threads, and how many it has before and after it multiplied."""

    def count() -> int:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(status.partition("Threads:")[2].split()[0])

    def look(_rows: Any) -> Any:
        before = count()
        import numpy as np

        np.ones((900, 900)) @ np.ones((900, 900))
        yield (os.environ.get("OMP_NUM_THREADS"), before, count())

    return spark.sparkContext.parallelize([1], 1).mapPartitions(look).collect()[0]


def main(folder: Path) -> None:
    told = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    sys.path[:0] = told["path"]
    came = {}
    with sessions.session("local[2,4]", told["conf"]) as spark:
        for name, task in told["tasks"].items():
            came[name] = globals()[task["do"]](spark, task)
    (folder / "came.json").write_text(json.dumps(came, default=plain), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
