"""Sentences that say the same thing, as far as words show it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Integers, Ragged
from .document import Sentence
from .features import Features, Vector
from .memo import cached_property
from .similarity_join import Side, WeightedSets
from .term_weights import weigh
from .text.languages import get_language
from .text.words import fold, words
from .witnesses import Witness, Witnesses

Quotation = tuple[str, ...]

_SAME = 0.5  # share of the weight of two statements, from which they say the same …
_NEAR = 0.36  # … and from which they do where nothing else comes near
_KNOWN = 0.8  # of the weight of a statement, for it to be no news
_QUOTED = 5  # words; nobody says so many again by chance

SLACK = 3.0
"""Added to what two statements weigh together, so that two or three common words do not do."""

_SORTABLE = np.dtype(">u4")  # bytes of such numbers sort as the numbers do
_NONE: frozenset[Any] = frozenset()  # one for all sentences, as most have nothing to put in

_MARKS = '"“”„«»'
_MARK = re.compile(rf"[{_MARKS}]")
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
        terms: of each statement, the heaviest first; terms are numbered by weight.
        weights: ``(V,)``: the weight of each term.
        plain: ``(V,)``: the weight before numbers and names are told from other words.
        is_number: ``(V,)``: whether a term is a number.
        witnesses: for each statement what tells it from others of like words.
        documents: for each statement the documents that make it, by id.
        quotations: for each statement the words of each quotation in it that is long enough to
            be known again.
        names: the terms that are names.
    """

    rows: list[list[int]]
    terms: Ragged
    weights: Vector
    plain: Vector
    is_number: NDArray[np.bool_]
    witnesses: list[Witness]
    documents: list[frozenset[str]]
    quotations: list[frozenset[Quotation]]
    names: frozenset[str]

    @classmethod
    def of(cls, features: Features) -> "Statements":
        """The statements of some sentences."""
        languages = [get_language(features.languages[s.document_id]) for s in features.sentences]
        witnesses = Witnesses(features.sentences, languages)
        names = _names(witnesses)
        weighed = weigh(features, [w.number_terms for w in witnesses.all], names)
        made: defaultdict[tuple[bytes, bool, str], list[int]] = defaultdict(list)
        for row, (terms, said) in enumerate(
            zip(_as_bytes(weighed.terms), witnesses.all, strict=True)
        ):
            made[terms, said.negated, said.order].append(row)
        keys = sorted(made)
        rows = [_in_own_order(features, made[key]) for key in keys]
        one_of = {id: frozenset([id]) for id in features.languages}  # noqa: A001 -- a document's
        said_by = [one_of[sentence.document_id] for sentence in features.sentences]
        return cls(
            rows=rows,
            terms=Ragged.sized(
                np.frombuffer(b"".join(terms for terms, *_ in keys), _SORTABLE).astype(np.int64),
                [len(terms) // _SORTABLE.itemsize for terms, *_ in keys],
            ),
            weights=weighed.weights,
            plain=weighed.plain,
            is_number=weighed.is_number,
            witnesses=[witnesses.all[first] for first, *_ in rows],
            documents=[_union([said_by[row] for row in own]) for own in rows],
            quotations=[_quotations(features.sentences[first]) for first, *_ in rows],
            names=frozenset(names),
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
        return WeightedSets(self.terms, weights)

    def near(self) -> tuple[Integers, Integers, Vector]:
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
        """Whether numbers, negation or opposites tell that two do not say the same."""
        return self.witnesses[one].contradicts(self.witnesses[other])


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
    group_of = {one: [one] for pair in pairs for one in pair}
    for one, other, share in sorted(near, key=lambda pair: (-pair[2], pair[:2])):
        a, b = group_of[one], group_of[other]
        alike = share >= _SAME or (one, other) in alone
        if a is not b and alike and _fit(statements, pairs, a, b):
            a += b
            group_of.update(dict.fromkeys(b, a))
    groups = (group_of.get(one, [one]) for one in range(len(statements)))
    distinct = {id(group): group for group in groups}
    totals = statements.totals.tolist()
    return [sorted(group, key=lambda i: (-totals[i], i)) for group in distinct.values()]


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
        if statements.witnesses[one].says_no_more(statements.witnesses[other])
    }
    return {row for one in told for row in statements.rows[one] if row < own}


def _names(witnesses: Witnesses) -> set[str]:
    """The terms of words that have a capital inside sentences more often than not."""
    names: set[str] = set()
    for code, forms in witnesses.inside.items():
        language = get_language(code)
        if not language.rules.capital_nouns:
            inside = Counter(forms)
            capital = [w for w, n in inside.items() if w[0].isupper() and n > inside[w.lower()]]
            names.update(language.terms(capital))
    return names


def _union(parts: Sequence[frozenset[str]]) -> frozenset[str]:
    """All of some sets; of a single one itself, for most are single and none need be made."""
    return parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]


def _as_bytes(terms: Ragged) -> Iterator[bytes]:
    """The terms of each sentence as bytes, which sort as tuples of the terms would."""
    flat = terms.values.astype(_SORTABLE).tobytes()
    return (flat[a:b] for a, b in pairwise((terms.starts * _SORTABLE.itemsize).tolist()))


def _in_own_order(features: Features, rows: list[int]) -> list[int]:
    """Sentences in an order that does not depend on that of the documents."""

    def place(row: int) -> tuple[str, str, int]:
        sentence = features.sentences[row]
        return sentence.line, sentence.document_id, sentence.position

    return sorted(rows, key=place) if len(rows) > 1 else rows


def _quotations(sentence: Sentence) -> frozenset[Quotation]:
    """The words of the longer quotations in a sentence, which may be a piece of one."""
    text = sentence.plain
    marked = _IN_MARKS.findall(text) if _MARK.search(text) else []
    spans = ["".join(span) for span in marked] or ([text] if sentence.quotation else [])
    spelt = (tuple(map(fold, words(span))) for span in spans)
    return frozenset(found for found in spelt if len(found) >= _QUOTED) or _NONE


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
