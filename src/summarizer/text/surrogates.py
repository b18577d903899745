"""Halves of characters, as JSON and names of files bring them; UTF-8 has none."""

import re

_HALF = re.compile("[\ud800-\udfff]")


def without_halves(text: str) -> str:
    """A text with one unknown character (U+FFFD) for each half of one; no place in it shifts."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)
    return text
