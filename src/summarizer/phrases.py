"""Keyphrases: what a text or a story is about, in a few of its own words, and where they stand."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, NamedTuple

from .document import Document, Sentence, as_document, as_documents
from .errors import UsageError
from .memo import Memo
from .results import Brief, Result
from .text.languages import Language, get_language
from .text.words import UNSPACED, fold, word_spans

_WORDS, _CHARACTERS = 4, 6  # in a phrase, at most; characters in scripts without blanks
_COMMON = 0.5  # what a single word counts that is no name
_ONCE = 0.25  # what a phrase counts that stands in a text once
_PARTICLES = "的了是在和与與及也都就而或被把不有这這那个個我你他她它们們"  # of Chinese
_JOINERS = frozenset({"", "-", "\u2010", "\u2011"})
_UNSPACED_RUN = re.compile(f"[{UNSPACED}]")
_ELIDED = re.compile(r"[^\W\d_]{1,6}['’]")
_POSSESSIVE = re.compile(r"['’][sS]$")


class Place(NamedTuple):
    """Where a phrase stands: ``text[start:end]`` of the document of that id."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Keyphrase:
    """A word or several that a text is about.

    Attributes:
        text: as it is mostly written.
        score: its C-value, comparable within one result only.
        places: where it stands, in all its forms, in order.
    """

    text: str
    score: float
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """How often it stands there."""
        return len(self.places)

    def to_dict(self) -> dict[str, Any]:
        """The same, as JSON has it."""
        places = [place._asdict() for place in self.places]
        return {"text": self.text, "score": self.score, "count": self.count, "places": places}


class _PhraseToken(NamedTuple):
    start: int
    end: int
    stem: str
    is_name: bool | None = None  # None where case says nothing
    is_idle: bool = False  # no phrase by itself
    is_character: bool = False


class _Form(NamedTuple):
    elided: int  # characters of an article before the word
    kept: int  # those of the word
    stem: str  # "" of a stop word
    has_case: bool
    is_idle: bool


_Forms = Memo[_Form]
_Key = tuple[str, ...]

_Span = tuple[int, int, int]  # the number of a document, start and end
_Found = dict[_Key, list[_Span]]


def keyphrases(
    source: Document | str | Result | Brief | Iterable[Document | str],
    count: int = 10,
    *,
    language: str | None = None,
) -> tuple[Keyphrase, ...]:
    """The words and phrases that a text, or the documents of a story, are about.

    Frantzi, Ananiadou & Mima 2000, "Automatic Recognition of Multi-Word Terms: the C-value/
    NC-value Method": a phrase counts how often it stands by itself and not in a longer one, times
    the logarithm of its length (and one, so that single words count). It is a run of up to four
    words without a stop word in between, in scripts without blanks of up to six characters; forms
    of one stem are one phrase. A single word that is no name counts half. Phrases of several
    documents count more the more of them have them.

    Args:
        source: a document, a text, several of them, or a result, whose documents are meant.
        count: how many to give, at most.
        language: of strings; see :meth:`Document.from_text`.

    Returns:
        The best first, each with its places.

    Raises:
        UsageError: the count is no whole number from 1.
        NoWordsError: there is no word in a text.
    """
    if not isinstance(count, int) or count < 1:
        raise UsageError(f"the count must be a whole number from 1, got {count!r:.40}", "count")
    if isinstance(source, Result | Brief):
        documents: Sequence[Document] = source.documents
    elif isinstance(source, Document | str):
        documents = [as_document(source, language)]
    else:
        documents = as_documents(source, language)
    found, names = _phrases(documents)
    scores = _c_values(found)
    for key, spans in found.items():
        several = math.log2(1 + len({number for number, *_ in spans}))
        is_name = len(key) > 1 or names.get(key, 1) > 0
        scores[key] *= several * (1 if is_name else _COMMON)
    best = sorted(found, key=lambda key: (-scores[key], found[key][0], key))
    return tuple(
        _made(documents, found[key], scores[key])
        for key in _apart(best, found, count)
        if scores[key] > 0
    )


def _made(documents: Sequence[Document], spans: Sequence[_Span], score: float) -> Keyphrase:
    """A phrase as it is mostly written, the first of such ways."""
    forms = Counter(" ".join(documents[n].text[start:end].split()) for n, start, end in spans)
    places = tuple(Place(documents[n].id, start, end) for n, start, end in spans)
    return Keyphrase(max(forms, key=lambda form: forms[form]), score, places)


def _phrases(documents: Sequence[Document]) -> tuple[_Found, Counter[_Key]]:
    """All that may be a phrase, by the stems of its words, with its places.

    And of single words how much oftener they stand in capitals within a sentence than not. What
    stands there once is a phrase if it is a whole run of words or a single one.
    """
    found: _Found = {}
    whole: set[_Key] = set()
    names: Counter[_Key] = Counter()
    known: dict[str, Memo[_Form]] = {}
    for number, document in enumerate(documents):
        language = get_language(document.language)
        forms = known.setdefault(language.code, Memo(partial(_form, language=language)))
        for sentence in document.candidates:
            for run in _runs(sentence, language, forms):
                whole.add(tuple(token.stem for token in run))
                for token in run:
                    if token.is_name is not None:
                        names[(token.stem,)] += 1 if token.is_name else -1
                for part in filter(_may_be, _parts(run)):
                    key = tuple([token.stem for token in part])
                    span = number, sentence.start + part[0].start, sentence.start + part[-1].end
                    found.setdefault(key, []).append(span)
    kept = {k: s for k, s in found.items() if len(s) > 1 or len(k) == 1 or k in whole}
    return kept, names


