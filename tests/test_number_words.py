"""Numbers in words: what rules write is read back, and where it stands."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.languages import get_language, language_codes
from summarizer.text.number_words import NumberWords
from summarizer.text.numbers import located, numbers_of
from summarizer.text.words import fold, words

from .strategies import share

UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
ENGLISH = [*UNITS.split(), *"sixteen seventeen eighteen nineteen".split()]
ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
numbers = st.integers(2, 10**6)


def english(number: int, joint: str = " ", hyphen: str = "-") -> str:
    """A number from 1 to a million, with or without the "and" of British English."""
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            head, rest = divmod(number, size)
            between = " " if rest >= 100 else joint
            tail = between + english(rest, joint, hyphen) if rest else ""
            return f"{english(head, joint, hyphen)} {name}{tail}"
    if number < 20:
        return ENGLISH[number - 1]
    tens, unit = divmod(number, 10)
    return ENGLISH_TENS[tens - 2] + (hyphen + ENGLISH[unit - 1] if unit else "")


def french(number: int) -> str:
    units = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
    small = [*units.split(), "seize", "dix-sept", "dix-huit", "dix-neuf"]
    if number >= 1000:
        head, rest = divmod(number, 1000)
        count = f"{french(head)} " if head > 1 else ""
        return f"{count}mille" + (f" {french(rest)}" if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        if not rest:
            return f"{small[head - 1]} cents" if head > 1 else "cent"
        return (f"{small[head - 1]} " if head > 1 else "") + f"cent {french(rest)}"
    if number < 20:
        return small[number - 1]
    if number == 80:
        return "quatre-vingts"
    if number > 80:
        return f"quatre-vingt-{small[number - 81]}"
    tens = ["vingt", "trente", "quarante", "cinquante", "soixante"][min(number // 10, 6) - 2]
    rest = number - min(number // 10, 6) * 10
    return (
        tens
        + ("" if not rest else " et " if rest in (1, 11) else "-")
        + small[rest - 1] * (rest > 0)
    )


def spanish(number: int) -> str:
    small = (
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
        "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés "
        "veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
    ).split()
    tens = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
    hundreds = (
        "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos "
        "ochocientos novecientos"
    ).split()
    if number >= 1000:
        head, rest = divmod(number, 1000)
        count = f"{spanish(head)} " if head > 1 else ""
        return f"{count}mil" + (f" {spanish(rest)}" if rest else "")
    if number == 100:
        return "cien"
    if number > 100:
        head, rest = divmod(number, 100)
        return hundreds[head - 1] + (f" {spanish(rest)}" if rest else "")
    if number < 30:
        return small[number - 1]
    head, rest = divmod(number, 10)
    return tens[head - 3] + (f" y {small[rest - 1]}" if rest else "")


def portuguese(number: int) -> str:
    small = (
        "um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze "
        "dezesseis dezessete dezoito dezenove"
    ).split()
    tens = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split()
    hundreds = (
        "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos "
        "novecentos"
    ).split()
    if number >= 1000:
        head, rest = divmod(number, 1000)
        count = f"{portuguese(head)} " if head > 1 else ""
        joint = " e " if rest <= 100 or not rest % 100 else " "
        return f"{count}mil" + (f"{joint}{portuguese(rest)}" if rest else "")
    if number == 100:
        return "cem"
    if number > 100:
        head, rest = divmod(number, 100)
        return hundreds[head - 1] + (f" e {portuguese(rest)}" if rest else "")
    if number < 20:
        return small[number - 1]
    head, rest = divmod(number, 10)
    return tens[head - 2] + (f" e {small[rest - 1]}" if rest else "")


def slavic(units: str, tens: str, hundreds: str, thousand: str) -> Callable[[int], str]:
    """Words one after another, as Russian, Ukrainian, Polish and Czech have them."""
    small = units.split()
    of_tens, of_hundreds = tens.split(), hundreds.split("|")

    def write(number: int) -> str:
        found = []
        head, number = divmod(number, 1000)
        if head:
            found += [write(head), thousand] if head > 1 else [thousand]
        if number >= 100:
            found.append(of_hundreds[number // 100 - 1])
        number %= 100
        if number >= 20:
            found.append(of_tens[number // 10 - 2])
            number %= 10
        if number:
            found.append(small[number - 1])
        return " ".join(found)

    return write


WRITERS: dict[str, Callable[[int], str]] = {
    "fr": french,
    "es": spanish,
    "pt": portuguese,
    "ru": slavic(
        "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
        "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
        "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
        "сто|двести|триста|четыреста|пятьсот|шестьсот|семьсот|восемьсот|девятьсот",
        "тысяч",
    ),
    "uk": slavic(
        "один два три чотири п’ять шість сім вісім дев’ять десять одинадцять дванадцять "
        "тринадцять чотирнадцять п’ятнадцять шістнадцять сімнадцять вісімнадцять дев’ятнадцять",
        "двадцять тридцять сорок п’ятдесят шістдесят сімдесят вісімдесят дев’яносто",
        "сто|двісті|триста|чотириста|п’ятсот|шістсот|сімсот|вісімсот|дев’ятсот",
        "тисяч",
    ),
    "pl": slavic(
        "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście "
        "trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście",
        "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt "
        "osiemdziesiąt dziewięćdziesiąt",
        "sto|dwieście|trzysta|czterysta|pięćset|sześćset|siedemset|osiemset|dziewięćset",
        "tysięcy",
    ),
    "cs": slavic(
        "jedna dva tři čtyři pět šest sedm osm devět deset jedenáct dvanáct třináct čtrnáct "
        "patnáct šestnáct sedmnáct osmnáct devatenáct",
        "dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát",
        "sto|dvě stě|tři sta|čtyři sta|pět set|šest set|sedm set|osm set|devět set",
        "tisíc",
    ),
}


def read(text: str, code: str = "en") -> list[tuple[str, str]]:
    """The numbers of a text and how each is written."""
    found = located(text, get_language(code))
    return [(number.values[0], text[number.start : number.end]) for number in found]


@given(numbers, st.sampled_from([" ", " and ", "-and-"]), st.sampled_from("- \u00a0\u2011"))
def test_a_number_written_by_rules_is_read_back(number: int, joint: str, hyphen: str) -> None:
    written = english(number, joint, hyphen)
    for text in (written, written.capitalize() + " of them, and more"):
        ((value, place),) = read(text)
        assert float(value) == number
        assert place.casefold() == written.removeprefix("one ")


@pytest.mark.parametrize("code", sorted(WRITERS))
@given(number=st.integers(2, 10**6 - 1) | st.integers(2, 100))
def test_other_languages_have_rules_of_their_own(code: str, number: int) -> None:
    assert [float(value) for value, _ in read(WRITERS[code](number), code)] == [number]


@given(st.lists(numbers, min_size=1, max_size=4))
def test_commas_part_numbers(given_: list[int]) -> None:
    assert [float(value) for value, _ in read(", ".join(map(english, given_)))] == given_


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("two hundred and five hundred", ["200", "500"]),
        ("two thousand five thousand", ["2000", "5000"]),
        ("hundreds and thousands", ["100", "1000"]),
        ("between twenty and five", ["20", "5"]),
        ("one of two, and one more", ["2"]),
        ("twelve hundred, or two thousand million", ["1200", "2000000000"]),
        ("five six twenty", ["5", "6", "20"]),
        ("twenty ten two", ["20", "10", "2"]),
        ("half million", ["500000"]),
        ("6.8 million five hundred", ["6800000", "500"]),
        ("two/three", ["2", "3"]),
    ],
)
def test_what_does_not_fit_is_another_number(text: str, numbers: list[str]) -> None:
    assert [value for value, _ in read(text)] == numbers


@pytest.mark.parametrize(
    ("code", "text", "numbers"),
    [
        ("ca", "vint-i-cinc i dos-cents trenta", ["25", "230"]),
        ("da", "to hundrede og fem", ["205"]),
        ("de", "dreißig oder fünf", ["30", "5"]),
        ("es", "dos mil millones", ["2000000000"]),
        ("hi", "सौ लाख", ["10000000"]),
        ("pl", "dwa dwieście", ["2", "200"]),
        ("ro", "treizeci și cinci", ["35"]),
        ("ru", "полтора миллиона", ["1500000"]),
        ("vi", "năm nghìn hai trăm linh hai, mười năm", ["5202", "10"]),
    ],
)
def test_numbers_of_other_languages(code: str, text: str, numbers: list[str]) -> None:
    assert [value for value, _ in read(text, code)] == numbers


@pytest.mark.parametrize("code", language_codes())
@share(0.3)
@given(st.data())
def test_located_numbers_are_those_that_are_counted(code: str, data: st.DataObject) -> None:
    language = get_language(code)
    known = sorted(language.number_words) or ["7"]
    pieces = st.sampled_from([*known, *language.ones, " ", "-", ", ", " and ", " x ", "6.8 "])
    text = "".join(data.draw(st.lists(pieces, max_size=12)))
    counted = numbers_of(text, [fold(word) for word in words(text)], language)
    values = {value for number in located(text, language) for value in number.values}
    assert {value.partition("×")[0] for value in counted} == values


def test_a_language_without_number_words_has_none() -> None:
    assert not list(NumberWords({}).find("two hundred and one, 5 million"))
