"""A whole text cut up: sentences, headings and the rest, each with its place."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .clauses import split_at_blanks
from .languages import DEFAULT, Language, language_of
from .layout import Block, Kind, blocks
from .splitters import RULES, Sentences, Splitter, get_splitter, located, spans_of
from .splitting import Span, split

_WHOLE = frozenset({"byline", "caption", "dateline", "boilerplate"})
"""Kinds of block that are one segment however many full stops they hold."""

_CLOSES = {"“": "”", "„": "“”", "«": "»", "»": "«", "”": "”", '"': '"', "「": "」", "『": "』"}
"""By which marks a quotation is closed that opens with another."""

_QUOTE = re.compile(f"[{re.escape(''.join({*_CLOSES, *''.join(_CLOSES.values())}))}]")
_PLAIN_QUOTE = re.compile('"')  # the only one of ASCII; the engine skips to a single character
_ALWAYS_OPENS = frozenset("“„«「『")


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


def segments(
    text: str,
    language: Language,
    splitter: Splitter | None = None,
    marked: Mapping[int, Kind] | None = None,
) -> list[Segment]:
    """Cut a text into segments, in order and without overlap; no words, no segments.

    Args:
        text: any text.
        language: of the text.
        splitter: what cuts the paragraphs; ``None`` for our own rules.
        marked: see :func:`summarizer.text.layout.blocks`.

    Raises:
        MethodError: the splitter gave what is not in the text.
    """
    parts = blocks(text, language.openings, marked)
    found: list[Segment] = []
    for paragraph, (block, spans) in enumerate(
        zip(parts, _cut(text, parts, language, splitter), strict=True)
    ):
        kind = block.kind
        if kind == "heading" and len(spans) > 1:
            if block.start in (marked or {}):
                spans = [(block.start, block.end)]
            else:
                kind = "prose"  # a paragraph whose last full stop is missing
        found += [Segment(a, b, kind, paragraph) for a, b in spans]
    if language.caption:
        _flag_captions(text, found, language.caption, language.caption_words)
    return found


def _flag_captions(
    text: str, found: list[Segment], caption: re.Pattern[str], tells: Sequence[str]
) -> None:
    """Flag the captions that were glued into paragraphs; they look like prose but for a phrase."""
    places = [at for word in tells for at in _places(text, word)]
    ends = [segment.end for segment in found] if places else []
    for row in {bisect_right(ends, at) for at in places}:
        segment = found[row] if row < len(found) else None
        if segment and segment.kind == "prose" and caption.search(text, segment.start, segment.end):
            found[row] = segment._replace(kind="caption")


def _places(text: str, word: str) -> Iterator[int]:
    """Where a piece of text occurs."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _cut(
    text: str, parts: Sequence[Block], language: Language, splitter: Splitter | None
) -> list[list[Span]]:
    """The sentences of each block; a line that holds none is one span."""
    whole = [[(start, end)] for start, end, _ in parts]
    rows = [row for row, block in enumerate(parts) if block.kind not in _WHOLE]
    spans = split(text, [(parts[row].start, parts[row].end) for row in rows], language.rules)
    for row, own in zip(rows, spans, strict=True):
        start, end, kind = parts[row]
        if splitter is not None and (kind != "heading" or len(own) > 1):
            whole[row] = spans_of(splitter, text, start, end)
        elif language.rules.clause_openers:
            whole[row] = split_at_blanks(text, own, language.rules)
        else:
            whole[row] = own
    return whole


def quotations(text: str, found: Sequence[Segment]) -> list[int | None]:
    """Which sentences share a quotation with their neighbours.

    A quotation lies within one paragraph; one that is not closed there ends with it.

    Returns:
        For each segment the number of the quotation, from 0, or ``None``.
    """
    shared: list[int | None] = [None] * len(found)
    ends = [segment.end for segment in found]
    number = 0
    for opened, closed in _quoted(text, found, ends):
        first, last = bisect_right(ends, opened), bisect_right(ends, closed)
        if first < last:
            for row in range(first, last + 1):
                shared[row] = number if shared[row] is None else shared[row]
            number += 1
    return shared


def _quoted(text: str, found: Sequence[Segment], ends: Sequence[int]) -> Iterator[Span]:
    """Where each outermost quotation opens and closes; one left open ends with its paragraph."""
    opened, last = -1, -1  # where it opened, and where its paragraph ends
    for mark in (_PLAIN_QUOTE if text.isascii() else _QUOTE).finditer(text):
        at = mark.start()
        if 0 <= last < at:
            yield opened, last
            last = -1
        if last >= 0:
            if mark.group() in _CLOSES[text[opened]]:
                yield opened, at
                last = -1
        elif mark.group() in _ALWAYS_OPENS or _may_open(text, at):
            opened, last = at, _paragraph_end(found, bisect_right(ends, at))
    if last >= 0:
        yield opened, last


def _paragraph_end(found: Sequence[Segment], row: int) -> int:
    """The last character of the paragraph that a segment stands in."""
    while row + 1 < len(found) and found[row + 1].paragraph == found[row].paragraph:
        row += 1
    return found[row].end - 1 if row < len(found) else -1


def _may_open(text: str, at: int) -> bool:
    """Whether a mark that opens as well as closes stands where a quotation opens."""
    if text[at] not in _CLOSES or text[at + 1 : at + 2].isspace():
        return False
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "([—–-"


def split_sentences(
    text: str, language: str | None = None, splitter: str | Splitter | Sentences = RULES
) -> list[Span]:
    """Cut a text into sentences.

    Paragraphs, headings and wrapped lines are told apart by the look of the text; a heading or
    another line of its own is a span of its own.

    Args:
        text: any text, in any layout.
        language: of the text: an ISO 639-1 code or another name; ``"auto"`` to tell it from the
            text, ``None`` for English.
        splitter: what cuts the paragraphs: ``"rules"``, ``"punkt"``, ``"sentencex"``, ``"icu"``,
            or a function from a paragraph to its sentences, as spans or as strings; or all the
            sentences of the text, where it is split already.

    Returns:
        ``(start, end)`` of each, in code points: in order, without overlap, stripped of blanks.

    Raises:
        UnknownNameError: no such language or splitter.
        UsageError: an argument of the wrong type.
        MethodError: the splitter needs a package that is not there, or gave what is not there.
    """
    known = language_of(DEFAULT if language is None else language, text).language
    if isinstance(splitter, list | tuple):
        return located(splitter, text)
    parts = blocks(text, known.openings)
    return [s for spans in _cut(text, parts, known, _chosen(splitter, known)) for s in spans]


def segments_by(
    text: str,
    language: Language,
    splitter: str | Splitter | Sentences,
    marked: Mapping[int, Kind] | None = None,
) -> list[Segment]:
    """The :func:`segments` of a text by a splitter or its name."""
    if isinstance(splitter, list | tuple):
        return _placed(located(splitter, text), blocks(text, language.openings, marked))
    return segments(text, language, _chosen(splitter, language), marked)


def _placed(spans: list[Span], parts: Sequence[Block]) -> list[Segment]:
    """Sentences that were given, each of the kind of the block that it begins in."""
    ends = [part.end for part in parts]
    rows = [bisect_right(ends, start) for start, _ in spans]
    return [
        Segment(start, end, parts[row].kind, row)
        for (start, end), row in zip(spans, rows, strict=True)
    ]


def _chosen(splitter: str | Splitter | Sentences, language: Language) -> Splitter | None:
    """A splitter by name or as given; ``None`` for our own rules."""
    return None if splitter == RULES else get_splitter(splitter, language)
