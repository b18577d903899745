"""Where one sentence ends and the next begins, inside one paragraph.

Every run of stops (``.``, ``?!``, ``…``) with the quotes and brackets that close on it is a
candidate; one table of questions about the word before it and what comes after it decides. What
an abbreviation is and which words open sentences comes from the language's data.

Nothing here grows faster than the text: runs are matched possessively and from their first
character only, and the word before a stop reaches back to a blank, of which each candidate has
its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

Span = tuple[int, int]
"""Start and end of a piece of text in code points; the end is exclusive."""

STOPS = ".!?…‼⁇⁈⁉؟۔।॥"
CJK_STOPS = "。！？｡"
CLOSERS = "\"'”’“‘»›«‹)]}」』）】》"
"""What may close on a stop; “ and « do in German, « in Danish."""

BLANKS = (
    "".join(map(chr, (*range(0x21), *range(0x7F, 0xA1), 0x1680, *range(0x2000, 0x200C))))
    + "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""Blanks, control characters and marks without width: never the first or last of a sentence."""

_OPENERS = "\"'“‘„‚«‹»›([{¿¡–—-「『（【《"
_QUOTES = frozenset("\"'“”„«»‘’")
_CLAUSE = 6  # words; an opening "on 3 May 1999 at 5 p.m." has fewer
_CLAUSE_REACH = 200  # characters in which to find them
_TITLE = 40  # characters; longer names of books are rare
_SPEAKER = 6  # characters
_BLANK = r"\s\x00-\x1f\x7f-\xa0\u200b\ufeff"

_LEADING = re.compile(rf"[{_BLANK}]*+")
_WORD = re.compile(r"\w++(?:['’]\w*+)?+")
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}")
_PIECES = re.compile(r"[-'’]")
_MARKER = re.compile(r"(?:[•⁃‣*-]\s?)?(\d{1,2}|[a-z])(\.\)|[.)])\s")


@dataclass(frozen=True)
class Rules:
    """What the splitter has to know of a language.

    Attributes:
        titles: abbreviations that stand before a name and never end a sentence (``Mr``).
        abbreviations: others; they end one only before a starter (``Inc``).
        before_numbers: abbreviations that do not end a sentence before a number (``No``).
        closing: abbreviations that often close a sentence (``p.m``); they end it before any
            capital but those of ``after_closing`` (``5 p.m. Sunday``), unless the sentence has
            only begun (``At 5 p.m. Smith left.``).
        after_closing: words in capitals that belong to such an abbreviation before them.
        starters: capitalised words that open sentences and seldom are part of a name.
        always_open: capitalised words that the language writes small inside a sentence; after a
            word they show that a full stop was lost.
        ordinals: whether ``3.`` commonly means "third".
        speech: verbs that name a speaker; ``"No!" Smith said`` is one sentence.
        stops: characters that end a sentence beside the common ones (the Greek ``;``).
    """

    titles: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    before_numbers: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    after_closing: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    always_open: frozenset[str] = frozenset()
    ordinals: bool = False
    speech: frozenset[str] = frozenset()
    stops: str = ""

    @cached_property
    def listed(self) -> frozenset[str]:
        """All abbreviations. A word outside needs no further question, and nearly all are."""
        return self.titles | self.abbreviations | self.before_numbers | self.closing

    @cached_property
    def candidates(self) -> re.Pattern[str]:
        """Finds what may end a sentence; groups: start and first character of what follows."""
        stops = re.escape(STOPS + self.stops)
        closers = rf"[{re.escape(CLOSERS)}]*+(?:[ \xa0\u202f][»›](?=[{_BLANK}]))?+"
        kinds = (
            # A run of stops, spaced dots ". . ." included, a footnote mark "[1]", a smiley.
            rf"(?<=[{stops}])(?<![{stops}][{stops}])[{stops}]*+(?:(?: \.){{2,3}}+(?! ?\.))?+"
            rf"{closers}(?:\[\w{{1,4}}\])*+(?:\s[:;]-?[)(D]++)?+(?=[{_BLANK}])",
            rf"(?<=[{CJK_STOPS}])[{CJK_STOPS}]*+{closers}",
            # "word.Word", but no address.
            r"(?<=[^\W\d_A-Z]{2}[.!?])(?=[A-Z][a-z])(?!\w*+@)",
            r"(?<=\s[:;])-?[)(D]++(?=\s)",
        )
        after = rf"(?=[{_BLANK}]*+()[{re.escape(_OPENERS)}{_BLANK}]*+(.))"
        # One class first: the engine skips to its characters and tries the kinds only there.
        return re.compile(rf"[{stops}{CJK_STOPS}:;](?:{'|'.join(kinds)}){after}", re.DOTALL)

    @cached_property
    def lost_stops(self) -> re.Pattern[str] | None:
        """Finds the blank where a full stop was lost."""
        if not self.always_open:
            return None
        words = "|".join(sorted(self.always_open))
        return re.compile(rf"(?<=[\w)'’])\s(?=(?:{words})\s)|(?<=[\w:][\"“»])\s(?=[\"„»]\w)")


