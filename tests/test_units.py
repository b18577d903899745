"""What of a document is kept or left as a whole."""

from pathlib import Path

import pytest

from summarizer import Document
from summarizer.read import read_documents
from summarizer.units import units_of


def found(text: str) -> list[tuple[str, str]]:
    return [(unit.kind, text[unit.start : unit.end]) for unit in units_of(Document.from_text(text))]


def test_a_block_brings_the_sentence_that_leads_it_in() -> None:
    code = "Then run this:\n\n```sh\nmake\n```"
    assert found(f"It is small. {code}\n\nIt works.") == [
        ("sentence", "It is small."),
        ("block", code),
        ("sentence", "It works."),
    ]


def test_lines_of_a_program_or_table_are_one_block() -> None:
    code = "size = stat(path);\nif (size > 0) {\n    print(size);\n}"
    assert ("block", code) in found(f"A function tells the size of a file.\n\n{code}\n")
    assert found("Name: Bob\nCity: Paris\nAge: 5") == [("block", "Name: Bob\nCity: Paris\nAge: 5")]


def test_indented_paragraphs_are_prose() -> None:
    text = "    The night was dark and the road was long. Nobody came.\n\n    At dawn it rained."
    assert {kind for kind, _ in found(text)} == {"sentence"}


@pytest.mark.parametrize("leads", ["", "Questions:\n\n"])
def test_a_long_list_of_sentences_is_prose_unless_led_in(leads: str) -> None:
    items = "\n".join(f"- The ferry number {n} left the port at {n}." for n in range(15))
    kinds = [kind for kind, _ in found(leads + items)]
    assert kinds == (["block"] if leads else ["sentence"] * 15)


def test_what_stands_below_a_heading_knows_it() -> None:
    text = "Intro is here.\n\n# One\n\nFirst text.\n\n# Two\n\nSecond text."
    units = units_of(Document.from_text(text))
    assert [unit.heading for unit in units] == [None, None, 1, None, 3]


def test_markdown_may_be_read_as_it_is_written(tmp_path: Path) -> None:
    text = "# Title\n\nA sentence is here.\n\n```sh\nmake\n```\n"
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    (document,), _ = read_documents(tmp_path / "page.md", as_written=True)
    assert document.text == text
    assert [unit.kind for unit in units_of(document)] == ["heading", "sentence", "block"]
    (extracted,), _ = read_documents(tmp_path / "page.md")
    assert "```" not in extracted.text
    assert [unit.kind for unit in units_of(extracted)][:2] == ["heading", "sentence"]
