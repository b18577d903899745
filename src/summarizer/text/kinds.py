"""What a paragraph is: prose, a heading, an item of a list, a line that is no prose.

A heading has no full stop, or is numbered, or is written in capitals; and it stands over something.
So each paragraph is first looked at by itself, and then in its company: of lines that run on and on
without a full stop, as those of a chat do, none is a heading, and of a list whose items are
sentences each is prose.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from ..memo import Pattern, cached_property
from .endings import ends_in_stop, is_left_open
from .enumerators import successors
from .rules import BLANKS, Span
from .words import count_words

Kind = Literal[
    "prose", "heading", "list item", "fragment", "byline", "dateline", "caption", "boilerplate"
]
"""What a piece of text is; only prose is scored and chosen."""


class Opening(NamedTuple):
    """By what a line of some kind opens, in a language.

    Attributes:
        kind: of the line.
        starts: what may be the first two characters, case-folded: a quick look before the
            pattern.
        pattern: matches the opening.
    """

    kind: Kind
    starts: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Signs:
    """What tells the paragraphs of a language that are no prose.

    Attributes:
        openings: by what captions, bylines and boilerplate open.
        months: the names of months in all their forms, in small letters.
        back_matter: headings of what closes a paper and is no part of it, in small letters.
        common: the words that hold sentences together, in small letters.
    """

    openings: Sequence[Opening] = ()
    months: frozenset[str] = frozenset()
    back_matter: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()

    @cached_property
    def starts(self) -> frozenset[str]:
        """How lines of all these kinds begin."""
        return frozenset().union(*(opening.starts for opening in self.openings))

    def opening(self, text: str, start: int, end: int) -> Kind | None:
        """What a line opens as, if it does as a caption, a byline or boilerplate."""
        first = text[start : start + 2].casefold()
        for opening in self.openings if first in self.starts else ():
            if first in opening.starts and opening.pattern.match(text, start, end):
                return opening.kind
        return None

    @cached_property
    def sections(self) -> frozenset[str]:
        """How the headings of the back matter begin."""
        return frozenset(name[:_LOOK] for name in self.back_matter)


NO_SIGNS = Signs()
"""Of a language of which nothing is known."""

_WIDEST = 130  # code points; a longer paragraph is no entry of a menu
_HEADING_WORDS = 20  # a longer line without a full stop is a paragraph that lost it
_BOILERPLATE_WORDS = 30
_LONGEST = 15  # characters a word, blank included, on average over a line
_HEADING_SHARE = 0.7  # above it "headings" are the way this text is written
_HEADINGS_A_PARAGRAPH = 4  # and beside fewer paragraphs than one to so many of them
_CHAT = 4  # lines without a full stop, at least
_TURNS = 3  # of people who speak, at least
_CHAT_SHARE = 0.3  # of all paragraphs
_OVER_NOTHING = 0.4  # of the lines without a full stop; headings stand over paragraphs
_LONGER = 1.5  # times a heading's words is what a paragraph has at least
_LOOK = 3  # letters by which the name of a section may be known
_ITEM_WORDS = 4  # in an item that is a sentence
_CAPITALS = 6  # words of a heading in capitals with a dot
_LOST_STOP_WORDS = 8  # in a sentence that lost its stop in the middle of an article
_COMMON_SHARE = 0.3  # of its words

_GAP = f"[{re.escape(BLANKS)}]++(?=[^{re.escape(BLANKS)}])"
_MARKER = re.compile(
    rf"(?P<dash>[–—―]){_GAP}|(?P<bullet>o(?=\s+[A-Z])|[-•‣▪●◦⁃∙■□➤►✓✔*·]){_GAP}"
    rf"|(?P<number>\(?\d{{1,3}}[.)]|\(?[a-z][.)]|\([A-Z]\)|\(?[ivx]{{1,5}}[.)]){_GAP}"
)
_MARKS = frozenset("–—―-•‣▪●◦⁃∙■□➤►✓✔*·(0123456789abcdefghijklmnopqrstuvwxyz")
_SPOKEN = frozenset("–—―")
_LISTED = frozenset({"prose", "list item"})
_ROMAN = r"(?=[IVXLCDM])[MDCLXVI]{1,7}"
_LABEL = Pattern(
    rf"(?:[^\W\d_a-z][^\W\d_]*+\s(?:(?:\d{{1,3}}|{_ROMAN})(?:[.:](?=\s|$)|(?=\s|$))|[A-Z][.:]?$)"
    rf"|(?:§\s?)?(?:\d{{1,3}}(?:\.\d{{1,3}})*+|{_ROMAN}|[A-Z])[.:)](?=\s|$)"
    r"|\d{1,3}(?:\.\d{1,3})++(?=\s|$))"
)
"""The number of a heading: "CHAPTER IV", "Part 2:", "Appendix C", "IV.", "B)", "3.2"."""

_SPEAKER = Pattern(
    r"(?:[\[(]?\d[\d/.:,\- T]{2,18}+(?:[AaPp]\.?[Mm]\.?)?[\])]?\s*+(?:[-–]\s)?+)?+"
    r"(?:<(?P<nick>[^<>\n]{1,30})>|(?P<name>[^\W\d_][^:\n.!?]{0,29}+):(?=\s))"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*+")
_SHORT = 3  # letters; shorter words are small in titles
_LOOKED_AT = 2_000  # characters that tell whether a text is written in capitals
_NAME_WORDS = 4
_STAMP_WORDS = 2
_NUMBER = re.compile(r"\d[\d.:]*+")
_SECTION_WORDS = 8
_QUOTED = Pattern(r"[\"“„«»”]\w[^\"“”«»\n]*+(?:(?<=,)[\"“”«»]|[\"“”«»],)\s\w")  # "…," he said
_ODD = re.compile(r"[|@:<>{}=\[]|\)$")
_ENTRY = re.compile(r"\d{4}|[,;@]|://")
_ADDRESSES = Pattern(r"(?:\s++(?:https?://|www\.|pic\.|t\.co/|#\w)[^\s<>]*+)++$")  # behind a post
_RUN_IN = Pattern(
    r"(?:\W*+(?:\d{1,2}(?:\.\d{1,2})*+|[IVX]{1,5}|[A-Z])[.)]?\s++)?+\W*+"
    r"([^\W\d_][^.:—–*_\n]{2,50}+)[*_]{0,2}(?:[.:—–]|$)"
)


def kinds_of(
    text: str, paragraphs: Sequence[Span], signs: Signs, known: Mapping[int, Kind]
) -> list[Kind]:
    """What each paragraph of a text is.

    Args:
        text: the text.
        paragraphs: where each starts and ends, in order, blanks aside; it may be wrapped.
        signs: of its language.
        known: what is known of some, as from the markup of a file, by where each starts. An item
            of a list may still turn out to be a sentence, which is prose.
    """
    repeated = _repeated(text, paragraphs)
    kinds = [
        _kind(text, start, end, repeated, signs, known.get(start)) for start, end in paragraphs
    ]
    if kinds.count("prose") < len(kinds):
        _judge_in_company(text, paragraphs, kinds, signs, known)
    if signs.back_matter:
        _flag_back_matter(text, paragraphs, kinds, signs)
    return kinds


def marks_of_lists(
    text: str, paragraphs: Sequence[Span], kinds: Sequence[Kind], ordinals: bool
) -> dict[int, int]:
    """Where the marks end that sentences open with as items of a list, by paragraph.

    A bullet is no part of a sentence, and neither is a number that counts it. What counts has
    another after it that goes on with the count; and where a number with a dot is an ordinal
    ("1. FC Köln"), such a one is left.
    """
    found: dict[int, int] = {}
    before: tuple[str, tuple[str, ...], int] | None = None
    for row, (start, end) in enumerate(paragraphs):
        marker = _MARKER.match(text, start, end) if text[start] in _MARKS else None
        if not marker or marker["dash"] or marker[0][0] == "-" or kinds[row] not in _LISTED:
            continue
        if marker["bullet"]:
            found[row] = marker.end()
            continue
        label = marker["number"].strip("().")
        if ordinals and label.isdecimal() and marker["number"][-1] == ".":
            continue
        if before and before[0] == marker["number"][-1] and label in before[1]:
            found[row] = marker.end()
            start = paragraphs[before[2]][0]
            first = _MARKER.match(text, start)
            found[before[2]] = first.end() if first else start
        before = (marker["number"][-1], successors(label), row)
    return {row: end for row, end in found.items() if kinds[row] == "prose"}


def label_end(text: str, start: int, end: int) -> int:
    """Where the number ends that a heading opens with ("IV.", "CHAPTER I.", "3.2")."""
    label = _LABEL.match(text, start, end)
    return label.end() if label else start


def _repeated(text: str, paragraphs: Sequence[Span]) -> set[str]:
    """Lines that occur twice and do not end like a sentence: menus."""
    lines = [
        text[start:end]
        for start, end in paragraphs
        if end - start <= _WIDEST and text.find("\n", start, end) < 0
    ]
    if len(set(lines)) == len(lines):
        return set()
    counts = Counter(lines)
    return {line for line, n in counts.items() if n > 1 and not ends_in_stop(line, 0, len(line))}


def _kind(
    text: str, start: int, end: int, repeated: set[str], signs: Signs, known: Kind | None
) -> Kind:
    """What a paragraph is by its own look."""
    words = text.count(" ", start, end) + text.count("\n", start, end) + 1
    if words * _LONGEST < end - start:  # too long for words between blanks
        words += _unspaced(text[start:end])
    if known and known != "list item":
        may_lead = known == "heading" and words > _HEADING_WORDS
        return "prose" if may_lead and _is_lead(text, start, end, signs) else known
    if words > _BOILERPLATE_WORDS:
        return "prose" if not known or ends_in_stop(text, start, end) else known
    if text[start:end] in repeated:
        return "boilerplate"
    stops = ends_in_stop(text, start, end)
    is_title = (
        words <= _HEADING_WORDS
        and (not stops or _is_title_with_dot(text, start, end, words, signs))
        and not is_left_open(text, start, end)
    )
    opens = signs.opening(text, start, end)
    if opens and (is_title or opens != "byline" or _has_stamp(text, start, end)):
        return opens
    if known:
        return "prose" if stops and words >= _ITEM_WORDS else known
    marker = _MARKER.match(text, start, end) if text[start].lower() in _MARKS else None
    if marker:
        return _kind_of_item(text, marker, end, stops)
    if not is_title or text[start] in _SPOKEN or (not stops and _is_post(text, start, end)):
        return "prose"
    return "heading"


def _is_post(text: str, start: int, end: int) -> bool:
    """Whether a line is a sentence with addresses or tags behind it, as people post it."""
    if text.find("/", start, end) < 0 and text.find("#", start, end) < 0:
        return False
    match = _ADDRESSES.search(text, start, end)
    return match is not None and ends_in_stop(text, start, match.start())


def _is_lead(text: str, start: int, end: int, signs: Signs) -> bool:
    """Whether many words marked as a heading are a paragraph in large type, as pages open with."""
    return (
        text[end - 1] not in "?？"
        and ends_in_stop(text, start, end)
        and label_end(text, start, end) == start
        and not _is_in_title_case(text[start:end], signs.common)
    )


def _unspaced(line: str) -> int:
    """How many words a line has beyond those between blanks: two characters make one."""
    return 0 if line.isascii() else (count_words(line) - len(line.split())) // 2


def _kind_of_item(text: str, marker: re.Match[str], end: int, stops: bool) -> Kind:
    """What a paragraph is that opens with a bullet, a number or a dash: dialogue does, too."""
    if not stops:
        return "list item"
    is_spoken = marker["dash"] or (marker["bullet"] == "-" and text[end - 1] in "!?…")
    is_sentence = text.count(" ", marker.end(), end) + 1 >= _ITEM_WORDS
    return "prose" if is_spoken or is_sentence else "list item"


def _is_title_with_dot(text: str, start: int, end: int, words: int, signs: Signs) -> bool:
    """Whether a paragraph that ends in a stop is a heading: numbered, in capitals, by its case.

    "CHAPTER I.", "THE TRIAL.", "Obama Visits Washington D.C.", "3 May 2025, 9 p.m."
    """
    if text[end - 1] != "." or words > _HEADING_WORDS:
        return False
    label = _LABEL.match(text, start, end)
    if (label and label.end() == end) or (words < 3 and text[start].isdigit()):
        return True
    is_dotted = _ends_in_letters(text, start, end)
    if not (label or is_dotted or text[end - 2].isupper()):
        return False
    line = text[start:end]
    if line[0].isalpha() and words <= _CAPITALS and line.isupper():
        return not text[:_LOOKED_AT].isupper()
    if is_dotted and _is_stamp(line, signs):
        return True
    return (is_dotted or label is not None) and _is_in_title_case(line, signs.common)


def _ends_in_letters(text: str, start: int, end: int) -> bool:
    """Whether a paragraph ends in a capital and a dot, or in several letters with dots."""
    letter, before = text[end - 2], text[max(start, end - 4) : end - 2]
    if not letter.isalpha() or before[-1:].isalnum():
        return False
    return letter.isupper() or before.rstrip().endswith(".")


def _is_stamp(line: str, signs: Signs) -> bool:
    """Whether a line is a day and a time, with a word or two of what happened then."""
    numbers = len(_NUMBER.findall(line))
    if numbers < 2:
        return False
    words = {word.lower() for word in _WORD.findall(line)} - signs.months
    held = sum(len(word) > 1 and word in signs.common for word in words)
    others = sum(len(word) >= _SHORT for word in words - signs.common)
    return held < _STAMP_WORDS and others < min(numbers, _STAMP_WORDS + 1)


def _has_stamp(text: str, start: int, end: int) -> bool:
    """Whether a byline goes on with a day and a time."""
    return text.find("|", start, end) > 0 or len(_NUMBER.findall(text, start, end)) > _STAMP_WORDS


def _is_in_title_case(line: str, common: frozenset[str]) -> bool:
    """Whether all words of a line but common ones begin with capitals, and there are some."""
    longer = 0
    for match in _WORD.finditer(line):
        word = match[0]
        if len(word) >= _SHORT and word.lower() not in common:
            if not word[0].isupper():
                return False
            longer += 1
    return longer > 1


def _judge_in_company(
    text: str,
    paragraphs: Sequence[Span],
    kinds: list[Kind],
    signs: Signs,
    known: Mapping[int, Kind],
) -> None:
    """Set the kinds of those that turn out to be something else beside the others."""
    guessed = [
        kind == "heading" and start not in known and not ends_in_stop(text, start, end)
        for kind, (start, end) in zip(kinds, paragraphs, strict=True)
    ]
    if _mostly_flagged(paragraphs, kinds) or _is_chat(text, paragraphs, kinds, guessed):
        for row, kind in enumerate(kinds):
            if guessed[row] or kind == "list item":
                kinds[row] = "prose"
        return
    _judge_lists(text, paragraphs, kinds, known)
    labels = _speakers(text, paragraphs) if any(guessed) else {}
    around = ["heading", *kinds, "heading"]  # what a text breaks off with is no sentence
    for row, guess in enumerate(guessed):
        amid_prose = around[row] == around[row + 2] == "prose"
        if guess and (
            row in labels or (amid_prose and _lost_its_stop(text, paragraphs[row], signs.common))
        ):
            kinds[row] = "prose"


def _mostly_flagged(paragraphs: Sequence[Span], kinds: Sequence[Kind]) -> bool:
    """Whether nearly all of a text is headings and list items, so that they are its prose."""
    lines = kinds.count("heading") + kinds.count("list item")
    if kinds.count("prose") * _HEADINGS_A_PARAGRAPH >= lines:
        return False
    sizes: Counter[str] = Counter()
    for (start, end), kind in zip(paragraphs, kinds, strict=True):
        sizes[kind] += end - start
    flagged = sizes["heading"] + sizes["list item"]
    return flagged > _HEADING_SHARE * (flagged + sizes["prose"])


def _is_chat(
    text: str, paragraphs: Sequence[Span], kinds: Sequence[Kind], guessed: Sequence[bool]
) -> bool:
    """Whether the lines without a full stop are not headings but how this text is written.

    They are where they are many, and either begin with small letters, or are about as long as the
    paragraphs and mostly stand over none.
    """
    lines = sum(guessed)
    if lines < _CHAT or lines < _CHAT_SHARE * len(kinds):
        return False
    small = sum(text[start].islower() for start, _ in paragraphs)
    if 2 * small > len(kinds):
        return True
    over = sum(
        guess and following == "prose" for guess, following in zip(guessed, kinds[1:], strict=False)
    )
    sizes: Counter[bool] = Counter()
    for (start, end), guess, kind in zip(paragraphs, guessed, kinds, strict=True):
        if guess or kind == "prose":
            sizes[guess] += end - start
    prose = kinds.count("prose")
    are_alike = sizes[False] * lines < _LONGER * sizes[True] * prose
    return are_alike and lines - over >= _OVER_NOTHING * lines


def _speakers(text: str, paragraphs: Sequence[Span]) -> dict[int, str]:
    """Who speaks, by the number of the paragraph that opens with the name; none in an article."""
    labels: dict[int, str] = {}
    if text.count(":") + text.count(">") < _TURNS:
        return labels
    for row, (start, end) in enumerate(paragraphs):
        label = _SPEAKER.match(text, start, end)
        name = label and (label["nick"] or label["name"])
        if name and name.count(" ") < _NAME_WORDS:
            labels[row] = name
    uses = Counter(labels.values())
    again = sum(uses[name] > 1 for name in labels.values())
    is_talk = len(labels) >= _TURNS and again >= max(2, _CHAT_SHARE * len(paragraphs))
    return labels if is_talk else {}


def _judge_lists(
    text: str, paragraphs: Sequence[Span], kinds: list[Kind], known: Mapping[int, Kind]
) -> None:
    """Have the items of a list be of one kind, and a numbered line alone be a heading."""
    if "list item" not in kinds and not known and not any(text[a] in _MARKS for a, _ in paragraphs):
        return
    items = [
        row
        for row, (kind, (start, end)) in enumerate(zip(kinds, paragraphs, strict=True))
        if kind == "list item"
        or (kind == "prose" and text[start] in _MARKS and _MARKER.match(text, start, end))
        or (kind == "prose" and known.get(start) == "list item")
    ]
    for _, group in groupby(enumerate(items), lambda item: item[1] - item[0]):
        rows = [row for _, row in group]
        if len(rows) == 1:
            _judge_alone(text, paragraphs[rows[0]], rows[0], kinds, known)
        else:
            _judge_list(text, paragraphs, rows, kinds)


def _judge_alone(
    text: str, paragraph: Span, row: int, kinds: list[Kind], known: Mapping[int, Kind]
) -> None:
    """Have an item without a list be a sentence, or a heading with a number, if it may be."""
    start, end = paragraph
    if kinds[row] == "prose" or start in known:
        return
    if ends_in_stop(text, start, end):
        kinds[row] = "prose"
    elif text[start].isdigit() and kinds[row + 1 : row + 2] == ["prose"]:
        kinds[row] = "heading"


def _judge_list(
    text: str, paragraphs: Sequence[Span], rows: Sequence[int], kinds: list[Kind]
) -> None:
    """Have all items be prose where one is a sentence and most end as sentences do."""
    stops = [ends_in_stop(text, *paragraphs[row]) for row in rows]
    if 2 * sum(stops) < len(rows) or all(kinds[row] != "prose" for row in rows):
        return
    for row, stop in zip(rows, stops, strict=True):
        if stop or text.count(" ", *paragraphs[row]) >= _ITEM_WORDS:
            kinds[row] = "prose"


def _lost_its_stop(text: str, paragraph: Span, common: frozenset[str]) -> bool:
    """Whether a line amid prose is a sentence without its full stop.

    Titles are in the middle of an article short, or in the case of titles, or say little with the
    words that hold a sentence together.
    """
    start, end = paragraph
    if _QUOTED.match(text, start, end):
        return True
    words = _WORD.findall(text, start, end)
    if len(words) < _LOST_STOP_WORDS or text[start].islower() or _ODD.search(text, start, end):
        return False
    held = sum(word.lower() in common for word in words)
    return held >= max(3, _COMMON_SHARE * len(words)) and not _is_in_title_case(
        text[start:end], common
    )


def _flag_back_matter(
    text: str, paragraphs: Sequence[Span], kinds: list[Kind], signs: Signs
) -> None:
    """Flag what stands under the headings that close a paper, and its paragraphs that open so.

    "Funding: …" alone may open a paragraph of anything; of a paper several open like that.
    """
    half = paragraphs[-1][1] // 2 if paragraphs else 0
    inside = False
    run_in: dict[int, str] = {}
    for row in range(bisect_left(paragraphs, (half, 0)), len(paragraphs)):
        start, end = paragraphs[row]
        likely = not text[start].isalpha() or text[start : start + _LOOK].lower() in signs.sections
        opening = _RUN_IN.match(text, start, end) if likely else None
        name = opening[1].rstrip().lower() if opening else ""
        if opening and name in signs.back_matter:
            if opening.end() < end:
                run_in[row] = name
            elif kinds[row] == "heading":
                inside = True
        elif inside and kinds[row] == "heading" and _opens_section(text, start, end):
            inside = False
        elif inside:
            kinds[row] = "boilerplate"
    for row, name in run_in.items():
        if len(set(run_in.values())) > 1 or " " in name:
            kinds[row] = "boilerplate"


def _opens_section(text: str, start: int, end: int) -> bool:
    """Whether a heading among references is one; an entry has a year, a comma or many words."""
    return text.count(" ", start, end) < _SECTION_WORDS and not _ENTRY.search(text, start, end)