def _parts(run: Sequence[_PhraseToken]) -> Iterator[Sequence[_PhraseToken]]:
    most = _CHARACTERS if run[0].is_character else _WORDS
    for first in range(len(run)):
        for last in range(first + 1, min(first + most, len(run)) + 1):
            yield run[first:last]


def _may_be(part: Sequence[_PhraseToken]) -> bool:
    """Whether some words that follow each other can be a phrase."""
    if part[0].is_character:
        return len(part) > 1
    if part[0].stem[0].isdecimal():
        return False
    return len(part) > 1 or not (part[0].is_idle or part[0].end - part[0].start < 2)


def _runs(sentence: Sentence, language: Language, forms: _Forms) -> Iterator[list[_PhraseToken]]:
    """The runs of words of a sentence between its stop words and marks."""
    run: list[_PhraseToken] = []
    for token in _tokens(sentence.text, language, forms):
        between = sentence.text[run[-1].end : token.start] if run and token else ""
        parted = between.strip() not in _JOINERS or (
            token is not None and run and token.is_character != run[-1].is_character
        )
        if run and (token is None or parted):
            yield run
            run = []
        if token is not None:
            run.append(token)
    if run:
        yield run


def _tokens(text: str, language: Language, forms: _Forms) -> Iterator[_PhraseToken | None]:
    """The words of a sentence; ``None`` in the place of each stop word."""
    for number, (start, end) in enumerate(word_spans(text)):
        form = text[start:end]
        if _UNSPACED_RUN.match(form):
            yield from _characters(start, form, language.terms.stop_words)
            continue
        elided, kept, stem, has_case, is_idle = forms[form]
        if elided or not stem:
            yield None
        if stem:
            start += elided
            is_name = text[start].isupper() if has_case and number else None
            yield _PhraseToken(start, start + kept, stem, is_name, is_idle)


def _form(form: str, language: Language) -> _Form:
    """What a word is, without an article before its apostrophe and a possessive behind it."""
    stop_words = language.terms.stop_words
    start = 0
    if (elided := _ELIDED.match(form)) and _is_stop(elided[0], stop_words):
        start = elided.end()
    kept = form[start : len(form) - 2 * bool(_POSSESSIVE.search(form))]
    stem = " ".join(language.terms([kept]))
    folded, idle = fold(kept), (language.signs.months, language.references.idle)
    is_idle = folded in language.rules.speech or any(folded in words for words in idle)
    is_idle |= language.rules.capital_nouns and kept[:1].islower()
    return _Form(start, len(kept), stem, kept[:1].lower() != kept[:1].upper(), is_idle)


def _is_stop(elided: str, stop_words: frozenset[str]) -> bool:
    folded = fold(elided)
    return folded in stop_words or folded[:-1] in stop_words


@cache
def _cutting(stop_words: frozenset[str]) -> re.Pattern[str]:
    """What parts words: stop words, of which a single character mostly is part of another word."""
    longer = sorted((re.escape(word) for word in stop_words if len(word) > 1), key=len)
    return re.compile("|".join([*longer[::-1], f"[{_PARTICLES}]", "[\u3041-\u309f]+"]))


def _characters(start: int, run: str, stop_words: frozenset[str]) -> Iterator[_PhraseToken | None]:
    """The characters of a script without blanks, but for those of stop words and endings."""
    out: set[int] = set()
    for match in _cutting(stop_words).finditer(run):
        out.update(range(*match.span()))
    for place, character in enumerate(run):
        at = start + place
        yield None if place in out else _PhraseToken(at, at + 1, character, is_character=True)


def _c_values(found: _Found) -> dict[_Key, float]:
    """Frantzi et al. 2000, with the logarithm of one word more; what stands once counts little."""
    longer: dict[_Key, list[int]] = {}
    for key, spans in found.items():
        for size in range(1, len(key)):
            for first in range(len(key) - size + 1):
                longer.setdefault(key[first : first + size], []).append(len(spans))
    scores: dict[_Key, float] = {}
    for key, spans in found.items():
        inside = longer.get(key, [])
        alone = len(spans) - (sum(inside) / len(inside) if inside else 0)
        scores[key] = math.log2(1 + len(key)) * alone * (1 if len(spans) > 1 else _ONCE)
    return scores


def _apart(best: Sequence[_Key], found: _Found, count: int) -> Iterator[_Key]:
    """The first of some phrases, without those that mostly stand in one that was given."""
    taken: set[tuple[int, int]] = set()
    given = 0
    for key in best:
        spans = found[key]
        if 2 * sum((n, start) in taken and (n, end - 1) in taken for n, start, end in spans) > len(
            spans
        ):
            continue
        taken.update((n, place) for n, start, end in spans for place in range(start, end))
        yield key
        given += 1
        if given == count:
            return
