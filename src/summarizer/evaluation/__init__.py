"""Measuring summaries."""

from .rouge import Score, Scorer, rouge

__all__ = ["Score", "Scorer", "rouge"]
