"""Web pages: their article, without what stands around it."""

import re
from copy import deepcopy
from typing import Any

from ..errors import ReadError
from ..text.dates import day_of
from .budget import (
    ARTICLE_DEPTH,
    ARTICLE_DEPTHS,
    ARTICLE_ELEMENTS,
    MEBIBYTE,
    PAGE_BYTES,
    mebibytes,
)
from .declared import declared
from .encodings import Decoded, decode_any, decoded_by, marked_encoding
from .extracted import Extracted, GrowingText, one_line
from .markup import body_of, fill, parsed
from .packages import guarded

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_XML = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""", re.I)
_HEAD = MEBIBYTE  # in which a page has to say its encoding; long scripts may stand before
_LESS, _MORE, _MORE_BARE = 0.9, 1.3, 2.0  # of the text
_AROUND = ("script", "nav", "aside", "footer", "form", "iframe")
_PLAIN_SHARE = 0.67
_SHORT = 5_000  # characters
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
_CALLED = {
    # Names that pages use and Python does not know; of the WHATWG's labels, without "x-" in front.
    "cn-big5": "big5hkscs",
    "dos-874": "cp874",
    "gb_2312-80": "gb18030",
    "iso-8859-6-i": "iso8859-6",
    "iso-8859-8-i": "iso8859-8",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "ks_c_5601-1989": "cp949",
    "ksc_5601": "cp949",
    "logical": "iso8859-8",
    "mac": "mac-roman",
    "mac-ukrainian": "mac-cyrillic",
    "unicode-1-1-utf-8": "utf-8",
    "windows-31j": "cp932",
    "windows-874": "cp874",
    "windows-949": "cp949",
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
    if len(data) > PAGE_BYTES:
        raise ReadError(f"is larger than {mebibytes(PAGE_BYTES)}: too large for a web page")
    decoded = decode_page(data, charset)
    text = decoded.text
    with guarded("the page cannot be parsed", "trafilatura", "htmldate", "courlan"):
        root = parsed(text)
        plain, whole = _preformatted(root), deepcopy(root)
        page = _article(root)
        if page is not None:
            _add_lists(page.body, whole)
        lines = GrowingText() if plain else _lines(page, body_of(whole))
        said = declared(whole)
    if not lines and not plain.strip():
        raise ReadError("no text was found in the page: it may be written by a script")
    day = day_of(page.date) if page is not None else None
    return Extracted(
        plain or lines.text,
        None if plain else lines.marked,
        one_line(page.title if page is not None else whole.findtext(".//title")),
        said.published or (None if day in said.made else day),
        said.author or (one_line(page.author) if page is not None else ""),
        decoded.encoding,
        decoded.is_guessed,
        _language(text),
        said.publisher,
        said.url,
        levels=None if plain else lines.levels,
    )


def _language(text: str) -> str:
    """What a page says its language is: by its outermost tag, else by its head."""
    if said := _TAGGED.search(text[:_OPENING]):
        return said[1]
    tags = [tag for tag in _META.findall(text[:_OPENING]) if _OF_LANGUAGE.search(tag)]
    return next((said[1] for tag in tags if (said := _CONTENT.search(tag))), "")


def decode_page(data: bytes, charset: str = "") -> Decoded:
    """The characters of a page: by its mark, its sender, or what it says of itself.

    These are the rules of HTML but for one: what is valid UTF-8 is UTF-8, whatever it says.

    Raises:
        ReadError: none of these fits and the encoding cannot be detected.
    """
    if marked_encoding(data):
        return decode_any(data)
    if not data.isascii() and (text := decoded_by("utf-8", data)) is not None:
        return Decoded(text, "utf-8")
    said = [charset, *_XML.findall(data[:_HEAD].lstrip()), *_DECLARED.findall(data[:_HEAD])]
    for meant in filter(None, dict.fromkeys(map(_meant, said))):
        text = decoded_by(meant, data, "replace")
        if text is not None and text.count("\ufffd") <= _BROKEN_SHARE * len(text):
            return Decoded(text, meant)
    return decode_any(data)


def _meant(charset: str | bytes) -> str:
    import codecs

    label = charset.decode() if isinstance(charset, bytes) else charset
    label = label.strip().lower()
    label = label.removeprefix("x-").removeprefix("x-")
    try:
        name = codecs.lookup(_CALLED.get(label, label)).name
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(name, name)


def _article(root: Any) -> Any:
    """What trafilatura makes of a page, or ``None``.

    Of a page whose text stands in its body without more ado, as programs that export it write,
    it takes the paragraphs alone. Told that the body is an article it takes headings and lists,
    too; of these are used what stands between the paragraphs.
    """
    if _is_beyond(root):
        return None
    other = _as_article(root)
    is_bare = next(root.iter(*_AROUND), None) is None
    page = _taken(root)
    if page is None or other is None or next(page.body.iter("head", "list"), None) is not None:
        return page
    told = _taken(other)
    if told is not None and _is_structured(told.body, page.body, bare=is_bare):
        page.body = told.body
    return page


def _is_beyond(root: Any) -> bool:
    """Whether trafilatura would need more time or memory than an article is worth."""
    from lxml import etree

    for script in root.iter("script"):
        if len(script.text or "") > MEBIBYTE:
            script.text = None
    elements = depth = depths = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        depths += depth
        if elements > ARTICLE_ELEMENTS or depth > ARTICLE_DEPTH or depths > ARTICLE_DEPTHS:
            return True
    return False


def _as_article(root: Any) -> Any:
    """A copy of the page whose body is an article, where it says of no part what it is."""
    body = root.find("body")
    if body is None or next(root.iter("article", "main"), None) is not None:
        return None
    if next(body.iter("h1", "h2", "h3", "h4", "h5", "h6", "li"), None) is None:
        return None
    copied = deepcopy(root)
    body = copied.find("body")
    article = body.makeelement("article")
    article.text, body.text = body.text, None
    article.extend(list(body))
    body.append(article)
    return copied


def _is_structured(body: Any, plain: Any, *, bare: bool) -> bool:
    """Whether ``body`` has about the text of ``plain``, once it is cut to what stands in between.

    A heading right before is kept if it is not the headline, which is the title; of a page that is
    bare of anything around it, all is.
    """
    known = set(map(_squeezed, plain))
    places = [place for place, element in enumerate(body) if _squeezed(element) in known]
    if not places:
        return False
    if not bare:
        before = body[places[0] - 1] if places[0] else None
        is_section = before is not None and before.tag == "head" and before.get("rend") != "h1"
        first = places[0] - is_section
        del body[places[-1] + 1 :], body[:first]
    most = _MORE_BARE if bare else _MORE
    return _LESS <= len(_squeezed(body)) / max(len(_squeezed(plain)), 1) <= most


def _add_lists(body: Any, root: Any) -> None:
    """Put back the lists between paragraphs that were taken for menus, as they are full of links.

    Those of which most items are nothing but a link are, and one with pictures is a gallery.
    """
    places = {_squeezed(element): element for element in body if element.tag == "p"}
    for listed in root.iter("ul", "ol"):
        before, after = listed.getprevious(), listed.getnext()
        if before is None or after is None:
            continue
        place = places.get(_squeezed(before))
        following = place.getnext() if place is not None else None
        if following is None or following.tag == "list" or _squeezed(following) != _squeezed(after):
            continue
        items = [item for item in listed if item.tag == "li"]
        is_bare = next(listed.iter("img", "script"), None) is None
        if is_bare and sum(map(_is_link, items)) <= len(items) / 2:
            following.addprevious(deepcopy(listed))


def _is_link(item: Any) -> bool:
    return _squeezed(item) in map(_squeezed, item.iter("a"))


def _squeezed(element: Any) -> str:
    return "".join("".join(element.itertext()).split())


def _taken(root: Any) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(
        root,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        # A day is taken where the page says it; the search of its text finds any day.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _lines(page: Any, body: Any) -> GrowingText:
    """The lines of an article; of a page without one, all that are not of its menus and feet."""
    article = page.body if page is not None else None
    if article is not None and not _is_one_paragraph(article):
        return _filled(article)
    if article is not None:
        # What is short trafilatura makes one paragraph of: its lines are those of the page.
        letters = _squeezed(article)
        for framed in (False, True):
            lines = _filled(body, framed=framed).within(letters)
            if len("".join(lines.text.split())) >= _LESS * len(letters):
                break
        else:
            lines = _filled(article)
        if lines:
            return lines
    return _filled(body, framed=False) or _filled(body)


def _filled(element: Any, *, framed: bool = True) -> GrowingText:
    lines = GrowingText()
    fill(lines, element, framed=framed)
    return lines


def _is_one_paragraph(body: Any) -> bool:
    only = len(body) <= 1 and all(element.tag in ("body", "p") for element in body.iter())
    return only and len(_squeezed(body)) < _SHORT


def _preformatted(root: Any) -> str:
    """The text of a page that is a plain text, as those of RFCs and of mailing lists are."""
    texts = ["".join(each.itertext()) for each in root.xpath("//pre[not(ancestor::pre)]")]
    if not texts:
        return ""
    every = root.xpath("//body//text()[not(parent::script or parent::style)]")
    inside, all_of_it = (len("".join("".join(part).split())) for part in (texts, every))
    return "\n".join(texts) if inside > _PLAIN_SHARE * all_of_it else ""
