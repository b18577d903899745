"""Extractive summaries of one article, and briefs of many.

>>> from summarizer import summarise
>>> print(summarise(text, length=3))

The names below are the whole public interface; each is loaded when first used, so that importing
this package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .briefing import brief
    from .compression import compress
    from .disagreements import Account, Disagreement
    from .document import Document, Origin, Sentence
    from .duplicates import Duplicate
    from .errors import (
        DocumentSetError,
        EmbeddingError,
        GateError,
        InputError,
        LanguageError,
        LengthError,
        MethodError,
        MissingDependencyError,
        NotComparableError,
        NoWordsError,
        ReadError,
        SplitterError,
        SummarizerError,
        TokenizerError,
        UnknownNameError,
        UsageError,
    )
    from .features import Features
    from .length import Length
    from .passages import Context, Omission, Passage, Span
    from .phrases import Keyphrase, Place, keyphrases
    from .read import read_documents
    from .registry import ranker, selector
    from .rendering import render
    from .request import Request
    from .results import Brief, Extract, Result, Section, Story, Summary
    from .summary import summarise, summarize
    from .text.languages import use_languages
    from .text.segments import split_sentences

_HOMES = {
    ".briefing": ("brief",),
    ".compression": ("compress",),
    ".disagreements": ("Account", "Disagreement"),
    ".document": ("Document", "Origin", "Sentence"),
    ".duplicates": ("Duplicate",),
    ".errors": (
        "DocumentSetError",
        "EmbeddingError",
        "GateError",
        "InputError",
        "LanguageError",
        "LengthError",
        "MethodError",
        "MissingDependencyError",
        "NoWordsError",
        "NotComparableError",
        "ReadError",
        "SplitterError",
        "SummarizerError",
        "TokenizerError",
        "TokenizerError",
        "UnknownNameError",
        "UsageError",
    ),
    ".features": ("Features",),
    ".length": ("Length",),
    ".passages": ("Context", "Omission", "Passage", "Span"),
    ".phrases": ("Keyphrase", "Place", "keyphrases"),
    ".read": ("read_documents",),
    ".registry": ("ranker", "selector"),
    ".rendering": ("render",),
    ".request": ("Request",),
    ".results": ("Brief", "Extract", "Result", "Section", "Story", "Summary"),
    ".summary": ("summarise", "summarize"),
    ".text.languages": ("use_languages",),
    ".text.segments": ("split_sentences",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Account",
    "Brief",
    "Context",
    "Disagreement",
    "Document",
    "DocumentSetError",
    "Duplicate",
    "EmbeddingError",
    "Extract",
    "Features",
    "GateError",
    "InputError",
    "Keyphrase",
    "LanguageError",
    "Length",
    "LengthError",
    "MethodError",
    "MissingDependencyError",
    "NoWordsError",
    "NotComparableError",
    "Omission",
    "Origin",
    "Passage",
    "Place",
    "ReadError",
    "Request",
    "Result",
    "Section",
    "Sentence",
    "Span",
    "SplitterError",
    "Story",
    "SummarizerError",
    "Summary",
    "TokenizerError",
    "UnknownNameError",
    "UsageError",
    "__version__",
    "brief",
    "compress",
    "keyphrases",
    "ranker",
    "read_documents",
    "render",
    "selector",
    "split_sentences",
    "summarise",
    "summarize",
    "use_languages",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from .dependencies import version

        value: object = version()
    elif name in _HOME:
        value = getattr(import_module(_HOME[name], __name__), name)
    elif name in ("Summarizer", "TransformerSummarizer"):
        raise ImportError(
            f"{name} is of bert-extractive-summarizer, whose package is called {__name__} too: "
            "install the two in different environments"
        )
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
