"""Word's documents (DOCX)."""

import io
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ..text.kinds import Kind
from .archives import check_text, open_archive
from .extracted import Extracted, GrowingText, author_of, one_line, title_of
from .packages import guarded
from .scripts import is_note_sign, lowered, raised

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROOFED = f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang"
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_OUT = frozenset(
    {"del", "moveFrom", "pict", "drawing", "AlternateContent", "object", "rPr", "pPr", "rt"}
)
_CONTAINERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_MOST_BASES = 11  # of a style; Word allows no more
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
_LEVEL = re.compile(r"(?:title$|heading ([1-9])$)", re.I)


def extract(data: bytes, charset: str = "") -> Extracted:  # noqa: ARG001 -- the seam's second
    """The text of a DOCX file, by its paragraphs' styles.

    Titles and headings are headings, paragraphs of lists are items. Rows of tables are kept as
    boilerplate. Tracked insertions are in, deletions out; so are footnotes, comments and text
    boxes.

    Raises:
        ReadError: it is damaged, lacks its parts, or is too large unpacked.
    """
    with open_archive(data) as archive, guarded("is not a DOCX file, or is damaged"):
        check_text(archive, [n for n in archive.namelist() if n.endswith((".xml", ".rels"))])
        from docx import Document

        document = Document(io.BytesIO(data))
        lines = GrowingText()
        styles = _Styles(document.styles.element)
        for element in _blocks(document.element.body, "p", "tbl"):
            if element.tag == f"{_W}tbl":
                _add_rows(lines, element)
            else:
                _add_paragraph(lines, element, styles)
        said = document.core_properties
        return Extracted(
            lines.text,
            lines.marked,
            title_of(said.title),
            author=author_of(said.author),
            language=one_line(said.language) or _language(document),
            levels=lines.levels,
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


def _add_rows(lines: GrowingText, table: Any) -> None:
    for row in table.iter(f"{_W}tr"):
        # Of a table within a cell the rows come by themselves.
        cells = [" ".join(map(_text, _blocks(c, "p"))).strip() for c in _blocks(row, "tc")]
        lines.add(" | ".join(filter(None, cells)).replace("\n", " "), "boilerplate")


def _add_paragraph(lines: GrowingText, element: Any, styles: "_Styles") -> None:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    kind, is_hidden, level = styles[style.get(f"{_W}val", "") if style is not None else ""]
    if is_hidden:
        return
    text = _text(element)
    if kind is None and element.find(f"{_W}pPr/{_W}numPr") is not None:
        kind = "list item"
    if kind == "list item":
        lines.add_item(text)
    elif kind == "heading":
        lines.add(text.replace("\n", " "), kind, level)
    elif kind == "boilerplate":
        lines.add_code(text)
    else:
        lines.add(text, kind)


class _Styles(dict[str, tuple[Kind | None, bool, int]]):
    """By the name of a style: what its paragraphs are, whether they are hidden, how deep."""

    def __init__(self, styles: Any) -> None:
        super().__init__()
        self._known = {each.get(f"{_W}styleId", ""): each for each in styles.iterfind(f"{_W}style")}
        defaults = (
            name
            for name, style in self._known.items()
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default")
        )
        self._default = next(defaults, "")

    def __missing__(self, name: str) -> tuple[Kind | None, bool, int]:
        has_number, is_hidden, kind, level = False, False, None, 0
        for style in self._with_bases(name if name in self._known else self._default):
            is_hidden = is_hidden or _is_on(style.find(f"{_W}rPr/{_W}vanish"))
            has_number = has_number or style.find(f"{_W}pPr/{_W}numPr") is not None
            called = _value(style, "name")
            kind, level = kind or _kind_of(called), level or _level_of(called)
        if kind is None and has_number:
            kind = "list item"
        self[name] = told = kind, is_hidden, level
        return told

    def _with_bases(self, name: str) -> Iterator[Any]:
        """A style and those that it is based on; a damaged file may lead in a circle."""
        for _ in range(_MOST_BASES):
            if name not in self._known:
                return
            yield self._known[name]
            name = _value(self._known[name], "basedOn")


def _kind_of(name: str) -> Kind | None:
    return next((kind for kind, pattern in _STYLES if pattern.match(name)), None)


def _level_of(name: str) -> int:
    """How deep the headings of a style are: the title stands above those of the first level."""
    match = _LEVEL.match(name)
    return 1 + int(match[1] or 0) if match else 0


def _value(element: Any, name: str) -> str:
    """What a child says, or ``""``."""
    child = element.find(f"{_W}{name}")
    return "" if child is None else str(child.get(f"{_W}val", ""))


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{_W}val", "1") not in ("0", "false", "off")


def _text(element: Any) -> str:
    """The text of a paragraph as it stands when all changes are accepted."""
    parts: list[str] = []
    _add_text(parts, element)
    return "".join(parts)


def _add_text(parts: list[str], element: Any) -> None:
    for place, children in groupby(element, _place):
        if place:
            _add_script(parts, "".join(map(_text, children)), place)
        else:
            for child in children:
                _add_child(parts, child)


def _add_child(parts: list[str], child: Any) -> None:
    name = _name(child)
    if name == "t":
        parts.append(child.text or "")
    elif name in _SIGNS:
        parts.append(_SIGNS[name])
    elif name == "den":
        parts.append(f"/{_text(child)}")
    elif name not in _OUT and not _is_on(child.find(f"{_W}rPr/{_W}vanish")):
        _add_text(parts, child)


def _place(child: Any) -> str:
    """Where a run or a part of a formula stands: ``"superscript"``, ``"subscript"`` or ``""``."""
    name = _name(child)
    if name in ("sup", "sub"):
        return {"sup": "superscript", "sub": "subscript"}[name]
    align = child.find(f"{_W}rPr/{_W}vertAlign") if name == "r" else None
    if align is None or _is_on(child.find(f"{_W}rPr/{_W}vanish")):
        return ""
    return str(align.get(f"{_W}val", "")).replace("baseline", "")


def _add_script(parts: list[str], text: str, place: str) -> None:
    before = "".join(parts[-3:])
    if place == "superscript":
        text = "" if is_note_sign(text, before) else raised(text, before)
    elif place == "subscript":
        text = lowered(text)
    parts.append(text)
