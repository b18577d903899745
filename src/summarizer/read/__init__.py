"""Files, folders and standard input as documents: the core's only reader of files."""

import codecs
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from ..document import Document
from ..errors import NoWordsError, ReadError, UnknownNameError, reason_of
from ..text.languages import check_language
from ..text.splitters import RULES, Splitter

STDIN = "-"
TEXT_SUFFIXES = (".txt", ".text")
JSON_LINES_SUFFIXES = (".jsonl", ".ndjson")

Maker = Callable[..., Document]
"""Document.from_text with the language and the splitter settled."""

_MAGIC = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive (DOCX, ODT, EPUB, …)",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF87a": "a GIF image",
    b"GIF89a": "a GIF image",
    b"\x7fELF": "a program",
}
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_CONTROL_SHARE = 0.1  # of the first bytes; text has tabs and line ends, seldom another


def expand(sources: Iterable[str]) -> list[str]:
    """Name every file: folders are replaced by the text and JSON Lines files in them, by name.

    Raises:
        ReadError: a folder holds no such file, or cannot be listed.
    """
    files: list[str] = []
    for source in sources:
        if not source:
            raise ReadError("the name of a file is empty")
        try:
            is_folder = source != STDIN and Path(source).is_dir()
            files.extend(_in_folder(Path(source)) if is_folder else [source])
        except OSError as error:
            raise ReadError(f"{source}: {reason_of(error)}") from error
    return files


