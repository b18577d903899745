"""What an input may cost: what is beyond it is an error of that input alone, in a line."""

import gc
import io
import json
import math
import os
import signal
import subprocess
import sys
import threading
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from summarizer import Document, ReadError, UsageError, read_documents
from summarizer.cli.options import Size
from summarizer.read import contents
from summarizer.read.budget import LOCAL, Budget, budget_of, spending
from tests.commands import run

TEXT = "The old bridge fell on Monday. Nobody was hurt."


def files(folder: Path) -> tuple[Path, Path]:
    """A short and a long one."""
    short, long = folder / "short.txt", folder / "long.txt"
    short.write_text(TEXT)
    long.write_text(TEXT * 100)
    return short, long


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ({"max_size": 1000}, "is larger than 1,000 bytes: part it, or see --max-size"),
        ({"max_chars": 2000}, "4,700 characters, more than the 2,000 allowed"),
        ({"timeout": 1e-6}, "takes more than 1e-06 s: give a part of it, or more time (--timeout)"),
    ],
    ids=str,
)
def test_what_is_beyond_a_limit_is_an_error_and_the_others_are_read(
    limit: dict[str, float], said: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    # An error that is raised while Hypothesis counts what is freed is lost, until the next one.
    gc.disable()
    request.addfinalizer(gc.enable)
    short, long = files(tmp_path)
    if "timeout" in limit:
        if not hasattr(signal, "setitimer"):
            pytest.skip("the system has no such clock")
        long.write_text(TEXT * 10_000)
        _, errors = read_documents(long, **limit)  # type: ignore[arg-type]
    else:
        documents, errors = read_documents([long, short], **limit)  # type: ignore[arg-type]
        assert [document.id for document in documents] == ["short"]
    assert [str(error) for error in errors] == [f"{long}: {said}"]


def test_standard_input_and_pipes_are_bounded_too(tmp_path: Path) -> None:
    said = "is larger than 1 MiB: part it, or see --max-size"
    _, (error,) = read_documents("-", io.BytesIO(b"a " * 2**20), max_size=2**20)
    assert str(error) == f"standard input: {said}"
    if not hasattr(os, "mkfifo"):
        pytest.skip("the system has no named pipes")
    os.mkfifo(tmp_path / "pipe")

    def write() -> None:
        with suppress(BrokenPipeError):
            (tmp_path / "pipe").write_bytes(b"a " * 2**23)

    writer = threading.Thread(target=write)
    writer.start()
    _, (error,) = read_documents(tmp_path / "pipe", max_size=2**20)
    writer.join()
    assert str(error) == f"{tmp_path / 'pipe'}: {said}"


@pytest.mark.parametrize("sent", [b"", TEXT.encode()], ids=["nothing", "a beginning"])
def test_a_pipe_that_falls_silent_is_given_up(
    sent: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("the system has no named pipes")
    monkeypatch.setattr(contents, "PIPE_SECONDS", 0.1)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = os.open(pipe, os.O_RDWR)  # which no reader has to be there for
    try:
        os.write(writer, sent)
        _, (error,) = read_documents(pipe, timeout=0.2)
    finally:
        os.close(writer)
    said = "is a pipe that sends nothing for 0.2 s: give a file, or more time (--timeout)"
    assert str(error) == f"{pipe}: {said}"


def test_a_file_without_end_costs_no_memory(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(1 << 40)
    _, (error,) = read_documents(tmp_path / "a.txt")
    assert str(error).endswith("a.txt: is larger than 512 MiB: part it, or see --max-size")


@pytest.mark.skipif(not Path("/proc/kmsg").exists(), reason="the system has no such file")
def test_a_file_that_has_nothing_yet_is_not_waited_for() -> None:
    documents, errors = read_documents("/proc/kmsg", timeout=0)
    assert len(documents) + len(errors) <= 1


def test_each_document_of_a_file_has_the_time_to_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": TEXT * n}) + "\n" for n in (1, 100)))
    _, (error,) = read_documents(path, max_chars=1000)
    assert str(error) == f"{path}, line 2: 4,700 characters, more than the 1,000 allowed"


def test_the_clock_is_that_of_the_main_thread_and_is_put_back() -> None:
    if not hasattr(signal, "setitimer"):
        pytest.skip("the system has no such clock")
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(ReadError, match=r"takes more than 0\.01 s"), spending(_seconds(0.01)):
        _read_for_ever()
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    read: list[Document] = []

    def other() -> None:
        with spending(_seconds(1e-6)):
            read.append(Document.from_text(TEXT * 1000))

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert len(read) == 1


def _read_for_ever() -> None:
    """As a parser does that takes the first error for one of the text."""
    with suppress(ReadError):
        while True:
            Document.from_text(TEXT)
    while True:
        Document.from_text(TEXT)


def _seconds(seconds: float) -> Budget:
    return budget_of(LOCAL, timeout=seconds)


@pytest.mark.parametrize(
    "limit",
    [
        {"max_size": 0},
        {"max_chars": -1},
        {"max_chars": True},
        {"max_memory": "1G"},
        {"timeout": -1},
        {"timeout": math.nan},
    ],
    ids=str,
)
def test_a_limit_that_is_none_is_the_callers_mistake(limit: dict[str, object]) -> None:
    with pytest.raises(UsageError) as raised:
        read_documents([], **limit)  # type: ignore[arg-type]
    assert raised.value.argument in limit


@pytest.mark.parametrize("timeout", [0, 1e8, 1e9, 1e300, math.inf])
def test_a_time_beyond_any_clock_is_any_time(timeout: float, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    assert len(read_documents(path, timeout=timeout).documents) == 1
    done = run("article", path, "-l", "1", "--timeout", timeout)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("given", "size"), [("1000", 1000), ("1k", 1024), ("1.5 MiB", 1572864), ("2GB", 2 * 2**30)]
)
def test_the_command_takes_sizes_as_one_writes_them(given: str, size: int) -> None:
    assert Size().convert(given, None, None) == size


def test_the_command_refuses_in_one_line_and_goes_on(tmp_path: Path) -> None:
    short, long = files(tmp_path)
    done = run("article", long, short, "--max-size", "1k", "--on-error", "skip", "--quiet")
    assert done.returncode == 1
    assert done.stdout.startswith(b"The old bridge fell")
    assert done.stderr.decode().splitlines()[0] == (
        f"summarise: {long}: is larger than 1 KiB: part it, or see --max-size"
    )
    wrong = run("article", short, "--max-size", "much")
    assert wrong.returncode == 2
    assert b"is not a size: write 500000, 20M or 1.5G" in wrong.stderr


def test_a_batch_leaves_out_what_costs_too_much(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "below"
    folder.mkdir(parents=True)
    short, _ = files(folder)
    with zipfile.ZipFile(folder / "book.epub", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("META-INF/container.xml", " " * 10_000)
    limits = "--max-size", "2k", "--max-unpacked", "5k", "--recursive", "--date", "2026-01-31"
    done = run("batch", tmp_path / "in", "-o", tmp_path / "out", "--jobs", "1", *limits)
    assert done.returncode == 1
    errors = (tmp_path / "out" / "errors.jsonl").read_text()
    assert "is larger than 5 KiB when unpacked: see --max-unpacked" in errors
    assert "is larger than 2 KiB: part it, or see --max-size" in errors
    made = (tmp_path / "out" / "part-00000.jsonl").read_text()
    assert made.count('"published": "2026-01-31"') == 1
    assert short.name.removesuffix(".txt") in made


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not see to it")
def test_a_process_may_have_less_memory() -> None:
    code = "from summarizer.read.budget import confine; confine(1 << 27); bytes(1 << 29)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.stderr.splitlines()[-1] == b"MemoryError"
