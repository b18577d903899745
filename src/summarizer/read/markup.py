"""The tree of a page as lines: HTML's own elements, and those that trafilatura writes."""

from typing import Any

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
_LONGEST_CELL = 300  # characters
_ALL = _HEADINGS | _ITEMS | _ROWS | _CAPTIONS | _BLOCKS


def fill(lines: Lines, root: Any) -> None:
    """Add the blocks of an element of lxml, in order.

    Headings, items of lists and captions are marked; rows of tables and lines of code are kept
    as boilerplate.
    """
    _Walk(lines).block(root)


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
