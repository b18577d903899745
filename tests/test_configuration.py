"""Defaults from files and variables: which wins, what is refused, and what 'config' says of it."""

import json
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.cli import cli, main
from summarizer.cli.options import FILE, Setting

from .commands import passed, run, stopped
from .conftest import ARTICLES
from .items import rows, write_lines

STORY = str(ARTICLES / "ferry-coast-wire.txt")
SOURCES = ("command line", "own variable", "variable", "own table", "file")
"""That may set an option, the strongest first."""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of one's own."""
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def origins(*arguments: str, env: dict[str, str] | None = None) -> dict[tuple[str, str], Any]:
    """What 'config' says: value and source by command and option, built-in ones left out."""
    found = json.loads(passed(run("config", "-f", "json", *arguments, env=env)))
    return {
        (o["command"], o["option"]): (o["value"], o["source"])
        for o in found
        if o["source"] != "default"
    }


def sentences(*arguments: str, env: dict[str, str] | None = None) -> int:
    return len(passed(run("article", STORY, *arguments, env=env)).splitlines())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(SOURCES)), st.sampled_from(["summarise.toml", "pyproject.toml"]))
def test_the_strongest_of_whatever_sets_an_option_wins(
    elsewhere: Path, given_by: set[str], name: str
) -> None:
    for old in elsewhere.glob("*.toml"):
        old.unlink()
    inside = "" if name == "summarise.toml" else "tool.summarise"
    top = f"[{inside}]\n" if inside else ""
    own = f"[{inside}.article]\n" if inside else "[article]\n"
    lines = top + ("length = 5\n" if "file" in given_by else "")
    write(elsewhere / name, lines + own + ("length = '4'\n" if "own table" in given_by else ""))
    variables = {
        "own variable": ("SUMMARISE_ARTICLE_LENGTH", "2"),
        "variable": ("SUMMARISE_LENGTH", "6"),
    }
    env = {v[0]: v[1] if key in given_by else "" for key, v in variables.items()}
    arguments = ["--length", "1"] if "command line" in given_by else []
    expected = dict(zip((*SOURCES, ""), (1, 2, 6, 4, 5, 3), strict=True))
    strongest = next((source for source in SOURCES if source in given_by), "")
    assert sentences(*arguments, env=env) == expected[strongest]
    place = f"{name}: {inside}." if inside else f"{name}: "
    shown = {
        "own variable": ("2", "SUMMARISE_ARTICLE_LENGTH"),
        "variable": ("6", "SUMMARISE_LENGTH"),
        "own table": ("4", f"{place}article.length"),
        "file": (5, f"{place}length"),
    }
    untyped = next((source for source in SOURCES[1:] if source in given_by), "")
    assert origins(env=env).get(("article", "length")) == shown.get(untyped)


def test_the_nearest_file_that_says_something_is_the_only_one(elsewhere: Path) -> None:
    write(elsewhere.parent.parent / "summarise.toml", "length = 1\nlanguage = 'de'")
    assert sentences() == 1
    write(elsewhere.parent / "pyproject.toml", "[tool.summarise]\nlength = 2")
    assert sentences() == 2
    assert origins()["article", "length"] == (2, "../pyproject.toml: tool.summarise.length")
    assert ("article", "language") not in origins()
    write(elsewhere / "pyproject.toml", "[tool.other]\nsummarise = 1")
    assert sentences() == 2
    (elsewhere / "pyproject.toml").write_bytes(b"\xff not even TOML")
    assert sentences() == 2
    write(elsewhere / "pyproject.toml", "[tool.summarise]\nlength = 4")
    assert sentences() == 4
    write(elsewhere / "summarise.toml", "length = 5")
    assert sentences() == 5
    assert sentences("--no-config") == 3
    assert sentences(env={"SUMMARISE_NO_CONFIG": "1"}) == 3
    other = write(elsewhere / "other.toml", "length = 6")
    assert sentences("--config", str(other)) == 6
    assert sentences(env={"SUMMARISE_CONFIG": "other.toml"}) == 6
    assert sentences("--no-config", env={"SUMMARISE_CONFIG": "other.toml"}) == 3
    assert sentences("--config", "other.toml", env={"SUMMARISE_NO_CONFIG": "1"}) == 6


