"""Documents, sentences and their positions."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count, repeat
from typing import Any, NamedTuple

from .errors import DocumentSetError, NoWordsError, UsageError
from .memo import cached_property
from .pages import site_of, written
from .text.hidden import seen
from .text.kinds import Kind
from .text.languages import Segmentation, get_language, language_of
from .text.running import RunningText
from .text.segments import cut_up, quotations
from .text.splitters import RULES, Sentences, Splitter
from .text.surrogates import without_halves
from .text.words import has_word, word_pattern

_SHOWN = 3  # documents that are named, where more have the same fault


class Sentence(NamedTuple):
    """A sentence of a document, or a heading or other line of it.

    Attributes:
        document_id: the ``id`` of the document it stands in.
        position: its number among the document's sentences, from 0.
        start, end: where it stands, in code points: ``document.text[start:end] == text``.
        text: the sentence as written, line breaks of wrapped lines included.
        kind: ``"prose"``, or what it is instead: ``"heading"``, ``"list item"``, ``"byline"``,
            ``"dateline"``, ``"caption"``, ``"fragment"``, ``"boilerplate"``. Only prose is scored
            and chosen.
        paragraph: the number of the paragraph it stands in, from 0.
        quotation: the number, from 0, of the quotation that it shares with its neighbours, if it
            is part of one that runs over several sentences.
        reads_as: what it reads as, if not as written: words that were parted at the ends of
            lines are whole, quote marks before lines and what cannot be seen are left out; else
            ``""``.
    """

    document_id: str
    position: int
    start: int
    end: int
    text: str
    kind: Kind = "prose"
    paragraph: int = 0
    quotation: int | None = None
    reads_as: str = ""

    @property
    def line(self) -> str:
        """The text as it reads, on one line: every run of blanks is one blank."""
        text = self.reads_as or self.text
        if text.isprintable() and "  " not in text:  # so that its only blanks are single spaces
            return text.strip()
        return " ".join(text.split())

    @property
    def plain(self) -> str:
        """The text as it reads, for whoever looks for its words: blanks are as they are."""
        return seen(self.reads_as) if self.reads_as else self.text

    def to_dict(self) -> dict[str, Any]:
        """The text and its place, as JSON has them."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "document": self.document_id,
            "position": self.position,
        }


class Origin(NamedTuple):
    """Where a document was read from.

    Attributes:
        place: the path or the address, after redirects; ``"-"`` for standard input.
        format: ``"text"``, ``"json lines"``, ``"json"``, ``"csv"``, ``"parquet"``,
            ``"markdown"``, ``"html"``, ``"pdf"``, ``"docx"``, ``"odt"``, ``"rtf"``, ``"epub"``,
            ``"subtitles"``, ``"mail"``, ``"mbox"`` or ``"feed"``.
        encoding: the character encoding, such as ``"utf-8"``; ``""`` if the format
            itself says.
        is_guessed: whether the encoding is said nowhere, and was told from the bytes.
    """

    place: str
    format: str = "text"
    encoding: str = ""
    is_guessed: bool = False

    @property
    def is_extracted(self) -> bool:
        """Whether the text is not found in the file letter by letter."""
        return self.format not in ("text", "json lines", "json", "csv", "parquet")

    def to_dict(self) -> dict[str, Any]:
        """The same, as JSON has them."""
        return {
            "place": self.place,
            "format": self.format,
            "encoding": self.encoding,
            "guessed": self.is_guessed,
        }


