"""Lengths in tokens: tiktoken's encodings, functions that count, and what they may not give."""

import hashlib
import json
import math
import sys
import threading
import zlib
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import (
    Document,
    Length,
    LengthError,
    MethodError,
    SummarizerError,
    UnknownNameError,
    UsageError,
    brief,
    render,
    summarise,
)
from summarizer.choosing import choose
from summarizer.cli import main
from summarizer.evaluation import DataSet, Scorer, evaluate, exact_oracle, greedy_oracle
from summarizer.features import Features
from summarizer.methods import find_method
from summarizer.registry import selectors
from summarizer.text import tokenizers
from summarizer.text.token_estimate import estimated_tokens

from .strategies import prose, share, texts

TEXT = "The old bridge fell on Monday. Nobody was hurt. The mayor promised a new one by May."

COUNTERS: dict[str, Callable[[str], Any]] = {
    "words": lambda text: len(text.split()),
    "the words themselves": str.split,
    "characters": len,
    "four characters each": lambda text: len(text) // 4,
    "a mark before and after": lambda text: len(text.split()) + 2,
    "more than the sum": lambda text: len(text) ** 2 // 50,
    "less than the sum": lambda text: math.isqrt(10 * len(text)),
    "distinct words": lambda text: set(text.split()),
    "the longer the fewer": lambda text: max(0, 300 - len(text)),
    "drawn by the text": lambda text: zlib.crc32(text.encode()) % 97,
    "nothing": lambda text: 0,
    "beyond all numbers": lambda text: 10**30,
    "an array": lambda text: np.zeros(len(text.split())),
    "a number of numpy's": lambda text: np.int32(len(text)),
}

named = st.sampled_from(sorted(COUNTERS))


def counted(name: str, text: str) -> int:
    found = COUNTERS[name](text)
    return len(found) if hasattr(found, "__len__") else int(found)


def tokens(number: int, name: str) -> Length:
    return Length(number, "tokens", tokenizer=COUNTERS[name])


@share(0.7)
@pytest.mark.parametrize("select", selectors.names())
@given(text=texts, name=named, limit=st.integers(1, 200))
def test_a_summary_has_no_more_tokens_than_asked(
    select: str, text: str, name: str, limit: int
) -> None:
    document = Document.from_text(text)
    summary = summarise(document, tokens(limit, name), "lexrank", select=select)
    assert summary.text.strip()
    assert summary.over == (counted(name, summary.text) > limit)
    alone = [counted(name, sentence.line) for sentence in document.candidates]
    assert not summary.over or min(alone) > limit
    assert summary == summarise(document, tokens(limit, name), "lexrank", select=select)


@given(
    st.lists(st.one_of(prose, texts), min_size=1, max_size=4),
    named,
    st.integers(1, 200),
    st.sampled_from(["auto", "one"]),
)
def test_no_story_of_a_brief_has_more(
    given_texts: list[str], name: str, limit: int, stories: Any
) -> None:
    result = brief(given_texts, tokens(limit, name), stories=stories)
    for story in result.stories:
        assert story.extracts
        assert story.over == (counted(name, story.text) > limit)


@given(texts, named, st.integers(1, 100))
def test_no_oracle_goes_over(text: str, name: str, limit: int) -> None:
    sentences = Document.from_text(text).candidates
    length = tokens(limit, name)
    for oracle in (greedy_oracle, exact_oracle):
        found = oracle(sentences, [text], length, Scorer(["rouge1"], variant="unicode"))
        shown = " ".join(sentences[row].line for row in found.rows)
        assert not found.rows or counted(name, shown) <= limit
        assert not found.proven or not found.rows


@given(prose, st.integers(1, 60))
def test_words_are_words_by_either_name(text: str, limit: int) -> None:
    document = Document.from_text(text)
    by_words = summarise(document, f"{limit}w")
    by_tokens = summarise(document, tokens(limit, "words"))
    assert by_tokens.text == by_words.text
    assert by_tokens.over == by_words.over
    marked = summarise(document, tokens(limit + 2, "a mark before and after"))
    assert marked.text == by_words.text


def test_every_string_is_counted_once(articles: list[Document]) -> None:
    seen: list[str] = []

    def count(text: str) -> int:
        seen.append(text)
        return len(text.split())

    for method in ("coverage", "ilp", "submodular", "textrank"):
        seen.clear()
        summarise(articles[0], Length("80t", tokenizer=count), method)
        assert len(seen) == len(set(seen))
        assert len(seen) <= len(articles[0].candidates) + 5


