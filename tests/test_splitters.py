"""Other splitters behind the one protocol."""

import builtins
from collections.abc import Iterable

import pytest
from hypothesis import given

from summarizer import (
    Document,
    MethodError,
    SplitterError,
    UnknownNameError,
    UsageError,
    split_sentences,
    summarise,
)
from summarizer.text.splitters import Punkt, code_points

from .strategies import texts

TEXT = (
    "A heading\n\nMr. Smith went to Washington. He saw J. T. Harkwill there. "
    "It was “a big day”. Nobody else came.\n\nLatest News\n"
)
SENTENCES = [
    "Mr. Smith went to Washington.",
    "He saw J. T. Harkwill there.",
    "It was “a big day”.",
    "Nobody else came.",
]


def prose(splitter: object) -> list[str]:
    document = Document.from_text(TEXT, splitter=splitter)  # type: ignore[arg-type]
    assert all(document.text[s.start : s.end] == s.text for s in document.sentences)
    assert document.sentences[0].kind == "heading"
    assert document.sentences[-1].kind == "boilerplate"
    return [s.text for s in document.candidates]


@pytest.mark.parametrize("name", ["rules", "punkt", "sentencex"])
def test_each_cuts_the_paragraphs_and_our_layout_stays(name: str) -> None:
    if name == "sentencex":
        pytest.importorskip(name, reason="the extra [sentencex] is not installed")
    assert prose(name) == SENTENCES


def test_icu_counts_in_code_points() -> None:
    pytest.importorskip("icu4py", reason="the extra [icu] is not installed")
    text = "Hi 😀😀 all. 猫坐在垫子上。医生读报纸。"
    spans = split_sentences(text, "zh", splitter="icu")
    assert [text[a:b] for a, b in spans] == ["Hi 😀😀 all.", "猫坐在垫子上。", "医生读报纸。"]


def test_a_function_may_give_spans_or_strings() -> None:
    def spans(text: str) -> Iterable[tuple[int, int]]:
        middle = text.index("He saw")
        return [(0, middle), (middle, len(text))]

    def strings(text: str) -> Iterable[str]:
        return [text[a:b] for a, b in spans(text)]

    assert prose(spans) == prose(strings) == [SENTENCES[0], " ".join(SENTENCES[1:])]


@pytest.mark.parametrize(
    ("result", "message"),
    [
        ([(0, 5), (3, 9)], "the span 3–9 after 5"),
        ([(0, 9999)], "the span 0–9999"),
        (["Not there."], "'Not there.', which is not in the text"),
        (["He saw J. T. Harkwill there.", "Mr. Smith went"], "not in the text there"),
    ],
)
def test_what_a_function_gives_is_checked(result: list[object], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        split_sentences(TEXT, splitter=lambda text: result)  # type: ignore[arg-type, return-value]


def test_a_splitter_that_raises_says_what() -> None:
    def broken(_text: str) -> list[str]:
        raise LookupError("no model")

    with pytest.raises(SplitterError, match=r"failed on '.*': LookupError: no model"):
        split_sentences(TEXT, splitter=broken)


def test_punkt_learns_from_a_corpus() -> None:
    corpus = [
        f"They met at the zool. park on day {i}. The zool. was closed. Rain fell."
        for i in range(60)
    ]
    text = "She works for the zool. Today it is closed."
    assert len(split_sentences(text, splitter=Punkt("en"))) == 2
    fitted = Punkt("en").fit(corpus)
    assert len(split_sentences("He saw the zool. Park.", splitter=fitted)) == 1


def test_an_unknown_splitter_is_named() -> None:
    with pytest.raises(UnknownNameError, match="unknown splitter 'punk': did you mean 'punkt'"):
        split_sentences(TEXT, splitter="punk")


@pytest.mark.parametrize(("name", "package"), [("icu", "icu4py"), ("sentencex", "sentencex")])
def test_a_missing_package_says_how_to_get_it(
    name: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def refuse(module: str, *rest: object) -> object:
        if module.partition(".")[0] == package:
            raise ImportError(module)
        return real(module, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MethodError, match=rf"pip install {package}"):
        split_sentences(TEXT, splitter=name)


@given(texts)
def test_code_points_undo_utf_16(text: str) -> None:
    at = code_points(text)
    for i in range(len(text) + 1):
        assert at(len(text[:i].encode("utf-16-le")) // 2) == i


def test_a_language_can_be_told_from_the_text() -> None:
    pytest.importorskip("py3langid", reason="the extra [auto] is not installed")
    german = "Der Rat schloss die alte Brücke. Die Ingenieure hatten Rost gefunden."
    assert Document.from_text(german, language="auto").language == "de"
    assert summarise(german, 1, language="auto").document.language == "de"


def test_a_text_that_is_split_already_is_taken_as_it_is() -> None:
    sentences = ["A heading", "Mr. Smith went to", "Washington.", "He saw J. T. Harkwill there."]
    document = Document.from_text(TEXT, splitter=sentences)
    assert [s.text for s in document.sentences] == sentences
    assert [s.kind for s in document.sentences] == ["heading", "prose", "prose", "prose"]
    spans = [(s.start, s.end) for s in document.sentences]
    assert split_sentences(TEXT, splitter=spans) == spans
    with pytest.raises(MethodError, match="not in the text"):
        Document.from_text(TEXT, splitter=["Nothing of it."])


@pytest.mark.parametrize("result", [[], [3], None, [(0, 1, 2)]])
def test_a_splitter_that_fails_says_so(result: object) -> None:
    with pytest.raises(MethodError, match="splitter"):
        split_sentences(TEXT, splitter=lambda text: result)  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("wrong", [3, None, (1,), (0, 1, 2), (0.0, 5), ("a", "b"), b"x"])
def test_what_is_no_sentence_is_named(wrong: object) -> None:
    with pytest.raises(MethodError, match="expected a sentence"):
        split_sentences(TEXT, splitter=[wrong])  # type: ignore[list-item]


@pytest.mark.parametrize(("text", "language"), [(None, "en"), (b"A word.", "en"), (TEXT, [])])
def test_what_is_no_text_or_language_is_named(text: object, language: object) -> None:
    with pytest.raises(UsageError, match="must be a string"):
        split_sentences(text, language)  # type: ignore[arg-type]


@pytest.mark.parametrize("none", [[], (), [" "], [(3, 3)]])
def test_no_sentence_of_a_text_with_words_is_an_error(none: list[str]) -> None:
    with pytest.raises(MethodError, match="no sentence for 'The lamp is lit"):
        Document.from_text("The lamp is lit. Nobody saw it.", splitter=none)
