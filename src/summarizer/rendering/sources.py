"""A document -> what its text is on a page: blocks of sentences, letter by letter as it was."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import ceil
from typing import Literal, NamedTuple

from ..document import Document, Sentence
from ..pages import Direction, direction_of, web_address
from ..text.kinds import Kind
from ..text.words import count_words
from .pictures import Strip, strip

LEVELS = (0.5, 0.25, 0.1)
"""The part of the scored sentences that is of at least the second, third, fourth level of
salience: by rank and not by score, so that a page is never underlined all over."""

Tag = Literal["h4", "li", "p"]

_TAGS: Mapping[Kind, Tag] = {"list item": "li", "heading": "h4"}


class Piece(NamedTuple):
    """A sentence, or the blanks and signs between two.

    Attributes:
        text: as it stands in the document.
        anchor: what a link to it names; ``""`` for what is no sentence.
        level: how salient it is, 0 (not scored) to 4; see :data:`LEVELS`.
        extracts: the number of the extract that it is, or those of extracts that say the same.
        is_extract: whether it was chosen.
        is_target: whether something on the page links to it.
    """

    text: str
    anchor: str = ""
    level: int = 0
    extracts: Sequence[int] = ()
    is_extract: bool = False
    is_target: bool = False


class Block(NamedTuple):
    """A paragraph, a heading or an item of a list, and of what kind its text is."""

    tag: Tag
    kind: str
    pieces: Sequence[Piece]


@dataclass
class Marks:
    """What a page says of the sentences of one document, by their positions there.

    Attributes:
        best: the highest score that a sentence of that result has.
        scores: of those that were scored.
        levels: how salient those are, from 1.
        chosen: the number of the extract that a sentence is.
        same: the numbers of the extracts that say the same as it.
        cited: what is linked to beside these.
    """

    best: float = 0.0
    scores: dict[int, float] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    chosen: dict[int, int] = field(default_factory=dict)
    same: dict[int, list[int]] = field(default_factory=dict)
    cited: set[int] = field(default_factory=set)

    def share(self, position: int) -> float:
        """The part of the best score that a sentence reaches, 0 to 1."""
        score = self.scores.get(position, 0.0)
        return score / self.best if score else 0.0


def levels_of(scores: Sequence[float]) -> list[int]:
    """How salient sentences are beside each other: 0 without a score, 4 for the best tenth.

    Of those that score alike all are as low as the last of them.
    """
    ordered = sorted(score for score in scores if score > 0)
    most = [ceil(part * len(ordered)) for part in LEVELS]

    def level(score: float) -> int:
        as_good = len(ordered) - bisect_left(ordered, score)
        return 1 + sum(as_good <= number for number in most) if score > 0 else 0

    return [level(score) for score in scores]


class Dropped(NamedTuple):
    """A document that was dropped as a repeat of another: numbers, names, how alike they are."""

    number: int
    name: str
    of_number: int
    of_name: str
    kind: str
    similarity: str


class Source(NamedTuple):
    """A document in full.

    Attributes:
        number: from 1, in the order of the page.
        document: what is shown.
        name: what it is called.
        address: where on the web it is, or ``""``.
        place: where it was read from, if anywhere else.
        direction: which way it is written.
        words: how many it has.
        marked: how many of its sentences were chosen.
        dropped: as what it was dropped, if it was.
        groups: its blocks, those of a list together; whether each group is a list.
        picture: salience along the text; ``None`` where nothing was scored.
    """

    number: int
    document: Document
    name: str
    address: str
    place: str
    direction: Direction
    words: int
    marked: int
    dropped: Dropped | None
    groups: Sequence[tuple[bool, Sequence[Block]]]
    picture: Strip | None


def source_of(
    number: int, document: Document, name: str, marks: Marks, dropped: Dropped | None
) -> Source:
    """What a page shows of a document, with the marks on its sentences."""
    place = document.origin.place if document.origin else ""
    blocks = groupby(_blocks(document, number, marks), lambda block: block.tag == "li")
    shares = [marks.share(sentence.position) for sentence in document.sentences]
    return Source(
        number=number,
        document=document,
        name=name,
        address=web_address(document.url) or web_address(place),
        place="" if place in (document.url, "-") else place,
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


def _blocks(document: Document, number: int, marks: Marks) -> Iterator[Block]:
    """Paragraph by paragraph, with all that stands between sentences.

    What holds a sentence of prose is prose, whatever notice it ends with.
    """
    start = 0
    for sentences in _paragraphs(document.sentences):
        pieces: list[Piece] = []
        for sentence in sentences:
            between = document.text[start : sentence.start]
            if pieces or between.strip():
                pieces.append(Piece(between))
            pieces.append(_piece(number, sentence, marks))
            start = sentence.end
        kinds = [sentence.kind for sentence in sentences]
        kind: Kind = "prose" if "prose" in kinds else kinds[-1]
        yield Block(_TAGS.get(kind, "p"), kind.replace(" ", "-"), pieces)
    if document.text[start:].strip():
        yield Block("p", "prose", [Piece(document.text[start:])])


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


def _piece(number: int, sentence: Sentence, marks: Marks) -> Piece:
    position = sentence.position
    extract = marks.chosen.get(position)
    numbers = marks.same.get(position, []) if extract is None else [extract]
    return Piece(
        text=sentence.text,
        anchor=anchor_of(number, sentence),
        level=marks.levels.get(position, 0),
        extracts=numbers,
        is_extract=extract is not None,
        is_target=bool(numbers) or position in marks.cited,
    )
