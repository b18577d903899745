"""What a piece of a wrapped text reads as: its lines run on, with whole words."""

from collections.abc import Callable, Collection, Sequence

from .hidden import has_hidden, shown
from .hyphens import Hyphens, has_parted
from .views import View

Reading = Callable[[int, int], str]
"""From where a piece of a text stands to what it reads as; ``""`` where that is as written."""


def reading(
    text: str, kept: Collection[str] = (), left_out: Sequence[tuple[int, int]] = ()
) -> Reading | None:
    """What the pieces of a text read as; ``None`` where all of it reads as written.

    Line breaks of wrapped lines stay, for they are blanks. What is mended is what would not read
    as it was meant: words that were parted at the ends of lines, and what cannot be seen.

    Args:
        text: the whole text, by whose words is told what was one word.
        kept: see :class:`summarizer.text.hyphens.Hyphens`.
        left_out: what stands inside sentences and is no part of them: start and end of each.
    """
    view = View(text, left_out) if left_out else None
    plain = view.text if view else text
    hyphens = Hyphens(plain, kept) if has_parted(plain) else None
    hides = has_hidden(text)
    if not (view or hyphens or hides):
        return None

    def read(start: int, end: int) -> str:
        written = text[start:end]
        found = plain[view.place(start) : view.place(end)] if view else written
        found = hyphens.mended(found) if hyphens else found
        is_hiding = hides and has_hidden(written)
        return (shown(found) if is_hiding else found) if is_hiding or found != written else ""

    return read
