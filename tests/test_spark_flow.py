"""What all documents give together, on Spark: as locally, and however the rows are partitioned."""

import json
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from benchmarks.crowd.writing import write

from summarizer import brief, render
from summarizer.batch import summarise_all
from summarizer.document import Document
from summarizer.duplicates import drop_duplicates
from summarizer.stories import group_stories

from .conftest import ROOT
from .deadly import STRANGE, deadly
from .items import write_lines
from .test_batch import contents, errors, results
from .test_spark import BAD, SMALL, python

pytestmark = pytest.mark.spark

CORPUS = ROOT / "benchmarks" / "corpus" / "stories.jsonl"
FAILING = "comet-capsule"
MANY = 2_100  # documents: more than are compared each with each

ITEMS: list[dict[str, Any]] = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
ARTICLES: list[dict[str, Any]] = [
    {**document, "language": item["language"]} for item in ITEMS for document in item["documents"]
]
COPIES = [
    {**ARTICLES[3], "id": "again", "title": "", "date": None},
    {**ARTICLES[9], "id": "longer", "text": f"{ARTICLES[9]['text']} More will be known tomorrow."},
    {**ARTICLES[20], "id": "cut", "text": ARTICLES[20]["text"][:-150]},
]
GOOD = [*ARTICLES, *COPIES]
NAMES = ("id", "title", "date", "language", "text")
SCHEMA = ", ".join(f"{name} string" for name in NAMES)
TWICE = [{**ARTICLES[0], "id": "twice"}, {**ARTICLES[7], "id": "twice"}, {"id": "twice"}]
WRONG = [*TWICE, {"text": "Nobody. Knows."}, {"id": "blank", "text": " "}]
ROWS = [[row.get(name) for name in NAMES] for row in [*GOOD, *WRONG]]
REASONS = {
    "twice": "3 rows have the id 'twice': give each its own",
    None: "the row has no id",
    "blank": "the text contains only blanks",
}
PARTITIONS = (1, 3, 9)

FOLDERS: dict[str, dict[str, Any]] = {
    "duplicates": {"task": "duplicates", "part_size": 7},
    "stories": {"task": "stories", "part_size": 5},
    "brief": {"task": "brief", "part_size": 100, "length": "40w", "method": "deadly"},
    "parquet": {"task": "brief", "length": "40w", "format": "parquet"},
    "crowd": {"task": "stories", "part_size": 400},
    "bad": {"task": "stories"},
    "empty": {"task": "duplicates"},
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spark-flow")


def inputs(place: Path) -> dict[str, list[str]]:
    """The files of each folder: items of many documents, copies, bad rows and ids that repeat."""
    (place / "in").mkdir()
    write_lines(place / "in" / "a.jsonl", [*ITEMS[:7], *BAD])
    repeated = [{**row, "id": ARTICLES[5]["id"]} for row in ARTICLES[5:9]]
    failing = [{**row, "text": f"{row['text']} {STRANGE}"} for row in ARTICLES if told(row)]
    write_lines(place / "in" / "b.jsonl", [*ITEMS[8:], *COPIES, *BAD, *repeated, *failing])
    write_lines(place / "bad.jsonl", BAD)
    (place / "empty.jsonl").touch()
    write(place / "crowd.jsonl", place / "crowd.truth", MANY, 8)
    files = {"crowd": "crowd.jsonl", "bad": "bad.jsonl", "empty": "empty.jsonl"}
    return {name: [str(place / files.get(name, "in"))] for name in FOLDERS}


def told(row: dict[str, Any]) -> bool:
    return str(row["id"]).startswith(FAILING)


@pytest.fixture(scope="module")
def came(place: Path, spark_here: None) -> dict[str, Any]:
    """What came of all that is done in one session."""
    tasks: dict[str, Any] = {}
    options = {"near_duplicates": {}, "stories": {}, "brief": {"length": "40w"}}
    for name, files in inputs(place).items():
        output = str(place / f"spark-{name}")
        tasks[name] = {"do": "batch", "inputs": files, "output": output, "options": FOLDERS[name]}
    for function, given in options.items():
        for n in PARTITIONS if function == "stories" else PARTITIONS[-1:]:
            tasks[f"{function} {n}"] = {
                "do": "gathered",
                "function": function,
                "rows": ROWS,
                "schema": SCHEMA,
                "partitions": n,
                "options": given,
            }
    (place / "tasks.json").write_text(
        json.dumps({"path": [], "conf": SMALL, "tasks": tasks}), encoding="utf-8"
    )
    done = python("-m", "tests.on_spark", place)
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads((place / "came.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_is_byte_for_byte_that_of_a_local_run(
    name: str, came: dict[str, Any], place: Path
) -> None:
    source = {"crowd": "crowd.jsonl", "bad": "bad.jsonl", "empty": "empty.jsonl"}.get(name, "in")
    options = dict(FOLDERS[name])
    if options.get("method"):
        options["method"] = deadly
    local = place / f"local-{name}"
    made = summarise_all(place / source, local, jobs=1, timeout=None, **options)
    assert came[name] == [made.done, made.failed]
    assert contents(place / f"spark-{name}") == contents(local)


def test_the_folders_hold_what_the_test_is_about(came: dict[str, Any], place: Path) -> None:
    copies = [row for row in results(place / "spark-duplicates") if row["of"] is not None]
    assert {"exact", "near"} <= {row["kind"] for row in copies}
    assert len(list((place / "spark-duplicates").glob("part-*"))) > 3
    reasons = [row["reason"] for row in errors(place / "spark-brief")]
    assert len(reasons) == 2 * len(BAD) + 1
    assert "documents from this one on: " in reasons[-1]
    documents = [name for row in results(place / "spark-stories") for name in row["documents"]]
    assert any(name.endswith(" (2)") for name in documents), "ids that repeat in a story"
    assert came["bad"] == [0, len(BAD)]
    assert came["empty"] == [0, 0]


def documents() -> list[Document]:
    return [
        Document.from_text(
            row["text"],
            id=row["id"],
            title=row.get("title") or "",
            published=date.fromisoformat(row["date"]) if row.get("date") else None,
            language=row["language"],
        )
        for row in GOOD
    ]


def good(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["error"] is None]


def test_near_duplicates_are_those_in_memory(came: dict[str, Any]) -> None:
    rows = good(came["near_duplicates 9"]["rows"])
    assert {row["id"] for row in rows} == {row["id"] for row in GOOD}
    expected = {
        (d.document.id, d.of.id, d.similarity, d.kind) for d in drop_duplicates(documents())[1]
    }
    found = {(r["id"], r["of"], r["similarity"], r["kind"]) for r in rows if r["of"] is not None}
    assert found == expected
    assert len(found) == len(COPIES)


def test_stories_are_those_in_memory(came: dict[str, Any]) -> None:
    rows = good(came["stories 1"]["rows"])
    kept, dropped = drop_duplicates(documents())
    groups = [{d.id for d in group} for group in group_stories(kept)]
    for copy in dropped:
        next(group for group in groups if copy.of.id in group).add(copy.document.id)
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row["story"]].add(row["id"])
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, groups))
    first = {d.id: (str(d.published or "9999"), d.id) for d in kept}
    for story, ids in found.items():
        assert story == min(ids & first.keys(), key=first.__getitem__)
        assert len({row["heading"] for row in rows if row["story"] == story}) == 1
    assert {row["id"]: row["of"] for row in rows if row["of"]} == {
        d.document.id: d.of.id for d in dropped
    }


