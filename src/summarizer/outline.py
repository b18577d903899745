"""The sections of a document: by its headings, or by who speaks; the whole where it has neither.

What the markup of a file says goes before what lines look like. Of a plain text, headings that
count ("CHAPTER IV", "2.1 Scope") go before all others between the first and the last of them:
what else looks like a heading there is a letterhead, a verse, a line of dialogue.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from .document import Document, Sentence
from .text.blocks import markdown_blocks
from .text.endings import ends_in_stop, is_left_open
from .text.words import has_word

_LINES = frozenset({"heading", "boilerplate", "list item"})
_FEWEST = 2  # headings of one series, each over a text
_LISTED = 3  # headings that a table of contents names
_NEAR = 2  # lines between a number and that of what stands above it
_REACH = 50  # lines that are looked at under a heading
_SOME = 3  # sentences of a preface
_TURNS = 4  # of people who speak, at least
_TALK = 0.5  # of the text is theirs
_LONGEST = 120  # characters of a heading
_TITLE = 80  # of one that ends in a full stop
_ROMAN = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_LABEL = re.compile(
    rf"(?:(?P<word>[^\W\d_]{{2,}})\s+|§\s?)?+"
    rf"(?:(?P<digits>\d{{1,3}}(?:\.\d{{1,3}})*+)|(?P<roman>{_ROMAN})|(?P<letter>[A-Z]))"
    r"(?P<mark>\.?[:)]|\.|)(?=\s|[-–—]|$)"
    r"|(?P<han>第\s?[一二三四五六七八九十百千〇零两0-9０-９ ]+[章回节節部卷巻編话話夜]"
    r"|[一二三四五六七八九十百〇][一二三四五六七八九十百〇\s]*$)"
)
_KINDS = ("digits", "roman", "letter", "han")
_BEFORE = {"C": "XCIX", "D": "CDXCIX", "L": "XLIX", "M": "CMXCIX"}  # mostly they are letters
_ONES, _TENS = "〇一二三四五六七八九", {"十": 10, "百": 100, "千": 1000}
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LEADERS = re.compile(r"\.{3,}|(?:\. ){3,}|\s\d{1,4}$|\t")  # of a table of contents
_OPENERS = tuple("\"'“‘„«»「『—–-(*[{<+/\\|=_")
_WORD = r"[^\W\d_a-z][\w'’.-]*"
_NAME = (
    rf"{_WORD}(?:\s(?:[a-z]{{1,3}}\s)?{_WORD}){{0,3}}(?:\s\d{{1,3}})?(?:\s?\([^()\n]{{1,30}}\))?"
)
_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
_SPEAKER = re.compile(
    r"(?:[\[(]?\d[\d/.:,\- ]{2,18}+(?:[AaPp]\.?[Mm]\.?)?[\])]?\s?+(?:[-–]\s)?+)?+[*_]{0,3}"
    rf"(?:<(?P<nick>[^<>\n]{{1,30}})>|(?P<name>{_NAME})(?:[:：][*_]{{0,3}}|(?P<time>\s{{1,3}}{_TIME}))(?=\s|$)"
    # "Mr. SMITH of Ohio. I rise …"
    rf"|(?P<capitals>(?:{_WORD}\s){{0,2}}[A-Z][A-Z'’-]{{2,}}(?:\sof\s{_WORD}(?:\s{_WORD})?)?)\.(?=\s|$))"
)
_SIGNS = re.compile(r"^ {0,3}(?:#{1,6}[ \t]+\S|={2,}\s*$|-{2,}\s*$)", re.M)
_BREAK = re.compile(r"\s*\n")


class Division(NamedTuple):
    """A part of a document under a heading.

    Attributes:
        heading: on one line; ``""`` for what stands before the first.
        level: how deep, from 1.
        sentences: those under it up to the next heading, itself among them.
    """

    heading: str
    level: int
    sentences: tuple[Sentence, ...]

    @property
    def has_text(self) -> bool:
        """Whether there is prose in it."""
        return any(s.kind == "prose" and has_word(s.text) for s in self.sentences)


class _Heading(NamedTuple):
    """A heading: of its sentence the number, what it says, how deep it is, what it counts by."""

    row: int
    text: str
    level: int
    sort: str = ""
    label: str = ""
    is_bare: bool = False  # no more than a number


def outline(document: Document) -> tuple[Division, ...]:
    """The sections of a document in order; at least one, and none but the only one without prose.

    A heading that has no text under it stays where one below it has; one that is no more than a
    number ("CHAPTER IV") is joined to the line under it. Where there are no headings, and people
    speak in turn, each of them is a section, with all turns.
    """
    headings = _headings(document)
    found = [] if headings else _by_speaker(document)
    if not found and (headings := headings or _looking_so(document)):
        found = _kept(list(_divided(document, headings)))
    return tuple(found) if found else (Division(document.headline, 1, document.sentences),)


def _divided(document: Document, headings: Sequence[_Heading]) -> Iterator[Division]:
    sentences = document.sentences
    if headings[0].row:
        yield Division("", 1, sentences[: headings[0].row])
    ends = [heading.row for heading in headings[1:]] + [len(sentences)]
    depths: list[int] = []
    for heading, end in zip(_joined(headings), ends, strict=True):
        if heading is None:
            continue
        while depths and depths[-1] >= heading.level:
            depths.pop()
        depths.append(heading.level)
        yield Division(heading.text, len(depths), sentences[heading.row : end])


def _joined(headings: Sequence[_Heading]) -> Iterator[_Heading | None]:
    """Each heading, those that are no more than a number with the line under them.

    ``None`` stands in the place of the number.
    """
    before: _Heading | None = None
    for heading, after in zip(headings, [*headings[1:], None], strict=True):
        if before is not None:
            mark = "" if before.text[-1] in ".:" else ":"
            heading = heading._replace(
                text=f"{before.text}{mark} {heading.text}", level=before.level
            )
        goes_on = after is not None and after.row == heading.row + 1 and not after.sort
        before = heading if heading.is_bare and goes_on and before is None else None
        yield None if before is not None else heading


def _kept(divisions: Sequence[Division]) -> list[Division]:
    """Those with text, and those above them."""
    kept: list[Division] = []
    needed = 0  # what is less deep stands above one that is kept
    for division in reversed(divisions):
        if division.has_text or division.level < needed:
            kept.append(division)
            needed = division.level
    kept.reverse()
    top = [division for division in kept if division.level == 1]
    if len(kept) > 1 and len(top) == 1 and top[0] is kept[0] and not top[0].has_text:
        return [division._replace(level=division.level - 1) for division in kept[1:]]
    return kept


def _headings(document: Document) -> list[_Heading]:
    """The headings that the markup says, or else a plain text's own."""
    marked = dict(document.levels) or _marked(document)
    rows = {s.start: row for row, s in enumerate(document.sentences) if s.start in marked}
    if not rows:
        return _numbered(document)
    found = [_labelled(row, document.sentences[row], marked[at]) for at, row in rows.items()]
    under = {line.row + 1: line.level for line in found if line.is_bare}
    titles = [
        _Heading(row, document.sentences[row].line, level)
        for row, level in under.items()
        if row not in rows.values() and document.sentences[row : row + 1]
        if document.sentences[row].kind == "heading"
    ]
    return sorted([*found, *titles])


