"""What comes out: a summary of one document, a story of several, a brief of stories."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from .document import Document, Sentence, misread, names_of, running_text
from .duplicates import Duplicate
from .length import Length
from .memo import cached_property
from .pages import fragment
from .request import DEFAULTS, Request

if TYPE_CHECKING:
    from .disagreements import Account, Disagreement

Lengths = Literal["each", "all"]
"""Whether a length is that of each section, or of all sections together."""

Grouping = Literal["auto", "one"]
"""``"auto"``: by story; ``"one"``: all documents tell one story."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A sentence of a result.

    Attributes:
        sentence: the sentence, with its document's id and where it stands there.
        score: what the ranker gave it, in a brief summed over the documents that say it;
            comparable within one result only.
        said_by: sentences of other documents that say the same, by id and position.
    """

    sentence: Sentence
    score: float
    said_by: tuple[Sentence, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as written: ``document.text[start:end]``."""
        return self.sentence.text

    @property
    def start(self) -> int:
        """Where it starts in its document's text, in code points."""
        return self.sentence.start

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.sentence.end

    @property
    def document(self) -> str:
        """The id of its document."""
        return self.sentence.document_id

    @property
    def also_in(self) -> tuple[str, ...]:
        """The ids of the other documents that say it."""
        return tuple(dict.fromkeys(s.document_id for s in self.said_by))

    def to_dict(self) -> dict[str, Any]:
        """The sentence, its place and its score, as JSON has them."""
        return {**self.sentence.to_dict(), "score": self.score}


class _Readable(Protocol):
    @property
    def extracts(self) -> tuple[Extract, ...]: ...

    @property
    def text(self) -> str: ...

    @property
    def documents(self) -> tuple[Document, ...]: ...


class _Extracts:
    """What everything has that holds extracts."""

    is_cited = True  # whether readers are told the document of each extract

    def __iter__(self: _Readable) -> Iterator[Extract]:
        return iter(self.extracts)

    def __len__(self: _Readable) -> int:
        return len(self.extracts)

    def __str__(self: _Readable) -> str:
        return self.text

    def show_source(self: _Readable) -> "Marked":
        """What a notebook shows as the documents in full, the chosen sentences marked."""
        return Marked(self)

    def _repr_html_(self: _Readable) -> str:
        """What a notebook shows: no link, no script, no style that reaches beyond it."""
        return _fragment(self, with_sources=False)


@dataclass(frozen=True, slots=True)
class Marked:
    """A result that a notebook shows together with its documents; see ``show_source``."""

    result: _Readable

    def _repr_html_(self) -> str:
        return _fragment(self.result, with_sources=True)


def _fragment(result: _Readable, *, with_sources: bool) -> str:
    # Plain strings: jinja2 believes those that say of themselves that they are safe.
    sources = [
        (document, [(str(text), kind) for text, kind in pieces_of(document, result.extracts)])
        for document in (result.documents if with_sources else ())
    ]
    names = names_of(result.documents)
    return fragment("notebook.html.j2", result=result, names=names, sources=sources)


def pieces_of(document: Document, extracts: Iterable[Extract]) -> Iterator[tuple[str, str]]:
    """The text cut up, each piece with its kind: that of its sentence, or ``"chosen"``."""
    chosen = {extract.start for extract in extracts if extract.document == document.id}
    place = 0
    for sentence in document.sentences:
        yield document.text[place : sentence.start], "prose"
        yield sentence.text, "chosen" if sentence.start in chosen else sentence.kind
        place = sentence.end
    yield document.text[place:], "prose"


class Rivals(NamedTuple):
    """The accounts that an extract and those who say the same are of, and the others.

    Attributes:
        over_time: whether they tell of different times.
        own, others: the accounts.
    """

    over_time: bool
    own: "Sequence[Account]"
    others: "Sequence[Account]"

    @property
    def figures(self) -> Iterator[str]:
        """The figures that others give."""
        return (figure for account in self.others for figure in account.figures)


