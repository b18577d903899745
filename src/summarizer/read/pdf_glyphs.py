"""What PDFium finds on the pages of a PDF; run as a script in a process of its own.

Standard input is the file, standard output JSON. Nothing of this project is imported here, so
that the process is there at once.
"""

import ctypes
import json
import math
import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, pairwise
from typing import Any, NamedTuple

_ERRORS = {4: "password", 3: "damaged"}  # FPDF_GetLastError
_HYPHEN = re.compile("[\x02\ufffe]")  # of PDFium, at the end of a line
_WORDS = re.compile("[^ ]+(?: [^ ]+)*")
_GAP = 0.7  # of the size: words of a line are nearer, columns of a page further apart
_MOST_PIECES = 250_000
_INVISIBLE = 3  # FPDF_TEXTRENDERMODE_INVISIBLE, as of text that was recognised under a picture
_UNKNOWN = "\ufffd"
_NOTHING = "\u2060"
_PAIR, _HALF = re.compile("[\ud800-\udbff][\udc00-\udfff]"), re.compile("[\ud800-\udfff]")
_SHAPED = re.compile("[\u0590-\u109f\u1780-\u18af\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_EAST = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_MIXED = re.compile(f"[{_EAST}][0-9A-Za-z]|[0-9A-Za-z][{_EAST}]")
_SET_APART = 0.24  # of the size; a blank is wider
_ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_STOPS = frozenset(".,;:!?،؛؟")
# What runs to the right: "12.5", "2020-2021", "5%"; beside Arabic the last two are parted.
_RUNS = re.compile(r"(?:[%$€£#°+-](?=\d))?\w+(?:[.,:/@&'’+-]\w+)*(?:(?<=\d)[%$€£#°])?")
_RUNS_OF_ARABIC = re.compile(r"\w+(?:[.,:/@&'’]\w+)*")
_BLANK = 0.13  # of the size: signs of such a script that stand nearer are of one word
_LEVEL = 0.3  # of the size: signs of one line differ less in height
_STRING = 3  # FPDF_OBJECT_STRING
_TEXT = 1  # FPDF_PAGEOBJ_TEXT
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
        pieces = _Pieces(pdfium, text, fonts)
        found = pieces.by_place(page) if pieces.are_shaped() else iter(pieces)
        return {"box": edges, "pieces": list(islice(found, most))}
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


class _Sign(NamedTuple):
    """A letter with its marks, or several that are drawn as one, and where it stands."""

    text: str
    left: float
    right: float
    y: float
    font: _Font


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
        self._read = self._characters()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """The pieces in the order of PDFium, which is mostly that of the file."""
        characters = self._read
        for words in _WORDS.finditer(characters):
            first, end = words.span()
            is_glued = False
            while first < end:
                last = self._last(characters, first, end)
                yield self._piece(characters[first : last + 1], first, last, is_glued)
                is_blank = characters[last + 1 : end][:1] == " "
                is_glued = last + 1 < end and (not is_blank or self._is_set_apart(last + 1))
                first = last + 2 if is_blank else last + 1

    def are_shaped(self) -> bool:
        """Whether most letters are of a script whose letters change beside each other.

        Of these programs write each sign by itself, with what it stands for beside it, in an
        order of their own and mostly without blanks.
        """
        shaped = len(_SHAPED.findall(self._read))
        return shaped > 0 and 2 * shaped > sum(map(str.isalnum, self._read))

    def by_place(self, page: Any) -> Iterator[tuple[Any, ...]]:
        """The words by where their signs stand, each line in the order in which it is read."""
        signs = [sign for sign in self._signs(page) if sign.font.size > 0]
        is_leftward = 2 * sum(bool(_LEFTWARD.search(sign.text)) for sign in signs) > len(signs)
        for line in _lines(signs):
            for word in _words(line, leftward=is_leftward):
                left, right = min(s.left for s in word), max(s.right for s in word)
                text, font = "".join(sign.text for sign in word), word[0].font
                places = round(left, 2), round(right, 2), round(right, 2), round(word[0].y, 2)
                yield text, *places, font.size, font.number, font.angle, False

    def _signs(self, page: Any) -> Iterator[_Sign]:
        """The signs in the order of PDFium; what several draw together is there once."""
        marks = _GlyphMarks(self._pdfium, page)
        characters = self._read
        told: dict[int, int] = {}  # which object wrote the text of a mark
        for (owner, *_), group in groupby(
            (at for at in range(self._count) if characters[at] != " "), self._origin
        ):
            places = list(group)
            if (mark := marks.of.get(owner)) and told.setdefault(mark, owner) != owner:
                continue
            font = self._font(places[0])
            self._pdfium.FPDFText_GetCharOrigin(self._text, places[0], self._x, self._y)
            left, y = _turned(self._x.value, self._y.value, font.angle)
            right = max(self._right(at, font.angle) for at in places)
            if mark and not font.angle:
                right = max(right, marks.right[mark])
            text = "".join(characters[at] for at in places)
            if _is_mark(text):
                left = right = self._middle(places[0])
            elif _is_mark(text[0]):  # as PDFium had it before 5.15
                text = text[::-1]
            yield _Sign(text, left, right, y, font)

    def _origin(self, at: int) -> tuple[int, float, float]:
        self._pdfium.FPDFText_GetCharOrigin(self._text, at, self._x, self._y)
        return self._get_object(self._text, at) or 0, self._x.value, self._y.value

    def _middle(self, at: int) -> float:
        """The middle of what is drawn of a sign that has no width."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        self._pdfium.FPDFText_GetCharBox(self._text, at, left, right, bottom, top)
        return (left.value + right.value) / 2

    def _characters(self) -> str:
        """The characters by their index, every blank as a space."""
        buffer = (ctypes.c_ushort * (self._count + 1))()
        self._pdfium.FPDFText_GetText(self._text, 0, self._count, buffer)
        text = bytes(buffer)[: 2 * self._count].decode("utf-16-le", "replace")
        if len(text) != self._count or "\0" in text:  # some are of two units, or of none
            get_code = self._pdfium.FPDFText_GetUnicode
            codes = [get_code(self._text, at) for at in range(self._count)]
            text = "".join(map(chr, codes))
            text = _HALF.sub(_UNKNOWN, _PAIR.sub(_joined, text))
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

    def _is_set_apart(self, blank: int) -> bool:
        """Whether a blank is the gap that programs set between numbers and East Asian letters."""
        pair = self._read[blank - 1 : blank + 2 : 2]
        if not _MIXED.match(pair) or not self._pdfium.FPDFText_IsGenerated(self._text, blank):
            return False
        self._pdfium.FPDFText_GetCharOrigin(self._text, blank + 1, self._x, self._y)
        gap = self._x.value - self._right(blank - 1, 0)
        return gap < _SET_APART * self._font(blank - 1).size

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


class _GlyphMarks:
    """The text that a file says objects stand for together (``ActualText``), by a number.

    Attributes:
        of: which an object has.
        right: where the last of its objects ends.
    """

    def __init__(self, pdfium: Any, page: Any) -> None:
        self.of: dict[int, int] = {}
        self.right: dict[int, float] = {}
        edges = [ctypes.c_float() for _ in range(4)]
        for at in range(pdfium.FPDFPage_CountObjects(page)):
            held = pdfium.FPDFPage_GetObject(page, at)
            if pdfium.FPDFPageObj_GetType(held) != _TEXT:
                continue
            for number in range(pdfium.FPDFPageObj_CountMarks(held)):
                mark = pdfium.FPDFPageObj_GetMark(held, number)
                kind = pdfium.FPDFPageObjMark_GetParamValueType(mark, b"ActualText")
                if kind == _STRING and pdfium.FPDFPageObj_GetBounds(held, *edges):
                    key = ctypes.cast(mark, ctypes.c_void_p).value or 0
                    self.of[ctypes.cast(held, ctypes.c_void_p).value or 0] = key
                    self.right[key] = max(self.right.get(key, edges[2].value), edges[2].value)


def _lines(signs: Sequence[_Sign]) -> Iterator[list[_Sign]]:
    """Signs that follow each other on one line."""
    line = list(signs[:1])
    for before, sign in pairwise(signs):
        is_same = abs(sign.y - before.y) < _LEVEL * max(sign.font.size, before.font.size)
        if not is_same or sign.font.angle != before.font.angle:
            yield line
            line = []
        line.append(sign)
    if line:
        yield line


def _words(line: Sequence[_Sign], *, leftward: bool) -> list[list[_Sign]]:
    """The words of a line as they are read; numbers and foreign words always run to the right."""
    words: list[list[_Sign]] = []
    for sign in _with_marks(line):
        before = words[-1][-1] if words else None
        if before and sign.left - before.right < _BLANK * sign.font.size:
            words[-1].append(sign)
        else:
            words.append([sign])
    return _leftward(words) if leftward else words


def _leftward(words: list[list[_Sign]]) -> list[list[_Sign]]:
    """Words from left to right as a script that runs to the left has them."""
    found: list[list[_Sign]] = []
    texts = ["".join(sign.text for sign in word) for word in words]
    runs = _RUNS_OF_ARABIC if any(map(_ARABIC.search, texts)) else _RUNS
    for is_other, group in groupby(zip(_foreign(texts), words, strict=True), lambda each: each[0]):
        run = [list(word) for _, word in group]
        if is_other:
            while len(run[0]) > 1 and run[0][0].text in _STOPS:
                stop, end = run[0].pop(0), run[-1][-1].right  # of a foreign name, at its left
                run[-1].append(stop._replace(left=end, right=end))
            found += reversed(run)
        else:
            found += [_turned_round(word, runs) for word in run]
    return found[::-1]


def _foreign(words: Sequence[str]) -> list[bool]:
    """Which words of a line, from the left, run to the right with other words beside them."""
    is_latin = [not _LEFTWARD.search(word) and any(map(str.isalpha, word)) for word in words]
    found: list[bool] = []
    for word, latin, following in zip(words, is_latin, [*is_latin[1:], False], strict=True):
        goes_on = found[-1:] == [True] and not _LEFTWARD.search(word)  # "Windows 10", "A & B"
        found.append(latin or (goes_on and (following or any(map(str.isdigit, word)))))
    return found


def _turned_round(word: Sequence[_Sign], runs: re.Pattern[str]) -> list[_Sign]:
    """The signs of a word from right to left, numbers in it from left to right."""
    firsts = "".join("~" if _is_leftward(sign) else sign.text[0] for sign in word)
    found: list[_Sign] = []
    end = len(word)
    for run in reversed([*runs.finditer(firsts)]):
        found += [*reversed(word[run.end() : end]), *word[run.start() : run.end()]]
        end = run.start()
    return [*found, *reversed(word[:end])]


def _is_mark(text: str) -> bool:
    return all(unicodedata.category(character) == "Mn" for character in text)


def _is_leftward(sign: _Sign) -> bool:
    return not sign.text[0].isdecimal() and _LEFTWARD.search(sign.text) is not None


def _with_marks(line: Sequence[_Sign]) -> list[_Sign]:
    """Signs from left to right, with the marks that are drawn above or below each."""
    marks = [sign for sign in line if _is_mark(sign.text)]
    signs = sorted((s for s in line if not _is_mark(s.text)), key=lambda sign: sign.left)
    if not signs:
        return marks
    of: dict[int, list[str]] = {}
    for mark in marks:
        at = bisect_right(signs, mark.left, key=lambda sign: sign.left) - 1
        of.setdefault(max(at, 0), []).append(mark.text)
    for at, texts in of.items():
        text = "".join(sorted(texts, key=lambda text: unicodedata.combining(text[0])))
        signs[at] = signs[at]._replace(text=signs[at].text + text)
    return signs


def _joined(found: re.Match[str]) -> str:
    """One character of two units, in a formula a plain letter; and nothing for the second."""
    character = found[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    plain = unicodedata.normalize("NFKC", character)
    return (plain if len(plain) == 1 else character) + _NOTHING


def _turned(x: float, y: float, angle: int) -> tuple[float, float]:
    """A place as it stands when writing at an angle is turned upright."""
    if not angle:
        return x, y
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return x * cosine + y * sine, y * cosine - x * sine


if __name__ == "__main__":
    json.dump(found_in(sys.stdin.buffer.read(), int(sys.argv[1])), sys.stdout)