def test_a_selector_is_asked_again_for_less_where_the_sum_does_not_tell() -> None:
    # Each sentence has 18 characters and costs 4 with its blank; the three as a text have 14.
    document = Document.from_text("Ants are so small. Bees are so swift. Cows are so heavy.")
    asked = []

    def first(features: Features, _scores: Any, length: Length) -> list[int]:
        asked.append(str(length))
        budget = length.budget(features.sentences)
        return [row for row in range(len(features)) if budget.affords(range(row + 1))]

    quarters = COUNTERS["four characters each"]
    summary = summarise(document, Length("12t", tokenizer=quarters), select=first)
    assert asked == ["12t", "10t"]
    assert summary.text == "Ants are so small. Bees are so swift."
    assert str(summary.length) == "12t"

    def stubborn(features: Features, _scores: Any, _length: Length) -> list[int]:
        return [0, 1, 2]  # affordable by their costs, whatever is asked

    summary = summarise(document, Length("12t", tokenizer=quarters), select=stubborn)
    assert len(summary.extracts) == 2
    with pytest.raises(MethodError, match="exceeded the length 11t"):
        summarise(document, Length("11t", tokenizer=quarters), select=stubborn)


def test_a_choice_that_fits_as_a_text_is_no_fault(articles: list[Document]) -> None:
    def grown(features: Features, _scores: Any, length: Length) -> list[int]:
        budget, rows = length.budget(features.sentences), list[int]()
        for row in range(len(features)):
            if budget.fits([*rows, row]):
                rows.append(row)
        return rows

    length = Length("60t", tokenizer=COUNTERS["less than the sum"])
    features = Features.of(articles[:1])
    budget = length.budget(features.sentences)
    method = find_method("lexrank", grown)
    choice = choose(features, np.ones(len(features)), length, method)
    assert not choice.over
    assert not budget.affords(choice.rows)
    with pytest.raises(MethodError, match="exceeded the length 60t"):
        summarise(articles[0], length, select=lambda f, s, n: range(len(f)))


def test_a_length_in_tokens_is_a_value() -> None:
    length = Length("512t", tokenizer=len)
    assert (length.value, length.unit, length.tokenizer, str(length)) == (
        512,
        "tokens",
        len,
        "512t",
    )
    assert Length(length) == length == Length(512, "tokens", tokenizer=len)
    assert length == length.remembering()
    assert Length(length, tokenizer=str.split) != length
    assert len({length, Length(length), Length("512t", tokenizer=str.split)}) == 2
    assert Length("5w").lowered(2) == Length("3w")
    assert Length("5w").lowered(5) is None
    for refused in ("0t", "1.5t", "-1t", "t", "3 t t"):
        with pytest.raises(LengthError, match="512t"):
            Length(refused, tokenizer=len)
    for other in (3, "100w", "20%"):
        with pytest.raises(LengthError, match="a tokenizer needs a length in tokens"):
            Length(other, tokenizer=len)
    with pytest.raises(UsageError, match="a name or a function, got 3"):
        Length("5t", tokenizer=3)  # type: ignore[arg-type]


class Vocabulary:
    """A tokenizer that says what it is called, as those of well-known libraries do."""

    name_or_path = "house/vocabulary"

    def encode(self, text: str, marked: bool = True) -> list[str]:
        return ["<s>"] * marked + text.split()


def test_a_tokenizer_is_called_as_it_calls_itself() -> None:
    own = Vocabulary()
    for tokenizer in (own.encode, partial(own.encode, marked=False)):
        assert Length("9t", tokenizer=tokenizer).counts_by == "house/vocabulary"
    assert Length("9t", tokenizer=len).counts_by == "len"
    assert Length("9w").counts_by == ""
    summary = summarise(TEXT, Length("7t", tokenizer=own.encode))
    assert summary.text == summarise(TEXT, "6w").text


class Batch(dict[str, list[int]]):
    """What the tokenizers of a well-known library give when they are called."""


@pytest.mark.parametrize(
    ("given_back", "said"),
    [
        (-1, "gave -1, and no text has fewer than 0 tokens"),
        (1.5, "gave a float: give a whole number or the list of tokens"),
        (None, "gave a NoneType"),
        (True, "gave a bool"),
        ("a b", "gave a str"),
        (b"a b", "gave a bytes"),
        (Batch(input_ids=[1, 2, 3]), "gave a Batch: give a number or the list of tokens"),
        (np.zeros((1, 9)), "gave an array of 2 dimensions"),
        (np.array(1.5), "gave a ndarray"),
    ],
)
def test_what_is_no_number_of_tokens_is_refused_in_one_line(given_back: object, said: str) -> None:
    def mine(_text: str) -> Any:
        return given_back

    with pytest.raises(MethodError) as caught:
        summarise(TEXT, Length("9t", tokenizer=mine))
    assert str(caught.value).startswith(f"tokenizer 'mine' {said}")
    assert "\n" not in str(caught.value)


