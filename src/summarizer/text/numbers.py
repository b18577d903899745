"""Numbers of a text, one spelling for all that are equal: 7:40 and 7.40, 1,250 and 1.250, nine."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ..memo import Pattern
from .hidden import seen
from .languages import Language, get_language, made_once
from .words import UNSPACED

_PARTED = r"[\u00a0\u2009\u202f'’]\d{3}(?!\d)"
_PARTED_BY_BLANKS = rf"(?:(?<!\d{{4}})\s\d{{3}}(?!\d)|{_PARTED})"
_FRACTIONS = "¼-¾⅐-⅞"
_AFTER_NO_LETTER = rf"(?<!(?:(?![{UNSPACED}])\w)\d)"


def _figure(parted: str) -> str:
    """A number in figures; a letter before it makes it a name (``F16``), one after it a unit.

    A character of a script without blanks makes it neither: 造成3人死亡.
    """
    return rf"\d{_AFTER_NO_LETTER}\d*(?:[.,:]\d+|{parted})*"


_DIGIT = re.compile(r"\d")
_THOUSANDS = Pattern(r"(?<=\d)[.,\s'’](?=\d{3}(?!\d))")
_LAKHS = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}")  # 1,25,000 in India
_FRACTION = re.compile(rf"(\d*)([{_FRACTIONS}])")
_MINUS = Pattern(r"(?:(?<![^\s(\[])[-–−]|(?<=[^\w\s])−|(?i:(?<!\w)(?:minus|минус)\s))$")
_MAY_BE_MINUS = Pattern(r"[-–−]\d")
_MINUS_WORDS = frozenset({"minus", "минус"})
_CURRENCIES = "$€£¥₹₽"
_LETTERS_OF_MONEY = "mbkt"  # one of these after a number may be a unit, a metre or a ton
_HAN = "零一二两三四五六七八九十百千万"
_HAN_DIGITS = {
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
Numbers = tuple[str, ...]


class Number(NamedTuple):
    """A number in figures: what it comes to, where it stands, and whether that is sure.

    Of "5m", which may be metres or millions, both values are given.
    """

    values: Numbers
    start: int
    end: int


def numbers_of(text: str, words: Sequence[str], language: Language) -> Numbers:
    """The numbers in a text, in figures or in words, those in words first.

    A magnitude belongs to its number: "6.8 billion" is 6.8bn and not "6.8 million". The second of
    two that are equal is told from the first (``3×2``), as three dead and three hurt are not only
    three dead.

    Args:
        text: the text.
        words: its words, each as :func:`summarizer.text.words.fold` spells it.
        language: its language, which knows the numbers in words.
    """
    known = language.number_words
    found: list[str] = []
    if not known.keys().isdisjoint(words):
        found = language.spelt.values_in(text, words)
    if _DIGIT.search(text) or language.counters or _has_fraction(text):
        found += _in_figures(seen(text), words, language)
    if not found:
        return ()
    return tuple(found) if len(set(found)) == len(found) else tuple(_counted(found))


def _in_figures(text: str, words: Sequence[str], language: Language) -> list[str]:
    """The values of :func:`figures_in`, in less time where nothing can be a minus."""
    if _MAY_BE_MINUS.search(text) or not _MINUS_WORDS.isdisjoint(words):
        return [value for number in figures_in(text, language) for value in number.values]
    found: list[str] = []
    for figure, scale in _pattern(language.code, _has_fraction(text)).findall(text):
        if scale:
            return [value for number in figures_in(text, language) for value in number.values]
        found.append(value_of(figure))
    return found


def figures_in(text: str, language: Language) -> Iterator[Number]:
    """The numbers in figures, each with its magnitude ("6.8bn", "3万") and its minus."""
    for match in _pattern(language.code, _has_fraction(text)).finditer(text):
        start, end = match.span("figure")
        value, scale = value_of(match["figure"]), fold_scale(match["scale"])
        before = _MINUS.search(text, max(start - 7, 0), start) if start else None
        money = start > 0 and text[start - 1] in _CURRENCIES
        values = _scaled(value, scale, language.scales, money)
        if before:
            values, start = tuple(f"-{v}" for v in values), before.start()
        yield Number(values, start, match.end("scale") if scale and values != (value,) else end)


def located(text: str, language: Language) -> list[Number]:
    """All numbers in a text, in figures or in words, where they stand."""
    spelt = (Number((value,), start, end) for value, start, end in language.spelt.find(text))
    return sorted([*figures_in(text, language), *spelt], key=lambda number: number.start)


@cache
def whole_words(known: tuple[str, ...]) -> re.Pattern[str]:
    """Finds some words, in letters of either case."""
    first = "".join(sorted({letter for word in known for letter in (word[0], word[0].upper())}))
    ahead = rf"(?=[{first}])(?<![^\W\d_])" if known else "(?!)"
    return re.compile(rf"{ahead}(?i:{'|'.join(map(re.escape, known))})(?![^\W\d_])")


def fold_scale(scale: str | None) -> str:
    """A magnitude after a number in one spelling."""
    return scale.lstrip("-").strip().lower() if scale else ""


def _scaled(value: str, scale: str, scales: dict[str, str], money: bool) -> Numbers:
    """What a number with a magnitude comes to."""
    if not scale or value.count(".") > 1:
        return (value,)
    scaled = times(value, scales[scale])
    if len(scale) > 1 or money or scale not in _LETTERS_OF_MONEY:
        return (scaled,)
    return (value, scaled)


def times(value: str, by: str) -> str:
    """The product of two numbers, as :func:`value_of` spells it."""
    return f"{float(value) * float(by):.15g}"


def _has_fraction(text: str) -> bool:
    return not text.isascii() and _FRACTION.search(text) is not None


@made_once
def _pattern(code: str, fractions: bool) -> re.Pattern[str]:
    """Finds numbers in figures and their magnitudes in a language.

    That of texts with fractions (``2½``) takes longer, as nothing tells where it may match.
    """
    language = get_language(code)
    scales = "|".join(sorted(map(re.escape, language.scales), key=lambda s: (-len(s), s)))
    figure = _figure(_PARTED_BY_BLANKS if language.parted_by_blanks else _PARTED)
    if fractions:
        figure = rf"{figure}[{_FRACTIONS}]?|(?<![^\W{UNSPACED}])[{_FRACTIONS}]"
    if language.counters:
        figure = rf"{figure}|(?:[{_HAN}]{{2,}}|[{_HAN[2:]}]|一(?=[人名]))(?=[{language.counters}])"
    ends = "" if language.segmentation != "blanks" else r"(?!\w)"
    scale = rf"(?P<scale>[\s-]?(?i:{scales}){ends})?" if scales else "(?P<scale>(?!))?"
    return re.compile(rf"(?P<figure>{figure}){scale}")


def _counted(found: Sequence[str]) -> Iterator[str]:
    """Numbers, each that was there before with how often that makes it."""
    often: dict[str, int] = {}
    for value in found:
        often[value] = often.get(value, 0) + 1
        yield f"{value}×{often[value]}" if often[value] > 1 else value


@lru_cache(maxsize=10_000)
def value_of(figure: str) -> str:
    """What a number in figures comes to.

    A point or comma before exactly three digits parts thousands, any other parts hours and
    minutes or whole and rest. English "3.125" is read wrongly by that, but always the same.
    """
    if figure[0] in _HAN:
        return _han_value(figure)
    if part := _FRACTION.fullmatch(figure):
        return f"{float(part[1] or 0) + unicodedata.numeric(part[2]):.4g}"
    if _LAKHS.fullmatch(figure):
        figure = figure.replace(",", "")
    bare = figure if figure.startswith("0") else _THOUSANDS.sub("", figure)
    bare = bare.replace(",", ".").replace(":", ".")
    digits = "".join(c if c == "." else str(int(c)) for c in bare if c == "." or c.isdecimal())
    if digits.count(".") == 1:
        digits = digits.rstrip("0").rstrip(".")
    digits = digits.lstrip("0")
    return f"0{digits}" if not digits or digits.startswith(".") else digits


def _han_value(figure: str) -> str:
    """What numerals in Han characters come to: 三十五 is 35."""
    total = digit = 0
    for character in figure:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        elif character == "万":
            total, digit = (total + digit) * _HAN_TENS[character], 0
        else:
            total, digit = total + (digit or 1) * _HAN_TENS[character], 0
    return str(total + digit)
