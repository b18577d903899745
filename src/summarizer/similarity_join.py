"""Which of many sets of weighted terms share enough with one another: an exact similarity join."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arrays import Integers, Ragged, slices, sorted_once, spread
from .features import Vector
from .memo import cached_property

_SLIP = 1e-6  # what sums of weights may be off by
_CHUNK = 1_000_000  # pairs, or longer paths, looked at together
_FEW = 1000  # pairs that are compared sooner than split


class Side(NamedTuple):
    """What sets have to share as the one or as the other of a pair.

    Attributes:
        least: ``(S,)``: what each has to share, whatever the other is; infinite for one that is
            in no pair.
        needed: ``(S,)``: what both of a pair have to share is the sum of what either needs.
    """

    least: Vector
    needed: Vector


@dataclass(frozen=True)
class WeightedSets:
    """``S`` sets of terms, of which there are ``V``; ``T`` is the number of terms over all sets.

    Attributes:
        terms: of each set, in ascending order.
        weights: ``(V,)``: the weight of each term, none of them negative.
    """

    terms: Ragged
    weights: Vector

    def __len__(self) -> int:
        return len(self.terms)

    @cached_property
    def totals(self) -> Vector:
        """``(S,)``: what each set weighs."""
        return np.add.reduceat(self.weights[self.terms.values], self.terms.starts[:-1])

    @cached_property
    def _keys(self) -> Integers:
        """``(T,)``: a number for each term of each set, in ascending order."""
        return self.terms.rows * len(self.weights) + self.terms.values

    def shared(self, ones: Integers, others: Integers) -> Vector:
        """What the terms weigh that the sets of each pair have in common."""
        sums = [np.empty(0)]
        for part in slices(self.terms.sizes[ones], _CHUNK):
            terms = self.terms.take(ones[part])
            wanted = np.repeat(others[part], terms.sizes) * len(self.weights) + terms.values
            at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
            common = np.where(self._keys[at] == wanted, self.weights[terms.values], 0.0)
            sums.append(np.add.reduceat(common, terms.starts[:-1]))
        return np.concatenate(sums)

    def sharing(self, one: Side, other: Side | None = None) -> tuple[Integers, Integers, Vector]:
        """All pairs of sets that share what both need, and the weight that they share.

        Args:
            one: what the first of a pair has to share.
            other: what the second has to share, which may be the same set; without it each pair
                is given once, the lower number first, and none of a set with itself.
        """
        codes = [np.empty(0, dtype=np.int64), *_Join(self, one, other).codes()]
        ones, others = np.divmod(sorted_once(np.concatenate(codes)), len(self))
        shared = self.shared(ones, others)
        kept = shared >= one.needed[ones] + (other or one).needed[others] - _SLIP
        return ones[kept], others[kept], shared[kept]


class _Paths(NamedTuple):
    """Sets, and some of the terms that each might have in common with others.

    Attributes:
        keys: ``(P,)``: which terms these are, in ascending order; those that begin with the same
            terms have the same.
        sets: ``(P,)``: which set, in ascending order among those of one key.
        at: ``(P,)``: where in the terms what comes after them begins.
        weights: ``(P,)``: what they weigh.
    """

    keys: Integers
    sets: Integers
    at: Integers
    weights: Vector

    def of(self, wanted: "Integers | NDArray[np.bool_]") -> "_Paths":
        """Some of them."""
        return _Paths(self.keys[wanted], self.sets[wanted], self.at[wanted], self.weights[wanted])


class _Buckets(NamedTuple):
    """Paths of ``B`` keys.

    Attributes:
        paths: the ``P`` paths, whose keys are numbered from 0.
        names: ``(B,)``: what the keys were.
        partners: ``(P,)``: the first path of the same key that makes a pair with each.
        counts: ``(P,)``: how many paths do from there on.
        pairs: ``(B,)``: how many pairs are in each.
    """

    paths: _Paths
    names: Integers
    partners: Integers
    counts: Integers
    pairs: Integers


class _Join:
    """The search for pairs that can share enough.

    Two sets of which both have what they need among their common terms have it from the first
    common term on (the prefix filter of set similarity joins: Chaudhuri, Ganti & Kaushik 2006),
    and so both have it left there (the positional filter: Xiao et al. 2008). Where many sets
    have that term, they are told apart by the second common one, then by the third
    (Wang, Li & Feng 2012 choose one number for all sets): what stands between two common terms
    is not common, so that less and less is left.

    Each set ends in a term that all have and that weighs nothing, for a path to come to its end.
    """

    def __init__(self, sets: WeightedSets, one: Side, other: Side | None) -> None:
        sides = [one, other] if other else [one]
        self._size = len(sets)
        self._once = other is None
        self._end = len(sets.weights)
        self._terms = np.insert(sets.terms.values, sets.terms.starts[1:], self._end)
        self._weights = np.append(sets.weights, 0.0)
        starts = sets.terms.starts + np.arange(len(sets) + 1)
        # The second of a pair is numbered after all the first.
        self._starts = np.tile(starts[:-1], len(sides))
        self._stops = np.tile(starts[1:], len(sides))
        self._least = np.concatenate([side.least for side in sides]) - _SLIP
        self._needed = np.concatenate([side.needed for side in sides])
        self._before = np.concatenate(([0.0], np.cumsum(self._weights[self._terms])))
        self._ends = self._before[self._stops]

    def codes(self) -> Iterator[Integers]:
        """The pairs, each as one number, some more than once."""
        sets = np.flatnonzero(np.isfinite(self._least))
        start = _Paths(np.zeros_like(sets), sets, self._starts[sets], np.zeros(len(sets)))
        yield from self._found(self._met(start), whole=True)

    def _met(self, paths: _Paths) -> _Buckets:
        """Those paths together that have the same terms, if that makes a pair."""
        begins = np.flatnonzero(np.diff(paths.keys, prepend=-1))
        ends = np.append(begins[1:], len(paths.keys))
        bucket = np.repeat(np.arange(len(begins)), ends - begins)
        if self._once:
            partners = np.arange(len(paths.keys)) + 1
        else:
            first = paths.sets < self._size
            middle = begins + _sums(bucket, first, len(begins))
            partners = np.where(first, middle[bucket], ends[bucket])
        counts = ends[bucket] - partners
        pairs = _sums(bucket, counts, len(begins))
        if not pairs.all():
            return self._met(paths.of(pairs[bucket] > 0))
        names = paths.keys[begins]
        return _Buckets(paths._replace(keys=bucket), names, partners, counts, pairs)

    def _found(self, met: _Buckets, *, whole: bool = False) -> Iterator[Integers]:
        """The pairs of some buckets, split where that is less work and leaves no more of them.

        The whole, whose paths have no term yet, is always split, for of it nothing is ruled out.
        """
        if met.pairs.sum() <= _FEW:
            yield from self._paired(met, met.counts)
            return
        steps = self._steps(met)
        work = _sums(met.paths.keys, steps, len(met.pairs))
        split = (work > 0) & (work < met.pairs)
        tried = np.flatnonzero(split)
        for part in slices(work[tried], _CHUNK):
            some = np.zeros_like(split)
            some[tried[part]] = True
            rows = np.flatnonzero(some[met.paths.keys])
            inner = self._met(self._followed(met.paths.of(rows), steps[rows]))
            parents = inner.names // (self._end + 1)
            if not whole:
                split &= ~some | (_sums(parents, inner.pairs, len(split)) <= met.pairs)
            yield from self._found(self._met(inner.paths.of(split[parents][inner.paths.keys])))
        yield from self._paired(met, np.where(split[met.paths.keys], 0, met.counts))

    def _steps(self, met: _Buckets) -> Integers:
        """``(P,)``: how many of the terms that follow may be the next common one.

        None where there are no more pairs than paths, for these are soon compared.
        """
        steps = np.zeros(len(met.counts), dtype=np.int64)
        rows = np.flatnonzero((met.pairs > np.bincount(met.paths.keys))[met.paths.keys])
        sets = met.paths.sets[rows]
        most = met.paths.weights[rows] + self._ends[sets] - self._least[sets]
        stops = np.searchsorted(self._before, most, "right")
        steps[rows] = np.maximum(np.minimum(stops, self._stops[sets]) - met.paths.at[rows], 0)
        return steps

    def _followed(self, paths: _Paths, steps: Integers) -> _Paths:
        """Each path with each term that may be the next common one, where another has the same."""
        at = spread(paths.at, steps)
        keys = np.repeat(paths.keys, steps) * (self._end + 1) + self._terms[at]
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        same = keys[1:] == keys[:-1]
        kept = np.flatnonzero(np.append(same, False) | np.append(False, same))
        at = at[order[kept]]
        before = np.repeat(np.arange(len(steps)), steps)[order[kept]]
        weights = paths.weights[before] + self._weights[self._terms[at]]
        return _Paths(keys[kept], paths.sets[before], at + 1, weights)

    def _paired(self, met: _Buckets, counts: Integers) -> Iterator[Integers]:
        """The pairs of so many of the partners of each path that can reach what they need."""
        sets = met.paths.sets
        needed = self._needed[sets]
        spare = met.paths.weights + self._ends[sets] - self._before[met.paths.at] - needed + _SLIP
        for part in slices(counts, _CHUNK):
            n = counts[part]
            ones = np.repeat(np.arange(len(counts))[part], n)
            others = spread(met.partners[part], n)
            enough = np.minimum(spare[ones] - needed[others], spare[others] - needed[ones]) >= 0
            ones, others = sets[ones[enough]], sets[others[enough]] % self._size
            yield sorted_once(ones * self._size + others)


def _sums(numbers: Integers, counts: Integers | NDArray[np.bool_], size: int) -> Integers:
    """``(size,)``: the sum of what is counted for each number."""
    return np.bincount(numbers, counts, size).astype(np.int64)
