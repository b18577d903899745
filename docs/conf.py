"""How Sphinx builds these pages: `make docs`, offline."""

import re
from typing import Any

import summarizer

project = "summarizer"
author = "The summarizer authors"
project_copyright = author
release = version = summarizer.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "examples"]
myst_heading_anchors = 3  # so that a page can link to a heading of another

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True  # an attribute is a line of its class, not an entry of its own

# Builds are offline, so there is no intersphinx: the types of Python and numpy, our aliases for
# functions and arrays, and type variables have no page to link to.
nitpick_ignore_regex = [
    (r"py:class", r"(?:collections\.abc|datetime|numpy|re|typing)\..*|(?:np|npt)\..*"),
    (
        r"py:class",
        r"Any|Callable|Iterable|Literal|Sequence|Path|PathLike|pathlib\.Path|date|dtype|float64"
        r"|ndarray|\.\.\.",
    ),
    (r"py:(?:class|exc)", r"ValueError|Exception"),
    (r"py:class", r"Ranker|Selector|Vector|summarizer\.registry\.[A-Z]|[A-Z]"),
    (r"py:class", r"(?:summarizer\.evaluation\.settings\.)?Limit"),
    (r"py:class", r"Mapping(?:\[str)?|(?:pyspark\.sql\.)?DataFrame"),
    # Names of ours that are no part of the public interface.
    (r"py:class", r"(?:summarizer\.length\.)?Budget|Reading|Rivals"),
]

html_theme = "furo"
html_title = f"{project} {release}"
html_static_path = ["_static"]
html_css_files = ["pages.css"]

_ALIASES = {
    "ndarray[tuple[Any, ...], dtype[float64]]": "Vector",
    "Callable[[Features], Vector]": "Ranker",
    "Callable[[Features, Vector, Length], Sequence[int]]": "Selector",
}


def _name_aliases(
    _app: object, _what: str, _name: str, _object: object, _options: object, *signature: str | None
) -> tuple[str | None, ...]:
    """Write `Ranker` where autodoc spells out what it stands for, module by module."""
    return tuple(part and _shortened(part) for part in signature)


def _shortened(signature: str) -> str:
    short = re.sub(r"~(?:\w+\.)+", "", signature)
    for long, alias in _ALIASES.items():
        short = short.replace(long, alias)
    return short


def _keep_prose(
    _app: object, what: str, _name: str, _object: object, _options: object, lines: list[str]
) -> None:
    """Keep napoleon from reading a type into prose that has a colon or a comma.

    Types stand in the signatures. What is returned and what a property is are therefore prose,
    which a colon in front says; and "start, end:" are two names, not a name and a type.
    """
    starts = [i + 1 for i, line in enumerate(lines[:-1]) if line.strip() == "Returns:"]
    for i in starts + ([0] if lines and what in ("attribute", "property") else []):
        prose = lines[i].lstrip()
        lines[i] = f"{lines[i][: len(lines[i]) - len(prose)]}: {prose}"
    lines[:] = [re.sub(r"^(\s+\w+), (\w+: )", r"\1/\2", line) for line in lines]


def setup(app: Any) -> None:
    """Connect the two, the second before napoleon."""
    app.connect("autodoc-process-signature", _name_aliases)
    app.connect("autodoc-process-docstring", _keep_prose, priority=400)
