"""Conflicting figures among the documents of a story."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, pairwise
from typing import Any

import numpy as np

from .document import Document, Sentence
from .features import Features
from .figures import agree, between, digits_of, is_aside, is_reached, is_vague, is_year
from .frames import same_figures
from .similarity_join import Side
from .statements import SLACK, Statements, groups_of, unrivalled
from .text.languages import Language, get_language
from .text.numbers import located

_ALIKE = 0.4  # share of the weight of two statements, numbers apart, to be about one thing
_BREAKS = frozenset(',;:()[]—–"“”«»')  # what is beyond does not tell what a number counts

_LIST = 3  # figures that two sentences differ in; more are a table

Values = frozenset[str]


@dataclass(frozen=True, slots=True)
class Account:
    """The figures that some of the documents give.

    Attributes:
        figures: the figures in which it differs, as the first sentence writes them.
        sentences: those that give them, by the ids of their documents.
    """

    figures: tuple[str, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sentences of different documents that differ only in their figures.

    Attributes:
        accounts: what is said, the most told first, or the earliest; at least two.
        over_time: whether the figures were given at different times: on days of which none is
            that of another account, or one of them is what a number "rose to".
    """

    accounts: tuple[Account, ...]
    over_time: bool = False

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, account by account."""
        return tuple(chain.from_iterable(account.sentences for account in self.accounts))

    def to_list(self) -> list[dict[str, Any]]:
        """The accounts as JSON has them."""
        return [
            {
                "figures": list(account.figures),
                "said_by": [sentence.to_dict() for sentence in account.sentences],
            }
            for account in self.accounts
        ]


@dataclass(frozen=True, slots=True)
class _Conflict:
    """Two statements with other figures in the same place."""

    share: float
    statements: tuple[int, int]
    values: tuple[Values, Values]


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number of a sentence: its value, how it is written, and the words on either side.

    It is reached if something rose or fell to it.
    """

    value: str
    written: str
    beside: frozenset[str]
    reached: bool = False


def find_disagreements(documents: Sequence[Document]) -> tuple[Disagreement, ...]:
    """Where documents of one story give different figures, largest first.

    Two sentences disagree when each has a number that the other lacks, next to a word that both
    have beside it, and what they say apart from that is nearly the same, while no other sentence
    of either document comes as near; or when two figures count the same thing, in much the same
    words (see :func:`.frames.same_figures`). A document that gives both figures does not disagree.

    The result does not depend on the order of the documents.
    """
    if len(documents) < 2:
        return ()
    features = Features.of(documents)
    statements = Statements.of(features)
    groups = groups_of(statements)
    group_of = {one: i for i, group in enumerate(groups) for one in group}
    told_by = [frozenset[str]().union(*(statements.documents[one] for one in g)) for g in groups]
    found: list[dict[int, Values]] = []
    for conflict in _conflicts(features, statements):
        a, b = (group_of[one] for one in conflict.statements)
        sides = dict(zip((a, b), conflict.values, strict=True))
        if a != b:
            found = _joined(found, told_by, sides)
    of_row = {row: i for i, g in enumerate(groups) for one in g for row in statements.rows[one]}
    for pair in same_figures(features, statements):
        a, b = of_row[pair.one.row], of_row[pair.other.row]
        sides = {a: frozenset({pair.one.value}), b: frozenset({pair.other.value})}
        if a != b and (not pair.agrees or any(_knows(known, sides) for known in found)):
            found = _joined(found, told_by, sides)
    listed = (_disagreement(features, statements, groups, sides) for sides in found)
    return tuple(sorted((d for d in listed if len(d.accounts) > 1), key=_place))


