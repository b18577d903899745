"""Dates as people and programs write them, where it is beyond doubt which day is meant."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from math import isfinite

_NONE = "names no day: write it as 2026-01-31"
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s*)?"
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?(?:\s*[ap]\.?m\b\.?)?"
_ZONE = r"(?:\s*(?:z|[a-z]{2,5}|[+-]\d\d(?::?\d\d){0,2}|(?:utc|gmt)[+-]\d{1,2}(?::\d\d)?)\b)?"
_REMARKS = r"(?:\s*(?:\([^()]*\)|\[[^\[\]]*\]))*"  # "(CEST)", "[Europe/Paris]"
_TIME = rf"(?:(?:\s*t\s*|,?\s+(?:at\s+)?)(?:{_CLOCK}|\d{{2}}(?:\d\d){{0,2}}){_ZONE}{_REMARKS})?"
_YEAR_FIRST = (
    re.compile(rf"(\d{{4}})(-)(\d\d?)-(\d\d?){_TIME}{_ZONE}", re.I),
    re.compile(rf"(\d{{4}})(/)(\d\d?)/(\d\d?){_TIME}", re.I),
    re.compile(rf"(\d{{4}})(\.)\s?(\d\d?)\.\s?(\d\d?)\.?{_TIME}", re.I),
    re.compile(r"(\d{4})\s?([年년])\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일].*", re.S),
    re.compile(  # with a time of our age alone: a longer number counts thousandths of seconds
        r"(?=\d{8}\Z|19|20)(\d{4})()(\d\d)(\d\d)"
        r"(?:t?\d{4}(?:\d\d)?(?:[.,]\d+)?(?:z|[+-]\d\d:?\d\d)?)?",
        re.I,
    ),
)
_YEAR_LAST = re.compile(
    rf"(?P<a>\d\d?)(?P<sign>[/.-])\s?(?P<b>\d\d?)(?P=sign)\s?\d{{4}}{_TIME}", re.I
)
_NAMED = (
    # RFC 822 and its heirs, the log of a web server; as Americans write; as ``ctime`` does.
    re.compile(
        rf"{_WEEKDAY}(?P<day>\d\d?)(?:st|nd|rd|th|\.)?[ /-]+(?:of )?{_MONTH}[ ,/-]+"
        rf"(?P<year>\d{{4}})(?::{_CLOCK}{_ZONE}|{_TIME})",
        re.I,
    ),
    re.compile(
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}", re.I
    ),
    re.compile(rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d\d?)\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})", re.I),
)
_RFC_822 = re.compile(
    rf"{_WEEKDAY}(?P<day>\d\d?)[ -]{_MONTH}[ -](?P<year>\d\d)\s+{_CLOCK}{_ZONE}{_REMARKS}", re.I
)
_EPOCHS = ((1e8, 1), (1e11, 10**3), (1e14, 10**6), (1e17, 10**9))
"""From which number on it counts seconds, and their thousandth, millionth, billionth parts since
1970: from 1973 on in each, up to the year 5138."""
_LAST_EPOCH = 1e20
_WEEK = re.compile(r"(\d{4}-?W\d\d-?\d)(?:T.*)?")
_FIRST_YEAR = 1000
_LONGEST = 100  # characters


def parse_day(value: object) -> date:
    """The day that a value names; the time and its zone say nothing: it is the day as written.

    Args:
        value: a ``date``; a number of seconds since 1970, or of their thousandth, millionth or
            billionth parts, as its size tells (in UTC); or a string: ISO 8601, RFC 822 and its
            heirs, such a number, ``2021-9-6``, ``2021/9/6``, ``6.9.2021`` (no country writes the
            month first there), ``6 September 2021``, ``Sept. 6, 2021``, ``2021年9月6日``.

    Raises:
        ValueError: it names none, or may mean two; the message says which, in words that may
            follow the value.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(_NONE)
    text = value.strip() if isinstance(value, str) else repr(value)
    if len(text) > _LONGEST:
        raise ValueError(_NONE)
    days = set(_readings(text))
    if len(days) == 1:
        return days.pop()
    if days:
        first, second = sorted(days)
        raise ValueError(f"is {first} or {second}: write which")
    raise ValueError(_NONE)


def day_of(value: object) -> date | None:
    """The same; ``None`` for what names no day, or may mean two."""
    try:
        return parse_day(value)
    except ValueError:
        return None


def _readings(text: str) -> Iterator[date]:
    """The days that a text may mean."""
    for pattern in _YEAR_FIRST:
        match = pattern.fullmatch(text)
        if match and (days := [*_days(int(match[1]), int(match[3]), int(match[4]))]):
            yield from days
            return
    if match := _YEAR_LAST.fullmatch(text):
        year = int(re.findall(r"\d{4}", text)[0])
        yield from _days(year, int(match["b"]), int(match["a"]))
        if match["sign"] != ".":
            yield from _days(year, int(match["a"]), int(match["b"]))
        return
    for pattern in (*_NAMED, _RFC_822):
        if match := pattern.fullmatch(text):
            year = int(match["year"])
            if pattern is _RFC_822:  # by RFC 2822
                year += 2000 if year < 50 else 1900
            month = _MONTHS.index(match["month"][:3].lower()) + 1
            yield from _days(year, month, int(match["day"]))
            return
    if match := _WEEK.fullmatch(text):
        with suppress(ValueError):
            yield date.fromisoformat(match[1])
    yield from _since_1970(text)


def _days(year: int, month: int, day: int) -> Iterator[date]:
    """The day, if there is one; programs write one of the years 1 and 101 where they know none."""
    try:
        found = date(year, month, day)
    except ValueError:
        return
    if year >= _FIRST_YEAR:
        yield found


def _since_1970(text: str) -> Iterator[date]:
    """The day of a number of seconds or parts of them; a small number is one of something else."""
    try:
        number = float(text)
    except ValueError:
        return
    if not isfinite(number) or not _EPOCHS[0][0] <= number < _LAST_EPOCH:
        return
    parts = max(per_second for least, per_second in _EPOCHS if number >= least)
    yield (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number // parts)).date()
