"""The form of the pages: every fenced block is run or checked, and every link leads somewhere.

tests/test_docs.py runs what is in ```python and ```console. Of the other languages each has a
check here, and a block of a language without one fails.
"""

import ast
import json
import re
import shlex
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

import click
import pytest

from summarizer import Document, use_languages
from summarizer.cli import cli

from .conftest import ROOT
from .test_docs import DOCS, PAGES, Block, blocks, names

READ = [
    *PAGES,
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "benchmarks" / "README.md",
    ROOT / "benchmarks" / "corpus" / "README.md",
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Commands of ```console blocks that test_docs.py does not run, and what does.
RUN_ELSEWHERE = {
    "make demo": ".ci/run",
    "make report": ".ci/run",
    "make test": ".ci/run",
    "python -m benchmarks.statements": "tests/test_disagreements.py",
}
# Run, or checked by Sphinx, or output of ours, of which there is nothing to check by itself.
SHOWN = re.compile(r"python|console|\{[\w-]+\}(?: .*)?|text|html")


# Commands that are shown and not run, for want of the file, the network or the time.


def check_summarise(arguments: list[str]) -> None:
    """The command and its options are real ones; the files need not be, nor a command before."""
    if arguments[0].startswith("YOUR_"):
        arguments = ["article", *arguments]
    command = cli.commands[arguments[0]]
    command.make_parser(click.Context(command)).parse_args(arguments[1:])


def check_make(arguments: list[str]) -> None:
    makefile = ROOT / "Makefile"
    if makefile.exists():  # the sdist has none
        assert f"\n{arguments[0]}:" in makefile.read_text(encoding="utf-8")


def check_pip(arguments: list[str]) -> None:
    """Of our own package only extras that there are are named."""
    assert arguments[0] == "install"
    named = [
        extra
        for extras in re.findall(r"\[(.+?)\]", str(arguments)[1:-1])
        for extra in extras.split(",")
    ]
    assert set(named) <= set(PROJECT["optional-dependencies"])


def check_python(arguments: list[str]) -> None:
    if arguments[0] == "-c":
        ast.parse(arguments[1])
    elif arguments[0] == "-m":
        assert find_spec(arguments[1])
    else:
        assert (ROOT / arguments[0]).is_file()


def check_eval(arguments: list[str]) -> None:
    """What is put in place of ``$(…)`` is a command of its own."""
    check_shell(arguments[0].removeprefix("$(").removesuffix(")"))


def check_export(arguments: list[str]) -> None:
    assert arguments[0].startswith(("SUMMARISE_", "TIKTOKEN_CACHE_DIR="))


def anything(arguments: list[str]) -> None:
    """Commands of the system, which are what they are."""


SHELL: dict[str, Callable[[list[str]], None]] = {
    "cd": anything,
    "curl": anything,
    "eval": check_eval,
    "export": check_export,
    "git": anything,
    "make": check_make,
    "pip": check_pip,
    "python": check_python,
    "summarise": check_summarise,
}


def check_shell(text: str) -> None:
    for line in text.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        for joined, command in groupby(words, "&&".__eq__):
            if not joined:
                name, *arguments = command
                SHELL[name](arguments)


def check_foreign(text: str) -> None:
    """Python that is not run imports a package that we do not depend on; all other Python runs."""
    tree = ast.parse(text)
    found = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None) or node.names[0].name]
    }
    assert found - {"numpy", "summarizer"} - sys.stdlib_module_names


CHECKS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "py": check_foreign,
    "sh": check_shell,
    "toml": tomllib.loads,
    "yaml": str,  # see test_action.py
}


def unchecked(page: Path) -> Iterator[Block]:
    return (block for block in blocks(page) if not SHOWN.fullmatch(block.language))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_block_that_is_not_run_is_checked(page: Path) -> None:
    for block in unchecked(page):
        place = f"{page.name}:{block.line}"
        assert block.language in CHECKS, f"{place}: no check for ```{block.language}"
        try:
            CHECKS[block.language](block.text)
        except (AssertionError, KeyError, ValueError, SyntaxError, click.UsageError) as error:
            raise AssertionError(f"{place}: {error!r}") from error


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_command_that_is_shown_with_its_output_is_run(page: Path) -> None:
    for block in blocks(page):
        if block.language != "console":
            continue
        for command in re.findall(r"^\$ (.*?)(?: +#.*)?$", block.text, re.MULTILINE):
            assert command.startswith("summarise ") or command in RUN_ELSEWHERE, command


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sh", "summarise article --lenght 3 story.txt"),
        ("sh", "summarise artikel story.txt"),
        ("sh", "make everything"),
        ("sh", "pip install '.[everything]'"),
        ("sh", "python benchmarks/nothing.py"),
        ("sh", "wget somewhere"),
        ("sh", "curl -o a.html somewhere && summarise artikel a.html"),
        ("py", "from summarizer import summarise"),
        ("toml", "a = b"),
        ("json", "{'a': 1}"),
    ],
)
def test_the_checks_see_what_is_wrong(language: str, text: str) -> None:
    with pytest.raises((AssertionError, KeyError, ValueError, click.UsageError)):
        CHECKS[language](text)


# Links.


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and MyST make them."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", READ, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\((?!https?://)([^)\s]+)\)", text):
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), f"{page.name}: {target}"
        assert not anchor or anchor in anchors(file), f"{page.name}: {target}"


def test_every_page_is_once_in_the_table_of_contents() -> None:
    tables = [b.text for b in blocks(DOCS / "index.md") if b.language == "{toctree}"]
    listed = re.findall(r"^(?:.+ <)?([\w-]+)>?$", "\n".join(tables), re.MULTILINE)
    assert sorted(listed) == sorted({page.stem for page in DOCS.glob("*.md")} - {"index"})


# What the pages promise.


def test_every_extra_is_in_the_table() -> None:
    text = (DOCS / "install.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE))
    assert shown == set(PROJECT["optional-dependencies"])


def test_every_dependency_has_its_reason() -> None:
    packages = {re.split(r"[<>=\[]", line)[0] for line in PROJECT["dependencies"]}
    assert packages <= names("design.md")


def test_the_smallest_language_works(tmp_path: Path) -> None:
    page = DOCS / "extending.md"
    [smallest] = [
        block.text
        for block in blocks(page)
        if block.language == "toml" and "Esperanto" in block.text
    ]
    text = (
        "La malnova ponto falis lunde. Prof. Weber ne surpriziĝis, ekz. pro la rusto. "
        "Neniu vundiĝis."
    )
    assert text in page.read_text(encoding="utf-8")
    (tmp_path / "eo.toml").write_text(smallest, encoding="utf-8")
    use_languages(tmp_path)
    try:
        assert len(Document.from_text(text, language="eo").sentences) == 3
    finally:
        use_languages(None)


@pytest.mark.parametrize("page", READ, ids=lambda page: page.name)
def test_pictures_are_there_and_quick_to_load(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    pattern = r"(?:!\[[^]]*\]\(|src(?:set)?=\"|^```\{image\} )([^)\"\s]+)"
    for name in re.findall(pattern, text, re.MULTILINE):
        if "://" not in name:
            assert (page.parent / name).stat().st_size <= 150_000, name
