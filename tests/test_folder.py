"""The folder of a batch: whatever call fails, it goes on from there to the same bytes."""

import errno
import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import InputError
from summarizer.batch.folder import BatchResult, Folder, WrittenPart, opened, write_part
from summarizer.batch.sealed import (
    is_there,
    json_bytes,
    sealed,
    unsealed,
    value_there,
    write_file,
    write_sealed,
)
from summarizer.batch.work import Failure

PLAN = {"task": "article", "seed": 0, "input": [{"path": "a", "state": "1"}]}
ROWS = 2


def made(number: int) -> WrittenPart:
    """A part, of which the odd ones have a failure."""
    failures = [Failure(f"x{number}", ROWS * number, "a", number, "is empty")] * (number % 2)
    data = f"{number}\n".encode() * (ROWS - len(failures))
    return WrittenPart(ROWS * number, ROWS, ROWS - len(failures), failures, data)


def run(path: Path, order: Iterable[int], plan: dict[str, Any] = PLAN) -> BatchResult:
    """What a run does that makes parts in some order, as far as they are not there."""
    with opened(path, plan, "jsonl", restart=False) as folder:
        for number in order:
            if not folder.holds(number, ROWS * number, ROWS):
                folder.keep(number, made(number))
        folder.finish()
        return folder.result()


def contents(path: Path) -> dict[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in path.iterdir()}


def failing(call: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    """The same, but for the time that a counter comes to 0."""

    def instead(*arguments: Any, **options: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return call(*arguments, **options)

    return instead


@pytest.mark.parametrize("name", ["replace", "fsync", "open", "mkdir", "unlink"])
def test_whatever_call_fails_it_goes_on_to_the_same_bytes(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(tmp_path / "whole", range(4))
    assert (whole.done, whole.failed, whole.remade) == (6, 2, ())
    for at in count(1):
        path, left = tmp_path / f"at-{at}", [at]
        with monkeypatch.context() as patched, suppress(InputError):
            patched.setattr(os, name, failing(getattr(os, name), left))
            run(path, [2, 0, 3, 1])
        result = run(path, range(4))
        assert contents(path) == contents(tmp_path / "whole")
        assert (result.done, result.failed, result.remade) == (6, 2, ())
        if left[0] > 0:  # there is no such call any more
            break
    assert at > 1


@settings(max_examples=25)
@given(st.permutations(range(5)), st.integers(0, 5))
def test_what_is_done_is_not_done_again(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], stopped: int
) -> None:
    path = tmp_path_factory.mktemp("folder")
    with opened(path, PLAN, "jsonl", restart=False) as folder:
        for number in order[:stopped]:
            folder.keep(number, made(number))
    kept = {name: entry.stat().st_ino for name in contents(path) for entry in [path / name]}
    with opened(path, PLAN, "jsonl", restart=False) as folder:
        assert sorted(folder.done) == sorted(order[:stopped])
        assert not folder.is_finished
        assert not folder.remade
    run(path, range(5))
    again = {name: (path / name).stat().st_ino for name in kept if name.startswith("part-")}
    assert again.items() <= kept.items()
    told = json.loads((path / "manifest.json").read_text())
    assert [part["name"] for part in told["parts"]] == [f"part-0000{n}.jsonl" for n in range(5)]
    assert (told["rows"], told["results"], told["errors"], told["plan"]) == (10, 8, 2, PLAN)
    assert [part["first"] for part in told["parts"]] == [0, 2, 4, 6, 8]
    listed = [json.loads(line) for line in (path / "errors.jsonl").read_text().splitlines()]
    assert [error["row"] for error in listed] == [2, 6]
    assert sorted(contents(path)) == sorted(
        [".lock", "_SUCCESS", "errors.jsonl", "manifest.json", *(p["name"] for p in told["parts"])]
    )


def test_a_finished_run_is_told_and_left_alone(tmp_path: Path) -> None:
    first = run(tmp_path, range(3))
    before = {name: (tmp_path / name).stat().st_ino for name in contents(tmp_path)}
    with opened(tmp_path, PLAN, "jsonl", restart=False) as folder:
        assert folder.is_finished
        assert folder.result() == first
        folder.finish()
    assert {name: (tmp_path / name).stat().st_ino for name in contents(tmp_path)} == before
    assert first.parts == tuple(tmp_path / f"part-0000{number}.jsonl" for number in range(3))


def test_a_part_of_other_rows_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path, PLAN, "jsonl", restart=False) as folder:
        folder.keep(0, made(0))
        for first, rows in ((0, ROWS + 1), (1, ROWS)):
            with pytest.raises(InputError, match=r"part-00000\.jsonl: holds other rows"):
                folder.holds(0, first, rows)
        assert folder.holds(0, 0, ROWS)
        assert not folder.holds(1, 2, ROWS)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ({**PLAN, "seed": 1}, "seed 0, not 1"),
        ({**PLAN, "more": "x"}, 'more null, not "x"'),
        ({"task": "article", "seed": 0}, "different input, or the same input before it changed"),
        ({**PLAN, "input": []}, "different input, or the same input before it changed"),
    ],
    ids=["changed", "added", "gone", "input"],
)
def test_another_plan_is_refused_once_something_is_done(
    plan: dict[str, Any], said: str, tmp_path: Path
) -> None:
    with opened(tmp_path, {"seed": 7}, "jsonl", restart=False):
        pass  # a mistake that was noticed in time
    with opened(tmp_path, PLAN, "jsonl", restart=False) as folder:
        folder.keep(0, made(0))
    with pytest.raises(InputError, match=f"holds a run with {said}: give another folder"):
        run(tmp_path, range(2), plan)
    with opened(tmp_path, plan, "jsonl", restart=True) as folder:
        assert not folder.done
        assert not list(tmp_path.glob("part-*"))
        folder.finish()
    assert json.loads((tmp_path / "manifest.json").read_text())["plan"] == plan


