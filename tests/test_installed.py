"""What an installation from the wheel holds; `make wheel` runs all tests on one."""

import sysconfig
from importlib.metadata import distribution
from pathlib import Path

import pytest

import summarizer

from .conftest import ROOT

PACKAGE = Path(summarizer.__file__).parent

pytestmark = pytest.mark.skipif(
    PACKAGE.is_relative_to(ROOT), reason="the package is the source tree, not an installation"
)


def files() -> set[str]:
    """What the installer wrote, as it recorded it, compiled files aside."""
    recorded = distribution("summarizer").files or []
    return {path.as_posix() for path in recorded if path.suffix != ".pyc"}


def test_the_package_is_the_one_that_pip_installed() -> None:
    assert PACKAGE.parent == Path(sysconfig.get_path("purelib"))


def test_nothing_but_the_package_its_metadata_and_the_command_is_installed() -> None:
    tops = {name.partition("/")[0] for name in files() if not name.startswith("../")}
    version = distribution("summarizer").version
    assert tops == {"summarizer", f"summarizer-{version}.dist-info"}
    assert [Path(name).name for name in files() if name.startswith("../")] == ["summarise"]


def test_types_and_licence_are_there() -> None:
    assert "summarizer/py.typed" in files()
    assert any(name.endswith("/licenses/LICENSE") for name in files())
    assert distribution("summarizer").metadata["License-Expression"] == "Apache-2.0"
