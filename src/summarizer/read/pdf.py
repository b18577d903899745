"""PDF: the text of its pages as paragraphs."""

import io
from typing import Any

from ..errors import ReadError
from .encodings import looks_binary
from .extracted import Extracted, author_of, one_line, title_of
from .packages import guarded
from .pdf_lines import lines_of
from .pdf_paragraphs import paragraphs

MOST_PAGES = 2_000
_LOGS = "pypdf"


def extract(data: bytes, charset: str = "") -> Extracted:  # noqa: ARG001 -- the seam's second
    """The text of a PDF file.

    Lines are joined to paragraphs by where they stand and how large they are; words that were
    parted at line ends are mended; running heads, feet and page numbers are left out. Large or
    bold lines are headings.

    Raises:
        ReadError: it is damaged, protected by a password, of pictures only, or too long.
    """
    with guarded("is not a PDF file, or is damaged", _LOGS):
        reader = _opened(data)
        pages = [lines_of(page, number) for number, page in enumerate(reader.pages)]
        said = reader.metadata
        title, author = title_of(said and said.title), author_of(said and said.author)
        language = one_line(reader.trailer["/Root"].get("/Lang"))
    lines = paragraphs(pages)
    if not lines:
        raise ReadError("has no text, perhaps only images: run text recognition (OCR) first")
    if looks_binary(lines.text.encode("utf-8", "replace")):
        raise ReadError("does not map its fonts to characters: run text recognition (OCR) first")
    return Extracted(lines.text, lines.marked, title, author=author, language=language)


def _opened(data: bytes) -> Any:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(io.BytesIO(data))
    try:
        opened = not reader.is_encrypted or reader.decrypt("") != PasswordType.NOT_DECRYPTED
    except (DependencyError, NotImplementedError):  # by a cipher that pypdf has not of itself
        opened = False
    if not opened:
        raise ReadError("is password-protected: save it without a password")
    if (pages := len(reader.pages)) > MOST_PAGES:
        raise ReadError(
            f"has {pages:,} pages, but at most {MOST_PAGES:,} are read: extract those you need"
        )
    return reader
