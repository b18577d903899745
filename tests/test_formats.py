"""Files as other programs write them, and as nobody should."""

import io
import json
import logging
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, dependencies, read_documents, render, summarise
from summarizer.errors import InputError
from summarizer.read import formats, pdf
from summarizer.read.extracted import GrowingText
from summarizer.read.formats import is_html
from summarizer.read.hyphens import PageHyphens
from summarizer.read.packages import guarded

from .conftest import ARTICLES
from .strategies import share

DATA = Path(__file__).parent / "data" / "formats"
SEVERAL = (".atom", ".mbox", ".rss")  # documents
WRITTEN = sorted(
    p
    for p in DATA.iterdir()
    if p.is_file()
    and p.suffix not in SEVERAL
    and p.name != "README.md"
    and not (p.suffix == ".rtf" and find_spec("striprtf") is None)
)
FAULTS = sorted(
    p
    for p in (DATA / "lagoon").iterdir()
    if p.suffix != ".txt" and not (p.suffix == ".rtf" and find_spec("striprtf") is None)
    if p.name != "lagoon.md"
)
ONE_ARTICLE = [
    p for p in WRITTEN if p.stem != "pysubs2" and p.name not in ("digest.pdf", "preformatted.docx")
]
TITLE = "Barge lamp at centre of ferry crash inquiry"
# Code in a type of its own but in no style, as LibreOffice writes it, looks like any text.
CODE = {"speed = 12.5 # knots.", "Not prose."}


for package in ("trafilatura", "pypdf", "pypdfium2", "docx"):
    pytest.importorskip(package, reason="the extras html, pdf and docx are not installed")


def read(path: Path) -> Document:
    (document,), errors = read_documents(path)
    assert errors == []
    return document


def read_bytes(data: bytes) -> tuple[list[Document], list[str]]:
    documents, errors = read_documents("-", io.BytesIO(data))
    return documents, [str(error) for error in errors]


def prose(document: Document) -> list[str]:
    return [s.line for s in document.sentences if s.kind == "prose"]


@pytest.mark.parametrize("path", ONE_ARTICLE, ids=lambda path: path.name)
def test_every_format_gives_the_sentences_of_the_article(path: Path) -> None:
    article = read(ARTICLES / "ferry-evening-dispatch.txt")
    assert [s for s in prose(read(path)) if s not in CODE] == prose(article)


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.name)
def test_what_files_lose_is_kept_and_what_is_no_text_left_out(path: Path) -> None:
    """Exponents, formulas, items that are sentences; notes, code, tables, hidden text, readings."""
    is_page = path.name in ("pandoc.html", "pandoc.epub")
    true = (path.parent / ("page.txt" if is_page else "lagoon.txt")).read_text(encoding="utf-8")
    drawn = path.name in ("libreoffice.html", "libreoffice.rtf")  # the formula is a picture
    assert prose(read(path)) == (true.replace("x² ", "") if drawn else true).splitlines()


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_offsets_hold_and_every_block_is_a_line(path: Path) -> None:
    document = read(path)
    assert document.sentences
    for sentence in document.sentences:
        assert document.text[sentence.start : sentence.end] == sentence.text
    if path.name != "preformatted.docx":  # a plain text in a file of Word
        assert "\n" not in document.text.replace("\n\n", "")
    assert document.origin is not None
    assert document.origin.is_extracted


def test_a_text_that_was_saved_as_docx_is_read_by_its_look() -> None:
    article = read(ARTICLES / "ferry-coast-wire.txt")
    saved = read(DATA / "preformatted.docx")
    assert [(s.kind, s.line) for s in saved.sentences] == [
        (s.kind, s.line) for s in article.sentences
    ]


