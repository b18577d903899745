"""Finding methods by name, and a stranger's package that brings one."""

import subprocess
import sys
import zipfile
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest

from summarizer import Features, MethodError, UnknownNameError
from summarizer.registry import Registry

PLUGIN = '''
from summarizer import ranker, selector


@ranker("shouting", cites="nobody", takes_query=True)
def shouting(features):
    """Sentences with exclamation marks."""
    import numpy as np
    return np.array([float(s.text.count("!")) for s in features.sentences])


def undecorated(features):
    return shouting(features)


@selector("last", partner="shouting")
def last(features, scores, length):
    """The last sentence."""
    return [len(features) - 1]
'''
ENTRY_POINTS = """
[summarizer.rankers]
shouting = loud_summaries:shouting
plain = loud_summaries:undecorated
broken = loud_summaries:missing
[summarizer.selectors]
last = loud_summaries:last
"""


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed a tiny package with methods of its own."""
    folder = tmp_path_factory.mktemp("plugin")
    wheel = folder / "loud_summaries-1.0-py3-none-any.whl"
    info = "loud_summaries-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("loud_summaries.py", PLUGIN)
        archive.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: loud_summaries\nVersion: 1.0\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/entry_points.txt", ENTRY_POINTS)
        archive.writestr(f"{info}/RECORD", "")
    target = folder / "site"
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-deps"]
    subprocess.run([*command, "--target", str(target), str(wheel)], check=True, capture_output=True)
    return target


def run(plugin: Path, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        [str(argument) for argument in arguments],
        env={**os.environ, "PYTHONPATH": str(plugin)},
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )


COMMAND = str(Path(sys.executable).with_name("summarise"))
TEXT = "Cats sleep. Dogs bark! Cows graze. Hens cluck!!"


def test_a_strangers_methods_work_in_python(plugin: Path) -> None:
    for method in ("shouting", "plain"):
        code = f"import summarizer; print(summarizer.summarise({TEXT!r}, 2, {method!r}))"
        assert run(plugin, sys.executable, "-c", code).stdout == "Dogs bark! Hens cluck!!\n"


def test_a_strangers_methods_work_in_the_command(plugin: Path) -> None:
    article = [COMMAND, "article", "-", "-l", "1", "-m"]
    assert run(plugin, *article, "shouting", text=TEXT).stdout == "Hens cluck!!\n"
    assert run(plugin, *article, "last", text=TEXT).stdout == "Hens cluck!!\n"
    assert run(plugin, *article, "lead", "--select", "last", text=TEXT).stdout == "Hens cluck!!\n"
    listed = run(plugin, COMMAND, "methods").stdout
    assert "Sentences with exclamation marks." in listed
    assert '"nobody"' in run(plugin, COMMAND, "methods", "--format", "json").stdout


def test_a_plug_in_that_fails_says_so_in_one_line(plugin: Path) -> None:
    result = run(plugin, COMMAND, "article", "-", "-m", "broken", text=TEXT)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "'broken' of loud_summaries:missing cannot be loaded: AttributeError" in result.stderr
    listed = run(plugin, COMMAND, "methods")
    assert listed.returncode == 0
    assert "broken" in listed.stdout


def test_names_are_looked_up_registered_and_listed() -> None:
    registry: Registry = Registry("ranker", "no.such.group", partner="greedy", takes_query=False)  # type: ignore[type-arg]

    @registry.register("ones", cites="somebody", takes_query=True)
    def ones(features: Features) -> np.ndarray:
        """All the same.

        And more.
        """
        return np.ones(len(features))

    entry = registry.get("ones")
    assert (entry.function, entry.partner, entry.cites) == (ones, "greedy", "somebody")
    assert entry.summary == "All the same."
    assert registry.names() == ["ones"]
    assert registry.find("twos") is None
    with pytest.raises(UnknownNameError, match="unknown ranker 'onse': did you mean 'ones'"):
        registry.get("onse")


def test_an_entry_point_must_be_a_function() -> None:
    registry: Registry = Registry("ranker", "none", partner="greedy", takes_query=False)  # type: ignore[type-arg]
    with pytest.raises(MethodError, match="math:pi is not a function"):
        registry._load(EntryPoint("pi", "math:pi", "none"))


def test_a_name_that_is_taken_is_refused() -> None:
    registry: Registry = Registry("ranker", "none", partner="greedy", takes_query=False)  # type: ignore[type-arg]

    def first(features: Features) -> None: ...

    def second(features: Features) -> None: ...

    registry.register("x")(first)
    registry.register("x")(first)
    with pytest.raises(MethodError, match=r"ranker 'x' is taken by .*first"):
        registry.register("x")(second)


def test_an_edited_cell_registers_its_function_again() -> None:
    registry: Registry = Registry("ranker", "none", partner="greedy", takes_query=False)  # type: ignore[type-arg]
    cell = "@register('mine')\ndef mine(features):\n    return {}\n"
    for line in range(3):  # each time on another line, and with another body
        scope = {"register": registry.register, "__name__": "__main__"}
        exec("\n" * line + cell.format(line), scope)
        assert registry.get("mine").function is scope["mine"]
    other = {"register": registry.register, "__name__": "elsewhere"}
    with pytest.raises(MethodError, match=r"ranker 'mine' is taken by __main__\.mine"):
        exec(cell.format(9), other)


def test_what_has_no_name_of_its_own_takes_no_others_place() -> None:
    registry: Registry = Registry("ranker", "none", partner="greedy", takes_query=False)  # type: ignore[type-arg]
    registry.register("x")(lambda features: 1)
    with pytest.raises(MethodError, match="is taken by"):
        registry.register("x")(lambda features: 2)
