"""OpenDocument texts (ODT), as LibreOffice writes them."""

from typing import Any

from ..errors import ReadError
from .archives import open_archive
from .extracted import Extracted, Lines, author_of, one_line, title_of
from .packages import MEBIBYTE, guarded

MOST = 50 * MEBIBYTE  # of its text, with its marks
MOST_TAGS = 3_000_000
_OUT = frozenset(
    "annotation annotation-end bibliography-mark frame illustration-index note object-index "
    "ruby-text table-index table-of-content tracked-changes".split()
)


def extract(data: bytes, charset: str = "") -> Extracted:  # noqa: ARG001 -- the seam's second
    """The text of an ODT file: headings, items of lists, paragraphs, and rows of tables.

    Footnotes, comments, deletions, frames and indices are out.

    Raises:
        ReadError: it is damaged, lacks its parts, or is too large unpacked.
    """
    with open_archive(data) as archive, guarded("is not an ODT file, or is damaged"):
        lines = Lines()
        body = next(_parsed(archive.read("content.xml")).iter("{*}text"), None)
        for element in body if body is not None else ():
            _add(lines, element)
        said = _said(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else {}
    return Extracted(
        lines.text,
        lines.marked,
        title_of(said.get("title")),
        author=author_of(said.get("initial-creator") or said.get("creator")),
        language=one_line(said.get("language")),
    )


def _parsed(data: bytes) -> Any:
    from lxml import etree

    if len(data) > MOST or data.count(b"<") > MOST_TAGS:
        raise ReadError("is too large when unpacked: split it")
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _said(data: bytes) -> dict[str, str]:
    return {_name(element): element.text or "" for element in _parsed(data).iter("*")}


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _add(lines: Lines, element: Any, *, in_list: bool = False) -> None:
    """Add a block, or those in it."""
    name = _name(element)
    if name == "h":
        lines.add(_text(element).replace("\n", " "), "heading")
    elif name == "p" and in_list:
        lines.add_item(_text(element))
    elif name == "p":
        lines.add(_text(element))
    elif name == "table-row":
        lines.add(" | ".join(filter(None, map(_cell, element))), "boilerplate")
    elif name and name not in _OUT:
        for child in element:
            _add(lines, child, in_list=in_list or name == "list")


def _cell(element: Any) -> str:
    return one_line(" ".join(map(_text, element)))


def _text(element: Any) -> str:
    """What stands in an element, as one sees it."""
    parts = [element.text or ""]
    for child in element:
        name = _name(child)
        if name in ("s", "tab"):
            parts.append(" ")
        elif name == "line-break":
            parts.append("\n")
        elif name and name not in _OUT:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
