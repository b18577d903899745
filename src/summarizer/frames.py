"""Figures of different documents that stand for one thing, by the words around them."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from .features import Features
from .figures import LARGE, Figure, agree, closeness, figures_of
from .memo import cached_property
from .statements import Statements
from .text.languages import get_language

_FOUND = 0.6  # of the score of a pair, to be about one thing …
_EQUAL = 1.0  # … and where the two figures are equal
_LEAST = 2.5  # weight of what the contexts share
_MARGIN = 0.25  # of the score of a pair, over the next best of either figure
_NEAR = 0.35  # how near two figures must be that conflict
_COUNTS = 1.3  # how much more what is counted says than another word
_MEASURE = 0.3  # weight of a unit, which counts nothing
_NAME = 0.5  # weight of a name beside another word
_SURE = 0.7  # closeness of two that are equal
_LARGE = 1.5  # weight of both being a million or more
_EQUALS = 2.5  # weight of two figures being equal, where the best of a document is looked for
_CROWD = 100  # figures of one thing, beyond which they are not compared
_OFTEN = 3  # times that a document says a number which is a name: Flight 447
_LIST = 2  # figures of one thing in a sentence; more are a table
_DAY, _HOUR = 0.35, 0.6  # share of the sentences' weight for days and hours to be of one thing


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures for one thing.

    Attributes:
        one, other: the figures, of different documents.
        score: how much speaks for it.
        agrees: whether they are equal, or one is the other in rounder figures.
    """

    one: Figure
    other: Figure
    score: float
    agrees: bool


def same_figures(features: Features, statements: Statements) -> list[Pair]:
    """The figures that are for one thing: first those that conflict, each the surest first.

    Two figures are if each is the best that the other document has for the other, by

        (w(context) + w(thing)) · share · (0.3 + share of the sentences) · margin · closeness

    where ``w`` weighs the common terms around them and what both count, the share is that of all
    terms around either, the margin is over the next best, and closeness is that of the values.
    """
    comparison = _Comparison(features, statements)
    found = sorted(comparison.pairs(), key=lambda p: (p.agrees, -p.score, p.one.row, p.other.row))
    return [pair for pair in found if pair.score >= (_EQUAL if pair.agrees else _FOUND)]


@dataclass(frozen=True, slots=True)
class _Match:
    """How much two figures have in common.

    Attributes:
        shared: weight of what both count and of what is around both.
        rank: the same, less where the values are far apart, more where they are equal.
        agrees: whether the values agree.
    """

    shared: float
    rank: float
    agrees: bool


