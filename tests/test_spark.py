"""Spark gives what local batch gives, however the rows are partitioned and whoever dies."""

import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from summarizer import InputError, dependencies
from summarizer.batch import summarise_all
from summarizer.batch.folder import WrittenPart, opened, write_part
from summarizer.spark import sessions

from .commands import COMMAND, failed, run
from .conftest import ROOT
from .deadly import KILL
from .items import write_lines
from .test_batch import articles, contents, errors, results, without_source

SMALL = {"spark.driver.memory": "512m", "spark.sql.shuffle.partitions": "4"}
BAD = ["no json", '{"id": "blank", "text": " "}', '{"id": "late", "text": "One.", "date": "x"}']

PLUGIN = """
def ours(features):
    return features.sizes
"""

KILLED = """
import os, signal, sys
from summarizer.spark import summarise_all
def look(tally):
    if tally.done:
        os.kill(os.getpid(), signal.SIGKILL)
summarise_all(sys.argv[1], sys.argv[2], 1, "lead", part_size=2, master="local[1,4]",
              conf={"spark.driver.memory": "512m"}, progress=look)
"""


def environment(**more: str) -> dict[str, str]:
    """Loopback only, for whatever Spark would look up."""
    return {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", **more}


def python(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=environment(PYSPARK_PYTHON=sys.executable),
        capture_output=True,
        check=False,
        timeout=900,
    )


def shards(folder: Path) -> list[str]:
    """Articles in files of several kinds, bad ones among them; one file is one article."""
    folder.mkdir()
    rows = articles(60)
    write_lines(folder / "a.jsonl", [*rows[:13], *BAD, *rows[13:20]])
    packed = "".join(f"{json.dumps(row)}\n" for row in rows[20:31]).encode()
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(packed))
    lines = [",".join(["id", "text"]), *(f'{r["id"]},"{r["text"]}"' for r in rows[31:35])]
    (folder / "c.csv").write_text("\n".join(lines), encoding="utf-8")
    for number in range(35, 38):
        (folder / f"d{number}.txt").write_text(rows[number]["text"], encoding="utf-8")
    (folder / "empty.jsonl").touch()
    table(folder / "f.parquet", rows[38:])
    return [str(folder)]


def table(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.Table.from_pylist(list(rows)), path, row_group_size=5)
    return path


def plugin(folder: Path) -> Path:
    """An installed package that registers the method "ours"."""
    told = folder / "ours-1.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: ours\nVersion: 1\n")
    (told / "entry_points.txt").write_text("[summarizer.rankers]\nours = ours_plugin:ours\n")
    (folder / "ours_plugin.py").write_text(PLUGIN)
    return folder


ROWS: list[dict[str, Any]] = [
    {"id": row["id"], "date": row["date"], "text": row["text"], "note": "passed over"}
    for row in articles(30)
] + [{"id": "none", "date": None, "text": None, "note": ""}]
SCHEMA = "id string, date string, text string, note string"
OPTIONS = {"length": 1, "method": "lead"}
PARTITIONS = (1, 3, 8)
BATCHES: dict[str, dict[str, Any]] = {
    "small": {**OPTIONS, "part_size": 7},
    "one": {**OPTIONS, "part_size": 1000},
    "parquet": {**OPTIONS, "part_size": 10, "format": "parquet", "max_chars": 150},
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="module")
def came(place: Path, spark_here: None) -> dict[str, Any]:
    """What came of all that is done in one session."""
    inputs = shards(place / "in")
    cut = gzip.compress(b'{"text": "One here. Two there."}\n' * 50)[:-9]
    (place / "cut.jsonl.gz").write_bytes(cut)
    (place / "plain.jsonl").write_text('{"text": "One here. Two there."}\n')
    tasks: dict[str, Any] = {"threads": {"do": "threads"}}  # in a worker that did nothing yet
    tasks |= {
        f"frame {n}": {
            "do": "frame",
            "rows": [list(row.values()) for row in ROWS],
            "schema": SCHEMA,
            "partitions": n,
            "options": OPTIONS,
        }
        for n in PARTITIONS
    }
    for name, options in BATCHES.items():
        output = str(place / f"spark-{name}")
        tasks[name] = {"do": "batch", "inputs": inputs, "output": output, "options": options}
    ours = {"method": "ours"}
    plain = [str(place / "plain.jsonl")]
    lacking = {"do": "lacking", "inputs": plain, "output": str(place / "o"), "options": ours}
    cut_off = {"inputs": [str(place / "cut.jsonl.gz")], "output": str(place / "c"), "options": {}}
    write_lines(place / "deadly.jsonl", articles(9, a7=KILL))
    killed = {
        "inputs": [str(place / "deadly.jsonl")],
        "output": str(place / "k"),
        "options": {"method": "deadly"},
    }
    unwritable = {
        "inputs": plain,
        "output": str(place / "full"),
        "options": {"full": str(place / "full")},
    }
    tasks |= {
        "wrong": {"do": "wrong"},
        "dates": {"do": "dates"},
        "lacking": lacking,
        "killed": {"do": "failing", **killed},
        "cut": {"do": "failing", **cut_off},
        "full": {"do": "failing", **unwritable},
    }
    told = {"path": [str(plugin(place / "plugin"))], "conf": SMALL, "tasks": tasks}
    (place / "tasks.json").write_text(json.dumps(told), encoding="utf-8")
    done = python("-m", "tests.on_spark", place)
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads((place / "came.json").read_text(encoding="utf-8"))
    return found


