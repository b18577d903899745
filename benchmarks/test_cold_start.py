"""Whole processes, from the command line to the last byte: ours beside scripts with sumy and summa.

They are run in turns, by race.py.
"""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from . import invented
from .clock import show, timed_before
from .peers import HAS_SUMMA, WHY_NO_SUMMA
from .processes import HERE, PYTHON, in_turns

SUMMARISE = str(Path(PYTHON).with_name("summarise"))
LONG = 20_000  # sentences
ROUNDS = 5


class Process(NamedTuple):
    """A command line, ``{file}`` and ``{long}`` still to be filled in, and how it is reported."""

    task: str
    argv: tuple[str, ...]
    peer: bool = False
    there: bool = True


PROCESSES = {
    "python -c pass": Process("nothing", (PYTHON, "-c", "pass")),
    "import summarizer": Process("import", (PYTHON, "-c", "import summarizer")),
    "import numpy": Process("import", (PYTHON, "-c", "import numpy"), peer=True),
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
    "script with summa": Process(
        "article", (PYTHON, str(HERE / "summa_script.py"), "{file}"), peer=True, there=HAS_SUMMA
    ),
    f"summarise article, {LONG:,} sentences": Process("long", (SUMMARISE, "article", "{long}")),
}


@pytest.fixture(scope="module")
def results(longest_article: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What race.py says of every process."""
    folder = tmp_path_factory.mktemp("cold")
    long = folder / "long.txt"
    long.write_text(invented.text(LONG), encoding="utf-8")
    places = {"{file}": str(longest_article), "{long}": str(long)}
    commands = {
        label: [places.get(part, part) for part in process.argv]
        for label, process in PROCESSES.items()
        if process.there
    }
    return in_turns(commands, ROUNDS, folder / "bytecode")


@timed_before
@pytest.mark.parametrize("label", PROCESSES)
def test_process(
    benchmark: BenchmarkFixture, label: str, results: dict[str, Any], longest_article: Path
) -> None:
    process = PROCESSES[label]
    if not process.there:
        pytest.skip(WHY_NO_SUMMA)
    result = results[label]
    benchmark.group = "cold start"
    benchmark.extra_info.update(
        label=label, tasks=[process.task], peer=process.peer, peak=result["peak"]
    )
    show(benchmark, result["seconds"])
    source = {"article": longest_article.read_text(encoding="utf-8"), "long": invented.text(LONG)}
    whole = " ".join(source.get(process.task, "").split())
    lines = result["output"].splitlines()
    assert len(lines) == (3 if process.task in source else 0)
    assert all(line in whole for line in lines)
