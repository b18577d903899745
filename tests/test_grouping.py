"""Duplicates, stories and briefs of files: as in one brief, and the same bytes whatever dies."""

import json
import pickle
import shutil
import signal
import zlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from summarizer import Document, InputError, MissingDependencyError, UsageError, brief
from summarizer.batch import Tally, story_briefs, summarise_all
from summarizer.batch.story_briefs import brief_story
from summarizer.batch.work import TASKS, Job
from summarizer.cli.batch import MADE
from summarizer.corpus.documents import packed, unpacked
from summarizer.corpus.output_rows import StoryGroup
from summarizer.document import Origin, as_documents
from summarizer.duplicates import drop_duplicates
from summarizer.evaluation import read_dataset
from summarizer.length import Length
from summarizer.stories import group_stories

from .commands import failed, run
from .conftest import ROOT
from .deadly import HANG, KILL, deadly
from .items import write_lines
from .test_batch import contents, errors, results, script

pytest.importorskip("pyarrow", reason="needs the extra batch")

CORPUS = ROOT / "benchmarks" / "corpus" / "stories.jsonl"
DOCUMENTS = [d for item in read_dataset(CORPUS, task="brief").items for d in item.documents]

KILLED = """
import json, os, signal, sys
from pathlib import Path
from summarizer.batch import summarise_all
source, output, task, jobs, mark, options = sys.argv[1:]
def look(tally):
    if list(Path(output).glob(mark)):
        os.killpg(os.getpid(), signal.SIGKILL)
given = {"part_size": 5, "jobs": int(jobs), **json.loads(options)}
summarise_all(source, output, task=task, progress=look, **given)
raise SystemExit("nobody killed it")
"""

OPTIONS: dict[str, dict[str, str]] = {task: {} for task in TASKS} | {"brief": {"length": "40w"}}
"""What the runs of a task are given that are compared."""


SLOW = pytest.mark.slow

IN_THE_MIDDLE = ".work/stages/06/0.arrow"
"""A file that is there when a run of stories is half done."""


def kill(source: Path, output: Path, task: str, jobs: int, mark: str) -> None:
    """A run that is killed, with all its processes, when a file of its folder is there."""
    done = script(KILLED, source, output, task, jobs, mark, json.dumps(OPTIONS[task]))
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled articles with copies among them, and lines that are none."""
    rows: list[Any] = [row_of(document) for document in DOCUMENTS]
    first, second = DOCUMENTS[:2]
    rows.insert(3, {**row_of(first), "id": "again"})
    rows.insert(9, {"id": "cut", "text": first.text[: len(first.text) * 3 // 4]})
    rows.insert(20, "{broken")
    rows += [row_of(second), {"id": "blank", "text": " "}]
    return write_lines(tmp_path_factory.mktemp("grouping") / "in.jsonl", rows)


Whole = Callable[[str], Path]


@pytest.fixture(scope="module")
def whole(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """Of a task, the folder that two jobs gave which nobody disturbed; made once."""

    @cache
    def made(task: str) -> Path:
        output = tmp_path_factory.mktemp(task) / "out"
        do(source, output, task, jobs=2, **OPTIONS[task])
        return output

    return made


@pytest.fixture(scope="module")
def half_done(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of stories that was killed in the middle; to be copied."""
    output = tmp_path_factory.mktemp("half") / "out"
    kill(source, output, "stories", 2, IN_THE_MIDDLE)
    return output


def row_of(document: Document) -> dict[str, str | None]:
    day = document.published.isoformat() if document.published else None
    return {
        "id": document.id,
        "title": document.title,
        "date": day,
        "text": document.text,
        "language": document.language,
    }


def read(source: Path) -> dict[int, Document]:
    """The documents by their row."""
    found: dict[int, Document] = {}
    for number, line in enumerate(source.read_text().splitlines()):
        value = json.loads(line) if line != "{broken" else {"text": " "}
        if value["text"].strip():
            found[number] = Document.from_text(
                value["text"], id=value["id"], language=value.get("language", "en")
            )
    return found


def do(source: Path, output: Path, task: str, **options: Any) -> dict[str, str]:
    given = {"part_size": 5, "jobs": 1, **options}
    summarise_all(source, output, task=task, **given)
    assert (output / "_SUCCESS").exists()
    assert not (output / ".work").exists()
    return contents(output)


