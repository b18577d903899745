"""Comparing runs, and writing down what was found."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from summarizer.errors import NotComparableError, UsageError
from summarizer.evaluation import (
    DataSet,
    Report,
    Run,
    Scorer,
    check_drops,
    compare,
    evaluate,
    holm,
)
from summarizer.evaluation.formats import to_json, to_junit, to_markdown, to_text
from summarizer.evaluation.settings import DEFAULT_METRICS


def test_a_planted_worse_run_is_marked(lead: Run, worse: Run, dataset: DataSet) -> None:
    other = evaluate("oracle", dataset, 2)
    found = compare([lead, worse, other])
    assert {(d.method, d.figure) for d in found.differences} == {
        (run.method, f"{m}.f1") for run in (worse, other) for m in DEFAULT_METRICS
    }
    drop = compare(worse, [lead])
    for difference in drop.differences:
        assert drop.is_significant(difference)
        assert difference.difference < 0
        assert difference.interval.low <= difference.difference <= difference.interval.high < 0
        assert max(difference.p_randomisation, difference.p_bootstrap) <= difference.p_holm
    assert [d.p_holm for d in drop.differences] == holm(
        [d.p_randomisation for d in drop.differences]
    )
    report = Report([worse], ["rouge1.f1"], drop, "the baseline")
    assert "▼" in to_text(report)
    assert "▲" in to_text(Report([lead], ["rouge1.f1"], compare(lead, [worse]), "the baseline"))


def test_a_run_beside_itself_differs_in_nothing(lead: Run) -> None:
    found = compare(lead, [lead])
    assert found.changes == ()
    for d in found.differences:
        assert (d.difference, d.p_holm, d.p_bootstrap, *d.interval) == (0, 1, 1, 0, 0)
        assert not found.is_significant(d)
    assert compare(lead).differences == ()


def test_every_changed_summary_is_listed(lead: Run, worse: Run) -> None:
    found = compare(worse, [lead])
    assert [change.item for change in found.changes] == [item.id for item in lead.items]
    assert found.changes[0].before == lead.items[0].summary
    assert found.changes[0].after == worse.items[0].summary
    report = Report([worse], ["rouge1.f1"], found, "the baseline")
    for item in lead.items:
        assert f"- **lead**, {item.id}" in to_markdown(report)
        assert item.id in to_text(report)
    assert "no longer: A ferry sank near the harbour." in to_markdown(report)
    assert "now: Number 0 was the last one." in to_markdown(report)
    assert len(json.loads(to_json(report))["changes"]) == len(lead.items)


def test_figures_can_be_chosen(lead: Run, worse: Run) -> None:
    found = compare(worse, lead, ["rouge2", "rouge1.recall", "words"])
    assert [d.figure for d in found.differences] == ["rouge2.f1", "rouge1.recall", "words"]
    assert found.of("lead", "words") is not None
    assert found.of("lead", "rouge1.f1") is None
    with pytest.raises(UsageError, match="unknown figure 'rouge9'"):
        compare(worse, lead, ["rouge9"])


def test_a_longer_summary_is_no_percentage(lead: Run, worse: Run) -> None:
    report = Report([worse], ["words"], compare(worse, lead, ["words"]), "the baseline")
    assert f"{worse.mean('words'):.2f} ±" in to_text(report)


@pytest.mark.parametrize("alpha", [0, 1, -1, 7, float("nan"), "x"])
def test_a_level_of_significance_lies_between_0_and_1(alpha: Any, lead: Run) -> None:
    with pytest.raises(UsageError, match="between 0 and 1"):
        compare(lead, lead, alpha=alpha)


def edited(dataset: DataSet, **changes: Any) -> DataSet:
    first, *rest = dataset.items
    return DataSet(dataset.name, (replace(first, **changes), *rest))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda d: edited(d, references=("Other.",)), "'i0' was edited"),
        (lambda d: edited(d, id="new"), "'i0' is missing"),
        (lambda d: DataSet(d.name, d.items[1:]), "'i0' is missing"),
        (lambda d: DataSet(d.name, d.items[2:]), r"'i0' is missing \(and 1 more\)"),
        (
            lambda d: DataSet(d.name, (*d.items, replace(d.items[0], id="new"))),
            "'new' is new",
        ),
        (lambda d: DataSet(d.name, d.items[::-1]), "their order or number"),
    ],
)
def test_another_data_set_is_not_comparable(
    make: Callable[[DataSet], DataSet], message: str, lead: Run, dataset: DataSet
) -> None:
    other = evaluate("lead", make(dataset), 2)
    for baseline in (lead, [lead]):
        with pytest.raises(NotComparableError, match=message):
            compare(other, baseline)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"scoring": Scorer(stem=False)}, "stemmer:porter155, now stemmer:none"),
        ({"scoring": Scorer(variant="unicode")}, "variant:rouge155, now variant:unicode"),
        ({"scoring": Scorer(limit="9w")}, "limit:none, now limit:9w"),
        ({"scoring": Scorer(average="best")}, "average:micro, now average:best"),
        ({"scoring": Scorer(alpha=0.9)}, "alpha:0.5, now alpha:0.9"),
        ({"resamples": 99}, "bootstrap:10000, now bootstrap:99"),
        ({"length": 3}, "had different parameters in the baseline: length '2', now '3'"),
        (
            {"ceiling": 0.3},
            "had different parameters in the baseline: ceiling 'default', now '0.3'",
        ),
        ({"seed": 1}, "had different parameters in the baseline: seed 'default', now '1'"),
        ({"method": "textrank"}, "the baseline has no run of 'textrank', only of lead"),
        ({"select": "mmr"}, r"no run of 'lead\+mmr', only of lead"),
    ],
)
def test_other_scoring_parameters_or_methods_are_not_comparable(
    arguments: dict[str, Any], message: str, lead: Run, dataset: DataSet
) -> None:
    other = evaluate(**{"method": "lead", "dataset": dataset, "length": 2, **arguments})
    with pytest.raises(NotComparableError, match=message):
        compare(other, [lead])


def test_a_baseline_with_another_parameter_is_not_comparable(lead: Run) -> None:
    more = replace(lead, parameters={**lead.parameters, "new": "1"})
    for run, other in ((lead, more), (more, lead)):
        with pytest.raises(
            NotComparableError, match="had different parameters in the baseline: new"
        ):
            compare(run, [other])


def test_a_baseline_without_the_figure_is_not_comparable(lead: Run, dataset: DataSet) -> None:
    more = evaluate("lead", dataset, 2, scoring=Scorer(["rouge1", "rouge3"]))
    with pytest.raises(NotComparableError, match=r"rouge3\.f1"):
        compare(more, [lead], ["rouge3"])
    with pytest.raises(NotComparableError, match=r"rouge3\.f1"):
        compare(more, [lead])
    assert [d.figure for d in compare(more, [lead], ["rouge1"]).differences] == ["rouge1.f1"]


def test_runs_of_one_file_must_be_comparable_too(lead: Run, dataset: DataSet) -> None:
    other = evaluate("textrank", DataSet(dataset.name, dataset.items[1:]), 2)
    with pytest.raises(NotComparableError, match="'i0' is missing"):
        compare([lead, other])
    with pytest.raises(UsageError, match="no run to compare"):
        compare([])


@pytest.mark.parametrize("form", [to_text, to_markdown, to_json, to_junit])
def test_a_report_is_the_same_for_the_same_runs(
    form: Callable[[Report], str], lead: Run, worse: Run
) -> None:
    comparison = compare(worse, [lead])
    checks = check_drops(comparison, dict.fromkeys(("rouge1.f1", "rouge2.f1", "rougeLsum.f1"), 0))
    report = Report([worse], ["rouge1.f1"], comparison, "the baseline", checks)
    assert form(report) == form(report)
    assert str(worse.signature) in form(report).replace("\\", "")


def test_a_note_is_counted_among_all_items(lead: Run) -> None:
    first, *others = lead.items
    run = replace(lead, items=(replace(first, note="not proven best"), *others))
    assert "lead: 1 of 21 items are not proven best" in to_text(Report([run], ["rouge1.f1"]))