def split(text: str, start: int, end: int, rules: Rules) -> list[Span]:
    """Cut ``text[start:end]``, one paragraph, into sentences.

    Returns:
        Spans in order, without overlap, stripped of blanks, none empty.
    """
    marker = _MARKER.match(text, start, end)
    if marker:
        items = _items(text, start, end, marker, rules)
        spans = [span for item in items for span in _sentences(text, *item, rules)]
    else:
        spans = _sentences(text, start, end, rules)
    if rules.lost_stops:
        spans = [part for span in spans for part in _parted(text, span, rules.lost_stops)]
    return spans


def _sentences(text: str, start: int, end: int, rules: Rules) -> list[Span]:
    begin = _LEADING.match(text, start, end).end()  # type: ignore[union-attr]  # matches empty
    informal = text[begin : begin + 1].islower()
    marker = _MARKER.match(text, begin, end)
    spans: list[Span] = []
    for found in rules.candidates.finditer(text, marker.end() if marker else begin, end):
        stop, after = found.span()
        # Most candidates that end nothing stand before a small letter.
        if found[2].islower() and not informal and text[after - 1] not in _QUOTES:
            continue
        if stop >= begin and _ends(found, text, begin, informal, rules):
            spans.append((begin, after))
            begin = found.start(1)
    last = begin + len(text[begin:end].rstrip(BLANKS))
    if last > begin:
        spans.append((begin, last))
    return spans


def _items(
    text: str, start: int, end: int, marker: re.Match[str] | None, rules: Rules
) -> Iterator[Span]:
    """The items of a list that is written on one line; the whole if it is none."""
    # Where a dot makes an ordinal, "1. FC … 2. Liga" is no list.
    while marker and not (rules.ordinals and marker[2] == "."):
        label, close = marker[1], re.escape(marker[2])
        following = str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)
        again = re.compile(rf"(?<=\s)(?:[•⁃‣*-]\s?)?({re.escape(following)})({close})\s")
        marker = again.search(text, start + 1, end)
        if marker:
            yield start, marker.start()
            start = marker.start()
    yield start, end


def _parted(text: str, span: Span, lost_stops: re.Pattern[str]) -> Iterator[Span]:
    """A sentence, cut where a full stop was lost."""
    start, end = span
    for found in lost_stops.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def _ends(found: re.Match[str], text: str, begin: int, informal: bool, rules: Rules) -> bool:
    """Whether a candidate ends the sentence begun at ``begin``."""
    stop, after = found.span()
    character, following = text[stop], found[2]
    if character in CJK_STOPS:
        return _ends_at_cjk_stop(found, text, begin, rules)
    if following in STOPS:  # inside an ellipsis
        return False
    if following.islower():
        return _ends_before_small(found, text, begin, informal, rules)
    if character != ".":
        return not (text[after - 1] in _QUOTES and _names_speaker(found, text, rules))
    word = text[max(begin, text.rfind(" ", begin, stop) + 1) : stop]
    if len(word) > 1 and word.isalpha() and word not in rules.listed:
        return after == stop + 1 or text[stop + 1] != " "
    if after > stop + 1 and text[stop + 1] in ". ":
        return _ends_in_dots(text, stop, after)
    word = _bare(word)
    opener = _WORD.match(text, found.start(2))
    next_word = opener.group() if opener else ""
    if opener and text[opener.end() : opener.end() + 1] == "." and next_word not in rules.titles:
        next_word = ""
    if word in rules.closing and next_word not in rules.starters:
        return (
            next_word.isalpha()
            and next_word not in rules.after_closing
            and _is_clause(text, begin, stop)
        )
    return _word_may_end(word, following, next_word, rules)


