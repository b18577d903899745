"""What the pages show is what happens, and what there is stands on the pages.

All the code of a page runs from the top of the repository:

* The ```python blocks of a page share one namespace. The ```text block that comes next after one
  is what it prints.
* In a ```console block each line that starts with "$ summarise " is run by the shell, and the
  lines up to the next "$ " are what it writes, errors among it. A line "…" stands for any lines.

Code that is not to be run, another library's for one, is in a block of another name, such as ```py.
"""

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import summarizer
import summarizer.summary  # registers the methods, before a page adds its own
from summarizer import Document, brief, evaluation, render, summarise
from summarizer.cli import cli
from summarizer.cli.options import Setting
from summarizer.read.formats import FORMATS
from summarizer.registry import rankers, selectors
from summarizer.text.languages import language_codes

from .commands import run
from .conftest import ROOT

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
DATA = Path(summarizer.__file__).parent / "text" / "data"

_FENCED = re.compile(
    r"^(?P<indent> *)(?P<fence>`{3,})(?P<language>[^\n`]*)\n(?P<text>.*?)^(?P=indent)(?P=fence) *$",
    re.MULTILINE | re.DOTALL,
)
_OF_A_SHELL = re.compile(r"[|<>&;$*`]")
_LONG_DECIMAL = re.compile(r"\d+\.\d{7,}(?:e-?\d+)?")


class Block(NamedTuple):
    """A fenced block of a page: its language, its text, and the line its text starts on."""

    language: str
    text: str
    line: int


class Session(NamedTuple):
    """A command of a page and what it writes there."""

    command: str
    shown: str
    place: str


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            found["language"].strip(),
            textwrap.dedent(found["text"]),
            text.count("\n", 0, found.start("text")) + 1,
        )
        for found in _FENCED.finditer(text)
    ]


def sessions(page: Path) -> Iterator[Session]:
    for block in blocks(page):
        lines = block.text.splitlines() if block.language == "console" else []
        starts = [i for i, line in enumerate(lines) if line.startswith("$ ")]
        for start, end in zip(starts, [*starts, len(lines)][1:], strict=True):
            if lines[start].startswith("$ summarise "):
                place = f"{page.name}:{block.line + start}"
                yield Session(lines[start][2:], tidy("\n".join(lines[start + 1 : end])), place)


_PROGRESS = re.compile(r"^summarise: [\d,]+ articles, .* left\n", re.MULTILINE)


def tidy(output: str) -> str:
    """Without blanks at line ends, and no more digits of a number than every machine gives.

    Neither with the lines that tell how far a command is, which a slow machine alone shows.
    """
    output = _PROGRESS.sub("", output)
    rounded = _LONG_DECIMAL.sub(lambda number: f"{float(number[0]):.6g}", output)
    return "\n".join(line.rstrip() for line in rounded.splitlines()).strip("\n")


def agrees(shown: str, output: str) -> bool:
    """Whether the output is what is shown, for any lines in the place of a line "…"."""
    parts = [
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line) + r"\n"
        for line in shown.splitlines()
    ]
    return re.fullmatch("".join(parts), f"{output}\n" if output else "") is not None


def written(command: str) -> str:
    """What a command line writes to both its outputs."""
    if _OF_A_SHELL.search(command):
        return in_a_shell(command)
    done = run(*shlex.split(command)[1:])
    return (done.stderr + done.stdout).decode()


def in_a_shell(command: str) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return subprocess.run(
        command,
        shell=True,
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    ).stdout


@pytest.mark.usefixtures("own_methods")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_prints_what_is_shown(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    namespace: dict[str, Any] = {"__name__": page.stem}
    found = blocks(page)
    for block, following in zip(found, [*found, None][1:], strict=True):
        if block.language != "python":
            continue
        code = compile("\n" * (block.line - 1) + block.text, str(page), "exec")
        with contextlib.redirect_stdout(io.StringIO()) as output:
            exec(code, namespace)
        if following is not None and following.language == "text":
            assert output.getvalue() == following.text, f"{page.name}:{following.line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_write_what_is_shown(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for session in sessions(page):
        output = tidy(written(session.command))
        # Not in one: without "…" pytest shows where the two part.
        if "…" not in session.shown.split("\n"):
            assert output == session.shown, session.place
        assert agrees(session.shown, output), f"{session.place} writes\n{output}"


def test_an_ellipsis_stands_for_any_lines() -> None:
    assert agrees("a\n…\nd", "a\nb\nc\nd")
    assert agrees("a\n…", "a")
    assert agrees("…", "")
    assert not agrees("a\n…\nd", "a\nb\nc")
    assert not agrees("a", "a\nb")
    assert not agrees("a…", "ab")


def test_blocks_and_sessions_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "1. First:\n\n   ```python\n   if True:\n       x = 1\n   ```\n\n"
        "```console\n$ summarise methods\na\n\nb\n$ make demo\nc\n```\n"
    )
    assert blocks(page)[0] == Block("python", "if True:\n    x = 1\n", 4)
    assert list(sessions(page)) == [Session("summarise methods", "a\n\nb", "page.md:9")]


