"""One document in, a summary out."""

from dataclasses import replace

from .choosing import choose
from .defaults import ARTICLE_LENGTH, CEILING, DEFAULT_METHOD, FOCUS
from .document import Document, as_document
from .features import Features
from .length import Length
from .methods import method_of, score
from .registry import Ranker, Selector
from .request import Embed, Request
from .results import Extract, Lengths, Summary, noted


def summarise(
    document: Document | str,
    length: Length | float | str | None = None,
    method: str | Ranker = DEFAULT_METHOD,
    *,
    select: str | Selector | None = None,
    query: str = "",
    focus: float = FOCUS,
    ceiling: float = CEILING,
    seed: int = 0,
    embed: Embed | None = None,
    language: str | None = None,
    sections: bool | Lengths = False,
) -> Summary:
    """Summarise a document by choosing its most important sentences.

    Args:
        document: a :class:`Document`, or a text to make one of.
        length: sentences (``3``), or a hard cap: ``"100w"``, ``"600c"``, ``"512t"``, ``"20%"``; see
            :class:`Length`. Where not one sentence fits a cap, the shortest is taken and ``over``
            is set. ``None`` for 3 sentences; by section for up to 3 of each, about 60 in all and
            at least one of each.
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
        sections: ``True`` or ``"each"`` for a summary of each section (chapter, heading, or who
            speaks in minutes) of that length; ``"all"`` where it is the length of all together.

    Returns:
        The summary: never empty, its sentences distinct and in reading order. It keeps what was
        asked: ``summarise(document, **summary.request.to_dict())`` makes it again, unless you
        handed in a function.

    Raises:
        NoWordsError: there is no word in the text.
        LengthError, UnknownNameError, MethodError, UsageError: the call is wrong.
    """
    chosen_by = method, select, query, ceiling, seed, embed, focus
    if sections is False:
        request = Request(Length(ARTICLE_LENGTH if length is None else length), *chosen_by)
        return summary_of(document, request, language)
    asked = None if length is None else Length(length)
    return summary_by_section(document, asked, Request(Length(1), *chosen_by), sections, language)


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


def summary_by_section(
    document: Document | str,
    length: Length | None,
    request: Request,
    sections: bool | str = True,
    language: str | None = None,
) -> Summary:
    """The summary of each section; see :func:`summarise`.

    Args:
        document: a document, or a text to make one of.
        length: of each section, or of all; ``None`` for the one that fits.
        request: what else is asked.
        sections: as :func:`summarise` has it.
        language: of a string.
    """
    from .sections import by_section, check_lengths  # few ask for them

    lengths = check_lengths(sections)
    source = as_document(document, language)
    if lengths is None:
        return summary_of(source, replace(request, length=length or Length(ARTICLE_LENGTH)))
    return by_section(source, length, request, lengths, summary_of)
