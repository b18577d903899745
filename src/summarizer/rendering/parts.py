"""A summary or a story -> what a page says of it before the sources."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from ..disagreements import Account, Disagreement
from ..document import Document, Sentence
from ..outline import outline
from ..pages import Direction, direction_of
from ..phrases import keyphrases
from ..results import Extract, Result, Summary
from ..text.words import count_words
from .plain import CHANGED, DISPUTED, Names, TextRun, contested, headed, runs
from .sources import ListedDocument, Marks, anchor_of, public

_CHAPTERED = 3  # headings, from which a text has contents
_PHRASES = 8  # at most


class DocumentEntry(NamedTuple):
    """A document and what a list says of it."""

    document: Document
    listed: ListedDocument


Catalogue = Mapping[str, DocumentEntry]
"""Documents by their ids."""


class NumberedResult(NamedTuple):
    """A summary or a story, its number on the page, and its documents and the copies of them."""

    result: Result
    number: int
    known: Catalogue

    def cite(self, sentence: Sentence) -> "Citation":
        """Where a sentence stands on the page."""
        document, listed = self.known[sentence.document_id]
        return Citation(
            anchor_of(listed.number, sentence),
            listed,
            sentence.position + 1,
            len(document.sentences),
            sentence.line,
        )


class Citation(NamedTuple):
    """A sentence and where it stands on the page."""

    anchor: str
    source: ListedDocument
    place: int  # its number in the document, from 1, and how many that has
    of: int
    text: str


class CitedAccount(NamedTuple):
    """One account of what is disputed: its figures, and the sentences that give them."""

    figures: str
    citations: Sequence[Citation]
    runs: Sequence[TextRun]  # what the first of these says
    what: str = ""  # what stands before the figures, where they stand beside others


class Quote(NamedTuple):
    """An extract."""

    runs: Sequence[TextRun]  # what it says, the contested figures apart
    score: str  # what the ranker gave it
    citation: Citation  # where it stands
    chapter: str  # under which heading, in a text that has contents
    also: Sequence[Citation]  # who else says it
    others: Sequence[CitedAccount]  # what others say instead


class Day(NamedTuple):
    """The documents of a day; of no known day, if there is no date."""

    date: date | None
    documents: Sequence[ListedDocument]


class Cell(NamedTuple):
    """What a document says of an extract: it is quoted, it says the same, or other figures."""

    anchor: str
    sign: str
    meaning: str


class DocumentRow(NamedTuple):
    """What a document says of each extract, and how many words of it are quoted."""

    source: ListedDocument
    cells: Sequence[Cell | None]
    words: int


class Chapter(NamedTuple):
    """A heading of a document, and the numbers of the extracts up to the next one."""

    anchor: str
    heading: str
    extracts: Sequence[int]


class Quotes(NamedTuple):
    """The extracts of a section, numbered from ``first``; of all, without a heading, if there is
    but one section.
    """

    heading: str
    first: int
    quotes: Sequence[Quote]


class Phrase(NamedTuple):
    """A keyphrase, and the sentence it first stands in."""

    text: str
    citation: Citation


class ResultView(NamedTuple):
    """What a page says of a summary or a story; the fields are in the order of the page."""

    heading: str
    language: str
    direction: Direction
    documents: int
    words: int
    quotes: Sequence[Quote]
    by_section: Sequence[Quotes]
    notes: Sequence[str]
    disputes: Sequence[Sequence[CitedAccount]]
    changes: Sequence[Sequence[CitedAccount]]
    rows: Sequence[DocumentRow]
    days: Sequence[Day]
    chapters: Sequence[Chapter]
    phrases: Sequence[Phrase]


def catalogue(documents: Sequence[Document], names: Names) -> Catalogue:
    """Documents with different ids, numbered in the order of the page."""
    return {
        d.id: DocumentEntry(d, ListedDocument.of(number, d, names[d.id]))
        for number, d in enumerate(documents, start=1)
    }


def part_of(told: NumberedResult) -> ResultView:
    """What the page says of a summary or a story before the sources."""
    result = told.result
    chapters = _chapters(told)
    named = (chapter for chapter in chapters if chapter.heading != result.heading)
    under = {number: chapter.heading for chapter in named for number in chapter.extracts}
    quotes = [_quote(told, e, under.get(number, "")) for number, e in enumerate(result, start=1)]
    return ResultView(
        heading=public(result.heading, result.documents),
        language=result.documents[0].language,
        direction=direction_of(result.extracts[0].text if result else result.documents[0].text),
        documents=len(result.documents),
        words=sum(count_words(extract.sentence.plain) for extract in result),
        quotes=quotes,
        by_section=list(_by_section(result, quotes)),
        notes=list(_notes(told)),
        disputes=[_sides(told, found) for found in result.disagreements],
        changes=[_sides(told, found) for found in result.changes],
        rows=_rows(told),
        days=_days(told),
        chapters=chapters,
        phrases=list(_phrases(told)),
    )


def marks_of(told: NumberedResult) -> dict[int, Marks]:
    """What there is to mark in each document of a summary or story, by its number."""
    marks: dict[int, Marks] = {}
    best = max((extract.score for extract in told.result.ranking), default=0.0)

    def of(sentence: Sentence) -> Marks:
        number = told.known[sentence.document_id].listed.number
        return marks.setdefault(number, Marks(told.number, best))

    for scored in told.result.ranking:
        of(scored.sentence).scores[scored.sentence.position] = scored.score
    for number, extract in enumerate(told.result.extracts, start=1):
        of(extract.sentence).chosen[extract.sentence.position] = number
        for said in extract.said_by:
            of(said).same.setdefault(said.position, []).append(number)
    for disagreement in (*told.result.disagreements, *told.result.changes):
        for account in disagreement.accounts:
            for sentence in account.sentences:
                cited = of(sentence).cited.setdefault(sentence.position, [])
                cited += account.figures
    return marks


def _quote(told: NumberedResult, extract: Extract, chapter: str) -> Quote:
    language = told.known[extract.document].listed.language
    return Quote(
        runs(extract.sentence.line, contested(extract, told.result), language),
        f"{extract.score:.3g}",
        told.cite(extract.sentence),
        chapter,
        [told.cite(sentence) for sentence in extract.said_by],
        [
            _side(told, account, CHANGED if rivals.over_time else DISPUTED)
            for rivals in told.result.rivals(extract)
            for account in rivals.others
        ],
    )


def _by_section(result: Result, quotes: Sequence[Quote]) -> Iterator[Quotes]:
    sections = result.sections if isinstance(result, Summary) and headed(result) else [result]
    first = 0
    for section in sections:
        end = first + len(section)
        if end > first:
            heading = section.heading if section is not result else ""
            yield Quotes(heading, first + 1, quotes[first:end])
        first = end


def _notes(told: NumberedResult) -> Iterator[str]:
    if not told.result.extracts:
        yield "Nothing new."
    if told.result.over:
        yield f"Longer than requested: no sentence fits {told.result.length}."
    if told.result.note:
        yield public(told.result.note, told.result.documents)


def _side(told: NumberedResult, account: Account, what: str = "") -> CitedAccount:
    citations = [told.cite(sentence) for sentence in account.sentences]
    first = citations[0]
    said = runs(first.text, account.figures, first.source.language)
    return CitedAccount(", ".join(account.figures), citations, said, what)


def _sides(told: NumberedResult, found: Disagreement) -> list[CitedAccount]:
    return [_side(told, account) for account in found.accounts]


def _rows(told: NumberedResult) -> list[DocumentRow]:
    """Who says what in a story of several documents, dropped copies among them."""
    cells: dict[str, dict[int, Cell]] = {document.id: {} for document in told.result.documents}
    words = dict.fromkeys(cells, 0)

    def fill(place: int, sentence: Sentence, sign: str, meaning: str) -> None:
        cell = Cell(told.cite(sentence).anchor, sign, meaning)
        cells.setdefault(sentence.document_id, {}).setdefault(place, cell)

    for place, extract in enumerate(told.result.extracts):
        words[extract.document] += count_words(extract.sentence.plain)
        fill(place, extract.sentence, "●", "is quoted")
        for said in extract.said_by:
            fill(place, said, "○", "says it too")
        for found in told.result.rivals(extract):
            for account in found.others:
                for sentence in account.sentences:
                    fill(place, sentence, ", ".join(account.figures), "")
    if len(cells) < 2 or not told.result.extracts:
        return []
    places = range(len(told.result.extracts))
    return [
        DocumentRow(
            told.known[name].listed, [said.get(place) for place in places], words.get(name, 0)
        )
        for name, said in cells.items()
    ]


def _days(told: NumberedResult) -> list[Day]:
    """Documents by day, undated ones last; nothing if fewer than two days are known."""

    def day(document: Document) -> date:
        known = document.published
        return date(known.year, known.month, known.day) if known else date.max

    days = [
        Day(None if when == date.max else when, [told.known[d.id].listed for d in group])
        for when, group in groupby(sorted(told.result.documents, key=day), day)
    ]
    return days if sum(found.date is not None for found in days) > 1 else []


def _chapters(told: NumberedResult) -> list[Chapter]:
    """The sections of one long text."""
    if len(told.result.documents) > 1:
        return []
    document, listed = told.known[told.result.documents[0].id]
    chosen = {e.sentence.position: number for number, e in enumerate(told.result, start=1)}
    found = [division for division in outline(document) if division.heading]
    if len(found) < _CHAPTERED:
        return []
    return [
        Chapter(
            anchor_of(listed.number, division.sentences[0]),
            division.heading,
            [chosen[s.position] for s in division.sentences if s.position in chosen],
        )
        for division in found
    ]


def _phrases(told: NumberedResult) -> Iterator[Phrase]:
    """The keyphrases that stand in the documents more than once, and in no longer one."""
    known = [found for found in keyphrases(told.result, _PHRASES) if found.count > 1]
    for found in known:
        if not any(found.text in other.text for other in known if other is not found):
            first = found.places[0]
            sentences = told.known[first.document].document.sentences
            at = bisect_right(sentences, first.start, key=attrgetter("start")) - 1
            yield Phrase(found.text, told.cite(sentences[at]))
