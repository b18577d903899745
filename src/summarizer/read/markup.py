"""The tree of a page, of what one sees of it; and as lines."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from ..errors import ReadError
from .budget import ATTRIBUTES, ELEMENTS
from .extracted import GrowingText
from .scripts import is_note_sign, lowered, raised

_HEADINGS = frozenset({"head", "h1", "h2", "h3", "h4", "h5", "h6"})
_LEVEL = re.compile("h([1-6])")
_ITEMS = frozenset({"item", "li", "dt", "dd"})
_ROWS = frozenset({"row", "tr"})
_CAPTIONS = frozenset({"caption", "figcaption"})
_BLOCKS = frozenset(
    "address article aside blockquote body cell details div dl fieldset figure footer form header "
    "hr legend list main nav ol option p pre quote section summary table tbody td tfoot th thead "
    "ul".split()
)
_OUT = frozenset(
    "audio button canvas datalist graphic iframe img input noscript object script "
    "select style svg template textarea video".split()
)
_FRAME = frozenset({"nav", "footer"})
_KNOWN = _HEADINGS | _CAPTIONS | _ROWS
_ALL = _KNOWN | _ITEMS | _BLOCKS
FOOTNOTES = (
    "//sup[a[starts-with(@href, '#')]]",
    "//a[starts-with(@href, '#')][sup]",
    "//*[@role='doc-noteref' or @role='doc-footnote' or @role='doc-endnotes']",
    "//a[contains(@style, 'mso-footnote-id') or contains(@style, 'mso-endnote-id')]",  # of Word
    "//div[starts-with(@id, 'sdfootnote') or starts-with(@id, 'sdendnote')]",  # of LibreOffice
    "//div[contains(@style, 'mso-element:footnote') or contains(@style, 'mso-element:endnote')]",
    "//*[@*[name()='epub:type'][.='noteref' or .='footnote' or .='footnotes' or .='endnotes']]",
)
"""Paths of the signs of footnotes, and of those footnotes that say what they are."""

_NO_TEXT = re.compile(  # controls, raw or by number, which no tree takes back once it is changed
    r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01])|x0*(?:[1-8bcef]|1[0-9a-f]|fff[ef]));",
    re.I,
)
_LONG_VALUES = "//@class[string-length() > 1000] | //@id[string-length() > 1000]"
_UNSEEN = frozenset({"rt", "rp", "rtc", "annotation", "annotation-xml"})
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_UNSEEN_CLASS = re.compile(
    # For screen readers alone; what of a formula is there twice; a button of Wikipedia's headings.
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|katex-html|mw-editsection)"
    r"(?:\s|$)",
    re.I,
)
_LONGEST_CELL = 300  # characters
_LONGEST_SCRIPT = 20  # characters of what is raised or lowered that are looked at


def parsed(text: str) -> Any:
    """The tree of a page: what one sees, exponents and indices as characters.

    Readings above characters, what is hidden and the signs of footnotes are taken out.

    Raises:
        ReadError: it has too many elements or attributes, or they are nested too deeply.
    """
    from lxml import etree, html

    # As bytes, for lxml refuses a string that says its own encoding.
    data = _NO_TEXT.sub("", text.replace("\f", "\n")).encode("utf-8", "replace")
    options = {
        "encoding": "utf-8",
        "no_network": True,
        "huge_tree": True,  # 2,048 elements may stand in each other, not just 256
        "remove_comments": True,
        "remove_pis": True,
    }
    etree.fromstring(data, etree.HTMLParser(target=_Census(), **options))
    parser = html.HTMLParser(**options)
    try:
        root = html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # there is no element
        return html.document_fromstring("<html><body></body></html>")
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadError("its elements are nested too deeply: it is damaged or not a text")
    _see(root)
    return root


class _Census:
    """Counts elements as a parser meets them, which costs little, before a tree is made of them."""

    def __init__(self) -> None:
        self._elements = 0

    def start(self, _: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > ELEMENTS:
            raise too_many()
        if len(attributes) > ATTRIBUTES:
            raise ReadError(
                f"an element has more than {ATTRIBUTES:,} attributes: it is damaged or not a text"
            )

    def close(self) -> None:
        """What a parser asks for at the end of a page."""


def too_many() -> ReadError:
    """The error of a page or a book that is too large to be read in reasonable time."""
    return ReadError(f"has more than {ELEMENTS:,} elements: too many to read")


def _see(root: Any) -> None:
    """Make a tree what one sees of it; what is taken out is left empty, for that takes no time."""
    for value in root.xpath(_LONG_VALUES):
        del value.getparent().attrib[value.attrname]
    for element in root.xpath(" | ".join(FOOTNOTES)):
        _become(element, "")
    for tag, element in [(each.tag, each) for each in root.iter(*_SEEN)]:
        if element.getparent() is not None:
            _SEEN[tag](element)
    inline: list[Any] = list(root.iter(*_UNSEEN))
    blocks: list[Any] = []
    for element in _hidden(root):
        (blocks if element.tag in _ALL else inline).append(element)
    for element in inline:
        _become(element, "")
    if sum(map(_size, blocks)) <= _size(root) / 2:  # else a script shows them
        for element in blocks:
            _become(element, "")


def _hidden(root: Any) -> Iterator[Any]:
    """The elements that are hidden, without those that are in such."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if _is_hidden(element):
            walk.skip_subtree()
            yield element


