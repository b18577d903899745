"""Documents that repeat one another.

Candidates are found through the word triples they share and verified exactly, so that nothing is
called a duplicate by the accident of a hash.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .document import Document
from .text.words import wording

_SHINGLE = 3  # words; long enough that sharing many is copying, short enough to survive an edit
_NEAR = 0.8  # share of the shingles of both (near) or of the shorter (contained)


Shingle = tuple[str, ...]
Kind = Literal["exact", "near", "contained"]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A document that was dropped because another says at least four fifths of it.

    Attributes:
        document: the one that was dropped.
        of: the one that was kept.
        similarity: share of word triples in common, 0 to 1: of those of both (exact, near), of
            those of the dropped one (contained).
        kind: ``"exact"`` (the same words in the same order), ``"near"``, or ``"contained"``.
    """

    document: Document
    of: Document
    similarity: float
    kind: Kind


def drop_duplicates(
    documents: Sequence[Document],
) -> tuple[tuple[Document, ...], tuple[Duplicate, ...]]:
    """Keep one of each set of documents that repeat one another: the longest.

    Of equally long ones the first by text and id is kept, whatever the order given.

    Returns:
        The kept documents in the order given, and what was dropped, by id.
    """
    if len(documents) < 2:
        return tuple(documents), ()
    shingles = [_shingles(document) for document in documents]
    order = sorted(
        range(len(documents)),
        key=lambda i: (-len(shingles[i]), documents[i].text, documents[i].id),
    )
    holders: defaultdict[Shingle, list[int]] = defaultdict(list)  # of the kept alone
    kept: list[int] = []
    dropped: list[Duplicate] = []
    for i in order:
        common = Counter(k for shingle in shingles[i] for k in holders.get(shingle, ()))
        sizes = {k: (len(shingles[i]), len(shingles[k]), n) for k, n in common.items()}
        found = [
            Duplicate(documents[i], documents[k], *verdict)
            for k in kept
            if k in sizes and (verdict := _verdict(*sizes[k]))
        ]
        if found:
            nearest = max(found, key=lambda d: d.similarity)
            same = _wording(nearest.document) == _wording(nearest.of)
            dropped.append(replace(nearest, kind="exact") if same else nearest)
        else:
            kept.append(i)
            for shingle in shingles[i]:
                holders[shingle].append(i)
    dropped.sort(key=lambda d: d.document.id)
    return tuple(documents[i] for i in sorted(kept)), tuple(dropped)


def _wording(document: Document) -> tuple[str, ...]:
    return tuple(word for s in document.candidates for word in wording(s.text))


def _shingles(document: Document) -> frozenset[Shingle]:
    """The word triples of a document's candidates."""
    forms = _wording(document)
    return frozenset(
        tuple(forms[i : i + _SHINGLE]) for i in range(max(1, len(forms) - _SHINGLE + 1))
    )


def _verdict(own: int, other: int, common: int) -> tuple[float, Kind] | None:
    """How similar a document of ``own`` shingles is to a longer one, if it repeats it."""
    jaccard = common / (own + other - common)
    if jaccard >= _NEAR:
        return jaccard, "near"
    if common >= _NEAR * own:
        return common / own, "contained"
    return None
