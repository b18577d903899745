"""Summaries that a system made elsewhere."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError, ReadError, UsageError
from summarizer.evaluation import (
    DataSet,
    Scorer,
    Summaries,
    compare,
    evaluate,
    load_runs,
    read_dataset,
    read_summaries,
    rouge,
)

from .commands import failed, passed, run
from .items import reloaded, rows, write_lines

TEXTS = ["A ferry sank.\nAll were saved.", "The bridge fell. Nobody was hurt."]
IDS = ["i0", "i1"]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> DataSet:
    """Two items."""
    return read_dataset(write_lines(tmp_path_factory.mktemp("pair") / "d.jsonl", rows(2)))


def as_lines(values: list[Any]) -> str:
    return "".join(json.dumps(value) + "\n" for value in values)


PAIRS = [{"id": name, "summary": text} for name, text in zip(IDS, TEXTS, strict=True)]
FILES: dict[str, str] = {
    "a.jsonl": as_lines(PAIRS[::-1]),
    "b.json": json.dumps(PAIRS, indent=2),
    "c.json": json.dumps(dict(zip(IDS, TEXTS, strict=True))),
    "d.jsonl": as_lines(
        [p | {"summary": p["summary"].replace(". N", ".\nN").split("\n")} for p in PAIRS]
    ),
    "e.csv": f'id,summary\ni0,"{TEXTS[0]}"\ni1,{TEXTS[1]}\n',
    "f.tsv": f'ID\tSummary\ni1\t{TEXTS[1]}\ni0\t"{TEXTS[0]}"\n',
    "g.txt": f"{TEXTS[0]}\n{TEXTS[1]}\n".replace("\nAll", "<q>All"),
    "h.out": f"{TEXTS[0]}\r\n{TEXTS[1]}".replace("\nAll", "<n>All"),
    "i.jsonl": as_lines(TEXTS),
    "j.json": json.dumps(TEXTS),
    "predictions": as_lines([{"summary": text, "score": 1} for text in TEXTS]),
}


@pytest.mark.parametrize("name", FILES)
def test_every_way_to_write_them_has_the_same_figures(
    name: str, pair: DataSet, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(FILES[name], encoding="utf-8", newline="")
    found = read_summaries(tmp_path / name)
    assert found.name == Path(name).stem
    run_ = evaluate(found, pair)
    for item, text, result in zip(pair.items, TEXTS, run_.items, strict=True):
        for metric, score in rouge(text, item.references).items():
            assert result.figures[f"{metric}.f1"] == score.f1
        assert result.summary == tuple(text.replace(". N", ".\nN").split("\n"))


def test_a_folder_has_a_file_for_each_item(pair: DataSet, tmp_path: Path) -> None:
    folder = tmp_path / "system"
    folder.mkdir()
    for name, text in zip(IDS, TEXTS, strict=True):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / ".hidden").touch()
    run_ = evaluate(read_summaries(folder), pair)
    assert run_.method == "system"
    assert run_.items == evaluate(Summaries("x", TEXTS), pair).items


@given(st.text(max_size=60), st.sampled_from(["rouge155", "rouge-score", "unicode"]))
def test_figures_are_those_of_rouge_whatever_a_system_writes(
    pair: DataSet, text: str, variant: Any
) -> None:
    references = pair.items[0].references
    try:
        expected = rouge(text, references, variant=variant)["rouge2"].f1
    except InputError:  # nothing in it
        expected = 0.0
    one = DataSet("one", pair.items[:1])
    try:
        run_ = evaluate(Summaries("x", [text]), one, scoring=Scorer(variant=variant))
    except InputError:  # a script that the variant does not know
        assert expected == 0
    else:
        assert run_.items[0].figures["rouge2.f1"] == expected


def test_who_says_nothing_gets_nothing(pair: DataSet, tmp_path: Path) -> None:
    run_ = evaluate(Summaries("mute", {"i0": "", "i1": []}), pair)
    assert run_.mean("rouge1") == run_.mean("words") == 0
    assert [item.note for item in run_.items] == ["empty", "empty"]
    assert reloaded(tmp_path, run_) == run_


def test_nobody_knows_which_sources_a_summary_cites(pair: DataSet) -> None:
    run_ = evaluate(Summaries("x", TEXTS), pair)
    assert "sources" not in run_.means
    lead = evaluate("lead", pair)
    assert compare([lead, run_], None, ["rouge1"]).differences[0].method == "x"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "s.jsonl: contains no summaries"),
        ("[]", "s: none of its ids is in|s: 0 summaries for the 2 items"),
        ('{"id": "i0"}\n', r"s\.jsonl: 'i0'|none of its ids"),
        ('{"id": "i0", "text": "x"}\n' * 2, r"line 1: no field 'summary': there are 'id', 'text'"),
        ('{"summary": 3}', "3 is not a summary: a string or a list of sentences"),
        (as_lines([PAIRS[0], {"summary": "x"}]), "line 2: has no id, but others have one"),
        (as_lines([PAIRS[0]] * 2), "line 2: the id 'i0' is used twice"),
        (as_lines([PAIRS[0]]) + "{", "line 2: not JSON"),
        (as_lines([{"id": "x", "summary": "y"}]), "s: none of its ids is in d.jsonl"),
        (as_lines([PAIRS[0]]), "item i1: s has no summary of this item"),
        (as_lines(["x"] * 3), "s: 3 summaries for the 2 items of d.jsonl"),
    ],
)
def test_what_does_not_match_is_named(
    content: str, message: str, pair: DataSet, tmp_path: Path
) -> None:
    (tmp_path / "s.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises((ReadError, InputError), match=message):
        evaluate(read_summaries(tmp_path / "s.jsonl"), pair)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda pair: Summaries("", TEXTS),
        lambda pair: Summaries("x", "text"),
        lambda pair: Summaries("x", [1]),  # type: ignore[list-item]
        lambda pair: evaluate(Summaries("x", TEXTS), pair, 3),
        lambda pair: evaluate(Summaries("x", TEXTS), pair, seed=1),
    ],
)
def test_a_wrong_call_is_refused(wrong: Callable[[DataSet], object], pair: DataSet) -> None:
    with pytest.raises(UsageError):
        wrong(pair)


def test_who_has_references_alone_needs_no_documents(pair: DataSet, tmp_path: Path) -> None:
    bare = [{key: row[key] for key in ("id", "references")} for row in rows(2)]
    items = read_dataset(write_lines(tmp_path / "bare.jsonl", bare))
    run_ = evaluate(Summaries("x", TEXTS), items)
    assert run_.means.keys() == evaluate(Summaries("x", TEXTS), pair).means.keys() - {
        "coverage",
        "density",
        "compression",
    }
    assert run_.figures("rouge2") == evaluate(Summaries("x", TEXTS), pair).figures("rouge2")
    mixed = write_lines(tmp_path / "mixed.jsonl", [*bare[:1], rows(2)[1]])
    with pytest.raises(ReadError, match='line 2: has "documents", but the items before it'):
        read_dataset(mixed)
    for method in ("lead", "oracle"):
        with pytest.raises(InputError, match='item i0: no "documents": there is nothing'):
            evaluate(method, items)
    (tmp_path / "x.txt").write_text("A ferry.\n" * 2, encoding="utf-8")
    page = ("--report-html", tmp_path / "p.html", "--json", tmp_path / "r.json")
    passed(run("evaluate", tmp_path / "bare.jsonl", "--summaries", tmp_path / "x.txt", *page))
    assert load_runs(tmp_path / "r.json").runs[0].method == "x"


def test_order_counts_only_where_no_item_is_missing(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "d.jsonl", [*rows(2), "nonsense"])
    items = read_dataset(path, on_error="skip")
    with pytest.raises(InputError, match="without ids there must be one for each"):
        evaluate(Summaries("x", TEXTS), items)
    with pytest.raises(InputError, match="has no summary of this item"):
        evaluate(Summaries("x", {"i0": TEXTS[0]}), items)
    run_ = evaluate(Summaries("x", {"i0": TEXTS[0]}), items, on_error="skip")
    assert len(run_.items) == 1
    assert len(run_.skipped) == 2


def test_the_command_evaluates_systems_beside_methods_or_alone(tmp_path: Path) -> None:
    data = write_lines(tmp_path / "d.jsonl", rows(20))
    (tmp_path / "bart.txt").write_text("A ferry sank.\n" * 20, encoding="utf-8")
    (tmp_path / "x.csv").write_text("id,out\n" + "".join(f"i{n},It fell.\n" for n in range(20)))
    bart, named = tmp_path / "bart.txt", f"gpt={tmp_path / 'x.csv'}"
    text = passed(run("evaluate", data, "--summaries", bart))
    assert [line.split()[0] for line in text.splitlines()[2:4] if line] == ["bart"]
    systems = ("--summaries", named, "--summary-field", "out", "-m", "lead")
    text = passed(run("evaluate", data, *systems))
    assert [line.split()[0] for line in text.splitlines()[2:4]] == ["lead", "gpt"]
    message = failed(run("evaluate", data, "--summaries", named), 1)
    assert "no column 'summary': there are 'id', 'out': name one as the summary field" in message
    twice = ("--summaries", bart, "--summaries", bart)
    assert "two systems are called 'bart'" in failed(run("evaluate", data, *twice), 2)
    over = ("--summaries", bart, "--json", bart)
    assert "is already in use" in failed(run("evaluate", data, *over), 2)


def test_a_system_is_held_against_its_baseline(tmp_path: Path) -> None:
    data, base = write_lines(tmp_path / "d.jsonl", rows(20)), tmp_path / "b.json"
    outputs = tmp_path / "gpt.txt"
    outputs.write_text("".join(f"{r['references'][0]}\n" for r in rows(20)), encoding="utf-8")
    gate = ("evaluate", data, "--summaries", outputs, "--baseline", base)
    passed(run(*gate, "--variant", "unicode", "--update-baseline"))
    assert "pass  gpt rouge2.f1" in passed(run(*gate))
    message = failed(run("evaluate", data, "--baseline", base), 1)
    assert "has 'gpt', made elsewhere: give its summaries again" in message
    outputs.write_text("Nothing of the sort.\n" * 20, encoding="utf-8")
    assert run(*gate).returncode == 3
