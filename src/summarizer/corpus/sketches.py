"""What is kept of a document to find those that repeat it and those that tell its story.

Words become numbers of 64 bits that are the same in every process and on every machine, so that
the sketches of documents that never met can be compared. Two different words get one number once
in 10¹⁹ pairs.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Integers, Ragged, run_starts, sorted_once
from ..document import Document
from ..duplicates import Wordings, digest, padded
from ..memo import Memo
from ..stories import day_of, numbered_terms
from ..text.words import fold
from .arrow import Schema, schema_of, table_of

SKETCHES: Schema = {
    "key": "int64",
    "id": "string",
    "digest": "int64",
    "wording": "int64",
    "day": "int64",
    "triples": "list<int64>",
    "terms": "list<int64>",
    "counts": "list<int64>",
}
"""See :class:`Sketch`; the key is a number of the document's own."""

NO_DAY = -1
"""Of a document that has no date."""

_REMEMBERED = 500_000  # words whose numbers are kept at hand
_ORDERED = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


class Sketch(NamedTuple):
    """A document as the comparisons see it.

    Attributes:
        digest: of its text; decides which of equally long copies is kept.
        wording: of its words in order: two of one wording are exact copies.
        day: the number of the day it appeared, or :data:`NO_DAY`.
        triples: ``(T,)``, sorted: the distinct triples of words.
        terms: ``(V,)``, sorted: the distinct terms, and pairs of neighbouring terms.
        counts: ``(V,)``: how often each comes.
    """

    digest: int
    wording: int
    day: int
    triples: Integers
    terms: Integers
    counts: Integers

    @classmethod
    def of(cls, document: Document) -> "Sketch":
        """The sketch of a document."""
        forms = _words.of(document)
        day = day_of(document)
        terms = np.sort(_terms(document))
        first = run_starts(terms)
        return cls(
            digest=digest(document.text),
            wording=int(np.bitwise_xor.reduce(mixed(forms, np.arange(len(forms))))),
            day=NO_DAY if day is None else day,
            triples=sorted_once(_triples(forms)),
            terms=terms[first],
            counts=np.diff(first, append=len(terms)),
        )


def mixed(*columns: Integers) -> Integers:
    """``(N,)``: a number for each row of up to three columns, in their order.

    The last steps are those of Steele, Lea & Flood 2014 (SplitMix), which leave no bit predictable
    from others, so that a few of them are a fair draw.
    """
    code = np.zeros(len(columns[0]), dtype=np.uint64)
    for column, factor in zip(columns, _ORDERED, strict=False):
        code = (code + column.astype(np.uint64)) * factor
        code ^= code >> np.uint64(29)
    code = (code ^ (code >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    code = (code ^ (code >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (code ^ (code >> np.uint64(31))).astype(np.int64)


_words = Wordings(lambda form: digest(fold(form)))
_terms_met: Memo[int] = Memo(digest, _REMEMBERED)


def _triples(forms: Integers) -> Integers:
    words = padded(forms)
    return mixed(words[:-2], words[1:-1], words[2:])


def _terms(document: Document) -> Integers:
    """The terms of a document and the pairs of neighbours in a sentence, in any order."""
    terms, beside = numbered_terms(document, _terms_met)
    return np.concatenate([terms, mixed(terms[:-1][beside], terms[1:][beside])])


def table_of_sketches(found: Sequence[tuple[int, str, Sketch]]) -> Any:
    """A table like :data:`SKETCHES`, of the key, the id and the sketch of each document."""
    sketches = [sketch for _, _, sketch in found]
    columns: dict[str, Any] = {
        "key": np.array([key for key, _, _ in found], dtype=np.int64),
        "id": [name for _, name, _ in found],
    }
    for name in ("digest", "wording", "day"):
        columns[name] = np.array([getattr(s, name) for s in sketches], dtype=np.int64)
    for name in ("triples", "terms", "counts"):
        columns[name] = Ragged.of([getattr(s, name) for s in sketches])
    return table_of(columns).cast(schema_of(SKETCHES))
