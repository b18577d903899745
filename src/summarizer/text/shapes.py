"""Lines that are no running text, or that open a paragraph whatever the line before them.

Tables, code, rules, header blocks, signatures, running heads and the times of subtitles are told
by their looks; so are the marks of list items and the names of speakers. What only one line shows
counts for little: a dash or a number may stand at the start of a line because the line was full.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ..arrays import true_places
from ..memo import Pattern
from .lines import CAPITAL, DIGIT, FINAL, LISTED, OTHER, SMALL, Lines, regions_with
from .programs import programs

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
_STAMP = (
    r"\[?(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},?[T ]\s?)?"
    r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?\]?(?: -)?\s+"
)
_LABEL = Pattern(
    rf"(?:{_STAMP})?<[^<>\s]{{1,30}}>\s|{_STAMP}\S"
    r"|[A-Z][\w.'’-]*(?: [A-Z(][\w.'’)-]*){0,3}:\s+\S"
)
_NOTICE = re.compile(rf"{_STAMP}(?:\*{{3}}|-!-|-->|<--|\* )")
"""Who came and went, in the log of a chat."""

_NAME = Pattern(r"[A-ZÀ-Þ][\w.'’() -]*[:.]|[^\W\da-z_][^\Wa-z_. '’()-]*")
_NUMERALS = frozenset("ivxIVX§")
_LISTING = frozenset("o*+")  # which open no speech as dashes do, but may stand in a formula
_WORDLESS, _COUNTED = re.compile(r"[\W\d_]+"), 6  # and so many numbers are none of the text
_SHORTEST = 3  # signs in a rule
_LABELS = 3  # lines with the name of a speaker make a dialogue
_HEADER = re.compile(r"[A-Z][A-Za-z-]{1,30}:(?:\s|$)")
_FIELDS = 3  # of a header block, at least
_SENTENCE = 8  # words
_TIME = re.compile(r"(?:\d+:)?\d{1,2}:\d\d[.,]\d{2,3} --> ")
_CLOCK, _CLOCK_SIZE = re.compile(r"\W?(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?\W?"), 14
_CLOCKS, _TIMED = 5, 0.2  # lines that are a time, and their share, where speech is timed
_PAGE = re.compile(
    r"\W*(?:\[?[Pp]age |[Ss]eite |[Pp]ágina |[Pp]\. ?)?"
    r"(?:\d{1,4}|[ivxlc]{1,6})(?: (?:of|/|von|de) \d{1,4})?\W*"
)
_LEADER = re.compile(r"(?:\.{4}|(?:\. ){4}|(?: \.){4})[. \t]*+(?:\d{1,4}|[ivxlc]{1,7})?$")
_FEW_DOTS = re.compile(r"\.\. ?\d{1,4}$")
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_NUMBER = 24  # characters of a line that is a page number
_RUN, _RUNNING = 3, _LISTING | frozenset("-–—")  # items; marks that may stand in a line as well
_SIGNATURE = 12  # lines, at most
_HEADS = 3  # pages on which a running head stands
_HEAD = 100  # characters


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
    _find_leaders(lines, found)
    _find_marks(lines, found)
    _find_labels(lines, found)
    _find_names(lines, found)
    _find_headers(lines, found)
    _find_signatures(lines, found)
    found.apart[programs(lines)] = True
    found.underlined[found.apart] = False  # a bracket below code is no rule
    return found


def _find_rules(lines: Lines, found: Shapes) -> None:
    counted = (lines.firsts == DIGIT) & (lines.counts >= _COUNTED)
    for row in true_places((lines.firsts == OTHER) | counted).tolist():
        body = lines.body(row)
        if counted[row]:
            found.apart[row] = _WORDLESS.fullmatch(body) is not None
        elif body[0] == "|" == body[-1]:
            found.apart[row] = True
        elif _RULE.fullmatch(body) and not _ends_sentence(lines, row):
            found.apart[row] = True
            if row and not lines.gaps[row] and lines.sizes[row - 1] <= _HEAD:
                above = row == 1 or lines.gaps[row - 1] or found.apart[row - 2]
                found.underlined[row - 1] = bool(above)


def _find_leaders(lines: Lines, found: Shapes) -> None:
    """The entries of a table of contents: dots lead from each to its page.

    Of an entry on two lines the first has none, and where the second is full there are but two.
    """
    if "...." not in lines.text and ". . . ." not in lines.text:
        return
    leads = np.zeros(len(lines) + 2, dtype=bool)  # with one at either end
    rows = true_places(lines.have_signs(".") & (lines.sizes <= _HEAD)).tolist()
    bodies = {row: lines.body(row) for row in rows}
    leads[[row + 1 for row, body in bodies.items() if _LEADER.search(body)]] = True
    near = [row for row in rows if leads[max(0, row - 1) : row + 3].any()]
    leads[[row + 1 for row in near if _FEW_DOTS.search(bodies[row])]] = True
    found.apart[leads[1:-1] | (leads[:-2] & leads[2:] & (lines.gaps == 0))] = True


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
    signs = {row: sign for row, _, sign in marks}
    tops = np.maximum.accumulate(np.where(lines.gaps > 0, np.arange(len(lines)), 0))
    runs = _runs(lines, signs, tops)
    for row, mark, sign in marks:
        number = _number_of(mark)
        if number and numbers.isdisjoint({(sign, number - 1), (sign, number + 1)}):
            continue  # a day or an initial that a line happens to begin with
        before = row == 0 or lines.gaps[row] > 0 or lines.lasts[row - 1] in (FINAL, LISTED)
        top = int(tops[row])
        listed = sign in _LISTING and signs.get(top) == sign
        listed = (listed and lines.indents[top] == lines.indents[row]) or row in runs
        if mark[0] == "o " and not listed:
            continue  # a word in many languages
        sure = sign in _BULLETS or listed or (before and counts[sign] > 1)
        found.opens[row] = SURE if sure else WEAK
        found.columns[row] += len(mark[0])


def _runs(lines: Lines, signs: Mapping[int, str], tops: np.ndarray) -> set[int]:
    """Items that follow on each other, three at least, with nothing but indented lines between."""
    runs: list[list[int]] = []
    for row, sign in signs.items():
        last = runs[-1][-1] if runs else row
        goes_on = (
            sign in _RUNNING
            and signs[last] == sign
            and tops[last] == tops[row]
            and lines.indents[last] == lines.indents[row]
            and bool((lines.indents[last + 1 : row] > lines.indents[row]).all())
        )
        if runs and goes_on:
            runs[-1].append(row)
        else:
            runs.append([row])
    return {row for run in runs if len(run) >= _RUN for row in run}


def _sign_of(mark: re.Match[str]) -> str:
    """The kind of a mark: a bullet itself, ``1.``, ``a)``, ``(A)`` and so on."""
    sign = mark[0].strip()
    if not mark[1]:
        return sign
    return _LETTERS.sub(lambda found: "A" if found[0].isupper() else "a", _DIGITS.sub("1", sign))


def _number_of(mark: re.Match[str]) -> int:
    """The number of an item that is counted, of a lone letter its place; 0 for other marks."""
    number = (mark[1] or "").strip("().")
    if number.isdecimal():
        return int(number)
    return ord(number) if len(number) == 1 and number not in _NUMERALS else 0


def _find_labels(lines: Lines, found: Shapes) -> None:
    """The names of speakers in plays, interviews and chats."""
    rows = _matching(lines, true_places(lines.may_be_labelled), _LABEL)
    if len(rows) < _LABELS:
        return
    notices = _matching(lines, true_places(lines.have_signs("*-")), _NOTICE)
    found.apart[notices] = True
    timed = lines.firsts[rows] == DIGIT
    for own in (np.array(rows)[timed], np.array(rows)[~timed]):
        own = own[_are_turns(lines, own)]
        if len(own) >= _LABELS:
            found.opens[own] = SURE


def _are_turns(lines: Lines, rows: np.ndarray) -> np.ndarray:
    """Which lines begin with a name or time that mostly stands where a turn may begin.

    In the middle of a sentence a word with a colon may begin a line as well.
    """
    above = np.maximum(rows - 1, 0)
    free = (rows == 0) | (lines.gaps[rows] > 0) | (lines.lasts[above] == FINAL)
    free |= np.isin(above, rows)
    names = [lines.body(row).partition(":")[0] for row in rows.tolist()]
    counts = Counter(names)
    counts.subtract(name for name, is_free in zip(names, free.tolist(), strict=True) if is_free)
    often = Counter(names)
    return np.array([2 * counts[name] <= often[name] for name in names], dtype=bool)


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
    """The header blocks of mails and of documents that open so: a name, a colon and a value.

    What goes on for lines and ends as a sentence is text: a description, a licence.
    """
    likely = true_places(lines.may_be_labelled & (lines.firsts == CAPITAL))
    named = np.zeros(len(lines), dtype=bool)
    named[_matching(lines, likely, _HEADER)] = True
    known: set[str] = set()
    for first, last in regions_with(lines, named, _FIELDS):
        begin = first + lines.body(first).startswith("From ")
        if _is_headed(lines, named, begin, last):
            rows = (begin + true_places(named[begin:last])).tolist()
            keys = {_key(lines, row) for row in rows}
            finals = int((lines.lasts[rows] == FINAL).sum())
            if len(keys) >= 0.8 * len(rows) and 3 * finals <= len(keys):
                known |= keys
                found.apart[first:last] = True
    if known:
        _find_stanzas(lines, found, named, known)


def _is_headed(lines: Lines, named: np.ndarray, begin: int, last: int) -> bool:
    """Whether lines are fields, and what they go on with is set in."""
    set_in = lines.indents[begin:last] > lines.indents[begin]
    return bool(named[begin] and (named[begin:last] | set_in).all())


def _key(lines: Lines, row: int) -> str:
    return lines.body(row).partition(":")[0]


def _find_stanzas(lines: Lines, found: Shapes, named: np.ndarray, known: set[str]) -> None:
    """Blocks of fewer fields that are known from others, and the sentences in all of them."""
    for first, last in regions_with(lines, named, 1):
        if not found.apart[first]:
            is_open = lines.lasts[first] != FINAL or last > first + 1
            if not (is_open and _key(lines, first) in known):
                continue
            if not _is_headed(lines, named, first, last):
                continue
            found.apart[first:last] = True
        for row, end in _values(lines, named, first, last):
            found.apart[row:end] = False


def _values(lines: Lines, named: np.ndarray, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The lines of a block of fields that are sentences: first line and end of each paragraph."""
    is_dot = (lines.sizes[first:last] == 1) & (lines.lasts[first:last] == FINAL)
    bounds = (first + true_places(named[first:last] | is_dot)).tolist()
    for bound, end in pairwise([*bounds, last]):
        row = bound + 1
        if row >= end or lines.lasts[end - 1] != FINAL:
            continue
        if lines.firsts[row] == SMALL and named[bound]:
            reach = lines.extents[bound] + lines.heads[row]
            row -= bool(reach >= lines.extents[row:end].max())
        begun = lines.firsts[row]
        is_wrapped = (lines.firsts[row + 1 : end] == SMALL).any()
        if is_wrapped or (begun == CAPITAL and lines.counts[row:end].sum() >= _SENTENCE):
            yield row, end


