"""Word's documents (DOCX)."""

import io
import re
from collections.abc import Iterator
from typing import Any

from ..text.kinds import Kind
from .archives import open_archive
from .extracted import Extracted, Lines, author_of, one_line, title_of
from .packages import guarded

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROOFED = f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang"
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_OUT = frozenset({"del", "moveFrom", "pict", "drawing", "AlternateContent", "object", "rPr", "pPr"})
_CONTAINERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_STYLES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "boilerplate",
        re.compile(r"toc\b|contents|source code|html pre|preformat|plain text|code", re.I),
    ),
    ("boilerplate", re.compile(r"header|footer|foot ?note|endnote|bibliography", re.I)),
    ("heading", re.compile(r"heading|title$|subtitle", re.I)),
    ("caption", re.compile(r".*caption", re.I)),
    ("byline", re.compile(r"author|byline", re.I)),
    ("dateline", re.compile(r"date$|dateline", re.I)),
    ("list item", re.compile(r"list", re.I)),
)


def extract(data: bytes, charset: str = "") -> Extracted:  # noqa: ARG001 -- the seam's second
    """The text of a DOCX file, by its paragraphs' styles.

    Titles and headings are headings, paragraphs of lists are items. Rows of tables are kept as
    boilerplate. Tracked insertions are in, deletions out; so are footnotes, comments and text
    boxes.

    Raises:
        ReadError: it is damaged, lacks its parts, or is too large unpacked.
    """
    open_archive(data).close()
    with guarded("is not a DOCX file, or is damaged"):
        from docx import Document

        document = Document(io.BytesIO(data))
        lines = Lines()
        for element in _blocks(document.element.body, "p", "tbl"):
            if element.tag == f"{_W}tbl":
                _add_rows(lines, element)
            else:
                _add_paragraph(lines, element, document)
        said = document.core_properties
        return Extracted(
            lines.text,
            lines.marked,
            title_of(said.title),
            author=author_of(said.author),
            language=one_line(said.language) or _language(document),
        )


def _language(document: Any) -> str:
    """The language that words are in where they say none: that of who set up the program."""
    return next((e.get(f"{_W}val", "") for e in document.styles.element.iterfind(_PROOFED)), "")


def _blocks(parent: Any, *names: str) -> Iterator[Any]:
    """The elements of these names in another, those in fields to fill in among them."""
    for element in parent:
        name = _name(element)
        if name in names:
            yield element
        elif name in _CONTAINERS:
            yield from _blocks(element, *names)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _add_rows(lines: Lines, table: Any) -> None:
    for row in table.iter(f"{_W}tr"):
        # Of a table within a cell the rows come by themselves.
        cells = [" ".join(map(_text, _blocks(c, "p"))).strip() for c in _blocks(row, "tc")]
        lines.add(" | ".join(filter(None, cells)).replace("\n", " "), "boilerplate")


def _add_paragraph(lines: Lines, element: Any, document: Any) -> None:
    from docx.text.paragraph import Paragraph

    text = _text(element)
    style = Paragraph(element, document).style
    kind = _kind(element, style)
    if kind == "list item":
        lines.add_item(text)
    elif kind == "heading":
        lines.add(text.replace("\n", " "), kind)
    elif kind == "boilerplate":
        lines.add_code(text)
    else:
        lines.add(text, kind)


def _kind(element: Any, style: Any) -> Kind | None:
    """What a paragraph is by its style, by the styles that this one is based on, by its number."""
    has_number = element.find(f"{_W}pPr/{_W}numPr") is not None
    for each in _with_bases(style):
        for kind, pattern in _STYLES:
            if pattern.match(each.name or ""):
                return kind
        has_number = has_number or each.element.find(f"{_W}pPr/{_W}numPr") is not None
    return "list item" if has_number else None


def _with_bases(style: Any) -> Iterator[Any]:
    """A style and those that it is based on, each once: a damaged file may lead in a circle."""
    seen: set[str] = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = style.base_style


def _text(element: Any) -> str:
    """The text of a paragraph as it stands when all changes are accepted."""
    parts: list[str] = []
    for child in element:
        name = _name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in _SIGNS:
            parts.append(_SIGNS[name])
        elif name not in _OUT:
            parts.append(_text(child))
    return "".join(parts)
