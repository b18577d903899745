"""Which documents tell the same story."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats, Integers, Ragged, rows_by_value, sorted_once, starts_of
from .cuts import weakest_cut
from .document import Document
from .duplicates import digest
from .forests import connected, strongest
from .text.languages import get_language

SAME_STORY = 0.07
"""Groups of documents are one story where the mean similarity between them is at least this.

Found on clusters of web news, from one to 116 of them thrown together (docs/accuracy.md has
the table); from 0.05 to 0.07 little changes, and the higher joins fewer documents of other stories.
"""

TWO_STORIES = 0.78
"""A group tells two stories where a cut of it severs less; see :class:`summarizer.cuts.Cut`.

With ``n`` documents on the smaller side it is n(n - 1) / (n(n - 1) + 1) of it: two that are alike
may have copied one agency.
"""

TOGETHER = 2_000
"""Documents up to which rarity is counted by story, and a group is looked at for a second story."""

BACKGROUND = 20  # documents; so that what is rare among two is what is rare among two hundred
_FADES = 30  # days in which similarity halves; the news of an event comes within days
_AT_ONCE = 2_000  # documents; beyond it is sooner looked which can be of one story at all
_LARGEST = 10_000  # documents compared each with each: half a gigabyte, twice
_CELLS = 2_000_000  # of a table of similarities, formed at once
_SQUARE = 2.0**30  # of a weight, in whole numbers: sums are the same in any order
_AT_A_GLANCE = 0.2  # of plain frequencies, in place of SAME_STORY
_SAME_TEXT = 0.4  # of plain frequencies, on average; two stories of a kind have 0.27 at most
_FEW = 4  # documents; of fewer no two are on either side
_FAR = 0.15  # of similarity stays, whatever the days between: a file's date may be wrong
_DIGITS = 9  # of a similarity
_SLIP = 1e-9  # what a similarity may be off by


def group_stories(documents: Sequence[Document]) -> list[list[Document]]:
    """Group documents by the story they tell.

    Documents are compared by their terms and pairs of neighbouring terms, and by their dates;
    groups grow by average linkage (Sokal & Michener 1958) until no two are more similar than
    :data:`SAME_STORY`. A group that falls into two with little between them is two stories
    (:data:`TWO_STORIES`). The result is the same for every order of the documents.

    Returns:
        The groups, each in the order of the documents given; the largest first, then by the
        earliest date, then by id.
    """
    order = sorted(
        range(len(documents)), key=lambda i: (digest(documents[i].text), documents[i].id)
    )
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
    found = compared(_counts(documents), _days(documents))
    if len(documents) <= _AT_ONCE:
        return grouped(found)
    labels = [0] * len(documents)
    label = 0
    for part in _parts(found):
        own = grouped(found.take(part)) if len(part) > 1 else [0]
        for i, number in zip(part.tolist(), own, strict=True):
            labels[i] = label + number
        label += 2 * len(part)
    return labels


class Compared(NamedTuple):
    """What ``N`` documents are compared by.

    Attributes:
        vectors: ``(N, V)``, sparse: terms and pairs of terms by weight; products are cosines.
            Terms of one document alone count for its length, and are left out.
        frequencies: ``(N, V)``, sparse, where the vectors are: 1 + ln tf.
        squares: ``(N,)``: the squared frequencies of all terms of each, summed.
        days: ``(N,)``: the number of the day each appeared, or none.
    """

    vectors: Any
    frequencies: Any
    squares: Floats
    days: Floats

    def take(self, rows: Integers) -> "Compared":
        """Some of the documents."""
        return Compared(*(part[rows] for part in self))


def compared(counts: Any, days: Floats) -> Compared:
    """What documents are compared by, from all of them.

    Rarity is counted by story: a term that all reports of one event have is not a common one.
    So near copies stay one story however many there are. Which reports are of one event is told
    beforehand from plain frequencies, more strictly; of more than :data:`TOGETHER` documents,
    which hardly are of one event, each counts.

    Args:
        counts: ``(N, V)``, sparse: how often each has each term and pair of terms.
        days: ``(N,)``: see :class:`Compared`.
    """
    from scipy.sparse import csr_array

    columns, starts = counts.indices, counts.indptr
    frequencies = 1 + np.log(counts.data)
    holders = np.bincount(columns, minlength=counts.shape[1])
    told, tellers = len(days), holders
    if len(days) <= TOGETHER:
        told, tellers = _told(counts, frequencies, days)
    weights = term_weights(counts.data, tellers[columns], told)
    shared = holders > 1
    kept = shared[columns]
    ends = starts_of(kept)[starts]
    numbers = (np.cumsum(shared) - 1)[columns[kept]]
    shape = (len(days), int(shared.sum()))
    values = unit_vectors(Ragged(weights, starts))[kept]
    return Compared(
        csr_array((values, numbers, ends), shape=shape),
        csr_array((frequencies[kept], numbers, ends), shape=shape),
        sums_of_squares(Ragged(frequencies, starts)),
        days,
    )


def _told(counts: Any, frequencies: Floats, days: Floats) -> tuple[int, Integers]:
    """How many stories documents tell at a glance, and ``(V,)`` how many have each term."""
    from scipy.cluster.hierarchy import fcluster
    from scipy.sparse import csr_array

    plain = unit_vectors(Ragged(frequencies, counts.indptr))
    vectors = csr_array((plain, counts.indices, counts.indptr), shape=counts.shape)
    label = fcluster(_tree(vectors, days), 1 - _AT_A_GLANCE, "distance").astype(np.int64) - 1
    width = counts.shape[1]
    told = sorted_once(np.repeat(label, np.diff(counts.indptr)) * width + counts.indices)
    return int(label.max()) + 1, np.bincount(told % width, minlength=width)


def grouped(found: Compared) -> list[int]:
    """The labels of ``N`` documents, two at least, each compared with each."""
    label = np.array(_cut(_tree(found.vectors, found.days)))
    open_, done = list(rows_by_value(label)), 0
    while open_:
        rows = open_.pop()
        side = _second_story(found.take(rows)) if _FEW <= len(rows) <= TOGETHER else None
        if side is None:
            label[rows] = done
            done += 1
        else:
            open_ += [rows[side], rows[~side]]
    return list(label.tolist())


def _tree(vectors: Any, days: Floats) -> Floats:
    """``(N - 1, 4)``: the steps of average linkage, each joining two groups of documents."""
    from scipy.cluster.hierarchy import linkage

    count = len(days)
    apart = np.empty(count * (count - 1) // 2)
    end = 0
    for start, stop in _strips(count, _CELLS):
        cosines = (vectors[start:stop] @ vectors[start:].T).toarray()
        similar = _similar(cosines, days[start:stop], days[start:])
        above = np.arange(count - start) > np.arange(stop - start)[:, None]
        begin, end = end, end + int(above.sum())
        apart[begin:end] = 1 - similar[above]
    return np.asarray(linkage(apart, method="average"))


def _similar(cosines: Floats, days: Floats, others: Floats) -> Floats:
    """``(M, N)``: how similar documents are, the same in whatever order their terms are."""
    near = _nearness(days[:, None], others)
    return np.asarray(np.clip(cosines, 0, 1) * near).round(_DIGITS)


def _second_story(found: Compared) -> NDArray[np.bool_] | None:
    """Which documents of a group tell another story than the rest, if some do.

    Two events of one kind, with people or a place in common, share so many words that each report
    is similar enough to each. Weighed among themselves, what all have counts for little, and the
    group falls in two.
    """
    cut = weakest_cut(_among_themselves(found))
    if cut is None:
        return None
    smaller = int(min(cut.side.sum(), (~cut.side).sum()))
    pairs = smaller * (smaller - 1)
    if cut.severed >= TWO_STORIES * pairs / (pairs + 1) or _is_one_text(found, cut.side):
        return None
    return cut.side


def _is_one_text(found: Compared, side: NDArray[np.bool_]) -> bool:
    """Whether what two sides say is the same but for some words, as figures are."""
    lengths = np.sqrt(found.squares)
    one, other = (found.frequencies[rows].T @ (1 / lengths[rows]) for rows in (side, ~side))
    return bool(one @ other >= _SAME_TEXT * side.sum() * (~side).sum())


def _among_themselves(found: Compared) -> Floats:
    """``(N, N)``: how similar documents are by the terms' weights among them alone."""
    from scipy.sparse import csr_array

    own, count = found.frequencies, len(found.days)
    _, columns, holders = np.unique(own.indices, return_inverse=True, return_counts=True)
    told = count + max(count, BACKGROUND)  # so that what all have never comes to weigh nothing
    values = own.data * np.log(told / holders[columns])
    rest = found.squares - sums_of_squares(Ragged(own.data, own.indptr))
    squares = sums_of_squares(Ragged(values, own.indptr))
    squares += np.maximum(rest, 0) * math.log(told) ** 2
    values = values / np.repeat(np.sqrt(squares), np.diff(own.indptr))
    vectors = csr_array((values, columns, own.indptr), shape=(count, len(holders)))
    return _similar((vectors @ vectors.T).toarray(), found.days, found.days)


