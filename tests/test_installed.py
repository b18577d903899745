"""What an installation from the wheel holds; `make wheel` runs this, and a part of the others."""

import sysconfig
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path
from pkgutil import walk_packages

import pytest

import summarizer
from summarizer import Document, brief, render, summarise
from summarizer.cli import cli
from summarizer.text.languages import language_codes

from .commands import passed, start
from .conftest import ARTICLES, ROOT

PACKAGE = Path(summarizer.__file__).parent

pytestmark = pytest.mark.skipif(
    PACKAGE.is_relative_to(ROOT), reason="the package is the source tree, not an installation"
)


def files() -> set[str]:
    """What the installer wrote, as it recorded it, compiled files aside."""
    recorded = distribution("extractive-summarizer").files or []
    return {path.as_posix() for path in recorded if path.suffix != ".pyc"}


def test_the_package_is_the_one_that_pip_installed() -> None:
    assert PACKAGE.parent == Path(sysconfig.get_path("purelib"))


def test_nothing_but_the_package_its_metadata_and_the_command_is_installed() -> None:
    tops = {name.partition("/")[0] for name in files() if not name.startswith("../")}
    version = distribution("extractive-summarizer").version
    plugin = "extractive_summarizer_pytest.py"
    assert tops == {"summarizer", plugin, f"extractive_summarizer-{version}.dist-info"}
    scripts = {Path(name).name for name in files() if name.startswith("../")}
    assert scripts == {"summarise", "summarize"}


def test_types_and_licence_are_there() -> None:
    assert "summarizer/py.typed" in files()
    assert any(name.endswith("/licenses/LICENSE") for name in files())
    assert distribution("extractive-summarizer").metadata["License-Expression"] == "Apache-2.0"


def test_every_module_imports_where_no_extra_is() -> None:
    """Those that fetch addresses, or are made for another library, name theirs."""
    for module in walk_packages(summarizer.__path__, "summarizer."):
        if not module.name.startswith(("summarizer.read.web.", "summarizer.integrations.")):
            import_module(module.name)


@pytest.mark.parametrize("name", cli.commands)
def test_every_command_starts(name: str) -> None:
    assert "Usage:" in passed(start(name, "--help"))


def test_the_command_makes_a_brief() -> None:
    assert "== Story 2 of 2: " in passed(start("brief", ARTICLES))


@pytest.mark.parametrize("code", language_codes())
def test_every_language_has_its_data(code: str) -> None:
    assert str(summarise("Ein 1 a. Zwei 2 b.", 1, language=code))


def test_pages_have_their_templates(articles: list[Document]) -> None:
    summary, story = summarise(articles[0]), brief(articles)
    assert render(summary, "html").startswith("<!")
    assert render(story, "html").startswith("<!")
    assert summary._repr_html_()
    assert story._repr_html_()
