"""The selectors that come with the library: importing this package registers them."""

from . import best, greedy, mmr

__all__ = ["best", "greedy", "mmr"]