def test_a_value_for_all_goes_to_the_commands_that_can_take_it(elsewhere: Path) -> None:
    text = "method = ['lead', 'textrank']\nformat = 'markdown'\nlength = '2'\nquiet = true"
    write(elsewhere / "summarise.toml", text)
    found = origins()
    assert {command for command, option in found if option == "method"} == {"evaluate"}
    assert {command for command, option in found if option == "format"} == {
        "article",
        "brief",
        "compare",
    }
    assert passed(run("methods")).startswith("centroid")
    assert passed(run("article", STORY)).startswith("## ferry")
    assert origins(env={"SUMMARISE_FORMAT": "junit"}).get(("article", "format")) == (
        "markdown",
        "summarise.toml: format",
    )
    assert passed(run("article", STORY, "-l", "1w", "--format", "text"))  # and no notice
    assert b"no sentence" in run("article", STORY, "-l", "1w", "--no-quiet").stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lenght = 3", "lenght: unknown key: did you mean 'length'?"),
        ("[breif]\nlength = 3", "breif: unknown key: did you mean 'brief'?"),
        ("[brief]\nlenght = 3", "brief.lenght: unknown key: did you mean 'length'?"),
        ("[article]\nstories = 'one'", "article.stories: unknown key"),
        ("on_error = 'skip'", "did you mean 'on-error'?"),
        ("output = 'x'", "output can only be set on the command line"),
        (
            "[evaluate]\nupdate-baseline = true",
            "update-baseline can only be set on the command line",
        ),
        ("allow-private = true", "allow-private can only be set on the command line"),
        ("length = [3]", "length must be a string, got [3]"),
        ("length = true", "length must be a string, got True"),
        ("[evaluate]\nseed = '1'", "evaluate.seed must be a whole number, got '1'"),
        ("ceiling = 'high'", "ceiling must be a number, got 'high'"),
        ("quiet = 1", "quiet must be true or false, got 1"),
        ("[evaluate]\nmetric = [1, true]", "must be a string, or a list of such"),
        ('known = "a\\u0000b"', "known must be a string"),
        ('[evaluate]\nstop-words = "a\\u0000b"', "stop-words must be a string"),
        ("brief = 3", "brief is the name of a command: write a table, [brief]"),
        ("length = 1\nlength = 2", ", line 2: not TOML: Cannot overwrite a value"),
        ("length = ", ", line 1: not TOML: Invalid value"),
        (f"length = {'9' * 5000}", ", line 1: not TOML: Exceeds the limit"),
        ("language = 'klingon'", "(set by summarise.toml: language)"),
        ("length = 0", "a length of 0 sentences is not positive"),
        ("[article]\nmethod = 'texrank'", "(set by summarise.toml: article.method)"),
        ("[article]\nmethod = ''", "(set by summarise.toml: article.method)"),
        ("ceiling = 7", "(set by summarise.toml: ceiling)"),
        ("format = 'jsn'", "did you mean 'json'"),
    ],
)
def test_what_is_wrong_in_a_file_is_one_line(elsewhere: Path, text: str, message: str) -> None:
    write(elsewhere / "summarise.toml", text)
    line = stopped(run("article", STORY), 2)
    assert message in line
    assert "summarise.toml" in line


