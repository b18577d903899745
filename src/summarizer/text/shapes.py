"""Lines that are no running text, or that open a paragraph whatever the line before them.

Tables, code, rules, header blocks, signatures, running heads and the times of subtitles are told
by their looks; so are the marks of list items and the names of speakers. What only one line shows
counts for little: a dash or a number may stand at the start of a line because the line was full.
"""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from ..arrays import true_places
from ..memo import Pattern
from .lines import CAPITAL, DIGIT, FINAL, LISTED, OTHER, SMALL, Lines

SURE, WEAK = 2, 1
"""How sure it is that a line opens a paragraph; one that is weak does not if it fills a line."""

_RULE = re.compile(r"[\W_]+")
_MARK = Pattern(
    r"(?:[•‣▪●◦⁃·■□➢►*+–—-]|o)\s+(?=\S)"
    r"|(\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]\)?|\d{1,2}(?:\.\d{1,2})+|§{1,2}\s?\d+\.?)"
    r"\s+(?=\S)"
)
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
_BULLETS = frozenset("•‣▪●◦⁃■□➢►")
_LABEL = Pattern(
    r"(?:\[?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?\]?\s+)?<[^<>\s]{1,30}>\s"
    r"|\[?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?\]?\s+\S"
    r"|[A-Z][\w.'’-]*(?: [A-Z(][\w.'’)-]*){0,3}:\s+\S"
)
_NAME = Pattern(r"[A-ZÀ-Þ][\w.'’() -]*[:.]|[^\W\da-z_][^\Wa-z_. '’()-]*")
_SHORTEST = 3  # signs in a rule
_LABELS = 3  # lines with the name of a speaker make a dialogue
_HEADER = re.compile(r"[A-Z][A-Za-z-]{1,30}:(?:\s|$)")
_FIELDS = 3  # of a header block, at least
_TIME = re.compile(r"(?:\d+:)?\d{1,2}:\d\d[.,]\d{2,3} --> ")
_PAGE = re.compile(
    r"\W*(?:\[?[Pp]age |[Ss]eite |[Pp]ágina |[Pp]\. ?)?"
    r"(?:\d{1,4}|[ivxlc]{1,6})(?: (?:of|/|von|de) \d{1,4})?\W*"
)
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_NUMBER = 24  # characters of a line that is a page number
_SIGNATURE = 12  # lines, at most
_HEADS = 3  # pages on which a running head stands
_HEAD = 100  # characters
_CODE_SIGNS = "{}[]();=<>_\\|&$#@+*/~^%`"
_CODE = Pattern(
    r"[{};\\]$|^[})\]]|^(?:#include|#define|import |from \S+ import|def |class \w+[(:{]"
    r"|return\b|if \(|for \("
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
    for row in true_places(lines.firsts == OTHER).tolist():
        body = lines.body(row)
        if body[0] == "|" == body[-1]:
            found.apart[row] = True
        elif _RULE.fullmatch(body) and not _ends_sentence(lines, row):
            found.apart[row] = True
            if row and not lines.gaps[row] and lines.sizes[row - 1] <= _HEAD:
                above = row == 1 or lines.gaps[row - 1] or found.apart[row - 2]
                found.underlined[row - 1] = bool(above)


def _ends_sentence(lines: Lines, row: int) -> bool:
    """Whether a line of signs is what was left of a sentence: "%." behind a number."""
    is_below = row > 0 and not lines.gaps[row] and lines.lasts[row - 1] != FINAL
    return bool(is_below and lines.sizes[row] < _SHORTEST and lines.lasts[row] == FINAL)


def _find_marks(lines: Lines, found: Shapes) -> None:
    """The marks of list items: bullets, numbers and letters."""
    marks = []
    rows = true_places(lines.may_be_marked)
    places = zip(rows.tolist(), lines.starts[rows].tolist(), lines.ends[rows].tolist(), strict=True)
    for row, start, end in places:
        mark = _MARK.match(lines.text, start, end)
        if mark:
            marks.append((row, mark, _sign_of(mark)))
    counts = Counter(sign for _, _, sign in marks)
    numbers = {(sign, _number_of(mark)) for _, mark, sign in marks}
    for row, mark, sign in marks:
        number = _number_of(mark)
        if number and numbers.isdisjoint({(sign, number - 1), (sign, number + 1)}):
            continue  # a day or the like that a line happens to begin with
        before = row == 0 or lines.gaps[row] > 0 or lines.lasts[row - 1] in (FINAL, LISTED)
        sure = sign in _BULLETS or (before and counts[sign] > 1)
        found.opens[row] = SURE if sure else WEAK
        found.columns[row] += len(mark[0])


def _sign_of(mark: re.Match[str]) -> str:
    """The kind of a mark: a bullet itself, ``1.``, ``a)``, ``(A)`` and so on."""
    sign = mark[0].strip()
    if not mark[1]:
        return sign
    return _LETTERS.sub(lambda found: "A" if found[0].isupper() else "a", _DIGITS.sub("1", sign))


def _number_of(mark: re.Match[str]) -> int:
    """The number of an item that is counted; 0 for a letter, a bullet or a number in parts."""
    number = (mark[1] or "").strip("().")
    return int(number) if number.isdecimal() else 0


def _find_labels(lines: Lines, found: Shapes) -> None:
    """The names of speakers in plays, interviews and chats."""
    rows = _matching(lines, true_places(lines.may_be_labelled), _LABEL)
    if len(rows) < _LABELS:
        return
    timed = lines.firsts[rows] == DIGIT
    for own in (np.array(rows)[timed], np.array(rows)[~timed]):
        if len(own) >= _LABELS:
            found.opens[own] = SURE


def _find_names(lines: Lines, found: Shapes) -> None:
    """Names of speakers on lines of their own, above what they say."""
    below = np.append(lines.gaps[1:] == 0, False)
    short = (lines.counts <= 4) & below & (lines.firsts == CAPITAL) & (lines.sizes < 40)
    rows = [row for row in true_places(short).tolist() if _NAME.fullmatch(lines.body(row))]
    counts = Counter(map(lines.body, rows))
    for row in rows:
        if counts[lines.body(row)] >= _LABELS:
            found.apart[row] = True


def _find_headers(lines: Lines, found: Shapes) -> None:
    """The header blocks of mails and of documents that open so: a name, a colon and a value."""
    likely = true_places(lines.may_be_labelled & (lines.firsts == CAPITAL))
    named = np.zeros(len(lines), dtype=bool)
    named[_matching(lines, likely, _HEADER)] = True
    for first, last in _regions_with(lines, named, _FIELDS):
        begin = first + lines.body(first).startswith("From ")
        own = named[begin:last]
        if not own[0] or not (own | (lines.indents[begin:last] > lines.indents[begin])).all():
            continue
        keys = {lines.body(begin + row).partition(":")[0] for row in true_places(own).tolist()}
        finals = int((lines.lasts[begin:last][own] == FINAL).sum())
        if len(keys) >= 0.8 * own.sum() and 3 * finals <= len(keys):
            found.apart[first:last] = True


def _matching(lines: Lines, rows: np.ndarray, pattern: re.Pattern[str]) -> list[int]:
    """Those of some lines that begin with what a pattern matches."""
    places = zip(rows.tolist(), lines.starts[rows].tolist(), lines.ends[rows].tolist(), strict=True)
    return [row for row, start, end in places if pattern.match(lines.text, start, end)]


def _regions_with(lines: Lines, which: np.ndarray, fewest: int) -> list[tuple[int, int]]:
    """The regions in which there are so many of some lines at least: first line and end of each.

    A region here is a run of lines without a blank line in it, of one quotation.
    """
    if which.sum() < fewest:
        return []
    opens = lines.gaps > 0
    opens[1:] |= lines.quotes[1:] != lines.quotes[:-1]
    opens[0] = True
    first = true_places(opens)
    numbers = np.bincount((np.cumsum(opens) - 1)[which], minlength=len(first))
    last = np.append(first[1:], len(lines))
    chosen = numbers >= fewest
    return list(zip(first[chosen].tolist(), last[chosen].tolist(), strict=True))


def _find_signatures(lines: Lines, found: Shapes) -> None:
    """What follows "-- " at the end of a mail."""
    if "--" not in lines.text:
        return
    for row in true_places(lines.sizes == 2).tolist():
        if lines.body(row) == "--":
            end, limit = row + 1, min(len(lines), row + _SIGNATURE + 1)
            while end < limit and lines.quotes[end] == lines.quotes[row] and lines.gaps[end] < 2:
                end += 1
            if end - row <= _SIGNATURE:
                found.apart[row:end] = True


def interruptions(lines: Lines) -> np.ndarray:
    """Which lines stand where the text is broken off and goes on behind them.

    They are running heads, page numbers, and the numbers and times of subtitles.
    """
    text = lines.text
    found = np.zeros(len(lines), dtype=bool)
    if " --> " in text:
        for row in true_places(lines.firsts == DIGIT).tolist():
            if _TIME.match(text, lines.starts[row]):
                found[row] = True
                found[max(0, row - 1)] |= lines.body(row - 1).isdigit()
    broken = lines.after_form_feed if "\f" in text else np.zeros(len(lines), dtype=bool)
    below = np.append(broken[1:], False)
    over, under = lines.gaps > 0, np.append(lines.gaps[1:] > 0, True)
    alone = (over & under) | broken | below
    rows = true_places(alone & (lines.sizes < _HEAD) & (lines.lasts != FINAL))
    paged, numbered = (broken | below)[rows], lines.have_number_at_edge(rows)
    # A line of text may begin or end a page with a number; a head seen once stands apart from it.
    parted = ((broken & under) | (below & over))[rows]
    found[rows[parted & numbered]] = True
    rows = rows[paged | numbered]
    if len(rows) < 2:
        return found
    breaking = rows if paged.any() else rows[_interrupts(lines, rows)]
    if not len(breaking):
        return found
    heads = {row: _NUMBERS.sub("#", " ".join(lines.body(row).split())) for row in rows.tolist()}
    counts = Counter(heads.values())
    fewest = 2 if paged.any() else _HEADS
    interrupting = {heads[row] for row in breaking.tolist()}
    for row, head in heads.items():
        found[row] |= counts[head] >= fewest and head in interrupting
    return found


def _interrupts(lines: Lines, rows: np.ndarray) -> np.ndarray:
    """Which lines alone stand in the middle of a sentence, or are mere numbers."""
    inner = (rows > 0) & (rows < len(lines) - 1)
    before, after = np.maximum(rows - 1, 0), np.minimum(rows + 1, len(lines) - 1)
    found = inner & (lines.lasts[before] != FINAL) & (lines.firsts[after] == SMALL)
    for at in true_places(lines.sizes[rows] < _NUMBER).tolist():
        found[at] |= _PAGE.fullmatch(lines.body(int(rows[at]))) is not None
    return np.asarray(found)


def _find_code(lines: Lines, found: Shapes) -> None:
    """Programs and commands; nothing that a sentence could be taken from."""
    text = lines.text
    signs = sum(text.count(sign) for sign in "{}=<>$|#\\" if sign in text)  # mostly none is
    if signs < 0.002 * len(text):
        return
    signs_in = lines.have_signs(_CODE_SIGNS)
    for first, last in _regions_with(lines, signs_in, 1):
        bodies = [lines.body(row) for row in range(first, last)]
        likely = sum(_CODE.search(body) is not None for body in bodies)
        if 2 * likely < len(bodies):
            continue
        size = sum(map(len, bodies))
        marks = sum(body.count(sign) for body in bodies for sign in _CODE_SIGNS)
        if marks > 0.06 * size:
            found.apart[first:last] = True
