"""Sections of a document: by its markup, its numbers, its table of contents, who speaks."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, read_documents
from summarizer.outline import outline

PROSE = "The river rose for three days. Nobody had seen it so high. The bridge was shut."
FORMATS = Path(__file__).parent / "data" / "formats"


def told(text: str, **how: object) -> list[tuple[int, str]]:
    """The level and the heading of each section."""
    return [(d.level, d.heading) for d in outline(Document.from_text(text, **how))]  # type: ignore[arg-type]


def under(*headings: str) -> str:
    """A text with some prose under each heading."""
    return "\n\n".join(f"{heading}\n\n{PROSE}" for heading in headings)


@pytest.mark.parametrize(
    "headings",
    [
        ["CHAPTER I", "CHAPTER II", "CHAPTER III"],
        ["Kapitel 1: Anfang", "Kapitel 2: Mitte", "Kapitel 3: Ende"],
        ["I", "II", "III"],
        ["IX. The Hill", "X. The Dale", "XI. The Sea"],
        ["1 Scope", "2 Terms", "3 Rules"],
        ["Глава 1", "Глава 2", "Глава 3"],
        ["第一章 春", "第二章 夏", "第三章 秋"],
        ["CHAPTER XCIX.", "CHAPTER C.", "CHAPTER CI."],
        ["Appendix A", "Appendix B", "Appendix C"],
    ],
)
def test_headings_that_count_are_sections(headings: list[str]) -> None:
    assert told(under(*headings)) == [(1, heading) for heading in headings]


def test_the_titles_of_a_licence_end_in_full_stops() -> None:
    text = under("0. Meaning of Words.", "1. Source.", "2. Use of the Old Bridge by Others.")
    assert [heading for _, heading in told(text)] == [
        "0. Meaning of Words",
        "1. Source",
        "2. Use of the Old Bridge by Others",
    ]
    steps = "\n\n".join(f"{n}. Wash the {what}." for n, what in enumerate("abcd", 1))
    assert len(told(f"{PROSE}\n\n{steps}\n\n{PROSE}")) < 3


def test_numbers_say_how_deep() -> None:
    text = under("1 Scope", "1.1 What is in", "1.2 What is not", "2 Terms", "2.1 River", "3 End")
    assert [level for level, _ in told(text)] == [1, 2, 2, 1, 2, 1]


def test_number_is_joined_to_the_title_under_it() -> None:
    text = under("CHAPTER I\n\nTHE FLOOD", "CHAPTER II\n\nTHE BRIDGE")
    assert told(text) == [(1, "CHAPTER I: THE FLOOD"), (1, "CHAPTER II: THE BRIDGE")]


def test_letters_stand_below_roman_numbers() -> None:
    text = under("I\n\nA", "B", "C", "II\n\nA", "B", "III")
    assert told(text) == [
        *[(1, "I"), (2, "A"), (2, "B"), (2, "C")],
        *[(1, "II"), (2, "A"), (2, "B"), (1, "III")],
    ]


def test_what_closes_a_numbered_text_is_a_section() -> None:
    headings = ["§ 1 Scope", "§ 2 Terms", "§ 3 Rules", "Annex 1", "Thanks"]
    assert told(under(*headings)) == [(1, heading) for heading in headings]


def test_parts_stand_above_chapters() -> None:
    text = under("PART ONE\n\nCHAPTER I", "CHAPTER II") + "\n\n"
    text = text.replace("PART ONE", "PART 1")
    text += under("PART 2\n\nCHAPTER I", "CHAPTER II")
    assert told(text) == [
        (1, "PART 1"),
        (2, "CHAPTER I"),
        (2, "CHAPTER II"),
        (1, "PART 2"),
        (2, "CHAPTER I"),
        (2, "CHAPTER II"),
    ]


def test_table_of_contents_is_no_section() -> None:
    names = ["CHAPTER I. The Flood", "CHAPTER II. The Bridge", "CHAPTER III. The Mill"]
    text = "CONTENTS\n\n" + "\n\n".join(names) + "\n\n" + under(*names)
    assert told(text) == [(1, name) for name in names]


def test_what_a_table_of_contents_names_is_a_section() -> None:
    names = ["The Flood", "The Bridge", "The Mill", "The Long Road Home"]
    text = "CONTENTS\n\n" + "\n\n".join(names) + "\n\n" + under(*names)
    assert told(text) == [(1, name) for name in names]


def test_lines_of_dialogue_and_lists_are_no_sections() -> None:
    text = under("CHAPTER I", "CHAPTER II").replace("Nobody", "\n\nHe said:\n\nNobody")
    assert told(text) == [(1, "CHAPTER I"), (1, "CHAPTER II")]
    items = "\n".join(
        f"{n}. Mill number {n} was closed by the town for a month." for n in (1, 2, 3)
    )
    assert told(f"{PROSE}\n\n{items}\n\n{PROSE}") == [(1, "")]


def test_markdown_in_a_string_says_its_levels() -> None:
    text = f"# Flood\n\n{PROSE}\n\n## Town\n\n{PROSE}\n\n### Mill\n\n{PROSE}\n\n# End\n\n{PROSE}"
    assert told(text) == [(1, "Flood"), (2, "Town"), (3, "Mill"), (1, "End")]


def test_opening_has_no_heading_and_bare_headings_need_what_is_below() -> None:
    text = f"{PROSE}\n\n# Empty\n\n# Above\n\n## Below\n\n{PROSE}\n\n# Last"
    assert told(text) == [(1, ""), (1, "Above"), (2, "Below")]


def test_speakers_are_sections_with_all_their_turns() -> None:
    turns = [
        "Mrs. Hale: The dam will hold.",
        "Dr. Ito: It did not hold in May.",
        "Mrs. Hale: It was mended.",
    ]
    found = outline(Document.from_text("\n\n".join([*turns, "Dr. Ito: I doubt it very much."])))
    assert [d.heading for d in found] == ["Mrs. Hale", "Dr. Ito"]
    assert [s.text for s in found[0].sentences if "mended" in s.text]


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("SMITH:", "JONES:"),
        ("John Smith (Chair):", "Ann Jones:"),
        ("[00:01:02] Anna:", "[00:02:02] Ben:"),
        ("Speaker 1:", "Speaker 2:"),
        ("**Anna:**", "**Ben:**"),
        ("The Chairman:", "Mr. O'Neill:"),
        ("<anna>", "<ben>"),
        ("张三：", "李四："),
        ("Mr. SMITH of Ohio.", "Ms. HALE."),
        ("Anna Smith 0:01", "Ben Jones 0:45"),
    ],
)
def test_speakers_are_told_in_many_forms(label: str, other: str) -> None:
    said = [
        "I think the dam will hold for another year.",
        "It did not hold in May, and the water is high already.",
        "The old wall was mended in the summer.",
        "So we should wait for the report on it.",
    ]
    turns = [f"{who} {what}" for who, what in zip([label, other] * 2, said, strict=True)]
    found = outline(Document.from_text("\n\n".join(turns)))
    assert len(found) == 2
    assert {s.paragraph for s in found[0].sentences} == {0, 2}


@pytest.mark.parametrize("text", [PROSE, "word", "Title only\n", "- one\n- two\n- three"])
def test_a_text_without_headings_is_one_section(text: str) -> None:
    (only,) = outline(Document.from_text(text))
    assert only.sentences == Document.from_text(text).sentences


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("pandoc.docx", "docx"),
        ("pandoc.epub", "lxml"),
        ("pandoc.odt", "lxml"),
        ("pandoc.md", "markdown_it"),
        ("libreoffice.docx", "docx"),
        ("libreoffice.odt", "lxml"),
    ],
)
def test_files_say_how_deep_their_headings_are(name: str, package: str) -> None:
    pytest.importorskip(package)
    documents, _ = read_documents([str(FORMATS / name)])
    levels = dict(documents[0].levels)
    headings = {s.start: s.line for s in documents[0].sentences if s.kind == "heading"}
    assert levels
    assert set(levels) <= set(headings)
    assert all(level > 0 for level in levels.values())


@given(st.lists(st.sampled_from(["CHAPTER I", "# A", "2. b", PROSE, "Ann: yes.", "III", "1.1 c"])))
def test_every_sentence_of_prose_is_in_one_section(lines: list[str]) -> None:
    document = Document.from_text("\n\n".join([*lines, PROSE]))
    found = [s for division in outline(document) for s in division.sentences if s.kind == "prose"]
    assert sorted(found, key=lambda s: s.position) == [
        s for s in document.sentences if s.kind == "prose"
    ]


ODD = st.sampled_from(
    [
        "PART 1",
        "CHAPTER I",
        "C.",
        "1.",
        "1.1",
        "٣ b",
        "第三章",
        "十",
        "#",
        "***",
        "A: b",
        "<x> y",
        "—",
        "I",
        "§ 2",
    ]
)


@given(st.lists(st.one_of(ODD, st.just("It rained all day."), st.text(max_size=12)), min_size=1))
def test_whatever_lines_there_are_there_are_sections(lines: list[str]) -> None:
    document = Document.from_text("\n\n".join([*lines, "It rained."]))
    found = outline(document)
    assert found
    assert all(one.level > 0 for one in found)
    assert all("\n" not in one.heading for one in found)
