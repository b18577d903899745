"""Batches: the same bytes whatever dies, what is refused, and what each input gives."""

import codecs
import csv
import gzip
import hashlib
import io
import json
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer import (
    Document,
    InputError,
    MissingDependencyError,
    ReadError,
    SummarizerError,
    UnknownNameError,
    UsageError,
    dependencies,
    render,
    summarise,
)
from summarizer.batch import Tally, pool, rows, running, summarise_all
from summarizer.batch.folder import opened
from summarizer.batch.inputs import Input
from summarizer.batch.pool import Pool, WorkPart
from summarizer.batch.rows import ArticleRow
from summarizer.batch.work import Job, summarise_row, summarise_rows
from summarizer.batch.worker import NO_ITEM
from summarizer.cli.progress import Pace
from summarizer.length import Length

from .commands import COMMAND, failed, passed, run, stopped
from .conftest import ROOT
from .deadly import HANG, HOG, KILL, ONCE, STARVE, STARVE_ALL, STRANGE, deadly
from .items import write_lines
from .terminals import at_terminal

PLACES = ("Ulverane", "Marwick", "Saltmarren", "Ashe", "Northmere")

# Runs in a session of its own, so that all of it can be killed at once.
KILLED = """
import os, signal, sys
from pathlib import Path
from summarizer.batch import summarise_all
from tests.deadly import deadly
source, output, parts, jobs, whom = sys.argv[1:]
def look(tally):
    if len(list(Path(output).glob("part-*"))) >= int(parts):
        (os.killpg if whom == "all" else os.kill)(os.getpid(), signal.SIGKILL)
summarise_all(source, output, 1, deadly, part_size=3, jobs=int(jobs), timeout=None, progress=look)
"""


def article(number: int, *more: str) -> dict[str, str]:
    place = PLACES[number % len(PLACES)]
    text = (
        f"The bridge of {place} fell on day {number}. Nobody was hurt in the fall. "
        f"The mayor of {place} promised a new bridge. It will cost {number + 2} million."
    )
    return {"id": f"a{number}", "date": "2026-01-31", "text": " ".join([text, *more])}


def articles(count: int, **more: str) -> list[dict[str, str]]:
    """So many; ``a7="…"`` adds words to the eighth."""
    return [article(n, *([more[f"a{n}"]] if f"a{n}" in more else [])) for n in range(count)]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "in.jsonl", articles(20))


class Runs(NamedTuple):
    """A batch, the folder of a run that was killed, and what a run gives that is not."""

    source: Path
    killed: Path
    whole: dict[str, str]

    def resumed(self, output: Path) -> Path:
        """The killed run's folder once more, for a run to go on with."""
        return shutil.copytree(self.killed, output)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """Twenty articles, killed after three parts; one worker, so that they are the first three."""
    home = tmp_path_factory.mktemp("runs")
    source = write_lines(home / "in.jsonl", articles(20))
    killed(source, home / "killed", 3, jobs=1)
    return Runs(source, home / "killed", do(source, home / "whole"))


def contents(folder: Path) -> dict[str, str]:
    """A hash of each file."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def results(folder: Path) -> list[dict[str, Any]]:
    parts = sorted(folder.glob("part-*.jsonl"))
    return [json.loads(line) for part in parts for line in part.read_text().splitlines()]


def errors(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "errors.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def do(source: Path | Sequence[Path], output: Path, **options: Any) -> dict[str, str]:
    """Run to the end in a process of our own, and hash what is there."""
    given = {"length": 1, "method": deadly, "part_size": 3, "jobs": 1, "timeout": None, **options}
    summarise_all(source, output, **given)
    assert (output / "_SUCCESS").exists()
    return contents(output)


def script(code: str, *arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Python code in a session of its own; comes back when every process of it is gone.

    They all hold the pipe that its errors go to.
    """
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        start_new_session=True,
        timeout=120,
        check=False,
        **options,
    )


def killed(source: Path, output: Path, parts: int, jobs: int = 2, whom: str = "all") -> None:
    done = script(KILLED, source, output, parts, jobs, whom)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert not (output / "_SUCCESS").exists()


