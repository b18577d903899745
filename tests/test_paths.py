"""The paths of a stranger: each is five lines of a page at most, and does what the page says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from summarizer.text.words import count_words

from .conftest import ARTICLES, ROOT
from .items import rows, write_lines
from .test_docs import blocks

LINES = 5
BASH = shutil.which("bash")
needs_a_shell = pytest.mark.skipif(BASH is None, reason="there is no bash here")


def block(page: str, language: str, start: str) -> list[str]:
    """The lines of the one block of a page that begins so."""
    known = [each for each in blocks(ROOT / page) if each.language == language]
    [found] = [each.text.splitlines() for each in known if each.text.startswith(start)]
    assert len(found) <= LINES
    return found


def run_lines(lines: list[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    """Lines in a shell that stops at the first that fails; pip only tells where it was called."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    pip = tools / "pip"
    pip.write_text('#!/bin/sh\necho "$PWD: pip $*"\n', encoding="utf-8")
    pip.chmod(0o755)
    path = os.pathsep.join([str(tools), str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        [str(BASH), "-e", "-c", "\n".join(lines)],
        cwd=folder,
        env={**os.environ, "PATH": path, "GIT_CONFIG_GLOBAL": os.devnull},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@needs_a_shell
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is no clone")
@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_from_a_clone_to_a_brief_of_ones_own_folder_and_its_page(tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(ARTICLES, own, ignore=shutil.ignore_patterns("README.md"))
    given = {"ADDRESS": str(ROOT), "YOUR_FOLDER": str(own)}
    lines = [
        re.sub("|".join(given), lambda found: given[found[0]], line)
        for line in block("docs/install.md", "sh", "git clone")
    ]
    done = run_lines(lines, tmp_path)
    assert done.returncode == 0, done.stderr
    clone = tmp_path / "summarizer"
    assert f"{clone}: pip install ." in done.stdout
    assert "== Story 2 of 2: " in done.stdout
    page = (clone / "report.html").read_text(encoding="utf-8")
    assert "2 stories from 6 sources" in page


@needs_a_shell
def test_a_gate_is_made_and_passes(tmp_path: Path) -> None:
    """A data set on which LexRank reaches the floor of the page."""
    write_lines(tmp_path / "data.jsonl", rows(17))
    done = run_lines(
        block("docs/evaluation.md", "sh", "summarise evaluate data.jsonl -m"), tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "pass  lexrank rouge2.f1: no significant drop of more than 0.003" in done.stdout


COMPRESSORS = {
    "langchain_core": "from langchain_core",
    "llama_index": "from llama_index",
}


@pytest.mark.parametrize("package", COMPRESSORS)
def test_a_compressor_shortens_what_a_retriever_finds(package: str) -> None:
    """The block of the page, with a text of ours in the place of the dots."""
    pytest.importorskip(package, reason=f"{package} is not installed")
    lines = block("docs/context.md", "py", COMPRESSORS[package])
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("f*.txt")))
    *before, last = "\n".join(lines).replace('"…"', "TEXT").replace("2000t", "60w").split("\n")
    namespace: dict[str, Any] = {"TEXT": text}
    exec("\n".join([*before, f"found = {last}"]), namespace)
    [found] = namespace["found"]
    shown = getattr(found, "page_content", None) or found.node.text
    assert "14 people hurt" in shown
    assert 0 < count_words(shown) <= 60


def test_who_meant_the_other_package_is_told() -> None:
    """bert-extractive-summarizer installs a package of the same name."""
    with pytest.raises(ImportError, match="install the two in different environments"):
        exec("from summarizer import Summarizer", {})