@dataclass(frozen=True, kw_only=True, repr=False)
class Result(_Extracts):
    """What was chosen from some documents: what a summary and a story have in common.

    Attributes:
        heading: one line that names it.
        documents: what it was made of.
        extracts: the chosen sentences, in reading order.
        request: what was asked.
        scores: what the ranker gave each sentence that can be chosen, document by document.
        over: whether it is longer than asked, because not one sentence fits.
        note: what there is to say of it, as that it is not proven best, or that a text is plainly
            in another language than it was cut as; "" mostly.
    """

    heading: str
    documents: tuple[Document, ...]
    extracts: tuple[Extract, ...]
    request: Request = DEFAULTS
    scores: tuple[float, ...] = ()
    over: bool = False
    note: str = ""

    @property
    def parts(self) -> "Sequence[Result]":
        """Itself; of a brief the stories."""
        return (self,)

    @property
    def length(self) -> Length:
        """The length asked for."""
        return self.request.length

    @cached_property
    def text(self) -> str:
        """The chosen sentences as one string; line breaks inside them become blanks."""
        return running_text(extract.sentence for extract in self.extracts)

    @cached_property
    def ranking(self) -> tuple[Extract, ...]:
        """Every sentence that can be chosen with what the ranker gave it, best first.

        An extract of a story has the scores of all documents that say it, summed; here each
        sentence has its own.
        """
        sentences = (s for document in self.documents for s in document.candidates)
        # No scores: a story that was not made by brief().
        scored = map(Extract, sentences, self.scores)
        return tuple(sorted(scored, key=lambda e: (-e.score, e.document, e.sentence.position)))

    @property
    def disagreements(self) -> "tuple[Disagreement, ...]":
        """Where the documents give different figures for one thing; nowhere in one document."""
        return ()

    @property
    def changes(self) -> "tuple[Disagreement, ...]":
        """Where they do because they tell of different times."""
        return ()

    def rivals(self, extract: Extract) -> Iterator[Rivals]:
        """What others say in the place of what an extract says."""
        said = {extract.sentence, *extract.said_by}
        for found in (*self.disagreements, *self.changes):
            own = [account for account in found.accounts if not said.isdisjoint(account.sentences)]
            others = [account for account in found.accounts if account not in own]
            if own and others:
                yield Rivals(found.over_time, own, others)

    def disputed(self, extract: Extract) -> tuple[str, ...]:
        """The figures that others give in the place of those of an extract."""
        found = (each.figures for each in self.rivals(extract) if not each.over_time)
        return tuple(dict.fromkeys(chain.from_iterable(found)))

    def changed(self, extract: Extract) -> tuple[str, ...]:
        """The figures given at other times in the place of those of an extract."""
        found = (each.figures for each in self.rivals(extract) if each.over_time)
        return tuple(dict.fromkeys(chain.from_iterable(found)))

    def to_dict(self) -> dict[str, Any]:
        """What docs/json.md says that a summary and a story have in common."""
        return {
            "over": self.over,
            "note": self.note,
            "text": self.text,
            "extracts": [extract.to_dict() for extract in self.extracts],
        }

    def __repr__(self) -> str:
        candidates = sum(len(document.candidates) for document in self.documents)
        told = f"{len(self)} of {candidates} sentences"
        return f"<{type(self).__name__} {self.heading!r:.60}: {told}>"


@dataclass(frozen=True, kw_only=True, repr=False)
class Section(Result):
    """The summary of a section; it has the attributes of :class:`Result` too.

    Its ``heading`` is ``""`` for what stands before the first one. It has no extracts where
    there is no prose under the heading, or no room; its document holds its sentences alone.

    Attributes:
        level: how deep its heading is, from 1.
    """

    level: int = 1


@dataclass(frozen=True, kw_only=True, repr=False)
class Summary(Result):
    """What :func:`summarise` gives; it has the attributes of :class:`Result` too.

    Attributes:
        method: the name of the method.
        select: the name of its selector.
        sections: the same section by section, where that was asked for.
        lengths: ``"each"`` or ``"all"`` where the length is of each section, or of all.
    """

    method: str
    select: str
    sections: tuple[Section, ...] = ()
    lengths: Lengths | None = None
    is_cited = False

    @property
    def document(self) -> Document:
        """The document summarised."""
        return self.documents[0]

    @cached_property
    def ranking(self) -> tuple[Extract, ...]:
        """Every sentence of the document with its score, best first.

        What cannot be chosen was not scored and stands last with 0.
        """
        scored = super().ranking
        known = {extract.sentence for extract in scored}
        return (*scored, *(Extract(s, 0.0) for s in self.document.sentences if s not in known))

    def to_dict(self) -> dict[str, Any]:
        """The summary as docs/json.md describes it."""
        lengths = {"sections": self.lengths} if self.lengths else {}
        asked = _asked(self, {**self.request.to_dict(), **lengths})
        told = {"sections": self._outlined()} if self.sections else {}
        return {"document": self.document.to_dict(), **asked, **super().to_dict(), **told}

    def _outlined(self) -> list[dict[str, Any]]:
        """The sections, their extracts as numbers, from 0, of those of the summary."""
        numbers = {extract.sentence.position: n for n, extract in enumerate(self.extracts)}
        return [
            {
                "heading": section.heading,
                "level": section.level,
                "start": section.documents[0].sentences[0].start,
                "end": section.documents[0].sentences[-1].end,
                "over": section.over,
                "note": section.note,
                "text": section.text,
                "extracts": [numbers[extract.sentence.position] for extract in section],
            }
            for section in self.sections
        ]


