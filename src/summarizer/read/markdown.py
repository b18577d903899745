"""Markdown: the text without its marks."""

import re
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..errors import ReadError
from ..text.dates import day_of
from .encodings import decode_any
from .extracted import Extracted, Lines, one_line

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(
    r"\A\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?)^(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.M | re.S
)
_KEY = re.compile(r"[\"']?\w[\w.-]*[\"']?[ \t]*:(?:\s|$)")
_ENTRY = re.compile(r"(\w+):(.*)")
_LISTED = re.compile(r"\s*- +(.*)")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_HOLDERS = ("blockquote_open", "list_item_open")
_DEEPEST = 100  # blocks within each other; a list and its item are two


def extract(data: bytes, charset: str = "") -> Extracted:
    """The text of Markdown.

    Headings and items of lists are marked as such, quotations are prose. Rows of tables and lines
    of code are kept as boilerplate. Links are their text; a picture alone is its caption, within
    a sentence it is nothing. HTML and footnotes are left out.

    Raises:
        ReadError: it is no text, of no encoding that can be told, or nested too deeply.
    """
    decoded = decode_any(data, charset)
    front = _front(decoded.text)
    said = _said(front) if front else {}
    body = decoded.text[front.end() :] if front else decoded.text
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    tokens = reader.parse(body)
    if any(t.type in _HOLDERS and t.level >= _DEEPEST - 1 for t in tokens):  # which were left empty
        raise ReadError("its lists or quotations are nested too deeply")
    lines = Lines()
    _fill(lines, tokens)
    title = said.get("title", "") or _first_heading(tokens)
    return Extracted(
        lines.text,
        lines.marked,
        title,
        day_of(said.get("date")),
        said.get("author", ""),
        decoded.encoding,
        decoded.is_guessed,
        said.get("lang", "") or said.get("language", ""),
    )


def _front(text: str) -> re.Match[str] | None:
    """What stands in front of the text; a rule and what follows it up to the next does not."""
    front = _FRONT.match(text)
    if front is None or front[1] == "+++":
        return front
    lines = (line for line in front[2].splitlines() if line.strip() and line[0] != "#")
    first = next(lines, None)
    return front if first is None or _KEY.match(first) else None


def _said(front: re.Match[str]) -> dict[str, str]:
    """What stands in front of the text, by its name: TOML, or the plain entries of YAML."""
    if front[1] == "+++":
        try:
            values = tomllib.loads(front[2])
        except (ValueError, RecursionError):  # not TOML, or a number or a depth beyond all bounds
            return {}
        return {name.lower(): _plain(value) for name, value in values.items()}
    said: dict[str, str] = {}
    name = ""
    for line in front[2].splitlines():
        if entry := _ENTRY.match(line):
            name = {"authors": "author"}.get(entry[1].lower(), entry[1].lower())
            given = entry[2].strip(" \t")
            parts = given.strip("[]").split(",") if given.startswith("[") else [given]
            said[name] = _plain([value.strip().strip("\"'") for value in parts])
        elif name and (listed := _LISTED.match(line)):
            said[name] = _plain([v for v in (said[name], listed[1].strip().strip("\"'")) if v])
    return said


def _plain(value: object) -> str:
    return ", ".join(map(one_line, value)) if isinstance(value, list) else one_line(value)


def _first_heading(tokens: "Sequence[Token]") -> str:
    for token, inside in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return one_line(_inline(inside).text)
    return ""


def _fill(lines: Lines, tokens: "Sequence[Token]") -> None:
    row: list[str] = []
    starts_item, kind = False, ""
    for token in tokens:
        if token.type in ("list_item_open", "heading_open", "td_open", "th_open"):
            kind = token.type
            starts_item = starts_item or kind == "list_item_open"
        elif token.type in ("heading_close", "td_close", "th_close"):
            kind = ""
        elif token.type in ("fence", "code_block"):
            lines.add_code(token.content)
        elif token.type == "tr_close":
            lines.add(" | ".join(row), "boilerplate")
            row = []
        elif token.type == "inline" and kind in ("td_open", "th_open"):
            row.append(_inline(token).text)
        elif token.type == "inline" and not _is_footnote(token):
            _add(lines, _inline(token), kind, starts_item)
            starts_item = False


def _is_footnote(token: "Token") -> bool:
    sign = _FOOTNOTE.match(token.content)
    return sign is not None and token.content.startswith(":", sign.end())


class _Inline(NamedTuple):
    text: str
    captions: str


def _add(lines: Lines, inline: _Inline, kind: str, starts_item: bool) -> None:
    if kind == "heading_open":
        lines.add(inline.text.replace("\n", " "), "heading")
    elif starts_item:
        lines.add_item(inline.text)
    elif inline.text.strip():
        lines.add(inline.text)
    else:
        lines.add(inline.captions, "caption")


def _inline(token: "Token") -> _Inline:
    """The text of a line, and apart what its pictures show."""
    parts, captions = [], []
    for child in token.children or ():
        if child.type == "text":
            parts.append(_FOOTNOTE.sub("", child.content))
        elif child.type == "code_inline":
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
        elif child.type == "image":
            captions.append(child.content)
    return _Inline("".join(parts), " ".join(captions))
