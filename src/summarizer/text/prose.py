"""Prose that is nothing else, told line by line.

Most articles whose lines are wrapped are such texts, and the arrays that it takes to understand
others cost them more than all else. Whatever may be more than a line of prose is left to these:
indents, lists, names of speakers, numbers of pages, tables, code, scripts without case.
"""

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from .lines import FOOTNOTE
from .programs import is_signed, looks_like_code
from .rules import CLOSERS, FINAL_MARKS

_ODD_SIGNS = (*"<>{}\\", "   ", "***", "/* ", "// ", "....", ". . .")
_OPENING = frozenset("\"'“‘„«(—–-_$£€©…")  # before a letter or digit
_NO_MARKS = frozenset("©…")
_ROMANS = frozenset("ivxIVX")
_LEADS = frozenset(("o", "REM", "dnl", "C", "c"))
_CLOSING = CLOSERS + "*_"
_CLOSED = 6  # characters that may close on a stop
_SHOUTED = 20  # characters; a longer line all in capitals tells nothing by its first
_LABEL = 40  # characters of a name, at most
_HEAD = 100  # characters of a running head
_EDGE = 4  # characters at which a line may begin or end in a number
_LABELS, _NUMBERS, _PAGES, _BROKEN, _NAMES = 3, 5, 2, 4, 3  # lines that would show something


class ProseLine(NamedTuple):
    """A line of prose: where it stands, and what its break shows.

    Attributes:
        start, end: code points.
        is_below: whether it stands right below another.
        begins: the letter or digit that it begins with, if any.
        is_marked: whether that may be the mark of an item.
        is_ended: whether a mark ends its sentence.
        head: the length of its first word.
        words: how many it has.
    """

    start: int
    end: int
    is_below: bool
    begins: str
    is_marked: bool
    is_ended: bool
    head: int
    words: int


def lines_of_prose(text: str) -> list[ProseLine] | None:
    """The lines of a text of prose; ``None`` where it may be anything else."""
    if any(map(text.__contains__, _ODD_SIGNS)) or not _is_in_first_plane(text):
        return None
    found: list[ProseLine] = []
    position, is_below = 0, False
    for raw in text.split("\n"):
        if line := raw.removesuffix("\r").rstrip(" "):
            look = _look(line)
            if look is None:
                return None
            found.append(ProseLine(position, position + len(line), is_below, *look))
        is_below = bool(line)
        position += len(raw) + 1
    return found if found and _is_prose(text, found) else None


def _is_in_first_plane(text: str) -> bool:
    return text.isascii() or len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)


def _look(line: str) -> tuple[str, bool, bool, int, int] | None:
    """What a line shows by itself, as a :class:`ProseLine`; ``None`` where it may be no prose."""
    first = line[0]
    if first == " " or not line.isprintable():
        return None
    pieces = line.split()
    head = pieces[0]
    begins = first if first.isalnum() else head[1:2] if first in _OPENING else ""
    if not (begins.islower() or begins.isupper() or begins.isdecimal() or head in _NO_MARKS):
        return None
    if head in _LEADS or head.startswith(("http", "www.")):
        return None
    if line[1:2].isupper() and len(line) > _SHOUTED and line.isupper():
        return None
    is_ended = _ends(line)
    return None if is_ended is None else (begins, _is_mark(head), is_ended, len(head), len(pieces))


def _is_mark(head: str) -> bool:
    """Whether the first word of a line may be the mark of an item: "2)", "3.2", "(iv)"."""
    if head[-1] in ".)":
        core = head.strip("().")
        return len(core) < 2 or core[0].isdigit() or _ROMANS.issuperset(core)
    return "." in head and head[0].isdigit()


def _ends(line: str) -> bool | None:
    """Whether a line ends in a mark that ends a sentence; ``None`` where that is hard to say."""
    core = line.rstrip(_CLOSING)
    if not core or len(core) + _CLOSED < len(line):
        return None
    last, before = core[-1], core[-2:-1]
    if last not in FINAL_MARKS:
        return last.isdigit() and FOOTNOTE.search(line, max(0, len(line) - 9)) is not None
    if last != "." or not before.isalpha() or core[-3:-2].isalnum():
        return True
    # The dot of an initial ends nothing.
    return False if before.islower() or before.isupper() else None


def _is_prose(text: str, lines: list[ProseLine]) -> bool:
    """Whether no line shows that a text is more than prose, beside the others."""
    marked = [n for n, line in enumerate(lines) if line.is_marked]
    return (
        # One mark may stand there by chance, where a line is full before its sentence ends.
        len(marked) < 2
        and all(lines[n].is_below and not lines[n - 1].is_ended for n in marked)
        and sum([line.begins.isdecimal() for line in lines]) < _NUMBERS
        and _opens_in_capitals(lines)
        and _labels(text, lines) < _LABELS
        and _pages(text, lines) < _PAGES
        and _names(text, lines) < _NAMES
        and not (is_signed(text) and any(looks_like_code(text[s:e]) for s, e, *_ in lines))
    )


def _opens_in_capitals(lines: list[ProseLine]) -> bool:
    """Whether sentences begin with capitals, and hardly any goes on behind a blank line."""
    small = capital = broken = 0
    is_ended = True
    for line in lines:
        if is_ended or not line.is_below:
            small += line.begins.islower()
            capital += line.begins.isupper()
            broken += line.begins.islower() and not is_ended
        is_ended = line.is_ended
    return small <= capital and broken < _BROKEN


def _labels(text: str, lines: list[ProseLine]) -> int:
    """How many lines may begin with the name of a speaker or of a field, or with a time."""
    if text.count(":") < _LABELS:
        return 0
    heads = [text[line.start : line.start + _LABEL].partition(":") for line in lines]
    return sum(
        [
            bool(colon) and not any(word[0].islower() for word in name.split())
            for name, colon, _ in heads
        ]
    )


def _pages(text: str, lines: list[ProseLine]) -> int:
    """How many lines by themselves may be running heads or numbers of pages."""
    found = 0
    for line, is_above in zip(lines, [*[line.is_below for line in lines[1:]], False], strict=True):
        start, end = line.start, line.end
        if not (line.is_below or is_above or line.is_ended) and end - start < _HEAD:
            edges = text[start : start + _EDGE] + text[max(start, end - _EDGE) : end]
            found += any(map(str.isdigit, edges))
    return found


def _names(text: str, lines: list[ProseLine]) -> int:
    """How often a short line stands above others: the name of who speaks."""
    above = [line for line, below in pairwise(lines) if below.is_below]
    short = [text[line.start : line.end] for line in above if line.end - line.start < _LABEL]
    return max(Counter(short).values(), default=0)
