"""A gate is called as its baseline was."""

import shlex
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import NotComparableError
from summarizer.evaluation import (
    Baseline,
    DataSet,
    Saved,
    Scorer,
    Summaries,
    compare,
    evaluate,
    load_runs,
)

from .commands import failed, passed, run
from .conftest import ROOT, last_first
from .items import cluster, reloaded, rows, write_lines

CALLS: list[dict[str, Any]] = [
    {"method": "lead"},
    {"method": "lead", "length": "20w"},
    {"method": "lexrank", "select": "mmr", "length": "40%", "ceiling": 0.3},
    {"method": "random", "seed": 7},
    {"method": "coverage", "focus": 0.0, "length": "60t"},
    {"method": "oracle:rouge2", "length": 2},
    {"method": "sumy:luhn"},
]


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_a_run_is_made_again_by_what_its_file_says(
    call: dict[str, Any], dataset: DataSet, tmp_path: Path
) -> None:
    before = reloaded(tmp_path, evaluate(**call, dataset=dataset, scoring=Scorer(["rouge2"])))
    baseline = Baseline(saved=Saved((before,)))
    [plan] = baseline.plans([])
    again = evaluate(**plan, dataset=dataset, scoring=baseline.scoring())
    assert again == before
    assert compare(again, [before]).changes == ()


def test_what_is_given_goes_before_the_baseline(dataset: DataSet) -> None:
    runs = tuple(evaluate(name, dataset, 2) for name in ("lead", "random"))
    baseline = Baseline(saved=Saved(runs))
    assert [plan["method"] for plan in baseline.plans([])] == ["lead", "random"]
    [plan] = baseline.plans(["lead"], length=3, seed=None)
    assert (plan["method"], plan["length"]) == ("lead", 3)
    [plan] = baseline.plans([last_first])  # new to it, and as long as the others
    assert (plan["method"], str(plan["length"])) == (last_first, "2")
    summaries = Summaries("lead", ["x"])
    assert [plan["method"] for plan in baseline.plans([summaries])] == ["random", summaries]
    assert Baseline().plans([]) == [{"method": "coverage"}]
    assert Baseline().plans([summaries]) == [{"method": summaries}]


def test_a_function_has_to_be_given_again(dataset: DataSet) -> None:
    own = evaluate(last_first, dataset, 2)
    baseline = Baseline(saved=Saved((own,)))
    with pytest.raises(NotComparableError, match="'last_first', which is not a method here: give"):
        baseline.plans([])
    [plan] = baseline.plans([last_first])
    assert evaluate(**plan, dataset=dataset) == own


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A baseline whose length, task, selector and scoring are not the default ones."""
    folder = tmp_path_factory.mktemp("home")
    # More than one text in each, all of one story, so that the task tells.
    write_lines(folder / "d.jsonl", [{**cluster(), "id": f"c{n}"} for n in range(17)])
    made = ("-m", "lexrank", "--select", "mmr", "--length", "9w", "--task", "brief")
    scored = ("--variant", "unicode", "--no-stem", "--metric", "rouge1")
    update = ("--baseline", folder / "b.json", "--update-baseline")
    passed(run("evaluate", folder / "d.jsonl", *made, *scored, *update))
    return folder


def test_the_command_needs_the_baseline_alone(home: Path) -> None:
    text = passed(run("evaluate", home / "d.jsonl", "--baseline", home / "b.json"))
    assert "pass  lexrank+mmr rouge1.f1" in text
    assert "+0.0000" in text  # the difference is shown beside the means
    assert "|variant:unicode|" in text
    assert load_runs(home / "b.json").runs[0].task == "brief"


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["--length", "3"], "give length=9w"),
        (["--ceiling", "0.2"], "leave out ceiling"),
        (["--variant", "rouge155"], "give variant=unicode"),
        (["--variant", "unicode"], "use the same stem and exceptions"),
        (["--variant", "unicode", "--no-stem", "--limit", "9w"], "leave out limit"),
    ],
)
def test_a_message_names_the_argument_to_give(
    arguments: list[str], advice: str, home: Path
) -> None:
    gate = ("evaluate", home / "d.jsonl", "--baseline", home / "b.json")
    assert advice in failed(run(*gate, *arguments), 1)


def test_the_gate_of_the_docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lines(tmp_path / "data.jsonl", rows(17))
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    block = page.partition("## Gate\n\n```sh\n")[2].partition("```")[0]
    for line in block.splitlines():
        passed(run(*shlex.split(line, comments=True)[1:]))


def test_another_task_is_named(tmp_path: Path) -> None:
    data, base = write_lines(tmp_path / "d.jsonl", rows(17)), tmp_path / "b.json"
    gate = ("evaluate", data, "-m", "lead", "--baseline", base)
    passed(run(*gate, "--task", "brief", "--update-baseline"))
    assert "the baseline's task is 'brief', not 'article': give task=brief" in failed(
        run(*gate, "--task", "article"), 1
    )
    passed(run(*gate))
