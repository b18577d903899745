"""Numbers and letters that count: the items of a list on one line, and labels (``2.3.1.``)."""

import re
from collections.abc import Iterator

from ..memo import Pattern
from .rules import BLANKS, Rules

Piece = tuple[int, int, int]
"""Start and end of a paragraph or of an item in it, and where its first sentence may end."""

MARKS = frozenset("•⁃‣*-([0123456789abcdefghijklmnopqrstuvwxyz")
"""With which a list on one line begins."""

LONGEST = 24
"""Characters of a label; nothing longer is looked at."""

_MARKER = Pattern(r"(?:[•⁃‣*-]\s?)?([(\[]?)(\d{1,6}|[a-z]|[ivx]{2,5})(\.\)|[.)\]])\s")
_ANY_MARKER = Pattern(rf"(?<=\s){_MARKER.pattern}")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")
_FINAL = tuple(".!?;:)\"'”’»")

_LABEL = re.compile(
    # "2.", "8.1.", "1.)", "(2.)", "§2.", "3a.", "IV.", "Q.", "b."
    r"[§№#(\[]?\s?(?:\d{1,3}(?:\.\d{1,3})*+[a-z]?|[IVXLC]{1,7}|[^\W\d_])\.[)\]]?"
    # "Article 5.", "Fig. 2.", "Kapitel IV."
    r"|[^\W\d_a-z][^\W\d_]++\.?\s(?:\d{1,3}(?:\.\d{1,3})*+[a-z]?|[IVX]{1,7})\."
)
_FOLLOWING = re.compile(
    r"\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s|(?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s|[a-h]\.\s(?=[^\W\d_a-z])"
)


def is_label(text: str, start: int, end: int) -> bool:
    """Whether a piece of text that ends in a full stop is nothing but the label of what follows."""
    return end - start < LONGEST and _LABEL.fullmatch(text, start, end) is not None


def is_marker(text: str, at: int) -> bool:
    """Whether an item of a list begins here: "(b) …", "b) …"."""
    return _FOLLOWING.match(text, at) is not None


def counts_on(text: str, begin: int, at: int, number: int) -> bool:
    """Whether a number before a dot counts the items of a list: "are: 1. Flour 2. Eggs"."""
    if number == 1:
        return text[begin:at].rstrip().endswith(":")
    before = f"{number - 1}. "
    return text.startswith(before, begin) or text.find(f" {before}", begin, at) >= 0


def pieces(text: str, start: int, end: int, rules: Rules) -> Iterator[Piece]:
    """The items of a list that is written on one line; the whole paragraph if it is none."""
    marker = _MARKER.match(text, start, end)
    if marker is None or _is_ordinal(text, marker, rules):
        yield start, end, start
        return
    begin, first = start, marker.end()
    kind = marker.group(1, 3)
    wanted = successors(marker[2])
    for match in _ANY_MARKER.finditer(text, marker.end(), end):
        if match[2] not in wanted or match.group(1, 3) != kind or _is_ordinal(text, match, rules):
            continue
        stop = begin + len(text[begin : match.start()].rstrip(BLANKS))
        if match[1] == "(" and not text.endswith(_FINAL, begin, stop):
            continue
        yield begin, stop, first
        begin, first = match.start(), match.end()
        wanted = successors(match[2])
    yield begin, end, first


def _is_ordinal(text: str, marker: re.Match[str], rules: Rules) -> bool:
    """Whether a number with a dot means "second" rather than an item: "1. FC … 2. Liga"."""
    if not rules.ordinals or marker[3] != "." or not marker[2].isdigit():
        return False
    bare = text[marker.start()].isdigit()
    return bare and (rules.capital_nouns or not text[marker.end() : marker.end() + 1].isupper())


def successors(label: str) -> tuple[str, ...]:
    """By what label the next item of a list may open: i is followed by j or by ii."""
    if label.isdigit():
        return (str(int(label) + 1),)
    after = _ROMAN[_ROMAN.index(label) + 1 :][:1] if label in _ROMAN else ()
    return (chr(ord(label) + 1), *after) if len(label) == 1 else after
