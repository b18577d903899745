"""Pieces of sentences that the layout has parted: what is no sentence cannot be chosen.

A paragraph that begins with a small letter goes on with something, as the text below a formula or
a program does. Of a writer who begins all sentences so it says nothing.
"""

import re
from collections.abc import Collection, Sequence

from .endings import ends_in_stop
from .rules import Span

_CARELESS = 0.15  # of the paragraphs begin with small letters, where that is the writer's way
_FIRST = re.compile(r"[\W_]*+([^\W_]\S*+)\s*+(\S?)")
# Names and commands as they are written: iPhone, d'Artagnan, e.g., get_text(, al-Qaeda.
_NAME = re.compile(r".*?[\W\d_A-ZÀ-Þ]\S|\w{1,3}$")
_PARTS = frozenset(";:；：")  # at the end of an item that is a clause of its own
_COMMAS = frozenset(",，、،")  # with which nothing ends but a line of verse or of a letter
_GREETING = 6  # words of those whom a letter is to
_PARTICLE = 3  # letters: "de Gaulle", "van Gogh"


def fragments(
    text: str, paragraphs: Sequence[Span], lettered: Collection[int] = ()
) -> tuple[set[int], set[int]]:
    """Which paragraphs of prose begin inside a sentence, and which break off inside one.

    Args:
        text: the text.
        paragraphs: where each starts and ends, in order.
        lettered: which of them stand behind "(a)" or "ii)". One that goes on with a small letter
            is part of the sentence above the list, whatever the writer's way.

    Returns:
        The numbers of those that begin so, and of those that end so.
    """
    small = {
        row
        for row, (start, end) in enumerate(paragraphs)
        if (text[start].islower() or not text[start].isalnum()) and _opens_small(text, start, end)
    }
    items = small.intersection(lettered)
    small -= {0} - items
    begun = {row for row in small - items if not _greets(text, *paragraphs[row - 1])}
    few = _CARELESS * len(paragraphs)
    lasts = [text[end - 1] for _, end in paragraphs]
    open_ended = set[int]()
    if not _COMMAS.isdisjoint(lasts):
        open_ended = {row for row, last in enumerate(lasts) if last in _COMMAS}
    if 2 * len(open_ended) >= len(paragraphs):
        open_ended = set()
    if len(begun) > few:
        return set(), open_ended
    broken = {row - 1 for row in begun if not ends_in_stop(text, *paragraphs[row - 1])}
    return begun | items, broken | open_ended | {
        row for row in lettered if _goes_on(text, *paragraphs[row])
    }


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether an item of a list ends in "; and", so that the next goes on with it."""
    return text[end - 1] not in _PARTS and not ends_in_stop(text, start, end)


def _greets(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is the address of a letter: "Liebe Anna,"."""
    is_short = text[start].isupper() and text.count(" ", start, end) < _GREETING
    return is_short and text[end - 1] in _COMMAS


def _opens_small(text: str, start: int, end: int) -> bool:
    """Whether a paragraph opens with a small letter that is no name's."""
    match = _FIRST.match(text, start, end)
    if not match or not match[1][0].islower():
        return False
    word = match[1].rstrip(",;:.!?")
    if len(word) <= _PARTICLE and match[2].isupper():
        return False
    return not _NAME.match(word) or (len(word) <= _PARTICLE and word.isalpha() and word.islower())
