"""The words that ROUGE counts: stemmers, word lists, any script; and what it refuses."""

import math
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.stem.porter import PorterStemmer

from summarizer.errors import InputError, ReadError, SummarizerError, UnknownNameError, UsageError
from summarizer.evaluation import Score, Scorer, rouge
from summarizer.evaluation.stemmers import (
    EXCEPTIONS_VARIABLE,
    STOP_WORDS_VARIABLE,
    rouge155_stemmer,
    rouge_score_stemmer,
)


@pytest.fixture(autouse=True)
def no_word_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment of a developer names is not what these tests expect."""
    monkeypatch.delenv(EXCEPTIONS_VARIABLE, raising=False)
    monkeypatch.delenv(STOP_WORDS_VARIABLE, raising=False)


# The stemmers.


@pytest.mark.parametrize(
    ("word", "stem", "porter"),
    [
        # -al goes, and -ment after it, for govern has m = 2: (g)ov-ern.
        ("governmental", "govern", "government"),
        ("departmental", "depart", "department"),
        ("environmental", "environ", "environment"),
        # -ement and -ment would leave m = 1 (impl, imple), -ent leaves m = 2: impl-em.
        ("implement", "implem", "implement"),
        ("implementing", "implem", "implement"),
        ("implementation", "implem", "implement"),  # by implementate, and -ate goes first
        ("settlement", "settlem", "settlement"),
        ("agreements", "agreem", "agreement"),
        ("movement", "movem", "movement"),
        ("element", "elem", "element"),
        ("argument", "argum", "argument"),
        ("ornamental", "ornam", "ornament"),
        # One suffix is enough, or all would leave m < 2: both stem alike.
        ("government", "govern", "govern"),
        ("replacement", "replac", "replac"),
        ("dependent", "depend", "depend"),
        ("payment", "payment", "payment"),
        ("cement", "cement", "cement"),
        ("moment", "moment", "moment"),
        # -ion goes after s and t.
        ("adoption", "adopt", "adopt"),
        ("companion", "companion", "companion"),
        # Martin Porter's -bli and -logi.
        ("possibly", "possibl", "possibl"),
        ("apologies", "apolog", "apolog"),
        # No word of three letters or fewer.
        ("was", "was", "wa"),
    ],
)
def test_step_4_of_rouge155_by_hand(word: str, stem: str, porter: str) -> None:
    assert rouge155_stemmer({})(word) == stem
    assert PorterStemmer(PorterStemmer.MARTIN_EXTENSIONS).stem(word) == porter


SUFFIXES = (
    "s es ies sses ed eed ing y ational tional enci izer bli abli alli eli ousli ization ation "
    "ator alism iveness fulness aliti biliti logi icate ative alize iciti ical ful ness al ance er "
    "ic able ible ant ou ism ate iti ous ive ize e ll"
).split()
made_up_words = st.builds(
    "{}{}{}".format,
    st.text("abcdeiloprstuyz", min_size=2, max_size=6),
    st.sampled_from(["", *SUFFIXES]),
    st.sampled_from(["", "", *SUFFIXES]),
)


@given(st.lists(made_up_words, min_size=20, max_size=40))
def test_elsewhere_rouge155_stems_as_martin_porter(some: list[str]) -> None:
    """But for step 4's -ent and the -ion that may come after another suffix; and -yy is kept."""
    porter, ours = PorterStemmer(PorterStemmer.MARTIN_EXTENSIONS).stem, rouge155_stemmer({})
    for word in some:
        if len(word) > 3 and not re.search("ent|ion|yy", word):
            assert ours(word) == porter(word)


@given(made_up_words)
def test_rouge_score_stems_as_nltk_does_words_of_four_letters(word: str) -> None:
    expected = word if len(word) < 4 else PorterStemmer().stem(word)
    assert rouge_score_stemmer()(word) == expected


@given(made_up_words, st.text("abc", min_size=1))
def test_an_exception_comes_before_every_rule(word: str, base: str) -> None:
    assume(len(word) > 3)
    assert rouge155_stemmer({word: base})(word) == base


# Word lists.


@pytest.fixture
def wordnet(tmp_path: Path) -> Path:
    """A folder of exception lists: a form in two of them, a third column, a blank line."""
    folder = tmp_path / "exceptions"
    folder.mkdir()
    (folder / "adj.exc").write_text("better good\nbest good\n", encoding="utf-8")
    (folder / "adv.exc").write_text("better well\nfarther far further\n", encoding="utf-8")
    (folder / "noun.exc").write_text("oxen ox\n\ngeese goose\n", encoding="utf-8")
    (folder / "verb.exc").write_text("ate eat\nwent go\n", encoding="utf-8")
    return folder


