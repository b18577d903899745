"""Articles whose sentences are known, and ways to lay them out as text files are."""

import tomllib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.layouts import bundled
from benchmarks.relaid import counted, filled, parted, spread, uneven

from summarizer import Document

Lay = Callable[[Sequence[str]], str]
"""Lays paragraphs out, which it is given one a line."""


def _of_every_language() -> dict[str, list[str]]:
    path = Path(__file__).parent / "data" / "paragraphs.toml"
    found = {}
    for code, item in tomllib.loads(path.read_text(encoding="utf-8")).items():
        sentences = item["sentences"]
        third = -(-len(sentences) // 3)
        found[code] = [
            " ".join(sentences[at : at + third]) for at in range(0, len(sentences), third)
        ]
    return found


def _bundled() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for known in bundled():
        found.setdefault(known.language, known.lines())
    return found


BY_LANGUAGE = _of_every_language()
"""A short text of three paragraphs in each language."""

ARTICLES = _bundled()
"""A news article in each of four languages."""


def prose(text: str, code: str) -> list[str]:
    """The sentences of prose of a text, in one line each."""
    found = Document.from_text(text, language=code).sentences
    assert all(text[s.start : s.end] == s.text for s in found)
    return [s.line for s in found if s.kind == "prose"]


def blocks(lines: Callable[[str], Iterable[str]], between: str = "\n\n") -> Lay:
    """Paragraphs of such lines."""
    return lambda paragraphs: between.join("\n".join(lines(p)) for p in paragraphs)


def wrapped(width: int, first: str = "", rest: str = "", between: str = "\n\n") -> Lay:
    """Paragraphs with as many words on each line as fit."""
    return blocks(lambda p: filled(p, width, first, rest), between)


def led(mark: str, lay: Lay) -> Lay:
    """A mark in front of each line."""
    return lambda ps: "\n".join((mark + line).rstrip() for line in lay(ps).split("\n"))


def ended(end: str, lay: Lay) -> Lay:
    """Another line end."""
    return lambda ps: lay(ps).replace("\n", end)


def boxed(paragraphs: Sequence[str]) -> str:
    """A box of bars and dashes."""
    rule = "+" + "-" * 72 + "+"
    inner = wrapped(70)(paragraphs).split("\n")
    return "\n".join([rule, *(f"| {line:<70} |" for line in inner), rule])


LAYOUTS: dict[str, Lay] = {
    **{f"wrapped at {width}": wrapped(width) for width in (40, 52, 66, 72, 80, 100, 130)},
    "ragged": blocks(lambda p: uneven(p, 56, 70)),
    "ten words a line": blocks(lambda p: counted(p, 10)),
    "justified": blocks(lambda p: spread(filled(p, 70), 70)),
    "trailing blanks": blocks(lambda p: [f"{line:<80}" for line in filled(p, 70)]),
    "flowed": blocks(lambda p: [f"{line} " for line in filled(p, 72)]),
    "CRLF": ended("\r\n", wrapped(72)),
    "CR": ended("\r", wrapped(72)),
    "NEL": ended("\x85", wrapped(72)),
    "line separators": ended("\u2028", wrapped(72)),
    "indented": wrapped(72, "    ", "    "),
    "indented by tabs": wrapped(72, "\t", "\t"),
    "first lines indented": wrapped(72, "   "),
    "first lines indented, no blank lines": wrapped(72, "    ", between="\n"),
    "first lines indented by a tab, no blank lines": wrapped(72, "\t", between="\n"),
    "hanging": wrapped(72, "", "    "),
    "hanging, no blank lines": wrapped(72, "", "    ", "\n"),
    "quoted": led("> ", wrapped(70)),
    "quoted twice": led("> > ", wrapped(68)),
    "quoted three times": led(">>> ", wrapped(68)),
    "quoted without a blank": led(">", wrapped(70)),
    "quoted with bars": led("| ", wrapped(70)),
    "quoted with initials": led("JD> ", wrapped(70)),
    "comments": led("# ", wrapped(70)),
    "comments of two signs": led("// ", wrapped(70)),
    "boxed": boxed,
    "double-spaced": blocks(lambda p: "\n\n".join(filled(p, 66)).split("\n"), "\n\n\n"),
    "parted words": blocks(lambda p: parted(p, 60)),
}
