"""Feeds: RSS, Atom and JSON Feed, an item a document; and OPML, a list of feeds."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin

from ..errors import ReadError
from ..text.dates import day_of
from .budget import FEED_BYTES, FEED_ITEMS, FEED_SQUARED, FEED_TAGS, FEEDS, mebibytes
from .extracted import Extracted, GrowingText, one_line
from .markup import fill, parsed
from .packages import guarded

_TAG = re.compile(rb"""<[^\s<>/?!](?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+""")
_ITEM = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:item|entry)\b", re.I)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w+;")
_ESCAPED = re.compile(r"</?(?:p|br|div|a|b|i|em|strong|span|ul|li|img)\b[^<>]*>", re.I)
_MAILBOX = re.compile(r"[^\s()<>]+@[^\s()<>]+")
_CUT = re.compile(r"(?:…|\.\.\.+|\[(?:…|\.{2,}|&hellip;)\])\W*\Z")
_SUMMARY_WORDS = 100  # an item of fewer words that has a title is taken for a summary of its page
_LONGEST_REMARK = 300  # characters of a last block that links to the page itself
_TEXTS = ("text/plain",)


def read_items(data: bytes, charset: str = "") -> list[Extracted]:
    """The items of a feed that hold a word or a link, in their order, by feedparser.

    Args:
        data: RSS, Atom, RDF or JSON Feed.
        charset: the encoding that its sender said.

    Raises:
        ReadError: it is no feed, it is empty, or too large.
    """
    if len(data) > FEED_BYTES:
        raise ReadError(f"is larger than {mebibytes(FEED_BYTES)}: too large for a feed")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        found = [*_of_json(data)]
    else:
        found = [*_of_xml(data, charset)]
    if not found:
        raise ReadError("the feed has no items")
    return found


def read_addresses(data: bytes) -> list[str]:
    """The addresses of the feeds that an OPML list names, each once.

    Raises:
        ReadError: it is damaged, names none, or too many.
    """
    from lxml import etree

    if len(data) > FEED_BYTES:
        raise ReadError(f"is larger than {mebibytes(FEED_BYTES)}: too large for a list of feeds")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    with guarded("the list of feeds cannot be parsed"):
        root = etree.fromstring(data, parser)
        outlines = root.iter("{*}outline") if root is not None else ()
        said = [value for each in outlines for value in [_attribute(each, "xmlurl")] if value]
    found = list(dict.fromkeys(map(one_line, said)))
    if not found:
        raise ReadError("the list names no feeds: it has no outline with an xmlUrl")
    if len(found) > FEEDS:
        raise ReadError(f"names {len(found):,} feeds, but at most {FEEDS:,} are read: part it")
    return found


def _attribute(element: Any, name: str) -> str:
    return next((str(v) for key, v in element.attrib.items() if key.lower() == name), "")


class _EntryPart(NamedTuple):
    """What an item says, and whether it is HTML and in full."""

    value: str
    is_html: bool
    is_full: bool


def _of_xml(data: bytes, charset: str) -> Iterator[Extracted]:
    import feedparser

    _check_tags(data)
    _check_items(sum(1 for _ in _ITEM.finditer(data)))
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    with guarded("the feed cannot be parsed"):
        # From a stream, for a string may be taken for an address or the name of a file.
        read = feedparser.parse(
            io.BytesIO(data),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        if not read.version and not read.entries:
            raise ReadError("is XML, but no feed (RSS, Atom): convert it to text or HTML")
        about = read.feed
        publisher, language = _plain(about.get("title")), one_line(about.get("language"))
        for entry in read.entries:
            link = urljoin(about.get("link") or "", entry.get("link") or "")
            author = _author(entry) or _author(about)
            yield _item(
                _part(entry),
                url=_address(link),
                title=_plain(entry.get("title")),
                published=day_of(entry.get("published") or entry.get("updated")),
                author=author,
                publisher=_plain(entry.get("source", {}).get("title")) or publisher,
                encoding=one_line(read.get("encoding")),
                language=one_line(entry.get("language")) or language,
            )


def _check_items(number: int) -> None:
    if number > FEED_ITEMS:
        raise ReadError(f"has {number:,} items, but at most {FEED_ITEMS:,} are read: part it")


def _check_tags(data: bytes) -> None:
    """Refuse what would take minutes."""
    squared = sum(tag.group().count(b"=") ** 2 for tag in _TAG.finditer(data))
    tags = data.count(b"<") + data.count(b"&lt;")
    if tags > FEED_TAGS or squared > FEED_SQUARED:
        raise ReadError("has too many tags or attributes for a feed: it may be damaged")


def _part(entry: Mapping[str, Any]) -> _EntryPart:
    """The content of an entry, else its summary."""
    contents = [c for c in entry.get("content", ()) if (c.get("value") or "").strip()]
    summary = entry.get("summary_detail") or {}
    chosen = max(contents, key=lambda each: len(each["value"])) if contents else summary
    value = chosen.get("value") or ""
    return _EntryPart(value, chosen.get("type") not in _TEXTS, bool(contents))


def _author(about: Mapping[str, Any]) -> str:
    """The names of the authors; an address of mail is none."""
    said = [one_line(each.get("name")) for each in about.get("authors", ())]
    whole = one_line(about.get("author"))
    if "@" in whole and len(said) < 2:  # feedparser cuts "jo@example.org (Jo Ray)" amiss
        return _MAILBOX.sub("", whole).strip(' ()<>"')
    return ", ".join(dict.fromkeys(filter(None, said))) or whole


def _of_json(data: bytes) -> Iterator[Extracted]:
    """The items of a JSON Feed; see https://www.jsonfeed.org/version/1.1/."""
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"not JSON: {error}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ReadError('the feed has no list of "items"')
    _check_items(len(items))
    for item in items:
        if isinstance(item, dict):
            yield _of_json_item(item, feed)


def _of_json_item(item: Mapping[str, Any], feed: Mapping[str, Any]) -> Extracted:
    fields = ("content_html", "content_text", "summary")
    name = next((f for f in fields if isinstance(item.get(f), str) and item[f].strip()), "summary")
    part = _EntryPart(str(item.get(name) or ""), name == "content_html", name != "summary")
    return _item(
        part,
        url=_address(item.get("url")),
        title=one_line(item.get("title")),
        published=day_of(item.get("date_published") or item.get("date_modified")),
        author=_json_authors(item) or _json_authors(feed),
        publisher=one_line(feed.get("title")),
        encoding="utf-8",
        language=one_line(item.get("language") or feed.get("language")),
    )


def _json_authors(value: Mapping[str, Any]) -> str:
    said = value.get("authors")
    several = said if isinstance(said, list) else [value.get("author")]
    names = [one_line(each.get("name")) for each in several if isinstance(each, dict)]
    return ", ".join(filter(None, names))


def _item(part: _EntryPart, *, url: str, **said: Any) -> Extracted:
    lines, links_on = _lines(part, url)
    if not lines:  # a list of headlines
        lines.add(said["title"])
    text = lines.text
    words = len(text.split())
    is_summary = not part.is_full and bool(said["title"]) and words < _SUMMARY_WORDS
    is_cut = bool(url) and (links_on or is_summary or _CUT.search(text) is not None)
    return Extracted(text, lines.marked, url=url, is_cut=is_cut, **said)


def _lines(part: _EntryPart, url: str) -> tuple[GrowingText, bool]:
    """The blocks of an item, and whether a link at its end leads on to the rest."""
    lines = GrowingText()
    if not part.is_html or not _MARKUP.search(part.value):
        for block in re.split(r"\n\s*\n", part.value):
            lines.add(block.replace("\n", " "))
        return lines, False
    root = _tree(part.value)
    if root is None:
        return lines, False
    text = root[0].text or ""
    if len(root[0]) == 0 and _ESCAPED.search(text):  # escaped twice
        root = _tree(text)
    if _is_link(root):  # to comments, say: the headline is all there is
        return lines, True
    links_on = _drop_remark(root, url)
    fill(lines, root)
    return lines, links_on


def _tree(html: str) -> Any:
    """The body of a page that has this in it, in an element of its own."""
    return parsed(f"<div>{html}</div>").find("body")


def _drop_remark(root: Any, url: str) -> bool:
    """Take away the last block where it only links to the item's page, in any language.

    "The post … appeared first on …", "Continue reading".

    Returns:
        Whether it leads on to the rest: nothing but the link stands in it.
    """
    links = [a for a in root.iter("a") if _same(a.get("href", ""), url)]
    if not links:
        return False
    block = links[-1]
    while (parent := block.getparent()) is not None and parent.tag not in ("body", "div"):
        block = parent
    text = " ".join("".join(block.itertext()).split())
    if len(text) > _LONGEST_REMARK or _follows(block):
        return False
    only = text == " ".join("".join(links[-1].itertext()).split())
    if only or block.tag == "p":
        block.drop_tree()
    return bool(only and text) and block.tag in ("p", "div")


def _is_link(root: Any) -> bool:
    """Whether nothing stands in it but one link."""
    texts = ["".join(link.itertext()) for link in root.iter("a")]
    return len(texts) == 1 and one_line(texts[0]) == one_line("".join(root.itertext()))


def _follows(block: Any) -> bool:
    """Whether text stands behind an element."""
    if (block.tail or "").strip():
        return True
    return any("".join(each.itertext()).strip() for each in block.itersiblings())


def _same(href: str, url: str) -> bool:
    """Whether two addresses lead to one page, whatever counts the visits."""
    plain = [re.sub(r"^https?://(?:www\.)?|[?#].*", "", each).rstrip("/") for each in (href, url)]
    return bool(plain[0]) and plain[0] == plain[1]


def _plain(value: object) -> str:
    """A title without markup."""
    text = one_line(value)
    if not _MARKUP.search(text):
        return text
    root = _tree(text)
    shown = one_line("".join(root.itertext())) if root is not None else ""
    return _plain(shown) if _ESCAPED.search(shown) and shown != text else shown


def _address(value: object) -> str:
    address = one_line(value)
    return address if address.lower().startswith(("http://", "https://")) else ""
