"""OpenDocument texts; what other programs write is in ``test_formats.py``."""

import io
import zipfile

import pytest

from summarizer import Document, read_documents
from summarizer.read.budget import ARCHIVE_TAGS

pytest.importorskip("lxml", reason="the extra html is not installed")

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style")
)
STYLES = "".join(
    f'<style:style style:name="{name}"><style:text-properties style:text-position="{place}"/>'
    "</style:style>"
    for name, place in (("T1", "super 58%"), ("T2", "-33% 58%"), ("T3", "0% 100%"))
)


def packed(body: str, kind: str = "text") -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
    return stream.getvalue()


def read(body: str) -> Document:
    (document,) = read_documents("-", io.BytesIO(packed(body))).documents
    return document


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("One<text:s/>fell<text:tab/>down.", "One fell down."),
        ("One fell.<text:line-break/>Two rose.", "One fell.\n\nTwo rose."),
        ("One <text:span>f<text:a>el</text:a></text:span>l.", "One fell."),
        ('5 km<text:span text:style-name="T1">2</text:span>.', "5 km²."),
        ('CO<text:span text:style-name="T2">2</text:span> rose.', "CO₂ rose."),
        ('The 4<text:span text:style-name="T3">2</text:span>.', "The 42."),
        ("One<text:note><text:p>Note.</text:p></text:note> fell.", "One fell."),
        ("One fell.<office:annotation><text:p>No.</text:p></office:annotation>", "One fell."),
    ],
)
def test_a_paragraph_reads_as_one_sees_it(inner: str, text: str) -> None:
    assert read(f"<text:p>{inner}</text:p>").text == text


def test_blocks_are_what_the_markup_says() -> None:
    document = read(
        "<text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes>"
        "<text:section><text:h>A heading</text:h></text:section>"
        "<text:list><text:list-item><text:p>an item</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>One fell on Monday.</text:p>"
    )
    assert [(s.kind, s.text) for s in document.sentences] == [
        ("heading", "A heading"),
        ("list item", "an item"),
        ("boilerplate", "a | b"),
        ("prose", "One fell on Monday."),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed("", "spreadsheet"), "is an OpenDocument file, but no text"),
        (packed("<text:p/>" * (ARCHIVE_TAGS + 1)), "has more than 1,500,000 tags"),
        (packed("<text:p>" * 3_000), "is not an ODT file, or is damaged"),
        (packed("<text:p>"), "is not an ODT file, or is damaged"),
        (packed(""), "is empty"),
    ],
)
def test_what_is_no_text_is_refused_in_a_line(data: bytes, said: str) -> None:
    _, (error,) = read_documents("-", io.BytesIO(data))
    assert said in str(error)
    assert "\n" not in str(error)