@pytest.mark.parametrize(
    "name", ["article.md", "pandoc.md", "pandoc.html", "pandoc.epub", "pandoc.docx"]
)
def test_headings_and_items_are_what_the_markup_says(name: str) -> None:
    kinds: dict[str, list[str]] = {}
    for sentence in read(DATA / name).sentences:
        kinds.setdefault(sentence.kind, []).append(sentence.line)
    assert kinds["heading"][-3:] == ["What happened", "The disputed light", "Getting to the island"]
    assert kinds["list item"] == ["86 passengers", "seven crew", "two lifeboats"]
    assert kinds["boilerplate"][0] == "Outlet | Injured"


@pytest.mark.parametrize("path", ONE_ARTICLE, ids=lambda path: path.name)
def test_title_author_and_day_are_found(path: Path) -> None:
    document = read(path)
    lost = path.name == "libreoffice.docx"  # made from HTML: it says none of them of itself
    assert document.headline == TITLE
    nameless = lost or path.name == "chromium.pdf"
    assert document.author == ("" if nameless else "Tamsin Orlebray")
    if path.suffix in (".md", ".epub") or path.name == "pandoc.html":
        assert str(document.published) == "2026-03-13"


def test_pages_lose_heads_and_feet_and_mend_words() -> None:
    found = set(prose(read(DATA / "digest.pdf")))
    for path in ARTICLES.glob("*.txt"):
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        lines = blocks if len(blocks) > 1 else blocks[0].split("\n")
        long = [line for line in lines[1:] if len(line) > 80]
        for line in long:
            assert set(prose(Document.from_text(line))) <= found
    text = read(DATA / "digest.pdf").text
    assert "spring issue" not in text
    assert "Page " not in text


def test_json_carries_the_text_that_offsets_count_in() -> None:
    value = json.loads(render(summarise(read(DATA / "chromium.pdf")), "json"))
    document = value["document"]
    assert document["source"]["format"] == "pdf"
    for extract in value["extracts"]:
        assert document["text"][extract["start"] : extract["end"]] == extract["text"]
    plain = json.loads(render(summarise("One here. Two there."), "json"))["document"]
    assert (plain["source"], "text" in plain) == (None, False)


# Markdown


def markdown(text: str, tmp_path: Path) -> Document:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    return read(tmp_path / "a.md")


def test_marks_of_markdown_are_gone(tmp_path: Path) -> None:
    document = markdown(
        "Bridge *falls*\n==============\n\nThe **old** [bridge](http://x.org) fell on\nMonday "
        "&amp; `nobody` ![a cat](c.png)was hurt.\n\n![The bridge](b.png)\n\n"
        "> He said so. She did not.\n"
        "\n<div>raw</div>\n\n```py\nx = 1.\n```\n\n1. The mayor promised a new bridge.\n2. Money\n",
        tmp_path,
    )
    assert document.title == "Bridge falls"
    assert [(s.kind, s.text) for s in document.sentences] == [
        ("heading", "Bridge falls"),
        ("prose", "The old bridge fell on Monday & nobody was hurt."),
        ("caption", "The bridge"),
        ("prose", "He said so."),
        ("prose", "She did not."),
        ("boilerplate", "x = 1."),
        ("prose", "The mayor promised a new bridge."),
        ("list item", "Money"),
    ]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: 'A: b'\nauthor: [Jo, Al]\ndate: 2026-01-31T10:00:00Z\n---\n",
        '---\ntitle: "A: b"\nauthors:\n  - Jo\n  - Al\ndate: 2026-01-31\n...\n',
        '+++\ntitle = "A: b"\nauthor = ["Jo", "Al"]\ndate = 2026-01-31\n+++\n',
    ],
)
def test_front_matter_is_of_the_document(front: str, tmp_path: Path) -> None:
    document = markdown(f"{front}\n# Other\n\nOne here. Two there.", tmp_path)
    assert (document.title, document.author) == ("A: b", "Jo, Al")
    assert str(document.published) == "2026-01-31"
    assert "Jo" not in document.text


# Web pages


