"""Data sets: what they hold, what is wrong with them, and published ones by name."""

import json
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import (
    InputError,
    MissingDependencyError,
    NoWordsError,
    ReadError,
    UnknownNameError,
)
from summarizer.evaluation import DataSet, read_dataset
from summarizer.evaluation import hub as hub_module
from summarizer.evaluation.datasets import Task
from summarizer.evaluation.hub import HUB, hub_names, is_hub_name

from .conftest import ROOT
from .items import Row, cluster, rows, write_lines

CORPUS = ROOT / "benchmarks" / "corpus" / "stories.jsonl"
GOOD = rows(1)[0]


def row(**changes: Any) -> Row:
    return {**deepcopy(GOOD), "id": "bad", **changes}


def without(*names: str) -> Row:
    return {name: value for name, value in row().items() if name not in names}


BAD: list[tuple[Row | str, str]] = [
    ("{not json", "not JSON"),
    ('["a list"]', "expected an object, got list"),
    ("42", "expected an object, got int"),
    (without("documents"), 'expected "documents", a list of at least one object'),
    (row(documents=[]), 'expected "documents", a list of at least one object'),
    (row(documents="A text."), 'expected "documents", a list of at least one object'),
    (row(documents=["A text."]), '"documents" is not a list of objects'),
    (row(documents=[{"title": "No text"}]), 'expected an object with a "text", a string'),
    (row(documents=[{"text": 7}]), 'expected an object with a "text", a string'),
    (row(documents=[{"text": ""}]), "the text is empty"),
    (row(documents=[{"text": " \n"}]), "the text contains only blanks"),
    (row(documents=[{"text": "…"}]), "the text contains no words"),
    (row(documents=[{"text": "One.", "date": "soon"}]), "the date 'soon' names no day"),
    (without("references"), 'expected "references", a list of at least one string'),
    (row(references=[]), 'expected "references", a list of at least one string'),
    (row(references="A string."), 'expected "references", a list of at least one string'),
    (row(references=["Good.", ""]), "reference 2 must be a string with at least one word"),
    (row(references=[" \n"]), "reference 1 must be a string with at least one word"),
    (row(references=[7]), "reference 1 must be a string with at least one word"),
    (row(id=GOOD["id"]), "the id 'i0' is used twice: ids must differ"),
    (row(language="xx"), "unknown language 'xx'"),
    (row(documents=[{"text": "One.", "language": "xx"}]), "unknown language 'xx'"),
    ({**cluster(), "language": "xx"}, "unknown language 'xx'"),
    (
        {
            **cluster(),
            "documents": [{"text": "One.", "language": "en"}] * 2,
            "language": "xx",
        },
        "unknown language 'xx'",
    ),
]
each_bad = pytest.mark.parametrize(("line", "message"), BAD, ids=lambda value: str(value)[:50])


@each_bad
def test_a_bad_line_is_named_with_file_and_number(
    line: Row | str, message: str, tmp_path: Path
) -> None:
    path = write_lines(tmp_path / "d.jsonl", [GOOD, "", line])
    with pytest.raises(InputError) as caught:
        read_dataset(path)
    assert str(caught.value).startswith(f"{path}, line 3: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@each_bad
def test_skip_goes_on_and_keeps_what_was_skipped(
    line: Row | str, message: str, tmp_path: Path
) -> None:
    path = write_lines(tmp_path / "d.jsonl", [GOOD, line, row(id="good")])
    found = read_dataset(path, on_error="skip")
    assert [item.id for item in found.items] == ["i0", "good"]
    assert [skipped.place for skipped in found.skipped] == [f"{path}, line 2"]
    assert message in found.skipped[0].reason
    assert str(path) not in found.skipped[0].reason


def test_an_empty_document_is_one_of_no_words(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "d.jsonl", [row(documents=[{"text": ""}])])
    with pytest.raises(NoWordsError):
        read_dataset(path)


def test_two_documents_of_one_id_in_a_line_are_refused(tmp_path: Path) -> None:
    documents = [
        {"id": "a", "text": "One text.", "references": ["One."]},
        {"id": "a", "text": "Another text.", "references": ["Another."]},
    ]
    path = write_lines(tmp_path / "d.jsonl", [row(documents=documents)])
    tasks: list[Task] = ["article", "brief"]
    for task in tasks:
        with pytest.raises(InputError, match=r"line 1: .*'bad/a'"):
            read_dataset(path, task=task)


@pytest.mark.parametrize("on_error", ["stop", "skip"])
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "has no items for the task 'auto'"),
        (b"\n \n", "has no items for the task 'auto'"),
        (b"{}", 'line 1: expected "documents"'),
        (bytes(range(256)), "is a binary file, not text"),
        (b"PK\x03\x04", "is a ZIP archive"),
        (b'{"id": "caf\xe9"}', "not UTF-8 at byte 11 (line 1)"),
    ],
)
def test_a_file_that_is_no_data_set(
    data: bytes, message: str, on_error: Any, tmp_path: Path
) -> None:
    path = tmp_path / "d.jsonl"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_dataset(path, on_error=on_error)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


