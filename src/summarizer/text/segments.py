"""A whole text cut up: sentences, headings and the rest, each with its place."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from .clauses import split_at_blanks
from .endings import ends_in_stop
from .fragments import fragments
from .hidden import seen_view
from .kinds import Kind, Signs, label_end, marks_of_lists
from .languages import DEFAULT, Language, language_of
from .layout import Block, Layout, layout
from .notices import Notices
from .rules import BLANKS, FINAL_MARKS, Span
from .splitters import RULES, Sentences, Splitter, get_splitter, located, spans_of
from .splitting import split
from .surrogates import without_halves
from .views import View

_WHOLE = frozenset({"byline", "caption", "dateline", "boilerplate"})
"""Kinds of block that are one segment however many full stops they hold."""

_CLOSES = {"“": "”", "„": "“”", "«": "»", "»": "«", "”": "”", '"': '"', "「": "」", "『": "』"}
"""By which marks a quotation is closed that opens with another."""

_BRACKETS = {")": "(", "]": "[", "）": "（", "］": "［"}
_QUOTES = tuple(sorted({*_CLOSES, *"".join(_CLOSES.values())}))
_WORDED = frozenset({"prose", "heading"})
_SHORT = 240  # characters of a paragraph that may be a notice as a whole
_DESCRIBED, _CREDIT = 3, 80  # sentences on a picture; characters of who took it
_CREDITS = ":：©"
_NO_CREDIT = FINAL_MARKS | frozenset('"”’»“')  # which ends in a name
_LABEL = 40  # characters of who speaks
_TURNS, _SPOKEN = 4, 0.3  # paragraphs that open so, at least; of those of several sentences
_WORDS = re.compile(r"[^\W\d_]{2,}")
_OPENING, _CLOSING = 3, 10  # paragraphs with which a text begins and ends
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


_made = tuple.__new__  # as Segment(…), in half the time


class CutText(NamedTuple):
    """A text cut up.

    Attributes:
        segments: in order and without overlap; no words, no segments.
        left_out: what stands inside segments and is no part of them, such as the quote marks of
            mail and running heads: start and end of each.
        hides: whether there is something in the text that cannot be seen.
    """

    segments: list[Segment]
    left_out: list[Span]
    hides: bool = False


def _segments(
    laid: Layout, language: Language, splitter: Splitter | None, marked: Collection[int]
) -> list[Segment]:
    """The segments of a text that is laid out.

    Args:
        laid: the text.
        language: of the text.
        splitter: what cuts the paragraphs; ``None`` for our own rules.
        marked: where the lines start whose kind is known from the markup of a file.

    Raises:
        SplitterError: the splitter gave what is not in the text.
    """
    text, blocks = laid.text, laid.blocks
    found: list[Segment] = []
    paragraphs: list[Span] = []
    places = [(start, end) for start, end, _ in blocks]
    kinds = [kind for _, _, kind in blocks]
    marks = marks_of_lists(text, places, kinds, language.rules.ordinals)
    for paragraph, ((begin, stop, kind), spans) in enumerate(
        zip(blocks, _cut(text, blocks, language, splitter), strict=True)
    ):
        begun = len(found)
        if kind == "heading" and len(spans) > 1:
            if begin in marked or spans[1][0] <= label_end(text, begin, stop) + 1:
                spans = [(begin, stop)]
            else:
                kind = "prose"  # a paragraph whose last full stop is missing
        if paragraph in marks and spans[0][0] < marks[paragraph] < spans[0][1]:
            start, end = spans[0][0], marks[paragraph]
            found.append(
                Segment(start, start + len(text[start:end].rstrip(BLANKS)), "list item", paragraph)
            )
            spans = [(end, spans[0][1]), *spans[1:]]
        found += [_made(Segment, (a, b, kind, paragraph)) for a, b in spans]
        if begun < len(found):
            paragraphs.append((begun, len(found) - 1))
    _flag_speakers(text, found, paragraphs, language.signs.common)
    if language.caption:
        _flag_captions(text, found, language.caption, language.caption_words)
    _flag_credited(text, found, paragraphs, language.signs)
    _flag_notices(text, found, paragraphs, language.notices)
    _flag_fragments(text, found, paragraphs)
    return found


def _flag_fragments(text: str, found: list[Segment], paragraphs: Sequence[Span]) -> None:
    """Flag what paragraphs begin with or end in and is no whole sentence."""
    rows = [
        (a + (a < b and found[a].kind == "list item"), b)  # behind the mark of an item
        for a, b in paragraphs
        if found[b].kind == "prose"
    ]
    lettered = {
        number
        for number, (a, _) in enumerate(rows)
        if a and found[a - 1].kind == "list item" and found[a - 1].paragraph == found[a].paragraph
        if any(map(str.isalpha, text[found[a - 1].start : found[a - 1].end]))
    }
    small, broken = fragments(text, [(found[a].start, found[b].end) for a, b in rows], lettered)
    for row in (*(rows[number][0] for number in small), *(rows[number][1] for number in broken)):
        found[row] = found[row]._replace(kind="fragment")
    for a, b in rows:
        if a < b and text[found[b][1] - 1] in _BRACKETS and _is_aside(text, found[b]):
            found[b] = found[b]._replace(kind="fragment")


def _is_aside(text: str, last: Segment) -> bool:
    """Whether the end of a paragraph is a remark without a stop: "… at last. (Issue #12)"."""
    opening = _BRACKETS[text[last.end - 1]]
    return (
        text[last.start] == opening
        and text.rfind(opening, last.start, last.end) == last.start
        and not ends_in_stop(text, last.start, last.end)
    )


def _flag_notices(
    text: str, found: list[Segment], paragraphs: Sequence[Span], notices: Notices
) -> None:
    """Flag the notices: paragraphs of their own, and the last sentences where a text closes.

    What follows a notice in a short paragraph belongs to it, and what stands before one may be
    another.
    """
    told: set[int] = set()
    waiting = _places_of_notices(found, paragraphs)
    while waiting:
        rows = [row for row in waiting if found[row].kind in _WORDED]
        new = {rows[i] for i in notices.among(text, [found[row][:2] for row in rows])}
        told |= new
        before = {row - 1 for row in new if found[row - 1].paragraph == found[row].paragraph}
        waiting = sorted(before - told - {-1})
    for first, last in paragraphs:
        if first in told and found[last].end - found[first].start <= _SHORT:
            told |= set(range(first, last + 1))
    for row in told:
        found[row] = found[row]._replace(kind="boilerplate")


def _places_of_notices(found: Sequence[Segment], paragraphs: Sequence[Span]) -> list[int]:
    """The first and the last segment of the paragraphs that may be notices or end in one."""
    places: list[int] = []
    late = len(paragraphs) - _CLOSING
    for number, (first, last) in enumerate(paragraphs):
        if found[last].end - found[first].start <= _SHORT:
            places += (first, last) if first < last else (last,)
        elif number >= late or number < _OPENING:
            places.append(last)
    return places


def _flag_captions(
    text: str, found: list[Segment], caption: re.Pattern[str], tells: Sequence[str]
) -> None:
    """Flag the captions that were glued into paragraphs; they look like prose but for a phrase."""
    places = [at for word in tells if word in text for at in _places(text, word)]
    ends = [segment.end for segment in found] if places else []
    for row in {bisect_right(ends, at) for at in places}:
        segment = found[row] if row < len(found) else None
        if segment and segment.kind == "prose" and caption.search(text, segment.start, segment.end):
            found[row] = segment._replace(kind="caption")


def _flag_speakers(
    text: str, found: list[Segment], paragraphs: Sequence[Span], common: Collection[str]
) -> None:
    """Flag who speaks in plays and minutes: "HAMLET. Words, words.", "_Ham._ Words, words."."""
    short = [
        row
        for row, last in paragraphs
        if row < last and found[row][1] - found[row][0] <= _LABEL and found[row][2] == "prose"
    ]
    if len(short) < _TURNS:
        return
    names = {row: text[found[row].start : found[row].end] for row in short}
    names = {row: name for row, name in names.items() if _names_speaker(name, common)}
    times = Counter(names.values())
    rows = [row for row, name in names.items() if times[name] > 1]
    if rows and len(rows) < _SPOKEN * sum(row < last for row, last in paragraphs):
        rows = []
    if len(times) < len(names):  # one of few words, in capitals
        rows += [row for row, name in names.items() if any(map(str.isupper, _WORDS.findall(name)))]
    for row in rows if len(rows) >= _TURNS else ():
        found[row] = found[row]._replace(kind="byline")


def _names_speaker(label: str, common: Collection[str]) -> bool:
    """Whether a short sentence may be a name with a stop: not "No." or "It was late."."""
    words = _WORDS.findall(label)
    is_named = label.rstrip("_*)]")[-1:] in (".", ":") and words
    return bool(is_named) and (
        any(map(str.isupper, words))
        or all(word[0].isupper() and word.lower() not in common for word in words)
    )


def _flag_credited(
    text: str, found: list[Segment], paragraphs: Sequence[Span], signs: Signs
) -> None:
    """Flag what stands below a picture and ends in who took it: "The bridge. Photo: A. Vennick"."""
    for first, last in paragraphs:
        mark = text[found[last][1] - 1]
        if mark == ")" and _is_credited(text, found[last], signs):
            found[last] = found[last]._replace(kind="caption")
        elif first < last and mark not in _NO_CREDIT:
            start, end = found[last][:2]
            if last - first > _DESCRIBED or end - start > _CREDIT or ends_in_stop(text, start, end):
                continue
            if found[last - 1].kind == "caption" or signs.opening(text, start, end) == "caption":
                found[first : last + 1] = [
                    segment._replace(kind="caption") for segment in found[first : last + 1]
                ]


def _is_credited(text: str, line: Segment, signs: Signs) -> bool:
    """Whether a line ends in brackets that say who took the picture: "Ada (Photo: The Post)"."""
    start, end, kind, _ = line
    at = text.rfind("(", start, end)
    is_named = at > start and any(mark in text[at:end] for mark in _CREDITS)
    return is_named and kind in _WORDED and signs.opening(text, at, end) == "caption"


def _places(text: str, word: str) -> Iterator[int]:
    """Where a piece of text occurs."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _cut(
    text: str, parts: Sequence[Block], language: Language, splitter: Splitter | None
) -> Iterator[list[Span]]:
    """The sentences of each block; a line that holds none is one span."""
    rules = language.rules
    worded = [(start, end) for start, end, kind in parts if kind not in _WHOLE]
    spans = iter(split(text, worded, rules))
    for start, end, kind in parts:
        if kind in _WHOLE:
            yield [(start, end)]
            continue
        own = next(spans)
        if splitter is not None and (kind != "heading" or len(own) > 1):
            own = spans_of(splitter, text, start, end)
        elif rules.clause_openers:
            own = split_at_blanks(text, own, rules)
        yield own