def test_each_document_is_told_what_it_repeats(source: Path, whole: Whole) -> None:
    output = whole("duplicates")
    found = {line["row"]: line for line in results(output)}
    documents = read(source)
    assert list(found) == list(documents)
    copies = {n: (v["of_row"], v["similarity"], v["kind"]) for n, v in found.items() if v["of"]}
    rows = {id(document): number for number, document in documents.items()}
    assert copies == {
        rows[id(d.document)]: (rows[id(d.of)], d.similarity, d.kind)
        for d in drop_duplicates(list(documents.values()))[1]
    }
    assert {found[3]["document"], found[9]["document"]} == {"again", "cut"}
    assert {line["kind"] for line in found.values()} == {None, "exact", "contained"}
    assert [(e["row"], e["id"]) for e in errors(output)] == [(20, "in:21"), (47, "blank")]
    manifest = json.loads((output / "manifest.json").read_text())
    assert (manifest["rows"], manifest["results"], manifest["errors"]) == (48, 46, 2)


def test_stories_are_those_of_one_brief_and_the_most_told_come_first(whole: Whole) -> None:
    found = results(whole("stories"))
    sizes = [len(story["documents"]) for story in found]
    assert sizes == sorted(sizes, reverse=True)
    kept, _ = drop_duplicates(DOCUMENTS)
    expected = {frozenset(d.id for d in group) for group in group_stories(kept)}
    same = {"again": DOCUMENTS[0].id}  # one text; the first by its id is kept
    told = {frozenset(same.get(d, d) for d in story["documents"]) for story in found}
    assert told == expected
    copies = {d["document"]: d["of"] for story in found for d in story["duplicates"]}
    assert {DOCUMENTS[0].id, "cut"} <= copies.keys()
    assert len(copies) == 3
    made = brief(DOCUMENTS)
    assert {story["heading"] for story in found} == {story.heading for story in made.stories}


def test_a_brief_is_that_of_its_story(whole: Whole) -> None:
    found = results(whole("brief"))
    expected = {story.heading: story for story in brief(DOCUMENTS, "40w").stories}
    for line in found:
        (story,) = line["stories"]
        assert line["length"] == "40w"
        if not line["duplicates"]:
            assert story["text"] == expected[story["heading"]].text
            assert story["documents"] == [d.id for d in expected[story["heading"]].documents]
    assert len(found) == len(expected)
    assert sum(bool(line["duplicates"]) for line in found) == 1


@pytest.mark.parametrize(
    ("task", "mark", "jobs"),
    [
        pytest.param("duplicates", ".work/read/2.json", 2, marks=SLOW),
        ("duplicates", ".work/stages/01/1.arrow", 1),
        ("stories", IN_THE_MIDDLE, 2),
        pytest.param("stories", ".work/stages/1*/2.arrow", 1, marks=SLOW),
        pytest.param("brief", ".work/read/5.json", 1, marks=SLOW),
        ("brief", ".work/stages/*/1.json", 1),
    ],
)
def test_the_bytes_are_the_same_whenever_all_is_killed(
    source: Path, whole: Whole, tmp_path: Path, task: str, mark: str, jobs: int
) -> None:
    output = tmp_path / "out"
    kill(source, output, task, jobs, mark)
    assert (output / ".work").exists()
    assert not (output / "_SUCCESS").exists()
    with pytest.raises(InputError, match="holds a run with"):
        do(source, output, "stories" if task != "stories" else "brief")
    assert do(source, output, task, jobs=1, **OPTIONS[task]) == contents(whole(task))


def test_what_was_read_is_not_read_again(source: Path, half_done: Path, tmp_path: Path) -> None:
    output = shutil.copytree(half_done, tmp_path / "out")
    before = {p: p.stat().st_mtime_ns for p in output.glob(".work/read/*.json")}
    assert len(before) == 10
    told: list[Tally] = []
    summarise_all(source, output, task="stories", part_size=5, progress=told.append)
    assert told[0].done == 0  # nothing more was read
    assert max(tally.share for tally in told) <= 1


