"""The shape of the house: what imports what, and what is public."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import summarizer

SOURCE = Path(summarizer.__file__).parent


def modules() -> dict[str, Path]:
    """Every module of the package but its top, by dotted name."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name:
            found[name] = path
    return found


def test_only_the_command_prints() -> None:
    for name, path in modules().items():
        called = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert "print" not in called, name


def test_what_is_visible_is_what_is_public() -> None:
    assert summarizer.__all__ == sorted(summarizer.__all__, key=lambda n: n)
    assert dir(summarizer) == summarizer.__all__
    for name in summarizer.__all__:
        assert getattr(summarizer, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = summarizer.nothing


def loaded(code: str) -> set[str]:
    """The top modules a fresh interpreter has loaded; requests tells that sumy is in use."""
    listing = "import sys; print(*{m.partition('.')[0] for m in sys.modules})"
    command = [sys.executable, "-c", f"{code}; {listing}"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return set(out.split("\n")[-2].split())


def test_the_package_alone_costs_next_to_nothing_to_import() -> None:
    """Of ours only its top, of others nothing that Python has not loaded by itself or brings."""
    added = loaded("import summarizer") - loaded("pass")
    assert added - sys.stdlib_module_names == {"summarizer"}
    loaded("import sys, summarizer; assert not [m for m in sys.modules if 'summarizer.' in m]")


def test_nothing_is_imported_that_is_not_used() -> None:
    assert not loaded("import summarizer") & {"numpy", "scipy", "click", "requests", "nltk"}
    short = "import summarizer; summarizer.summarise('One here. Two there.')"
    assert not loaded(short) & {"scipy", "requests", "nltk", "click", "tiktoken"}
    plain = "import summarizer; summarizer.render(summarizer.summarise('One. Two.'), 'markdown')"
    assert "jinja2" not in loaded(plain)
    helped = "from summarizer.cli import main; main(['article', '--help'])"
    assert not loaded(helped) & {"numpy", "scipy", "requests", "nltk"}


def test_public_functions_and_classes_are_documented() -> None:
    for name in summarizer.__all__:
        value = getattr(summarizer, name)
        assert isinstance(value, str) or value.__doc__
