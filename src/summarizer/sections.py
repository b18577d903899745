"""A summary of each section of a document, with one length for each or one for all together."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from heapq import heapify, heapreplace
from itertools import accumulate

from .document import Document, running_text
from .errors import UnknownNameError
from .length import Length
from .outline import Division, outline
from .request import Request
from .results import Lengths, Section, Summary, noted
from .text.words import count_words

LENGTHS: tuple[Lengths, ...] = ("each", "all")
_MOST, _ENOUGH = 3, 60  # sentences of a section, and of all together, where nobody says a length

Summarise = Callable[[Document, Request], Summary]


def check_lengths(sections: bool | str) -> Lengths | None:
    """What an argument ``sections`` asks for; ``None`` for no sections.

    Raises:
        UnknownNameError: it is none of those there are.
    """
    if isinstance(sections, bool):
        return "each" if sections else None
    if sections not in LENGTHS:
        raise UnknownNameError("way to share a length", sections, LENGTHS, argument="sections")
    return "all" if sections == "all" else "each"


def by_section(
    document: Document,
    length: Length | None,
    request: Request,
    lengths: Lengths,
    summarised: Summarise,
) -> Summary:
    """The summary of a document section by section.

    Args:
        document: the document.
        length: what is asked; ``None`` for three sentences of each section where that is no more
            than 60, as of a report; else 60, or as many as there are sections.
        request: what is asked but for the length.
        lengths: ``"each"`` for the length in each section; ``"all"`` to share it out: by the
            square root of their words, to each a sentence where there are enough. What one
            has no use for goes to those after it.
        summarised: makes a summary of one text.
    """
    divisions = outline(document)
    parts = [replace(document, sentences=d.sentences, likely_language="") for d in divisions]
    texts = [i for i, division in enumerate(divisions) if division.has_text] or [0]
    if length is None:
        length = Length(max(min(_MOST * len(texts), _ENOUGH), len(texts)))
        lengths = "all"
    request = replace(request, length=length)
    share = _alike if lengths == "each" else _seats if _is_number(request) else _caps
    made = dict(zip(texts, share([parts[i] for i in texts], request, summarised), strict=True))
    if not any(made.values()):  # not one sentence fits: the shortest of all
        return replace(_flat(summarised(document, request)), lengths=lengths)
    sections = tuple(
        _section(division, part, made.get(i))
        for i, (division, part) in enumerate(zip(divisions, parts, strict=True))
    )
    scores = {
        sentence.position: score
        for section in sections
        for sentence, score in zip(section.documents[0].candidates, section.scores, strict=False)
    }
    extracts = (extract for section in sections for extract in section.extracts)
    first = made[texts[0]]
    return Summary(
        heading=document.headline or document.label,
        documents=(document,),
        extracts=tuple(sorted(extracts, key=lambda e: e.sentence.position)),
        request=request,
        scores=tuple(scores.get(s.position, 0.0) for s in document.candidates),
        over=any(section.over for section in sections),
        note=noted("" if len(divisions) > 1 else "no sections found", [document]),
        method=first.method,
        select=first.select,
        sections=sections,
        lengths=lengths,
    )


def _is_number(request: Request) -> bool:
    return request.length.unit == "sentences"


def _flat(summary: Summary) -> Summary:
    """A summary of a document as that of its only section."""
    section = Section(
        heading="",
        documents=summary.documents,
        extracts=summary.extracts,
        request=summary.request,
        scores=summary.scores,
        over=summary.over,
    )
    return replace(summary, sections=(section,))


def _section(division: Division, part: Document, made: Summary | None) -> Section:
    if made is None:
        return Section(
            heading=division.heading, level=division.level, documents=(part,), extracts=()
        )
    return Section(
        heading=division.heading,
        level=division.level,
        documents=(part,),
        extracts=made.extracts,
        request=made.request,
        scores=made.scores,
        over=made.over,
        note=made.note,
    )


def _alike(parts: Sequence[Document], request: Request, summarised: Summarise) -> list[Summary]:
    return [summarised(part, request) for part in parts]


def _seats(parts: Sequence[Document], request: Request, summarised: Summarise) -> Iterator[Summary]:
    """Summaries with so many sentences together: by Sainte-Laguë's rule, one for each first."""
    total = int(request.length.value)
    limits = [len(part.candidates) for part in parts]
    first = math.inf if total >= len(parts) else 1.0
    counts = [0] * len(parts)
    # The greatest first, of equal ones the one that stands first.
    heap = [(-first * weight, -weight, i) for i, weight in enumerate(_weights(parts))]
    heapify(heap)
    for _ in range(min(total, sum(limits))):
        _, weight, i = heap[0]
        counts[i] += 1
        heapreplace(
            heap, (weight / (2 * counts[i] + 1) if counts[i] < limits[i] else 1.0, weight, i)
        )
    for part, count in zip(parts, counts, strict=True):
        made = summarised(part, replace(request, length=Length(max(count, 1))))
        yield made if count else replace(made, extracts=())


def _caps(parts: Sequence[Document], request: Request, summarised: Summarise) -> Iterator[Summary]:
    """Summaries that are together within a cap."""
    length = request.length
    if length.unit == "percent":
        words = sum(count_words(s.plain) for part in parts for s in part.candidates)
        length = Length(max(1, length.share(words)), "words")
    size, limit = length.measure(), int(length.value)
    running = list(accumulate(_weights(parts)))
    said: list[str] = []
    for part, reached in zip(parts, running, strict=True):
        allowed = math.floor(limit * reached / running[-1] + 1e-9)
        room = allowed - (size(" ".join([*said, ""])) if said else 0)
        asked = Length(max(1, room), length.unit, tokenizer=length.tokenizer)
        made = summarised(part, replace(request, length=asked))
        fits = room > 0 and not made.over and size(" ".join([*said, made.text])) <= allowed
        said += [made.text] if fits else []
        yield made if fits else replace(made, extracts=(), over=False)


def _weights(parts: Sequence[Document]) -> list[float]:
    """What each counts where a length is shared: more than none, less than by its words."""
    return [math.sqrt(1 + count_words(running_text(part.candidates))) for part in parts]
