"""Saved runs: the same when loaded, and refused when damaged."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import ReadError
from summarizer.evaluation import (
    DataSet,
    Run,
    Scorer,
    compare,
    dump_runs,
    evaluate,
    load_runs,
)

from .items import reloaded, write_lines

Edit = Callable[[dict[str, Any]], object]


def test_saved_and_loaded_runs_are_equal(
    lead: Run, worse: Run, dataset: DataSet, folder: Path
) -> None:
    assert reloaded(folder, lead) == lead
    reloaded(folder, lead, evaluate("oracle", dataset, "20w", scoring=Scorer(["rougeW1.2"])))
    scored = evaluate("lead", dataset, scoring=Scorer(["rouge1"], alpha=1 / 3))
    assert reloaded(folder, scored) == scored


def test_the_same_runs_are_the_same_bytes(lead: Run, dataset: DataSet) -> None:
    again = evaluate("lead", dataset, 2)
    assert dump_runs([again]) == dump_runs([lead])
    floors = {"rouge2.f1": 0.1, "rouge1.f1": 0.2}
    assert dump_runs([lead], floors) == dump_runs([lead], dict(reversed(floors.items())))


def test_a_saved_file_has_means_intervals_floors_and_no_paths(lead: Run, folder: Path) -> None:
    text = dump_runs([lead], {"rouge2.f1": 0.1})
    value = json.loads(text)
    assert value["floors"] == {"rouge2.f1": 0.1}
    assert value["runs"][0]["means"]["rouge2.f1"] == {
        "mean": lead.mean("rouge2"),
        "low": lead.interval("rouge2").low,
        "high": lead.interval("rouge2").high,
    }
    assert str(folder) not in text


def test_half_a_character_is_refused_where_it_is_read(tmp_path: Path) -> None:
    text = "The \ud83d bridge fell. Nobody was hurt."
    item = {"id": "x", "documents": [{"text": text}], "references": ["the bridge fell"]}
    with pytest.raises(ReadError, match=r"d\.jsonl, line 1: contains an unpaired surrogate"):
        evaluate("lead", write_lines(tmp_path / "d.jsonl", [item]))
    item["documents"] = [{"text": text.replace("\ud83d", "\U0001f600")}]
    run = evaluate("lead", write_lines(tmp_path / "d.jsonl", [item]))
    (tmp_path / "r.json").write_text(dump_runs([run]), encoding="utf-8")
    assert compare(run, load_runs(tmp_path / "r.json").runs).changes == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not JSON"),
        (b"[]", "contains no saved runs: expected output of summarise evaluate --json"),
        (b'{"id": 1}', "contains no saved runs"),
        (b'{"format": 2, "version": "9.0"}', "is of format 2, made by summarizer 9.0"),
        (b'{"format": 1, "runs": [], "floors": {}}', "a saved run is damaged: there are no runs"),
        (b'{"format": 1}', "a saved run is damaged"),
        (b"\xff\xfe\x00", "saved.json"),
        (bytes(range(256)), "is a binary file"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_file_of_no_runs_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "saved.json"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        load_runs(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")
    for missing in (tmp_path / "no.json", tmp_path):
        with pytest.raises(ReadError):
            load_runs(missing)


@pytest.mark.parametrize(
    "edit",
    [
        lambda run: run.pop("method"),
        lambda run: run.pop("items"),
        lambda run: run.update(items=[]),
        lambda run: run.update(signature="rouge1"),
        lambda run: run.update(signature=None),
        lambda run: run.update(skipped=None),
        lambda run: run["items"][3].pop("figures"),
        lambda run: run["items"][3]["figures"].update({"rouge1.f1": "high"}),
        lambda run: run["items"][3]["figures"].update({"rouge1.f1": float("nan")}),
        lambda run: run["items"][3]["figures"].pop("rouge1.f1"),
        lambda run: run["items"].append(run["items"][0]),
    ],
)
def test_a_damaged_run_is_refused(edit: Edit, lead: Run, tmp_path: Path) -> None:
    value = json.loads(dump_runs([lead]))
    edit(value["runs"][0])
    path = tmp_path / "saved.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(ReadError, match="damaged"):
        load_runs(path)
