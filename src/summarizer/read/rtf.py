"""Rich text (RTF)."""

import re

from ..errors import ReadError
from .budget import RTF_BYTES, RTF_LINES
from .encodings import decoded_by
from .extracted import Extracted, GrowingText, author_of, title_of
from .packages import guarded
from .scripts import lowered, raised

_SAID = re.compile(rb"\{\\(title|author) ([^{}]{0,500})\}")
_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_ASIDE = re.compile(rb"\{\\(?:\*\\)?(?:footnote|pict)\b[^{}]*\}")
_TARGET = re.compile(r"\(\"[^\"\s]+\.[^\"\s]*\"\)")

_SHIFTED = re.compile(r"\\(super|sub)\b((?:\\[a-z]++-?\d*+|\s){0,9}+)([\w+−-]{1,12})(?=[}\\])")
_CELL_END = re.compile(r"\\par\b(?=[}\s]*\\cell\b)")  # a row is one line
_BULLET = re.compile(r"\s*[•·‣◦▪]\s+")


def extract(data: bytes, charset: str = "") -> Extracted:  # noqa: ARG001 -- the seam's second
    """The text of an RTF file, by striprtf: each paragraph a line, rows of tables boilerplate.

    Raises:
        ReadError: it is damaged or too large.
    """
    data = _ASIDE.sub(b"", data)
    if len(data) > RTF_BYTES or data.count(b"\\par") > RTF_LINES:
        raise ReadError("is too large for an RTF file: save it without pictures, or as DOCX")
    page = match[1].decode() if (match := _PAGE.search(data[:2048])) else "1252"
    said = {name: decoded_by(f"cp{page}", value) or "" for name, value in _SAID.findall(data)}
    lines = GrowingText()
    with guarded("is not an RTF file, or is damaged"):
        source = _SHIFTED.sub(_shifted, data.decode("latin-1"))
        for line in _text(_CELL_END.sub("", source)).split("\n"):
            _add(lines, _TARGET.sub("", line))
        title, author = (_text(f"{{\\rtf1 {said.get(key, '')}}}") for key in (b"title", b"author"))
    return Extracted(lines.text, lines.marked, title_of(title), author=author_of(author))


def _shifted(match: re.Match[str]) -> str:
    """What is raised or lowered, in characters that are."""
    way, between, text = match.groups()
    written = raised(text) if way == "super" else lowered(text)
    return f"{between.rstrip()} {written}" if between.strip() else written


def _text(source: str) -> str:
    from striprtf import striprtf

    return str(striprtf.rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]  # ships no types


def _add(lines: GrowingText, line: str) -> None:
    if bullet := _BULLET.match(line):
        lines.add_item(line[bullet.end() :])
    elif line.rstrip().endswith("|"):  # by which striprtf ends the cells of a row
        lines.add(" | ".join(filter(None, map(str.strip, line.split("|")))), "boilerplate")
    else:
        lines.add(line)