def test_another_run_that_left_a_stage_is_not_forgotten(tmp_path: Path) -> None:
    with opened(tmp_path, PLAN, "jsonl", restart=False) as folder:
        folder.workshop.mkdir()
    with pytest.raises(InputError, match="holds a run with seed 0, not 1"):
        run(tmp_path, range(2), {**PLAN, "seed": 1})
    with opened(tmp_path, {**PLAN, "seed": 1}, "jsonl", restart=True) as folder:
        assert not folder.workshop.exists()


def test_what_a_killed_attempt_left_aside_is_gone_at_the_end(tmp_path: Path) -> None:
    with opened(tmp_path, PLAN, "jsonl", restart=False) as folder:
        written = write_part(tmp_path, "jsonl", 0, made(0), "a1")
        folder.note(written)
        (tmp_path / ".part-00001.jsonl.b2.tmp").write_text("half")
        folder.finish()
        result = folder.result()
    assert (result.done, result.failed) == (2, 0)
    assert not list(tmp_path.glob(".part*"))


def test_a_closed_folder_takes_no_part(tmp_path: Path) -> None:
    with opened(tmp_path, PLAN, "jsonl", restart=False) as folder:
        pass
    with pytest.raises(InputError, match="is closed"):
        folder.keep(0, made(0))


def test_a_damaged_line_of_the_journal_costs_its_part_alone(tmp_path: Path) -> None:
    with opened(tmp_path, PLAN, "jsonl", restart=False) as folder:
        for number in range(3):
            folder.keep(number, made(number))
    journal = tmp_path / ".journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b'"part": 1', b'"part": 2')
    journal.write_bytes(b"".join(lines) + b'{"part": 3, "done"')
    with opened(tmp_path, PLAN, "jsonl", restart=False) as folder:
        assert sorted(folder.done) == [0, 2]
        assert folder.remade == [journal]
        assert journal.read_bytes() == b"".join(lines)
        folder.keep(1, made(1))
        folder.finish()
    run(tmp_path / "whole", range(3))
    assert (tmp_path / "errors.jsonl").read_bytes() == (
        tmp_path / "whole" / "errors.jsonl"
    ).read_bytes()


# Files that a later run is to trust


def tell(path: Path, there: Callable[..., Any]) -> tuple[Any, list[Path]]:
    told: list[Path] = []
    return there(path, told.append), told


