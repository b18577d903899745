"""Ragged arrays are lists of lists, and a memo is the function that it remembers."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.arrays import Ragged, least_of_same, rows_by_value, slices, spread
from summarizer.files import write_whole
from summarizer.memo import Memo

lists = st.lists(st.lists(st.integers(0, 9), max_size=6), max_size=8)


def ragged(rows: list[list[int]]) -> Ragged:
    return Ragged.of([np.array(row, dtype=np.int64) for row in rows])


def plain(found: Ragged) -> list[list[int]]:
    return [found[row].tolist() for row in range(len(found))]


@given(lists, st.data())
def test_a_ragged_array_is_a_list_of_lists(rows: list[list[int]], data: st.DataObject) -> None:
    found = ragged(rows)
    assert plain(found) == rows
    assert found.sizes.tolist() == list(map(len, rows))
    assert found.rows.tolist() == [i for i, row in enumerate(rows) for _ in row]
    assert found.places.tolist() == [place for row in rows for place in range(len(row))]
    assert plain(found.where(found.values > 4)) == [[v for v in row if v > 4] for row in rows]
    taken = data.draw(st.lists(st.sampled_from(range(len(rows))), max_size=9)) if rows else []
    assert plain(found.take(np.array(taken, dtype=np.int64))) == [rows[row] for row in taken]


@given(st.lists(st.integers(0, 5), max_size=12), st.integers(1, 9))
def test_slices_cover_all_counts_and_go_little_over_the_most(counts: list[int], most: int) -> None:
    found = list(slices(np.array(counts, dtype=np.int64), most))
    assert [c for part in found for c in counts[part]] == counts
    assert all(sum(counts[part]) <= most + max(counts) for part in found)


@given(st.lists(st.integers(0, 4), max_size=12))
def test_places_come_by_value_and_in_order(values: list[int]) -> None:
    array = np.array(values, dtype=np.int64)
    found = [places.tolist() for places in rows_by_value(array)]
    expected = [[i for i, v in enumerate(values) if v == value] for value in sorted(set(values))]
    assert found == expected
    keys = np.arange(10, 10 + len(values))
    assert least_of_same(array, keys).tolist() == [10 + values.index(v) for v in values]


def test_spread_counts_on_from_each_first_number() -> None:
    assert spread(np.array([5, 0, 8]), np.array([2, 0, 1])).tolist() == [5, 6, 8]


def test_a_memo_asks_once_and_never_holds_more_than_it_may() -> None:
    asked: list[str] = []

    def length(form: str) -> int:
        asked.append(form)
        return len(form)

    known = Memo(length, most=2)
    assert [known[form] for form in ("a", "bb", "a")] == [1, 2, 1]
    assert asked == ["a", "bb"]
    assert known["ccc"] == 3
    assert len(known) <= 2
    assert known["x" * 101] == 101
    assert "x" * 101 not in known


def test_a_file_that_cannot_be_written_whole_is_the_one_that_was_there(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    target.chmod(0o600)

    def broken() -> Iterator[bytes]:
        yield b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(target, broken())
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert target.read_bytes() == b"old"
    write_whole(target, [b"new"])
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
