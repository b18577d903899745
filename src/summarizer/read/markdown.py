"""Markdown: the text without its marks."""

import re
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import ReadError
from ..text.dates import day_of
from .budget import MARKDOWN_BRACKETS, MARKDOWN_MARKS
from .encodings import decode_any
from .extracted import Extracted, GrowingText, one_line
from .scripts import is_note_sign, lowered, raised

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(
    r"\A\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?)^(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.M | re.S
)
_KEY = re.compile(r"[\"']?\w[\w.-]*[\"']?[ \t]*:(?:\s|$)")
_ENTRY = re.compile(r"(\w+):(.*)")
_LISTED = re.compile(r"\s*- +(.*)")
_HOLDERS = ("blockquote_open", "list_item_open")
_DEEPEST = 100  # blocks within each other; a list and its item are two
_MARK = re.compile(r"[\n|*_~`\[<&\\]")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,100}\]")
_TASK = re.compile(r"\[[ xX]\]\s+")
_CALLOUT = re.compile(r"\[!([\w-]{1,40})\][+-]?[ \t]*(.*)")
_REMARK = re.compile(r"^%%[ \t]*\n(?:(?!%%[ \t]*$|```|~~~).*\n)*?%%[ \t]*$", re.M)
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]{0,200}\}\s*\Z")
_SEEN = (
    # Marks of programs for notes and of Pandoc, and what one sees of them.
    (re.compile(r"(?<![\w%])%%[^%]{1,2000}%%(?![\w%])"), ""),
    (_FOOTNOTE, ""),
    (re.compile(r"!\[\[[^\[\]\n]{1,300}\]\]"), ""),
    (re.compile(r"\[\[(?:[^\[\]|\n]{1,300}\|)?([^\[\]|\n]{1,300})\]\]"), r"\1"),
    (re.compile(r"(?<![A-Za-z0-9=])==(?=[^\s=])(.{1,500}?)(?<=[^\s=])==(?![A-Za-z0-9=])"), r"\1"),
    (
        re.compile(r"(?<=[^\W_])\^([^\s^]{1,12})\^"),
        lambda m: raised(m[1], m.string[: m.start()][-9:]),
    ),
    (re.compile(r"(?<=[^\W_])~([^\s~]{1,12})~(?!~)"), lambda m: lowered(m[1])),
    (re.compile(r"\s\^[\w-]{1,40}\Z"), ""),
)


