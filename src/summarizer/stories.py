"""Which documents tell the same story, and what to call it."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats, Integers, Ragged, starts_of
from .document import Document
from .forests import connected, strongest
from .text.languages import get_language
from .text.words import word_spans, words

SAME_STORY = 0.07
"""Groups of documents are one story where the mean similarity between them is at least this.

Found on clusters of web news, from one to 116 of them thrown together (docs/accuracy.md has
the table); from 0.05 to 0.07 little changes, and the higher joins fewer documents of other stories.
"""

BACKGROUND = 20  # documents; so that what is rare among two is what is rare among two hundred
_FADES = 30  # days in which similarity halves; the news of an event comes within days
_AT_ONCE = 2_000  # documents; beyond it is sooner looked which can be of one story at all
_LARGEST = 10_000  # documents compared each with each: half a gigabyte, twice
_CELLS = 2_000_000  # of a table of similarities, formed at once
_SQUARE = 2.0**30  # of a weight, in whole numbers: sums are the same in any order
_SLIP = 1e-9  # what a similarity may be off by
_HEADING_WORDS = 20
_OPENING_WORDS = 8
_KEY_PHRASES = 4
_AKIN = 5  # letters
_LOOKED_AT = 100  # documents, and sentences of each, that a story is named by

Phrase = tuple[str, ...]


def group_stories(documents: Sequence[Document]) -> list[list[Document]]:
    """Group documents by the story they tell.

    Documents are compared by their terms and pairs of neighbouring terms, and by their dates;
    groups grow by average linkage (Sokal & Michener 1958) until no two are more similar than
    :data:`SAME_STORY`. A group that falls into two with little between them is two stories. The
    result is the same for every order of the documents.

    Returns:
        The groups, each in the order of the documents given; the largest first, then by the
        earliest date, then by id.
    """
    order = sorted(range(len(documents)), key=lambda i: (documents[i].text, documents[i].id))
    labels = _labels([documents[i] for i in order])
    groups: dict[int, list[int]] = {}
    for i, label in zip(order, labels, strict=True):
        groups.setdefault(label, []).append(i)
    stories = [[documents[i] for i in sorted(group)] for group in groups.values()]
    return sorted(stories, key=_story_order)


def _story_order(story: Sequence[Document]) -> tuple[int, str, str]:
    dates = [d.published.isoformat() for d in story if d.published]
    return -len(story), min(dates, default="9999"), min(d.id for d in story)


def _labels(documents: Sequence[Document]) -> list[int]:
    """A label for each of ``N`` documents; those of one story have one label."""
    if len(documents) < 2:
        return [0] * len(documents)
    vectors, days = _vectors(documents), _days(documents)
    if len(documents) <= _AT_ONCE:
        return grouped(vectors, days)
    labels = [0] * len(documents)
    label = 0
    for part in _parts(vectors, days):
        own = grouped(vectors[part], days[part]) if len(part) > 1 else [0]
        for i, number in zip(part.tolist(), own, strict=True):
            labels[i] = label + number
        label += 2 * len(part)
    return labels


def grouped(vectors: Any, days: Floats) -> list[int]:
    """The labels of ``N`` documents, two at least, each compared with each."""
    from scipy.cluster.hierarchy import linkage

    count = len(days)
    apart = np.empty(count * (count - 1) // 2)
    end = 0
    for start, stop in _strips(count, _CELLS):
        cosines = (vectors[start:stop] @ vectors[start:].T).toarray()
        similar = np.clip(cosines, 0, 1) * _nearness(days[start:stop, None], days[start:])
        above = np.arange(count - start) > np.arange(stop - start)[:, None]
        begin, end = end, end + int(above.sum())
        apart[begin:end] = 1 - similar[above]
    return _cut(linkage(apart, method="average"))


def _strips(count: int, cells: int) -> Iterator[tuple[int, int]]:
    """The rows of a square table in strips of a bounded number of cells."""
    step = max(1, cells // count)
    for start in range(0, count, step):
        yield start, min(start + step, count)


def _parts(vectors: Any, days: Floats) -> list[Integers]:
    """Documents in parts that can be grouped by themselves.

    A part is what hangs together by pairs that are as similar as :data:`SAME_STORY`. Between two
    parts all pairs are less similar, and so is every mean of them: no step of average linkage
    down to the threshold joins what is of two parts, and no step below it makes a story. Of a
    part that is too large to be compared pair by pair the weakest links are cut.
    """
    label, _ = connected(_links(vectors, days), len(days), _LARGEST)
    return np.split(np.argsort(label, kind="stable"), np.cumsum(np.bincount(label))[:-1])


def _links(vectors: Any, days: Floats) -> Floats:
    """``(3, L)``: pairs of documents and their similarity, fewer than there are documents.

    Of the pairs as similar as :data:`SAME_STORY` they are a spanning forest of the greatest
    similarity: they connect what all of them connect, here and for every higher threshold.
    """
    links = [np.empty((3, 0))]
    # Of sparse strips not all cells are there; they keep their height, for each goes through all.
    for start, stop in _strips(len(days), _CELLS * max(1, len(days) // _LARGEST)):
        table = (vectors[:stop] @ vectors[start:stop].T).tocoo()
        kept = (table.row < table.col + start) & (table.data >= SAME_STORY - _SLIP)
        one, other = table.row[kept], table.col[kept] + start
        similar = np.clip(table.data[kept], 0, 1) * _nearness(days[one], days[other])
        links.append(np.array([one, other, similar])[:, similar >= SAME_STORY - _SLIP])
        if sum(found.shape[1] for found in links) > _CELLS:
            links = [strongest(np.concatenate(links, axis=1), len(days))]
    return strongest(np.concatenate(links, axis=1), len(days))


def term_weights(counts: Any, holders: Integers, documents: int) -> Floats:
    """What terms weigh in a document: (1 + ln tf) · ln((N + B) / df).

    It is as if ``B`` documents that have none of the terms lay beside. Without these a term that
    all documents share, which is what a story is about, weighs nothing where all tell one story
    (Spärck Jones 1972 has the plain weight).

    Args:
        counts: ``(T,)``: how often each term occurs in the document.
        holders: ``(T,)``: how many documents have it.
        documents: how many there are.
    """
    return np.asarray((1 + np.log(counts)) * np.log((documents + BACKGROUND) / holders))


def unit_vectors(weights: Ragged) -> Floats:
    """``(T,)``: the weights of each document's terms, divided by their Euclidean norm.

    The same in whatever order the terms are.
    """
    squares = np.rint(weights.values**2 * _SQUARE).astype(np.int64)
    # A sum that overflows does no harm, for the differences come out right all the same.
    sums = np.diff(starts_of(squares)[weights.starts])
    return np.asarray(weights.values / np.repeat(np.sqrt(sums / _SQUARE), weights.sizes))


def _vectors(documents: Sequence[Document]) -> Any:
    """``(N, V)``, sparse: the documents' terms and pairs of terms; their products are cosines.

    Terms of one document alone count for its length, and are left out then.
    """
    from scipy.sparse import csr_array

    counts = _counts(documents)
    columns = counts.indices
    holders = np.bincount(columns, minlength=counts.shape[1])
    weights = term_weights(counts.data, holders[columns], len(documents))
    shared = holders > 1
    kept = shared[columns]
    values = unit_vectors(Ragged(weights, counts.indptr))[kept]
    starts = starts_of(kept)[counts.indptr]
    numbers = (np.cumsum(shared) - 1)[columns[kept]]
    return csr_array((values, numbers, starts), shape=(len(documents), int(shared.sum())))


def _counts(documents: Sequence[Document]) -> Any:
    """``(N, V)``, sparse: how often each document has each term and each pair of neighbours.

    Pairs are what names, offices and fixed phrases are made of, and tell stories apart that
    share a vocabulary.
    """
    from scipy.sparse import csr_array

    numbering = _Numbering()
    terms = [numbered_terms(document, numbering) for document in documents]
    firsts = Ragged.of([numbers[:-1][beside] for numbers, beside in terms])
    seconds = Ragged.of([numbers[1:][beside] for numbers, beside in terms])
    plain = Ragged.of([numbers for numbers, _ in terms])
    pairs = (firsts.values + 1) * len(numbering) + seconds.values
    found, columns = np.unique(np.concatenate([plain.values, pairs]), return_inverse=True)
    rows = np.concatenate([plain.rows, firsts.rows])
    counts = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(documents), len(found)))
    counts.sum_duplicates()
    return counts


class _Numbering(dict[str, int]):
    """A number for each term, from 0, in the order in which they are asked for."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


