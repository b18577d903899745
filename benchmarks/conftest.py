"""What the suites share: texts to work on, and what is kept of a run.

A suite says in ``benchmark.extra_info`` what report.py has to know of a row:

    label   what the row is called
    task    rows with the same task in one group do the same work
    peer    whether the row is another library's
    size    the number of sentences, where a stage is run at several
    peak    the most memory that the process held, in bytes
"""

from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ARTICLES = Path(__file__).parent.parent / "docs" / "examples" / "articles"
PACKAGES = ("summarizer", "numpy", "scipy", "PyStemmer", "sumy", "nltk", "pytest-benchmark")

_SEED = 2004
_INVENTED_WORDS = 4000
_LITTLE_WORDS = """the of and to in a that is was for it on as with by he at from his be this had
were which an are but not they their""".split()
_ONSETS = "b bl br c d dr f fl g gl h k l m n p pr qu r s st t tr v w".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = ["", "", "l", "m", "n", "nd", "r", "rt", "s", "st", "t"]
_SENTENCES_A_PARAGRAPH = 5


@pytest.fixture(scope="session")
def article_paths() -> list[Path]:
    """The bundled example articles."""
    return sorted(ARTICLES.glob("*.txt"))


@pytest.fixture(scope="session")
def articles(article_paths: list[Path]) -> list[str]:
    """Their texts."""
    return [path.read_text(encoding="utf-8") for path in article_paths]


@pytest.fixture(scope="session")
def longest_article(article_paths: list[Path]) -> Path:
    """The bundled article with the most text."""
    return max(article_paths, key=lambda path: path.stat().st_size)


@cache
def invented_text(sentences: int) -> str:
    """A text of distinct sentences of 8 to 30 words that looks like English, the same each time.

    Words come as often as in real text: their frequencies follow Zipf's law, with the little
    words of English first, which make up nearly half of it, and invented ones after them.
    """
    rng = np.random.default_rng([_SEED, sentences])
    invented = _words(rng)
    vocabulary = np.array([*_LITTLE_WORDS, *invented])
    shares = 1 / np.arange(1, len(vocabulary) + 1)
    sizes = rng.integers(8, 31, size=sentences)
    drawn = rng.choice(vocabulary, size=sizes.sum(), p=shares / shares.sum()).tolist()
    last = rng.choice(invented, size=sentences).tolist()
    lines = []
    for start, size, ending in zip(np.cumsum(sizes) - sizes, sizes, last, strict=True):
        line = " ".join([*drawn[start : start + size - 1], ending])
        lines.append(line[0].upper() + line[1:] + ".")
    return "\n\n".join(_paragraphs(lines))


def _words(rng: np.random.Generator) -> list[str]:
    """Distinct invented words of two to four syllables."""
    found: dict[str, None] = {}
    while len(found) < _INVENTED_WORDS:
        parts = [
            str(rng.choice(_ONSETS)) + str(rng.choice(_VOWELS))
            for _ in range(int(rng.integers(2, 5)))
        ]
        found["".join(parts) + str(rng.choice(_CODAS))] = None
    return list(found)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    for start in range(0, len(lines), _SENTENCES_A_PARAGRAPH):
        yield " ".join(lines[start : start + _SENTENCES_A_PARAGRAPH])


def pytest_configure(config: pytest.Config) -> None:
    """Name our marker."""
    config.addinivalue_line("markers", "slow: takes more than ten seconds a round")


@pytest.hookimpl(optionalhook=True)
def pytest_benchmark_update_machine_info(machine_info: dict[str, Any]) -> None:
    """Keep what a result depends on, and nothing that tells whose machine it is."""
    cpu = machine_info["cpu"]
    kept = {
        "cpu": cpu.get("brand_raw", "unknown"),
        "cores": cpu.get("count"),
        "system": machine_info["system"],
        "python": machine_info["python_version"],
        "packages": {name: version(name) for name in PACKAGES},
    }
    machine_info.clear()
    machine_info.update(kept)


@pytest.hookimpl(optionalhook=True)
def pytest_benchmark_update_commit_info(commit_info: dict[str, Any]) -> None:
    """Keep which commit was measured, not where."""
    for key in ("project", "branch", "author_time"):
        commit_info.pop(key, None)


@pytest.hookimpl(optionalhook=True)
def pytest_benchmark_update_json(output_json: dict[str, Any]) -> None:
    """Keep what the rounds amount to, not each round, and no object's repr."""
    for row in output_json["benchmarks"]:
        del row["params"], row["options"]
        row["stats"].pop("data", None)
