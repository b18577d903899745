"""Plain text, for a terminal or a pipe."""

from collections.abc import Iterator, Sequence

from ..document import Document, names_of
from ..pages import web_address
from ..results import Brief, Result, Story, Summary
from ..text.display import one_line
from ..text.wrapping import wrapped
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
    tellers,
)


def to_text(result: Summary | Brief | Sequence[Summary], width: int | None) -> str:
    """See :func:`summarizer.render`; several summaries have a heading each, one has none."""
    if isinstance(result, Summary):
        lines = list(_extracts(result, width))
    elif isinstance(result, Brief):
        lines = list(_brief(result, width))
    else:
        lines = [line for summary in result for line in _titled(summary, width)]
    return "\n".join(lines).strip("\n") + "\n"


def _titled(summary: Summary, width: int | None) -> Iterator[str]:
    yield _wrapped(f"== {name_of(summary.document)} ==", width)
    yield from _extracts(summary, width)
    yield ""


def _extracts(summary: Summary, width: int | None) -> Iterator[str]:
    if headed(summary):
        yield from _sections(summary, width)
        yield from _note(summary, width)
        return
    for extract in summary.extracts:
        yield _wrapped(one_line(extract.sentence.line), width)
    yield from _note(summary, width)


def _sections(summary: Summary, width: int | None) -> Iterator[str]:
    yield "Contents:"
    for section in headed(summary):
        yield f"{'  ' * section.level}{one_line(section.heading)}"
    for section in summary.sections:
        yield ""
        if section.heading:
            marks = "=" * (section.level + 1)
            yield _wrapped(f"{marks} {one_line(section.heading)} {marks}", width)
        for extract in section:
            yield _wrapped(one_line(extract.sentence.line), width)
        yield from _note(section, width)


def _brief(brief: Brief, width: int | None) -> Iterator[str]:
    for number, story in enumerate(brief.stories, start=1):
        title = f"== Story {number} of {len(brief.stories)}: {one_line(story.heading)} =="
        yield _wrapped(title, width)
        yield from _story(story, names_in(story, brief), width)
        yield ""
    if brief.duplicates:
        yield "== Dropped as duplicates =="
        names = names_of(brief.documents)
        for found in brief.duplicates:
            name, other = names[found.document.id], names[found.of.id]
            line = f"{name}: {found.kind} repeat of {other}"
            yield _wrapped(f"{one_line(line)} ({percent(found.similarity)})", width)


def _story(story: Story, names: Names, width: int | None) -> Iterator[str]:
    found = listed(_found(document, names) for document in story.documents)
    yield _wrapped(f"Sources: {found}", width)
    yield ""
    for extract in story.extracts:
        yield _wrapped(
            f"{one_line(extract.sentence.line)} [{sources(extract, story, names)}]", width
        )
    if not story.extracts:
        yield _wrapped("Nothing new.", width)
    yield from _note(story, width)
    for title, dispute in differing(story):
        yield ""
        yield title
        for account in dispute.accounts:
            line = f"- {', '.join(account.figures)}: {said(account)} [{tellers(account, names)}]"
            yield _wrapped(line, width)


def _found(document: Document, names: Names) -> str:
    """A document in a list of sources: where to find it, if its name does not say."""
    name, address = names[document.id], web_address(document.url)
    if address:
        return f"{one_line(name)} <{address}>"
    is_found = name == document.id or name.endswith(f" ({document.id})")
    return one_line(name if is_found else f"{name} ({document.id})")


def _note(result: Result, width: int | None) -> Iterator[str]:
    if result.note:
        yield _wrapped(f"Note: {one_line(result.note)}", width)


def _wrapped(line: str, width: int | None) -> str:
    return line if width is None else wrapped(line, width)
