"""Text as it may be shown: on one line, and without what could steer a terminal."""

_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")


def one_line(text: str) -> str:
    """Text on one line; control characters, terminal escapes among them, become blanks."""
    return " ".join(text.translate(_CONTROLS).split())
