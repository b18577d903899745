"""Where one sentence ends and the next begins, inside one paragraph.

Every run of stops (``.``, ``?!``, ``…``) with the quotes and brackets that close on it is a
candidate; one table of questions about the word before it and what comes after it decides. What
an abbreviation is and which words open sentences comes from the language's data.

Nothing here grows faster than the text: runs are matched possessively and from their first
character only, and the word before a stop reaches back to a blank, of which each candidate has
its own.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from .words import MARKS

Span = tuple[int, int]
"""Start and end of a piece of text in code points; the end is exclusive."""

STOPS = ".!?…‼⁇⁈⁉؟۔।॥"
CJK_STOPS = "。！？｡"
CJK_CLOSERS = "\"'”’」』】》〉〕）)]"
"""Not “, which opens there."""
CLOSERS = "\"'”’“‘»›«‹)]}」』）】》"
"""What may close on a stop; “ and « do in German, « in Danish."""

BLANKS = (
    "".join(map(chr, (*range(0x21), *range(0x7F, 0xA1), 0x1680, *range(0x2000, 0x200C))))
    + "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""Blanks, control characters and marks without width: never the first or last of a sentence."""

_OPENERS = "\"'“‘„‚«‹»›([{¿¡–—-「『（【《"
_QUOTES = frozenset("\"'“”„«»‘’")
_LONG = 3  # letters; a longer word before a dot is seldom an abbreviation
_CLAUSE = 6  # words; an opening "on 3 May 1999 at 5 p.m." has fewer
_SMALL_CLAUSE = 5  # words before a full stop that a small letter follows
_CLAUSE_REACH = 200  # characters in which to find them
_WINDOW = 40  # characters before a stop; no abbreviation is longer
_TITLE = 40  # characters; longer names of books are rare
_SPEAKER = 6  # characters
_BLANK = r"\s\x00-\x1f\x7f-\xa0\u200b\ufeff"

_FAR = sys.maxsize


def _begun(opening: str) -> str:
    """A pattern after ``opening`` that a word began with it, in angle brackets or without."""
    return rf"(?<=(?<!\S){re.escape(opening)})|(?<=(?<!\S)<{re.escape(opening)})"


_ADDRESS = r"[^\s<>]*[\w/]>?(\s)(?=[A-Z])"
_STAMP = r"\d{1,2}/\d{2,4}\s\d{1,2}:\d{2}(?::\d{2})?(?:\s[AP]M)?+"
_TELLING = (
    (
        "://",
        re.compile(rf"://(?:{'|'.join(_begun(x) for x in ('http://', 'https://'))}){_ADDRESS}"),
    ),
    ("www.", re.compile(rf"www\.(?:{_begun('www.')}){_ADDRESS}")),
    ("/", re.compile(rf"/(?<=\d/){_STAMP}(\s)(?=[A-Z])")),
    ("/", re.compile(rf"/(?:(?<=[\w>](\s)\d/)|(?<=[\w>](\s)\d\d/)){_STAMP}\s(?=[A-Z])")),
    ('" "', re.compile(r'"[^"]{25,}+"(\s)(?="\w)')),  # two quoted sentences, not two names
)
"""What tells of a lost full stop, and a mark without which it is not there.

Each begins with a character of its mark and looks back from there, so that the engine skips to it.
"""