def _strips(count: int, cells: int) -> Iterator[tuple[int, int]]:
    """The rows of a square table in strips of a bounded number of cells."""
    step = max(1, cells // count)
    for start in range(0, count, step):
        yield start, min(start + step, count)


def _parts(found: Compared) -> list[Integers]:
    """Documents in parts that can be grouped by themselves.

    A part is what hangs together by pairs that are as similar as :data:`SAME_STORY`. Between two
    parts all pairs are less similar, and so is every mean of them: no step of average linkage
    down to the threshold joins what is of two parts, and no step below it makes a story. Of a
    part that is too large to be compared pair by pair the weakest links are cut.
    """
    links = _links(found.vectors, found.days)
    label, _ = connected(links, len(found.days), _LARGEST)
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


def term_weights(counts: Any, holders: Integers, told: int) -> Floats:
    """What terms weigh in a document: (1 + ln tf) · ln((N + B) / df).

    It is as if ``B`` documents that have none of the terms lay beside. Without these a term that
    all documents share, which is what a story is about, weighs nothing where all tell one story
    (Spärck Jones 1972 has the plain weight).

    Args:
        counts: ``(T,)``: how often each term occurs in the document.
        holders: ``(T,)``: how many documents, or stories, have it.
        told: how many there are.
    """
    return np.asarray((1 + np.log(counts)) * np.log((told + BACKGROUND) / holders))


def unit_vectors(weights: Ragged) -> Floats:
    """``(T,)``: the weights of each document's terms, divided by their Euclidean norm.

    The same in whatever order the terms are.
    """
    norms = np.sqrt(sums_of_squares(weights))
    return np.asarray(weights.values / np.repeat(norms, weights.sizes))


def sums_of_squares(weights: Ragged) -> Floats:
    """``(N,)``: of each document, the squares of its terms' weights; the same in any order."""
    squares = np.rint(weights.values**2 * _SQUARE).astype(np.int64)
    # A sum that overflows does no harm, for the differences come out right all the same.
    return np.asarray(np.diff(starts_of(squares)[weights.starts]) / _SQUARE)


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


def day_of(document: Document) -> int | None:
    """The number of the day on which a document appeared, where it is known."""
    return document.published.toordinal() if document.published else None


def _days(documents: Sequence[Document]) -> Floats:
    """``(N,)``: the number of the day each appeared, or none."""
    return np.array([day_of(document) for document in documents], dtype=np.float64)


def _nearness(days: Floats, others: Floats) -> Floats:
    """For each pair: 1 if both are of one day, and less for the days between, never below _FAR.

    Where people and place are the same, the date tells two events apart: what is told of one
    comes in a burst (Yang, Pierce & Carbonell 1998, who let similarity fade with time). A
    document without a date is near to all.
    """
    between = np.nan_to_num(np.abs(days - others))
    return np.asarray(np.maximum(_FAR, 0.5 ** (between / _FADES)))


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
