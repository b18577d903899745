"""PDFs of other programs read as their authors wrote them, and pages made up."""

import io
import json
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, read_documents
from summarizer.errors import ReadError
from summarizer.read import isolated, pdf
from summarizer.read.hyphens import PageHyphens
from summarizer.read.pdf_columns import ordered
from summarizer.read.pdf_lines import Fonts, PdfLine, lines_of
from summarizer.read.pdf_paragraphs import paragraphs

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")

DATA = Path(__file__).parent / "data" / "formats"
MARSH = (DATA / "pdf" / "marsh.txt").read_text(encoding="utf-8").splitlines()
FILES = sorted((DATA / "pdf").glob("*.pdf"))
OTHERS = [path for path in FILES if path.with_suffix(".txt").exists()]  # languages
EXACT = [path for path in FILES if path.stem != "tesseract-scan" and path not in OTHERS]
FIRST_PART = 22  # sentences of the article that chromium-rows.pdf has


def read(path: Path) -> Document:
    (document,), errors = read_documents(path)
    assert errors == []
    return document


def prose(path: Path) -> list[str]:
    return [s.line for s in read(path).sentences if s.kind == "prose"]


def placed(*pieces: tuple[str, float, float, float], size: float = 10) -> dict[str, Any]:
    """A page of pieces: what each says, its left, its baseline and its size or 0 for the usual."""
    found = [
        (text, x, right, right, y, own or size, 0, 0, False)
        for text, x, y, own in pieces
        for right in [x + (own or size) * len(text) / 2]
    ]
    return {"box": [0, 0, 600, 800], "pieces": found}


def text_of(*pages: dict[str, Any]) -> str:
    return paragraphs([lines_of(page, n, Fonts()) for n, page in enumerate(pages)]).text


# Files of other programs


@pytest.mark.parametrize("path", EXACT, ids=lambda path: path.stem)
def test_the_sentences_are_those_of_the_author_in_their_order(path: Path) -> None:
    """Neither columns nor notes, heads or numbers of lines and pages make or part a sentence."""
    expected = MARSH[:FIRST_PART] if path.stem == "chromium-rows" else MARSH
    assert [line.partition("[")[0] for line in prose(path)] == expected  # [1] is a source


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_a_script_whose_letters_change_is_read_as_it_was_written(path: Path) -> None:
    """Neither parted nor turned round, whichever way it, its numbers and foreign names run."""
    assert prose(path) == path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


def test_a_scan_is_read_by_column_as_far_as_its_letters_were_recognised() -> None:
    found = prose(DATA / "pdf" / "tesseract-scan.pdf")
    hits = [sentence for sentence in found if sentence in MARSH]
    assert hits == [sentence for sentence in MARSH if sentence in found]
    assert len(hits) >= 0.6 * len(MARSH)


@pytest.mark.parametrize("path", EXACT, ids=lambda path: path.stem)
def test_exponents_and_indices_keep_their_sense(path: Path) -> None:
    text = read(path).text
    for expression in ("CO₂", "12 km²", "0.2 m s⁻¹", "10⁶ records", "R = aT²,"):
        assert expression in text


@pytest.mark.parametrize("name", ["tex-two-columns", "writer-two-columns"])
def test_notes_are_left_out_with_their_signs(name: str) -> None:
    text = read(DATA / "pdf" / f"{name}.pdf").text
    assert "flood of 1953" not in text
    assert "sea walls. When" in text
    assert "each month. " in text or "each month.\n" in text


@pytest.mark.parametrize("name", ["tex-two-columns", "writer-line-numbers", "chromium-columns"])
def test_rows_of_a_table_are_no_sentences(name: str) -> None:
    kinds = {s.line: s.kind for s in read(DATA / "pdf" / f"{name}.pdf").sentences}
    assert kinds["Restored marsh | 310 | 22"] == "boilerplate"
    assert kinds["Nature reserve | 295 | 19"] == "boilerplate"


def test_sources_are_kept_apart() -> None:
    sentences = read(DATA / "pdf" / "tex-two-columns.pdf").sentences
    (entry,) = [s for s in sentences if "Mud and its matter" in s.line]
    assert entry.kind == "boilerplate"


def test_the_number_of_an_only_page_is_none_of_its_text() -> None:
    line = ("The ferry sank on Monday.", 50, 700, 0)
    assert text_of(placed(line, ("1", 300, 60, 0))) == line[0]
    assert text_of(placed(line, ("1953", 300, 60, 0))) != line[0]


