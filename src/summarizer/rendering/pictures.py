"""Numbers -> the shapes of small pictures, as the path data and sizes of SVG."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

_STEP, _BAR, _CHOSEN_BAR = 8, 4, 6  # units of width: a sentence, its bar, a chosen one's
_TALLEST, _BASE = 30, 40  # units of height: the longest bar, and the line that all stand on
_FLAG = 6  # the triangle above a chosen one


class Strip(NamedTuple):
    """How scores run along a text: a bar a sentence."""

    width: int  # of the picture
    height: int
    bars: str  # the path of the bars of sentences that were not chosen
    chosen: str  # that of those that were, each under a triangle


def strip(shares: Sequence[float], chosen: Collection[int]) -> Strip:
    """The bars of a text's sentences, in order.

    Args:
        shares: the score of each sentence as a share of the best one, 0 to 1.
        chosen: the places of the chosen sentences.
    """
    plain = "".join(_bar(i, share) for i, share in enumerate(shares) if i not in chosen)
    marked = "".join(_flagged(i, shares[i]) for i in sorted(chosen))
    return Strip(_STEP * len(shares), _BASE, plain, marked)


def _bar(place: int, share: float, width: int = _BAR) -> str:
    height = _height(share)
    left = place * _STEP + (_STEP - width) // 2
    return f"M{left} {_BASE}v-{height}h{width}v{height}z" if height else ""


def _flagged(place: int, share: float) -> str:
    top = _BASE - _height(share) - 2
    flag = f"M{place * _STEP + _STEP // 2} {top}l-4 -{_FLAG}h8z"
    return _bar(place, share, _CHOSEN_BAR) + flag


def _height(share: float) -> int:
    """The height of a bar; any score above 0 is visible."""
    return max(1, round(share * _TALLEST)) if share > 0 else 0
