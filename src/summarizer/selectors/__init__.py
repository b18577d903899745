"""The selectors that come with the library: importing this package registers them."""

from . import best, coverage, greedy, mmr

__all__ = ["best", "coverage", "greedy", "mmr"]
