"""Many documents, one brief."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import (
    Brief,
    Document,
    DocumentSetError,
    MethodError,
    UnknownNameError,
    brief,
)

from .strategies import lengths, prose, share, texts


def test_the_bundled_articles(articles: list[Document]) -> None:
    result = brief(articles, "120w")
    assert [len(story.documents) for story in result.stories] == [3, 3]
    assert not result.duplicates
    for story in result.stories:
        assert story.heading
        assert 60 <= len(story.text.split()) <= 120
        by_id = {document.id: document for document in story.documents}
        for extract in story.extracts:
            source = by_id[extract.document]
            assert source.text[extract.start : extract.end] == extract.text
            assert extract.sentence.kind == "prose"
            assert extract.document not in extract.also_in
    assert result.extracts == tuple(e for s in result.stories for e in s.extracts)
    assert result.text == "\n\n".join(s.text for s in result.stories)


def test_wire_copy_is_said_once_and_all_who_say_it_are_named(articles: list[Document]) -> None:
    result = brief(articles, "100%", ceiling=1.0)
    quoted = {" ".join(e.text.split()[:4]): (e.document, *e.also_in) for e in result.extracts}
    ferry = ["ferry-coast-wire", "ferry-harbour-post"]
    hospital = ["hospital-coast-wire", "hospital-evening-dispatch"]
    assert sorted(quoted["The 41-metre ferry was"]) == ferry
    assert sorted(quoted["The report by the"]) == hospital
    light = [who for words, who in quoted.items() if "We saw no" in words]
    assert [sorted(who) for who in light] == [ferry]


def test_the_five_articles(seeds: list[Document]) -> None:
    result = brief(seeds, "120w")
    numbers = [{document.id[:3] for document in story.documents} for story in result.stories]
    assert numbers == [{"000", "002", "004"}, {"001", "003"}]
    whole = brief(seeds, "100%", ceiling=1.0)
    said = {e.text[:30]: {e.document[:3], *(a[:3] for a in e.also_in)} for e in whole.extracts}
    for opening in (
        "The State Department said Khal",
        "The American leader went on to",
        "Pakistan reiterates its commit",
    ):
        assert said[opening] == {"001", "003"}


def test_one_story_is_one_story(articles: list[Document]) -> None:
    result = brief(articles, "100w", stories="one")
    assert len(result.stories) == 1
    assert len(result.stories[0].documents) == 6
    assert len(result.text.split()) <= 100


def test_a_dropped_copy_is_listed_and_still_cited(articles: list[Document]) -> None:
    copy = Document.from_text(articles[0].text, id="zz-copy")
    result = brief([*articles, copy], 3)
    assert [(d.document.id, d.of.id, d.kind) for d in result.duplicates] == [
        ("zz-copy", "ferry-coast-wire", "exact")
    ]
    for extract in result.extracts:
        assert ("zz-copy" in extract.also_in) == (
            "ferry-coast-wire" in (extract.document, *extract.also_in)
        )


def test_copies_belong_to_the_story_of_what_they_repeat(
    articles: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = [Document.from_text(a.text, id=f"copy-of-{a.id}") for a in articles]

    def refused(one: Document, other: object) -> bool:
        raise AssertionError("documents are known by their ids: to compare their texts takes long")

    monkeypatch.setattr(Document, "__eq__", refused)
    result = brief([*articles, *copies], "100%", ceiling=1.0)
    assert len(result.duplicates) == len(articles)
    for story in result.stories:
        own = {document.id.removeprefix("copy-of-") for document in story.documents}
        for extract in story.extracts:
            cited = (extract.document, *extract.also_in)
            assert {name.removeprefix("copy-of-") for name in cited} <= own
            assert len(cited) >= 2  # whatever is said is said by the copy too


def test_what_is_known_is_left_out(articles: list[Document]) -> None:
    wire = next(a for a in articles if a.id == "ferry-coast-wire")
    result = brief(articles, "100%", ceiling=1.0, known=[wire])
    assert not any(e.document == wire.id for e in result.extracts)
    assert not any("41-metre ferry" in e.text for e in result.extracts)
    assert result.stories[0].extracts
    nothing = brief([wire], known=[wire])
    assert (nothing.extracts, nothing.text) == ((), "")


def test_known_may_be_a_string() -> None:
    result = brief(["The old bridge fell on Monday. Nobody was hurt."], known=["Nobody was hurt."])
    assert result.text == "The old bridge fell on Monday."


def test_extracts_come_by_date_then_by_position() -> None:
    later = Document.from_text(
        "The bridge was rebuilt in spring. A minister opened it.", "a", published=date(2026, 5, 1)
    )
    earlier = Document.from_text(
        "The bridge fell in winter. Ice had broken a pillar.", "b", published=date(2026, 1, 1)
    )
    result = brief([later, earlier], 4, stories="one")
    assert [(e.document, e.sentence.position) for e in result.extracts] == [
        ("b", 0),
        ("b", 1),
        ("a", 0),
        ("a", 1),
    ]
    assert [d.id for d in result.stories[0].documents] == ["b", "a"]


def test_bad_calls_are_refused() -> None:
    with pytest.raises(DocumentSetError, match="no documents"):
        brief([])
    with pytest.raises(DocumentSetError, match="got int"):
        brief(["Some words."], known=5)  # type: ignore[arg-type]
    with pytest.raises(DocumentSetError, match="two documents"):
        brief([Document.from_text("One.", id="a"), Document.from_text("Two.", id="a")])
    with pytest.raises(UnknownNameError, match="grouping of stories 'on': did you mean 'one'"):
        brief(["One."], stories="on")  # type: ignore[arg-type]
    with pytest.raises(MethodError, match="does not support queries"):
        brief(["One."], method="lead", query="two")


def test_a_brief_of_one_word() -> None:
    result = brief(["Bread"], "1c")
    assert result.text == "Bread"
    assert result.stories[0].over


def shown(result: Brief) -> list[tuple[str, list[str]]]:
    return [(story.heading, [e.text for e in story.extracts]) for story in result.stories]


@share(0.5)
@given(st.lists(prose, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_a_permutation_gives_the_same_brief(given_texts: list[str], order: random.Random) -> None:
    documents = [Document.from_text(t, id=str(i)) for i, t in enumerate(given_texts)]
    shuffled = list(documents)
    order.shuffle(shuffled)
    assert shown(brief(documents, 2)) == shown(brief(shuffled, 2))


@share(0.5)
@given(st.lists(texts, min_size=1, max_size=5), lengths)
def test_laws(given_texts: list[str], length: int | str) -> None:
    """Every story within its length or over with one sentence; nothing said twice; offsets."""
    documents = [Document.from_text(t, id=str(i)) for i, t in enumerate(given_texts)]
    result = brief(documents, length)
    kept = {d.id for story in result.stories for d in story.documents}
    dropped = {found.document.id for found in result.duplicates}
    assert kept | dropped == {d.id for d in documents}
    assert not kept & dropped
    for story in result.stories:
        assert story.text.strip()
        chosen = [extract.sentence for extract in story.extracts]
        if story.over:
            assert len(chosen) == 1
        elif result.length.unit != "percent":
            assert result.length.budget(chosen).fits(range(len(chosen)))
        said = [e.sentence.line.casefold() for e in story.extracts]
        assert len(set(said)) == len(said)
    for extract in result.extracts:
        text = documents[int(extract.document)].text
        assert text[extract.start : extract.end] == extract.text


def test_what_adds_to_the_known_is_news() -> None:
    known = ["The bridge fell on Monday."]
    news = "The bridge fell on Monday, killing five workers and a dog."
    assert brief([news], known=known).text == news
    assert brief(["On Monday the bridge fell."], known=known).text == ""


def test_who_says_it_is_named_in_one_order_whatever_the_order_given() -> None:
    line = "The council has agreed to close the oldest wing of the old hospital."
    extra = {"a": "It rained.", "b": "Wind blew hard.", "c": "Snow fell in the hills."}
    documents = [Document.from_text(f"{line} {extra[i]}", id=i) for i in "cab"]
    (said,) = [e for e in brief(documents, 9, stories="one").extracts if e.text == line]
    assert said.also_in == tuple(sorted({"a", "b", "c"} - {said.document}))


def test_a_story_of_stop_words_still_has_a_heading() -> None:
    assert brief(["It is what it is."]).stories[0].heading == "It is what it is"


def test_another_number_of_the_known_is_news() -> None:
    text = "{} people died when the ferry sank off the coast."
    assert brief([text.format("Five")], known=[text.format("Two")]).text == text.format("Five")


@pytest.mark.parametrize(
    ("text", "code"), [("Όταν ήσουν; Όταν.", "el"), ("قال الرجل ـــ إن المدينة كبيرة.", "ar")]
)
def test_words_that_stems_take_away_are_kept(text: str, code: str) -> None:
    assert brief([text], language=code).text


def test_a_page_of_notices_makes_no_news() -> None:
    page = "Share\n\nAll rights reserved.\n\nPlease enable JavaScript to view the comments.\n"
    news = "The old bridge over the Orrin fell on Monday. Nobody was on it at the time.\n"
    made = brief([news, page])
    told = {story.documents[0].id: story for story in made.stories}
    assert [e.document for e in made.extracts] == ["1", "1"]
    assert "no news" in told["2"].note
    assert brief([page]).extracts  # where there is nothing else, it is what there is
