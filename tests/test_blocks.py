"""Blocks of Markdown in a text as written: where each stands, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.blocks import markdown_blocks

FENCE = "```python\nx = 1\n\ny = 2\n```"
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"
LIST = "- one\n  more of it\n- two\n\n  ```sh\n  ls\n  ```"


def found(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in markdown_blocks(text)]


def test_each_kind_is_found_whole() -> None:
    text = "\n\n".join(
        ("# Title", "Prose.", FENCE, "More prose.", TABLE, "Prose.", LIST, "<b>\nx\n</b>")
    )
    kinds = [("heading", "# Title"), ("code", FENCE), ("table", TABLE), ("list", LIST)]
    assert found(text) == [*kinds, ("markup", "<b>\nx\n</b>")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts(end: str) -> None:
    text = f"Prose.\n\n{FENCE}\n\nProse.".replace("\n", end)
    assert found(text) == [("code", FENCE.replace("\n", end))]


def test_front_matter_is_a_block() -> None:
    front = "---\ntitle: A\n---"
    assert found(f"{front}\n\n# B\n") == [("markup", front), ("heading", "# B")]


def test_a_passage_may_begin_inside_of_code() -> None:
    """As one does that was cut out of a page."""
    rest = "x = 1\ny = 2\n```"
    text = f"{rest}\n\nThis is a sentence. Here is one more.\n\n{FENCE}"
    assert found(text) == [("code", rest), ("code", FENCE)]
    assert found(f"{rest}\n\nThis is a sentence.\nHere is another one.") == [("code", rest)]


def test_a_passage_may_end_inside_of_code() -> None:
    assert found("Run this:\n\n```sh\nls") == [("code", "```sh\nls")]


def test_a_paragraph_above_a_rule_is_no_heading() -> None:
    assert found(f"{'long words ' * 20}\n---\n") == []
    assert found("Title\n===\n") == [("heading", "Title\n===")]


@pytest.mark.parametrize("text", ["", "One sentence. Another.", "A line\nwrapped here.", "a - b\n"])
def test_prose_has_none(text: str) -> None:
    assert found(text) == []


@given(
    st.lists(
        st.sampled_from([FENCE, TABLE, LIST, "# T", "Prose.", "> quoted", "```", "---", "\t x"])
    )
)
def test_blocks_are_in_order_and_do_not_overlap(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    end = 0
    for block in markdown_blocks(text):
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip()
        end = block.end