PAGE = (
    "<!DOCTYPE html><html><head>{head}<title>Bridge falls</title></head><body>"
    "<nav><ul><li>Home</li></ul></nav><article><h1>Bridge falls</h1>"
    "<p>The old bridge at Lindgate fell on Monday &mdash; “nobody” was hurt, said the café."
    "</p>"
    "<p>The mayor promised a new one by May &lt;or June&gt;, and the council agreed to it.</p>"
    "</article><script>var x = 'Not this one. Nor that.';</script>"
    "<footer>© All rights reserved.</footer></body></html>"
)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ('<meta charset="utf-8">', "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-8"),
        ('<meta charset="windows-1252">', "utf-8-sig"),
    ],
)
def test_a_page_says_its_encoding(head: str, encoding: str) -> None:
    (document,), _ = read_bytes(PAGE.format(head=head).encode(encoding))
    assert prose(document) == [
        "The old bridge at Lindgate fell on Monday — “nobody” was hurt, said the café.",
        "The mayor promised a new one by May <or June>, and the council agreed to it.",
    ]
    assert document.title == "Bridge falls"


def test_a_wrong_charset_is_no_reason_to_spoil_a_page() -> None:
    page = PAGE.format(head='<meta charset="ascii">').replace("café", "кафе")
    (document,), _ = read_bytes(PAGE.format(head='<meta charset="nonsense">').encode())
    assert "café" in document.text
    documents, errors = read_bytes(page.encode("utf-8"))
    assert documents or errors


def test_a_page_of_scripts_says_so() -> None:
    page = b"<html><body><div id=root></div><script>let x = 'One two.'</script></body></html>"
    assert read_bytes(page)[1] == [
        "standard input: no text was found in the page: it may be written by a script"
    ]


def test_a_page_laid_out_by_a_table_is_prose() -> None:
    rows = "".join(f"<p>The council met for the {n}th time and agreed.</p>" for n in range(9))
    page = f"<html><body><table><tr><td>{rows}</td><td>Menu</td></tr></table></body></html>"
    (document,), _ = read_bytes(page.encode())
    assert len(prose(document)) == 9


# PDF


def pdf_bytes(**options: Any) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    if options.get("blank"):
        writer.add_blank_page(200, 200)
    else:
        writer.append(PdfReader(DATA / "chromium.pdf"))
    if password := options.get("password"):
        writer.encrypt(
            user_password=options.get("user", password),
            owner_password=password,
            algorithm=options.get("algorithm", "RC4-128"),
        )
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_file_that_only_its_owner_locked_is_read(algorithm: str) -> None:
    pytest.importorskip("cryptography", reason="pypdf cannot lock a file without it")
    data = pdf_bytes(user="", password="owner", algorithm=algorithm)
    (document,), errors = read_bytes(data)
    assert not errors
    assert document.text == read(DATA / "chromium.pdf").text
    _, (error,) = read_bytes(pdf_bytes(password="both", algorithm=algorithm))
    assert "is password-protected" in error


def test_a_pdf_with_a_password_says_so_unless_it_is_empty() -> None:
    assert read_bytes(pdf_bytes(password="secret"))[1] == [
        "standard input: is password-protected: save it without a password"
    ]
    documents, errors = read_bytes(pdf_bytes(password="secret", user=""))
    assert (len(documents), errors) == (1, [])


def test_a_pdf_of_pictures_says_so() -> None:
    assert "run text recognition (OCR)" in read_bytes(pdf_bytes(blank=True))[1][0]


