"""The formats that can be read: by what each is known, and what reads it."""

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Literal, NamedTuple

from ..dependencies import require
from ..document import Document
from ..errors import ReadError
from .archives import names_of, open_archive
from .encodings import decode_any, marked_encoding
from .extracted import Extracted
from .packages import guarded
from .records import Fields, Maker

Extractor = Callable[[bytes, str], Extracted]
"""The bytes of a file, and the encoding that its sender said or "" → what is in it."""
ItemReader = Callable[[bytes, str], Iterable[Extracted | ReadError]]
"""The same → what is in each of its parts, or why that cannot be read."""
RecordReader = Callable[[str, str, str, Maker, Fields], list[Document]]
"""A text, what to call it in messages, what in ids, what makes documents, what their fields are
called → the documents."""


class Format(NamedTuple):
    """A format.

    Attributes:
        name: as in :class:`summarizer.document.Origin`.
        suffixes: of its files, lower case.
        media_types: by which servers call it.
        reader: the module and the function that read it; loaded when first needed.
        holds: what the function is: an ``Extractor`` for a text, an ``ItemReader`` for items, a
            ``RecordReader`` for records; for addresses it gives those of a list.
        package, extra: what has to be installed, and the extra that brings it.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    reader: tuple[str, str]
    holds: Literal["a text", "items", "records", "addresses"] = "a text"
    package: str = ""
    extra: str = ""


TEXT = Format("text", (".txt", ".text"), ("text/plain",), ("formats", "extract_text"))
JSON_LINES = Format(
    "json lines",
    (".jsonl", ".ndjson"),
    (
        "application/jsonl",
        "application/x-jsonl",
        "application/json-lines",
        "application/x-jsonlines",
        "application/ndjson",
        "application/x-ndjson",
    ),
    ("records", "read_json_lines"),
    holds="records",
)
JSON = Format("json", (".json",), ("application/json",), ("records", "read_json"), holds="records")
CSV = Format(
    "csv",
    (".csv", ".tsv"),
    ("text/csv", "application/csv", "text/tab-separated-values"),
    ("delimited", "read_table"),
    holds="records",
)
MARKDOWN = Format(
    "markdown", (".md", ".markdown"), ("text/markdown", "text/x-markdown"), ("markdown", "extract")
)
HTML = Format(
    "html",
    (".html", ".htm", ".xhtml"),
    ("text/html", "application/xhtml+xml"),
    ("html", "extract"),
    package="trafilatura",
    extra="html",
)
PDF = Format(
    "pdf",
    (".pdf",),
    ("application/pdf", "application/x-pdf"),
    ("pdf", "extract"),
    package="pypdfium2",
    extra="pdf",
)
DOCX = Format(
    "docx",
    (".docx",),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    ("docx", "extract"),
    package="docx",
    extra="docx",
)
EPUB = Format(
    "epub",
    (".epub",),
    ("application/epub+zip",),
    ("epub", "extract"),
    package="trafilatura",
    extra="html",
)
ODT = Format(
    "odt",
    (".odt",),
    ("application/vnd.oasis.opendocument.text",),
    ("odt", "extract"),
    package="lxml",
    extra="html",
)
RTF = Format(
    "rtf",
    (".rtf",),
    ("application/rtf", "text/rtf"),
    ("rtf", "extract"),
    package="striprtf",
    extra="rtf",
)
SUBTITLES = Format(
    "subtitles",
    (".srt", ".vtt"),
    ("text/vtt", "application/x-subrip"),
    ("subtitles", "extract"),
)
MAIL = Format("mail", (".eml",), ("message/rfc822",), ("mail", "extract"))
MBOX = Format("mbox", (".mbox",), ("application/mbox",), ("mail", "read_items"), holds="items")
FEED = Format(
    "feed",
    (".rss", ".atom", ".xml"),
    (
        "application/rss+xml",
        "application/x-rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/xml",
        "text/xml",
    ),
    ("feeds", "read_items"),
    holds="items",
    package="feedparser",
    extra="feeds",
)
OPML = Format(
    "opml",
    (".opml",),
    ("text/x-opml", "text/x-opml+xml", "application/xml+opml"),
    ("feeds", "read_addresses"),
    holds="addresses",
    package="feedparser",
    extra="feeds",
)
FORMATS = (
    *(TEXT, MARKDOWN, HTML, PDF, DOCX, ODT, RTF, EPUB, SUBTITLES),
    *(MAIL, MBOX, FEED, OPML, JSON_LINES, JSON, CSV),
)
SUFFIXES = tuple(suffix for known in FORMATS if known is not OPML for suffix in known.suffixes)
"""Of what is read from folders: a file that lies in one may not send us to addresses."""

_AS_DOCX = "save it as DOCX, ODT or PDF"
_UNPACK = "unpack it first"
_OCR = "run text recognition (OCR) on it first"
_REFUSED = (
    # What opens a file that is not read, what it is, and what to do.
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\0", "an xz archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x89PNG", "a PNG image", _OCR),
    (b"\xff\xd8\xff", "a JPEG image", _OCR),
    (b"GIF87a", "a GIF image", _OCR),
    (b"GIF89a", "a GIF image", _OCR),
    (b"II*\0", "a TIFF image", _OCR),
    (b"MM\0*", "a TIFF image", _OCR),
    (b"%!PS", "a PostScript file", "convert it to PDF"),
    (b"\x7fELF", "a program", "give a text"),
    (b"SQLite format 3\0", "a database", "export its texts as CSV"),
    (b"PAR1", "a Parquet file", "export its texts as CSV"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_IS_TEX = "is TeX, which is not read: give its PDF, or convert it to Markdown (pandoc does)"
_HTML = re.compile(
    # A comment that cannot reach over its own end: in how many ways it can is what one pays.
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]",
    re.I | re.S,
)
_FEED = re.compile(
    r"\s*(?:(?:<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->)\s*)*<(?:!DOCTYPE\s+)?"
    r"(?:(?P<list>opml)|rss|(?:rdf:)?RDF(?=.*purl\.org/rss)|(?:\w+:)?feed(?=[^>]*atom))\b",
    re.I | re.S,
)
_JSON_FEED = b"jsonfeed.org/version/"
_MAILBOX = re.compile(rb"From \S+[^\r\n]* \d\d:\d\d[^\r\n]*\r?\n[!-9;-~]+:")
_HEADERS = re.compile(
    rb"(?:(?P<own>From)|(?P<sent>Message-ID|Received|MIME-Version|Return-Path|Delivered-To"
    rb"|DKIM-Signature)|[!-9;-~]{1,76}):[^\n]*\n(?:[ \t][^\n]*\n)*+",
    re.I,
)
_OUTLOOK = "__substg1.0_".encode("utf-16-le")
_TEX = re.compile(r"\s*(?:%[^\n]*\n\s*)*\\(?:documentclass|documentstyle|begin\{document\})")
_TEX_SUFFIXES = (".tex", ".ltx", ".latex")
_HEAD = 2048
_LONGEST_HEAD = 64 * 1024  # bytes of the headers of a mail


def format_by_magic(data: bytes) -> Format | None:
    """The format that the first bytes tell whatever the file is called, or ``None``.

    Raises:
        ReadError: they tell one that is not read; the message says what to do.
    """
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(_ZIP):
        return _of_archive(data)
    if data.startswith(_OLE):
        raise ReadError(_of_ole(data))
    for magic, what, advice in _REFUSED:
        if data.startswith(magic):
            raise ReadError(f"is {what}, not text: {advice}")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise ReadError(f"is a WebP image, not text: {_OCR}")
    if data.startswith(b"{\\rtf"):
        return RTF
    if _MAILBOX.match(data[:_HEAD]):
        return MBOX
    return _of_markup(data)


def _of_ole(data: bytes) -> str:
    """What a file of Office's old container is, and what to do."""
    if _ENCRYPTED in data:
        return "is password-protected: save it without a password"
    if _OUTLOOK in data:
        return "is a message of Outlook (.msg): save it as .eml"
    return f"is an old Word or Office file (.doc, .xls, .ppt): {_AS_DOCX}"


