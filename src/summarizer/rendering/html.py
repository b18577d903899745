"""HTML, for somebody who would rather look: one page that stands by itself."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Literal, NamedTuple

from ..document import Document, names_of
from ..pages import page
from ..request import DEFAULTS
from ..results import Brief, Summary
from .parts import DocumentEntry, NumberedResult, ResultView, catalogue, marks_of, part_of
from .plain import names_in, percent
from .sources import Dropped, ListedDocument, Marks, SourceText, source_of

_MANY = 12  # more sources than this are folded

Kind = Literal["summary", "summaries", "brief"]


class Provenance(NamedTuple):
    """How results were made, for the foot of a page; several values are joined by commas."""

    method: str  # as they were asked for
    select: str
    length: str
    options: Sequence[tuple[str, str]]  # what else was asked, by name
    languages: str  # of the documents
    # the first 12 hexadecimal digits of the SHA-256 of the texts one after another, in the order
    # given
    digest: str

    @classmethod
    def of(cls, results: Sequence[Summary | Brief], documents: Sequence[Document]) -> "Provenance":
        """What is said of some results, and of the documents in the order given."""
        digest = sha256()
        for document in documents:
            digest.update(document.text.encode("utf-8", "replace"))
        return cls(
            _joined(result.method for result in results),
            _joined(result.select for result in results),
            _joined(str(result.length) for result in results),
            list(dict.fromkeys(option for result in results for option in _options(result))),
            _joined(sorted(document.language for document in documents)),
            digest.hexdigest()[:12],
        )


class ReportPage(NamedTuple):
    """What stands on a page."""

    kind: Kind
    parts: Sequence[ResultView]  # each summary or story, in order
    sources: Sequence[SourceText]  # all documents, in the order of their numbers
    folded: bool  # whether these are shut at first
    dropped: Sequence[Dropped]  # the documents that repeat others
    made: Provenance

    @property
    def sentences(self) -> int:
        """How many extracts there are."""
        return sum(len(part.quotes) for part in self.parts)

    @property
    def words(self) -> int:
        """How many words these have."""
        return sum(part.words for part in self.parts)

    @property
    def days(self) -> list[date]:
        """The first and the last day of the documents, once if they are one; none if unknown."""
        known = [source.document.published for source in self.sources]
        days = sorted({date(day.year, day.month, day.day) for day in known if day})
        return days if len(days) < 2 else [days[0], days[-1]]


def to_html(result: Summary | Brief | Sequence[Summary], _width: int | None) -> str:
    """See :func:`summarizer.render`; docs/report.md says what stands on the page."""
    if isinstance(result, Brief):
        report = _of_brief(result)
    else:
        report = _of_summaries([result] if isinstance(result, Summary) else result)
    return page("report.html.j2", styles=("report.css",), report=report)


def _of_summaries(summaries: Sequence[Summary]) -> ReportPage:
    told: list[NumberedResult] = []
    for number, summary in enumerate(summaries, start=1):
        document = summary.document
        entry = DocumentEntry(document, ListedDocument.of(number, document, document.label))
        told.append(NumberedResult(summary, number, {document.id: entry}))
    made = Provenance.of(summaries, [summary.document for summary in summaries])
    kind: Kind = "summary" if len(summaries) == 1 else "summaries"
    entries = (entry for each in told for entry in each.known.values())
    return _report(kind, told, entries, (), made)


def _of_brief(brief: Brief) -> ReportPage:
    kept = (document for story in brief.stories for document in story.documents)
    documents = [*kept, *(found.document for found in brief.duplicates)]
    # A headline tells those of different stories apart.
    names = names_of(documents) | {
        name: called for story in brief.stories for name, called in names_in(story, brief).items()
    }
    known = catalogue(documents, names)
    told = [
        NumberedResult(story, number, known) for number, story in enumerate(brief.stories, start=1)
    ]
    dropped = [
        Dropped(
            known[found.document.id].listed,
            known[found.of.id].listed,
            found.kind,
            percent(found.similarity),
        )
        for found in brief.duplicates
    ]
    return _report("brief", told, known.values(), dropped, Provenance.of([brief], brief.documents))


def _report(
    kind: Kind,
    told: Sequence[NumberedResult],
    entries: Iterable[DocumentEntry],
    dropped: Sequence[Dropped],
    made: Provenance,
) -> ReportPage:
    marks = {number: found for each in told for number, found in marks_of(each).items()}
    repeats = {one.document.number: one for one in dropped}
    sources = [
        source_of(document, listed, marks.get(listed.number, Marks()), repeats.get(listed.number))
        for document, listed in entries
    ]
    parts = [part_of(each) for each in told]
    return ReportPage(kind, parts, sources, len(sources) > _MANY, dropped, made)


def _options(result: Summary | Brief) -> Iterator[tuple[str, str]]:
    """What was asked besides method and length, where it is not the default."""
    asked, plain = result.request.to_dict(), DEFAULTS.to_dict()
    for name in ("query", "focus", "ceiling", "seed", "embed"):
        if asked[name] != plain[name]:
            # A plain string: jinja2 believes one in a list that says of itself that it is safe.
            yield name, str(asked[name])
    if isinstance(result, Brief):
        if result.grouping != "auto":
            yield "stories", str(result.grouping)
        if result.known:
            yield "known", str(len(result.known))


def _joined(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(values))