@pytest.mark.parametrize("name", ["nothing.jsonl", "xsumm", "xsum:", "a" * 300])
def test_a_missing_file_is_said_with_the_names_there_are(name: str) -> None:
    with pytest.raises(ReadError, match=r"no such file|too long"):
        read_dataset(name)
    if len(name) < 20:
        with pytest.raises(ReadError, match=r"choose from arxiv, .* xsum"):
            read_dataset(name)


def test_a_folder_is_no_data_set(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is a directory"):
        read_dataset(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"task": "articles"}, "did you mean 'article'"),
        ({"on_error": "skipp"}, "did you mean 'skip'"),
        ({"language": "klingon"}, "unknown language 'klingon'"),
    ],
)
def test_wrong_arguments(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(UnknownNameError, match=message):
        read_dataset(CORPUS, **arguments)


# Tasks.


def test_the_tasks_of_the_bundled_corpus() -> None:
    briefs = read_dataset(CORPUS, task="brief")
    assert read_dataset(CORPUS).items == briefs.items
    assert len(briefs.items) == 12
    assert {item.task for item in briefs.items} == {"brief"}
    assert [item.language for item in briefs.items[-3:]] == ["de", "es", "ru"]
    articles = read_dataset(CORPUS, task="article")
    assert len(articles.items) == 43
    assert {(item.task, len(item.documents)) for item in articles.items} == {("article", 1)}
    assert {len(item.references) for item in (*briefs.items, *articles.items)} == {2}
    assert briefs.digest != articles.digest


def test_auto_takes_single_documents_as_articles_and_others_as_briefs(tmp_path: Path) -> None:
    found = read_dataset(write_lines(tmp_path / "d.jsonl", [GOOD, cluster()]))
    assert [(item.id, item.task) for item in found.items] == [("i0", "article"), ("both", "brief")]
    as_brief = read_dataset(tmp_path / "d.jsonl", task="brief")
    assert [item.task for item in as_brief.items] == ["brief", "brief"]
    as_article = read_dataset(tmp_path / "d.jsonl", task="article")
    assert [item.id for item in as_article.items] == ["i0"]


def test_items_without_an_id_are_called_by_their_line(tmp_path: Path) -> None:
    lines: list[Row | str] = ["", {**cluster(), "id": None}, cluster()]
    found = read_dataset(write_lines(tmp_path / "d.jsonl", lines))
    assert [item.id for item in found.items] == ["2", "both"]


def test_languages_are_those_of_the_document_the_item_or_the_call(tmp_path: Path) -> None:
    lines = [
        row(id="1"),
        row(id="2", language="de"),
        row(id="3", language="de", documents=[{"text": "One.", "language": "fr"}]),
    ]
    found = read_dataset(write_lines(tmp_path / "d.jsonl", lines), language="es")
    assert [item.language for item in found.items] == ["es", "de", "fr"]


def test_an_item_of_several_documents_has_a_real_language_too(tmp_path: Path) -> None:
    pytest.importorskip("py3langid", reason="the extra [auto] is not installed")
    path = write_lines(tmp_path / "d.jsonl", [cluster()])
    assert read_dataset(path, language="auto").items[0].language == "en"


# Digests.


def change(*path: str | int, to: Any) -> Callable[[Row], None]:
    def apply(item: Row) -> None:
        *before, last = path
        place: Any = item
        for key in before:
            place = place[key]
        place[last] = to

    return apply


@pytest.mark.parametrize(
    "edit",
    [
        change("id", to="other"),
        change("language", to="de"),
        change("documents", 0, "id", to="other"),
        change("documents", 0, "title", to="A title"),
        change("documents", 0, "date", to="2026-01-31"),
        change("documents", 0, "text", to="A ferry sank near the harbor."),
        change("documents", 0, "language", to="de"),
        change("references", 0, to="A ferry sank."),
        change("references", to=["One.", "Two.", "Three."]),
        lambda item: item["references"].reverse(),
        lambda item: item["documents"].reverse(),
        lambda item: item["documents"].append({"id": "z", "text": "More."}),
    ],
)
def test_a_digest_changes_with_anything_of_an_item(
    edit: Callable[[Row], None], tmp_path: Path
) -> None:
    before, edited = cluster(), cluster()
    edit(edited)
    found = [
        read_dataset(write_lines(tmp_path / "d.jsonl", [item]), task="brief")
        for item in (before, edited, cluster())
    ]
    assert found[0].digest == found[2].digest != found[1].digest
    assert found[0].items[0].digest == found[2].items[0].digest != found[1].items[0].digest


def test_a_digest_changes_with_the_items_and_their_order_not_with_the_file(tmp_path: Path) -> None:
    def digest(items: list[Row], name: str = "d.jsonl") -> str:
        return read_dataset(write_lines(tmp_path / name, items)).digest

    three = rows(3)
    assert digest(three) == digest(three, "other.jsonl")
    assert len({digest(three), digest(three[:2]), digest(three[::-1])}) == 3


# Published data sets.


def test_names_of_published_data_sets() -> None:
    assert {"cnn_dailymail", "multi_news", "xsum"} <= set(hub_names())
    assert is_hub_name("xsum")
    assert is_hub_name("cnn_dailymail:test[:100]")
    assert not any(map(is_hub_name, ["xsum.jsonl", "./xsum", "Xsum", "xsum:", "", "x:xsum"]))


def test_a_file_of_that_name_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_lines(tmp_path / "xsum", [GOOD])
    assert [item.id for item in read_dataset("xsum").items] == ["i0"]


@pytest.mark.parametrize("name", ["xsum", "cnn_dailymail:test[:10]"])
def test_without_the_library_the_error_says_what_to_install(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "datasets", None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'extractive-summarizer\[hub\]'"):
        read_dataset(name)


Shape = tuple[str, Callable[[int], Row]]
CNN: Shape = (
    "cnn_dailymail",
    lambda n: {
        "article": f"(CNN) The bridge number {n} fell. Nobody was hurt.",
        "highlights": f"Bridge {n} falls .\nNo one hurt .",
        "id": f"f0{n}",
    },
)
MULTI_NEWS: Shape = (
    "multi_news",
    lambda n: {
        "document": f"First {n}. \n One. ||||| Second {n}. Two. |||||",
        "summary": f"– Both {n}.",
    },
)
XSUM: Shape = (
    "xsum",
    lambda n: {"document": f"Story {n}.\nIt goes on.", "summary": f"Story {n}.", "id": f"350{n}"},
)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Shape, str], str]:
    """Puts a folder of the published form in the place of a published data set."""
    for name in ("HF_DATASETS_OFFLINE", "HF_HUB_OFFLINE", "HF_DATASETS_DISABLE_PROGRESS_BARS"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    datasets = pytest.importorskip("datasets", reason="needs the extra hub")
    for name in ("HF_DATASETS_CACHE", "HF_MODULES_CACHE"):
        monkeypatch.setattr(datasets.config, name, tmp_path / "cache" / name)
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)

    def publish(shape: Shape, form: str) -> str:
        name, make = shape
        folder = tmp_path / name
        config = HUB[name].config or "default"
        (folder / config).mkdir(parents=True)
        for split, count in (("train", 1), ("validation", 1), ("test", 3)):
            made = [make(number) for number in range(count)]
            file = folder / config / f"{split}-00000-of-00001.{form}"
            if form == "parquet":
                datasets.Dataset.from_list(made).to_parquet(str(file))
            else:
                file.write_text("\n".join(map(json.dumps, made)), encoding="utf-8")
        files = [f"  - split: {split}\n    path: {config}/{split}-*" for split in ("train", "test")]
        head = f"---\nconfigs:\n- config_name: {config}\n  data_files:\n"
        (folder / "README.md").write_text(head + "\n".join(files) + "\n---\n", encoding="utf-8")
        monkeypatch.setitem(hub_module.HUB, name, HUB[name]._replace(path=str(folder)))
        return name

    return publish


