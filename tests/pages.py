"""A page of HTML as a tree, and the laws that every page of ours keeps."""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser

_VOID = {"meta", "rect", "path"}  # of those that our pages have; the last two close themselves
_ALLOWED = {
    *"html head meta title style body header main footer nav section article div details".split(),
    *"summary h1 h2 h3 h4 p ol ul li dl dt dd table caption thead tbody tr th td".split(),
    *"a span bdi mark sup time code svg desc rect path".split(),
    *"figure figcaption strong del ins circle text".split(),
}

_DRAWN = re.compile(r"[Mvhlz\d .-]*")  # a size, or the path of a picture


@dataclass
class Element:
    """An element: its name, its attributes, and what stands in it."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """It and all elements in it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def text(self, *without: str) -> str:
        """All text in it, but for that in elements of some tags or classes."""
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif not {child.tag, *child.classes} & set(without):
                parts.append(child.text(*without))
        return "".join(parts)

    @property
    def classes(self) -> list[str]:
        """The names in its attribute ``class``."""
        return self.attributes.get("class", "").split()

    def all(self, tag: str) -> list["Element"]:
        """The elements of a tag in it."""
        return [element for element in self.walk() if element.tag == tag]

    def having(self, name: str) -> list["Element"]:
        """The elements of a class in it."""
        return [element for element in self.walk() if name in element.classes]

    def by_id(self) -> dict[str, "Element"]:
        """The elements that have an id."""
        return {e.attributes["id"]: e for e in self.walk() if "id" in e.attributes}

    def shape(self) -> object:
        """The tree without its text, and without the directions, numbers and phrases it makes."""
        attributes = sorted(
            (name, "a number" if _DRAWN.fullmatch(value) else value)
            for name, value in self.attributes.items()
            if name != "dir"
        )
        return (
            self.tag,
            attributes,
            [
                child.shape()
                for child in self.children
                if isinstance(child, Element) and "keyphrases" not in child.classes
            ],
        )


class _Reader(HTMLParser):
    """Builds the tree, and takes no page in which an end tag is missing or is too many."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), "an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")


def parse(html: str) -> Element:
    """The tree of a page or of a piece of one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    (root,) = reader.open
    return root


def check_page(html: str) -> Element:
    """The tree of a page, if it keeps the laws: safe, whole, and every link has its end."""
    html.encode("utf-8")
    assert html.startswith("<!DOCTYPE html>\n")
    root = parse(html)
    for element in root.walk():
        check_element(element)
    ids = [e.attributes["id"] for e in root.walk() if "id" in e.attributes]
    assert len(ids) == len(set(ids)), "an id twice"
    for link in root.all("a"):
        href = link.attributes["href"]
        if href.startswith("#"):
            assert href[1:] in ids, f"{href} leads nowhere"
    check_policy(root)
    return root


def check_element(element: Element) -> None:
    """No element that could run or load something, and no attribute that could."""
    assert not element.tag or element.tag in _ALLOWED, element.tag
    for name, value in element.attributes.items():
        assert not name.startswith("on"), name
        assert name not in ("style", "src", "srcdoc", "action", "formaction", "xlink:href"), name
        if name == "href":
            assert element.tag == "a"
            assert re.match(r"#[a-z]|(?i:https?)://", value), value
            assert value.startswith("#") or element.attributes["rel"] == "noreferrer noopener"


def check_policy(root: Element) -> None:
    """The policy allows nothing but the one style sheet, by its hash."""
    (style,) = root.all("style")
    digest = b64encode(sha256(style.text().encode()).digest()).decode()
    assert "@import" not in style.text()
    assert "url(" not in style.text()
    policies = [
        meta.attributes["content"]
        for meta in root.all("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]
