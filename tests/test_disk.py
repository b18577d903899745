"""A flow of tables on disk: that in memory, done once, and what is damaged is done again."""

import errno
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow", reason="needs the extra batch")

from summarizer import InputError  # noqa: E402
from summarizer.batch import Tally, running, summarise_all  # noqa: E402
from summarizer.batch.disk import Disk, File, Shard, _Chore, _do, write_tables  # noqa: E402
from summarizer.batch.pool import Heard, WorkPart  # noqa: E402
from summarizer.batch.reading import read_blocks, see  # noqa: E402
from summarizer.batch.rows import ArticleRow  # noqa: E402
from summarizer.batch.work import TASKS, Job  # noqa: E402
from summarizer.corpus.arrow import table_of  # noqa: E402
from summarizer.length import Length  # noqa: E402

from .flows import Cut  # noqa: E402
from .items import write_lines  # noqa: E402

SCHEMA = {"key": "int64", "n": "int64"}
rows = st.lists(st.tuples(st.integers(0, 6), st.integers(-3, 3)), max_size=20)


class Here:
    """A pool that is this process, and counts the items."""

    def __init__(self, *_: Any) -> None:
        self.items = 0

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, parts: Iterable[WorkPart], heard: Heard | None = None) -> Iterator[WorkPart]:
        for part in parts:
            self.items += len(part.rows)
            part.outcomes = [part.do(item) for item in part.rows]
            (heard or (lambda _: None))(part.outcomes)
            yield part


def table(found: list[tuple[int, int]]) -> Any:
    keys, numbers = ([row[place] for row in found] for place in (0, 1))
    return table_of({"key": np.array(keys, np.int64), "n": np.array(numbers, np.int64)})


def summed(piece: Any) -> Any:
    """The sum of each key, which is right only where all rows of it are together."""
    found: dict[int, int] = {}
    for row in piece.to_pylist():
        found[row["key"]] = found.get(row["key"], 0) + row["n"]
    return table(sorted(found.items()))


def doubled(piece: Any) -> Any:
    return table([(row["key"], 2 * row["n"]) for row in piece.to_pylist()])


def of(flow: Any) -> list[Any]:
    """All rows of a flow, in an order of their own."""
    listed = [row for piece in flow.pieces() for row in piece.to_pylist()]
    return sorted(listed, key=lambda row: json.dumps(row, sort_keys=True))


def worked(flow: Any, other: Any) -> list[list[Any]]:
    """What some steps give, whatever the engine is."""
    sums = flow.by("key", summed, SCHEMA).map(doubled, SCHEMA)
    kept = sums.kept()
    named = other.by("key", summed, SCHEMA).map(renamed, {"key": "int64", "m": "int64"}).kept()
    order: list[Any] = [("n", "descending"), ("key", "ascending")]
    return [
        of(kept),
        *(of(kept.join(named, "key", how)) for how in ("inner", "left", "anti")),
        of(kept.ranked("key", order)),
        [kept.count(), sums.count()],
    ]


def renamed(piece: Any) -> Any:
    return piece.rename_columns(["key", "m"])


@settings(max_examples=15)
@given(rows, rows, st.integers(1, 5))
def test_a_flow_on_disk_is_that_in_memory(
    tmp_path_factory: pytest.TempPathFactory,
    left: list[tuple[int, int]],
    right: list[tuple[int, int]],
    shards: int,
) -> None:
    folder = tmp_path_factory.mktemp("disk")
    expected = worked(Cut(table(left), shards, 1), Cut(table(right), shards, 2))
    pools: list[Any] = [Here(), Here()]
    for pool in pools:  # the second time all is there
        disk = Disk(folder, pool, shards)
        assert worked(disk.table(table(left)), disk.table(table(right))) == expected
    assert pools[0].items > 0
    assert pools[1].items == 0