def rows(page: str) -> list[list[str]]:
    """The cells of the rows of all tables of a page, without the marks of code."""
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in lines
        if line.startswith("|")
    ]


def names(page: str) -> set[str]:
    """What the tables of a page explain: the names in their first column."""
    return {name for row in rows(page) for name in row[0].split("`, `")}


def test_the_layers_are_those_that_hold() -> None:
    """The table of the design has the order that the import linter holds, from the bottom up."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    package, text = project["tool"]["importlinter"]["contracts"][:2]
    listed = [name for row in rows("design.md") for name in row[0].split("`, `")]
    for order, found in (
        (package, [name for name in listed if "." not in name]),
        (text, [name.removeprefix("text.") for name in listed if name.startswith("text.")]),
    ):
        held = [name for name in reversed(order["layers"]) if name != "text"]
        assert [name for name in found if name in held] == held


@pytest.mark.parametrize("package", ["cli", "evaluation", "read", "read/web", "rendering", "spark"])
def test_every_file_of_a_package_is_in_the_design(package: str) -> None:
    page = (DOCS / "design.md").read_text(encoding="utf-8")
    folder = Path(summarizer.__file__).parent / package
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {name for name in files if f"`{name}`" not in page} == set()


def test_every_language_is_in_the_table() -> None:
    expected = []
    for code in language_codes():
        data = tomllib.loads((DATA / f"{code}.toml").read_text(encoding="utf-8"))
        tested = data["tested"] or "our paragraph alone"
        expected.append([code, data["name"], "yes" if data["snowball"] else "no", tested])
    found = [row[:4] for row in rows("languages.md") if re.fullmatch("[a-z]{2}", row[0])]
    assert found == expected


def test_every_key_of_a_language_is_explained() -> None:
    keys: set[str] = set()
    for path in DATA.glob("*.toml"):
        keys |= set(tomllib.loads(path.read_text(encoding="utf-8")))
    assert keys <= names("languages.md")


def options() -> Iterator[tuple[str, Setting]]:
    """The long options of all commands, and what stands behind each."""
    for command in cli.commands.values():
        for option in command.params:
            if isinstance(option, Setting):
                yield f"--{option.key}", option


def test_every_option_is_on_a_page() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in DOCS.glob("*.md"))
    written = set(re.findall(r"--[a-z-]+", pages.replace("--no-", "--")))
    assert {name for name, _option in options()} <= written


def test_the_page_of_the_command_names_what_no_file_may_set() -> None:
    [line] = re.findall(
        r"^- .* can only be set on the command line\.",
        (DOCS / "command.md").read_text(),
        re.MULTILINE,
    )
    alone = {name for name, option in options() if not option.settable}
    assert set(re.findall(r"--[a-z-]+", line)) | {"--output"} == alone


def test_help_names_every_format_that_can_be_read() -> None:
    said = (cli.help or "").lower()
    for known in FORMATS:
        assert known.name in " ".join(said.split()), known.name


def test_every_method_is_on_its_page() -> None:
    for registry in (rankers, selectors):
        assert set(registry._entries) <= names("methods.md")


def test_every_public_name_is_on_its_page() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    for name in (*summarizer.__all__, *evaluation.__all__):
        assert re.search(rf"(?::: |summarizer\.){name}\b", text), name


def keys_of(value: Any) -> set[str]:
    """The names of all fields of a JSON value, however deep."""
    if isinstance(value, list):
        return {key for item in value for key in keys_of(item)}
    if isinstance(value, dict):
        return set(value).union(*map(keys_of, value.values()))
    return set()


def test_every_field_of_the_json_is_explained(articles: list[Document]) -> None:
    copy = Document.from_text(articles[0].text, id="copy")
    written = [
        render(summarise(articles[0]), "json"),
        render(brief([*articles, copy]), "json"),
    ]
    keys = keys_of([json.loads(result) for result in written])
    assert {"also_in", "kind", "published"} <= keys
    assert keys <= names("json.md")


def test_the_table_of_methods_has_the_committed_figures() -> None:
    """The columns of the bundled corpus, and the picture drawn from the same figures."""
    results = ROOT / "benchmarks" / "results" / "quality.json"
    tasks = json.loads(results.read_text(encoding="utf-8"))["tasks"]
    page = (DOCS / "accuracy.md").read_text(encoding="utf-8")
    shown = {row[0]: row for row in rows("accuracy.md") if "±" in "".join(row)}
    for task, column in (("article", 1), ("brief", 3)):
        for method, figures in tasks[task].items():
            found = [float(cell) for cell in re.findall(r"[\d.]+", shown[method][column])[:2]]
            means = [100 * figures[f"{name}.f1"][0] for name in ("rouge1", "rouge2")]
            assert found == pytest.approx(means, abs=0.06), (task, method)
    assert "](quality.svg)" in page


def test_every_test_that_a_promise_of_security_names_is_there() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`(test_\w+\.py)(?:::(test_\w+))?`", page)
    assert len(named) > 10
    for file, test in named:
        code = (ROOT / "tests" / file).read_text(encoding="utf-8")
        assert f"\ndef {test}" in code, (file, test)