def test_a_tokenizer_that_fails_is_named() -> None:
    def broken(text: str) -> int:
        raise RuntimeError(f"no\nvocabulary {len(text)}")

    with pytest.raises(MethodError, match="tokenizer 'broken' failed: RuntimeError: no vocabulary"):
        summarise(TEXT, Length("9t", tokenizer=broken))


# tiktoken itself, with encodings small enough to be made here.

WORDS = "the of and a in to was on for that said ferry bridge mayor police two port".split()


def ranks() -> dict[bytes, int]:
    """The bytes, and what common words are merged from."""
    merged = [bytes([value]) for value in range(256)]
    for word in WORDS:
        merged += [f" {word}"[:end].encode() for end in range(2, len(word) + 2)]
    return {piece: rank for rank, piece in enumerate(dict.fromkeys(merged))}


@pytest.fixture
def encoding() -> Any:
    tiktoken = pytest.importorskip("tiktoken", reason="the extra tokens is not installed")
    special = {"<|endoftext|>": len(ranks())}
    return tiktoken.Encoding(
        "tiny", pat_str=r" ?\w+| ?[^\w\s]+|\s+", mergeable_ranks=ranks(), special_tokens=special
    )


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache of tiktoken's in which nothing is, and nothing loaded; returns its folder."""
    registry = pytest.importorskip("tiktoken.registry", reason="the extra tokens is not installed")
    monkeypatch.setattr(registry, "ENCODINGS", {})
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    return tmp_path


def test_the_encode_of_an_encoding_counts(encoding: Any, articles: list[Document]) -> None:
    length = Length("150t", tokenizer=encoding.encode)
    for method in ("coverage", "ilp", "lexrank", "textrank"):
        for document in articles:
            summary = summarise(document, length, method)
            used = len(encoding.encode(summary.text))
            assert 0 < used <= 150
            assert not summary.over
    for story in brief(articles, length).stories:
        assert 0 < len(encoding.encode(story.text)) <= 150
    assert json.loads(render(summary, "json"))["tokenizer"] == "tiny"
    with pytest.raises(MethodError, match="tokenizer 'tiny' failed: ValueError"):
        summarise("The mark <|endoftext|> is of tiktoken.", length)


