"""The words of a PDF's page as pieces of lines, each with its place and its type."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import isfinite
from typing import Any, NamedTuple

from ..text.rules import UNSPACED
from .scripts import lowered, raised

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0: None,
    0x2060: None,
    0x2217: "*",
}
_BOLD = re.compile(r"bold|black|heavy|semibd|demi|cmbx|sfbx|-medi\b|-medita", re.I)
_FIXED = re.compile(r"mono|courier|consol|typewriter|cmtt|sftt", re.I)
_SLANTED = re.compile(r"ital|obli|slant|cmmi|cmsy|lmmi|math|\bcmti", re.I)
_SYMBOLS = re.compile(r"cmmi|cmsy|cmex|msam|msbm|lmmi|lmsy|lmex|math", re.I)
# An accent that was drawn by itself, before its letter, as TeX does with its first fonts.
_ACCENT = re.compile(r"([´`¨ˆ˜ˇ˚˝˘˙]) ?([^\W\d_])")
_CEDILLA = re.compile(r"(?<=[^\W\d_]) ?¸")  # follows its letter
_COMBINING = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "ˇ": "\u030c",
    "˚": "\u030a",
    "˝": "\u030b",
    "˘": "\u0306",
    "˙": "\u0307",
}
_BLANK_BETWEEN = re.compile(rf"(?<=[{UNSPACED}]) (?=[{UNSPACED}])")  # beside a wide sign
_IS_UNSPACED = re.compile(rf"[{UNSPACED}]")
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")  # Hebrew, Arabic
_LAM_ALEF = re.compile("(\u0627)([\u0622\u0623\u0625\u0627])(\u0644)")  # one glyph, turned round
_OPENED, _CLOSED = str.maketrans(")]}»", "([{«"), str.maketrans("([{«", ")]}»")
_DOTTED = {"ı": "i", "ȷ": "j"}
_APART = 0.8  # of the size: what stands further from the word before may be in another column
_SPACE = 0.15  # of the size: what stands nearer belongs to the word before
_TIGHT = 0.18  # of the size: an exponent stands nearer to what has it
_SAME_LINE = 0.6  # of the size, up or down
_NEAR = 4  # pieces that tell the size of a line
_SMALL = 0.87  # of the size of its line: what may be raised or lowered
_UP = 0.12  # of the size: what stands higher than that is raised
_DOWN = 0.06  # of the size: what stands lower is lowered
_FEWEST_NUMBERED = 5  # lines; fewer numbers one below the other are a list
_STEPS = frozenset({1, 2, 3, 4, 5, 10})
_EQUAL = 0.6  # of the steps; heads and feet may be counted apart
_MEASURED = 0.15  # of the size: how far that of a scanned line may be off
_NAME = 3  # letters of the name of a quantity, at most
_CLOSING = frozenset(",.;:!?)]”’%،؛؟")
_SIGN = re.compile(r"\d{1,3}(?:[,–-]\d{1,3})*|[a-z]|[*†‡§¶#]{1,3}")


class Column(NamedTuple):
    """A column: its number among those of the page, where it begins and where full lines end."""

    number: int = 0
    left: float = 0.0
    right: float = 0.0


class PdfLine(NamedTuple):
    """A line, or as much of it as has no wide gap within.

    Attributes:
        text: stripped; ligatures are letters, what is raised or lowered is so in Unicode.
        page: its number, from 0.
        x, y: where it begins, in points from the lower left corner of the page.
        size: the height of its type, in points.
        is_bold, is_fixed: whether all of it is in bold type, in type of fixed width.
        height: of the page.
        is_numbered: whether it opens with a raised sign, as a footnote does.
        right: where it ends, in points.
        column: that in which it stands.
        signs: what is raised and may refer to a note: where in the text, and what.
        is_row: whether it is a row of a table.
    """

    text: str
    page: int
    x: float
    y: float
    size: float
    is_bold: bool = False
    is_fixed: bool = False
    height: float = 0.0
    is_numbered: bool = False
    right: float = 0.0
    column: Column = Column()
    signs: tuple[tuple[int, str], ...] = ()
    is_row: bool = False


class PdfPiece(NamedTuple):
    """A word or a part of one, as :mod:`.pdf_glyphs` finds it.

    Attributes:
        text: without a blank.
        x, right, y: where it begins and ends on its baseline, in points.
        reach: where a blank behind it ends, if the file has one there.
        size: the height of its type, in points.
        font: its number among those of the file.
        angle: of its baseline, in degrees.
        is_glued: whether no blank parts it from the piece before.
    """

    text: str
    x: float
    right: float
    reach: float
    y: float
    size: float
    font: int = 0
    angle: int = 0
    is_glued: bool = False


class Fonts(NamedTuple):
    """The numbers of the fonts that are bold, of fixed width, slanted, for formulas only, hidden.

    Hidden is what was recognised under the picture of a page.
    """

    bold: frozenset[int] = frozenset()
    fixed: frozenset[int] = frozenset()
    slanted: frozenset[int] = frozenset()
    symbols: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()


def fonts_of(found: Iterable[tuple[str, bool]]) -> Fonts:
    """The fonts of a file by their names."""
    numbers: list[list[int]] = [[], [], [], [], []]
    for number, (name, is_hidden) in enumerate(found):
        told = [pattern.search(name) for pattern in (_BOLD, _FIXED, _SLANTED, _SYMBOLS)]
        for of_kind, is_of_it in zip(numbers, [*told, is_hidden], strict=True):
            if is_of_it:
                of_kind.append(number)
    return Fonts(*map(frozenset, numbers))


def lines_of(page: Any, number: int, fonts: Fonts) -> list[PdfLine]:
    """The pieces of lines of a page, in the order of the file.

    Args:
        page: what :func:`.pdf_glyphs.found_in` says of it.
        number: of the page, from 0.
        fonts: of the file.
    """
    pieces = [PdfPiece(*piece) for piece in page["pieces"]]
    angles = Counter[int]()
    for piece in pieces:
        angles[piece.angle] += len(piece.text)
    if not angles:
        return []
    upright = angles.most_common(1)[0][0]  # the others stand in a margin or across the page
    left, bottom, right, top = page["box"]
    height = {90: right - left, 270: right - left}.get(upright, top - bottom)
    base = {0: bottom, 90: -right, 180: -top, 270: left}.get(upright, bottom)
    runs: list[list[PdfPiece]] = []
    kept = _rightward([p for p in pieces if p.angle == upright and _is_placed(p)])
    for piece in _without_line_numbers(kept):
        placed = piece._replace(y=piece.y - base)
        if runs and _goes_on(runs[-1], placed):
            runs[-1].append(placed)
        else:
            runs.append([placed])
    lines = [line for run in runs if (line := _line(run, number, height, fonts))]
    return _evened(lines) if all(piece.font in fonts.hidden for piece in kept) else lines


def _rightward(pieces: list[PdfPiece]) -> list[PdfPiece]:
    """The pieces of a page that is written from right to left as in a mirror; others as they are.

    What is left is then before, as everywhere else.
    """
    letters = sum(len(piece.text) for piece in pieces)
    if 2 * sum(len(_LEFTWARD.findall(piece.text)) for piece in pieces) <= letters:
        return pieces
    edge = max(piece.right for piece in pieces)
    return [
        piece._replace(
            text=_bracketed(piece.text),
            x=edge - piece.right,
            right=edge - piece.x,
            reach=edge - piece.x,
        )
        for piece in _with_numbers(pieces)
    ]


def _bracketed(text: str) -> str:
    """A word whose brackets open before it and close behind it, whichever way they are written."""
    inner = [at for at, character in enumerate(text) if character.isalnum()]
    if not inner:
        return text
    first, last = inner[0], inner[-1] + 1
    return text[:first].translate(_OPENED) + text[first:last] + text[last:].translate(_CLOSED)


def _with_numbers(pieces: Sequence[PdfPiece]) -> list[PdfPiece]:
    """Pieces of a page, numbers and foreign words, which run to the right, as one each."""
    found: list[PdfPiece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last and last.text[0].isalnum() and not _LEFTWARD.search(last.text + piece.text):
            gap = (piece.x - last.right) / piece.size
            if piece.y == last.y and abs(gap) < _APART and piece.x > last.x:
                text = last.text + " " * (not piece.is_glued) + piece.text
                found[-1] = last._replace(text=text, right=piece.right, reach=piece.reach)
                continue
        found.append(piece)
    return found


def _is_placed(piece: PdfPiece) -> bool:
    return piece.size > 0 and isfinite(piece.size + piece.x + piece.reach + piece.y)


def _evened(lines: list[PdfLine]) -> list[PdfLine]:
    """The lines of a scanned page, which are measured one by one, with sizes that are the same."""
    letters = Counter[float]()
    for line in lines:
        letters[line.size] += len(line.text)
    usual = letters.most_common(1)[0][0] if letters else 0.0
    near = ((line, abs(line.size - usual) < _MEASURED * usual) for line in lines)
    return [line._replace(size=usual) if is_near else line for line, is_near in near]


def joined(lines: Sequence[PdfLine], between: str = " ") -> PdfLine:
    """Pieces of one line, from left to right, as a line."""
    if len(lines) == 1:
        return lines[0]
    main = max(lines, key=lambda line: len(line.text))
    text, signs = "", list[tuple[int, str]]()
    before = lines[0]
    for line in lines:
        is_near = line.text[0] in _CLOSING and line.x - before.right < _SPACE * line.size
        text += between if text and not is_near else ""
        before = line
        signs += [(at + len(text), sign) for at, sign in line.signs]
        text += line.text
    return main._replace(
        text=text,
        x=lines[0].x,
        right=max(line.right for line in lines),
        is_bold=all(line.is_bold for line in lines),
        is_fixed=all(line.is_fixed for line in lines),
        is_numbered=lines[0].is_numbered,
        signs=tuple(signs),
        is_row=any(line.is_row for line in lines),
    )


def without_signs(line: PdfLine, is_sign: Any) -> PdfLine:
    """The line without those of its signs that a function holds for such."""
    text = line.text
    for at, sign in reversed(line.signs):
        shown = raised(sign)
        if is_sign(line, at, sign) and text[at : at + len(shown)] == shown:
            text = text[:at] + text[at + len(shown) :]
    return line._replace(text=" ".join(text.split()), signs=()) if line.signs else line


def _without_line_numbers(pieces: list[PdfPiece]) -> list[PdfPiece]:
    """The words of a page without the numbers that count its lines in a margin."""
    margins: defaultdict[int, list[PdfPiece]] = defaultdict(list)
    for piece in pieces:
        if piece.text.isdecimal():
            margins[round(piece.right)].append(piece)
    for place in margins:
        numbers = margins[place] + margins.get(place + 1, [])
        if _is_count(numbers):
            out = set(numbers)
            others = [piece for piece in pieces if piece not in out]
            if _is_margin(numbers, others):
                return _without_line_numbers(others)  # there may be another margin
    return pieces


def _is_count(numbers: Sequence[PdfPiece]) -> bool:
    """Whether numbers that stand one below the other mostly count by equal steps."""
    if len(numbers) < _FEWEST_NUMBERED:
        return False
    downwards = sorted(numbers, key=lambda piece: -piece.y)
    steps = Counter(int(below.text) - int(above.text) for above, below in pairwise(downwards))
    step, times = steps.most_common(1)[0]
    return step in _STEPS and times >= _EQUAL * (len(numbers) - 1)


def _is_margin(numbers: Sequence[PdfPiece], others: Sequence[PdfPiece]) -> bool:
    right, left = max(piece.right for piece in numbers), min(piece.x for piece in numbers)
    is_left = all(piece.x >= right for piece in others)
    return bool(others) and (is_left or all(piece.right <= left for piece in others))


def _goes_on(run: Sequence[PdfPiece], piece: PdfPiece) -> bool:
    """Whether a piece stands where the run before it ends."""
    last = run[-1]
    size = max(piece.size, *(before.size for before in run[-_NEAR:]))
    gap = piece.x - min(last.reach, last.right + size / 2)
    return abs(piece.y - _main(run[-_NEAR:]).y) < _SAME_LINE * size and (
        -_SAME_LINE * size < gap < _APART * size
    )


def _main(pieces: Sequence[PdfPiece]) -> PdfPiece:
    """The piece that tells size and baseline; one that is raised or lowered is smaller."""
    if len(pieces) == 1:
        return pieces[0]
    sizes = Counter[float]()
    for piece in pieces:
        sizes[piece.size] += len(piece.text)
    largest = max(sizes)
    size = max(
        (size for size in sizes if size > _SMALL * largest or sizes[size] > 3 * sizes[largest]),
        key=lambda size: sizes[size],
    )
    return max((p for p in pieces if p.size == size), key=lambda piece: len(piece.text))


def _line(pieces: Sequence[PdfPiece], number: int, height: float, fonts: Fonts) -> PdfLine | None:
    main = _main(pieces)
    text, signs = "", list[tuple[int, str]]()
    parts = _parts(pieces, main)
    before: PdfPiece | None = None
    for piece in parts:
        if before and not _is_near(before, piece):
            text += " "
        shift = _shift(piece, main)
        if shift > 0 and _SIGN.fullmatch(piece.text) and not _is_variable(before, fonts):
            signs.append((len(text), piece.text))
        at = max(0, len(text) - 1)  # where an accent may stand that this opens with the letter of
        text += (lowered(piece.text), piece.text, raised(piece.text, text))[shift + 1]
        text = text[:at] + _composed(text[at:])
        before = piece
    if not text.strip():
        return None
    return PdfLine(
        text,
        number,
        pieces[0].x,
        main.y,
        main.size,
        all(piece.font in fonts.bold for piece in pieces),
        all(piece.font in fonts.fixed for piece in pieces),
        height,
        bool(signs) and signs[0][0] == 0,
        pieces[-1].right,
        signs=tuple(signs),
        is_row=all(piece.font in fonts.symbols for piece in pieces),
    )


def _parts(pieces: Sequence[PdfPiece], main: PdfPiece) -> list[PdfPiece]:
    """The pieces, those of one exponent or index as one."""
    parts: list[PdfPiece] = []
    for piece in pieces:
        text = _BLANK_BETWEEN.sub("", piece.text.translate(_LIGATURES))
        shift = _shift(piece, main)
        before = parts[-1] if parts else None
        if before and shift and shift == _shift(before, main) and _is_near(before, piece):
            parts[-1] = before._replace(
                text=before.text + text, right=piece.right, reach=piece.reach
            )
        elif text:
            parts.append(piece._replace(text=text))
    return parts


def _is_near(before: PdfPiece, piece: PdfPiece) -> bool:
    """Whether a piece belongs to the word before; fonts that lie say it by their place."""
    gap = piece.x - before.right
    is_unspaced = _IS_UNSPACED.match(before.text[-1]) and _IS_UNSPACED.match(piece.text)
    if piece.is_glued or is_unspaced:
        return gap < _APART * piece.size
    if piece.text[0] in _CLOSING:
        return gap < _SPACE * piece.size
    sizes = sorted((piece.size, before.size))
    is_script = sizes[0] < _SMALL * sizes[1] and piece.y != before.y
    return is_script and gap < _TIGHT * sizes[1]


def _shift(piece: PdfPiece, main: PdfPiece) -> int:
    """1 for what is raised, -1 for what is lowered, 0 for what stands on the line."""
    rise = piece.y - main.y
    if piece.size >= _SMALL * main.size:
        return 0
    if rise > _UP * main.size:
        return 1
    return -1 if rise < -_DOWN * main.size else 0


def _is_variable(piece: PdfPiece | None, fonts: Fonts) -> bool:
    """Whether it is a short name in slanted type, as of a quantity: what it has is an exponent."""
    return piece is not None and len(piece.text) <= _NAME and piece.font in fonts.slanted


def _composed(text: str) -> str:
    """Letters with their accents as one character."""
    if not text.isascii():
        text = _ACCENT.sub(
            lambda found: _DOTTED.get(found[2], found[2]) + _COMBINING[found[1]], text
        )
        text = _CEDILLA.sub("\u0327", text)
        text = _LAM_ALEF.sub(r"\1\3\2", unicodedata.normalize("NFC", text))
    return text
