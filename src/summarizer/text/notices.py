"""What agencies and sites add to an article: who helped, whose rights, cookies, newsletters.

A notice is told by a phrase of its language. To look for hundreds of phrases one by one would take
longer than splitting the text, so each is looked for where all its words stand.
"""

import re
from collections.abc import Iterable, Sequence

from .rules import Span

_GAP = "…"
_FEW_WORDS = r" (?:\S+ ){0,6}?"
_FEW_CHARACTERS = r"[^\n。！？]{0,16}?"  # where no blank parts words
_FIRST_UNSPACED = "\u0e00"  # of the scripts of Thai, Chinese, Japanese


class Notices:
    """Finds the notices of a language.

    Args:
        phrases: which a notice has one of, in small letters; "…" stands for a few words. The last
            word of one may go on.
    """

    def __init__(self, phrases: Iterable[str] = ()) -> None:
        self._by_word: dict[str, list[_Phrase]] = {}
        self._others: list[_Phrase] = []
        self._words: dict[str, str] = {}
        """From each word of the phrases, as it may be written, to the word in small letters."""
        for told in map(_Phrase, dict.fromkeys(phrases)):
            word = max(told.words, key=lambda word: (len(word), word), default="")
            (self._by_word.setdefault(word, []) if word else self._others).append(told)
            self._words |= {form: w for w in told.words for form in (w, w.capitalize(), w.upper())}
        self._begin = frozenset(phrase.start[0] for phrase in self._others)

    def among(self, text: str, spans: Sequence[Span]) -> set[int]:
        """Which of some sentences of a text, by their numbers, are notices."""
        joined = "\n".join([text[start:end].replace("\n", " ") for start, end in spans])
        likely = self._likely(joined)
        plain = _plain(joined) if likely else ""
        likely = [phrase for phrase in likely if phrase.start in plain]
        if not likely:
            return set()
        return {
            row
            for row, sentence in enumerate(plain.split("\n"))
            if any(phrase.is_in(sentence) for phrase in likely)
        }

    def _likely(self, joined: str) -> list["_Phrase"]:
        """The phrases whose words all stand somewhere in some sentences."""
        found = {
            self._words[form] for form in self._words.keys() & joined.replace("’", "'").split()
        }
        likely = [
            phrase
            for word in self._by_word.keys() & found
            for phrase in self._by_word[word]
            if phrase.words <= found
        ]
        if any(map(joined.__contains__, self._begin)):
            likely += self._others
        return likely


class _Phrase:
    """A phrase of a notice."""

    def __init__(self, phrase: str) -> None:
        self.words = _words(phrase)
        self._is_spaced = phrase[0] < _FIRST_UNSPACED
        few = _FEW_WORDS if self._is_spaced else _FEW_CHARACTERS
        parts = [part.strip() for part in phrase.split(_GAP)]
        self.start = parts[0]
        self._pattern = re.compile(few.join(map(re.escape, parts))) if len(parts) > 1 else None

    def is_in(self, sentence: str) -> bool:
        """Whether a sentence in small letters has the phrase, from the start of a word on."""
        at = sentence.find(self.start)
        if at > 0 and self._is_spaced and sentence[at - 1].isalnum() and self.start[0].isalpha():
            return False
        return at >= 0 and (self._pattern is None or self._pattern.search(sentence, at) is not None)


def _plain(sentence: str) -> str:
    return sentence.lower().replace("’", "'").replace("i̇", "i")  # of İ


def _words(phrase: str) -> frozenset[str]:
    """The words of a phrase that a text has so and not otherwise.

    The last word may go on, and nothing may touch another.
    """
    words = phrase.replace(_GAP, " ").split()[:-1] if phrase[0] < _FIRST_UNSPACED else []
    return frozenset(word for word in words if word[0].isalnum())
