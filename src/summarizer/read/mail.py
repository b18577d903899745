"""Mail: messages (EML) and boxes of them (mbox)."""

import re
from collections.abc import Iterator
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import Any

from ..dependencies import require
from ..errors import ReadError
from ..text.dates import day_of
from .encodings import Decoded
from .extracted import Extracted, Lines, one_line
from .html import decode_page
from .markup import fill, parsed, too_deep
from .packages import MEBIBYTE, guarded

MOST = 500 * MEBIBYTE
MOST_PARTS = 200  # of a message; each costs the more the deeper it lies
_FROM = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n(?=[!-9;-~]+:)"
)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)
_LONGEST_HEADER = 2_000  # characters; what reads addresses takes its time
_QUOTE = re.compile(r"[ \t]*>")
_HISTORY = re.compile(
    # What Outlook and its kin put before the mail that is answered, in any language.
    r"^[ \t]*(?:-{2,}[ \t]?[^\n-][^\n]{2,60}[^\n-][ \t]?-{2,}|_{20,}|\*?(?:From|Von|De|Da|Van|Från"
    r"|Fra|Od|От|差出人|发件人):\*?[ \t][^\n]+)[ \t]*\n(?:[ \t]*\n)?"
    r"(?=(?:[ \t]*\*?[^\s:][^\n:]{1,20}:\*?[ \t][^\n]*\n){3})",
    re.M,
)
_SIGNED = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[^\n]+\n)*\n"
    r"|^-----BEGIN PGP SIGNATURE-----.*?^-----END PGP SIGNATURE-----$",
    re.M | re.S,
)
_OUT = (
    "//blockquote[@type='cite']",
    "//*[@id='divRplyFwdMsg']",
    "//*[@id='divRplyFwdMsg']/following-sibling::*",
    "//*[contains(concat(' ', @class, ' '), ' gmail_quote ')]",
    "//*[contains(concat(' ', @class, ' '), ' gmail_attr ')]",
    "//*[contains(@class, 'moz-cite-prefix') or contains(@class, 'yahoo_quoted')]",
    "//*[contains(@class, 'gmail_signature') or contains(@class, 'moz-signature')]",
    "//*[@id='Signature']",
)
"""Where the programs that write mail put what is quoted, and the signature."""
_RICHER = 2  # times the words of the plain part that the HTML part has where that is a stub
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


def extract(data: bytes, charset: str = "") -> Extracted:  # noqa: ARG001 -- the seam's second
    """A message: its text, without what it quotes; its attachments are not read.

    The plain part is read, or the HTML part where that says more than twice as much.

    Raises:
        ReadError: it is damaged, encrypted, or has no text.
    """
    if data.lower().count(b"boundary=") > MOST_PARTS:
        raise ReadError(f"has more than {MOST_PARTS} parts within parts: it may be damaged")
    with guarded("the mail cannot be parsed"):
        message = BytesParser(policy=policy.default).parsebytes(data)
        if message.get_content_type() in _ENCRYPTED:
            raise ReadError("is encrypted: save it decrypted")
        text, marked, decoded = _text(message)
        name, address = parseaddr(_header(message, "from"))
        return Extracted(
            text,
            marked,
            title=_header(message, "subject"),
            published=day_of(_header(message, "date")),
            author=one_line(name) or address,
            encoding=decoded.encoding,
            is_guessed=decoded.is_guessed,
            language=_header(message, "content-language"),
            left_out=tuple(_attached(message)),
        )


def read_items(data: bytes, charset: str = "") -> Iterator[Extracted | ReadError]:
    """The messages of an mbox file, in their order, or why one cannot be read.

    Raises:
        ReadError: it is none, or too large.
    """
    if len(data) > MOST:
        raise ReadError(f"is larger than {MOST // MEBIBYTE} MiB: part it")
    starts = [found.span() for found in _FROM.finditer(data)]
    if not starts:
        raise ReadError('is no mbox file: no line begins with "From " and a date')
    ends = [start for start, _ in starts[1:]] + [len(data)]
    for (_, start), end in zip(starts, ends, strict=True):
        try:
            yield extract(_QUOTED_FROM.sub(rb"\1", data[start:end]), charset)
        except ReadError as error:
            yield error