def numbered_terms(
    document: Document, number_of: Mapping[str, int]
) -> tuple[Integers, NDArray[np.bool_]]:
    """The terms of a document as numbers, ``(T,)``, and which of them make pairs.

    Returns:
        The numbers in order; and ``(T - 1,)``: whether a term and the next stand in one sentence.
    """
    table = get_language(document.language).terms.table()
    pattern = document.word_pattern
    sentences = table.numbers_in([s.plain for s in document.candidates], pattern)
    names = (table.names[number] for number in chain.from_iterable(sentences))
    numbers = np.fromiter(map(number_of.__getitem__, names), dtype=np.int64)
    sentence_of = np.repeat(np.arange(len(sentences)), list(map(len, sentences)))
    return numbers, sentence_of[1:] == sentence_of[:-1]


def _days(documents: Sequence[Document]) -> Floats:
    """``(N,)``: the number of the day each appeared, or none."""
    return np.array([d.published.toordinal() if d.published else np.nan for d in documents])


def _nearness(days: Floats, others: Floats) -> Floats:
    """For each pair: 1 if both are of one day, and half of it for each 30 days between them.

    Where people and place are the same, the date tells two events apart: what is told of one
    comes in a burst (Yang, Pierce & Carbonell 1998, who let similarity fade with time). A
    document without a date is near to all.
    """
    between = np.nan_to_num(np.abs(days - others))
    return np.asarray(0.5 ** (between / _FADES))


