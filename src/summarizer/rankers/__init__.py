"""The rankers that come with the library: importing this package registers them."""

from . import bm25, centroid, hiporank, lead, lexrank, random, relevance, sumy, textrank

__all__ = [
    "bm25",
    "centroid",
    "hiporank",
    "lead",
    "lexrank",
    "random",
    "relevance",
    "sumy",
    "textrank",
]
