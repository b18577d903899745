"""Evaluating and comparing from Python: figures, signatures, saved runs, the gate."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Length
from summarizer.errors import InputError, NotComparableError, ReadError, UsageError
from summarizer.evaluation import (
    MEASURES,
    DataSet,
    Item,
    Report,
    Run,
    Saved,
    Scorer,
    Signature,
    check_drops,
    check_floors,
    compare,
    dump_runs,
    evaluate,
    holm,
    judge,
    load_runs,
    lowered,
    new_floors,
    read_dataset,
)
from summarizer.evaluation.report import to_json, to_junit, to_markdown, to_text
from summarizer.evaluation.settings import AVERAGES, DEFAULT_METRICS, VARIANTS, Limit, Settings
from summarizer.features import Features

from .items import cluster, rows, write_lines

Edit = Callable[[dict[str, Any]], object]


@pytest.fixture(autouse=True)
def no_word_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUMMARISE_ROUGE_EXCEPTIONS", raising=False)
    monkeypatch.delenv("SUMMARISE_ROUGE_STOP_WORDS", raising=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evaluation")


@pytest.fixture(scope="module")
def dataset(folder: Path) -> DataSet:
    return read_dataset(write_lines(folder / "d.jsonl", [*rows(20), cluster()]))


def last_first(features: Features) -> Any:
    """Rank the last sentence highest."""
    return np.arange(1, len(features.sizes) + 1, dtype=float)


@pytest.fixture(scope="module")
def lead(dataset: DataSet) -> Run:
    return evaluate("lead", dataset, 2)


@pytest.fixture(scope="module")
def worse(dataset: DataSet) -> Run:
    """What a run of lead would be if it were broken."""
    run = evaluate(last_first, dataset, 2, select="best")
    return replace(run, method="lead", parameters=evaluate("lead", dataset, 2).parameters)


# What a run keeps.


def test_every_figure_of_every_item_is_kept(lead: Run, dataset: DataSet) -> None:
    assert [item.id for item in lead.items] == [item.id for item in dataset.items]
    assert [item.digest for item in lead.items] == [item.digest for item in dataset.items]
    names = {f"{m}.{part}" for m in DEFAULT_METRICS for part in ("precision", "recall", "f1")}
    scorer = Scorer(DEFAULT_METRICS)
    for result, item in zip(lead.items, dataset.items, strict=True):
        assert set(result.figures) == names | set(MEASURES)
        scores = scorer.score(result.summary, item.references)
        assert all(result.figures[f"{m}.f1"] == scores[m].f1 for m in DEFAULT_METRICS)
        assert result.figures["sentences"] == len(result.summary) == 2
        assert result.figures["words"] == sum(len(line.split()) for line in result.summary)
        assert result.figures["coverage"] == 1
        assert 0 < result.figures["sources"] <= 1
    assert lead.items[-1].figures["sources"] in (0.5, 1)
    assert (lead.method, lead.dataset, lead.digest) == ("lead", "d.jsonl", dataset.digest)


def test_means_and_intervals_are_over_the_items(lead: Run) -> None:
    values = lead.figures("rouge2")
    assert lead.mean("rouge2") == lead.means["rouge2.f1"] == pytest.approx(np.mean(values))
    low, high = lead.interval("rouge2.f1")
    assert min(values) <= low <= lead.mean("rouge2") <= high <= max(values)
    with pytest.raises(UsageError, match=r"no figure 'rouge9': there are rouge1\.precision"):
        lead.mean("rouge9")


def test_a_path_and_what_was_read_from_it_give_the_same_run(folder: Path, lead: Run) -> None:
    assert evaluate("lead", folder / "d.jsonl", 2) == lead
    assert evaluate("lead", str(folder / "d.jsonl"), Length(2)) == lead


def test_lead_lies_under_the_oracles_and_these_keep_the_length(dataset: DataSet, lead: Run) -> None:
    greedy, exact = (evaluate(name, dataset, 2) for name in ("oracle", "oracle-exact"))
    assert lead.mean("rouge1") <= greedy.mean("rouge1") <= exact.mean("rouge1") + 2e-5
    for run in (greedy, exact):
        assert all(item.figures["sentences"] <= 2 for item in run.items)
    bigrams = evaluate("oracle-exact:rouge2", dataset, 2)
    assert bigrams.method == "oracle-exact:rouge2"
    assert bigrams.mean("rouge2") >= exact.mean("rouge2") - 2e-5


@pytest.mark.parametrize("method", ["oracle", "oracle-exact"])
def test_an_oracle_that_finds_nothing_keeps_the_length_too(method: str, tmp_path: Path) -> None:
    text = "The first sentence here is much longer than all of the others. Nobody came."
    item = {"id": "x", "documents": [{"text": text}], "references": ["zebra"]}
    run = evaluate(method, write_lines(tmp_path / "d.jsonl", [item]), "5w")
    assert run.items[0].summary == ("Nobody came.",)


def test_a_reference_in_cyrillic_needs_another_variant(tmp_path: Path) -> None:
    russian = {
        "id": "мост",
        "language": "ru",
        "documents": [{"text": "Мост упал в понедельник. Никто не пострадал."}],
        "references": ["Мост упал."],
    }
    path = write_lines(tmp_path / "d.jsonl", [*rows(1), russian])
    with pytest.raises(InputError) as caught:
        evaluate("lead", path)
    assert str(caught.value) == (
        "d.jsonl, item мост: reference 1 has no word that the variant rouge155 knows, "
        "which is a-z and 0-9: take the variant unicode"
    )
    run = evaluate("lead", path, on_error="skip")
    assert [item.id for item in run.items] == ["i0"]
    assert [skipped.place for skipped in run.skipped] == ["мост"]
    scored = evaluate("lead", path, scoring=Scorer(["rouge1"], variant="unicode"))
    assert scored.items[1].figures["rouge1.recall"] == 1


def test_skipped_lines_are_kept_and_the_rest_counts(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "d.jsonl", ["nonsense", *rows(2), {"documents": []}])
    run = evaluate("lead", path, on_error="skip")
    assert len(run.items) == 2
    assert [skipped.place.rpartition(", ")[2] for skipped in run.skipped] == ["line 1", "line 4"]
    assert load(tmp_path, run).skipped == run.skipped
    assert "lead: 2 skipped: " in to_text(Report([run], ["rouge1.f1"]))


def test_where_not_one_item_can_be_used_there_is_no_run() -> None:
    document = read_dataset_item("Мост упал.")
    empty = DataSet("d", (replace(document, references=("Мост",)),))
    with pytest.raises(InputError, match="d: not one item could be used: reference 1"):
        evaluate("lead", empty, on_error="skip")


def read_dataset_item(text: str) -> Item:
    from summarizer import Document

    return Item("x", "article", (Document.from_text(text, id="x"),), ("One.",))


@pytest.mark.parametrize(
    "wrong",
    [
        {"resamples": -3},
        {"resamples": 0},
        {"on_error": "skipp"},
        {"scoring": "rouge1"},
        {"length": "long"},
        {"method": "nosuch"},
        {"method": "oracle:nosuch"},
        {"ceiling": 7},
    ],
)
def test_a_wrong_call_is_said_to_be_one(wrong: dict[str, Any], dataset: DataSet) -> None:
    with pytest.raises(UsageError):
        dump_runs([evaluate(**{"method": "lead", "dataset": dataset, **wrong})])


# Signatures.

limits = st.none() | st.builds(Limit, st.integers(1, 10**6), st.sampled_from(["words", "bytes"]))
digests = st.just("") | st.text("0123456789abcdef", min_size=8, max_size=8)


@st.composite
def signatures(draw: st.DrawFn) -> Signature:
    variant, stem = draw(st.sampled_from(VARIANTS)), draw(st.booleans())
    settings = Settings(
        variant=variant,
        stem=stem,
        limit=draw(limits),
        average=draw(st.sampled_from(AVERAGES)),
        alpha=draw(st.floats(0, 1)),
        language=draw(st.sampled_from(["en", "de", "zh"])),
        exceptions=draw(digests) if variant == "rouge155" and stem else "",
        stop_words=draw(digests),
    )
    metrics = draw(
        st.lists(st.sampled_from(["rouge1", "rougeLsum", "rougeW1.2", "rougeS*"]), min_size=1)
    )
    return Signature(
        tuple(metrics),
        settings,
        draw(st.sampled_from(["1", "2-4"])),
        draw(st.integers(1, 10**6)),
        draw(st.integers(0, 2**32)),
        draw(st.sampled_from(["0.1.0", "1.0.0rc1+local"])),
    )


@given(signatures())
def test_a_signature_is_read_as_it_was_written(signature: Signature) -> None:
    assert Signature.parse(str(signature)) == signature
    assert str(Signature.parse(f" {signature}\n")) == str(signature)
    assert "\n" not in str(signature)


@pytest.mark.parametrize(
    "scoring",
    [
        {"metrics": ["rouge1", "rouge2"]},
        {"metrics": ["rouge2", "rougeL", "rougeW1.2"], "variant": "rouge-score", "stem": False},
        {"metrics": ["rougeSU4"], "variant": "unicode", "limit": "8w", "average": "best"},
        {"metrics": ["rouge1"], "limit": "40b", "alpha": 0.9},
        {"metrics": ["rouge1"], "alpha": 1 / 3},
        {"metrics": ["rouge1"], "stop_words": "the,of"},
    ],
)
def test_a_signature_given_back_reproduces_the_figures(
    scoring: dict[str, Any], dataset: DataSet, tmp_path: Path
) -> None:
    words = scoring.pop("stop_words", None) and write_lines(tmp_path / "w.txt", ["the", "fell"])
    scorer = Scorer(**scoring, stop_words=words or False)
    first = evaluate("lead", dataset, 2, scoring=scorer, resamples=500)
    again = evaluate(
        "lead", dataset, 2, scoring=str(first.signature), stop_words=str(words) if words else None
    )
    assert again == first
    assert again.interval(first.signature.metrics[0]) == first.interval(first.signature.metrics[0])


def test_a_signature_asks_for_its_word_list_and_its_references(
    lead: Run, dataset: DataSet, tmp_path: Path
) -> None:
    words = write_lines(tmp_path / "w.txt", ["the"])
    run = evaluate("lead", dataset, scoring=Scorer(["rouge1"], stop_words=words))
    other = write_lines(tmp_path / "o.txt", ["bridge"])
    with pytest.raises(UsageError, match="asks for the list of stop words"):
        evaluate("lead", dataset, scoring=run.signature, stop_words=str(other))
    single = DataSet("single", dataset.items[:3])
    with pytest.raises(InputError, match=r"single: has 1 references an item, .* figures 1-2"):
        evaluate("lead", single, scoring=lead.signature)


def test_what_is_no_signature_is_said_part_by_part(lead: Run) -> None:
    line = str(lead.signature)
    for part in ("variant", "stemmer", "limit", "average", "alpha", "bootstrap", "version"):
        kept = [p for p in line.split("|") if not p.startswith(f"{part}:")]
        with pytest.raises(UsageError, match=f"has no '{part}'"):
            Signature.parse("|".join(kept))
    for wrong in (
        ("alpha:0.5", "alpha:2"),
        ("alpha:0.5", "alpha:x"),
        ("variant:rouge155", "variant:rouge156"),
        ("average:micro", "average:macro"),
        ("bootstrap:10000", "bootstrap:0"),
        ("bootstrap:10000", "bootstrap:-3"),
        ("seed:0", "seed:-1"),
        ("limit:none", "limit:0w"),
        ("stemmer:porter155", "stemmer:lancaster"),
        ("tokenizer:a-z0-9", "tokenizer:spaces"),
    ):
        with pytest.raises(UsageError):
            Signature.parse(line.replace(*wrong))


# Saved runs.


def load(folder: Path, *runs: Run) -> Run:
    path = folder / "saved.json"
    path.write_text(dump_runs(runs), encoding="utf-8")
    found = load_runs(path).runs
    assert found == runs
    return found[0]


def test_saved_and_loaded_runs_are_equal(
    lead: Run, worse: Run, dataset: DataSet, folder: Path
) -> None:
    assert load(folder, lead) == lead
    load(folder, lead, evaluate("oracle", dataset, "20w", scoring=Scorer(["rougeW1.2"])))
    scored = evaluate("lead", dataset, scoring=Scorer(["rouge1"], alpha=1 / 3))
    assert load(folder, scored) == scored


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
    with pytest.raises(ReadError, match=r"d\.jsonl, line 1: holds half a character"):
        evaluate("lead", write_lines(tmp_path / "d.jsonl", [item]))
    item["documents"] = [{"text": text.replace("\ud83d", "\U0001f600")}]
    run = evaluate("lead", write_lines(tmp_path / "d.jsonl", [item]))
    (tmp_path / "r.json").write_text(dump_runs([run]), encoding="utf-8")
    assert compare(run, load_runs(tmp_path / "r.json").runs).changes == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not JSON"),
        (b"[]", "holds no saved runs: expected what summarise evaluate --json writes"),
        (b'{"id": 1}', "holds no saved runs"),
        (b'{"format": 2, "version": "9.0"}', "is of format 2, made by summarizer 9.0"),
        (b'{"format": 1, "runs": [], "floors": {}}', "a saved run is damaged: there is none"),
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


# Comparing.


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
    with pytest.raises(UsageError, match="no figure 'rouge9'"):
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
        ({"length": 3}, "called otherwise for the baseline: length '2', now '3'"),
        ({"ceiling": 0.3}, "called otherwise for the baseline: ceiling 'default', now '0.3'"),
        ({"seed": 1}, "called otherwise for the baseline: seed 'default', now '1'"),
        ({"method": "textrank"}, "the baseline has no run of 'textrank', but of lead"),
        ({"select": "mmr"}, r"no run of 'lead\+mmr', but of lead"),
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
        with pytest.raises(NotComparableError, match="called otherwise for the baseline: new"):
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


# The gate.


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
    with pytest.raises(NotComparableError, match="21 items are too few to tell a drop from luck"):
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
        ([lead], {"rouge2.f1": 0.05}, "the floor of rouge2.f1 from 0.1 to 0.05"),
        ([worse], {}, "rouge1.f1 of lead from 0."),
        ([replace(lead, method="other")], {}, "the run of 'lead' away"),
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
    assert "the floor of rouge2.f1 away" in lowered(old, [less], {})
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
    with pytest.raises(UsageError, match="less of redundancy is not worse"):
        judge([worse], Saved((lead,)), [], {}, {"redundancy": 0.0})


def test_each_item_is_scored_in_its_own_language(tmp_path: Path) -> None:
    """And the signature says so, and makes the same figures again."""
    text = "Die Brücken wurden am Montag gesperrt. Niemand wurde dabei verletzt."
    item = {"id": "x", "language": "de", "references": ["Eine Brücke wurde gesperrt."]}
    path = write_lines(tmp_path / "d.jsonl", [item | {"documents": [{"text": text}]}])
    run = evaluate("lead", path, 1, scoring=Scorer(["rouge1"], variant="unicode"))
    assert "stemmer:snowball|" in str(run.signature)
    assert "language:item" in str(run.signature)
    german = Scorer(["rouge1"], variant="unicode", language="de")
    score = german.score(list(run.items[0].summary), [["Eine Brücke wurde gesperrt."]])
    assert run.items[0].figures["rouge1.f1"] == score["rouge1"].f1
    assert evaluate("lead", path, 1, scoring=str(run.signature)) == run


@pytest.mark.parametrize("form", [to_text, to_markdown, to_json, to_junit])
def test_a_report_is_the_same_for_the_same_runs(
    form: Callable[[Report], str], lead: Run, worse: Run
) -> None:
    comparison = compare(worse, [lead])
    checks = check_drops(comparison, dict.fromkeys(("rouge1.f1", "rouge2.f1", "rougeLsum.f1"), 0))
    report = Report([worse], ["rouge1.f1"], comparison, "the baseline", checks)
    assert form(report) == form(report)
    assert str(worse.signature) in form(report).replace("\\", "")
