"""Files are whole or as they were, whatever fails, and nothing but a regular file is opened."""

import errno
import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest

from summarizer.files import open_regular, write_whole


def refuse(*_arguments: Any) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def handles() -> int:
    """How many files this process has open, where the system tells."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


def broken_off() -> Iterator[bytes]:
    yield b"new"
    raise KeyboardInterrupt


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("failing", ["replace", "fsync", "data"])
def test_what_cannot_be_written_leaves_what_was_there(
    failing: str, is_there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a"
    if is_there:
        target.write_bytes(b"old")
    if failing != "data":
        monkeypatch.setattr(os, failing, refuse)
    with pytest.raises((OSError, KeyboardInterrupt)):
        write_whole(target, broken_off() if failing == "data" else [b"new"])
    assert [path.name for path in tmp_path.iterdir()] == ["a"] * is_there
    assert not is_there or target.read_bytes() == b"old"


@pytest.mark.parametrize("mark", ["", "2"])
def test_what_another_left_or_planted_is_replaced(mark: str, tmp_path: Path) -> None:
    (tmp_path / "theirs").write_bytes(b"theirs")
    aside = tmp_path / (f".a.{mark}.tmp" if mark else ".a.tmp")
    aside.symlink_to(tmp_path / "theirs")
    write_whole(tmp_path / "a", [b"n", b"ew"], mark)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a": b"new",
        "theirs": b"theirs",
    }


def test_permissions_are_those_of_the_file_that_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    target.chmod(0o600)
    write_whole(target, [b"new"])
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"new", 0o600)


def test_a_file_system_that_cannot_sync_folders_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def of_files(number: int, handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, "no")
        sync(handle)

    for number in (errno.EINVAL, errno.ENOTSUP):
        monkeypatch.setattr(os, "fsync", partial(of_files, number))
        write_whole(tmp_path / "a", [b"new"])
    monkeypatch.setattr(os, "fsync", partial(of_files, errno.EIO))
    with pytest.raises(OSError, match="no"):
        write_whole(tmp_path / "a", [b"new"])


@pytest.mark.parametrize("mode", ["rb", "ab"])
def test_neither_links_nor_pipes_nor_folders_are_opened(mode: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "link").symlink_to("a")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    before = handles()
    for name in ("link", "pipe"):
        with pytest.raises(OSError, match="is not a regular file"):
            open_regular(tmp_path / name, mode)
    with pytest.raises(OSError, match="folder"):
        open_regular(tmp_path / "folder", mode)
    assert handles() == before
    open_regular(tmp_path / "a", mode).close()
