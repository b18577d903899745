"""What cannot be seen in a text is nothing, and no place in the text shifts for it."""

import random
import time
import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, brief, render, split_sentences, summarise
from summarizer.evaluation import rouge
from summarizer.text.hidden import HIDDEN, UNSEEN, has_hidden, seen, seen_view, shown
from summarizer.text.languages import get_language, language_codes
from summarizer.text.numbers import numbers_of
from summarizer.text.words import count_words, fold, normalized, symbols, wording, words

from .strategies import noise, prose, share, texts
from .test_paragraphs import PARAGRAPHS

SOFT = "\u00ad"


@st.composite
def pairs(
    draw: st.DrawFn, given: st.SearchStrategy[str], hidden: Iterable[str] = (*HIDDEN, "\U000e0101")
) -> tuple[str, str]:
    """A text, and the same with things in it that cannot be seen."""
    text = seen(draw(given))
    with_hidden = list(text)
    for place in draw(st.lists(st.integers(0, len(text)), max_size=12)):
        character = draw(st.sampled_from(list(hidden)))
        # A soft hyphen at the end of a line parts a word.
        ends_line = character == SOFT and "".join(with_hidden[place:]).lstrip()[:1] != ""
        with_hidden.insert(place, "\u2060" if ends_line and "\n" in text else character)
    return text, "".join(with_hidden)


@given(pairs(st.one_of(noise, texts)))
def test_it_is_nothing_to_words(told: tuple[str, str]) -> None:
    text, given = told
    assert seen(given) == text
    assert has_hidden(given) == (given != text)
    for of in (words, count_words, wording, symbols, fold, seen):
        assert of(given) == of(text)


@pytest.mark.parametrize("size", [1, 5_000])
def test_every_one_of_them_is_found_in_texts_of_any_length(size: int) -> None:
    for character in (*HIDDEN, *map(chr, range(0xE0100, 0xE01F0))):
        text = "a" * size + character
        assert has_hidden(text)
        assert seen(text) == "a" * size


@given(st.one_of(noise, texts))
def test_places_go_there_and_back(text: str) -> None:
    view = seen_view(text)
    assert (view is None) == (text == seen(text))
    if view is None:
        return
    assert view.text == seen(text)
    for place in range(len(view.text)):
        start, end = view.span(place, place + 1)
        assert seen(text[start:end]) == text[start] == view.text[place]
        assert view.place(start) == place
    assert view.place(len(text)) == len(view.text)


@given(pairs(texts))
def test_sentences_and_counts_are_those_of_what_is_seen(told: tuple[str, str]) -> None:
    text, given = told
    plain, full = Document.from_text(text), Document.from_text(given)
    assert full.text == given
    assert len(plain.sentences) == len(full.sentences)
    for one, other in zip(plain.sentences, full.sentences, strict=True):
        assert given[other.start : other.end] == other.text
        assert seen(other.text) == one.text
        assert (one.kind, one.paragraph, one.quotation) == other[5:8]
        assert seen(other.line) == one.line
        assert other.plain.split() == one.plain.split()
    spans = [given[start:end] for start, end in split_sentences(given)]
    assert [seen(span) for span in spans] == [text[a:b] for a, b in split_sentences(text)]


@share(0.25)
@given(pairs(prose, UNSEEN), st.sampled_from(["coverage", "lexrank"]))
def test_the_same_sentences_are_chosen(told: tuple[str, str], method: str) -> None:
    text, given = told
    for length in (2, "12w", "80c"):
        plain, full = (summarise(each, length, method, query="cat mat") for each in told)
        rows = [[e.sentence.position for e in found.extracts] for found in (plain, full)]
        assert rows[0] == rows[1]
        assert plain.text == seen(full.text)
        assert [e.score for e in plain.ranking] == [e.score for e in full.ranking]
    assert text == seen(given)


def sprinkled(text: str, seed: int) -> str:
    """A text with soft hyphens and the like in its words."""
    draw = random.Random(seed)
    return "".join(
        c + (draw.choice("\u00ad\u200b\u2060\u200e") if c.isalpha() else "") for c in text
    )


