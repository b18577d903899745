"""The command: what it writes, what it refuses, and how it ends."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from summarizer import Features, ranker, render, summarise
from summarizer.methods import method_names
from summarizer.read import read_documents

from .commands import COMMAND, Result, failed, passed, run, start
from .conftest import ARTICLES
from .items import write_lines

TEXT = "The old bridge fell on Monday. Nobody was hurt. The mayor promised a new one."


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["article", "brief", "batch", "methods", "config", "completion"])
def test_a_process_of_its_own_gives_the_same(name: str, tmp_path: Path) -> None:
    """So that the other tests may run it in theirs. For evaluate and compare there are others."""
    source = write_lines(tmp_path / "in.jsonl", [{"id": "a", "text": TEXT}])
    outputs = [tmp_path / "process", tmp_path / "here"]
    arguments: dict[str, tuple[object, ...]] = {
        "article": ("-l", 1, source),
        "brief": (source, "-f", "json"),
        "methods": (),
        "config": (),
        "completion": ("bash",),
    }
    given = [arguments.get(name, (source, "--quiet", "-o", output)) for output in outputs]
    assert passed(start(name, *given[0])) == passed(run(name, *given[1]))
    if name == "batch":
        found = [(output / "part-00000.jsonl").read_bytes() for output in outputs]
        assert found[0] == found[1] != b""


def test_an_article(story: Path) -> None:
    result = run("article", story, "--length", 1)
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.decode().strip() in TEXT
    assert run("article", "-", "-l", "1", stdin=TEXT).stdout == result.stdout


def test_tokens_are_counted_with_what_is_on_the_disk_alone(story: Path, tmp_path: Path) -> None:
    pytest.importorskip("tiktoken", reason="the extra tokens is not installed")
    empty = {"TIKTOKEN_CACHE_DIR": str(tmp_path / "cache")}
    result = run("article", story, "--length", "12t", env=empty)
    assert (result.returncode, result.stdout != b"") == (0, True)
    assert b"tokens are counted as o200k_base (estimated)" in result.stderr
    asked = "--length", "512t", "--tokenizer", "o200k_base"
    message = failed(run("article", story, *asked, env=empty), 2)
    assert "tokenizer 'o200k_base': its file is not in tiktoken's cache" in message
    assert not (tmp_path / "cache").exists()


def test_a_report_is_the_page_that_render_gives(story: Path, tmp_path: Path) -> None:
    result = run("article", story, "--format", "html", "-o", tmp_path / "report.html")
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    (document,), _ = read_documents([str(story)], None)
    assert page == render(summarise(document), "html")
    again = start("brief", "--format", "html", ARTICLES, env={"PYTHONHASHSEED": "7"})
    assert again.stdout == run("brief", "--format", "html", ARTICLES).stdout != b""


def test_several_articles_and_a_folder_have_headings() -> None:
    files = sorted(ARTICLES.glob("ferry-*.txt"))
    several = run("article", *files, "-m", "lexrank")
    assert several.stdout.decode().count("== ferry-") == 3
    folder = run("article", ARTICLES).stdout.decode()
    assert folder.count("\n== ") == 5


def test_a_brief_in_every_format(tmp_path: Path) -> None:
    assert "== Story 2 of 2: " in run("brief", ARTICLES).stdout.decode()
    assert run("brief", ARTICLES, "-f", "markdown").stdout.startswith(b"## Ferry hits")
    value = json.loads(run("brief", ARTICLES, "--format", "json").stdout)
    assert [len(s["documents"]) for s in value["stories"]] == [3, 3]
    one = json.loads(run("brief", ARTICLES, "--stories", "one", "-f", "json").stdout)
    assert len(one["stories"]) == 1


def test_known_articles_are_left_out() -> None:
    wire = ARTICLES / "ferry-coast-wire.txt"
    known = run("brief", wire, "--known", wire)
    assert "Nothing new." in known.stdout.decode()


def test_methods_are_listed() -> None:
    listed = run("methods").stdout.decode().splitlines()
    assert [line.split()[0] for line in listed if line.endswith("(the default)")] == ["coverage"]
    assert max(map(len, listed)) <= 80
    rows = json.loads(run("methods", "-f", "json").stdout)
    fields = {"name", "kind", "partner", "cites", "query", "summary", "use", "default"}
    assert fields == set(rows[0])
    assert all(row["use"] for row in rows)
    assert [line.split()[0] for line in listed] == [row["name"] for row in rows]
    assert "unknown format 'csv'" in failed(run("methods", "-f", "csv"), 2)


def test_json_of_articles_has_one_shape_and_lines_are_for_streams(story: Path) -> None:
    one, two = (json.loads(run("article", *[story] * n, "-f", "json").stdout) for n in (1, 2))
    assert [len(one), len(two)] == [1, 2]
    assert one[0] == two[0]
    [line, other] = run("article", story, story, "-f", "jsonl").stdout.splitlines()
    assert json.loads(line) == json.loads(other)
    assert one[0] == {**json.loads(line), "request": one[0]["request"]}
    [whole] = run("brief", story, "-f", "jsonl").stdout.splitlines()
    assert json.loads(whole)["stories"]


def test_help_is_in_groups_and_cuts_no_sentence() -> None:
    listed = run("--help").stdout.decode().partition("Commands:")[2].partition("Examples:")[0]
    assert "..." not in listed
    text = run("evaluate", "--help").stdout.decode()
    titles = ["What is evaluated", "Figures", "Gate", "Output", "Options"]
    assert re.findall(r"^(\w.*):$", text, re.MULTILINE) == titles
    assert "DATASET" not in text.partition("\nOptions:")[2]


def test_quiet_is_q_everywhere(story: Path) -> None:
    over = ("article", story, "-l", "1w")
    assert run(*over).stderr
    assert not run(*over, "-q").stderr


def test_version_and_help() -> None:
    from summarizer import __version__

    assert run("--version").stdout.decode() == f"summarise {__version__}\n"
    for arguments in (["--help"], ["article", "-h"], ["brief", "--help"]):
        assert b"Examples:" in run(*arguments).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["article", "-m", "texrank"], "did you mean 'textrank'"),
        (["article", "--select", "gredy"], "did you mean 'greedy'"),
        (["article", "-f", "jsn"], "did you mean 'json'"),
        (["article", "--language", "klingon"], "unknown language 'klingon'"),
        (["article", "-l", "0"], "a length of 0 sentences is not positive"),
        (["article", "-l", "-5"], "'-5' is not a length"),
        (["article", "-l", "abc"], "'abc' is not a length"),
        (["brief", "--stories", "on"], "did you mean 'one'"),
        (["article", "-m", "lead", "--query", "bridge"], "does not support queries"),
        (["article", "--ceiling", "7"], "ceiling must be above 0"),
        (["article", "--ceiling", "x"], "'x' is not a valid float"),
        (["article", "--lenth", "3"], "--length"),
        (["artcle"], "'article'"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(
    arguments: list[str], message: str, story: Path
) -> None:
    assert message in failed(run(*arguments, story), 2)


def test_no_command_is_wrong_usage() -> None:
    commands = (
        "article, brief, compress, keyphrases, batch, evaluate, compare, methods, mcp, config, "
        "completion"
    )
    assert f"give a command: {commands}" in failed(run(), 2)


@pytest.mark.parametrize("arguments", [["article", "--seed", "-1"], ["article", "--seed", "x"]])
def test_a_seed_is_a_whole_number_from_0(arguments: list[str], story: Path) -> None:
    failed(run(*arguments, story), 2)


def test_nothing_to_read_is_wrong_usage() -> None:
    assert "FILE..." in failed(run("article"), 2)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t\n", "contains only blanks"),
        (b"." * 100_000, "contains no words"),
        (b"caf\xe9 society.", "not UTF-8 at byte 3 (line 1)"),
        (b"\x1f\x8b\x08", "is a gzip archive"),
        (bytes(range(256)), "is a binary file"),
    ],
)
@pytest.mark.parametrize("command", ["article", "brief"])
def test_bad_input_is_one_line_and_exit_1(
    command: str, data: bytes, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    line = failed(run(command, path), 1)
    assert message in line
    assert "bad.txt" in line


def test_every_bad_file_is_named_and_nothing_is_written(story: Path, tmp_path: Path) -> None:
    result = run("article", "no.txt", story, "nor.txt", "-o", tmp_path / "out.txt")
    assert result.returncode == 1
    assert [line.split(":")[1] for line in result.stderr.decode().splitlines()] == [
        " no.txt",
        " nor.txt",
    ]
    assert not (tmp_path / "out.txt").exists()


def lines_of(result: Result) -> list[str]:
    return [line.removeprefix("summarise: ") for line in result.stderr.decode().splitlines()]


@pytest.mark.parametrize("command", ["article", "brief"])
def test_bad_files_are_skipped_and_counted(command: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.txt").touch()
    bad = ["no.txt", tmp_path / "empty", tmp_path / "empty.txt"]
    good = ARTICLES / "ferry-coast-wire.txt"
    stopped = run(command, bad[0], good, *bad[1:])
    assert (stopped.returncode, stopped.stdout) == (1, b"")
    result = run(command, bad[0], good, *bad[1:], "--on-error", "skip")
    assert result.returncode == 1
    assert result.stdout == run(command, good).stdout
    *told, count = lines_of(result)
    assert sorted(told) == sorted(lines_of(stopped))
    assert [any(str(name) in line for line in told) for name in bad] == [True] * 3
    assert count == "3 of 4 files were skipped"
    target = tmp_path / "out.txt"
    run(command, bad[0], good, "-o", target, "--on-error", "skip")
    assert target.read_bytes() == result.stdout


@pytest.mark.parametrize("command", ["article", "brief"])
def test_where_all_are_skipped_nothing_is_written(command: str, tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    result = run(command, "no.txt", "nor.txt", "-o", target, "--on-error", "skip")
    assert (result.returncode, result.stdout) == (1, b"")
    assert lines_of(result)[-1] == "2 of 2 files were skipped: nothing left to do"
    assert not target.exists()


def test_known_files_are_skipped_too(story: Path) -> None:
    result = run("brief", story, "--known", "no.txt", "--on-error", "skip")
    assert result.stdout == run("brief", story).stdout
    assert lines_of(result)[-1] == "1 of 2 files was skipped"


def picky(features: Features) -> np.ndarray:
    """Fails on one article."""
    if features.documents[0].id in ("story", "lines:2"):
        raise ValueError("no stories")
    return np.ones(len(features))


@pytest.mark.usefixtures("own_methods")
def test_an_article_that_cannot_be_summarised_is_skipped(story: Path, tmp_path: Path) -> None:
    ranker("picky", partner="best")(picky)
    other = ARTICLES / "ferry-coast-wire.txt"
    lines = tmp_path / "lines.jsonl"
    lines.write_text("\n".join([json.dumps({"text": TEXT})] * 3))

    def planted(*arguments: object) -> Result:
        return run("article", "-m", "picky", *arguments)

    failure = "method 'picky' failed on 'story': ValueError: no stories"
    assert failure in failed(planted(other, story), 2)
    result = planted(other, story, "no.txt", "--on-error", "skip")
    assert result.returncode == 1
    assert result.stdout == planted(other).stdout
    assert lines_of(result) == [
        "no.txt: no such file or directory",
        failure,
        "2 of 3 files were skipped",
    ]
    result = planted(lines, "no.txt", "--on-error", "skip")
    assert lines_of(result)[-1] == "1 of 2 files was skipped; 1 of 3 articles was skipped"
    assert lines_of(planted(story, "--on-error", "skip"))[-1] == (
        "1 of 1 file was skipped: nothing left to do"
    )


def test_wrong_usage_is_told_once_whatever_is_skipped(story: Path) -> None:
    line = failed(run("article", story, story, "-m", "texrank", "--on-error", "skip"), 2)
    assert "did you mean 'textrank'" in line
    assert "did you mean 'skip'" in failed(run("article", story, "--on-error", "skp"), 2)


def test_two_documents_with_one_id(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"id": "x", "text": "One."}\n{"id": "x", "text": "Two."}\n')
    assert "two documents have the id 'x'" in failed(run("brief", source), 1)


def test_the_same_file_twice_in_a_brief(story: Path) -> None:
    assert "two documents have the id" in failed(run("brief", story, story), 1)


@pytest.mark.parametrize(
    "data",
    [
        b"Bread",
        b"The old bridge fell.",
        b"the old bridge fell and nobody was hurt",
        b"Bridge falls\n\nNobody hurt",
        b"The bridge fell. " * 50,
        b"It is what it is.",
        "\ufeffÇa va. Ça ira.".encode(),
        b"One here.\r\nTwo there.\r\n",
        b"One\0 two three four. \x07Five six.",
        "القط نام. The cat slept. 猫睡了。 🙂👩‍👩‍👧".encode(),
        b"a" * 1_000_000,
    ],
)
@pytest.mark.parametrize("command", ["article", "brief"])
def test_odd_input_still_has_a_summary(command: str, data: bytes) -> None:
    result = run(command, "-", "-l", "99", stdin=data)
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.strip()
    assert not any(byte < 32 and byte != 10 for byte in result.stdout)


@pytest.mark.slow
def test_ten_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    lines = (f"Ship {i} left port {i % 97} with {i % 13} men and coal.\n" for i in range(220_000))
    path.write_text("".join(lines))
    assert path.stat().st_size > 9_000_000
    result = run("article", path, "-l", "2", "-f", "json")
    assert (result.returncode, result.stderr) == (0, b"")
    text = path.read_text()
    for extract in json.loads(result.stdout)[0]["extracts"]:
        assert text[extract["start"] : extract["end"]] == extract["text"]


def test_over_the_length_is_said_on_stderr(story: Path) -> None:
    result = run("article", story, "-l", "1w")
    assert result.returncode == 0
    assert result.stdout == b"Nobody was hurt.\n"
    assert result.stderr.decode() == (
        "summarise: story: no sentence fits 1w; showing the shortest\n"
    )


def test_output_goes_to_a_file_whole(story: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("old")
    result = run("article", story, "-f", "json", "-o", target)
    assert (result.returncode, result.stdout) == (0, b"")
    assert json.loads(target.read_text())[0]["extracts"]
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    for bad in (tmp_path / "no" / "out.json", tmp_path):
        assert "cannot be written" in failed(run("article", story, "-o", bad), 1)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_output_keeps_permissions_links_and_pipes(story: Path, tmp_path: Path) -> None:
    real, link, pipe = (tmp_path / name for name in ("real", "link", "pipe"))
    real.write_text("old")
    real.chmod(0o600)
    link.symlink_to(real)
    assert run("article", story, "-o", link).returncode == 0
    assert link.is_symlink()
    assert real.read_text() != "old"
    assert real.stat().st_mode & 0o777 == 0o600
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert run("article", story, "-o", pipe).returncode == 0
        assert reader.stdout
        assert reader.stdout.read().decode() == real.read_text()
    assert pipe.is_fifo()
    assert run("article", story, "-o", "-").stdout.decode() == real.read_text()


def shell(command: str) -> Result:
    line = command.replace("summarise", COMMAND)
    return subprocess.run(["bash", "-c", line], capture_output=True, check=False)


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("summarise article {} <&-", 0, b""),
        ("summarise article - <&-", 1, b"summarise: standard input is closed"),
        ("summarise article {} >&-", 1, b"summarise: "),
        ("summarise methods >&-", 1, b"summarise: "),
        ("summarise article {} >/dev/full", 1, b"summarise: "),
        ("summarise article $(printf 'a%.0s' {{1..300}})", 1, b"summarise: aaa"),
        ("summarise article ''", 1, b"summarise: the file name is empty"),
        ("summarise article $'no\\e[31mfile'", 1, b"summarise: no [31mfile: "),
    ],
)
def test_closed_streams_full_disks_and_odd_names_are_one_line(
    command: str, code: int, message: bytes, story: Path
) -> None:
    result = shell(command.format(story))
    assert result.returncode == code
    assert result.stderr.startswith(message)
    assert result.stderr.count(b"\n") == (1 if code else 0)


def test_help_into_a_closed_pipe_is_quiet() -> None:
    result = shell("set -o pipefail; summarise --help | true")
    assert (result.returncode, result.stderr) == (0, b"")


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("".join(f"Ship {i} left port {i % 97}. " for i in range(20_000)))
    process = subprocess.Popen(
        [COMMAND, "article", str(path), "-l", "15000", "-m", "lead", "--ceiling", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b"Ship 0")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_an_interrupt_ends_quietly_with_130() -> None:
    process = subprocess.Popen(
        [COMMAND, "article", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell that runs the tests in the background would have it ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdin
    process.stdin.write(b"x" * 1_000_000)  # returns once the command is up and reading
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, message = process.communicate()
    assert (process.returncode, message) == (130, b"")


def test_output_is_utf_8_whatever_the_terminal_says(story: Path) -> None:
    story.write_text("Ça – 猫.", encoding="utf-8")
    for env in ({"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}):
        assert start("article", story, env=env).stdout.decode() == "Ça – 猫.\n"


METHODS = """
import sys
from summarizer.cli import main
methods, *arguments = sys.argv[1:]
sys.exit(max(main([*arguments, "-m", name]) for name in methods.split()))
"""
"""The command with each of some methods in turn, in one process."""


def start_with_each(methods: Sequence[str], *arguments: object, env: dict[str, str]) -> bytes:
    """What it writes with each, nothing being wrong."""
    command = [sys.executable, "-c", METHODS, " ".join(methods), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, env={**os.environ, **env}, check=False)
    return passed(done).encode()


def test_the_same_bytes_of_every_method_whatever_the_hash_seed() -> None:
    files = [ARTICLES / f"ferry-{name}.txt" for name in ("coast-wire", "harbour-post")]
    arguments = ("brief", *files, "-f", "json")
    outputs = {
        start_with_each(method_names(), *arguments, env={"PYTHONHASHSEED": seed}) for seed in "012"
    }
    assert len(outputs) == 1
    assert outputs.pop().count(b'\n  "method": ') == len(method_names())


def test_the_command_opens_no_socket(tmp_path: Path) -> None:
    """Where opening one fails, the command works all the same.

    (One that sumy imports tries whether there is IPv6, and takes a failure for an answer.)
    """
    shut = "import socket\ndef _no(*a, **k): raise OSError('a socket was opened')\n"
    (tmp_path / "sitecustomize.py").write_text(shut + "socket.socket.__init__ = _no\n")
    methods = ("textrank", "sumy:lsa")
    assert start_with_each(methods, "brief", ARTICLES, env={"PYTHONPATH": str(tmp_path)})


def test_the_order_of_the_files_does_not_change_the_stories() -> None:
    files = sorted(ARTICLES.glob("*.txt"))
    outputs = [
        json.loads(run("brief", *order, "-f", "json").stdout) for order in (files, files[::-1])
    ]
    assert outputs[0]["stories"] == outputs[1]["stories"]


OWN = "def last(features):\n    return [float(i) for i in range(len(features))]\n"


def test_a_method_of_ones_own_is_named_by_its_place(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_methods.py").write_text(OWN, encoding="utf-8")
    results = [
        run("article", story, "-l", "1", "-m", place)
        for place in ("my_methods.py:last", "my_methods:last")
    ]
    assert {(result.returncode, result.stderr) for result in results} == {(0, b"")}
    assert results[0].stdout == results[1].stdout
    assert TEXT.rstrip().endswith(results[0].stdout.decode().strip())


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("my_methods.py:first", "there is no function 'first' in my_methods.py"),
        ("absent.py:last", "'absent.py:last' cannot be loaded: FileNotFoundError"),
        ("absent:last", "'absent:last' cannot be loaded: ModuleNotFoundError"),
        ("sumy:last", "unknown method 'sumy:last'"),
    ],
)
def test_a_place_that_is_wrong_is_named(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_methods.py").write_text(OWN, encoding="utf-8")
    assert said in failed(run("article", story, "-m", place), 2)


def test_no_code_is_run_that_nobody_typed(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "evil.py").write_text("open('run', 'w')\n", encoding="utf-8")
    (tmp_path / "summarise.toml").write_text('method = "evil.py:main"\n', encoding="utf-8")
    assert "unknown method" in failed(run("article", story), 2)
    assert not (tmp_path / "run").exists()


def test_passages_are_compressed(tmp_path: Path) -> None:
    lines = [{"id": "a", "text": TEXT}, {"id": "b", "text": "Apples are red. Pears are green."}]
    file = tmp_path / "passages.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    asked = "compress", file, "--query", "apples", "--length", "4w"
    result = run(*asked)
    assert (result.returncode, result.stdout) == (0, b"Apples are red.\n")
    assert b"nothing else has to do" not in result.stderr
    value = json.loads(run(*asked, "--format", "json").stdout)
    assert [passage["document"]["id"] for passage in value["passages"]] == ["a", "b"]
    assert {one["reason"] for one in value["passages"][0]["left_out"]} == {"unrelated"}
    (kept,) = value["passages"][1]["kept"]
    assert lines[1]["text"][kept["start"] : kept["end"]] == kept["text"]
    assert "is not a length" in failed(run("compress", file, "--length", "many"), 2)
    assert "unknown format" in failed(run("compress", file, "--format", "html"), 2)


def test_markdown_is_compressed_as_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("# Pears\n\nBuild it:\n\n```sh\nmake pears\n```\n", encoding="utf-8")
    assert run("compress", file, "--query", "pears").stdout == file.read_bytes()


def test_the_server_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer import dependencies

    monkeypatch.setattr(dependencies, "find_spec", lambda _name: None)
    assert "pip install 'extractive-summarizer[mcp]'" in failed(run("mcp"), 1)


def test_files_without_a_command_are_summarised() -> None:
    one = ARTICLES / "ferry-coast-wire.txt"
    assert run(one, "-l", "1").stdout == run("article", one, "-l", "1").stdout
    assert run(ARTICLES, "-l", "40w").stdout == run("brief", ARTICLES, "-l", "40w").stdout
    both = one, ARTICLES / "ferry-harbour-post.txt"
    assert run(*both, "-l", "40w").stdout == run("brief", *both, "-l", "40w").stdout
    assert "ferry.txt: no such file or command" in failed(run("ferry.txt"), 2)
    assert "breif: no such file or command: did you mean 'brief'?" in failed(run("breif"), 2)
    by_section = run("article", "--by-section", *both).stdout
    assert run("--by-section", *both).stdout == run(*both, "--by-section").stdout == by_section


def test_a_value_of_an_option_is_no_file_to_summarise(tmp_path: Path) -> None:
    one, there = ARTICLES / "ferry-coast-wire.txt", tmp_path / "there.txt"
    there.write_text("This is written over.", encoding="utf-8")
    assert passed(run(one, "-l", "1", "-o", there)) == ""
    assert there.read_bytes() == run("article", one, "-l", "1").stdout


def test_options_may_stand_before_the_files_of_no_command(story: Path, tmp_path: Path) -> None:
    for options in (["-l", "1"], ["--length=1", "-q"], ["-l", "1", "-f", "json"]):
        assert run(*options, story).stdout == run("article", *options, story).stdout
        assert run(*options, tmp_path).stdout == run("brief", *options, tmp_path).stdout
    assert "No such option '--bogus'" in failed(run("--bogus", story), 2)
    assert "requires an argument" in failed(run("-l"), 2)
    assert "FILE" in failed(run("-l", "1"), 2)


def test_what_is_piped_in_needs_no_dash() -> None:
    text = (ARTICLES / "ferry-coast-wire.txt").read_bytes()
    piped = start("article", "-l", "1", stdin=text)
    assert passed(piped) == passed(run("article", "-", "-l", "1", stdin=text))
    assert passed(start(stdin=text)) == passed(run("article", "-", stdin=text))
    assert "Missing argument" in failed(run("article"), 2)  # nothing is piped into this process
