"""What several test files need: texts, strategies, the network shut."""

import asyncio
import os
import shutil
import socket
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from summarizer import Document
from summarizer.evaluation import DataSet, Run, evaluate, read_dataset
from summarizer.features import Features
from summarizer.registry import rankers, selectors

from .items import cluster, rows, write_lines

# `make test` tries the same examples each time; `make test-all` searches for others.
_ALIKE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", _ALIKE, max_examples=20, derandomize=True, database=None)
settings.register_profile("thorough", _ALIKE, max_examples=200, print_blob=True)
settings.load_profile("quick")

T = TypeVar("T")

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "docs" / "examples" / "articles"
SEEDS = ROOT.parent / "shared" / "corpora" / "seeds"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may open a socket, and so nothing that it calls may."""

    class Refused(socket.socket):
        def __init__(self, *_arguments: object, **_options: object) -> None:
            raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", Refused)


@pytest.fixture
def event_loop_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lift the ban on sockets for the pair by which asyncio wakes itself, which has no address."""
    real = socket.socket.__mro__[1]

    class Pair(real):  # type: ignore[misc,valid-type]
        def __init__(self, family: int = -1, *arguments: Any, **named: Any) -> None:
            assert family == socket.AF_UNIX, "a socket was opened"
            super().__init__(family, *arguments, **named)

    monkeypatch.setattr(socket, "socket", Pair)


@pytest.fixture
def own_methods(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test registers is gone after it."""
    for registry in (rankers, selectors):
        monkeypatch.setattr(registry, "_entries", dict(registry._entries))


def run_in_loop(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives, in a thread: while a browser is driven, this one has a loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


@pytest.fixture(scope="session")
def articles() -> list[Document]:
    """The bundled example articles."""
    return [
        Document.from_text(path.read_text(encoding="utf-8"), id=path.stem)
        for path in sorted(ARTICLES.glob("*.txt"))
    ]


@pytest.fixture(scope="session")
def seeds() -> list[Document]:
    """The five development articles, where they are."""
    if not SEEDS.is_dir():
        pytest.skip("../shared/corpora/seeds is not here")
    return [
        Document.from_text(path.read_text(encoding="utf-8"), id=path.stem)
        for path in sorted(SEEDS.glob("*.txt"))
    ]


@pytest.fixture(autouse=True)
def no_word_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """No figure depends on a list that the environment happens to name."""
    monkeypatch.delenv("SUMMARISE_ROUGE_EXCEPTIONS", raising=False)
    monkeypatch.delenv("SUMMARISE_ROUGE_STOP_WORDS", raising=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small data set lies."""
    return tmp_path_factory.mktemp("evaluation")


@pytest.fixture(scope="module")
def dataset(folder: Path) -> DataSet:
    """Twenty articles and a cluster."""
    return read_dataset(write_lines(folder / "d.jsonl", [*rows(20), cluster()]))


def last_first(features: Features) -> Any:
    """Rank the last sentence highest."""
    return np.arange(1, len(features.sizes) + 1, dtype=float)


@pytest.fixture(scope="module")
def lead(dataset: DataSet) -> Run:
    """A run of lead on them."""
    return evaluate("lead", dataset, 2)


@pytest.fixture(scope="module")
def worse(dataset: DataSet) -> Run:
    """What a run of lead would be if it were broken."""
    run = evaluate(last_first, dataset, 2, select="best")
    return replace(run, method="lead", parameters=evaluate("lead", dataset, 2).parameters)


def pytest_configure(config: pytest.Config) -> None:
    """The marks of tests that need what is not everywhere, or much time: ``-m "not slow"``."""
    config.addinivalue_line("markers", "browser: needs chromium and the package playwright")
    config.addinivalue_line("markers", "spark: needs the extra spark and Java 17")
    config.addinivalue_line("markers", "slow: searched and killed by `make test-all` alone")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that no core waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("spark") is None)


@pytest.fixture(scope="session")
def spark_here() -> None:
    """Skips where Spark cannot be."""
    for package in ("pyspark", "pandas", "pyarrow"):
        if find_spec(package) is None:
            pytest.skip(f"the extra spark is not installed: no {package}")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's chromium, driven by playwright."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    # Its sandbox needs a user who is not root.
    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()
