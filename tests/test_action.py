"""The action for GitHub: its steps, run in a shell as on a runner, with a ``gh`` that is none."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .commands import passed, run
from .conftest import ROOT
from .items import rows, write_lines

yaml = pytest.importorskip("yaml", reason="PyYAML is for development only")
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None, reason="there is no bash here")

GH = """#!/usr/bin/env bash
# Keeps the comments of one pull request in a folder, one a file; writes down how it was called.
all="$*"
echo "$all" >> "$COMMENTS/calls"
[ -e "$COMMENTS/refuses" ] && { echo "HTTP 403" >&2; exit 1; }
case "$all" in
  *PATCH*) id=${all##*issues/comments/}; id=${id%% *} ;;
  *POST*) id=$((40 + $(ls "$COMMENTS" | wc -l))) ;;
  *)
    mark=${all#*startswith(\\"}; mark=${mark%%\\")*}
    for file in "$COMMENTS"/*.md; do
      [ -e "$file" ] && [ "$(head -n 1 "$file")" = "$mark" ] && basename "$file" .md
    done
    exit 0 ;;
esac
cp "${all##*body=@}" "$COMMENTS/$id.md"
"""


class Runner:
    """Runs the action in a folder, with its inputs."""

    def __init__(self, folder: Path) -> None:
        self.action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
        self.folder = folder
        self.comments = folder / "comments"
        self.page = folder / "page.md"
        for name in ("comments", "bin", "temp"):
            (folder / name).mkdir()
        self.fake("gh", GH)
        self.fake("python", f'#!/bin/sh\necho "$*" >> "{folder}/installed"\n')

    def fake(self, name: str, text: str) -> None:
        """A script of that name goes before all others."""
        path = self.folder / "bin" / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def run(self, **inputs: str) -> tuple[int, str]:
        """The exit code of the first step that fails, and all that was written."""
        given = {name: str(each.get("default", "")) for name, each in self.action["inputs"].items()}
        values = {f"inputs.{name}": value for name, value in {**given, **inputs}.items()}
        values |= {"github.event.pull_request.number": "7", "github.token": "secret"}
        written = ""
        for step in self.action["runs"]["steps"]:
            assert step["shell"] == "bash"
            assert "${{" not in step["run"]  # what is given is no part of a script
            if "comment" in step.get("if", "") and values["inputs.comment"] != "true":
                continue
            result = self._step(step, values)
            written += result.stdout + result.stderr
            if result.returncode:
                return result.returncode, written
        return 0, written

    def _step(
        self, step: dict[str, Any], values: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        script, outputs = self.folder / "temp" / "step.sh", self.folder / "temp" / "outputs"
        script.write_text(step["run"], encoding="utf-8")
        outputs.write_text("", encoding="utf-8")
        path = [str(self.folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
        environment = {
            **os.environ,
            "PATH": os.pathsep.join(path),
            "COMMENTS": str(self.comments),
            "GITHUB_ACTION": "gate",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_REPOSITORY": "somebody/news",
            "GITHUB_STEP_SUMMARY": str(self.page),
            "RUNNER_TEMP": str(self.folder / "temp"),
            **{name: self._filled(text, values) for name, text in step.get("env", {}).items()},
        }
        command = [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        result = subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        told = (line.partition("=") for line in outputs.read_text("utf-8").splitlines())
        where = f"steps.{step.get('id')}.outputs"
        values.update((f"{where}.{name}", value) for name, _, value in told)
        return result

    def _filled(self, text: str, values: dict[str, str]) -> str:
        filled = re.sub(r"\$\{\{ (\S+) \}\}", lambda found: values[found[1]], text)
        return filled if filled == text else self._filled(filled, values)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


INPUTS = {"dataset": "data set.jsonl", "baseline": "base.json"}


def says(runner: Runner, report: str, code: int) -> None:
    """A command that gives this report and code, and shows that it was called right."""
    (runner.folder / "report").write_text(report, encoding="utf-8")
    runner.fake(
        "summarise",
        f"""#!/bin/sh
        [ "$1 $2 $3 $4 $5" = "evaluate data set.jsonl --baseline base.json --report-md" ] || exit 9
        [ "$7 $8" = "--max-drop rouge2=*" ] || exit 9
        cat "{runner.folder}/report" > "$6"
        exit {code}
        """,
    )


def test_a_worse_system_fails_with_a_comment_and_a_page(runner: Runner) -> None:
    """The real command; all else is told by one that is quicker."""
    data, outputs = runner.folder / INPUTS["dataset"], runner.folder / "gpt.txt"
    write_lines(data, rows(17))
    outputs.write_text("".join(f"{r['references'][0]}\n" for r in rows(17)), encoding="utf-8")
    made = ("--baseline", runner.folder / "base.json", "--update-baseline", "--metric", "rouge2")
    passed(run("evaluate", data, "--summaries", outputs, *made))
    outputs.write_text("Nothing of the sort.\n" * 17, encoding="utf-8")
    code, written = runner.run(**INPUTS, arguments="--summaries gpt.txt --max-drop rouge2=0.01")
    assert code == 3
    assert "the quality gate failed: gpt rouge2.f1" in written
    assert f"-m pip install --quiet {ROOT}" in (runner.folder / "installed").read_text("utf-8")
    [comment] = runner.comments.glob("*.md")
    mark, *report = comment.read_text("utf-8").splitlines()
    assert mark == "<!-- summarise evaluate: summaries -->"
    assert report[0] == "### data set.jsonl: failed"
    assert "| gpt | rouge2 F | 1.0000 | 0.0000 | -1.0000 |" in "\n".join(report)
    assert runner.page.read_text("utf-8").splitlines() == report


def test_one_comment_follows_what_becomes_of_a_pull_request(runner: Runner) -> None:
    arguments = {**INPUTS, "arguments": "--max-drop rouge2=*"}
    for code, report in ((0, "good"), (3, "bad"), (0, "good again")):
        says(runner, f"### {report}\n", code)
        assert runner.run(**arguments)[0] == code
        [comment] = runner.comments.glob("*.md")
        assert comment.read_text("utf-8").splitlines()[1:] == [f"### {report}"]
    calls = (runner.comments / "calls").read_text("utf-8")
    assert [calls.count(each) for each in ("POST", "PATCH")] == [1, 2]
    assert "secret" not in calls
    runner.run(**arguments, name='other "gate"')
    assert len(list(runner.comments.glob("*.md"))) == 2
    runner.run(**arguments, name="third", comment="false")
    assert len(list(runner.comments.glob("*.md"))) == 2


def test_what_gives_no_verdict_is_said_where_people_look(runner: Runner) -> None:
    runner.fake("summarise", "#!/bin/sh\necho 'summarise: base.json: no such file' >&2; exit 1\n")
    code, written = runner.run(**INPUTS)
    assert code == 1
    [comment] = runner.comments.glob("*.md")
    for text in (written, runner.page.read_text("utf-8"), comment.read_text("utf-8")):
        assert "summarise: base.json: no such file" in text
    assert comment.read_text("utf-8").splitlines()[1] == "### data set.jsonl: no verdict"


def test_a_token_that_may_not_comment_does_not_change_the_verdict(runner: Runner) -> None:
    (runner.comments / "refuses").touch()
    for wanted in (0, 3):
        says(runner, "### report\n", wanted)
        code, written = runner.run(**INPUTS, arguments="--max-drop rouge2=*")
        assert code == wanted
        assert "::warning::The report was not put on the pull request" in written


def test_a_comment_is_not_longer_than_may_be(runner: Runner) -> None:
    says(runner, "### report\n" + f"- {'ü' * 900}\n" * 100, 0)
    runner.run(**INPUTS, arguments="--max-drop rouge2=*")
    [comment] = runner.comments.glob("*.md")
    assert 30_000 < len(comment.read_bytes()) < 65_536
    assert comment.read_text("utf-8").endswith("The whole is in the summary of the job.\n")


@pytest.mark.skipif(shutil.which("jq") is None, reason="there is no jq here")
def test_a_comment_is_found_by_its_first_line(runner: Runner) -> None:
    says(runner, "x", 0)
    runner.run(**INPUTS, arguments="--max-drop rouge2=*")
    calls = (runner.comments / "calls").read_text("utf-8")
    query = calls.splitlines()[0].partition("--jq ")[2]
    mark = "<!-- summarise evaluate: summaries -->"
    bodies = [f"I saw {mark}", f"{mark}\n### report", "other"]
    comments = [{"id": number, "body": body} for number, body in enumerate(bodies)]
    found = subprocess.run(
        ["jq", query], input=json.dumps(comments), capture_output=True, text=True, check=True
    )
    assert found.stdout == "1\n"


def test_the_step_of_the_docs_gives_what_it_takes() -> None:
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    shown = yaml.safe_load(page.partition("```yaml\n")[2].partition("```")[0])
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    given = shown["steps"][-1]["with"]
    assert given.keys() <= inputs.keys()
    assert given.keys() >= {name for name, each in inputs.items() if each.get("required")}


def test_it_asks_for_no_more_than_the_token_of_the_job() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    text = (ROOT / "action.yml").read_text("utf-8")
    assert "secrets." not in text
    assert action["inputs"]["token"]["default"] == "${{ github.token }}"
    assert not [step for step in action["runs"]["steps"] if "uses" in step]