def test_a_pdf_of_too_many_pages_names_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PDF_PAGES", 1)
    assert "has 2 pages, but at most 1 are read" in read_bytes(pdf_bytes())[1][0]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["the inter-", "national", "is international"], "the international is international"),
        (["a well-", "known man", "is well-known"], "a well-known man is well-known"),
        (["the Anglo-", "Saxon"], "the Anglo-Saxon"),
        (["from 1914-", "1918 on"], "from 1914-1918 on"),
        (["the inter\xad", "national"], "the international"),
        (["the inter‐", "national"], "the international"),
        (["a long-", "standing one"], "a long-standing one"),
        (["one", "two"], "one two"),
    ],
)
def test_parted_words(lines: list[str], text: str) -> None:
    assert PageHyphens(lines).joined(lines) == text


def test_where_many_lines_are_parted_unknown_words_are_mended() -> None:
    lines = ["the inter-", "national com-", "mission met", *["a line of it"] * 20]
    assert PageHyphens(lines).joined(lines[:3]) == "the international commission met"


# DOCX


def test_changes_are_accepted_and_notes_left_out(tmp_path: Path) -> None:
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    document.core_properties.title = "Microsoft Word - doc1.docx"
    paragraph = document.add_paragraph("The bridge ")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for change, tag, text in (("ins", "t", "fell"), ("del", "delText", "stood"), ("r", "t", "")):
        run = f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'
        inner = run if change != "r" else '<w:r><w:footnoteReference w:id="2"/></w:r>'
        outer = f"<w:{change} {space}>{inner}</w:{change}>" if change != "r" else inner
        paragraph._p.append(parse_xml(outer.replace("<w:r>", f"<w:r {space}>", 1)))
    paragraph.add_run(" on Monday.")
    document.add_paragraph("The mayor promised a new one.", style="List Bullet")
    document.add_paragraph("Money", style="List Number")
    document.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx")
    assert [(s.kind, s.text) for s in found.sentences] == [
        ("prose", "The bridge fell on Monday."),
        ("prose", "The mayor promised a new one."),
        ("list item", "Money"),
    ]
    assert (found.title, found.author, found.published) == ("", "", None)


