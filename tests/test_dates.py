"""Days as people and programs write them."""

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.dates import day_of, parse_day

DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))
TIMES = st.datetimes(
    datetime(1974, 1, 1),
    datetime(2100, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=9))]),
)


@given(DAYS)
def test_a_day_is_read_however_it_is_written(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    for written in (
        day.isoformat(),
        f"{y}-{m}-{d}",
        f"{y}/{m:02}/{d:02}",
        f"{y}. {m}. {d}.",
        f"{y}年{m}月{d}日",
        f"{d}.{m}.{y}",
        f"{day:%d %B} {y}",
        f"{day:%B} {d}, {y}",
        f"{day:%A}, {d} {day:%b} {y}",
        f"{y:04}{m:02}{d:02}",
    ):
        assert parse_day(written) == day, written


@given(TIMES)
def test_the_day_is_that_of_the_time_as_written(time: datetime) -> None:
    for written in (
        time.isoformat(),
        time.isoformat(" "),
        f"{time:%Y-%m-%d %H:%M:%S %z}",
        format_datetime(time),
        f"{format_datetime(time)} (CEST)",
        f"{time:%a, %d %b %y %H:%M:%S %z}" if 1974 <= time.year < 2050 else time.isoformat(),
        f"{time:%a %b %d %H:%M:%S %z %Y}",
        f"{time:%B %d, %Y at %I:%M %p}",
        f"{time:%Y%m%dT%H%M%S}Z",
        f"{time:%d/%b/%Y:%H:%M:%S %z}",
    ):
        assert parse_day(written) == time.date(), written


@given(TIMES)
def test_a_number_counts_from_1970(time: datetime) -> None:
    day = time.astimezone(UTC).date()
    seconds = int(time.timestamp())
    for parts in (1, 10**3, 10**6, 10**9):
        assert parse_day(seconds * parts) == day
        assert parse_day(str(seconds * parts)) == day
    assert parse_day(float(seconds)) == day


@given(DAYS)
def test_day_and_month_that_may_be_either_are_not_guessed(day: date) -> None:
    written = f"{day.day:02}/{day.month:02}/{day.year}"
    if day.day <= 12 and day.day != day.month:
        with pytest.raises(ValueError, match=r"is \d{4}-\d\d-\d\d or \d{4}-\d\d-\d\d: write which"):
            parse_day(written)
        assert day_of(written) is None
    else:
        assert parse_day(written) == day


@pytest.mark.parametrize(
    "value",
    [
        *("", "soon", "2021", "2021-05", "May 3", "3/5/21", "2021-02-30", "2021-1-1 to 3"),
        *("0000-00-00", "0001-01-01T00:00:00", "0101-01-01", 44319),  # as programs write none
        *(0, -5, 1e30, float("nan"), True, None, [2021]),
    ],
)
def test_what_names_no_day_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="names no day: write it as"):
        parse_day(value)


@given(st.text() | st.floats() | st.integers())
def test_anything_is_a_day_or_none(value: object) -> None:
    assert isinstance(day_of(value), date | None)


def test_a_week_has_days() -> None:
    assert parse_day("2021-W18-1") == date(2021, 5, 3)
