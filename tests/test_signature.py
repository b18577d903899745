"""Signatures: read as they are written, and the same figures again."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError, ReadError, UsageError
from summarizer.evaluation import (
    DataSet,
    Run,
    Scorer,
    Signature,
    evaluate,
)
from summarizer.evaluation.settings import AVERAGES, VARIANTS, Limit, Settings

from .items import write_lines

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
    with pytest.raises(UsageError, match="needs the list of stop words"):
        evaluate("lead", dataset, scoring=run.signature, stop_words=str(other))
    single = DataSet("single", dataset.items[:3])
    with pytest.raises(InputError, match=r"single: has 1 references per item, .* figures had 1-2"):
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


def test_the_list_that_a_signature_names_may_be_that_of_the_environment(
    dataset: DataSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = write_lines(tmp_path / "w.txt", ["the", "fell"])
    run = evaluate("lead", dataset, scoring=Scorer(["rouge1"], stop_words=words))
    with pytest.raises(ReadError, match="no list of stop words"):
        evaluate("lead", dataset, scoring=run.signature)
    monkeypatch.setenv("SUMMARISE_ROUGE_STOP_WORDS", str(words))
    assert evaluate("lead", dataset, scoring=run.signature) == run