def extract(data: bytes, charset: str = "") -> Extracted:
    """The text of Markdown.

    Headings and items of lists are marked as such, quotations are prose. Rows of tables and lines
    of code are kept as boilerplate. Links are their text; a picture alone is its caption, within
    a sentence it is nothing. HTML, remarks and footnotes are left out.

    Raises:
        ReadError: it is no text, of no encoding that can be told, too large, or nested too deeply.
    """
    decoded = decode_any(data, charset)
    front = _front(decoded.text)
    said = _said(front) if front else {}
    body = decoded.text[front.end() :] if front else decoded.text
    if sum(1 for _ in _MARK.finditer(body)) > MARKDOWN_MARKS:
        raise ReadError(f"has more than {MARKDOWN_MARKS:,} lines and marks: too large for Markdown")
    parse = _Parser()
    tokens = parse.blocks(_REMARK.sub("", body))
    lines = GrowingText()
    _fill(lines, tokens, parse)
    title = said.get("title", "") or _first_heading(tokens, parse)
    return Extracted(
        lines.text,
        lines.marked,
        title,
        day_of(said.get("date")),
        said.get("author", ""),
        decoded.encoding,
        decoded.is_guessed,
        said.get("lang", "") or said.get("language", ""),
        levels=lines.levels,
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
    said: dict[str, list[str]] = {}
    name = ""
    for line in front[2].splitlines():
        if entry := _ENTRY.match(line):
            name = {"authors": "author"}.get(entry[1].lower(), entry[1].lower())
            given = entry[2].strip(" \t")
            parts = given.strip("[]").split(",") if given.startswith("[") else [given]
            said[name] = [value.strip().strip("\"'") for value in parts]
        elif name and (listed := _LISTED.match(line)):
            said[name].append(listed[1].strip().strip("\"'"))
    return {name: _plain(list(filter(None, values))) for name, values in said.items()}


def _plain(value: object) -> str:
    return ", ".join(map(one_line, value)) if isinstance(value, list) else one_line(value)


class _Inline(NamedTuple):
    text: str
    captions: str


class _Parser:
    """Reads blocks, and the marks within them one block at a time."""

    def __init__(self) -> None:
        from markdown_it import MarkdownIt

        self._reader = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
        self._reader.enable(["table", "strikethrough"])
        self._reader.core.ruler.disable(["inline", "text_join"])
        self._defined: dict[str, Any] = {}  # links by name

    def blocks(self, text: str) -> "Sequence[Token]":
        """The blocks of a text.

        Raises:
            ReadError: they are nested too deeply.
        """
        tokens = self._reader.parse(text, self._defined)
        # Which are left empty.
        if any(t.type in _HOLDERS and t.level >= _DEEPEST - 1 for t in tokens):
            raise ReadError("its lists or quotations are nested too deeply")
        return tokens

    def __call__(self, content: str) -> _Inline:
        """The text of a block, and apart what its pictures show."""
        if content.count("[") > MARKDOWN_BRACKETS:
            return _Inline(content.replace("\n", " "), "")
        children: list[Token] = []
        self._reader.inline.parse(content, self._reader, self._defined, children)
        return _read(children)


def _read(children: "Sequence[Token]") -> _Inline:
    parts, captions = [""], []
    run: list[str] = []
    script = ""
    for child in children:
        if child.type in ("text", "text_special"):
            run.append(_shifted(child.content, script, run))
        elif child.type == "softbreak":
            run.append(" ")
        elif child.type == "html_inline":
            script = child.content.lower()
            run.append("\n" if script.startswith("<br") else "")
        elif child.type == "hardbreak":
            run.append("\n")
        elif child.type == "code_inline":
            parts += [_seen("".join(run)), child.content]
            run = []
        elif child.type == "image":
            captions.append(child.content)
    return _Inline("".join([*parts, _seen("".join(run))]), " ".join(captions))


def _shifted(text: str, tag: str, run: list[str]) -> str:
    """What stands after a tag of HTML."""
    if tag == "<sup>":
        before = "".join(run[-3:])
        return "" if is_note_sign(text, before) else raised(text, before)
    return lowered(text) if tag == "<sub>" else text


def _seen(text: str) -> str:
    for pattern, shown in _SEEN:
        text = pattern.sub(shown, text)
    return text


def _first_heading(tokens: "Sequence[Token]", parse: _Parser) -> str:
    for token, inside in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return one_line(_heading(inside.content, parse))
    return ""


def _heading(content: str, parse: _Parser) -> str:
    return _ATTRIBUTES.sub("", parse(content).text).replace("\n", " ")


def _fill(lines: GrowingText, tokens: "Sequence[Token]", parse: _Parser) -> None:
    row: list[str] = []
    starts_item, kind, level = False, "", 0
    for token in tokens:
        if token.type in ("list_item_open", "heading_open", "td_open", "th_open"):
            kind = token.type
            level = int(token.tag[1:]) if kind == "heading_open" else 0
            starts_item = starts_item or kind == "list_item_open"
        elif token.type in ("heading_close", "td_close", "th_close"):
            kind = ""
        elif token.type in ("fence", "code_block"):
            lines.add_code(token.content)
        elif token.type == "tr_close":
            lines.add(" | ".join(row), "boilerplate")
            row = []
        elif token.type == "inline" and kind in ("td_open", "th_open"):
            row.append(parse(token.content).text)
        elif token.type == "inline" and not _is_footnote(token):
            _add(lines, token.content, kind, starts_item, parse, level)
            starts_item = False


def _is_footnote(token: "Token") -> bool:
    sign = _FOOTNOTE.match(token.content)
    return sign is not None and token.content.startswith(":", sign.end())


def _add(
    lines: GrowingText, content: str, kind: str, starts_item: bool, parse: _Parser, level: int = 0
) -> None:
    if kind == "heading_open":
        lines.add(_heading(content, parse), "heading", level)
    elif starts_item:
        lines.add_item(
            parse(content[task.end() :] if (task := _TASK.match(content)) else content).text
        )
    elif callout := _CALLOUT.match(content):
        lines.add(_heading(callout[2], parse), "heading")
        _add(lines, content[callout.end() :], "", False, parse)
    elif (inline := parse(content)).text.strip():
        lines.add(inline.text)
    else:
        lines.add(inline.captions, "caption")
