"""Lines that were parted within words, put together again."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_PARTED = re.compile(r"(?<![^\W\d_])([^\W\d_]+)([-‐\xad])$")
_FIRST = re.compile(r"[^\W\d_]+")
_OFTEN = 0.03  # of the lines end in a hyphen where a program parted words; 0.01 where none did
_SHORTEST = 3  # letters of a part that can be a word


class Hyphens:
    """Tells the hyphen of a parted word from that of a compound, by the words of the text.

    Args:
        lines: of the whole text, in order.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._known: set[str] = set()
        parted, after_parted = 0, False
        for line in lines:
            is_parted = bool(_PARTED.search(line))
            words = _WORD.findall(line)[after_parted : -1 if is_parted else None]
            self._known.update(re.sub("[‐‑]", "-", word.casefold()) for word in words)
            parted, after_parted = parted + is_parted, is_parted
        self._is_usual = parted > max(1, _OFTEN * len(lines))

    def joined(self, lines: Sequence[str]) -> str:
        """Lines of a paragraph as one."""
        text = ""
        for line in lines:
            text = self._with(text, line) if text else line
        return text.replace("\xad", "")

    def _with(self, text: str, line: str) -> str:
        last = text[text.rfind(" ") + 1 :]  # to look no farther back, however long the text is
        parted = _PARTED.search(last)
        first = _FIRST.match(line)
        if not parted or not first:
            return text + line if re.search(r"\w[-‐]$", last) else f"{text} {line}"
        keeps = self._keeps(parted[1], parted[2], first[0])
        return text + line if keeps else text[:-1] + line

    def _keeps(self, before: str, sign: str, after: str) -> bool:
        """Whether the hyphen belongs to the word."""
        if sign == "\xad":
            return False
        if not after[0].islower():
            return True
        before, after = before.casefold(), after.casefold()
        if f"{before}-{after}" in self._known:
            return True
        if before + after in self._known:
            return False
        if not self._is_usual and sign == "-":
            return True
        # Two words of the text are a compound sooner than the halves of a third.
        whole = min(len(before), len(after)) >= _SHORTEST
        return whole and before in self._known and after in self._known
