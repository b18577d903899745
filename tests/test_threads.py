"""The same results from many threads at once, and no more memory for many articles."""

import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from summarizer import Document, brief, concepts, render, summarise
from summarizer.text.languages import get_language


@pytest.mark.parametrize("method", ["textrank", "lexrank", "coverage", "submodular", "sumy:lsa"])
def test_threads_get_the_same_bytes(method: str, articles: list[Document]) -> None:
    texts = [article.text for article in articles] * 4

    def written(text: str) -> str:
        return render(summarise(text, "20%", method), "json")

    expected = [written(text) for text in texts]
    _forget()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(written, texts)) == expected


def test_threads_get_the_same_briefs(articles: list[Document]) -> None:
    expected = render(brief(articles), "json")
    _forget()
    with ThreadPoolExecutor(8) as pool:
        briefs = pool.map(lambda _: render(brief(articles), "json"), range(16))
        assert set(briefs) == {expected}


@pytest.mark.parametrize("method", ["textrank", "lexrank", "coverage"])
def test_what_is_remembered_of_words_is_bounded(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts without a word in common; what they leave behind stays as small as it was."""
    monkeypatch.setattr(concepts, "_MEMO", 2_000)
    monkeypatch.setattr("summarizer.text.words._MEMO", 2_000)

    def run(start: int) -> None:
        for text in range(start, start + 300):
            said = ". ".join(f"Alpha{text}x{i} beta{text}y{i} gamma{text}z{i}" for i in range(5))
            summarise(f"{said}.", 1, method)

    assert _left_by(lambda: run(5_000), warm=lambda: run(0)) < 1_000_000


def _forget() -> None:
    """Let the threads find out anew what words are."""
    concepts._memory[0] = concepts._Codes()
    get_language("en").terms.table().numbers.clear()


def _left_by(call: Callable[[], None], warm: Callable[[], None]) -> int:
    """How many bytes more are held after a call than after a like one before it."""
    tracemalloc.start()
    try:
        warm()
        before, _ = tracemalloc.get_traced_memory()
        call()
        after, _ = tracemalloc.get_traced_memory()
        return after - before
    finally:
        tracemalloc.stop()
