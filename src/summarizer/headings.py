"""What a story is called: by a headline that its documents share, or else by its lead statement."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from .document import Document
from .refrains import is_of_notices
from .text.context_dependence import depends
from .text.languages import Language, get_language
from .text.references import NEVER
from .text.words import words

_LOOKED_AT = 100  # documents by which it is told what a story shares
_READ = 30  # sentences of each
LEADS = 3  # sentences of a document that say what happened
_LATER = 0.75  # of a sentence's worth, for each that stands before it
_UNTOLD = 0.6  # of it, for each thing introduced before; twice, in capitals or the first person
_OF_HEADLINES, _OF_LEADS = 3, 8  # terms more: of lines that share as much the longer says more
_LEAST_OF_LEAD = 0.45  # of what a lead statement shares, at least, a headline has to share
_TOLD = 2  # words of a headline that are no names
_SITE_WORDS = 4
_LONGEST = 20  # words of a headline
_CUT = (6, 18)  # words: where a statement is cut at a clause
_WHOLE, _AT_CLAUSE, _AT_FIRST, _ANYWHERE = 1.0, 0.9, 0.45, 0.5  # what cuts leave of its worth
_LISTED = 3  # words between two commas, at most, are an item of a list
_LETTERS = 3  # as many count as a word where no blank parts words

_PARTING = re.compile(r"\s+[|–—·•»]+\s*|\s+(?:-|::)\s+")
_CLAUSE = re.compile(r"[,;:،؛](?=\s(?!\d))|\s[–—-]+(?=\s)|\s\(|[，、；：—]")
_STOPS = " \t.。．।…,;:،؛，、；：–—-"
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"))
_CLOSED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_STAMP = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b[\s:–—-]*")
_EDGES = "|–—·•» "


class _HeadingLine(NamedTuple):
    """What a story may be called.

    Attributes:
        text: one line.
        share: of its terms, how many another document of the story has, on average; half of what
            it does not open with.
        worth: the same, less where there are few of them; of all lines the most is taken.
    """

    text: str
    share: float
    worth: float


class _HeadingLead(NamedTuple):
    """A sentence that a document opens with: of which, the how manieth, and where it starts."""

    line: _HeadingLine
    row: int
    place: int
    start: int


def heading(documents: Sequence[Document]) -> str:
    """One line that names a story, in its own words.

    It is the headline whose terms most of the documents share. One that they hardly share, as
    ``Please enable JavaScript``, or of names alone, is none; without any it is the statement, of
    those that the documents open with, that they share most, cut at a clause. The first thirty
    sentences of a hundred documents tell that.
    """
    documents = [document for document in documents if not is_of_notices(document)] or documents
    told = _Told(documents[:_LOOKED_AT])
    leads = list(told.leads())
    least = _LEAST_OF_LEAD * max((lead.line.share for lead in leads), default=0.0)
    fitting = [line for line in told.headlines() if line.share >= least] or map(told.cut, leads)
    best = min(fitting, key=_by_worth, default=None)
    return best.text if best else min(map(_opening, documents))


def share_told(title: str, line: str, language: str) -> float:
    """The share of the terms of a title that a line has."""
    terms = get_language(language).terms
    asked = set(terms(words(title)))
    return len(asked & set(terms(words(line)))) / max(1, len(asked))


def _by_worth(line: _HeadingLine) -> tuple[float, str]:
    return -line.worth, line.text


def _opening(document: Document) -> str:
    return _cut(document.candidates[0].line, get_language(document.language))[0]


class _Told:
    """What the documents of a story tell."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._own = list(map(_terms_of, documents))
        self._held = Counter[str]()
        for own in self._own:
            self._held.update(own)

    def leads(self) -> Iterator[_HeadingLead]:
        """The sentences that documents open with, those that stand on their own."""
        for row, document in enumerate(self._documents):
            leaning = get_language(document.language).leaning
            for place, sentence in enumerate(document.candidates[:LEADS]):
                text = sentence.line.lstrip(_EDGES)
                if _size(text) >= _CUT[0] and not (_is_list(text) or depends(text, leaning, True)):
                    line = self._line(text, row, _OF_LEADS)
                    yield _HeadingLead(line, row, place, sentence.start)

    def cut(self, lead: _HeadingLead) -> _HeadingLine:
        """A lead that is not too long, by what is left of its worth."""
        document = self._documents[lead.row]
        language = get_language(document.language)
        before = document.text[: lead.start]
        untold = sum(
            2 if one == NEVER else 1 for one in language.references.of(lead.line.text, before)
        )
        untold += 2 * lead.line.text.isupper()
        cut, left = _cut(lead.line.text, language)
        left *= _LATER**lead.place * _UNTOLD**untold
        return lead.line._replace(text=cut, worth=lead.line.worth * left)

    def headlines(self) -> Iterator[_HeadingLine]:
        """The headlines that say what happened, without the names of sites."""
        for row, document in enumerate(self._documents):
            text = self._without_site(_STAMP.sub("", document.headline, count=1), row)
            text = _CLOSED.sub("", text).strip(_EDGES)
            if 0 < _size(text) <= _LONGEST and not _is_list(text) and self._says_something(text):
                yield self._line(text, row, _OF_HEADLINES)

    def _line(self, text: str, row: int, more: int) -> _HeadingLine:
        """A line of a document; of one that is alone, by what its own sentences have of it."""
        terms = set(get_language(self._documents[row].language).terms(words(text)))
        others = len(self._documents) - 1
        own = self._own[row] if others else {}
        shared = sum(self._held[term] - own.get(term, 0) for term in terms) / max(1, others) / 2
        return _HeadingLine(text, shared / max(1, len(terms)), shared / (len(terms) + more))

    def _without_site(self, headline: str, row: int) -> str:
        """A headline without what stands before or after a bar or dash and is not shared."""
        lines = [self._line(part, row, _OF_HEADLINES) for part in _PARTING.split(headline)]
        best = max(lines, key=lambda line: line.worth)
        short = (line for line in (lines[0], lines[-1]) if len(line.text.split()) <= _SITE_WORDS)
        return best.text if any(line.share < best.share / 2 for line in short) else headline

    def _says_something(self, text: str) -> bool:
        """Whether a line is more than names: some words are written small, here or elsewhere."""
        language = get_language(self._documents[0].language)
        told = [word for word in words(text) if language.terms([word]) and not word[0].isdigit()]
        if language.references.has_names:
            told = [word for word in told if self._is_small(word)]
        return len(told) >= _TOLD

    def _is_small(self, word: str) -> bool:
        small = word.lower()
        return word == small or any(f" {small} " in document.text for document in self._documents)


