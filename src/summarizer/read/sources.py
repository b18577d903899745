"""Files, folders, standard input and addresses as documents."""

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import urlsplit

from ..document import Document, Origin, day_of_publication, misread
from ..errors import (
    MissingDependencyError,
    NoWordsError,
    ReadError,
    SummarizerError,
)
from ..text.languages import check_language
from ..text.splitters import RULES, Splitter
from .budget import ADDRESS, LOCAL, Budget, budget_of, check_bytes, check_chars, spending
from .contents import Content, bytes_of, content_of, fetched
from .encodings import (
    check_encoding,
    check_named,
    decode,
    decode_any,
    decoded_by,
    marked_encoding,
)
from .extracted import Extracted
from .folders import STDIN, as_strings, expand, is_address, label_of, names_of
from .formats import (
    CSV,
    HTML,
    JSON,
    JSON_LINES,
    MAIL,
    MARKDOWN,
    SUBTITLES,
    TEXT,
    Format,
    addresses_in,
    check_installed,
    extractor_of,
    format_by_magic,
    format_by_media_type,
    format_by_suffix,
    is_mail,
    item_reader_of,
    record_reader_of,
)
from .records import OWN, Fields, Maker, fields_of, why_no_words

_OF_CHARACTERS = (TEXT, MARKDOWN, HTML, SUBTITLES)
"""Other formats of one document say their encoding themselves."""
_ANY = Budget(2**63)  # for data sets and settings, which are the caller's own
_AT_ONCE = 8  # feeds of a list that are fetched
_SCHEME_OF_FEEDS = re.compile(r"feed:(?:(?=https?:)|//)", re.I)
_SHOWN = 3  # names of attachments

Progress = Callable[[Sequence[str]], Iterable[str]]
"""Gives the sources back one by one, and may show how far it is."""


class _Read(NamedTuple):
    documents: list[Document]
    errors: list[SummarizerError]


class Reading(_Read):
    """What came of reading; it unpacks as documents and errors.

    Attributes:
        documents: in the order of the sources.
        errors: one for each source that gave none.
        left_out: lines on what of the sources is not read: files of a folder, attachments, items
            of a feed without words, and pages of which a feed has a summary only.
        tried: how many files and addresses were to be read.
    """

    left_out: list[str]
    tried: int

    def __init__(self, *_given: object) -> None:
        self.left_out = []
        self.tried = len(self.errors)

    @property
    def notices(self) -> list[str]:
        """What was left out, and a line for each file whose encoding was guessed."""
        origins = dict.fromkeys(d.origin for d in self.documents if d.origin)
        guessed = [
            f"{label_of(origin.place)}: not UTF-8, read as {origin.encoding}"
            for origin in origins
            if origin.is_guessed
        ]
        return [*self.left_out, *guessed]

    def misread(self, advice: str) -> list[str]:
        """A line for each file that was cut as another language than it is plainly in.

        Args:
            advice: what to do about it; see :func:`summarizer.document.misread`.
        """
        by_place: dict[str, list[Document]] = {}
        for document in self.documents:
            if document.origin:
                by_place.setdefault(document.origin.place, []).append(document)
        said = {place: misread(documents, advice) for place, documents in by_place.items()}
        return [f"{label_of(place)}: {line}" for place, line in said.items() if line]


class _How(NamedTuple):
    """How what a source holds becomes documents.

    Attributes:
        make: makes each.
        fields: what the fields of records are called.
        fetch: gives the page behind an address; ``None`` where none is to be fetched.
        left_out: takes lines on what is not read.
        budget: what the source may cost.
        as_written: whether Markdown keeps its marks.
    """

    make: Maker
    fields: Fields
    fetch: Callable[[str], Content] | None
    left_out: list[str]
    budget: Budget
    as_written: bool = False

    def within(self, budget: Budget) -> "_How":
        """The same for a source that may cost so much."""
        return self._replace(make=_bounded(self.make, budget), budget=budget)


def _bounded(make: Maker, budget: Budget) -> Maker:
    """What makes documents of no more characters, in no more time."""

    def bounded(text: str, **said: Any) -> Document:
        check_chars(text, budget.chars)
        with spending(budget):
            return make(text, **said)

    return bounded


def on_day(published: date | str | None, make: Maker) -> Maker:
    """What makes documents of a day, whatever is said of them.

    Raises:
        UsageError: there is no such day.
    """
    if published is None:
        return make
    day = None if published == "none" else day_of_publication(published)
    return lambda text, **said: make(text, **{**said, "published": day})


