"""What agencies and sites add to an article: who helped, whose rights, cookies, newsletters.

A notice is told by a phrase of its language. To look for hundreds of phrases one by one would take
longer than splitting the text, so each is looked for where its rarest word stands.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence

from ..memo import Pattern
from .rules import Span

_GAP = "…"
_FEW_WORDS = r" (?:\S+ ){0,6}?"
_FEW_CHARACTERS = r"[^\n。！？]{0,16}?"  # where no blank parts words
_FIRST_UNSPACED = "\u0e00"  # of the scripts of Thai, Chinese, Japanese
_CLOSED_BY = ("", *".,:!?؟")  # behind the last word of a sentence
_INNER_CAPITAL = re.compile("(?<=^Java)s|(?<=^Whats)a|(?<=^You)t(?=ube)|(?<=^Linked)i|(?<=^Tik)t")
_LONG = 7  # letters; no text has many common words as long
_LINE_END = re.compile(r"\n|\Z")


class Notices:
    """Finds the notices of a language.

    Args:
        phrases: which a notice has one of, in small letters; "…" stands for a few words. The last
            word of one may go on, unless those before it are short and common.
        common: words that most texts have.
    """

    def __init__(self, phrases: Iterable[str] = (), common: Collection[str] = ()) -> None:
        self._by_form: dict[str, list[_Phrase]] = {}
        """From a word as it may be written to the phrases of which it is the rarest."""
        self._by_character: dict[str, list[_Phrase]] = {}
        """From a character to the phrases that have no such word."""
        for phrase in map(_Phrase, dict.fromkeys(phrases)):
            forms = phrase.telling(common)
            for form in forms:
                self._by_form.setdefault(form, []).append(phrase)
            for character in () if forms else phrase.characters():
                self._by_character.setdefault(character, []).append(phrase)
        self._forms = frozenset(self._by_form)

    def among(self, text: str, spans: Sequence[Span]) -> set[int]:
        """Which of some sentences of a text, by their numbers, are notices."""
        lines = [text[start:end] for start, end in spans]
        joined = "\n".join(lines)
        if joined.count("\n") >= len(lines):
            joined = "\n".join([line.replace("\n", " ") for line in lines])
        if not joined.isascii():
            joined = joined.replace("’", "'").replace("İ", "i")
        likely = [
            p for form in self._forms.intersection(joined.split()) for p in self._by_form[form]
        ]
        likely += [p for c, some in self._by_character.items() if c in joined for p in some]
        plain = joined.lower() if likely else ""
        likely = [phrase for phrase in likely if phrase.start in plain]
        if not likely:
            return set()
        ends = [found.start() for found in _LINE_END.finditer(plain)]
        return {row for phrase in likely for row in phrase.rows(plain, ends)}


class _Phrase:
    """A phrase of a notice."""

    def __init__(self, phrase: str) -> None:
        self._is_spaced = phrase[0] < _FIRST_UNSPACED
        few = _FEW_WORDS if self._is_spaced else _FEW_CHARACTERS
        parts = [part.strip() for part in phrase.split(_GAP)]
        self.start = parts[0]
        self._words = phrase.replace(_GAP, " ").split() if self._is_spaced else []
        self._pattern = Pattern(few.join(map(re.escape, parts))) if len(parts) > 1 else None

    def telling(self, common: Collection[str]) -> list[str]:
        """The forms of its rarest word, of which a text with the phrase has one, if any tells.

        Nothing may touch it; but the last word may go on, so that another is better.
        """
        *words, last = self._words or [""]
        words = [word for word in words if word[0].isalnum()]
        if not words:
            return []
        best = max(words, key=lambda word: (word not in common, len(word), word))
        if best in common and len(best) < _LONG and last not in common:
            closed = _CLOSED_BY if last[0].isalnum() else ()
            return [form + mark for form in _forms(last) for mark in closed]
        return list(_forms(best))

    def characters(self) -> Collection[str]:
        """Characters of which a text with the phrase has one."""
        uncased = [c for c in self.start if c.lower() == c.upper() and not c.isspace()]
        return uncased[:1] or {self.start[0].lower(), self.start[0].upper()}

    def rows(self, plain: str, ends: Sequence[int]) -> Iterator[int]:
        """Which lines, in small letters, have the phrase, from the start of a word on.

        Only the first place in a line counts.

        Args:
            plain: the lines.
            ends: where each of them ends.
        """
        starts_word = self._is_spaced and self.start[0].isalpha()
        at = plain.find(self.start)
        while at >= 0:
            row = bisect_left(ends, at)
            is_inside = starts_word and plain[at - 1 : at].isalnum()
            if not is_inside and (
                self._pattern is None or self._pattern.search(plain, at, ends[row])
            ):
                yield row
            at = plain.find(self.start, ends[row])


def _forms(word: str) -> tuple[str, ...]:
    """How a word in small letters may be written."""
    as_named = _INNER_CAPITAL.sub(lambda name: name[0].upper(), word.capitalize())
    return tuple(dict.fromkeys((word, word.capitalize(), word.upper(), as_named)))
