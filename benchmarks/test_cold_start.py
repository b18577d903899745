"""Whole processes, from the command line to the last byte: ours beside a script with sumy.

They are run in turns, by race.py.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from . import THREADS
from .conftest import invented_text
from .turns import show, timed_before

HERE = Path(__file__).parent
PYTHON = sys.executable
SUMMARISE = str(Path(PYTHON).with_name("summarise"))
LONG = 20_000  # sentences
ROUNDS = 11


class Process(NamedTuple):
    """A command line, ``{file}`` and ``{long}`` still to be filled in, and how it is reported."""

    task: str
    argv: tuple[str, ...]
    peer: bool = False


PROCESSES = {
    "python -c pass": Process("nothing", (PYTHON, "-c", "pass")),
    "import summarizer": Process("import", (PYTHON, "-c", "import summarizer")),
    "from summarizer import summarise": Process(
        "import a method", (PYTHON, "-c", "from summarizer import summarise")
    ),
    "from sumy.summarizers.lex_rank import LexRankSummarizer": Process(
        "import a method",
        (PYTHON, "-c", "from sumy.summarizers.lex_rank import LexRankSummarizer"),
        peer=True,
    ),
    "summarise article FILE": Process("article", (SUMMARISE, "article", "{file}")),
    "summarise article --method lexrank FILE": Process(
        "article", (SUMMARISE, "article", "--method", "lexrank", "{file}")
    ),
    "script with sumy's LexRank": Process(
        "article", (PYTHON, str(HERE / "sumy_script.py"), "{file}"), peer=True
    ),
    f"summarise article, {LONG:,} sentences": Process("long", (SUMMARISE, "article", "{long}")),
}


@pytest.fixture(scope="module")
def results(longest_article: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What race.py says of every process."""
    folder = tmp_path_factory.mktemp("cold")
    long = folder / "long.txt"
    long.write_text(invented_text(LONG), encoding="utf-8")
    places = {"{file}": str(longest_article), "{long}": str(long)}
    commands = {
        label: [places.get(part, part) for part in process.argv]
        for label, process in PROCESSES.items()
    }
    done = subprocess.run(
        [PYTHON, "-I", "-S", str(HERE / "race.py")],
        input=json.dumps({"rounds": ROUNDS, "commands": commands}),
        env=_environment(folder / "bytecode"),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _environment(bytecode: Path) -> dict[str, str]:
    """A user's: all cores, and modules compiled once, by the round that does not count."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in THREADS and not name.startswith("PYTHON")
    }
    return kept | {"PYTHONPYCACHEPREFIX": str(bytecode)}


@timed_before
@pytest.mark.parametrize("label", PROCESSES)
def test_process(
    benchmark: BenchmarkFixture, label: str, results: dict[str, Any], longest_article: Path
) -> None:
    process, result = PROCESSES[label], results[label]
    benchmark.group = "cold start"
    benchmark.extra_info.update(
        label=label, task=process.task, peer=process.peer, peak=result["peak"]
    )
    show(benchmark, result["seconds"])
    source = {"article": longest_article.read_text(encoding="utf-8"), "long": invented_text(LONG)}
    whole = " ".join(source.get(process.task, "").split())
    lines = result["output"].splitlines()
    assert len(lines) == (3 if process.task in source else 0)
    assert all(line in whole for line in lines)
