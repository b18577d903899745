"""sumy's methods over our sentences rate as sumy itself does."""

from typing import Any

import numpy as np
import pytest

from summarizer import Document, Features, MethodError, summarise
from summarizer.rankers.sumy import edmundson
from summarizer.registry import rankers
from summarizer.text.languages import get_language
from summarizer.text.words import words

NAMES = [name for name in rankers.names() if name.startswith("sumy:")]
CLASSES = {
    "sumy:luhn": "luhn.LuhnSummarizer",
    "sumy:lsa": "lsa.LsaSummarizer",
    "sumy:kl": "kl.KLSummarizer",
    "sumy:sum-basic": "sum_basic.SumBasicSummarizer",
    "sumy:reduction": "reduction.ReductionSummarizer",
    "sumy:text-rank": "text_rank.TextRankSummarizer",
    "sumy:lex-rank": "lex_rank.LexRankSummarizer",
}


class Tokenizer:
    """Our sentences and words, in the shape that sumy's own parser wants."""

    language = "english"

    def __init__(self, document: Document) -> None:
        self.document = document

    def to_sentences(self, _paragraph: str) -> list[str]:
        return [s.text for s in self.document.candidates]

    def to_words(self, sentence: str) -> list[str]:
        return words(sentence)


def sumys_own(path: str, document: Document, count: int) -> set[str]:
    """What sumy chooses when it is used as its documentation says."""
    from importlib import import_module

    from sumy.parsers.plaintext import PlaintextParser

    module, name = path.split(".")
    terms = get_language("en").terms
    summariser: Any = getattr(import_module(f"sumy.summarizers.{module}"), name)(terms.stem)
    summariser.stop_words = terms.stop_words
    parser = PlaintextParser("one paragraph", Tokenizer(document))
    return {str(sentence) for sentence in summariser(parser.document, count)}


def test_all_of_sumys_methods_are_there() -> None:
    assert sorted(NAMES) == sorted([*CLASSES, "sumy:edmundson"])


@pytest.mark.parametrize("name", CLASSES)
def test_the_choice_is_sumys(name: str, articles: list[Document]) -> None:
    for document in articles:
        scores = rankers.get(name).function(Features.of([document]))
        by_text = dict(zip((c.text for c in document.candidates), scores, strict=True))
        chosen = sumys_own(CLASSES[name], document, 4)
        # By score, because sumy breaks ties by the last digits of its arithmetic.
        assert sorted(by_text[text] for text in chosen) == sorted(scores)[-4:]


@pytest.mark.parametrize("name", NAMES)
def test_offsets_are_ours(name: str, articles: list[Document]) -> None:
    for extract in summarise(articles[0], 3, name).extracts:
        assert articles[0].text[extract.start : extract.end] == extract.text


@pytest.mark.parametrize("name", NAMES)
def test_equal_sentences_have_ratings_of_their_own(name: str) -> None:
    text = "The cat sat on the mat. The dog ran home fast. The cat sat on the mat."
    scores = rankers.get(name).function(Features.of([Document.from_text(text)]))
    assert scores.shape == (3,)
    assert np.isfinite(scores).all()


def test_edmundson_takes_cue_words() -> None:
    document = Document.from_text("Cats sleep all day. Zebras gallop all day. Dogs bark all day.")
    first = summarise(
        document, 1, edmundson(bonus=["zebras", "gallop"], stigma=["dogs"], null=["all"])
    )
    assert first.ranking[0].text == "Zebras gallop all day."


def test_edmundson_without_cue_words_says_what_to_do() -> None:
    document = Document.from_text("Кошка спит. Собака лает.", language="en")
    german = Document("a", document.text, language="de", sentences=document.sentences)
    with pytest.raises(MethodError, match=r"no cue words for language 'de': hand in .*edmundson"):
        summarise(german, 1, "sumy:edmundson")