def test_files_that_cannot_be_read(elsewhere: Path) -> None:
    assert "no.toml: no such file" in stopped(run("article", STORY, "--config", "no.toml"), 2)
    (elsewhere / "summarise.toml").write_bytes(b"# one\nlanguage = '\xff'")
    assert "summarise.toml, line 2: not UTF-8" in stopped(run("article", STORY), 2)
    write(elsewhere / "pyproject.toml", "")
    line = stopped(run("article", STORY, "--config", "pyproject.toml"), 2)
    assert "has no [tool.summarise]" in line
    for order in (["--config", "pyproject.toml", "--no-config"], ["--no-config", "--config", "x"]):
        write(elsewhere / "pyproject.toml", "[tool.summarise]\n")
        assert "cannot be combined" in stopped(run("article", STORY, *order), 2)


def test_a_wrong_variable_is_named() -> None:
    line = stopped(run("article", STORY, env={"SUMMARISE_CEILING": "x"}), 2)
    assert "'x' is not a valid float" in line
    assert "(set by SUMMARISE_CEILING)" in line
    line = stopped(run("article", STORY, env={"SUMMARISE_ARTICLE_LANGUAGE": "xx"}), 2)
    assert "(set by SUMMARISE_ARTICLE_LANGUAGE)" in line
    assert "set by" not in stopped(run("article", STORY, "--language", "xx"), 2)


def test_names_of_files_are_beside_the_file(elsewhere: Path) -> None:
    write(elsewhere.parent / "read.txt", Path(STORY).read_text(encoding="utf-8"))
    write(elsewhere.parent / "summarise.toml", "[brief]\nknown = 'read.txt'")
    assert origins()["brief", "known"][0] == ["../read.txt"]
    assert "Nothing new." in passed(run("brief", STORY))


def test_an_evaluation_says_the_same_wherever_its_settings_stand(elsewhere: Path) -> None:
    write_lines(elsewhere / "d.jsonl", rows(12))
    arguments = ["-m", "lead", "-m", "random", "--length", "1", "--metric", "rouge2", "--no-stem"]
    typed = passed(run("evaluate", "d.jsonl", *arguments))
    text = "length = 1\nmethod = ['lead', 'random']\n[evaluate]\nmetric = 'rouge2'\nstem = false"
    write(elsewhere / "summarise.toml", text)
    assert passed(run("evaluate", "d.jsonl")) == typed
    env = {"SUMMARISE_EVALUATE_METHOD": "lead random", "SUMMARISE_METRIC": "rouge2"}
    env |= {"SUMMARISE_LENGTH": "1", "SUMMARISE_STEM": "0"}
    assert passed(run("evaluate", "d.jsonl", "--no-config", env=env)) == typed


def test_a_variable_that_sets_nothing_is_pointed_out() -> None:
    result = run("config", env={"SUMMARISE_LENGHT": "3"})
    assert result.returncode == 0
    assert result.stderr.decode() == (
        "summarise: SUMMARISE_LENGHT is not a setting: did you mean SUMMARISE_LENGTH?\n"
    )


def test_every_option_is_listed_and_none_that_writes_can_be_set() -> None:
    listed = passed(run("config"))
    assert not [line for line in listed.splitlines() if len(line.split()) < 4]  # all in force
    for name, command in cli.commands.items():
        for option in command.params:
            if not isinstance(option, Setting):
                continue
            line = any(row.split()[:2] == [name, option.key] for row in listed.splitlines())
            assert line == option.settable, (name, option.key)
    # What the library has to know of an option added later: an ordinary one cannot be set.
    plain = {
        option.name
        for command in cli.commands.values()
        for option in command.params
        if isinstance(option, click.Option) and not isinstance(option, Setting)
    }
    assert plain == {"config", "no_config", "format_"}
    reads = {"known", "languages", "exceptions", "stop-words", "baseline"}
    for command in cli.commands.values():
        for option in command.params:
            if isinstance(option, Setting) and option.type is FILE and option.settable:
                assert option.key in reads


def test_help_and_completion_do_not_read_files(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(elsewhere / "summarise.toml", "not TOML")
    assert main(["article", "--help"]) == 0
    assert "--config FILE" in capsys.readouterr().out
