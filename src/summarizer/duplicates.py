"""Documents that repeat one another.

Words are numbered and their triples are made of the numbers, so that two triples are equal where
their words are: nothing is called a duplicate by the accident of a hash.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

import numpy as np

from .arrays import Integers, Ragged, numbered, sorted_once
from .document import Document
from .memo import Memo
from .text.words import Numbering, fold, looked_up, symbols, words

SHINGLE = 3  # words; long enough that sharing many is copying, short enough to survive an edit
_NEAR = 0.8  # share of the shingles of both (near) or of the shorter (contained)
_LEAST = 10  # one in so many of its triples, and one more, are looked for in what it may repeat
_MOST = 200_000  # words and pieces that are remembered
_CODES = 2**63  # what numbers of 64 bits can tell apart

Kind = Literal["exact", "near", "contained"]
Verdict = tuple[float, Kind]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A document that was dropped because another contains at least four fifths of it.

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

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON has it: documents by their ids."""
        return {
            "document": self.document.id,
            "of": self.of.id,
            "similarity": self.similarity,
            "kind": self.kind,
        }


def drop_duplicates(
    documents: Sequence[Document],
) -> tuple[tuple[Document, ...], tuple[Duplicate, ...]]:
    """Keep one of each set of documents that repeat one another: the longest.

    Of equally long ones the first by :func:`digest` and id is kept, whatever the order given.

    Returns:
        The kept documents in the order given, and what was dropped, by id.
    """
    if len(documents) < 2:
        return tuple(documents), ()
    forms = _wordings(documents)
    shingles = Shingles.of(*_triples(forms), len(forms))
    sizes = shingles.sizes.tolist()
    order = sorted(
        range(len(documents)),
        key=lambda i: (-sizes[i], digest(documents[i].text), documents[i].id),
    )
    found = repeats(shingles, order)
    dropped = []
    for i, (k, (similarity, kind)) in found.items():
        same = np.array_equal(forms[i], forms[k])
        dropped.append(Duplicate(documents[i], documents[k], similarity, "exact" if same else kind))
    dropped.sort(key=lambda d: d.document.id)
    return tuple(d for i, d in enumerate(documents) if i not in found), tuple(dropped)


def digest(text: str) -> int:
    """64 bits of a text: the same in every process and on every machine."""
    from hashlib import blake2b  # a single text need not wait for OpenSSL

    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=True)


@dataclass(frozen=True, slots=True)
class Shingles:
    """The distinct word triples of ``N`` documents; the triples of one alone are only counted.

    Attributes:
        sizes: ``(N,)``: how many triples each document has.
        shared: those of each document that another has too, sorted; the fewer documents have a
            triple, the smaller its number.
    """

    sizes: Integers
    shared: Ragged

    @classmethod
    def of(cls, rows: Integers, codes: Integers, count: int) -> "Shingles":
        """Of each triple the document, of ``count``, and a number that no other triple has."""
        found, number = numbered(codes)
        rows, number = np.divmod(sorted_once(rows * len(found) + number), len(found))
        sizes = np.bincount(rows, minlength=count)
        holders = np.bincount(number)
        place = np.empty_like(holders)
        place[np.argsort(holders, kind="stable")] = np.arange(len(holders))
        several = holders[number] > 1
        keys = sorted_once(rows[several] * len(found) + place[number[several]])
        rows, shared = np.divmod(keys, len(found))
        return cls(sizes, Ragged.sized(shared, np.bincount(rows, minlength=count)))

    def probes(self) -> tuple[Integers, Integers]:
        """``(N,)`` twice: how many shared triples to look up, and how many of them to find.

        What repeats another has at least four fifths of its triples in common with it. So of its
        rarest fifth, and ``n`` more, the other has ``n``: the prefix filter of set similarity
        joins (Chaudhuri, Ganti & Kaushik 2006), with an ``n`` above one against lines and phrases
        that many share (Wang, Li & Feng 2012). Where a document has more than a fifth for itself
        there is nothing to look up.
        """
        shared = self.shared.sizes
        needed = np.ceil(_NEAR * self.sizes).astype(np.int64)
        least = 1 + self.sizes // _LEAST
        return np.where(shared >= needed, shared - needed + least, 0), least


