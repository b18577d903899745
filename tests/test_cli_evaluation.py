"""The real commands evaluate and compare."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from summarizer import Features, Length
from summarizer.features import Vector
from summarizer.rankers.random import random
from summarizer.registry import rankers, selectors
from summarizer.selectors.best import best

from .commands import Result, failed, passed, run, start, stopped
from .conftest import ROOT
from .items import cluster, rows, write_lines

ARGUMENTS = ("-m", "textrank", "--length", 2)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "GITHUB_STEP_SUMMARY",
        "SUMMARISE_ROUGE_EXCEPTIONS",
        "SUMMARISE_ROUGE_STOP_WORDS",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set, and a baseline of it with a floor."""
    folder = tmp_path_factory.mktemp("home")
    write_lines(folder / "d.jsonl", rows(20))
    made = evaluate(
        folder,
        "--baseline",
        folder / "base.json",
        "--update-baseline",
        "--fail-under",
        "rouge2=0.1",
    )
    assert passed(made)
    return folder


def evaluate(folder: Path, *arguments: object, env: dict[str, str] | None = None) -> Result:
    return run("evaluate", folder / "d.jsonl", *ARGUMENTS, *arguments, env=env)


def planted(folder: Path, *arguments: object, env: dict[str, str] | None = None) -> Result:
    """The command with random under the name of textrank."""
    bad = replace(rankers.get("textrank"), function=rankers.get("random").function)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(rankers._entries, "textrank", bad)
        return evaluate(folder, *arguments, env=env)


def test_a_table_of_methods_with_marks_and_a_signature(home: Path) -> None:
    methods = ("-m", "lead", "-m", "oracle", "-m", "random")
    text = passed(evaluate(home, *methods))
    assert passed(start("evaluate", home / "d.jsonl", *ARGUMENTS, *methods)) == text
    head, rule, *lines = text.splitlines()
    assert head.split() == ("method rouge1 F rouge2 F rougeLsum F redundancy sources words".split())
    assert set(rule) == {"-"}
    assert [line.split()[0] for line in lines[:4]] == ["textrank", "lead", "oracle", "random"]
    assert "▼" in lines[3]
    assert "▲" not in lines[3]
    assert "d.jsonl: 20 items; metrics in per cent ± half a 95% interval" in text
    assert "worse than textrank: p < 0.05 by approximate randomisation, Holm over 9" in text
    assert "signature: rouge1,rouge2,rougeLsum|variant:rouge155|tokenizer:a-z0-9|" in text


def test_saved_runs_are_compared_in_every_format(home: Path, tmp_path: Path) -> None:
    before, after = tmp_path / "a.json", tmp_path / "b.json"
    passed(evaluate(home, "--json", before))
    assert planted(home, "--json", after).returncode == 0
    text = passed(run("compare", before, after))
    assert "▼" in text
    assert "textrank: 20 changed summaries: i0, i1" in text
    markdown = passed(run("compare", before, after, "-f", "markdown", "--metric", "rouge2"))
    assert "| method | rouge2 F |" in markdown
    assert "- **textrank**, i19" in markdown
    value = json.loads(passed(run("compare", before, after, "-f", "json")))
    assert len(value["changes"]) == 20
    assert {d["figure"] for d in value["differences"]} == {
        "rouge1.f1",
        "rouge2.f1",
        "rougeLsum.f1",
    }
    assert all(d["p_holm"] < 0.05 and d["difference"] < 0 for d in value["differences"])
    output = tmp_path / "out.xml"
    assert passed(run("compare", before, after, "-f", "junit", "-o", output)) == ""
    assert ElementTree.parse(output).getroot().tag == "testsuites"
    same = passed(run("compare", before, before))
    assert "changed" not in same
    assert passed(start("compare", before, before)) == same


def test_the_gate_passes_against_its_own_baseline(home: Path, tmp_path: Path) -> None:
    junit = tmp_path / "j.xml"
    gate = ("--baseline", home / "base.json", "--junit", junit)
    text = passed(run("evaluate", home / "d.jsonl", *ARGUMENTS, *gate))
    assert "FAIL" not in text
    assert "changed summaries" not in text
    assert text.count("pass  textrank") == 4  # a floor, and a drop for each metric
    suite = ElementTree.parse(junit).getroot().find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("5", "0")


