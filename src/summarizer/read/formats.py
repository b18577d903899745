"""The formats that can be read: by what each is known, and what reads it."""

import re
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from ..dependencies import require
from ..document import Document
from ..errors import ReadError
from .archives import names_of
from .encodings import decode_any, marked_encoding
from .extracted import Extracted
from .records import Maker

Extractor = Callable[[bytes, str], Extracted]
"""The bytes of a file, and the encoding that its sender said or "" → what is in it."""
RecordReader = Callable[[str, str, str, Maker], list[Document]]
"""A text, what to call it in messages, what in ids, what makes documents → the documents."""


class Format(NamedTuple):
    """A format.

    Attributes:
        name: as in :class:`summarizer.document.Origin`.
        suffixes: of its files, lower case.
        media_types: by which servers call it.
        reader: the module and the function that read it; loaded when first needed.
        holds_records: whether the function is a ``RecordReader``; else it is an ``Extractor``.
        package, extra: what has to be installed, and the extra that brings it.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    reader: tuple[str, str]
    holds_records: bool = False
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
    holds_records=True,
)
JSON = Format(
    "json", (".json",), ("application/json",), ("records", "read_json"), holds_records=True
)
CSV = Format(
    "csv",
    (".csv", ".tsv"),
    ("text/csv", "application/csv", "text/tab-separated-values"),
    ("delimited", "read_table"),
    holds_records=True,
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
FORMATS = (TEXT, MARKDOWN, HTML, PDF, DOCX, EPUB, JSON_LINES, JSON, CSV)
SUFFIXES = tuple(suffix for known in FORMATS for suffix in known.suffixes)

_AS_DOCX = "save it as DOCX or PDF"
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
    (b"{\\rtf", "an RTF file", _AS_DOCX),
    (b"%!PS", "a PostScript file", "convert it to PDF"),
    (b"\x7fELF", "a program", "give a text"),
    (b"SQLite format 3\0", "a database", "export its texts as CSV"),
    (b"PAR1", "a Parquet file", "export its texts as CSV"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_HTML = re.compile(
    # A comment that cannot reach over its own end: in how many ways it can is what one pays.
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]",
    re.I | re.S,
)
_HEAD = 2048


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
        if _ENCRYPTED in data:
            raise ReadError("is password-protected: save it without a password")
        raise ReadError(f"is an old Word or Office file (.doc, .xls, .ppt): {_AS_DOCX}")
    for magic, what, advice in _REFUSED:
        if data.startswith(magic):
            raise ReadError(f"is {what}, not text: {advice}")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise ReadError(f"is a WebP image, not text: {_OCR}")
    return HTML if is_html(data) else None


def format_by_suffix(suffix: str) -> Format | None:
    """The format of the files with a suffix, or ``None``."""
    return next((known for known in FORMATS if suffix.lower() in known.suffixes), None)


def format_by_media_type(media_type: str) -> Format | None:
    """The format that a server says, or ``None``; plain text it says of many."""
    known = (known for known in FORMATS if known is not TEXT)
    return next((f for f in known if media_type in f.media_types), None)


def is_html(data: bytes) -> bool:
    """Whether it opens as a web page does."""
    head = data[:_HEAD].decode(marked_encoding(data) or "latin-1", "ignore")
    return _HTML.match(head.lstrip("\ufeff")) is not None


def check_installed(known: Format) -> None:
    """Refuse a format whose package is absent.

    Raises:
        MissingDependencyError: it is; the message names the extra.
    """
    if known.package:
        name = {"html": "web pages"}.get(known.name, known.name.upper())
        require(f"reading {name}", known.extra, known.package)


def extractor_of(known: Format) -> Extractor:
    """What reads a format of one document; see :func:`check_installed`."""
    module, function = known.reader
    found: Extractor = getattr(import_module(f".{module}", __package__), function)
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
        raise ReadError(f"is an OpenDocument file, which is not supported: {_AS_DOCX}")
    for folder, what in (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint file")):
        if any(name.startswith(folder) for name in names):
            raise ReadError(f"is {what}, which is not supported: save its text as CSV or PDF")
    raise ReadError(f"is a ZIP archive: {_UNPACK}")
