"""Measures of a summary that need no reference."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from ..text.words import fold, words
from .lcs import lcs_length

_MOST = 300  # sentences of which all pairs are compared


class Extractiveness(NamedTuple):
    """How a summary relates to its source (Grusky, Naaman & Artzi 2018, "Newsroom", section 4).

    Attributes:
        coverage: the share of its words that stand in fragments of the source, 0 to 1.
        density: the mean length of the fragment that a word stands in: sum of squares over words.
        compression: words of the source for each word of the summary.
    """

    coverage: float
    density: float
    compression: float


def extractiveness(summary: str, source: str) -> Extractiveness:
    """Coverage, density and compression of a summary.

    Words are compared case-folded and without punctuation, which the paper's tokens keep. A
    summary without a word has 0 in all three.
    """
    ours, theirs = _folded(summary), _folded(source)
    if not ours:
        return Extractiveness(0.0, 0.0, 0.0)
    lengths = [end - start for start, end in fragments(ours, theirs)]
    return Extractiveness(
        coverage=sum(lengths) / len(ours),
        density=sum(length**2 for length in lengths) / len(ours),
        compression=len(theirs) / len(ours),
    )


def fragments(summary: Sequence[str], source: Sequence[str]) -> list[tuple[int, int]]:
    """The runs of words that a summary shares with its source: start and end in the summary.

    Greedily, as figure 3 of Grusky et al. has it: from each place the longest run that stands
    anywhere in the source, then on behind it.
    """
    places: dict[str, list[int]] = {}
    for place, word in enumerate(source):
        places.setdefault(word, []).append(place)
    found = []
    start = 0
    while start < len(summary):
        longest = 0
        for place in places.get(summary[start], ()):
            longest = max(longest, _run(summary, start, source, place, longest))
            if start + longest == len(summary):
                break
        if longest:
            found.append((start, start + longest))
        start += max(longest, 1)
    return found


def redundancy(sentences: Sequence[str]) -> float:
    """How much the sentences of a summary repeat each other: 0 not at all, 1 verbatim.

    The mean F of the longest common subsequence over all pairs of sentences (Bommasani & Cardie
    2020, "Intrinsic Evaluation of Summarization Datasets", section 3); 0 for a single sentence.
    Of more than 300 sentences 300 are taken, at equal distances.
    """
    step = max(1, len(sentences) / _MOST)
    places = dict.fromkeys(int(i * step) for i in range(min(len(sentences), _MOST)))
    folded = [_folded(sentences[place]) for place in places]
    shares = [
        2 * lcs_length(one, other) / (len(one) + len(other))
        for one, other in combinations([f for f in folded if f], 2)
    ]
    return sum(shares) / len(shares) if shares else 0.0


def _run(
    summary: Sequence[str], start: int, source: Sequence[str], place: int, longest: int
) -> int:
    """How long both go on alike; 0 where that is not more than ``longest``."""
    most = min(len(summary) - start, len(source) - place)
    if most <= longest or summary[start + longest] != source[place + longest]:
        return 0
    length = 0
    while length < most and summary[start + length] == source[place + length]:
        length += 1
    return length


def _folded(text: str) -> list[str]:
    return [fold(word) for word in words(text)]
