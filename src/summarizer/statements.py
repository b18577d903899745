"""Sentences that say the same thing, as far as words show it."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, product

import numpy as np
from numpy.typing import NDArray

from .document import Sentence
from .features import Features, Vector
from .similarity_join import Rows, Side, WeightedSets
from .text.languages import Language, get_language
from .text.numbers import numbers_of
from .text.words import fold, words

Quotation = tuple[str, ...]

_SAME = 0.5  # share of the weight of two statements, from which they say the same …
_NEAR = 0.36  # … and from which they do where nothing else comes near
_KNOWN = 0.8  # of the weight of a statement, for it to be no news
_NUMBER = 2.0  # two reports that share a number seldom mean two things by it
_NAME = 0.5  # who says it and where is alike in sentences that say different things
_QUOTED = 5  # words; nobody says so many again by chance

SLACK = 3.0
"""Added to what two statements weigh together, so that two or three common words do not do."""

_MARKS = '"“”„«»'
_IN_MARKS = re.compile(rf"[{_MARKS}]([^{_MARKS}]+)(?:[{_MARKS}]|$)|^([^{_MARKS}]+)[{_MARKS}]")


@dataclass(frozen=True)
class Statements:
    """What sentences say, as the comparison sees it; sentences of the same terms are one.

    ``S`` is the number of distinct statements, ``V`` that of terms, ``T`` that of terms over all
    statements. The weight of a term is

        (ln(S' d / (s D)) + 1) · 2 for a number, · ½ for a name

    for a term in ``s`` of ``S'`` sentences, and in ``d`` of ``D`` documents: its idf by how often
    those documents use it that use it at all, for a word of one document alone is rare only
    because the others chose another.

    Attributes:
        rows: for each statement the sentences that make it, the leading one first.
        terms: ``(T,)``: the terms of one statement after the other, each time the heaviest first;
            terms are numbered by weight.
        starts: ``(S + 1,)``: where each begins.
        weights: ``(V,)``: the weight of each term.
        plain: ``(V,)``: the weight before numbers and names are told from other words.
        is_number: ``(V,)``: whether a term is a number.
        numbers: for each statement its numbers; of two that both have one that the other lacks
            neither says what the other says.
        negated: for each statement whether it has a negating word.
        documents: for each statement the documents that make it, by id.
        quotations: for each statement the words of each quotation in it that is long enough to
            be known again.
    """

    rows: list[list[int]]
    terms: Rows
    starts: Rows
    weights: Vector
    plain: Vector
    is_number: NDArray[np.bool_]
    numbers: list[frozenset[str]]
    negated: list[bool]
    documents: list[frozenset[str]]
    quotations: list[frozenset[Quotation]]

    @classmethod
    def of(cls, features: Features) -> "Statements":
        """The statements of some sentences."""
        forms = [words(s.text.replace("’", "'")) for s in features.sentences]
        languages = [get_language(features.languages[s.document_id]) for s in features.sentences]
        lowered = [[form.lower() for form in row] for row in forms]
        numbers = [
            numbers_of(sentence.text, row, language)
            for sentence, row, language in zip(features.sentences, lowered, languages, strict=True)
        ]
        own = _terms(features, numbers)
        weights, plain = _weights(features, own, _names(forms, languages))
        order = sorted(weights, key=lambda term: (-weights[term], term))
        number_of = {term: i for i, term in enumerate(order)}
        negated = list(map(_is_negated, features.sentences, lowered, languages))
        made: defaultdict[tuple[tuple[int, ...], bool], list[int]] = defaultdict(list)
        for row, (terms, contrary) in enumerate(zip(own, negated, strict=True)):
            made[tuple(sorted(number_of[term] for term in terms)), contrary].append(row)
        keys = sorted(made)
        rows = [_in_own_order(features, made[key]) for key in keys]
        return cls(
            rows=rows,
            terms=np.fromiter(chain.from_iterable(terms for terms, _ in keys), dtype=np.int64),
            starts=np.cumsum([0, *(len(terms) for terms, _ in keys)]),
            weights=np.array([weights[term] for term in order]),
            plain=np.array([plain[term] for term in order]),
            is_number=np.array([term.startswith("#") for term in order]),
            numbers=[numbers[first] for first, *_ in rows],
            negated=[contrary for _, contrary in keys],
            documents=[frozenset(features.sentences[r].document_id for r in own) for own in rows],
            quotations=[_quotations(features.sentences[first]) for first, *_ in rows],
        )

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def sets(self) -> WeightedSets:
        """The terms of each statement, and what they weigh."""
        return self.weighed(self.weights)

    @property
    def totals(self) -> Vector:
        """``(S,)``: what each statement weighs."""
        return self.sets.totals

    def weighed(self, weights: Vector) -> WeightedSets:
        """The terms of each statement, where each weighs something else."""
        return WeightedSets(self.terms, self.starts, weights)

    def near(self) -> tuple[Rows, Rows, Vector]:
        """Pairs of statements that share much, and how much: at least :data:`_NEAR`.

        The share of ``a`` and ``b`` is the weighted Jaccard coefficient of their terms, with a
        little added below: ``w(a ∩ b) / (w(a ∪ b) + 3)``; or 1 where they quote the same.
        """
        least = _NEAR * (self.totals + SLACK)
        needed = _NEAR / (1 + _NEAR) * (self.totals + SLACK / 2)
        ones, others, shared = self.sets.sharing(Side(least, needed))
        share = shared / (self.totals[ones] + self.totals[others] - shared + SLACK)
        quoting = self._quoting()
        known = np.array([one * len(self) + other for one, other in quoting], dtype=np.int64)
        kept = (share >= _NEAR) & ~np.isin(ones * len(self) + others, known)
        quoted = np.array(quoting, dtype=np.int64).reshape(-1, 2)
        return (
            np.concatenate((ones[kept], quoted[:, 0])),
            np.concatenate((others[kept], quoted[:, 1])),
            np.concatenate((share[kept], np.ones(len(quoted)))),
        )

    def _quoting(self) -> list[tuple[int, int]]:
        """The pairs of statements that quote the same words."""
        holders: defaultdict[Quotation, list[int]] = defaultdict(list)
        for one, quotations in enumerate(self.quotations):
            for quotation in quotations:
                holders[quotation].append(one)
        return sorted({pair for rows in holders.values() for pair in combinations(rows, 2)})

    def contradict(self, one: int, other: int) -> bool:
        """Whether numbers or negation tell that two do not say the same."""
        if self.negated[one] != self.negated[other]:
            return True
        a, b = self.numbers[one], self.numbers[other]
        return not (a <= b or b <= a)


def group_statements(features: Features) -> list[int]:
    """Which sentences say the same thing.

    Two sentences do when they share half of the weight of their terms, or quote the same words;
    or a good third, where they are of different documents and no other sentence of either comes
    as near. Numbers and negation are witnesses against: two sentences of which each has a number
    that the other lacks, or of which one alone is negated, are not the same.

    Groups are joined, the most alike first, as long as no two of them contradict each other and
    at least half of their pairs are near.

    Returns:
        For each row the row of its group's heaviest sentence.
    """
    statements = Statements.of(features)
    leaders = [0] * len(features)
    for group in groups_of(statements):
        rows = [row for one in group for row in statements.rows[one]]
        for row in rows:
            leaders[row] = rows[0]
    return leaders


def groups_of(statements: Statements) -> list[list[int]]:
    """The statements in groups that say the same, the heaviest of each first."""
    near = list(zip(*map(np.ndarray.tolist, statements.near()), strict=True))
    pairs = {(one, other) for one, other, _ in near}
    alone = unrivalled(statements, [(one, other) for one, other, _ in near])
    group_of = {one: [one] for one in range(len(statements))}
    for one, other, share in sorted(near, key=lambda pair: (-pair[2], pair[:2])):
        a, b = group_of[one], group_of[other]
        alike = share >= _SAME or (one, other) in alone
        if a is not b and alike and _fit(statements, pairs, a, b):
            a += b
            group_of.update(dict.fromkeys(b, a))
    distinct = {id(group): group for group in group_of.values()}
    return [sorted(group, key=lambda i: (-statements.totals[i], i)) for group in distinct.values()]


def told_before(features: Features, own: int) -> set[int]:
    """Which of the first ``own`` sentences say nothing that one of the others does not say.

    A sentence that adds something to what is known is news, however much of it is known. Names
    weigh as much as other words here, for a name may be the news.
    """
    statements = Statements.of(features)
    sets = statements.weighed(statements.plain)
    asked = np.array([any(row < own for row in rows) for rows in statements.rows])
    known = np.array([any(row >= own for row in rows) for rows in statements.rows])
    needed, nothing = _KNOWN * sets.totals, np.zeros(len(statements))
    ones, others, _ = sets.sharing(
        Side(np.where(asked, needed, np.inf), needed),
        Side(np.where(known, nothing, np.inf), nothing),
    )
    told = {
        one
        for one, other in zip(ones.tolist(), others.tolist(), strict=True)
        if statements.negated[one] == statements.negated[other]
        and statements.numbers[one] <= statements.numbers[other]
    }
    return {row for one in told for row in statements.rows[one] if row < own}


def _terms(features: Features, numbers: Sequence[frozenset[str]]) -> list[set[str]]:
    """The terms of each sentence, with its numbers in one spelling (``#9``)."""
    figures = {term for term in features.vocabulary if term[0].isdecimal()}
    numerals = {
        code: figures.union(get_language(code).terms(get_language(code).number_words))
        for code in set(features.languages.values())
    }
    own = []
    for sentence, terms, found in zip(features.sentences, features.terms, numbers, strict=True):
        plain = set(terms) - numerals[features.languages[sentence.document_id]]
        plain.update(f"#{number}" for number in found)
        own.append(plain or set(terms))
    return own


def _weights(
    features: Features, own: Sequence[set[str]], names: set[str]
) -> tuple[dict[str, float], dict[str, float]]:
    """The weight of each term, and its idf alone; see :class:`Statements`."""
    sentences = Counter(chain.from_iterable(own))
    by_document: defaultdict[str, set[str]] = defaultdict(set)
    for sentence, terms in zip(features.sentences, own, strict=True):
        by_document[sentence.document_id] |= terms
    documents = Counter(chain.from_iterable(by_document.values()))
    often = np.array([sentences[term] / documents[term] for term in sentences])
    idf = np.log(np.maximum(len(own) / len(by_document) / often, 1)) + 1
    plain = dict(zip(sentences, idf.tolist(), strict=True))
    weights = {
        term: weight * (_NUMBER if term[0] == "#" else _NAME if term in names else 1)
        for term, weight in plain.items()
    }
    return weights, plain


def _names(forms: Sequence[list[str]], languages: Sequence[Language]) -> set[str]:
    """The terms of words that have a capital inside sentences more often than not."""
    names: set[str] = set()
    spoken = {language.code: language for language in languages}
    for language in spoken.values():
        if not language.rules.capital_nouns:
            inside = Counter(
                chain.from_iterable(
                    f[1:] for f, own in zip(forms, languages, strict=True) if own is language
                )
            )
            capital = [w for w, n in inside.items() if w[0].isupper() and n > inside[w.lower()]]
            names.update(language.terms(capital))
    return names


def _in_own_order(features: Features, rows: list[int]) -> list[int]:
    """Sentences in an order that does not depend on that of the documents."""

    def place(row: int) -> tuple[str, str, int]:
        sentence = features.sentences[row]
        return sentence.line, sentence.document_id, sentence.position

    return sorted(rows, key=place) if len(rows) > 1 else rows


def _quotations(sentence: Sentence) -> frozenset[Quotation]:
    """The words of the longer quotations in a sentence, which may be a piece of one."""
    text = sentence.text
    marked = _IN_MARKS.findall(text) if any(mark in text for mark in _MARKS) else []
    spans = ["".join(span) for span in marked] or ([text] if sentence.quotation else [])
    found = (tuple(map(fold, words(span))) for span in spans)
    return frozenset(quotation for quotation in found if len(quotation) >= _QUOTED)


def _is_negated(sentence: Sentence, lowered: Sequence[str], language: Language) -> bool:
    if language.segmentation == "blanks":
        return not language.negations.isdisjoint(lowered)
    return any(negation in sentence.text for negation in language.negations)


def unrivalled(statements: Statements, near: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The pairs of different documents where nothing else in these is near to either."""
    documents = statements.documents
    companions = Counter(
        (one, document)
        for pair in near
        for one, other in (pair, pair[::-1])
        for document in documents[other]
    )
    return {
        (one, other)
        for one, other in near
        if documents[one].isdisjoint(documents[other])
        and all(companions[one, document] == 1 for document in documents[other])
        and all(companions[other, document] == 1 for document in documents[one])
    }


def _fit(
    statements: Statements, pairs: set[tuple[int, int]], group: list[int], other: list[int]
) -> bool:
    """Whether two groups can be one: nothing in them contradicts, and half of it is near."""
    if any(statements.contradict(a, b) for a, b in product(group, other)):
        return False
    near = sum((min(a, b), max(a, b)) in pairs for a, b in product(group, other))
    return 2 * near >= len(group) * len(other)
