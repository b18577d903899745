"""A document -> what its text is on a page: blocks of sentences, letter by letter as it was."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import PurePath
from typing import Literal, NamedTuple

from ..document import Document, Sentence
from ..pages import Direction, direction_of, web_address, written
from ..text.kinds import Kind
from ..text.words import count_words
from .pictures import Strip, strip
from .plain import TextRun, runs

Tag = Literal["h4", "li", "p"]

_TAGS: Mapping[Kind, Tag] = {"list item": "li", "heading": "h4"}


class SourcePiece(NamedTuple):
    """A sentence, or the blanks and signs between two."""

    runs: Sequence[TextRun]  # its text as it stands in the document
    anchor: str = ""  # what a link to it names; "" for what is no sentence
    part: int = 0  # the number of the summary or story that it is quoted in
    # the number of the extract that it is, or those of extracts that say the same
    extracts: Sequence[int] = ()
    is_extract: bool = False  # whether it was chosen
    is_target: bool = False  # whether something on the page links to it


class SourceBlock(NamedTuple):
    """A paragraph, a heading or an item of a list, and of what kind its text is."""

    tag: Tag
    kind: str
    pieces: Sequence[SourcePiece]


@dataclass
class Marks:
    """What a page says of the sentences of one document, by their positions there."""

    part: int = 0  # the number of the summary or story that it belongs to
    best: float = 0.0  # the highest score that a sentence of that result has
    scores: dict[int, float] = field(default_factory=dict)  # of those that were scored
    # the number of the extract that a sentence is
    chosen: dict[int, int] = field(default_factory=dict)
    # the numbers of the extracts that say the same as it
    same: dict[int, list[int]] = field(default_factory=dict)
    # what is linked to beside these, and its figures that others contest
    cited: dict[int, list[str]] = field(default_factory=dict)

    def share(self, position: int) -> float:
        """The part of the best score that a sentence reaches, 0 to 1."""
        score = self.scores.get(position, 0.0)
        return score / self.best if score else 0.0


class ListedDocument(NamedTuple):
    """A document in a list of documents: its number on the page, from 1, and what it is called."""

    number: int
    name: str  # who says it, or its id
    title: str  # its headline, if that is not its name
    day: date | None  # when it was published, if that is known
    language: str

    @classmethod
    def of(cls, number: int, document: Document, name: str) -> "ListedDocument":
        """What is said of a document of that number and name; the day stands apart."""
        day = document.published
        who = public(name.replace(f", {written(day)}", "", 1) if day else name, [document])
        title = "" if document.headline == who else document.headline
        return cls(number, who, title, day, document.language)


def public(text: str, documents: Iterable[Document]) -> str:
    """A text that may name documents, without the folders of their files but for the last.

    Ids are paths where files of one name are told apart, and a page is sent to others.
    """
    for document in documents:
        place = document.origin.place if document.origin else ""
        if place and place in document.id and not web_address(place):
            text = text.replace(place, "/".join(PurePath(place).parts[-2:]).lstrip("/\\"))
    return text


class Dropped(NamedTuple):
    """A document that was dropped as a repeat of another, and how alike they are."""

    document: ListedDocument
    of: ListedDocument
    kind: str
    similarity: str


class SourceText(NamedTuple):
    """A document in full."""

    document: Document  # what is shown
    listed: ListedDocument  # its number on the page, and what it is called
    address: str  # where on the web it is, or ""; never a path, for pages are sent to others
    direction: Direction  # which way it is written
    words: int  # how many it has
    marked: int  # how many of its sentences were chosen
    dropped: Dropped | None  # as what it was dropped, if it was
    # its blocks, those of a list together; whether each group is a list
    groups: Sequence[tuple[bool, Sequence[SourceBlock]]]
    picture: Strip | None  # scores along the text; None where nothing was scored


def source_of(
    document: Document, listed: ListedDocument, marks: Marks, dropped: Dropped | None
) -> SourceText:
    """What a page shows of a document, with the marks on its sentences."""
    place = document.origin.place if document.origin else ""
    blocks = groupby(_blocks(document, listed.number, marks), lambda block: block.tag == "li")
    shares = [marks.share(sentence.position) for sentence in document.sentences]
    return SourceText(
        document=document,
        listed=listed,
        address=web_address(document.url) or web_address(place),
        direction=direction_of(document.text),
        words=count_words(document.text),
        marked=len(marks.chosen),
        dropped=dropped,
        groups=[(is_list, list(group)) for is_list, group in blocks],
        picture=strip(shares, marks.chosen) if marks.scores else None,
    )


def anchor_of(number: int, sentence: Sentence) -> str:
    """What a link to a sentence of the document of that number names; counted from 1."""
    return f"d{number}-s{sentence.position + 1}"


def _blocks(document: Document, number: int, marks: Marks) -> Iterator[SourceBlock]:
    """Paragraph by paragraph, with all that stands between sentences.

    What holds a sentence of prose is prose, whatever notice it ends with.
    """
    start = 0
    for sentences in _paragraphs(document.sentences):
        pieces: list[SourcePiece] = []
        for sentence in sentences:
            between = document.text[start : sentence.start]
            if pieces or between.strip():
                pieces.append(SourcePiece([TextRun(between)]))
            pieces.append(_piece(document, number, sentence, marks))
            start = sentence.end
        kinds = [sentence.kind for sentence in sentences]
        kind: Kind = "prose" if "prose" in kinds else kinds[-1]
        yield SourceBlock(_TAGS.get(kind, "p"), kind.replace(" ", "-"), pieces)
    if document.text[start:].strip():
        yield SourceBlock("p", "prose", [SourcePiece([TextRun(document.text[start:])])])


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """A dateline opens the paragraph that follows it."""
    held: list[Sentence] = []
    for sentence in sentences:
        if held and held[-1].paragraph != sentence.paragraph and held[-1].kind != "dateline":
            yield held
            held = []
        held.append(sentence)
    if held:
        yield held


def _piece(document: Document, number: int, sentence: Sentence, marks: Marks) -> SourcePiece:
    position = sentence.position
    extract = marks.chosen.get(position)
    numbers = marks.same.get(position, []) if extract is None else [extract]
    return SourcePiece(
        runs=runs(sentence.text, marks.cited.get(position, ()), document.language),
        anchor=anchor_of(number, sentence),
        part=marks.part,
        extracts=numbers,
        is_extract=extract is not None,
        is_target=bool(numbers) or position in marks.cited,
    )
