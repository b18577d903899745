"""What grows with the text, and what must not: briefs of ever more sentences, summaries in a loop.

Each in a process of its own (probes.py). The long brief is made between two of the short one, so
that whatever else the machine does falls on both.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from . import invented, probes
from .clock import show, timed_before
from .processes import PYTHON, in_turns

SHORT, LONG = 20_000, 100_000  # sentences
EACH = 50  # sentences a document
MOST_WORDS = 120
SENTENCES = 20  # of an article
AT_FIRST = 1000  # articles, after which memory is looked at first
GROWS_LESS = 1.1  # times what was held by then


class Loop(NamedTuple):
    """Articles one after another.

    Attributes:
        articles: how many.
        new_words: in each of their sentences, that were in none before.
        full: the number of articles after which no more memory should be taken.
    """

    articles: int
    new_words: int
    full: int


LOOPS = {
    "articles of the same 4,000 words": Loop(10_000, 0, AT_FIRST),
    "200 new words in each article": Loop(4000, 10, 2000),
}

pytestmark = pytest.mark.slow


@cache
def documents(size: int) -> list[str]:
    return invented.documents(size, EACH)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("growth")


@pytest.fixture(scope="module")
def briefs(folder: Path) -> dict[int, list[dict[str, Any]]]:
    """What race.py and the probe say of every brief, by the number of sentences."""
    commands, sizes = {}, {"before": SHORT, "long": LONG, "after": SHORT}
    for name, size in sizes.items():
        path = folder / f"{size}.jsonl"
        probes.write(path, documents(size))
        commands[name] = [PYTHON, "-m", "benchmarks.probes", "brief", str(path)]
    results = in_turns(commands, 1, folder / "bytecode", warm=False)
    found: dict[int, list[dict[str, Any]]] = {}
    for name, size in sizes.items():
        told = json.loads(results[name]["output"])
        found.setdefault(size, []).append(told | {"peak": results[name]["peak"]})
    return found


@timed_before
@pytest.mark.parametrize("size", [SHORT, LONG])
def test_brief(
    benchmark: BenchmarkFixture, size: int, briefs: dict[int, list[dict[str, Any]]]
) -> None:
    """All documents as one story."""
    made = briefs[size]
    peak = max(one["peak"] for one in made)
    benchmark.group = "growth"
    benchmark.extra_info.update(
        label='brief, `stories="one"`', tasks=["brief"], peer=False, size=size, peak=peak
    )
    show(benchmark, [one["seconds"] for one in made])
    whole = "\n\n".join(documents(size))
    for one in made:
        assert one["lines"]
        assert all(line in whole for line in one["lines"])
        assert sum(len(line.split()) for line in one["lines"]) <= MOST_WORDS


@timed_before
@pytest.mark.parametrize("label", LOOPS)
def test_loop(benchmark: BenchmarkFixture, label: str, folder: Path) -> None:
    """One article after another through ``summarise``."""
    loop = LOOPS[label]
    path = folder / "articles.jsonl"
    probes.write(path, invented.articles(loop.articles, SENTENCES, loop.new_words))
    command = [PYTHON, "-m", "benchmarks.probes", "articles", str(path)]
    result = in_turns({label: command}, 1, folder / "bytecode", warm=False)[label]
    told = json.loads(result["output"])
    held = {int(number): octets for number, octets in told["held"].items()}
    looked = sorted({AT_FIRST, loop.full, loop.articles})
    benchmark.group = "memory"
    benchmark.extra_info.update(
        label=label, tasks=["loop"], peer=False, held={number: held[number] for number in looked}
    )
    show(benchmark, [told["seconds"]])
    assert told["texts"] == loop.articles
    assert held[loop.articles] < GROWS_LESS * held[loop.full]
