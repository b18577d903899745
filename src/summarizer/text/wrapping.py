"""Text fitted to the width of a terminal, in any script."""

import unicodedata
from collections.abc import Iterator
from functools import cache

from ..memo import Pattern

_OPENING = "「『（《〈【〔［｛“‘"
_CLOSING = "」』）》〉】〕］｝”’、。，．：；？！…—・ー々％"
_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
)
_UNIT = Pattern(
    # Wide characters may be parted, but not from a sign that belongs to them; others, at blanks.
    f"( *)((?:[{_OPENING}]*[{_WIDE}\U0001f000-\U0003ffff][{_CLOSING}\ufe00-\ufe0f\u0300-\u036f]*)"
    f"|[^ {_WIDE}\U0001f000-\U0003ffff]+)"
)

_STYLE = Pattern(r"\x1b(?:\[[\d;]*m|\]8;;[^\x1b]*\x1b\\)")


def wrapped(text: str, width: int) -> str:
    """A line of text as lines of at most so many columns, each ended but the last.

    They end at blanks, and in scripts that have none between characters; a longer word is parted,
    but for an address, which nobody could open then, and one with a style in it.
    """
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for blanks, unit in _units(text, width):
        size = columns_of(unit)
        if line and used + len(blanks) + size > width:
            lines.append("".join(line))
            line, used, blanks = [], 0, ""
        line += [blanks, unit]
        used += len(blanks) + size
    return "\n".join([*lines, "".join(line)])


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes; its styles and links take none."""
    if "\x1b" in text:
        text = _STYLE.sub("", text)
    return len(text) if text.isascii() else sum(map(_columns, text))


def _units(text: str, width: int) -> Iterator[tuple[str, str]]:
    """What is not parted, and the blanks before it."""
    for match in _UNIT.finditer(text):
        blanks, unit = match.groups()
        if columns_of(unit) <= width or "://" in unit or "\x1b" in unit:
            yield blanks, unit
            continue
        start = used = 0
        for place, character in enumerate(unit):
            size = _columns(character)
            if used + size > width and place > start:
                yield blanks, unit[start:place]
                start, used, blanks = place, 0, ""
            used += size
        yield blanks, unit[start:]


@cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
