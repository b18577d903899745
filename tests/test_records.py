"""The names of fields, in JSON Lines, JSON and CSV."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from summarizer import read_documents
from summarizer.errors import UsageError

from .commands import failed, passed, run

ROW = {"body": "The bridge fell.", "head": "Bridge", "no": 7, "day": "2026-1-31", "text": "No."}
FIELDS: dict[str, Any] = {
    "text_field": "body",
    "title_field": "head",
    "id_field": "no",
    "date_field": "day",
}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", json.dumps(ROW)),
        ("a.json", json.dumps([ROW])),
        ("a.json", json.dumps({"no": "x", "documents": [ROW]})),
        ("a.csv", "No,Body,HEAD,day,text\n7,The bridge fell.,Bridge,2026-1-31,No.\n"),
        ("a.csv", "sep=;\nNo;Body;HEAD;day;text\n7;The bridge fell.;Bridge;2026-1-31;No.\n"),
    ],
)
def test_fields_may_be_called_otherwise(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_text(data)
    (document,), errors = read_documents(tmp_path / name, **FIELDS)
    assert errors == []
    assert document.id in ("7", "x/7")
    assert (document.text, document.title) == ("The bridge fell.", "Bridge")
    assert str(document.published) == "2026-01-31"


def test_the_command_takes_the_same_names(tmp_path: Path) -> None:
    options = [f"--{own.replace('_', '-')}={name}" for own, name in FIELDS.items()]
    done = run("article", *options, "--format", "json", "-", stdin=json.dumps(ROW))
    [value] = json.loads(passed(done))
    assert value["document"]["id"] == "7"
    assert value["document"]["published"] == "2026-01-31"
    assert value["document"]["title"] == "Bridge"


def test_an_absent_field_names_those_there_are() -> None:
    rows = '{"body": "One.", "n": 1}\n{"body": "Two."}\n'
    assert failed(run("article", "-", stdin=rows), 1) == (
        'summarise: standard input, line 1: expected an object with a "text", a string: '
        'it has "body": name one as the text field\n'
    )
    (error,) = read_documents("-", io.BytesIO(b'{"n": 1}')).errors
    assert str(error).endswith('expected an object with a "text", a string')
    (error,) = read_documents("-", io.BytesIO(b'{"a": "b"}'), text_field="c").errors
    assert 'expected an object with a "c", a string: it has "a"' in str(error)


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (b'\xef\xbb\xbf\n{\n  "text": "One."\n}\n', ["One."]),
        (b'[{"text": "One."}, {"text": "Two."}]', ["One.", "Two."]),
        (b"{one} is a set.", ["{one} is a set."]),
        (b"[1] is a note.", ["[1] is a note."]),
        (b'"One."', ['"One."']),
    ],
)
def test_standard_input_that_is_json_is_read_as_such(data: bytes, texts: list[str]) -> None:
    assert [d.text for d in read_documents("-", io.BytesIO(data)).documents] == texts


@pytest.mark.parametrize("name", ["", " ", 7])
def test_a_name_of_a_field_is_a_string_with_something_in_it(name: str) -> None:
    with pytest.raises(UsageError, match="the text field must be the name of a field") as raised:
        read_documents([], text_field=name)
    assert raised.value.argument == "text_field"


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;\r"])
def test_the_line_of_excel_says_what_parts_the_fields(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.csv").write_text(f"{line}\ntext;title\nOne, two;A, B\n\n;\nThree\n")
    documents = read_documents(tmp_path / "a.csv").documents
    assert [(d.id, d.text, d.title) for d in documents] == [
        ("a:3", "One, two", "A, B"),
        ("a:6", "Three", ""),
    ]


def test_a_column_that_is_absent_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Body,Title\nOne.,A\n")
    (error,) = read_documents(tmp_path / "a.csv").errors
    assert str(error) == (
        f"{tmp_path / 'a.csv'}, line 1: no column 'text': there are 'Body', 'Title': "
        "name one as the text field"
    )
