"""Plain text, for a terminal or a pipe."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..document import Document, names_of
from ..pages import web_address
from ..results import Brief, Result, Story, Summary
from ..text.display import one_line
from ..text.wrapping import wrapped
from .plain import (
    Names,
    contested,
    differing,
    headed,
    listed,
    name_of,
    names_in,
    percent,
    runs,
    said,
    sources,
    tellers_of,
)


class Look(NamedTuple):
    """How parts of the text are set off; as they are, unless somebody can see more."""

    heading: Callable[[str], str] = str  # set off a heading, sources, a figure that others contest
    muted: Callable[[str], str] = str
    contested: Callable[[str], str] = str
    # makes a name one that leads to its document
    link: Callable[[str, Document], str] = lambda name, _document: name
    gap: str = ""  # what stands between statements beside the end of a line


PLAIN = Look()


def to_text(
    result: Summary | Brief | Sequence[Summary], width: int | None, look: Look = PLAIN
) -> str:
    """See :func:`summarizer.render`; several summaries have a heading each, one has none."""
    if isinstance(result, Summary):
        lines = list(_extracts(result, width, look))
    elif isinstance(result, Brief):
        lines = list(_brief(result, width, look))
    else:
        lines = [line for summary in result for line in _titled(summary, width, look)]
    return "\n".join(lines).strip("\n") + "\n"


def _titled(summary: Summary, width: int | None, look: Look) -> Iterator[str]:
    yield look.heading(_wrapped(f"== {name_of(summary.document)} ==", width))
    yield from _extracts(summary, width, look)
    yield ""


def _extracts(summary: Summary, width: int | None, look: Look) -> Iterator[str]:
    if headed(summary):
        yield from _sections(summary, width, look)
    else:
        yield from _told(summary, width, look)
    yield from _note(summary, width)


def _told(result: Result, width: int | None, look: Look) -> Iterator[str]:
    told = [_wrapped(one_line(extract.sentence.line), width) for extract in result.extracts]
    yield f"\n{look.gap}".join(told)


def _sections(summary: Summary, width: int | None, look: Look) -> Iterator[str]:
    yield "Contents:"
    for section in headed(summary):
        yield f"{'  ' * section.level}{one_line(section.heading)}"
    for section in summary.sections:
        yield ""
        if section.heading:
            marks = "=" * (section.level + 1)
            line = f"{marks} {one_line(section.heading)} {marks}"
            yield look.heading(_wrapped(line, width))
        if section.extracts:
            yield from _told(section, width, look)
        yield from _note(section, width)


def _brief(brief: Brief, width: int | None, look: Look) -> Iterator[str]:
    for number, story in enumerate(brief.stories, start=1):
        title = f"== Story {number} of {len(brief.stories)}: {one_line(story.heading)} =="
        yield look.heading(_wrapped(title, width))
        yield from _story(story, _linked(story, brief, look), width, look)
        yield ""
    if brief.duplicates:
        yield look.heading("== Dropped as duplicates ==")
        names = names_of(brief.documents)
        for found in brief.duplicates:
            name, other = names[found.document.id], names[found.of.id]
            line = f"{name}: {found.kind} repeat of {other}"
            yield _wrapped(f"{one_line(line)} ({percent(found.similarity)})", width)


def _linked(story: Story, brief: Brief, look: Look) -> Names:
    """What documents are called, on one line."""
    known = {document.id: document for document in brief.documents}
    names = names_in(story, brief).items()
    return {name: look.link(one_line(called), known[name]) for name, called in names}


def _story(story: Story, names: Names, width: int | None, look: Look) -> Iterator[str]:
    found = listed(_found(document, names) for document in story.documents)
    yield look.muted(_wrapped(f"Sources: {found}", width))
    yield ""
    languages = {document.id: document.language for document in story.documents}
    told = []
    for extract in story.extracts:
        line = one_line(extract.sentence.line)
        cut = runs(line, contested(extract, story), languages[extract.document])
        line = "".join(look.contested(run.text) if run.is_contested else run.text for run in cut)
        tellers = look.muted(f"[{sources(extract, story, names)}]")
        told.append(_wrapped(f"{line} {tellers}", width))
    yield f"\n{look.gap}".join(told) or _wrapped("Nothing new.", width)
    yield from _note(story, width)
    for title, dispute in differing(story):
        yield ""
        yield look.heading(title)
        for account in dispute.accounts:
            written = look.contested(one_line(", ".join(account.figures)))
            tellers = look.muted(f"[{tellers_of(account, names)}]")
            yield _wrapped(f"- {written}: {said(account)} {tellers}", width)


def _found(document: Document, names: Names) -> str:
    """A document in a list of sources: where to find it, if its name does not say."""
    name, address = names[document.id], web_address(document.url)
    if address:
        return f"{name} <{address}>"
    is_found = document.credit == "" or f" ({one_line(document.id)})" in name
    return name if is_found else f"{name} ({one_line(document.id)})"


def _note(result: Result, width: int | None) -> Iterator[str]:
    if result.note:
        yield _wrapped(f"Note: {one_line(result.note)}", width)


def _wrapped(line: str, width: int | None) -> str:
    return line if width is None else wrapped(line, width)
