"""The same results from many threads at once, and no more memory for many articles."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from summarizer import Document, brief, concepts, render, summarise
from summarizer.text.languages import get_language
from summarizer.text.words import TermTable


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
    """Texts without a word in common: never more than the bound and the words of one text."""
    monkeypatch.setattr(concepts, "_MEMO", 200)
    monkeypatch.setattr("summarizer.text.words._MEMO", 200)
    _forget()
    for text in range(40):
        said = ". ".join(f"Alpha{text}x{i} beta{text}y{i} gamma{text}z{i}" for i in range(5))
        summarise(f"{said}.", 1, method)
        assert len(get_language("en").terms.table().numbers) <= 200 + 15
        assert len(concepts._memory[0]) <= 200 + 15


def test_what_is_dropped_is_gone_at_once() -> None:
    """No collector has to find it, which comes late where little else is collected."""
    terms = get_language("en").terms
    terms(["someword"])
    concepts._memory[0].of(Document.from_text("some words"))
    pieces, codes = weakref.ref(terms.table().pieces), weakref.ref(concepts._memory[0])
    gc.disable()
    try:
        terms._table = TermTable(terms._terms_of)
        concepts._memory[0] = concepts._Codes()
        assert pieces() is None
        assert codes() is None
    finally:
        gc.enable()


def _forget() -> None:
    """Let the threads find out anew what words are."""
    concepts._memory[0] = concepts._Codes()
    get_language("en").terms.table().numbers.clear()
