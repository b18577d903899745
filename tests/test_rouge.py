"""ROUGE against the tools it has to equal, against slow arithmetic, and its laws."""

import json
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document
from summarizer.evaluation import Score, Scorer, rouge
from summarizer.evaluation.settings import Variant

from .conftest import ROOT
from .strategies import noise, sentence_lists

DATA = ROOT / "tests" / "data" / "rouge155"
LISTS = ROOT.parent / "shared" / "rouge155"
WORDNET, STOP_WORDS = LISTS / "wordnet-2.0", LISTS / "smart_common_words.txt"

PERL_NAMES = {
    **{f"ROUGE-{n}": f"rouge{n}" for n in range(1, 5)},
    "ROUGE-L": "rougeLsum",
    "ROUGE-W-1.2": "rougeW1.2",
    "ROUGE-S4": "rougeS4",
    "ROUGE-SU4": "rougeSU4",
}
GOOGLE_NAMES = ["rouge1", "rouge2", "rouge3", "rougeL", "rougeLsum"]
EVERY_KIND = [
    "rouge1",
    "rouge2",
    "rougeL",
    "rougeLsum",
    "rougeW1.2",
    "rougeS4",
    "rougeS",
    "rougeSU",
]


def read_lines(name: str) -> list[Any]:
    with (DATA / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


ITEMS = {item["id"]: item for item in read_lines("items.jsonl")}
SCORES = read_lines("scores.jsonl")

variants = st.sampled_from(["rouge155", "rouge-score", "unicode"])
averages = st.sampled_from(["micro", "best"])
wordy = sentence_lists.filter(lambda lines: "cat" in " ".join(lines))
"""Summaries that are sure to have a token by every variant."""


@pytest.fixture(autouse=True)
def no_word_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment of a developer names is not what these tests expect."""
    monkeypatch.delenv("SUMMARISE_ROUGE_EXCEPTIONS", raising=False)
    monkeypatch.delenv("SUMMARISE_ROUGE_STOP_WORDS", raising=False)


# What ROUGE-1.5.5 printed.


def perl_arguments(flags: list[str], exceptions: bool) -> dict[str, Any]:
    """The arguments that mean what the Perl's flags mean."""
    after = dict(pairwise(flags))
    limit = next(
        (after[f"-{unit}"] + letter for unit, letter in ("lw", "bb") if f"-{unit}" in after), None
    )
    return {
        "stem": "-m" in flags,
        "limit": limit,
        "average": {"A": "micro", "B": "best"}[after.get("-f", "A")],
        "alpha": float(after.get("-p", 0.5)),
        "stop_words": STOP_WORDS if "-s" in flags else False,
        "exceptions": WORDNET if exceptions else "",
    }


@pytest.mark.parametrize("options", sorted({row["options"] for row in SCORES}))
def test_every_figure_is_the_one_that_rouge155_printed(options: str) -> None:
    rows = [row for row in SCORES if row["options"] == options]
    flags, exceptions = rows[0]["perl"].split(), rows[0]["exceptions"]
    if exceptions and not WORDNET.is_dir():
        pytest.skip("../shared/rouge155/wordnet-2.0 is not here")
    if "-s" in flags and not STOP_WORDS.is_file():
        pytest.skip("../shared/rouge155/smart_common_words.txt is not here")
    scorer = Scorer(list(PERL_NAMES.values()), **perl_arguments(flags, exceptions))
    for row in rows:
        item = ITEMS[row["id"]]
        ours = scorer.score(item["candidate"], item["references"])
        printed = {PERL_NAMES[name]: Score(p, r, f) for name, (r, p, f) in row["scores"].items()}
        assert ours == printed, row["id"]


def test_there_are_twelve_option_sets_of_rouge155() -> None:
    counts = Counter(row["options"] for row in SCORES)
    assert len(counts) == 12
    assert {n for name, n in counts.items() if "stop" not in name} == {len(ITEMS)}
    assert all(set(row["scores"]) == set(PERL_NAMES) for row in SCORES)


@pytest.mark.parametrize("stem", [False, True])
def test_what_the_perl_divides_by_zero_is_zero(stem: bool, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("the\nof\n", encoding="utf-8")
    scores = rouge(
        ["Of the the."], [["The of."]], EVERY_KIND, stem=stem, stop_words=tmp_path / "words.txt"
    )
    assert set(scores.values()) == {Score(0, 0, 0)}


# What Google's rouge-score gives.

OURS = {stem: Scorer(GOOGLE_NAMES, variant="rouge-score", stem=stem) for stem in (False, True)}


@cache
def google(stem: bool) -> Any:
    """The scorer of the package itself, which the library does not need."""
    scorers = pytest.importorskip("rouge_score.rouge_scorer", reason="rouge-score is for dev only")
    return scorers.RougeScorer(GOOGLE_NAMES, use_stemmer=stem)


def assert_google_agrees(candidate: str, references: list[str], stem: bool) -> None:
    theirs = google(stem).score_multi(references, candidate)
    ours = OURS[stem].score(candidate, references)
    assert ours == {name: tuple(score) for name, score in theirs.items()}
    single = google(stem).score(references[0], candidate)
    ours = OURS[stem].score(candidate, references[0])
    assert ours == {name: tuple(score) for name, score in single.items()}


lines_of_text = st.one_of(sentence_lists.map("\n".join), sentence_lists.map(" ".join))
some_text = st.one_of(lines_of_text, noise.filter(str.strip))


@given(lines_of_text, st.lists(lines_of_text, min_size=1, max_size=3), st.booleans())
def test_rouge_score_agrees_on_words(candidate: str, references: list[str], stem: bool) -> None:
    assert_google_agrees(candidate, references, stem)


@given(some_text, st.lists(some_text, min_size=1, max_size=3), st.booleans())
def test_rouge_score_agrees_on_anything(candidate: str, references: list[str], stem: bool) -> None:
    assert_google_agrees(candidate, references, stem)


@pytest.mark.parametrize("stem", [False, True])
def test_rouge_score_agrees_on_articles(articles: list[Document], stem: bool) -> None:
    texts = [article.text for article in articles]
    for i, text in enumerate(texts):
        start = "\n".join(text.split("\n")[:9])
        assert_google_agrees(start, [texts[i - 1], *texts[i + 1 : i + 3]], stem)


def test_the_kelvin_sign_is_no_letter_to_rouge155_alone() -> None:
    """It lowers to an ASCII k, but the variant finds the words before it lowers them."""
    variants: dict[Variant, int] = {"rouge-score": 1, "unicode": 1, "rouge155": 0}
    for variant, recall in variants.items():
        assert rouge("\u212a", ["k"], ["rouge1"], variant=variant)["rouge1"].recall == recall


# What the paper gives.


def test_by_hand() -> None:
    """Lin (2004), section 3.1: of two candidates with the same words one keeps their order."""
    reference = ["police killed the gunman"]
    for candidate, length, pairs in (
        ("police kill the gunman", 3, 3),
        ("the gunman kill police", 2, 1),
        ("the gunman police killed", 2, 2),
    ):
        scores = rouge([candidate], [reference], ["rouge1", "rougeL", "rougeS"], stem=False)
        assert scores["rougeL"] == Score(length / 4, length / 4, length / 4)
        assert scores["rougeS"].recall == round(pairs / 6, 5)


def test_the_union_by_hand() -> None:
    """Lin (2004), section 3.2: w1 w2 and w1 w3 w5 together match four of five words."""
    scores = rouge(["w1 w2 w6 w7 w8", "w1 w3 w8 w9 w5"], [["w1 w2 w3 w4 w5"]], ["rougeLsum"])
    assert scores["rougeLsum"][:2] == (0.4, 0.8)


def test_a_limit_of_bytes_cuts_by_sentence_for_lsum() -> None:
    """As the Perl does: up to the first sentence that alone reaches the limit.

    What is used up are the words of the text cut as a whole.
    """
    for candidate, reference, limit, recall in (
        (["abc", "def"], ["abc", "def"], "3b", 1),  # abc alone
        (["ab", "cd"], ["ab", "cd"], "3b", 1 / 2),  # both, but the whole is ab c
        (["aa aa"], ["aa b", "aa"], "5b", 1 / 3),  # aa b aa, and the whole is aa b a
    ):
        scores = rouge(candidate, [reference], ["rougeLsum"], stem=False, limit=limit)
        assert scores["rougeLsum"].recall == round(recall, 5)


# Laws.


@given(sentence_lists, st.lists(sentence_lists, min_size=1, max_size=3), variants, averages)
def test_every_figure_is_from_0_to_1_and_none_influences_another(
    candidate: list[str], references: list[list[str]], variant: Any, average: Any
) -> None:
    together = rouge(candidate, references, EVERY_KIND, variant=variant, average=average)
    assert list(together) == EVERY_KIND
    for name, score in together.items():
        assert all(0 <= figure <= 1 + 1e-12 for figure in score)
        alone = rouge(candidate, references, [name], variant=variant, average=average)
        assert alone == {name: score}


@given(wordy, variants)
def test_a_text_is_all_of_itself(text: list[str], variant: Any) -> None:
    scores = rouge(text, [text], ["rouge1", "rougeL", "rougeLsum"], variant=variant)
    assert set(scores.values()) == {Score(1, 1, 1)}
    longer = [*text, "the cat sat"]
    scores = rouge(longer, [longer], ["rouge2", "rouge3", "rougeS4", "rougeSU4"], variant=variant)
    assert set(scores.values()) == {Score(1, 1, 1)}


@given(sentence_lists, sentence_lists, variants)
def test_swapping_the_texts_swaps_precision_and_recall(
    a: list[str], b: list[str], variant: Any
) -> None:
    names = ["rouge1", "rouge2", "rouge4", "rougeL", "rougeS", "rougeS4", "rougeSU4"]
    there = rouge(a, [b], names, variant=variant)
    back = rouge(b, [a], names, variant=variant)
    assert {name: (s.recall, s.precision) for name, s in back.items()} == {
        name: (s.precision, s.recall) for name, s in there.items()
    }


@given(sentence_lists, st.lists(sentence_lists, min_size=1, max_size=3), sentence_lists)
def test_one_more_reference_never_lowers_the_best(
    candidate: list[str], references: list[list[str]], another: list[str]
) -> None:
    names = ["rouge1", "rouge2", "rougeL", "rougeLsum", "rougeS4", "rougeSU4"]
    by_figure: dict[Variant, int] = {"rouge155": 1, "unicode": 1, "rouge-score": 2}
    for variant, figure in by_figure.items():
        scorer = Scorer(names, variant=variant, average="best")
        fewer = scorer.score(candidate, references)
        more = scorer.score(candidate, [*references, another])
        assert all(more[name][figure] >= fewer[name][figure] for name in names)


@given(sentence_lists, st.lists(sentence_lists, min_size=1, max_size=3), variants)
def test_a_limit_beyond_the_texts_changes_nothing(
    candidate: list[str], references: list[list[str]], variant: Any
) -> None:
    whole = rouge(candidate, references, EVERY_KIND, variant=variant)
    for limit in (1000, "1000w", "9999b"):
        assert rouge(candidate, references, EVERY_KIND, variant=variant, limit=limit) == whole


@given(sentence_lists, st.lists(sentence_lists, min_size=2, max_size=4), variants, st.data())
def test_summed_over_references_their_order_is_nothing(
    candidate: list[str], references: list[list[str]], variant: Any, data: st.DataObject
) -> None:
    scorer = Scorer(EVERY_KIND, variant=variant, average="micro")
    shuffled = data.draw(st.permutations(references))
    for name, score in scorer.score(candidate, references).items():
        # The weights of W are floats, and round by the order they are added in.
        assert scorer.score(candidate, shuffled)[name] == pytest.approx(score, abs=1.1e-5)


@given(sentence_lists, sentence_lists, variants, st.sampled_from([None, "7w", "40b"]))
def test_lines_of_a_string_are_a_list_of_sentences(
    candidate: list[str], reference: list[str], variant: Any, limit: str | None
) -> None:
    scorer = Scorer(EVERY_KIND, variant=variant, limit=limit)
    expected = scorer.score(candidate, [reference])
    joined = "\n".join(candidate) + "\n", "\n\n".join(reference) + "\n"
    assert scorer.score(joined[0], [joined[1]]) == expected
    assert scorer.score(joined[0], joined[1]) == expected
    assert scorer.score_against(scorer.references([tuple(reference)]), candidate) == expected


def test_a_string_without_a_line_break_is_split_but_for_rouge_score() -> None:
    """As one sentence the texts share three words of six in order, as two they share all."""
    text, reference = "The cat sat. A dog barked.", "A dog barked. The cat sat."
    sentences, lines = ["The cat sat.", "A dog barked."], ["A dog barked.", "The cat sat."]
    assert rouge(text, reference, EVERY_KIND) == rouge(sentences, [lines], EVERY_KIND)
    assert rouge(text, [reference], ["rougeLsum"])["rougeLsum"] == Score(1, 1, 1)
    google = rouge(text, reference, ["rougeLsum"], variant="rouge-score")
    assert google["rougeLsum"] == Score(0.5, 0.5, 0.5)


@given(
    sentence_lists,
    st.sampled_from(["\n", "\r\n", " \n", "\n\n"]),
    st.sampled_from(get_args(Variant)),
)
def test_a_line_end_at_the_end_changes_nothing(
    sentences: list[str], end: str, variant: Any
) -> None:
    text = " ".join(sentences)
    reference = f"{text} The cat sat."
    metrics = ["rouge1", "rougeLsum", "rougeW1.2"]
    ended = rouge(text + end, [reference + end], metrics, variant=variant)
    assert ended == rouge(text, [reference], metrics, variant=variant)


def test_alpha_moves_f_from_recall_to_precision() -> None:
    score = {
        alpha: rouge(["a b c d"], [["a b"]], ["rouge1"], alpha=alpha)["rouge1"]
        for alpha in (0, 0.5, 1)
    }
    assert score[0] == Score(0.5, 1, 1)
    assert score[0.5] == Score(0.5, 1, 0.66667)
    assert score[1] == Score(0.5, 1, 0.5)
