"""The place, day and agency that a report opens with."""

import re
from collections.abc import Set

from .splitting import Span

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]++(?:[ /][A-Z][A-Z.'’-]*+){0,4}+(?:,[^\n()—–]{0,40}?)?"
    r"(?:\s\([^)\n]{2,40}\))?|\([A-Z][^)\n]{1,30}\))\s*(?:--|—|–|-)\s+(?=\S)"
    r"|\([A-Z]{2,6}\)(?=[A-Z“\"])"
)


def dateline(text: str, start: int, end: int, months: Set[str] = frozenset()) -> Span | None:  # noqa: ARG001
    """Where the dateline of a paragraph ends and where its story begins, if it has one.

    Args:
        text: the text.
        start, end: of the paragraph.
        months: the names of months in its language, in small letters.
    """
    found = _DATELINE.match(text, start, end)
    return (start + len(found.group().rstrip()), found.end()) if found else None