@given(data=st.binary(max_size=200), at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_flipped_bit_is_noticed(
    data: bytes, at: int, bit: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("sealed") / "a"
    assert tell(path, is_there) == (False, [])
    write_sealed(path, data)
    assert tell(path, is_there) == (True, [])
    whole = bytearray(path.read_bytes())
    assert whole.startswith(data)
    whole[at % len(whole)] ^= 1 << bit
    path.write_bytes(whole)
    assert tell(path, is_there) == (False, [path])
    path.write_bytes(whole[:-1])
    assert tell(path, is_there) == (False, [path])


def test_a_seal_is_that_of_all_pieces(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_sealed(path, b"ab" * 2**20)  # two pieces
    assert tell(path, is_there) == (True, [])
    with path.open("r+b") as file:
        file.seek(2**20 + 5)
        file.write(b"x")
    assert tell(path, is_there) == (False, [path])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(value=st.dictionaries(st.text(), JSON, max_size=4).filter(lambda v: "sha256" not in v))
def test_a_sealed_object_comes_back_and_no_other_does(value: dict[str, Any]) -> None:
    data = json_bytes(sealed(value))
    assert unsealed(data) == value
    assert unsealed(json_bytes({**sealed(value), "more": 1})) is None or value.get("more") == 1
    assert unsealed(json_bytes(value)) is None


def test_an_object_that_is_there_is_given_and_a_damaged_one_told(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert tell(path, value_there) == ({}, [])
    write_file(path, [json_bytes(sealed({"a": "\ud800é"}), indent=2)])
    assert tell(path, value_there) == ({"a": "?é"}, [])
    for damaged in (b"[" * 100_000, b"[]", b"7", b"\xff", b"", b'{"a": 1}'):
        path.write_bytes(damaged)
        assert tell(path, value_there) == ({}, [path])
    path.unlink()
    path.mkdir()
    assert tell(path, value_there) == ({}, [path])


def test_where_a_file_cannot_be_written_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no/a: cannot be written: no such file"):
        write_file(tmp_path / "no" / "a", [b""])


def test_a_folder_is_a_folder_of_ours(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("theirs")
    for restart in (True, False):
        with (
            pytest.raises(InputError, match="holds 'a', which is not part of a batch"),
            opened(tmp_path, PLAN, "jsonl", restart=restart),
        ):
            pass
    assert sorted(contents(tmp_path)) == ["a"]
    assert Folder(tmp_path, PLAN, "jsonl").is_finished is False


def test_a_manifest_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    for restart in (True, False):
        manifest.write_text('{"a": 1}')
        with (
            pytest.raises(InputError, match="was not written by this version: use another folder"),
            opened(tmp_path, PLAN, "jsonl", restart=restart),
        ):
            pass
    run(tmp_path / "ours", range(2))
    ours = tmp_path / "ours" / "manifest.json"
    whole = ours.read_bytes()
    ours.write_bytes(whole.replace(b'"rows": 4', b'"rows": 5'))
    with pytest.raises(InputError, match="is damaged, or of another version: use --restart"):
        run(tmp_path / "ours", range(2))
    with opened(tmp_path / "ours", PLAN, "jsonl", restart=True):
        assert not list((tmp_path / "ours").glob("part-*"))
    run(tmp_path / "ours", range(2))
    assert ours.read_bytes() == whole


def test_a_run_that_is_being_removed_is_never_taken_for_a_finished_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in count(1):
        path, left = tmp_path / f"at-{at}", [at]
        run(path, range(3))
        with monkeypatch.context() as patched, suppress(InputError):
            patched.setattr(os, "unlink", failing(os.unlink, left))
            with opened(path, PLAN, "jsonl", restart=True) as folder:
                assert not folder.done
        assert (path / "_SUCCESS").exists() == (at == 1)
        with opened(path, PLAN, "jsonl", restart=True) as folder:
            assert not folder.is_finished
        assert run(path, range(3)).done == 5
        if left[0] > 0:
            break


@pytest.mark.parametrize("name", ["first", "rows", "results", "errors", "bytes", "sha256"])
def test_a_line_of_another_shape_is_no_part_though_its_checksum_is_right(
    name: str, tmp_path: Path
) -> None:
    with opened(tmp_path, PLAN, "jsonl", restart=False) as folder:
        folder.keep(0, made(0))
    journal = tmp_path / ".journal.jsonl"
    line = unsealed(journal.read_bytes()) or {}
    line["done"][name] = None
    journal.write_bytes(json_bytes(sealed(line)))
    with opened(tmp_path, PLAN, "jsonl", restart=False) as folder:
        assert not folder.done
        assert folder.remade == [tmp_path / "part-00000.jsonl" if name == "sha256" else journal]


def test_two_runs_at_once_are_refused_and_one_after_the_other_is_not(tmp_path: Path) -> None:
    for _ in range(2):
        with opened(tmp_path, PLAN, "jsonl", restart=False):
            for restart in (True, False):
                with (
                    pytest.raises(InputError, match="in use by another run: wait until it ends"),
                    opened(tmp_path, PLAN, "jsonl", restart=restart),
                ):
                    pass


@pytest.mark.parametrize("data", [None, b"0\n1\n", b"0\n"], ids=["gone", "changed", "cut"])
def test_a_part_of_a_finished_run_that_is_not_as_it_was_is_named(
    data: bytes | None, tmp_path: Path
) -> None:
    run(tmp_path, range(2))
    part = tmp_path / "part-00000.jsonl"
    part.unlink()
    if data is not None:
        part.write_bytes(data)
    with pytest.raises(InputError, match=r"part-00000\.jsonl: is missing or was changed: use --r"):
        run(tmp_path, range(2))
