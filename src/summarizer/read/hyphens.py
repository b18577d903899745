"""Lines of a file of pages that were parted within words, put together again."""

import re
from collections.abc import Sequence

from ..text.hidden import shown
from ..text.hyphens import Hyphens as _Hyphens
from ..text.rules import UNSPACED

_LETTERS = rf"{UNSPACED}\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff"  # of words without blanks
_UNSPACED = re.compile(rf"(?<=[{_LETTERS}])\n(?=[{_LETTERS}])")
_FEWEST = 2  # lines that end in a hyphen; a page of which little was read has one by chance


class PageHyphens:
    """Tells the hyphen of a parted word from that of a compound, by the words of the text.

    Args:
        lines: of the whole text, in order.
        is_justified: whether they are of one length, as of programs that part words.
    """

    def __init__(self, lines: Sequence[str], *, is_justified: bool = False) -> None:
        self._hyphens = _Hyphens("\n".join(lines), fewest=0 if is_justified else _FEWEST)

    def joined(self, lines: Sequence[str]) -> str:
        """Lines of a paragraph as one; in Chinese, Japanese, Thai no blank stands between them."""
        text = _UNSPACED.sub("", self._hyphens.mended("\n".join(lines)))
        return shown(text.replace("\n", " "))
