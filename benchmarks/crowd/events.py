"""What happens, and how it is told: facts, and articles that tell some of them in their words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log
from random import Random

from benchmarks.crowd.world import (
    FLAT_OF_FEW,
    Cast,
    Fact,
    Pool,
    Site,
    Teller,
    Topic,
    World,
    sentence,
)

YEAR = date(2025, 1, 1)
DAYS = 365

_FACTS = (12, 30)
_LEADS = 3  # facts of which each article tells two at least: what happened
_QUOTED = 0.05  # share of facts that are told word for word
_TOLD = (0.4, 0.8)
_SYNONYMS = (0.3, 0.7)  # share of the words that can be told in another one
_SYNONYMS_OF_BRIEF = (0.4, 0.7)  # two of a site have little else to differ in
_HEADLINE = 9  # words
_LATEST = 6  # days after the event
_DROPPED = _MOVED = 0.25  # share of sentences that lose a clause, and that turn it round
_AGAIN = 0.2  # share of events that befall the people and the place of an earlier one
_BETWEEN = (10, 150)  # days from one to the other
_WORDS_A_SENTENCE = 20
_BRIEF, _LONG = 0.03, 0.007  # shares of articles
_MEDIAN, _SPREAD = 330, 0.55  # words of the others
_USUAL = (120, 900)
_BACKGROUND = 5  # sentences on the topic, at most
_PADDING = 3  # times the facts told; what a usual article adds of its own


@dataclass(frozen=True)
class Article:
    """What a site published.

    Attributes:
        title: the headline.
        day: of publication.
        site: which.
        byline: its first line, or nothing.
        paragraphs: of its text, without the site's lines.
    """

    title: str
    day: date
    site: Site
    byline: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it."""
        parts = (self.byline, *self.paragraphs, self.site.footer)
        return "\n\n".join(part for part in parts if part)


@dataclass(frozen=True)
class Event:
    """What happened: when, to whom, and each fact of it."""

    topic: Topic
    day: date
    cast: Cast
    words: tuple[str, ...]
    facts: tuple[Fact, ...]
    quoted: frozenset[int]
    teller: Teller


