"""The methods of sumy over our own sentences and words.

sumy splits with nltk data that is not there after an installation, loses offsets and keys its
ratings by sentence text. Its formulas are reached here behind its own document model: the
sentences, words, stemmer and stop words are ours, each sentence is rated by itself, and the
ratings that sumy would choose by become our scores. sumy is imported when first used.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import numpy as np

from ..document import Document, Sentence
from ..errors import MethodError
from ..features import Features, Vector
from ..registry import Ranker, ranker
from ..text.languages import Language, get_language
from ..text.words import words

_WARNINGS = threading.Lock()  # the filters that sumy's are kept by are the whole process's


def _register(name: str, module: str, cites: str, note: str) -> None:
    def rank(features: Features) -> Vector:
        return _scores(features, _summariser(module, features))

    rank.__doc__ = note
    rank.__name__ = name.replace("-", "_")
    ranker(f"sumy:{name}", partner="best", cites=cites, use="comparison with sumy")(rank)


_register("luhn", "luhn.LuhnSummarizer", "Luhn 1958", "Clusters of significant words.")
_register("lsa", "lsa.LsaSummarizer", "Steinberger & Jezek 2004", "Singular value decomposition.")
_register("kl", "kl.KLSummarizer", "Haghighi & Vanderwende 2009", "Greedy divergence of words.")
_register(
    "sum-basic", "sum_basic.SumBasicSummarizer", "Nenkova & Vanderwende 2005", "Word frequency."
)
_register("reduction", "reduction.ReductionSummarizer", "sumy", "Sum of the overlaps, no walk.")
_register("text-rank", "text_rank.TextRankSummarizer", "Mihalcea & Tarau 2004", "sumy's TextRank.")
_register("lex-rank", "lex_rank.LexRankSummarizer", "Erkan & Radev 2004", "sumy's LexRank.")


def edmundson(
    bonus: Iterable[str] = (), stigma: Iterable[str] = (), null: Iterable[str] = ()
) -> Ranker:
    """Edmundson's method (1969) with cue words of one's own, as a ranker to hand to ``method``.

    Args:
        bonus: words that speak for a sentence.
        stigma: words that speak against it.
        null: words that say nothing; the language's stop words where empty.

    Where ``bonus`` or ``stigma`` is empty the language's own list serves; only English has one.
    """
    bonus, stigma, null = list(bonus), list(stigma), list(null)

    def rank(features: Features) -> Vector:
        language = get_language(features.documents[0].language)
        summariser = _summariser("edmundson.EdmundsonSummarizer", features)
        summariser.bonus_words = _cue_words(bonus, language.bonus_words, language)
        summariser.stigma_words = _cue_words(stigma, language.stigma_words, language)
        summariser.null_words = null or language.terms.stop_words
        return _scores(features, summariser)

    rank.__name__ = "sumy:edmundson"
    return rank


@ranker("sumy:edmundson", partner="best", cites="Edmundson 1969", use="cue words of your own")
def _edmundson(features: Features) -> Vector:
    """Cue words, title and place; cue words of your own: rankers.sumy.edmundson(bonus=…)."""
    return edmundson()(features)


def _cue_words(given: Collection[str], own: Collection[str], language: Language) -> Collection[str]:
    if not (given or own):
        raise MethodError(
            f"sumy:edmundson has no cue words for language {language.code!r}: hand in "
            f"method=summarizer.rankers.sumy.edmundson(bonus=[…], stigma=[…])"
        )
    return given or own


class _Line:
    """A sentence as sumy wants it; unlike sumy's own it is equal to itself alone."""

    def __init__(self, sentence: Sentence) -> None:
        self.words = tuple(words(sentence.plain))
        self.is_heading = False


class _Paragraph:
    def __init__(self, lines: Sequence[_Line]) -> None:
        self.sentences = tuple(line for line in lines if not line.is_heading)
        self.headings = tuple(line for line in lines if line.is_heading)
        self.words = tuple(word for line in self.sentences for word in line.words)


class _Model:
    """sumy's document model over some documents of ours."""

    def __init__(self, features: Features) -> None:
        lines = {(s.document_id, s.position): _Line(s) for s in features.sentences}
        self.paragraphs = tuple(
            _Paragraph(group)
            for document in features.documents
            for group in _paragraphs(document, lines)
        )
        self.sentences = tuple(lines.values())
        self.headings = tuple(h for p in self.paragraphs for h in p.headings)
        self.words = tuple(word for line in self.sentences for word in line.words)


def _paragraphs(document: Document, lines: dict[tuple[str, int], _Line]) -> list[list[_Line]]:
    """The candidates and headings of a document, by paragraph."""
    groups: dict[int, list[_Line]] = {}
    for sentence in document.sentences:
        line = lines.get((document.id, sentence.position))
        if line is None and sentence.kind == "heading":
            line = _Line(sentence)
            line.is_heading = True
        if line is not None:
            groups.setdefault(sentence.paragraph, []).append(line)
    return list(groups.values())


def _summariser(path: str, features: Features) -> Any:
    """An instance of one of sumy's summarisers, with our stemmer and stop words."""
    from importlib import import_module

    module, name = path.split(".")
    kind = getattr(import_module(f"sumy.summarizers.{module}"), name)
    terms = get_language(features.documents[0].language).terms
    if module == "lsa":
        kind = _ordered(kind)
    summariser = kind(terms.stem)
    if module != "edmundson":
        summariser.stop_words = terms.stop_words
    return summariser


def _ordered(lsa: Any) -> Any:
    """The same every run: sumy's LSA numbers its terms in the order of a set."""

    class Ordered(lsa):  # type: ignore[misc]  # sumy has no types
        def _create_dictionary(self, document: _Model) -> dict[str, int]:
            return {w: i for i, w in enumerate(sorted(super()._create_dictionary(document)))}

    return Ordered


def _scores(features: Features, summariser: Any) -> Vector:
    """What sumy rates each sentence by, lowest 0 where it rates below."""
    import warnings

    rated: dict[int, float] = {}

    def keep(sentences: Sequence[_Line], _count: int, rating: Any, *rest: Any) -> tuple[()]:
        rate: Callable[..., Any] = rating.__getitem__ if isinstance(rating, dict) else rating
        rated.update((id(line), float(rate(line, *rest))) for line in sentences)
        return ()

    summariser._get_best_sentences = keep  # noqa: SLF001 -- where all of sumy's methods meet
    model = _Model(features)
    try:
        with _WARNINGS, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            summariser(model, 1)
    except (np.linalg.LinAlgError, ArithmeticError, AssertionError, ValueError) as error:
        reason = str(error) or type(error).__name__
        raise MethodError(f"sumy failed on this text: {reason}") from error
    scores = np.array([rated.get(id(line), 0.0) for line in model.sentences])
    scores = np.nan_to_num(scores, nan=0.0, posinf=0.0, neginf=0.0)
    # Linear algebra differs in the last digits with the number of threads it is given.
    scores = np.array([float(f"{score:.10g}") for score in scores])
    return np.asarray(scores - min(0.0, float(scores.min())))