def _conflicts(features: Features, statements: Statements) -> list[_Conflict]:
    """The statements that differ in a figure, the most alike first."""
    pairs = _about_the_same(statements)
    alone = unrivalled(statements, [(one, other) for one, other, _ in pairs])
    figures = {one: _figures(features, statements, one) for one in {*chain(*alone)}}
    conflicts = []
    for one, other, share in pairs:
        if (one, other) not in alone or not _differ(statements, one, other):
            continue
        values = _contested(figures[one], figures[other])
        if all(values):
            conflicts.append(_Conflict(share, (one, other), values))
    return sorted(conflicts, key=lambda c: (-c.share, c.statements))


def _differ(statements: Statements, one: int, other: int) -> bool:
    """Whether two statements differ in their numbers, and not in that one denies the other."""
    a, b = statements.witnesses[one], statements.witnesses[other]
    if a.number_set <= b.number_set or b.number_set <= a.number_set:
        return False
    return not a.opposes(b)


def _about_the_same(statements: Statements) -> list[tuple[int, int, float]]:
    """Pairs of statements that are alike when numbers that only one has do not count.

    The share is ``w(a ∩ b) / (w'(a ∪ b) + w(numbers of both) + 3)``, where ``w'`` weighs the words
    that are no numbers.
    """
    worded = statements.weighed(np.where(statements.is_number, 0.0, statements.weights))
    totals = worded.totals
    least = _ALIKE * (totals + SLACK)
    needed = _ALIKE / (1 + _ALIKE) * (totals + SLACK / 2)
    ones, others, shared = statements.sets.sharing(Side(least, needed))
    words = worded.shared(ones, others)
    share = shared / (totals[ones] + totals[others] - words + (shared - words) + SLACK)
    kept = share >= _ALIKE
    return list(zip(ones[kept].tolist(), others[kept].tolist(), share[kept].tolist(), strict=True))


def _contested(one: Sequence[_Figure], other: Sequence[_Figure]) -> tuple[Values, Values]:
    """The values of either that the other lacks, and has another for in the same place."""
    pairs = [
        (mine.value, theirs.value)
        for mine in _unmatched(one, other)
        for theirs in _unmatched(other, one)
        if mine.beside & theirs.beside and not (is_year(mine.written) and is_year(theirs.written))
    ]
    values = frozenset(mine for mine, _ in pairs), frozenset(theirs for _, theirs in pairs)
    return values if max(map(len, values)) <= _LIST else (frozenset(), frozenset())


def _unmatched(figures: Sequence[_Figure], others: Sequence[_Figure]) -> list[_Figure]:
    """The figures that the others do not give, nor a rounder or finer one."""
    return [f for f in figures if not any(agree(f.value, o.value) for o in others)]


def _figures(features: Features, statements: Statements, one: int) -> list[_Figure]:
    return list(_figures_in(features, features.sentences[statements.rows[one][0]]))


def figures_in(text: str, language: Language) -> Iterator[_Figure]:
    """The numbers of a text with the nearest words on either side that are no stop words."""
    numbers = located(text, language)
    ends = [(number.start, number.end, number.values[-1]) for number in numbers]
    words = [
        (match.start(), match.end(), term)
        for match in between(numbers, text)
        for term in _terms(match.group(), language)
    ]
    tokens = sorted([*ends, *words])
    for number in numbers:
        if is_vague(text, number) or is_aside(text, number):
            continue
        i = bisect_left(tokens, (number.start,))
        beside = [token[2] for token in (*tokens[max(i - 1, 0) : i], *tokens[i + 1 : i + 2])]
        written = text[number.start : number.end]
        reached = is_reached(text, number.start, language)
        yield _Figure(number.values[-1], written, frozenset(beside) - _BREAKS, reached)


def _terms(written: str, language: Language) -> list[str]:
    return language.terms([written]) if written[0].isalpha() else [written]


def _joined(
    found: list[dict[int, Values]], told_by: Sequence[frozenset[str]], sides: dict[int, Values]
) -> list[dict[int, Values]]:
    """What was found, with a conflict of two groups put to those about the same figures."""
    joined = dict(sides)
    about = [known for known in found if _knows(known, sides)]
    for known in about:
        for group, values in known.items():
            joined[group] = joined.get(group, frozenset()) | values
    if any(told_by[a] & told_by[b] for a, b in combinations(joined, 2)):
        return found
    return [*(known for known in found if not _knows(known, sides)), joined]