def _marked(document: Document) -> dict[int, int]:
    """The headings of a text in Markdown that was not read as such, and how deep each is."""
    is_extracted = document.origin is not None and document.origin.is_extracted
    if is_extracted or not _SIGNS.search(document.text):
        return {}
    found: dict[int, int] = {}
    starts = [s.start for s in document.sentences]
    for block in markdown_blocks(document.text):
        if block.kind != "heading":
            continue
        text = document.text[block.start : block.end]
        signs = len(text) - len(text.lstrip("#"))
        start = next((at for at in starts if block.start <= at < block.end), None)
        if start is not None:
            found[start] = signs or (1 if text.rstrip().endswith("=") else 2)
    return found


def _labelled(row: int, sentence: Sentence, level: int = 0) -> _Heading:
    """A line as a heading, with the number that it opens with, if any."""
    line = sentence.line.strip("#=_* ")
    label = _LABEL.match(line)
    if label is None or (is_bare := label.end() == len(line)) < _needs_more(label):
        return _Heading(row, line, level or 1)
    kind = next(name for name in _KINDS if label[name])
    depth = label["digits"].count(".") if label["digits"] else 0
    sort = f"{(label['word'] or '').casefold()} {kind} {depth}"
    return _Heading(row, line, level or 1 + depth, sort, label[kind], is_bare)