_UNSPACED_BEFORE = re.compile(r"(?<=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])(?=[A-Za-z])")
_WORD = re.compile(rf"[\w{MARKS}]++(?:['’]\w*+)?+")
_LETTERS = rf"(?:[^\W\d_][{MARKS}]*+){{1,2}}"
_ACRONYM = re.compile(rf"(?:{_LETTERS}\.-?)+{_LETTERS}")
_PIECES = re.compile(r"[-'’]")
_MARKS = frozenset("•⁃‣*-0123456789abcdefghijklmnopqrstuvwxyz")
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
        sign_offs: words that close a letter; what follows is a name (``Thanks, Kim``).
        capital_nouns: whether nouns begin with capitals, so that a capital tells little.
        ordinals: whether ``3.`` commonly means "third".
        after_quote: what goes on with the sentence after a quotation (Japanese particles).
        clause_openers, clause_joiners: see :mod:`summarizer.text.clauses`.
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
    sign_offs: frozenset[str] = frozenset()
    capital_nouns: bool = False
    ordinals: bool = False
    speech: frozenset[str] = frozenset()
    after_quote: tuple[str, ...] = ()
    clause_openers: tuple[str, ...] = ()
    clause_joiners: tuple[str, ...] = ()
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
            rf"(?<=[{CJK_STOPS}])(?<![{CJK_STOPS}][{CJK_STOPS}])[{CJK_STOPS}]*+[{re.escape(CJK_CLOSERS)}]*+",
            # "word.Word", but no address.
            r"(?<=[^\W\d_A-Z]{2}[.!?])(?=[A-Z][a-z])(?!\w*+@)",
            r"(?<=\s[:;])-?[)(D]++(?=\s)",
        )
        after = rf"(?=[{_BLANK}]*+()[{re.escape(_OPENERS)}{_BLANK}]*+(.))"
        # One class first: the engine skips to its characters and tries the kinds only there.
        return re.compile(rf"[{stops}{CJK_STOPS}:;](?:{'|'.join(kinds)}){after}", re.DOTALL)

    @cached_property
    def openers(self) -> re.Pattern[str] | None:
        """Finds the words of ``always_open`` and ``sign_offs`` where a full stop may be lost.

        The words come first, so that the engine skips to their first letters, and those of one
        letter together, so that it tries each letter once.
        """
        words = sorted(self.always_open | self.sign_offs)
        if not words:
            return None
        small = "" if self.capital_nouns else "(?=[^\\W\\d_A-Z])"
        by_letter = (
            f"{letter}(?:{'|'.join(word[1:] for word in same)})"
            for letter, same in groupby(words, key=itemgetter(0))
        )
        return re.compile(rf"(?:{'|'.join(by_letter)})(?:,(\s)(?=[A-Z])|\s{small})")


def split(text: str, paragraphs: Sequence[Span], rules: Rules) -> list[list[Span]]:
    """Cut paragraphs of a text into sentences.

    Args:
        text: the text.
        paragraphs: in order, without overlap, stripped of :data:`BLANKS`, none empty.
        rules: of its language.

    Returns:
        For each paragraph its sentences: in order, without overlap, stripped, none empty.
    """
    pieces: list[_Piece] = []
    owners: list[int] = []
    for row, (start, end) in enumerate(paragraphs):
        own = _pieces(text, start, end, rules) if text[start] in _MARKS else [(start, end, start)]
        pieces += own
        owners += [row] * len(own)
    found = _sentences(text, pieces, rules)
    if len(pieces) > len(paragraphs):
        joined: list[list[Span]] = [[] for _ in paragraphs]
        for row, spans in zip(owners, found, strict=True):
            joined[row] += spans
        found = joined
    gaps = _lost_stops(text, paragraphs, rules)
    return _parted(found, gaps) if gaps else found


_Piece = tuple[int, int, int]
"""Start and end of a paragraph or of an item in it, and where its first sentence may end."""


def _sentences(text: str, pieces: Sequence[_Piece], rules: Rules) -> list[list[Span]]:
    """The sentences of each piece, in one pass over the candidates of them all."""
    if not pieces:
        return []
    candidates = rules.candidates.finditer(text, pieces[0][0], pieces[-1][1])
    found = next(candidates, None)
    cut = []
    for start, end, after_marker in pieces:
        informal = text[start].islower()
        begin = start
        spans: list[Span] = []
        while found is not None and found.end() < end:
            # What follows has to be in the piece as well.
            if (
                found.start() >= max(begin, after_marker)
                and found.start(2) < end
                and _ends(found, text, begin, informal, rules)
            ):
                spans.append((begin, found.end()))
                begin = found.start(1)
            found = next(candidates, None)
        if begin < end:
            spans.append((begin, end))
        cut.append(spans)
    return cut


def _pieces(text: str, start: int, end: int, rules: Rules) -> list[_Piece]:
    """The items of a list that is written on one line; the whole paragraph if it is none."""
    marker = _MARKER.match(text, start, end)
    found: list[_Piece] = []
    for first, last in _items(text, start, end, marker, rules):
        own = _MARKER.match(text, first, last)
        found.append((first, last, own.end() if own else first))
    return found


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
            yield start, start + len(text[start : marker.start()].rstrip(BLANKS))
            start = marker.start()
    yield start, end


def _lost_stops(text: str, paragraphs: Sequence[Span], rules: Rules) -> list[Span]:
    """The blanks at which a full stop was lost, as far as words, addresses and times show it."""
    if not paragraphs:
        return []
    start, end = paragraphs[0][0], paragraphs[-1][1]
    gaps: list[Span] = []
    for found in rules.openers.finditer(text, start + 1, end) if rules.openers else ():
        at = found.start()
        if found[1] and found[0][:-2] in rules.sign_offs:
            gaps.append(found.span(1))
        elif found[0][:-1] in rules.always_open and _is_inside(text, at - 2, start):
            gaps.append((at - 1, at))
    for mark, pattern in _TELLING:
        if text.find(mark, start, end) >= 0:
            gaps += [
                gap
                for found in pattern.finditer(text, start, end)
                if not _is_small_word(text, start, (gap := found.span(found.lastindex or 0))[0])
            ]
    return sorted(gaps)


