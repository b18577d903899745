"""The selectors that come with the library: importing this package registers them."""

from . import best, coverage, dpp, greedy, ilp, kl, mmr, submodular

__all__ = ["best", "coverage", "dpp", "greedy", "ilp", "kl", "mmr", "submodular"]
