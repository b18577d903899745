"""Mail: messages and boxes of them."""

import io
from email.message import EmailMessage
from pathlib import Path

import pytest

from summarizer import Document, read_documents

from .commands import start
from .conftest import ARTICLES

DATA = Path(__file__).parent / "data" / "formats"
HEAD = (
    "From: Jo Ray <jo@x.org>\nSubject: Re: AW: The bridge\nDate: Tue, 10 Mar 2026 23:30:00 -0500\n"
)
OWN = "The bridge fell on Monday.\n\nNobody was hurt."


def read(tmp_path: Path, data: str | bytes) -> Document:
    path = tmp_path / "a.eml"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    reading = read_documents(path)
    assert reading.errors == []
    return reading.documents[0]


def refused(tmp_path: Path, data: str | bytes) -> str:
    path = tmp_path / "a.eml"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    documents, (error,) = read_documents(path)
    assert documents == []
    return str(error)


def prose(document: Document) -> list[str]:
    return [s.line for s in document.sentences if s.kind == "prose"]


def test_a_message(tmp_path: Path) -> None:
    document = read(tmp_path, f"{HEAD}\n{OWN}\n")
    assert (document.id, document.title, document.author) == ("a", "The bridge", "Jo Ray")
    assert (str(document.published), document.text) == ("2026-03-10", OWN)
    assert document.origin is not None
    assert document.origin.format == "mail"


def test_a_brief_of_an_mbox() -> None:
    done = start("brief", DATA / "mailbox.mbox")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert "== Story 2 of 2: " in text
    assert "Zoë Orlebray, 11 March 2026 (mailbox:1)" in text
    assert "any news from the harbour" not in text
    said = f"summarise: {DATA / 'mailbox.mbox'}: 1 attachment is not read: plan.pdf\n"
    assert done.stderr.decode() == said


def test_each_message_of_a_box_is_a_document() -> None:
    documents = read_documents(DATA / "mailbox.mbox").documents
    assert [d.id for d in documents] == [f"mailbox:{number}" for number in range(1, 5)]
    assert documents[1].title == "Island ferry strikes anchored barge in harbour approach"
    for document, name in zip(documents, ("ferry-coast-wire", "ferry-harbour-post"), strict=False):
        (article,) = read_documents(ARTICLES / f"{name}.txt").documents
        assert [s for s in prose(article) if s not in prose(document)] == []
        assert document.sentences[-1].kind == "boilerplate"  # the signature


def test_only_lines_with_a_date_part_a_box() -> None:
    """Programs quote "From " at the start of a line, but not all of them."""
    begin = "From a@x.org Mon Jan  5 10:00:00 2026\nSubject: S\n\n"
    box = f"{begin}One fell.\n\nFrom here on it rained.\n>From the hill too.\n\n{begin}Two rose.\n"
    first, second = read_documents("-", io.BytesIO(box.encode())).documents
    assert prose(first) == ["One fell.", "From here on it rained.", "From the hill too."]
    assert second.text == "Two rose."


def test_a_message_that_is_damaged_leaves_the_others() -> None:
    begin = "From a@x.org Mon Jan  5 10:00:00 2026\n"
    secret = f"{begin}Content-Type: multipart/encrypted\n\nx\n\n"
    box = f"{secret}{begin}S: x\n\nTwo rose.\n\n{begin}S: \n\n"
    reading = read_documents("-", io.BytesIO(box.encode()))
    assert [d.id for d in reading.documents] == ["stdin:2"]
    assert reading.notices == [
        "standard input: 2 of 3 items left out: 1 is encrypted: save it decrypted; "
        "3 contains no words"
    ]


@pytest.mark.parametrize(
    "history",
    [
        "On Mon, 9 Mar 2026 at 10:00, Ann Lee <ann@x.org> wrote:\n> Is it safe?\n> I doubt it.",
        "On Mon, 9 Mar 2026 at 10:00, Ann Lee\n<ann@x.org> wrote:\n\n> Is it safe?",
        "Am 09.03.2026 um 10:00 schrieb Ann Lee:\n> Is it safe?",
        "Le lun. 9 mars 2026 à 10:00, Ann Lee <ann@x.org> a écrit :\n\nIs it safe?",
        '09.03.2026, 10:00, "Ann" <ann@x.org>:\n\nIs it safe?',
        "-----Original Message-----\nFrom: Ann Lee\nSent: Monday\nTo: Jo\nSubject: Safe?\n\nIs it?",
        "____________________\nVon: Ann\nGesendet: Montag\nAn: Jo\nBetreff: X\n\nIs it?",
        "*From:* Ann <ann@x.org>\n*Date:* Monday\n*To:* Jo\n*Subject:* X\n\nIs it?",
        "> Is it safe?",
        "Sent from my iPhone\n\n> Is it safe?",
        "—\nReply to this email directly or view it on GitHub.\nYou are subscribed.",
    ],
)
def test_what_a_message_quotes_is_none_of_it(tmp_path: Path, history: str) -> None:
    assert read(tmp_path, f"{HEAD}\n{OWN}\n\n{history}\n").text.strip() == OWN


def test_answers_between_quotations_stay(tmp_path: Path) -> None:
    text = "On 9 Mar 2026 10:00 Ann wrote:\n> Is it safe?\n\nIt is not.\n\n> And now?\n\nWe wait.\n"
    assert prose(read(tmp_path, f"{HEAD}\n{text}")) == ["It is not.", "We wait."]


@pytest.mark.parametrize(
    "text",
    [
        "> All of it is quoted.\n> It was passed on.",
        "I saw three things:\n\nDate: 12 May\nTime: 10:00\nPlace: The bridge\n\nCome early.",
        "He said at 10:30 this:\n\nThe bridge fell.",
    ],
)
def test_what_only_looks_quoted_stays(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, f"{HEAD}\n{text}\n").text == text


