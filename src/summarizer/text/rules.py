"""What the sentence splitter knows of writing at large, and what it has to be told of a language.

Here stand the characters that end, close and open, and the pattern of the places where a sentence
may end. What an abbreviation is and which words open sentences comes from the language's data.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter

from ..memo import cached_property

Span = tuple[int, int]
"""Start and end of a piece of text in code points; the end is exclusive."""

STOPS = ".!?…‼⁇⁈⁉؟۔।॥"
CJK_STOPS = "。！？｡．"
FINAL_MARKS = frozenset(STOPS + CJK_STOPS + "։።។៕᠃")
"""With which a line or paragraph ends a sentence in any script."""

CJK_CLOSERS = "\"'”’」』】》〉〕）)]"
"""Not “, which opens there."""
CLOSERS = "\"'”’“‘»›«‹)]}」』）】》"
"""What may close on a stop; “ and « do in German, « in Danish."""

BLANKS = (
    "".join(map(chr, (*range(0x21), *range(0x7F, 0xA1), 0x1680, *range(0x2000, 0x200C))))
    + "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""Blanks, control characters and marks without width: never the first or last of a sentence."""

OPENERS = "\"'`“‘„‚«‹»›([{¿¡–—-「『（【《〈〔"
UNSPACED = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
"""Character ranges of Chinese and Japanese, whose stops need no blank after them."""

UNCASED_STOPS = "؟۔।॥"
"""Of scripts that have no capitals; the blank after them is often left out."""

_BLANK = r"\s\x00-\x1f\x7f-\xa0\u200b\ufeff"

_SUPERSCRIPTS = "*†‡⁰¹²³⁴⁵⁶⁷⁸⁹"
_EMOJI = (
    "\u2600-\u2610\u2612-\u2704\u2706-\u2712\u2715\u2716\u2718-\u2793\u2795-\u27a0\u27a5-\u27bf"
    "\u2b50\u2b55\U0001f000-\U0001f447\U0001f44a-\U0001f4cb\U0001f4ce-\U0001f537\U0001f53c-\U0001faff"
)
"""But those that point at what follows, as ✓, ➡ and 👉 do."""
_EMOJI_PARTS = "\u200d\u20e3\ufe0e\ufe0f\U0001f3fb-\U0001f3ff"

_NOTE = r"\[(?:(?:\w{1,8}\s)?\d{1,3}|[a-z]|sic)(?:\s?[,–-]\s?\d{1,3})*+\]_?"


