"""The pytest plug-in, in suites that use it and in those that do not."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import extractive_summarizer_pytest as plugin
from summarizer.evaluation import Run, load_runs

from .conftest import ROOT
from .items import rows, write_lines

pytest_plugins = ("pytester",)

PLUGIN = ("-p", plugin.__name__, "-p", "no:cacheprovider", "-p", "no:benchmark")
LEAD = 'def test_lead(summary_gate):\n    summary_gate("d.jsonl", "b.json"{})\n'


@pytest.fixture
def suite(pytester: pytest.Pytester, lead: Run) -> pytest.Pytester:
    """A folder with a data set; all that a gate imports is there, and stays there."""
    write_lines(pytester.path / "d.jsonl", rows(20))
    return pytester


def outcome(suite: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return suite.runpytest_inprocess(*PLUGIN, *arguments)


def made(suite: pytest.Pytester, arguments: str) -> None:
    """A baseline, by a test that is then in force."""
    suite.makepyfile(LEAD.format(arguments))
    outcome(suite, plugin.UPDATE).assert_outcomes(passed=1)


def test_length_method_and_scoring_come_from_the_baseline(suite: pytest.Pytester) -> None:
    made(suite, ', "lead", length=2, task="article", floors={"rouge2": 0.1}')
    saved = load_runs(suite.path / "b.json")
    assert (saved.runs[0].task, saved.runs[0].parameters["length"]) == ("article", "2")
    assert saved.floors == {"rouge2.f1": 0.1}
    suite.makepyfile(LEAD.format(""))
    result = outcome(suite)
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        [
            "*= summary gates =*",
            "test_*.py::test_lead",
            "method *figure  before   after  difference        95% interval       p",
            "lead *rouge2 F  0.* 0.* +0.0000  +0.0000 to +0.0000  1.0000",
            "d.jsonl: 20 items, against the baseline b.json: 4 of 4 checks passed",
        ]
    )


def test_a_worse_method_fails_with_the_checks_that_do_not_hold(suite: pytest.Pytester) -> None:
    best = ', summaries={f"i{n}": t for n, t in enumerate(TEXTS * 10)}'
    texts = [row["references"][0] for row in rows(2)]
    suite.makepyfile(f"TEXTS = {texts!r}\n{LEAD.format(best)}")
    outcome(suite, plugin.UPDATE).assert_outcomes(passed=1)
    suite.makepyfile(LEAD.format(", summaries=lambda item: item.documents[0].text[:30]"))
    result = outcome(suite)
    result.assert_outcomes(failed=1)
    text = result.stdout.str()
    assert "FAIL  summaries rouge2.f1: no significant drop of more than 0: 1.0000 to 0." in text
    assert "0 of 3 checks passed" in text
    assert "Traceback" not in text
    assert "def test_lead" not in text  # what is said is the gate's, not where it stands
    suite.makepyfile(LEAD.format(', summaries=lambda i: "x", max_drop={"rouge2": 1.0}'))
    outcome(suite).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (', "lead", length=3', "no verdict: lead had different parameters*give length=2"),
        (', "random"', "no verdict: the baseline has a run of lead: evaluate it too"),
        (', task="brief"', "no verdict: the baseline's task is 'article', * give task=article"),
        (', floors={"rouge2": 0.99}', "FAIL  lead rouge2.f1: at least 0.99: 0.*"),
        (', max_drop={"words": 1}', "no verdict: words is not worse when lower*"),
        (', summaries="none.txt"', "no verdict: *none.txt: no such file*"),
    ],
)
def test_what_is_wrong_is_one_line(arguments: str, message: str, suite: pytest.Pytester) -> None:
    made(suite, ', "lead", length=2, task="article"')
    suite.makepyfile(LEAD.format(arguments))
    result = outcome(suite)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([message])


def test_a_baseline_is_made_when_told_and_never_lowered(suite: pytest.Pytester) -> None:
    suite.makepyfile(LEAD.format(', summaries={f"i{n}": "A ferry sank." for n in range(20)}'))
    result = outcome(suite)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"b.json: no such baseline: make it by pytest {plugin.UPDATE}"])
    assert not (suite.path / "b.json").exists()
    outcome(suite, plugin.UPDATE).assert_outcomes(passed=1)
    before = (suite.path / "b.json").read_bytes()
    suite.makepyfile(LEAD.format(', summaries={f"i{n}": "A ferry." for n in range(20)}'))
    result = outcome(suite, plugin.UPDATE)
    result.assert_outcomes(failed=1)
    assert (suite.path / "b.json").read_bytes() == before


def test_files_of_summaries_lie_beside_the_test(suite: pytest.Pytester) -> None:
    folder = suite.mkdir("inner")
    (suite.path / "d.jsonl").rename(folder / "d.jsonl")
    (folder / "out.txt").write_text("A ferry sank.\n" * 20, encoding="utf-8")
    text = LEAD.format(', summaries="out.txt", scoring=None')
    (folder / "test_inner.py").write_text(text, encoding="utf-8")
    outcome(suite, plugin.UPDATE).assert_outcomes(passed=1)
    [run] = load_runs(folder / "b.json").runs
    assert (run.method, run.items[0].summary) == ("summaries", ("A ferry sank.",))


def test_tables_of_other_processes_are_shown_too(suite: pytest.Pytester) -> None:
    pytest.importorskip("xdist", reason="pytest-xdist is for development only")
    made(suite, ', "lead", length=2')
    result = suite.runpytest_subprocess(*PLUGIN, "-n", "1")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*= summary gates =*", "*::test_lead", "method *"])


def test_a_suite_that_does_not_use_it_is_as_it_was(tmp_path: Path) -> None:
    """Nothing of ours is imported, and a package of the same name is the suite's own."""
    own = "import sys, summarizer\n\ndef test_own():\n    assert summarizer.__file__ == {!r}\n"
    own += "    assert not {{m for m in ('numpy', 'summarizer.errors') if m in sys.modules}}\n"
    (tmp_path / "summarizer.py").touch()
    (tmp_path / "test_own.py").write_text(own.format(str(tmp_path / "summarizer.py")), "utf-8")
    place = str(Path(plugin.__file__).parent)
    code = f"import sys, pytest; sys.path.append({place!r}); sys.exit(pytest.main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "-q", *PLUGIN]
    result = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "summary gates" not in result.stdout


def test_the_suite_of_the_docs(suite: pytest.Pytester) -> None:
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```py\n(import my_model\n.*?)```", page, re.DOTALL)
    (suite.path / "data.jsonl").write_bytes((suite.path / "d.jsonl").read_bytes())
    suite.makepyfile(block)
    suite.makepyfile(my_model="def summary_of(item):\n    return item.documents[0].text[:30]\n")
    suite.syspathinsert()
    outcome(suite, plugin.UPDATE).assert_outcomes(passed=2)
    outcome(suite).assert_outcomes(passed=2)


def test_a_report_for_a_build_server_has_the_table(suite: pytest.Pytester) -> None:
    made(suite, ', "lead", length=2')
    outcome(suite, "--junitxml", "j.xml").assert_outcomes(passed=1)
    assert 'name="summary gate" value="method' in (suite.path / "j.xml").read_text("utf-8")
    assert json.loads((suite.path / "b.json").read_bytes())["runs"][0]["task"] == "auto"