def read_documents(
    sources: str | Path | Iterable[str | Path],
    stdin: BinaryIO | None = None,
    language: str | None = None,
    splitter: str | Splitter = RULES,
    *,
    allow_private: bool = False,
    as_written: bool = False,
    progress: Progress = iter,
    encoding: str | None = None,
    published: date | str | None = None,
    recursive: bool = False,
    full_text: bool = False,
    text_field: str | None = None,
    title_field: str | None = None,
    id_field: str | None = None,
    date_field: str | None = None,
    max_size: int | None = None,
    max_unpacked: int | None = None,
    max_chars: int | None = None,
    timeout: float | None = None,
    max_memory: int | None = None,
) -> Reading:
    """Read files, folders and web pages into documents, going on past those that cannot be read.

    A text, page, book, mail or subtitles are a document a file, called by the name of the file
    without its suffix, or by its path where two would be called the same. JSON Lines and CSV are a
    document a line or row, called by its id, or else by file and line; feeds and boxes of mail one
    an item, called by file and number. Which format a file has shows in its first bytes, and else
    in its suffix. Nothing is ever fetched but an address that is given here, or is in a list of
    feeds (OPML) that is given here.

    Args:
        sources: paths of files and folders, ``"-"`` for standard input, and addresses that begin
            with ``http://`` or ``https://``; or one of these alone.
        stdin: what ``"-"`` is read from, opened for bytes; ``None`` where it is closed.
        language: of the texts that name none; see :meth:`summarizer.Document.from_text`. ``None``
            heeds what a web page, a book or another file says of itself.
        splitter: what cuts the paragraphs; see :func:`summarizer.split_sentences`.
        allow_private: fetch from addresses of this machine and of its own network, too.
        as_written: whether Markdown keeps its marks.
        progress: wraps the list of files, to show how far it is.
        encoding: of texts, pages and tables, as ``"cp1252"``; only a byte order mark goes before.
            ``None`` for what each says, else UTF-8, else what can be told from its bytes.
        published: the day on which all appeared, whatever they say, as for
            :meth:`summarizer.Document.from_text`; ``"none"`` for none; ``None`` for what each says.
        recursive: search the folders in folders, too.
        full_text: fetch the page of each item of a feed that has no more than its beginning or a
            summary.
        text_field, title_field, id_field, date_field: what JSON Lines, JSON and CSV call these;
            ``None`` for ``text``, ``title``, ``id``, ``date``.
        max_size: bytes of a source. Of this limit and the next ones ``None`` means the default,
            which is smaller for addresses; what is beyond one is an error of that source.
        max_unpacked: bytes that an archive gives, as DOCX and EPUB are.
        max_chars: characters of a document.
        timeout: seconds of a processor for reading a file, and for cutting each document; 0 for
            any time. They are counted in the main thread alone, and not on Windows.
        max_memory: bytes of the process that reads a PDF.

    Returns:
        The documents and the errors; it unpacks as those two. A document's ``origin`` says where
        it was read from, and how.

    Raises:
        UnknownNameError: no such language.
        UsageError: a source is neither a string nor a path; no such encoding; no date; an empty
            name of a field; a limit that is none.
    """
    check_language(language)  # a wrong code is the caller's mistake, not each file's
    check_encoding(encoding)
    fields = fields_of(text_field, title_field, id_field, date_field)
    make = on_day(published, partial(Document.from_text, language=language, splitter=splitter))
    listed = expand(as_strings(sources), recursive=recursive)
    reading = Reading([], [*listed.errors])
    reading.left_out.extend(listed.skipped)
    names = names_of(listed.files)
    limits = max_size, max_unpacked, max_chars, timeout, max_memory
    local, remote = budget_of(LOCAL, *limits), budget_of(ADDRESS, *limits)

    def content(source: str) -> Content:
        budget = remote if is_address(source) else local
        return content_of(source, stdin, allow_private, encoding or "", budget)

    fetch = partial(fetched, allow_private=allow_private, budget=remote) if full_text else None
    how = _How(make, fields, fetch, reading.left_out, local, as_written)
    seen: set[str] = set()
    for source in progress(listed.files):
        for name, found in _followed(source, names[source], content, seen):
            reading.tried += 1
            try:
                if isinstance(found, SummarizerError):
                    raise found
                budget = remote if is_address(found.place) else local
                reading.documents.extend(_documents(found, name, how.within(budget)))
            except (ReadError, NoWordsError, MissingDependencyError) as error:
                reading.errors.append(error)
    return reading


def read_file(
    path: str,
    name: str,
    make: Maker,
    fields: Fields = OWN,
    *,
    as_written: bool = False,
    encoding: str | None = None,
    budget: Budget = LOCAL,
) -> list[Document]:
    """The documents of a file, by its format; nothing is fetched.

    Args:
        path: of the file.
        name: what to call its document, or its documents that have no id.
        make: makes each document.
        fields: what the fields of records are called.
        as_written: whether Markdown keeps its marks.
        encoding: as for :func:`read_documents`.
        budget: what the file may cost.

    Raises:
        ReadError: it cannot be read, or is a list of feeds; the message names it.
        NoWordsError: there is no word in it.
    """
    with spending(budget):
        content = Content(bytes_of(path), path, named=encoding or "")
    how = _How(make, fields, None, [], budget, as_written)
    return _documents(content, name, how.within(budget))


