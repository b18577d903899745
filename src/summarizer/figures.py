"""The figures of sentences: what each counts, what stands around it, and how two compare."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .document import Sentence
from .text.languages import Language, get_language, made_once
from .text.numbers import Number, located
from .text.words import MARKS, fold

_TOKEN = re.compile(rf"(?:[^\W\d_]|[{MARKS}])+(?:['’][^\W\d_]+)?|[%$€£¥₹,;:()\[\]—–\"“”«»]")
_NEXT_WORD = re.compile(r"\.?\s(?:de\s|of\s)?([^\W\d_]+)")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.?\s(?:the\s)?$")
_MONEY = "$€£¥₹"
_BREAKS = ',;:()[]—–"“”«»'
_OPENS_ASIDE = re.compile(r"[(\[]\W*(?:\w+\W+)?$")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s)\b|[- ]year[- ]old")
_HOUR = re.compile(r"\s?(?:a\.?m|p\.?m|Uhr)\b")
_WORDS_BEFORE = re.compile(r"[^\W\d_]+")
_NEAR_BY = 30  # characters before a number where the verb may stand that it is reached by
_ROUNDED = 0.1  # of a number, at most what rounding changes
_SHORT = 3  # letters of a month's name at least
_RANGE = 3  # letters of a word that makes two numbers one range: 25 to 40
_ASIDE = 14  # characters before a number where the bracket may stand
_WORDS = 8  # of the context on either side
_NEAREST = 2  # words after a number that may say what it counts
_BEFORE = 4  # words before it that may, where none comes after
_FADE, _FAINTEST = 0.07, 0.3  # what a word of the context loses from one to the next, and keeps
_VAGUE = 100  # a single word from here on is no figure: hundreds
_YEARS = range(1900, 2100)
_LARGE = 1e6
LARGE = "#large"
"""A term of the context of each figure from a million on."""

MONEY, PERCENT, CLOCK = "#money", "#percent", "#clock"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence.

    Attributes:
        row: of the sentence.
        value: as :func:`.text.numbers.value_of` spells it.
        written: as the sentence has it, with its magnitude.
        things: what may be what it counts; "people" alone is none where a word beside it says
            more.
        context: from the terms around it to how near they are, up to 1.
    """

    row: int
    value: str
    written: str
    things: frozenset[str]
    context: dict[str, float]

    @property
    def is_clock(self) -> bool:
        """Whether it is a time of day."""
        return CLOCK in self.things

    @property
    def is_day(self) -> bool:
        """Whether it is a day of a month."""
        return any(thing.startswith("#month") for thing in self.things)


class _Token(NamedTuple):
    start: int
    written: str
    terms: tuple[str, ...]


def figures_of(sentence: Sentence, row: int, language: Language) -> list[Figure]:
    """The figures of a sentence that may be held against those of another.

    Years, ordinals, ages, what only repeats another in brackets, and the ends of a range are left
    out, and so is what counts nothing that can be told.
    """
    text = sentence.plain
    numbers = located(text, language)
    usable = [i for i in range(len(numbers)) if _is_usable(text, numbers, i)]
    tokens = list(_tokens(text, numbers, language)) if usable else []
    found = []
    for i in usable:
        number = numbers[i]
        before = [token for token in tokens if token.start < number.start][::-1]
        after = [token for token in tokens if token.start >= number.end]
        end = numbers[i + 1].start if i + 1 < len(numbers) else len(text)
        things = _things(text, number, before, _up_to(after, end), language)
        if things:
            found.append(_figure(text, row, number, things, (before, after)))
    return found


def closeness(one: Figure, other: Figure) -> float:
    """How near two figures are, from 0 to 1: the smaller by the larger, or by hours of the day."""
    if one.is_clock and other.is_clock:
        return 1 / (1 + abs(_minutes(one.value) - _minutes(other.value)) / 60)
    if one.value.count(".") > 1 or other.value.count(".") > 1:
        return 0.0
    if one.is_day and other.is_day:
        return 0.7
    a, b = sorted((abs(float(one.value)), abs(float(other.value))))
    return a / b if b else 1.0


