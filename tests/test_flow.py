"""Copies and stories among any number of documents: as in one brief, however they are cut."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow", reason="needs the extra batch")

from summarizer import Document, stories  # noqa: E402
from summarizer.arrays import Ragged  # noqa: E402
from summarizer.corpus import candidate_pairs, near_duplicates, story_groups  # noqa: E402
from summarizer.corpus.arrow import table_of  # noqa: E402
from summarizer.corpus.near_duplicates import contained, find_duplicates  # noqa: E402
from summarizer.corpus.sketches import Sketch  # noqa: E402
from summarizer.corpus.story_groups import find_stories  # noqa: E402
from summarizer.duplicates import Shingles, _triples, _wordings, drop_duplicates  # noqa: E402
from summarizer.stories import group_stories  # noqa: E402

from .flows import sketches_of  # noqa: E402
from .test_duplicates import CLOSING, WIRE, copied  # noqa: E402

DAY = date(2026, 1, 1)
cuts = st.tuples(st.integers(1, 5), st.integers(0, 99))
texts = st.lists(copied, min_size=2, max_size=12)
reports = st.lists(
    st.tuples(
        st.lists(st.integers(0, 60), min_size=3, max_size=25),
        st.one_of(st.none(), st.integers(0, 200)),
    ),
    min_size=2,
    max_size=20,
)


def numbered(found: list[str]) -> list[Document]:
    return [Document.from_text(text, id=f"{i:03}") for i, text in enumerate(found)]


@given(texts, cuts)
def test_copies_are_those_of_one_brief_where_all_triples_are_drawn(
    found: list[str], cut: tuple[int, int]
) -> None:
    documents = numbered(found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near_duplicates, "_DRAWN", 1_000)
        copies = find_duplicates(sketches_of(documents, *cut)).table.to_pylist()
    expected = [
        (d.document.id, d.of.id, d.similarity, d.kind) for d in drop_duplicates(documents)[1]
    ]
    told = [(documents[c["key"]].id, c["of_id"], c["similarity"], c["kind"]) for c in copies]
    assert sorted(told) == sorted(expected)
    assert all(documents[c["of"]].id == c["of_id"] for c in copies)


def told(drawn: list[tuple[list[int], int | None]]) -> list[Document]:
    return [
        Document.from_text(
            " ".join(f"w{word}x" for word in words) + ".",
            id=f"{i:03}",
            published=None if day is None else DAY + timedelta(day),
        )
        for i, (words, day) in enumerate(drawn)
    ]


def stories_of(documents: list[Document], cut: tuple[int, int]) -> set[frozenset[str]]:
    sketches = sketches_of(documents, *cut)
    members = find_stories(sketches, find_duplicates(sketches)).table
    assert sorted(members["key"].to_pylist()) == list(range(len(documents)))
    stories = defaultdict(set)
    for row in members.to_pylist():
        stories[row["story"]].add(documents[row["key"]].id)
    assert all(documents[story].id in ids for story, ids in stories.items())
    return {frozenset(ids) for ids in stories.values()}


@given(reports, cuts)
def test_stories_are_those_of_one_brief_with_the_copies(
    drawn: list[tuple[list[int], int | None]], cut: tuple[int, int]
) -> None:
    documents = told(drawn)
    kept, dropped = drop_duplicates(documents)
    grouped = [{d.id for d in group} for group in group_stories(kept)]
    for found in dropped:
        next(group for group in grouped if found.of.id in group).add(found.document.id)
    assert stories_of(documents, cut) == {frozenset(group) for group in grouped}


@given(reports, cuts)
def test_the_vectors_of_a_batch_are_those_of_a_brief(
    drawn: list[tuple[list[int], int | None]], cut: tuple[int, int]
) -> None:
    documents = told(drawn)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stories, "TOGETHER", 1)  # each document counts, as among many
        own = stories.compared(stories._counts(documents), stories._days(documents)).vectors
    table = story_groups.find_vectors(sketches_of(documents, *cut), len(documents)).table
    found = {row["key"]: sorted(row["weights"]) for row in table.to_pylist()}
    rows = [sorted(own.data[a:b].tolist()) for a, b in pairwise(own.indptr.tolist())]
    assert [found.get(key, []) for key in range(len(documents))] == rows


@given(texts)
def test_the_shingles_of_a_batch_are_those_of_a_brief(found: list[str]) -> None:
    documents = numbered(found)
    triples = Ragged.of([Sketch.of(document).triples for document in documents])
    of_batch = Shingles.of(triples.rows, triples.values, len(documents))
    of_brief = Shingles.of(*_triples(_wordings(documents)), len(documents))
    assert of_batch.sizes.tolist() == of_brief.sizes.tolist()
    assert of_batch.shared.sizes.tolist() == of_brief.shared.sizes.tolist()


@given(reports, cuts, cuts)
def test_stories_found_by_their_rare_terms_do_not_depend_on_the_cut(
    drawn: list[tuple[list[int], int | None]], cut: tuple[int, int], other: tuple[int, int]
) -> None:
    documents = told(drawn)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(story_groups, "_AT_ONCE", 1)
        assert stories_of(documents, cut) == stories_of(documents, other)


rows = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 12), st.integers(1, 9)), min_size=1, max_size=60
)


@given(rows, st.integers(1, 4), st.integers(1, 50), st.integers(1, 5))
def test_pairs_are_of_neighbours_in_a_bucket_and_their_shares_are_summed(
    drawn: list[tuple[int, int, int]], window: int, at_once: int, pieces: int
) -> None:
    once = {(bucket, key): value for bucket, key, value in drawn}
    entries = [(b, k, 100 - k, float(v)) for (b, k), v in once.items()]
    expected: dict[tuple[int, int], float] = defaultdict(float)
    for bucket in {b for b, _ in once}:
        own = sorted((rank, key, value) for b, key, rank, value in entries if b == bucket)
        for place, (_, key, value) in enumerate(own):
            for _, before, other in own[max(0, place - window) : place]:
                expected[min(key, before), max(key, before)] += value * other
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidate_pairs, "WINDOW", window)
        patch.setattr(candidate_pairs, "_AT_ONCE", at_once)
        found = [
            candidate_pairs.pairs(buckets([e for e in entries if e[0] % pieces == n]), np.multiply)
            for n in range(pieces)
        ]
    linked = candidate_pairs.links(pa.concat_tables(found), least=0.5).to_pylist()
    strengths = {(row["one"], row["other"]): row["strength"] for row in linked}
    assert all(strength == pytest.approx(expected[pair]) for pair, strength in strengths.items())
    assert components(strengths) == components(expected)


def buckets(entries: list[tuple[int, int, int, float]]) -> object:
    names = ("bucket", "key", "rank", "value")
    columns = zip(*entries, strict=True) if entries else ((),) * 4
    types = (np.int64, np.int64, np.int64, np.float64)
    return table_of(
        {n: np.array(c, dtype=t) for n, c, t in zip(names, columns, types, strict=True)}
    )


def components(pairs: dict[tuple[int, int], float]) -> set[frozenset[int]]:
    found: list[set[int]] = []
    for pair in pairs:
        joined = set(pair).union(*(part for part in found if part & set(pair)))
        found = [part for part in found if not part & set(pair)] + [joined]
    return {frozenset(part) for part in found}


def test_a_triple_that_two_documents_share_is_drawn_from_both_or_from_neither() -> None:
    long = " ".join(f"Line {n} of the report on ship {n * 7} is here." for n in range(400))
    documents = numbered([WIRE, f"{WIRE} {CLOSING}", long, f"{long} {WIRE}", "One word."])
    sketches = sketches_of(documents, 1, 0).table
    drawn = near_duplicates.buckets(sketches)
    own = defaultdict(set)
    for bucket, key in zip(drawn["bucket"].to_pylist(), drawn["key"].to_pylist(), strict=True):
        own[key].add(bucket)
    whole = {
        key: set(triples)
        for key, triples in zip(
            sketches["key"].to_pylist(), sketches["triples"].to_pylist(), strict=True
        )
    }
    for key, triples in whole.items():
        assert min(32, len(triples)) // 2 <= len(own[key]) <= 100
    for one, other in combinations(whole, 2):
        fewest = min(own[one], own[other], key=lambda d: len(d) / len(whole[one]))
        assert fewest  # what is drawn of either says something of both
        shared = own[one] & own[other]
        assert shared <= whole[one] & whole[other]
    sizes = np.array([len(whole[0]), len(whole[3])])
    assert contained(sizes[:1], sizes[1:])[0] >= 1 / sizes[0]


def test_long_copies_are_found_by_the_triples_drawn() -> None:
    lines = [f"Ship {n * 7} came to port {n} with {n * 3} tons of coal." for n in range(500)]
    whole, other = " ".join(lines), " ".join(lines[::-1])
    cut, edited = " ".join(lines[:450]), " ".join([*lines[:40], "A new line.", *lines[40:]])
    documents = numbered([whole, cut, edited, " ".join(lines[400:]), other])
    copies = find_duplicates(sketches_of(documents, 2, 1)).table.to_pylist()
    expected = drop_duplicates(documents)[1]
    assert {(c["key"], c["of"]) for c in copies} == {
        (int(d.document.id), int(d.of.id)) for d in expected
    }
    assert len(copies) >= 3


def test_what_all_share_makes_no_more_pairs_than_rows() -> None:
    entries = [(1, key, key, 1.0) for key in range(5000)]
    assert (
        len(candidate_pairs.pairs(buckets(entries), np.multiply)) <= 5000 * candidate_pairs.WINDOW
    )
    assert story_groups.TERMS * candidate_pairs.WINDOW <= 1024  # pairs of a document, at most
