"""Numbers in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.languages import get_language, language_codes
from summarizer.text.numbers import numbers_of, value_of
from summarizer.text.words import words


def found(text: str, code: str = "en") -> set[str]:
    return set(numbers_of(text, [word.lower() for word in words(text)], get_language(code)))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("At 7:40 or 7.40 or 07:40", {"7.4"}),
        ("1,250 and 1.250 and 1\u00a0250", {"1250"}),
        ("2.30, 2,3 and 2.3", {"2.3"}),
        ("0.125 is not 125", {"0.125", "125"}),
        ("nine of the 9, half of them twice", {"9", "0.5", "2"}),
        ("a two-year freeze", {"2"}),
        ("the F16 of 9km and 6.8bn", {"9", "6.8"}),
        ("12.10.2024", {"12.10.2024"}),
        ("٣٨ homes", {"38"}),
        ("No number here", set()),
    ],
)
def test_equal_numbers_have_one_spelling(text: str, numbers: set[str]) -> None:
    assert found(text) == numbers


def test_numbers_in_words_are_those_of_the_language() -> None:
    assert found("zwei Häuser", "de") == found("deux maisons", "fr") == found("2 houses")
    assert found("полутора милях", "ru") == {"1.5"}


@pytest.mark.parametrize("code", language_codes())
def test_every_number_in_words_has_a_value_in_figures(code: str) -> None:
    for form, value in get_language(code).number_words.items():
        assert form == form.lower()
        assert float(value) > 0


@given(st.integers(0, 10**9))
def test_thousands_may_be_parted_or_not(number: int) -> None:
    plain = str(number)
    assert value_of(plain) == value_of(f"{number:,}") == value_of(f"{number:,}".replace(",", "."))
    assert value_of(plain) == plain