def test_what_is_damaged_is_told_and_done_again(tmp_path: Path) -> None:
    given_rows = [(n % 5, n) for n in range(20)]
    told: list[Path] = []
    advance: list[tuple[int, float]] = []

    def work() -> tuple[Here, list[Any]]:
        pool = Here()
        disk = Disk(tmp_path, cast("Any", pool), 3, lambda *at: advance.append(at), told.append)
        flow = disk.table(table(given_rows))
        return pool, of(flow.by("key", summed, SCHEMA))

    pool, first = work()
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["00", "01", "02"]
    assert advance == [(2, 1.0), (3, 1 / 3), (3, 2 / 3), (3, 1.0)]
    damaged = tmp_path / "02" / "1.arrow"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    (tmp_path / "02" / "2.arrow").unlink()
    pool, again = work()
    assert again == first
    assert (pool.items, told) == (2, [damaged])


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("odd"), "0.arrow: ValueError: odd"),
        (MemoryError(), "0.arrow: out of memory"),
        (InputError("a: cannot be written"), "a: cannot be written"),
    ],
    ids=["odd", "memory", "ours"],
)
def test_a_piece_that_cannot_be_worked_out_ends_it_in_a_line(
    error: Exception, said: str, tmp_path: Path
) -> None:
    def fail(_piece: Any) -> Any:
        raise error

    pool: Any = Here()
    disk = Disk(tmp_path, pool, 2)
    with pytest.raises(InputError) as raised:
        disk.table(table([(1, 1)])).map(fail, SCHEMA).count()
    assert str(raised.value).endswith(said)
    assert str(raised.value) == said or str(raised.value).startswith(str(tmp_path))


def test_a_chore_that_ends_processes_is_left_out_with_its_reason(tmp_path: Path) -> None:
    write_tables(tmp_path / "in", [table([(1, 2)])])
    chore = _Chore(3, File(str(tmp_path / "in")), (), str(tmp_path / "out"))
    assert _do(chore).failure is None
    assert File(str(tmp_path / "out")).read().to_pylist() == [{"key": 1, "n": 2}]
    spoilt = _do(chore.spoiled("took longer than 1 s")).failure
    assert spoilt is not None
    assert spoilt.reason == f"{tmp_path / 'out'}: took longer than 1 s"
    assert (spoilt.row, spoilt.line) == (3, 0)


@given(rows, st.integers(1, 4))
def test_the_rows_of_a_key_are_in_one_shard(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[int, int]], shards: int
) -> None:
    folder = tmp_path_factory.mktemp("shards")
    pool: Any = Here()
    disk = Disk(folder, pool, shards)
    sources = disk.exchange(disk.table(table(found)), "key")
    assert len(sources) == shards
    assert all(isinstance(source, Shard) for source in sources)
    pieces = [source.read().to_pylist() for source in sources]
    keys = [{row["key"] for row in piece} for piece in pieces]
    assert sum(map(len, keys)) == len({key for key, _ in found})
    assert sorted((r["key"], r["n"]) for piece in pieces for r in piece) == sorted(found)


# Reading


TEXT = "The old bridge over the river fell on Monday. Nobody was hurt, the police said."


def blocks(count: int) -> Iterator[tuple[int, list[ArticleRow]]]:
    """Two rows of a file in each, of which the second of the second is broken."""
    for number in range(count):
        found = [json.dumps({"id": f"{number}-{n}", "text": TEXT}).encode() for n in range(2)]
        if number == 1:
            found[1] = b"{broken"
        yield (
            number,
            [
                ArticleRow(2 * number + n, "a.jsonl", 2 * number + n + 1, "x", "json lines", value)
                for n, value in enumerate(found)
            ],
        )