def test_copies_statements_and_stories_are_known_through_it() -> None:
    told = [
        "The ferry hit a barge at Port Ulverane on Monday. It had 212 passengers on board.",
        "On Monday the ferry hit a barge at Port Ulverane. Divers looked for 1,250 crates.",
    ]
    given = [*told, *(sprinkled(text, seed) for seed, text in enumerate(told))]
    made = brief([Document.from_text(text, str(n)) for n, text in enumerate(given)], 2)
    assert {found.kind for found in made.duplicates} == {"exact"}
    assert len(made.duplicates) == 2
    assert len(made.stories) == 1
    assert not has_hidden(made.text)


def test_it_is_not_shown() -> None:
    text = "The minis\u00adter of Nor\u200bway spoke.\u2060 Nobody \ufefflistened. \u2764\ufe0f"
    summary = summarise(text, 2, "lead")
    for form in ("text", "markdown"):
        assert not has_hidden(render(summary, form).replace("\ufe0f", ""))
    assert ">The minister of Norway spoke.</a>" in render(summary, "html")
    assert summary.extracts[0].text == text[:32]  # as written, to the letter
    assert shown("\u2764\ufe0f\u200e") == "\u2764\ufe0f"


def test_abbreviations_and_numbers_are_known_through_it() -> None:
    assert len(split_sentences("He saw Dr\u00ad. Smith at 1\u200b1 p\u2060.m. on Monday.")) == 1
    language = get_language("en")
    text = "It cost 1\u200b,25\u20600 dol\u00adlars."
    folded = [fold(word) for word in words(text)]
    assert numbers_of(text, folded, language) == ("1250",)


def test_joiners_are_part_of_their_words() -> None:
    assert words("می\u200cخواهم") == ["می\u200cخواهم"]
    assert not has_hidden("می\u200cخواهم क्\u200dष 👩\u200d👧")


def test_it_is_no_token_of_our_rouge() -> None:
    found = rouge(sprinkled("the cat sat", 1), "the cat sat", variant="unicode")
    assert {score.f1 for score in found.values()} == {1.0}


@pytest.mark.parametrize("code", language_codes())
def test_every_language_reads_what_is_seen(code: str) -> None:
    text = PARAGRAPHS[code]["text"]
    plain = Document.from_text(text, language=code)
    full = Document.from_text(sprinkled(text, 3), language=code)
    assert [s.line for s in full.sentences] == [s.line for s in plain.sentences]
    terms = get_language(code).terms
    assert [terms(words(s.text)) for s in full.sentences] == [
        terms(words(s.text)) for s in plain.sentences
    ]


@given(st.text(st.sampled_from("a\u0301\u0323é\u00ad한\u1100\u1161 "), max_size=300))
def test_a_normal_form_is_unicodes_where_no_letter_has_thirty_marks(text: str) -> None:
    assert normalized(text) == unicodedata.normalize("NFKC", text)


def test_marks_in_any_order_take_linear_time() -> None:
    marked = "\u0301\u0323" * 50_000
    begun = time.process_time()
    once = normalized(marked)
    assert fold("e" + marked)
    assert words(marked) == []
    assert symbols(marked) is not None
    rouge(f"so e{marked} and", "so e and", variant="unicode")
    Document.from_text(f"It e{marked} was. So it was.")
    assert time.process_time() - begun < 20  # quadratic time would be minutes
    assert sorted(once) == sorted(marked)
    assert normalized(once) == once


def test_vietnamese_syllables_are_the_same_composed_or_not() -> None:
    text = PARAGRAPHS["vi"]["text"]
    terms = get_language("vi").terms
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert [*map(fold, words(composed))] == [*map(fold, words(decomposed))]
    assert terms(words(composed)) == terms(words(decomposed))
    assert terms(words(unicodedata.normalize("NFD", "Những của được không"))) == []
    assert count_words(composed) == count_words(decomposed)