def _needs_more(label: re.Match[str]) -> bool:
    """Whether a letter is a number only where nothing follows: "X Window", "I took it"."""
    return bool(label["roman"] or label["letter"]) and not label["word"] and not label["mark"]


def _numbered(document: Document) -> list[_Heading]:
    """The headings that count, in series, or that a table of contents names; none in a talk.

    Before and behind them stand some that do neither, as a preface.
    """
    sentences = document.sentences
    lines = [
        _labelled(row, s)
        for row, s in enumerate(sentences)
        if s.kind in _LINES and _may_count(s) and not _is_mark(sentences, row)
    ]
    lines = sorted([*lines, *_stopped(sentences)])
    labels = {line.label for line in lines}
    lines = [
        _as_letter(line) if _BEFORE.get(line.label, line.label) not in labels else line
        for line in lines
    ]
    over = {line.row for line in lines if _is_over_text(sentences, line.row)}
    listed = _listed(sentences, lines, over)
    found = _in_series(sentences, [line for line in lines if line.sort], over)
    found = _without_contents(sentences, found)
    if len(listed) >= _LISTED:
        found = sorted([*listed, *(f._replace(level=f.level + 1) for f in found)])
    elif not found:
        return []
    rows = {line.row for line in found}
    if not rows & over:
        return []
    first = min(rows & over)
    found = [line for line in found if line.row >= first or line.row + 1 in rows]
    under = {line.row + 1 for line in found if line.is_bare} - rows
    titles = [line for line in lines if line.row in under and not line.sort]
    titles = [line for line in titles if _is_title(sentences[line.row])]
    around = [line for line in _around(document, found, first) if line.row not in under]
    return sorted([*found, *titles, *around])


def _stopped(sentences: Sequence[Sentence]) -> Iterator[_Heading]:
    """Numbers with a title that ends in a full stop, as licences have it ("2. Basic Permissions.").

    Each is a paragraph, over a longer one that has no number.
    """
    paragraphs = [list(group) for _, group in groupby(sentences, key=lambda s: s.paragraph)]
    row = 0
    for own, below in pairwise(paragraphs):
        line = " ".join(s.line for s in own)
        label = _LABEL.match(line)
        if label and label["digits"] and label["mark"] == "." and len(line) <= _TITLE:
            is_title = (
                line.endswith(".") and len(own) <= 2 and line[label.end() + 1 :][:1].isupper()
            )
            counts = _LABEL.match(below[0].line)
            is_over = below[0].kind == "prose" and not (counts and counts["digits"])
            if is_title and is_over and sum(len(s.line) for s in below) > len(line):
                yield _labelled(row, own[0]._replace(text=line.removesuffix(".")))
        row += len(own)


def _around(document: Document, found: Sequence[_Heading], first: int) -> list[_Heading]:
    """The headings before and behind those that count, which have some text.

    Behind them only those in capitals, where the others are in capitals: the last of the others
    is as long as all are, and has letters, poems and the like in it, too.
    """
    sentences, last = document.sentences, found[-1].row
    capitals, sorts = found[-1].text.isupper(), {line.sort for line in found} - {""}
    others = [
        line
        for line in _looking_so(document)
        if line.sort not in sorts and _is_over_text(sentences, line.row)
        if line.row < first or (line.row > last + 1 and (line.text.isupper() or not capitals))
    ]
    ends = [*(line.row for line in others[1:]), len(sentences)]
    return [
        line
        for line, end in zip(others, ends, strict=False)
        if sum(s.kind == "prose" for s in sentences[line.row : min(end, line.row + _REACH)])
        >= _SOME
    ]


