"""What is taken out of a file: its text, what its lines are, and what it says of itself."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from ..text.endings import ends_in_stop
from ..text.kinds import Kind

_BLANKS = re.compile(r"[^\S\xa0\u202f]+")  # those two part the digits of a number
_SHORT = 20  # letters
_NO_TITLE = re.compile(
    r"untitled\b.*|unbenannt|sans titre|no title|title"
    r"|(?:word )?document\d*|microsoft (?:word|powerpoint)\b.*"
    r"|.*\.(?:docx?|odt|rtf|pdf|html?|tex|dvi|indd|qxd|txt|pptx?|xlsx?)|https?://.*|[\W\d_]*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:admin(?:istrator)?|user|owner|root|unknown|anonymous|author|python-docx|[\W\d_]*)",
    re.IGNORECASE,
)


class Extracted(NamedTuple):
    """The content of a file.

    Attributes:
        text: as it is to be cut into sentences.
        marked: what the markup says its lines are, by where each starts; see
            :meth:`summarizer.Document.from_text`. ``None`` for plain text.
        title, published, author, language, publisher, url: what the file says of itself, the
            language by whatever name; the day is one of publication.
        encoding: by what its bytes became characters; ``""`` where the format itself says.
        is_guessed: whether the encoding is said nowhere.
        left_out: the names of what is in the file besides and is not read, as attachments of mail.
        is_cut: whether this is the beginning or a summary of what stands at ``url``.
        levels: how deep its headings are, as far as the markup says, by where each starts.
    """

    text: str
    marked: dict[int, Kind] | None = None
    title: str = ""
    published: date | None = None
    author: str = ""
    encoding: str = ""
    is_guessed: bool = False
    language: str = ""
    publisher: str = ""
    url: str = ""
    left_out: tuple[str, ...] = ()
    is_cut: bool = False
    levels: dict[int, int] | None = None


class GrowingText:
    """A text that grows block by block: each is one line, and a blank line parts them.

    A file that is all code is a plain text which some program kept line by line: its lines are
    as they were, and are told by their look.
    """

    def __init__(self) -> None:
        self._lines: list[tuple[str, Kind | None, int]] = []

    def add(self, text: str, kind: Kind | None = None, level: int = 0) -> None:
        """Add a block, or several where line ends in it part more than words.

        Args:
            text: runs of blanks count as one; a line end is one that the author wrote.
            kind: what the block is, or ``None`` to have it told by its look.
            level: of a heading, from 1; 0 where nothing says it.
        """
        self._lines += [(line, kind, level) for line in _broken(text)]

    def add_item(self, text: str) -> None:
        """Add an item of a list; one that is a whole sentence is told from it later."""
        self.add(" ".join(_broken(text)), "list item")

    def add_code(self, text: str) -> None:
        """Add lines that are not in a language, each as it is; one that is blank counts."""
        for line in text.splitlines() or [""]:
            self._lines.append((" ".join(_broken(line)), "boilerplate", 0))

    def within(self, text: str) -> "GrowingText":
        """Those that stand in a text of which blanks were taken out.

        A short one may stand there by chance: it has to go on where the one before ended.
        """
        found = GrowingText()
        reached = 0
        for line, kind, level in self._lines:
            letters = "".join(line.split())
            is_short = len(letters) < _SHORT
            place = reached if is_short else text.find(letters)
            if place >= 0 and text.startswith(letters, place):
                reached = place + len(letters)
                found._lines.append((line, kind, level))
        return found

    @property
    def text(self) -> str:
        """All blocks."""
        if self._is_code:
            return "\n".join(line for line, *_ in self._lines).strip("\n")
        return "\n\n".join(line for line, *_ in self._lines if line)

    @property
    def marked(self) -> dict[int, Kind] | None:
        """What each block is, by where it starts in the text; ``None`` for a plain text."""
        if self._is_code:
            return None
        return {start: kind for start, (_, kind, _) in self._placed() if kind}

    @property
    def levels(self) -> dict[int, int] | None:
        """How deep the headings are, by where each starts; ``None`` for a plain text."""
        if self._is_code:
            return None
        return {start: level for start, (_, _, level) in self._placed() if level}

    def _placed(self) -> Iterator[tuple[int, tuple[str, Kind | None, int]]]:
        shown = [each for each in self._lines if each[0]]
        starts = accumulate((len(line) + 2 for line, *_ in shown), initial=0)
        return zip(starts, shown, strict=False)

    @property
    def _is_code(self) -> bool:
        return all(kind == "boilerplate" for line, kind, _ in self._lines if line)

    def __bool__(self) -> bool:
        return any(line for line, *_ in self._lines)


def title_of(value: object) -> str:
    """A title as a file says it, or ``""`` where a program filled it in."""
    title = one_line(value)
    return "" if _NO_TITLE.fullmatch(title) else title


def author_of(value: object) -> str:
    """An author as a file says it, or ``""`` where a program filled it in."""
    author = one_line(value)
    return "" if _NO_AUTHOR.fullmatch(author) else author


def one_line(value: object) -> str:
    """A string with every run of blanks as one; ``""`` for ``None``."""
    return " ".join(str(value or "").replace("\0", "").split())


def _broken(text: str) -> list[str]:
    """The lines of a block: those that go on in mid-sentence are joined."""
    lines: list[list[str]] = []
    for raw in text.replace("\xad", "").split("\n"):  # a soft hyphen is not seen
        line = _BLANKS.sub(" ", raw).strip(" \xa0\u202f\ufeff\u200b")
        if not line:
            continue
        if lines and line[0].islower() and not ends_in_stop(last := lines[-1][-1], 0, len(last)):
            lines[-1].append(line)
        else:
            lines.append([line])
    return [" ".join(parts) for parts in lines]