def _is_small_word(text: str, start: int, end: int) -> bool:
    """Whether the word before a blank begins with a small letter: "on 01/24/2001 …"."""
    word = text[max(start, text.rfind(" ", start, end) + 1) : end]
    return word.isalpha() and word[0].islower()


def _is_inside(text: str, at: int, start: int) -> bool:
    """Whether a character, and a blank after it, leave a sentence open."""
    return at >= start and (text[at].isalnum() or text[at] in ")'’") and text[at + 1].isspace()


def _parted(paragraphs: list[list[Span]], gaps: list[Span]) -> list[list[Span]]:
    """Sentences, cut at the gaps that lie inside them."""
    waiting = iter([*gaps, (_FAR, _FAR)])
    gap = next(waiting)
    parted = []
    for spans in paragraphs:
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


def _ends(found: re.Match[str], text: str, begin: int, informal: bool, rules: Rules) -> bool:
    """Whether a candidate ends the sentence begun at ``begin``."""
    stop, after = found.span()
    character, following = text[stop], found[2]
    if character in CJK_STOPS:
        return _ends_at_cjk_stop(found, text, begin, rules)
    glued = found.end(2) == after + 1
    if following in STOPS or (glued and "/" in text[max(begin, stop - _TITLE) : stop]):
        return False  # inside an ellipsis, or an address
    if following.islower():
        return _ends_before_small(found, text, begin, informal, rules)
    if character != ".":
        return not (text[after - 1] in _QUOTES and _names_speaker(found, text, rules))
    return _ends_at_dot(found, text, begin, rules)


def _ends_at_dot(found: re.Match[str], text: str, begin: int, rules: Rules) -> bool:
    """Whether dots before a character that is no small letter end a sentence."""
    stop, after = found.span()
    word = _last_word(text, begin, stop)
    if text[after - 1] in "»›" and text[stop + 1] == " ":  # French: "mot. »"
        after = stop + 1
    if not word.isascii() and word[-1].isascii():  # "工程师J. W. 哈特"
        word = _bare(word)
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
    return _word_may_end(word, found[2], next_word, rules)


def _ends_at_cjk_stop(found: re.Match[str], text: str, begin: int, rules: Rules) -> bool:
    """Whether a full-width stop ends a sentence: not in a title, not before who says it."""
    stop, after = found.span()
    title = text[max(begin, stop - _TITLE) : stop]
    if title.rfind("《") > title.rfind("》"):
        return False
    quoted = after > stop + 1 and text[after - 1] in "”’」』"
    if quoted and text.startswith(rules.after_quote or "\0", after):
        return False
    quoted = quoted and text[stop] != "。"
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

    It does between two quotations; after a whole clause, for a writer who forgets capitals; and
    wherever the writer begins with small letters throughout.
    """
    stop, after = found.span()
    if text[after - 1] in _QUOTES and text[found.start(1)] in _QUOTES:
        return after > stop + 1
    if text[stop:after].strip(".!?"):
        return False
    if not informal and not _is_clause(text, begin, stop, _SMALL_CLAUSE):
        return False
    word = _bare(_last_word(text, begin, stop))
    if text[stop] != ".":
        return True
    if after > stop + 1 or "." in word or word in rules.listed:
        return False
    return len(word) > (1 if informal else _LONG) and word.isalpha()


def _ends_in_dots(text: str, stop: int, after: int) -> bool:
    """Whether an ellipsis before a capital ends a sentence: "…" does, "[...]" and ". . ." not."""
    if text[stop + 1] == " ":
        return text.count(".", stop, after) > 3
    return text[stop - 1] not in "[(" or stop == 0


def _is_clause(text: str, begin: int, stop: int, least: int = _CLAUSE) -> bool:
    """Whether so much has been said that a sentence can end: no verb yet in "At 5 p.m."."""
    words = text[begin : min(stop, begin + _CLAUSE_REACH)].split()
    return sum(word[0].isalpha() for word in words) >= least


def _last_word(text: str, begin: int, stop: int) -> str:
    """What stands between the last blank and a stop; of a longer run its end."""
    nearest = max(begin, stop - _WINDOW)
    blank = text.rfind(" ", nearest, stop)
    return text[nearest if blank < 0 else blank + 1 : stop]


def _bare(word: str) -> str:
    """The last word of a piece of text, without the quotes and brackets that it opens with."""
    if not word or word[-1].isspace():
        return ""
    return _UNSPACED_BEFORE.split(word.split()[-1])[-1].lstrip(_OPENERS)


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
