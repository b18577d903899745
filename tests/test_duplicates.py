"""What is said twice."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, duplicates
from summarizer.arrays import Integers
from summarizer.duplicates import digest, drop_duplicates
from summarizer.text.words import wording, words

from .conftest import ROOT
from .strategies import prose
from .strategies import texts as mixed_scripts

NEAR = ROOT.parent / "shared" / "corpora" / "near_duplicates"

WIRE = (
    "The council closed the old bridge on Monday. Engineers had found rust in its cables. "
    "Buses will take another road until May. The mayor promised a new bridge. "
    "Shops near the bridge fear for their trade. A ferry will carry people across from Friday."
)


CLOSING = "Sign up for our letter and never miss a story. All rights are reserved by the paper."
Found = tuple[str, str, float, str]
Triples = set[tuple[str, ...]]

pieces = st.sampled_from([f"{line}." for line in [*WIRE.split(". "), *CLOSING.split(". ")]])
copied = st.lists(st.one_of(pieces, prose), min_size=1, max_size=9).map(" ".join)
"""Texts put together from a few lines, so that many repeat others more or less."""


def triples_of(document: Document) -> tuple[list[str], Triples]:
    forms = [word for s in document.candidates for word in wording(s.text)]
    return forms, {tuple(forms[i : i + 3]) for i in range(max(1, len(forms) - 2))}


def exhaustive(given: list[Document]) -> tuple[list[str], list[Found]]:
    """What is kept and what dropped where each is compared with every longer one that is kept."""
    made = {d.id: triples_of(d) for d in given}
    kept: list[str] = []
    dropped: list[Found] = []
    for document in sorted(given, key=lambda d: (-len(made[d.id][1]), digest(d.text), d.id)):
        forms, own = made[document.id]
        found: list[Found] = []
        for k in kept:
            other = made[k][1]
            share, jaccard = len(own & other) / len(own), len(own & other) / len(own | other)
            if jaccard >= 0.8:
                found.append((document.id, k, jaccard, "exact" if forms == made[k][0] else "near"))
            elif len(own & other) >= 0.8 * len(own):
                found.append((document.id, k, share, "contained"))
        if found:
            dropped.append(max(found, key=lambda one: one[2]))
        else:
            kept.append(document.id)
    return [d.id for d in given if d.id in kept], sorted(dropped)


def comparable(given: list[Document]) -> tuple[list[str], list[Found]]:
    kept, dropped = drop_duplicates(given)
    return [d.id for d in kept], [(d.document.id, d.of.id, d.similarity, d.kind) for d in dropped]


def documents(**texts: str) -> list[Document]:
    return [Document.from_text(text, id=name) for name, text in texts.items()]


def test_the_same_words_are_exact() -> None:
    kept, dropped = drop_duplicates(documents(a=WIRE, b=WIRE.replace(". ", ".\n\n")))
    assert len(kept) == 1
    assert [(d.kind, d.similarity) for d in dropped] == [("exact", 1.0)]
    assert {kept[0].id, dropped[0].document.id} == {"a", "b"}
    assert dropped[0].of is kept[0]


def test_a_small_edit_is_near() -> None:
    edited = WIRE.replace("on Monday", "on Tuesday")
    kept, dropped = drop_duplicates(documents(a=WIRE, b=edited))
    assert len(kept) == 1
    assert dropped[0].kind == "near"
    assert 0.8 <= dropped[0].similarity < 1


def test_what_a_longer_one_holds_is_contained() -> None:
    kept, dropped = drop_duplicates(documents(flash=WIRE[: len(WIRE) // 2], story=WIRE))
    assert [d.id for d in kept] == ["story"]
    assert (dropped[0].kind, dropped[0].document.id, dropped[0].of.id) == (
        "contained",
        "flash",
        "story",
    )


def test_a_report_held_by_a_longer_one_with_small_edits_is_contained() -> None:
    report = (
        "Divers searched the river for the two missing men until dark on Monday evening. " + WIRE
    )
    background = "The bridge is the oldest of the county. It was opened by a queen in 1871. " * 3
    longer = background + report.replace("until dark", "until dusk") + background
    kept, dropped = drop_duplicates(documents(b=longer, a=report))
    assert [d.id for d in kept] == ["b"]
    assert (dropped[0].kind, dropped[0].document.id) == ("contained", "a")
    assert 0.8 <= dropped[0].similarity < 1


def test_another_text_is_kept() -> None:
    other = "A bakery opened near the harbour. It sells rye bread and cakes every morning."
    kept, dropped = drop_duplicates(documents(a=WIRE, b=other))
    assert [d.id for d in kept] == ["a", "b"]
    assert not dropped


@given(st.lists(st.one_of(prose, st.just(WIRE)), min_size=1, max_size=6))
def test_shares_are_those_of_an_exhaustive_comparison(texts: list[str]) -> None:
    given_documents = [Document.from_text(t, id=str(i)) for i, t in enumerate(texts)]
    kept, dropped = drop_duplicates(given_documents)
    assert len(kept) + len(dropped) == len(texts)

    def triples(document: Document) -> set[tuple[str, ...]]:
        forms = [w.casefold() for s in document.candidates for w in words(s.text)]
        return {tuple(forms[i : i + 3]) for i in range(max(1, len(forms) - 2))}

    for found in dropped:
        a, b = triples(found.document), triples(found.of)
        share = len(a & b) / (len(a) if found.kind == "contained" else len(a | b))
        assert found.similarity == pytest.approx(share)
        assert found.of in kept
    for i, one in enumerate(kept):
        for other in kept[:i]:
            a, b = triples(one), triples(other)
            assert len(a & b) / min(len(a), len(b)) < 0.8


@given(st.lists(st.one_of(copied, mixed_scripts), min_size=2, max_size=12))
def test_an_exhaustive_comparison_finds_the_same(texts: list[str]) -> None:
    given_documents = [Document.from_text(t, id=str(i)) for i, t in enumerate(texts)]
    assert comparable(given_documents) == exhaustive(given_documents)


@given(st.lists(copied, min_size=2, max_size=8))
def test_a_vocabulary_of_any_size_gives_the_same(texts: list[str]) -> None:
    given_documents = [Document.from_text(t, id=str(i)) for i, t in enumerate(texts)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duplicates, "_CODES", 0)  # as if there were millions of words
        assert comparable(given_documents) == exhaustive(given_documents)


def test_texts_too_short_for_a_triple_are_compared_all_the_same() -> None:
    texts = ["Yes", "yes!", "No", "No way", "no way.", "C", "C++", "C #"]
    given_documents = [Document.from_text(t, id=str(i)) for i, t in enumerate(texts)]
    assert comparable(given_documents) == exhaustive(given_documents)
    found = drop_duplicates(given_documents)[1]
    assert {frozenset((d.document.id, d.of.id)) for d in found} == {
        frozenset("01"),
        frozenset("34"),
    }


def counted(given: list[Document]) -> int:
    """How many pairs of documents are compared in full."""
    pairs = 0

    def counting(own: Integers, other: Integers) -> int:
        nonlocal pairs
        pairs += 1
        return in_common(own, other)

    in_common = duplicates._in_common
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duplicates, "_in_common", counting)
        drop_duplicates(given)
    return pairs


def told(number: int, lines: int = 6) -> str:
    """A text of its own."""
    return " ".join(f"Item {number} of {number * 9 + i} is here today." for i in range(lines))


def test_a_line_that_all_share_costs_no_comparison() -> None:
    made = [Document.from_text(f"{told(i)} {CLOSING}", id=f"{i:03}") for i in range(200)]
    assert counted(made) == 0


def test_each_copy_is_compared_once_whatever_their_number() -> None:
    edits = [Document.from_text(f"{WIRE} {WIRE} No. {i}.", id=f"{i:03}") for i in range(200)]
    assert counted(edits) <= 200
    # Pages that have nothing but a line that stands in a hundred others.
    pages = [Document.from_text(CLOSING, id=f"page{i:03}") for i in range(100)]
    others = [Document.from_text(f"{told(i)} {CLOSING}", id=f"{i:03}") for i in range(100)]
    assert counted([*pages, *others]) == 100
    assert comparable([*pages, *others]) == exhaustive([*pages, *others])


@given(st.lists(st.one_of(prose, st.just(WIRE)), min_size=2, max_size=5), st.randoms())
def test_the_order_given_does_not_matter(texts: list[str], generator: object) -> None:
    given_documents = [Document.from_text(t, id=str(i)) for i, t in enumerate(texts)]
    shuffled = list(given_documents)
    generator.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = drop_duplicates(given_documents), drop_duplicates(shuffled)
    assert {d.id for d in first[0]} == {d.id for d in second[0]}
    assert first[1] == second[1]


@pytest.mark.skipif(not NEAR.is_dir(), reason="../shared/corpora/near_duplicates is not here")
def test_planted_documents_are_found_and_no_others() -> None:
    def lines(path: Path) -> list[dict[str, str]]:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    planted = {frozenset((pair["a"], pair["b"])) for pair in lines(NEAR / "truth.jsonl")}
    texts = [Document.from_text(d["text"], id=d["id"]) for d in lines(NEAR / "docs.jsonl")]
    found = {frozenset((d.document.id, d.of.id)) for d in drop_duplicates(texts)[1]}
    assert found == planted
