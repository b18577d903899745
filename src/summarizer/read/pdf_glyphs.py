"""What PDFium finds on the pages of a PDF; run as a script in a process of its own.

Standard input is the file, standard output JSON. Nothing of this project is imported here, so
that the process is there at once.
"""

import ctypes
import json
import math
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

_ERRORS = {4: "password", 3: "damaged"}  # FPDF_GetLastError
_HYPHEN = 2  # of PDFium, at the end of a line
_SPACE = 32
_INVISIBLE = 3  # FPDF_TEXTRENDERMODE_INVISIBLE, as of text that was recognised under a picture
_BLANKS = frozenset({0x2028, 0x2029, 0xFEFF})


class _Font(NamedTuple):
    """What the characters of a text object share: a number of a font, size and angle."""

    number: int
    size: float
    angle: int


def found_in(data: bytes, most_pages: int) -> dict[str, Any]:
    """The pieces of words on every page of a file, and what the file says of itself.

    Args:
        data: the file.
        most_pages: a longer file is not read.

    Returns:
        ``error`` and, for ``"long"``, the number of ``pages``; or else ``pages``, ``fonts`` as
        their names, flags and whether they are hidden, ``title``, ``author``, ``made`` and ``language``. A page is its
        ``box`` and its ``pieces``: text; left, right, right with the blank behind it, and baseline as
        they are when the writing
        is turned upright; size; number of the font; angle in degrees; whether no blank stands
        before.
    """
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        return {"error": _ERRORS.get(pdfium.FPDF_GetLastError(), "damaged")}
    if (count := pdfium.FPDF_GetPageCount(document)) > most_pages:
        return {"error": "long", "pages": count}
    fonts = _Fonts(pdfium)
    pages = [_page(pdfium, document, number, fonts) for number in range(count)]
    return {
        "pages": [page for page in pages if page],
        "fonts": fonts.found,
        "title": _said(pdfium.FPDF_GetMetaText, document, b"Title"),
        "author": _said(pdfium.FPDF_GetMetaText, document, b"Author"),
        "made": _said(pdfium.FPDF_GetMetaText, document, b"CreationDate"),
        "language": _said(pdfium.FPDFCatalog_GetLanguage, document),
    }


