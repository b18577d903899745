"""What a text is made of: the room where lines, paragraphs, kinds and datelines come together."""

from collections.abc import Mapping
from typing import NamedTuple

from .datelines import dateline
from .kinds import NO_SIGNS, Kind, Signs, kinds_of
from .paragraphs import paragraphs
from .rules import BLANKS, Span
from .views import View


class Block(NamedTuple):
    """A paragraph, a heading, a line that is no prose: start and end in code points, and which."""

    start: int
    end: int
    kind: Kind


class Layout(NamedTuple):
    """What a text is made of.

    Attributes:
        text: the text without what stands inside its paragraphs and is no part of them, such as
            the quote marks of mail and running heads.
        blocks: its paragraphs and other lines, in order; they hold every other character that is
            not blank.
        view: from places in it to those in the text as given; ``None`` where it is that text.
        left_out: what was left out, as places in the text as given.
    """

    text: str
    blocks: list[Block]
    view: View | None = None
    left_out: tuple[Span, ...] = ()


def layout(text: str, signs: Signs = NO_SIGNS, marked: Mapping[int, Kind] | None = None) -> Layout:
    """What a text is made of.

    Args:
        text: any text; line ends of every kind count.
        signs: what tells the lines that are no prose, in the text's language.
        marked: what the markup of a file says its lines are, by where each starts; every line
            is a block then, and those that are not marked are told by their look. ``None`` for
            plain text, whose lines may be wrapped.
    """
    if marked is not None:
        return Layout(text, _blocks(text, _lines(text), signs, marked))
    spans, kinds, left_out = paragraphs(text)
    if not left_out:
        return Layout(text, _blocks(text, spans, signs, kinds))
    view = View(text, left_out)
    spans = [(view.place(start), view.place(end)) for start, end in spans]
    blocks = _blocks(view.text, spans, signs, view.places(kinds))
    return Layout(view.text, blocks, view, tuple(left_out))


def _blocks(
    text: str, paragraphs: list[Span], signs: Signs, known: Mapping[int, Kind]
) -> list[Block]:
    """Paragraphs with their kinds, and datelines apart."""
    found: list[Block] = []
    is_first = True
    kinds = kinds_of(text, paragraphs, signs, known)
    for (start, end), kind in zip(paragraphs, kinds, strict=True):
        if kind == "prose":
            parted = dateline(text, start, end, signs.months, is_first)
            is_first = False
            if parted:
                found.append(Block(start, parted[0], "dateline"))
                start = parted[1]  # the paragraph without it
        found.append(Block(start, end, kind))
    return found


def _lines(text: str) -> list[Span]:
    """The lines that hold something, stripped of blanks."""
    lines = []
    position = 0
    for raw in text.splitlines(keepends=True):
        tail = raw.lstrip(BLANKS)
        if tail:
            start = position + len(raw) - len(tail)
            lines.append((start, start + len(tail.rstrip(BLANKS))))
        position += len(raw)
    return lines