@dataclass(frozen=True)
class Document:
    """A text cut into sentences. Make one with :meth:`from_text`.

    Attributes:
        id: its name in results, or ``""``.
        text: the text as given, untouched but for halves of characters, each of which is U+FFFD.
        title: its title where that is known apart from the text.
        published: the publication date, if known.
        language: ISO 639-1 code.
        author: who wrote it, if known.
        origin: where it was read from, for one that was read.
        sentences: all of them in order, headings and boilerplate among them.
        likely_language: the code of the language that its words are plainly of, where nobody
            named its language and it was cut as another; ``""`` mostly.
        publisher: who published it, as ``"Reuters"``, if known.
        url: the address under which it was published, if known.
        levels: where the headings start whose depth the markup of its file says, and that depth.
    """

    id: str
    text: str = field(repr=False)
    title: str = ""
    published: date | None = None
    language: str = "en"
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)
    author: str = ""
    origin: Origin | None = None
    likely_language: str = ""
    publisher: str = ""
    url: str = ""
    levels: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    @classmethod
    def from_text(
        cls,
        text: str,
        id: str = "",  # noqa: A002 -- the contract's name for it
        title: str = "",
        published: date | str | float | None = None,
        language: str | None = None,
        splitter: str | Splitter | Sentences = RULES,
        *,
        author: str = "",
        publisher: str = "",
        url: str = "",
        origin: Origin | None = None,
        declared: str = "",
        marked: Mapping[int, Kind] | None = None,
        levels: Mapping[int, int] | None = None,
    ) -> "Document":
        """Cut a text into sentences.

        Args:
            text: the text; offsets count its code points.
            id: what to call it in results.
            title: its title, where that is not in the text.
            published: the day it appeared: a date; or a string such as ``"2026-01-31"`` or
                ``"Sat, 31 Jan 2026 09:00:00 GMT"``, or seconds since 1970, that name it beyond
                doubt.
            language: an ISO 639-1 code or another name of it (``"de-AT"``, ``"German"``);
                ``"auto"`` to tell it from the text, ``None`` for English where its file says
                nothing else.
            splitter: what cuts the paragraphs; see :func:`summarizer.split_sentences`.
            author: who wrote it.
            publisher: who published it.
            url: the address under which it was published.
            origin: where it was read from.
            declared: the language that its file says, heeded where you name none and the words of
                the text do not speak against it.
            marked: what the markup of its file says the lines of the text are, by where each
                starts, as ``{0: "heading"}``; every line is then a paragraph or a line of its
                own, and a list item that is a whole sentence is prose. ``None`` for plain text,
                where wrapped lines are joined.
            levels: how deep the headings are, from 1, as far as the markup says, by where each
                starts.

        Raises:
            NoWordsError: there is no word in the text.
            UnknownNameError: no such language or splitter.
            UsageError: an argument of the wrong type.
            MethodError: the splitter needs a package that is not there, or gave what is not in
                the text; or the text does not say its language.
        """
        said = {"id": id, "title": title, "author": author, "publisher": publisher, "url": url}
        for name, value in said.items():
            if not isinstance(value, str):
                raise UsageError(
                    f"the {name} of a document must be a string, got {value!r:.40}", name
                )
        day = published if type(published) is date else day_of_publication(published)
        known, likely = language_of(language, text, declared)
        text, id, title, author, publisher, url = map(without_halves, (text, *said.values()))  # noqa: A001
        found, left_out, hides = cut_up(text, known, splitter, marked)
        if not has_word(text):
            raise NoWordsError(f"{_named(id)} contains no words, so there is nothing to summarise")
        quoted = quotations(text, found, hides)
        starts, ends, kinds, numbers = zip(*found, strict=True)
        texts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        # As Sentence(…) for each, in a fifth of the time.
        columns = (repeat(id), count(), starts, ends, texts, kinds, numbers, quoted, repeat(""))
        made = map(tuple.__new__, repeat(Sentence), zip(*columns, strict=False))
        sentences: tuple[Sentence, ...] = tuple(made)
        if reads := RunningText(text, known.hyphens, left_out, hides):
            read = [(s, reads(s.start, s.end)) for s in sentences]
            sentences = tuple(s._replace(reads_as=told) if told else s for s, told in read)
        code = known.code
        told = (author, origin, likely, publisher, url, tuple((levels or {}).items()))
        return cls(id, text, title, day, code, sentences, *told)

    @cached_property
    def candidates(self) -> tuple[Sentence, ...]:
        """The sentences that can be chosen; at least one.

        They are the prose with a word in it; in a document that has none, whatever has a word.
        """
        for sentences in ([s for s in self.sentences if s.kind == "prose"], self.sentences):
            worded = tuple([s for s in sentences if s.text[0].isalnum() or has_word(s.text)])
            if worded:
                break
        return worded

    @cached_property
    def word_pattern(self) -> re.Pattern[str]:
        """What finds the words in its sentences; for a longer text one that knows more scripts."""
        return word_pattern(self.text)

    @property
    def segmentation(self) -> Segmentation:
        """By what its words are found: ``"blanks"``, ``"icu"`` or ``"bigrams"`` of characters."""
        return get_language(self.language).segmentation

    @cached_property
    def headline(self) -> str:
        """The title, or else the heading that the text opens with, or ``""``."""
        if self.title:
            return self.title
        for sentence in self.sentences:
            if sentence.kind == "heading" and has_word(sentence.text):
                return sentence.line
            if sentence.kind == "prose":
                break
        return ""

    @property
    def credit(self) -> str:
        """Who says it and when, as ``"Reuters, 3 May 2021"``; ``""`` where that is not known.

        That is the publisher, or the site of its address, or the author: one without a date is
        mostly who made a file, and published nothing.
        """
        day = self.published
        who = self.publisher or site_of(self.url) or (self.author if day else "")
        return f"{who}, {written(day)}" if who and day else who

    @property
    def label(self) -> str:
        """What it is called where there is little room: its credit, its id, or its headline."""
        return self.credit or self.id or self.headline or "the text"

    def to_dict(self) -> dict[str, Any]:
        """What JSON says of it; the text only where no file has it as the offsets count it."""
        is_extracted = self.origin is not None and self.origin.is_extracted
        return {
            "id": self.id,
            "title": self.headline,
            "published": self.published.isoformat() if self.published else None,
            "author": self.author,
            "publisher": self.publisher,
            "url": self.url,
            "language": self.language,
            "segmentation": self.segmentation,
            "source": self.origin.to_dict() if self.origin else None,
            **({"text": self.text} if is_extracted else {}),
        }

    def renamed(self, id: str) -> "Document":  # noqa: A002 -- as above
        """The same document under another id."""
        sentences = tuple(s._replace(document_id=id) for s in self.sentences)
        return replace(self, id=id, sentences=sentences)