def _is_hidden(element: Any) -> bool:
    if not element.attrib or element.tag in ("html", "body"):
        return False
    get = element.get
    return (
        ("hidden" in element.attrib and get("hidden") != "until-found")
        or _UNSEEN_STYLE.search(get("style", "")) is not None
        or _UNSEEN_CLASS.search(get("class", "")) is not None
    )


def _size(element: Any) -> int:
    """How many characters for readers there are in an element."""
    texts = element.xpath(".//text()[not(parent::script or parent::style)]")
    return sum(len(text.strip()) for text in texts)


def _see_superscript(element: Any) -> None:
    text, before = _first(element, _LONGEST_SCRIPT), _before(element)
    if len(text) < _LONGEST_SCRIPT:
        _become(element, "" if is_note_sign(text, before) else raised(text, before))


def _see_subscript(element: Any) -> None:
    text = _first(element, _LONGEST_SCRIPT)
    if len(text) < _LONGEST_SCRIPT:
        _become(element, lowered(text))


def _see_quotation(element: Any) -> None:
    """Quotation marks, which browsers set."""
    element.tag = "span"
    element.text = "“" + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + "”"
    else:
        element.text += "”"


def _see_formula(element: Any) -> None:
    """A formula in one line, shown even where a picture of it is what one sees."""
    element.getparent().attrib.pop("style", None)
    for annotation in element.xpath(".//*[self::annotation or self::annotation-xml]"):
        annotation.drop_tree()
    for part in element.iter("msup", "msub", "msubsup", "mfrac"):
        for place, child in enumerate(part[1:]):
            text = "".join(child.itertext()).strip()
            if part.tag == "mfrac":
                _become(child, f"/{text}")
            elif part.tag == "msup" or place:
                _become(child, raised(text, "x"))
            else:
                _become(child, lowered(text))
    _become(element, "".join("".join(element.itertext()).split()))


_SEEN: dict[str, Callable[[Any], None]] = {
    "sup": _see_superscript,
    "sub": _see_subscript,
    "q": _see_quotation,
    "math": _see_formula,
}


def _become(element: Any, text: str) -> None:
    """Make an element one of this text that means nothing; its tail is kept."""
    del element[:]
    element.tag = "span"
    element.text = text


def _before(element: Any) -> str:
    """The last characters in front of an element."""
    before = element.getprevious()
    if before is None:
        return (element.getparent().text or "")[-20:]
    return (before.tail or (before.text if not len(before) else "") or "")[-20:]


def _first(element: Any, most: int) -> str:
    """The first characters of the text of an element, so many at most."""
    text = ""
    for part in element.itertext():
        text += part[: most - len(text)]
        if len(text) == most:
            break
    return text


def body_of(root: Any) -> Any:
    """The body of a page, or all of what has none."""
    body = root.find("body")
    return root if body is None else body


