"""The lines of a PDF's page, each with its place and its type."""

import re
from typing import Any, NamedTuple

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0: None,
}
_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.I)
_FIXED = re.compile(r"mono|courier|consol|typewriter|cmtt", re.I)
_APART = re.compile(r"(?<=\w)\s+([‐\xad])$")  # a hyphen that was drawn by itself
_RAISED = 0.75  # of the size of its line; a number of a footnote is smaller than that


class Line(NamedTuple):
    """A line of a page.

    Attributes:
        text: stripped; ligatures are letters.
        page: its number, from 0.
        x, y: where it begins, in points from the lower left corner of the page.
        size: the height of its type, in points.
        is_bold, is_fixed: whether all of it is in bold type, in type of fixed width.
        height: of the page.
        is_numbered: whether it opens with a raised number, as a footnote does.
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


class _Piece(NamedTuple):
    text: str
    x: float
    y: float
    size: float
    font: str


def lines_of(page: Any, number: int) -> list[Line]:
    """The lines of a page of pypdf, in the order in which the file writes them."""
    gathered: list[list[_Piece]] = [[]]

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if "\n" in text:
            head, *others = text.split("\n")
            places = [head, *others]
        else:
            places = [text]
        for row, part in enumerate(places):
            if row:
                gathered.append([])
            if part:
                gathered[-1].append(_piece(part, cm, tm, font, size))

    page.extract_text(visitor_text=visit)
    height = float(page.mediabox.top)
    made = (_line(pieces, number, height) for pieces in gathered)
    return [line for line in made if line]


def _piece(text: str, cm: Any, tm: Any, font: Any, size: float) -> _Piece:
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    upright = abs((tm[2] * cm[1] + tm[3] * cm[3]) or (tm[2] * cm[0] + tm[3] * cm[2]) or 1.0)
    name = str((font or {}).get("/BaseFont", "")).partition("+")[2] or str(
        (font or {}).get("/BaseFont", "")
    )
    return _Piece(text.translate(_LIGATURES), float(x), float(y), abs(size) * upright, name)


def _line(pieces: list[_Piece], number: int, height: float) -> Line | None:
    worded = [piece for piece in pieces if piece.text.strip()]
    if not worded:
        return None
    main = max(worded, key=lambda piece: len(piece.text.strip()))
    # The number that opens a line is the footnote's own; others are where the text points to it.
    kept = [p for p in pieces if p is worded[0] or not _is_raised(p, main)]
    text = " ".join("".join(piece.text for piece in kept).split())
    if not text:
        return None
    return Line(
        _APART.sub(r"\1", text),
        number,
        worded[0].x,
        main.y,
        main.size,
        all(_BOLD.search(piece.font) for piece in worded),
        all(_FIXED.search(piece.font) for piece in worded),
        height,
        _is_raised(worded[0], main),
    )


def _is_raised(piece: _Piece, main: _Piece) -> bool:
    """Whether it is the small number of a footnote."""
    return piece.size < _RAISED * main.size and piece.text.strip().isdigit()
