"""Lines that are no running text, or that open a paragraph whatever the line before them.

Tables, code, rules, header blocks, signatures, running heads and the times of subtitles are told
by their looks; so are the marks of list items and the names of speakers. What only one line shows
counts for little: a dash or a number may stand at the start of a line because the line was full.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .lines import CAPITAL, DIGIT, FINAL, LISTED, OTHER, SMALL, Lines

SURE, WEAK = 2, 1
"""How sure it is that a line opens a paragraph; one that is weak does not if it fills a line."""

_RULE = re.compile(r"[\W_]+")
_MARK = re.compile(
    r"(?:[•‣▪●◦⁃·■□➢►*+–—-]|o)\s+(?=\S)"
    r"|(\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]\)?|\d{1,2}(?:\.\d{1,2})+|§{1,2}\s?\d+\.?)"
    r"\s+(?=\S)"
)
_BULLETS = frozenset("•‣▪●◦⁃■□➢►")
_MARKED = frozenset("•‣▪●◦⁃·■□➢►*+–—-(§0123456789")
_LABEL = re.compile(
    r"(?:\[?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?\]?\s+)?<[^<>\s]{1,30}>\s"
    r"|\[?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?\]?\s+\S"
    r"|[A-Z][\w.'’-]*(?: [A-Z(][\w.'’)-]*){0,3}:\s+\S"
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’() -]*[:.]|[^\W\da-z_][^\Wa-z_. '’()-]*")
_LABELS = 3  # lines with the name of a speaker make a dialogue
_HEADER = re.compile(r"[A-Z][A-Za-z-]{1,30}:(?:\s|$)")
_FIELDS = 3  # of a header block, at least
_TIME = re.compile(r"(?:\d+:)?\d{1,2}:\d\d[.,]\d{2,3} --> ")
_PAGE = re.compile(r"\W*(?:\[?[Pp]age |[Ss]eite |[Pp]ágina |[Pp]\. ?)?(?:\d{1,4}|[ivxlc]{1,6})(?: (?:of|/|von|de) \d{1,4})?\W*")
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_HEADS = 3  # pages on which a running head stands
_HEAD = 100  # characters
_CODE_SIGNS = "{}[]();=<>_\\|&$#@+*/~^%`"
_CODE = re.compile(
    r"[{};\\]$|^[})\]]|^(?:#include|#define|import |from \S+ import|def |class \w+[(:{]|return\b|if \(|for \("
    r"|while \(|\$ |% |>>> |//|/\*|<[/?!\w])|^[\w.]+ ?[-+*/|]?= ?\S|\w\([^()]*\)[;:{]?$"
)


@dataclass(frozen=True)
class Shapes:
    """What the lines of a text are by their looks; arrays have an entry for each line.

    Attributes:
        opens: how sure it is that each opens a paragraph.
        columns: where the text of each begins behind the mark of an item.
        apart: whether each stands by itself and is no running text.
        underlined: whether each is a title with a rule below it.
        is_captioned: whether the text is that of subtitles, in lines of any length.
    """

    opens: np.ndarray
    columns: np.ndarray
    apart: np.ndarray
    underlined: np.ndarray
    is_captioned: bool


def shapes_of(lines: Lines) -> Shapes:
    """What the lines of a text are."""
    size = len(lines)
    found = Shapes(
        opens=np.zeros(size, dtype=np.int8),
        columns=lines.indents.copy(),
        apart=np.zeros(size, dtype=bool),
        underlined=np.zeros(size, dtype=bool),
        is_captioned=" --> " in lines.text,
    )
    _find_rules(lines, found)
    _find_marks(lines, found)
    _find_labels(lines, found)
    _find_names(lines, found)
    _find_headers(lines, found)
    _find_signatures(lines, found)
    _find_code(lines, found)
    return found


def _find_rules(lines: Lines, found: Shapes) -> None:
    for row in np.flatnonzero(lines.firsts == OTHER).tolist():
        body = lines.body(row)
        if body[0] == "|" == body[-1]:
            found.apart[row] = True
        elif _RULE.fullmatch(body):
            found.apart[row] = True
            if row and not lines.gaps[row] and lines.sizes[row - 1] <= _HEAD:
                above = row == 1 or lines.gaps[row - 1] or found.apart[row - 2]
                found.underlined[row - 1] = bool(above)


def _find_marks(lines: Lines, found: Shapes) -> None:
    """The marks of list items: bullets, numbers and letters."""
    marks = []
    for row in np.flatnonzero(lines.may_be_marked).tolist():
        mark = _MARK.match(lines.text, lines.starts[row], lines.ends[row])
        if mark:
            marks.append((row, mark, _sign_of(mark)))
    counts = Counter(sign for _, _, sign in marks)
    for row, mark, sign in marks:
        before = row == 0 or lines.gaps[row] > 0 or lines.lasts[row - 1] in (FINAL, LISTED)
        sure = sign in _BULLETS or (before and counts[sign] > 1)
        found.opens[row] = SURE if sure else WEAK
        found.columns[row] += len(mark[0])


def _sign_of(mark: re.Match[str]) -> str:
    """The kind of a mark: a bullet itself, ``1.``, ``a)``, ``(A)``, …"""
    sign = mark[0].strip()
    if not mark[1]:
        return sign
    return re.sub(r"[^\W\d_]+", lambda letters: "A" if letters[0].isupper() else "a", re.sub(r"\d+", "1", sign))


def _find_labels(lines: Lines, found: Shapes) -> None:
    """The names of speakers in plays, interviews and chats."""
    rows = [
        row
        for row in np.flatnonzero(lines.may_be_labelled).tolist()
        if _LABEL.match(lines.text, lines.starts[row], lines.ends[row])
    ]
    if len(rows) >= _LABELS:
        found.opens[rows] = SURE


def _find_names(lines: Lines, found: Shapes) -> None:
    """Names of speakers on lines of their own, above what they say."""
    below = np.append(lines.gaps[1:] == 0, False)
    short = (lines.counts <= 4) & below & (lines.firsts == CAPITAL) & (lines.sizes < 40)
    rows = [
        row for row in np.flatnonzero(short).tolist() if _NAME.fullmatch(lines.body(row))
    ]
    counts = Counter(map(lines.body, rows))
    for row in rows:
        if counts[lines.body(row)] >= _LABELS:
            found.apart[row] = True


def _find_headers(lines: Lines, found: Shapes) -> None:
    """The header blocks of mails and of documents that open so: a name, a colon and a value."""
    likely = np.flatnonzero(lines.may_be_labelled & (lines.firsts == CAPITAL)).tolist()
    rows = [row for row in likely if _HEADER.match(lines.text, lines.starts[row])]
    named = np.zeros(len(lines), dtype=bool)
    named[rows] = True
    for first, last in regions(lines) if len(rows) >= _FIELDS else ():
        begin = first + lines.body(first).startswith("From ")
        own = named[begin:last]
        if own.sum() < _FIELDS or not own[0]:
            continue
        if not (own | (lines.indents[begin:last] > lines.indents[begin])).all():
            continue
        keys = {lines.body(begin + row).partition(":")[0] for row in np.flatnonzero(own).tolist()}
        finals = int((lines.lasts[begin:last][own] == FINAL).sum())
        if len(keys) >= 0.8 * own.sum() and 3 * finals <= len(keys):
            found.apart[first:last] = True


def _find_signatures(lines: Lines, found: Shapes) -> None:
    """What follows "-- " at the end of a mail."""
    if "--" not in lines.text:
        return
    for row in np.flatnonzero(lines.sizes == 2).tolist():
        if lines.body(row) == "--":
            end = row + 1
            while end < len(lines) and lines.quotes[end] == lines.quotes[row] and lines.gaps[end] < 2:
                end += 1
            if end - row <= 12:
                found.apart[row:end] = True


def interruptions(lines: Lines) -> np.ndarray:
    """Which lines stand where the text is broken off and goes on behind them.

    They are running heads, page numbers, and the numbers and times of subtitles.
    """
    text = lines.text
    found = np.zeros(len(lines), dtype=bool)
    if " --> " in text:
        for row in np.flatnonzero(lines.firsts == DIGIT).tolist():
            if _TIME.match(text, lines.starts[row]):
                found[row] = True
                found[max(0, row - 1)] |= lines.body(row - 1).isdigit()
    alone = (lines.gaps > 0) & np.append(lines.gaps[1:] > 0, True)
    short = (lines.sizes < _HEAD) & (lines.lasts != FINAL)
    numbered = lines.has_number_at_edge
    if "\f" in text:
        broken = lines.after_form_feed
        near = broken | np.append(broken[1:], False)
        found |= short & near & numbered
        alone |= near
        numbered = numbered | near
    rows = np.flatnonzero(alone & numbered & short).tolist()
    if len(rows) < 2:
        return found
    heads = {row: _NUMBERS.sub("#", " ".join(lines.body(row).split())) for row in rows}
    counts = Counter(heads.values())
    fewest = 2 if "\f" in text else _HEADS
    interrupting = {head for row, head in heads.items() if "\f" in text or _interrupts(lines, row)}
    for row, head in heads.items():
        found[row] |= counts[head] >= fewest and head in interrupting
    return found


def _interrupts(lines: Lines, row: int) -> bool:
    """Whether a line alone stands in the middle of a sentence, or is a mere number."""
    if not 0 < row < len(lines) - 1:
        return False
    is_open = lines.lasts[row - 1] != FINAL and lines.firsts[row + 1] == SMALL
    return bool(is_open) or _PAGE.fullmatch(lines.body(row)) is not None


def _find_code(lines: Lines, found: Shapes) -> None:
    """Programs and commands; nothing that a sentence could be taken from."""
    text = lines.text
    signs = sum(map(text.count, "{}=<>$|#\\"))
    if signs < 0.002 * len(text):
        return
    for first, last in regions(lines):
        bodies = [lines.body(row) for row in range(first, last)]
        likely = sum(_CODE.search(body) is not None for body in bodies)
        if 2 * likely < len(bodies):
            continue
        size = sum(map(len, bodies))
        marks = sum(body.count(sign) for body in bodies for sign in _CODE_SIGNS)
        if marks > 0.06 * size:
            found.apart[first:last] = True


def regions(lines: Lines) -> Iterable[tuple[int, int]]:
    """The first line of each run without a blank line in it, and the one after its last."""
    first = np.flatnonzero((lines.gaps > 0) | (np.diff(lines.quotes, prepend=0) != 0))
    edges = sorted({0, *first.tolist(), len(lines)})
    return zip(edges, edges[1:], strict=False)
