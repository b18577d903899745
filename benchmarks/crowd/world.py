"""What an invented world has: words and what else they may be called, names, topics and sites."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

import numpy as np

from benchmarks.invented import LITTLE_WORDS, words

Clause = list[str]
"""The words of a clause; a name is one of them, with its blanks."""
Fact = list[Clause]

_SEED = 2004
_WORDS = 30_000
_NAMES = 12_000
_FIRST_NAMES = 300
_GROUP = 3  # words of one meaning; of three groups one has no synonyms
_TOPICS, _SITES = 300, 150
_RECURRING = 8  # people, places and organisations of a topic, each
_NATIONAL = 20  # people who are in the news of every topic
_FRINGE = 100  # words that every topic uses, and none is about
_TOPIC_WORDS, _EVENT_WORDS = 120, 25
_BACKGROUND = 12  # sentences a topic is told with
_FLAT, FLAT_OF_FEW = 20, 4  # of all words, and of those of a topic or an event
_SHARES = (0.42, 0.78, 0.94, 1.0)  # up to where little words, all, the topic's and the event's come
_LITTLE = (_SHARES[0], 1.0)
_NAMED, _COUNTED = 0.45, 0.25  # share of clauses with a name, and with a number


class Pool:
    """Words, the first most often: their frequencies follow the law of Zipf and Mandelbrot.

    Args:
        members: the words.
        flat: how many ranks are about as frequent as the first.
    """

    def __init__(self, members: Sequence[str], flat: int = 0) -> None:
        self._members = members
        ranks = range(flat + 1, flat + len(members) + 1)
        self._sums = list(accumulate(1 / rank for rank in ranks))

    def draw(self, lot: Random) -> str:
        """One word."""
        return self._members[bisect(self._sums, lot.random() * self._sums[-1])]


@dataclass(frozen=True)
class Cast:
    """Who and what is named: people, places and organisations."""

    people: tuple[str, ...]
    places: tuple[str, ...]
    bodies: tuple[str, ...]

    def name(self, lot: Random) -> str:
        """One of them, the first of each kind most often."""
        kind = lot.choice((self.people, self.places, self.bodies))
        return kind[min(int(lot.expovariate(0.7)), len(kind) - 1)]


@dataclass(frozen=True)
class Topic:
    """What many events are about: a vocabulary, who recurs, and what is told each time."""

    words: Pool
    cast: Cast
    background: tuple[str, ...]


@dataclass(frozen=True)
class Site:
    """Who publishes: lines above and below its articles, the same in all of them."""

    name: str
    bylines: tuple[str, ...]
    footer: str


@dataclass(frozen=True)
class World:
    """All that is there before anything happens."""

    general: Pool
    content: tuple[str, ...]
    synonyms: dict[str, tuple[str, ...]]
    names: tuple[str, ...]
    topics: tuple[Topic, ...]
    sites: tuple[Site, ...]

    def person(self, lot: Random) -> str:
        """A first and a last name."""
        return f"{lot.choice(self.names[:_FIRST_NAMES])} {lot.choice(self.names)}"

    def cast(self, lot: Random, people: int, places: int, bodies: int) -> Cast:
        """So many of each, invented."""
        kinds = ("Council", "Group", "Institute", "Union", "Ministry", "Bank", "Agency", "Party")
        return Cast(
            tuple(self.person(lot) for _ in range(people)),
            tuple(lot.choice(self.names) for _ in range(places)),
            tuple(f"{lot.choice(self.names)} {lot.choice(kinds)}" for _ in range(bodies)),
        )

    def running(self, lot: Random, size: int) -> list[str]:
        """Words as they come in a text that is about nothing."""
        pools = lot.choices((_little(), self.general), cum_weights=_LITTLE, k=size)
        return [pool.draw(lot) for pool in pools]

    def event_words(self, lot: Random) -> list[str]:
        """What one event is about."""
        return lot.sample(self.content[_FRINGE:], _EVENT_WORDS)


@cache
def world() -> World:
    """The one that all crowds live in."""
    invented = words(np.random.default_rng(_SEED), _WORDS + _NAMES)
    content, names = tuple(invented[:_WORDS]), tuple(w.capitalize() for w in invented[_WORDS:])
    lot = Random(_SEED)
    bare = World(Pool(content, _FLAT), content, dict(_synonyms(content)), names, (), ())
    national = tuple(bare.person(lot) for _ in range(_NATIONAL))
    topics = tuple(_topic(bare, national, lot) for _ in range(_TOPICS))
    return World(bare.general, content, bare.synonyms, names, topics, tuple(_sites(bare, lot)))


def _synonyms(content: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What else each word may be called: words about as frequent."""
    for start in range(0, len(content), _GROUP):
        group = content[start : start + _GROUP]
        if start // _GROUP % _GROUP:
            for word in group:
                yield word, tuple(other for other in group if other != word)


