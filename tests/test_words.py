"""Words, terms and how words are counted."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.hidden import seen
from summarizer.text.languages import get_language, language_codes
from summarizer.text.words import (
    count_words,
    fold,
    has_word,
    opening,
    pieces,
    word_pattern,
    word_spans,
    wording,
    words,
)

from .strategies import noise, share, texts

EN = get_language("en").terms


def test_words_as_written() -> None:
    text = "The U.S. cease-fire cost $1,250.5; don’t ask T.T.P. about café no. 4b."
    assert words(text) == [
        *["The", "U.S.", "cease", "fire", "cost", "1,250.5", "don’t", "ask", "T.T.P.", "about"],
        *["café", "no", "4b"],
    ]


def test_marks_belong_to_their_letters() -> None:
    for word in ["cafe\u0301", "हिन्दी", "שָׁלוֹם", "مُحَمَّد"]:
        assert words(word) == [word]


def test_terms_are_folded_stemmed_and_rid_of_stop_words() -> None:
    assert EN(words("The negotiations were negotiated.")) == ["negoti", "negoti"]
    assert EN(["Cafe\u0301", "CAFÉ", "ＣＡＦÉ"]) == ["café"] * 3
    assert EN(["Pakistan’s", "Pakistan's", "Pakistan"]) == ["pakistan"] * 3


@given(st.one_of(st.text(st.characters(max_codepoint=127)), noise))
def test_folding_takes_no_other_way_for_plain_letters(text: str) -> None:
    folded = unicodedata.normalize("NFKC", seen(text)).casefold().replace("’", "'")
    assert fold(text) == folded.replace("i\u0307", "i")


def test_an_acronym_is_one_term_however_written_and_never_a_stop_word() -> None:
    assert EN(["T.T.P.", "TTP"]) == ["ttp", "ttp"]
    assert EN(["U.S.", "US"]) == ["us", "us"]
    assert EN(["us", "it"]) == []


def test_scripts_without_blanks_fall_into_pairs_of_characters() -> None:
    assert EN(words("天气很好")) == ["天气", "气很", "很好"]
    assert EN(words("ไทย")) == ["ไท", "ทย"]


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one", 1), ("two words", 2), ("a cease-fire, at 3.5%", 4), ("天气很好。", 4)],
)
def test_words_are_counted_as_a_reader_counts(text: str, count: int) -> None:
    assert count_words(text) == count


@given(texts)
def test_no_fewer_words_are_counted_than_there_are_pieces(text: str) -> None:
    assert count_words(text) >= len(text.split())


@given(noise)
def test_word_spans_give_the_words(text: str) -> None:
    assert [seen(text[start:end]) for start, end in word_spans(text)] == words(text)


@given(st.one_of(noise, texts, st.text()))
def test_the_words_of_the_pieces_are_the_words(text: str) -> None:
    found = pieces(text, word_pattern(text))
    assert [word for piece in found for word in words(piece)] == words(text)


@given(st.one_of(noise, texts))
def test_the_terms_of_a_text_are_those_of_its_words(text: str) -> None:
    table = EN.table()
    found = [table.names[number] for number in table.numbers_in([text], word_pattern(text))[0]]
    assert found == EN(words(text))


def test_what_is_too_long_to_come_again_is_not_remembered() -> None:
    table = EN.table()
    address = "https://example.org/" + "path/" * 30
    expected = EN(words(address))
    assert [
        table.names[n] for n in table.numbers_in([address], word_pattern(address))[0]
    ] == expected
    assert address not in table.pieces


@given(st.lists(st.one_of(noise, st.sampled_from(["C++ it", "c +it", "A b c d", "a. B,c d!"]))))
def test_texts_that_open_otherwise_read_otherwise(told: list[str]) -> None:
    told += [text.upper() for text in told] + [text.replace(" ", "  ") for text in told]
    openings: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for text in told:
        openings.setdefault(wording(text), set()).add(opening(text))
    assert all(len(found) == 1 for found in openings.values())


@given(noise)
def test_a_text_has_words_if_it_has_a_letter_or_digit(text: str) -> None:
    assert has_word(text) == any(character.isalnum() for character in text)
    if has_word(text):
        assert words(text)


@pytest.mark.parametrize("code", language_codes())
@given(text=texts)
def test_composed_and_decomposed_text_give_the_same_terms(code: str, text: str) -> None:
    terms = get_language(code).terms
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert terms(words(composed)) == terms(words(decomposed))


@pytest.mark.parametrize("code", language_codes())
def test_every_language_is_whole(code: str) -> None:
    language = get_language(code)
    assert language.code == code
    assert language.name.istitle()
    assert len(language.terms.stop_words) > 70
    cased = any(c.islower() for c in "".join(language.terms.stop_words))
    assert bool(language.rules.starters) or not cased or code in ("zh", "ja", "th", "ko")
    assert language.rules.abbreviations or language.rules.titles or not cased
    for entry in (*language.rules.titles, *language.rules.abbreviations):
        assert not entry.endswith(".")


@pytest.mark.parametrize(
    ("code", "form", "terms"),
    [
        ("fr", "l'eau", ["eau"]),
        ("fr", "l’eau", ["eau"]),
        ("it", "dell'acqua", ["acqua"]),
        ("en", "o'clock", ["o'clock"]),  # one word, where nothing is elided
        ("uk", "п'ять", ["п'ять"]),
    ],
)
def test_an_apostrophe_parts_words_where_a_language_elides(
    code: str, form: str, terms: list[str]
) -> None:
    assert get_language(code).terms([form]) == terms


@pytest.mark.parametrize("code", ["en", "fr", "ja"])
@share(0.3)
@given(pieces=st.lists(texts, min_size=1, max_size=3))
def test_a_table_has_the_terms_of_each_text_and_remembers_them(
    code: str, pieces: list[str]
) -> None:
    pieces = ["cease-fire well-to-do U.S.", *pieces]
    terms = get_language(code).terms
    table = terms.table()
    found = table.numbers_in(pieces, word_pattern("".join(pieces)))
    assert [[table.names[n] for n in numbers] for numbers in found] == [
        terms(words(piece)) for piece in pieces
    ]
    assert len(table) > len(table.numbers)