def _header(message: EmailMessage, name: str) -> str:
    """The first header of a name, decoded, on one line."""
    raw = next((str(v) for key, v in message.raw_items() if key.lower() == name), "")
    raw = raw[:_LONGEST_HEADER]
    try:
        return one_line(make_header(decode_header(raw)))
    except (ValueError, LookupError):  # broken, or in an encoding that is none
        return one_line(raw)


def _text(message: EmailMessage) -> tuple[str, Any, Decoded]:
    """The text, what its lines are, and how it was decoded."""
    plain, html = (_body(message, kind) for kind in ("plain", "html"))
    text = _without_history(plain.text) if plain else ""
    if plain and not (html and _words(html.text) > _RICHER * len(text.split())):
        return text, None, plain
    if not html:
        return "", None, Decoded("", "")
    require("reading mail in HTML", "html", "lxml")
    lines = _of_html(html.text)
    if plain and len(lines.text.split()) <= _RICHER * len(text.split()):
        return text, None, plain
    return lines.text, lines.marked, html


def _words(html: str) -> int:
    return len(re.sub(r"<(style|script|head)\b.*?</\1>|<[^>]*>", " ", html, flags=re.S).split())


def _body(message: EmailMessage, kind: str) -> Decoded | None:
    part = message.get_body((kind,))
    if part is None:
        return None
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return None
    decoded = decode_page(data, part.get_content_charset() or "")
    return decoded._replace(text=decoded.text.replace("\r\n", "\n").replace("\0", ""))


def _attached(message: EmailMessage) -> Iterator[str]:
    """The names of the attachments; pictures inside the text are none."""
    for part in message.walk():
        name = one_line(part.get_filename())
        kind = part.get_content_maintype()
        if part.get_content_disposition() == "attachment" or (name and kind != "image"):
            yield name or part.get_content_type()


def _without_history(text: str) -> str:
    """A message without what it answers; where nothing else is in it, all of it."""
    text = _SIGNED.sub("", text)
    found = _HISTORY.search(text)
    own = text[: found.start()] if found else text
    kept: list[str] = []
    for line in own.split("\n"):
        if not _QUOTE.match(line):
            kept.append(line)
        elif kept and not _QUOTE.match(kept[-1]):
            _drop_introduction(kept)
    shown = "\n".join(kept).strip("\n")
    return shown if shown.strip() else text


def _drop_introduction(lines: list[str]) -> None:
    """Take "On Monday Jane wrote:" from before a quotation, over two lines or one."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    paragraph = " ".join(lines[start:end])
    if end - start <= 3 and paragraph.rstrip().endswith(":") and re.search(r"\d|@", paragraph):
        del lines[start:]


def _of_html(html: str) -> Lines:
    root, own = parsed(html), parsed(html)
    if root is None or own is None:
        raise too_deep()
    for path in _OUT:
        for element in own.xpath(path):
            if element.getparent() is not None:
                element.drop_tree()
    for tree in (own, root):  # a message that is all quotation is one that was passed on
        lines = Lines()
        fill(lines, _unfolded(tree))
        if lines:
            break
    return lines


def _unfolded(root: Any) -> Any:
    """The tree with the tables undone that only place the text, as in letters to many."""
    for table in root.iter("table"):
        rows = [row for row in table.iter("tr") if row is not None]
        filled = [sum(bool("".join(c.itertext()).strip()) for c in row) for row in rows]
        if table.find(".//table") is not None or max(filled, default=0) <= 1:
            for row in rows:
                row.tag = "div"
                for cell in row:
                    if cell.tag in ("td", "th"):
                        cell.tag = "div"
    return root
