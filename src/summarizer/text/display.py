"""Text as it may be shown: on one line, and without what could steer a terminal."""

_STEERING = (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = dict.fromkeys(_STEERING, " ")
_CONTROLS_IN_LINES = {code: " " for code in _STEERING if chr(code) not in "\n\t"}


def one_line(text: str) -> str:
    """Text on one line; control characters, terminal escapes and those that turn the
    direction of writing among them, become blanks.
    """
    return " ".join(text.translate(_CONTROLS).split())


def visible(text: str) -> str:
    """Text with its lines and tabs, but each other control character a blank.

    Line ends of every kind become those of Unix.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS_IN_LINES)
