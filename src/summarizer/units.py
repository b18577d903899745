"""What of a document can be kept or left as a whole: sentences, and blocks of code and the like."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from .document import Document, Sentence
from .text.blocks import MarkdownBlock, markdown_blocks
from .text.rules import BLANKS

UnitKind = Literal["sentence", "block", "heading", "line"]

_LEADS_IN = (":", "：")
_EMPHASIS = "*_`"  # may stand behind the colon
_MANY = 10  # items; a longer list of sentences that nothing leads in is prose
_TITLE = 80  # characters of a line of plain text that may be the heading of what follows
_BREAK = re.compile(r"\r\n?|\n")


class Unit(NamedTuple):
    """A part of a document that is kept whole or left whole.

    Attributes:
        start, end: where it stands, in code points.
        kind: a ``"sentence"``; a ``"block"``: code, a table, a list, with what leads it in; a
            ``"heading"``; a ``"line"`` that is no prose.
        heading: the number, from 0, of the unit that is the heading it stands under, if any.
    """

    start: int
    end: int
    kind: UnitKind
    heading: int | None = None


def units_of(document: Document) -> list[Unit]:
    """The units of a document, in order and without overlap."""
    text = document.text
    is_written = document.origin is None or not document.origin.is_extracted
    marked = markdown_blocks(text) if is_written else []
    blocks = [block for block in marked if _is_block(block, text, document.sentences)]
    titled = is_written and any(block.kind == "heading" for block in blocks)
    found = [Unit(b.start, b.end, "heading" if b.kind == "heading" else "block") for b in blocks]
    starts = [block.start for block in blocks]
    for group in _together(document.sentences, text):
        start, end = _outside(group[0].start, group[-1].end, blocks, starts)
        end = start + len(text[start:end].rstrip(BLANKS))
        if start < end:
            found.append(Unit(start, end, _kind(group, is_written, titled)))
    return list(_under_headings(_led_in(sorted(found), text)))


def _is_block(block: MarkdownBlock, text: str, sentences: Sequence[Sentence]) -> bool:
    """Whether a block is one where the sentences in it are looked at.

    Indented lines of plain text may be paragraphs, and a long list of sentences reads like any
    other text.
    """
    if block.kind != "list" and not block.is_indented:
        return True
    inside = [s for s in sentences if block.start <= s.start < block.end]
    prose = sum(s.end - s.start for s in inside if s.kind == "prose")
    if 2 * prose < block.end - block.start:
        return True
    if block.is_indented:
        return False
    return len({s.paragraph for s in inside}) <= _MANY or _leads_in(text[: block.start])


def _leads_in(text: str) -> bool:
    return text.rstrip(BLANKS).rstrip(_EMPHASIS).endswith(_LEADS_IN)


def _together(sentences: Sequence[Sentence], text: str) -> Iterator[list[Sentence]]:
    """The sentences, those together that are one unit.

    The mark of an item belongs to the sentence behind it; lines that are no prose and stand one
    below the other are rows of one table, one program, one list.
    """
    group: list[Sentence] = []
    for sentence in sentences:
        if group and not _goes_on(group[-1], sentence, text):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _goes_on(one: Sentence, other: Sentence, text: str) -> bool:
    if one.kind == "list item" and other.kind == "prose":
        return one.paragraph == other.paragraph
    if one.kind != other.kind or one.kind not in ("boilerplate", "list item"):
        return False
    between = text[one.end : other.start]
    breaks = len(_BREAK.findall(between))
    return not between.strip(BLANKS) and (breaks == 1 or (breaks > 0 and one.kind == "list item"))


def _kind(group: Sequence[Sentence], is_written: bool, titled: bool) -> UnitKind:
    """What one or more sentences are as a unit.

    Args:
        group: the sentences.
        is_written: whether the text is as its author wrote it, so that headings are guessed.
        titled: whether its headings are known by their marks.
    """
    first, last = group[0], group[-1]
    if last.kind == "prose":
        return "sentence"
    if len(group) > 1:
        return "block"
    is_title = not titled and len(first.text) <= _TITLE and first.text[-1] not in ":,;："
    return "heading" if first.kind == "heading" and (is_title or not is_written) else "line"


def _outside(
    start: int, end: int, blocks: Sequence[MarkdownBlock], starts: Sequence[int]
) -> tuple[int, int]:
    """A span without what of it stands in a block; it ends where the next one begins."""
    after = bisect_right(starts, start)
    if after:
        start = max(start, blocks[after - 1].end)
    return start, min([end, *starts[after : after + 1]])


def _led_in(units: Sequence[Unit], text: str) -> list[Unit]:
    """The units, the blocks with the sentences before them that end in a colon."""
    found: list[Unit] = []
    for unit in units:
        before = found[-1] if found else None
        is_led_in = (
            unit.kind == "block"
            and before is not None
            and before.kind in ("sentence", "line")
            and _leads_in(text[before.start : before.end])
        )
        start = found.pop().start if is_led_in else unit.start
        found.append(unit._replace(start=start))
    return found


def _under_headings(units: Sequence[Unit]) -> Iterator[Unit]:
    heading: int | None = None
    for number, unit in enumerate(units):
        if unit.kind == "heading":
            heading = number
            yield unit
        else:
            yield unit._replace(heading=heading)
