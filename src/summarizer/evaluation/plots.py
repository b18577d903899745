"""Figures -> where marks stand in a picture, in the picture's own units; templates draw them."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

FEW_BINS, BINS = 20, 40
"""Bars of a histogram of few items and of many, and cells of a side of a scatter: pictures stay
small however many items there are."""
FEW_ITEMS = 200
"""Up to here each item stands in a scatter where its figures are, and not in a cell."""
WIDTH, HEIGHT = 320.0, 72.0
"""Of a histogram, in its own units; a scatter is as high as it is wide."""
WHISKER = 100.0
"""The width of a whisker's scale."""

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)  # between ticks, times a power of ten
_MOST_STEPS = 5
_RADIUS, _MOST_RADIUS = 3.0, 9.0  # of a dot of one item, and of many
_ALIKE = 1e-9  # figures closer than this part of them are one to a scale


class Scale(NamedTuple):
    """From figures to places along an axis.

    Attributes:
        low: the figure at its start.
        high: the figure at its end.
        ticks: figures to write beside it, with both ends.
    """

    low: float
    high: float
    ticks: Sequence[float]

    def share(self, figure: float) -> float:
        """How far along a figure stands, 0 to 1."""
        return (figure - self.low) / (self.high - self.low)

    def at(self, figure: float, length: float = WIDTH) -> float:
        """How far along an axis of that length a figure stands, to a tenth."""
        return round(self.share(figure) * length, 1)

    def marks(self) -> list[tuple[float, str]]:
        """Where each tick stands, and what is written there."""
        return [(self.at(tick), f"{tick:g}") for tick in self.ticks]


class Whisker(NamedTuple):
    """A mean with its interval, and the mean that it is held against, if any."""

    low: float
    mean: float
    high: float
    reference: float | None


class Bar(NamedTuple):
    """A bar of a histogram: its left end, and how high it is."""

    x: float
    height: float


class Dot(NamedTuple):
    """Items of (nearly) the same two figures."""

    x: float
    y: float
    radius: float


class Histogram(NamedTuple):
    """How the figures of a run spread.

    Attributes:
        bars: those with an item in them, each as wide as the next.
        width: of a bar.
        most: how many items the highest has.
        mean: where it stands.
    """

    bars: Sequence[Bar]
    width: float
    most: int
    mean: float


def scale_of(figures: Sequence[float]) -> Scale:
    """A scale with round ends that has all of these figures; of one figure alone around it."""
    low, high = min(figures), max(figures)
    if high - low <= _ALIKE * max(1.0, abs(low), abs(high)):
        margin = abs(low) / 10 or 1.0
        low, high = low - margin, high + margin
    step = _step((high - low) / _MOST_STEPS)
    first, last = math.floor(low / step), math.ceil(high / step)
    # Through the step's decimals, for 3 * 0.1 is a little more than 0.3.
    digits = max(0, 1 - math.floor(math.log10(step)))
    ticks = [round(number * step, digits) for number in range(first, last + 1)]
    return Scale(ticks[0], ticks[-1], ticks)


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return power * next(step for step in _STEPS if step * power >= least * (1 - 1e-9))


def histogram(figures: Sequence[float], scale: Scale) -> Histogram:
    """How many figures there are in each of the equal parts of a scale."""
    bins = BINS if len(figures) > FEW_ITEMS else FEW_BINS
    counts = Counter(min(bins - 1, int(scale.share(figure) * bins)) for figure in figures)
    most = max(counts.values())
    width = WIDTH / bins
    bars = [Bar(place * width, round(n / most * HEIGHT, 1)) for place, n in sorted(counts.items())]
    return Histogram(bars, width, most, scale.at(math.fsum(figures) / len(figures)))


def scatter(across: Sequence[float], up: Sequence[float], scale: Scale) -> list[Dot]:
    """A dot for each item; the area of one of several items grows with their number.

    Args:
        across: a figure of each item.
        up: the same of another run.
        scale: of both.
    """
    cell = WIDTH / BINS if len(up) > FEW_ITEMS else 0.1
    pairs = zip(across, up, strict=True)
    counts = Counter(
        (_nearest(scale.at(x), cell), _nearest(WIDTH - scale.at(y), cell)) for x, y in pairs
    )
    radii = {n: min(_MOST_RADIUS, _RADIUS * math.sqrt(n)) for n in counts.values()}
    return [Dot(x, y, round(radii[n], 1)) for (x, y), n in sorted(counts.items())]


def _nearest(place: float, cell: float) -> float:
    return round(round(place / cell) * cell, 1)


def whisker_of(
    low: float, mean: float, high: float, reference: float | None, scale: Scale
) -> Whisker:
    """Figures as places on a scale of :data:`WHISKER` units."""
    held = None if reference is None else scale.at(reference, WHISKER)
    return Whisker(scale.at(low, WHISKER), scale.at(mean, WHISKER), scale.at(high, WHISKER), held)