def fill(lines: GrowingText, root: Any, *, framed: bool = True) -> None:
    """Add the blocks of an element of lxml, in order.

    Headings, items of lists and captions are marked; rows of tables and lines of code are kept
    as boilerplate.

    Args:
        lines: to which they are added.
        root: HTML's own elements, or those that trafilatura writes.
        framed: whether what stands around an article is added, too: its menus and feet.
    """
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    walker = _Walk(lines, _OUT if framed else _OUT | _FRAME)
    for event, element in walk:
        if event == "start":
            if element is root:
                walker.text(root.text)
            elif not walker.opens(element):
                walk.skip_subtree()
        elif element is not root:
            walker.closes(element)
    walker.flush()


class _Walk:
    """Goes through the elements; the text between two blocks is a block."""

    def __init__(self, lines: GrowingText, out: frozenset[str]) -> None:
        self._lines = lines
        self._out = out
        self._pending: list[str] = []
        self._starts_item = False

    def opens(self, element: Any) -> bool:
        """Start an element; whether its children are to be gone through."""
        tag = _name(element)
        if tag in self._out and not _says_who(element, tag):
            return False
        if tag in ("br", "lb"):
            self._pending.append("\n")
        elif _is_code(element, tag):
            self.flush()
            self._lines.add_code("".join(element.itertext()))
            return False
        elif tag in _ALL:
            self.flush()
            if tag in _KNOWN and self._is_whole(element, tag):
                return False
            self._starts_item = tag in _ITEMS or (self._starts_item and tag == "p")
            self.text(element.text)
        else:
            self.text(element.text)
        return True

    def _is_whole(self, element: Any, tag: str) -> bool:
        """Add what is one line with all that is in it; the columns of a page are not."""
        if tag in _HEADINGS:
            level = _LEVEL.fullmatch(element.get("rend") or tag)  # as trafilatura has it
            self._lines.add(_joined(element), "heading", int(level[1]) if level else 0)
        elif tag in _CAPTIONS:
            self._lines.add(_joined(element), "caption")
        elif _is_layout(element):
            return False
        else:
            self._lines.add(" | ".join(filter(None, map(_joined, element))), "boilerplate")
        return True

    def closes(self, element: Any) -> None:
        """End an element; its tail is of the one around it."""
        if _name(element) in _ALL:
            self.flush()
            self._starts_item = False
        self.text(element.tail)

    def text(self, text: str | None) -> None:
        """Add text that belongs to no element of its own."""
        if text:  # a line end in the source of a page is a blank
            self._pending.append(text.replace("\n", " "))

    def flush(self) -> None:
        """End the block."""
        text = "".join(self._pending)
        self._pending.clear()
        if text.strip():
            if self._starts_item:
                self._lines.add_item(text)
            else:
                self._lines.add(text)
            self._starts_item = False


def _name(element: Any) -> str:
    name: str = element.tag
    return name.rpartition("}")[2].lower()


def _says_who(element: Any, tag: str) -> bool:
    """Whether it is the foot of a quotation, not of a page."""
    parent = element.getparent()
    return tag == "footer" and parent is not None and parent.tag == "blockquote"


def _is_code(element: Any, tag: str) -> bool:
    """Whether it is code that stands apart, not within a sentence."""
    if tag == "pre":
        return True
    parent = element.getparent()
    return tag == "code" and parent is not None and parent.tag in ("body", "div", "code")


def _is_layout(row: Any) -> bool:
    """Whether a row holds the columns of a page, not the cells of a table."""
    return any(
        len(cell) > 1
        and (
            len(_first(cell, _LONGEST_CELL)) == _LONGEST_CELL
            or any(_name(each) in _HEADINGS for each in cell)
        )
        for cell in row
    )


def _joined(element: Any) -> str:
    """The text of an element in one line, with a blank where a block or a line ends."""
    from lxml import etree

    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, each in walk:
        tag = _name(each)
        if tag in _ALL or tag in ("br", "lb"):
            parts.append(" ")
        if event == "end":
            parts.append(each.tail or "" if each is not element else "")
        elif tag in _OUT:
            walk.skip_subtree()
        else:
            parts.append(each.text or "")
    return " ".join("".join(parts).split())
