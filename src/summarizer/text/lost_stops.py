"""Full stops that were lost, as far as the words, addresses and times around the gap show it."""

import re
import sys
from collections.abc import Sequence

from ..memo import Pattern
from .rules import STOPS, Rules, Span

_FAR = sys.maxsize
_WORD = 40  # characters
_TERMS = 4  # places where a word in capitals has a meaning of its own
_MARGIN = 40  # characters
_LABEL = re.compile(r"(?<!\S)(?:[(\[]\w{1,4}[)\]]|\w{1,2}\))$")  # "(22) When it …"
_INSIDE = frozenset(")'’")


def _begun(opening: str) -> str:
    """A pattern after ``opening`` that a word began with it, in angle brackets or without."""
    return rf"(?<=(?<!\S){re.escape(opening)})|(?<=(?<!\S)<{re.escape(opening)})"


_GAP = r"(\s++(?:(?<=\n)[>\s]++)?+)"  # a line break in quoted mail included
_ADDRESS = rf"[^\s<>]*[\w/]>?{_GAP}(?=[A-Z])"
_STAMP = r"\d{1,2}/\d{2,4}\s\d{1,2}:\d{2}(?::\d{2})?(?:\s[AP]M)?+"
_TELLING = (
    (
        "://",
        re.compile(rf"://(?:{'|'.join(_begun(x) for x in ('http://', 'https://'))}){_ADDRESS}"),
    ),
    ("www.", re.compile(rf"www\.(?:{_begun('www.')}){_ADDRESS}")),
    ("/", re.compile(rf"/(?<=\d/){_STAMP}{_GAP}(?=[A-Z])")),
    ("/", re.compile(rf"/(?:(?<=[\w>](\s)\d/)|(?<=[\w>](\s)\d\d/)){_STAMP}\s(?=[A-Z])")),
    ('" "', re.compile(rf'"[^"]{{25,}}+"{_GAP}(?="\w)')),  # two quoted sentences, not two names
)
"""What tells of a lost full stop, and a mark without which it is not there.

Each begins with a character of its mark and looks back from there, so that the engine skips to it.
"""

_SIGNS = Pattern(
    r"(?:[♪☆★♡♥\U0001f600-\U0001f64f\U0001f90d-\U0001f917\U0001f923-\U0001f92f\U0001f970-\U0001f97a]"
    r"[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*+|[(（][笑泣汗涙][)）])++(\s*+)(?=[^\W\d_a-zA-Z])"
)
"""What ends sentences in Japanese and Korean chats: faces, notes, "(笑)"."""


def lost_stops(text: str, paragraphs: Sequence[Span], rules: Rules) -> list[Span]:
    """The blanks at which a full stop was lost, as far as words, addresses and times show it."""
    if not paragraphs:
        return []
    start, end = paragraphs[0][0], paragraphs[-1][1]
    gaps: list[Span] = []
    opened: dict[str, list[Span]] = {}
    for found in rules.openers.finditer(text, start + 1, end) if rules.openers else ():
        at = found.start()
        if found.lastindex:  # a sign-off
            gaps.append(found.span(found.lastindex))
        elif open_end := _open_end(text, at, start):
            opened.setdefault(found[0].split()[0], []).append((open_end, at))
    for word, spans in opened.items():
        if not _is_term(text, word, spans, rules):
            gaps += spans
    if rules.ended:
        gaps += [found.span(1) for found in rules.ended.finditer(text, start, end)]
    gaps += _signed(text, start, end, rules)
    for mark, pattern in _TELLING:
        # One character is found in a tenth of the time.
        if mark[0] in text and text.find(mark, start, end) >= 0:
            gaps += [
                gap
                for found in pattern.finditer(text, start, end)
                if not _is_small_word(text, start, (gap := found.span(found.lastindex or 0))[0])
            ]
    return sorted(gaps)


def _signed(text: str, start: int, end: int, rules: Rules) -> list[Span]:
    """What stands after a sign that ends a sentence, and is empty in Japanese."""
    if not rules.whole_quotes:
        return []
    return [
        found.span(1)
        for found in _SIGNS.finditer(text, start, end)
        if not text.startswith(rules.after_quote, found.end())
    ]


def _is_term(text: str, word: str, gaps: Sequence[Span], rules: Rules) -> bool:
    """Whether a text writes a word with a capital wherever it stands, as licences write "You".

    It hardly ever writes it small then, or else it has it after words that no sentence ends with.
    """
    led = sum(_leads_on(text, end, rules) for end, _ in gaps)
    if len(gaps) < _TERMS:
        return led > 0
    return 4 * led >= len(gaps) or not _has_as_often(text, f" {word.lower()} ", len(gaps))


def _has_as_often(text: str, word: str, times: int) -> bool:
    """Whether a word occurs so many times; where it does, the rest of the text is not read."""
    at = -len(word)
    return all((at := text.find(word, at + len(word))) >= 0 for _ in range(times))


def _leads_on(text: str, end: int, rules: Rules) -> bool:
    """Whether the word that ends there is one after which no sentence ends."""
    words = text[max(0, end - _WORD) : end].split()
    return bool(words) and words[-1].lower() in rules.before_clause


def _is_small_word(text: str, start: int, end: int) -> bool:
    """Whether the word before a blank begins with a small letter: "on 01/24/2001 …"."""
    words = text[max(start, end - _WORD) : end].split()
    return bool(words) and words[-1].isalpha() and words[-1][0].islower()


def _open_end(text: str, at: int, start: int) -> int:
    """Where a piece of text ends that leaves a sentence open before a word; 0 if none does."""
    before = text[max(start, at - _MARGIN) : at]
    said = before.rstrip("> \t\r\n\xa0")
    gap = before[len(said) :]
    if not gap or (">" in gap and "\n" not in gap):
        return 0
    if _LABEL.search(said):
        return 0
    is_open = said[-1:].isalnum() or (said[-1:] in _INSIDE and said[-2:-1] not in STOPS)
    return at - len(gap) if said and is_open else 0


def parted(paragraphs: list[list[Span]], gaps: list[Span]) -> list[list[Span]]:
    """Sentences, cut at the gaps that lie inside them."""
    waiting = iter([*gaps, (_FAR, _FAR)])
    gap = next(waiting)
    parted = []
    for spans in paragraphs:
        if spans and spans[-1][1] <= gap[0]:
            parted.append(spans)
            continue
        parts: list[Span] = []
        for start, end in spans:
            begin = start
            while gap[0] < end:
                if gap[0] > begin and gap[1] < end:
                    parts.append((begin, gap[0]))
                    begin = gap[1]
                gap = next(waiting)
            parts.append((begin, end))
        parted.append(parts)
    return parted
