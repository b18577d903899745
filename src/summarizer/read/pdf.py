"""PDF: the text of its pages as paragraphs."""

from pathlib import Path
from typing import Any

from ..errors import ReadError
from . import isolated
from .budget import PDF_PAGES
from .extracted import Extracted, author_of, one_line, title_of
from .pdf_lines import fonts_of, lines_of
from .pdf_paragraphs import paragraphs

_UNKNOWN = 0.1  # of the characters; a symbol in a formula may have no name
_DAMAGED = "is not a PDF file, or is damaged"
_SCRIPT = Path(__file__).with_name("pdf_glyphs.py")


def extract(data: bytes, charset: str = "") -> Extracted:  # noqa: ARG001 -- the seam's second
    """The text of a PDF file.

    Lines are read by column and joined to paragraphs by where they stand and how large they are;
    words that were parted at line ends are mended; running heads, feet, footnotes and the
    numbers of pages and lines are left out. Large or bold lines are headings, rows of tables
    boilerplate.

    Raises:
        ReadError: it is damaged, protected by a password, of pictures only, or too long.
    """
    found = isolated.run(_SCRIPT, data, str(PDF_PAGES), what=_DAMAGED)
    if error := found.get("error"):
        raise _refused(error, found)
    fonts = fonts_of(found["fonts"])
    pages = [lines_of(page, number, fonts) for number, page in enumerate(found["pages"])]
    lines = paragraphs(pages)
    if not lines:
        raise ReadError("has no text, perhaps only images: run text recognition (OCR) first")
    if lines.text.count("\ufffd") > _UNKNOWN * len(lines.text):
        raise ReadError("does not map its fonts to characters: run text recognition (OCR) first")
    return Extracted(
        lines.text,
        lines.marked,
        title_of(found["title"]),
        author=author_of(found["author"]),
        language=one_line(found["language"]),
    )


def _refused(error: str, found: dict[str, Any]) -> ReadError:
    """The error of a file of which no page was read."""
    if error == "password":
        return ReadError("is password-protected: save it without a password")
    if error == "long":
        pages = found["pages"]
        return ReadError(
            f"has {pages:,} pages, but at most {PDF_PAGES:,} are read: extract those you need"
        )
    if error == "large":
        return ReadError("has too much on its pages: extract those you need")
    return ReadError(_DAMAGED)
