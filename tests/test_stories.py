"""Which documents tell the same story."""

import random

from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document
from summarizer.stories import group_stories, heading

from .strategies import prose


def ids(stories: list[list[Document]]) -> list[set[str]]:
    return [{document.id for document in story} for story in stories]


def test_the_bundled_articles_tell_two_stories(articles: list[Document]) -> None:
    found = ids(group_stories(articles))
    assert len(found) == 2
    for story in found:
        assert len({name.split("-")[0] for name in story}) == 1


def test_the_five_articles_tell_two_stories(seeds: list[Document]) -> None:
    numbers = [{name[:3] for name in story} for story in ids(group_stories(seeds))]
    assert numbers == [{"000", "002", "004"}, {"001", "003"}]


def test_an_article_apart_is_a_story_of_its_own(articles: list[Document]) -> None:
    bread = Document.from_text("A bakery sells rye bread. Customers queue each morning.", id="b")
    assert {"b"} in ids(group_stories([*articles, bread]))


@given(st.lists(prose, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_a_permutation_gives_the_same_stories(texts: list[str], order: random.Random) -> None:
    documents = [Document.from_text(t, id=str(i)) for i, t in enumerate(texts)]
    shuffled = list(documents)
    order.shuffle(shuffled)
    assert ids(group_stories(documents)) == ids(group_stories(shuffled))
    assert sum(map(len, group_stories(documents))) == len(documents)


def test_the_heading_is_the_headline_that_most_share() -> None:
    documents = [
        Document.from_text("The old bridge fell on Monday.", id="a", title="Old bridge falls"),
        Document.from_text("A bridge fell into the river.", id="b", title="A day to remember"),
    ]
    assert heading(documents) == "Old bridge falls"


def test_without_headlines_the_heading_is_what_they_repeat() -> None:
    documents = [
        Document.from_text("Khawaja Asif met the Taliban. Khawaja Asif was calm.", id="a"),
        Document.from_text("The Taliban saw Khawaja Asif twice. It rained.", id="b"),
    ]
    assert heading(documents).startswith("Khawaja Asif, Taliban")