def quotations(text: str, found: Sequence[Segment], hides: bool = True) -> list[int | None]:
    """Which sentences share a quotation with their neighbours.

    A quotation lies within one paragraph; one that is not closed there ends with it.

    Args:
        text: the text.
        found: its segments.
        hides: whether there may be something in the text that cannot be seen.

    Returns:
        For each segment the number of the quotation, from 0, or ``None``.
    """
    if hides and (view := seen_view(text)):
        seen = [
            Segment(view.place(start), view.place(end), kind, paragraph)
            for start, end, kind, paragraph in found
        ]
        return quotations(view.text, seen)
    shared: list[int | None] = [None] * len(found)
    ends = [segment.end for segment in found]
    number = 0
    for opened, closed in _quoted(text, ends, found):
        first, last = bisect_right(ends, opened), bisect_right(ends, closed)
        if first < last:
            for row in range(first, last + 1):
                shared[row] = number if shared[row] is None else shared[row]
            number += 1
    return shared


def _quoted(text: str, ends: Sequence[int], found: Sequence[Segment]) -> Iterator[Span]:
    """Where each outermost quotation opens and closes; one left open ends with its paragraph.

    Args:
        text: the text.
        ends: where each segment ends.
        found: the segments.
    """
    # One search for each mark is quicker than one pattern for all.
    marks = sorted(at for mark in _QUOTES if mark in text for at in _places(text, mark))
    opened, last = -1, -1  # where it opened, and where its paragraph ends
    for at in marks:
        if 0 <= last < at:
            yield opened, last
            last = -1
        if last >= 0:
            if text[at] in _CLOSES[text[opened]]:
                yield opened, at
                last = -1
        elif text[at] in _ALWAYS_OPENS or _may_open(text, at):
            opened, last = at, _last_of_paragraph(found, bisect_right(ends, at))
    if last >= 0:
        yield opened, last


