"""What a sentence refers to that its document introduced before it: names, things, persons.

"Vennick said" tells nothing to whom "Capt. R. L. Vennick" was not named; "the video" is known from
"a video"; "In 2018 he" has its name in the sentence before. It is told by capitals and by the
lists of a language; where it has none of a kind, that kind is not looked for. Nothing is resolved:
what is known is that something is missing, and which sentences bring it.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

Kind = Literal["name", "acronym", "noun", "before", "never"]


class Reference(NamedTuple):
    """Something that a sentence needs told.

    Attributes:
        kind: ``"name"``, ``"acronym"`` and ``"noun"`` are told where :attr:`word` is introduced,
            ``"before"`` by the sentence before, ``"never"`` by none.
        word: as written; ``""`` for the last two.
    """

    kind: Kind
    word: str = ""


BEFORE = Reference("before")
NEVER = Reference("never")

_OPENING = 6  # words in which a pronoun is without its noun
_LINK_WITHIN = 60  # characters in which a link shows that something went before
_REACH = 40  # characters before a word in which its title or article stands
_ADJECTIVES = 2  # at most, between an article and its noun
_LETTERS = 3  # of a name or a noun, at least
_MARKS = "\"'“”„«»‘’()[].,:;!?…—–-"
_QUOTED = re.compile('[“„«"][^“”„«»"]*+[”“»"]?')  # one that is not closed goes to the end
_APOSTROPHES = ("’", "'")
_PARTED = str.maketrans(dict.fromkeys(set(_MARKS + "/") - {"-", *_APOSTROPHES}, " "))


class References:
    """What a language knows of references.

    Args:
        definite: articles and the like before what is known, lower case.
        indefinite: those before what is new.
        persons: pronouns of the third person.
        roles: nouns for somebody who has to be introduced ("the spokesman"), wherever they stand.
        animate: those of the pronouns that stand for people alone ("she"), and never for a product.
        later: words behind a span of time counted from what went before ("two days later").
        first_persons: pronouns of the first person.
        links: phrases that show that something went before.
        shells: nouns that stand for what the sentence before says ("The allegations prompted").
        complements: words behind such a noun that say what, or whom, it stands for ("The decision
            to", "the spokesman who").
        idle: nouns of time, numbers and the like that refer to nothing.
        common: the words of which each text is full.
        titles: what stands before a name and is none, without a dot ("Mr").
        names: whether capitals tell names.
    """

    def __init__(
        self,
        definite: Collection[str] = (),
        indefinite: Collection[str] = (),
        persons: Collection[str] = (),
        roles: Collection[str] = (),
        animate: Collection[str] = (),
        later: Collection[str] = (),
        first_persons: Collection[str] = (),
        links: Collection[str] = (),
        shells: Collection[str] = (),
        complements: Collection[str] = (),
        idle: Collection[str] = (),
        common: Collection[str] = frozenset(),
        titles: Collection[str] = (),
        names: bool = True,
    ) -> None:
        known = [form for word in definite for form in (word, word.title())]
        self._definite = frozenset(known if indefinite else ())
        self._indefinite = frozenset(indefinite)
        self._roles = frozenset(roles)
        self._animate = frozenset(animate)
        self._persons = frozenset(persons)
        self._later = frozenset(later)
        self._first_persons = frozenset(first_persons)
        self._links = tuple(f" {link} " for link in links)
        self._shells = frozenset(shells)
        self._complements = frozenset(complements)
        self.idle = frozenset(idle)
        self._idle = frozenset((*idle, *common, *persons))
        self._titles = frozenset(titles)
        self._names = names

    @property
    def has_names(self) -> bool:
        """Whether capitals tell names: not where each noun has one."""
        return self._names

    def of(self, line: str, before: str) -> Iterator[Reference]:
        """What a sentence refers to and does not tell.

        Args:
            line: the sentence, on one line.
            before: the text of its document before it.
        """
        words = _words(line)
        if self._names:
            yield from self._bare_names(words, line, before)
        if self._definite:
            yield from self._known_nouns(words, before)
        if self._is_without_noun(words) or self._is_linked(line) or self._opens_on_shell(words):
            yield BEFORE
        if self.has_first_person(line, words):
            yield NEVER

    def has_first_person(self, line: str, words: Sequence[str] = ()) -> bool:
        """Whether a sentence speaks in the first person, outside of quotations.

        Args:
            line: the sentence.
            words: its words, where they are known.
        """
        words = words or _words(line)
        if self._first_persons.isdisjoint(map(str.lower, words)):
            return False
        words = _words(_QUOTED.sub(" ", line))
        # "US" is not "us".
        spelt = (word.lower() for word in words if len(word) == 1 or not word.isupper())
        return not self._first_persons.isdisjoint(spelt)

    def opens_on_person(self, line: str) -> bool:
        """Whether a sentence opens on a pronoun that stands for people alone."""
        return line.partition(" ")[0].strip(_MARKS).lower() in self._animate

    def introduces(self, line: str, reference: Reference) -> bool:
        """Whether a sentence tells what another refers to."""
        kind, word = reference
        if not word or word not in line:
            return False
        if kind == "acronym":
            return f"({word})" in line
        if kind == "name":
            return any(self._is_in_full(line, at) for at in _places(word, line))
        return any(self._is_new(line, at, word) for at in _places(word, line))

    def _bare_names(self, words: Sequence[str], line: str, before: str) -> Iterator[Reference]:
        """Names and acronyms that stand alone here, and in full where they came first."""
        capitals = [word[:1].isupper() and word not in self._titles for word in (*words, "")]
        for number in [number for number, capital in enumerate(capitals) if capital]:
            word = words[number]
            # Before the first stands the "" behind the last.
            if len(word) < 2 or capitals[number - 1] or capitals[number + 1]:
                continue
            name = _without_possessive(word)
            if name.lower() in self._idle:
                continue
            if name.isupper():
                if f"({name})" in before and f"({name})" not in line:
                    yield Reference("acronym", name)
            elif len(name) >= _LETTERS and self._came_in_full(name, before):
                is_word = number == 0 and f" {name.lower()} " in before
                reference = Reference("name", name)
                if not is_word and not self.introduces(line, reference):
                    yield reference

    def _came_in_full(self, name: str, before: str) -> bool:
        first = next(_places(name, before), None)
        return first is not None and self._is_in_full(before, first)

    def _is_in_full(self, text: str, at: int) -> bool:
        """Whether the name at a place has another before it: "Mohammad Faisal"."""
        _, _, word = text[max(0, at - _REACH) : max(0, at - 1)].rpartition(" ")
        if at == 0 or text[at - 1] != " " or len(word) < 2 or not word[0].isupper():
            return False
        return word.lower() not in self._idle and word.rstrip(".") not in self._titles

    def _known_nouns(self, words: Sequence[str], before: str) -> Iterator[Reference]:
        """Nouns that are taken as known here, and were new where they came first."""
        for number, (article, noun) in enumerate(pairwise(words), start=2):
            if article not in self._definite:
                continue
            if not noun.isalnum():
                noun = _without_possessive(noun)
            if len(noun) < _LETTERS or noun in self._idle or noun[0].islower() != self._names:
                continue
            first = next(_places(noun, before), None)
            if first is not None and self._is_new(before, first, noun):
                yield Reference("noun", noun)
            elif noun in self._roles and not self._is_told_apart(words[number:]):
                yield from (Reference("noun", noun), NEVER)  # its own document does not say who

    def _is_told_apart(self, behind: Sequence[str]) -> bool:
        """Whether what stands behind a noun says who it is: "spokesman who", "…, Ed Donovan"."""
        word = next(iter(behind), "")
        return word.lower() in self._complements or (self._names and word[:1].isupper())

    def _is_new(self, text: str, at: int, noun: str) -> bool:
        """Whether the noun at a place is introduced: "a short video", "spokesman Ed Donovan"."""
        for word in reversed(text[max(0, at - _REACH) : at].lower().split()[-_ADJECTIVES - 1 :]):
            if word in self._indefinite:
                return True
            if word in self._definite:
                return False
        end = at + len(noun)
        behind = text[end : end + 2]
        return self._names and behind[:1] == " " and behind[1:].isupper()

    def _is_without_noun(self, words: Sequence[str]) -> bool:
        """Whether a pronoun stands where there was no noun yet: "In 2018 he", "Six hours later"."""
        for number, word in enumerate(words[: _OPENING + 1]):
            small = word.lower()
            if small in self._persons or (number and small in self._later):
                return number > 0
            if small and small not in self._idle and not small.isdigit():
                return False
        return False

    def _opens_on_shell(self, words: Sequence[str]) -> bool:
        """Whether a sentence is about what the one before says (shell nouns, Schmid 2000)."""
        article, noun, behind, last = (*words[:4], "", "", "", "")[:4]
        if article in self._definite and behind in self._shells and noun.isalpha():
            noun, behind = behind, last  # "The bizarre story unfolded"
        is_shell = article in self._definite and noun in self._shells
        return is_shell and behind.lower() not in self._complements

    def _is_linked(self, line: str) -> bool:
        opening = line[:_LINK_WITHIN].lower()
        return any(map(opening.__contains__, self._links))


def words_of(line: str) -> frozenset[str]:
    """The words of a sentence, with and without what shows whose something is."""
    words = _words(line.translate(_PARTED))
    return frozenset((*words, *map(_without_possessive, words)))


def _words(line: str) -> list[str]:
    return [word.strip(_MARKS) for word in line.split()]


def _without_possessive(word: str) -> str:
    for mark in _APOSTROPHES:
        name, found, rest = word.partition(mark)
        if found and rest in ("", "s"):
            return name
    return word


def _places(word: str, text: str) -> Iterator[int]:
    """Where a word stands in a text, as a word of its own."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (_goes_on(text[at - 1 : at]) or _goes_on(text[end : end + 1])):
            yield at
        at = text.find(word, end)


def _goes_on(character: str) -> bool:
    return character.isalnum() or character == "-"