def recall(candidate: str, reference: str, **options: Any) -> float:
    return rouge([candidate], [[reference]], ["rouge1"], **options)["rouge1"].recall


def test_exceptions_come_from_the_argument(wordnet: Path) -> None:
    for given_path in (wordnet, str(wordnet)):
        assert recall("oxen went", "ox go", exceptions=given_path) == 1
    assert recall("oxen went", "ox go") == 0
    assert recall("farther", "far", exceptions=wordnet) == 1
    assert recall("oxen went", "ox go", exceptions=wordnet, stem=False) == 0
    with pytest.raises(ReadError):
        recall("oxen went", "ox go", exceptions="no/such", stem=False)
    with pytest.raises(ReadError, match="too long"):
        recall("oxen went", "ox go", exceptions="x" * 300)
    assert recall("oxen went", "ox go", exceptions=wordnet / "noun.exc") == 0.5
    assert recall("ate", "eat", exceptions=wordnet) == 0  # too short to be looked up


def test_of_two_bases_the_later_file_has_the_word(wordnet: Path) -> None:
    assert recall("better", "well", exceptions=wordnet) == 1
    assert recall("better", "good", exceptions=wordnet) == 0
    assert recall("better", "good", exceptions=wordnet / "adj.exc") == 1


def test_a_base_is_not_stemmed(wordnet: Path) -> None:
    """As in the Perl: geese is goose, and goose is goos."""
    assert recall("geese", "goose", exceptions=wordnet) == 0
    assert recall("geese", "geese", exceptions=wordnet) == 1


