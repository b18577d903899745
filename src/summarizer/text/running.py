"""What a piece of a wrapped text reads as: its lines run on, with whole words."""

from bisect import bisect_left
from collections.abc import Collection, Sequence

from .hidden import has_hidden, hidden_places, shown
from .hyphens import Hyphens, has_parted
from .views import View


class RunningText:
    """What the pieces of a text read as, where that is not as written.

    Line breaks of wrapped lines stay, for they are blanks. What is mended is what would not read
    as it was meant: words that were parted at the ends of lines, what stands inside sentences and
    is no part of them, and what cannot be seen.

    Args:
        text: the whole text, by whose words is told what was one word.
        kept: see :class:`summarizer.text.hyphens.Hyphens`.
        left_out: what stands inside sentences and is no part of them: start and end of each.
        hides: whether there may be something in the text that cannot be seen.
    """

    def __init__(
        self,
        text: str,
        kept: Collection[str] = (),
        left_out: Sequence[tuple[int, int]] = (),
        hides: bool = True,
    ) -> None:
        self._text = text
        self._view = View(text, left_out) if left_out else None
        self._plain = self._view.text if self._view else text
        self._hyphens = Hyphens(self._plain, kept) if has_parted(self._plain) else None
        hidden = hidden_places(text) if hides else []
        parted = self._hyphens.places if self._hyphens else []
        if self._view:
            parted = [start for start, _ in self._view.spans([(at, at) for at in parted])]
        self._hides = bool(hidden)
        self._places = sorted((*hidden, *parted, *(start for start, _ in left_out)))

    def __call__(self, start: int, end: int) -> str:
        """What a piece reads as; ``""`` where that is as written."""
        if bisect_left(self._places, start) == bisect_left(self._places, end):
            return ""
        written = self._text[start:end]
        found = written
        if self._view:
            found = self._plain[self._view.place(start) : self._view.place(end)]
        found = self._hyphens.mended(found) if self._hyphens else found
        if self._hides and has_hidden(written):
            return shown(found)
        return found if found != written else ""

    def __bool__(self) -> bool:
        """Whether a piece of the text may read otherwise than written."""
        return bool(self._places)
