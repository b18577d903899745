"""Documents that repeat one another.

Candidates are found through the word triples they share and verified exactly, so that nothing is
called a duplicate by the accident of a hash.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from .document import Document
from .text.words import words

_SHINGLE = 3  # words; long enough that sharing many is copying, short enough to survive an edit
_NEAR = 0.8  # share of the shingles of both (near) or of the shorter (contained)


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
