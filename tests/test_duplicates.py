"""What is said twice."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document
from summarizer.duplicates import drop_duplicates
from summarizer.text.words import words

from .conftest import ROOT
from .strategies import prose

NEAR = ROOT.parent / "shared" / "corpora" / "near_duplicates"

WIRE = (
    "The council closed the old bridge on Monday. Engineers had found rust in its cables. "
    "Buses will take another road until May. The mayor promised a new bridge. "
    "Shops near the bridge fear for their trade. A ferry will carry people across from Friday."
)


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