def test_a_page_that_lies_on_its_side_is_read_as_one_turns_it() -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf turns the page")
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(DATA / "pdf" / "writer-two-columns.pdf"))
    page = writer.pages[0]
    page.add_transformation(pypdf.Transformation().rotate(90).translate(842, 0))
    page.mediabox.upper_right = (842, 596)
    stream = io.BytesIO()
    writer.write(stream)
    turned = Document.from_text(pdf.extract(stream.getvalue()).text)
    assert [s.line for s in turned.sentences if s.line in MARSH] == MARSH


# Columns


WORDS = "the marsh grew slowly behind its wall while nobody looked after all these many dry years"


def column(
    number: int, x: float, top: float, count: int = 8
) -> list[tuple[str, float, float, int]]:
    """Lines of a column; each says which it is and of which column."""
    return [(f"{WORDS[: 30 + at % 3]} c{number}l{at}", x, top - 12 * at, 0) for at in range(count)]


@given(
    st.integers(2, 3),
    st.floats(0, 11),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_columns_are_read_one_after_the_other(
    columns: int, shift: float, has_title: bool, order: Any
) -> None:
    """In whatever order the file has the lines, whether or not the columns stand level."""
    lines = [
        line
        for number in range(columns)
        for line in column(number, 40 + 200 * number, 700 - shift * (number % 2))
    ]
    title = [("A title that stands across all of the columns of it", 100, 730, 20)]
    pieces = lines + title * has_title
    order.shuffle(pieces)
    found = ordered(lines_of(placed(*pieces, size=9), 0, Fonts()))
    told = [line.text.split()[-1] for line in found if line.text.split()[-1][0] == "c"]
    assert told == [f"c{n}l{at}" for n in range(columns) for at in range(8)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["310", "a word", WORDS[:40], "x"]),
            st.floats(0, 500),
            st.floats(10, 790),
            st.sampled_from([0, 6, 20]),
        ),
        max_size=40,
    )
)
def test_no_word_is_lost_or_written_twice_by_the_order(pieces: list[Any]) -> None:
    lines = lines_of(placed(*pieces), 0, Fonts())
    words = Counter(word for line in lines for word in line.text.split())
    found = Counter(word for line in ordered(lines) for word in line.text.split() if word != "|")
    assert found == words


def test_the_cells_of_a_table_are_no_columns() -> None:
    rows = [("Marsh", "310", "22"), ("Reserve", "295", "19"), ("Summers", "151", "30")]
    pieces = [
        (cell, 50 + 120.0 * at, 700.0 - 12 * row, 0)
        for row, cells in enumerate(rows)
        for at, cell in enumerate(cells)
    ]
    found = ordered(lines_of(placed(*pieces), 0, Fonts()))
    assert [line.text for line in found] == [" | ".join(cells) for cells in rows]
    assert all(line.is_row for line in found)


# Parted words


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["in this cen-", "tury"], "in this century"),
        (["a well-", "known man is well-known"], "a well-known man is well-known"),
    ],
)
def test_a_justified_text_parts_words_but_keeps_its_compounds(lines: list[str], text: str) -> None:
    assert PageHyphens(lines, is_justified=True).joined(lines) == text


# Signs


@pytest.mark.parametrize("note", ["3 See the minutes.", "* See the minutes."])
def test_what_is_raised_and_refers_to_a_note_is_left_out(note: str) -> None:
    sign = note[0]
    page = placed(
        ("The council met on Monday", 72, 700, 0),
        (sign, 197, 704, 6),
        (" and voted for the bridge.", 202, 700, 0),
        (note, 72, 100, 7),
    )
    assert text_of(page) == "The council met on Monday and voted for the bridge."


@pytest.mark.parametrize(
    ("before", "sign", "expected"),
    [
        ("The town of 12 km", "2", "12 km² and"),
        ("About 10", "6", "10⁶ and"),
        ("Let it be x", "2", "x² and"),
        ("It is as E = mc", "2", "mc² and"),
    ],
)
def test_an_exponent_stays_where_a_note_has_its_number(
    before: str, sign: str, expected: str
) -> None:
    end = 72 + 5.0 * len(before)
    page = placed(
        (before, 72, 700, 0),
        (sign, end, 704, 6),
        ("and more.", end + 7, 700, 0),
        ("What else was said of it there is of no account.", 72, 688, 0),
        (f"{sign} See the minutes of the day.", 72, 100, 7),
    )
    assert expected in text_of(page)
    assert "minutes" not in text_of(page)


def test_a_raised_number_that_refers_to_nothing_stays() -> None:
    page = placed(("The motor", 72, 700, 0), ("3", 117, 704, 6), ("runs.", 127, 700, 0))
    assert text_of(page) == "The motor³ runs."


def test_small_print_at_the_foot_is_text_where_no_sign_opens_it() -> None:
    page = placed(("The council met on Monday.", 72, 700, 0), ("Printed in town.", 72, 100, 7))
    assert text_of(page) == "The council met on Monday.\n\nPrinted in town."