def _last_of_paragraph(found: Sequence[Segment], row: int) -> int:
    """The last character of the paragraph of a segment; -1 where there is no such segment."""
    if row == len(found):
        return -1
    after = bisect_right(found, found[row].paragraph, lo=row, key=attrgetter("paragraph"))
    return found[after - 1].end - 1


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
        SplitterError: the splitter needs a package that is not there, or gave what is not there.
    """
    known = language_of(DEFAULT if language is None else language, text).language
    text = without_halves(text)
    if isinstance(splitter, list | tuple):
        return located(splitter, text)
    if view := seen_view(text):
        return view.spans(split_sentences(view.text, known.code, splitter))
    laid = layout(text, known.signs)
    rows = _cut(laid.text, laid.blocks, known, _chosen(splitter, known))
    spans = [span for row in rows for span in row]
    return laid.view.spans(spans) if laid.view else spans


def cut_up(
    text: str,
    language: Language,
    splitter: str | Splitter | Sentences = RULES,
    marked: Mapping[int, Kind] | None = None,
) -> CutText:
    """Cut a text into segments.

    Args:
        text: any text.
        language: of the text.
        splitter: what cuts the paragraphs, or its name; or all the sentences of the text.
        marked: see :func:`summarizer.text.layout.layout`.

    Raises:
        SplitterError: the splitter gave what is not in the text.
    """
    if view := seen_view(text):
        marked = None if marked is None else view.places(marked)
        found, left_out, _ = cut_up(view.text, language, _in_view(view, text, splitter), marked)
        return CutText(_moved(found, view), view.spans(left_out), hides=True)
    laid = layout(text, language.signs, marked)
    if isinstance(splitter, list | tuple):
        spans = located(splitter, text)
        if laid.view:
            spans = [(laid.view.place(start), laid.view.place(end)) for start, end in spans]
        found = _placed(spans, laid.blocks)
    else:
        found = _segments(laid, language, _chosen(splitter, language), marked or ())
    return CutText(_moved(found, laid.view) if laid.view else found, list(laid.left_out))


def _moved(found: Sequence[Segment], view: View) -> list[Segment]:
    """Segments of a view, with their places in the text as given."""
    places = view.spans([(segment.start, segment.end) for segment in found])
    return [Segment(a, b, s.kind, s.paragraph) for s, (a, b) in zip(found, places, strict=True)]


def _in_view(
    view: View, text: str, splitter: str | Splitter | Sentences
) -> str | Splitter | Sentences:
    """A splitter for what is seen of a text: of sentences that were given, their places there."""
    if not isinstance(splitter, list | tuple):
        return splitter
    return [(view.place(start), view.place(end)) for start, end in located(splitter, text)]


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