def test_a_planted_bad_method_fails_with_3_and_all_is_reported(home: Path, tmp_path: Path) -> None:
    markdown, junit, page = (tmp_path / name for name in ("r.md", "j.xml", "page.md"))
    page.write_text("# Before\n", encoding="utf-8")
    before = (home / "base.json").read_bytes()
    result = planted(
        home,
        *("--baseline", home / "base.json", "--report-md", markdown, "--junit", junit),
        *("--max-drop", "rouge2=0.003", "--max-drop", "rouge1=1", "--update-baseline"),
        env={"GITHUB_STEP_SUMMARY": str(page)},
    )
    message = stopped(result, 3)
    assert "the quality gate failed: textrank rouge2.f1: " in message
    assert "FAIL  textrank rouge2.f1: no significant drop of more than 0.003: 0." in (
        result.stdout.decode()
    )
    assert "pass  textrank rouge1.f1: no significant drop of more than 1" in result.stdout.decode()
    report = markdown.read_text(encoding="utf-8")
    assert "<summary>Changed summaries: 20</summary>" in report
    assert all(f"- **textrank**, i{n}\n" in report for n in range(20))
    assert "| **FAIL** | textrank | rouge2.f1 |" in report
    assert page.read_text(encoding="utf-8") == "# Before\n" + report
    suite = ElementTree.parse(junit).getroot().find("testsuite")
    assert suite is not None
    failures = suite.findall("testcase/failure")
    assert suite.get("failures") == str(len(failures))
    assert len(failures) >= 1
    assert (home / "base.json").read_bytes() == before


@pytest.mark.parametrize("change", ["edited", "missing", "new"])
def test_another_data_set_is_not_comparable_and_exits_1(
    change: str, home: Path, tmp_path: Path
) -> None:
    items = rows(21 if change == "new" else 20)
    if change == "missing":
        del items[7]
    elif change == "edited":
        items[7]["references"] = ["The bridge fell."]
    write_lines(tmp_path / "d.jsonl", items)
    saved = home / "base.json"
    message = failed(evaluate(tmp_path, "--baseline", saved), 1)
    name = "i20" if change == "new" else "i7"
    assert f"do not have the same items of d.jsonl: '{name}' " in message
    assert failed(evaluate(tmp_path, "--baseline", saved, "--update-baseline"), 1) == message


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--ceiling", "0.4"], "textrank had different parameters in the baseline: ceiling"),
        (
            ["--no-stem"],
            "the scoring differs from the baseline's: stemmer:porter155, now stemmer:none",
        ),
        (["-m", "lead"], "the baseline has no run of 'lead', only of textrank"),
        (["--metric", "rouge3"], "the baseline has a floor for rouge2.f1: measure it too"),
    ],
)
def test_what_the_baseline_did_otherwise_is_not_comparable(
    arguments: list[str], message: str, home: Path
) -> None:
    assert message in failed(evaluate(home, *arguments, "--baseline", home / "base.json"), 1)


def test_a_mean_under_its_floor_fails_with_3(home: Path) -> None:
    result = evaluate(home, "--fail-under", "rouge1=0.99", "--fail-under", "words=1")
    assert "textrank rouge1.f1: at least 0.99: 0." in stopped(result, 3)
    assert "pass  textrank words: at least 1: " in result.stdout.decode()


def test_an_update_refuses_to_lower_a_floor_unless_told(home: Path, tmp_path: Path) -> None:
    saved = tmp_path / "base.json"
    saved.write_bytes((home / "base.json").read_bytes())
    lower = ("--baseline", saved, "--update-baseline", "--fail-under", "rouge2=0.05")
    message = stopped(evaluate(home, *lower), 1)
    assert "the floor of rouge2.f1 from 0.1 to 0.05: use --allow-lower" in message
    assert saved.read_bytes() == (home / "base.json").read_bytes()
    passed(evaluate(home, *lower, "--allow-lower"))
    assert json.loads(saved.read_bytes())["floors"] == {"rouge2.f1": 0.05}
    passed(evaluate(home, *lower[:3], "--fail-under", "rouge2=0.2"))
    assert json.loads(saved.read_bytes())["floors"] == {"rouge2.f1": 0.2}


def test_an_update_takes_a_worse_method_only_when_told(home: Path, tmp_path: Path) -> None:
    saved = tmp_path / "base.json"
    passed(evaluate(home, "--baseline", saved, "--update-baseline"))
    before = saved.read_bytes()
    update = ("--baseline", saved, "--update-baseline")
    assert planted(home, *update).returncode in (2, 3)
    assert saved.read_bytes() == before
    result = planted(home, *update, "--allow-lower")
    assert result.returncode == 0, result.stderr.decode()
    assert saved.read_bytes() != before