def test_a_batch_is_the_summaries_in_order(source: Path, tmp_path: Path) -> None:
    result = summarise_all(str(source), tmp_path / "out", 2, part_size=7)
    assert (result.done, result.failed) == (20, 0)
    assert [part.name for part in result.parts] == [f"part-0000{n}.jsonl" for n in range(3)]
    found = results(tmp_path / "out")
    for value, made in zip(articles(20), found, strict=True):
        document = Document.from_text(value["text"], id=value["id"])
        expected = json.loads(render(summarise(document, 2), "json"))
        assert made["document"].pop("source")["format"] == "json lines"
        assert made["document"].pop("published") == "2026-01-31"
        del expected["document"]["source"], expected["document"]["published"], expected["request"]
        assert made == expected  # what was asked is in the manifest
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert [(p["first"], p["rows"], p["results"]) for p in manifest["parts"]] == [
        (0, 7, 7),
        (7, 7, 7),
        (14, 6, 6),
    ]
    for part, path in zip(manifest["parts"], result.parts, strict=True):
        assert part["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_bytes_are_the_same_whatever_dies(tmp_path: Path) -> None:
    """A kill of everything; each run has other jobs."""
    source = write_lines(tmp_path / "in.jsonl", WITH_BAD_ONES)
    expected = do(source, tmp_path / "undisturbed", jobs=1)
    assert len(errors(tmp_path / "undisturbed")) == 2
    check_kill(source, tmp_path / "killed", expected, parts=3, jobs=3)


@pytest.mark.slow
def test_the_bytes_are_the_same_whenever_it_dies(tmp_path: Path) -> None:
    """Kills of everything after any number of parts, again and again."""
    source = write_lines(tmp_path / "in.jsonl", WITH_BAD_ONES)
    expected = do(source, tmp_path / "undisturbed", jobs=2)
    for parts in (1, 2, 4, 6):
        check_kill(source, tmp_path / f"killed-{parts}", expected, parts, jobs=1 + parts % 3)
    again = tmp_path / "killed-again"
    for parts in range(1, 6, 2):
        killed(source, again, parts, jobs=1 + parts % 2)
    assert do(source, again) == expected


WITH_BAD_ONES: list[Any] = [*articles(4), "{broken", *articles(15), {"id": "no", "text": " "}]


def check_kill(source: Path, output: Path, expected: dict[str, str], parts: int, jobs: int) -> None:
    """What is there when all was killed is part of what is expected, and what comes then is it."""
    killed(source, output, parts)
    assert len(list(output.glob("part-*"))) >= parts
    kept = {name: each for name, each in contents(output).items() if name in expected}
    assert kept.pop("manifest.json")
    assert kept.items() <= expected.items()
    assert do(source, output, jobs=jobs) == expected


def test_nothing_is_done_twice(runs: Runs, tmp_path: Path) -> None:
    source, output = runs.source, runs.resumed(tmp_path / "out")
    before = {p.name: p.stat().st_mtime_ns for p in output.glob("part-*")}
    do(source, output)
    after = {p.name: p.stat().st_mtime_ns for p in output.glob("part-*")}
    kept = [name for name in before if after[name] == before[name]]
    assert len(kept) >= 2  # the last may have been there before the journal said so
    whole = {p.name: p.stat().st_mtime_ns for p in output.iterdir()}
    assert summarise_all(source, output, 1, deadly, part_size=3, timeout=None).done == 20
    assert {p.name: p.stat().st_mtime_ns for p in output.iterdir()} == whole


def test_a_journal_that_was_cut_off_is_read_up_to_there(runs: Runs, tmp_path: Path) -> None:
    output = runs.resumed(tmp_path / "out")
    journal = output / ".journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-7])
    (output / ".part-00005.jsonl.tmp").write_text("half of a p")
    assert do(runs.source, output) == runs.whole


@pytest.mark.parametrize("name", ["part-00001.jsonl", ".journal.jsonl", "both"])
def test_a_changed_byte_is_noticed_and_its_part_made_anew(
    name: str, runs: Runs, tmp_path: Path
) -> None:
    output = runs.resumed(tmp_path / "out")
    names = ["part-00001.jsonl", ".journal.jsonl"] if name == "both" else [name]
    for each in names:
        data = bytearray((output / each).read_bytes())
        data[len(data) // 2] ^= 1
        (output / each).write_bytes(data)
    result = summarise_all(runs.source, output, 1, deadly, part_size=3, jobs=1, timeout=None)
    assert {path.name for path in result.remade} <= set(names)
    assert result.remade
    assert contents(output) == runs.whole


@pytest.mark.parametrize(
    "line", [b"7\n", b"[]\n", b'{"part": 1}\n', b"\xff\n", b'{"done": 1}\n', b"[" * 9999 + b"\n"]
)
def test_a_journal_of_another_shape_is_no_journal(line: bytes, runs: Runs, tmp_path: Path) -> None:
    output = runs.resumed(tmp_path / "out")
    (output / ".journal.jsonl").write_bytes(line * 2)
    assert do(runs.source, output) == runs.whole


@pytest.mark.parametrize("data", [b"", b"[]", b'{"format": 1, "plan": 7}', b"\x00" * 99])
def test_a_damaged_manifest_is_one_line_and_restart_works(
    data: bytes, runs: Runs, tmp_path: Path
) -> None:
    output = runs.resumed(tmp_path / "out")
    (output / "manifest.json").write_bytes(data)
    with pytest.raises(InputError, match=r"manifest\.json: is damaged, .* use --restart"):
        do(runs.source, output)
    assert do(runs.source, output, restart=True) == runs.whole
    manifest = (output / "manifest.json").read_bytes()
    (output / "manifest.json").write_bytes(manifest.replace(b'"rows": 3', b'"rows": 4', 1))
    with pytest.raises(InputError, match=r"manifest\.json: is damaged"):
        do(runs.source, output)
    assert do(runs.source, output, restart=True) == runs.whole


def test_nothing_outside_the_folder_is_written_through_a_link(runs: Runs, tmp_path: Path) -> None:
    output = runs.resumed(tmp_path / "out")
    theirs = tmp_path / "theirs"
    theirs.write_text("theirs")
    for name in (".manifest.json.tmp", ".part-00005.jsonl.tmp", ".errors.jsonl.tmp"):
        (output / name).symlink_to(theirs)
    assert do(runs.source, output) == runs.whole
    for name in (".journal.jsonl", ".lock", ".work"):
        again = shutil.copytree(runs.killed, tmp_path / f"out{name}")
        (again / name).unlink(missing_ok=True)
        (again / name).symlink_to(theirs)
        with pytest.raises(InputError, match=r"is not a regular file|is a link"):
            do(runs.source, again)
    assert theirs.read_text() == "theirs"


@pytest.mark.parametrize("name", [".lock", ".journal.jsonl", "manifest.json", "part-00001.jsonl"])
def test_a_pipe_in_the_folder_is_not_waited_for(name: str, runs: Runs, tmp_path: Path) -> None:
    output = runs.resumed(tmp_path / "out")
    (output / name).unlink(missing_ok=True)
    os.mkfifo(output / name)
    if name.startswith("part"):
        assert do(runs.source, output) == runs.whole
    else:
        with pytest.raises(InputError, match="is not a regular file"):
            do(runs.source, output)


def test_parts_without_a_journal_are_made_anew_and_never_removed(
    runs: Runs, tmp_path: Path
) -> None:
    output = runs.resumed(tmp_path / "out")
    (output / ".journal.jsonl").unlink()
    before = contents(output)
    with pytest.raises(InputError, match=r'holds a run with length "1", not "2"'):
        do(runs.source, output, length=2)
    assert contents(output) == before
    assert do(runs.source, output) == runs.whole


def test_no_worker_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    """One of them hangs; script() waits until all are gone."""
    source = write_lines(tmp_path / "in.jsonl", articles(20, a4=HANG))
    killed(source, tmp_path / "out", 3, whom="parent")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="what ends it there is Linux's")
def test_not_even_one_that_lets_no_thread_run(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", articles(20, a4=HOG))
    killed(source, tmp_path / "out", 3, whom="parent")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_worker_that_dies_is_replaced(jobs: int, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    source = write_lines(tmp_path / "in.jsonl", articles(12, a4=f"{ONCE}{mark} now"))
    out = do(source, tmp_path / "out", jobs=jobs)
    assert mark.exists()
    assert errors(tmp_path / "out") == []
    assert do(source, tmp_path / "undisturbed") == out


@pytest.mark.parametrize("jobs", [2, pytest.param(1, marks=pytest.mark.slow)])
def test_what_kills_or_hangs_is_left_out_and_the_rest_is_done(jobs: int, tmp_path: Path) -> None:
    given = articles(14, a1=KILL, a2=KILL, a7=HANG, a10=STRANGE, a13=KILL)
    source = write_lines(tmp_path / "in.jsonl", given)
    do(source, tmp_path / "out", timeout=3, jobs=jobs)
    assert [(e["id"], e["row"], e["line"]) for e in errors(tmp_path / "out")] == [
        ("a1", 1, 2),
        ("a2", 2, 3),
        ("a7", 7, 8),
        ("a10", 10, 11),
        ("a13", 13, 14),
    ]
    reasons = [error["reason"] for error in errors(tmp_path / "out")]
    assert reasons[0] == "crashed its worker process 2 times: killed by SIGKILL"
    assert reasons[2] == "took longer than 3 s"
    assert "RecursionError: too deep" in reasons[3]
    ids = [result["document"]["id"] for result in results(tmp_path / "out")]
    assert ids == [f"a{n}" for n in range(14) if n not in (1, 2, 7, 10, 13)]


def test_deaths_between_rows_come_to_an_end(source: Path) -> None:
    job = Job(Length(1))
    pool = Pool(1, job.try_out)
    do = partial(summarise_row, job=job)
    part = WorkPart(0, list(Input([str(source)]).rows()), do)
    for _ in range(4):
        pool._workers = [cast("Any", _Dead(part))]
        pool._replace(pool._workers[0])
        assert pool._waiting.pop() is part
        assert isinstance(cast("ArticleRow", part.rows[0]).value, bytes)
    pool._workers = [cast("Any", _Dead(part))]
    pool._replace(pool._workers[0])
    assert "5 times: exit code 1" in str(cast("ArticleRow", part.rows[0]).value)
    assert isinstance(cast("ArticleRow", part.rows[1]).value, bytes)


class _Dead:
    at = overdue = NO_ITEM
    ending = "exit code 1"
    is_stopped = False

    def __init__(self, part: WorkPart) -> None:
        self.part = part

    def end(self, patience: float) -> None:
        pass


def test_an_article_that_gives_nothing_is_listed(tmp_path: Path) -> None:
    lines: list[Any] = [
        article(0),
        "{broken",
        "",
        {"id": "blank", "text": "  "},
        {"id": 7, "text": 7},
        {"id": "long", "text": "word " * 100},
        {"text": "A text in no language.", "language": "xx"},
        [1],
        article(1),
    ]
    source = write_lines(tmp_path / "in.jsonl", lines)
    with source.open("ab") as file:
        file.write(b'{"id": "latin", "text": "caf\xe9"}\n')
    done = run("batch", source, "-o", tmp_path / "out", "--max-chars", 200, "--part-size", 2)
    assert failed(done, 1).endswith(f"7 of 9 articles failed: see {tmp_path}/out/errors.jsonl\n")
    assert (tmp_path / "out" / "_SUCCESS").exists()
    found = errors(tmp_path / "out")
    assert [(e["id"], e["line"], e["row"]) for e in found] == [
        ("in:2", 2, 1),
        ("blank", 4, 2),
        ("7", 5, 3),
        ("long", 6, 4),
        ("in:7", 7, 5),
        ("in:8", 8, 6),
        ("in:10", 10, 8),
    ]
    reasons = [error["reason"] for error in found]
    assert reasons[0].startswith("not JSON: ")
    assert reasons[1] == "the text contains only blanks"
    assert reasons[3] == "500 characters, more than the 200 allowed"
    assert reasons[6].startswith("not UTF-8 at byte ")
    assert {error["file"] for error in found} == {str(source)}
    again = run("batch", source, "-o", tmp_path / "out", "--max-chars", 200, "--part-size", 2)
    assert failed(again, 1) == failed(done, 1)


def without_source(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for each in found:
        each["document"].pop("source")
    return found


def as_table(values: Iterable[dict[str, str]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, ["id", "date", "text"])
    writer.writeheader()
    writer.writerows(values)
    return file.getvalue()


@pytest.fixture
def expected(source: Path, tmp_path: Path) -> list[dict[str, Any]]:
    """What the plain JSON Lines give."""
    do(source, tmp_path / "expected", method="lead")
    return without_source(results(tmp_path / "expected"))


def test_every_input_of_the_same_articles_gives_the_same(
    expected: list[dict[str, Any]], source: Path, tmp_path: Path
) -> None:
    table = as_table(articles(20)).encode()
    folder = tmp_path / "folder"
    folder.mkdir()
    write_lines(folder / "1.jsonl", articles(20)[:9])
    (folder / "2.csv").write_text(as_table(articles(20)[9:]), encoding="utf-8", newline="")
    lines = source.read_bytes().splitlines(keepends=True)
    inputs = {
        "strung.jsonl.gz": b"".join(map(gzip.compress, lines)),
        "not-packed.jsonl.gz": source.read_bytes(),
        "packed.jsonl.gz": gzip.compress(source.read_bytes()),
        "table.csv": table,
        "table.CSV.GZ": gzip.compress(table),
        "marked.jsonl": b"\xef\xbb\xbf" + source.read_bytes(),
    }
    for name, data in inputs.items():
        (tmp_path / name).write_bytes(data)
    for name in [*inputs, "folder"]:
        do(tmp_path / name, tmp_path / "out" / name, method="lead")
        assert without_source(results(tmp_path / "out" / name)) == expected, name


def test_arrow_reads_and_writes_the_same(
    expected: list[dict[str, Any]], source: Path, tmp_path: Path
) -> None:
    arrow = pytest.importorskip("pyarrow", reason="the extra batch is not installed")
    from pyarrow import parquet

    packed = tmp_path / "in.jsonl.zst"
    codec = arrow.Codec("zstd")
    lines = source.read_bytes().splitlines(keepends=True)
    packed.write_bytes(b"".join(codec.compress(line, asbytes=True) for line in lines))
    tallies: list[Tally] = []
    do(packed, tmp_path / "zst", method="lead", progress=tallies.append)
    assert tallies[-1].share == 1
    assert without_source(results(tmp_path / "zst")) == expected
    table = arrow.Table.from_pylist([{**each, "other": 1} for each in articles(20)])
    parquet.write_table(table, tmp_path / "in.parquet", row_group_size=6)
    do(tmp_path / "in.parquet", tmp_path / "pq", method="lead", format="parquet")
    two = do(tmp_path / "in.parquet", tmp_path / "2", method="lead", format="parquet", jobs=2)
    assert contents(tmp_path / "pq") == two
    parts = sorted((tmp_path / "pq").glob("part-*.parquet"))
    found = [each for part in parts for each in parquet.read_table(part).to_pylist()]
    for each in found:
        assert each.pop("tokenizer") is each["document"].pop("text") is None
        assert each["document"]["source"]["format"] == "parquet"
    assert without_source(found) == expected


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet"])
def test_fields_may_be_called_otherwise(name: str, tmp_path: Path) -> None:
    row = {"body": "The bridge fell. Nobody was hurt.", "head": "Bridge", "day": "2026-1-31"}
    path = tmp_path / name
    if name.endswith("parquet"):
        arrow = pytest.importorskip("pyarrow", reason="the extra batch is not installed")
        parquet = pytest.importorskip("pyarrow.parquet")
        parquet.write_table(arrow.Table.from_pylist([row]), path)
    elif name.endswith("csv"):
        path.write_text("sep=;\nBody;head;day\n" + ";".join(row.values()) + "\n")
    else:
        path.write_text(json.dumps(row))
    fields = ["--text-field", "body", "--title-field", "head", "--date-field", "day"]
    passed(run("batch", "--quiet", "--jobs", "1", *fields, "-o", tmp_path / "out", path))
    (found,) = results(tmp_path / "out")
    assert (found["document"]["title"], found["document"]["published"]) == ("Bridge", "2026-01-31")


def test_without_arrow_the_extra_is_named(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dependencies, "find_spec", lambda _: None)
    (tmp_path / "in.zst.jsonl").write_bytes(b"\x28\xb5\x2f\xfd")
    (tmp_path / "in.parquet").write_bytes(b"PAR1")
    for name in ("in.zst.jsonl", "in.parquet"):
        with pytest.raises(MissingDependencyError, match=r"needs pyarrow, .*\[batch\]"):
            do(tmp_path / name, tmp_path / "out" / name)
    with pytest.raises(MissingDependencyError, match="writing Parquet needs pyarrow"):
        do(source, tmp_path / "pq", format="parquet")
    assert not (tmp_path / "pq").exists()


def test_files_of_one_article_are_rows_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(article(number)["text"])
    (folder / "3.txt").write_text("")
    (folder / "4.md").write_text(f"# A heading\n\n{article(4)['text']}")
    output = tmp_path / "out"
    result = summarise_all(folder, output, 1)
    assert (result.done, result.failed) == (4, 1)
    assert [each["document"]["id"] for each in results(output)] == ["0", "1", "2", "4"]
    assert errors(output) == [
        {"id": "3", "row": 3, "file": f"{folder}/3.txt", "line": 0, "reason": "the file is empty"}
    ]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_rows(count: int, tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", articles(count))
    do(source, tmp_path / "out", part_size=1)
    assert len(list((tmp_path / "out").glob("part-*"))) == count == len(results(tmp_path / "out"))


def test_an_item_of_several_documents_gives_a_summary_of_each(tmp_path: Path) -> None:
    item = {"id": "both", "documents": [article(0), {"text": article(1)["text"]}]}
    do(write_lines(tmp_path / "in.jsonl", [item]), tmp_path / "out")
    assert [r["document"]["id"] for r in results(tmp_path / "out")] == ["both/a0", "both/2"]


def test_another_run_in_the_folder_is_refused_by_what_differs(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    before = do(source, output)
    with pytest.raises(InputError, match=r'holds a run with length "1", not "2"'):
        do(source, output, length=2)
    with pytest.raises(InputError, match=r"holds a run with part-size 3, not 4"):
        do(source, output, part_size=4)
    other = write_lines(tmp_path / "other.jsonl", articles(2))
    with pytest.raises(InputError, match="holds a run with different input"):
        do(other, output)
    assert contents(output) == before
    write_lines(source, articles(21))
    with pytest.raises(InputError, match="the same input before it changed"):
        do(source, output)
    (output / "notes.txt").write_text("mine")
    do(source, output, part_size=11, restart=True)
    assert sorted(p.name for p in output.iterdir()) == [
        ".lock",
        "_SUCCESS",
        "errors.jsonl",
        "manifest.json",
        "notes.txt",
        "part-00000.jsonl",
        "part-00001.jsonl",
    ]
    assert len(results(output)) == 21


def test_a_part_that_is_gone_is_noticed(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    do(source, output)
    (output / "part-00002.jsonl").unlink()
    with pytest.raises(InputError, match=r"part-00002\.jsonl: is missing or was changed"):
        do(source, output)


@pytest.mark.parametrize("restart", [False, True])
def test_a_folder_with_something_else_is_refused(
    restart: bool, source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    output.mkdir()
    (output / "part-00000.jsonl").write_text("mine")
    with pytest.raises(
        InputError, match=r"holds 'part-00000\.jsonl', which is not part of a batch"
    ):
        do(source, output, restart=restart)
    assert [path.name for path in output.iterdir()] == ["part-00000.jsonl"]
    (output / "manifest.json").write_text("{}")
    with pytest.raises(InputError, match=r"manifest\.json: was not written by this version"):
        do(source, output, restart=restart)
    assert (output / "part-00000.jsonl").read_text() == "mine"


def test_two_runs_at_once_are_refused(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    with opened(output, {}, "jsonl", restart=False):
        assert "in use by another run" in failed(run("batch", source, "-o", output), 1)
    assert "{}" not in passed_with_note(run("batch", source, "-o", output))


def passed_with_note(result: subprocess.CompletedProcess[bytes]) -> str:
    assert (result.returncode, result.stdout) == (0, b""), result.stderr.decode()
    return result.stderr.decode()


def test_a_full_disk_ends_it_and_nothing_is_lost(tmp_path: Path) -> None:
    """The third part is larger than a file may be; the disk behaves so when it is full."""
    long = " ".join(f"The bridge of number {number} fell too." for number in range(300))
    source = write_lines(tmp_path / "in.jsonl", articles(9, a7=long))
    limit = 40_000
    command = [COMMAND, "batch", source, "-o", tmp_path / "out", "--part-size", "3", "-l", "100%"]
    full = subprocess.run(
        list(map(str, command)),
        capture_output=True,
        # What measures coverage would write more than is allowed here.
        env={k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        check=False,
    )
    message = failed(full, 1)
    assert message.endswith("out/part-00002.jsonl: cannot be written: file too large\n")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert not {"_SUCCESS", ".part-00002.jsonl.tmp", "part-00002.jsonl"} & names
    assert passed_with_note(run(*command[1:])) == "summarise: 9 articles summarised, 3 parts\n"
    assert passed_with_note(run(*command[1:-5], tmp_path / "undisturbed", *command[-4:]))
    assert contents(tmp_path / "out") == contents(tmp_path / "undisturbed")


def test_a_file_is_no_folder_to_write_into(source: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    message = failed(run("batch", source, "-o", file), 1)
    assert message == f"summarise: {file}: cannot be written: file exists\n"


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b"])
def test_a_name_that_no_file_can_have_is_refused(name: str, source: Path, tmp_path: Path) -> None:
    for given_source, output in ((name, tmp_path / "out"), (source, name)):
        with pytest.raises(InputError, match="is not a file name"):
            summarise_all(given_source, output, 1, jobs=1)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_cannot_be_written_is_told(source: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    message = failed(run("batch", source, "-o", closed), 1)
    assert message == f"summarise: {closed}: cannot be written: permission denied\n"


def test_an_input_that_changes_meanwhile_makes_no_success(source: Path, tmp_path: Path) -> None:
    def change(_tally: Tally) -> None:
        source.touch()

    with pytest.raises(ReadError, match=r"in\.jsonl: changed while being read"):
        do(source, tmp_path / "out", progress=change)
    assert not (tmp_path / "out" / "_SUCCESS").exists()
    assert len(results(tmp_path / "out")) == 20


def test_another_input_of_the_same_size_and_time_is_noticed(source: Path, tmp_path: Path) -> None:
    do(source, tmp_path / "out")
    before = source.stat()
    source.write_bytes(source.read_bytes().replace(b"day 19", b"day 91"))
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(InputError, match="the same input before it changed"):
        do(source, tmp_path / "out")


def test_an_input_that_is_cut_off_ends_it_and_what_is_done_stays(tmp_path: Path) -> None:
    whole = write_lines(tmp_path / "in.jsonl", articles(3000)).read_bytes()
    packed = tmp_path / "cut.jsonl.gz"
    packed.write_bytes(gzip.compress(whole)[:-1000])
    with pytest.raises(ReadError, match=r"cut\.jsonl\.gz: is damaged or truncated"):
        do(packed, tmp_path / "out", part_size=500)
    assert not (tmp_path / "out" / "_SUCCESS").exists()
    assert (tmp_path / "out" / "part-00000.jsonl").exists()


INTERRUPTED = """
import os, signal, sys
from contextlib import contextmanager
from pathlib import Path
from importlib import import_module
from summarizer.cli import run
source, output, name = sys.argv[1:]
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
@contextmanager
def counted(quiet):
    def look(tally):
        if list(Path(output).glob("part-*")):
            if name == "SIGINT":  # a terminal sends it to all processes
                os.killpg(0, signal.SIGINT)
            os.kill(os.getpid(), getattr(signal, name))
    yield look
import_module("summarizer.cli.batch").counted = counted
sys.argv[1:] = ["batch", source, "-o", output, "--part-size", "3", "-l", "1"]
run()
"""


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_an_interrupt_leaves_what_is_done(
    name: str, code: int, source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    done = script(INTERRUPTED, source, output, name)
    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")
    assert not (output / "_SUCCESS").exists()
    options = ("--part-size", 3, "-l", 1)
    assert passed_with_note(run("batch", source, "-o", output, *options))
    assert passed_with_note(run("batch", source, "-o", tmp_path / "whole", *options))
    assert contents(output) == contents(tmp_path / "whole")


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="the system does not tell who is stopped")
@pytest.mark.parametrize("timeout", [None, 60])
def test_a_worker_that_was_stopped_is_replaced_and_no_row_is_blamed(
    timeout: float | None, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_LOOK_EVERY", 0.01)
    stopped: list[int] = []

    def stop(tally: Tally) -> None:
        if tally.done and not stopped:
            stopped.extend(child.pid or 0 for child in multiprocessing.active_children())
            for each in stopped:
                os.kill(each, signal.SIGSTOP)

    out = do(source, tmp_path / "out", timeout=timeout, progress=stop)
    assert stopped
    assert not errors(tmp_path / "out")
    if timeout is None:
        assert do(source, tmp_path / "undisturbed") == out


def test_memory_that_runs_out_is_a_reason(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", articles(6, a1=STARVE, a3=STARVE_ALL))
    do(source, tmp_path / "out")
    assert [(e["id"], e["reason"]) for e in errors(tmp_path / "out")] == [
        ("a1", "out of memory"),
        ("a3", "crashed its worker process 2 times: out of memory"),
    ]


def test_a_script_that_starts_itself_again_is_told_so(source: Path, tmp_path: Path) -> None:
    code = tmp_path / "unguarded.py"
    call = f"summarise_all({str(source)!r}, {str(tmp_path / 'out')!r})"
    code.write_text(f"from summarizer.batch import summarise_all\n{call}\n")
    done = subprocess.run([sys.executable, code], capture_output=True, check=False)
    assert done.returncode == 1
    last = done.stderr.decode().splitlines()[-1]
    assert "worker processes exit at start-up: exit code 1" in last
    assert 'under if __name__ == "__main__":' in last


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"method": "nothing"}, UnknownNameError, "unknown method"),
        ({"language": "xx"}, UnknownNameError, "unknown language"),
        ({"splitter": "nothing"}, UnknownNameError, "unknown splitter"),
        ({"format": "xml"}, UnknownNameError, "unknown format"),
        ({"jobs": 0}, UsageError, "jobs must be a whole number from 1"),
        ({"part_size": 0}, UsageError, "part_size must be a whole number from 1"),
        ({"timeout": -1}, UsageError, "the timeout must be a number of seconds"),
        ({"method": lambda features: features}, UsageError, "a function of a module"),
    ],
)
def test_wrong_usage_is_told_before_any_article(
    options: dict[str, Any], error: type[Exception], message: str, source: Path, tmp_path: Path
) -> None:
    with pytest.raises(error, match=message):
        do(source, tmp_path / "out", **options)
    assert not list(tmp_path.glob("out/part-*"))


@pytest.mark.parametrize("options", [{"part_size": 0}, {"splitter": "nothing"}])
def test_a_folder_is_as_good_as_new_after_wrong_usage(
    options: dict[str, Any], runs: Runs, tmp_path: Path
) -> None:
    """Whether it is seen at once, or by the workers."""
    with pytest.raises(SummarizerError):
        do(runs.source, tmp_path / "out", **options)
    assert do(runs.source, tmp_path / "out") == runs.whole


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "in.jsonl")
    with pytest.raises(ReadError, match="is not a regular file"):
        do(tmp_path / "in.jsonl", tmp_path / "out")


def test_a_part_of_large_rows_has_fewer(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "LARGEST", source.stat().st_size // 4)
    do(source, tmp_path / "out", part_size=100)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert [part["rows"] for part in manifest["parts"]] == [6, 6, 5, 3]


@pytest.mark.parametrize("name", ["-", "https://example.org/a.jsonl"])
def test_what_cannot_be_read_twice_is_refused(name: str, tmp_path: Path) -> None:
    assert "save it to a file first" in stopped(run("batch", name, "-o", tmp_path / "out"), 2)


def test_resume_and_restart_contradict(source: Path, tmp_path: Path) -> None:
    arguments = ("batch", source, "-o", tmp_path / "out", "--quiet")
    assert "cannot be combined" in stopped(run(*arguments, "--resume", "--restart"), 2)
    assert passed(run(*arguments, "--resume")) == ""
    assert passed(run(*arguments, "--restart")) == ""


def test_a_line_that_is_too_long_costs_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "ROW_BYTES", 500)
    long = {"id": "long", "text": "word " * 1000}
    source = write_lines(tmp_path / "in.jsonl", [article(0), long, article(1), long])
    found = list(Input([str(source)]).rows())
    assert [(row.line, type(row.value)) for row in found] == [
        (1, bytes),
        (2, ReadError),
        (3, bytes),
        (4, ReadError),
    ]
    table = tmp_path / "in.csv"
    table.write_text(as_table([article(0), long, article(1)]), newline="")
    found = list(Input([str(table)]).rows())
    assert [(row.line, type(row.value)) for row in found] == [(2, dict), (3, ReadError), (4, dict)]


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.csv.gz"])
@pytest.mark.parametrize("more", [b"\n" * 1000, b"word " * 200, b'"some words\n' * 90])
def test_a_file_that_unpacks_to_far_too_much_is_refused(
    name: str, more: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "PACKED_HARMLESS", 50_000)
    monkeypatch.setattr(rows, "PACKED_BY", 50)
    head = b"id,text\n1,Some words.\n" if "csv" in name else b'{"text": "Some words."}\n'
    (tmp_path / name).write_bytes(gzip.compress(head + more * 500))
    with pytest.raises(ReadError, match=rf"{name}: unpacks to more than 50 times its size"):
        list(Input([str(tmp_path / name)]).rows())


def test_a_row_of_a_table_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "ROW_BYTES", 500)
    monkeypatch.setattr(rows, "_LONG", 50)
    monkeypatch.setattr(rows, "ROW_FIELDS", 60)
    monkeypatch.setattr(rows, "BLANK_LINES", 9)
    source = tmp_path / "in.csv"
    lines = [
        "id,text",
        "1,good",
        "2," + "w " * 999,
        "," * 99,
        "3,good",
        '4,"open',
        *["wide " * 20] * 5,
    ]
    source.write_text("\n".join([*lines, "5,good", ""]))
    found = list(Input([str(source)]).rows())
    told = {row.line: str(row.value) for row in found}
    assert told[3].endswith("line 3: longer than 500 bytes: is a quote not closed?")
    assert told[4].endswith("line 4: more than 60 fields")
    assert told[6].endswith("line 6: longer than 500 bytes: is a quote not closed?")
    good = [row.value for row in found if isinstance(row.value, dict) and len(row.value) == 2]
    assert [each["id"] for each in cast("list[dict[str, str]]", good)] == ["1", "3", "5"]
    source.write_text("id,text\n1,good\n" + "\n" * 10)
    with pytest.raises(ReadError, match=r"in\.csv: line 12: more than 9 empty lines in a row"):
        list(Input([str(source)]).rows())


def test_large_rows_of_parquet_are_held_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrow = pytest.importorskip("pyarrow", reason="the extra batch is not installed")
    from pyarrow import parquet

    path = tmp_path / "in.parquet"
    parquet.write_table(arrow.table({"text": ["word " * 200_000] * 40}), path, compression="zstd")
    before = arrow.total_allocated_bytes()
    held = [arrow.total_allocated_bytes() - before for _ in Input([str(path)]).rows()]
    assert max(held) < 20_000_000
    monkeypatch.setattr(rows, "PACKED_HARMLESS", 50_000)
    with pytest.raises(ReadError, match="unpacks to more than 500 times its size"):
        list(Input([str(path)]).rows())
    monkeypatch.setattr(rows, "ROW_BYTES", 500)
    columns = {"id": ["a", "b", "c"], "text": ["word", "word " * 101, "w" * 500]}
    parquet.write_table(arrow.table(columns), tmp_path / "long.parquet")
    good, long, longest = Input([str(tmp_path / "long.parquet")]).rows()
    assert str(long.value).endswith("long.parquet, row 2: longer than 500 bytes")
    assert [good.id, longest.id] == ["a", "c"]
    parquet.write_table(arrow.table({"documents": arrow.nulls(1_000_000)}), path)
    with pytest.raises(ReadError, match="unpacks to more than 500 times its size"):
        list(Input([str(path)]).rows())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.binary(max_size=40), st.text(max_size=40)), max_size=6))
def test_any_bytes_are_rows_and_any_row_has_an_outcome(
    tmp_path: Path, lines: list[bytes | str]
) -> None:
    source = tmp_path / "any.jsonl"
    made = [
        line if isinstance(line, bytes) else json.dumps({"text": line}).encode() for line in lines
    ]
    source.write_bytes(b"\n".join(made))
    try:
        found = list(Input([str(source)]).rows())
    except ReadError:  # the mark of another encoding, or of a packed file
        return
    outcomes = list(summarise_rows(found, Job(Length(1))))
    assert len(outcomes) == len(found)
    for row, outcome in zip(found, outcomes, strict=True):
        assert bool(outcome.results) != bool(outcome.failure)
        assert row.line <= len(b"".join(made)) + len(made)


def test_progress_says_rate_failures_and_time_left() -> None:
    seconds = iter([100.0, 110.0, 120.0])
    pace = Pace(lambda: next(seconds))
    assert pace.describe(Tally(1000, 2, 0.5)) == "1,000 articles, 2 failed"
    line = "3,000 articles, 2 failed, 200/s, 0:00:10 left"
    assert pace.describe(Tally(3000, 2, 0.75)) == line
    assert pace.describe(Tally(4999, 3, 1.0)).endswith("3 failed, 200/s, 0:00:00 left")


def test_progress_counts_what_is_finished(source: Path, tmp_path: Path) -> None:
    """All is read at once; that alone brings the bar nowhere."""
    tallies: list[Tally] = []
    do(source, tmp_path / "out", progress=tallies.append)
    begun = [tally.share for tally in tallies if not tally.done]
    assert begun
    assert set(begun) == {0}
    shares = [tally.share for tally in tallies]
    assert (shares[-1], shares) == (1, sorted(shares))


def test_progress_on_a_terminal_is_gone_at_the_end(source: Path, tmp_path: Path) -> None:
    command = [COMMAND, "batch", str(source), "-o", str(tmp_path / "out"), "--part-size", "2"]
    shown = at_terminal(command, stream="stderr")
    assert (shown.code, shown.pipe) == (0, "")
    assert "20 articles, 0 failed" in shown.plain
    assert shown.plain.splitlines()[-1].endswith("summarise: 20 articles summarised, 10 parts")


def test_progress_is_told_of_every_article_once(source: Path, tmp_path: Path) -> None:
    tallies: list[Tally] = []
    do(source, tmp_path / "out", progress=tallies.append)
    done = [tally.done for tally in tallies]
    assert (done[0], done[-1], done) == (0, 20, sorted(done))
    assert all(0 <= tally.share <= 1 for tally in tallies)
    assert tallies[-1].share == 1


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "shift_jis"])
@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".csv"])
def test_the_encoding_of_records_may_be_named(encoding: str, suffix: str, tmp_path: Path) -> None:
    word = "京都" if encoding == "shift_jis" else "Café"
    texts = [f"{word} {number} is closed. It was old." * 3 for number in range(200)]
    if suffix == ".csv":
        whole = "text\n" + "".join(f"{text}\n" for text in texts)
    else:
        whole = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    data = whole.encode(encoding)
    (tmp_path / f"in{suffix}").write_bytes(gzip.compress(data) if "gz" in suffix else data)
    rows = [*Input([str(tmp_path / f"in{suffix}")], encoding=encoding).rows()]
    job = Job(Length(1), "lead", encoding=encoding, language="en")
    found = [outcome.results[0] for outcome in summarise_rows(rows, job)]
    assert len(found) == 200
    assert all(f"{word} {number} is closed." in line for number, line in enumerate(found))
    assert f'"encoding": "{codecs.lookup(encoding).name}"' in found[0]


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
def test_a_mark_before_a_table_is_no_part_of_its_header(mark: str, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f"{mark}text,id\nThe café closed.,a\n", encoding="utf-8")
    source = Input([str(path)])
    (row,) = source.rows()
    assert row.value == {"text": "The café closed.", "id": "a"}
    assert source.share_read() == 1


def test_a_batch_takes_the_day_and_the_folders_below(tmp_path: Path) -> None:
    (tmp_path / "in" / "below").mkdir(parents=True)
    (tmp_path / "in" / "below" / "a.txt").write_bytes("Café closed. It was old.".encode("cp1252"))
    given = "--recursive", "--encoding", "cp1252", "--date", "2026-01-31", "--jobs", 1
    done = run("batch", tmp_path / "in", "-o", tmp_path / "out", *given)
    assert done.returncode == 0, done.stderr
    (line,) = (tmp_path / "out" / "part-00000.jsonl").read_text("utf-8").splitlines()
    document = json.loads(line)["document"]
    assert (document["published"], document["source"]["encoding"]) == ("2026-01-31", "cp1252")
    wrong = run("batch", tmp_path / "in", "-o", tmp_path / "out", "--date", "soon", "--recursive")
    assert wrong.returncode == 2
