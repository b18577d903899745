"""Other people's sentence splitters behind ours: one protocol, offsets into the text as given.

A splitter is any function from the text of one paragraph to its sentences, as spans or as
strings; strings are found again in the text. The layout of the whole, headings and boilerplate
among it, stays ours whichever cuts the paragraphs.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import index
from typing import Any

from ..errors import SplitterError, UnknownNameError, UsageError, failure_of
from .languages import Language, get_language
from .rules import BLANKS, Span
from .splitting import split
from .surrogates import without_halves
from .words import has_word

Splitter = Callable[[str], Iterable[Span | str]]
"""From a paragraph to its sentences: spans in code points, or the sentences themselves."""

Sentences = Sequence[Span | str]
"""A text that is split already: all its sentences, as spans or as strings."""

RULES = "rules"


def get_splitter(splitter: str | Splitter | Sentences, language: Language) -> Splitter:
    """A splitter by name for a language, or the function given.

    Args:
        splitter: ``"rules"`` (ours), ``"punkt"`` (nltk's, with our lists), ``"sentencex"``,
            ``"icu"``; or a function.
        language: of the text.

    Raises:
        UnknownNameError: no splitter of that name.
        SplitterError: the package it needs is not installed; the message says how to get it.
    """
    if not isinstance(splitter, str):
        if not callable(splitter):
            given = f"{splitter!r:.40}"
            raise UsageError(f"a splitter is a name or a function, got {given}", "splitter")
        return splitter
    if splitter not in _MAKERS:
        raise UnknownNameError("splitter", splitter, _MAKERS)
    return _MAKERS[splitter](language)


def spans_of(splitter: Splitter, text: str, start: int, end: int) -> list[Span]:
    """The sentences of ``text[start:end]``, as spans into the text, stripped of blanks.

    Raises:
        SplitterError: the splitter failed, or gave no sentences, spans that overlap or lie
            outside, or a sentence that is not in the paragraph.
    """
    paragraph = text[start:end]
    try:
        spans = located(list(splitter(paragraph)), paragraph)
    except SplitterError:
        raise
    except Exception as error:  # whatever a stranger's function raises
        reason = failure_of(error)
        raise SplitterError(f"the splitter failed on {paragraph[:40]!r}: {reason}") from error
    return [(start + a, start + b) for a, b in spans]


def located(sentences: Sequence[Span | str], paragraph: str) -> list[Span]:
    """Sentences, given as spans or as strings, as spans stripped of blanks.

    Raises:
        SplitterError: they are not in the text, in order and without overlap; or there is none,
            though the text has a word.
    """
    spans: list[Span] = []
    reached = 0
    for found in sentences:
        begin, stop = _located(
            found if isinstance(found, str) else _span(found), paragraph, reached
        )
        sentence = paragraph[begin:stop]
        begin += len(sentence) - len(sentence.lstrip(BLANKS))
        stop = begin + len(sentence.strip(BLANKS))
        if stop > begin:
            spans.append((begin, stop))
            reached = stop
    if not spans and has_word(paragraph):
        raise SplitterError(f"the splitter returned no sentence for {paragraph[:40]!r}")
    return spans


def _span(found: Any) -> Span:
    try:
        begin, stop = map(index, found)
    except (TypeError, ValueError) as error:
        raise SplitterError(
            f"the splitter gave {found!r:.40}, expected a sentence or a pair of whole numbers"
        ) from error
    return begin, stop


def _located(found: Span | str, paragraph: str, reached: int) -> Span:
    if isinstance(found, str):
        wanted = without_halves(found).strip(BLANKS)
        begin = paragraph.find(wanted, reached)
        if begin < 0:
            raise SplitterError(
                f"the splitter gave {wanted[:60]!r}, which is not in the text there"
            )
        return begin, begin + len(wanted)
    begin, stop = found
    if not reached <= begin <= stop <= len(paragraph):
        raise SplitterError(
            f"the splitter gave the span {begin}–{stop} after {reached} in {len(paragraph)} "
            f"characters: spans must be in order and within the text"
        )
    return begin, stop


class Punkt:
    """nltk's Punkt (Kiss & Strunk 2006) with our abbreviations and starters.

    Where nltk's own ``punkt_tab`` for the language is on the disk already, its parameters are
    added; nothing is ever downloaded. :meth:`fit` adds what a corpus of one's own teaches.

    >>> splitter = Punkt("en").fit(open("corpus.txt"))
    >>> split_sentences(text, splitter=splitter)
    """

    def __init__(self, language: str = "en") -> None:
        from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

        rules = get_language(language).rules
        parameters = _punkt_tab(get_language(language).name) or PunktParameters()
        parameters.abbrev_types |= {word.lower() for word in rules.listed}
        parameters.sent_starters |= {word.lower() for word in rules.starters}
        self._tokenizer = PunktSentenceTokenizer()
        self._tokenizer._params = parameters  # noqa: SLF001 -- there is no other way in

    def fit(self, texts: Iterable[str]) -> "Punkt":
        """Learn abbreviations, collocations and starters from texts; returns itself."""
        from nltk.tokenize.punkt import PunktTrainer

        trainer = PunktTrainer()
        trainer.INCLUDE_ALL_COLLOCS = True
        for text in texts:
            trainer.train(text, finalize=False)
        learnt, own = trainer.get_params(), self._tokenizer._params  # noqa: SLF001 -- as above
        own.abbrev_types |= learnt.abbrev_types
        own.sent_starters |= learnt.sent_starters
        own.collocations |= learnt.collocations
        for word, context in learnt.ortho_context.items():
            own.ortho_context[word] |= context
        return self

    def __call__(self, text: str) -> list[Span]:
        """The sentences of a paragraph."""
        return list(self._tokenizer.span_tokenize(text))


def _punkt_tab(name: str) -> Any:
    """The parameters that nltk's data folder holds for a language, or ``None``."""
    from nltk.data import find
    from nltk.tokenize.punkt import load_punkt_params

    try:
        return load_punkt_params(find(f"tokenizers/punkt_tab/{name.lower()}/"))
    except LookupError:
        return None


def _rules(language: Language) -> Splitter:
    return lambda text: split(text, [(0, len(text))], language.rules)[0]


def _punkt(language: Language) -> Splitter:
    return Punkt(language.code)


def _sentencex(language: Language) -> Splitter:
    try:
        from sentencex import segment
    except ImportError as error:
        raise _missing("sentencex", "sentencex") from error
    return lambda text: segment(language.code, text)


def _icu(language: Language) -> Splitter:
    try:
        from icu4py.breakers import SentenceBreaker
    except ImportError as error:
        raise _missing("icu", "icu4py") from error

    def cut(text: str) -> list[Span]:
        at = code_points(text)
        return [(at(a), at(b)) for a, b in SentenceBreaker(text, language.code).segments()]

    return cut


def code_points(text: str) -> Callable[[int], int]:
    """From positions as ICU counts them, in UTF-16 units, to code points."""
    if not text or max(text) < "\U00010000":
        return int
    places = [i for i, c in enumerate(text) for _ in range(1 + (c > "\uffff"))]
    places.append(len(text))
    return places.__getitem__


def _missing(name: str, package: str) -> SplitterError:
    return SplitterError(
        f"splitter {name!r} needs a package that is not installed: pip install {package}"
    )


_MAKERS: dict[str, Callable[[Language], Splitter]] = {
    RULES: _rules,
    "punkt": _punkt,
    "sentencex": _sentencex,
    "icu": _icu,
}