def _cut(tree: Floats) -> list[int]:
    """The labels of ``N`` documents from ``(N - 1, 4)``, the steps in which their groups grew.

    From the last step down, a group is one story where its two parts belong together, whatever
    steps led to it; else each part is looked at.
    """
    count = len(tree) + 1
    size = [1] * count
    inside = [0.0] * count  # the similarities within a group, summed over its pairs
    together = [True] * count
    parts = [(int(left), int(right)) for left, right in tree[:, :2]]
    for (left, right), between in zip(parts, (1 - tree[:, 2]).tolist(), strict=True):
        cohesion = _cohesion((size[left], inside[left]), (size[right], inside[right]))
        together.append(_belong(between, cohesion))
        inside.append(inside[left] + inside[right] + between * size[left] * size[right])
        size.append(size[left] + size[right])
    label = list(range(len(size)))
    for group in reversed(range(count, len(size))):
        if together[group] or label[group] != group:
            for part in parts[group - count]:
                label[part] = label[group]
    return label[:count]


def _cohesion(*groups: tuple[int, float]) -> float:
    """The mean similarity within two groups of documents, each weighted by its size.

    It is 0 where one is a single document, of which nothing is known.
    """
    if min(size for size, _ in groups) < 2:
        return 0.0
    means = [2 * inside / (size - 1) for size, inside in groups]  # times size
    return sum(means) / sum(size for size, _ in groups)


def _belong(between: float, cohesion: float) -> bool:
    """Whether two groups tell one story, from the mean similarity between and within them.

    Up to twice the threshold it is in doubt, and contrast decides: they are two where there is
    less than half as much between them as within them (the relative closeness of Karypis, Han &
    Kumar 1999). So two events that share people and place are told apart without dates.
    """
    doubtful = between < 2 * SAME_STORY
    return between >= SAME_STORY and not (doubtful and between < cohesion / 2)


def _terms(document: Document) -> Iterator[list[str]]:
    """The terms of each sentence of a document."""
    to_terms = get_language(document.language).terms
    for sentence in document.candidates:
        yield to_terms(words(sentence.plain))


def heading(documents: Sequence[Document]) -> str:
    """One line that names a story, in its own words.

    It is the headline, of those the documents have, whose terms most of them share; where none
    has one, the phrases that most of them repeat, or else how one of them begins. Of many
    documents and long ones the first hundred, and their first hundred sentences, tell that.
    """
    documents = documents[:_LOOKED_AT]
    named = [d for d in documents if d.headline and len(d.headline.split()) <= _HEADING_WORDS]
    if named:
        shared = Counter(t for d in documents for t in set(chain.from_iterable(_terms(d))))
        return min(named, key=lambda d: (-_shared_weight(d, shared), d.headline, d.id)).headline
    phrases = ", ".join(_key_phrases(documents))
    return phrases or " ".join(documents[0].candidates[0].line.split()[:_OPENING_WORDS])


def _shared_weight(document: Document, shared: Counter[str]) -> float:
    """How many documents a headline's terms are shared by, on average."""
    terms = set(get_language(document.language).terms(words(document.headline)))
    return sum(shared[term] for term in terms) / (len(terms) or 1)


def _key_phrases(documents: Sequence[Document]) -> list[str]:
    """The phrases that most documents of a story repeat, each as most often written."""
    spread: Counter[Phrase] = Counter()
    written: Counter[tuple[Phrase, str]] = Counter()
    total: Counter[Phrase] = Counter()
    for document in documents:
        found = list(_phrases(document))
        own = Counter(phrase for phrase, _ in found)
        written.update(found)
        total.update(own)
        spread.update(own.keys())
    chosen: list[Phrase] = []
    for phrase in sorted(total, key=lambda p: (-spread[p] * math.log1p(total[p]) * len(p), p)):
        if len(chosen) == _KEY_PHRASES:
            break
        if not any(_akin(phrase, other) for other in chosen):
            chosen.append(phrase)
    forms: dict[Phrase, list[tuple[int, str]]] = {phrase: [] for phrase in chosen}
    for (phrase, form), count in written.items():
        if phrase in forms:
            forms[phrase].append((-count, form))
    return [min(forms[phrase])[1] for phrase in chosen]


def _akin(phrase: Phrase, other: Phrase) -> bool:
    """Whether two phrases share a word, or the first letters of one ("Afghan", "Afghanistan")."""
    return bool({t[:_AKIN] for t in phrase} & {t[:_AKIN] for t in other})


def _phrases(document: Document) -> Iterator[tuple[Phrase, str]]:
    """The terms of a document and the pairs of them that stand side by side, and how they read."""
    table = get_language(document.language).terms.table()
    for sentence in document.candidates[:_LOOKED_AT]:
        text = sentence.line
        previous, begin, stop = "", 0, 0
        for start, end in word_spans(text):
            numbers = table.numbers[text[start:end]]
            term = "" if len(numbers) != 1 or text[start].isdigit() else table.names[numbers[0]]
            if term:
                yield (term,), text[start:end]
            if term and previous and text[stop:start] in (" ", "-"):
                yield (previous, term), text[begin:end]
            previous, begin, stop = term, start, end