def _followed(
    source: str, name: str, content: Callable[[str], Content], seen: set[str]
) -> Iterator[tuple[str, Content | SummarizerError]]:
    """What a source is and what to call it; for a list of feeds, these, each by its address.

    ``seen`` keeps the addresses of lists: each is read once.
    """
    found = _tried(content, source)
    if isinstance(found, SummarizerError):
        yield name, found
        return
    try:
        with _naming(label_of(source)):
            known = _format(found)
            addresses = addresses_in(found.data, known) if known.holds == "addresses" else None
    except (ReadError, MissingDependencyError) as error:
        yield name, error
        return
    if addresses is None:
        yield name, found
        return
    from concurrent.futures import ThreadPoolExecutor

    feeds = [_SCHEME_OF_FEEDS.sub(_without_feed, address) for address in addresses]
    new = [address for address in dict.fromkeys(feeds) if address not in seen]
    seen.update(new)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from zip(new, pool.map(partial(_feed, content), new), strict=True)


def _without_feed(scheme: re.Match[str]) -> str:
    """``http:`` for the scheme ``feed:``, which may stand before another."""
    return "http://" if scheme[0].endswith("//") else ""


def _tried(content: Callable[[str], Content], source: str) -> Content | SummarizerError:
    try:
        return content(source)
    except (ReadError, MissingDependencyError) as error:
        return error


def _feed(content: Callable[[str], Content], address: str) -> Content | SummarizerError:
    """What is behind an address of a list, if that is a feed."""
    if not is_address(address):
        return ReadError(f"{address:.200}: only http and https addresses of feeds are fetched")
    found = _tried(content, address)
    if isinstance(found, SummarizerError):
        return found
    try:
        with _naming(address):
            known = _format(found)
            if known.holds != "items":
                raise ReadError(f"is no feed, but of the format {known.name}")
    except ReadError as error:
        return error
    return found


def read_text(path: str | Path) -> str:
    """The text of a file that has to be text in UTF-8; see :func:`decode`.

    Raises:
        ReadError: there is no such file, it cannot be read, or it is no such text.
    """
    with spending(_ANY):
        data = bytes_of(str(path))
    with _naming(str(path)):
        return decode_strictly(data)


def decode_strictly(data: bytes) -> str:
    """The text of bytes in UTF-8; see :func:`decode`.

    Raises:
        ReadError: they are of another format, or of another encoding.
    """
    found = format_by_magic(data)
    if found:
        raise ReadError(f"is of the format {found.name}, not text: extract its text first")
    return decode(data)


@contextmanager
def _naming(label: str) -> Iterator[None]:
    """Put the name of a source before what is wrong with its content."""
    try:
        yield
    except (ReadError, MissingDependencyError) as error:
        raise type(error)(f"{label}: {error}") from error.__cause__


def _documents(content: Content, name: str, how: _How) -> list[Document]:
    """The documents of a source; its messages name it."""
    label = content.label
    with _naming(label):
        known = _format(content)
        if known.holds == "addresses":
            raise ReadError("is a list of feeds, and none is fetched here: save them as files")
        known = TEXT if how.as_written and known is MARKDOWN else known
        check_installed(known)
    if known.holds == "records":
        return _records(content, known, name, how)
    if known.holds == "items":
        return _items(content, known, name, how)
    with _naming(label):
        if known in _OF_CHARACTERS:
            check_named(content.data, content.named)
        with spending(how.budget):
            check_bytes(content.data)
            found = _extracted(content, known)
    _note_attached(found.left_out, label, how)
    try:
        with _naming(label):
            return [_document(found, name, _origin(found, content, known), how.make)]
    except NoWordsError as error:
        what = "the text in it" if content.data and known is not TEXT else "the file"
        raise NoWordsError(f"{label}: {why_no_words(found.text, what)}") from error


def _extracted(content: Content, known: Format) -> Extracted:
    """What is in a source of one text; of a page too the encoding is the one that is named."""
    extract = extractor_of(known)
    named = content.named if known is HTML and not marked_encoding(content.data) else ""
    text = decoded_by(named, content.data) if named else None
    if text is None:
        return extract(content.data, content.encoding)
    return extract(text.encode("utf-8-sig"), "")._replace(encoding=codecs.lookup(named).name)