def _topic(bare: World, national: Sequence[str], lot: Random) -> Topic:
    own = bare.cast(lot, _RECURRING, _RECURRING, _RECURRING)
    cast = Cast(
        (*own.people[:3], *lot.sample(national, 2), *own.people[3:]), own.places, own.bodies
    )
    pool = Pool(lot.sample(bare.content[_FRINGE:], _TOPIC_WORDS), FLAT_OF_FEW)
    teller = Teller(bare, pool, pool, cast)
    return Topic(pool, cast, tuple(sentence(teller.fact(lot)) for _ in range(_BACKGROUND)))


def _sites(bare: World, lot: Random) -> Iterator[Site]:
    """Sites whose footers are made of phrases that others use too, as real ones are."""
    phrases = [" ".join(bare.running(lot, lot.randint(4, 7))) for _ in range(60)]
    for name in lot.sample(bare.names, _SITES):
        lines = [_capital(phrase) + "." for phrase in lot.sample(phrases, lot.randint(2, 5))]
        bylines = tuple(f"By {bare.person(lot)}, {name} staff" for _ in range(lot.randint(0, 6)))
        yield Site(name, bylines, " ".join([*lines, f"© {name} 2025."]))


@cache
def _little() -> Pool:
    return Pool(LITTLE_WORDS)


class Teller:
    """Makes facts up: sentences of a topic and an event, with who is in them."""

    def __init__(self, among: World, topic: Pool, event: Pool, cast: Cast) -> None:
        self._pools = (_little(), among.general, topic, event)
        self._cast = cast

    def fact(self, lot: Random, names: Sequence[str] = ()) -> Fact:
        """A sentence of one to three clauses, with these names or with some of the cast."""
        clauses = [self._clause(lot) for _ in range(lot.choice((1, 2, 2, 3)))]
        for number, clause in enumerate(clauses):
            last = number == len(clauses) - 1
            mine = list(names[number:] if last else names[number : number + 1])
            if not mine and lot.random() < _NAMED:
                mine.append(self._cast.name(lot))
            if lot.random() < _COUNTED:
                mine.append(figure(lot))
            for name in mine:
                clause.insert(lot.randint(0, len(clause)), name)
        return clauses

    def _clause(self, lot: Random) -> Clause:
        kinds = lot.choices(self._pools, cum_weights=_SHARES, k=lot.randint(5, 14))
        drawn = [pool.draw(lot) for pool in kinds]
        return [word for word, before in zip(drawn, ["", *drawn], strict=False) if word != before]


def figure(lot: Random) -> str:
    """A number as it stands in news."""
    size = lot.random()
    if size < 0.4:
        return str(lot.randint(2, 99))
    if size < 0.7:
        return f"{lot.uniform(0, 100):.1f}"
    return f"{int(10 ** lot.uniform(2, 6)):,}"


def sentence(fact: Fact) -> str:
    """A fact as it is written."""
    return _capital(", ".join(" ".join(clause) for clause in fact)) + "."


def _capital(line: str) -> str:
    return line[0].upper() + line[1:]
