"""How paragraphs are laid out anew, and how the sentences that come back are counted."""

import json
import re
from pathlib import Path

import pytest
from benchmarks import layouts
from benchmarks.layouts import Known, bundled, by_layout, faults, main, of_folder, score
from benchmarks.relaid import LAYOUTS, Layout, counted, filled, letters, parted, spread, uneven

from summarizer import split_sentences

SENTENCES = [
    ["The lighthouse keeper counted seventeen lanterns before the extraordinary fog came in."],
    [
        "Nobody on the island had asked for more.",
        "“There is oil until Thursday,” said the harbourmaster, who had not looked.",
        "The inspectors found considerably less than he remembered.",
    ],
    ["A schooner from the mainland brought forty barrels, two letters and a misunderstanding."],
    ["It took them the better part of a month to find out which was which.", "Nobody minded."],
]
TEXT = Known("en", SENTENCES)
PARAGRAPHS = TEXT.lines()
PARAGRAPH = " ".join(PARAGRAPHS)
BY_NAME = {layout.name: layout for layout in LAYOUTS}


def perfect(text: str, _: str) -> list[str]:
    """What a splitter would give that knew the sentences of ``TEXT``, whatever the text."""
    return [sentence for paragraph in SENTENCES for sentence in paragraph]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_layout_holds_the_paragraphs_in_order(layout: Layout) -> None:
    text = re.sub(layout.furniture or r"\b\B", "", layout.lay(PARAGRAPHS), flags=re.MULTILINE)
    reached = 0
    held = letters(text)
    for paragraph in PARAGRAPHS:
        at = held.find(letters(paragraph), reached)
        assert at >= reached
        reached = at + len(letters(paragraph))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_of_one_paragraph_or_none_is_a_text(layout: Layout) -> None:
    assert letters(PARAGRAPHS[0])[:20] in letters(layout.lay(PARAGRAPHS[:1]))
    assert layout.lay([]) is not None


def test_layouts_have_names_of_their_own() -> None:
    assert len(BY_NAME) == len(LAYOUTS)
    assert LAYOUTS[0].lay(PARAGRAPHS) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("width", [30, 45, 72])
def test_lines_keep_to_their_margin(width: int) -> None:
    lines = filled(PARAGRAPH, width)
    assert max(map(len, lines)) <= width
    straight = spread(lines, width)
    assert [line.split() for line in straight] == [line.split() for line in lines]
    assert sum(len(line) == width for line in straight) > sum(len(line) == width for line in lines)
    broken = parted(PARAGRAPH, width)
    assert max(map(len, broken)) <= width
    assert letters("".join(broken)) == letters(PARAGRAPH)


def test_long_words_are_parted_where_they_do_not_fit() -> None:
    assert parted("Counting lanterns", 14) == ["Counting lant-", "erns"]
    assert parted("Counting lamps", 12) == ["Counting", "lamps"]
    assert parted("Counting", 4) == ["Counting"]


def test_a_hand_breaks_lines_between_two_columns_and_the_same_each_time() -> None:
    lines = uneven(PARAGRAPH, 30, 50)
    assert lines == uneven(PARAGRAPH, 30, 50)
    assert max(map(len, lines)) <= 50
    assert len({len(line) for line in lines}) > 3
    assert " ".join(lines) == PARAGRAPH


def test_lines_of_so_many_words() -> None:
    assert {len(line.split()) for line in counted(PARAGRAPH, 7)[:-1]} == {7}
    assert " ".join(counted(PARAGRAPH, 7)) == PARAGRAPH


def test_a_page_breaks_inside_a_sentence_and_its_head_is_not_counted() -> None:
    layout = BY_NAME["pages with heads, numbers, form feeds"]
    text = layout.lay(PARAGRAPHS * 4)
    assert "\f" in text
    whole = " ".join(line for line in text.splitlines() if line.strip())
    assert "[Page 1]" in whole
    assert letters("".join(PARAGRAPHS * 4)) == layout.bare(text)


def test_numbers_and_speakers_are_not_counted() -> None:
    assert BY_NAME["numbered paragraphs"].bare(" 3. Nobody minded.") == "Nobodyminded"
    assert BY_NAME["speakers"].bare("VANE: Nobody minded.") == "Nobodyminded"
    assert BY_NAME["hanging indents"].bare("3. Nobody minded.") == "3Nobodyminded"


