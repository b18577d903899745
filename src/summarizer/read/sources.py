"""Files, folders, standard input and addresses as documents."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import unquote, urlsplit

from ..document import Document, Origin, misread
from ..errors import (
    MissingDependencyError,
    NoWordsError,
    ReadError,
    SummarizerError,
    UsageError,
    reason_of,
)
from ..text.languages import check_language
from ..text.splitters import RULES, Splitter
from .encodings import decode, decode_any
from .formats import (
    CSV,
    JSON_LINES,
    MARKDOWN,
    SUFFIXES,
    TEXT,
    Format,
    check_installed,
    extractor_of,
    format_by_magic,
    format_by_media_type,
    format_by_suffix,
    record_reader_of,
)
from .records import Maker, why_no_words

STDIN = "-"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?://)?")
_WITHOUT_SLASHES = ("data:", "file:", "javascript:", "mailto:")

Progress = Callable[[Sequence[str]], Iterable[str]]
"""Gives the sources back one by one, and may show how far it is."""


class Reading(NamedTuple):
    """What came of reading.

    Attributes:
        documents: in the order of the sources.
        errors: one for each source that gave none.
    """

    documents: list[Document]
    errors: list[SummarizerError]

    @property
    def notices(self) -> list[str]:
        """A line for each file whose encoding was guessed."""
        origins = dict.fromkeys(d.origin for d in self.documents if d.origin)
        return [
            f"{_label(origin.place)}: not UTF-8, read as {origin.encoding}"
            for origin in origins
            if origin.is_guessed
        ]

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
        return [f"{_label(place)}: {line}" for place, line in said.items() if line]


class _Content(NamedTuple):
    """The bytes of a source, and what is said of them from outside."""

    data: bytes
    place: str
    media_type: str = ""
    charset: str = ""


def read_documents(
    sources: str | Path | Iterable[str | Path],
    stdin: BinaryIO | None = None,
    language: str | None = None,
    splitter: str | Splitter = RULES,
    *,
    allow_private: bool = False,
    as_written: bool = False,
    progress: Progress = iter,
) -> Reading:
    """Read files, folders and web pages into documents, going on past those that cannot be read.

    Plain text, Markdown, HTML, PDF, DOCX and EPUB are a document a file, called by the name of
    the file without its suffix, or by its path where two would be called the same. JSON Lines and
    CSV are a document a line or row, called by its id, or else by file and line. Which format a
    file has shows in its first bytes, and else in its suffix. Nothing but an address that is given
    here is ever fetched.

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

    Returns:
        The documents and the errors; it unpacks as those two. A document's ``origin`` says where
        it was read from, and how.

    Raises:
        UnknownNameError: no such language.
        UsageError: a source is neither a string nor a path.
    """
    check_language(language)  # a wrong code is the caller's mistake, not each file's
    files, errors = expand(as_strings(sources))
    reading = Reading([], [*errors])
    names = names_of(files)
    make = partial(Document.from_text, language=language, splitter=splitter)
    for source in progress(files):
        try:
            content = _content(source, stdin, allow_private)
            found = _documents(content, source, names[source], make, as_written=as_written)
            reading.documents.extend(found)
        except (ReadError, NoWordsError, MissingDependencyError) as error:
            reading.errors.append(error)
    return reading


def read_file(path: str, name: str, make: Maker) -> list[Document]:
    """The documents of a file, by its format.

    Args:
        path: of the file.
        name: what to call its document, or its documents that have no id.
        make: makes each document.

    Raises:
        ReadError: it cannot be read; the message names it.
        NoWordsError: there is no word in it.
    """
    return _documents(_Content(_bytes_of(path), path), path, name, make)


def expand(
    sources: Iterable[str], suffixes: tuple[str, ...] = SUFFIXES
) -> tuple[list[str], list[ReadError]]:
    """Name every file: folders are replaced by the files in them that can be read, by name.

    Args:
        sources: files, folders, addresses.
        suffixes: what the names of the files in a folder end in, lower case.

    Returns:
        The files, and an error for each folder that holds none or cannot be listed.
    """
    files: list[str] = []
    errors: list[ReadError] = []
    for source in sources:
        try:
            files += _files_of(source, suffixes)
        except ReadError as error:
            errors.append(error)
    return files, errors


def _files_of(source: str, suffixes: tuple[str, ...]) -> list[str]:
    if not source:
        raise ReadError("the file name is empty")
    try:
        is_folder = source != STDIN and not is_address(source) and Path(source).is_dir()
        return _in_folder(Path(source), suffixes) if is_folder else [source]
    except OSError as error:
        raise ReadError(f"{source}: {reason_of(error)}") from error
    except ValueError as error:  # a zero byte in the name
        raise ReadError(f"{source!r} is not a file name") from error


def read_text(path: str | Path) -> str:
    """The text of a file that has to be text in UTF-8; see :func:`decode`.

    Raises:
        ReadError: there is no such file, it cannot be read, or it is no such text.
    """
    data = _bytes_of(str(path))
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


def as_strings(sources: str | Path | Iterable[str | Path]) -> list[str]:
    """One source or several, as strings.

    Raises:
        UsageError: one is neither a string nor a path.
    """
    listed = [sources] if isinstance(sources, str | Path) else list(sources)
    for source in listed:
        if not isinstance(source, str | Path):
            raise UsageError(f"a source must be a string or a path, got {source!r:.40}")
    return [str(source) for source in listed]


def _in_folder(folder: Path, suffixes: tuple[str, ...]) -> list[str]:
    entries = sorted(folder.iterdir())
    found = [e for e in entries if e.name.lower().endswith(suffixes) and not _is_aside(e)]
    files = [str(entry) for entry in found if entry.is_file()]
    if not files:
        raise ReadError(f"{folder}: the folder contains no files of type {', '.join(suffixes)}")
    return files


def _is_aside(file: Path) -> bool:
    """Whether a file is hidden, or tells of the folder instead of being one of its texts."""
    return file.name.startswith(".") or file.stem.upper() == "README"


def names_of(sources: Sequence[str]) -> dict[str, str]:
    """What to call the document of each source."""
    stems = {source: _stem(source) for source in sources}
    uses = Counter(stems.values())
    return {source: stem if uses[stem] == 1 else source for source, stem in stems.items()}


def _stem(source: str) -> str:
    if source == STDIN:
        return "stdin"
    if is_address(source):
        try:
            parts = urlsplit(source)
        except ValueError:  # what is wrong with it is said when it is fetched
            return source
        last = unquote(parts.path.rstrip("/").rpartition("/")[2])
        return Path(last).stem or parts.netloc or source
    return Path(source).stem


def _label(place: str) -> str:
    """What to call a place in messages."""
    return "standard input" if place == STDIN else place


def is_address(source: str) -> bool:
    """Whether a source is to be fetched."""
    return source.lower().startswith(("http://", "https://"))


def _content(source: str, stdin: BinaryIO | None, allow_private: bool) -> _Content:
    """The bytes of a source.

    Raises:
        ReadError: there are none to be had.
    """
    if source == STDIN:
        return _Content(_standard_input(stdin), STDIN)
    if is_address(source):
        from .web import fetch

        fetched = fetch(source, allow_private=allow_private)
        return _Content(fetched.data, fetched.place, fetched.media_type, fetched.charset)
    scheme = _SCHEME.match(source)
    if scheme and (scheme[0].endswith("//") or scheme[0].lower() in _WITHOUT_SLASHES):
        raise ReadError(f"{source:.200}: only http and https addresses are supported: give a path")
    return _Content(_bytes_of(source), source)


def _standard_input(stdin: BinaryIO | None) -> bytes:
    if stdin is None:
        raise ReadError(f"{_label(STDIN)} is closed")
    try:
        return stdin.read()
    except OSError as error:
        raise ReadError(f"{_label(STDIN)}: {reason_of(error)}") from error


def _bytes_of(path: str) -> bytes:
    try:
        if Path(path).is_char_device():  # some never end
            raise ReadError(f"{path}: is a device, not a file: use {STDIN} for standard input")
        return Path(path).read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: {reason_of(error)}") from error
    except ValueError as error:  # a zero byte in the name
        raise ReadError(f"{path!r} is not a file name") from error


def _documents(
    content: _Content, source: str, name: str, make: Maker, *, as_written: bool = False
) -> list[Document]:
    """The documents of a source; its messages name it."""
    label = _label(source)
    with _naming(label):
        known = _format(content, source)
        known = TEXT if as_written and known is MARKDOWN else known
        check_installed(known)
    if known.holds_records:
        return _records(content, known, label, name, make)
    with _naming(label):
        found = extractor_of(known)(content.data, content.charset)
    origin = Origin(content.place, known.name, found.encoding, found.is_guessed)
    try:
        return [
            make(
                found.text,
                id=name,
                title=found.title,
                published=found.published,
                author=found.author,
                origin=origin,
                declared=found.language,
                marked=found.marked,
            )
        ]
    except NoWordsError as error:
        what = "the text in it" if content.data and known is not TEXT else "the file"
        raise NoWordsError(f"{label}: {why_no_words(found.text, what)}") from error


def _format(content: _Content, source: str) -> Format:
    """The format of a source: by its first bytes, by what its sender says, by its suffix."""
    if found := format_by_magic(content.data):
        return found
    path = urlsplit(content.place).path if is_address(source) else source
    named = format_by_media_type(content.media_type) or format_by_suffix(Path(path).suffix)
    if named:
        return named
    is_records = source == STDIN and _is_json_lines(content.data)
    return JSON_LINES if is_records else TEXT


def _is_json_lines(data: bytes) -> bool:
    """Whether the first line is a document or an item, where no file name tells."""
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
    if not first.startswith(b"{"):
        return False
    try:
        return not {"text", "documents"}.isdisjoint(json.loads(first))
    except (ValueError, RecursionError):
        return False


def _records(
    content: _Content, known: Format, label: str, name: str, make: Maker
) -> list[Document]:
    with _naming(label):
        if known is CSV:
            text, encoding, is_guessed = decode_any(content.data, content.charset)
        else:  # JSON is UTF-8 by its definition: no guess there
            text, encoding, is_guessed = decode(content.data), "utf-8", False
    origin = Origin(content.place, known.name, encoding, is_guessed)
    return record_reader_of(known)(text, label, name, partial(make, origin=origin))
