"""Many passages, shortened to one budget: context for a language model."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .choosing import choose
from .defaults import CONTEXT_LENGTH
from .document import Document, Sentence, misread
from .errors import DocumentSetError, NoWordsError
from .features import Features, Vector
from .length import Length
from .methods import method_of, score
from .passages import BETWEEN, GAP, Context, Omission, Passage, Reason, Span, joined
from .request import Embed, Request
from .statements import group_statements
from .text.kinds import Kind
from .text.rules import BLANKS
from .text.words import has_word, wording
from .units import Unit, units_of

_ROUNDS = 3  # of filling the room that shows once a text is measured
_FAINT = 1e-9  # relevance of what stands beside something relevant and has none of its own
_SHORT = 6  # words; "Yes, it was." in two places is two answers


def compress(
    passages: Iterable[Document | str],
    length: Length | float | str = CONTEXT_LENGTH,
    *,
    query: str = "",
    embed: Embed | None = None,
    language: str | None = None,
) -> Context:
    """Shorten passages to one budget, to what has to do with a query.

    What is kept is verbatim: sentences, and whole blocks of code, tables and lists, with what
    leads them in and the heading above. With a query the most relevant are kept, and what has
    nothing to do with it is left out though there be room; where nothing has, by its words, it is
    as if nothing were asked, and ``note`` says so. What was kept once is not repeated.

    Args:
        passages: texts or documents, in any number; Markdown is read as such.
        length: the budget of ``context.text``, never exceeded; see :class:`Length`. Per cent are
            of the words of all passages; a number counts sentences and blocks.
        query: what is asked. Without it, sentences are chosen as for a brief.
        embed: what says how near sentences are to the query, instead of their words; see
            :func:`summarizer.summarise`.
        language: of strings; see :meth:`Document.from_text`. ``None`` for what each is plainly
            in, else English.

    Raises:
        DocumentSetError: it is no list of documents and strings.
        LengthError, UsageError, TokenizerError, EmbeddingError: the call is wrong.
    """
    request = Request(Length(length), query=query, embed=embed, focus=1)
    sources = [_Source.of(one, str(n), language) for n, one in enumerate(_listed(passages), 1)]
    asked = _Asked.of(sources, request)
    filling = _Filling(sources, asked, _Budget(request.length, sources))
    told = misread([source.document for source in sources if source.document])
    notes = [asked.note, filling.note, told, request.length.notice]
    return Context(
        passages=tuple(filling.passages()),
        length=request.length,
        query=query,
        note="; ".join(filter(None, notes)),
    )


def _listed(passages: Iterable[Document | str]) -> list[Document | str]:
    if isinstance(passages, str | Document) or not isinstance(passages, Iterable):
        raise DocumentSetError(f"expected passages, got {type(passages).__name__}: pass a list")
    listed = list(passages)
    for one in listed:
        if not isinstance(one, str | Document):
            raise DocumentSetError(f"expected a Document or a string, got {type(one).__name__}")
    return listed


class _Source(NamedTuple):
    """A passage as given, and what it is made of; one without a word has no document."""

    id: str
    text: str
    document: Document | None
    units: list[Unit]

    @classmethod
    def of(cls, given: Document | str, name: str, language: str | None) -> "_Source":
        """A passage, under a name that it has where it brings none."""
        if isinstance(given, Document):
            return cls(given.id or name, given.text, given, units_of(given))
        try:
            document = Document.from_text(given, name, language=language)
            if document.likely_language:
                document = Document.from_text(given, name, language=document.likely_language)
        except NoWordsError:
            return cls(name, given, None, [])
        return cls(name, given, document, units_of(document))

    def written(self, unit: Unit) -> str:
        return self.text[unit.start : unit.end]

    def above(self, unit: Unit) -> str:
        """The heading of a unit; of what stands under none the title of the document."""
        if unit.heading is not None:
            return self.written(self.units[unit.heading])
        return self.document.title if self.document else ""

    def shown(self, number: int, request: Request, *, titled: bool) -> Document | None:
        """A document whose sentences are the units; ``None`` where there is no word.

        Args:
            number: of the passage, which becomes the id.
            request: where it asks something, lines that are no prose may be chosen too.
            titled: whether what stands under a heading reads as if that stood in it.
        """
        if self.document is None or not has_word(self.text):
            return None
        kinds: dict[str, Kind] = {"heading": "heading", "line": "fragment"}
        if request.asks:
            del kinds["line"]
        known = {(s.start, s.end): s for s in self.document.sentences}
        made = []
        for position, unit in enumerate(self.units):
            text = self.written(unit)
            own = known.get((unit.start, unit.end), Sentence("", 0, unit.start, unit.end, text))
            reads_as = own.reads_as
            if titled and (above := self.above(unit)):
                reads_as = f"{above}\n{reads_as or text}"
            kind = kinds.get(unit.kind, "prose")
            placed = (str(number), position, unit.start, unit.end, text, kind, position)
            made.append(Sentence(*placed, own.quotation, reads_as))
        return replace(self.document, id=str(number), sentences=tuple(made))


class _Asked(NamedTuple):
    """The units that may be kept, a row each, and in which order they are wanted.

    Attributes:
        features: of the rows; ``None`` where no passage has a word.
        places: for each row the number of the passage, and that of the unit in it.
        scores: for each row what it is worth; 0 for what is not wanted.
        order: the rows that are wanted, the best first.
        note: what there is to say of it.
    """

    features: Features | None
    places: list[tuple[int, int]]
    scores: Vector
    order: list[int]
    note: str = ""

    @classmethod
    def of(cls, sources: Sequence[_Source], request: Request) -> "_Asked":
        documents = _documents(sources, request, titled=False)
        if not documents:
            return cls(None, [], np.zeros(0), [], "there is not one word in the passages")
        features = Features.of(documents, request)
        places = [(int(s.document_id), s.position) for s in features.sentences]
        note = ""
        if request.asks:
            scores = _relevance(features, sources, [sources[a].units[b] for a, b in places])
            if scores.any():
                order = np.argsort(-scores, kind="stable")[: np.count_nonzero(scores)]
                return cls(features, places, scores, order.tolist())
            note = "nothing has to do with the query: compressed without it"
            return cls.of(sources, replace(request, query=""))._replace(note=note)
        method = method_of(request)
        scores = score(features, method)
        chosen = choose(features, scores, request.length, method).rows
        rest = np.argsort(-scores, kind="stable").tolist()
        best = sorted(chosen, key=lambda row: -scores[row])
        return cls(features, places, scores, list(dict.fromkeys([*best, *rest])), note)


def _documents(sources: Sequence[_Source], request: Request, *, titled: bool) -> list[Document]:
    shown = (source.shown(n, request, titled=titled) for n, source in enumerate(sources))
    return [document for document in shown if document]


def _relevance(features: Features, sources: Sequence[_Source], units: Sequence[Unit]) -> Vector:
    """``(R,)``: what each row has to do with the query; 0 for what has nothing to.

    A heading counts for what stands under it as much as that by itself. What stands beside a
    sentence that has to do with the query counts too, within the section; but a block only behind
    one, and a line that is no prose nowhere.
    """
    request = features.request
    found, related = features.relevance, features.related
    own = matched = _has_word_of_query(features)
    if any(source.above(unit) for source in sources for unit in source.units):
        titled = Features.of(_documents(sources, request, titled=True), request)
        found = (found + titled.relevance) / 2
        matched = _has_word_of_query(titled)
        related = related | titled.related
    found = np.where(related, np.maximum(found, _FAINT), 0)
    if request.embed is not None:
        return found
    sections = list(zip(features.owners.tolist(), (unit.heading for unit in units), strict=True))
    told = {sections[row] for row in np.flatnonzero(matched).tolist()}
    for row, unit in enumerate(units):
        is_behind = row > 0 and matched[row - 1] and sections[row - 1] == sections[row]
        is_beside = is_behind if unit.kind == "block" else sections[row] in told
        if not (own[row] if unit.kind == "line" else matched[row] or is_beside):
            found[row] = 0
    return found


def _has_word_of_query(features: Features) -> NDArray[np.bool_]:
    columns = [features.vocabulary[t] for t in features.query if t in features.vocabulary]
    return np.asarray(features.counts[:, columns].sum(axis=1)) > 0


class _Budget:
    """What may be spent, and what a text costs; or a number of units, whatever they cost."""

    def __init__(self, length: Length, sources: Sequence[_Source]) -> None:
        self.counts_units = length.unit == "sentences"
        self.limit = int(length.value)
        if self.counts_units:
            return
        self.size = length.remembering().measure()
        if length.unit == "percent":
            self.limit = length.share(sum(self.size(source.text) for source in sources))


class _Filling:
    """The budget being filled: which units are kept so far, and why others are not.

    Args:
        sources: the passages.
        asked: their rows.
        budget: what may be spent.
    """

    def __init__(self, sources: Sequence[_Source], asked: _Asked, budget: _Budget) -> None:
        self._sources = sources
        self._asked = asked
        self._budget = budget
        self._said = _said_alike(sources, asked)
        self._wanted = set(asked.order)
        self._row_of = {place: row for row, place in enumerate(asked.places)}
        self._sayers: dict[
            Hashable, int
        ] = {}  # of what is said by what is kept, the row that says it
        self._rows: list[int] = []  # in the order taken
        self._kept: list[set[int]] = [set() for _ in sources]  # the units of each passage
        self._fill()

    @property
    def note(self) -> str:
        """What there is to say of it."""
        if self._asked.order and not self._rows:
            return "not one sentence or block fits"
        is_all = len(self._wanted) == len(self._asked.places)
        if not is_all and all(map(self._is_told, self._wanted)):
            return "nothing else has to do with the query"
        return ""

    def passages(self) -> Iterator[Passage]:
        """Each passage, with what was kept and what was not."""
        for number, source in enumerate(self._sources):
            kept = tuple(self._spans(number))
            document = source.document or Document(source.id, source.text)
            yield Passage(source.id, source.text, kept, tuple(self._omissions(number)), document)

    def _fill(self) -> None:
        if self._budget.counts_units:
            self._take(self._budget.limit)
            return
        left = self._budget.limit
        for _ in range(_ROUNDS):
            if not self._take(left):
                return
            left = self._left()
            if left < 0:  # tokens of a text are not quite those of its parts
                self._shorten()
                return

    def _take(self, left: int) -> bool:
        """Take what is wanted and fits, the best first; whether there was any."""
        before = len(self._rows)
        for row in self._asked.order:
            if not self._is_told(row) and (cost := self._cost(row)) <= left:
                self._add(row)
                left -= cost
        return len(self._rows) > before

    def _is_told(self, row: int) -> bool:
        """Whether a row, or what says the same, is kept."""
        return self._said[row] in self._sayers

    def _add(self, row: int) -> None:
        self._rows.append(row)
        self._sayers[self._said[row]] = row
        number, position = self._asked.places[row]
        heading = self._sources[number].units[position].heading
        self._kept[number] |= {position} if heading is None else {position, heading}

    def _cost(self, row: int) -> int:
        """What a row costs at most, with the heading that it brings and the mark of a gap."""
        if self._budget.counts_units:
            return 1
        number, position = self._asked.places[row]
        unit, size = self._sources[number].units[position], self._budget.size
        cost = size(self._sources[number].written(unit)) + size(f"{BETWEEN}{GAP}{BETWEEN}")
        if unit.heading is None or unit.heading in self._kept[number]:
            return cost
        return cost + size(self._sources[number].above(unit)) + size(BETWEEN)

    def _left(self) -> int:
        texts = (
            joined(list(self._spans(number)), source.text)
            for number, source in enumerate(self._sources)
        )
        return self._budget.limit - self._budget.size(BETWEEN.join(filter(None, texts)))

    def _shorten(self) -> None:
        """Give up what was taken last, until the rest fits as a text."""
        taken = self._rows
        while taken and self._left() < 0:
            taken = taken[:-1]
            self._rows, self._sayers = [], {}
            self._kept = [set() for _ in self._sources]
            for row in taken:
                self._add(row)

    def _span(self, number: int, start: int, end: int) -> Span:
        return Span(number, start, end, self._sources[number].text[start:end])

    def _spans(self, number: int) -> Iterator[Span]:
        """What is kept of a passage; units that stand side by side are one span."""
        units, kept = self._sources[number].units, sorted(self._kept[number])
        for _, run in groupby(enumerate(kept), lambda found: found[1] - found[0]):
            positions = [position for _, position in run]
            yield self._span(number, units[positions[0]].start, units[positions[-1]].end)

    def _omissions(self, number: int) -> Iterator[Omission]:
        """What is not kept of a passage, with what stands between the units, in order."""
        source = self._sources[number]
        whys = [self._why(number, position) for position in range(len(source.units))]
        # At either end of the text something may stand that is in no unit.
        whys = [_Why("not prose"), *whys, _Why("not prose")]
        bounds = [(0, 0), *((unit.start, unit.end) for unit in source.units)]
        bounds.append((len(source.text), len(source.text)))
        begin = 0
        for why, run in groupby(range(len(whys)), whys.__getitem__):
            last = list(run)[-1]
            end = bounds[last][1] if why.is_kept or last + 1 == len(bounds) else bounds[last + 1][0]
            found = source.text[begin:end]
            start = begin + len(found) - len(found.lstrip(BLANKS))
            begin = end
            if why.reason and (stripped := found.strip(BLANKS)):
                span = Span(number, start, start + len(stripped), stripped)
                yield Omission(span, why.reason, self._saying(why.row))

    def _saying(self, row: int | None) -> Span | None:
        """The unit that says what a row says."""
        if row is None:
            return None
        number, position = self._asked.places[self._sayers[self._said[row]]]
        unit = self._sources[number].units[position]
        return self._span(number, unit.start, unit.end)

    def _why(self, number: int, position: int) -> "_Why":
        """Why a unit is not kept, if it is not; a heading goes with what it stands above."""
        if position in self._kept[number]:
            return _Why(None)
        row = self._row_of.get((number, position))
        units = self._sources[number].units
        if row is not None:
            return self._why_not(row, units[position])
        if units[position].kind == "heading" and position + 1 < len(units):
            below = self._why(number, position + 1)
            if below.reason and below.row is None:
                return below
        return _Why("not prose")

    def _why_not(self, row: int, unit: Unit) -> "_Why":
        if row not in self._wanted:
            return _Why("not prose" if unit.kind == "line" else "unrelated")
        return _Why("repeated", row) if self._is_told(row) else _Why("over budget")


class _Why(NamedTuple):
    """Why something is not kept, ``None`` where it is; and the row that repeats what is kept."""

    reason: Reason | None
    row: int | None = None

    @property
    def is_kept(self) -> bool:
        return self.reason is None


def _said_alike(sources: Sequence[_Source], asked: _Asked) -> list[Hashable]:
    """For each row what it says, the same for all that say the same.

    Sentences do as in a brief, but for short ones, which say what they say only where they stand;
    blocks where they are the same word for word: two programs that differ in a name are two.
    """
    if asked.features is None:
        return []
    leaders = group_statements(asked.features)
    said: list[Hashable] = []
    for row, (number, position) in enumerate(asked.places):
        source = sources[number]
        is_block = source.units[position].kind == "block"
        if asked.features.lengths[row] < _SHORT and not is_block:
            said.append((row,))
        elif is_block or not asked.features.sizes[row]:
            said.append(wording(source.written(source.units[position])))
        else:
            said.append(leaders[row])
    return said
