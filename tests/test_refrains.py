"""What documents say word for word outside their story."""

from datetime import date

from summarizer import Document, brief
from summarizer.refrains import without_refrains

FERRY = "A ferry sank off Dover on Monday. Its crew swam to the shore. The owner wept on the pier."
MILL = "A mill burned down in Kent on Friday. The miller slept. Firemen came from three villages."
NOTICE = "Wat u hier leest is van ons."


def document(name: str, text: str) -> Document:
    return Document.from_text(text, id=name)


def prose(stories: list[list[Document]]) -> list[str]:
    return [s.text for story in stories for d in story for s in d.sentences if s.kind == "prose"]


def test_what_two_stories_say_is_a_notice_in_any_language() -> None:
    stories = [
        [document("a", f"{FERRY} {NOTICE}"), document("b", f"{FERRY} The sea was calm.")],
        [document("c", f"{MILL} {NOTICE}")],
    ]
    found = without_refrains(stories)
    assert [[d.id for d in story] for story in found] == [["a", "b"], ["c"]]
    assert NOTICE not in prose(found)
    assert sum(s.text == NOTICE for story in found for d in story for s in d.sentences) == 2
    assert "A ferry sank off Dover on Monday." in prose(found)


def test_what_one_story_says_stays() -> None:
    stories = [[document("a", f"{FERRY} {NOTICE}"), document("b", f"{FERRY} {NOTICE}")]]
    assert without_refrains(stories) == stories


def test_a_story_that_was_told_as_two_stays() -> None:
    stories = [[document("a", f"{FERRY} {NOTICE}")], [document("b", f"{FERRY} The sea was calm.")]]
    assert without_refrains(stories) == stories


def test_a_document_keeps_a_sentence() -> None:
    stories = [[document("a", NOTICE)], [document("b", f"{MILL} {NOTICE}")]]
    assert without_refrains(stories)[0] == stories[0]


def test_a_brief_never_chooses_a_notice() -> None:
    documents = [
        Document.from_text(f"{text} {NOTICE}", id=text[:8], published=date(2026, month, 1))
        for text, month in ((FERRY, 1), (MILL, 12))
    ]
    made = brief(documents, length="90%")
    assert len(made.stories) == 2
    assert NOTICE not in made.text
    assert "Its crew swam to the shore." in made.text