def _terms_of(document: Document) -> dict[str, int]:
    """The terms of a document: 2 of what it opens with, where it says what happened, else 1."""
    table = get_language(document.language).terms.table()
    lines = [sentence.plain for sentence in document.candidates[:_READ]]
    told = table.numbers_in([document.headline, *lines], document.word_pattern)
    terms = dict.fromkeys(chain.from_iterable(told[1:]), 1)
    terms |= {number: 2 for number in chain.from_iterable(told[: LEADS + 1]) if number in terms}
    return {table.names[number]: worth for number, worth in terms.items()}


def _is_list(text: str) -> bool:
    """Whether a line is names or fields: "Sport; Chuck Schumer; Tickets", "Out: 2010 Time: 9"."""
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
    around = zip([0, *ends], ends, [*ends[1:], len(text)], strict=False)
    clauses = [e for b, e, a in around if min(_size(text[b:e]), _size(text[e:a])) > _LISTED]
    fitting = [e for e in clauses if _CUT[0] <= _size(text[:e]) <= _CUT[1] and _is_whole(text[:e])]
    if fitting:
        is_subject = _size(text[: ends[0]]) < _CUT[0]  # "Arias, a former saleswoman of a bank, …"
        left = _AT_CLAUSE if fitting[-1] > ends[0] and not is_subject else _AT_FIRST
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