def test_no_result_depends_on_the_partitions(came: dict[str, Any]) -> None:
    first, *others = (came[f"stories {n}"]["rows"] for n in PARTITIONS)
    for other in others:
        assert Counter(map(str, other)) == Counter(map(str, first))


def test_a_brief_is_that_of_the_documents_of_its_story(came: dict[str, Any]) -> None:
    members = defaultdict(list)
    by_id = {document.id: document for document in documents()}
    for row in good(came["stories 1"]["rows"]):
        members[row["story"]].append(by_id[row["id"]])
    rows = {row["story"]: row for row in good(came["brief 9"]["rows"])}
    assert rows.keys() == members.keys()
    for story, own in members.items():
        expected = json.loads(render(brief(own, "40w", stories="one"), "json"))
        assert [s["text"] for s in rows[story]["stories"]] == [
            s["text"] for s in expected["stories"]
        ]
        assert rows[story]["length"] == "40w"


@pytest.mark.parametrize("function", ["near_duplicates", "stories", "brief"])
def test_what_cannot_be_used_is_an_error_and_a_row(function: str, came: dict[str, Any]) -> None:
    name = "story" if function == "brief" else "id"
    bad = [row for row in came[f"{function} 9"]["rows"] if row["error"] is not None]
    assert Counter((row[name], row["error"]) for row in bad) == Counter(
        (row.get("id"), REASONS[row.get("id")]) for row in WRONG
    )
    assert all({n for n in row if row[n] is not None} <= {name, "error"} for row in bad)


@pytest.mark.parametrize("function", ["near_duplicates", "stories", "brief"])
def test_only_the_result_is_kept_until_it_is_let_go(function: str, came: dict[str, Any]) -> None:
    assert came[f"{function} 9"]["kept"] == [1, 0]


@pytest.mark.parametrize("function", ["near_duplicates", "stories", "brief"])
def test_the_schema_is_that_of_the_page(function: str, came: dict[str, Any]) -> None:
    page = (ROOT / "docs" / "spark.md").read_text(encoding="utf-8")
    shown = page.partition(f"`{function}` gives:\n\n```text\n")[2].partition("```")[0]
    fields = came[f"{function} 9"]["schema"].removeprefix("struct<").removesuffix(">")
    assert fields == "".join(shown.split())


def test_the_script_of_the_page_writes_what_the_page_shows(
    tmp_path: Path, spark_here: None
) -> None:
    script = ROOT / "docs" / "examples" / "stories_on_spark.py"
    done = python(script, "docs/examples/articles", tmp_path / "out")
    assert done.returncode == 0, done.stderr.decode()
    page = (ROOT / "docs" / "spark.md").read_text(encoding="utf-8")
    shown = page.partition("stories_on_spark.py\n")[2].partition("```text\n")[2]
    assert done.stdout.decode() == shown.partition("```")[0]
    assert (tmp_path / "out" / "_SUCCESS").exists()
