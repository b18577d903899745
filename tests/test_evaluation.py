"""Evaluating from Python: every figure of every item."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from summarizer import Length
from summarizer.errors import InputError, UsageError
from summarizer.evaluation import (
    MEASURES,
    DataSet,
    Item,
    Report,
    Run,
    Scorer,
    dump_runs,
    evaluate,
)
from summarizer.evaluation.formats import to_text
from summarizer.evaluation.settings import DEFAULT_METRICS

from .items import reloaded, rows, write_lines


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
    with pytest.raises(UsageError, match=r"unknown figure 'rouge9': choose from rouge1\.precision"):
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
        "d.jsonl, item мост: reference 1 has no letter a-z and no digit, "
        "all that rouge155 knows: use the variant unicode"
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
    assert reloaded(tmp_path, run).skipped == run.skipped
    assert "lead: 2 skipped: " in to_text(Report([run], ["rouge1.f1"]))


def test_where_not_one_item_can_be_used_there_is_no_run() -> None:
    document = read_dataset_item("Мост упал.")
    empty = DataSet("d", (replace(document, references=("Мост",)),))
    with pytest.raises(InputError, match="d: no item could be used: reference 1"):
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
