"""Whether a sentence leans on the one before it, and so reads wrong on its own.

``He added that …``, ``However, …`` and ``That same day …`` lean; ``It is not clear whether …`` and
``This week …`` do not. It is told from the opening words alone, by a language's lists: what a
pronoun refers to is not looked for, and a name that is not introduced (``the company``) is not
found. First and second persons are in no list, as they are the voice of reviews and letters.
"""

import re
from collections.abc import Iterable
from typing import Literal

from .words import MARKS, fold, words

Reason = Literal["opening", "question", "fragment"]

# The first word, and what may stand before it: quotation marks, dashes, brackets.
_FIRST = re.compile(rf"[\W_]*([^\W_](?:[^\W_]|[{MARKS}])*)")
_GOES_ON = re.compile(rf"[^\W_]|[{MARKS}]|[-\u2010\u2011]\w")  # "so-called" is not "so"
_QUESTION_MARKS = "?？؟"
_PARTNERS = {
    '"': '"', "”": "“„”", "“": "„", "’": "‘", "'": "'", "»": "«", "«": "»", "›": "‹", "‹": "›",
    ")": "(", "）": "（", "]": "[", "」": "「", "』": "『", "】": "【", "》": "《", "〉": "〈",
}  # fmt: skip
_CLOSERS = "".join(map(re.escape, _PARTNERS))
_UNFINISHED = re.compile(rf"(?:[:：,，、;；،؛…–—-]|\.\.)[\s{_CLOSERS}]*\Z")
_TAIL = 12  # characters that hold the last mark and what closes on it
_FEWEST_WORDS = 3
_FEWEST_CHARACTERS = 5  # where no blank parts words


class Leaning:
    """What a language knows of sentences that lean.

    Args:
        leaning: openings that lean, lower case.
        standing: longer openings that do not; the longest that fits decides.
        question_marks: marks that end a question beside the common ones.
        acronyms: words that are no pronouns when in capitals (``IT``).
        unspaced: whether no blank parts words.
    """

    def __init__(
        self,
        leaning: Iterable[str] = (),
        standing: Iterable[str] = (),
        question_marks: str = "",
        acronyms: Iterable[str] = (),
        unspaced: bool = False,
    ) -> None:
        self.unspaced = unspaced
        self._acronyms = frozenset(acronyms)
        marks = re.escape(_QUESTION_MARKS + question_marks)
        self._question = re.compile(rf"[{marks}][!！{marks}]*\s*([{_CLOSERS}]*)\s*\Z")
        openings = {fold(phrase): True for phrase in leaning}
        openings |= dict.fromkeys(map(fold, standing), False)
        self._longest = max(map(len, openings), default=0) + 2
        self._openings: dict[str, list[tuple[str, bool]]] = {}
        for phrase in sorted(openings, key=len, reverse=True):
            self._openings.setdefault(self._key(phrase), []).append((phrase, openings[phrase]))

    def opens(self, body: str) -> bool:
        """Whether a sentence leans by its opening words, which nothing stands before."""
        first = _FIRST.match(body)
        if first is None or first[1] in self._acronyms:
            return False
        phrases = self._openings.get(self._key(fold(first[1])))
        if phrases is None:
            return False
        head = fold(body[: self._longest])
        return next((leans for phrase, leans in phrases if self._fits(phrase, head)), False)

    def asks(self, body: str) -> bool:
        """Whether a sentence is a question; one that quotes a question is none."""
        found = self._question.search(body[-_TAIL:])
        if found is None:
            return False
        closers = found[1]
        if not closers:
            return True
        inside = body[: body.rindex(closers)]
        return not any(partner in inside for partner in _PARTNERS[closers[0]])

    def _key(self, folded: str) -> str:
        if self.unspaced:
            return folded[0]
        first = _FIRST.match(folded)
        return first[1] if first else folded

    def _fits(self, phrase: str, head: str) -> bool:
        if not head.startswith(phrase):
            return False
        whole = self.unspaced or not phrase[-1].isalnum()
        return whole or not _GOES_ON.match(head, len(phrase))


def leans(text: str, leaning: Leaning, capitals: bool = False) -> bool:
    """Whether a sentence leans on the one before it; see :func:`why_leaning`."""
    return why_leaning(text, leaning, capitals) is not None


def why_leaning(text: str, leaning: Leaning, capitals: bool = False) -> Reason | None:
    """Why a sentence leans on the one before it, or ``None`` if it stands on its own.

    Args:
        text: the sentence, on one line.
        leaning: what its language knows, ``language.leaning``.
        capitals: whether sentences of this document open with capitals, so that one that does
            not is a fragment. One sentence cannot tell: whole sets of reviews have no capitals.
    """
    first = _FIRST.match(text)
    if first is None:
        return "fragment"
    body = text[first.start(1) :].rstrip()
    if leaning.asks(body):
        return "question"
    if _unfinished(body) or _short(body, leaning.unspaced) or (capitals and _opens_small(body)):
        return "fragment"
    return "opening" if leaning.opens(body) else None


def _unfinished(body: str) -> bool:
    """Whether a sentence ends as none does: in a comma, a colon, a dash, an ellipsis."""
    return _UNFINISHED.search(body[-_TAIL:]) is not None


def _short(body: str, unspaced: bool) -> bool:
    if unspaced:
        return len(body) < 2 * _TAIL and sum(map(str.isalnum, body)) < _FEWEST_CHARACTERS
    return body.count(" ") < 2 * _FEWEST_WORDS and len(words(body)) < _FEWEST_WORDS


def _opens_small(body: str) -> bool:
    """Whether a sentence opens with a small letter, unless as names do: iPhone, al-Shabab."""
    first, _, rest = body.partition(" ")
    if len(first) == 1 and first.islower():  # Dutch "'s Avonds"
        first = rest.partition(" ")[0] or first
    return first[:1].islower() and first == first.lower()