def test_what_was_damaged_since_is_made_anew_and_a_pickle_does_nothing(
    source: Path, half_done: Path, whole: Whole, tmp_path: Path
) -> None:
    output = shutil.copytree(half_done, tmp_path / "out")
    work = output / ".work"
    flip(work / "read" / "2.documents")
    flip(work / "read" / "4.json")
    (work / "read" / "5.json").write_text('{"first": 7}')
    mark = tmp_path / "mark"
    (work / "read" / "3.documents").write_bytes(pickle.dumps(Planted(mark)))
    stage = next((work / "stages" / "01").glob("*.arrow"))
    stage.write_bytes(stage.read_bytes()[:-40])
    result = summarise_all(source, output, task="stories", part_size=5, jobs=1)
    names = ["2.documents", "3.documents", "4.json", "5.json", stage.name]
    assert sorted(path.name for path in result.remade) == sorted(names)
    assert contents(output) == contents(whole("stories"))
    assert not mark.exists()


class Planted:
    """Makes a file when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self._mark,)


def flip(path: Path) -> None:
    """Change a bit in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("data", [b"", b"no", zlib.compress(b"{}"), zlib.compress(b"[" * 99_999)])
def test_a_document_that_cannot_be_read_back_is_a_story_without_a_brief(data: bytes) -> None:
    group = StoryGroup(7 << 16, False, ((data, None, None, None),))
    for each in (group, group.spoiled("it took too long")):
        failure = brief_story(each, Job(Length("40w"), task="brief")).failure
        assert failure is not None
        assert (failure.row, failure.line) == (7, 0)


@pytest.mark.parametrize(
    "text", ["The bridge fell. It rained.", "Half \ud83d a sign. Grüße, 世界."]
)
def test_a_document_comes_back_as_it_was(text: str) -> None:
    bare = Document.from_text(text)
    origin = Origin("a.csv", "csv", "latin-1", True)
    full = Document.from_text(text, "a", "T", date(2026, 1, 31), author="B", origin=origin)
    for document in (bare, full, replace(bare, sentences=())):
        assert unpacked(packed(document)) == document
        assert unpacked(packed(document)).to_dict() == document.to_dict()


@pytest.mark.parametrize("jobs", [2, pytest.param(1, marks=SLOW)])
def test_a_story_that_kills_or_hangs_is_left_out_and_the_rest_is_done(
    jobs: int, tmp_path: Path
) -> None:
    items = {item.id: item.documents for item in read_dataset(CORPUS, task="brief").items}
    names = ("marwick-bridge", "volcano-evacuation", *sorted(items)[:2])
    more = dict(zip(names[::2], (KILL, HANG), strict=True))
    rows = [
        {**row_of(d), "text": f"{d.text} {more.get(name, '')}"}
        for name in names
        for d in items[name][:2]
    ]
    source = write_lines(tmp_path / "in.jsonl", rows)
    with pytest.raises(UsageError, match="leave out the method"):
        do(source, tmp_path / "out", "stories", method=deadly)
    do(source, tmp_path / "out", "brief", method=deadly, timeout=3, length=1, jobs=jobs)
    stories = [line["stories"][0]["documents"][0] for line in results(tmp_path / "out")]
    assert {name.partition("/")[0] for name in stories} == set(names) - more.keys()
    reasons = {e["id"].partition("/")[0]: e["reason"] for e in errors(tmp_path / "out")}
    assert "crashed its worker process 2 times: killed by SIGKILL" in reasons[names[0]]
    assert "took longer than 3 s" in reasons[names[2]]


def test_a_story_of_too_many_documents_is_made_of_the_first_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(story_briefs, "MOST", 3)
    documents = as_documents([d for d in DOCUMENTS if d.id.startswith("marwick-bridge/")])
    members = tuple((packed(d), None, None, None) for d in documents)
    group = StoryGroup(7, True, members)
    (line,) = brief_story(group, Job(Length("40w"), task="brief")).results
    made = json.loads(line.line)["stories"][0]
    first = sorted(documents, key=lambda d: (d.published, d.id))[:3]
    assert made["documents"] == [d.id for d in first]
    assert "there may be more" in made["note"]
    assert "made of the first 3 of its 4 documents" in made["note"]


@pytest.mark.parametrize(
    "task", ["brief", pytest.param("duplicates", marks=SLOW), pytest.param("stories", marks=SLOW)]
)
def test_nothing_to_do_is_an_empty_list_and_its_errors(tmp_path: Path, task: str) -> None:
    source = write_lines(tmp_path / "in.jsonl", ["{broken", {"id": "blank", "text": " "}])
    done = run("batch", source, "-o", tmp_path / "out", "--task", task)
    assert failed(done, 1).endswith(f"2 articles failed: see {tmp_path}/out/errors.jsonl\n")
    assert results(tmp_path / "out") == []
    assert len(errors(tmp_path / "out")) == 2
    single = write_lines(tmp_path / "one.jsonl", [{"id": "a", "text": "The bridge fell."}])
    do(single, tmp_path / "single", task)
    assert len(results(tmp_path / "single")) == 1