def repeats(shingles: Shingles, order: Sequence[int]) -> dict[int, tuple[int, Verdict]]:
    """Of each document that repeats a kept one, which comes nearest; the longest first.

    Only kept documents are compared with, so that a thousand copies cost a thousand comparisons,
    and they are found through the triples that somebody probes, which boilerplate hardly is.
    """
    probes, least = shingles.probes()
    shared, sizes = shingles.shared, shingles.sizes.tolist()
    sought = np.zeros(shared.values.max(initial=-1) + 1, dtype=np.bool_)
    sought[shared.values[shared.places < probes[shared.rows]]] = True
    kept: list[int] = []
    holders: defaultdict[int, list[int]] = defaultdict(list)  # of a triple, their places in kept
    repeats: dict[int, tuple[int, Verdict]] = {}
    # Documents of the same triples repeat the same: how many kept ones were looked at, and what
    # came nearest.
    seen: dict[bytes, tuple[int, tuple[int, Verdict] | None]] = {}
    for i in order:
        own = shared[i]
        whole = own.tobytes() if len(own) == sizes[i] else b""
        looked, best = seen.get(whole, (0, None))
        rare = [holders[triple] for triple in own[: probes[i]].tolist()]
        unseen = (places[bisect_left(places, looked) :] for places in rare)
        found = Counter(chain.from_iterable(unseen))
        for k in sorted(k for k, count in found.items() if count >= least[i]):
            common = _in_common(own, shared[kept[k]])
            verdict = _verdict(sizes[i], sizes[kept[k]], common)
            if verdict and (best is None or verdict[0] > best[1][0]):
                best = kept[k], verdict
        if whole:
            seen[whole] = len(kept), best
        if best:
            repeats[i] = best
            continue
        for triple in own[sought[own]].tolist():
            holders[triple].append(len(kept))
        kept.append(i)
    return repeats


class Wordings:
    """Words and symbols as numbers, remembered for the documents that come.

    Args:
        number_of: from a word or symbol to its number; what reads the same has the same.
    """

    def __init__(self, number_of: Callable[[str], int]) -> None:
        self._number_of = Memo(number_of)
        self._within = Memo(self._numbers_in)

    def __len__(self) -> int:
        """How many words and pieces of text are remembered."""
        return len(self._number_of) + len(self._within)

    def of(self, document: Document) -> Integers:
        """The words and symbols of a document in order: of each sentence its symbols come last.

        See :func:`summarizer.text.words.wording`.
        """
        texts = [sentence.plain for sentence in document.candidates]
        numbers = looked_up(self._within, texts, document.word_pattern)
        if symbols(document.text):  # as in few documents
            for text, own in zip(texts, numbers, strict=True):
                own += map(self._number_of.__getitem__, symbols(text))
        return np.fromiter(chain.from_iterable(numbers), dtype=np.int64)

    def _numbers_in(self, piece: str) -> tuple[int, ...]:
        return tuple(map(self._number_of.__getitem__, words(piece)))


def padded(words: Integers) -> Integers:
    """At least a shingle of words: what has fewer is filled up with 0, which is no word."""
    return np.pad(words, (0, max(0, SHINGLE - len(words))))


def _numbered() -> Wordings:
    """Words by numbers from 1."""
    numbering = Numbering[str]()
    return Wordings(lambda form: numbering.of(fold(form)) + 1)


_memory = [_numbered()]


def _wordings(documents: Sequence[Document]) -> list[Integers]:
    """The wording of each document, by numbers of which no two words share one."""
    if len(_memory[0]) > _MOST:
        _memory[0] = _numbered()
    known = _memory[0]
    return [known.of(document) for document in documents]


def _triples(forms: Sequence[Integers]) -> tuple[Integers, Integers]:
    """The word triples of documents: whose each is, and a number that no other triple has."""
    words = Ragged.of([padded(own) for own in forms])
    rows, flat = words.rows, words.values
    size = int(flat.max(initial=0)) + 1
    codes = flat[:-1] * size + flat[1:]
    if size**SHINGLE > _CODES:  # two million words; so that the codes of triples stay apart
        codes = numbered(codes)[1]
    within = rows[2:] == rows[:-2]
    return rows[2:][within], (codes[:-1] * size + flat[2:])[within]


def _in_common(own: Integers, other: Integers) -> int:
    """How many of some sorted numbers are among others, of which there is at least one."""
    at = np.minimum(np.searchsorted(other, own), len(other) - 1)
    return int(np.count_nonzero(other[at] == own))


def _verdict(own: int, other: int, common: int) -> Verdict | None:
    """How similar a document of ``own`` shingles is to a longer one, if it repeats it."""
    jaccard = common / (own + other - common)
    if jaccard >= _NEAR:
        return jaccard, "near"
    if common >= _NEAR * own:
        return common / own, "contained"
    return None
