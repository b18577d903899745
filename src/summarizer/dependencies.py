"""What is installed: this distribution, and packages that only some of the work needs."""

from importlib.util import find_spec

from .errors import MissingDependencyError

DISTRIBUTION = "extractive-summarizer"
"""What pip calls it."""


def version() -> str:
    """The version that is installed."""
    from importlib.metadata import version  # a quarter of the time that the command starts in

    return version(DISTRIBUTION)


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
                f"{what} needs {package}, which is not installed: "
                f"pip install '{DISTRIBUTION}[{extra}]'"
            )