@dataclass(frozen=True, kw_only=True, repr=False)
class Story(Result):
    """The documents of one story and their summary.

    The documents stand by date where that is known, then by id. There are no extracts if the
    reader knows all of it. It has the attributes of :class:`Result`.
    """

    @cached_property
    def disagreements(self) -> "tuple[Disagreement, ...]":
        """Where the documents give different figures for one thing, largest first."""
        return tuple(found for found in self._compared if not found.over_time)

    @cached_property
    def changes(self) -> "tuple[Disagreement, ...]":
        """Where they do because they tell of different times; the earliest figure stands first."""
        return tuple(found for found in self._compared if found.over_time)

    @cached_property
    def _compared(self) -> "tuple[Disagreement, ...]":
        from .disagreements import find_disagreements  # only stories compare their documents

        return find_disagreements(self.documents)

    def to_dict(self) -> dict[str, Any]:
        """The story as docs/json.md describes it."""
        value = super().to_dict()
        for extract, shown in zip(self.extracts, value["extracts"], strict=True):
            shown["also_in"] = list(extract.also_in)
            shown["said_by"] = [sentence.to_dict() for sentence in extract.said_by]
            shown["disputed"] = list(self.disputed(extract))
            shown["changed"] = list(self.changed(extract))
        return {
            "heading": self.heading,
            "documents": [document.id for document in self.documents],
            **value,
            "disagreements": [found.to_list() for found in self.disagreements],
            "changes": [found.to_list() for found in self.changes],
        }


@dataclass(frozen=True, kw_only=True, repr=False)
class Brief(_Extracts):
    """The result of :func:`brief`.

    Attributes:
        stories: largest first.
        duplicates: documents that were dropped, for what, and how similar they are.
        documents: all that were given, in the order given.
        known: those that the reader has read, under ids of their own.
        method: the name of the method.
        select: the name of its selector.
        request: what was asked of each story.
        grouping: how the documents were grouped, ``"auto"`` or ``"one"``.
    """

    stories: tuple[Story, ...]
    duplicates: tuple[Duplicate, ...]
    documents: tuple[Document, ...]
    known: tuple[Document, ...] = ()
    method: str
    select: str
    request: Request = DEFAULTS
    grouping: Grouping = "auto"

    @property
    def parts(self) -> Sequence[Result]:
        """The stories."""
        return self.stories

    @property
    def length(self) -> Length:
        """The length asked for, of each story."""
        return self.request.length

    @cached_property
    def extracts(self) -> tuple[Extract, ...]:
        """All chosen sentences, in reading order."""
        return tuple(extract for story in self.stories for extract in story.extracts)

    @cached_property
    def text(self) -> str:
        """The stories as paragraphs, with a blank line between."""
        return "\n\n".join(story.text for story in self.stories if story.extracts)

    def to_dict(self) -> dict[str, Any]:
        """The brief as docs/json.md describes it."""
        return {
            **_asked(self, {**self.request.to_dict(), "stories": self.grouping}),
            "stories": [story.to_dict() for story in self.stories],
            "duplicates": [found.to_dict() for found in self.duplicates],
            "documents": [document.to_dict() for document in self.documents],
            "known": [document.to_dict() for document in self.known],
        }

    def __repr__(self) -> str:
        told = f"{len(self)} sentences, {len(self.stories)} stories"
        return f"<Brief of {len(self.documents)} documents: {told}>"


def noted(note: str, documents: Sequence[Document]) -> str:
    """What is to be said of a result: by the selector, and of the language of its documents."""
    return "; ".join(filter(None, (note, misread(documents))))


def _asked(result: Summary | Brief, request: dict[str, Any]) -> dict[str, Any]:
    """The names that were found, and what was asked."""
    counts_by = result.length.counts_by
    return {
        "method": result.method,
        "select": result.select,
        "length": str(result.length),
        **({"tokenizer": counts_by} if counts_by else {}),
        "request": request,
    }