@pytest.mark.parametrize(
    "history",
    [
        '<div class="gmail_quote"><div class="gmail_attr">On Monday A wrote:</div>Is it?</div>',
        '<blockquote type="cite">Is it?</blockquote>',
        '<div id="divRplyFwdMsg">From: A</div><div>Is it?</div>',
        "<p>From: Ann &lt;a@x.org&gt;<br>Sent: Monday<br>To: Jo<br>Subject: X</p><p>Is it?</p>",
        "<p>On 9 Mar 2026 at 10:00, Ann &lt;a@x.org&gt; wrote:</p><p>Is it?</p>",
        '<div class="gmail_signature">Is it?</div>',
    ],
)
def test_the_same_in_html(tmp_path: Path, history: str) -> None:
    html = f"<html><head><style>p {{}}</style></head><body><p>The bridge fell.</p>{history}</body>"
    data = f"{HEAD}Content-Type: text/html; charset=utf-8\n\n{html}"
    assert read(tmp_path, data).text == "The bridge fell."


def test_tables_that_only_place_a_letter_are_undone(tmp_path: Path) -> None:
    cells = "<table><tr><td><p>The bridge fell.</p></td></tr><tr><td>It rained.</td></tr></table>"
    html = f"<table><tr><td>{cells}</td><td></td></tr></table>"
    document = read(tmp_path, f"{HEAD}Content-Type: text/html\n\n{html}")
    assert prose(document) == ["The bridge fell.", "It rained."]


@pytest.mark.parametrize(
    ("plain", "html", "text"),
    [
        ("The bridge fell.", "<p>The bridge fell down.</p>", "The bridge fell."),
        ("See it on the web.", f"<p>{'The bridge fell. ' * 9}</p>", "The bridge fell. " * 8),
        ("", "<p>It rained.</p>", "It rained."),
    ],
)
def test_the_plain_part_is_read_unless_it_is_a_stub(
    tmp_path: Path, plain: str, html: str, text: str
) -> None:
    message = EmailMessage()
    message["Subject"] = "S"
    message.set_content(plain)
    message.add_alternative(html, subtype="html")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="ä.png")
    assert read(tmp_path, message.as_bytes()).text.startswith(text)
    assert read_documents(tmp_path / "a.eml").notices == [
        f"{tmp_path / 'a.eml'}: 1 attachment is not read: ä.png"
    ]


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (b"=?utf-8?q?Caf=C3=A9?= =?iso-8859-1?q?_fiel?=", "Café fiel"),
        ("Café".encode(), "Café"),
        ("Café".encode("cp1252"), "Café"),
        (b"=?none?q?x?=", "=?none?q?x?="),
        (b"a\n b", "a b"),
        (b"=?utf-8?b?V?=", "=?utf-8?b?V?="),
    ],
)
def test_headers_are_decoded(tmp_path: Path, subject: bytes, title: str) -> None:
    assert read(tmp_path, b"Subject: " + subject + b"\n\nThe bridge fell.").title == title


@pytest.mark.parametrize("charset", ["us-ascii", "utf-8", "iso-8859-1", "x-none", "unknown-8bit"])
def test_a_charset_that_is_wrong_does_no_harm(tmp_path: Path, charset: str) -> None:
    text = "Das Café fiel am Montag. Die Brücke über den Fluss ist für alle gesperrt."
    head = f"Content-Type: text/plain; charset={charset}\n\n".encode()
    assert read(tmp_path, head + text.encode("cp1252")).text == text


def test_what_a_message_does_not_say(tmp_path: Path) -> None:
    document = read(tmp_path, f"Date: soon\n\n{OWN}")
    assert (document.title, document.author, document.published) == ("", "", None)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Subject: S\n\n", "is empty"),
        ("Content-Type: application/pkcs7-mime\n\nx", "is encrypted: save it decrypted"),
        ("S: x\n\n" + "\n--x" * 10_001, "too many parts"),
        ("S: x\n\n" + "a\n" * 100_002, "more than 100,000 lines"),
        ("boundary=x " * 500 + "\n" * 30_000, "too many parts"),
    ],
)
def test_what_is_no_mail_is_refused_in_a_line(tmp_path: Path, data: str, said: str) -> None:
    assert said in refused(tmp_path, data)


def test_a_file_that_is_no_box(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_text("The bridge fell.")
    _, (error,) = read_documents(tmp_path / "a.mbox")
    assert 'is no mbox file: no line begins with "From " and a date' in str(error)


def test_a_message_of_outlook_is_named() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_0037".encode("utf-16-le")
    _, (error,) = read_documents("-", io.BytesIO(data))
    assert str(error) == "standard input: is a message of Outlook (.msg): save it as .eml"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_mail_without_a_name_is_told_by_its_headers(end: str) -> None:
    lines = [
        "Received: from a",
        " by b; Mon",
        "From: Jo Ray <jo@example.org>",
        "Subject: The bridge",
        "",
        "The old bridge fell on Monday. Nobody was hurt.",
    ]
    (document,), _ = read_documents("-", io.BytesIO(end.join(lines).encode()))
    assert (document.title, document.author) == ("The bridge", "Jo Ray")
    assert document.origin is not None
    assert document.origin.format == "mail"
    memo = "From: Jo Ray\nTo: all\nSubject: The bridge\n\nThe old bridge fell."
    (document,), _ = read_documents("-", io.BytesIO(memo.encode()))
    assert document.origin is not None
    assert document.origin.format == "text"