def events(topic: Topic, number: int, among: World, lot: Random) -> Iterator[Event]:
    """The events of a topic; some befall the people and the place of one before them."""
    last: Event | None = None
    for _ in range(number):
        day = YEAR + timedelta(lot.randrange(DAYS))
        cast = among.cast(lot, lot.randint(2, 5), lot.randint(1, 3), lot.randint(1, 2))
        about = among.event_words(lot)
        if last and lot.random() < _AGAIN:
            day = _later(last.day, lot)
            cast = replace(cast, people=last.cast.people, places=last.cast.places)
            about = [*last.words[: len(about) // 2], *about[len(about) // 2 :]]
        last = _event(topic, day, cast, tuple(about), among, lot)
        yield last


def _later(day: date, lot: Random) -> date:
    """Weeks after another; where the year is over, before it."""
    gap = timedelta(lot.randint(*_BETWEEN))
    return day + gap if (day + gap - YEAR).days < DAYS else day - gap


def _event(
    topic: Topic, day: date, cast: Cast, about: tuple[str, ...], among: World, lot: Random
) -> Event:
    everyone = Cast(
        (*cast.people, *lot.sample(topic.cast.people, 3)),
        (*cast.places, *lot.sample(topic.cast.places, 2)),
        (*cast.bodies, *lot.sample(topic.cast.bodies, 2)),
    )
    teller = Teller(among, topic.words, Pool(about, FLAT_OF_FEW), everyone)
    leads = [(cast.people[0], cast.places[0]), (cast.bodies[0], cast.people[0]), cast.places[:1]]
    facts = [teller.fact(lot, names) for names in leads]
    facts += [teller.fact(lot) for _ in range(lot.randint(*_FACTS) - _LEADS)]
    quoted = frozenset(i for i in range(_LEADS, len(facts)) if lot.random() < _QUOTED)
    return Event(topic, day, everyone, about, tuple(facts), quoted, teller)


def told(event: Event, site: Site, among: World, lot: Random) -> Article:
    """An article on an event: some of its facts, background, and sentences of its own."""
    size = _size(lot)
    brief = size < _USUAL[0]
    chosen = _chosen(event, size, lot)
    voice = _Voice(among, lot.uniform(*(_SYNONYMS_OF_BRIEF if brief else _SYNONYMS)), lot)
    lines = [
        sentence(event.facts[i]) if i in event.quoted else voice.line(event.facts[i])
        for i in chosen
    ]
    title = " ".join(voice.fact(event.facts[chosen[0]])[0][:_HEADLINE])
    if not brief:
        for line in _more(event, size, len(lines), lot):
            lines.insert(lot.randint(1, len(lines)), line)
    byline = lot.choice(site.bylines) if site.bylines else ""
    day = event.day + timedelta(min(int(lot.expovariate(0.7)), _LATEST))
    return Article(title[0].upper() + title[1:], day, site, byline, tuple(_paragraphs(lines, lot)))


def _more(event: Event, size: int, facts: int, lot: Random) -> list[str]:
    """What an article of ``size`` words tells beside the facts: background, and its own."""
    room = size / _WORDS_A_SENTENCE
    usual = size <= _USUAL[1]
    number = max(int(min(room, facts * _PADDING) if usual else room) - facts, 0)
    background = lot.sample(event.topic.background, min(lot.randint(0, _BACKGROUND), number))
    own = [sentence(event.teller.fact(lot)) for _ in range(number - len(background))]
    return background + own


def _size(lot: Random) -> int:
    """Words of an article."""
    kind = lot.random()
    if kind < _BRIEF:
        return lot.randint(20, 60)
    if kind < _BRIEF + _LONG:
        return lot.randint(2000, 5000)
    size = int(lot.lognormvariate(log(_MEDIAN), _SPREAD))
    return min(max(size, _USUAL[0]), _USUAL[1])


def _chosen(event: Event, size: int, lot: Random) -> list[int]:
    """Which facts are told, and in which order: what happened first, the rest about as it was."""
    count = min(round(len(event.facts) * lot.uniform(*_TOLD)), max(2, size // _WORDS_A_SENTENCE))
    leads = lot.sample(range(_LEADS), 2)
    rest = lot.sample([i for i in range(len(event.facts)) if i not in leads], count - 2)
    return leads + sorted(rest, key=lambda i: i + lot.uniform(0, 8))


class _Voice:
    """How one article words what others tell too."""

    def __init__(self, among: World, change: float, lot: Random) -> None:
        self._synonyms, self._change, self._lot = among.synonyms, change, lot

    def line(self, fact: Fact) -> str:
        """A fact as this article writes it."""
        return sentence(self.fact(fact))

    def fact(self, fact: Fact) -> Fact:
        """A fact with clauses dropped or moved and words replaced."""
        lot, change = self._lot, self._change
        clauses = list(fact)
        if len(clauses) > 1 and lot.random() < _DROPPED:
            clauses.pop()
        if lot.random() < _MOVED:
            clauses.reverse()
        return [
            [self._other(word) if lot.random() < change else word for word in clause]
            for clause in clauses
        ]

    def _other(self, word: str) -> str:
        """A synonym; of a person the last name; of what has neither, itself."""
        known = self._synonyms.get(word)
        if known:
            return self._lot.choice(known)
        return word.rsplit(" ", 1)[-1] if word[0].isupper() and self._lot.random() < 0.5 else word


def _paragraphs(lines: list[str], lot: Random) -> Iterator[str]:
    start = 0
    while start < len(lines):
        size = lot.randint(1, 4)
        yield " ".join(lines[start : start + size])
        start += size