@dataclass(frozen=True)
class Rules:
    """What the splitter has to know of a language.

    Attributes:
        titles: abbreviations that stand before a name and never end a sentence (``Mr``).
        abbreviations: others; they end one only before a starter (``Inc``).
        before_numbers: abbreviations that do not end a sentence before a number, a Roman one and
            a lone letter included (``No``, ``Vol. II``, ``Fig. A``).
        closing: abbreviations that often close a sentence (``p.m``); they end it before any
            capital but those of ``after_closing`` (``5 p.m. Sunday``), unless the sentence has
            only begun (``At 5 p.m. Smith left.``).
        after_closing: words in capitals that belong to such an abbreviation before them.
        before_clause: words by which a sentence that says when begins (``At``); where none are
            known, only many words before it show that an abbreviation of ``closing`` ends it.
        starters: capitalised words that open sentences and seldom are part of a name.
        always_open: capitalised words that the language writes small inside a sentence; after a
            word they show that a full stop was lost.
        sign_offs: words that close a letter; what follows is a name (``Thanks, Kim``).
        capital_nouns: whether nouns begin with capitals, so that a capital tells little.
        ordinals: whether ``3.`` commonly means "third".
        after_quote: what goes on with the sentence after a quotation (Japanese particles).
        whole_quotes: whether a quotation or bracket of several sentences is part of one, as in
            Japanese.
        endings: of words that close a sentence though no stop follows (Korean ``습니다``); where
            there are some, an ellipsis ends a sentence only after a word that may be its last.
        clause_openers, clause_joiners: see :mod:`summarizer.text.clauses`.
        speech: verbs that name a speaker; ``"No!" Smith said`` is one sentence.
        speaker_first: whether the name may stand before the verb, as in English.
        stops: characters that end a sentence beside the common ones (the Greek ``;``).
    """

    titles: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    before_numbers: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    after_closing: frozenset[str] = frozenset()
    before_clause: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    always_open: frozenset[str] = frozenset()
    sign_offs: frozenset[str] = frozenset()
    capital_nouns: bool = False
    ordinals: bool = False
    speech: frozenset[str] = frozenset()
    speaker_first: bool = False
    after_quote: tuple[str, ...] = ()
    whole_quotes: bool = False
    endings: tuple[str, ...] = ()
    clause_openers: tuple[str, ...] = ()
    clause_joiners: tuple[str, ...] = ()
    stops: str = ""

    @cached_property
    def listed(self) -> frozenset[str]:
        """All abbreviations. A word outside needs no further question, and nearly all are."""
        known = self.titles | self.abbreviations | self.before_numbers | self.closing
        return known | self.capitals

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Those that are abbreviations only among words in capitals ("DR. SMITH")."""
        known = self.titles | self.before_numbers
        return frozenset(word.upper() for word in known if len(word) > 1 and word.isalpha()) - known

    @cached_property
    def never_last(self) -> frozenset[str]:
        """Abbreviations that end no sentence, whatever follows."""
        return self.titles - self.closing

    @cached_property
    def answers(self) -> frozenset[str]:
        """Abbreviations that may be a whole word as well ("no. i left")."""
        return self.before_numbers - self.titles - self.abbreviations - self.closing

    @cached_property
    def candidates(self) -> re.Pattern[str]:
        """Finds what may end a sentence; groups: start and first character of what follows."""
        return _candidates(self.stops)

    @cached_property
    def openers(self) -> re.Pattern[str] | None:
        """Finds the words of ``always_open`` and ``sign_offs`` where a full stop may be lost.

        The words come first, so that the engine skips to their first letters, and those of one
        letter together, so that it tries each letter once.
        """
        if not self.always_open | self.sign_offs:
            return None
        small = "" if self.capital_nouns else "(?=[^\\W\\d_A-Z])"
        # After a stop and a blank nothing was lost.
        inside = rf"(?<=[^{re.escape(STOPS)}]\s{{letter}})"
        kinds = (
            (self.always_open, inside, rf"\s[\s>]*+{small}"),
            (self.sign_offs, "", r",(\s[\s>]*+)(?=[A-Z])"),
        )
        by_letter = [
            f"{letter}{before.format(letter=letter)}(?:{'|'.join(w[1:] for w in same)}){after}"
            for words, before, after in kinds
            for letter, same in groupby(sorted(words), key=itemgetter(0))
        ]
        return re.compile("|".join(by_letter))

    @cached_property
    def ended(self) -> re.Pattern[str] | None:
        """Finds where a sentence ends though no stop follows; group 1 is the blank after it."""
        if not self.endings:
            return None
        laughs = "ㅋㅎㅠㅜ~^♡"
        ends = "|".join(sorted(self.endings))
        goes_on = "|".join(map(re.escape, self.after_quote)) or r"\Z"
        return re.compile(
            rf"(?:(?:{ends})[{laughs}]*+|[ㅋㅎㅠㅜ^](?<=ㅋㅋ|ㅎㅎ|ㅠㅠ|ㅜㅜ|\^\^)[{laughs}]*+)"
            rf"(\s[\s>]*+)(?![{laughs}\W]|{goes_on})"
        )

    def starts(self, word: str) -> bool:
        """Whether a word as written opens sentences; in a text of capitals all may."""
        head, elided, _ = word.replace("’", "'").partition("'")
        if word in self.starters or (elided and head + elided in self.starters):
            return True
        return word.isupper() and len(word) > 1 and word.capitalize() in self.starters


@cache
def _candidates(more_stops: str) -> re.Pattern[str]:
    stops = re.escape(STOPS + more_stops)
    emoji = rf"[{_EMOJI}][{_EMOJI}{_EMOJI_PARTS}]*+"
    closers = rf"(?:[{re.escape(CLOSERS)}{_SUPERSCRIPTS}_`{_EMOJI}{_EMOJI_PARTS}]|{_NOTE})*+"
    # "(1987).1 According", ".11,12 Take", ".11 12 Take": not before a small letter, and not "3.11".
    numbers = (
        r"(?:(?=\d)(?:(?<=[^\W\d_]{2}[.!?])|(?<=[)\]”\"’»][.!?])|(?<=[.!?][)\]”\"’»]))"
        rf"\d{{1,3}}(?:[,–-]\d{{1,3}}|\s\d{{1,3}}(?=\s))*+(?=[{_BLANK}]++[{re.escape(OPENERS)}]*+[^\W\d_a-z]))?+"
    )
    # What closes on the sentence though a blank parts it: "mot. »", ". )", ". [1]", "! 👍", ":)".
    detached = (
        rf"(?:[{_BLANK}](?:[»›”’)\]}}]|''|\^\^|(?:{_NOTE})++|{emoji}|[:;]-?[)(D]++)"
        rf"(?![^{_BLANK}]))*+"
    )
    kinds = (
        # A stop alone, as nearly all are.
        rf"(?<=[.!?])(?=[ \n][A-Za-z\n])(?<![{stops}][{stops}])",
        # A run of stops, spaced dots ". . ." included, and what closes on it.
        rf"(?<=[{stops}])(?<![{stops}][{stops}])[{stops}]*+"
        r"(?:(?:\s\.){2}(?:(?<=\s\.\s\.\s\.)\s\.)?+(?!\s?\.))?+"
        # Then a blank; or it was lost.
        rf"{closers}{numbers}{detached}"
        rf"(?:(?=[{_BLANK}])|(?=[¿¡「『（【(]?[^\W\d_a-z](?:[^\W\d_A-Z]|[\s'’]))"
        rf"|(?<=[{UNCASED_STOPS}])(?=\w))",
        rf"(?<=[{CJK_STOPS}])(?<![{CJK_STOPS}][{CJK_STOPS}])[{CJK_STOPS}!?‼⁇⁈⁉]*+"
        rf"[{re.escape(CJK_CLOSERS)}{_EMOJI}{_EMOJI_PARTS}]*+",
        r"(?<=\s[:;])-?[)(D]++(?=\s)",
    )
    # A line break in quoted mail goes on with the marks of quotation.
    after = rf"(?=[{_BLANK}]*+(?:(?<=\n)[>{_BLANK}]*+)?+()[{re.escape(OPENERS)}{_BLANK}]*+(.))"
    # One class first: the engine skips to its characters and tries the kinds only there.
    return re.compile(rf"[{stops}{CJK_STOPS}:;](?:{'|'.join(kinds)}){after}", re.DOTALL)


def either_case(words: Iterable[str]) -> frozenset[str]:
    """Words as they are, and with a capital as they stand first in a sentence."""
    return frozenset(form for word in words for form in (word, word[0].upper() + word[1:]))
