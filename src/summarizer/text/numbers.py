"""Numbers of a text, one spelling for all that are equal: 7:40 and 7.40, 1,250 and 1.250, nine."""

import re
from collections.abc import Sequence
from functools import lru_cache

from .hidden import seen
from .languages import Language

FIGURE = re.compile(r"\d(?<!\w\d)\d*(?:[.,:]\d+|[\u00a0\u2009\u202f]\d{3}(?!\d))*")
"""A number in figures; a letter before it makes it a name (``F16``), one after it a unit."""

_DIGIT = re.compile(r"\d")
_THOUSANDS = re.compile(r"(?<=\d)[.,\u00a0\u2009\u202f](?=\d{3}(?!\d))")


def numbers_of(text: str, words: Sequence[str], language: Language) -> frozenset[str]:
    """The numbers in a text, in figures or in words.

    A number of several words, such as "two hundred", counts as several, and so does one with a
    magnitude: "6.8 billion" is not "6.8 million", while "6.8bn" may be either.

    Args:
        text: the text.
        words: its words, each as :func:`summarizer.text.words.fold` spells it.
        language: its language, which knows the numbers in words.
    """
    known = language.number_words
    spelt = [known[word] for word in known.keys() & words]
    if not _DIGIT.search(text) or not any(word[0].isdecimal() for word in words):
        return frozenset(spelt)
    return frozenset([*spelt, *map(value_of, FIGURE.findall(seen(text)))])


@lru_cache(maxsize=10_000)
def value_of(figure: str) -> str:
    """What a number in figures comes to.

    A point or comma before exactly three digits parts thousands, any other parts hours and
    minutes or whole and rest. English "3.125" is read wrongly by that, but always the same.
    """
    plain = figure if figure.startswith("0") else _THOUSANDS.sub("", figure)
    plain = plain.replace(",", ".").replace(":", ".")
    digits = "".join(c if c == "." else str(int(c)) for c in plain if c == "." or c.isdecimal())
    if digits.count(".") == 1:
        digits = digits.rstrip("0").rstrip(".")
    digits = digits.lstrip("0")
    return f"0{digits}" if not digits or digits.startswith(".") else digits