def test_a_footnote_as_large_as_the_text_is_told_by_its_raised_number() -> None:
    page = placed(
        ("The old bridge fell on Monday, and the mayor promised a new one.", 50, 700, 0),
        ("1", 370, 704, 6),
        ("1", 50, 644, 6),
        ("So the river police said.", 54, 640, 0),
    )
    assert text_of(page) == "The old bridge fell on Monday, and the mayor promised a new one."


@pytest.mark.parametrize(
    ("drawn", "text"),
    [("na¨ıve", "naïve"), ("R¨as¨anen", "Räsänen"), ("Franc¸ois", "François"), ("´Etude", "Étude")],
)
def test_an_accent_that_was_drawn_by_itself_joins_its_letter(drawn: str, text: str) -> None:
    assert text_of(placed((f"It is of {drawn}.", 72, 700, 0))) == f"It is of {text}."


def test_a_page_written_from_right_to_left_is_read_so() -> None:
    page = placed(
        ("עין", 500, 700, 0), ("ערמונים", 460, 700, 0), ("1478", 438, 700, 0), ("עיר", 420, 700, 0)
    )
    assert text_of(page) == "עין ערמונים 1478 עיר"


def test_chinese_lines_are_joined_without_a_blank() -> None:
    page = placed(
        ("清河镇位于青禾江中游距省城约公里该镇最早见", 72, 700, 20), ("于明朝。", 72, 676, 20)
    )
    assert text_of(page) == "清河镇位于青禾江中游距省城约公里该镇最早见于明朝。"


# Furniture


def test_a_page_that_is_there_twice_is_not_all_running_head() -> None:
    line = PdfLine("The old bridge fell on Monday.", 0, 50, 700, 12, height=800)
    pages = [[line], [line._replace(page=1)]]
    assert "The old bridge fell on Monday." in paragraphs(pages).text


@given(st.sampled_from([1, 2, 5]), st.integers(1, 200), st.booleans())
def test_numbers_that_count_lines_in_a_margin_are_left_out(
    step: int, first: int, is_left: bool
) -> None:
    lines = column(0, 100, 700, count=12)
    numbers = [
        (str(first + step * at), 60.0 if is_left else 400.0, 700.0 - 12 * at, 6) for at in range(12)
    ]
    numbers = [(text, x - 3.0 * len(text), y, size) for text, x, y, size in numbers]
    text = text_of(placed(*lines, *numbers, size=8))
    assert not {number for number, *_ in numbers} & set(text.split())


# Limits


def run(tmp_path: Path, code: str) -> Any:
    script = tmp_path / "script.py"
    script.write_text(code, encoding="utf-8")
    return isolated.run(script, b"data", "1", what="is damaged")


def test_a_script_gets_data_and_arguments_and_answers(tmp_path: Path) -> None:
    code = "import json, sys; json.dump([sys.stdin.read(), sys.argv[1]], sys.stdout)"
    assert run(tmp_path, code) == ["data", "1"]


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="the system has no such limits")
@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("while True: pass", "takes more than 1 s: "),
        ("b' ' * (1 << 31)", "is damaged"),
        ("import os; os.abort()", "is damaged"),
    ],
)
def test_what_takes_all_time_or_memory_or_crashes_is_an_error_of_one_line(
    code: str, error: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolated, "PDF_SECONDS", 1)
    with pytest.raises(ReadError, match=error):
        run(tmp_path, code)


def test_a_process_that_may_not_start_is_an_error_of_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("multiprocessing.spawn.get_executable", lambda: str(tmp_path / "none"))
    with pytest.raises(ReadError, match="needs a process of its own"):
        run(tmp_path, "")


@pytest.mark.parametrize("path", FILES[:2], ids=lambda path: path.stem)
def test_a_damaged_file_is_read_or_refused(path: Path) -> None:
    data = path.read_bytes()
    for cut in (1000, len(data) // 2, len(data) - 40):
        for damaged in (data[:cut], data[:cut] + b"\xff" * 20 + data[cut + 20 :]):
            documents, errors = read_documents("-", io.BytesIO(damaged))
            assert len(documents) + len(errors) == 1
            assert "\n" not in "".join(map(str, errors))


def test_the_script_answers_in_json() -> None:
    from summarizer.read import pdf_glyphs

    found = pdf_glyphs.found_in(FILES[0].read_bytes(), 2000)
    assert json.loads(json.dumps(found)) == json.loads(json.dumps(found))
    assert pdf_glyphs.found_in(b"%PDF-1.4 junk", 2000) == {"error": "damaged"}
    assert pdf_glyphs.found_in(FILES[0].read_bytes(), 0)["error"] == "long"