def _as_letter(line: _Heading) -> _Heading:
    """A number that is as well a letter as one of the letters."""
    return line._replace(sort=line.sort.replace("roman", "letter"))


def _in_series(
    sentences: Sequence[Sentence], lines: Sequence[_Heading], over: set[int]
) -> list[_Heading]:
    """The lines whose numbers go on from each other, with those that stand right above them."""
    values: dict[str, list[int]] = {}
    for line in lines:
        if line.row in over and (value := _value(line)) not in values.get(line.sort, ())[-1:]:
            values.setdefault(line.sort, []).append(value)
    series = {sort for sort, found in values.items() if _goes_on(found)}
    if "digits" in {sort.split()[-2] for sort in series}:
        series |= {sort for sort in values if sort.startswith(" digits") and sort[-1] != "0"}
    above = Counter(
        (one.sort, other.sort)
        for one, other in pairwise(lines)
        if other.row in over and _are_near(sentences, one, other)
        if one.sort.split()[0] != other.sort.split()[0] and other.sort in series
    )
    outer = {one: other for (one, other), count in above.items() if count >= _FEWEST}
    return [
        line._replace(level=line.level + (line.sort in outer.values()))
        for line in lines
        if line.sort in series or line.sort in outer
    ]


def _without_contents(sentences: Sequence[Sentence], found: list[_Heading]) -> list[_Heading]:
    """Headings without those that stand in a row with others of their sort, and again later."""
    again = Counter((line.sort, line.label) for line in found)
    joined = [
        one.sort == other.sort and _are_near(sentences, one, other)
        for one, other in pairwise(found)
    ]
    kept: list[_Heading] = []
    for line, *is_joined in zip(found, [False, *joined], [*joined, False], strict=False):
        again[line.sort, line.label] -= 1
        if not (any(is_joined) and again[line.sort, line.label]):
            kept.append(line)
    return kept


def _are_near(sentences: Sequence[Sentence], one: _Heading, other: _Heading) -> bool:
    """Whether there are few lines between two headings, and no prose."""
    between = sentences[one.row : other.row]
    return len(between) <= 2 * _NEAR and all(s.kind != "prose" for s in between)


def _goes_on(values: Sequence[int]) -> bool:
    """Whether numbers count: mostly by one, or from the first again."""
    pairs = [(one, after) for one, after in pairwise(values) if after != values[0]]
    steps = sum(after == one + 1 for one, after in pairs)
    return steps >= max(_FEWEST - 1, len(pairs) / 2)


def _value(line: _Heading) -> int:
    """The number of a heading; of what is below others the last of its numbers."""
    kind, label = line.sort.split()[-2], line.label
    if kind == "digits":
        return int(label.rpartition(".")[2])
    if kind == "roman":
        ones = [_VALUES[sign] for sign in label]
        return sum(-n if n < after else n for n, after in zip(ones, [*ones[1:], 0], strict=True))
    if kind == "han":
        digits = "".join(label.split()).strip("第章回节節部卷巻編编话話夜")
        return _han(digits)
    return ord(label[0])


def _han(digits: str) -> int:
    total = one = 0
    for sign in digits:
        if sign in _TENS:
            total += max(one, 1) * _TENS[sign]
            one = 0
        else:
            one = 10 * one + (int(sign) if sign.isdecimal() else _ONES.find(sign))
    return total + one


