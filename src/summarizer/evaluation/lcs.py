"""Longest common subsequences, as ROUGE walks them.

Of several longest subsequences the tools all take the same one, and where those of several
sentences are joined it matters which: from the ends of both sequences backwards, equal tokens are
matched, else the token of the reference is passed over unless that loses.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

Places = dict[str, int]
"""Of each token of a sequence, the bits of its positions."""


def places(tokens: Iterable[str]) -> Places:
    """Of each token the bits of its positions."""
    found: Places = {}
    bit = 1
    for token in tokens:
        found[token] = found.get(token, 0) | bit
        bit <<= 1
    return found


def lcs_length(reference: Sequence[str], candidate: Sequence[str]) -> int:
    """The length of the longest common subsequence.

    Bit-parallel: a row of the table is one integer, in which a bit is 0 where the length grows
    (Hyyrö 2004, "Bit-parallel LCS-length computation revisited").
    """
    found = places(candidate)
    row = full = (1 << len(candidate)) - 1
    for token in reference:
        if bits := found.get(token, 0):
            row = _next_row(row, bits, full)
    return len(candidate) - row.bit_count()


def lcs_matches(reference: Sequence[str], candidate: Sequence[str], found: Places) -> list[int]:
    """The positions in the reference that ROUGE's longest common subsequence takes."""
    # Tokens of the reference that the candidate has not are passed over in any case.
    shared = [i for i, token in enumerate(reference) if token in found]
    row = full = (1 << len(candidate)) - 1
    rows = [row]
    for i in shared:
        row = _next_row(row, found[reference[i]], full)
        rows.append(row)
    matches = []
    column = len(candidate)
    length = column - row.bit_count()
    here = len(shared)
    while length:
        here -= 1
        below = (1 << column) - 1
        last = (found[reference[shared[here]]] & below).bit_length()
        # Passed over if nothing is lost by it; else the length came from its last match.
        if last != column and column - (rows[here] & below).bit_count() == length:
            continue
        matches.append(shared[here])
        column = last - 1
        length -= 1
    return matches


def _next_row(row: int, bits: int, full: int) -> int:
    both = row & bits
    return ((row + both) | (row - both)) & full


def wlcs_matches(
    reference: Sequence[str], candidate: Sequence[str], found: Places, weight: float
) -> list[int]:
    """The same for the weighted subsequence, in which a run of k matches counts k ** weight.

    Lin (2004), "ROUGE: A Package for Automatic Evaluation of Summaries", section 3.3.
    """
    gains = [(k + 1) ** weight - k**weight for k in range(min(len(reference), len(candidate)))]
    above, runs = [0.0] * (len(candidate) + 1), [0] * (len(candidate) + 1)
    moves: list[list[int]] = []
    for token in reference:
        bits = found.get(token, 0)
        row, own, move = [0.0], [0], [_UP]
        for j in range(len(candidate)):
            if bits >> j & 1:
                row.append(above[j] + gains[runs[j]])
                own.append(runs[j] + 1)
                move.append(_MATCH)
            else:
                up = above[j + 1] >= row[j]
                row.append(above[j + 1] if up else row[j])
                own.append(0)
                move.append(_UP if up else _LEFT)
        above, runs = row, own
        moves.append(move)
    return _walk(moves, len(reference), len(candidate))


_MATCH, _UP, _LEFT = range(3)


def _walk(moves: list[list[int]], i: int, j: int) -> list[int]:
    matches = []
    while i and j:
        move = moves[i - 1][j]
        i -= move != _LEFT
        j -= move != _UP
        if move == _MATCH:
            matches.append(i)
    return matches


Matcher = Callable[[Sequence[str], Sequence[str], Places], list[int]]


class Union(NamedTuple):
    """What of a reference's sentence is matched by any sentence of the candidate."""

    hits: int  # how many of its tokens
    runs: tuple[int, ...]  # how long the runs of them are that count for ROUGE-W


def unions(
    reference: Sequence[list[str]],
    candidate: Sequence[list[str]],
    matcher: Matcher,
    ours: Counter[str],
    theirs: Counter[str],
) -> list[Union]:
    """Of each sentence of the reference, what the candidate's sentences match together.

    A token is matched if the subsequence with any sentence of the candidate takes it, and as long
    as both texts have one of it left: ``ours`` and ``theirs`` are their counts, and are used up.
    A run ends where the next token is taken by no subsequence: tokens that are taken but used up
    do not part it, and where one of them ends it, it is carried on to the next, or lost at the
    sentence's end. That is what ROUGE-1.5.5 does.
    """
    found = [places(sentence) for sentence in candidate]
    matched = []
    for sentence in reference:
        taken: set[int] = set()
        for other, where in zip(candidate, found, strict=True):
            if not where.keys().isdisjoint(sentence):
                taken.update(matcher(sentence, other, where))
        matched.append(_union(sentence, taken, ours, theirs))
    return matched


def _union(sentence: list[str], taken: set[int], ours: Counter[str], theirs: Counter[str]) -> Union:
    hits = run = 0
    runs = []
    for position in sorted(taken):
        token = sentence[position]
        if ours[token] > 0 and theirs[token] > 0:
            ours[token] -= 1
            theirs[token] -= 1
            hits += 1
            run += 1
            if position + 1 not in taken:
                runs.append(run)
                run = 0
    return Union(hits, tuple(runs))
