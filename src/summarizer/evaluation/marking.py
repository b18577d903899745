"""Which words a summary and its references have in common, as ROUGE-1 counts them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .rouge import Scorer
from .tokens import TokenSpan


class MarkedPiece(NamedTuple):
    """A part of a text, and whether the other side has it too."""

    text: str
    shared: bool


class MarkedSummary(NamedTuple):
    """A summary beside its references."""

    summary: Sequence[Sequence[MarkedPiece]]  # the pieces of each sentence
    references: Sequence[Sequence[MarkedPiece]]  # the pieces of each reference
    words: int  # how many words of the summary count
    shared: int  # how many of them one reference or another has


def mark(scorer: Scorer, summary: Sequence[str], references: Sequence[str]) -> MarkedSummary:
    """Mark what ROUGE-1 counts as a hit.

    Words are compared by their stems, and count as often as the other side has them: the second
    of two in the summary is a hit only if a reference has two. Nothing counts beyond the scorer's
    limit.
    """
    ours = _counted([scorer.spans(sentence) for sentence in summary], scorer, summary)
    theirs = [_counted([scorer.spans(text)], scorer, text)[0] for text in references]
    most: Counter[str] = Counter()
    for spans in theirs:
        most |= Counter(span.token for span in spans)
    hits = _hits(ours, most)
    said = Counter(span.token for spans in ours for span in spans)
    found = [_hits([spans], said)[0] for spans in theirs]
    return MarkedSummary(
        summary=[list(_pieces(text, h)) for text, h in zip(summary, hits, strict=True)],
        references=[list(_pieces(text, h)) for text, h in zip(references, found, strict=True)],
        words=sum(map(len, ours)),
        shared=sum(map(len, hits)),
    )


def _counted(
    lines: list[list[TokenSpan]], scorer: Scorer, text: Sequence[str] | str
) -> list[list[TokenSpan]]:
    """The spans before the scorer's limit."""
    if scorer.settings.limit is None:
        return lines
    left = len(scorer.tokens(text).row)
    kept = []
    for spans in lines:
        kept.append(spans[:left])
        left -= len(kept[-1])
    return kept


def _hits(lines: Sequence[Sequence[TokenSpan]], there: Counter[str]) -> list[list[TokenSpan]]:
    """The spans of each line whose tokens the other side has, each as often as it has them."""
    left = there.copy()
    hits: list[list[TokenSpan]] = []
    for spans in lines:
        hits.append([])
        for span in spans:
            if left[span.token] > 0:
                left[span.token] -= 1
                hits[-1].append(span)
    return hits


def _pieces(text: str, hits: Sequence[TokenSpan]) -> Iterator[MarkedPiece]:
    """The whole text; hits with only blanks between them are one piece."""
    at = 0
    runs: list[list[int]] = []
    for hit in hits:
        if runs and not text[runs[-1][1] : hit.start].strip():
            runs[-1][1] = hit.end
        else:
            runs.append([hit.start, hit.end])
    for start, end in runs:
        if start > at:
            yield MarkedPiece(text[at:start], False)
        yield MarkedPiece(text[start:end], True)
        at = end
    if at < len(text):
        yield MarkedPiece(text[at:], False)
