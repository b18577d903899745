"""What is said twice: documents that repeat one another, and sentences that say the same.

Candidates are found through what they share; each is then verified exactly, so that nothing is
called a duplicate by the accident of a hash.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np

from .document import Document, Sentence
from .features import Features
from .text.languages import Language, get_language
from .text.words import fold, words

_SHINGLE = 3  # words; long enough that sharing many is copying, short enough to survive an edit
_NEAR = 0.8  # share of the shingles of both (near) or of the shorter (contained)

_SAME_SHARE = 0.6  # of the weight of all the terms of two sentences
_CONTAINED_SHARE = 0.9  # of the weight of the terms of the shorter one …
_CONTAINED_TERMS = 4  # … which has to share so many …
_CONTAINED_RATIO = 0.4  # … and to weigh so much beside the longer one
_KNOWN_SHARE = 0.8  # of the weight of the terms of a sentence, for it to be no news
_WORTH_A_LOOK = 0.3  # cosine; no pair that passes the shares above has less
_BLOCK = 512  # rows of cosines held at once


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A document that was dropped because another says all that it says.

    Attributes:
        document: the one that was dropped.
        of: the one that was kept.
        similarity: share of word triples in common, 0 to 1: of those of both (exact, near), of
            those of the dropped one (contained).
        kind: ``"exact"`` (the same words), ``"near"``, or ``"contained"``.
    """

    document: Document
    of: Document
    similarity: float
    kind: Literal["exact", "near", "contained"]


def drop_duplicates(
    documents: Sequence[Document],
) -> tuple[tuple[Document, ...], tuple[Duplicate, ...]]:
    """Keep one of each set of documents that repeat one another: the longest.

    Of equally long ones the first by text and id is kept, whatever the order given.

    Returns:
        The kept documents in the order given, and what was dropped, by id.
    """
    shingles = [_shingles(document) for document in documents]
    shared = _shared(shingles)
    order = sorted(
        range(len(documents)),
        key=lambda i: (-len(shingles[i]), documents[i].text, documents[i].id),
    )
    kept: list[int] = []
    dropped: list[Duplicate] = []
    for i in order:
        found = [d for k in kept if (d := _duplicate(documents, shingles, shared, i, k))]
        if found:
            dropped.append(max(found, key=lambda d: d.similarity))
        else:
            kept.append(i)
    dropped.sort(key=lambda d: d.document.id)
    return tuple(documents[i] for i in sorted(kept)), tuple(dropped)


def _shingles(document: Document) -> frozenset[tuple[str, ...]]:
    """The word triples of a document's candidates, case-folded."""
    forms = [w.casefold() for s in document.candidates for w in words(s.text)]
    return frozenset(
        tuple(forms[i : i + _SHINGLE]) for i in range(max(1, len(forms) - _SHINGLE + 1))
    )


def _shared(shingles: Sequence[frozenset[Any]]) -> Counter[tuple[int, int]]:
    """How many shingles each pair has in common, pairs without one left out; i < k."""
    holders: defaultdict[Any, list[int]] = defaultdict(list)
    for i, own in enumerate(shingles):
        for shingle in own:
            holders[shingle].append(i)
    return Counter(pair for indices in holders.values() for pair in combinations(indices, 2))


def _duplicate(
    documents: Sequence[Document],
    shingles: Sequence[frozenset[Any]],
    shared: Counter[tuple[int, int]],
    i: int,
    k: int,
) -> Duplicate | None:
    """The finding that document i repeats document k, if it does."""
    common = shared[min(i, k), max(i, k)]
    jaccard = common / (len(shingles[i]) + len(shingles[k]) - common)
    contained = common / len(shingles[i])
    if jaccard == 1:
        return Duplicate(documents[i], documents[k], 1.0, "exact")
    if jaccard >= _NEAR:
        return Duplicate(documents[i], documents[k], jaccard, "near")
    if contained >= _NEAR:
        return Duplicate(documents[i], documents[k], contained, "contained")
    return None


@dataclass(frozen=True, slots=True)
class _Statement:
    """A sentence as the comparison sees it."""

    terms: frozenset[str]
    weight: float
    numbers: frozenset[str]
    negated: bool


