"""Books and articles as EPUB."""

import posixpath
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import unquote

from ..errors import ReadError
from ..pages import web_address
from ..text.dates import day_of
from .archives import check_text, open_archive
from .extracted import Extracted, GrowingText, author_of, one_line, title_of
from .html import decode_page
from .markup import body_of, fill, parsed
from .packages import guarded

_CONTAINER = "META-INF/container.xml"
_LOCKS = "META-INF/encryption.xml"


def extract(data: bytes, charset: str = "") -> Extracted:  # noqa: ARG001 -- the seam's second
    """The text of an EPUB file, in the order in which it is to be read.

    Its headings, lists, tables and code are treated as those of a web page; its footnotes are left
    out where it says that they are.

    Raises:
        ReadError: it is damaged, lacks its parts, is protected, or is too large unpacked.
    """
    with open_archive(data) as archive, guarded("is not an EPUB file, or is damaged"):
        place, package = _package(archive)
        lines = GrowingText()
        locked = _locked(archive)
        # Each once, or a small file would be a text without end.
        parts = list(dict.fromkeys(_reading_order(package, place)))
        check_text(archive, parts)
        for part in parts:
            if part in locked:
                raise ReadError("is copy-protected and can be read only by the seller's program")
            root = parsed(decode_page(archive.read(part)).text)
            fill(lines, body_of(root), framed=False)
        creators = [author_of(e.text) for e in package.iter("{*}creator")]
        return Extracted(
            lines.text,
            lines.marked,
            next((title_of(e.text) for e in package.iter("{*}title")), ""),
            _published(package),
            ", ".join(filter(None, creators)),
            language=_first(package, "language"),
            publisher=_first(package, "publisher"),
            url=next(
                filter(None, (web_address(one_line(e.text)) for e in _addresses(package))), ""
            ),
            levels=lines.levels,
        )


def _first(package: Any, name: str) -> str:
    return next((one_line(e.text) for e in package.iter("{*}" + name)), "")


def _addresses(package: Any) -> Iterator[Any]:
    yield from package.iter("{*}identifier", "{*}source")


def _published(package: Any) -> date | None:
    """The day of publication; a program that knows none writes when it made the file."""
    made = {e.text for e in package.iter("{*}meta") if e.get("property") == "dcterms:modified"}
    for element in package.iter("{*}date"):
        event = next((v for k, v in element.items() if k.endswith("event")), "publication")
        if event in ("publication", "original-publication", "issued") and element.text not in made:
            return day_of(element.text)
    return None


def _package(archive: zipfile.ZipFile) -> tuple[str, Any]:
    """The list of all parts and of their order: where it stands, and its root."""
    place = next((e.get("full-path") for e in _xml(archive, _CONTAINER).iter("{*}rootfile")), None)
    if not place:
        raise ReadError("is not an EPUB file, or is damaged: it names no package")
    return place, _xml(archive, place)


def _xml(archive: zipfile.ZipFile, part: str) -> Any:
    from lxml import etree

    check_text(archive, [part])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(part), parser)


def _reading_order(package: Any, place: str) -> Iterator[str]:
    """The names of the parts with text; those that are not part of the flow are left out."""
    folder = posixpath.dirname(place)
    items = {item.get("id"): item for item in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no":
            continue
        if "nav" in (item.get("properties") or "").split():
            continue
        if "html" in (item.get("media-type") or ""):
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))


def _locked(archive: zipfile.ZipFile) -> set[str]:
    if _LOCKS not in archive.namelist():
        return set()
    references = _xml(archive, _LOCKS).iter("{*}CipherReference")
    return {unquote(reference.get("URI") or "") for reference in references}
