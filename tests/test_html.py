"""Pages, books and documents read as one sees them, whoever wrote them and however large."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, read_documents
from summarizer.read import archives, budget
from summarizer.read.encodings import Decoded

pytest.importorskip("trafilatura", reason="the extra html is not installed")

from summarizer.read import html, markup
from summarizer.read.html import decode_page, extract
from summarizer.read.markup import parsed

DATA = Path(__file__).parent / "data" / "pages"
LONG = "".join(
    f"<p>The old bridge at Lindgate fell on Monday, and nobody was hurt, said officer {name}.</p>"
    for name in "Ames Bell Cole Dunn Ewing Foss".split()
)


def page(inside: str, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>T</title>{head}</head><body>{inside}</body></html>"
    ).encode()


def article(inside: str) -> Document:
    found = extract(page(f"<article>{LONG}{inside}</article>"))
    return Document.from_text(found.text, marked=found.marked)


def rest(document: Document) -> list[tuple[str, str]]:
    return [(s.kind, s.line) for s in document.sentences if "said officer" not in s.line]


def read(name: str) -> Document:
    pytest.importorskip("docx", reason="the extra docx is not installed")
    (document,), errors = read_documents(DATA / name)
    assert errors == []
    return document


PROSE = {
    "The lagoon covers 100 km² and holds about 10⁶ m³ of water, of which CO₂ is the smallest part.",
    "The station on the 4th pier counts grains of salt every hour, and the wind is the cause of "
    "most of them.",
    "A new gauge will stand at the southern gate by May.",
    "Nobody knows whether the gate will hold.",
}


@pytest.mark.parametrize(
    "name", ["formulas.md", "pandoc.html", "pandoc.epub", "libreoffice.docx", "libreoffice.html"]
)
def test_exponents_keep_their_sense_in_every_format(name: str) -> None:
    document = read(name)
    kinds = {s.line: s.kind for s in document.sentences}
    assert {line for line in PROSE if kinds.get(line) == "prose"} == PROSE
    assert kinds["H₂O in the northern basin"] == kinds["salt at 10⁻³ of the whole"] == "list item"
    assert "did not agree" not in document.text  # a footnote


def test_formulas_of_a_page_and_a_book_are_lines() -> None:
    for name in ("pandoc.html", "pandoc.epub"):
        assert "as x²+a₁ says in the tables" in read(name).text


def test_a_page_of_word_is_what_one_sees() -> None:
    assert [s.line for s in read("word.html").sentences if s.kind == "prose"] == [
        "The lagoon covers 100 km² and holds about 10⁶ m³ of water, of which CO₂ is the smallest "
        "part – “nobody” knows why.",
        "The station on the 4th pier counts grains of salt every hour.",
        "A new gauge will stand at the southern gate by May.",
        "Nobody knows whether the gate will hold.",
    ]


def test_an_encyclopaedia_keeps_its_lists_and_formulas() -> None:
    document = read("encyclopaedia.html")
    kinds = {s.line: s.kind for s in document.sentences}
    assert "Lindgate lagoon (潟, kata) is a shallow water on the eastern coast." in kinds
    assert "It covers 100 km², and its salt weighs 1.5×10⁶ tonnes." in kinds
    assert kinds["the Aller, from the north"] == "list item"
    assert "given by x²+a₁ in the tables" in document.text
    for unseen in ("edit", "0004", "かた", "Jump to content", "displaystyle", "citation needed"):
        assert unseen not in document.text


def test_a_page_that_is_a_plain_text_is_read_as_one() -> None:
    document = read("rfc.html")
    prose = [s.line for s in document.sentences if s.kind == "prose"]
    assert "A table that is kept by hand has errors, and nobody finds them before a ship does." in [
        " ".join(line.split()) for line in prose
    ]
    assert not any("Orlebray" in line or "RFC" in line for line in prose)


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        ("<p>It weighs 10<sup>6</sup> kg.</p>", "It weighs 10⁶ kg."),
        ("<p>It fell there.<sup>1</sup></p>", "It fell there."),
        ("<p>It fell<sup>[3]</sup> there.</p>", "It fell there."),
        ("<p>The 1<sup>st</sup> pillar fell.</p>", "The 1st pillar fell."),
        ("<p>Where <ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp></ruby> is.</p>", "Where 東 is."),
        ("<p>It <span hidden>never </span>fell.</p>", "It fell."),
        ("<p>It <i style='display: none'>never </i>fell.</p>", "It fell."),
        ("<p>It fell.<span class='x sr-only'> (opens a tab)</span></p>", "It fell."),
        ("<p>He said <q>it fell</q> there.</p>", "He said “it fell” there."),
        ("<p>It <b>f</b>ell<br>to the ground.</p>", "It fell to the ground."),
        ("<p>The infra&shy;structure fell.</p>", "The infrastructure fell."),
        ("<p>Half is <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>.</p>", "Half is 1/2."),
        ("<p>It fell\x07 and &#7;broke.</p>", "It fell and broke."),
    ],
)
def test_a_sentence_is_what_one_sees(inside: str, line: str) -> None:
    assert rest(article(inside)) == [("prose", line)]


def test_what_a_script_will_show_stays() -> None:
    hidden = page(f"<p>One seen.</p><div style='display:none'>{LONG}</div>")
    assert "said officer Foss" in extract(hidden).text


def test_a_heading_with_a_line_end_is_not_glued() -> None:
    assert ("heading", "What comes next") in rest(article("<h2>What<br>comes<br/>next</h2><p>x"))


def test_lists_between_paragraphs_stay_and_menus_go() -> None:
    body = "<ul><li>the <a href=/a>mayor</a></li><li>the police</li></ul>"
    menu = "<ul><li><a href=/a>Sports</a></li><li><a href=/b>Weather</a></li></ul>"
    document = article(f"<p>These came, as one said:</p>{body}{LONG}<p>Read on.</p>{menu}{LONG}")
    assert {"the mayor", "the police"} <= {line for _, line in rest(document)}
    assert "Weather" not in document.text


@pytest.mark.parametrize(
    "inside",
    [
        "<nav><ul><li>Home</li></ul></nav><h1>Falls</h1><p>It fell.</p><p>Nobody minded.</p>",
        "<div><a href=/>Home</a></div><h1>Falls</h1><div>It fell.</div><div>Nobody minded.</div>",
        "<h1>Falls</h1>It fell.<br><br>Nobody minded.<footer>Imprint</footer>",
    ],
)
def test_a_short_page_keeps_its_lines(inside: str) -> None:
    found = extract(page(inside))
    lines = found.text.split("\n\n")
    assert [line for line in lines if line != "Home"] == ["Falls", "It fell.", "Nobody minded."]


# Encodings


@pytest.mark.parametrize(
    ("said", "encoding", "text"),
    [
        ("windows-1252", "utf-8", "Café – schön"),
        ("gb2312", "gb18030", "镕基说"),  # the first is not in GB 2312
        ("x-sjis", "cp932", "橋が落ちた①"),
        ("ks_c_5601-1987", "cp949", "다리가 똠방"),
        ("iso-8859-1", "cp1252", "“Café”"),
        ("koi8-ru", "koi8-u", "міст упав"),
    ],
)
@pytest.mark.parametrize("before", [0, 5_000])
def test_a_page_is_in_the_encoding_that_its_bytes_allow(
    said: str, encoding: str, text: str, before: int
) -> None:
    head = f"<script>{'x' * before}</script><meta charset={said}>"
    data = f"<html><head>{head}</head><body><p>{text}</p></body></html>".encode(encoding)
    decoded = decode_page(data)
    assert (decoded.encoding, text in decoded.text) == (encoding, True)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_what_is_utf_8_is_read_as_such_whatever_it_says(text: str) -> None:
    data = f"<meta charset=koi8-r><p>é{text}".encode()
    assert decode_page(data) == Decoded(data.decode(), "utf-8")


# Hostile pages


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def epub(body: str) -> bytes:
    container = '<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
    package = (
        '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        '</manifest><spine><itemref idref="a"/></spine></package>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "p.opf": package,
            "a.xhtml": f"<html><body>{body}</body></html>",
        }
    )


def docx(body: str) -> bytes:
    kind = "application/vnd.openxmlformats-"
    space = "http://schemas.openxmlformats.org/"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{space}package/2006/content-types">'
            f'<Default Extension="rels" ContentType="{kind}package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{space}package/2006/relationships">'
            f'<Relationship Id="r" Type="{space}officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/'
            f'wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>',
        }
    )


def said_of(data: bytes) -> str:
    documents, errors = read_documents("-", io.BytesIO(data))
    assert documents == []
    (error,) = map(str, errors)
    return error


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (page("<p " + " ".join(f"a{i}=1" for i in range(5_000)) + ">x"), "1,000 attributes"),
        (page("<li>" * 6_000), "5,000 elements"),
        (page("<p>x<br>" * 3_000), "5,000 elements"),
        (page("<b>x" * 3_000), "nested too deeply"),
        (page("<sup>1" * 3_000), "nested too deeply"),
        (epub("<b>" * 20_000), "15,000 tags"),
        (epub("<p>" + "x " * 300_000), "KiB"),
        (docx("<w:p/>" * 16_000), "15,000 tags"),
        (docx("<w:p><w:r><w:t>" + "x " * 300_000 + "</w:t></w:r></w:p>"), "KiB"),
    ],
    ids="attributes li br b sup epub-tags epub-text docx-tags docx-text".split(),
)
def test_what_would_take_all_memory_is_refused(
    data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small files with small limits, for the limits are what holds."""
    pytest.importorskip("docx", reason="the extra docx is not installed")
    monkeypatch.setattr(markup, "ELEMENTS", budget.ELEMENTS // 100)
    monkeypatch.setattr(archives, "ARCHIVE_TAGS", budget.ARCHIVE_TAGS // 100)
    monkeypatch.setattr(archives, "ARCHIVE_TEXT", budget.ARCHIVE_TEXT // 100)
    assert reason in said_of(data)


@pytest.mark.parametrize(
    "inside",
    [
        "<div>" * 300 + "<p>One here.</p>" * 3 + "</div>" * 300,
        "<p>One here.</p>" * 400,
        f"<p class='{'a ' * 1_000_000}'>One here.</p>",
        "<ruby>One here.<rt>x" * 300,
        "<div hidden>" * 1_000 + "</div>" * 1_000 + "<p>One here.</p>",
        "<math>" + "<msup>" * 100 + "<mn>2</mn>" + "</msup>" * 100 + "</math><p>One here.</p>",
    ],
    ids="nested many class ruby hidden formula".split(),
)
def test_an_odd_page_is_read_without_its_article_being_looked_for(
    inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "ARTICLE_ELEMENTS", budget.ARTICLE_ELEMENTS // 100)
    assert "One here." in extract(page(inside)).text


@given(
    st.lists(
        st.sampled_from("<p> <b> <sup> </sup> <q> <math> <td> <li> <div&hidden> x 2 y.".split())
    )
)
def test_whatever_the_tags_a_tree_is_made(tags: list[str]) -> None:
    parsed("<html><body>x" + "".join(tags).replace("&", " "))


UP = "<w:vertAlign w:val='superscript'/>"


def test_runs_of_word_keep_their_sense() -> None:
    pytest.importorskip("docx", reason="the extra docx is not installed")

    def run(text: str, properties: str = "") -> str:
        return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"

    raised = run("−", UP) + run("2", UP)
    note = run("7", UP)
    lowered = run("2", "<w:vertAlign w:val='subscript'/>")
    hidden, shown = run("never ", "<w:vanish/>"), run("once ", "<w:vanish w:val='0'/>")
    reading = f"<w:ruby><w:rt>{run('とう')}</w:rt><w:rubyBase>{run('東')}</w:rubyBase></w:ruby>"
    body = (
        f"<w:p>{run('Of 10')}{raised}{run(' and CO')}{lowered}{run(' it ')}{hidden}{shown}"
        f"{run('said ')}<w:r>{reading}</w:r>{run('.')}{note}</w:p>"
    )
    (document,), errors = read_documents("-", io.BytesIO(docx(body)))
    assert (errors, document.text) == ([], "Of 10⁻² and CO₂ it once said 東.")


def test_an_encoding_that_the_caller_names_is_that_of_a_page_too() -> None:
    data = "<p>Das Café ist zu. Es war alt und sehr beliebt.</p>".encode()
    (said,), _ = read_documents("-", io.BytesIO(data), encoding="cp1252")
    assert "CafÃ©" in said.text
    assert said.origin is not None
    assert said.origin.encoding == "cp1252"
    marked = b"\xef\xbb\xbf<html>" + data
    (said,), _ = read_documents("-", io.BytesIO(marked), encoding="cp1252")
    assert "Café" in said.text