def _origin(found: Extracted, content: Content, known: Format) -> Origin:
    return Origin(content.place, known.name, found.encoding, found.is_guessed)


def _document(found: Extracted, name: str, origin: Origin, make: Maker) -> Document:
    is_page = is_address(origin.place) and origin.format != "feed"
    return make(
        found.text,
        id=name,
        title=found.title,
        published=found.published,
        author=found.author,
        publisher=found.publisher,
        url=found.url or (origin.place if is_page else ""),
        origin=origin,
        declared=found.language,
        marked=found.marked,
        levels=found.levels,
    )


def _items(content: Content, known: Format, name: str, how: _How) -> list[Document]:
    """The documents of the parts of a file; those that give none are counted and named."""
    label = content.label
    with _naming(label):
        items = [*item_reader_of(known)(content.data, content.encoding)]
    documents: list[Document] = []
    failed: list[str] = []
    unfetched: list[str] = []
    attached: list[str] = []
    cut = 0
    for number, item in enumerate(items, start=1):
        if isinstance(item, ReadError):
            failed.append(f"{number} {item}")
            continue
        found, origin, why_not = _with_page(item, _origin(item, content, known), how)
        try:
            documents.append(_document(found, f"{name}:{number}", origin, how.make))
        except NoWordsError:
            failed.append(f"{number} contains no words")
            continue
        except ReadError as error:
            failed.append(f"{number} {error}")
            continue
        unfetched += [why_not] if why_not else []
        cut += found.is_cut
        attached += found.left_out
    if not documents:
        raise NoWordsError(f"{label}: nothing in it can be used: {_some(failed)}")
    of = f"of {len(items)} items"
    if failed:
        how.left_out.append(f"{label}: {len(failed)} {of} left out: {_some(failed)}")
    if unfetched:
        why = f"{len(unfetched)} {of} are not read in full: {unfetched[0]}"
        how.left_out.append(f"{label}: {why}")
    elif cut:
        how.left_out.append(f"{label}: {cut} {of} are summaries or cut short: see --full-text")
    _note_attached(attached, label, how)
    return documents


def _with_page(item: Extracted, origin: Origin, how: _How) -> tuple[Extracted, Origin, str]:
    """An item of a feed with all the text of its page, its new origin; or why it has not all."""
    if not item.is_cut or how.fetch is None:
        return item, origin, ""
    try:
        content = how.fetch(item.url)
        with _naming(item.url):
            known = _format(content)
            if known.holds != "a text":
                raise ReadError(f"is no page, but of the format {known.name}")
            check_installed(known)
            with spending(how.budget):
                page = extractor_of(known)(content.data, content.charset)
            if len(page.text) <= len(item.text):
                raise ReadError("has no more text than the feed: it may ask for a login")
    except (ReadError, MissingDependencyError) as error:
        return item, origin, str(error)
    whole = page._replace(
        title=item.title or page.title,
        published=item.published or page.published,
        author=item.author or page.author,
        publisher=item.publisher or page.publisher,
        url=item.url,
    )
    return whole, _origin(page, content, known), ""


def _note_attached(names: Sequence[str], label: str, how: _How) -> None:
    if names:
        what = "attachment is" if len(names) == 1 else "attachments are"
        how.left_out.append(f"{label}: {len(names)} {what} not read: {_some(names)}")


def _some(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return "; ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _format(content: Content) -> Format:
    """The format of a source: by its first bytes, by what its sender says, by its suffix."""
    if found := format_by_magic(content.data):
        return found
    place = content.place
    path = urlsplit(place).path if is_address(place) else place
    named = format_by_media_type(content.media_type) or format_by_suffix(Path(path).suffix)
    return named or (_streamed(content.data) if place == STDIN else TEXT)


def _streamed(data: bytes) -> Format:
    """The format where no file name tells: mail by its headers, JSON where a line or all is."""
    if is_mail(data):
        return MAIL
    opening = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not opening.startswith((b"{", b"[{", b"[\n", b"[\r", b"[ ")):
        return TEXT
    for known, part in ((JSON_LINES, opening.partition(b"\n")[0]), (JSON, opening)):
        try:
            value = json.loads(part)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) or known is JSON:
            return known
    return TEXT


def _records(content: Content, known: Format, name: str, how: _How) -> list[Document]:
    label = content.label
    with _naming(label):
        check_named(content.data, content.named)
        if known is CSV or content.named:
            text, encoding, is_guessed = decode_any(content.data, content.encoding)
        else:  # JSON is UTF-8 by its definition: no guess there
            text, encoding, is_guessed = decode(content.data), "utf-8", False
    origin = Origin(content.place, known.name, encoding, is_guessed)
    make = partial(how.make, origin=origin)
    return record_reader_of(known)(text, label, name, make, how.fields)
