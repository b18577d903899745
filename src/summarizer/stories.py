"""Which documents tell the same story, and what to call it."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from .document import Document
from .text.languages import get_language
from .text.words import word_spans, words

SAME_STORY = 0.075
"""Two groups of documents are joined while the mean cosine between them is at least this.

Found on mixtures of 1 to 116 clusters of web news (docs/brief.md has the table): with word pairs
among the terms, one threshold serves few documents and many.
"""

_HEADING_WORDS = 20
_OPENING_WORDS = 8
_KEY_PHRASES = 4
_AKIN = 5  # letters

Phrase = tuple[str, ...]


def group_stories(documents: Sequence[Document]) -> list[list[Document]]:
    """Group documents by the story they tell.

    Each document is a vector of its terms and of its pairs of neighbouring terms, weighted by
    (1 + ln tf) · (ln(N / df) + 1); groups grow by average linkage (Sokal & Michener 1958) until
    no two are more similar than :data:`SAME_STORY`. The result is the same for every order of
    the documents.

    Returns:
        The groups, each in the order of the documents given; the largest first, then by the
        earliest date, then by id.
    """
    order = sorted(range(len(documents)), key=lambda i: (documents[i].text, documents[i].id))
    labels = _clusters([_counts(documents[i]) for i in order])
    groups: dict[int, list[int]] = {}
    for i, label in zip(order, labels, strict=True):
        groups.setdefault(label, []).append(i)
    stories = [[documents[i] for i in sorted(group)] for group in groups.values()]
    return sorted(stories, key=_story_order)


def _story_order(story: Sequence[Document]) -> tuple[int, str, str]:
    dates = [d.published.isoformat() for d in story if d.published]
    return -len(story), min(dates, default="9999"), min(d.id for d in story)


def _counts(document: Document) -> Counter[Phrase]:
    """How often a document has each term and each pair of neighbours."""
    counts: Counter[Phrase] = Counter()
    for terms in _terms(document):
        counts.update((term,) for term in terms)
        counts.update(pairwise(terms))
    return counts


def _terms(document: Document) -> Iterator[list[str]]:
    """The terms of each sentence of a document."""
    to_terms = get_language(document.language).terms
    for sentence in document.candidates:
        yield to_terms(words(sentence.text))


def _clusters(counts: Sequence[Counter[Phrase]]) -> list[int]:
    """A label for each document, by average linkage over the cosines."""
    if len(counts) < 2:
        return [0] * len(counts)
    from scipy.cluster.hierarchy import fcluster, linkage

    distances = np.clip(1 - _cosines(counts), 0, 1)
    condensed = distances[np.triu_indices(len(counts), 1)]
    tree = linkage(condensed, method="average")
    labels: list[int] = fcluster(tree, 1 - SAME_STORY, criterion="distance").tolist()
    return labels


def _cosines(counts: Sequence[Counter[Phrase]]) -> NDArray[np.float64]:
    """``(N, N)``: the cosines between documents."""
    from scipy.sparse import csr_array

    frequency = Counter(term for own in counts for term in own)
    column = {term: i for i, term in enumerate(frequency)}
    weights: list[float] = []
    columns: list[int] = []
    ends = [0]
    for own in counts:
        row = [
            (1 + math.log(tf)) * (math.log(len(counts) / frequency[term]) + 1)
            for term, tf in own.items()
        ]
        norm = math.sqrt(math.fsum(w * w for w in row)) or 1
        weights.extend(w / norm for w in row)
        columns.extend(column[term] for term in own)
        ends.append(len(weights))
    matrix = csr_array((weights, columns, ends), shape=(len(counts), len(column)))
    return np.asarray((matrix @ matrix.T).toarray())


def heading(documents: Sequence[Document]) -> str:
    """One line that names a story, in its own words.

    It is the headline, of those the documents have, whose terms most of them share; where none
    has one, the phrases that most of them repeat, or else how one of them begins.
    """
    shared = Counter(t for d in documents for t in set(chain.from_iterable(_terms(d))))
    headlines = [
        (_shared_weight(d, shared), d.headline, d.id)
        for d in documents
        if d.headline and len(d.headline.split()) <= _HEADING_WORDS
    ]
    if headlines:
        return min(headlines, key=lambda h: (-h[0], h[1], h[2]))[1]
    phrases = ", ".join(_key_phrases(documents))
    return phrases or " ".join(documents[0].candidates[0].line.split()[:_OPENING_WORDS])


def _shared_weight(document: Document, shared: Counter[str]) -> float:
    """How many documents a headline's terms are shared by, on average."""
    terms = set(get_language(document.language).terms(words(document.headline)))
    return sum(shared[term] for term in terms) / (len(terms) or 1)


def _key_phrases(documents: Sequence[Document]) -> list[str]:
    """The phrases that most documents of a story repeat, each as most often written."""
    spread: Counter[Phrase] = Counter()
    total: Counter[Phrase] = Counter()
    written: dict[Phrase, Counter[str]] = {}
    for document in documents:
        own: Counter[Phrase] = Counter()
        for phrase, form in _phrases(document):
            own[phrase] += 1
            written.setdefault(phrase, Counter())[form] += 1
        total.update(own)
        spread.update(own.keys())
    best = sorted(total, key=lambda p: (-spread[p] * math.log1p(total[p]) * len(p), p))
    chosen: list[Phrase] = []
    for phrase in best:
        if len(chosen) < _KEY_PHRASES and not any(_akin(phrase, other) for other in chosen):
            chosen.append(phrase)
    return [min(written[p].items(), key=lambda form: (-form[1], form[0]))[0] for p in chosen]


def _akin(phrase: Phrase, other: Phrase) -> bool:
    """Whether two phrases share a word, or the first letters of one ("Afghan", "Afghanistan")."""
    return bool({t[:_AKIN] for t in phrase} & {t[:_AKIN] for t in other})


def _phrases(document: Document) -> Iterator[tuple[Phrase, str]]:
    """The terms of a document and the pairs of them that stand side by side, and how they read."""
    to_terms = get_language(document.language).terms
    for sentence in document.candidates:
        text = sentence.line
        previous, begin, stop = "", 0, 0
        for start, end in word_spans(text):
            found = to_terms([text[start:end]])
            term = found[0] if len(found) == 1 and not text[start].isdigit() else ""
            if term:
                yield (term,), text[start:end]
            if term and previous and text[stop:start] in (" ", "-"):
                yield (previous, term), text[begin:end]
            previous, begin, stop = term, start, end
