"""Lines of programs and of commands to typesetters, from which no sentence could be taken.

A block of lines that look like code for the most part is code. In a text that has much of it, as
sources have, code and the comments on it often stand in one block: there each line tells by
itself, and what a bracket left open goes on with belongs to it.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from ..arrays import true_places
from ..memo import Pattern
from .lines import CAPITAL, FINAL, Lines, regions_with

_SIGNS = "{}[]();=<>_\\|&$#@+*/~^%`"
_TELLING = "{}=<>$|#\\"
_DENSE = 0.002  # of the characters of a text with code in it
_SIGNED = 0.06  # of the characters of a block of code
_SEEN = 100  # characters at either end of a line
_SOURCE = 0.1  # of the lines of a source are code by themselves
_FEW = 5  # lines, at least
_OPEN = 20  # lines in which a bracket is closed
_CODE = Pattern(
    r"[{};\\]$|^[})\]]|^(?:#[a-z]+\b|import |from \S+ import|def |class \w+[(:{]"
    r"|return\b|if ?\(|for ?\(|while \(|\$ |% |>>> |//|/\*|<[/?!\w])"
    r"|^[\w.]+ ?[-+*/|]?=(?: ?\S|$)|\w\([^()]*\)[;:{]?$"
    r"|\w\((?:[^()]|\([^()]*\))*[(,]$|\w\($|; (?:do|then)$|^(?:case \w+|default):$"
)
_TAGS, _FLUSHED = re.compile(r"(?:\*[^\s*]+\*\s*+)+"), 16
"""What stands at the right margin of the help of Vim, and from which column."""

_TOKEN = re.compile(r"\S+,|\w+ ?[|+&]{1,2}")
"""What may stand alone on a line of code, and hardly elsewhere: ``"STOP",``."""

_COMMAND = Pattern(
    r"\\[A-Za-z]+\*?(?:\[[^\]\n]*\]|\{[^}\n]*\})*"
    r"|\.(?:S[HSsh]|T[HP]|[HIPL]?P|Pp|R[SE]|nf|fi|br|sp|Bl|El|It|D[dt]|Os)(?:\s.*)?"
    r"|@(?:node|chapter|(?:sub)*section|end|bye|item|setfilename|settitle|include|[a-z]*index|def[a-z]*"
    r"|itemize|enumerate|table|example|(?:small)?lisp|display|menu|comment|c|anchor|noindent)\b.*"
    r"|#(?:include|define|if|ifn?def|else|elif|endif|undef|pragma)\b.*"
)
"""All that stands on a line: of TeX, of manual pages and Texinfo, of the preprocessor of C."""

_FENCES = ("```", "@example", "@lisp", "@smallexample", "@menu", "@verbatim")
_FENCE = Pattern(r"```|@(?:end )?(?:(?:small)?example|lisp|menu|verbatim)\s*$")
_SET_IN = ("::\n", ":: ", " >\n")
_OPENS_CODE = Pattern(
    r"(?!\.\. ).*(?:::| >)$|\.\. (?:code|code-block|sourcecode|parsed-literal|math|graphviz)::"
)

_BEHIND = re.compile(r"\s++(?=/\*|// )")


def programs(lines: Lines) -> np.ndarray:
    """Which lines are code."""
    found = _by_looks(lines)
    told = list(_literal(lines))
    if told:
        found[told] = True
    return found


def _by_looks(lines: Lines) -> np.ndarray:
    """Which lines look like code."""
    found = _commands(lines)
    if not is_signed(lines.text):
        return found
    signed = lines.have_signs(_SIGNS)
    for first, last in regions_with(lines, signed, 1):
        bodies = [lines.body(row) for row in range(first, last)]
        likely = sum(map(looks_like_code, bodies))
        if 2 * likely >= len(bodies) and _is_dense("".join(bodies)):
            found[first:last] = True
    rows = true_places(signed & (lines.quotes == 0)).tolist()
    alone = [row for row in rows if found[row] or _is_code(lines.body(row))]
    if len(alone) >= max(_FEW, _SOURCE * len(lines)):
        found[alone] = True
        found[list(_continued(lines, alone))] = True
        found &= lines.quotes == 0
        found[list(_tokens(lines, found))] = True
    return found


def is_signed(text: str) -> bool:
    """Whether a text has as many signs as one with code in it."""
    signs = sum(text.count(sign) for sign in _TELLING if sign in text)  # mostly none is
    return signs >= _DENSE * len(text)


def _commands(lines: Lines) -> np.ndarray:
    found = np.zeros(len(lines), dtype=bool)
    first = lines.characters.codes[lines.starts]
    for row in true_places(np.isin(first, list(map(ord, "\\.@#")))).tolist():
        found[row] = _COMMAND.fullmatch(lines.text, lines.starts[row], lines.ends[row]) is not None
    return found


def _literal(lines: Lines) -> Iterator[int]:
    """The lines that others say to be code: between fences, and set in below "::" or " >".

    Tags at the right margin, as the help of Vim has them, are no text either.
    """
    text = lines.text
    flushed = true_places(lines.indents >= _FLUSHED).tolist() if "*" in text else ()
    for row in flushed:
        if _TAGS.fullmatch(text, lines.starts[row], lines.ends[row]):
            yield row
    if any(map(text.__contains__, _FENCES)):
        rows = true_places(lines.have_signs("`@")).tolist()
        fences = iter(row for row in rows if _FENCE.match(text, lines.starts[row], lines.ends[row]))
        for first, last in zip(fences, fences, strict=False):
            yield from range(first, last + 1)
    if not any(map(text.__contains__, _SET_IN)):
        return
    rows = true_places(lines.have_signs(":>") & (lines.counts > 1)).tolist()
    for row in rows:
        if _OPENS_CODE.match(text, lines.starts[row], lines.ends[row]):
            end = row + 1
            while end < len(lines) and lines.indents[end] > lines.indents[row]:
                end += 1
            begins = lines.firsts[min(row + 1, end - 1)]
            if begins != CAPITAL or lines.lasts[end - 1] != FINAL:
                yield from range(row + 1, end)


def looks_like_code(body: str) -> bool:
    """Whether a line looks like code, which takes more than one line to be sure of."""
    return (
        _CODE.search(body if len(body) <= 2 * _SEEN else body[:_SEEN] + body[-_SEEN:]) is not None
    )


def _is_code(body: str) -> bool:
    """Whether a line is code, a comment behind it aside."""
    code = _BEHIND.split(body, maxsplit=1)[0] or body
    return looks_like_code(code) and _is_dense(code)


def _is_dense(body: str) -> bool:
    return sum(map(body.count, _SIGNS)) > _SIGNED * len(body)


def _continued(lines: Lines, rows: Sequence[int]) -> Iterator[int]:
    """The lines that go on with a bracket which one of some lines leaves open."""
    codes = lines.characters.codes
    depths = np.cumsum((codes == ord("(")).astype(np.int32) - (codes == ord(")")))
    opened = depths[lines.starts] - (codes[lines.starts] == ord("("))
    after, before = depths[lines.ends - 1].tolist(), opened.tolist()
    gaps = lines.gaps.tolist()
    for row in rows:
        end, limit = row, min(row + _OPEN, len(lines) - 1)
        while after[end] > before[row] and end < limit and not gaps[end + 1]:
            end += 1
        if after[end] <= before[row]:
            yield from range(row + 1, end + 1)


def _tokens(lines: Lines, found: np.ndarray) -> Iterator[int]:
    """The lines of one word that stand above or below code."""
    rows = [
        row
        for row in true_places(~found & (lines.counts == 1) & (lines.quotes == 0)).tolist()
        if _TOKEN.fullmatch(lines.body(row))
    ]
    near = set(true_places(found).tolist())
    for order, step in ((rows, -1), (rows[::-1], 1)):
        for row in order:
            if row + step in near and not lines.gaps[max(row, row + step)]:
                near.add(row)
                yield row
