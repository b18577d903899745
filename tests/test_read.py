"""Files, folders and standard input."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

import summarizer
import summarizer.read
from summarizer import ReadError, UnknownNameError, UsageError
from summarizer.document import Origin
from summarizer.read import decode_strictly, expand, read_documents

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
    assert decode_strictly("Ça – 猫.".encode(encoding)) == "Ça – 猫."


def test_line_ends_are_kept_so_that_offsets_hold(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"One here.\r\n\r\nTwo there.\r")
    (document,), _ = read(tmp_path / "a.txt")
    assert document.text == "One here.\r\n\r\nTwo there.\r"
    assert [s.text for s in document.sentences] == ["One here.", "Two there."]


def test_invalid_utf_8_says_where() -> None:
    with pytest.raises(ReadError, match=r"^not UTF-8 at byte 8 \(line 2\): convert"):
        decode_strictly(b"One\ntwo \xff three")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 x", "of the format pdf"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"{\\rtf1", "format rtf"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (bytes(range(32)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xde\xad\x00\x00\x01\x02\x03", "binary"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    with pytest.raises(ReadError, match=what):
        decode_strictly(data)


def test_a_stray_control_character_is_no_reason_to_refuse() -> None:
    assert decode_strictly(b"One\0 two three four five.") == "One\0 two three four five."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t", "the file contains only blanks"),
        (b"...", "the file contains no words"),
    ],
)
def test_a_file_without_words_says_so(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    documents, errors = read(tmp_path / "a.txt")
    assert (documents, errors) == ([], [f"{tmp_path / 'a.txt'}: {message}"])


def test_good_files_are_read_past_bad_ones(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(LINE)
    documents, errors = read(tmp_path / "none.txt", tmp_path / "good.txt", tmp_path / "x")
    assert [d.id for d in documents] == ["good"]
    assert [e.rpartition(": ")[2] for e in errors] == ["no such file or directory"] * 2


def test_a_folder_is_its_text_files_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "c.jsonl", "d.py", ".hidden.txt", "f.pdf", "g.md", "README.md"):
        (tmp_path / name).write_text("x")
    (tmp_path / "e.txt").mkdir()
    assert expand([str(tmp_path), "-"])[0] == [
        *(str(tmp_path / name) for name in ("a.TXT", "b.txt", "c.jsonl", "f.pdf", "g.md")),
        "-",
    ]


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    files, (error,), _ = expand([str(tmp_path)])
    assert not files
    assert "the folder contains no files of type .txt" in str(error)


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
        ({"text": "x", "date": "soon"}, "the date 'soon' names no day: write it as 2026-01-31"),
        ({"documents": 3}, '"documents" is not a list of objects'),
        ({"documents": []}, '"documents" is empty'),
        ("", "contains no document"),
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


def test_json_lines_are_known_on_standard_input() -> None:
    documents, _ = read(
        "-", stdin=b'{"id": "a", "text": "One two."}\n{"id": "b", "text": "Three."}'
    )
    assert [d.id for d in documents] == ["a", "b"]
    (document,), _ = read("-", stdin=b"{One} two three.")
    assert document.id == "stdin"


def test_a_folder_is_read_and_one_source_may_stand_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LINE)
    (tmp_path / "b.md").write_text(f"# Bridge\n\n{LINE}")
    reading = summarizer.read_documents(tmp_path)
    assert [d.id for d in reading.documents] == ["a", "b"]
    assert reading.errors == []
    assert summarizer.read_documents(str(tmp_path / "a.txt")).documents == [reading.documents[0]]
    empty = tmp_path / "empty"
    empty.mkdir()
    documents, errors = summarizer.read_documents([empty, tmp_path / "a.txt"])
    assert (len(documents), len(errors)) == (1, 1)
    with pytest.raises(UsageError, match="a source must be a string or a path, got 3"):
        summarizer.read_documents([3])  # type: ignore[list-item]


def test_a_document_says_where_it_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-16")
    (document,), _ = read(tmp_path / "a.txt")
    assert document.origin == Origin(str(tmp_path / "a.txt"), "text", "utf-16")
    (document,), _ = read("-", stdin=LINE.encode())
    assert document.origin == Origin("-", "text", "utf-8")


def test_progress_sees_every_file(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(LINE)
    seen: list[str] = []

    def watch(files: Sequence[str]) -> Iterator[str]:
        for file in files:
            seen.append(Path(file).name)
            yield file

    assert len(summarizer.read_documents(tmp_path, progress=watch).documents) == 2
    assert seen == ["a.txt", "b.txt"]


def test_an_address_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def fetch(address: str, *, allow_private: bool = False, **_limits: object) -> SimpleNamespace:
        asked.append((address, allow_private))
        if "nothing" in address:
            raise ReadError(f"{address}: 404")
        return SimpleNamespace(
            data="Café society met. It was über.".encode("latin-1"),
            media_type="text/plain",
            charset="iso-8859-1",
            place=f"{address}?to",
        )

    web = SimpleNamespace(fetch=fetch)
    monkeypatch.setitem(sys.modules, "summarizer.read.web", web)
    monkeypatch.setattr(summarizer.read, "web", web, raising=False)
    urls = [
        "http://example.org/news/ferry%20one.txt",
        "https://example.org",
        "http://x.org/nothing",
    ]
    documents, errors = summarizer.read_documents(urls, allow_private=True)
    assert [d.id for d in documents] == ["ferry one", "example.org"]
    assert documents[0].text == "Café society met. It was über."
    assert documents[0].origin == Origin(f"{urls[0]}?to", "text", "iso8859-1")
    assert [str(e) for e in errors] == ["http://x.org/nothing: 404"]
    assert asked == [(url, True) for url in urls]


@pytest.mark.parametrize("source", ["file:///etc/passwd", "ftp://x.org/a.txt", "data:text/plain,a"])
def test_other_addresses_are_refused(source: str) -> None:
    assert read(source) == (
        [],
        [f"{source}: only http and https addresses are supported: give a path"],
    )


def test_a_colon_in_a_name_is_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("note: one.txt").write_text(LINE)
    assert read("note: one.txt")[0][0].id == "note: one"


def test_an_address_that_is_none_is_an_error_of_its_own() -> None:
    documents, errors = read("https://[")
    assert documents == []
    assert len(errors) == 1
    assert errors[0].startswith("https://[: ")


def test_a_date_of_any_length_is_a_short_message(tmp_path: Path) -> None:
    (message,) = read(json_lines(tmp_path, {"text": LINE, "date": "x" * 9000}))[1]
    assert len(message) < 200 + len(str(tmp_path))


def test_json_lines_may_name_an_author(tmp_path: Path) -> None:
    rows = [{"text": LINE, "author": "Jo"}, {"text": LINE, "author": ["Jo", "Al"]}]
    documents, _ = read(json_lines(tmp_path, *rows))
    assert [d.author for d in documents] == ["Jo", "Jo, Al"]


def table(path: Path, content: str, encoding: str = "utf-8") -> Path:
    (path / "t.csv").write_bytes(content.encode(encoding))
    return path / "t.csv"


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_a_document_a_row(tmp_path: Path, sign: str, encoding: str) -> None:
    rows = [
        ["Id", "TEXT", "Date", "Author", "Title", "more"],
        ["a", f'"{LINE}\r\nNew: a{sign} b."', "2026-01-31", "Jo", "T", "x"],
        ["", '"He said ""no"" again."', "", "", "", ""],
    ]
    content = "\r\n".join(sign.join(row) for row in rows) + "\r\n\r\n"
    documents, errors = read(table(tmp_path, content, encoding))
    assert errors == []
    assert [(d.id, d.title, d.author, d.published) for d in documents] == [
        ("a", "T", "Jo", date(2026, 1, 31)),
        ("t:4", "", "", None),
    ]
    assert documents[0].text == f"{LINE}\r\nNew: a{sign} b."
    assert documents[1].text == 'He said "no" again.'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no column 'text': there are none"),
        (f"{LINE} " * 10_000, "line 1: no column 'text': there are "),
        ("id,body\na,b\n", "line 1: no column 'text': there are 'id', 'body'"),
        ("id,text\n", "contains no documents, only a header"),
        ("id,text\na,One two.\nb,One, two.\n", "line 3: 3 fields, but the header names 2"),
        ('id,text\na,"One\ntwo.\n', "line 2: not CSV: "),
        ("id,text\na,\n", "line 2: the text is empty"),
        ("id,text,date\na,One two.,soon\n", "line 2: the date 'soon' names no day"),
        ("id,text,language\na,One two.,xx\n", "line 2: unknown language 'xx'"),
    ],
)
def test_a_malformed_table_is_named(tmp_path: Path, content: str, message: str) -> None:
    documents, errors = read(table(tmp_path, content))
    assert documents == []
    assert len(errors) == 1
    assert "t.csv" in errors[0]
    assert message in errors[0]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_parts_rows(tmp_path: Path, end: str) -> None:
    documents, errors = read(table(tmp_path, end.join(["text;id", f"{LINE};a", f"{LINE};b", ""])))
    assert (errors, [d.id for d in documents]) == ([], ["a", "b"])


def test_a_long_field_is_read_and_the_limit_of_others_kept(tmp_path: Path) -> None:
    limit = csv.field_size_limit()
    (document,), _ = read(table(tmp_path, f"text,id\n{LINE * 10_000},a\n"))
    assert len(document.text) > limit
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ('{"text": "One here."}', ["a"]),
        ('[\n{"text": "One here.", "id": "x"},\n{"text": "Two here."}]', ["x", "a:2"]),
        ('{"text": "One here."}\n{"text": "Two here."}\n', ["a:1", "a:2"]),
        ('{"documents": [{"text": "One here."}, {"text": "Two here."}]}', ["a/1", "a/2"]),
    ],
)
def test_json_is_an_object_or_several(tmp_path: Path, content: str, ids: list[str]) -> None:
    (tmp_path / "a.json").write_text(content)
    documents, errors = read_documents(tmp_path / "a.json")
    assert not errors
    assert [d.id for d in documents] == ids
    assert [d.text for d in documents] == ["One here.", "Two here."][: len(ids)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[]", "expected an object or an array of objects"),
        ("7", "expected an object or an array of objects"),
        ('[{"text": "One."}, 3]', "element 2: expected an object, got int"),
        ('[{"text": "One."}, {"body": ""}]', 'element 2: expected an object with a "text"'),
        ('[{"text": "One."},\n', "not JSON: "),
        ('{"text": "One."', "not JSON: "),
        ('{"text": "One here."}\n{"text": 4}', "line 2: expected an object with"),
    ],
)
def test_json_that_is_none_says_where(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "a.json").write_text(content)
    documents, (error,) = read_documents(tmp_path / "a.json")
    assert not documents
    assert str(error).startswith(f"{tmp_path / 'a.json'}")
    assert message in str(error)


@pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="there is no such device")
def test_a_device_is_no_file() -> None:
    documents, (error,) = read_documents("/dev/zero")
    assert not documents
    assert str(error) == "/dev/zero: is a device, not a file: use - for standard input"


@pytest.mark.parametrize("source", [None, 7, b"a.txt", ["a.txt", 7]])
def test_what_is_no_source_is_refused(source: object) -> None:
    with pytest.raises(UsageError, match="a source must be a string or a path, got "):
        read_documents(source)  # type: ignore[arg-type]


def test_what_is_no_language_is_refused() -> None:
    with pytest.raises(UsageError, match="the language must be a string, got "):
        read_documents("a.txt", language=["en"])  # type: ignore[arg-type]
