"""What a paragraph is: prose, a heading, an item of a list, a line that is no prose."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from .splitting import CJK_STOPS, CLOSERS, STOPS, Span
from .words import count_words

Kind = Literal["prose", "heading", "list item", "byline", "dateline", "caption", "boilerplate"]
"""What a piece of text is; only prose is scored and chosen."""


class Opening(NamedTuple):
    """By what a line of some kind opens, in a language.

    Attributes:
        kind: of the line.
        starts: what may be the first two characters, case-folded: a quick look before the
            pattern.
        pattern: matches the opening.
    """

    kind: Kind
    starts: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Signs:
    """What tells the paragraphs of a language that are no prose.

    Attributes:
        openings: by what captions, bylines and boilerplate open.
        months: the names of months in all their forms, in small letters.
    """

    openings: Sequence[Opening] = ()
    months: frozenset[str] = frozenset()


NO_SIGNS = Signs()
"""Of a language of which nothing is known."""


_WIDEST = 130  # code points; a longer paragraph is no entry of a menu
_HEADING_WORDS = 20  # a longer line without a full stop is a paragraph that lost it
_BOILERPLATE_WORDS = 30
_LONGEST = 15  # characters a word, blank included, on average over a line
_HEADING_SHARE = 0.7  # above it "headings" are the way this text is written
_HEADINGS_A_PARAGRAPH = 4  # and beside fewer paragraphs than one to so many of them
_CLOSING = frozenset(CLOSERS)
_FINAL = frozenset(STOPS + CJK_STOPS)
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.$")
_BULLETS = frozenset("•‣▪●◦*·–-(0123456789")
_BULLET = re.compile(r"(?:[•‣▪●◦*·–-]|\(?\d{1,2}[.)])\s++(?=\S)")


def kinds_of(
    text: str, paragraphs: Sequence[Span], signs: Signs, known: Mapping[int, Kind]
) -> list[Kind]:
    """What each paragraph of a text is.

    Args:
        text: the text.
        paragraphs: where each starts and ends, in order, blanks aside; it may be wrapped.
        signs: of its language.
        known: what is known of some, as from the markup of a file, by where each starts.
    """
    repeated = _repeated(text, paragraphs)
    kinds = [
        known.get(start) or _kind(text, start, end, repeated, signs) for start, end in paragraphs
    ]
    if not _mostly_flagged(paragraphs, kinds):
        return kinds
    return [
        "prose" if kind in ("heading", "list item") and known.get(start) != "heading" else kind
        for kind, (start, _) in zip(kinds, paragraphs, strict=True)
    ]


def ends_in_stop(text: str, end: int) -> bool:
    """Whether ``text[:end]`` ends in a full stop, question or exclamation mark, quotes aside.

    The dot of an initial is none.
    """
    last = text[end - 1]
    if last in _CLOSING:
        last = (text[max(0, end - 8) : end].rstrip(CLOSERS) or " ")[-1]
    return last in _FINAL and not (last == "." and _INITIAL.search(text, max(0, end - 3), end))


def _repeated(text: str, paragraphs: Sequence[Span]) -> set[str]:
    """Lines that occur twice and do not end like a sentence: menus."""
    lines = [
        text[start:end]
        for start, end in paragraphs
        if end - start <= _WIDEST and text.find("\n", start, end) < 0
    ]
    if len(set(lines)) == len(lines):
        return set()
    counts = Counter(lines)
    return {line for line, n in counts.items() if n > 1 and not ends_in_stop(line, len(line))}


def _kind(text: str, start: int, end: int, repeated: set[str], signs: Signs) -> Kind:
    words = text.count(" ", start, end) + text.count("\n", start, end) + 1
    if words * _LONGEST < end - start:  # too long for words between blanks
        words += _unspaced(text[start:end])
    if words > _BOILERPLATE_WORDS:
        return "prose"
    if text[start:end] in repeated:
        return "boilerplate"
    is_title = words <= _HEADING_WORDS and not ends_in_stop(text, end) and text[end - 1] not in ",;"
    first = text[start : start + 2].casefold()
    for opening in signs.openings:
        fitting = first in opening.starts and (is_title or opening.kind != "byline")
        if fitting and opening.pattern.match(text, start, end):
            return opening.kind
    if first[0] in _BULLETS and _BULLET.match(text, start, end):
        return "list item"
    return "heading" if is_title else "prose"


def _unspaced(line: str) -> int:
    """How many words a line has beyond those between blanks: two characters make one."""
    return 0 if line.isascii() else (count_words(line) - len(line.split())) // 2


def _mostly_flagged(paragraphs: Sequence[Span], kinds: Sequence[Kind]) -> bool:
    """Whether nearly all of a text is headings and list items, so that they are its prose."""
    lines = kinds.count("heading") + kinds.count("list item")
    if kinds.count("prose") * _HEADINGS_A_PARAGRAPH >= lines:
        return False
    sizes: Counter[str] = Counter()
    for (start, end), kind in zip(paragraphs, kinds, strict=True):
        sizes[kind] += end - start
    flagged = sizes["heading"] + sizes["list item"]
    return flagged > _HEADING_SHARE * (flagged + sizes["prose"])
