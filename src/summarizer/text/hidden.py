"""What is in a text and cannot be seen: soft hyphens, marks without width or of direction.

It is nothing to words and to what is shown, and no place in a text may shift for it.
"""

from functools import cache
from typing import TYPE_CHECKING

from ..memo import Pattern
from .views import View

if TYPE_CHECKING:
    import numpy as np

SOFT_HYPHEN = "\u00ad"

UNSEEN = (
    SOFT_HYPHEN,
    *"\u034f\u061c\u180e\u200b\u200e\u200f\ufeff",
    *map(chr, (*range(0x202A, 0x202F), *range(0x2060, 0x2070))),
)
"""What cannot be seen: soft hyphens, marks without width and marks of direction."""
_SELECTORS = (*"\u180b\u180c\u180d\u180f", *map(chr, range(0xFE00, 0xFE10)))
_RARE = "\U000e0100-\U000e01ef"  # selectors too, of the forms of Chinese characters

HIDDEN = "".join((*UNSEEN, *_SELECTORS))
"""The same, and what chooses between forms of the character before it.

Not the joiners (U+200C, U+200D), which tell words of Persian and of India apart, nor the letters
of Korean that fill a place.
"""

_HIDDEN = Pattern(f"[{HIDDEN}{_RARE}]")
_UNSHOWN = Pattern(f"[{''.join(UNSEEN)}]")
_FIRST_HALF = 0xDB40  # of what is rare, in UTF-16
_ASCII = bytes(range(128))
_SHORT, _LONG = 200, 4_000  # characters; a longer text is sooner looked through by its codes


def beyond_ascii(text: str) -> str:
    """The characters of a text that are not ASCII, in order.

    In most texts they are few, and a class of characters is sooner looked for among them.
    """
    if text.isascii():
        return ""
    return (
        text.encode("utf-8", "surrogatepass")
        .translate(None, _ASCII)
        .decode("utf-8", "surrogatepass")
    )


def has_hidden(text: str) -> bool:
    """Whether there is something in a text that cannot be seen."""
    if text.isascii():
        return False
    if _SHORT < len(text) <= _LONG:
        text = beyond_ascii(text)
    return (len(text) <= _SHORT or bool(_likely(text).any())) and _HIDDEN.search(text) is not None


def _likely(text: str) -> "np.ndarray":
    """Which codes of a text in UTF-16 are of what is hidden, or half of one."""
    import numpy as np  # as in the table: those who need no arrays need not wait for them

    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    return _table()[codes]


@cache
def _table() -> "np.ndarray":
    """Which codes of UTF-16 are hidden, or the first half of what is."""
    import numpy as np

    table = np.zeros(0x10000, dtype=bool)
    table[[*map(ord, HIDDEN), _FIRST_HALF]] = True
    return table


def hidden_places(text: str) -> list[int]:
    """Where what cannot be seen stands in a text."""
    if len(text) > _LONG and not text.isascii():
        likely = _likely(text)
        if len(likely) == len(text):  # no character has two codes
            return [at for at in likely.nonzero()[0].tolist() if text[at] in HIDDEN]
    return [found.start() for found in _HIDDEN.finditer(text)] if has_hidden(text) else []


def seen(text: str) -> str:
    """A text without what cannot be seen: what words are made of."""
    return _HIDDEN.sub("", text) if has_hidden(text) else text


def shown(text: str) -> str:
    """A text as it may be shown: with the selectors, for ❤ and ❤️ are two."""
    return text if text.isascii() else _UNSHOWN.sub("", text)


def seen_view(given: str) -> View | None:
    """A text without what cannot be seen; ``None`` where that is the text as given."""
    places = hidden_places(given)
    return View(given, [(at, at + 1) for at in places]) if places else None
