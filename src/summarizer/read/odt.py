"""OpenDocument texts (ODT), as LibreOffice writes them."""

import re
import zipfile
from collections.abc import Mapping
from typing import Any

from .archives import check_text, open_archive
from .extracted import Extracted, GrowingText, author_of, one_line, title_of
from .markup import parsed
from .packages import guarded
from .scripts import lowered, raised

_OUT = frozenset(
    "annotation annotation-end bibliography-mark frame illustration-index note object-index "
    "ruby-text table-index table-of-content tracked-changes".split()
)

_CODE = re.compile(r"source.?code|preformatted|html.?pre|plain.?text", re.I)
_FORMULA = 1 << 16  # bytes
_SIGNS = {"s": " ", "tab": " ", "line-break": "\n"}


def extract(data: bytes, charset: str = "") -> Extracted:  # noqa: ARG001 -- the seam's second
    """The text of an ODT file: headings, items of lists, paragraphs, and rows of tables.

    Footnotes, comments, deletions, frames without a formula, and indices are out.

    Raises:
        ReadError: it is damaged, lacks its parts, or is too large unpacked.
    """
    with open_archive(data) as archive, guarded("is not an ODT file, or is damaged"):
        check_text(archive, ["content.xml", "meta.xml"])
        root = _parsed(archive.read("content.xml"))
        writer = _Writer(root, _formulas(archive, root))
        for element in next(root.iter("{*}text"), ()):
            writer.add(element)
        said = _said(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else {}
    return Extracted(
        writer.lines.text,
        writer.lines.marked,
        title_of(said.get("title")),
        author=author_of(said.get("initial-creator") or said.get("creator")),
        language=one_line(said.get("language")),
        levels=writer.lines.levels,
    )


def _parsed(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _formulas(archive: zipfile.ZipFile, root: Any) -> dict[str, str]:
    """The formulas that are in a text, in one line each, by where they are in the archive."""
    names = {_own(each, "href") for each in root.iter("{*}object")}
    parts = {name: f"{name.removeprefix('./').rstrip('/')}/content.xml" for name in names}
    known = {info.filename: info.file_size for info in archive.infolist()}
    found = {}
    for name, part in parts.items():
        if known.get(part, _FORMULA) < _FORMULA:
            written = _parsed(archive.read(part))
            if _name(written) == "math":
                found[name] = _in_one_line(written)
    return found


def _in_one_line(formula: Any) -> str:
    from lxml import etree

    for element in formula.iter("*"):
        element.tag = _name(element)
    etree.cleanup_namespaces(formula)
    return "".join(parsed(etree.tostring(formula, encoding="unicode")).itertext()).strip()


def _said(data: bytes) -> dict[str, str]:
    return {_name(element): element.text or "" for element in _parsed(data).iter("*")}


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _own(element: Any, name: str) -> str:
    """An attribute, in whichever namespace."""
    return next((str(v) for key, v in element.attrib.items() if key.endswith(f"}}{name}")), "")


class _Writer:
    """Writes the blocks of a text as lines.

    Args:
        root: of the file, which tells the styles of raised and lowered characters, and of code.
        formulas: by the name that the text has for each.
    """

    def __init__(self, root: Any, formulas: Mapping[str, str]) -> None:
        self.lines = GrowingText()
        self._formulas = formulas
        self._parents = {
            _own(style, "name"): _own(style, "parent-style-name") for style in root.iter("{*}style")
        }
        self._raised: set[str] = set()
        self._lowered: set[str] = set()
        for style in root.iter("{*}style"):
            places = [_own(each, "text-position") for each in style.iter("{*}text-properties")]
            for place in filter(None, places):
                is_low = place.startswith(("sub", "-"))
                if not place.startswith("0%"):
                    (self._lowered if is_low else self._raised).add(_own(style, "name"))

    def add(self, element: Any, *, in_list: bool = False) -> None:
        """Add a block, or those in it."""
        name = _name(element)
        if name == "h":
            level = _own(element, "outline-level")
            text = self._text(element).replace("\n", " ")
            self.lines.add(text, "heading", int(level) if level.isdecimal() else 0)
        elif name == "p" and self._is_code(_own(element, "style-name")):
            self.lines.add_code(self._text(element))
        elif name == "p" and in_list:
            self.lines.add_item(self._text(element))
        elif name == "p":
            self.lines.add(self._text(element))
        elif name == "table-row":
            cells = (one_line(" ".join(map(self._text, cell))) for cell in element)
            self.lines.add(" | ".join(filter(None, cells)), "boilerplate")
        elif name and name not in _OUT:
            for child in element:
                self.add(child, in_list=in_list or name == "list")

    def _text(self, element: Any) -> str:
        """What stands in an element, as one sees it."""
        text = element.text or ""
        for child in element:
            name = _name(child)
            if name in _SIGNS:
                text += _SIGNS[name]
            elif name == "frame":
                objects = (_own(each, "href") for each in child.iter("{*}object"))
                text += "".join(self._formulas.get(each, "") for each in objects)
            elif name and name not in _OUT:
                text += self._shifted(child, text)
            text += child.tail or ""
        return text

    def _is_code(self, style: str) -> bool:
        return (
            _CODE.search(f"{style} {self._parents.get(style, '')}".replace("_20_", " ")) is not None
        )

    def _shifted(self, element: Any, before: str) -> str:
        style, text = _own(element, "style-name"), self._text(element)
        if style in self._raised:
            return raised(text, before)
        return lowered(text) if style in self._lowered else text
