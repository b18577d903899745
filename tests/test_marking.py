"""What a summary and its references have in common is what ROUGE-1 counts."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.evaluation import Scorer
from summarizer.evaluation.marking import MarkedPiece, mark
from summarizer.evaluation.settings import VARIANTS

from .strategies import noise, sentence_lists

VARIANT = st.sampled_from(VARIANTS)
LIMITS = st.one_of(st.none(), st.integers(1, 30).map("{}w".format))


def whole(sentences: list[str]) -> list[str]:
    """Without the two letters that rouge-score takes apart before it looks for words."""
    return [s.replace("\u212a", "K").replace("\u0130", "I") for s in sentences]


@given(sentence_lists, sentence_lists, VARIANT, LIMITS, st.booleans())
def test_as_many_words_are_marked_as_rouge_1_hits(
    summary: list[str], reference: list[str], variant: str, limit: str | None, stem: bool
) -> None:
    summary, reference = whole(summary), whole(reference)
    scorer = Scorer(["rouge1"], variant=variant, limit=limit, stem=stem)  # type: ignore[arg-type]
    ours, theirs = scorer.tokens(summary).row, scorer.tokens("\n".join(reference)).row
    marked = mark(scorer, summary, ["\n".join(reference)])
    assert marked.words == len(ours)
    assert marked.shared == (Counter(ours) & Counter(theirs)).total()
    score = scorer.score(summary, ["\n".join(reference)])["rouge1"]
    assert marked.shared == pytest.approx(score.precision * len(ours), abs=0.01)


def test_of_several_references_the_one_that_has_a_word_most_often_counts() -> None:
    marked = mark(Scorer(["rouge1"]), ["a fire, a fire, a fire"], ["a fire", "fire and fire"])
    assert (marked.words, marked.shared) == (6, 3)


@given(sentence_lists, st.lists(sentence_lists.map("\n".join), min_size=1, max_size=3), noise)
def test_pieces_are_the_text_itself(summary: list[str], references: list[str], odd: str) -> None:
    summary = [*summary, odd]
    references = [*references, f"x {odd}"]
    marked = mark(Scorer(["rouge1"], variant="unicode"), summary, references)
    assert ["".join(p.text for p in pieces) for pieces in marked.summary] == summary
    assert ["".join(p.text for p in pieces) for pieces in marked.references] == references
    for pieces in (*marked.summary, *marked.references):
        assert all(piece.text for piece in pieces)
        assert all(one.shared != two.shared for one, two in pairwise(pieces))


def test_words_are_compared_by_stem_and_as_often_as_the_other_side_has_them() -> None:
    marked = mark(Scorer(["rouge1"]), ["Bridges fell, bridges."], ["The bridge fell."])
    assert marked.summary == [[MarkedPiece("Bridges fell", True), MarkedPiece(", bridges.", False)]]
    assert marked.references == [
        [MarkedPiece("The ", False), MarkedPiece("bridge fell", True), MarkedPiece(".", False)]
    ]
    assert (marked.shared, marked.words) == (2, 3)


def test_a_word_that_any_reference_has_is_shared() -> None:
    marked = mark(Scorer(["rouge1"]), ["Storm and flood."], ["storm", "flood flood"])
    assert [piece.text for piece in marked.summary[0] if piece.shared] == ["Storm", "flood"]
    assert [[p.text for p in r if p.shared] for r in marked.references] == [["storm"], ["flood"]]


def test_what_lies_behind_the_limit_is_not_marked() -> None:
    marked = mark(Scorer(["rouge1"], limit="2w"), ["One two.", "Three."], ["one two three"])
    assert marked.summary[1] == [MarkedPiece("Three.", False)]
    assert marked.references[0] == [MarkedPiece("one two", True), MarkedPiece(" three", False)]


def test_characters_are_the_words_of_scripts_without_blanks() -> None:
    marked = mark(Scorer(["rouge1"], variant="unicode", language="zh"), ["桥倒了。"], ["大桥倒"])
    assert marked.summary == [[MarkedPiece("桥倒", True), MarkedPiece("了。", False)]]


def test_a_scorer_tells_where_its_tokens_stand() -> None:
    text = "The Bridges fell."
    spans = Scorer(["rouge1"]).spans(text)
    assert [text[span.start : span.end] for span in spans] == ["The", "Bridges", "fell"]
    assert [span.token for span in spans] == Scorer(["rouge1"]).tokens(text).row
    with pytest.raises(InputError):
        Scorer(["rouge1"]).tokens("")
    assert Scorer(["rouge1"]).spans("") == []


@given(
    st.lists(
        st.sampled_from("a so\u00adft w\u200bord bee\u200d caf\u0065\u0301".split()), min_size=1
    ),
    VARIANT,
)
def test_spans_are_of_the_tokens_that_are_counted(words: list[str], variant: str) -> None:
    """Also where characters that nobody sees stand in words."""
    text = " ".join(words)
    scorer = Scorer(["rouge1"], variant=variant)  # type: ignore[arg-type]
    assert [span.token for span in scorer.spans(text)] == scorer.tokens(text).row