def _listed(
    sentences: Sequence[Sentence], lines: Sequence[_Heading], over: set[int]
) -> list[_Heading]:
    """The lines without a number that stand twice: in a table of contents, and over their text."""
    by_text: dict[str, list[_Heading]] = {}
    for line in lines:
        if not line.sort and any(map(str.isalpha, line.text)):
            by_text.setdefault(line.text.casefold(), []).append(line)
    twice = [found for found in by_text.values() if len(found) == 2]
    pairs = [
        (one.row, other)
        for one, other in twice
        if other.row in over and sentences[one.row + 1].kind != "prose"
    ]
    first = {row for row, _ in pairs}
    return [other for row, other in pairs if not first.isdisjoint((row - 1, row + 1))]


def _may_count(sentence: Sentence) -> bool:
    text = sentence.text.strip()
    label = _LABEL.match(text)
    return (
        len(text) <= _LONGEST
        and not _BREAK.search(text)
        and not _LEADERS.search(text, label.end() if label else 0)
        and not is_left_open(text, 0, len(text))
        and text[-1] not in ":："
    )


def _is_mark(sentences: Sequence[Sentence], row: int) -> bool:
    """Whether a line is the number of the sentence behind it, or goes on in it."""
    after = sentences[row + 1 : row + 2]
    return bool(after) and (
        after[0].paragraph == sentences[row].paragraph or after[0].text[0].islower()
    )


def _is_over_text(sentences: Sequence[Sentence], row: int) -> bool:
    """Whether prose follows, at most with two more lines between: the title under a number."""
    return any(s.kind == "prose" for s in sentences[row + 1 : row + 2 + _NEAR])


def _looking_so(document: Document) -> list[_Heading]:
    """The lines that look like headings, and can be no other kind of line."""
    return [
        _labelled(row, s)
        for row, s in enumerate(document.sentences)
        if s.kind == "heading" and _is_title(s) and not _is_said(s.line)
    ]


def _is_said(line: str) -> bool:
    """Whether a line ends as a sentence, and has small letters: "A. Yes."."""
    return ends_in_stop(line, 0, len(line)) and any(map(str.islower, line))


def _is_title(sentence: Sentence) -> bool:
    text = sentence.text.strip("_*# ")
    return (
        bool(text)
        and len(text) <= _LONGEST
        and not text.startswith(_OPENERS)
        and not text[0].islower()
        and any(map(str.isalpha, text))
        and text[-1] not in ":：,;\"'”’»」』-"
        and not _LEADERS.search(text, label.end() if (label := _LABEL.match(text)) else 0)
        and not is_left_open(text, 0, len(text))
        and text[-1] not in "!?…"
    )


def _by_speaker(document: Document) -> list[Division]:
    """What each says who speaks, where a text is their talk."""
    paragraphs = [list(group) for _, group in groupby(document.sentences, lambda s: s.paragraph)]
    labels = [_SPEAKER.match(paragraph[0].text) for paragraph in paragraphs]
    uses = Counter(_name(label) for label in labels if label)
    turns: list[tuple[str, list[Sentence]]] = []
    opening: list[Sentence] = []
    for label, paragraph in zip(labels, paragraphs, strict=True):
        if label and (uses[_name(label)] > 1 or not label["time"]):  # "It's 12:30."
            turns.append((_name(label), paragraph))
        elif turns:
            turns[-1][1].extend(paragraph)
        else:
            opening += paragraph
    own = {name for name, count in uses.items() if count > 1}
    said = sum(len(said) for name, said in turns if name in own)
    if len(own) < 2 or len(turns) < _TURNS or said < _TALK * len(document.sentences):
        return []
    by_name: dict[str, list[Sentence]] = {}
    for name, turn in turns:
        by_name.setdefault(name, []).extend(turn)
    found = [Division("", 1, tuple(opening))]
    found += [Division(name, 1, tuple(said)) for name, said in by_name.items()]
    return [division for division in found if division.has_text]


def _name(label: re.Match[str]) -> str:
    """Who speaks; see :data:`_SPEAKER`."""
    return label["nick"] or label["name"] or label["capitals"] or ""
