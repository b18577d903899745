"""The examples of docs/examples do what their pages say: each is run as a reader would."""

import json
import os
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from summarizer import Document

from .conftest import ARTICLES, ROOT

EXAMPLES = ROOT / "docs" / "examples"
CORPUS = ROOT / "benchmarks" / "corpus" / "stories.jsonl"
SCRIPTS = sorted(EXAMPLES.glob("*.py"))


def run(*arguments: object) -> str:
    """What a Python process that does not fail writes to standard output."""
    command = [sys.executable, *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, cwd=ROOT, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_is_short_shown_on_a_page_and_says_how_to_run_it(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 40
    assert f"\npython docs/examples/{script.name} " in text
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md"))
    assert f"```{{literalinclude}} examples/{script.name}\n" in pages


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_the_digest_holds_every_story_and_only_sentences_of_the_articles(
    suffix: str, tmp_path: Path, articles: list[Document]
) -> None:
    listed = run(EXAMPLES / "news_digest.py", ARTICLES, tmp_path / f"digest{suffix}")
    headings = re.findall(r"^(.+): 3 articles, \d sentences$", listed, re.MULTILINE)
    assert len(headings) == len(listed.splitlines()) == 2
    digest = (tmp_path / f"digest{suffix}").read_text(encoding="utf-8")
    for story in headings:
        assert story in digest
    texts = [" ".join(article.text.split()) for article in articles]
    for line in re.findall(r"^- (?:\*\*.+?\*\*: )?(.+) \([^()]+\)$", digest, re.MULTILINE):
        assert any(line in text for text in texts)


def test_the_context_is_within_its_budget_and_each_place_is_that_of_its_sentence(
    articles: list[Document],
) -> None:
    files = sorted(ARTICLES.glob("ferry-*.txt"))
    prompt = run(EXAMPLES / "shorten_context.py", "Was the lamp lit?", 80, *files)
    quoted = re.findall(r"^\[(\S+):(\d+)\] (.+)$", prompt, re.MULTILINE)
    texts = {article.id: article.text for article in articles}
    for document, start, line in quoted:
        assert " ".join(texts[document][int(start) :].split()).startswith(line)
    tokens = sum(len(re.findall(r"\w+|[^\w\s]", line)) for *_place, line in quoted)
    assert 0 < tokens <= 80
    assert any("lamp" in line for *_place, line in quoted)
    assert prompt.endswith("Question: Was the lamp lit?\n")


def test_a_method_of_ones_own_is_held_against_the_others_by_figures_that_add_up() -> None:
    lines = run(EXAMPLES / "evaluate_own_method.py", CORPUS).splitlines()
    own = re.fullmatch(r"early-figures: ROUGE-2 F (0\.\d{3})", lines[0])
    others = [
        re.fullmatch(r"(\S+): ([+-]\d\.\d{3}), p = ([\d.]+), (differs|may be luck)", line)
        for line in lines[1:]
    ]
    assert own
    assert [other and other[1] for other in others] == ["coverage", "lead", "random"]
    for other in filter(None, others):
        assert (other[4] == "differs") == (float(other[3]) < 0.05)
        assert 0 < float(own[1]) + float(other[2]) < 1


WORKFLOWS = sorted((EXAMPLES / "workflows").glob("*.yml"))


def job_of(name: str) -> dict[str, Any]:
    """The one job of a workflow."""
    [job] = read_workflow(EXAMPLES / "workflows" / f"{name}.yml")["jobs"].values()
    return dict(job)


def read_workflow(path: Path) -> dict[str, Any]:
    yaml = pytest.importorskip("yaml", reason="PyYAML is for development only")
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def summarising(job: dict[str, Any]) -> str:
    """The step of a job that runs our command."""
    [found] = [step["run"] for step in job["steps"] if "summarise " in step.get("run", "")]
    return str(found)


def command_line(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """A command of the workflow, run in a folder as on a runner."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    page = {"GITHUB_STEP_SUMMARY": str(folder / "page.md"), "PATH": path}
    return subprocess.run(
        command, shell=True, cwd=folder, env={**os.environ, **page}, check=False, timeout=300
    )


def failures(junit: Path) -> list[ET.Element]:
    return ET.parse(junit).getroot().findall(".//failure")


def test_the_workflow_passes_on_what_it_was_made_for_and_fails_on_less(tmp_path: Path) -> None:
    job = job_of("summaries")
    gate = summarising(job)
    (tmp_path / "summaries").mkdir()
    data = tmp_path / "summaries" / "data.jsonl"
    data.write_bytes(CORPUS.read_bytes())
    baseline = tmp_path / "summaries" / "baseline.json"
    first = f"summarise evaluate {data} --variant unicode --baseline {baseline} --update-baseline"
    assert command_line(first, tmp_path).returncode == 0

    assert command_line(gate, tmp_path).returncode == 0
    kept = job["steps"][-1]["with"]["path"].split()
    assert all((tmp_path / name).stat().st_size for name in kept)
    assert not failures(tmp_path / "summaries.xml")
    assert (tmp_path / "page.md").read_text(encoding="utf-8")

    # Whatever the methods gain or lose, a floor that none can reach makes the same gate fail.
    assert command_line(f"{gate} --fail-under rouge2=0.99", tmp_path).returncode == 3
    assert failures(tmp_path / "summaries.xml")


def test_the_page_of_the_day_is_made_of_what_can_be_read(tmp_path: Path) -> None:
    make = summarising(job_of("brief"))
    (tmp_path / "addresses.txt").touch()
    (tmp_path / "news").mkdir()
    bad = tmp_path / "news" / "bad.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert command_line(make, tmp_path).returncode != 0
    for article in ARTICLES.glob("*.txt"):
        (tmp_path / "news" / article.name).write_bytes(article.read_bytes())
    assert command_line(make, tmp_path).returncode == 0
    assert "Ferry hits gravel barge" in (tmp_path / "brief.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_is_on_a_page_and_asks_for_no_more_than_it_needs(path: Path) -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md"))
    assert f"```{{literalinclude}} examples/workflows/{path.name}\n" in pages
    assert read_workflow(path)["permissions"] == {"contents": "read"}
    job = job_of(path.stem)
    assert job["timeout-minutes"] <= 15
    for step in job["steps"]:
        assert ("uses" in step) != ("run" in step)


def test_a_release_is_built_from_its_tag_and_published_apart() -> None:
    """What builds cannot publish, and what publishes runs nothing of the repository."""
    path = ROOT / ".github" / "workflows" / "release.yml"
    if not path.exists():
        pytest.skip("the sdist has no workflows")
    workflow = read_workflow(path)
    assert workflow["permissions"] == {"contents": "read"}
    build, publish = (workflow["jobs"][name] for name in ("build", "publish"))
    assert publish["needs"] == "build"
    assert publish["permissions"] == {"id-token": "write"}
    assert "environment" not in build
    assert not [step for step in publish["steps"] if "checkout" in step.get("uses", "")]
    [check] = [step["run"] for step in build["steps"] if "GITHUB_REF_NAME" in step.get("run", "")]
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    for tag, wanted in ((f"v{version}", 0), ("v99.0", 1)):
        environment = {**os.environ, "GITHUB_REF_NAME": tag}
        done = subprocess.run(check, shell=True, cwd=ROOT, env=environment, check=False)
        assert done.returncode == wanted


def shown(output: dict[str, Any]) -> Any:
    """What a reader sees: HTML where there is some, or else text."""
    data = output.get("data", {})
    return data.get("text/html") or data.get("text/plain") or output["text"]


def outputs(notebook: Path) -> list[Any]:
    """What the cells of code show."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [shown(o) for cell in cells if cell["cell_type"] == "code" for o in cell["outputs"]]


def test_the_notebook_shows_what_its_cells_give(tmp_path: Path) -> None:
    for package in ("nbclient", "ipykernel"):
        pytest.importorskip(package, reason="the group notebooks is not installed")
    committed = EXAMPLES / "tour.ipynb"
    run("-m", "tests.run_notebook", committed, tmp_path / "tour.ipynb")
    assert len(outputs(committed)) == 6
    assert outputs(tmp_path / "tour.ipynb") == outputs(committed)
