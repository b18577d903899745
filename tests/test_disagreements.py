"""Where the documents of a story give different figures."""

import random
from datetime import UTC, datetime
from itertools import combinations

import pytest
from benchmarks.statements import main, measure, stories
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Disagreement, Document, brief
from summarizer.disagreements import figures_in, find_disagreements
from summarizer.text.languages import get_language
from summarizer.text.numbers import value_of

from .conftest import ROOT
from .strategies import prose

REST = [
    "Roads along the coast are closed until further notice.",
    "Schools stay shut, the governor told a radio station.",
    "Power came back in the harbour district before dawn.",
]
"""What else is said, a sentence for each document."""


def disputed(*sentences: str) -> list[list[tuple[str, ...]]]:
    """The figures of each account of each disagreement, of a document for each sentence."""
    told = [
        Document.from_text(f"{sentence} {rest}", id=str(i))
        for i, (sentence, rest) in enumerate(zip(sentences, REST, strict=False))
    ]
    return [[a.figures for a in found.accounts] for found in find_disagreements(told)]


def test_another_figure_for_one_thing_is_a_disagreement() -> None:
    text = "The storm killed {} people on the coast, the ministry said."
    assert disputed(text.format(58), text.format(23)) == [[("58",), ("23",)]]
    assert disputed(text.format("nine"), text.format(8)) == [[("nine",), ("8",)]]


def test_the_most_told_figure_comes_first() -> None:
    text = "The storm killed {} people on the coast, the ministry said."
    assert disputed(text.format(23), text.format(58), text.format(58)) == [[("58",), ("23",)]]


def test_a_disagreement_gives_the_sentences_of_each_side() -> None:
    text = "The storm killed {} people on the coast, the ministry said."
    told = [Document.from_text(text.format(n), id=n) for n in ("23", "58", "058")]
    (found,) = find_disagreements(told)
    assert [[s.document_id for s in a.sentences] for a in found.accounts] == [["058", "58"], ["23"]]
    assert [s.document_id for s in found.sentences] == ["058", "58", "23"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the same number
        ("The storm killed nine people on the coast.", "The storm killed 9 people on the coast."),
        # a rounder one
        ("Prices rose 3.8 percent in the year.", "Prices rose 4 percent in the year."),
        # of another thing
        (
            "The baker Sam Tillery, 53, handed his petition to the mayor.",
            "The baker Sam Tillery handed his petition of 2024 to the mayor.",
        ),
        # more than the other says
        (
            "The storm killed people on the coast, the ministry said.",
            "The storm killed 23 people on the coast, the ministry said.",
        ),
        # about something else
        ("The storm killed 58 people on the coast.", "The bank sold 23 people insurance."),
    ],
)
def test_what_is_no_disagreement(one: str, other: str) -> None:
    assert disputed(one, other) == []


def test_who_gives_both_figures_settles_it() -> None:
    text = "The storm killed {} people on the coast, the ministry said."
    both = Document.from_text(f"{text.format(23)} {REST[0]} {text.format(58)}", id="both")
    one = Document.from_text(text.format(58), id="one")
    assert find_disagreements([both, one]) == ()


def test_one_document_does_not_disagree_with_itself() -> None:
    text = "The storm killed {} people on the coast, the ministry said."
    told = Document.from_text(f"{text.format(58)} {REST[0]} {text.format(23)}")
    assert find_disagreements([told]) == ()


texts = st.lists(
    st.one_of(
        prose,
        st.builds(
            "The storm killed {} people in {} on the coast. {} ".format,
            st.sampled_from(["58", "23", "nine", "9.0", "1,250"]),
            st.sampled_from(["May", "Rostock", "7 towns"]),
            st.sampled_from(REST),
        ),
    ),
    min_size=1,
    max_size=6,
)


@given(texts, st.randoms())
def test_laws_of_disagreements(texts: list[str], generator: random.Random) -> None:
    told = [Document.from_text(text, id=str(i)) for i, text in enumerate(texts)]
    found = find_disagreements(told)
    shuffled = list(told)
    generator.shuffle(shuffled)
    assert find_disagreements(shuffled) == found
    for disagreement in found:
        assert len(disagreement.accounts) > 1
        for account in disagreement.accounts:
            assert account.figures
            for sentence in account.sentences:
                assert sentence in told[int(sentence.document_id)].candidates
        for one, other in combinations(disagreement.accounts, 2):
            assert values(one.figures) != values(other.figures)


def values(figures: tuple[str, ...]) -> set[str]:
    known = get_language("en").number_words
    return {known.get(figure, "") or value_of(figure) for figure in figures}


def test_what_stands_beside_a_number() -> None:
    found = list(figures_in("It cost $6.8 billion in cash, 31 percent more.", get_language("en")))
    assert [(f.value, f.beside) for f in found] == [
        ("6800000000", frozenset({"$", "cash"})),
        ("31", frozenset({"percent"})),
    ]


