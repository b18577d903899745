"""What a candidate and one reference have in common, by each metric of the ROUGE family."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain, combinations
from typing import NamedTuple

from ..errors import InputError
from .lcs import lcs_length, lcs_matches, unions, wlcs_matches
from .settings import Metric
from .tokens import Tokens

_MOST_PAIRED = 5_000  # tokens of which all pairs are counted
Gram = str | tuple[str, ...]


class Match(NamedTuple):
    """A candidate against one reference."""

    hits: float  # what both have
    reference: float  # what the reference has
    candidate: float  # what the candidate has
    rank: float  # by what ROUGE-1.5.5 finds the best of several references.


class Grams:
    """The tokens of a text and its n-grams, each kind counted once."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._counts: dict[tuple[str, int], Counter[Gram]] = {}

    def counts(self, kind: str, size: int) -> Counter[Gram]:
        """How often each n-gram or pair stands in the text; not to be changed."""
        key = kind, size
        if key not in self._counts:
            row = self.tokens.row
            grams = ngrams(row, size) if kind == "N" else skip_grams(row, size, kind == "SU")
            self._counts[key] = Counter(grams)
        return self._counts[key]

    def words(self) -> Counter[str]:
        """A new count of the tokens."""
        return Counter(self.counts("N", 1))  # type: ignore[arg-type]  # 1-grams are strings


def ngrams(tokens: Sequence[str], n: int) -> Iterable[Gram]:
    """The n-grams of a text, across its sentences; single words as they are."""
    return tokens if n == 1 else zip(*(tokens[i:] for i in range(n)), strict=False)


def skip_grams(tokens: Sequence[str], gap: int, with_words: bool) -> Iterable[Gram]:
    """The pairs of words in order with at most ``gap`` words between, -1 for any number.

    With words these are added; ROUGE-1.5.5 leaves out the last of a text, and so does this.
    """
    pairs: Iterable[Gram]
    if gap < 0:
        if len(tokens) > _MOST_PAIRED:
            raise InputError(
                f"a text of {len(tokens)} tokens has too many pairs: limit the gap, as in rougeSU4"
            )
        pairs = combinations(tokens, 2)
    else:
        distances = range(1, min(gap + 1, len(tokens)) + 1)
        pairs = chain.from_iterable(zip(tokens, tokens[d:], strict=False) for d in distances)
    return chain(tokens[:-1], pairs) if with_words else pairs


def match(metric: Metric, reference: Grams, candidate: Grams) -> Match:
    """A candidate against a reference by one metric."""
    if metric.kind in ("N", "S", "SU"):
        return _match_grams(metric, reference, candidate)
    if metric.kind == "L":
        return _match_whole(reference.tokens.row, candidate.tokens.row)
    return _match_sentences(metric, reference, candidate)


def _match_grams(metric: Metric, reference: Grams, candidate: Grams) -> Match:
    theirs = reference.counts(metric.kind, metric.size)
    ours = candidate.counts(metric.kind, metric.size)
    hits = sum(min(theirs[gram], ours[gram]) for gram in theirs.keys() & ours.keys())
    total = theirs.total()
    # The Perl compares the references by the recall it prints.
    return Match(hits, total, ours.total(), round(hits / total, 5) if total else 0.0)


def _match_whole(reference: list[str], candidate: list[str]) -> Match:
    hits = lcs_length(reference, candidate)
    return Match(hits, len(reference), len(candidate), _share(hits, len(reference)))


def _match_sentences(metric: Metric, reference: Grams, candidate: Grams) -> Match:
    """Lsum and W: each sentence of the reference against all of the candidate."""
    sentences = reference.tokens.sentences
    matcher = partial(wlcs_matches, weight=metric.weight) if metric.kind == "W" else lcs_matches
    matched = unions(
        sentences, candidate.tokens.sentences, matcher, reference.words(), candidate.words()
    )
    there, here = sum(map(len, sentences)), len(candidate.tokens.row)
    if metric.kind == "Lsum":
        hits = sum(union.hits for union in matched)
        return Match(hits, there, here, _share(hits, there))
    power = metric.weight
    weight = sum(run**power for union in matched for run in union.runs)
    base = sum(len(sentence) ** power for sentence in sentences)
    # The Perl weights the reference's length twice, and ranks by the length weighted once.
    return Match(weight, base**power, here**power, _share(weight, base))


def _share(hits: float, total: float) -> float:
    return hits / total if total else 0.0
