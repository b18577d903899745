"""Compressing and summarising inside of other programs; each module needs an extra of its name."""
