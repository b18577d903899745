"""Files, folders and standard input."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from summarizer import ReadError, UnknownNameError
from summarizer.read import decode, expand, read_documents

LINE = "The old bridge fell. Nobody was hurt."


def read(*paths: object, stdin: bytes = b"") -> tuple[list, list[str]]:  # type: ignore[type-arg]
    documents, errors = read_documents([str(p) for p in paths], io.BytesIO(stdin))
    return documents, [str(error) for error in errors]


def test_a_text_file_is_a_document_named_for_it(tmp_path: Path) -> None:
    (tmp_path / "bridge.v2.txt").write_text(LINE, encoding="utf-8")
    (document,), errors = read(tmp_path / "bridge.v2.txt")
    assert (document.id, document.text, errors) == ("bridge.v2", LINE, [])


def test_names_that_clash_become_paths(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(LINE)
    documents, _ = read(tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt")
    assert [d.id for d in documents] == [f"{tmp_path}/x/a.txt", f"{tmp_path}/y/a.txt"]


def test_standard_input() -> None:
    (document,), _ = read("-", stdin=LINE.encode())
    assert (document.id, document.text) == ("stdin", LINE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding_and_is_gone(encoding: str) -> None:
    assert decode("Ça – 猫.".encode(encoding), "f") == "Ça – 猫."


def test_line_ends_are_kept_so_that_offsets_hold(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"One here.\r\n\r\nTwo there.\r")
    (document,), _ = read(tmp_path / "a.txt")
    assert document.text == "One here.\r\n\r\nTwo there.\r"
    assert [s.text for s in document.sentences] == ["One here.", "Two there."]


def test_invalid_utf_8_says_where() -> None:
    with pytest.raises(ReadError, match=r"^f: not UTF-8 at byte 8 \(line 2\): convert"):
        decode(b"One\ntwo \xff three", "f")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 x", "a PDF file"),
        (b"PK\x03\x04abc", "ZIP"),
        (bytes(range(32)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xde\xad\x00\x00\x01\x02\x03", "binary"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    with pytest.raises(ReadError, match=what):
        decode(data, "f")


def test_a_stray_control_character_is_no_reason_to_refuse() -> None:
    assert decode(b"One\0 two three four five.", "f") == "One\0 two three four five."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t", "the file holds blanks only"),
        (b"...", "the file holds no word"),
    ],
)
def test_a_file_without_words_says_so(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    documents, errors = read(tmp_path / "a.txt")
    assert (documents, errors) == ([], [f"{tmp_path / 'a.txt'}: {message}"])


def test_good_files_are_read_past_bad_ones(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(LINE)
    documents, errors = read(tmp_path / "none.txt", tmp_path / "good.txt", tmp_path)
    assert [d.id for d in documents] == ["good"]
    assert errors[0].endswith("none.txt: no such file or directory")
    assert "is a directory" in errors[1]


def test_a_folder_is_its_text_files_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "c.jsonl", "d.py", ".hidden.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "e.txt").mkdir()
    assert expand([str(tmp_path), "-"]) == [
        *(str(tmp_path / name) for name in ("a.TXT", "b.txt", "c.jsonl")),
        "-",
    ]


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"the folder holds no \.txt"):
        expand([str(tmp_path)])


def json_lines(path: Path, *values: object) -> Path:
    target = path / "docs.jsonl"
    target.write_text(
        "\n".join(v if isinstance(v, str) else json.dumps(v) for v in values) + "\n\n"
    )
    return target


def test_json_lines_are_a_document_a_line(tmp_path: Path) -> None:
    source = json_lines(
        tmp_path,
        {"id": "a", "title": "T", "date": "2026-01-31", "text": LINE},
        {"id": 7, "date": "2026-01-31T10:00:00+01:00", "title": None, "text": LINE},
        {"text": LINE, "date": None},
    )
    documents, errors = read(source)
    assert errors == []
    assert [(d.id, d.title, d.published) for d in documents] == [
        ("a", "T", date(2026, 1, 31)),
        ("7", "", date(2026, 1, 31)),
        ("docs:3", "", None),
    ]


def test_an_item_of_a_data_set_is_its_documents(tmp_path: Path) -> None:
    item = {"id": "s", "documents": [{"id": "1", "text": LINE}, {"id": "2", "text": LINE}]}
    documents, _ = read(json_lines(tmp_path, {**item, "references": ["…"]}))
    assert [d.id for d in documents] == ["s/1", "s/2"]
    unnamed = {"documents": [{"text": LINE}, {"text": LINE}]}
    documents, _ = read(json_lines(tmp_path, unnamed, {"text": LINE}))
    assert [d.id for d in documents] == ["docs:1/1", "docs:1/2", "docs:2"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: not JSON: "),
        ("[" * 100_000, "line 1: not JSON: "),
        ("[1]", "line 1: expected an object, got list"),
        ({"id": "a"}, 'line 1: expected an object with a "text"'),
        ({"text": 3}, 'line 1: expected an object with a "text"'),
        ({"text": ""}, "line 1: the text is empty"),
        ({"text": "x", "date": "soon"}, "\"date\" 'soon' is not of the form 2026-01-31"),
        ({"documents": 3}, '"documents" is not a list of objects'),
        ("", "holds no document"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: object, message: str) -> None:
    documents, errors = read(json_lines(tmp_path, line))
    assert documents == []
    assert len(errors) == 1
    assert message in errors[0]
    assert "docs.jsonl" in errors[0]


def test_a_wrong_language_is_one_error() -> None:
    with pytest.raises(UnknownNameError):
        read_documents(["a", "b"], io.BytesIO(), "xx")


def test_html_is_refused_and_named() -> None:
    _, errors = read("-", stdin=b"<!DOCTYPE html><html><p>One two.</p></html>")
    assert errors == ["standard input: is HTML, not text: extract its text first"]


def test_json_lines_are_known_on_standard_input() -> None:
    documents, _ = read(
        "-", stdin=b'{"id": "a", "text": "One two."}\n{"id": "b", "text": "Three."}'
    )
    assert [d.id for d in documents] == ["a", "b"]
    (document,), _ = read("-", stdin=b"{One} two three.")
    assert document.id == "stdin"