def _of_markup(data: bytes) -> Format | None:
    head = _head(data)
    if _HTML.match(head):
        return HTML
    if _TEX.match(head):
        raise ReadError(_IS_TEX)
    if found := _FEED.match(head):
        return OPML if found["list"] else FEED
    is_json = head.lstrip().startswith("{") and _JSON_FEED in data[:_HEAD]
    return FEED if is_json else None


def format_by_suffix(suffix: str) -> Format | None:
    """The format of the files with a suffix, or ``None``.

    Raises:
        ReadError: it is one that is not read.
    """
    if suffix.lower() in _TEX_SUFFIXES:
        raise ReadError(_IS_TEX)
    return next((known for known in FORMATS if suffix.lower() in known.suffixes), None)


def format_by_media_type(media_type: str) -> Format | None:
    """The format that a server says, or ``None``; plain text it says of many."""
    known = (known for known in FORMATS if known is not TEXT)
    return next((f for f in known if media_type in f.media_types), None)


def is_html(data: bytes) -> bool:
    """Whether it opens as a web page does."""
    return _HTML.match(_head(data)) is not None


def is_mail(data: bytes) -> bool:
    """Whether it opens with the headers of a mail: who it is from, and what only programs write."""
    place, found = 0, set()
    while header := _HEADERS.match(data, place, _LONGEST_HEAD):
        found.add(header.lastgroup)
        place = header.end()
    return {"own", "sent"} <= found and data[place : place + 2].startswith((b"\n", b"\r\n"))


