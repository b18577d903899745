"""What a sentence refers to that its document introduced before it: names, things, persons.

"Vennick said" tells nothing to whom "Capt. R. L. Vennick" was not named; "the video" is known from
"a video"; "In 2018 he" has its name in the sentence before. It is told by capitals and by the
lists of a language; where it has none of a kind, that kind is not looked for. Nothing is resolved:
what is known is that something is missing, and which sentences bring it.
"""

import re
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from .words import fold

Kind = Literal["name", "acronym", "noun", "before", "never"]


class Reference(NamedTuple):
    """Something that a sentence needs told.

    Attributes:
        kind: ``"name"``, ``"acronym"`` and ``"noun"`` are told where :attr:`word` is introduced;
            ``"before"`` by the sentence before; ``"never"`` by none.
        word: as written; ``""`` for the last two.
    """

    kind: Kind
    word: str = ""


_BEFORE = Reference("before")
_NEVER = Reference("never")
_OPENING = 6  # words in which a pronoun is without its noun
_LINK_WITHIN = 60  # characters in which a link shows that something went before
_LETTERS = 3  # of a name or a noun, at least
_WORD = re.compile(r"[^\W\d_][\w’'-]*+|\d+")
_NAME = re.compile(r"(?<![\w’'-])[^\W\d_a-z][\w’-]*+(?:(?<!’s) (?:[^\W\d_a-z][\w’-]*+))*+")
_POSSESSIVE = re.compile("['’]s?$")
_QUOTED = re.compile("[“„«\"][^“”„«»\"]*+[”“»\"]?")


class References:
    """What a language knows of references.

    Args:
        definite: articles and the like before what is known, lower case.
        indefinite: those before what is new.
        persons: pronouns of the third person.
        first_persons: pronouns of the first person.
        links: phrases that show that something went before.
        idle: nouns of time and the like that refer to nothing.
        common: the words of which each text is full.
        names: whether capitals tell names.
    """

    def __init__(
        self,
        definite: Collection[str] = (),
        indefinite: Collection[str] = (),
        persons: Collection[str] = (),
        first_persons: Collection[str] = (),
        links: Collection[str] = (),
        idle: Collection[str] = (),
        common: Collection[str] = frozenset(),
        names: bool = True,
    ) -> None:
        self._persons = frozenset(persons)
        self._first_persons = frozenset(first_persons)
        self._links = tuple(f" {link} " for link in links)
        self._idle = frozenset(idle)
        self._common = frozenset(common) | self._persons
        self._names = names
        self._indefinite = "|".join(map(re.escape, indefinite))
        known = "|".join(re.escape(form) for word in definite for form in (word, word.title()))
        nouns = re.compile(rf"\b(?:{known}) ([^\W\d_A-Z][\w-]{{2,}})")
        self._known = nouns if definite and indefinite else None

    def of(self, line: str, before: str) -> Iterator[Reference]:
        """What a sentence refers to and does not tell.

        Args:
            line: the sentence, on one line.
            before: the text of its document before it.
        """
        if self._names:
            yield from self._bare_names(line, before)
        if self._known:
            yield from self._nouns(line, before)
        if self._is_without_noun(line) or self._is_linked(line):
            yield _BEFORE

    def has_first_person(self, line: str) -> bool:
        """Whether a sentence speaks in the first person, outside of quotations."""
        if not self._first_persons:
            return False
        words = _WORD.findall(_QUOTED.sub(" ", line))
        return any(
            word.lower() in self._first_persons and not (len(word) > 1 and word.isupper())
            for word in words
        )

    def introduces(self, line: str, reference: Reference) -> bool:
        """Whether a sentence tells what another refers to."""
        word = reference.word
        if not word or word not in line:
            return False
        if reference.kind == "name":
            return any(self._names_in_full(line, m.start()) for m in _found(word, line))
        if reference.kind == "acronym":
            return f"({word})" in line
        return any(self._is_new(line, m.start()) for m in _found(word, line))

    def _bare_names(self, line: str, before: str) -> Iterator[Reference]:
        """Names and acronyms that stand alone here, and in full where they came first."""
        for found in _NAME.finditer(line):
            name = found[0]
            if " " in name:
                continue
            name = _POSSESSIVE.sub("", name)
            small = name.lower()
            if len(name) < 2 or small in self._common or small in self._idle:
                continue
            if name.isupper():
                if f"({name})" in before and f"({name})" not in line:
                    yield Reference("acronym", name)
            elif len(name) >= _LETTERS and name[0].isupper():
                first = next(_found(name, before), None)
                reference = Reference("name", name)
                if first is None or not self._names_in_full(before, first.start()):
                    continue
                is_word = found.start() == 0 and f" {small} " in before
                if not is_word and not self.introduces(line, reference):
                    yield reference

    def _names_in_full(self, text: str, at: int) -> bool:
        """Whether the name at a place has another before it: "Mohammad Faisal"."""
        word = text[max(0, at - 40) : at]
        if not word.endswith(" "):
            return False
        word = word.split()[-1] if word.strip() else ""
        small = word.lower()
        is_name = word[:1].isupper() and len(word) > 1
        return is_name and small not in self._common and small not in self._idle

    def _nouns(self, line: str, before: str) -> Iterator[Reference]:
        """Nouns that are taken as known here, and were new where they came first."""
        if self._known is None:
            return
        for found in self._known.finditer(line):
            noun = found[1]
            if noun in self._common or noun in self._idle:
                continue
            first = next(_found(noun, before), None)
            if first and self._is_new(before, first.start()):
                yield Reference("noun", noun)

    def _is_new(self, text: str, at: int) -> bool:
        """Whether the noun at a place is introduced: "a video", "a short video"."""
        words = text[max(0, at - 40) : at].lower().split()[-2:]
        return any(re.fullmatch(self._indefinite, word) for word in words)

    def _is_without_noun(self, line: str) -> bool:
        """Whether a pronoun stands where there was no noun yet: "In 2018 he"."""
        for number, found in enumerate(_WORD.finditer(line)):
            word = fold(found[0])
            if word in self._persons:
                return number > 0
            if number == _OPENING or not (
                word in self._common or word in self._idle or word.isdigit()
            ):
                return False
        return False

    def _is_linked(self, line: str) -> bool:
        opening = line[:_LINK_WITHIN].lower()
        return any(map(opening.__contains__, self._links))


def _found(word: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)
