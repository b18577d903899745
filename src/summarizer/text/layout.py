"""What the lines of a text are: paragraphs, headings, boilerplate.

Plain text comes hard-wrapped, with one paragraph a line, with blank lines between paragraphs, and
mixed. Which it is shows in the text: a line break is *soft*, a mere wrap, when the next line's
first word would not have fitted on the line before it, and the text's breaks mostly fall in
mid-sentence. Every other break ends a block.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from .rules import BLANKS, CJK_STOPS, CLOSERS, STOPS
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


_NARROWEST, _WIDEST = 40, 130  # code points a line: the widths at which people and programs wrap
_HEADING_WORDS = 20  # a longer line without a full stop is a paragraph that lost it
_BOILERPLATE_WORDS = 30
_LONGEST = 15  # characters a word, blank included, on average over a line
_HEADING_SHARE = 0.7  # above it "headings" are the way this text is written
_CLOSING = frozenset(CLOSERS)
_HEADINGS_A_PARAGRAPH = 4  # and beside fewer paragraphs than one to so many of them
_FINAL = frozenset(STOPS + CJK_STOPS)
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.$")
_BULLETS = frozenset("•‣▪●◦*·–-(0123456789")
_BULLET = re.compile(r"(?:[•‣▪●◦*·–-]|\(?\d{1,2}[.)])\s++(?=\S)")
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]++(?:[ /][A-Z][A-Z.'’-]*+){0,4}+(?:,[^\n()—–]{0,40}?)?"
    r"(?:\s\([^)\n]{2,40}\))?|\([A-Z][^)\n]{1,30}\))\s*(?:--|—|–|-)\s+(?=\S)"
    r"|\([A-Z]{2,6}\)(?=[A-Z“\"])"
)


class Block(NamedTuple):
    """A paragraph, a heading, a line that is no prose: start and end in code points, and which."""

    start: int
    end: int
    kind: Kind


def blocks(
    text: str, openings: Sequence[Opening] = (), marked: Mapping[int, Kind] | None = None
) -> list[Block]:
    """The blocks of a text, in order.

    Args:
        text: any text; line ends of every kind count.
        openings: by what a line that is no prose opens, in the text's language.
        marked: what the markup of a file says its lines are, by where each starts; every line
            is a block then, and those that are not marked are told by their look. ``None`` for
            plain text, whose lines may be wrapped.

    Returns:
        Blocks that hold every character of the text that is not blank.
    """
    from .paragraphs import paragraphs
    known = marked or {}
    if marked is None:
        ps = paragraphs(text)
        groups = [[_Line(p.start, p.end, True)] for p in ps]
        known = {p.start: p.kind for p in ps if p.kind}
    else:
        groups = [[line] for line in _lines(text)]
    repeated = _repeated(text, groups)
    kinds = [
        known.get(group[0].start) or _kind(text, group, repeated, openings) for group in groups
    ]
    if _mostly_flagged(groups, kinds):
        kinds = [
            "prose"
            if kind in ("heading", "list item") and known.get(a.start) != "heading"
            else kind
            for kind, (a, *_) in zip(kinds, groups, strict=True)
        ]
    found: list[Block] = []
    for group, kind in zip(groups, kinds, strict=True):
        start, end = group[0][0], group[-1][1]
        dateline = _DATELINE.match(text, start, end) if kind == "prose" else None
        if dateline:
            found.append(Block(start, start + len(dateline.group().rstrip()), "dateline"))
            start = dateline.end()
        found.append(Block(start, end, kind))
    return found


class _Line(NamedTuple):
    start: int
    end: int
    after_blank: bool


def _lines(text: str) -> list[_Line]:
    """The lines that hold something, stripped of blanks."""
    lines = []
    position, after_blank = 0, True
    for raw in text.splitlines(keepends=True):
        tail = raw.lstrip(BLANKS)
        if tail:
            start = position + len(raw) - len(tail)
            lines.append(_Line(start, start + len(tail.rstrip(BLANKS)), after_blank))
        after_blank = not tail
        position += len(raw)
    return lines


def _ends_in_stop(text: str, end: int) -> bool:
    """Whether ``text[:end]`` ends in a full stop, question or exclamation mark, quotes aside.

    The dot of an initial is none.
    """
    last = text[end - 1]
    if last in _CLOSING:
        last = (text[max(0, end - 8) : end].rstrip(CLOSERS) or " ")[-1]
    return last in _FINAL and not (last == "." and _INITIAL.search(text, max(0, end - 3), end))


def _repeated(text: str, groups: list[list[_Line]]) -> set[str]:
    """Lines that occur twice and do not end like a sentence: menus."""
    spans = [(a, b) for group in groups if len(group) == 1 for a, b, _ in group if b - a <= _WIDEST]
    lines = [text[a:b] for a, b in spans]
    if len(set(lines)) == len(lines):
        return set()
    counts = Counter(lines)
    return {
        line
        for line, (_, end) in zip(lines, spans, strict=True)
        if counts[line] > 1 and not _ends_in_stop(text, end)
    }


def _kind(text: str, group: list[_Line], repeated: set[str], openings: Sequence[Opening]) -> Kind:
    start, end = group[0].start, group[-1].end
    words = text.count(" ", start, end) + text.count("\n", start, end) + len(group)
    if words * _LONGEST < end - start:  # too long for words between blanks
        words += _unspaced(text[start:end])
    if words > _BOILERPLATE_WORDS:
        return "prose"
    if text[start:end] in repeated:
        return "boilerplate"
    is_title = (
        words <= _HEADING_WORDS and not _ends_in_stop(text, end) and text[end - 1] not in ",;"
    )
    first = text[start : start + 2].casefold()
    for opening in openings:
        fitting = first in opening.starts and (is_title or opening.kind != "byline")
        if fitting and opening.pattern.match(text, start, end):
            return opening.kind
    if first[0] in _BULLETS and _BULLET.match(text, start, end):
        return "list item"
    return "heading" if is_title else "prose"


def _unspaced(line: str) -> int:
    """How many words a line has beyond those between blanks: two characters make one."""
    return 0 if line.isascii() else (count_words(line) - len(line.split())) // 2


def _mostly_flagged(groups: list[list[_Line]], kinds: list[Kind]) -> bool:
    """Whether nearly all of a text is headings and list items, so that they are its prose."""
    lines = kinds.count("heading") + kinds.count("list item")
    if kinds.count("prose") * _HEADINGS_A_PARAGRAPH >= lines:
        return False
    sizes: Counter[str] = Counter()
    for group, kind in zip(groups, kinds, strict=True):
        sizes[kind] += group[-1].end - group[0].start
    flagged = sizes["heading"] + sizes["list item"]
    return flagged > _HEADING_SHARE * (flagged + sizes["prose"])
