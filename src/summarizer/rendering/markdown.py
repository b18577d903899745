"""Markdown, for a note or a page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..document import Document, names_of
from ..pages import web_address
from ..results import Brief, Result, Summary
from ..text.display import one_line
from .plain import (
    Names,
    differing,
    headed,
    listed,
    name_of,
    names_in,
    percent,
    said,
    sources,
    tellers_of,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
_NO_ANCHOR = re.compile(r"[^\w\- ]")
_MARKER = re.compile(r"^(\d{1,9})?([-+.)])(?=\s)")


def to_markdown(result: Summary | Brief | Sequence[Summary], _width: int | None) -> str:
    """See :func:`summarizer.render`; what Markdown would read as markup is escaped."""
    if isinstance(result, Brief):
        lines = list(_brief(result))
    else:
        summaries = [result] if isinstance(result, Summary) else result
        lines = [line for summary in summaries for line in _summary(summary)]
    return "\n".join(lines).strip("\n") + "\n"


def escaped(text: str) -> str:
    """A text on one line, with what Markdown would read as markup escaped."""
    return _MARKER.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", one_line(text)))


def _summary(summary: Summary) -> Iterator[str]:
    yield f"## {escaped(name_of(summary.document))}"
    yield ""
    if headed(summary):
        yield from _sections(summary)
    else:
        yield from _items(summary)
    yield from _note(summary)
    yield ""


def _items(result: Result) -> Iterator[str]:
    for extract in result.extracts:
        yield f"- {escaped(extract.sentence.line)}"


def _sections(summary: Summary) -> Iterator[str]:
    anchors = Counter([_anchor(name_of(summary.document))])
    for section in headed(summary):
        anchor = _anchor(section.heading)
        again = f"-{anchors[anchor]}" if anchors[anchor] else ""
        anchors[anchor] += 1
        indent = "  " * (section.level - 1)
        yield f"{indent}- [{escaped(section.heading)}](#{anchor}{again})"
    for section in summary.sections:
        yield ""
        if section.heading:
            yield f"{'#' * min(6, section.level + 2)} {escaped(section.heading)}"
            yield ""
        yield from _items(section)
        yield from _note(section)


def _anchor(heading: str) -> str:
    """The anchor that GitHub and others give a heading."""
    return _NO_ANCHOR.sub("", one_line(heading).lower()).replace(" ", "-")


def _link(document: Document, names: Names) -> str:
    """A document in a list of sources; a link if its address is known."""
    name, address = escaped(names[document.id]), web_address(document.url)
    return f"[{name}](<{address}>)" if address else name


def _note(result: Result) -> Iterator[str]:
    if result.note:
        yield ""
        yield f"*Note: {escaped(result.note)}*"


def _brief(brief: Brief) -> Iterator[str]:
    for story in brief.stories:
        names = names_in(story, brief)
        yield f"## {escaped(story.heading)}"
        yield ""
        for extract in story.extracts:
            yield f"- {escaped(extract.sentence.line)} ({escaped(sources(extract, story, names))})"
        if not story.extracts:
            yield "Nothing new."
        yield from _note(story)
        yield ""
        for title, dispute in differing(story):
            yield title
            yield ""
            for account in dispute.accounts:
                figures = f"**{escaped(', '.join(account.figures))}**"
                tellers = escaped(tellers_of(account, names))
                yield f"- {figures}: {escaped(said(account))} ({tellers})"
            yield ""
        yield f"Sources: {listed(_link(document, names) for document in story.documents)}"
        yield ""
    if brief.duplicates:
        yield "## Dropped as duplicates"
        yield ""
        known = names_of(brief.documents)
        for found in brief.duplicates:
            share = percent(found.similarity)
            name, other = escaped(known[found.document.id]), escaped(known[found.of.id])
            pair = f"{name}: {found.kind} repeat of {other}"
            yield f"- {pair} ({share})"
