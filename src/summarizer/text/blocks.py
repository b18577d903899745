"""Blocks of Markdown in a text as written: code, tables, lists, headings, each with its place."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from .rules import BLANKS

if TYPE_CHECKING:
    from markdown_it.token import Token

BlockKind = Literal["code", "table", "list", "heading", "markup"]

_SIGNS = re.compile(
    r"(?:^|(?<=\r))(?: {0,3}(?:#{1,6}[ \t]|```|~~~|[-+*][ \t]|\d{1,9}[.)][ \t]"
    r"|[|:]?-{3}|\||===|<[a-zA-Z!])| {4}|\t)",
    re.M,
)
_BREAK = re.compile(r"\r\n?|\n")
_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\n(?:[^\n]*\n){0,60}?\1[ \t]*(?:\n|\Z)")
_MARK = re.compile(r"(?:^|(?<=\r)) {0,3}(`{3,}|~{3,})([^\r\n]*)", re.M)
_SENTENCE = re.compile(r"^\W{0,3}[^\W\d_].*\w \w.*[.!?]\W{0,3}$", re.M)
_HEADING = 120  # characters; what is longer and underlined is a paragraph above a rule
_KINDS: dict[str, BlockKind] = {
    "fence": "code",
    "code_block": "code",
    "table_open": "table",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "heading_open": "heading",
    "html_block": "markup",
}


class MarkdownBlock(NamedTuple):
    """A block of Markdown: start and end in code points, and what it is.

    ``is_indented`` tells code by its indent alone, which in plain text may be prose.
    """

    start: int
    end: int
    kind: BlockKind
    is_indented: bool = False


def markdown_blocks(text: str) -> list[MarkdownBlock]:
    """The code, tables, lists, headings and HTML of a text, in order; none of plain prose.

    A list is one block with all that stands in it. A text that was cut out of another, as passages
    are, may begin inside of a code block.
    """
    if not _SIGNS.search(text):
        return []
    front = _FRONT.match(text)
    begin = front.end() if front else 0
    body = text[begin:]
    found = [MarkdownBlock(0, len(text[:begin].rstrip(BLANKS)), "markup")] if front else []
    return found + [
        MarkdownBlock(block.start + begin, block.end + begin, *block[2:]) for block in _blocks(body)
    ]


def _blocks(text: str) -> list[MarkdownBlock]:
    opened = _opening_mark(text)
    if opened is None:
        return list(_parsed(text))
    # As if the mark stood above that the text was cut off from.
    added = len(opened) + 1
    found = _parsed(f"{opened}\n{text}")
    return [b._replace(start=max(0, b.start - added), end=b.end - added) for b in found]


def _opening_mark(text: str) -> str | None:
    """The mark of the code block in which a text begins; ``None`` where it begins outside."""
    marks = _MARK.findall(text)
    if len(marks) % 2 == 0 or marks[0][1].strip():
        return None
    # Every second mark opens a block, and only one that opens can name a language.
    if any(info.strip() for _, info in marks[1::2]):
        return str(marks[0][0])
    at = next(_MARK.finditer(text)).start()
    before, after = (len(_SENTENCE.findall(part)) for part in (text[:at], text[at:]))
    return str(marks[0][0]) if text[:at].strip() and before < after else None


def _parsed(text: str) -> Iterator[MarkdownBlock]:
    from markdown_it import MarkdownIt

    starts = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    for token in _outermost(MarkdownIt("commonmark").enable("table").parse(text)):
        first, last = token.map or (0, 0)
        start, end = starts[first], starts[min(last, len(starts) - 1)]
        body = text[start:end].rstrip(BLANKS)
        end = start + len(body)
        if token.type != "code_block":
            start = end - len(body.lstrip(BLANKS))
        kind = _KINDS[token.type]
        if start < end and (kind != "heading" or end - start <= _HEADING):
            yield MarkdownBlock(start, end, kind, token.type == "code_block")


def _outermost(tokens: "Sequence[Token]") -> Iterator["Token"]:
    """The tokens that open blocks which are in no other; those of quotations are looked into."""
    until: int | None = None  # the level at which the block closes that we are in
    for token in tokens:
        if until is not None:
            if token.level == until and token.nesting == -1:
                until = None
        elif token.type in _KINDS:
            yield token
            until = token.level if token.nesting == 1 else None
