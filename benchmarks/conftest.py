"""What the suites share: texts to work on, and what is kept of a run.

A suite says in ``benchmark.extra_info`` what report.py has to know of a row:

    label   what the row is called
    tasks   what it does: rows of a group that share a task are compared
    peer    whether the row is another library's
    size    the number of sentences of an invented text
    peak    the most memory that the process held, in bytes
    octets  the size of the text in bytes, where megabytes a second are told
    text    what that text is called
    held    the most memory held after so many articles, in bytes
    rouge   the mean F of what was made, by metric; the time is that of all items
    items   how many they are
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

ARTICLES = Path(__file__).parent.parent / "docs" / "examples" / "articles"
PACKAGES = (
    "extractive-summarizer",
    "numpy",
    "scipy",
    "PyStemmer",
    "sumy",
    "nltk",
    "summa",
    "pytest-benchmark",
)


@pytest.fixture(autouse=True)
def settled() -> None:
    """What the suites hold from before is not looked through while another is timed."""
    gc.collect()
    gc.freeze()


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


def pytest_configure(config: pytest.Config) -> None:
    """Name our marker."""
    config.addinivalue_line("markers", "slow: what `make bench-quick` leaves out")


@pytest.hookimpl(optionalhook=True)
def pytest_benchmark_update_machine_info(machine_info: dict[str, Any]) -> None:
    """Keep what a result depends on, and nothing that tells whose machine it is."""
    cpu = machine_info["cpu"]
    kept = {
        "cpu": cpu.get("brand_raw", "unknown"),
        "cores": cpu.get("count"),
        "system": machine_info["system"],
        "python": machine_info["python_version"],
        "packages": dict(_versions(PACKAGES)),
    }
    machine_info.clear()
    machine_info.update(kept)


def _versions(packages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Those that are there."""
    for name in packages:
        with suppress(PackageNotFoundError):
            yield name, version(name)


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