def test_two_documents_of_one_id_are_both_there(tmp_path: Path) -> None:
    text = DOCUMENTS[0].text
    rows = [{"id": "a", "text": text}, {"id": "a", "text": f"{text} And that was all of it."}]
    source = write_lines(tmp_path / "in.jsonl", rows)
    do(source, tmp_path / "out", "duplicates")
    assert [(v["row"], v["of_row"]) for v in results(tmp_path / "out")] == [(0, 1), (1, None)]
    do(source, tmp_path / "brief", "brief")
    (line,) = results(tmp_path / "brief")
    assert {d["id"] for d in line["documents"]} == {"a", "a (2)"}


@pytest.mark.parametrize("task", [pytest.param("article", marks=SLOW), *TASKS[1:]])
def test_parquet_has_what_the_lines_have(
    source: Path, whole: Whole, tmp_path: Path, task: str
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    do(source, tmp_path / "tables", task, format="parquet", **OPTIONS[task])
    rows = [
        row
        for part in sorted((tmp_path / "tables").glob("part-*.parquet"))
        for row in parquet.read_table(part).to_pylist()
    ]
    for row, line in zip(rows, results(whole(task)), strict=True):
        assert _without_nulls(row) == _without_nulls(line)


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_nulls(v) for k, v in value.items() if v is not None}
    return [_without_nulls(each) for each in value] if isinstance(value, list) else value


def test_what_means_nothing_to_a_task_is_refused(tmp_path: Path, source: Path) -> None:
    assert tuple(MADE) == TASKS
    for option in (("--length", "3"), ("--method", "lead"), ("--query", "x"), ("--seed", "1")):
        done = run("batch", source, "-o", tmp_path / "out", "--task", "stories", *option)
        assert f"--task stories does not choose sentences: leave out {option[0]}" in failed(done, 2)
    done = run("batch", source, "-o", tmp_path / "out", "--task", "storys")
    assert "unknown task 'storys': did you mean 'stories'?" in failed(done, 2)
    with pytest.raises(UsageError, match="does not choose sentences: leave out the length"):
        summarise_all(source, tmp_path / "out", 3, task="duplicates")
    assert not (tmp_path / "out").exists()


def test_a_length_that_a_file_sets_is_for_other_tasks(source: Path, tmp_path: Path) -> None:
    settings = tmp_path / "summarise.toml"
    settings.write_text('length = "50w"\n[batch]\ntask = "stories"\n')
    done = run("batch", source, "-o", tmp_path / "out", "--config", settings)
    assert "errors.jsonl" in failed(done, 1)
    assert len(results(tmp_path / "out")) == 12


def test_without_pyarrow_it_is_said_what_to_install(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.dependencies.find_spec", lambda _: None)
    with pytest.raises(MissingDependencyError, match="the task stories needs pyarrow"):
        summarise_all(source, tmp_path / "out", task="stories")


def test_copies_are_in_the_story_of_what_they_repeat(whole: Whole) -> None:
    stories = defaultdict(set)
    for number, story in enumerate(results(whole("stories"))):
        for name in [*story["documents"], *(d["document"] for d in story["duplicates"])]:
            stories[number].add(name)
    home = next(names for names in stories.values() if "again" in names)
    assert "cut" in home
    assert DOCUMENTS[0].id in home


def test_a_stage_that_cannot_be_written_is_one_line_and_what_is_done_stays(
    source: Path, half_done: Path, whole: Whole, tmp_path: Path
) -> None:
    stages = shutil.copytree(half_done, tmp_path / "out") / ".work" / "stages"
    (stages / "09").mkdir(parents=True, exist_ok=True)
    (stages / "09" / ".0.arrow.tmp").mkdir()  # where the file would be made
    with pytest.raises(InputError, match=r"09/0\.arrow: cannot be written: ") as raised:
        do(source, tmp_path / "out", "stories")
    assert str(raised.value).count("0.arrow") == 1
    (stages / "09" / ".0.arrow.tmp").rmdir()
    assert do(source, tmp_path / "out", "stories") == contents(whole("stories"))