def _knows(known: dict[int, Values], sides: dict[int, Values]) -> bool:
    """Whether a disagreement is about one of some figures."""
    return any(known.get(group, frozenset()) & values for group, values in sides.items())


def _disagreement(
    features: Features,
    statements: Statements,
    groups: Sequence[Sequence[int]],
    sides: dict[int, Values],
) -> Disagreement:
    """The sentences of some groups that give one of the contested figures, by figure."""
    told: dict[Values, list[Sentence]] = {}
    for group, values in sides.items():
        for one in groups[group]:
            given = values & statements.witnesses[one].number_set
            if given:
                rows = statements.rows[one]
                told.setdefault(given, []).extend(features.sentences[row] for row in rows)
    told = _without_rounder(told)
    accounts = sorted(
        (_account(features, values, sentences) for values, sentences in told.items()),
        key=lambda a: _account_place([a]),
    )
    days = _in_time(features, accounts)
    if days:
        accounts = [account for _, account in sorted(days, key=lambda pair: pair[0])]
    reached = [_is_reached(features, told, account) for account in accounts]
    return Disagreement(tuple(accounts), bool(days) or (any(reached) and not all(reached)))


def _without_rounder(told: dict[Values, list[Sentence]]) -> dict[Values, list[Sentence]]:
    """The accounts, where those who give a rounder figure stand with one who gives a finer."""
    kept: dict[Values, list[Sentence]] = {}
    for values in sorted(told, key=lambda values: (-sum(map(digits_of, values)), sorted(values))):
        same = next((known for known in kept if _agree(known, values)), values)
        kept.setdefault(same, []).extend(told[values])
    return kept


def _agree(some: Values, others: Values) -> bool:
    return len(some) == len(others) == 1 and agree(next(iter(some)), next(iter(others)))


def _in_time(
    features: Features, accounts: Sequence[Account]
) -> list[tuple[tuple[date, date], Account]]:
    """The accounts with their first and last days, if no two have a day in common."""
    published = {document.id: document.published for document in features.documents}
    spans = []
    for account in accounts:
        days = [published[s.document_id] for s in account.sentences]
        known = sorted(date(d.year, d.month, d.day) for d in days if d)
        if len(known) < len(days):
            return []
        spans.append(((known[0], known[-1]), account))
    ordered = sorted(span for span, _ in spans)
    return spans if all(a[1] < b[0] for a, b in pairwise(ordered)) else []


def _account(features: Features, values: Values, sentences: Iterable[Sentence]) -> Account:
    ordered = sorted(sentences, key=lambda s: (s.document_id, s.position))
    figures = _figures_in(features, ordered[0])
    written = [" ".join(f.written.split()) for f in figures if f.value in values]
    return Account(tuple(dict.fromkeys(written)), tuple(ordered))


def _is_reached(features: Features, told: dict[Values, list[Sentence]], account: Account) -> bool:
    """Whether something rose or fell to the figures of an account."""
    values = next(v for v, said in told.items() if account.sentences[0] in said)
    return any(
        figure.reached and figure.value in values
        for sentence in account.sentences
        for figure in _figures_in(features, sentence)
    )


def _figures_in(features: Features, sentence: Sentence) -> Iterator[_Figure]:
    return figures_in(sentence.plain, get_language(features.languages[sentence.document_id]))


def _account_place(accounts: Sequence[Account]) -> tuple[int, list[tuple[str, int]]]:
    """Where accounts stand among others: the most told first, else by document."""
    places = [(s.document_id, s.position) for a in accounts for s in a.sentences]
    return -len({document for document, _ in places}), places


def _place(found: Disagreement) -> tuple[int, list[tuple[str, int]]]:
    return _account_place(found.accounts)