def test_an_encoding_goes_by_its_name_or_its_models(
    encoding: Any, unloaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tiktoken.registry

    monkeypatch.setitem(tiktoken.registry.ENCODINGS, "o200k_base", encoding)
    length = Length("40t")
    assert length == Length("40t", tokenizer="gpt-4o") == Length("40t", tokenizer="o200k_base")
    assert (length.tokenizer, length.counts_by) == ("o200k_base", "o200k_base")
    summary = summarise(TEXT, length)
    assert 0 < len(encoding.encode(summary.text)) <= 40
    assert json.loads(render(summary, "json"))["tokenizer"] == "o200k_base"
    assert "tokenizer" not in json.loads(render(summarise(TEXT, "9w"), "json"))
    hostile = "A text may say <|endoftext|> and be a text like any other."
    assert summarise(hostile, "99t").text == hostile


def test_an_encoding_is_never_downloaded(unloaded: Path) -> None:
    from tiktoken import load

    reader = load.read_file
    for name in ("o200k_base", "cl100k_base", "gpt2", "p50k_edit", "gpt-4"):
        with pytest.raises(MethodError, match="not in tiktoken's cache, and nothing is") as caught:
            Length("40t", tokenizer=name)
        assert "tiktoken.get_encoding(" in str(caught.value)
        assert "\n" not in str(caught.value)
    assert load.read_file is reader
    assert list(unloaded.iterdir()) == []


def test_another_thread_may_load_as_it_likes(unloaded: Path) -> None:
    from tiktoken import load

    with tokenizers._no_download():
        raised: list[BaseException] = []

        def elsewhere() -> None:
            try:
                load.read_file("http://127.0.0.1:9/none")
            except BaseException as error:
                raised.append(error)

        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    assert not isinstance(raised[0], tokenizers._NotKeptError)


@pytest.fixture
def cached(unloaded: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An encoding "small" of tiktoken's registry, whose file lies in the cache."""
    import tiktoken.registry
    from tiktoken.load import load_tiktoken_bpe

    place = "https://example.invalid/small.tiktoken"
    lines = (b64encode(piece) + b" %d\n" % rank for piece, rank in ranks().items())
    data = b"".join(lines)
    file = unloaded / hashlib.sha1(place.encode()).hexdigest()
    file.write_bytes(data)

    def small() -> dict[str, Any]:
        known = load_tiktoken_bpe(place, expected_hash=hashlib.sha256(data).hexdigest())
        return {
            "name": "small",
            "pat_str": r" ?\w+| ?[^\w\s]+|\s+",
            "mergeable_ranks": known,
            "special_tokens": {},
        }

    tiktoken.list_encoding_names()  # finds what is installed, before one is added
    constructors = tiktoken.registry.ENCODING_CONSTRUCTORS
    monkeypatch.setattr(
        tiktoken.registry, "ENCODING_CONSTRUCTORS", {**(constructors or {}), "small": small}
    )
    return file


def test_an_encoding_is_read_from_the_cache(cached: Path) -> None:
    summary = summarise(TEXT, Length("60t", tokenizer="small"))
    assert 0 < len(summary.text) <= 60 * 7
    assert summary.length.counts_by == "small"


def test_a_damaged_file_is_not_fetched_again(cached: Path) -> None:
    cached.write_bytes(b"damaged")
    with pytest.raises(MethodError, match="not in tiktoken's cache"):
        Length("60t", tokenizer="small")


def test_a_command_counts_tokens(
    cached: Path, articles: list[Document], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "story.txt"
    file.write_text(articles[0].text, encoding="utf-8")
    options = ["--length", "300t", "--tokenizer", "small"]
    assert main(["article", *options, "--format", "json", str(file)]) == 0
    [value] = json.loads(capfd.readouterr().out)
    assert (value["length"], value["tokenizer"], value["over"]) == ("300t", "small", False)
    assert main(["brief", *options, "--format", "json", str(file)]) == 0
    told = json.loads(capfd.readouterr().out)
    assert (told["length"], told["tokenizer"]) == ("300t", "small")
    import tiktoken

    encoding = tiktoken.get_encoding("small")
    for text in (value["text"], told["stories"][0]["text"]):
        assert 150 < len(encoding.encode(text)) <= 300


def test_a_run_says_whose_tokens_it_counted(dataset: DataSet) -> None:
    def halves(text: str) -> int:
        return len(text) // 2

    run = evaluate("lead", dataset, Length("60t", tokenizer=halves))
    assert run.parameters["length"] == "60t"
    assert run.parameters["tokenizer"] == "halves"
    assert all(halves(" ".join(item.summary)) <= 60 for item in run.items)
    assert "tokenizer" not in evaluate("lead", dataset, 2).parameters


@pytest.mark.parametrize("command", ["article", "brief", "evaluate"])
def test_the_command_says_how_to_get_what_is_missing(
    command: str, unloaded: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def said(*options: str) -> str:
        assert main([command, "no-such-file", *options]) == 2
        shown = capfd.readouterr()
        assert shown.out == ""
        assert shown.err.count("\n") == 1
        return shown.err

    named = "--length", "512t", "--tokenizer", "o200k_base"
    assert "get_encoding('o200k_base')" in said(*named)
    assert "get_encoding('cl100k_base')" in said("--length", "512t", "--tokenizer", "gpt-4")
    assert "did you mean 'o200k_base'?" in said("-l", "9t", "--tokenizer", "o200k_bas")
    assert "a length in tokens" in said("--tokenizer", "gpt-4")
    assert "such as 512t, not 9w" in said("--length", "9w", "--tokenizer", "gpt-4")
    monkeypatch.setitem(sys.modules, "tiktoken", None)
    assert "pip install 'extractive-summarizer[tokens]'" in said(*named)


def test_errors_are_of_this_library(unloaded: Path) -> None:
    with pytest.raises(UnknownNameError):
        Length("5t", tokenizer="none such")
    with pytest.raises(SummarizerError):
        Length("5t", tokenizer="o200k_base")


def test_tokens_are_estimated_where_nothing_counts_them(
    unloaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    length = Length("40t")
    assert length.counts_by == "o200k_base (estimated)"
    assert (
        length == Length("40t", tokenizer="estimate") == Length("40t", tokenizer=length.tokenizer)
    )
    summary = summarise(TEXT, length)
    assert 0 < estimated_tokens(summary.text) <= 40
    assert json.loads(render(summary, "json"))["tokenizer"] == "o200k_base (estimated)"
    monkeypatch.setitem(sys.modules, "tiktoken", None)
    assert Length("40t") == length
