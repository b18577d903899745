"""Rich text; what other programs write is in ``test_formats.py``."""

import io

import pytest

from summarizer import read_documents

pytest.importorskip("striprtf", reason="the extra rtf is not installed")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"One fell.\par Two \b rose\b0 .", "One fell.\n\nTwo rose."),
        (r"5 km{\super 2} of CO{\sub 2}.", "5 km² of CO₂."),
        (r"10{\super\lang9 -6} m", "10⁻⁶ m"),
        (r"Caf\'e9 \u8364? 5.", "Café € 5."),
        (r"One{\footnote Note.} fell.", "One fell."),
        (r"A {\field{\*\fldinst HYPERLINK \"http://x.org/a\"}{\fldrslt link}} it.", "A link it."),
        (r"\bullet  one", "one"),
        (r"a\cell b\cell\row", "a | b"),
    ],
)
def test_a_text_reads_as_one_sees_it(source: str, text: str) -> None:
    data = rb"{\rtf1\ansi\ansicpg1252 " + source.encode() + b"}"
    (document,) = read_documents("-", io.BytesIO(data)).documents
    assert document.text == text


def test_title_and_author_are_what_the_file_says() -> None:
    said = rb"{\rtf1\ansi\ansicpg1252{\info{\title Br\'fccke}{\author Ann}} One fell.}"
    (document,) = read_documents("-", io.BytesIO(said)).documents
    assert (document.title, document.author) == ("Brücke", "Ann")


def test_what_is_too_large_is_refused() -> None:
    _, (error,) = read_documents("-", io.BytesIO(rb"{\rtf1 " + rb"\par " * 300_001))
    assert "is too large for an RTF file" in str(error)
