"""Words of a text, and the terms that stand for them when sentences are compared.

A *word* is a run of letters, digits and marks as written; a *term* is what two words share when
they mean the same to a count: normalised (NFKC, case-folded), stemmed, no stop word.
"""

import re
import sys
import threading
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, partial
from itertools import chain, pairwise
from typing import Generic, Literal, TypeVar

from ..memo import Memo, Pattern
from .hidden import HIDDEN, beyond_ascii, seen, seen_view

V = TypeVar("V")

MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u0900-\u0963\u0966-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f84\u102b-\u103e\u135d-\u135f\u17b4-\u17d3\u1ab0-\u1ace"
    "\u1dc0-\u1dff\u20d0-\u20f0\u302a-\u302f\u3099\u309a\ufe20-\ufe2f\u200c\u200d"
)
"""Character ranges of the marks that belong to the letter before them."""
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
)
"""Character ranges of the scripts that put no blank between words (Han, kana, Thai, Khmer, …)."""


def _compiled(inner: str) -> re.Pattern[str]:
    """Finds words; ``inner`` is what may follow the first letter or digit of one."""
    return re.compile(
        # Most words are plain letters up to a blank or a common mark, and that is soon seen.
        r"[A-Za-z]{2,}+(?![^\s.,;:!?\-\"”)])"
        # A word of letters, unless it opens a dotted acronym, which is one word.
        rf"|[^\W\d_{UNSPACED}](?!\.[^\W\d_]\.){inner}*+(?:['’·][^\W\d_]+)*+"
        rf"|\d+(?:[.,]\d+)*+{inner}*+"
        r"|(?:[^\W\d_]\.)++"
        rf"|[{UNSPACED}][{UNSPACED}{MARKS}]*+"
        r"|[^\W_]"
    )


_WORD = _compiled(rf"[\w{MARKS}]")


@cache
def _mixed_word() -> re.Pattern[str]:
    """The pattern where scripts with and without blanks are mixed: slower, and seldom needed."""
    return _compiled(rf"(?:(?![{UNSPACED}])[\w{MARKS}])")


_SYMBOL = Pattern(r"[^\w\s.,;:!?…'\"“”‘’„«»()\[\]—–-]")  # "C++" is not "C"
_ANY_WORD = re.compile(r"[^\W_]")
_UNSPACED_CHARACTER = Pattern(f"[{UNSPACED}]")
_UNUSUAL = Pattern(f"[{UNSPACED}{HIDDEN}\U000e0100-\U000e01ef]")
_MARK_RUN = re.compile(r"[^\x00-\x7f\w\s][^\x00-\x7f\w\s]{30}")
_MARKS_IN_A_ROW = 30
_SOON_NORMALISED = 200  # characters, whatever they are
_MEMO = 200_000  # words and pieces remembered a language, however many texts there are
_OPENING = 3  # words by which most sentences differ
_HEAD = 40  # characters in which they mostly stand


def words(text: str) -> list[str]:
    """The words of a text as written, in order.

    ``U.S.``, ``1,250.5`` and ``don't`` are one word each, ``cease-fire`` is two, and a run of a
    script without blanks is one until :class:`Terms` cuts it. What cannot be seen is in no word.
    """
    if text.isascii() or not _UNUSUAL.search(text):
        return _WORD.findall(text)
    text = seen(text)
    return word_pattern(text).findall(text)


def word_pattern(text: str) -> re.Pattern[str]:
    """What finds the words of a text, and of every piece of it."""
    others = beyond_ascii(text)
    return _mixed_word() if others and _UNSPACED_CHARACTER.search(others) else _WORD


