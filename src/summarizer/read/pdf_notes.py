"""The notes of a PDF and the signs that refer to them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from .pdf_lines import PdfLine, without_signs

_SET_OFF = 1.7  # of the size: lines of one text are nearer
_SMALL = 0.92  # of the body's size: notes
_OPENS = re.compile(r"[\[(]?(\d{1,3}|[*†‡§¶#]{1,3})(?![\d%])[\])]?\.?\s*(?=\S)")
_GLUED = re.compile(r"\d{1,2}[A-Z][a-z]")  # a number that was raised before it was scanned
_NUMBER = r"(?:\d{1,2}\.? |[ivx]+\.? )?"
SOURCES = re.compile(
    rf"{_NUMBER}(?:(?:list of )?references|(?:notes and )?references|works cited|bibliograph\w+"
    r"|literatur(?:verzeichnis|hinweise)?|quellen(?:verzeichnis)?|einzelnachweise|références"
    r"|bibliografía|referencias|referências|riferimenti|literatura|literatuur|bibliografia)\W*",
    re.I,
)
"""A heading over the list of sources."""

_NOTES = re.compile(rf"{_NUMBER}(?:(?:end|foot)?notes?|anmerkungen|notas|noten|sources)\W*", re.I)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d\Z")
_UNIT = re.compile(r"(?:(?<![^\W\d_])|(?<=[\d/]))(?:[kcdmµμn]?m|ft|in|yd|mi|s|sec|ha)\Z")
# A letter by itself, as "aT" a number times another, or what stands after a sign of operation.
_VARIABLE = re.compile(r"(?:(?<![^\W_])[^\W\d_]|\b[a-z][A-Z]|[=+×·*/<>≈−]\s?\w{1,3})\Z")
_CLOSED = tuple(".,;:!?…”“’\"'»")  # after which nothing is raised but a sign


def without_notes(lines: Sequence[PdfLine], body: float) -> list[PdfLine]:
    """Lines without footnotes and without the signs that refer to them or to a list of sources.

    Footnotes stand at the foot of a column, the first with a sign; they are small, or else set
    off, with a raised number. An exponent is raised as well and refers to nothing.

    Args:
        lines: of the file, in order.
        body: the size of its text.
    """
    kept: list[PdfLine] = []
    opened: defaultdict[int, set[str]] = defaultdict(set)
    for number, of_page in groupby(lines, key=lambda line: line.page):
        page = list(of_page)
        for _, of_column in groupby(page, key=lambda line: line.column):
            column = list(of_column)
            end = _start_of_notes(column, body, page)
            kept += column[:end]
            opened[number].update(_openings(column[end:]))
    sources = _sources(kept)

    def is_sign(line: PdfLine, at: int, sign: str) -> bool:
        return _is_sign(line.text[:at], sign, opened[line.page] | sources)

    return [line for line in (without_signs(line, is_sign) for line in kept) if line.text]


def _start_of_notes(column: Sequence[PdfLine], body: float, page: Sequence[PdfLine]) -> int:
    """Where the footnotes of a column begin; the number of its lines if nowhere."""
    for at, (line, following) in enumerate(pairwise(column), start=1):
        is_set_off = line.y - following.y > _SET_OFF * following.size
        is_numbered = following.is_numbered or _GLUED.match(following.text)
        if is_numbered and is_set_off and all(n.y <= following.y for n in column[at:]):
            return at
    end = len(column)
    while end and column[end - 1].size < _SMALL * body and not column[end - 1].is_row:
        end -= 1
    while end < len(column) and not _opening(column[end]):
        end += 1  # what is small before the first sign may be text
    if end == len(column):
        return end
    above = [line.y for line in page if line.size >= _SMALL * body] or [column[end].height / 2]
    is_below = column[end].y < (column[end - 1].y if end else min(above))
    return end if is_below else len(column)


def _openings(notes: Iterable[PdfLine]) -> set[str]:
    """The signs with which notes open."""
    return {opening for line in notes if (opening := _opening(line))}


def _opening(line: PdfLine) -> str:
    """The sign with which a line opens, or ``""``."""
    if line.is_numbered:
        return line.signs[0][1]
    match = _OPENS.match(line.text)
    return match[1] if match else ""


def _sources(lines: Sequence[PdfLine]) -> set[str]:
    """The numbers of the entries under the last heading that announces notes or sources."""
    starts = [at for at, line in enumerate(lines) if _announces(line.text)]
    return _openings(lines[starts[-1] + 1 :]) if starts else set()


def _announces(text: str) -> bool:
    return bool(SOURCES.fullmatch(text) or _NOTES.fullmatch(text))


def _is_sign(before: str, sign: str, notes: set[str]) -> bool:
    """Whether what is raised after a text refers to a note and is no exponent."""
    before = before.rstrip()
    if not before or _VARIABLE.search(before) or _UNIT.search(before):
        return False
    if before[-1].isdigit() and not _YEAR.search(before):
        return False
    if before.endswith(_CLOSED):
        return True
    first = re.split(r"[,–-]", sign)[0]
    return first in notes