def by_id(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: str(row["id"]))


@pytest.mark.spark
def test_a_frame_is_what_a_batch_gives_however_it_is_partitioned(
    came: dict[str, Any], place: Path
) -> None:
    source = write_lines(place / "rows.jsonl", ROWS)
    summarise_all(source, place / "rows", 1, "lead", jobs=1)
    first, *others = (by_id(came[f"frame {n}"]["rows"]) for n in PARTITIONS)
    assert all(other == first for other in others)
    good = {row["id"]: row for row in first if row["error"] is None}
    assert len(good) == len(ROWS) - 1
    for made in without_source(results(place / "rows")):
        row = good[made["document"]["id"]]
        assert {name: row[name] for name in made if name != "document"} == {
            name: made[name] for name in made if name != "document"
        }
        document = row["document"]
        assert {name: document[name] for name in made["document"]} == made["document"]
    (bad,) = (row for row in first if row["error"] is not None)
    # A frame hands over the columns that are asked for, and so names no others.
    told = [reason.partition(" has ")[0] for reason in (str(bad["error"]), *_reasons(place))]
    assert len(set(told)) == 1
    assert {name for name in bad if bad[name] is not None} == {"id", "error"}


def _reasons(place: Path) -> list[str]:
    return [str(error["reason"]) for error in errors(place / "rows")][:1]


@pytest.mark.spark
def test_the_schema_is_that_of_the_page(came: dict[str, Any]) -> None:
    page = (ROOT / "docs" / "spark.md").read_text(encoding="utf-8")
    fields = came["frame 1"]["schema"].removeprefix("struct<").removesuffix(">")
    shown = page.partition("and `error`:\n\n```text\n")[2].partition("```")[0]
    assert fields == "".join(shown.split())


@pytest.mark.spark
@pytest.mark.parametrize("name", BATCHES)
def test_a_folder_is_byte_for_byte_that_of_a_local_run(
    name: str, came: dict[str, Any], place: Path
) -> None:
    local = place / f"local-{name}"
    made = summarise_all(place / "in", local, jobs=1, timeout=None, **BATCHES[name])
    assert came[name] == [made.done, made.failed]
    assert made.failed >= len(BAD)
    assert contents(place / f"spark-{name}") == contents(local)


@pytest.mark.spark
def test_wrong_calls_are_refused_before_any_job(came: dict[str, Any]) -> None:
    said = came["wrong"]["said"]
    assert said["method"].startswith("UnknownNameError: unknown method 'txtrank'")
    assert said["length"].startswith("LengthError: ")
    assert said["splitter"].startswith("UnknownNameError: unknown splitter 'nothing'")
    assert said["pickle"].startswith("UsageError: a method, selector, splitter or tokenizer has to")
    assert said["column"] == "ReadError: no column 'text': there are 'body'"
    assert said["type"] == "ReadError: column 'text' is int: make it one of string"
    assert said["id"] == "ReadError: no column 'id': there are 'text'"
    assert said["brief"].startswith("LengthError: ")
    assert came["wrong"]["jobs"] == 0


@pytest.mark.spark
def test_a_date_is_a_string_or_a_date_or_an_instant(came: dict[str, Any]) -> None:
    assert came["dates"] == ["2026-01-31"] * 4


@pytest.mark.spark
def test_a_worker_without_the_plug_in_says_so(came: dict[str, Any]) -> None:
    missing = "lacks a package; install it there: unknown method 'ours'"
    assert missing in came["lacking"]["frame"]
    assert missing in came["lacking"]["batch"]
    assert came["lacking"]["batch"].startswith("InputError: the Python of a Spark worker (")
    assert "\n" not in came["lacking"]["batch"]


