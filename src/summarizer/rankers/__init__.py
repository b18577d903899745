"""The rankers that come with the library: importing this package registers them."""

from . import centroid, lead, lexrank, random, sumy, textrank

__all__ = ["centroid", "lead", "lexrank", "random", "sumy", "textrank"]