@pytest.mark.parametrize("task", ["stories", "duplicates"])
def test_what_was_read_is_not_read_again_unless_it_is_damaged(task: str, tmp_path: Path) -> None:
    told: list[Path] = []
    handed: list[int] = []
    heard: list[int] = []

    def read() -> tuple[Any, Any]:
        pool: Any = Here()
        job = Job(Length(3), task=task)
        hear = handed.append, lambda outcomes: heard.append(len(outcomes))
        return pool, read_blocks(blocks(3), pool, job, None, tmp_path, *hear, told.append)

    pool, first = read()
    assert (pool.items, handed, heard) == (6, [2, 2, 2], [2, 2, 2])
    assert [(block.first, block.rows) for block in first] == [(0, 2), (2, 2), (4, 2)]
    assert [len(block.failures) for block in first] == [0, 1, 0]
    kept = [File(str(block.documents)).read().to_pylist() for block in first]
    assert [[row["id"] for row in block] for block in kept] == [
        ["0-0", "0-1"],
        ["1-0"],
        ["2-0", "2-1"],
    ]
    assert all(bool(row["document"]) == (task == "stories") for block in kept for row in block)
    for name, bytes_ in (("0.json", b"{}"), ("1.documents", b""), ("2.sketches", b"x" * 99)):
        (tmp_path / name).write_bytes(bytes_)
        pool, again = read()
        assert (pool.items, again) == (2, first)
        assert told.pop().name == name
        assert not told
    pool, again = read()
    assert (pool.items, again) == (0, first)


def test_what_is_seen_of_a_row_is_a_value_whatever_it_is() -> None:
    job = Job(Length(3), task="stories")
    ((_, found),) = blocks(1)
    outcome = see(found[0], job)
    assert [each.id for each in outcome.results] == ["0-0"]
    spoilt = see(found[0].spoiled("took longer than 1 s"), job)
    assert spoilt.failure is not None
    assert (spoilt.failure.id, spoilt.failure.reason) == ("0-0", "took longer than 1 s")


# Whole runs in this process


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stories, a copy, and a line that is none."""
    bridge = "The old bridge over the river Ashe fell on Monday. Nobody was hurt by the bridge."
    strike = "Teachers of Marwick went on strike. Their union wants eight per cent more pay."
    lines: list[Any] = [
        {"id": str(number), "text": text, "date": "2026-01-05"}
        for number, text in enumerate([bridge, strike, f"{bridge} It rained.", strike, bridge])
    ]
    return write_lines(tmp_path_factory.mktemp("disk") / "in.jsonl", [*lines, "{broken"])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("name", ["replace", "mkdir"])
@pytest.mark.parametrize("task", TASKS)
def test_whatever_call_fails_in_any_stage_it_goes_on_to_the_same_bytes(
    task: str, name: str, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "Pool", Here)
    left = [0]
    call: Callable[..., Any] = getattr(os, name)

    def failing(*arguments: Any, **options: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return call(*arguments, **options)

    def run(output: Path) -> Any:
        return summarise_all(source, output, task=task, part_size=2, jobs=1)

    monkeypatch.setattr(os, name, failing)
    whole = run(tmp_path / "whole")
    calls = -left[0]
    assert whole.failed == 1
    for at in {1, calls, *range(2, calls, 15)}:
        output = tmp_path / f"at-{at}"
        left[0] = at
        with pytest.raises(InputError) as raised:
            run(output)
        assert str(output) in str(raised.value)
        assert "\n" not in str(raised.value)
        result = run(output)
        assert (result.done, result.failed, result.remade) == (whole.done, 1, ())
        assert contents(output) == contents(tmp_path / "whole")


@pytest.mark.parametrize("task", TASKS)
def test_progress_goes_from_nothing_to_all_and_never_back(
    task: str, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "Pool", Here)
    told: list[Tally] = []
    summarise_all(source, tmp_path / "out", task=task, part_size=2, jobs=1, progress=told.append)
    shares = [tally.share for tally in told]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert (0.5 if task == "brief" else 0.9) < shares[-1] <= 1  # copies have no brief
    assert len(set(shares)) > 3
    assert (told[0].done, told[0].failed, told[-1].failed) == (0, 0, 1)