class _Comparison:
    """The figures of a story, and how they compare."""

    def __init__(self, features: Features, statements: Statements) -> None:
        self.languages = [
            get_language(features.languages[s.document_id]) for s in features.sentences
        ]
        self.documents = [s.document_id for s in features.sentences]
        self.names = statements.names
        self.witnesses = {
            row: said
            for rows, said in zip(statements.rows, statements.witnesses, strict=True)
            for row in rows
        }
        self.terms = [
            frozenset(language.alike.get(term, term) for term in terms)
            for language, terms in zip(self.languages, features.terms, strict=True)
        ]
        self.weights = self._weights()
        self.figures = self._figures(features)
        self.by_thing: defaultdict[str, list[int]] = defaultdict(list)
        self.values: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for i, figure in enumerate(self.figures):
            for thing in figure.things:
                self.by_thing[thing].append(i)
                self.values[self.documents[figure.row], thing].append(figure.value)

    def _figures(self, features: Features) -> list[Figure]:
        """All that may be compared; a number that a document says again and again is a name."""
        figures = [
            figure
            for row, sentence in enumerate(features.sentences)
            if self.languages[row].measures and self.witnesses[row].numbers
            for figure in figures_of(sentence, row, self.languages[row])
        ]
        often = Counter((self.documents[f.row], f.value) for f in figures)
        return [f for f in figures if often[self.documents[f.row], f.value] < _OFTEN]

    def _weights(self) -> dict[str, float]:
        """The idf of each term, by how often those documents use it that do; half for a name."""
        sentences: Counter[str] = Counter()
        documents: defaultdict[str, set[str]] = defaultdict(set)
        for document, terms in zip(self.documents, self.terms, strict=True):
            sentences.update(terms)
            for term in terms:
                documents[term].add(document)
        mean = len(self.terms) / len(set(self.documents))
        return {
            term: (math.log(max(mean * len(documents[term]) / n, 1)) + 1)
            * (_NAME if term in self.names else 1)
            for term, n in sentences.items()
        } | {LARGE: _LARGE}

    def weigh(self, terms: Iterable[str]) -> float:
        """What some terms weigh together."""
        return math.fsum(self.weights.get(term, 1.0) for term in terms)

    def pairs(self) -> Iterator[Pair]:
        """The figures that are the best for each other, with their score."""
        matches = dict(self._matches())
        ranked: defaultdict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
        for (i, j), match in matches.items():
            ranked[i, self._document(j)].append((match.rank, j))
            ranked[j, self._document(i)].append((match.rank, i))
        for (i, j), match in matches.items():
            mine, theirs = (
                heapq.nlargest(2, ranked[key])
                for key in ((i, self._document(j)), (j, self._document(i)))
            )
            if mine[0][1] == j and theirs[0][1] == i:
                rival = max([0.0, *(rank for rank, _ in (*mine[1:], *theirs[1:]))])
                margin = (match.rank - rival) / (match.shared + 0.01)
                yield from self._pair(i, j, match, margin)

    def _document(self, i: int) -> str:
        return self.documents[self.figures[i].row]

    def _matches(self) -> Iterator[tuple[tuple[int, int], _Match]]:
        """The figures of different documents that may be for one thing."""
        compared = set()
        for thing in sorted(self.by_thing):
            rows = self.by_thing[thing]
            if thing in self.names or len(rows) > _CROWD:
                continue
            for i, j in combinations(rows, 2):
                if (i, j) not in compared and self._may_be_one(i, j):
                    compared.add((i, j))
                    match = self._match(self.figures[i], self.figures[j])
                    if match.shared >= _LEAST:
                        yield (i, j), match

    def _may_be_one(self, i: int, j: int) -> bool:
        one, other = self.figures[i].row, self.figures[j].row
        return (
            self.documents[one] != self.documents[other]
            and self.languages[one] is self.languages[other]
        )

    def _match(self, one: Figure, other: Figure) -> _Match:
        counted, thing = self._counted(one, other)
        context = math.fsum(
            self.weights.get(term, 1.0) * math.sqrt(one.context[term] * other.context[term])
            for term in sorted(one.context.keys() & other.context.keys())
            if term != thing and not self._is_unit(term, one)
        )
        shared = context + counted
        agrees = agree(one.value, other.value)
        rank = shared * (1 + closeness(one, other)) / 2 + (_EQUALS if agrees else 0)
        return _Match(shared, rank, agrees)

    def _is_unit(self, term: str, figure: Figure) -> bool:
        """Whether a term is the unit of a figure, or a mark of money or the like."""
        if term not in figure.things:
            return False
        return term[0] == "#" or term in self.languages[figure.row].measures

    def _counted(self, one: Figure, other: Figure) -> tuple[float, str]:
        """What both count and its weight, less where the documents count it several times."""
        found = [(_MEASURE, "")]
        for thing in one.things & other.things:
            if not self._is_unit(thing, one) and thing not in self.names:
                times = (len(set(self.values[self.documents[f.row], thing])) for f in (one, other))
                found.append((_COUNTS * self.weigh([thing]) / math.sqrt(math.prod(times)), thing))
        return max(found)

    def _pair(self, i: int, j: int, match: _Match, margin: float) -> Iterator[Pair]:
        one, other = self.figures[i], self.figures[j]
        if match.agrees or self._may_conflict(one, other, margin):
            near = _SURE if match.agrees else closeness(one, other)
            around = min(
                math.fsum(self.weights.get(t, 1.0) * p for t, p in f.context.items())
                for f in (one, other)
            )
            score = (
                match.shared
                * (match.shared / (around + 2))
                * (0.3 + self._share(one, other))
                * (1 + margin)
                / 2
                * near
            )
            yield Pair(one, other, score, match.agrees)

    def _share(self, one: Figure, other: Figure) -> float:
        """How much of the lighter of two sentences the other has too."""
        a, b = self.terms[one.row], self.terms[other.row]
        return self.weigh(a & b) / (min(self.weigh(a), self.weigh(b)) + 2)

    def _may_conflict(self, one: Figure, other: Figure, margin: float) -> bool:
        """Whether nothing speaks against two figures for one thing being in conflict."""
        a, b = self.witnesses[one.row], self.witnesses[other.row]
        least = _HOUR if one.is_clock else _DAY if one.is_day else 0.0
        return (
            margin >= _MARGIN
            and closeness(one, other) >= _NEAR
            and a.number_set != b.number_set
            and not a.opposes(b)
            and self._share(one, other) >= least
            and not any(
                self._is_listed(figure, one.things & other.things) for figure in (one, other)
            )
            and not self._gives(one, self.documents[other.row])
            and not self._gives(other, self.documents[one.row])
        )

    def _is_listed(self, figure: Figure, things: frozenset[str]) -> bool:
        """Whether a sentence has many figures of one thing."""
        row = [f for f in self._in_row[figure.row] if f.things & things]
        return len(row) > _LIST

    def _gives(self, figure: Figure, document: str) -> bool:
        """Whether a document gives a figure for the same thing too."""
        return any(
            agree(value, figure.value)
            for thing in figure.things
            for value in self.values.get((document, thing), ())
        )

    @cached_property
    def _in_row(self) -> dict[int, list[Figure]]:
        found: defaultdict[int, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            found[figure.row].append(figure)
        return found