def _matching(lines: Lines, rows: np.ndarray, pattern: re.Pattern[str]) -> list[int]:
    """Those of some lines that begin with what a pattern matches."""
    places = zip(rows.tolist(), lines.starts[rows].tolist(), lines.ends[rows].tolist(), strict=True)
    return [row for row, start, end in places if pattern.match(lines.text, start, end)]


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
    clocks = _clocks(lines)
    found[clocks] = True
    broken = lines.after_form_feed if "\f" in text else np.zeros(len(lines), dtype=bool)
    below = np.append(broken[1:], False)
    over, under = lines.gaps > 0, np.append(lines.gaps[1:] > 0, True)
    alone = (over & under) | broken | below
    alone[:1] |= under[:1]
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
    fewest = 2 if paged.any() or _counts_pages(lines, heads, breaking) else _HEADS
    interrupting = {heads[row] for row in breaking.tolist()}
    for row, head in heads.items():
        found[row] |= counts[head] >= fewest and head in interrupting
    return found


def _counts_pages(lines: Lines, heads: Mapping[int, str], breaking: np.ndarray) -> bool:
    """Whether there are but a few pages: a number inside a sentence follows another."""
    inside = {
        row
        for row in breaking[(breaking > 0) & (breaking < len(lines) - 1)].tolist()
        if lines.lasts[row - 1] != FINAL and lines.firsts[row + 1] == SMALL
    }
    numbers = {row: int(found[0]) for row in heads if (found := _DIGITS.findall(lines.body(row)))}
    told = set(numbers.values())
    return any(row in numbers and numbers[row] - 1 in told for row in inside)


def _clocks(lines: Lines) -> list[int]:
    """The times at which something was said, where many lines are nothing else."""
    rows = true_places((lines.firsts == DIGIT) & (lines.sizes <= _CLOCK_SIZE)).tolist()
    found = [row for row in rows if _CLOCK.fullmatch(lines.body(row))]
    return found if len(found) >= max(_CLOCKS, _TIMED * len(lines)) else []


def _interrupts(lines: Lines, rows: np.ndarray) -> np.ndarray:
    """Which lines alone stand in the middle of a sentence, or are mere numbers."""
    inner = (rows > 0) & (rows < len(lines) - 1)
    before, after = np.maximum(rows - 1, 0), np.minimum(rows + 1, len(lines) - 1)
    found = inner & (lines.lasts[before] != FINAL) & (lines.firsts[after] == SMALL)
    for at in true_places(lines.sizes[rows] < _NUMBER).tolist():
        found[at] |= _PAGE.fullmatch(lines.body(int(rows[at]))) is not None
    return np.asarray(found)
