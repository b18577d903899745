"""The command where somebody watches: progress, tables, highlights; and where nobody does."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, summarise
from summarizer.cli.source import marked_sources
from summarizer.errors import NoWordsError
from summarizer.text.display import visible

from .commands import COMMAND, failed, run
from .conftest import ARTICLES
from .items import rows, write_lines
from .terminals import at_terminal

IMPATIENT = """
import sys
import summarizer.cli.progress as progress
progress.PATIENCE = 0.0
from summarizer.cli import main
code = main()
sys.exit(code)
"""
"""The command that shows how far it is from the first moment."""

LOADED = """
import sys
from summarizer.cli import main
code = main()
print("rich" in sys.modules)
"""


def impatient(*arguments: object) -> list[str]:
    return [sys.executable, "-c", IMPATIENT, *map(str, arguments)]


def test_methods_fit_the_terminal() -> None:
    piped = run("methods").stdout.decode()
    for columns in (60, 100, 160):
        shown = at_terminal([COMMAND, "methods"], columns=columns)
        assert (shown.code, shown.pipe) == (0, "")
        assert max(map(len, shown.plain.splitlines())) <= columns
        for line in piped.splitlines():
            name = line.split()[0]
            assert re.search(rf"^{re.escape(name)}\b", shown.plain, re.MULTILINE), name
        words = set(re.findall(r"\w+", piped))
        assert columns < 160 or words <= set(re.findall(r"\w+", shown.plain))
    assert "\x1b" not in piped


BRIEF = [COMMAND, "brief", "--length", "60w", str(ARTICLES)]


def test_a_brief_at_a_terminal_is_set_off() -> None:
    shown = at_terminal(BRIEF)
    assert "\x1b[1m== Story 1 of 2: Ferry hits gravel barge" in shown.terminal
    assert "\x1b[2mSources: ferry-coast-wire, " in shown.terminal
    assert "injuring \x1b[1;4m14\x1b[22;24m people" in shown.terminal
    assert "\n\nThe 41-metre ferry" in shown.terminal
    assert max(map(len, shown.plain.splitlines())) <= 100
    piped = run(*BRIEF[1:]).stdout.decode()
    assert "\x1b" not in piped
    assert shown.plain.split() == piped.split()
    for variables in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert at_terminal(BRIEF, env=variables).terminal == shown.plain


def test_names_lead_to_files_where_the_terminal_knows_links(tmp_path: Path) -> None:
    odd = tmp_path / "a 100% \u0641.txt"
    odd.write_text("The bridge fell on Monday. Nobody was hurt.", encoding="utf-8")
    command = [COMMAND, "brief", "-l", "1", str(odd)]
    off = dict.fromkeys(("VTE_VERSION", "KONSOLE_VERSION", "WT_SESSION", "DOMTERM"), "")
    assert "\x1b]8" not in at_terminal(command, env={**off, "TERM_PROGRAM": ""}).terminal
    shown = at_terminal(command, env={"TERM_PROGRAM": "WezTerm"})
    assert f"\x1b]8;;{odd.as_uri()}\x1b\\{odd.stem}\x1b]8;;\x1b\\" in shown.terminal
    assert shown.plain == at_terminal(command, env={"NO_COLOR": "1"}).terminal


def test_marks_are_signs_and_colours(tmp_path: Path) -> None:
    data = write_lines(tmp_path / "d.jsonl", rows(20))
    command = [COMMAND, "evaluate", str(data), "-m", "oracle", "-m", "random", "-l", "2"]
    coloured = at_terminal(command).terminal
    assert re.search(r"\x1b\[31m[^\x1b]*▼", coloured)
    colourless = at_terminal(command, env={"NO_COLOR": "1"}).terminal
    assert "▼" in colourless
    assert not re.search(r"\x1b\[[0-9;]*3\dm", colourless)
    dumb = at_terminal(command, env={"TERM": "dumb"}).terminal
    assert "▼" in dumb
    assert "\x1b" not in dumb
    assert (
        "\x1b[31m" in run(*command[1:], env={"FORCE_COLOR": "1", "TERM": "xterm"}).stdout.decode()
    )
    assert "\x1b" not in run(*command[1:]).stdout.decode()
    # Signatures are there to be copied.
    assert re.search(r"^signature: \S+seed:0\S+$", coloured, re.MULTILINE)


def test_progress_of_reading_of_summarising_and_of_evaluating(tmp_path: Path) -> None:
    data = write_lines(tmp_path / "d.jsonl", rows(12))
    files = sorted(map(str, ARTICLES.glob("*.txt")))
    for command, steps in (
        (["article", *files], ["reading", "summarising"]),
        (["evaluate", str(data), "-m", "lead"], ["lead"]),
    ):
        shown = at_terminal(impatient(*command), stream="stderr")
        assert shown.code == 0
        for step in steps:
            assert f"{step} ━" in shown.plain
        total = 12 if command[0] == "evaluate" else len(files)
        assert f"/{total} " in shown.plain
        assert shown.terminal.endswith("\x1b[2K")  # gone at the end
        assert shown.pipe == run(*command).stdout.decode()


@pytest.mark.parametrize(
    ("extra", "variables"),
    [(["--quiet"], {}), ([], {"TERM": "dumb"}), ([], {"SUMMARISE_QUIET": "1"})],
)
def test_no_progress_where_it_is_not_wanted(extra: list[str], variables: dict[str, str]) -> None:
    command = impatient("article", *sorted(ARTICLES.glob("*.txt")), *extra)
    assert at_terminal(command, stream="stderr", env=variables).terminal == ""


def test_no_progress_of_one_file_and_of_what_is_quick() -> None:
    one = impatient("article", ARTICLES / "ferry-coast-wire.txt")
    assert at_terminal(one, stream="stderr").terminal == ""


def test_the_bar_is_gone_when_an_error_is_told(tmp_path: Path) -> None:
    files = [*ARTICLES.glob("*.txt"), tmp_path / "no.txt"]
    shown = at_terminal(impatient("article", *files), stream="stderr")
    assert shown.code == 1
    assert shown.terminal.splitlines()[-1].endswith("no.txt: no such file or directory")
    assert shown.terminal.count("\x1b[?25l") == shown.terminal.count("\x1b[?25h")


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_an_article_does_not_load_rich(stream: str) -> None:
    command = [sys.executable, "-c", LOADED, "article", str(ARTICLES / "ferry-coast-wire.txt")]
    piped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert piped.splitlines()[-1] == "False"
    shown = at_terminal(command, stream=stream)
    text = shown.terminal if stream == "stdout" else shown.pipe
    assert text.splitlines()[-1] == "False"


def test_quiet_keeps_notices_back_but_no_errors(tmp_path: Path) -> None:
    story = ARTICLES / "ferry-coast-wire.txt"
    assert run("article", story, "-l", "1w").stderr.startswith(
        b"summarise: ferry-coast-wire: no sentence"
    )
    assert run("article", story, "-l", "1w", "--quiet").stderr == b""
    assert "no such file" in failed(run("article", "no.txt", "--quiet"), 1)


def marked(document: Document, length: int) -> str:
    summary = summarise(document, length)
    text = marked_sources([document], summary.extracts, "a file")
    assert text.count("[[") == len(summary.extracts) + document.text.count("[[")
    return text.partition(" ==\n")[2]


@given(st.text(st.sampled_from("Ab c. \n\r\té猫！\x1b\x07\u202e"), max_size=80), st.integers(1, 3))
def test_without_its_marks_a_source_is_as_it_was(text: str, length: int) -> None:
    try:
        document = Document.from_text(text)
    except NoWordsError:
        return
    shown = marked(document, length)
    bare = shown.replace("[[", "").replace("]]", "")
    assert bare.rstrip() == visible(text).rstrip()
    assert not set(bare) & set("\x1b\x07\u202e\r")


def test_what_is_marked_is_what_was_chosen(articles: list[Document]) -> None:
    for document in articles:
        chosen = [extract.text for extract in summarise(document, 3).extracts]
        assert re.findall(r"\[\[(.*?)\]\]", marked(document, 3), re.DOTALL) == chosen


def test_the_source_at_a_terminal(tmp_path: Path) -> None:
    story = ARTICLES / "ferry-coast-wire.txt"
    command = [COMMAND, "article", "--show-source", "-l", "1", str(story)]
    shown = at_terminal(command, columns=70)
    assert "\x1b[1;7mA passenger ferry ran into a\x1b[0m" in shown.terminal
    assert "[[" not in shown.plain
    assert "\x1b[1;7mA passenger" in at_terminal(command, env={"NO_COLOR": "1"}).terminal
    assert "[[A passenger" in at_terminal(command, env={"TERM": "dumb"}).terminal
    steering = tmp_path / "bad.txt"
    steering.write_bytes(b"The \x1b]0;owned\x07 bridge fell. Nobody \x1b[31mwas hurt.\r\nIt fell.")
    for columns in (20, 80):
        shown = at_terminal([*command[:-1], str(steering)], columns=columns)
        assert not set(shown.plain) & {"\x1b", "\x07", "\r"}
        assert "\x1b[31m" not in shown.terminal


def test_the_sources_of_a_brief_follow_it() -> None:
    plain = run("brief", ARTICLES).stdout.decode()
    shown = run("brief", ARTICLES, "--show-source").stdout.decode()
    assert shown.startswith(plain)
    assert shown.count("\n== Source: ") == 6
    # Every line is cited; what sources say otherwise was not chosen.
    chosen = [line for line in plain.splitlines() if " [" in line and not line.startswith("- ")]
    assert shown.count("[[") == len(chosen)


def test_what_is_chosen_is_marked_in_its_own_article_alone(tmp_path: Path) -> None:
    texts = ["The bridge fell on Monday. Nobody was hurt.", "It rained."]
    rows = [json.dumps({"id": "a", "text": text}) for text in texts]
    (tmp_path / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    command = ("article", "--show-source", "-l", "1", "--method", "random", tmp_path / "a.jsonl")
    for seed in range(6):
        shown = run(*command, "--seed", str(seed)).stdout.decode()
        assert shown.count("[[") == 2


def test_no_name_of_a_file_to_write_is_said() -> None:
    story = ARTICLES / "ferry-coast-wire.txt"
    assert "the output file name is empty" in failed(run("article", story, "-o", ""), 1)


def test_sources_are_for_text_alone() -> None:
    message = failed(run("article", ARTICLES, "--show-source", "-f", "json"), 2)
    assert "--show-source works with the format text only, not json" in message


@pytest.mark.parametrize("format_", ["text", "markdown", "json", "html"])
def test_nothing_from_input_steers_a_terminal(format_: str, tmp_path: Path) -> None:
    evil = "\x1b]0;x\x07 \x9b31m \u202eevil\u202c \u2066 \U000e0041 \x08 \u2028"
    text = f"The {evil} bridge fell on Monday. Nobody {evil} was hurt."
    said = {"id": f"a{evil}", "title": f"Title {evil}", "publisher": f"P {evil}", "author": evil}
    file = tmp_path / "evil\u202e\x9b1m.jsonl"
    file.write_text(json.dumps({**said, "text": text}) + "\n", encoding="utf-8")
    command = ["brief", "--format", format_, "--length", "1", str(file)]
    shown = at_terminal([COMMAND, *command])
    assert (shown.code, shown.pipe) == (0, "")
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]",
        re.sub(r"\x1b\[(?:[12]|22)m", "", shown.terminal),  # our own styles
    )
    if format_ == "json":
        assert json.loads(shown.terminal) == json.loads(run(*command).stdout)
        assert "\u202e" in run(*command).stdout.decode()


def test_a_message_about_a_long_address_is_cut() -> None:
    address = f"http://127.0.0.1/{'a' * 5000}"
    message = run("article", address).stderr.decode()
    assert len(message) < 1100
    assert message.startswith("summarise: http://127.0.0.1/aaa")
    assert " … " in message
    assert "private" in message