# Hostile files


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped(a=b"x"), "is a ZIP archive: unpack it first"),
        (zipped(**{"content.xml": b"x", "mimetype": b"x"}), "OpenDocument"),
        (zipped(xl__a=b"x"), "an Excel workbook"),
        (zipped(**{"word__document.xml": b"<a>"}), "is not a DOCX file, or is damaged"),
        (zipped(**{"META-INF__container.xml": b"<a>"}), "is not an EPUB file, or is damaged"),
        (zipped(**{"META-INF__container.xml": b"<a/>"}), "is not an EPUB file, or is damaged"),
        (b"%PDF-1.7\n" + b"x" * 99, "is not a PDF file, or is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"", "the file is empty"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, message: str) -> None:
    documents, errors = read_bytes(data)
    assert documents == []
    assert len(errors) == 1
    assert errors[0].startswith("standard input: ")
    assert message in errors[0]
    assert "\n" not in errors[0]


def test_an_archive_that_would_be_large_is_not_unpacked() -> None:
    data = zipped(**{"word__document.xml": bytes(2**20 + 1)})
    _, (error,) = read_documents("-", io.BytesIO(data), max_unpacked=2**20)
    assert str(error).endswith("is larger than 1 MiB when unpacked: see --max-unpacked")


CHAPTER = b'<itemref idref="ch001_xhtml" />'


def changed_book(old: bytes, new: bytes, **others: bytes) -> bytes:
    """The book that pandoc wrote, with its list of parts changed, and with other parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(DATA / "pandoc.epub") as book, zipfile.ZipFile(written, "w") as changed:
        for part in book.namelist():
            changed.writestr(part, book.read(part).replace(old, new))
        for part, data in others.items():
            changed.writestr(f"META-INF/{part}.xml", data)
    return written.getvalue()


def test_a_part_of_a_book_that_is_named_again_is_read_once() -> None:
    (document,), _ = read_bytes(changed_book(CHAPTER, CHAPTER * 3))
    assert document.text == read(DATA / "pandoc.epub").text


def test_what_is_not_in_the_flow_of_a_book_is_left_out() -> None:
    aside = CHAPTER.replace(b" />", b' linear="no" />')
    (document,), _ = read_bytes(changed_book(CHAPTER, aside))
    assert 0 < len(document.text) < 0.1 * len(read(DATA / "pandoc.epub").text)


def test_a_book_with_a_lock_says_so() -> None:
    lock = b'<e><CipherReference URI="EPUB/text/%s.xhtml"/></e>'
    _, (error,) = read_bytes(changed_book(b"", b"", encryption=lock % b"ch001"))
    assert error.endswith("is copy-protected and can be read only by the seller's program")
    (document,), _ = read_bytes(changed_book(b"", b"", encryption=lock % b"a%20font"))
    assert document.text == read(DATA / "pandoc.epub").text


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
@pytest.mark.parametrize("share", [0.5, 0.99])
def test_a_file_that_was_cut_off_is_a_document_or_one_error(path: Path, share: float) -> None:
    data = path.read_bytes()
    documents, errors = read_bytes(data[: int(share * len(data))])
    assert len(documents) + len(errors) == 1
    assert all("\n" not in error for error in errors)


@pytest.mark.parametrize(
    "path", [DATA / "pandoc.docx", DATA / "pandoc.epub", DATA / "chromium.pdf"]
)
@share(0.15)
@given(at=st.floats(0, 1), noise=st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_a_document_or_one_error(path: Path, at: float, noise: bytes) -> None:
    data = bytearray(path.read_bytes())
    start = int(at * (len(data) - len(noise)))
    data[start : start + len(noise)] = noise
    documents, errors = read_bytes(bytes(data))
    assert len(documents) + len(errors) == 1
    assert all("\n" not in error for error in errors)


OPENINGS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"<html>",
    b"\xff\xfe",
    b'{"text": "',
    b"\xef\xbb\xbf",
]


@given(st.sampled_from(OPENINGS), st.binary(max_size=300), st.sampled_from(formats.SUFFIXES))
def test_whatever_the_bytes(
    tmp_path_factory: pytest.TempPathFactory, opening: bytes, rest: bytes, suffix: str
) -> None:
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    path.write_bytes(opening + rest)
    documents, errors = read_documents(path)
    assert all(isinstance(error, InputError) and "\n" not in str(error) for error in errors)
    assert documents or len(errors) == 1
    for document in documents:
        for s in document.sentences:
            assert document.text[s.start : s.end] == s.text


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>" + b"<div>" * 1000 + b"<p>One here. Two there.</p>",
        b"<html><body>" + b"<ul><li>" * 1000 + b"One here. Two there.",
        b"<html><body><p>" + b"&amp;" * 20000 + b" One here. Two there.</p>",
    ],
)
def test_deep_nesting_is_a_document_or_one_error(data: bytes) -> None:
    documents, errors = read_bytes(data)
    assert len(documents) + len(errors) == 1


def test_no_word_is_lost_where_tags_are_never_closed() -> None:
    before, after = "<p>The old bridge fell on Monday.</p>", "<p>The mayor promised a new one.</p>"
    page = f"<html><body><p>{before}{'<b>' * 300}{after * 3}</body></html>"
    (document,), _ = read_bytes(page.encode())
    assert "The old bridge fell" in document.text
    assert "The mayor promised" in document.text
    too_deep = page.replace("<b>", "<b>" * 10)
    assert "nested too deeply" in read_bytes(too_deep.encode())[1][0]


def test_no_word_is_lost_in_nested_lists(tmp_path: Path) -> None:
    nested = "\n".join(f"{'  ' * n}- The bridge number {n} fell again." for n in range(30))
    assert "number 29" in markdown(nested, tmp_path).text
    path = tmp_path / "deep.md"
    path.write_text(f"{'>' * 10_000} One two.", encoding="utf-8")
    (error,) = read_documents(path).errors
    assert str(error) == f"{path}: its lists or quotations are nested too deeply"


@pytest.mark.parametrize("front", [f"x = {'[' * 5000}", f"x = {'9' * 5000}"])
def test_front_matter_beyond_all_bounds_is_left_out(front: str, tmp_path: Path) -> None:
    assert markdown(f"+++\n{front}\n+++\nOne two.", tmp_path).text == "One two."


NOTED = """<html><head><title>A</title></head><body>
<p>The old bridge fell on Monday.<a href="#fn1" {sign}>{number}</a> The mayor of the town promised
that there would be a new one by the end of the year.</p>
<p>Nobody was hurt. The river police closed the harbour for a day.</p>
<section {note}><ol><li>So the river police said.</li></ol></section></body></html>"""


@pytest.mark.parametrize(
    ("sign", "number", "note"),
    [
        ('role="doc-noteref"', "<sup>1</sup>", 'role="doc-endnotes"'),
        ('epub:type="noteref"', "1", 'epub:type="footnotes"'),
    ],
)
def test_footnotes_of_pages_and_their_signs_are_left_out(sign: str, number: str, note: str) -> None:
    page = NOTED.format(sign=sign, number=number, note=note)
    (document,), _ = read_bytes(page.encode())
    assert prose(document)[0] == "The old bridge fell on Monday."
    assert "So the river police said" not in document.text


def test_footnotes_of_markdown_and_their_signs_are_left_out(tmp_path: Path) -> None:
    text = "The bridge fell.[^1] Nobody was hurt.\n\n[^1]: So the police said.\n\n`a[^1]` is code."
    found = markdown(text, tmp_path)
    assert found.text == "The bridge fell. Nobody was hurt.\n\na[^1] is code."


def test_a_pdf_that_does_not_say_its_letters_is_refused() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(DATA / "libreoffice.pdf"))
    for page in writer.pages:
        fonts: Any = page["/Resources"]
        for font in fonts["/Font"].values():
            font.get_object().pop("/ToUnicode", None)
    stream = io.BytesIO()
    writer.write(stream)
    (error,) = read_bytes(stream.getvalue())[1]
    assert "does not map its fonts to characters" in error


def test_the_first_bytes_weigh_more_than_the_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes((DATA / "chromium.pdf").read_bytes())
    (tmp_path / "b.pdf").write_text("<html><body><p>One here. Two there.</p></body></html>")
    found = [d.origin.format for d in read_documents(tmp_path).documents if d.origin]
    assert found == ["pdf", "html"]


@pytest.mark.parametrize(
    ("name", "what", "package", "extra"),
    [
        ("chromium.pdf", "PDF", "pypdfium2", "pdf"),
        ("pandoc.docx", "DOCX", "docx", "docx"),
        ("pandoc.html", "web pages", "trafilatura", "html"),
        ("pandoc.epub", "EPUB", "trafilatura", "html"),
    ],
)
def test_an_absent_extra_is_named(
    name: str, what: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dependencies, "find_spec", lambda package: None)
    _, (error,) = read_documents(DATA / name)
    assert isinstance(error, ImportError)
    assert str(error) == (
        f"{DATA / name}: reading {what} needs {package}, which is not installed: "
        f"pip install 'extractive-summarizer[{extra}]'"
    )


def test_readers_keep_quiet_and_load_only_what_they_use() -> None:
    code = (
        "import sys; from summarizer import read_documents as r; "
        f"r([{str(DATA / 'article.md')!r}, {str(ARTICLES / 'ferry-coast-wire.txt')!r}]); "
        "heavy = {'pypdf', 'docx', 'trafilatura', 'lxml', 'charset_normalizer', 'urllib3'}; "
        f"assert not heavy & set(sys.modules); r({str(DATA / 'digest.pdf')!r}); "
        "r('-', __import__('io').BytesIO(b'%PDF-1.4 junk'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_one_document_may_be_read_in_several_threads() -> None:
    """Whoever is done first leaves the loggers quiet for the others, the last as they were."""
    logger = logging.getLogger("test_formats")
    logger.setLevel(logging.INFO)
    first, second = guarded("a", logger.name), guarded("b", logger.name)
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not logger.isEnabledFor(logging.CRITICAL)
    second.__exit__(None, None, None)
    assert logger.level == logging.INFO


def test_comments_before_a_page_take_no_time() -> None:
    """Forty of them can be taken for comments that reach over others in 2^39 ways."""
    assert is_html(b"<!-- a -->\n" * 40 + b"<html>")
    assert not is_html(b"<!-- a -->\n" * 40 + b"Text.")


def test_long_paragraphs_take_no_time() -> None:
    """Quadratic time would be minutes for each."""
    lines = ["The council met for the third time on Monday and"] * 20_000
    assert PageHyphens(lines).joined(lines) == " ".join(lines)
    assert PageHyphens(["a" * 300_000]).joined(["b" * 300_000 + "-", "c"]) == "b" * 300_000 + "-c"
    found = GrowingText()
    found.add("met on monday\n" * 200_000)
    assert found.text.count("monday met") == 199_999


def docx_bytes(made: Any) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_a_style_that_is_based_on_itself_is_read() -> None:
    import docx
    from docx.enum.style import WD_STYLE_TYPE

    made = docx.Document()
    style = made.styles.add_style("Odd", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = style
    made.add_paragraph("The council met on Monday.", style="Odd")
    (document,), errors = read_bytes(docx_bytes(made))
    assert (document.text, errors) == ("The council met on Monday.", [])


def test_a_table_within_a_table_is_read_once() -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("The council met on Monday.")
    cell = made.add_table(1, 1).cell(0, 0)
    for number in range(4):
        cell.paragraphs[0].text = f"Level {number}"
        cell = cell.add_table(1, 1).cell(0, 0)
    (document,), _ = read_bytes(docx_bytes(made))
    assert document.text.split("\n\n")[1:] == [f"Level {number}" for number in range(4)]


@pytest.mark.parametrize("head", ["", "Note well\n", "# The council\n\n"])
def test_a_rule_at_the_top_is_no_front_matter(head: str, tmp_path: Path) -> None:
    text = f"---\n\n{head}It met on Monday in the town hall.\n\n---\n\nIt adjourned at noon.\n"
    assert "It met on Monday in the town hall." in markdown(text, tmp_path).text


def test_blanks_in_front_matter_take_no_time(tmp_path: Path) -> None:
    blanks = " " * 300_000
    text = f"---\ntitle: a{blanks}b\nauthor:\n- c{blanks}d\n---\nIt met on Monday.\n"
    document = markdown(text, tmp_path)
    assert (document.headline, document.author) == ("a b", "c d")


def test_files_say_their_language() -> None:
    import docx
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    from summarizer.read import docx as docx_reader
    from summarizer.read import epub, pdf

    book = changed_book(b"<dc:language>en<", b"<dc:language>de-AT<")
    assert epub.extract(book).language == "de-AT"
    made = docx.Document()
    made.add_paragraph("Sturm.")
    assert docx_reader.extract(docx_bytes(made)).language == "en-US"  # of the program's template
    made.core_properties.language = "de"
    assert docx_reader.extract(docx_bytes(made)).language == "de"
    writer = PdfWriter()
    writer.append(PdfReader(DATA / "chromium.pdf"))
    writer.root_object[NameObject("/Lang")] = TextStringObject("de-DE")
    stream = io.BytesIO()
    writer.write(stream)
    assert pdf.extract(stream.getvalue()).language == "de-DE"


def test_a_book_in_english_stays_so_whatever_it_says() -> None:
    (document,), _ = read_bytes(changed_book(b"<dc:language>en<", b"<dc:language>de<"))
    assert document.language == "en"
