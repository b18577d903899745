"""Numeric features of sentences, the input of rankers and selectors."""

from collections.abc import Sequence
from itertools import accumulate, chain, count, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .document import Document, Sentence
from .errors import DocumentSetError, EmbeddingError, NoWordsError, failure_of
from .memo import cached_property
from .relevance import matched, related, relevance
from .request import DEFAULTS, Embed, Request
from .text.context_dependence import why_dependent
from .text.languages import Language, get_language
from .text.numbers import numbers_of
from .text.words import fold, words

Vector = NDArray[np.float64]
Matrix = Any
"""``(S, V)``: a numpy array where that is small, else a scipy ``csr_array``.

Both know ``@``, ``.T``, ``.sum(axis=…)``, ``.nonzero()`` and row indexing, and no more is used of
either.
"""

_CONTAINED = 0.9
_SALUTATION = 60  # characters of a line that greets, at most
_SMALL_SHARE = 0.1  # of sentences that open with a small letter, in a text that has capitals
_DENSE_CELLS = 40_000  # of an article's matrix; scipy, faster beyond, costs 0.1 s to import
_SOME = 0.05  # of the highest relevance, by words that stand with those of the query
_STEM = 5  # letters of a term that may stand for a longer one
_ONE_THREAD = 200_000  # multiplications that OpenBLAS does not spread over threads


