"""What the lines of a text are: paragraphs, headings, boilerplate.

Plain text comes hard-wrapped, with one paragraph a line, with blank lines between paragraphs, and
mixed. Which it is shows in the text: a line break is *soft*, a mere wrap, when the next line's
first word would not have fitted on the line before it, and the text's breaks mostly fall in
mid-sentence. Every other break ends a block.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from .datelines import dateline
from .endings import ends_in_stop
from .kinds import NO_SIGNS, Kind, Signs, kinds_of
from .splitting import BLANKS

_NARROWEST, _WIDEST = 40, 130  # code points a line: the widths at which people and programs wrap


class Block(NamedTuple):
    """A paragraph, a heading, a line that is no prose: start and end in code points, and which."""

    start: int
    end: int
    kind: Kind


def blocks(
    text: str, signs: Signs = NO_SIGNS, marked: Mapping[int, Kind] | None = None
) -> list[Block]:
    """The blocks of a text, in order.

    Args:
        text: any text; line ends of every kind count.
        signs: what tells the lines that are no prose, in the text's language.
        marked: what the markup of a file says its lines are, by where each starts; every line
            is a block then, and those that are not marked are told by their look. ``None`` for
            plain text, whose lines may be wrapped.

    Returns:
        Blocks that hold every character of the text that is not blank.
    """
    lines = _lines(text)
    groups = _join_wrapped(text, lines) if marked is None else [[line] for line in lines]
    paragraphs = [(group[0].start, group[-1].end) for group in groups]
    found: list[Block] = []
    is_first = True
    for (start, end), kind in zip(
        paragraphs, kinds_of(text, paragraphs, signs, marked or {}), strict=True
    ):
        parted = None
        if kind == "prose":
            parted = dateline(text, start, end, signs.months, is_first)
            is_first = False
        if parted:
            found.append(Block(start, parted[0], "dateline"))
        found.append(Block(parted[1] if parted else start, end, kind))
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


def _join_wrapped(text: str, lines: list[_Line]) -> list[list[_Line]]:
    """Lines grouped into blocks: each line alone, unless the text is hard-wrapped."""
    width = max((n for line in lines if (n := line.end - line.start) <= _WIDEST), default=0)
    forced = [not b.after_blank and _is_forced(text, a, b, width) for a, b in pairwise(lines)]
    if width < _NARROWEST or not any(forced) or not _breaks_in_mid_sentence(text, lines, forced):
        return [[line] for line in lines]
    groups = [[line] for line in lines[:1]]
    for line, soft in zip(lines[1:], forced, strict=True):
        if soft:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_forced(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether the first word of the following line would not have fitted on this one."""
    length = line.end - line.start
    if max(length, following.end - following.start) > _WIDEST:
        return False
    word = text[following.start : min(following.end, following.start + width)].split(None, 1)[0]
    return length + 1 + len(word) > width


def _breaks_in_mid_sentence(text: str, lines: list[_Line], forced: list[bool]) -> bool:
    """Whether most forced breaks fall where no sentence ends, and not all before a capital."""
    pairs = [(a, b) for a, b, soft in zip(lines, lines[1:], forced, strict=False) if soft]
    inside = [b for a, b in pairs if not ends_in_stop(text, a.start, a.end)]
    small = sum(not text[b.start].isupper() for b in inside)
    return 2 * len(inside) > len(pairs) and 4 * small >= len(inside)