def test_an_update_takes_another_method_in(home: Path, tmp_path: Path) -> None:
    saved = tmp_path / "base.json"
    saved.write_bytes((home / "base.json").read_bytes())
    passed(evaluate(home, "-m", "lead", "--baseline", saved, "--update-baseline"))
    assert [r["method"] for r in json.loads(saved.read_bytes())["runs"]] == ["textrank", "lead"]


def test_skipped_items_are_counted_named_and_exit_1(tmp_path: Path) -> None:
    write_lines(tmp_path / "d.jsonl", ["nonsense", *rows(2), {"id": "x", "documents": []}])
    assert "d.jsonl, line 1: not JSON" in failed(evaluate(tmp_path), 1)
    result = evaluate(tmp_path, "--on-error", "skip", "--json", tmp_path / "r.json")
    assert "2 items were skipped" in stopped(result, 1)
    assert "textrank: 2 skipped: " in result.stdout.decode()
    saved = json.loads((tmp_path / "r.json").read_bytes())["runs"][0]
    assert [s["place"][-6:] for s in saved["skipped"]] == ["line 1", "line 4"]
    assert len(saved["items"]) == 2


def test_metrics_have_points_in_their_names(home: Path) -> None:
    text = passed(evaluate(home, "--metric", "rougeW1.2", "--metric", "rouge2.recall"))
    assert "rougeW1.2 F" in text
    assert "rouge2 R" in text
    passed(evaluate(home, "--metric", "rougeW1.2", "--fail-under", "rougeW1.2=0.01"))


def test_a_signature_given_back_prints_the_same(home: Path) -> None:
    options = ("--metric", "rouge2", "--variant", "rouge-score", "--no-stem", "--limit", "9w")
    text = passed(evaluate(home, *options))
    line = next(line for line in text.splitlines() if line.startswith("signature: "))
    signature = line.removeprefix("signature: ")
    assert passed(evaluate(home, "--signature", signature)) == text
    message = failed(evaluate(home, "--signature", signature, "--limit", "9w"), 2)
    assert "--signature already sets these: leave out limit" in message


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-m", "texrank"], "did you mean 'textrank'"),
        (["-m", "oracle:rouge"], "'rouge' is not a ROUGE metric"),
        (["--metric", "bleu"], "'bleu' is not a ROUGE metric"),
        (["--variant", "rouge1"], "unknown variant of ROUGE"),
        (["--limit", "9"], "is not a limit"),
        (["--length", "many"], "is not a length"),
        (["--task", "articles"], "did you mean 'article'"),
        (["--on-error", "stopp"], "did you mean 'stop'"),
        (["--alpha", "7"], "between 0 and 1"),
        (["--fail-under", "rouge2"], "write a figure and a number"),
        (["--fail-under", "rouge2=x"], "write a figure and a number"),
        (["--fail-under", "rouge3=0.1"], "no figure 'rouge3' is measured"),
        (["--fail-under", "rouge2.foo=0.1"], "no figure 'rouge2.foo"),
        (["--max-drop", "rouge2=0.1"], "need --baseline FILE"),
        (["--update-baseline"], "need --baseline FILE"),
        (["--baseline", "base.json", "--max-drop", "rouge2=nan"], "rouge2"),
        (["--baseline", "base.json", "--max-drop", "rouge2=-1"], "rouge2"),
        (["--signature", "rouge1"], "the signature has no '"),
        (
            [
                "--signature",
                "rouge1|variant:rouge155|tokenizer:a-z0-9|stemmer:none|limit:none|references:1|"
                "average:micro|alpha:0.5|stop:none|language:en|bootstrap:0|seed:0|version:0.1.0",
            ],
            "bootstrap",
        ),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(arguments: list[str], message: str, home: Path) -> None:
    given = [str(home / a) if a == "base.json" else a for a in arguments]
    assert message in failed(evaluate(home, *given), 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no.jsonl"], "no.jsonl: no such file or published data set: choose from arxiv"),
        (["a" * 300], "aaa: "),
        (["d.jsonl", "--baseline", "no.json"], "no.json: no such file"),
        (["d.jsonl", "--baseline", "d.jsonl"], "d.jsonl: not JSON"),
        (["d.jsonl", "--exceptions", "no"], "no: no such file"),
        (["d.jsonl", "--stop-words", "no"], "no: no such file"),
        (["d.jsonl", "--json", "no/r.json"], "no/r.json: cannot be written"),
    ],
)
def test_what_cannot_be_read_or_written_is_named_and_exits_1(
    arguments: list[str], message: str, home: Path
) -> None:
    places = ("d.jsonl", "no.json", "no/r.json", "no", "no.jsonl")
    given = [str(home / a) if a in places else a for a in arguments]
    assert message in stopped(run("evaluate", *given), 1)