@pytest.mark.spark
def test_a_file_that_is_cut_off_and_a_folder_that_is_gone_end_it_in_a_line(
    came: dict[str, Any], place: Path
) -> None:
    assert came["cut"].startswith(f"ReadError: {place / 'cut.jsonl.gz'}: is damaged or truncated: ")
    assert came["full"].startswith(f"InputError: {place / 'full'}")
    assert "cannot be written: " in came["full"]
    assert "\n" not in came["cut"] + came["full"]


@pytest.mark.spark
def test_an_article_that_kills_its_worker_ends_it_in_a_line(came: dict[str, Any]) -> None:
    assert came["killed"].startswith("InputError: Spark failed: Python worker exited unexpectedly")
    assert "\n" not in came["killed"]


@pytest.mark.spark
def test_a_worker_has_one_thread_for_numpy(came: dict[str, Any]) -> None:
    told, before, after = came["threads"]
    assert told == "1"
    assert before == after


@pytest.mark.slow
@pytest.mark.spark
def test_a_driver_that_is_killed_goes_on_where_it_was(tmp_path: Path, spark_here: None) -> None:
    source, output = write_lines(tmp_path / "in.jsonl", articles(40)), tmp_path / "out"
    done = python("-c", KILLED, source, output)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert not (output / "_SUCCESS").exists()
    journal = (output / ".journal.jsonl").read_text(encoding="utf-8").splitlines()
    names = [f"part-{json.loads(line)['part']:05d}.jsonl" for line in journal]
    assert 0 < len(names) < 20
    before = {name: (output / name).stat().st_ino for name in names}
    done = python("-c", KILLED.replace("if tally.done:", "if False:"), source, output)
    assert done.returncode == 0, done.stderr.decode()
    assert {name: (output / name).stat().st_ino for name in names} == before, "done twice"
    summarise_all(source, tmp_path / "local", 1, "lead", part_size=2, timeout=None, jobs=1)
    assert contents(output) == contents(tmp_path / "local")


