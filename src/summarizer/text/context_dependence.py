"""Whether a sentence leans on the one before it, and so reads wrong on its own.

``He added that …``, ``However, …`` and ``That same day …`` lean; ``It is not clear whether …`` and
``This week …`` do not. ``"…," he said`` leaves open who speaks. It is told by a language's lists:
what a pronoun refers to is not looked for, and a name that is not introduced (``the company``) is
not found. First and second persons are in no list, as they are the voice of reviews and letters.
"""

import re
from collections.abc import Iterable
from typing import Literal

from .words import MARKS, fold, words

Reason = Literal["opening", "speaker", "question", "fragment"]

# The first word, and what may stand before it: quotation marks, dashes, brackets.
_FIRST = re.compile(rf"[\W_]*+([^\W_]\w*+(?:[{MARKS}]\w*+)*+)")
_GOES_ON = re.compile(rf"[^\W_]|[{MARKS}]|[-\u2010\u2011]\w")  # "so-called" is not "so"
_QUESTION_MARKS = "?？؟"
_EXCLAMATION_MARKS = "!！"
_UNFINISHED = (*":：,，、;；،؛…–—-", "..")
_PARTNERS = {
    '"': '"', "”": "“„”", "“": "„", "’": "‘", "'": "'", "»": "«", "«": "»", "›": "‹", "‹": "›",
    ")": "(", "）": "（", "]": "[", "」": "「", "』": "『", "】": "【", "》": "《", "〉": "〈",
}  # fmt: skip
_CLOSERS = "".join(_PARTNERS) + " \xa0"
_QUOTES = '"“”„«»‘’「」『』'
_BEHIND_QUOTE = re.compile(f".*[{_QUOTES}](.*)", re.DOTALL)
_NONE: tuple[tuple[str, ...], int] = (), 0
_BEHIND = 8  # characters after an opening that tell whether it ends where a word does
_SPEAKER_WITHIN = 3  # words after a quotation
_FEWEST_WORDS = 3
_FEWEST_CHARACTERS = 5  # where no blank parts words


class ContextDependence:
    """What a language knows of sentences that lean.

    Args:
        leaning: openings that lean, lower case.
        standing: longer openings that do not; the longest that fits decides.
        question_marks: marks that end a question beside the common ones.
        acronyms: words that are no pronouns when in capitals (``IT``).
        speakers: pronouns, and what else stands for who speaks without a name.
        unspaced: whether no blank parts words.
    """

    def __init__(
        self,
        leaning: Iterable[str] = (),
        standing: Iterable[str] = (),
        question_marks: str = "",
        acronyms: Iterable[str] = (),
        speakers: Iterable[str] = (),
        unspaced: bool = False,
    ) -> None:
        self.unspaced = unspaced
        self._acronyms = frozenset(acronyms)
        self._speakers = tuple(map(fold, speakers))
        self._question_marks = tuple(_QUESTION_MARKS + question_marks)
        self._openings = {fold(phrase): True for phrase in leaning}
        self._openings |= dict.fromkeys(map(fold, standing), False)
        # By first word, the longest first: a sentence that opens with one is seldom any of these.
        by_word: dict[str, list[str]] = {}
        for phrase in sorted(self._openings, key=len, reverse=True):
            by_word.setdefault(self._key(phrase), []).append(phrase)
        self._by_word = {
            word: (tuple(found), len(found[0]) + _BEHIND) for word, found in by_word.items()
        }

    def opens(self, word: str, body: str) -> bool:
        """Whether a sentence leans by its opening words, of which the first is given too."""
        folded = word.lower() if word.isascii() else fold(word)
        openings, longest = self._by_word.get(folded[0] if self.unspaced else folded, _NONE)
        if not openings or word in self._acronyms:
            return False
        head = fold(body[:longest])
        if not head.startswith(openings):
            return False
        for phrase in filter(head.startswith, openings):
            if self._whole(head, len(phrase)):
                return self._openings[phrase]
        return False

    def asks(self, core: str, closers: str) -> bool:
        """Whether a sentence is a question; one that only quotes a question is none.

        Args:
            core: the sentence without what opens and closes it.
            closers: the quotation marks and brackets that close on it.
        """
        if not core.rstrip(_EXCLAMATION_MARKS).endswith(self._question_marks):
            return False
        return not closers or not any(map(core.__contains__, _PARTNERS.get(closers[0], "")))

    def hides_speaker(self, text: str) -> bool:
        """Whether a sentence opens with a quotation and leaves open who speaks: "…," he said.

        One word alone does too: „…“, dodal. And so does a quotation with nothing after it.
        """
        found = _BEHIND_QUOTE.match(text) if text[0] in _QUOTES else None
        if found is None:
            return False
        after = found[1].strip(" \xa0,，.")
        if not after:
            return not any(mark in _QUOTES for mark in text[1 : found.start(1) - 1])
        if self.unspaced:
            return after.startswith(self._speakers)
        told = [fold(word) for word in words(after)[: _SPEAKER_WITHIN + 1]]
        return len(told) == 1 or not set(self._speakers).isdisjoint(told[:_SPEAKER_WITHIN])

    def _key(self, folded: str) -> str:
        if self.unspaced:
            return folded[0]
        first = _FIRST.match(folded)
        return first[1] if first else folded

    def _whole(self, head: str, length: int) -> bool:
        """Whether an opening of so many characters ends where a word does."""
        return self.unspaced or not head[length - 1].isalnum() or not _GOES_ON.match(head, length)


def depends(text: str, leaning: ContextDependence, capitals: bool = False) -> bool:
    """Whether a sentence leans on the one before it; see :func:`why_dependent`."""
    return why_dependent(text, leaning, capitals) is not None


def why_dependent(text: str, leaning: ContextDependence, capitals: bool = False) -> Reason | None:
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
    body = text[first.start(1) :]
    core = body.rstrip(_CLOSERS)
    if leaning.asks(core, body[len(core) :].strip()):
        return "question"
    if core.endswith(_UNFINISHED) or _short(core, leaning.unspaced):
        return "fragment"
    if capitals and _opens_small(core):
        return "fragment"
    if leaning.hides_speaker(text):
        return "speaker"
    return "opening" if leaning.opens(first[1], body) else None


def _short(body: str, unspaced: bool) -> bool:
    if unspaced:
        return len(body) < 20 and sum(map(str.isalnum, body)) < _FEWEST_CHARACTERS
    return body.count(" ") < 2 * _FEWEST_WORDS and len(words(body)) < _FEWEST_WORDS


def _opens_small(body: str) -> bool:
    """Whether a sentence opens with a small letter, unless as names do: iPhone, al-Shabab."""
    if not body[0].islower():
        return False
    first, _, rest = body.partition(" ")
    if len(first) == 1:  # Dutch "'s Avonds"
        first = rest.partition(" ")[0] or first
    return first[:1].islower() and first == first.lower()
