"""What PDFium finds on the pages of a PDF; run as a script in a process of its own.

Standard input is the file, standard output JSON. Nothing of this project is imported here, so
that the process is there at once.
"""

import ctypes
import json
import math
import re
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

_ERRORS = {4: "password", 3: "damaged"}  # FPDF_GetLastError
_HYPHEN = re.compile("[\x02\ufffe]")  # of PDFium, at the end of a line
_WORDS = re.compile("[^ ]+(?: [^ ]+)*")
_GAP = 0.7  # of the size: words of a line are nearer, columns of a page further apart
_MOST_PIECES = 250_000
_INVISIBLE = 3  # FPDF_TEXTRENDERMODE_INVISIBLE, as of text that was recognised under a picture
_UNKNOWN = "\ufffd"
_SHOWN = dict.fromkeys(range(33), _UNKNOWN) | dict.fromkeys(
    [*range(9, 14), 32, 0x2028, 0x2029, 0xFEFF], " "
)


class _Font(NamedTuple):
    """What the characters of a text object share: its address, font, size and angle."""

    owner: int
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
        their names and whether they are hidden, ``title``, ``author`` and
        ``language``. A page is its ``box`` and its ``pieces``: text; left, right, right with the
        blank behind it, and baseline as they are when the writing is turned upright; size;
        number of the font; angle in degrees; whether no blank stands before.
    """
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        return {"error": _ERRORS.get(pdfium.FPDF_GetLastError(), "damaged")}
    if (count := pdfium.FPDF_GetPageCount(document)) > most_pages:
        return {"error": "long", "pages": count}
    fonts = _Fonts(pdfium)
    pages: list[dict[str, Any]] = []
    room = _MOST_PIECES
    for number in range(count):
        if page := _page(pdfium, document, number, fonts, room):
            pages.append(page)
            room -= len(page["pieces"])
        if room <= 0:
            return {"error": "large"}
    return {
        "pages": pages,
        "fonts": fonts.found,
        "title": _said(pdfium.FPDF_GetMetaText, document, b"Title"),
        "author": _said(pdfium.FPDF_GetMetaText, document, b"Author"),
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
        self._numbers: dict[tuple[int, bool], int] = {}
        self.found: list[tuple[str, bool]] = []

    def number(self, text_object: int) -> int:
        """The number of the font of an object at an address."""
        pdfium = self._pdfium
        held = ctypes.cast(text_object, pdfium.FPDFTextObj_GetFont.argtypes[0])
        is_hidden = pdfium.FPDFTextObj_GetTextRenderMode(held) == _INVISIBLE
        font = pdfium.FPDFTextObj_GetFont(held)
        key = ctypes.cast(font, ctypes.c_void_p).value or 0, is_hidden
        if key not in self._numbers:
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, name, 200)
            self._numbers[key] = len(self.found)
            self.found.append((name.value.decode("utf-8", "replace"), is_hidden))
        return self._numbers[key]


def _page(
    pdfium: Any, document: Any, number: int, fonts: _Fonts, most: int
) -> dict[str, Any] | None:
    page = pdfium.FPDF_LoadPage(document, number)
    text = pdfium.FPDFText_LoadPage(page) if page else None
    if not text:
        return None
    try:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        edges = [box.left, box.bottom, box.right, box.top]
        return {"box": edges, "pieces": list(islice(_Pieces(pdfium, text, fonts), most))}
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


class _Pieces:
    """The runs of characters of one text object, parted where a gap stands for a blank."""

    def __init__(self, pdfium: Any, text: Any, fonts: _Fonts) -> None:
        self._pdfium, self._text, self._fonts = pdfium, text, fonts
        self._count = pdfium.FPDFText_CountChars(text)
        self._known: dict[int, _Font] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = pdfium.FS_RECTF()
        self._get_object = pdfium.FPDFText_GetTextObject
        self._get_object.restype = ctypes.c_void_p  # a tenth of what a pointer costs

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """The pieces in the order of PDFium, which is mostly that of the file."""
        characters = self._characters()
        for words in _WORDS.finditer(characters):
            first, end = words.span()
            is_glued = False
            while first < end:
                last = self._last(characters, first, end)
                yield self._piece(characters[first : last + 1], first, last, is_glued)
                is_glued = last + 1 < end and characters[last + 1] != " "
                first = last + 1 if is_glued else last + 2

    def _characters(self) -> str:
        """The characters by their index, every blank as a space."""
        buffer = (ctypes.c_ushort * (self._count + 1))()
        self._pdfium.FPDFText_GetText(self._text, 0, self._count, buffer)
        text = bytes(buffer)[: 2 * self._count].decode("utf-16-le", "replace")
        if len(text) != self._count or "\0" in text:  # some are of two units, or of none
            get_code = self._pdfium.FPDFText_GetUnicode
            codes = [get_code(self._text, at) for at in range(self._count)]
            text = "".join(chr(code) if _is_scalar(code) else _UNKNOWN for code in codes)
        is_hyphen = self._pdfium.FPDFText_IsHyphen
        text = _HYPHEN.sub(lambda it: "-" if is_hyphen(self._text, it.start()) else _UNKNOWN, text)
        return text.translate(_SHOWN)

    def _last(self, characters: str, first: int, end: int) -> int:
        """The last character that one text object has from one on, with no gap before it.

        What belongs to it stands together. A blank that PDFium adds for a gap belongs to none.
        """
        owner = self._get_object(self._text, first)
        reached = first
        while True:
            blank = characters.find(" ", reached, end)
            blank = end if blank < 0 else blank
            if blank < end and self._goes_on(blank, owner):
                reached = blank + 1
                continue
            if self._is_of(blank - 1, owner):
                return blank - 1
            if not self._is_of(reached, owner):
                return reached - 2  # before the blank, the last that is of the object
            while reached + 1 < blank and self._is_of(reached + 1, owner):
                reached += 1
            return reached

    def _goes_on(self, blank: int, owner: int | None) -> bool:
        """Whether a blank stands in the file, or for a gap that is no wider than one."""
        if not self._pdfium.FPDFText_IsGenerated(self._text, blank):
            return bool(self._get_object(self._text, blank) == owner)
        if not self._is_of(blank - 1, owner) or not self._is_of(blank + 1, owner):
            return False
        font = self._font(blank - 1)
        self._pdfium.FPDFText_GetCharOrigin(self._text, blank + 1, self._x, self._y)
        gap = self._x.value - self._right(blank - 1, 0)
        return not font.angle and 0 <= gap < _GAP * font.size

    def _is_of(self, at: int, owner: int | None) -> bool:
        return (self._get_object(self._text, at) or owner) == owner

    def _piece(self, text: str, start: int, end: int, is_glued: bool) -> tuple[Any, ...]:
        font = self._font(start)
        self._pdfium.FPDFText_GetCharOrigin(self._text, start, self._x, self._y)
        left, y = _turned(self._x.value, self._y.value, font.angle)
        right = reach = self._right(end, font.angle)
        # Scanners stretch a word and its blank over the place of the word.
        if end + 1 < self._count and self._get_object(self._text, end + 1) == font.owner:
            reach = max(right, self._right(end + 1, font.angle))
        places = round(left, 2), round(right, 2), round(reach, 2), round(y, 2)
        return text, *places, font.size, font.number, font.angle, is_glued

    def _right(self, at: int, angle: int) -> float:
        """Where a character ends by the width that its font says: a scanner's glyph is empty."""
        box = self._box
        self._pdfium.FPDFText_GetLooseCharBox(self._text, at, box)
        if not angle:
            return float(box.right)
        corners = ((x, y) for x in (box.left, box.right) for y in (box.bottom, box.top))
        return max(_turned(*corner, angle)[0] for corner in corners)

    def _font(self, at: int) -> _Font:
        owner = self._get_object(self._text, at) or 0
        if owner not in self._known:
            matrix = self._pdfium.FS_MATRIX()
            self._pdfium.FPDFText_GetMatrix(self._text, at, matrix)
            size = self._pdfium.FPDFText_GetFontSize(self._text, at)
            self._known[owner] = _Font(
                owner,
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
