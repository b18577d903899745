"""The one table of languages: how each is cut into sentences, and its words into terms.

A language is a TOML file in ``data/``, named for its ISO 639-1 code, and read when first asked
for. Its keys:

========================  =========================================================================
``name``                  the English name
``snowball``              the Snowball stemmer's name for PyStemmer, or "" for none
``sumy_stop_words``       which of the stop-word lists that sumy ships, or ""
``stop_words``            stop words of our own, beside sumy's or instead
``content_words``         words of sumy's list that do carry a topic; may be left out
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
``closing``               the same; may be left out
``after_closing``         the same; may be left out
``always_open``           the same; may be left out
``speech``                the same; may be left out
``stops``                 the same; may be left out
``boilerplate``           lower-case openings of lines that are no prose
========================  =========================================================================
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from ..errors import UnknownNameError
from .splitting import Rules
from .words import Terms, fold

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
        rules=_rules(data),
        boilerplate=_openings(data["boilerplate"]),
        terms=Terms(
            stop_words=_stop_words(data),
            stem=_stemmer(data["snowball"]),
            acronyms=data.get("acronyms", ()),
            elision=data.get("elision", False),
        ),
        negations=frozenset(map(fold, data.get("negations", ()))),
        bonus_words=tuple(data.get("bonus_words", ())),
        stigma_words=tuple(data.get("stigma_words", ())),
    )


def _rules(data: dict[str, Any]) -> Rules:
    return Rules(
        titles=_either_case(data["titles"]),
        abbreviations=_either_case(data["abbreviations"]),
        before_numbers=_either_case(data["before_numbers"]),
        closing=_either_case(data.get("closing", ())),
        after_closing=frozenset(data.get("after_closing", ())),
        starters=frozenset(data["starters"]),
        always_open=frozenset(data.get("always_open", ())),
        speech=frozenset(data.get("speech", ())),
        ordinals=data["ordinals"],
        stops=data.get("stops", ""),
    )


def _either_case(words: Iterable[str]) -> frozenset[str]:
    """Words as they are, and with a capital as they stand first in a sentence."""
    return frozenset(form for word in words for form in (word, word[0].upper() + word[1:]))


def _openings(phrases: list[str]) -> re.Pattern[str] | None:
    """One pattern for all openings; blanks before a colon are free ("Also Read : …")."""
    if not phrases:
        return None
    return re.compile("|".join(map(_opening, phrases)), re.IGNORECASE)


def _opening(phrase: str) -> str:
    pattern = re.escape(phrase).replace(r"\ ", r"\s+").replace(":", r"\s?:").replace("'", "['’]")
    return pattern + (r"(?!\w)" if phrase[-1].isalnum() else "")


def _stop_words(data: dict[str, Any]) -> set[str]:
    listed = {*data["stop_words"], *_sumy_stop_words(data["sumy_stop_words"])}
    return listed - set(data.get("content_words", ()))


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