@lru_cache(maxsize=10_000)
def agree(one: str, other: str) -> bool:
    """Whether one number is the other, or the other in rounder figures, as 95 is of 95.1."""
    if one == other or one.count(".") > 1 or other.count(".") > 1:
        return one == other
    return _rounds(one, other) or _rounds(other, one)


def digits_of(value: str) -> int:
    """How many digits of a number count: 2 of 950 and 0.95."""
    return len(value.lstrip("-0.").replace(".", "").rstrip("0"))


def is_reached(text: str, start: int, language: Language) -> bool:
    """Whether something rose or fell to the number that starts there ("rose to 58")."""
    before = [fold(word) for word in _WORDS_BEFORE.findall(text[max(0, start - _NEAR_BY) : start])]
    changed = [i for i, w in enumerate(before) if abs(language.opposites.get(w, 0)) == 1]
    return bool(changed) and not language.up_to.isdisjoint(before[changed[-1] + 1 :])


def _rounds(one: str, other: str) -> bool:
    """Whether one is the other with fewer digits that count, at least two or one before tens."""
    a, b = float(one), float(other)
    digits = digits_of(one)
    if a * b <= 0 or digits > digits_of(other):
        return a == b
    if digits == 1 and abs(a) < 10 and "." not in other:
        return a == b
    place = math.floor(math.log10(abs(a))) - (digits - 1)
    return abs(a - b) <= min(0.5 * 10.0**place * 1.0001, _ROUNDED * abs(a))


def _minutes(value: str) -> int:
    hours, _, minutes = value.partition(".")
    return int(hours or 0) * 60 + int((minutes + "00")[:2])


def _tokens(text: str, numbers: Sequence[Number], language: Language) -> Iterator[_Token]:
    """The words and marks of a text that are in no number."""
    alike = language.alike
    for match in between(numbers, text):
        terms = terms_of(match.group(), language) if match.group()[0].isalpha() else []
        yield _Token(match.start(), match.group(), tuple([alike.get(t, t) for t in terms]))


def terms_of(word: str, language: Language) -> list[str]:
    """The terms of a word; of a mark itself."""
    if not word[0].isalpha():
        return [word]
    table = language.terms.table()
    return [table.names[n] for n in table.numbers[word]]


def between(numbers: Sequence[Number], text: str) -> Iterator[re.Match[str]]:
    """The words and marks of a text that are in none of its numbers."""
    start = 0
    for number in numbers:
        yield from _TOKEN.finditer(text, start, number.start)
        start = number.end
    yield from _TOKEN.finditer(text, start)


def _is_usable(text: str, numbers: Sequence[Number], i: int) -> bool:
    number = numbers[i]
    written = text[number.start : number.end]
    if len(number.values) > 1 or is_vague(text, number) or _is_year_or_name(written):
        return False
    if _ORDINAL.match(text, number.end) or is_aside(text, number):
        return False
    if text[number.end : number.end + 1].isupper():  # Comet 46P
        return False
    return not any(
        _makes_range(text[one.end : other.start])
        for one, other in pairwise(numbers[max(i - 1, 0) : i + 2])
    )


def is_vague(text: str, number: Number) -> bool:
    """Whether a number in words is none that could be counted: half, hundreds."""
    written = text[number.start : number.end]
    if not written[0].isalpha():
        return False
    value = abs(float(number.values[-1]))
    return value < 1 or (written.isalpha() and value >= _VAGUE)


def is_aside(text: str, number: Number) -> bool:
    """Whether a number stands right after a bracket: mostly the same in another unit."""
    before = max(0, number.start - _ASIDE)
    return _OPENS_ASIDE.search(text, before, number.start) is not None


