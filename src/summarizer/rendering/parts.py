"""A summary or a story -> what a page says of it before the sources."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ..disagreements import Disagreement
from ..document import Document, Sentence, names_of
from ..pages import Direction, direction_of
from ..results import Extract, Result, Summary
from ..text.words import count_words
from .plain import CHANGED, DISPUTED, headed
from .sources import Marks, anchor_of, levels_of


class Entry(NamedTuple):
    """A document, its number on the page, from 1, and what it is called there."""

    number: int
    document: Document
    name: str

    def listed(self) -> "Listed":
        """What a list of documents shows of it."""
        document = self.document
        return Listed(self.number, self.name, document.headline, document.language)


Catalogue = Mapping[str, Entry]
"""Documents by their ids."""


class Told(NamedTuple):
    """A summary or a story, and where it stands on the page.

    Attributes:
        result: the summary or story.
        first: the number on the page of its first extract.
        known: its documents and the copies of them.
    """

    result: Result
    first: int
    known: Catalogue

    def cite(self, sentence: Sentence) -> "Citation":
        """Where a sentence stands on the page."""
        number, document, name = self.known[sentence.document_id]
        return Citation(
            anchor_of(number, sentence),
            number,
            name,
            sentence.position + 1,
            len(document.sentences),
            sentence.line,
            document.language,
        )


class Citation(NamedTuple):
    """A sentence and where it stands on the page.

    Attributes:
        anchor: of the sentence.
        number: of its document.
        name: what its document is called.
        place, of: its number in the document, from 1, and how many that has.
        text: what it says.
        language: of its document.
    """

    anchor: str
    number: int
    name: str
    place: int
    of: int
    text: str
    language: str


class Quote(NamedTuple):
    """An extract: its number, its score, where it stands, who else says it, what others say."""

    number: int
    score: str
    citation: Citation
    also: Sequence[Citation]
    others: Sequence[str]


class Side(NamedTuple):
    """One account of what is disputed: its figures, and the sentences that give them."""

    figures: str
    citations: Sequence[Citation]


class Listed(NamedTuple):
    """A document in a list of documents."""

    number: int
    name: str
    title: str
    language: str


class Day(NamedTuple):
    """The documents of a day; of no known day, if there is no date."""

    date: date | None
    documents: Sequence[Listed]


class Share(NamedTuple):
    """What a document gave to a summary.

    Attributes:
        source: the document.
        sentences, words: what is quoted from it.
        also: how many sentences it says too, of those that are quoted from others.
        quoted_share, also_share: the words of both as parts of the summary's, in per cent.
    """

    source: Listed
    sentences: int
    words: int
    also: int
    quoted_share: float
    also_share: float


class Chapter(NamedTuple):
    """A section of a summary: its heading, how deep that is, and its quotes."""

    heading: str
    level: int
    quotes: Sequence[Quote]


class Part(NamedTuple):
    """What a page says of a summary or a story; the fields are in the order of the page."""

    heading: str
    language: str
    direction: Direction
    documents: int
    words: int
    first: int
    quotes: Sequence[Quote]
    notes: Sequence[str]
    disputes: Sequence[Sequence[Side]]
    changes: Sequence[Sequence[Side]]
    days: Sequence[Day]
    shares: Sequence[Share]
    sections: Sequence[Chapter] = ()


def catalogue(documents: Sequence[Document]) -> Catalogue:
    """Documents with different ids, numbered in the order of the page."""
    names = names_of(documents)
    return {d.id: Entry(number, d, names[d.id]) for number, d in enumerate(documents, start=1)}


def part_of(told: Told) -> Part:
    """What the page says of a summary or a story before the sources."""
    result = told.result
    part = Part(
        heading=result.heading,
        language=result.documents[0].language,
        direction=direction_of(result.extracts[0].text if result else result.documents[0].text),
        documents=len(result.documents),
        words=sum(count_words(extract.sentence.plain) for extract in result),
        first=told.first,
        quotes=[
            _quote(told, number, extract) for number, extract in enumerate(result, start=told.first)
        ],
        notes=list(_notes(told)),
        disputes=[_sides(told, found) for found in result.disagreements],
        changes=[_sides(told, found) for found in result.changes],
        days=_days(told),
        shares=_shares(told),
    )
    return part._replace(sections=_chapters(result, part.quotes))


def _chapters(result: Result, quotes: Sequence[Quote]) -> list[Chapter]:
    """The sections of a summary that has several."""
    if not isinstance(result, Summary) or not headed(result):
        return []
    by_place = {quote.citation.place: quote for quote in quotes}
    return [
        Chapter(s.heading, s.level, [by_place[e.sentence.position + 1] for e in s])
        for s in result.sections
    ]


def marks_of(told: Told) -> dict[int, Marks]:
    """What there is to mark in each document of a summary or story, by its number."""
    marks: dict[int, Marks] = {}
    best = max((extract.score for extract in told.result.ranking), default=0.0)

    def of(sentence: Sentence) -> Marks:
        return marks.setdefault(told.known[sentence.document_id].number, Marks(best))

    levels = levels_of([scored.score for scored in told.result.ranking])
    for scored, level in zip(told.result.ranking, levels, strict=True):
        of(scored.sentence).scores[scored.sentence.position] = scored.score
        of(scored.sentence).levels[scored.sentence.position] = level
    for number, extract in enumerate(told.result.extracts, start=told.first):
        of(extract.sentence).chosen[extract.sentence.position] = number
        for said in extract.said_by:
            of(said).same.setdefault(said.position, []).append(number)
    for disagreement in (*told.result.disagreements, *told.result.changes):
        for sentence in disagreement.sentences:
            of(sentence).cited.add(sentence.position)
    return marks


def _quote(told: Told, number: int, extract: Extract) -> Quote:
    said_by = [told.cite(sentence) for sentence in extract.said_by]
    given = (
        (DISPUTED, told.result.disputed(extract)),
        (CHANGED, told.result.changed(extract)),
    )
    others = [f"{what} {', '.join(figures)}" for what, figures in given if figures]
    return Quote(number, f"{extract.score:.3g}", told.cite(extract.sentence), said_by, others)


def _notes(told: Told) -> Iterator[str]:
    if not told.result.extracts:
        yield "Nothing new."
    if told.result.over:
        yield f"Longer than requested: no sentence fits {told.result.length}."
    if told.result.note:
        yield told.result.note


def _sides(told: Told, found: Disagreement) -> list[Side]:
    return [
        Side(", ".join(account.figures), [told.cite(s) for s in account.sentences])
        for account in found.accounts
    ]


def _days(told: Told) -> list[Day]:
    """Documents by day, those of no known day last; nothing where there are not two days."""

    def day(document: Document) -> date:
        known = document.published
        return date(known.year, known.month, known.day) if known else date.max

    days = [
        Day(None if when == date.max else when, [told.known[d.id].listed() for d in group])
        for when, group in groupby(sorted(told.result.documents, key=day), day)
    ]
    return days if sum(found.date is not None for found in days) > 1 else []


def _shares(told: Told) -> list[Share]:
    """Of the documents of a story, and of the copies that say what is quoted, if they are several.

    The words of the extracts that a document says too are counted as the extracts have them.
    """
    words = [count_words(extract.sentence.plain) for extract in told.result.extracts]
    quoted: dict[str, list[int]] = {document.id: [] for document in told.result.documents}
    also: dict[str, list[int]] = {}
    for extract, count in zip(told.result.extracts, words, strict=True):
        quoted[extract.document].append(count)
        for name in extract.also_in:
            also.setdefault(name, []).append(count)
    names = list(dict.fromkeys([*quoted, *also]))
    if len(names) < 2 or not words:
        return []
    return [
        Share(
            told.known[name].listed(),
            len(quoted.get(name, ())),
            sum(quoted.get(name, ())),
            len(also.get(name, ())),
            round(100 * sum(quoted.get(name, ())) / sum(words), 1),
            round(100 * sum(also.get(name, ())) / sum(words), 1),
        )
        for name in names
    ]
