"""A table of articles into a table of summaries, as Spark has it done, without Spark."""

import datetime
import pickle
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import MethodError, ReadError
from summarizer.batch import summarise_all
from summarizer.batch.tables import summarise_table, summary_schema
from summarizer.batch.work import Job
from summarizer.features import Features
from summarizer.length import Length
from summarizer.read import BATCH
from summarizer.spark import workers
from summarizer.spark.workers import Sent

from .test_batch import articles, errors, results, without_source

pa = pytest.importorskip("pyarrow", reason="the extra batch is not installed")

REQUEST = Job(Length(1), "lead")
BAD: list[dict[str, Any]] = [
    {"id": "none", "text": None},
    {"id": "blank", "text": " \n"},
    {"id": "late", "text": "One here. Two there.", "date": "yesterday"},
    {"id": "lost", "text": "One here. Two there.", "language": "tlh"},
    {"id": "long", "text": "One here. " * 100},
]


def table(rows: list[dict[str, Any]]) -> Any:
    """With all columns that any row has."""
    columns = dict.fromkeys(name for row in rows for name in row)
    return pa.Table.from_pylist([{**dict.fromkeys(columns), **row} for row in rows])


def summaries(rows: list[dict[str, Any]], job: Job = REQUEST) -> list[dict[str, Any]]:
    made = summarise_table(table(rows), job)
    assert made.schema == summary_schema()
    found: list[dict[str, Any]] = made.to_pylist()
    return found


def test_a_table_gives_what_a_file_of_it_gives(tmp_path: Path) -> None:
    from pyarrow import parquet

    rows = [*articles(9), *BAD]
    parquet.write_table(table(rows), tmp_path / "in.parquet")
    summarise_all(
        tmp_path / "in.parquet", tmp_path / "out", 1, "lead", jobs=1, max_chars=500, timeout=None
    )
    found = summaries(rows, Job(Length(1), "lead", budget=BATCH._replace(chars=500)))
    bad = {row["id"]: row["error"] for row in found if row["error"] is not None}
    good = [row for row in found if row["error"] is None]
    expected = without_source(results(tmp_path / "out"))
    for row, other in zip(good, expected, strict=True):
        assert row.pop("id") == other["document"]["id"]
        assert row["document"].pop("source") is None
        assert row["document"].pop("text") is None
        assert row.pop("tokenizer") is row.pop("error") is None
        assert row == other
    assert bad == {row["id"]: row["reason"] for row in errors(tmp_path / "out")}
    assert list(bad) == [row["id"] for row in BAD]


@given(st.lists(st.integers(0, 13), max_size=4))
def test_a_row_depends_on_no_other(cuts: list[int]) -> None:
    rows = [*articles(9), *BAD]
    edges = [0, *sorted(cuts), len(rows)]
    pieces = [rows[a:b] for a, b in pairwise(edges) if a < b]
    assert [row for piece in pieces for row in summaries(piece)] == summaries(rows)


def test_an_error_leaves_all_else_null() -> None:
    (row,) = summaries([{"id": 7, "text": ""}])
    assert (row.pop("id"), row.pop("error")) == ("7", "the text is empty")
    assert set(row.values()) == {None}


def test_what_a_method_raises_is_the_error_of_its_row() -> None:
    def odd(features: Features) -> Any:
        if "3" in features.documents[0].id:
            raise RecursionError("too deep")
        return features.sizes

    found = summaries(articles(5), Job(Length(1), odd))
    assert [row["id"] for row in found if row["error"]] == ["a3"]
    assert "too deep" in found[3]["error"]


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("2026-01-31", "2026-01-31"),
        (datetime.date(2026, 1, 31), "2026-01-31"),
        (datetime.datetime(2026, 1, 31, 23, 59), "2026-01-31"),
        (None, None),
    ],
)
def test_a_date_is_a_string_or_a_date_or_a_time(date: object, published: str | None) -> None:
    (row,) = summaries([{"text": "One here. Two there.", "date": date}])
    assert row["document"]["published"] == published
    assert (row["id"], row["document"]["id"]) == (None, "")


def test_other_columns_are_passed_over_and_a_text_is_needed() -> None:
    (row,) = summaries([{"text": "One here. Two there.", "documents": [{"text": "No."}]}])
    assert row["text"] == "One here."
    with pytest.raises(ReadError, match="no column 'text': there are 'body', 'n'"):
        summarise_table(pa.table({"body": ["One."], "n": [1]}), REQUEST)


def test_a_table_without_rows() -> None:
    assert summarise_table(pa.table({"text": pa.array([], pa.string())}), REQUEST).num_rows == 0


def test_what_spark_calls_gives_the_same_whatever_its_batches_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "_AT_A_TIME", 4)
    rows = [*articles(9), *BAD]
    sent = Sent(pickle.dumps(REQUEST))
    for size in (1, 5, 100):
        batches = [
            *table(rows).to_batches(max_chunksize=size),
            *table(rows[:1]).slice(1).to_batches(),
        ]
        made = list(workers.summarise_batches(sent, iter(batches)))
        assert max(batch.num_rows for batch in made) <= 4
        assert pa.Table.from_batches(made).to_pylist() == summaries(rows)


def test_what_a_worker_lacks_is_told_by_the_worker() -> None:
    sent = Sent(pickle.dumps(Job(Length(1), "mine")))
    with pytest.raises(
        MethodError, match="lacks a package; install it there: unknown method 'mine'"
    ):
        sent.open()
    broken = Sent(pickle.dumps(REQUEST).replace(b"summarizer.batch.work", b"summarizer.batch.wonk"))
    with pytest.raises(MethodError, match="lacks a package; install it there: "):
        broken.open()
    with (
        pytest.raises(MethodError, match="/nowhere: does not exist on a Spark worker"),
        Sent(b"", "/nowhere").inside(),
    ):
        pass