def read_documents(
    sources: Sequence[str],
    stdin: BinaryIO | None,
    language: str = "en",
    splitter: str | Splitter = RULES,
    *,
    allow_private: bool = False,  # noqa: ARG001 -- for addresses
    progress: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> tuple[list[Document], list[ReadError | NoWordsError]]:
    """Read files into documents, going on past those that cannot be read.

    A file with the suffix ``.jsonl`` or ``.ndjson`` gives a document a line, or those of a data
    set's item (docs/quickstart.md), those without an id called by file and line; every other file
    is one document, called by the name of the file without its suffix, or by its path where two
    would be called the same. Standard input is JSON Lines where its first line is.

    Args:
        sources: paths of files, and ``-`` for standard input.
        stdin: what ``-`` is read from; ``None`` where it is closed.
        language: ISO 639-1 code of all of them, or ``"auto"``.
        splitter: what cuts the paragraphs; see :func:`summarizer.split_sentences`.
        allow_private: whether an address may be of this machine or a private network.
        progress: gives the sources back one by one, and may show how far it is.

    Returns:
        The documents in order, and an error for each source that gave none.

    Raises:
        UnknownNameError: no such language.
    """
    check_language(language)  # a wrong code is the caller's mistake, not each file's
    documents: list[Document] = []
    errors: list[ReadError | NoWordsError] = []
    names = _names(sources)
    make = partial(Document.from_text, language=language, splitter=splitter)
    for source in progress(sources):
        try:
            documents.extend(_read(source, names[source], stdin, make))
        except (ReadError, NoWordsError) as error:
            errors.append(error)
    return documents, errors


def _in_folder(folder: Path) -> list[str]:
    entries = sorted(folder.iterdir())
    suffixes = TEXT_SUFFIXES + JSON_LINES_SUFFIXES
    found = [e for e in entries if e.suffix.lower() in suffixes and not e.name.startswith(".")]
    files = [str(entry) for entry in found if entry.is_file()]
    if not files:
        raise ReadError(f"{folder}: the folder holds no {' or '.join(suffixes)} file")
    return files


def _names(sources: Sequence[str]) -> dict[str, str]:
    """What to call the document of each source."""
    stems = {source: "stdin" if source == STDIN else Path(source).stem for source in sources}
    uses: dict[str, int] = {}
    for stem in stems.values():
        uses[stem] = uses.get(stem, 0) + 1
    return {source: stem if uses[stem] == 1 else source for source, stem in stems.items()}


def _read(source: str, name: str, stdin: BinaryIO | None, make: Maker) -> list[Document]:
    label = "standard input" if source == STDIN else source
    text = _standard_input(stdin, label) if source == STDIN else read_text(source)
    if _is_html(text):
        raise ReadError(f"{label}: is HTML, not text: extract its text first")
    if Path(source).suffix.lower() in JSON_LINES_SUFFIXES or (
        source == STDIN and _is_json_lines(text)
    ):
        return _json_lines(text, label, name, make)
    try:
        return [make(text, id=name)]
    except NoWordsError as error:
        raise NoWordsError(f"{label}: {_why_no_words(text, 'the file')}") from error


def _standard_input(stdin: BinaryIO | None, label: str) -> str:
    if stdin is None:
        raise ReadError(f"{label} is closed")
    try:
        return decode(stdin.read(), label)
    except OSError as error:
        raise ReadError(f"{label}: {reason_of(error)}") from error


def read_text(path: str | Path) -> str:
    """The text of a file; see :func:`decode`.

    Raises:
        ReadError: there is no such file, it cannot be read, or it is no text.
    """
    try:
        return decode(Path(path).read_bytes(), str(path))
    except OSError as error:
        raise ReadError(f"{path}: {reason_of(error)}") from error
    except ValueError as error:  # a zero byte in the name
        raise ReadError(f"{str(path)!r} is no name of a file") from error


def decode(data: bytes, label: str) -> str:
    """Bytes of a text file as text, its line ends untouched and its byte order mark gone.

    Raises:
        ReadError: it is no text, or not UTF-8 (or UTF-16 or UTF-32 with a byte order mark); the
            message says what it is, or where the first wrong byte stands.
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise ReadError(f"{label}: is {what}, not text: extract its text first")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if _looks_binary(data):
            raise ReadError(f"{label}: is a binary file, not text") from error
        mark = len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0
        line = data.count(b"\n", 0, error.start + mark) + 1
        raise ReadError(
            f"{label}: not {encoding.removesuffix('-sig').upper()} at byte {error.start + mark} "
            f"(line {line}): convert the file to UTF-8"
        ) from error
    if encoding.startswith("utf-8") and _looks_binary(data):
        raise ReadError(f"{label}: is a binary file, not text")
    return text


def _is_html(text: str) -> bool:
    return text[:200].lstrip().lower().startswith(("<!doctype html", "<html"))


def _is_json_lines(text: str) -> bool:
    """Whether the first line is a document or an item, where no file name tells."""
    first = text.lstrip().partition("\n")[0]
    if not first.startswith("{"):
        return False
    try:
        return not {"text", "documents"}.isdisjoint(json.loads(first))
    except (ValueError, RecursionError):
        return False


def _looks_binary(data: bytes) -> bool:
    head = data[:8192]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1b" for byte in head)
    return controls > _CONTROL_SHARE * len(head)


def _why_no_words(text: str, what: str) -> str:
    if not text:
        return f"{what} is empty"
    return f"{what} holds {'no word' if text.strip() else 'blanks only'}"


def _json_lines(text: str, label: str, name: str, make: Maker) -> list[Document]:
    documents = []
    for number, place, line in json_lines(text, label):
        value = json_object(line, place)
        documents.extend(json_documents(value, place, f"{name}:{number}", make))
    if not documents:
        raise ReadError(f"{label}: holds no document")
    return documents


def json_lines(text: str, label: str) -> Iterator[tuple[int, str, str]]:
    """The lines of JSON Lines that hold something: number from 1, what to call its place, text."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, f"{label}, line {number}", line


def json_object(line: str, place: str) -> dict[str, Any]:
    """The object that a line is.

    Raises:
        ReadError: it is no JSON, or no object; ``place`` says where.
    """
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{place}: not JSON: {error}") from error
    if not isinstance(value, dict):
        raise ReadError(f"{place}: expected an object, got {type(value).__name__}")
    return value


def json_documents(value: dict[str, Any], place: str, name: str, make: Maker) -> list[Document]:
    """The document that an object is, or the documents of the data set's item that it is.

    ``name`` is what to call the document or the item if it has no id.
    """
    make = _in_language(value, place, make)
    if "documents" not in value:
        return [_json_document(value, place, json_id(value) or name, make)]
    items = value["documents"]
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ReadError(f'{place}: "documents" is not a list of objects')
    whole = json_id(value) or name
    return [
        _json_document(item, place, f"{whole}/{json_id(item) or number}", make)
        for number, item in enumerate(items, start=1)
    ]


def json_id(value: dict[str, Any]) -> str:
    """The id that an object has, or ``""``."""
    name = value.get("id")
    return "" if name is None or isinstance(name, list | dict) else str(name)


def _json_document(value: dict[str, Any], place: str, name: str, make: Maker) -> Document:
    text = value.get("text")
    if not isinstance(text, str):
        raise ReadError(f'{place}: expected an object with a "text", a string')
    make = _in_language(value, place, make)
    try:
        return make(
            text,
            id=name,
            title=str(value.get("title") or ""),
            published=_date(value.get("date"), place),
        )
    except NoWordsError as error:
        raise NoWordsError(f"{place}: {_why_no_words(text, 'the text')}") from error


def _in_language(value: dict[str, Any], place: str, make: Maker) -> Maker:
    """``make`` for the language that an object names, if it names one."""
    code = value.get("language")
    if code is None:
        return make
    if not isinstance(code, str):
        raise ReadError(f'{place}: "language" {code!r:.40} is no ISO 639-1 code')
    try:
        check_language(code)
    except UnknownNameError as error:
        raise ReadError(f"{place}: {error}") from error
    return partial(make, language=code)


def _date(value: object, place: str) -> date | None:
    if value in (None, ""):
        return None
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError as error:
        raise ReadError(f'{place}: "date" {value!r} is not of the form 2026-01-31') from error
