"""The one table of languages: how each is cut into sentences, and its words into terms.

A language is a TOML file in ``data/``, named for its ISO 639-1 code, and read when first asked
for. Its keys:

========================  =========================================================================
``name``                  the English name
``snowball``              the Snowball stemmer's name for PyStemmer, or "" for none
``sumy_stop_words``       which of the stop-word lists that sumy ships, or ""
``stop_words``            stop words of our own, beside sumy's or instead
``acronyms``              names in capitals that are stop words in small letters (``US``); may
                          be left out
``bonus_words``           Edmundson's cue words that speak for a sentence; may be left out
``stigma_words``          those that speak against it; may be left out
``ordinals``              whether a number with a dot is commonly an ordinal
``negations``             words that turn a statement into its contrary; may be left out
``elision``               whether an apostrophe parts two words; may be left out
``titles``                see :class:`summarizer.text.splitting.Rules`; without the final dot
``abbreviations``         the same
``before_numbers``        the same
``starters``              the same
``clock``                 the same; may be left out
``after_clock``           the same; may be left out
``boilerplate``           lower-case openings of lines that are no prose
========================  =========================================================================
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ..errors import UnknownNameError
from .splitting import Rules
from .words import Terms

_DATA = files(__package__) / "data"


@dataclass(frozen=True)
class Language:
    """All that depends on the language of a text.

    Attributes:
        code: ISO 639-1 code, such as ``"en"``.
        name: the English name.
        rules: what the sentence splitter knows.
        boilerplate: matches the opening of a line that is no prose; ``None`` matches nothing.
        terms: from words to stemmed terms without stop words.
        negations: words that turn a statement into its contrary, lower case.
        bonus_words, stigma_words: words that speak for and against a sentence (Edmundson 1969).
    """

    code: str
    name: str
    rules: Rules = field(repr=False)
    boilerplate: re.Pattern[str] | None = field(repr=False)
    terms: Terms = field(repr=False)
    negations: frozenset[str] = field(default=frozenset(), repr=False)
    bonus_words: tuple[str, ...] = field(default=(), repr=False)
    stigma_words: tuple[str, ...] = field(default=(), repr=False)


@cache
def language_codes() -> tuple[str, ...]:
    """The codes of all languages there are, sorted."""
    return tuple(sorted(f.name[:-5] for f in _DATA.iterdir() if f.name.endswith(".toml")))


@cache
def get_language(code: str) -> Language:
    """The language of an ISO 639-1 code.

    Raises:
        UnknownNameError: there is none of that code; the message lists those there are.
    """
    if code not in language_codes():
        raise UnknownNameError("language", code, language_codes())
    data = tomllib.loads((_DATA / f"{code}.toml").read_text(encoding="utf-8"))
    return Language(
        code=code,
        name=data["name"],
        rules=Rules(
            titles=frozenset(data["titles"]),
            abbreviations=frozenset(data["abbreviations"]),
            before_numbers=frozenset(data["before_numbers"]),
            starters=frozenset(data["starters"]),
            ordinals=data["ordinals"],
            clock=frozenset(data.get("clock", ())),
            after_clock=frozenset(data.get("after_clock", ())),
        ),
        boilerplate=_openings(data["boilerplate"]),
        terms=Terms(
            stop_words=[*data["stop_words"], *_sumy_stop_words(data["sumy_stop_words"])],
            stem=_stemmer(data["snowball"]),
            acronyms=data.get("acronyms", ()),
            elision=data.get("elision", False),
        ),
        negations=frozenset(data.get("negations", ())),
        bonus_words=tuple(data.get("bonus_words", ())),
        stigma_words=tuple(data.get("stigma_words", ())),
    )


def _openings(phrases: list[str]) -> re.Pattern[str] | None:
    """One pattern for all openings; blanks before a colon are free ("Also Read : …")."""
    if not phrases:
        return None
    parts = [re.escape(p).replace(r"\ ", r"\s+").replace(":", r"\s?:") for p in phrases]
    return re.compile(rf"(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _stemmer(algorithm: str) -> Callable[[str], str]:
    if not algorithm:
        return str
    import Stemmer

    stem: Callable[[str], str] = Stemmer.Stemmer(algorithm, 0).stemWord
    return stem


def _sumy_stop_words(name: str) -> list[str]:
    """One of the lists that sumy ships, read as data: importing sumy's reader costs 0.2 s."""
    if not name:
        return []
    text = (files("sumy") / "data" / "stopwords" / f"{name}.txt").read_text(encoding="utf-8")
    return text.split()