def is_year(written: str) -> bool:
    """Whether four figures look like a year."""
    return len(written) == 4 and written.isdecimal() and int(written) in _YEARS


def _is_year_or_name(written: str) -> bool:
    """Whether a number is a year, or begins with a nought as names do: Haixun 01."""
    return is_year(written) or (written.isdecimal() and len(written) > 1 and not int(written[0]))


def _makes_range(between: str) -> bool:
    between = between.strip()
    return between in {"", "-", "–", "—"} or (between.isalpha() and len(between) <= _RANGE)


def _up_to(tokens: Sequence[_Token], end: int) -> list[_Token]:
    return [token for token in tokens if token.start < end]


def _things(
    text: str, number: Number, before: Sequence[_Token], after: Sequence[_Token], language: Language
) -> frozenset[str]:
    """What a number may count."""
    written = text[number.start : number.end]
    if ":" in written or _HOUR.match(text, number.end):
        return frozenset({CLOCK})
    month = _month(text, number, language)
    if month:
        return frozenset({month}) if written.isdecimal() and int(written) <= 31 else frozenset()
    if number.start and text[number.start - 1] in _MONEY:
        return frozenset({MONEY})
    things = _after(after, language)
    if things and things[0] in language.people:
        things += [term for token in before[:1] for term in token.terms]
        return frozenset(things)
    if things:
        told = before[0].terms if before and not after[0].terms else ()  # "injured 17 at the mill"
        return frozenset([things[0], *(term for term in told if term in language.alike)])
    ends = not after or after[0].written in _BREAKS
    return frozenset(_nouns_before(before) if ends else ())


def _after(after: Sequence[_Token], language: Language) -> list[str]:
    """The terms of the nearest words after a number, up to a mark."""
    found: list[str] = []
    for token in after:
        if token.written == "%":
            return [*found, PERCENT]
        if token.written in _MONEY:
            return [*found, MONEY]
        if token.written in _BREAKS or len(found) >= _NEAREST:
            break
        found += token.terms
    percent = [PERCENT for term in found[:1] if term in language.percents]
    return percent or found


def _nouns_before(before: Sequence[_Token]) -> list[str]:
    """The terms of the nearest words before a number that ends its clause."""
    found: list[str] = []
    for token in before:
        if token.written in ";()" or len(found) >= _BEFORE:
            break
        found += token.terms
    return found


def _month(text: str, number: Number, language: Language) -> str:
    """The month that a number is a day of, or may be; "" for none."""
    sides = (
        _NEXT_WORD.match(text, number.end),
        _LAST_WORD.search(text, max(0, number.start - _NEAR_BY), number.start),
    )
    openings = _month_openings(language.code)
    for match in sides:
        name = fold(match[1]) if match else ""
        if name in openings:
            return f"#month {name[:_SHORT]}"
    return ""


@made_once
def _month_openings(code: str) -> frozenset[str]:
    """The months of a language and what they may be shortened to."""
    months = get_language(code).signs.months
    return months | {month[:n] for month in months for n in range(_SHORT, len(month))}


def _figure(
    text: str,
    row: int,
    number: Number,
    things: frozenset[str],
    sides: tuple[Sequence[_Token], Sequence[_Token]],
) -> Figure:
    context: dict[str, float] = {}
    for side in sides:
        nearness, passed = 1.0, 0
        for token in side:
            if token.terms:
                weight = nearness * max(_FAINTEST, 1 - _FADE * passed)
                for term in token.terms:
                    context[term] = max(context.get(term, 0.0), weight)
                passed += 1
                if passed == _WORDS:
                    break
            elif token.written in _BREAKS:
                nearness *= 0.5 if token.written == ";" else 0.85
    value = number.values[-1]
    context.update(dict.fromkeys(things, 1.0))
    if value.count(".") < 2 and float(value) >= _LARGE:
        context[LARGE] = 1.0
    return Figure(row, value, text[number.start : number.end], things, context)