def _ends_at_cjk_stop(found: re.Match[str], text: str, begin: int, rules: Rules) -> bool:
    """Whether a full-width stop ends a sentence: not in a title, not before who says it."""
    stop, after = found.span()
    title = text[max(begin, stop - _TITLE) : stop]
    if title.rfind("《") > title.rfind("》"):
        return False
    quoted = after > stop + 1 and text[after - 1] in "”’」』" and text[stop] != "。"
    return not (quoted and any(verb in text[after : after + _SPEAKER] for verb in rules.speech))


def _names_speaker(found: re.Match[str], text: str, rules: Rules) -> bool:
    """Whether what follows a quotation is a name and a verb of speech."""
    start = found.start(2)
    names = _WORD.findall(text[start : start + 60])[:4]
    return names[:1] != [] and names[0] not in rules.starters and not rules.speech.isdisjoint(names)


def _ends_before_small(
    found: re.Match[str], text: str, begin: int, informal: bool, rules: Rules
) -> bool:
    """Whether a sentence ends before a small letter.

    It does between two quotations, and where the writer begins with small letters throughout.
    """
    stop, after = found.span()
    if text[after - 1] in _QUOTES and text[found.start(1)] in _QUOTES:
        return after > stop + 1
    if not informal or after > stop + 1 or text[stop] not in ".!?":
        return False
    word = _bare(text[max(begin, text.rfind(" ", begin, stop) + 1) : stop])
    return text[stop] != "." or (len(word) > 1 and "." not in word and word not in rules.listed)


def _ends_in_dots(text: str, stop: int, after: int) -> bool:
    """Whether an ellipsis before a capital ends a sentence: "…" does, "[...]" and ". . ." not."""
    if text[stop + 1] == " ":
        return text.count(".", stop, after) > 3
    return text[stop - 1] not in "[(" or stop == 0


def _is_clause(text: str, begin: int, stop: int) -> bool:
    """Whether so much has been said that a sentence can end: no verb yet in "At 5 p.m."."""
    words = text[begin : min(stop, begin + _CLAUSE_REACH)].split()
    return sum(word[0].isalpha() for word in words) >= _CLAUSE


def _bare(word: str) -> str:
    """The last word of a piece of text, without the quotes and brackets that it opens with."""
    return word.split()[-1].lstrip(_OPENERS) if word and not word[-1].isspace() else ""


def _word_may_end(word: str, following: str, next_word: str, rules: Rules) -> bool:
    """Whether a sentence may end with ``word.`` before a character that is no small letter.

    ``next_word`` is empty where it is an initial or an abbreviation itself, titles apart.
    """
    starts = next_word in rules.starters or next_word.partition("’")[0] + "'" in rules.starters
    if word not in rules.listed:
        piece = _PIECES.split(word)[-1]
        word = piece if piece in rules.listed or (len(piece) == 1 and piece.isupper()) else word
    if word in rules.titles:
        return False
    if following.isdigit() and word in rules.before_numbers:
        return False
    if word.isdigit():
        # "3. Oktober", "2014. 10. 03."
        return starts or not (rules.ordinals and (len(word) <= 3 or following.isdigit()))
    if len(word) == 1 and word.isalpha():
        initial = word.isupper() or word in rules.abbreviations or not next_word
        return starts or not initial
    if word in rules.abbreviations or word in rules.closing or _ACRONYM.fullmatch(word):
        return starts
    return True
