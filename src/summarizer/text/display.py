"""Text as it may be shown: on one line, and without what could steer a terminal."""

from .hidden import UNSEEN

_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ") | dict.fromkeys(map(ord, UNSEEN))
_CONTROLS_IN_LINES = {code: to for code, to in _CONTROLS.items() if chr(code) not in "\n\t"}


def one_line(text: str) -> str:
    """Text on one line; control characters, terminal escapes among them, become blanks.

    What cannot be seen is left out, marks that turn the direction of writing among it.
    """
    return " ".join(text.translate(_CONTROLS).split())


def visible(text: str) -> str:
    """Text with its lines and tabs, but each other control character a blank.

    Line ends of every kind become those of Unix, and what cannot be seen is left out.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS_IN_LINES)
