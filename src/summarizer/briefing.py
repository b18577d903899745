"""Briefs of many documents: grouped by story, without repeats, with citations."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from .choosing import choose
from .defaults import BRIEF_LENGTH, CEILING, DEFAULT_METHOD, FOCUS
from .document import Document, Sentence, as_documents
from .duplicates import drop_duplicates
from .errors import UnknownNameError
from .features import Features, Vector
from .headings import LEADS, heading, share_told
from .length import Length
from .methods import Method, method_of, score
from .refrains import is_of_notices, without_refrains
from .registry import Ranker, Selector
from .request import Embed, Request
from .results import Brief, Extract, Grouping, Story, noted
from .statements import group_statements, told_before
from .stories import group_stories

_NO_NEWS = "notices of a site, no news"


def brief(
    documents: Iterable[Document | str],
    length: Length | float | str = BRIEF_LENGTH,
    method: str | Ranker = DEFAULT_METHOD,
    *,
    select: str | Selector | None = None,
    stories: Grouping = "auto",
    known: Iterable[Document | str] = (),
    query: str = "",
    focus: float = FOCUS,
    ceiling: float = CEILING,
    seed: int = 0,
    embed: Embed | None = None,
    language: str | None = None,
) -> Brief:
    """Make one brief of many documents.

    Documents that repeat others are dropped, the rest are grouped by story, and each story is
    summarised over all its sentences, of those that say the same the best alone. A sentence that
    stands word for word in another story as well is a notice of its site, and not chosen.

    Args:
        documents: any number; those without an id are numbered from 1.
        length: of each story; see :func:`summarizer.summarise`.
        method: see :func:`summarizer.summarise`.
        select: see :func:`summarizer.summarise`.
        stories: ``"auto"`` groups the documents by story; ``"one"`` takes them as one story.
        known: documents the reader has read; what they say is left out.
        query: what the reader asks.
        focus: see :func:`summarizer.summarise`.
        ceiling: no two chosen sentences of a story are more similar, unless a number of sentences
            cannot be reached otherwise.
        seed: random seed.
        embed: see :func:`summarizer.summarise`; documents and what says the same are still
            compared by their words.
        language: of strings; see :func:`summarizer.summarise`.

    Raises:
        DocumentSetError: there is no document, or two have one id.
        NoWordsError: there is no word in one of the texts.
        LengthError, UnknownNameError, MethodError, UsageError: the call is wrong.
    """
    request = Request(Length(length), method, select, query, ceiling, seed, embed, focus)
    return brief_of(documents, request, stories=stories, known=known, language=language)


def brief_of(
    documents: Iterable[Document | str],
    request: Request,
    *,
    stories: Grouping = "auto",
    known: Iterable[Document | str] = (),
    language: str | None = None,
) -> Brief:
    """The brief that a request asks for; see :func:`brief`."""
    if stories not in ("auto", "one"):
        raise UnknownNameError("grouping of stories", stories, ("auto", "one"), argument="stories")
    method = method_of(request)
    read = _read_before(known, language)
    given = as_documents(documents, language)
    # In an order of their own, so that the result does not depend on the order given.
    ordered = sorted(given, key=lambda d: (d.text, d.id))
    kept, duplicates = drop_duplicates(ordered)
    groups = [list(kept)] if stories == "one" else without_refrains(group_stories(kept))
    copies: dict[str, list[Document]] = {}  # of each kept document, by its id
    for duplicate in duplicates:
        copies.setdefault(duplicate.of.id, []).append(duplicate.document)
    # Some pages hold little but notices of their site; where all do, these are news.
    idle = {document.id for document in kept if is_of_notices(document)}
    idle = idle if len(idle) < len(kept) else set()
    # Under ids that no document of the brief has.
    others = [document.renamed(f"known\0{document.id}") for document in read]
    return Brief(
        stories=tuple(_story(group, copies, others, method, request, idle) for group in groups),
        duplicates=duplicates,
        documents=given,
        known=read,
        method=method.name,
        select=method.select,
        request=request,
        grouping=stories,
    )


def _read_before(known: Iterable[Document | str], language: str | None) -> tuple[Document, ...]:
    known = [known] if isinstance(known, str | Document) else known
    known = list(known) if isinstance(known, Iterable) else known
    return as_documents(known, language) if known != [] else ()


def _story(
    group: Sequence[Document],
    copies_of: Mapping[str, Sequence[Document]],
    known: Sequence[Document],
    method: Method,
    request: Request,
    idle: Collection[str],
) -> Story:
    dropped = (copy for document in group for copy in copies_of.get(document.id, ()))
    copies = sorted(dropped, key=lambda copy: copy.id)
    own, told = _candidates(group), _candidates([*group, *copies])
    everything = Features.of([*group, *copies, *known], request)
    features = everything.take(range(own))
    scores = score(features, method)
    old = told_before(everything, told) if known else set()
    notices = {row for row, s in enumerate(features.sentences) if s.document_id in idle}
    representatives = _representatives(everything.take(range(told)), own, scores, old | notices)
    title = heading(group)
    extracts, over, note = _chosen(
        group, title, features, everything, scores, representatives, method
    )
    if len(notices) == own:
        note = _NO_NEWS
    documents = tuple(sorted(group, key=_by_date))
    return Story(
        heading=title,
        documents=documents,
        extracts=extracts,
        request=request,
        scores=_by_document(scores, group, documents),
        over=over,
        note=noted(note, documents),
    )


def _by_document(
    scores: Vector, group: Sequence[Document], ordered: Sequence[Document]
) -> tuple[float, ...]:
    """The scores of the sentences of some documents, for the same documents in another order."""
    ends = np.cumsum([len(document.candidates) for document in group])
    parts = dict(zip((d.id for d in group), np.split(scores, ends[:-1]), strict=True))
    return tuple(np.concatenate([parts[document.id] for document in ordered]).tolist())


def _candidates(documents: Sequence[Document]) -> int:
    return sum(len(document.candidates) for document in documents)


def _representatives(
    features: Features, own: int, scores: Vector, known: set[int]
) -> dict[int, list[int]]:
    """Of each statement that is news, the sentence that stands for it, and all that make it.

    It is one of the first ``own`` rows, which can be cited: the best that stands on its own, if
    there is one.
    """
    groups: dict[int, list[int]] = {}
    for row, leader in enumerate(group_statements(features)):
        groups.setdefault(leader, []).append(row)

    def worth(row: int) -> tuple[bool, float, int]:
        return features.support_of(row) == row, float(scores[row]), -row

    representatives = {}
    for rows in groups.values():
        news = [row for row in rows if row < own and row not in known]
        if news:
            representatives[max(news, key=worth) if len(news) > 1 else news[0]] = rows
    return representatives


def _chosen(
    group: Sequence[Document],
    title: str,
    own: Features,
    everything: Features,
    scores: Vector,
    representatives: dict[int, list[int]],
    method: Method,
) -> tuple[tuple[Extract, ...], bool, str]:
    """The extracts of one story, whether they are over the length, and the selector's note.

    Of everything the first rows are the story's own.
    """
    if not representatives:
        return (), False, ""
    rows = sorted(representatives)
    part = own.take(rows)
    weights = np.array([_weight(own, scores, representatives[row]) for row in rows])

    def arrange(picked: Collection[int]) -> list[int]:
        return _in_reading_order({part.sentences[i]: i for i in picked}, weights, group, title)

    picked, over, note = choose(part, weights, own.request.length, method, arrange)
    extracts = []
    for i in picked:
        sentence = part.sentences[i]
        others = {everything.sentences[row] for row in representatives[rows[i]]}
        said_by = sorted(o for o in others if o.document_id != sentence.document_id)
        extracts.append(Extract(sentence, float(weights[i]), tuple(said_by)))
    return tuple(extracts), over, note


def _weight(features: Features, scores: Vector, rows: Sequence[int]) -> float:
    """What a statement weighs: the best score it has in each document, summed.

    What several say matters more than what one says; that one says it twice adds nothing.
    """
    best: dict[str, float] = {}
    for row in rows:
        if row < len(scores):
            document = features.sentences[row].document_id
            best[document] = max(best.get(document, 0.0), float(scores[row]))
    return sum(best.values())


def _in_reading_order(
    rows: Mapping[Sentence, int], scores: Vector, documents: Sequence[Document], title: str
) -> list[int]:
    """The rows of sentences in the order in which a story is read.

    By date where known; else the document quoted from nearest its opening first; then by place.
    Of the documents of the first day that are quoted from their openings, the one that begins
    with what the title says comes before all others. The sentences of a document stay together,
    so that "he" finds the name before it. Of documents quoted from equally near the opening, the
    one with the best sentence comes first.
    """
    by_id = {document.id: document for document in documents}
    quoted: dict[str, list[Sentence]] = {}
    for sentence in sorted(rows, key=lambda sentence: sentence.position):
        quoted.setdefault(sentence.document_id, []).append(sentence)

    def place(source: str) -> tuple[str, int, float, str]:
        nearest = by_id[source].candidates.index(quoted[source][0])
        best = max(float(scores[rows[sentence]]) for sentence in quoted[source])
        return _by_date(by_id[source])[0], nearest, -best, source

    def told(source: str) -> float:
        return share_told(title, quoted[source][0].line, by_id[source].language)

    places = sorted(place(source) for source in quoted)
    days = [day for day, nearest, *_ in places if nearest < LEADS]
    openings = [p[-1] for p in places if p[1] < LEADS and p[0] == days[0]]
    sources = dict.fromkeys(
        [*sorted(openings, key=told, reverse=True)[:1], *(p[-1] for p in places)]
    )
    return [rows[sentence] for source in sources for sentence in quoted[source]]


def _by_date(document: Document) -> tuple[str, str]:
    return document.published.isoformat() if document.published else "9999", document.id