@pytest.mark.spark
def test_the_command_does_the_same_on_paths_from_where_it_is(
    tmp_path: Path, spark_here: None
) -> None:
    write_lines(tmp_path / "in.jsonl", [*articles(40), *BAD])
    (tmp_path / "one.txt").write_text("One here. Two there.")

    def command(output: str, *options: str) -> list[str]:
        """What it writes on standard error, but for Java's own line."""
        inputs = ["in.jsonl", "one.txt", "-o", output, "-l", "1", "-m", "lead"]
        done = subprocess.run(
            [COMMAND, "batch", *inputs, "--part-size", "7", *options],
            cwd=tmp_path,
            env=environment(SUMMARISE_BATCH_JOBS="3"),  # of the local engine
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (1, b""), done.stderr.decode()
        return [line for line in done.stderr.decode().splitlines() if "incubator" not in line]

    conf = ("--spark-conf", "spark.driver.memory=512m")
    told = command("spark", "--engine", "spark", "--master", "local[2,4]", *conf)
    assert told[-1] == "summarise: 3 of 44 articles failed: see spark/errors.jsonl"
    assert all(line.startswith("summarise: ") for line in told), told
    command("local", "--timeout", "0")
    assert contents(tmp_path / "spark") == contents(tmp_path / "local")


@pytest.mark.spark
@pytest.mark.parametrize("runner", ["python", pytest.param("spark-submit", marks=pytest.mark.slow)])
def test_the_script_of_the_page_writes_what_the_page_shows(
    runner: str, tmp_path: Path, spark_here: None
) -> None:
    import pyspark

    script = ROOT / "docs" / "examples" / "summarise_on_spark.py"
    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    starts = {
        "python": [sys.executable],
        "spark-submit": [str(submit), "--master", "local[2,4]", "--driver-memory", "512m"],
    }
    done = subprocess.run(
        [*starts[runner], str(script), "docs/examples/articles", str(tmp_path / "out")],
        cwd=ROOT,
        env=environment(PYSPARK_PYTHON=sys.executable),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    page = (ROOT / "docs" / "spark.md").read_text(encoding="utf-8")
    assert done.stdout.decode() == page.partition("```text\n")[2].partition("```")[0]
    assert (tmp_path / "out" / "_SUCCESS").exists()


def test_two_attempts_at_a_part_do_not_meet(tmp_path: Path) -> None:
    made = WrittenPart(0, 1, 1, [], b"{}\n")
    asides = []
    replace = Path.replace

    def look(self: Path, target: Path) -> Path:
        asides.append(self.name)
        if len(asides) == 1:
            assert write_part(tmp_path, "jsonl", 0, made, "b") == expected
        return replace(self, target)

    expected = write_part(tmp_path, "jsonl", 0, made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", look)
        assert write_part(tmp_path, "jsonl", 0, made, "a") == expected
    assert asides == [".part-00000.jsonl.a.tmp", ".part-00000.jsonl.b.tmp"]
    assert [path.name for path in tmp_path.iterdir()] == ["part-00000.jsonl"]


def test_what_a_killed_worker_left_is_gone_at_the_end(tmp_path: Path) -> None:
    with opened(tmp_path / "out", {"input": "x"}, "jsonl", restart=False) as folder:
        (tmp_path / "out" / ".part-00001.jsonl.0a1b.tmp").write_bytes(b"{")
        folder.keep(0, WrittenPart(0, 1, 1, [], b"{}\n"))
        folder.finish()
    assert not list((tmp_path / "out").glob(".*.tmp"))


def test_a_part_of_other_rows_is_not_taken_for_ours(tmp_path: Path) -> None:
    with opened(tmp_path / "out", {"input": "x"}, "jsonl", restart=False) as folder:
        folder.keep(0, WrittenPart(0, 3, 3, [], b"{}\n"))
        assert folder.holds(0, 0, 3)
        assert not folder.holds(1, 3, 3)
        with pytest.raises(InputError, match="part-00000\\.jsonl: holds other rows"):
            folder.holds(0, 0, 7)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--jobs", "2", "--engine", "spark"], "--jobs is for the local engine"),
        (["--timeout", "9", "--engine", "spark"], "--timeout is for the local engine"),
        (["--master", "local"], "--master is for Spark: give --engine spark, or leave it out"),
        (["--spark-conf", "spark.a=b"], "--spark-conf is for Spark"),
        (["--engine", "spark", "--spark-conf", "a=b"], "write NAME=VALUE"),
        (["--engine", "spark", "--spark-conf", "spark.a"], "write NAME=VALUE"),
        (["--engine", "dask"], "unknown engine 'dask': there are: local, spark"),
        (["--engine", "spark", "--master", "head:7077"], "'head:7077' is not a Spark master"),
    ],
)
def test_what_means_nothing_to_an_engine_is_refused(
    options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dependencies, "find_spec", lambda name: name)
    source = write_lines(tmp_path / "in.jsonl", articles(1))
    result = run("batch", source, "-o", tmp_path / "out", *options)
    assert result.returncode == 2
    assert said in result.stderr.decode()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("missing", ["pyspark", "pyarrow", "pandas"])
def test_without_the_extra_it_is_named(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dependencies, "find_spec", lambda name: None if name == missing else name)
    source = write_lines(tmp_path / "in.jsonl", articles(1))
    result = run("batch", source, "-o", tmp_path / "out", "--engine", "spark")
    assert result.returncode == 1
    message = result.stderr.decode()
    assert f"Spark needs {missing}, which is not installed" in message
    assert "pip install 'extractive-summarizer[spark]'" in message
    assert message.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.spark
def test_without_java_that_is_said(spark_here: None, tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", articles(1))
    (tmp_path / "bin").mkdir()
    for more in ({"PATH": str(tmp_path / "bin")}, {"JAVA_HOME": str(tmp_path)}):
        env = {**{k: v for k, v in os.environ.items() if k != "JAVA_HOME"}, **more}
        command = [COMMAND, "batch", str(source), "-o", str(tmp_path / "o"), "--engine", "spark"]
        message = failed(subprocess.run(command, env=env, capture_output=True, check=False), 1)
        assert message.startswith("summarise: Spark needs Java 17 or newer, and there is no 'java'")


def test_what_spark_says_is_cut_to_the_line_that_says_most() -> None:
    told = (
        "An error occurred\n\tat java.base\nTraceback (most recent call last):\n  File x\n"
        "summarizer.errors.MethodError: the Python of a Spark worker lacks it\n\nDriver stacktrace:"
    )
    assert str(sessions.failure(Exception(told))) == "the Python of a Spark worker lacks it"
    other = "An error\nTraceback (most recent call last):\nModuleNotFoundError: No module named 'x'"
    assert "Spark failed: ModuleNotFoundError: No module named 'x';" in str(
        sessions.failure(Exception(other))
    )