def group_statements(features: Features) -> list[int]:
    """Which sentences say the same thing, as far as words show it.

    Two sentences do when the terms they share have enough of the weight (idf) of the terms of
    both, or when one holds nearly all of a shorter one that is not much shorter. Numbers and
    negation are witnesses against: two sentences of which each has a number that the other
    lacks, or of which one alone is negated, are not the same.

    Each group has a longest sentence that all its others are the same as; groups are not chained.

    Returns:
        For each row the row of its group's longest sentence.
    """
    statements = [_statement(features, row) for row in range(len(features))]
    neighbours = _neighbours(features)
    leader = list(range(len(features)))
    order = sorted(range(len(features)), key=lambda row: _rank(statements, features, row))
    placed: set[int] = set()
    for row in order:
        if row in placed:
            continue
        placed.add(row)
        for other in neighbours.get(row, ()):
            if other not in placed and _same(statements[row], statements[other], features):
                leader[other] = row
                placed.add(other)
    return leader


def told_before(features: Features, own: int) -> set[int]:
    """Which of the first ``own`` sentences say nothing that one of the others does not say.

    A sentence that adds something to what is known is news, however much of it is known.
    """
    statements = [_statement(features, row) for row in range(len(features))]
    return {
        row
        for row, other in _close_pairs(features)
        if row < own <= other and _covers(statements[other], statements[row], features)
    }


def _rank(statements: Sequence[_Statement], features: Features, row: int) -> tuple[Any, ...]:
    """The order in which sentences lead: heavy first, and the same whatever the order given."""
    sentence = features.sentences[row]
    return -statements[row].weight, sentence.line, sentence.document_id, sentence.position


def _statement(features: Features, row: int) -> _Statement:
    terms = frozenset(features.terms[row])
    sentence: Sentence = features.sentences[row]
    language = get_language(features.languages[sentence.document_id])
    return _Statement(
        terms,
        _weight(terms, features),
        frozenset(term for term in terms if term[0].isdigit()),
        _is_negated(sentence.text, language),
    )


def _is_negated(text: str, language: Language) -> bool:
    if language.segmentation == "blanks":
        return not language.negations.isdisjoint(map(fold, words(text)))
    return any(negation in text for negation in language.negations)


def _weight(terms: frozenset[str], features: Features) -> float:
    # fsum, because a set has another order in each run and plain sums differ in the last digit.
    return math.fsum(features.idf[features.vocabulary[term]] for term in terms)


def _neighbours(features: Features) -> dict[int, list[int]]:
    """For each row the rows that are similar enough to be compared."""
    found: dict[int, list[int]] = {}
    for row, other in _close_pairs(features):
        found.setdefault(row, []).append(other)
    return found


def _close_pairs(features: Features) -> Iterator[tuple[int, int]]:
    rows = features.tfidf
    for start in range(0, len(features), _BLOCK):
        strip = rows[start : start + _BLOCK] @ rows.T
        cosines = strip.toarray() if hasattr(strip, "toarray") else strip
        for row, other in zip(*np.nonzero(cosines >= _WORTH_A_LOOK), strict=True):
            if start + row != other:
                yield int(start + row), int(other)


def _covers(known: _Statement, told: _Statement, features: Features) -> bool:
    """Whether what is told is known: nearly all its terms, and all its numbers."""
    if known.negated != told.negated or told.numbers - known.numbers:
        return False
    return _weight(known.terms & told.terms, features) >= _KNOWN_SHARE * told.weight


def _same(longer: _Statement, shorter: _Statement, features: Features) -> bool:
    if longer.negated != shorter.negated:
        return False
    if longer.numbers - shorter.numbers and shorter.numbers - longer.numbers:
        return False
    common = longer.terms & shorter.terms
    shared = _weight(common, features)
    if shared >= _SAME_SHARE * (longer.weight + shorter.weight - shared):
        return True
    return (
        len(common) >= _CONTAINED_TERMS
        and shared >= _CONTAINED_SHARE * shorter.weight
        and shorter.weight >= _CONTAINED_RATIO * longer.weight
    )
