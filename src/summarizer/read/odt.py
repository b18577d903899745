"""OpenDocument texts (ODT), as LibreOffice writes them."""

from typing import Any

from .archives import check_text, open_archive
from .extracted import Extracted, Lines, author_of, one_line, title_of
from .packages import guarded
from .scripts import lowered, raised

_OUT = frozenset(
    "annotation annotation-end bibliography-mark frame illustration-index note object-index "
    "ruby-text table-index table-of-content tracked-changes".split()
)

_SIGNS = {"s": " ", "tab": " ", "line-break": "\n"}


def extract(data: bytes, charset: str = "") -> Extracted:  # noqa: ARG001 -- the seam's second
    """The text of an ODT file: headings, items of lists, paragraphs, and rows of tables.

    Footnotes, comments, deletions, frames and indices are out.

    Raises:
        ReadError: it is damaged, lacks its parts, or is too large unpacked.
    """
    with open_archive(data) as archive, guarded("is not an ODT file, or is damaged"):
        check_text(archive, ["content.xml", "meta.xml"])
        root = _parsed(archive.read("content.xml"))
        writer = _Writer(root)
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
        root: of the file, which tells the styles of raised and lowered characters.
    """

    def __init__(self, root: Any) -> None:
        self.lines = Lines()
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
            elif name and name not in _OUT:
                text += self._shifted(child, text)
            text += child.tail or ""
        return text

    def _shifted(self, element: Any, before: str) -> str:
        style, text = _own(element, "style-name"), self._text(element)
        if style in self._raised:
            return raised(text, before)
        return lowered(text) if style in self._lowered else text
