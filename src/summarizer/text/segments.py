"""A whole text cut up: sentences, headings and the rest, each with its place."""

from typing import NamedTuple

from .languages import Language, get_language
from .layout import Kind, blocks
from .splitting import Span, split

_WHOLE = frozenset({"heading", "dateline", "boilerplate"})
"""Kinds of block that are one segment however many full stops they hold."""


class Segment(NamedTuple):
    """A sentence, or a heading or other line that is none.

    Attributes:
        start, end: code points; ``text[start:end]`` is the segment, stripped.
        kind: what it is.
        paragraph: the number of the paragraph or line it stands in, from 0.
    """

    start: int
    end: int
    kind: Kind
    paragraph: int


def segments(text: str, language: Language) -> list[Segment]:
    """Cut a text into segments, in order and without overlap; no words, no segments."""
    found: list[Segment] = []
    for paragraph, (start, end, kind) in enumerate(blocks(text, language.boilerplate)):
        if kind in _WHOLE:
            found.append(Segment(start, end, kind, paragraph))
        else:
            spans = split(text, start, end, language.rules)
            found += [Segment(a, b, kind, paragraph) for a, b in spans]
    return found


def split_sentences(text: str, language: str = "en") -> list[Span]:
    """Cut a text into sentences.

    Paragraphs, headings and wrapped lines are told apart by the look of the text; a heading or
    another line of its own is a span of its own.

    Args:
        text: any text, in any layout.
        language: ISO 639-1 code of its language.

    Returns:
        ``(start, end)`` of each, in code points: in order, without overlap, stripped of blanks.

    Raises:
        UnknownNameError: no such language.
    """
    return [(s.start, s.end) for s in segments(text, get_language(language))]