def pieces(text: str, pattern: re.Pattern[str]) -> list[str]:
    """What a text falls into, to be looked up: the :func:`words` of its pieces are its words.

    No word has a blank in it, and a text is cut at its blanks in a tenth of the time in which its
    words are found. Where some scripts have no blanks the pieces are the words themselves.

    Args:
        text: any text.
        pattern: the :func:`word_pattern` of the text or of a longer one that holds it.
    """
    return text.split() if pattern is _WORD else pattern.findall(seen(text))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where each of the :func:`words` of a text stands, with what is hidden in it."""
    if view := seen_view(text):
        return [view.span(*span) for span in word_spans(view.text)]
    return [match.span() for match in word_pattern(text).finditer(text)]


def wording(text: str) -> tuple[str, ...]:
    """What is left of a text when spelling, punctuation and blanks do not count."""
    return (*map(fold, words(text)), *symbols(text))


def opening(text: str) -> tuple[str, ...]:
    """The first of the words in the :func:`wording` of a text, which take less time to be found."""
    first = text[:_HEAD].split(None, _OPENING)
    if len(first) > _OPENING and (plain := "".join(first[:_OPENING])).isascii() and plain.isalpha():
        return tuple(map(str.lower, first[:_OPENING]))
    for head in (text[:_HEAD], text):
        found = words(head)[: _OPENING + 1]
        if len(found) > _OPENING:  # so that the end of the head is in none of them
            break
    return tuple(map(fold, found[:_OPENING]))


def symbols(text: str) -> list[str]:
    """The characters of a text that belong to no word and are no punctuation, as the + of C++."""
    return _SYMBOL.findall(text if text.isascii() else normalized(seen(text)))


def has_word(text: str) -> bool:
    """Whether there is one letter or digit in the text."""
    return text[:1].isalnum() or _ANY_WORD.search(text) is not None


def count_words(text: str) -> int:
    """How many words a reader would count: pieces between blanks.

    In scripts that put no blank between words each character counts, as word processors do.
    """
    text = seen(text)
    held = text.split()
    if text.isascii() or not _UNSPACED_CHARACTER.search(text):
        return len(held)
    return sum(max(1, len(_UNSPACED_CHARACTER.findall(piece))) for piece in held)


def looked_up(
    known: Memo[tuple[int, ...]], texts: Iterable[str], pattern: re.Pattern[str]
) -> list[list[int]]:
    """What is known of the pieces of each text, in order.

    ``pattern`` is the :func:`word_pattern` of the texts or of a longer one that holds them.
    """
    numbers = known.__getitem__
    cut = str.split if pattern is _WORD else partial(pieces, pattern=pattern)
    return [list(chain.from_iterable(map(numbers, cut(text)))) for text in texts]


class TermTable:
    """Terms by number, and the numbers of every word met so far.

    Attributes:
        names: the term of each number, from 0.
        numbers: from a word as written to the numbers of its terms: one mostly, none for a stop
            word; a new word gets them when looked up.
        pieces: the same from one of the :func:`pieces` of a text.
    """

    def __init__(self, terms_of: Callable[[str], Sequence[str]]) -> None:
        numbering = Numbering[str]()
        self.names = numbering.names
        self.number = numbering.of
        # Nothing here points back to the table, so that one that is dropped is gone at once. What
        # is remembered goes with its numbers, by a new table, and never alone.
        self.numbers = Memo(partial(_numbers_of, numbering, terms_of), most=sys.maxsize)
        self.pieces = Memo(partial(_numbers_within, self.numbers), most=sys.maxsize)

    def __len__(self) -> int:
        """How much is remembered."""
        return len(self.numbers) + len(self.pieces)

    def numbers_in(self, texts: Iterable[str], pattern: re.Pattern[str]) -> list[list[int]]:
        """The numbers of the terms of each text, in order.

        ``pattern`` is the :func:`word_pattern` of the texts or of a longer one that holds them.
        """
        return looked_up(self.pieces, texts, pattern)


def _numbers_of(
    numbering: "Numbering[str]", terms_of: Callable[[str], Sequence[str]], form: str
) -> tuple[int, ...]:
    return tuple(map(numbering.of, terms_of(form)))


def _numbers_within(numbers: "Memo[tuple[int, ...]]", piece: str) -> tuple[int, ...]:
    found = [numbers[form] for form in words(piece)]
    return found[0] if len(found) == 1 else tuple(chain.from_iterable(found))


class Numbering(Generic[V]):
    """A number for each of some values, from 0, in the order in which they are asked for.

    Attributes:
        names: the value of each number.
    """

    def __init__(self) -> None:
        self.names: list[V] = []
        self._numbers: dict[V, int] = {}
        self._lock = threading.Lock()

    def of(self, value: V) -> int:
        """The number of a value."""
        with self._lock:
            found = self._numbers.get(value)
            if found is None:
                found = self._numbers[value] = len(self.names)
                self.names.append(value)
            return found


class Terms:
    """Turns words into terms, and remembers what it turned.

    Args:
        stop_words: words that carry no topic, lower case.
        stem: from a case-folded word to its stem.
        acronyms: words that are names when in capitals though stop words when not (``US``).
        elision: whether an apostrophe parts two words (``l'eau``).
        segment: cuts a run of a script without blanks into words; ``None`` for pairs of
            characters.
    """

    def __init__(
        self,
        stop_words: Collection[str],
        stem: Callable[[str], str],
        acronyms: Collection[str] = (),
        elision: bool = False,
        segment: Callable[[str], list[str]] | None = None,
    ) -> None:
        self.stop_words = frozenset(map(fold, stop_words))
        self._stem = stem
        self._acronyms = frozenset(acronyms)
        self._elision = elision
        self._segment = segment or _pairs
        self._lock = threading.Lock()  # a Snowball stemmer serves one thread at a time
        self._table = TermTable(self._terms_of)

    def __call__(self, forms: Iterable[str]) -> list[str]:
        """The terms of some words, stop words left out; a word gives none, one or several."""
        table = self.table()
        return [table.names[n] for form in forms for n in table.numbers[form]]

    def table(self) -> TermTable:
        """The table that remembers; a new one where it has grown too large.

        Keep to one table for as long as its numbers are compared.
        """
        if len(self._table) > _MEMO:
            self._table = TermTable(self._terms_of)
        return self._table

    def stem(self, word: str) -> str:
        """The stem of one word."""
        with self._lock:
            folded = fold(word)
            return self._stem(folded) or folded  # some stemmers take all of a word away

    def _terms_of(self, form: str) -> Sequence[str]:
        form = seen(form)
        if "." in form and not form[0].isdigit():
            return (fold(form.replace(".", "")),)
        if form in self._acronyms:
            return (fold(form),)
        if not form.isascii() and _UNSPACED_CHARACTER.match(form):
            with self._lock:
                parts = self._segment(fold(form))
            return tuple(part for part in parts if part not in self.stop_words)
        folded = fold(form)
        parts = folded.split("'") if self._elision else [folded]
        return tuple(self.stem(part) for part in parts if part and part not in self.stop_words)


def normalized(text: str, form: Literal["NFC", "NFKC"] = "NFKC") -> str:
    """A text in a normal form of Unicode, in time that grows with its length.

    To bring marks into their order takes quadratic time; no letter has as many as 30, and of more
    those before and those after are put in order each by themselves (UAX #15, stream-safe text).
    """
    if len(text) <= _SOON_NORMALISED or not _MARK_RUN.search(text):
        return unicodedata.normalize(form, text)
    starts, marks = [0], 0
    for place, character in enumerate(text):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MARKS_IN_A_ROW:
            starts.append(place)
            marks = 1
    pieces = (text[start:end] for start, end in pairwise((*starts, len(text))))
    return "".join(unicodedata.normalize(form, piece) for piece in pieces)


def fold(word: str) -> str:
    """One spelling for all that reads the same: NFKC, case-folded, straight apostrophes."""
    if word.isascii():
        return word.lower()  # there is nothing else to it
    folded = normalized(seen(word)).casefold().replace("’", "'")
    return folded.replace("i\u0307", "i")  # what becomes of the Turkish İ


def _pairs(run: str) -> list[str]:
    """Overlapping character pairs, the usual stand-in for words where no blank parts them."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]
