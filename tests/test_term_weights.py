"""What the terms of statements weigh: as counting sets of them says, one sentence at a time."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document
from summarizer.features import Features
from summarizer.term_weights import WeighedTerms, weigh

from .strategies import prose

NUMBERS = st.frozensets(st.sampled_from(["3", "7.5", "1250"]), max_size=2)


def features_of(texts: list[str], language: str = "en") -> Features:
    return Features.of(
        [Document.from_text(text, id=str(i), language=language) for i, text in enumerate(texts)]
    )


def expected_terms(features: Features, numbers: list[frozenset[str]]) -> list[set[str]]:
    """The terms of each sentence, where its numbers take the place of what spells them."""
    found = []
    for terms, own in zip(features.terms, numbers, strict=True):
        plain = {term for term in terms if not term[0].isdecimal() and term not in ("one", "two")}
        found.append(plain | {f"#{number}" for number in own} or set(terms))
    return found


def idf(features: Features, own: list[set[str]], term: str) -> float:
    documents: dict[str, set[str]] = {}
    for sentence, terms in zip(features.sentences, own, strict=True):
        documents.setdefault(sentence.document_id, set()).update(terms)
    sentences = sum(term in terms for terms in own)
    holders = sum(term in terms for terms in documents.values())
    return math.log(max(len(own) * holders / (sentences * len(documents)), 1)) + 1


def rows_of(weighed: WeighedTerms, size: int) -> list[list[int]]:
    return [weighed.terms[row].tolist() for row in range(size)]


@given(st.lists(prose, min_size=1, max_size=4), st.data())
def test_a_term_weighs_its_idf_twice_as_a_number_half_as_a_name(
    texts: list[str], data: st.DataObject
) -> None:
    features = features_of(texts)
    size = len(features)
    numbers = data.draw(st.lists(NUMBERS, min_size=size, max_size=size))
    names = set(list(features.vocabulary)[::2])
    own = expected_terms(features, numbers)
    weighed = weigh(features, numbers, names)
    assert list(weighed.weights) == sorted(weighed.weights, reverse=True)
    rows = rows_of(weighed, size)
    assert all(row == sorted(set(row)) for row in rows)
    plain = {term: idf(features, own, term) for terms in own for term in terms}
    factor = {t: 2.0 if t[0] == "#" else 0.5 if t in names else 1.0 for t in plain}
    for row, terms in zip(rows, own, strict=True):
        assert sorted(weighed.plain[row]) == pytest.approx(sorted(plain[t] for t in terms))
        assert sorted(weighed.weights[row]) == pytest.approx(
            sorted(plain[t] * factor[t] for t in terms)
        )
        assert weighed.is_number[row].sum() == sum(t[0] == "#" for t in terms)
    assert len(weighed.weights) == len(plain)


def test_terms_that_are_in_no_sentence_of_a_part_are_left_out() -> None:
    features = features_of(["Ferries sail at dawn. Schools stay shut."]).take([1])
    weighed = weigh(features, [frozenset()], set())
    assert len(weighed.weights) == len(features.terms[0]) == 3
    assert weighed.terms.values.tolist() == [0, 1, 2]


def test_numbers_in_words_are_those_of_the_language_of_the_sentence() -> None:
    """German "elf" is eleven, and an English elf is none."""
    english = features_of(["The elf sails."])
    german = features_of(["Nur elf Schiffe fahren."], "de")
    assert len(weigh(english, [frozenset()], set()).weights) == 2
    weighed = weigh(german, [frozenset({"11"})], set())
    assert weighed.is_number.sum() == 1
    assert len(weighed.weights) == len(german.terms[0])


def test_a_sentence_of_numbers_alone_that_were_not_read_keeps_its_terms() -> None:
    features = features_of(["7 8."])
    weighed = weigh(features, [frozenset()], set())
    assert len(weighed.weights) == 2
    assert not weighed.is_number.any()