def test_the_score_of_what_is_right_and_of_what_is_not() -> None:
    plain = LAYOUTS[0]
    assert score(perfect, plain, [TEXT]) == 100
    assert score(lambda text, _: [text], plain, [TEXT]) == 0
    assert score(lambda text, _: [], plain, [TEXT]) == 0
    doubled = score(lambda text, _: perfect(text, _) * 2, plain, [TEXT])
    assert doubled == pytest.approx(200 * 7 / 21)
    assert score(lambda text, _: [" \n", *perfect(text, _)], plain, [TEXT]) == 100


def test_faults_show_without_knowing_the_sentences() -> None:
    whole = ["Nobody minded.", "“Nobody minded.”", "Who did (in the end)?", "雾来了。"]
    assert faults(whole) == (0, 0, 4)
    assert faults([*whole, "ended in the middle", "and began there.", "---", ""]) == (2, 0, 6)
    assert faults(["OF LAMPS\n\nNobody\nminded.", "> One\r\n>\r\n> lamp."]) == (0, 2, 2)
    assert str(faults(["OF LAMPS\n\nNobody minded.", "and began."])) == "50.0 / 50.0 of 2"
    assert str(faults([])) == "0.0 / 0.0 of 0"


def test_the_bundled_articles_are_known_in_four_languages() -> None:
    texts = list(bundled())
    assert len(texts) == 43
    assert {text.language for text in texts} == {"en", "de", "es", "ru"}
    sentences = [s for text in texts for paragraph in text.paragraphs for s in paragraph]
    assert not any("\n" in sentence for sentence in sentences)
    assert min(len(text.paragraphs) for text in texts) > 1
    found = faults(sentences)
    assert found.broken < 0.02 * found.number


def test_paragraphs_end_at_line_ends_only_where_lines_are_not_wrapped() -> None:
    wrapped = "One lamp\nburned. It\nburned out.\n\nNobody minded."
    spans = [(0, 16), (17, 31), (33, 47)]
    assert layouts.parted_into_paragraphs(wrapped, spans) == [
        ["One lamp burned.", "It burned out."],
        ["Nobody minded."],
    ]
    long = "One lamp " * 20 + "burned.\nNobody minded."
    parts = layouts.parted_into_paragraphs(long, split_sentences(long, "en"))
    assert [len(paragraph) for paragraph in parts] == [1, 1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    item = {
        "lang": "xx",
        "text": "\n\n".join(PARAGRAPHS),
        "sentences": [sentence for paragraph in SENTENCES for sentence in paragraph],
    }
    (tmp_path / "known.jsonl").write_text(json.dumps(item) + "\n", encoding="utf-8")
    return tmp_path


def test_a_folder_gives_the_paragraphs_of_its_texts(folder: Path) -> None:
    assert list(of_folder(folder)) == [TEXT]


def test_the_tables_have_a_row_for_each_layout_and_file(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cuts = {"ours": layouts.splitters()["ours"], "whole": lambda text, _: [text]}
    monkeypatch.setattr(layouts, "splitters", lambda: cuts)
    real = folder / "keeper.txt"
    real.write_text("Nobody minded. The fog came in\n", encoding="utf-8")
    assert main([str(folder), "--files", str(real)]) == 0
    first, second = capsys.readouterr().out.strip().split("\n\n")
    rows = first.splitlines()
    assert rows[0] == "| layout (1 texts) | ours | whole |"
    assert rows[2] == "| one paragraph a line | 100.0 | 0.0 |"
    assert len(rows) == len(LAYOUTS) + 2
    assert second.splitlines()[0] == "| file | ours | whole |"
    assert second.splitlines()[2].startswith("| keeper.txt | ")
    assert second.endswith("| 100.0 / 0.0 of 1 |")


def test_what_is_not_installed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pysbd", None)
    names = list(layouts.splitters())
    assert "pysbd" not in names
    assert names[0] == "ours"
    assert {"sumy", "nltk", "a regex"} <= set(names)


def test_each_splitter_gives_sentences() -> None:
    for name, cut in layouts.splitters().items():
        found = [" ".join(sentence.split()) for sentence in cut("\n\n".join(PARAGRAPHS), "en")]
        assert "Nobody minded." in found, name
    assert by_layout([TEXT], {"perfect": perfect}).count("| 100.0 |") > 20