def is_feed(data: bytes) -> bool:
    """Whether it opens as a feed in XML does."""
    match = _FEED.match(_head(data))
    return match is not None and not match["list"]


def _head(data: bytes) -> str:
    head = data[:_HEAD].decode(marked_encoding(data) or "latin-1", "ignore")
    return head.lstrip("\ufeff")


def check_installed(known: Format) -> None:
    """Refuse a format whose package is absent.

    Raises:
        MissingDependencyError: it is; the message names the extra.
    """
    if known.package:
        name = {"html": "web pages", "feed": "feeds"}.get(known.name, known.name.upper())
        require(f"reading {name}", known.extra, known.package)


def extractor_of(known: Format) -> Extractor:
    """What reads a format of one document; see :func:`check_installed`."""
    module, function = known.reader
    found: Extractor = getattr(import_module(f".{module}", __package__), function)
    return found


def item_reader_of(known: Format) -> ItemReader:
    """What reads a format of several parts."""
    module, function = known.reader
    found: ItemReader = getattr(import_module(f".{module}", __package__), function)
    return found


def addresses_in(data: bytes, known: Format) -> list[str]:
    """The addresses that a list names."""
    module, function = known.reader
    found: list[str] = getattr(import_module(f".{module}", __package__), function)(data)
    return found


def record_reader_of(known: Format) -> RecordReader:
    """What reads a format of many documents."""
    module, function = known.reader
    found: RecordReader = getattr(import_module(f".{module}", __package__), function)
    return found


def extract_text(data: bytes, charset: str = "") -> Extracted:
    """Plain text as it is.

    Raises:
        ReadError: it is no text, or its encoding cannot be detected.
    """
    text, encoding, is_guessed = decode_any(data, charset)
    return Extracted(text, encoding=encoding, is_guessed=is_guessed)


def _of_archive(data: bytes) -> Format:
    names = names_of(data)
    if not names:
        raise ReadError("is a ZIP archive, but damaged: it may be truncated")
    if "word/document.xml" in names:
        return DOCX
    if "META-INF/container.xml" in names:
        return EPUB
    if "content.xml" in names and "mimetype" in names:
        return _of_open_document(data)
    for folder, what in (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint file")):
        if any(name.startswith(folder) for name in names):
            raise ReadError(f"is {what}, which is not supported: save its text as CSV or PDF")
    raise ReadError(f"is a ZIP archive: {_UNPACK}")


def _of_open_document(data: bytes) -> Format:
    with guarded("is a damaged OpenDocument file"), open_archive(data) as archive:
        kind = archive.read("mimetype")[:100]
    if kind.strip() in (b"application/vnd.oasis.opendocument.text", b""):
        return ODT
    raise ReadError("is an OpenDocument file, but no text: save it as PDF, a table as CSV")