def names_of(documents: Iterable[Document]) -> dict[str, str]:
    """What readers are told that documents are called, by their ids: their labels.

    Where two have the same, their ids follow.
    """
    labels = {document.id: document.label for document in documents}
    uses = Counter(labels.values())
    return {
        id: label if uses[label] == 1 or label == id else f"{label} ({id})"
        for id, label in labels.items()  # noqa: A001 -- as above
    }


def running_text(sentences: Iterable[Sentence]) -> str:
    """Sentences as one running text, on one line."""
    return " ".join(sentence.line for sentence in sentences)


def misread(documents: Sequence[Document], advice: str = "name the language, {!r}") -> str:
    """What has to be said of documents whose language nobody named, and that are of another.

    Args:
        documents: any.
        advice: what to do about it, with a place for the code of the language.

    Returns:
        A line, or ``""`` where there is nothing to say.
    """
    found = [document for document in documents if document.likely_language]
    if not found:
        return ""
    kinds = Counter((document.likely_language, document.language) for document in found)
    (likely, language), _ = kinds.most_common(1)[0]
    said = f"looks {get_language(likely).name}, but was split as {get_language(language).name}"
    line = f"{said}: {advice.format(likely)}"
    return line if len(documents) == 1 else f"{line} ({_some(found)})"


def _some(documents: Sequence[Document]) -> str:
    """The ids of a few documents."""
    shown = ", ".join(document.id for document in documents[:_SHOWN])
    more = len(documents) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def as_document(source: "Document | str", language: str | None = None) -> Document:
    """A document as it is, or one made from a string."""
    if isinstance(source, Document):
        return source
    if isinstance(source, str):
        return Document.from_text(source, language=language)
    raise DocumentSetError(f"expected a Document or a string, got {type(source).__name__}")


def as_documents(
    sources: "Iterable[Document | str]", language: str | None = None
) -> tuple[Document, ...]:
    """A set of documents in the order given; those without an id are numbered from 1.

    Raises:
        DocumentSetError: there is none, or two have one id.
        NoWordsError: one of the strings contains no words.
    """
    if isinstance(sources, str | Document) or not isinstance(sources, Iterable):
        raise DocumentSetError(
            f"expected several documents, got {type(sources).__name__}: pass a list"
        )
    documents = _numbered([as_document(source, language) for source in sources])
    if not documents:
        raise DocumentSetError("no documents were given")
    seen: set[str] = set()
    for document in documents:
        if document.id in seen:
            raise DocumentSetError(
                f"two documents have the id {document.id!r:.80}: ids must differ"
            )
        seen.add(document.id)
    return tuple(documents)


def _numbered(documents: Sequence[Document]) -> list[Document]:
    taken = {document.id for document in documents}
    numbered = []
    for number, document in enumerate(documents, start=1):
        name = document.id or str(number)
        while not document.id and name in taken:
            name += "'"
        numbered.append(document if document.id else document.renamed(name))
    return numbered


def day_of_publication(given: object) -> date | None:
    """The day that an argument ``published`` means; see :meth:`Document.from_text`.

    Raises:
        UsageError: it is none, or may be two.
    """
    if given is None:
        return None
    from .text.dates import parse_day  # patterns that a plain text has no use for

    try:
        return parse_day(given)
    except ValueError as error:
        raise UsageError(f"the date {given!r:.40} {error}", "published") from error


def _named(id: str) -> str:  # noqa: A002 -- as above
    return f"document {id!r:.80}" if id else "the text"
