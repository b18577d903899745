"""What was given as the files to read."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from summarizer import read_documents
from summarizer.read import contents
from summarizer.read.folders import expand

from .commands import run

LINE = "The bridge fell on Monday. Nobody was hurt."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "x.png", "README.txt", ".hidden.txt"):
        (tmp_path / name).write_text(LINE)
    for name in ("sub", "sub/deep", ".git"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "c.txt").write_text(LINE)
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    return tmp_path


def test_what_is_skipped_is_counted_and_named(folder: Path) -> None:
    listed = expand([str(folder)])
    assert listed.files == [str(folder / "a.md"), str(folder / "b.txt")]
    assert listed.skipped == [
        f"{folder}: 2 files (pipe.txt, x.png) skipped, which no reader is for; "
        "1 folder (sub) not searched: see --recursive"
    ]


def test_folders_in_folders_are_searched_if_asked(folder: Path) -> None:
    files, errors, (said,) = expand([str(folder)], recursive=True)
    found = [Path(file).relative_to(folder).as_posix() for file in files]
    assert found == ["a.md", "b.txt", "sub/c.txt", "sub/deep/c.txt"]
    assert errors == []
    assert "searched" not in said
    reading = read_documents(folder, recursive=True)
    assert [d.id for d in reading.documents[:2]] == ["a", "b"]
    assert len({d.id for d in reading.documents}) == 4
    assert reading.notices == [said]


def test_the_command_searches_folders_if_asked(folder: Path) -> None:
    done = run("article", "--recursive", "--length", "1", folder)
    assert done.stdout.count(b"== ") == 4
    assert done.stderr.count(b"\n") == 1
    assert run("article", "--recursive", "--quiet", folder).stderr == b""


def test_many_that_are_skipped_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LINE)
    for number in range(9):
        (tmp_path / f"{number}.png").touch()
    (said,) = expand([str(tmp_path)]).skipped
    assert said.endswith("9 files (0.png, 1.png, 2.png and 6 more) skipped, which no reader is for")


def test_a_folder_with_folders_alone_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    _, (error,), _ = expand([str(tmp_path)])
    assert "--recursive searches those in it" in str(error)
    _, (error,), _ = expand([str(tmp_path)], recursive=True)
    assert "--recursive" not in str(error)


def test_a_pipe_that_nobody_writes_to_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "PIPE_SECONDS", 0.05)
    os.mkfifo(tmp_path / "p")
    _, (error,) = read_documents(tmp_path / "p")
    assert str(error) == f"{tmp_path / 'p'}: is a pipe that no program writes to: give a file"


def test_a_pipe_that_a_program_writes_to_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p")
    writer = threading.Thread(target=(tmp_path / "p").write_text, args=[LINE])
    writer.start()
    (document,) = read_documents(tmp_path / "p").documents
    writer.join()
    assert document.text == LINE


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="no names of open files here")
def test_what_a_shell_puts_in_the_place_of_a_file_is_read() -> None:
    code = (
        "import sys; from summarizer import read_documents as r; print(*r(sys.argv[1]).documents)"
    )
    line = f'"{sys.executable}" -c "{code}" <(echo "{LINE}")'
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=True)
    assert b"Document(" in done.stdout


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_a_device_is_refused() -> None:
    _, (error,) = read_documents("/dev/zero")
    assert str(error) == "/dev/zero: is a device, not a file: use - for standard input"