def test_exceptions_come_from_the_environment(
    wordnet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(EXCEPTIONS_VARIABLE, str(wordnet))
    assert recall("oxen", "ox") == 1
    assert recall("oxen", "ox", exceptions="") == 0
    assert recall("best", "good", exceptions=wordnet / "noun.exc") == 0
    for variant in ("rouge-score", "unicode"):
        assert recall("oxen", "ox", variant=variant) == 0
    monkeypatch.setenv(EXCEPTIONS_VARIABLE, "")
    assert recall("oxen", "ox") == 0


def test_a_digest_tells_the_lists_apart(wordnet: Path) -> None:
    some = {
        Scorer(exceptions=path).settings.exceptions
        for path in ("", wordnet, wordnet / "adj.exc", wordnet / "noun.exc")
    }
    assert len(some) == 4
    same = Scorer(exceptions=str(wordnet)).settings
    assert same == Scorer(exceptions=wordnet).settings
    assert Scorer(exceptions="").settings.exceptions == ""
    assert same.stemmer == f"porter155+{same.exceptions}"


def test_a_list_that_cannot_be_read_is_named(wordnet: Path) -> None:
    (wordnet / "noun.exc").write_text("oxen ox\ngeese\n", encoding="utf-8")
    (wordnet / "none.exc").write_text("\n", encoding="utf-8")
    (wordnet / "bytes.exc").write_bytes(b"\x00\xff\x81\x00 \x00\n")
    for path, said in (
        (wordnet, f"{wordnet / 'noun.exc'}, line 2: expected a form and its base, got 'geese'"),
        (wordnet / "noun.exc", f"{wordnet / 'noun.exc'}, line 2: "),
        (wordnet / "none.exc", f"{wordnet / 'none.exc'}: "),
        (wordnet / "bytes.exc", f"{wordnet / 'bytes.exc'}: "),
        (wordnet / "absent", f"{wordnet / 'absent'}: "),
        (wordnet.parent, f"{wordnet.parent / 'adj.exc'}: "),
    ):
        with pytest.raises(ReadError, match=re.escape(said)) as caught:
            rouge("a", "a", exceptions=path)
        assert "\n" not in str(caught.value)


def test_stop_words_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five words and four are left two and three, of which one is shared; "the" is no more."""
    (tmp_path / "stop.txt").write_text("the\nof\nand\n", encoding="utf-8")
    candidate, reference = "The cats and the dogs", "The king of cats sleeps"
    options: dict[str, Any] = {"stop_words": tmp_path / "stop.txt"}
    for variant in ("rouge155", "rouge-score", "unicode"):
        scores = rouge([candidate], [[reference]], ["rouge1"], variant=variant, **options)
        assert scores["rouge1"][:2] == pytest.approx((1 / 2, 1 / 3), abs=1e-5)
    monkeypatch.setenv(STOP_WORDS_VARIABLE, str(tmp_path / "stop.txt"))
    assert recall(candidate, reference, stop_words=True) == 0.33333
    assert recall(candidate, reference) == 0.4  # named, but not asked for


@pytest.mark.parametrize(("path", "said"), [(True, STOP_WORDS_VARIABLE), ("no/such", "no/such: ")])
def test_stop_words_that_are_nowhere_are_an_error(path: bool | str, said: str) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        rouge("a", "a", stop_words=path)
    assert "\n" not in str(caught.value)


# Any script.


@pytest.mark.parametrize(
    ("language", "candidate", "reference", "hits", "of"),
    [
        # кошк- is one stem; спят and спит are two.
        ("ru", "Кошки спят дома.", "Кошка спит на крыше.", (1, 0, 1), (3, 4)),
        # 坐 在 上 are in both, 坐在 is the only pair.
        ("zh", "猫坐在垫子上。", "狗坐在沙发上。", (3, 1, 3), (6, 6)),
        # แ ม ว and น, one of two, กิ being one with its vowel: แม มว in a row.
        ("th", "แมวนอน", "แมวกิน", (4, 2, 4), (6, 5)),
        # A vowel sign belongs to its letter: बि ल् ली would be torn otherwise.
        ("hi", "बिल्ली सोई", "बिल्ली जागी", (1, 0, 1), (2, 2)),
        ("ar", "القط جلس على السجادة", "القط جلس في البيت", (2, 1, 2), (4, 4)),
        # Words of an alphabet beside characters.
        ("zh", "我用Python写 3.11 版", "他用 python 3.11", (4, 2, 4), (7, 5)),
    ],
)
def test_partial_overlap_of_any_script_by_hand(
    language: str, candidate: str, reference: str, hits: tuple[int, ...], of: tuple[int, int]
) -> None:
    names = ["rouge1", "rouge2", "rougeL"]
    options: dict[str, Any] = {"variant": "unicode", "language": language}
    scores = rouge([candidate], [[reference]], names, **options)
    for name, shared in zip(names, hits, strict=True):
        less = name == "rouge2"
        assert scores[name][:2] == (shared / (of[0] - less), shared / (of[1] - less)), name
    assert rouge([reference], [[reference]], names, **options)["rougeL"] == Score(1, 1, 1)
    assert rouge(candidate, candidate, names, **options)["rouge2"] == Score(1, 1, 1)


def test_rouge155_and_rouge_score_see_ascii_alone() -> None:
    for text in ("Кошки спят дома.", "猫坐在垫子上。", "แมวนอน", "القط جلس"):
        for variant in ("rouge155", "rouge-score"):
            assert recall(text, text, variant=variant) == 0
        assert recall(text, text, variant="unicode") == 1
    assert recall("naïve", "na ve") == 1  # two words to them


def test_unicode_stems_by_its_language() -> None:
    german: dict[str, Any] = {"variant": "unicode", "language": "de"}
    assert recall("Die Häuser", "Ein Haus", **german) == 0.5
    assert recall("Die Häuser", "Ein Haus", **german, stem=False) == 0
    assert recall("Die Häuser", "Ein Haus", variant="unicode") == 0
    assert recall("STRASSE", "Straße", **german, stem=False) == 1


def test_unicode_knows_a_character_however_it_is_written() -> None:
    for one, other in (("cafe\u0301", "café"), ("ﬁsh", "fish"), ("ＡＢ１", "ab1"), ("Σας", "σασ")):
        assert recall(one, other, variant="unicode") == 1


def test_a_limit_of_words_counts_the_tokens_of_unicode() -> None:
    """The first three characters are the same; to the tools each sentence is one word."""
    candidate, reference = ["猫坐在垫子上。", "狗。"], ["猫坐在", "沙发上。"]
    for limit, expected in (("3w", 1), (3, 1), ("4w", 3 / 4), ("100w", 4 / 6)):
        scores = rouge(candidate, [reference], ["rouge1"], variant="unicode", limit=limit)
        assert scores["rouge1"].recall == expected
    assert recall("猫坐在", "猫坐狗", variant="unicode", limit="6b") == 1
    assert recall("猫坐在", "猫坐狗", variant="unicode", limit="8b") == 1  # no part of one
    assert recall("猫坐在", "猫坐狗", variant="unicode", limit="9b") == 2 / 3


# Errors.

EMPTY: list[Any] = ["", " \n\t", [], ["", " "], ["\n"]]
SAID: list[tuple[type[SummarizerError], str, dict[str, Any]]] = [
    *[
        (UsageError, re.escape(repr(name)), {"metrics": ["rouge1", name]})
        for name in (
            "rouge",
            "rouge0",
            "rouge-1",
            "ROUGE-1",
            "rougeLSUM",
            "rougeN",
            "rouge1\n",
            "rougeS-1",
            "rougeW1.",
            "",
            1,
            None,
        )
    ],
    (UsageError, "'rouge1'", {"metrics": "rouge1"}),
    (UsageError, "metrics", {"metrics": []}),
    (UnknownNameError, "did you mean 'rouge155'", {"variant": "rouge15"}),
    (UnknownNameError, "None", {"variant": None}),
    (UnknownNameError, "'worst'", {"average": "worst"}),
    (UnknownNameError, "'xx'", {"language": "xx", "variant": "unicode"}),
    *[
        (UsageError, re.escape(repr(limit)), {"limit": limit})
        for limit in (0, -1, 2.5, True, "", "0w", "100", "100 w", "100c", "w", "10w\n")
    ],
    *[(UsageError, "alpha", {"alpha": alpha}) for alpha in (-0.1, 1.01, math.nan, "1", None)],
    *[(InputError, "the candidate is empty", {"candidate": text}) for text in EMPTY],
    *[(InputError, "the reference is empty", {"references": [text]}) for text in EMPTY],
    (InputError, "the reference is empty", {"references": ""}),
    (InputError, "reference 2 is empty", {"references": ["a", "", "b"]}),
    (InputError, "no reference", {"references": []}),
    *[
        (UsageError, "the candidate must be", {"candidate": text})
        for text in (None, 3, b"a b", {"a": 1}, ["a", None], [["a"]])
    ],
    (UsageError, "the reference must be", {"references": [3]}),
    (UsageError, "reference 2 must be", {"references": ["a", ["b", 3]]}),
]


@pytest.mark.parametrize(("kind", "said", "wrong"), SAID)
def test_what_is_wrong_is_said_in_one_line(
    kind: type[SummarizerError], said: str, wrong: dict[str, Any]
) -> None:
    arguments: dict[str, Any] = {"candidate": "a b", "references": ["a c"], **wrong}
    with pytest.raises(kind, match=said) as caught:
        rouge(**arguments)
    assert "\n" not in str(caught.value)
    assert type(caught.value) is kind


@pytest.mark.parametrize("variant", ["rouge155", "rouge-score", "unicode"])
def test_a_text_of_marks_alone_scores_nothing(variant: Any) -> None:
    names = ["rouge1", "rouge9", "rougeL", "rougeLsum", "rougeW", "rougeS", "rougeSU4"]
    for candidate, reference in (("…", "a b"), ("a b", "…"), ("?!", "—")):
        scores = rouge([candidate], [[reference]], names, variant=variant)
        assert set(scores.values()) == {Score(0, 0, 0)}


@pytest.mark.parametrize("name", ["de", "German", "en", "th"])
def test_a_scorer_for_another_language_is_one_made_for_it(name: str) -> None:
    """Also where it was made for a third one; and the first stays as it is."""
    text, other = (
        "Die Häuser der Städte. The houses of cities.",
        "Das Haus der Stadt. A city's house.",
    )
    for first in ("en", "fr"):
        scorer = Scorer(["rouge1"], variant="unicode", language=first)
        before = scorer.score(text, other)
        made = Scorer(["rouge1"], variant="unicode", language=name)
        assert scorer.for_language(name).settings == made.settings
        assert scorer.for_language(name).score(text, other) == made.score(text, other)
        assert scorer.score(text, other) == before


def test_a_scorer_for_other_metrics_is_one_made_for_them() -> None:
    scorer = Scorer(["rouge1"], variant="unicode")
    assert list(scorer.for_metrics(["rouge2", "rougeL"]).score("a b c", "a b")) == [
        "rouge2",
        "rougeL",
    ]
    assert list(scorer.score("a b c", "a b")) == ["rouge1"]