class Features:
    """The candidate sentences and their numeric features.

    ``S`` is the number of sentences, at least 1, and ``V`` that of distinct terms.

    Attributes:
        sentences: the ``S`` sentences, document by document, in reading order.
        documents: the documents they come from.
        languages: the language of each document by its id.
        vocabulary: the column of each term, in order of first appearance.
        request: what is asked of the summary.
        query: the terms of what the reader asks; empty where nothing is asked.
        ceiling: the cosine above which a selector must not put two sentences side by side.
        seed: random seed for rankers and selectors.
    """

    def __init__(
        self,
        sentences: Sequence[Sentence],
        sizes: Sequence[int],
        columns: NDArray[np.int64],
        vocabulary: dict[str, int],
        *,
        documents: Sequence[Document] = (),
        request: Request = DEFAULTS,
        query: Sequence[str] = (),
    ) -> None:
        if not sentences or len(sentences) != len(sizes):
            raise ValueError(f"{len(sentences)} sentences, terms of {len(sizes)}")
        self.sentences = tuple(sentences)
        self.documents = tuple(documents)
        self.languages = {document.id: document.language for document in documents}
        self.vocabulary = vocabulary
        self.request = request
        self.query = tuple(query)
        self.ceiling = request.ceiling
        self.seed = request.seed
        self._supports: dict[int, int] = {}
        self._capitals: dict[str, bool] = {}
        # The terms of sentence i are columns[starts[i]:starts[i + 1]].
        self._columns = columns
        self._starts = np.array([0, *accumulate(sizes)], dtype=np.int64)

    @classmethod
    def of(cls, documents: Sequence[Document], request: Request = DEFAULTS) -> "Features":
        """The features of all sentences that can be chosen in some documents.

        Raises:
            DocumentSetError: no document was given.
            NoWordsError: a document was not made by :meth:`Document.from_text`.
        """
        if not documents:
            raise DocumentSetError("no documents were given")
        for document in documents:
            if not document.candidates:
                raise NoWordsError(f"document {document.id!r} has no sentences: use from_text")
        vocabulary: dict[str, int] = {}
        sizes: list[int] = []
        columns = [_columns(document, sizes, vocabulary) for document in documents]
        codes = {document.language for document in documents}
        return cls(
            [s for document in documents for s in document.candidates],
            sizes,
            np.concatenate(columns),
            vocabulary,
            documents=documents,
            request=request,
            query=_asked(request.query, codes) if request.asks else (),
        )

    def __len__(self) -> int:
        return len(self.sentences)

    @cached_property
    def terms(self) -> list[list[str]]:
        """For each sentence its terms, in order."""
        names = list(self.vocabulary)
        flat = [names[column] for column in self._columns.tolist()]
        starts = self._starts.tolist()
        return [flat[a:b] for a, b in pairwise(starts)]

    @cached_property
    def counts(self) -> Matrix:
        """``(S, V)``: how often each term occurs in each sentence."""
        rows = np.repeat(np.arange(len(self)), self._starts[1:] - self._starts[:-1])
        shape = (len(self), len(self.vocabulary))
        if shape[0] * shape[1] <= _DENSE_CELLS:
            flat = np.bincount(rows * shape[1] + self._columns, minlength=shape[0] * shape[1])
            return flat.reshape(shape).astype(np.float64)
        from scipy.sparse import csr_array

        matrix = csr_array((np.ones(len(rows)), (rows, self._columns)), shape=shape)
        matrix.sum_duplicates()
        return matrix

    @cached_property
    def presence(self) -> Matrix:
        """``(S, V)``: 1 where a term occurs in a sentence, else 0."""
        return (self.counts > 0).astype(np.float64)

    @cached_property
    def sizes(self) -> Vector:
        """``(S,)``: the number of distinct terms of each sentence."""
        return np.asarray(self.presence.sum(axis=1))

    @cached_property
    def idf(self) -> Vector:
        """``(V,)``: inverse sentence frequency, ``ln(S / s) + 1`` for a term in ``s`` sentences.

        The one added keeps a term that is in every sentence, and a text of one sentence, from
        vanishing; a term in all sentences weighs 1.
        """
        occurrences = np.asarray(self.presence.sum(axis=0))
        return np.asarray(np.log(len(self) / np.maximum(occurrences, 1)) + 1)

    @cached_property
    def weights(self) -> Vector:
        """``(S,)``: the summed :attr:`idf` of the distinct terms of each sentence."""
        return np.asarray(self.presence @ self.idf)

    @cached_property
    def tfidf(self) -> Matrix:
        """``(S, V)``: counts times :attr:`idf`, rows of length 1; a row without terms stays 0."""
        weighted = scale_columns(self.counts, self.idf)
        norms = np.sqrt(np.asarray((weighted**2).sum(axis=1)))
        return scale_rows(weighted, 1 / np.where(norms > 0, norms, 1))

    @cached_property
    def vectors(self) -> Matrix:
        """``(S, D)``: what represents the sentences, rows of length 1; a row of nought stays so.

        The caller's embeddings where there are any, else :attr:`tfidf`.

        Raises:
            EmbeddingError: ``embed`` failed, or gave no row of finite numbers for each sentence.
        """
        if self.request.embed is None:
            return self.tfidf
        return _embedded(self.request.embed, [sentence.line for sentence in self.sentences])

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """``(S,)``: the number of words of each sentence, pieces between blanks."""
        return np.array([len(sentence.plain.split()) for sentence in self.sentences])

    @cached_property
    def owners(self) -> NDArray[np.int64]:
        """``(S,)``: the number of each sentence's document, in order of first appearance."""
        numbers: dict[str, int] = {}
        ids = [sentence.document_id for sentence in self.sentences]
        return np.array([numbers.setdefault(id, len(numbers)) for id in ids])  # noqa: A001

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """``(S,)``: the number of each sentence among those of its document, from 0."""
        candidates = [document.candidates for document in self.documents]
        if self.sentences == tuple(chain.from_iterable(candidates)):
            return np.concatenate([np.arange(len(own)) for own in candidates])
        place = {
            (sentence.document_id, sentence.position): i
            for own in candidates
            for i, sentence in enumerate(own)
        }
        return np.array([place[s.document_id, s.position] for s in self.sentences])

    def support_of(self, row: int) -> int:
        """The row that a sentence needs beside it to be understood.

        Its own where it stands on its own; that of the sentence before it in its document where
        it depends on that one ("He added …": ``text/context_dependence.py``); and -1 where that is
        none of the sentences, where neither says who speaks, or where it is a piece
        of a quotation that runs over several. The opening words of a document lean on nothing:
        there "this" is its subject.
        """
        found = self._supports.get(row)
        if found is None:
            found = self._supports[row] = self._support_of(row)
        return found

    def _support_of(self, row: int) -> int:
        sentence = self.sentences[row]
        if sentence.quotation is not None:
            return -1
        language = get_language(self.languages[sentence.document_id])
        line = sentence.line
        # A sentence whose first letter is a capital need not be held against the others.
        is_small = not next(filter(str.isalpha, line), "").isupper()
        capitals = is_small and self._has_capitals(sentence.document_id)
        capitals = capitals and not self._is_behind_salutation(row)
        why = why_dependent(line, language.leaning, capitals)
        if not why:  # as mostly, so that the places are not looked up
            return row
        place = int(self.places[row])
        if place == 0 and why == "opening":
            return row
        same = row > 0 and self.sentences[row - 1].document_id == sentence.document_id
        if not (same and self.places[row - 1] == place - 1):
            return -1
        if why == "speaker" and not _may_tell_speaker(self.sentences[row - 1].line, language):
            return -1
        return row - 1

    def _is_behind_salutation(self, row: int) -> bool:
        """Whether a sentence goes on with a salutation, as German letters do: "Hallo, die …"."""
        if self.places[row] > 1:  # the salutation may be a sentence to us
            return False
        sentence = self.sentences[row]
        text = self._by_id[sentence.document_id].text
        _, _, line = text[: sentence.start].rstrip().rpartition("\n")
        return line.endswith(",") and len(line) <= _SALUTATION

    def _has_capitals(self, id: str) -> bool:  # noqa: A002 -- a document's id
        """Whether the sentences of a document open with capitals."""
        found = self._capitals.get(id)
        if found is None:
            found = self._capitals[id] = _has_capitals(self._by_id[id])
        return found

    @cached_property
    def _by_id(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    def is_self_contained(self, row: int) -> bool:
        """Whether a sentence stands on its own; where none does, all do."""
        return self.support_of(row) == row or not self._some_stand

    @cached_property
    def _some_stand(self) -> bool:
        return any(self.support_of(row) == row for row in range(len(self)))

    @cached_property
    def support(self) -> NDArray[np.int64]:
        """``(S,)``: :meth:`support_of` for each sentence."""
        return np.array([self.support_of(row) for row in range(len(self))])

    @cached_property
    def self_contained(self) -> NDArray[np.bool_]:
        """``(S,)``: :meth:`is_self_contained` for each sentence."""
        alone = self.support == np.arange(len(self))
        return alone if alone.any() else np.ones_like(alone)

    def cosines(self, row: int) -> Vector:
        """``(S,)``: the cosine of one sentence with each."""
        return np.asarray(self.vectors @ self._dense_row(self.vectors, row))

    def similarity(self, row: int) -> Vector:
        """``(S,)``: how much of what each sentence says one of them says too, 0 to 1.

        The cosine of their :attr:`vectors`; or 1 where either holds at least nine tenths of the
        weight (idf) of the other's terms, for then the shorter adds nothing however short it is.
        """
        told = self.presence @ (self._dense_row(self.presence, row) * self.idf)
        # Of a small array the least and the greatest are told sooner than it is clipped.
        similar = np.minimum(np.maximum(self.cosines(row), 0), 1)
        similar[told >= np.minimum(self._enough, self._enough[row])] = 1
        return np.asarray(similar)

    @cached_property
    def _enough(self) -> Vector:
        """``(S,)``: of the weight of a sentence what holds all it says; none where it has none."""
        return np.where(self.weights > 0, _CONTAINED * self.weights, np.inf)

    @cached_property
    def relevance(self) -> Vector:
        """``(S,)``: what each sentence has to do with the query, 0 to 1; all 0 if nothing is asked.

        ``relevance.py``; with embeddings the cosine.
        """
        embed, question = self.request.embed, self.request.query
        if embed is not None and self.request.asks:
            asked = _embedded(embed, [question])[0]
            if len(asked) != self.vectors.shape[1]:
                wide = f"{len(asked)} numbers for the query, {self.vectors.shape[1]} for a sentence"
                raise EmbeddingError(f"embed returned rows of different lengths: {wide}")
            return np.asarray(np.clip(self.vectors @ asked, 0, 1))
        if not self.query:
            return np.zeros(len(self))
        return relevance(self.counts, self._wanted, self._document_sizes)

    @property
    def restart(self) -> Vector | None:
        """``(S,)``: where the jumps of a walk lead, for its ``restart``.

        To each sentence alike, and to it by its share of the :attr:`relevance` as much as the
        focus says; ``None`` where nothing is asked or relevant.
        """
        total = self.relevance.sum()
        if not total:
            return None
        focus = self.focus
        return np.asarray((1 - focus) / len(self) + focus * self.relevance / total)

    @cached_property
    def related(self) -> NDArray[np.bool_]:
        """``(S,)``: the sentences that have to do with the query; none where nothing is asked.

        They have a word or number of it, stand beside one that has, or have some
        :attr:`relevance` by other words; with embeddings, those with any.
        """
        if self.request.embed is not None or not self.query:
            return self.relevance > 0
        return related(self._wanted, self._document_sizes) | (self.relevance >= _SOME)

    @cached_property
    def _wanted(self) -> Vector:
        """``(S, Q)``: how often each sentence has each term and number of the query, as found."""
        languages = [get_language(code) for code in sorted(set(self.languages.values()))]
        numbers, spelt = _numbers_asked(self.request.query, languages)
        columns = [self._columns_like(term) for term in self.query if term not in spelt]
        wanted = [np.asarray(self.counts[:, found].sum(axis=1)) for found in columns]
        if numbers:
            said = [self._numbers_in(sentence) for sentence in self.sentences]
            wanted += [np.array([float(n in row) for row in said]) for n in sorted(numbers)]
        return np.stack(wanted, axis=1) if wanted else np.zeros((len(self), 0))

    def _columns_like(self, term: str) -> list[int]:
        """The column of a term, or those of longer and shorter forms where the text has it not."""
        if term in self.vocabulary:
            return [self.vocabulary[term]]
        return [
            column
            for known, column in self.vocabulary.items()
            if min(len(known), len(term)) >= _STEM
            and (known.startswith(term) or term.startswith(known))
        ]

    def _numbers_in(self, sentence: Sentence) -> frozenset[str]:
        plain = sentence.plain
        language = get_language(self.languages[sentence.document_id])
        return frozenset(numbers_of(plain, [fold(word) for word in words(plain)], language))

    @cached_property
    def focus(self) -> float:
        """How much the query counts beside all else, 0 to 1.

        Twice what the request says, times the square root of how much of the query is matched
        (``matched`` in ``relevance.py``): what a text hardly speaks of turns its summary
        less.
        """
        if not self.request.asks:
            return 0.0
        if self.request.embed is not None:
            return self.request.focus
        return min(1.0, 2 * self.request.focus * float(np.sqrt(matched(self._wanted))))

    @cached_property
    def _document_sizes(self) -> list[int]:
        """The number of sentences of each document."""
        sizes: list[int] = np.bincount(self.owners).tolist()
        return sizes

    def take(self, rows: Sequence[int]) -> "Features":
        """The features of some of the sentences, weighted as among all."""
        sentences = [self.sentences[row] for row in rows]
        present = {sentence.document_id for sentence in sentences}
        parts = [self._columns[self._starts[row] : self._starts[row + 1]] for row in rows]
        part = Features(
            sentences,
            [len(columns) for columns in parts],
            np.concatenate(parts),
            self.vocabulary,
            documents=[document for document in self.documents if document.id in present],
            request=self.request,
            query=self.query,
        )
        index = np.asarray(rows, dtype=np.int64)
        known = ["vectors"] if self.request.embed and "vectors" in self.__dict__ else []
        if self.query:  # what stands around a sentence counts, whether it was taken or not
            known += ["relevance", "related"]
            part.__dict__["focus"] = self.focus
        for name in ("counts", "presence", "tfidf", *known):
            part.__dict__[name] = getattr(self, name)[index]
        part.__dict__["idf"] = self.idf
        return part

    @staticmethod
    def _dense_row(matrix: Matrix, row: int) -> Vector:
        if isinstance(matrix, np.ndarray):
            return np.asarray(matrix[row])
        own = slice(*matrix.indptr[row : row + 2])  # to index a sparse array takes ten times longer
        found = np.zeros(matrix.shape[1])
        found[matrix.indices[own]] = matrix.data[own]
        return found


def _columns(document: Document, sizes: list[int], vocabulary: dict[str, int]) -> NDArray[np.int64]:
    """The terms of a document's candidates as columns, sentence by sentence.

    Appends the number of terms of each sentence to ``sizes``, and new terms to ``vocabulary`` in
    order of first appearance. A sentence of stop words alone keeps its words.
    """
    terms = get_language(document.language).terms
    table = terms.table()
    texts = [sentence.plain for sentence in document.candidates]
    rows = [
        row or [table.number(terms.stem(form)) for form in words(text)]
        for text, row in zip(texts, table.numbers_in(texts, document.word_pattern), strict=True)
    ]
    sizes += map(len, rows)
    names = list(map(table.names.__getitem__, chain.from_iterable(rows)))
    new = dict.fromkeys(names)  # which keeps their order
    if vocabulary:
        new = dict.fromkeys(name for name in new if name not in vocabulary)
    vocabulary.update(zip(new, count(len(vocabulary))))
    return np.fromiter(map(vocabulary.__getitem__, names), np.int64, len(names))


def _may_tell_speaker(line: str, language: Language) -> bool:
    """Whether a sentence has a verb of speech, as far as its language has a list of them."""
    speech = language.rules.speech
    if language.leaning.unspaced:
        return not speech or any(map(line.__contains__, speech))
    return not speech or not speech.isdisjoint(words(line))


def _has_capitals(document: Document) -> bool:
    """Whether the sentences of a document open with capitals, as far as its script has any."""
    small = sum([sentence.text[0].islower() for sentence in document.candidates])
    return small <= _SMALL_SHARE * len(document.candidates)


def _embedded(embed: Embed, texts: list[str]) -> Vector:
    """What an embedding makes of some texts, rows of length 1, checked."""
    try:
        vectors = np.array(embed(texts), dtype=np.float64)
    except Exception as error:  # whatever a stranger's function does
        raise EmbeddingError(f"embed failed: {failure_of(error)}") from error
    if vectors.ndim != 2 or len(vectors) != len(texts):
        raise EmbeddingError(
            f"embed returned an array of shape {vectors.shape} for {len(texts)} texts"
        )
    if not np.isfinite(vectors).all():
        raise EmbeddingError("embed returned a number that is not finite")
    norms = np.linalg.norm(vectors, axis=1)
    return np.asarray(vectors / np.where(norms > 0, norms, 1)[:, None])


def _numbers_asked(query: str, languages: Sequence[Language]) -> tuple[set[str], set[str]]:
    """The numbers in a query, and the terms that stand for them in words or figures."""
    forms = words(query)
    folded = [fold(form) for form in forms]
    numbers, spelt = set[str](), set[str]()
    for language in languages:
        numbers.update(numbers_of(query, folded, language))
        known = language.number_words
        figures = [form for form in forms if fold(form) in known or form[0].isdecimal()]
        spelt |= set(language.terms(figures))
    return numbers, spelt


def _asked(query: str, languages: set[str]) -> list[str]:
    """The terms of a query in any of some languages; its words where all are stop words."""
    found: dict[str, None] = {}
    for terms in (get_language(code).terms for code in sorted(languages)):
        found |= dict.fromkeys(terms(words(query)) or map(terms.stem, words(query)))
    return list(found)


def dense(matrix: Any) -> Vector:
    """A matrix as a numpy array."""
    return np.asarray(matrix.toarray() if hasattr(matrix, "toarray") else matrix)


def products(left: Matrix, right: Matrix) -> Vector:
    """``(n, S)``: the products of the rows of two matrices, as a numpy array.

    Of numpy arrays a few rows at a time: for more the BLAS wakes its threads, and where another
    process has the other processors the sleepers cost a hundred times the multiplication.
    """
    if not isinstance(left, np.ndarray):
        return dense(left @ right.T)
    step = max(1, _ONE_THREAD // max(1, right.size))
    if len(left) <= step:
        return np.asarray(left @ right.T)
    return np.concatenate([left[i : i + step] @ right.T for i in range(0, len(left), step)])


def scale_rows(matrix: Matrix, by: Vector) -> Matrix:
    """Each row of a matrix multiplied by a number."""
    if isinstance(matrix, np.ndarray):
        return matrix * by[:, None]
    return _with_data(matrix, matrix.data * np.repeat(by, np.diff(matrix.indptr)))


def scale_columns(matrix: Matrix, by: Vector) -> Matrix:
    """Each column of a matrix multiplied by a number."""
    if isinstance(matrix, np.ndarray):
        return matrix * by
    return _with_data(matrix, matrix.data * by[matrix.indices])


def _with_data(matrix: Matrix, data: Vector) -> Matrix:
    """A sparse array with other numbers in the same places."""
    from scipy.sparse import csr_array

    return csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)
