"""One document in, a summary out."""

from .choosing import choose
from .defaults import ARTICLE_LENGTH, CEILING, DEFAULT_METHOD, FOCUS
from .document import Document, as_document
from .features import Features
from .length import Length
from .methods import method_of, score
from .registry import Ranker, Selector
from .request import Embed, Request
from .results import Extract, Summary, noted


def summarise(
    document: Document | str,
    length: Length | float | str = ARTICLE_LENGTH,
    method: str | Ranker = DEFAULT_METHOD,
    *,
    select: str | Selector | None = None,
    query: str = "",
    focus: float = FOCUS,
    ceiling: float = CEILING,
    seed: int = 0,
    embed: Embed | None = None,
    language: str | None = None,
) -> Summary:
    """Summarise a document by choosing its most important sentences.

    Args:
        document: a :class:`Document`, or a text to make one of.
        length: sentences (``3``), or a hard cap: ``"100w"``, ``"600c"``, ``"512t"``, ``"20%"``; see
            :class:`Length`. Where not one sentence fits a cap, the shortest is taken and ``over``
            is set.
        method: the name of a method, or a ranker: any function ``Features -> scores``.
        select: the name of a selector, or a function ``(Features, scores, Length) -> rows``;
            ``None`` for the method's own.
        query: a question; relevant sentences are preferred.
        focus: how much the query counts, 0 (not at all) to 1 (nothing else does).
        ceiling: no two chosen sentences are more similar (cosine of tf-idf, 0 to 1), unless a
            number of sentences cannot be reached otherwise.
        seed: random seed.
        embed: what says how similar sentences are instead of tf-idf: a function from a list of
            ``n`` strings to ``n`` rows of numbers, as ``SentenceTransformer(…).encode`` is.
            ``ceiling`` is then a cosine of these.
        language: of a string; see :meth:`Document.from_text`. Where you name none and its words
            are plainly of another than English, ``note`` says so.

    Returns:
        The summary: never empty, its sentences distinct and in reading order. It keeps what was
        asked: ``summarise(document, **summary.request.to_dict())`` makes it again, unless you
        handed in a function.

    Raises:
        NoWordsError: there is no word in the text.
        LengthError, UnknownNameError, MethodError, UsageError: the call is wrong.
    """
    request = Request(Length(length), method, select, query, ceiling, seed, embed, focus)
    return summary_of(document, request, language)


summarize = summarise
"""The same, as others spell it."""


def summary_of(document: Document | str, request: Request, language: str | None = None) -> Summary:
    """The summary that a request asks for; see :func:`summarise`."""
    method = method_of(request)
    source = as_document(document, language)
    features = Features.of([source], request)
    scores = score(features, method)
    rows, over, note = choose(features, scores, request.length, method)
    return Summary(
        heading=source.headline or source.label,
        documents=(source,),
        extracts=tuple(Extract(features.sentences[r], float(scores[r])) for r in rows),
        request=request,
        scores=tuple(scores.tolist()),
        over=over,
        note=noted(note, [source]),
        method=method.name,
        select=method.select,
    )
