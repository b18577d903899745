"""Numbers in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.languages import get_language, language_codes
from summarizer.text.numbers import located, numbers_of, value_of
from summarizer.text.words import fold, words


def found(text: str, code: str = "en") -> set[str]:
    """The numbers of a text, equal ones once."""
    numbers = numbers_of(text, [fold(word) for word in words(text)], get_language(code))
    return {number.partition("×")[0] for number in numbers}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("At 7:40 or 7.40 or 07:40", {"7.4"}),
        ("1,250 and 1.250 and 1\u00a0250", {"1250"}),
        ("2.30, 2,3 and 2.3", {"2.3"}),
        ("0.125 is not 125", {"0.125", "125"}),
        ("nine of the 9, half of them twice", {"9", "0.5", "2"}),
        ("a two-year freeze", {"2"}),
        ("the F16 of 9km and 6.8bn", {"9", "6800000000"}),
        ("$6.8 billion, $6.8bn and $6,800 million", {"6800000000"}),
        ("$5m, not $5bn", {"5000000", "5000000000"}),
        ("5m deep, or 5m people", {"5", "5000000"}),
        ("dug 5m deep", {"5", "5000000"}),  # metres, or millions
        ("two hundred five and five thousand two", {"205", "5002"}),
        ("twenty-five and two hundred or five thousand", {"25", "200", "5000"}),
        ("−5, -5, (–5) and minus 5", {"-5"}),
        ("3–5, 3-5 and 2020-5", {"3", "5", "2020"}),
        ("½, half and 0.5", {"0.5"}),
        ("2½ or 2.5", {"2.5"}),
        ("⅓", {"0.3333"}),
        ("Rs 1,25,000 and 1'000", {"125000", "1000"}),
        ("12.10.2024", {"12.10.2024"}),
        ("٣٨ homes", {"38"}),
        ("No number here", set()),
    ],
)
def test_equal_numbers_have_one_spelling(text: str, numbers: set[str]) -> None:
    assert found(text) == numbers


@pytest.mark.parametrize(
    ("code", "text", "numbers"),
    [
        ("zh", "造成3人死亡", {"3"}),
        ("zh", "3万人,5亿元", {"30000", "500000000"}),
        ("zh", "三十五人,两百个,一人,二万三千人", {"35", "200", "1", "23000"}),
        ("zh", "一个国家,五星红旗", set()),
        ("ja", "爆発で3人が死亡、5万円", {"3", "50000"}),
        ("ko", "3만 명", {"30000"}),
        ("de", "38 000 Häuser für 5 Mio. Euro", {"38000", "5000000"}),
        ("fr", "2 000 morts en 2005 300", {"2000", "2005", "300"}),
        ("ru", "5 млн и 11,7 млрд", {"5000000", "11700000000"}),
        ("pl", "pięć tysięcy, 5 tys. i 5000", {"5000"}),
        ("cs", "1,2 milionů, 1,2 mil. a 1 200 000", {"1200000"}),
        ("hi", "१५ लाख", {"1500000"}),
        ("en", "on May 5 200 people came", {"5", "200"}),
    ],
)
def test_each_language_writes_numbers_its_own_way(code: str, text: str, numbers: set[str]) -> None:
    assert found(text, code) == numbers


def test_the_second_of_two_equal_numbers_is_told_from_the_first() -> None:
    text = "3 dead and 3 hurt"
    assert numbers_of(text, text.split(), get_language("en")) == ("3", "3×2")


@pytest.mark.parametrize(
    "text",
    ["In 2019 two hundred and 6.8 billion, minus 5 or −5½", "no number", "5m, three, half a dozen"],
)
def test_located_numbers_are_those_that_are_found(text: str) -> None:
    language = get_language("en")
    values = {value for number in located(text, language) for value in number.values}
    assert values == found(text)


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
