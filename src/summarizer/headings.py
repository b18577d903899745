"""What a story is called: by a headline that its documents share, or else by its lead statement."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from .document import Document
from .text.languages import Language, get_language
from .text.leaning import leans
from .text.words import words

_LOOKED_AT = 100  # documents, and sentences of each, by which it is told what a story shares
_LEADS = 3  # sentences of a document that may be its lead
_LATER = 0.75  # of a sentence's worth, for each that stands before it
_SMOOTHING = 8  # terms; so that what has one shared term is no better than what has five
_LEAST_OF_LEAD = 0.5  # of what a lead statement shares, at least, a headline has to share
_TOLD = 2  # words of a headline that are no names
_SITE_WORDS = 4
_LONGEST = 20  # words of a headline
_CUT = (6, 18)  # words: where a statement is cut at a clause
_WHOLE, _AT_CLAUSE, _AT_FIRST, _ANYWHERE = 1.0, 0.9, 0.45, 0.5  # what cuts leave of its worth
_LISTED = 3  # words between two commas, at most, are an item of a list
_LETTERS = 3  # as many count as a word where no blank parts words
_NOUNS_IN_CAPITALS = frozenset({"de"})  # languages in which a capital shows no name

_PARTING = re.compile(r"\s+[|–—·•»]+\s*|\s+(?:-|::)\s+")
_CLAUSE = re.compile(r"[,;:،؛](?=\s(?!\d))|\s[–—-]+(?=\s)|\s\(|[，、；：—]")
_STOPS = " \t.。．।…,;:،؛，、；：–—-"
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"), ("„", "“"), ("「", "」"), ("『", "』"))
_CLOSED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")


class _Line(NamedTuple):
    """What a story may be called, and how near it is to what the documents say."""

    text: str
    share: float
    worth: float


def heading(documents: Sequence[Document]) -> str:
    """One line that names a story, in its own words.

    It is the headline whose terms most of the documents share. One that they hardly share, as
    ``Please enable JavaScript``, or of names alone, is none; without any it is the statement, of
    those that the documents open with, that they share most, cut at a clause. Of many documents
    and long ones the first hundred, and their first hundred sentences, tell that.
    """
    documents = documents[:_LOOKED_AT]
    own = [_terms_of(document) for document in documents]
    holders = Counter(chain.from_iterable(own))
    lead, *leads = sorted(_leads(documents, own, holders), key=_by_worth) or [_Line("", 0.0, 0.0)]
    least = _LEAST_OF_LEAD * max((line.share for line in (lead, *leads)), default=0.0)
    named = [line for line in _headlines(documents, own, holders) if line.share >= least]
    if named:
        return min(named, key=_by_worth).text
    return (
        lead.text or _cut(documents[0].candidates[0].line, get_language(documents[0].language))[0]
    )


def _by_worth(line: _Line) -> tuple[float, str]:
    return -line.worth, line.text


def _terms_of(document: Document) -> set[str]:
    """The terms of the sentences of a document."""
    to_terms = get_language(document.language).terms
    sentences = document.candidates[:_LOOKED_AT]
    return set(to_terms(list(chain.from_iterable(words(s.plain) for s in sentences))))


def _line(text: str, document: Document, own: set[str], holders: Counter[str], told: int) -> _Line:
    """A line of a document, by how many of the ``told`` others have its terms.

    Of a document that is alone, by which of them it has itself.
    """
    terms = set(get_language(document.language).terms(words(text)))
    others = [holders[t] - (told > 1 and t in own) for t in terms]
    shared = sum(others) / max(1, told - 1)
    return _Line(text, shared / (len(terms) or 1), shared / (len(terms) + _SMOOTHING))


def _leads(
    documents: Sequence[Document], own: Sequence[set[str]], holders: Counter[str]
) -> Iterator[_Line]:
    """The sentences that documents open with, those that stand on their own, cut."""
    for document, terms in zip(documents, own, strict=True):
        language = get_language(document.language)
        for place, sentence in enumerate(document.candidates[:_LEADS]):
            text = sentence.line
            if leans(text, language.leaning, capitals=True) or _size(text) < _CUT[0]:
                continue
            line = _line(text, document, terms, holders, len(documents))
            cut, left = _cut(text, language)
            later = _LATER ** (place if len(documents) > 1 else 2 * place)
            yield _Line(cut, line.share, line.worth * later * left)


def _headlines(
    documents: Sequence[Document], own: Sequence[set[str]], holders: Counter[str]
) -> Iterator[_Line]:
    """The headlines of documents that say what happened, without the names of sites."""
    for document, terms in zip(documents, own, strict=True):
        parts = _PARTING.split(document.headline)
        lines = [_line(part, document, terms, holders, len(documents)) for part in parts]
        if len(lines) > 1:
            ends = [n for n in (0, -1) if len(parts[n].split()) <= _SITE_WORDS]
            best = max(lines, key=lambda line: line.share * len(line.text))
            if any(lines[n].share < best.share / 2 for n in ends):
                lines = [best]
        text = document.headline if len(lines) > 1 else lines[0].text
        text = _CLOSED.sub("", text).strip("|–—·•» ")
        if 0 < _size(text) <= _LONGEST and _says_something(text, documents):
            yield _line(text, document, terms, holders, len(documents))


def _says_something(text: str, documents: Sequence[Document]) -> bool:
    """Whether a line is more than names: two of its words are written small, here or elsewhere."""
    code = documents[0].language
    to_terms = get_language(code).terms
    told = [w for w in words(text) if to_terms([w]) and not w[0].isdigit()]
    if code in _NOUNS_IN_CAPITALS:
        return len(told) >= _TOLD
    small = (w == w.lower() or any(f" {w.lower()} " in d.text for d in documents) for w in told)
    return sum(small) >= _TOLD and not _is_list(text)


def _is_list(text: str) -> bool:
    """Whether a line is names or fields: "Tickets; Chuck Schumer; Sport", "Release: 2010 Time: 9"."""
    if text.endswith((":", "：")) or text.count(": ") > 1:
        return True
    parts = re.split(r"[;,،；，、|]\s*", text)
    return len(parts) > 2 and max(len(part.split()) for part in parts) <= 3


def _cut(text: str, language: Language) -> tuple[str, float]:
    """A statement that is not too long, cut at a clause if it can be, and what is left of it.

    What stands before the first comma of many is no statement: "Shortly after he was sentenced".
    """
    if _size(text) <= _LONGEST:
        return text.rstrip(_STOPS), _WHOLE
    ends = [found.start() for found in _CLAUSE.finditer(text)]
    clauses = [
        end for end, later in pairwise([*ends, len(text)]) if _size(text[end:later]) > _LISTED
    ]
    fitting = [e for e in clauses if _CUT[0] <= _size(text[:e]) <= _CUT[1] and _is_whole(text[:e])]
    if fitting:
        left = _AT_CLAUSE if fitting[-1] > ends[0] else _AT_FIRST
        return text[: fitting[-1]].strip(_STOPS), left
    pieces = text.split()
    if len(pieces) <= _CUT[1]:
        return text[: _CUT[1] * _LETTERS].rstrip(_STOPS) + "…", _ANYWHERE
    pieces = pieces[: _CUT[1]]
    while len(pieces) > _CUT[0] and not language.terms(words(pieces[-1])):
        pieces.pop()
    return " ".join(pieces).rstrip(_STOPS) + " …", _ANYWHERE


def _size(text: str) -> int:
    """How many words a line has; without blanks, as many as its letters stand for."""
    blanks = len(text.split())
    if blanks * _LETTERS * 5 >= len(text):
        return blanks
    return max(blanks, len(text) // _LETTERS)


def _is_whole(text: str) -> bool:
    """Whether all quotation marks and brackets of a text are closed."""
    pairs = all(text.count(a) == text.count(b) or a == "„" for a, b in _PAIRS)
    return pairs and text.count('"') % 2 == 0
