"""The tree of a page as lines: HTML's own elements, and those that trafilatura writes."""

from typing import Any

from ..errors import ReadError
from .extracted import Lines

_HEADINGS = frozenset({"head", "h1", "h2", "h3", "h4", "h5", "h6"})
_ITEMS = frozenset({"item", "li", "dt", "dd"})
_ROWS = frozenset({"row", "tr"})
_CAPTIONS = frozenset({"caption", "figcaption"})
_BLOCKS = frozenset(
    "address article aside blockquote body cell details div dl fieldset figure footer form header "
    "hr list main nav ol p pre quote section summary table tbody td tfoot th thead ul".split()
)
_OUT = frozenset(
    "audio button canvas graphic iframe img input nav noscript object script select style svg "
    "template textarea video".split()
)
FOOTNOTES = (
    "//sup[a[starts-with(@href, '#')]]",
    "//a[starts-with(@href, '#')][sup]",
    "//*[@role='doc-noteref' or @role='doc-footnote' or @role='doc-endnotes']",
    "//*[@*[name()='epub:type'][.='noteref' or .='footnote' or .='footnotes' or .='endnotes']]",
)
"""Paths of the signs of footnotes, and of those footnotes that say what they are."""

_LONGEST_CELL = 300  # characters
_ALL = _HEADINGS | _ITEMS | _ROWS | _CAPTIONS | _BLOCKS


def parsed(text: str, *, deep: bool = True) -> Any | None:
    """The tree of a page.

    Args:
        text: the page; lxml lets fall what is nested too deeply for it, without a word.
        deep: whether 2,048 elements may stand in each other, not just 256, as in lxml's way.

    Returns:
        The root, or ``None`` where a part was left out.

    Raises:
        lxml.etree.ParserError: there is no element.
    """
    from lxml import html

    # As bytes, for lxml refuses a string that says its own encoding.
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=deep, remove_comments=True, remove_pis=True
    )
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    cut = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return None if cut else root


def too_deep() -> ReadError:
    """The error of a page that cannot be read whole."""
    return ReadError("its elements are nested too deeply: it is damaged or not a text")


def without_footnotes(root: Any) -> Any:
    """The tree, what follows the elements that were taken out left in its place."""
    for path in FOOTNOTES:
        for element in root.xpath(path):
            element.drop_tree()
    return root


def fill(lines: Lines, root: Any) -> None:
    """Add the blocks of an element of lxml, in order.

    Headings, items of lists and captions are marked; rows of tables and lines of code are kept
    as boilerplate.

    Raises:
        ReadError: they are nested too deeply.
    """
    try:
        _Walk(lines).block(root)
    except RecursionError:
        raise too_deep() from None


class _Walk:
    """Goes through the elements; the text between two blocks is a block."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.pending: list[str] = []
        self.starts_item = False

    def block(self, element: Any) -> None:
        """Add what stands in an element, its tail left to the caller."""
        self._text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child)
            self._text(child.tail)

    def _child(self, child: Any) -> None:
        tag = child.tag.rpartition("}")[2].lower()
        if tag in ("br", "lb"):
            self.pending.append("\n")
        elif _is_code(child, tag):
            self._flush()
            self.lines.add_code("".join(child.itertext()))
        elif tag in _ALL:
            self._flush()
            self._known(child, tag)
            self._flush()
            self.starts_item = False
        elif tag not in _OUT:
            self.block(child)

    def _known(self, child: Any, tag: str) -> None:
        if tag in _HEADINGS:
            self.lines.add(_inline(child), "heading")
        elif tag in _CAPTIONS:
            self.lines.add(_inline(child), "caption")
        elif tag in _ROWS and not _is_layout(child):
            self.lines.add(" | ".join(filter(None, map(_joined, child))), "boilerplate")
        elif tag not in _OUT:
            self.starts_item = tag in _ITEMS or (self.starts_item and tag == "p")
            self.block(child)

    def _text(self, text: str | None) -> None:
        if text:  # a line end in the source of a page is a blank
            self.pending.append(text.replace("\n", " "))

    def _flush(self) -> None:
        text = "".join(self.pending)
        self.pending.clear()
        if text.strip():
            if self.starts_item:
                self.lines.add_item(text)
            else:
                self.lines.add(text)
            self.starts_item = False


def _is_code(element: Any, tag: str) -> bool:
    """Whether it is code that stands apart, not within a sentence."""
    if tag == "pre":
        return True
    parent = element.getparent()
    return tag == "code" and parent is not None and parent.tag in ("body", "div", "code")


def _is_layout(row: Any) -> bool:
    """Whether a row holds the columns of a page, not the cells of a table."""
    return any(len(cell) > 1 and len(_joined(cell)) > _LONGEST_CELL for cell in row)


def _inline(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _joined(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())