def test_a_story_knows_its_disagreements() -> None:
    text = "The storm killed {} people on the coast, the ministry said. {}"
    told = [text.format(n, rest) for n, rest in zip((58, 23), REST, strict=False)]
    (story,) = brief(told, stories="one").stories
    (found,) = story.disagreements
    assert isinstance(found, Disagreement)
    assert {s.document_id for s in found.sentences} == {"1", "2"}


def test_the_floors_on_the_bundled_corpus() -> None:
    same, differs = measure(stories())
    assert same.precision >= 0.95
    assert same.recall >= 0.88
    assert differs.precision >= 0.95
    assert differs.recall >= 0.8


def test_the_table_in_the_docs_is_the_one_that_is_measured(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main()
    assert capsys.readouterr().out in (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "other", "figures"),
    [
        (
            "The blast at the mill left 14 people hurt.",
            "A blast injured 17 at the mill in Dornick.",
            {"14", "17"},
        ),
        (
            "The new bridge over the Ashe will cost $1.6 million.",
            "The council put the cost of the bridge at $1.9 million.",
            {"1.6 million", "1.9 million"},
        ),
        (
            "The toll of the flood in Velmont rose to 58.",
            "In Velmont the flood killed 61.",
            {"58", "61"},
        ),
        (
            "Bei dem Brand im Depot wurden 14 Menschen verletzt.",
            "17 Verletzte gab es bei dem Brand im Depot.",
            {"14", "17"},
        ),
    ],
)
def test_a_figure_is_known_by_what_it_counts_however_it_is_put(
    one: str, other: str, figures: set[str]
) -> None:
    language = "de" if "Depot" in one else "en"
    told = [
        Document.from_text(f"{sentence} {rest}", id=str(i), language=language)
        for i, (sentence, rest) in enumerate(zip((one, other), REST, strict=False))
    ]
    (found,) = find_disagreements(told)
    assert {figure for account in found.accounts for figure in account.figures} == figures


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # one is the other, rounder
        ("The deal is worth $4 million.", "The deal for the mill is worth $3.9 million."),
        # hours of other things
        (
            "The ferry closed its doors at 5:40 a.m. as ash fell.",
            "The ferry reopened its doors at 7:20 a.m. after ash fell.",
        ),
        # what only says the same in another unit
        (
            "The wreck lies 100 km (60 miles) off the coast.",
            "The wreck lies far off the coast, at 80 miles.",
        ),
        # years
        ("The mill was built in 1987.", "The mill was built in 1978."),
        # no figure at all
        ("Hundreds of people protested at the mill.", "900 people protested at the mill."),
    ],
)
def test_what_only_looks_like_another_figure(one: str, other: str) -> None:
    assert disputed(one, other) == []


def dated(day: int, sentence: str, rest: str) -> Document:
    return Document.from_text(
        f"{sentence} {rest}", id=str(day), published=datetime(2024, 5, day, tzinfo=UTC)
    )


def test_figures_of_different_days_are_told_apart() -> None:
    text = "The storm killed {} people on the coast, the ministry said."
    told = [dated(3, text.format(58), REST[0]), dated(2, text.format(23), REST[1])]
    (found,) = find_disagreements(told)
    assert found.over_time
    assert [account.figures for account in found.accounts] == [("23",), ("58",)]
    (story,) = brief(told, stories="one", length="100%").stories
    assert story.disagreements == ()
    assert story.changes == (found,)
    shown = {extract.document: story.changed(extract) for extract in story.extracts}
    assert shown["2"] in ((), ("58",))


def test_figures_of_one_day_are_in_dispute() -> None:
    text = "The storm killed {} people on the coast, the ministry said."
    told = [
        dated(3, text.format(58), REST[0]),
        dated(2, text.format(23), REST[1]),
        Document.from_text(f"{text.format(23)} {REST[2]}", id="undated"),
    ]
    (found,) = find_disagreements(told)
    assert not found.over_time


def test_what_a_number_rose_to_is_a_later_one() -> None:
    (found,) = find_disagreements(
        documents_of(
            "The toll of the flood in Velmont rose to 58.", "In Velmont the flood killed 51."
        )
    )
    assert found.over_time


def test_who_only_rounds_a_figure_stands_with_who_gives_it() -> None:
    text = "The probe will come within {} million miles of the sun, the agency said."
    (found,) = find_disagreements(
        documents_of(text.format("3.7"), text.format("3.9"), text.format("4"))
    )
    assert sorted(account.figures for account in found.accounts) == [
        ("3.7 million",),
        ("3.9 million",),
    ]


def documents_of(*sentences: str) -> list[Document]:
    return [
        Document.from_text(f"{sentence} {rest}", id=str(i))
        for i, (sentence, rest) in enumerate(zip(sentences, REST, strict=False))
    ]


def test_an_extract_says_what_others_give() -> None:
    text = "The storm killed {} people on the coast, the ministry said. {}"
    told = [text.format(n, rest) for n, rest in zip((58, 23), REST, strict=False)]
    (story,) = brief(told, 1, stories="one").stories
    (extract,) = story.extracts
    given = {"58", "23"} & set(extract.text.split())
    assert {*story.disputed(extract)} == {"58", "23"} - given
    assert story.changed(extract) == ()
