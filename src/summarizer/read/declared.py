"""What a web page declares of itself: who published it, where and when, and who wrote it."""

import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from ..pages import web_address
from ..text.dates import day_of
from .extracted import author_of, one_line

_MOST = 1_000_000  # characters of JSON
_LONGEST = 60  # characters of a name; what is longer is a sentence about it
_KINDS = (
    re.compile(r"Article|Posting|Report|Recipe"),
    re.compile(r"Page|Work|Book"),
    re.compile(""),
)
"""Of objects of schema.org, those that are the text itself first."""
_INNER = ("@graph", "mainEntity", "mainEntityOfPage")
_PUBLISHERS = (
    "citation_journal_title",
    "citation_publisher",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
)
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_online_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.available",
    "dcterms.date",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "publication-date",
    "article.published",
    "article:published",
    "pdate",
    "date.published",
    "date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
)
"""By what a page says when it was published, the plainest first."""
_MADE = re.compile(r"created|changed|.*(?:modif|updated|revised|lastmod).*", re.I)
"""What is in the names under which programs write when a file was made or changed."""


_UNKNOWN = date(1970, 1, 1)  # as programs write it


class Declared(NamedTuple):
    """What a page declares.

    Attributes:
        publisher: ``""`` where it names none, as the others.
        url: an absolute address.
        author: one or several.
        published: the day.
        made: the days on which the file was made or changed, which are none of publication.
    """

    publisher: str = ""
    url: str = ""
    author: str = ""
    published: date | None = None
    made: frozenset[date | None] = frozenset()


def declared(root: Any) -> Declared:
    """What a page declares, by Open Graph, schema.org, Dublin Core and the like.

    A day that may be two, as 03/04/2021, is none.

    Args:
        root: the tree of the page.
    """
    tags = _tags(root)
    objects = _objects(root)
    publisher = next(_publishers(root, tags, objects), "")
    authors = next((names for value in objects if (names := _names(value, "author", objects))), [])
    days = (day_of(value) for value in _days(root, tags, objects))
    return Declared(
        publisher,
        _url(root, tags),
        ", ".join(n for n in dict.fromkeys(map(author_of, authors)) if n and n != publisher),
        next((day for day in days if day and day != _UNKNOWN), None),
        frozenset(day_of(value) for name, value in tags.items() if _MADE.fullmatch(name)),
    )


def _tags(root: Any) -> dict[str, str]:
    """What the head says by name, in small letters; the first of each name."""
    tags: dict[str, str] = {}
    for element in root.iter("meta"):
        names = (
            element.get(attribute) for attribute in ("property", "name", "itemprop", "http-equiv")
        )
        content = one_line(element.get("content"))
        for name in filter(None, names):
            if content:
                tags.setdefault(name.strip().lower(), content)
    return tags


def _objects(root: Any) -> list[dict[str, Any]]:
    """The objects of schema.org, those that are the text itself first."""
    found: list[dict[str, Any]] = []
    for element in root.iter("script"):
        if "ld+json" in (element.get("type") or "").lower():
            found += _parsed(element.text or "")
    return sorted(found, key=_rank)


def _parsed(text: str) -> Iterator[dict[str, Any]]:
    try:
        value = json.loads(text[:_MOST], strict=False)
    except (ValueError, RecursionError):
        return
    waiting = [value]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            yield value
            waiting += (value[name] for name in _INNER if name in value)


def _rank(value: dict[str, Any]) -> int:
    kind = str(value.get("@type"))
    return next(rank for rank, pattern in enumerate(_KINDS) if pattern.search(kind))


def _names(value: dict[str, Any], key: str, objects: list[dict[str, Any]]) -> list[str]:
    """The names of what an object says under a key, which may stand elsewhere under an ``@id``."""
    said = value.get(key)
    found = []
    for each in said if isinstance(said, list) else [said]:
        if isinstance(each, dict) and "name" not in each:
            named = (
                other for other in objects if "@id" in each and other.get("@id") == each["@id"]
            )
            each = next(named, {})
        found.append(_name(each.get("name") if isinstance(each, dict) else each))
    return [name for name in found if name]


def _name(value: object) -> str:
    """A name as one shows it, or ``""`` for an address, the sign of an account or a sentence."""
    name = unescape(one_line(value)) if isinstance(value, str) else ""
    is_name = len(name) <= _LONGEST and any(map(str.isalpha, name)) and name[0] != "@"
    return name if is_name and "://" not in name else ""


def _publishers(root: Any, tags: dict[str, str], objects: list[dict[str, Any]]) -> Iterator[str]:
    """What may name the publisher; many a site writes the title of the page there."""
    titles = {tags.get("og:title", ""), one_line(root.findtext(".//title"))}
    yield from (name for name in [_name(tags.get("og:site_name"))] if name and name not in titles)
    for value in objects:
        yield from _names(value, "publisher", objects)
    yield from filter(None, map(_name, _items(root, "publisher")))
    yield from filter(None, (_name(tags.get(name)) for name in _PUBLISHERS))


def _items(root: Any, name: str) -> Iterator[str]:
    """What elements say by microdata."""
    for element in root.xpath("//*[@itemprop=$name]", name=name):
        inner = element.xpath(".//*[@itemprop='name']")
        for said in inner or [element]:
            yield said.get("content") or said.get("datetime") or said.text_content()


def _days(root: Any, tags: dict[str, str], objects: list[dict[str, Any]]) -> Iterator[object]:
    yield from (value.get("datePublished") for value in objects if _rank(value) < len(_KINDS) - 1)
    yield from (tags[name] for name in _PUBLISHED if name in tags)
    yield from _items(root, "datePublished")


def _url(root: Any, tags: dict[str, str]) -> str:
    """The address that a page says is its own: one of an article rather than of a whole site."""
    links = (
        e.get("href") for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower()
    )
    base = tags.get("og:url", "")
    found = [address for said in (next(links, None), base) if (address := _joined(base, said))]
    return next((a for a in found if urlsplit(a).path.strip("/")), next(iter(found), ""))


def _joined(base: str, said: str | None) -> str:
    try:
        return web_address(urljoin(base, (said or "").strip()))
    except ValueError:  # such as a bracket that is not closed
        return ""
