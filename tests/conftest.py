"""What several test files need: texts, strategies, the network shut."""

import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from summarizer import Document

settings.register_profile(
    "laws", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("laws")

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
