"""Markdown of programs for notes, and Markdown that nobody would write."""

import pytest

from summarizer.errors import ReadError
from summarizer.read.markdown import extract


def text(source: str) -> str:
    return extract(source.encode()).text


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        (
            "See [[Old bridges|the old bridge]] and [[Lindgate]].",
            "See the old bridge and Lindgate.",
        ),
        ("It ==fell== today. 这是==重点==。", "It fell today. 这是重点。"),
        ("a==b and c==d, a == b and c == d", "a==b and c==d, a == b and c == d"),
        ("It fell %%or not%% today.", "It fell today."),
        ("%%\nHidden.\n\nToo.\n%%\n\nShown.", "Shown."),
        ("It grew by 5%% to 6%% here.", "It grew by 5%% to 6%% here."),
        ("![[bridge.png]] It fell. ^block-1", "It fell."),
        ("One<br>two, 10<sup>6</sup>, H<sub>2</sub>O, <b>b</b>old.", "One two, 10⁶, H₂O, bold."),
        ("Pandoc has 10^6^ and H~2~O, ~~not this~~.", "Pandoc has 10⁶ and H₂O, not this."),
        ("`[[ -f x ]] == ==y==` stays.", "[[ -f x ]] == ==y== stays."),
        ("It fell.[^1]\n\n[^1]: A note.", "It fell."),
    ],
)
def test_marks_read_as_what_one_sees(source: str, seen: str) -> None:
    assert text(source) == seen


def test_tasks_and_callouts_lose_their_signs() -> None:
    found = extract(
        b"# Notes {#top .x}\n\n- [x] Told the mayor\n- [ ] Call\n\n"
        b"> [!warning]+ Watch **out**\n> It fell.\n\n> [!NOTE]\n> It did.\n"
    )
    assert found.text.split("\n\n") == [
        "Notes",
        "Told the mayor",
        "Call",
        "Watch out",
        "It fell.",
        "It did.",
    ]
    assert list((found.marked or {}).values()) == ["heading", "list item", "list item", "heading"]


def test_authors_listed_without_end_are_read() -> None:
    front = "---\nauthor:\n" + "- Jo\n" * 20_000 + "---\nIt fell."
    assert extract(front.encode()).author.count("Jo") == 20_000


@pytest.mark.parametrize("source", ["[" * 50_000, "![" * 50_000, "[[a|" * 50_000, "[^a" * 50_000])
def test_brackets_that_are_never_closed_stay(source: str) -> None:
    assert text(source) == source


@pytest.mark.parametrize("marks", ["- a\n", "|a", "*a **a "], ids="items cells stars".split())
def test_more_marks_than_anyone_writes_are_refused(marks: str) -> None:
    with pytest.raises(ReadError, match="more than 200,000 lines and marks"):
        extract((marks * 201_000).encode())
