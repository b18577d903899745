"""Whether a paragraph ends as a sentence does.

Behind the stop of a sentence there may stand what is no part of it: closing quotation marks and
brackets, blanks, characters without width, the sign of a footnote, a source in brackets. An emoji
or a smiley stands for the stop.
"""

import re
import unicodedata

from .rules import BLANKS, CLOSERS, FINAL_MARKS

_OPEN = frozenset(",;，；、،؛–—")
_RAISED = "¹²³⁰⁴⁵⁶⁷⁸⁹ᵃᵇᶜ*†‡§"
_WIDTHLESS = "\xad\u200c\u200d\u200e\u200f\u2060\u2061\ufe0e\ufe0f"
_PASSED = CLOSERS + BLANKS + _RAISED + _WIDTHLESS
_BEHIND_NOTES = BLANKS + _RAISED + _WIDTHLESS + "\"'”’»"
_LETTERS_OF_SIGNS = frozenset("DPp" + _RAISED)
_REACH = 60  # characters in which all of this stands
_NOTES = re.compile(r"(?:\s*[\[(（][^\[\]()（）\n]{1,24}[\])）])++$")
_GLUED_NOTE = re.compile(r"(?:([^\W\d_]{2,})\.|[!?…。])[\"'”’»)\]]?\d{1,3}$")  # "took it.11"
_BEFORE_NUMBERS = frozenset(
    "no nos nr fig figs vol vols pp art ch cap sec nº núm č čl гл ст рис стр".split()
)
_SMILEY = re.compile(r"(?:(?<=\s)|^)(?:[:;=][-'o]?[)(DPp/|\\]++|<3)$")
_PICTURES = frozenset("☺☹☻❤♥♡✨⭐☕⚽✌✊✋✅❌❗❓☀⚡⛄❄☔⏰⌛‼⁉")
_FIRST_PICTURE = "\U0001f000"  # of those that are nothing else


def ends_in_stop(text: str, start: int, end: int) -> bool:
    """Whether a paragraph ends in a full stop or what stands for one."""
    last = text[end - 1 : end]
    if last in FINAL_MARKS:
        return True
    if not last or (last.isalpha() and last not in _LETTERS_OF_SIGNS):
        return False
    tail = text[max(start, end - _REACH) : end]
    return (
        _stops(tail.rstrip(_PASSED)) or _stops(_without_notes(tail)) or bool(_SMILEY.search(tail))
    )


def is_left_open(text: str, start: int, end: int) -> bool:
    """Whether a paragraph ends in a comma, a semicolon or a dash, as neither kind of it does."""
    last = text[end - 1]
    if last.isalpha():
        return False
    tail = text[max(start, end - _REACH) : end]
    return last in _OPEN or tail.rstrip(_PASSED)[-1:] in _OPEN or _without_notes(tail)[-1:] in _OPEN


def _without_notes(tail: str) -> str:
    """The end of a paragraph without signs of footnotes, and sources in brackets."""
    return _NOTES.sub("", tail.rstrip(_BEHIND_NOTES)).rstrip(_PASSED)


def _stops(tail: str) -> bool:
    last = tail[-1:]
    if last.isdigit():
        note = _GLUED_NOTE.search(tail)
        return note is not None and (note[1] or "").lower() not in _BEFORE_NUMBERS
    return last in FINAL_MARKS or _is_picture(last)


def _is_picture(character: str) -> bool:
    if character < _FIRST_PICTURE:
        return character in _PICTURES
    return unicodedata.category(character) in ("So", "Sk")
