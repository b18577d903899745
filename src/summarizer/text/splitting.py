"""Where one sentence ends and the next begins, inside one paragraph.

Every run of stops (``.``, ``?!``, ``…``) with the quotes and brackets that close on it is a
candidate; one table of questions about the word before it and the character after it decides.
What an abbreviation is and which words open sentences comes from the language's data.

Nothing here grows faster than the text: runs are matched possessively behind a look-behind, and
the word before a stop is looked at through a window of fixed width.
"""

import re
from dataclasses import dataclass

Span = tuple[int, int]
"""Start and end of a piece of text in code points; the end is exclusive."""

STOPS = ".!?…‼⁇⁈⁉؟۔।॥"
CJK_STOPS = "。！？｡"
CLOSERS = "\"'”’»›)]}」』）】》"
_OPENERS = "\"'“‘„‚«‹([{¿¡–—-"
BLANKS = (
    "".join(map(chr, (*range(0x21), *range(0x7F, 0xA1), 0x1680, *range(0x2000, 0x200C))))
    + "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""Blanks, control characters and marks without width: never the first or last of a sentence."""
_WINDOW = 24  # code points; no abbreviation is longer

_BLANK = r"\s\x00-\x1f\x7f-\xa0\u200b\ufeff"
_CANDIDATE = re.compile(
    rf"(?<![{STOPS}])[{STOPS}]++[{re.escape(CLOSERS)}]*+(?:\[\w{{1,4}}\])*+(?=[{_BLANK}]|\Z)"
    rf"|[{CJK_STOPS}]++[{re.escape(CLOSERS)}]*+"
    r"|(?<=[^\W\d_A-Z]{2})[.!?](?=[A-Z][a-z])(?!\w*+@)"
)
_LEADING = re.compile(rf"[{_BLANK}]*+")
_NEXT = re.compile(rf"[{_BLANK}{re.escape(_OPENERS)}]*+")
_WORD = re.compile(r"\w++(?:['’]\w++)?+")
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")


@dataclass(frozen=True, slots=True)
class Rules:
    """What the splitter has to know of a language.

    Attributes:
        titles: abbreviations that stand before a name and never end a sentence (``Mr``).
        abbreviations: others; they end one only before a starter (``Inc``, ``p.m``).
        before_numbers: abbreviations that do not end a sentence before a number (``No``).
        starters: capitalised words that open sentences and seldom are part of a name.
        ordinals: whether ``3.`` commonly means "third".
        clock: abbreviations that close a time of day (``p.m``); they end a sentence before any
            capital but those of ``after_clock`` (``5 p.m. Sunday``).
        after_clock: words in capitals that belong to the time before them.
    """

    titles: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    before_numbers: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    ordinals: bool = False
    clock: frozenset[str] = frozenset()
    after_clock: frozenset[str] = frozenset()


def split(text: str, start: int, end: int, rules: Rules) -> list[Span]:
    """Cut ``text[start:end]``, one paragraph, into sentences.

    Returns:
        Spans in order, without overlap, stripped of blanks, none empty.
    """
    spans = []
    begin = _LEADING.match(text, start, end).end()  # type: ignore[union-attr]  # matches empty too
    for candidate in _CANDIDATE.finditer(text, begin, end):
        stop, after = candidate.span()
        if stop >= begin and _ends(text, begin, stop, after, end, rules):
            spans.append((begin, after))
            begin = _LEADING.match(text, after, end).end()  # type: ignore[union-attr]
    last = begin + len(text[begin:end].rstrip(BLANKS))
    if last > begin:
        spans.append((begin, last))
    return spans


def _ends(text: str, begin: int, stop: int, after: int, end: int, rules: Rules) -> bool:
    """Whether the run of stops at ``text[stop:after]`` ends the sentence begun at ``begin``."""
    following = _NEXT.match(text, after, end).end()  # type: ignore[union-attr]
    if following >= end:
        return False
    if text[stop] in CJK_STOPS:
        return True
    if text[following].islower():
        return False
    if text[stop] != "." or (after > stop + 1 and text[stop + 1] == "."):
        return True
    word = _word_before(text, begin, stop)
    opener = _WORD.match(text, following, end)
    next_word = opener.group() if opener and text[opener.end() : opener.end() + 1] != "." else ""
    return _word_may_end(word, stop - len(word) <= begin, text[following], next_word, rules)


def _word_before(text: str, begin: int, stop: int) -> str:
    """The word that the stop at ``stop`` closes, without the quotes and brackets it opens with."""
    window = text[max(begin, stop - _WINDOW) : stop]
    if not window or window[-1].isspace():
        return ""
    return window.split()[-1].lstrip(_OPENERS)


def _word_may_end(word: str, first: bool, following: str, next_word: str, rules: Rules) -> bool:
    """Whether a sentence may end with ``word.`` before a character that is no small letter.

    ``next_word`` is empty where a dot follows it: then it is an initial or an abbreviation.
    """
    starts = next_word in rules.starters
    lowered = word[:1].lower() + word[1:]
    if word in rules.titles or lowered in rules.titles:
        return False
    if following.isdigit() and (word in rules.before_numbers or lowered in rules.before_numbers):
        return False
    if word.isdigit() and (first or (rules.ordinals and len(word) <= 2)):
        return starts and not first
    if word in rules.clock:
        return next_word.isalpha() and next_word not in rules.after_clock
    if (len(word) == 1 and word.isalpha()) or _ACRONYM.fullmatch(word):
        return starts
    if word in rules.abbreviations or lowered in rules.abbreviations:
        return starts
    return True