def test_comparing_what_cannot_be_compared(home: Path, tmp_path: Path) -> None:
    saved, other = home / "base.json", tmp_path / "other.json"
    value = json.loads(saved.read_bytes())
    assert "no such file" in failed(run("compare", saved, other), 1)
    other.write_text(json.dumps({**value, "format": 0}), encoding="utf-8")
    assert "is of format 0, made by summarizer 0." in failed(run("compare", saved, other), 1)
    del value["runs"][0]["items"][4]["figures"]["rouge1.f1"]
    other.write_text(json.dumps(value), encoding="utf-8")
    assert "other.json: a saved run is damaged" in failed(run("compare", saved, other), 1)
    assert "did you mean 'text'" in failed(run("compare", saved, saved, "-f", "txt"), 2)
    assert "unknown figure 'rouge9.f1'" in failed(
        run("compare", saved, saved, "--metric", "rouge9"), 2
    )


def test_half_a_character_is_no_traceback(tmp_path: Path) -> None:
    text = "The \ud83d bridge fell. Nobody was hurt."
    item = {"id": "x", "documents": [{"text": text}], "references": ["the bridge fell"]}
    write_lines(tmp_path / "d.jsonl", [item])
    message = failed(evaluate(tmp_path, env={"GITHUB_STEP_SUMMARY": str(tmp_path / "page.md")}), 1)
    assert "d.jsonl, line 1: contains an unpaired surrogate" in message


def test_a_closed_pipe_does_not_switch_the_gate_off(home: Path, tmp_path: Path) -> None:
    """What is kept is written, and the exit code is the gate's, though nobody reads the table."""
    command = [
        sys.executable,
        "-c",
        "import sys; from summarizer.cli import run; run()",
        "evaluate",
    ]
    arguments = [
        str(home / "d.jsonl"),
        "--json",
        str(tmp_path / "r.json"),
        "--fail-under",
        "rouge1=1",
    ]
    reader, writer = os.pipe()
    os.close(reader)
    result = subprocess.run(
        [*command, *arguments], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert result.returncode == 3, result.stderr
    assert (tmp_path / "r.json").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--max-drop", "rouge2=nan"], "nan is out of range"),
        (["--max-drop", "rouge2=-0.5"], "-0.5 is out of range"),
        (["--fail-under", "rouge2=-inf"], "-inf is out of range"),
        (["--fail-under", "rouge2.x=0.1"], "no figure 'rouge2.x' is measured"),
        (["--baseline", ""], "--baseline is empty"),
        (["--json", ""], "--json is empty"),
        (["--json", "-"], "standard output has the report"),
        (["--allow-lower"], "--allow-lower needs --update-baseline"),
        (["-m", "oracle", "--select", "mmr"], "oracle takes no select"),
        (["--alpha", "2"], "between 0 and 1"),
    ],
)
def test_what_would_switch_a_gate_off_is_wrong_usage(
    arguments: list[str], message: str, home: Path
) -> None:
    assert message in failed(evaluate(home, *arguments), 2)


def test_no_file_is_written_over_another(home: Path, tmp_path: Path) -> None:
    data = home / "d.jsonl"
    before = data.read_bytes()
    assert "is already in use" in failed(evaluate(home, "--json", data), 2)
    same = ("--json", tmp_path / "x", "--junit", tmp_path / "x")
    assert "is already in use" in failed(evaluate(home, *same), 2)
    same = ("--report-md", tmp_path / "x", "--report-html", tmp_path / "x")
    assert "is already in use" in failed(evaluate(home, *same), 2)
    assert not (tmp_path / "x").exists()
    assert data.read_bytes() == before


def test_a_gate_that_cannot_tell_says_so(tmp_path: Path) -> None:
    write_lines(tmp_path / "d.jsonl", rows(4))
    saved = ("--baseline", tmp_path / "b.json")
    passed(evaluate(tmp_path, *saved, "--update-baseline"))
    assert "4 items are too few for a significant drop" in failed(evaluate(tmp_path, *saved), 1)


