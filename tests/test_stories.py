"""Which documents tell the same story."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import linkage
from scipy.sparse.csgraph import connected_components

from summarizer import Document, stories
from summarizer.arrays import Floats
from summarizer.duplicates import drop_duplicates
from summarizer.evaluation import read_dataset
from summarizer.forests import connected
from summarizer.stories import group_stories

from .strategies import prose

CORPUS = Path(__file__).parent.parent / "benchmarks" / "corpus" / "stories.jsonl"
TOLD = {item.id: item.documents for item in read_dataset(CORPUS, task="brief").items}
DAY = date(2026, 1, 1)

dates = st.one_of(st.none(), st.integers(0, 900).map(lambda days: DAY + timedelta(days)))


def ids(stories: Sequence[Sequence[Document]]) -> list[set[str]]:
    return [{document.id for document in story} for story in stories]


def undated(documents: Sequence[Document]) -> list[Document]:
    return [replace(document, published=None) for document in documents]


def told_as(stories: Sequence[Sequence[Document]], documents: Sequence[Document]) -> bool:
    """Whether some documents are grouped into just these stories."""
    found = ids(group_stories(documents))
    return sorted(map(sorted, found)) == sorted(map(sorted, ids(stories)))


def test_the_bundled_articles_tell_two_stories(articles: list[Document]) -> None:
    found = ids(group_stories(articles))
    assert len(found) == 2
    for story in found:
        assert len({name.split("-")[0] for name in story}) == 1


def test_the_five_articles_tell_two_stories(seeds: list[Document]) -> None:
    numbers = [{name[:3] for name in story} for story in ids(group_stories(seeds))]
    assert numbers == [{"000", "002", "004"}, {"001", "003"}]


def test_the_years_of_the_five_articles_change_nothing(seeds: list[Document]) -> None:
    year = {"000": 2025, "001": 2018, "002": 2025, "003": 2018, "004": 2025}
    dated = [replace(d, published=date(year[d.id[:3]], 10, 30)) for d in seeds]
    assert ids(group_stories(dated)) == ids(group_stories(seeds))


def test_the_stories_of_the_corpus_are_found_among_each_other() -> None:
    everything = [document for story in TOLD.values() for document in story]
    assert told_as(list(TOLD.values()), everything)
    assert told_as(list(TOLD.values()), undated(everything))


@pytest.mark.parametrize("name", TOLD)
def test_a_set_that_tells_one_story_stays_one(name: str) -> None:
    story = TOLD[name]
    for size in range(1, len(story) + 1):
        for some in combinations(story, size):
            assert told_as([some], some)


@pytest.mark.parametrize(
    "names", [("marwick-bridge", "marwick-toll"), ("northgate-outage", "northgate-merger")]
)
def test_two_events_with_the_same_people_and_place_are_two_stories(names: tuple[str, str]) -> None:
    both = [TOLD[name] for name in names]
    assert told_as(both, [*both[0], *both[1]])
    assert told_as(both, undated([*both[0], *both[1]]))


def test_articles_of_as_many_stories_stay_apart() -> None:
    for place in range(3):
        apart = [story[place] for story in TOLD.values()]
        assert told_as([[document] for document in apart], apart)


@pytest.mark.parametrize("name", TOLD)
def test_a_short_report_joins_the_long_ones(name: str) -> None:
    first, *others = TOLD[name]
    opening = " ".join(sentence.line for sentence in first.candidates[:5])
    short = Document.from_text(opening, id="short", language=first.language)
    assert told_as([[short, *others]], [short, *others])


def test_without_dates_words_decide_and_with_them_the_days_between() -> None:
    one = Document.from_text("The old stone bridge fell into the river Ashe.", id="a")
    two = Document.from_text("Engineers saw the stone bridge sway by the river.", id="b")

    def stories(days: int | None) -> int:
        later = None if days is None else DAY + timedelta(days)
        return len(group_stories([replace(one, published=DAY), replace(two, published=later)]))

    assert [stories(days) for days in (None, 0, 2, 300)] == [1, 1, 1, 2]


@given(prose, prose, st.integers(0, 900), st.integers(0, 900))
def test_days_between_two_documents_never_join_them(a: str, b: str, one: int, two: int) -> None:
    def stories(days: int) -> int:
        later = DAY + timedelta(days)
        return len(
            group_stories(
                [
                    Document.from_text(a, id="a", published=DAY),
                    Document.from_text(b, id="b", published=later),
                ]
            )
        )

    assert stories(min(one, two)) <= stories(max(one, two))


FORMS = (
    "Fire killed {} people in {} houses in Turin.",
    "The ferry Anna sank off the coast on {} May with {} aboard. Rescuers pulled {} from the water"
    " within {} minutes, the coast guard said. Flight {} saw it at {} a.m.",
    "Shares of Quill rose {} per cent to {} crowns. Turnover was {} million, after {} a year ago."
    " The firm, which has {} mills, expects {} crowns a share.",
)


slots = st.lists(st.tuples(st.integers(0, 999), st.integers(1, 10**6)), min_size=6, max_size=6)


@given(st.sampled_from(FORMS), st.integers(2, 150), slots, st.booleans(), st.integers(0, 2**32))
def test_figures_never_split_what_is_one_text(
    form: str, count: int, drawn: list[tuple[int, int]], by_lot: bool, seed: int
) -> None:
    lot = random.Random(seed)

    def figure(copy: int, times: int, most: int) -> int:
        return lot.randrange(most) if by_lot else copy * times % most

    texts = [form.format(*(figure(i, *slot) for slot in drawn)) for i in range(count)]
    documents = [Document.from_text(text, id=str(i)) for i, text in enumerate(texts)]
    kept, _ = drop_duplicates(documents)
    assert len(group_stories(kept)) == 1


@given(st.lists(prose, min_size=1, max_size=6))
def test_every_document_is_in_one_story(texts: list[str]) -> None:
    documents = [Document.from_text(t, id=str(i)) for i, t in enumerate(texts)]
    found = [document.id for story in group_stories(documents) for document in story]
    assert sorted(found) == sorted(document.id for document in documents)


def test_documents_of_stop_words_alone_are_apart() -> None:
    documents = [Document.from_text(text, id=text) for text in ("Of the.", "And of.", "It was.")]
    assert [len(story) for story in group_stories(documents)] == [1, 1, 1]


def test_an_article_apart_is_a_story_of_its_own(articles: list[Document]) -> None:
    bread = Document.from_text("A bakery sells rye bread. Customers queue each morning.", id="b")
    assert {"b"} in ids(group_stories([*articles, bread]))


@given(st.lists(st.tuples(prose, dates), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_a_permutation_gives_the_same_stories(
    texts: list[tuple[str, date | None]], order: random.Random
) -> None:
    documents = [
        Document.from_text(text, id=str(i), published=day) for i, (text, day) in enumerate(texts)
    ]
    shuffled = list(documents)
    order.shuffle(shuffled)
    assert ids(group_stories(documents)) == ids(group_stories(shuffled))


@st.composite
def similarities(draw: st.DrawFn) -> Floats:
    """``(N, N)``: how similar documents are, most of them in some doubt, no two pairs alike."""
    count = draw(st.integers(2, 40))
    lot = np.random.default_rng(draw(st.integers(0, 2**32)))
    low, high = draw(st.sampled_from([(0, 0.08), (0, 0.2), (0.03, 0.1), (0, 1)]))
    near = lot.uniform(low, high, (count, count))
    topic = lot.integers(0, draw(st.integers(1, 8)), count)
    near[topic[:, None] == topic] *= draw(st.sampled_from([1, 3, 10]))
    near[topic[:, None] != topic] *= draw(st.sampled_from([0.3, 0.9, 1]))
    near = np.minimum(np.triu(near, 1), 1)
    return near + near.T


def partition(labels: Sequence[int], of: Sequence[int]) -> set[frozenset[int]]:
    return {
        frozenset(o for o, other in zip(of, labels, strict=True) if other == one) for one in labels
    }


@given(similarities())
def test_parts_without_a_pair_at_the_threshold_are_grouped_alone_as_among_all(
    near: Floats,
) -> None:
    def grouped(rows: list[int]) -> set[frozenset[int]]:
        if len(rows) < 2:
            return {frozenset(rows)}
        table = near[np.ix_(rows, rows)]
        apart = (1 - table)[np.triu_indices(len(rows), 1)]
        return partition(stories._cut(linkage(apart, method="average")), rows)

    count, part = connected_components(near >= stories.SAME_STORY, directed=False)
    found = set().union(*(grouped(np.flatnonzero(part == n).tolist()) for n in range(count)))
    assert found == grouped(list(range(len(near))))


reports = st.lists(
    st.tuples(st.lists(st.integers(0, 60), min_size=3, max_size=25), dates), min_size=2, max_size=25
)
"""Documents as the words they have and the day they appeared."""


def made(drawn: list[tuple[list[int], date | None]]) -> list[Document]:
    return [
        Document.from_text(" ".join(f"w{word}x" for word in words) + ".", id=f"{i}", published=day)
        for i, (words, day) in enumerate(drawn)
    ]


def compared(documents: Sequence[Document]) -> stories.Compared:
    return stories.compared(stories._counts(documents), stories._days(documents))


@given(reports, st.integers(1, 400))
def test_many_documents_are_grouped_as_few_are(
    drawn: list[tuple[list[int], date | None]], cells: int
) -> None:
    at_once = ids(group_stories(made(drawn)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stories, "_AT_ONCE", 1)
        patch.setattr(stories, "_CELLS", cells)
        assert ids(group_stories(made(drawn))) == at_once


@given(reports, st.integers(1, 400), st.floats(0.07, 1))
def test_the_links_connect_what_all_pairs_connect(
    drawn: list[tuple[list[int], date | None]], cells: int, threshold: float
) -> None:
    documents = made(drawn)
    vectors, days = compared(documents).vectors, stories._days(documents)
    similar = (vectors @ vectors.T).toarray() * stories._nearness(days[:, None], days)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stories, "_CELLS", cells)
        links = stories._links(vectors, days)
    assert links.shape[1] < len(documents)
    strong = links[:, links[2] >= threshold - 1e-9]
    every = connected_components(np.triu(similar >= threshold - 1e-9, 1), directed=False)[1]
    found, _ = connected(strong, len(documents), len(documents))
    rows = range(len(documents))
    assert partition(found.tolist(), rows) == partition(every.tolist(), rows)


@given(reports, st.integers(1, 6))
def test_no_part_is_larger_than_can_be_compared_and_a_smaller_one_is_left_whole(
    drawn: list[tuple[list[int], date | None]], most: int
) -> None:
    documents = made(drawn)
    found = compared(documents)
    whole = [part.tolist() for part in stories._parts(found)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stories, "_LARGEST", most)
        parts = [part.tolist() for part in stories._parts(found)]
    assert sorted(i for part in parts for i in part) == list(range(len(documents)))
    assert max(map(len, parts)) <= most
    for part in whole:
        assert part == sorted(part)
        if len(part) <= most:
            assert part in parts


def test_documents_without_a_term_in_common_are_apart_however_many() -> None:
    documents = [Document.from_text(f"w{i}x v{i}z.", id=f"{i:03}") for i in range(50)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stories, "_AT_ONCE", 1)
        assert len(group_stories(documents)) == 50
