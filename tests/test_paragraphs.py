"""A paragraph in each language: cut as its writer cut it, counted, summarised."""

import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from summarizer import Document, Features, split_sentences, summarise
from summarizer.text.languages import get_language, language_codes
from summarizer.text.words import words

from .commands import run
from .strategies import lengths, share, texts

PARAGRAPHS = tomllib.loads(
    (Path(__file__).parent / "data" / "paragraphs.toml").read_text(encoding="utf-8")
)
APPROXIMATE = {"th"}  # Thai writes no full stop; see summarizer.text.clauses


def test_every_language_has_a_paragraph() -> None:
    assert sorted(PARAGRAPHS) == list(language_codes())


@pytest.mark.parametrize("code", sorted(set(PARAGRAPHS) - APPROXIMATE))
def test_it_is_cut_as_it_was_written(code: str) -> None:
    text = PARAGRAPHS[code]["text"]
    found = [text[start:end] for start, end in split_sentences(text, code)]
    assert found == PARAGRAPHS[code]["sentences"]


def test_thai_is_cut_at_most_where_it_was_written() -> None:
    text = PARAGRAPHS["th"]["text"]
    ends = {end for _, end in split_sentences(text, "th")}
    written = {text.index(s) + len(s) for s in PARAGRAPHS["th"]["sentences"]}
    assert ends <= written
    assert len(ends) > len(written) / 2


@pytest.mark.parametrize("code", sorted(PARAGRAPHS))
def test_stop_words_go_and_topics_stay(code: str) -> None:
    text = PARAGRAPHS[code]["text"]
    language = get_language(code)
    terms = language.terms(words(text))
    assert len(set(terms)) > 25
    if language.segmentation == "blanks":
        assert len(terms) < 0.95 * len(words(text))


@pytest.mark.parametrize("code", sorted(PARAGRAPHS))
def test_it_is_summarised_by_the_command(code: str) -> None:
    text = PARAGRAPHS[code]["text"]
    result = run("article", "-", "--language", code, "-l", 2, "-m", "lexrank", stdin=text)
    assert (result.returncode, result.stderr) == (0, b"")
    lines = result.stdout.decode().splitlines()
    expected = summarise(Document.from_text(text, language=code), 2, "lexrank")
    assert lines == [extract.sentence.line for extract in expected.extracts]
    assert len(lines) == 2


@pytest.mark.parametrize("code", ["zh", "ja", "th"])
def test_words_without_blanks_say_how_they_were_found(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.util

    document = Document.from_text(PARAGRAPHS[code]["text"], language=code)
    installed = importlib.util.find_spec("icu4py") is not None
    assert document.segmentation == ("icu" if installed else "bigrams")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    bigrams = get_language.__wrapped__(code)
    assert bigrams.segmentation == "bigrams"
    assert all(len(term) <= 2 for term in bigrams.terms(["天气很好", "แม่น้ำ"]))
    assert len(Features.of([document]).vocabulary) > 20


@share(0.3)
@pytest.mark.parametrize("code", sorted(PARAGRAPHS))
@given(text=texts, length=lengths)
def test_laws_hold_in_every_language(code: str, text: str, length: str | int) -> None:
    """Offsets give the text back; a summary is never empty, its sentences distinct, in order."""
    document = Document.from_text(text, language=code)
    assert all(text[s.start : s.end] == s.text == s.text.strip() for s in document.sentences)
    positions = [s.start for s in document.sentences] + [s.end for s in document.sentences]
    assert sorted(positions) == [p for s in document.sentences for p in (s.start, s.end)]
    summary = summarise(document, length, "lexrank")
    assert summary.text.strip()
    chosen = [e.sentence.position for e in summary.extracts]
    assert chosen == sorted(set(chosen))
    assert all(np.isfinite(e.score) and e.score >= 0 for e in summary.ranking)
    assert all(terms for terms in Features.of([document]).terms)