def _said(function: Any, *of: Any) -> str:
    """A string that a function of PDFium writes into a buffer in UTF-16."""
    size = min(function(*of, None, 0), 1 << 16)
    if size <= 0:
        return ""
    buffer = ctypes.create_string_buffer(size)
    function(*of, ctypes.cast(buffer, function.argtypes[-2]), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


class _Fonts:
    """The fonts of a file, numbered as they are met."""

    def __init__(self, pdfium: Any) -> None:
        self._pdfium = pdfium
        self._numbers: dict[tuple[str, int, bool], int] = {}
        self.found: list[tuple[str, int, bool]] = []

    def number(self, text_object: Any) -> int:
        held = ctypes.cast(text_object, self._pdfium.FPDFTextObj_GetFont.argtypes[0])
        font = self._pdfium.FPDFTextObj_GetFont(held)
        name = ctypes.create_string_buffer(200)
        self._pdfium.FPDFFont_GetBaseFontName(font, name, 200)
        flags = self._pdfium.FPDFFont_GetFlags(font)
        is_hidden = self._pdfium.FPDFTextObj_GetTextRenderMode(held) == _INVISIBLE
        key = name.value.decode("utf-8", "replace"), flags, is_hidden
        if key not in self._numbers:
            self._numbers[key] = len(self.found)
            self.found.append(key)
        return self._numbers[key]


def _page(pdfium: Any, document: Any, number: int, fonts: _Fonts) -> dict[str, Any] | None:
    page = pdfium.FPDF_LoadPage(document, number)
    text = pdfium.FPDFText_LoadPage(page) if page else None
    if not text:
        return None
    try:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        edges = [box.left, box.bottom, box.right, box.top]
        return {"box": edges, "pieces": list(_Pieces(pdfium, text, fonts))}
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


class _Pieces:
    """The runs of characters of one text object with no blank among them."""

    def __init__(self, pdfium: Any, text: Any, fonts: _Fonts) -> None:
        self._pdfium, self._text, self._fonts = pdfium, text, fonts
        self._count = pdfium.FPDFText_CountChars(text)
        self._known: dict[int, _Font] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = pdfium.FS_RECTF()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """The pieces in the order of PDFium, which is mostly that of the file."""
        held, start, written, is_glued = None, 0, "", False
        for at, (character, owner) in enumerate(self._characters()):
            if written and (character == " " or owner != held):
                yield self._piece(written, start, at - 1, is_glued)
                written, is_glued = "", True
            if character == " ":
                is_glued = False
            elif not written:
                start, held, written = at, owner, character
            else:
                written += character

    def _characters(self) -> Iterator[tuple[str, int | None]]:
        """Each character, every blank as a space, and the address of its text object."""
        text, get_code = self._text, self._pdfium.FPDFText_GetUnicode
        get_object = self._pdfium.FPDFText_GetTextObject
        get_object.restype = ctypes.c_void_p  # a tenth of what a pointer costs
        is_hyphen = self._pdfium.FPDFText_IsHyphen
        owner = None
        for at in range(self._count):
            code = get_code(text, at)
            if code <= _SPACE or code in _BLANKS:
                yield "-" if code == _HYPHEN and is_hyphen(text, at) else " ", owner
                continue
            owner = get_object(text, at) or owner  # what PDFium adds belongs to none
            yield chr(code) if _is_scalar(code) else "\ufffd", owner
        yield " ", None

    def _piece(self, text: str, start: int, end: int, is_glued: bool) -> tuple[Any, ...]:
        font = self._font(start)
        self._pdfium.FPDFText_GetCharOrigin(self._text, start, self._x, self._y)
        left, y = _turned(self._x.value, self._y.value, font.angle)
        right = reach = self._right(end, font.angle)
        # Scanners stretch a word and its blank over the place of the word.
        if self._has_blank(end + 1):
            reach = max(right, self._right(end + 1, font.angle))
        places = round(left, 2), round(right, 2), round(reach, 2), round(y, 2)
        return text, *places, font.size, font.number, font.angle, is_glued

    def _has_blank(self, at: int) -> bool:
        """Whether a character is a blank that stands in the file, not one that PDFium puts in."""
        get_code, is_added = self._pdfium.FPDFText_GetUnicode, self._pdfium.FPDFText_IsGenerated
        return get_code(self._text, at) == _SPACE and not is_added(self._text, at)

    def _right(self, at: int, angle: int) -> float:
        """Where a character ends by the width that its font says: a scanner's glyph is empty."""
        box = self._box
        self._pdfium.FPDFText_GetLooseCharBox(self._text, at, box)
        corners = ((x, y) for x in (box.left, box.right) for y in (box.bottom, box.top))
        return max(_turned(*corner, angle)[0] for corner in corners)

    def _font(self, at: int) -> _Font:
        owner = self._pdfium.FPDFText_GetTextObject(self._text, at) or 0
        if owner not in self._known:
            matrix = self._pdfium.FS_MATRIX()
            self._pdfium.FPDFText_GetMatrix(self._text, at, matrix)
            size = self._pdfium.FPDFText_GetFontSize(self._text, at)
            self._known[owner] = _Font(
                self._fonts.number(owner) if owner else 0,
                round(abs(size) * math.hypot(matrix.c, matrix.d), 2),
                round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360,
            )
        return self._known[owner]


def _is_scalar(code: int) -> bool:
    return code < 0xD800 or 0xE000 <= code <= sys.maxunicode


def _turned(x: float, y: float, angle: int) -> tuple[float, float]:
    """A place as it stands when writing at an angle is turned upright."""
    if not angle:
        return x, y
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return x * cosine + y * sine, y * cosine - x * sine


if __name__ == "__main__":
    json.dump(found_in(sys.stdin.buffer.read(), int(sys.argv[1])), sys.stdout)
