"""Known paragraphs laid out anew, in the ways in which text files are laid out."""

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from itertools import count, cycle
from random import Random
from typing import NamedTuple

Paragraphs = Sequence[str]
Lay = Callable[[Paragraphs], str]


class Layout(NamedTuple):
    """One way to lay paragraphs out.

    Attributes:
        name: what the table calls it.
        lay: makes the text of a file.
        furniture: what it puts inside sentences or in front of them, as a page head or a number.
    """

    name: str
    lay: Lay
    furniture: str = ""

    def bare(self, sentence: str) -> str:
        """The letters and digits of a sentence that are not the layout's own."""
        if self.furniture:
            sentence = re.sub(self.furniture, "", sentence, flags=re.MULTILINE)
        return letters(sentence)


def letters(text: str) -> str:
    """What of a text no layout changes: its letters and digits."""
    return "".join(filter(str.isalnum, text))


def filled(paragraph: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """The lines of a paragraph, as many words on each as fit."""
    return textwrap.wrap(
        paragraph,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def spread(lines: Sequence[str], width: int) -> list[str]:
    """Lines with both margins straight, but for the last."""
    found = []
    for line in lines[:-1]:
        words = line.split()
        gaps = [1] * (len(words) - 1)
        missing = width - len(line)
        if 0 < missing <= 2 * len(gaps):
            for gap in range(missing):
                gaps[gap % len(gaps)] += 1
        parts = [word + " " * gap for word, gap in zip(words, gaps, strict=False)]
        found.append("".join([*parts, *words[-1:]]))
    return [*found, *lines[-1:]]


def uneven(paragraph: str, least: int, most: int) -> list[str]:
    """Lines as a hand breaks them, each somewhere between two columns."""
    pick = Random(len(paragraph))
    lines = [""]
    limit = pick.randint(least, most)
    for word in paragraph.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > limit:
            lines.append(word)
            limit = pick.randint(least, most)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def counted(paragraph: str, number: int) -> list[str]:
    """Lines of so many words."""
    words = paragraph.split()
    return [" ".join(words[at : at + number]) for at in range(0, len(words), number)]


def parted(paragraph: str, width: int) -> list[str]:
    """Lines that are full, for long words are parted at their ends."""
    lines = [""]
    for word in paragraph.split():
        room = width - len(lines[-1]) - 2
        if not lines[-1] or len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif word.isalpha() and 3 <= room <= len(word) - 3:
            lines[-1] += f" {word[:room]}-"
            lines.append(word[room:])
        else:
            lines.append(word)
    return lines


def _joined(lines: Callable[[str], Sequence[str]], between: str = "\n\n") -> Lay:
    return lambda paragraphs: between.join("\n".join(lines(p)) for p in paragraphs)


def _wrapped(width: int, first: str = "", rest: str = "", between: str = "\n\n") -> Lay:
    return _joined(lambda paragraph: filled(paragraph, width, first, rest), between)


_USUAL = _wrapped(72)


def _fronted(fronts: Callable[[], Iterator[str]], rest: str, between: str = "\n\n") -> Lay:
    """Paragraphs that open with a number, a bullet or a name."""

    def lay(paragraphs: Paragraphs) -> str:
        parts = zip(paragraphs, fronts(), strict=False)
        return between.join("\n".join(filled(p, 72, front, rest)) for p, front in parts)

    return lay


def _quoted(marks: str, lines: Sequence[str]) -> list[str]:
    return [(marks + line).rstrip() for line in lines]


def _reply(paragraphs: Paragraphs) -> str:
    """A mail that quotes a mail that quotes a mail, with its signature."""
    depths = [("> > ", 64), ("> ", 68), ("", 72)]
    third = -(-len(paragraphs) // len(depths))
    found = ["On Tuesday, 3 March, Ada Marlow wrote:"]
    for number, (marks, width) in enumerate(depths):
        part = _wrapped(width)(paragraphs[number * third : (number + 1) * third])
        if part:
            found += [*_quoted(marks, part.split("\n")), ""]
    return "\n".join([*found, "-- ", "Ada Marlow    +00 55 0123    marlow@lights.example"])


_HEADER = """From marlow@lights.example Tue Mar  3 09:15:02 2009
Return-Path: <marlow@lights.example>
Received: from post.lights.example (post.lights.example [192.0.2.7])
\tby mx.harbour.example (8.14.3/8.14.3) with ESMTP id n2399Fwx004711
\tfor <keepers@harbour.example>; Tue, 3 Mar 2009 09:15:02 +0100
From: Ada Marlow <marlow@lights.example>
To: keepers@harbour.example
Subject: [keepers] What was said
\tat the meeting
Content-Type: text/plain; charset=utf-8

"""


def _pages(paragraphs: Paragraphs) -> str:
    """Pages of sixteen lines, wherever that cuts a sentence."""
    lines = _wrapped(72, "   ", "   ")(paragraphs).split("\n")
    pages = [lines[at : at + 16] for at in range(0, len(lines), 16)]
    parts = ["\n".join(page) for page in pages]
    found = parts[0]
    for number, part in enumerate(parts[1:], 1):
        foot = f"Marlow{f'[Page {number}]':>66}"
        head = f"{'LH 4711':<24}{'On Lamps and Lenses':<34}{'March 2009':>14}"
        found += f"\n\n\n{foot}\n\f\n{head}\n\n\n{part}"
    return found


def _among(*blocks: str) -> Lay:
    """Wrapped paragraphs with something else in their middle."""

    def lay(paragraphs: Paragraphs) -> str:
        half = (len(paragraphs) + 1) // 2
        parts = [_USUAL(paragraphs[:half]), *blocks, _USUAL(paragraphs[half:])]
        return "\n\n".join(part for part in parts if part)

    return lay


_TABLE = """    Harbour      Lamps   Keepers   Range
    ------------------------------------
    Ulverane         4         9      21
    Osmotta          2         3      14
    Perrin           1         1       8"""

_CODE = """    def lit(lamp):
        if lamp.oil > 0:
            return True
        return False"""

_ADDRESS = "https://lights.example/keepers/" + "of-the-northern-coast/" * 4 + "index.html"

_FRAME_HEAD = """\ufeffThe Project Gutenberg eBook of On Lamps and Lenses, by Ada Marlow

This eBook is for the use of anyone anywhere at no cost and with
almost no restrictions whatsoever. You may copy it, give it away or
re-use it under the terms of the Project Gutenberg License included
with this eBook or online at www.gutenberg.org

Title: On Lamps and Lenses

Author: Ada Marlow

Release Date: March 3, 2009 [eBook #99999]

Language: English

*** START OF THE PROJECT GUTENBERG EBOOK ON LAMPS AND LENSES ***




ON LAMPS AND LENSES

By Ada Marlow



CHAPTER I


"""

_FRAME_FOOT = """




*** END OF THE PROJECT GUTENBERG EBOOK ON LAMPS AND LENSES ***
"""


def _titled(paragraphs: Paragraphs) -> str:
    title, rule = "On Lamps and Lenses", "==================="
    return f"{title:^72}".rstrip() + "\n" + f"{rule:^72}".rstrip() + "\n\n" + _USUAL(paragraphs)


def _set_in(paragraphs: Paragraphs) -> str:
    """Every other paragraph as a quotation, set in from both sides."""
    margins = cycle((("", 72), ("        ", 64)))
    parts = zip(paragraphs, margins, strict=False)
    return "\n\n".join("\n".join(filled(p, width, deep, deep)) for p, (deep, width) in parts)


def _captions(paragraphs: Paragraphs) -> str:
    """Subtitles of two lines each."""
    lines = [line for paragraph in paragraphs for line in filled(paragraph, 38)]
    shown = ["\n".join(lines[at : at + 2]) for at in range(0, len(lines), 2)]
    return "\n\n".join(
        f"{number}\n00:{number // 20:02}:{number % 20 * 3:02},000 --> "
        f"00:{number // 20:02}:{number % 20 * 3 + 2:02},500\n{text}"
        for number, text in enumerate(shown, 1)
    )


def _one_unwrapped(paragraphs: Paragraphs) -> str:
    turns = cycle((False, True, False))
    parts = zip(paragraphs, turns, strict=False)
    return "\n\n".join(p if whole else _USUAL([p]) for p, whole in parts)


_NUMBER = r"\A\W*\d{1,3}\.\s+"
_SPEAKER = r"\A\W*(?:MARLOW|VANE):"
_PAGE = r"^ *Marlow +\[Page \d+\]$|^ *LH 4711 .*$"
_CUE = r"^\d+$|^[\d:,]+ --> [\d:,]+$"

LAYOUTS = (
    Layout("one paragraph a line", "\n\n".join),
    Layout("one paragraph a line, no blank lines", "\n".join),
    *(Layout(f"wrapped at {width}", _wrapped(width)) for width in (40, 55, 72, 100, 130)),
    Layout("ragged, 50 to 70", _joined(lambda p: uneven(p, 50, 70))),
    Layout("nine words a line", _joined(lambda p: counted(p, 9))),
    Layout("justified at 66", _joined(lambda p: spread(filled(p, 66), 66))),
    Layout("a blank at the end of each line", _joined(lambda p: [f"{x} " for x in filled(p, 72)])),
    Layout("carriage returns (CRLF)", lambda ps: _USUAL(ps).replace("\n", "\r\n")),
    Layout("an indented block", _wrapped(76, "    ", "    ")),
    Layout("indented by a tab", _wrapped(72, "\t", "\t")),
    Layout("first lines indented", _wrapped(72, "    ")),
    Layout("first lines indented, no blank lines", _wrapped(72, "    ", between="\n")),
    Layout("hanging indents", _wrapped(72, "", "    ")),
    Layout(
        "numbered paragraphs",
        _fronted(lambda: (f"{n:>2}. " for n in count(1)), "    "),
        _NUMBER,
    ),
    Layout("bullets", _fronted(lambda: cycle(("* ",)), "  ")),
    Layout("quoted mail", lambda ps: "\n".join(_quoted("> ", _wrapped(70)(ps).split("\n")))),
    Layout("a reply to a reply, signed", _reply),
    Layout("a mail with its header", lambda ps: _HEADER + _USUAL(ps)),
    Layout(
        "flowed mail", _joined(lambda p: [f"{x} " for x in filled(p, 72)[:-1]] + filled(p, 72)[-1:])
    ),
    Layout("words parted at line ends", _joined(lambda p: parted(p, 58))),
    Layout("a centred title, underlined", _titled),
    Layout("quotations set in", _set_in),
    Layout("pages with heads, numbers, form feeds", _pages, _PAGE),
    Layout("a long address among them", _among(_ADDRESS)),
    Layout("a table and code among them", _among(_TABLE, _CODE)),
    Layout("one paragraph in three unwrapped", _one_unwrapped),
    Layout("speakers", _fronted(lambda: cycle(("MARLOW: ", "VANE: ")), ""), _SPEAKER),
    Layout("double-spaced", _joined(lambda p: ["\n\n".join(filled(p, 66))], "\n\n\n")),
    Layout("subtitles", _captions, _CUE),
    Layout(
        "a Project Gutenberg file",
        lambda ps: (_FRAME_HEAD + _USUAL(ps) + _FRAME_FOOT).replace("\n", "\r\n"),
    ),
)
"""Ways to lay a text out; the first is the one that takes nothing away."""
