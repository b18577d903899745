"""Packages that only some of the work needs, each brought by an extra."""

from importlib.util import find_spec

from .errors import MissingDependencyError


def require(what: str, extra: str, *packages: str) -> None:
    """Refuse what needs a package that is not installed.

    Args:
        what: what needs the packages, as the subject of a sentence: ``"reading PDF"``.
        extra: the extra that brings them.
        packages: the names by which they are imported.

    Raises:
        MissingDependencyError: one is not installed; the message names it and the extra.
    """
    for package in packages:
        if find_spec(package) is None:
            raise MissingDependencyError(
                f"{what} needs {package}, which is not installed: pip install 'summarizer[{extra}]'"
            )