def test_the_page_of_a_step_that_cannot_be_written_is_named(home: Path, tmp_path: Path) -> None:
    result = evaluate(home, env={"GITHUB_STEP_SUMMARY": str(tmp_path)})
    assert "(GITHUB_STEP_SUMMARY): cannot be written: is a directory" in stopped(result, 1)


def test_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    write_lines(tmp_path / "d.jsonl", [*rows(6), cluster()])
    outputs = set()
    for seed in "01":
        files = [tmp_path / f"{name}{seed}" for name in ("json", "md", "xml", "html")]
        result = start(
            *("evaluate", tmp_path / "d.jsonl", *ARGUMENTS),
            *("-m", "lexrank", "-m", "random", "-m", "oracle", "-m", "oracle-exact"),
            *("--json", files[0], "--report-md", files[1], "--junit", files[2]),
            *("--report-html", files[3]),
            env={"PYTHONHASHSEED": seed},
        )
        outputs.add((passed(result), *(file.read_bytes() for file in files)))
    assert len(outputs) == 1


CORPUS = ROOT / "benchmarks" / "corpus" / "stories.jsonl"


@pytest.mark.parametrize("task", ["article", "brief"])
def test_the_committed_baselines_pass_and_see_a_planted_bad_default(
    task: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `make gate` runs them; an edited corpus is refused."""
    baseline = ROOT / "benchmarks" / "results" / f"baseline-{task}.json"
    arguments = ["--variant", "unicode", "--task", task, "--baseline", str(baseline)]
    arguments += ["--max-drop", "rouge1=0", "--max-drop", "rouge2=0"]
    assert "FAIL" not in passed(run("evaluate", CORPUS, *arguments))
    edited = tmp_path / "stories.jsonl"
    text = CORPUS.read_text(encoding="utf-8")
    edited.write_text(
        text.replace("Two dead as road bridge", "Three dead as road bridge", 1), "utf-8"
    )
    assert "was edited" in failed(run("evaluate", edited, *arguments), 1)

    def by_chance(features: Features, _scores: Vector, length: Length) -> Sequence[int]:
        return best(features, random(features), length)

    bad = replace(selectors.get("coverage"), function=by_chance)
    monkeypatch.setitem(selectors._entries, "coverage", bad)
    result = run("evaluate", CORPUS, *arguments)
    assert "the quality gate failed: coverage" in stopped(result, 3)


def test_a_baseline_of_another_version_is_taken_only_when_told(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "old.json"
    text = (home / "base.json").read_text(encoding="utf-8")
    other.write_text(re.sub(r"version:[0-9.]+", "version:0.0.1", text), encoding="utf-8")
    message = failed(evaluate(home, "--baseline", other), 1)
    assert "made by summarizer 0.0.1, but this is" in message
    passed(evaluate(home, "--baseline", other, "--across-versions"))


def test_the_methods_of_the_baseline_are_run_where_none_is_named(home: Path) -> None:
    saved = ("evaluate", home / "d.jsonl", "--length", "2", "--baseline", home / "base.json")
    assert "pass  textrank rouge1.f1" in passed(run(*saved))
    assert "has a run of textrank: evaluate it too" in failed(run(*saved, "-m", "lead"), 1)


def test_a_comparison_writes_each_difference_out(home: Path, tmp_path: Path) -> None:
    for name in ("lead", "random"):
        passed(run("evaluate", home / "d.jsonl", "-m", name, "--json", tmp_path / f"{name}.json"))
    text = passed(run("compare", tmp_path / "lead.json", tmp_path / "random.json"))
    assert "before" in text
    assert "95% interval" in text


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_report_that_cannot_be_written_is_no_success(home: Path) -> None:
    code = "from summarizer.cli import run; run()"
    command = [sys.executable, "-c", code, "evaluate", str(home / "d.jsonl"), "-m", "lead"]
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 1
    assert result.stderr == b"summarise: standard output: no space left on device\n"


def test_an_update_takes_no_new_method_under_the_floor(home: Path, tmp_path: Path) -> None:
    saved = tmp_path / "base.json"
    methods = ("-m", "lead", "-m", "random")
    first = ("evaluate", home / "d.jsonl", *methods[:2], "--baseline", saved, "--update-baseline")
    passed(run(*first, "--fail-under", "rouge2=0.15"))
    before = saved.read_bytes()
    message = stopped(run(*first, *methods), 3)
    assert "random rouge2.f1: at least 0.15" in message
    assert saved.read_bytes() == before
