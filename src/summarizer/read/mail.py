"""Mail: messages (EML) and boxes of them (mbox)."""

import itertools
import re
from collections.abc import Iterator, Sequence
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import Any

from ..dependencies import require
from ..errors import ReadError
from ..text.dates import day_of
from .budget import MAIL_LINES, MAIL_PARTS, MAIL_STEPS
from .encodings import Decoded, decoded_by
from .extracted import Extracted, GrowingText, one_line
from .html import decode_page
from .markup import fill, parsed
from .packages import guarded

_FROM = re.compile(rb"(?:\A|(?<=\n))From \S+[^\r\n]* \d\d:\d\d[^\r\n]*\r?\n(?=[!-9;-~]+:)")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)
_LONGEST_HEADER = 2_000  # characters; what reads addresses takes its time
_QUOTE = re.compile(r"[ \t]*>")
_FIELD = re.compile(r"[ \t]*\*?([^\s:,.;!?]+(?: [^\s:,.;!?]+)?)[ \t]?:\*?(?:[ \t]+\S|[ \t]*$)")
_SENDERS = frozenset(
    "from von de da van från fra od от від lähettäjä feladó kimden από 发件人 寄件者 寄件人 差出人 "
    "보낸사람 מאת من".split()
)
_FIELDS = 3  # of the header of a mail that is quoted, at least
_WHEN = re.compile(r"\d{1,2}[:.h]\d\d|\d[./-]\d|\d{4}")
_WROTE = re.compile(
    r"@|\b(?:wrote|writes|schrieb|écrit|a écrit|escribió|scritto|schreef|escreveu|skrev|napisał"
    r"|napsal|írta|kirjoitti|yazdı|написал|пише|писал)\b|写道|書きました|작성"
)
_ANSWERS = re.compile(
    r"(?:(?:re|aw|wg|fwd?|sv|vs|antw|rif|tr|odp|enc|rv|回复|答复|转发)(?:\[\d+\])?[ ]?[:：]\s*)+",
    re.I,
)
_LONGEST_INTRODUCTION = 3  # lines
_RULE = re.compile(r"\W*(?:-{3,}[ \t]?[^\n-]{3,60}[ \t]?-{3,}|[_-]{5,})\W*")
_PGP = "-----BEGIN PGP SIGNED MESSAGE-----", "-----BEGIN PGP SIGNATURE-----"
_ADDED = re.compile(
    r"\n—\n(?:[^\n]+\n){0,5}[^\n]*\Z"  # what GitHub adds
    r"|\n(?:Sent (?:from|via|with) my|Von meinem|Gesendet (?:mit|von)|Envoyé (?:de|depuis) mon"
    r"|Enviado (?:desde|de|do) m|Inviato d|Verzonden vanaf|Verstuurd vanaf|Skickat från|Sendt fra"
    r"|Wysłane z|Отправлено с)[^\n.!?]{1,60}\Z"
)
_OUT = (
    "//blockquote[@type='cite']",
    "//*[@id='divRplyFwdMsg']/following-sibling::*",
    "//*[@id='divRplyFwdMsg']",
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
    nested = data.lower().count(b"boundary=")
    if nested * data.count(b"\n") > MAIL_STEPS or data.count(b"\n--") > MAIL_PARTS:
        raise ReadError("has too many parts for a mail: it may be damaged")
    with guarded("the mail cannot be parsed"):
        message = BytesParser(policy=policy.default).parsebytes(data)
        if message.get_content_type() in _ENCRYPTED:
            raise ReadError("is encrypted: save it decrypted")
        text, marked, decoded = _text(message)
        name, address = parseaddr(_header(message, "from"))
        return Extracted(
            text,
            marked,
            title=_subject(message),
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
        ReadError: it is none.
    """
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
    return _decoded(raw[:_LONGEST_HEADER])


def _subject(message: EmailMessage) -> str:
    """The subject without "Re:" and the like before it."""
    subject = _header(message, "subject")
    answered = _ANSWERS.match(subject)
    return subject[answered.end() :] if answered else subject


def _decoded(raw: str) -> str:
    """What a header says: its encoded words read, and bytes that should not be in it."""
    data = raw.encode("utf-8", "surrogateescape")
    text = decoded_by("utf-8", data) or data.decode("cp1252", "replace")
    try:
        return one_line(make_header(decode_header(text)))
    except (ValueError, LookupError, MessageError):  # broken, or in an encoding that is none
        return one_line(text)


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
    if max(map(data.count, (b"\n", b"<"))) > MAIL_LINES:
        raise ReadError(f"has more than {MAIL_LINES:,} lines or tags: too many for a mail")
    decoded = decode_page(data, part.get_content_charset() or "")
    return decoded._replace(text=decoded.text.replace("\r\n", "\n").replace("\0", ""))


def _attached(message: EmailMessage) -> Iterator[str]:
    """The names of the attachments; pictures inside the text are none."""
    for part in message.walk():
        name = _decoded(part.get_filename() or "")
        kind = part.get_content_maintype()
        if part.get_content_disposition() == "attachment" or (name and kind != "image"):
            yield name or part.get_content_type()


def _without_history(text: str) -> str:
    """A message without what it answers; where nothing else is in it, all of it."""
    signed, signature = _PGP
    text = text.partition(signature)[0]
    if text.lstrip().startswith(signed):  # and headers of its own, up to a blank line
        text = text.partition("\n\n")[2]
    lines = text.split("\n")
    own = "\n".join(lines[row] for row in _own(lines))
    return _ADDED.sub("", (own if own.strip() else text).rstrip()).strip("\n")


def _own(lines: Sequence[str]) -> list[int]:
    """The rows of what the writer wrote: without quotations, and what introduces them."""
    kept: list[int] = []
    for row, line in enumerate(lines):
        if _QUOTE.match(line):
            _drop_introduction(lines, kept)
        elif _opens_history(lines, row) and any(lines[each].strip() for each in kept):
            if kept and _RULE.fullmatch(lines[kept[-1]]):
                kept.pop()
            break
        else:
            kept.append(row)
    return kept


def _opens_history(lines: Sequence[str], row: int) -> bool:
    """Whether the mail that is answered stands below: by its header, or by "… wrote:"."""
    fields = []
    for line in lines[row : row + 8]:
        if found := _FIELD.match(line):
            fields.append("".join(found[1].split()).lower())
        elif line.strip():
            break
    if len(fields) >= _FIELDS and not _SENDERS.isdisjoint(fields):
        return True
    paragraph = _paragraph(lines, row)
    if not _introduces(paragraph) or _introduces(_paragraph(lines, row + 1)):
        return False  # a line above it is a paragraph of its own in HTML
    below = filter(str.strip, lines[row + paragraph.count("\n") + 1 :])
    return not any(map(_QUOTE.match, itertools.islice(below, 1)))


def _paragraph(lines: Sequence[str], row: int) -> str:
    """The lines from one on to the first that ends in a colon, of those that may introduce."""
    found: list[str] = []
    for line in lines[row : row + _LONGEST_INTRODUCTION]:
        found.append(line.strip())
        if not found[-1] or found[-1].endswith(":"):
            break
    return "\n".join(found)


def _introduces(paragraph: str) -> bool:
    found = paragraph.endswith(":") and _WHEN.search(paragraph)
    return bool(found and _WROTE.search(paragraph))


def _drop_introduction(lines: Sequence[str], kept: list[int]) -> None:
    """Take "On Monday Jane wrote:" from before a quotation, over several lines or one."""
    end = len(kept)
    while end and not lines[kept[end - 1]].strip():
        end -= 1
    start = end
    while start and lines[kept[start - 1]].strip() and end - start < _LONGEST_INTRODUCTION:
        start -= 1
        if _introduces(" ".join(lines[row].strip() for row in kept[start:end])):
            del kept[start:]
            return


def _of_html(html: str) -> GrowingText:
    root, own = parsed(html), parsed(html)
    for path in _OUT:
        for element in own.xpath(path):
            if element.getparent() is not None:
                element.drop_tree()
    for tree in (own, root):  # a message that is all quotation is one that was passed on
        lines = GrowingText()
        for head in tree.findall("head"):  # a heading, as trafilatura calls it
            tree.remove(head)
        fill(lines, _unfolded(tree))
        if lines:
            return _without_history_in(lines)
    return GrowingText()


def _without_history_in(lines: GrowingText) -> GrowingText:
    """The same blocks but for what is quoted without saying so in the markup."""
    kinds = lines.marked
    if kinds is None:
        return lines
    blocks = lines.text.split("\n\n")
    starts = [0, *itertools.accumulate(len(block) + 2 for block in blocks)]
    kept = GrowingText()
    for row in _own(blocks):
        kept.add(blocks[row], kinds.get(starts[row]))
    return kept or lines


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