def texts(found: DataSet) -> list[list[str]]:
    return [[document.text for document in item.documents] for item in found.items]


@pytest.mark.parametrize("form", ["parquet", "json"])
def test_cnn_dailymail(hub: Callable[[Shape, str], str], form: str) -> None:
    name = hub(CNN, form)
    found = read_dataset(name)
    assert [item.id for item in found.items] == ["f00", "f01", "f02"]
    assert {item.task for item in found.items} == {"article"}
    assert texts(found)[1] == ["(CNN) The bridge number 1 fell. Nobody was hurt."]
    assert found.items[1].references == ("Bridge 1 falls .\nNo one hurt .",)
    assert len(read_dataset(f"{name}:test[:2]").items) == 2
    assert len(read_dataset(f"{name}:train").items) == 1


def test_multi_news(hub: Callable[[Shape, str], str]) -> None:
    found = read_dataset(hub(MULTI_NEWS, "parquet"))
    assert [(item.id, item.task) for item in found.items] == [(n, "brief") for n in "123"]
    assert [len(each) for each in texts(found)] == [2, 2, 2]
    assert "First 0." in texts(found)[0][0]
    assert "Second 0." in texts(found)[0][1]
    assert found.items[0].references == ("– Both 0.",)


def test_xsum(hub: Callable[[Shape, str], str]) -> None:
    found = read_dataset(hub(XSUM, "json"))
    assert [(item.id, item.task) for item in found.items] == [
        (f"350{n}", "article") for n in range(3)
    ]
    assert texts(found)[0] == ["Story 0.\nIt goes on."]


