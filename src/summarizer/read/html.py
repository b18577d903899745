"""Web pages: their article, without what stands around it."""

import re
from typing import Any

from ..errors import ReadError
from ..text.dates import day_of
from .declared import Declared, declared
from .encodings import Decoded, decode_any, decoded_by, marked_encoding
from .extracted import Extracted, Lines, one_line
from .markup import FOOTNOTES, fill, parsed, too_deep
from .packages import MEBIBYTE, guarded

MOST = 20 * MEBIBYTE  # beyond which trafilatura gives nothing
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_XML = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""", re.I)
_HEAD = 1024  # bytes in which a page has to say its encoding
_PARTED = re.compile(r"<(?:article|main)\b", re.I)
_STRUCTURE = re.compile(r"<(?:h[1-6]|li)\b", re.I)
_BODY = re.compile(r"(<body\b[^>]{0,2000}>)", re.I)
_LESS, _MORE = 0.9, 1.3
_OPENING = 100_000  # characters in which a page has to say its language
_TAGGED = re.compile(
    r"""<html\b[^>]{0,2000}?(?<![\w:-])(?:xml:)?lang\s*=\s*["']?\s*([\w-]{2,40})""", re.I
)
_META = re.compile(r"<meta\b[^>]{0,500}>", re.I)
_OF_LANGUAGE = re.compile(
    r"""=\s*["']?\s*(?:content-language|og:locale|language|dc\.language|inLanguage)["'\s/>]""", re.I
)
_CONTENT = re.compile(r"""\bcontent\s*=\s*["']?\s*([\w-]{2,40})""", re.I)
_WIDER = {
    # By the rules of HTML an encoding's old name means the wider one that browsers read by it.
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_BROKEN_SHARE = 0.001  # of characters; a page with a bad byte or two is read, as browsers do


def extract(data: bytes, charset: str = "") -> Extracted:
    """The article of a web page, by trafilatura: without menus, banners, comments and feet.

    Where it finds no article, all text of the page that is not in its menus and feet.

    Args:
        data: the page.
        charset: the encoding that its sender said.

    Raises:
        ReadError: there is no text in it, it is too large, or its encoding cannot be detected.
    """
    if len(data) > MOST:
        raise ReadError(f"is larger than {MOST // MEBIBYTE} MiB: too large for a web page")
    decoded = decode_page(data, charset)
    text = decoded.text.replace("\0", "")
    with guarded("the page cannot be parsed", "trafilatura", "htmldate", "courlan"):
        page = _article(text)
        lines = _lines(page.body) if page is not None else Lines()
        lines = lines or _all_text(text)
        said = _declared(text)
    if not lines:
        raise ReadError("no text was found in the page: it may be written by a script")
    day = day_of(page.date) if page is not None else None
    return Extracted(
        lines.text,
        lines.marked,
        one_line(page.title) if page is not None else "",
        said.published or (None if day in said.made else day),
        said.author or (one_line(page.author) if page is not None else ""),
        decoded.encoding,
        decoded.is_guessed,
        _language(text),
        said.publisher,
        said.url,
    )


def _language(text: str) -> str:
    """What a page says its language is: by its outermost tag, else by its head."""
    if said := _TAGGED.search(text[:_OPENING]):
        return said[1]
    tags = [tag for tag in _META.findall(text[:_OPENING]) if _OF_LANGUAGE.search(tag)]
    return next((said[1] for tag in tags if (said := _CONTENT.search(tag))), "")


def decode_page(data: bytes, charset: str = "") -> Decoded:
    """The characters of a page by the rules of HTML: mark, sender, what it says of itself.

    Raises:
        ReadError: none of these fits and the encoding cannot be detected.
    """
    if marked_encoding(data):
        return decode_any(data)
    head = data[:_HEAD]
    said = _DECLARED.search(head) or _XML.match(head.lstrip())
    for name in filter(None, (charset, said[1].decode() if said else "")):
        meant = _meant(name)
        text = decoded_by(meant, data, "replace") if meant else None
        if text is not None and text.count("\ufffd") <= _BROKEN_SHARE * len(text):
            return Decoded(text, meant)
    return decode_any(data)


def _meant(charset: str) -> str:
    import codecs

    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(name, name)


def _article(text: str) -> Any:
    """What trafilatura makes of a page, or ``None``.

    Of a page whose text stands in its body without more ado, as programs that export it write,
    it takes the paragraphs alone. Told that the body is an article it takes headings and lists,
    too; that is used where the text stays about the same.
    """
    page = _taken(text)
    if page is None or _PARTED.search(text) or not _STRUCTURE.search(text):
        return page
    if any(element.tag in ("head", "list") for element in page.body.iter()):
        return page
    other = _taken(_BODY.sub(r"\1<article>", text, count=1))
    if other is None or not _LESS <= _size(other) / max(_size(page), 1) <= _MORE:
        return page
    return other


def _declared(text: str) -> Declared:
    from lxml import etree

    try:
        return declared(parsed(text))
    except etree.ParserError:  # there is no element
        return Declared()


def _size(page: Any) -> int:
    return sum(map(len, page.body.itertext()))


def _taken(text: str) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(
        _whole(text),
        prune_xpath=list(FOOTNOTES),
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        # A day is taken where the page says it; the search of its text finds any day.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _whole(text: str) -> Any:
    """The page as trafilatura can read all of it: a tree, where it would itself lose a part.

    Pages whose tags are never closed (``<font>``, ``<b>``) get so deep.
    """
    from lxml import etree

    try:
        if parsed(text, deep=False) is not None:
            return text
        root = parsed(text)
    except etree.ParserError:  # there is no element: trafilatura gives nothing
        return text
    if root is None:
        raise too_deep()
    return root


def _lines(body: Any) -> Lines:
    lines = Lines()
    if body is not None:
        fill(lines, body)
    return lines


def _all_text(text: str) -> Lines:
    from trafilatura import baseline, html2txt

    lines = _lines(baseline(_whole(text))[0])
    if not lines:
        lines.add(html2txt(_whole(text)))
    return lines
