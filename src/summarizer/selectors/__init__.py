"""The selectors that come with the library: importing this package registers them."""

from . import greedy, mmr

__all__ = ["greedy", "mmr"]