def test_a_row_without_a_text_is_named_and_can_be_skipped(
    hub: Callable[[Shape, str], str],
) -> None:
    def make(number: int) -> Row:
        return {**XSUM[1](number), "document": None if number == 1 else f"Story {number}."}

    name = hub((XSUM[0], make), "parquet")
    with pytest.raises(ReadError, match="xsum, row 2: has no text in the column 'document'"):
        read_dataset(name)
    found = read_dataset(name, on_error="skip")
    assert (len(found.items), found.skipped[0].place) == (2, "xsum, row 2")


@pytest.mark.parametrize("column", ["document", "summary", "id"])
def test_a_missing_column_is_named(hub: Callable[[Shape, str], str], column: str) -> None:
    def make(number: int) -> Row:
        return {name: text for name, text in XSUM[1](number).items() if name != column}

    with pytest.raises(ReadError, match=f"xsum, row 1: .*column '{column}'"):
        read_dataset(hub((XSUM[0], make), "json"))


def test_a_split_that_is_not_there_is_one_line(hub: Callable[[Shape, str], str]) -> None:
    name = hub(XSUM, "json")
    with pytest.raises(ReadError, match=r'xsum:tset: cannot be loaded: Unknown split "tset"'):
        read_dataset(f"{name}:tset")


def test_a_language_of_null_is_none(tmp_path: Path) -> None:
    documents = [{"id": name, "text": f"The {name} bridge fell."} for name in ("old", "new")]
    item = {"id": "x", "language": None, "documents": documents, "references": ["It fell."]}
    [read] = read_dataset(write_lines(tmp_path / "d.jsonl", [item])).items
    assert read.language == "en"
