"""The gate: floors, drops, and what an update may lower."""

from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.errors import NotComparableError, UsageError
from summarizer.evaluation import (
    DataSet,
    Run,
    Saved,
    Scorer,
    check_drops,
    check_floors,
    compare,
    dump_runs,
    evaluate,
    judge,
    load_runs,
    lowered,
    new_floors,
)


def test_a_mean_holds_at_its_floor_and_fails_under_it(lead: Run) -> None:
    mean = lead.mean("rouge2")
    checks = check_floors([lead], {"rouge2.f1": mean, "rouge1.f1": 0.99, "words": 1})
    assert [check.passed for check in checks] == [True, False, True]
    assert checks[1].found == f"{lead.mean('rouge1'):.4f}"


def test_a_drop_fails_only_if_large_and_significant(lead: Run, worse: Run) -> None:
    figures = ["rouge1.f1"]
    drop = lead.mean("rouge1") - worse.mean("rouge1")
    large = compare(worse, [lead], figures)
    assert not check_drops(large, {"rouge1.f1": 0})[0].passed
    assert not check_drops(large, {"rouge1.f1": drop - 0.001})[0].passed
    assert check_drops(large, {"rouge1.f1": drop + 0.001})[0].passed
    with pytest.raises(NotComparableError, match="21 items are too few for a significant drop"):
        check_drops(compare(worse, [lead], figures, alpha=1e-9), {"rouge1.f1": 0})
    better = compare(lead, [worse], figures)
    assert check_drops(better, {"rouge1.f1": 0})[0].passed


@pytest.mark.parametrize("allowed", [float("nan"), -1.0])
def test_what_is_no_allowance_is_never_a_silent_pass(allowed: float, lead: Run, worse: Run) -> None:
    comparison = compare(worse, [lead], ["rouge1"])
    with pytest.raises(UsageError):
        check_drops(comparison, {"rouge1.f1": allowed})


def test_what_an_update_would_lower_is_named(lead: Run, worse: Run) -> None:
    old = Saved((lead,), {"rouge2.f1": 0.1, "rouge1.f1": 0.2})
    assert lowered(old, [lead], {}) == lowered(old, [lead], {"rouge2.f1": 0.15, "words": 2}) == []
    for runs, floors, message in (
        ([lead], {"rouge2.f1": 0.05}, "lower the floor of rouge2.f1 from 0.1 to 0.05"),
        ([worse], {}, "lower rouge1.f1 of lead from 0."),
        ([replace(lead, method="other")], {}, "drop the run of 'lead'"),
    ):
        assert lowered(old, runs, floors)[0].startswith(message)


def test_a_new_baseline_keeps_the_floors_of_what_is_measured(
    lead: Run, dataset: DataSet, tmp_path: Path
) -> None:
    old = Saved((lead,), {"rouge2.f1": 0.1, "rouge1.f1": 0.2})
    assert new_floors(old, [lead], {}) == old.floors
    raised = new_floors(old, [lead], {"rouge2.f1": 0.15, "words": 2})
    assert raised == {"rouge2.f1": 0.15, "rouge1.f1": 0.2, "words": 2}
    less = evaluate("lead", dataset, 2, scoring=Scorer(["rouge1"]))
    assert "drop the floor of rouge2.f1" in lowered(old, [less], {})
    path = tmp_path / "b.json"
    path.write_text(dump_runs([less], new_floors(old, [less], {})), encoding="utf-8")
    assert load_runs(path).floors == {"rouge1.f1": 0.2}


def test_the_gate_asks_for_every_method_and_figure_of_the_baseline(lead: Run, worse: Run) -> None:
    other = replace(lead, method="other")
    with pytest.raises(NotComparableError, match="has a run of other: evaluate it too"):
        judge([lead], Saved((lead, other)), ["rouge1.f1"], {}, {})
    with pytest.raises(NotComparableError, match="has a floor for nothing: measure it too"):
        judge([lead], Saved((lead,), {"nothing": 1.0}), ["rouge1.f1"], {}, {})
    alone = judge([worse], Saved((lead,)), ["rouge1.f1"], {}, {})
    both = judge([worse, other], Saved((lead, other)), ["rouge1.f1"], {}, {})
    assert alone == both[:1]  # another method does not make the gate blunter


def test_the_higher_floor_holds(lead: Run) -> None:
    saved = Saved((lead,), {"rouge1.f1": 0.9})
    for floors in ({}, {"rouge1.f1": 0.0}):
        [floor, _drop] = judge([lead], saved, ["rouge1.f1"], floors, {})
        assert (floor.rule, floor.passed) == ("at least 0.9", False)


def test_less_of_what_is_no_virtue_is_no_drop(lead: Run, worse: Run) -> None:
    with pytest.raises(UsageError, match="redundancy is not worse when lower"):
        judge([worse], Saved((lead,)), [], {}, {"redundancy": 0.0})


def test_a_method_that_is_new_to_a_baseline_has_its_floors_too(lead: Run) -> None:
    other = replace(lead, method="other")
    saved = Saved((lead,), {"rouge1.f1": 0.99})
    checks = judge([lead, other], saved, ["rouge1.f1"], {}, {}, may_add=True)
    failed = [(check.method, check.figure) for check in checks if not check.passed]
    assert failed == [("lead", "rouge1.f1"), ("other", "rouge1.f1")]
    with pytest.raises(NotComparableError, match="no run of 'other'"):
        judge([lead, other], saved, ["rouge1.f1"], {}, {})
