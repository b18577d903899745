"""The brief of a story of a batch, or why there is none. No process, no clock, no file."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from ..corpus.documents import row_of, unpacked
from ..corpus.output_rows import StoryGroup, StoryRow
from ..rendering.json import to_json_line
from ..results import Brief
from .work import Failure, Job, WorkOutcome, reason_for

MOST = 500
"""Documents of a story that a brief is made of: the first by date. Some ten thousand sentences."""


def brief_story(story: StoryGroup, job: Job) -> WorkOutcome:
    """The brief of a story as a :class:`StoryRow`, or why there is none."""
    try:
        if not story.failure:
            return WorkOutcome((_brief_row(story, job),))
        reason = story.failure
    except Exception as error:  # one story of a million must not end the work on the others
        reason = reason_for(error)
    told = f"the story of {len(story.members):,} documents from this one on: {reason}"
    return WorkOutcome(failure=Failure(*_named(story), 0, told))


def _named(story: StoryGroup) -> tuple[str, int, str]:
    """The id, the row and the place of its first document, as far as that can be read."""
    name = place = ""
    with suppress(Exception):  # what cannot be unpacked may be why there is no brief
        first = unpacked(story.members[0][0])
        name, place = first.id, first.origin.place if first.origin else ""
    return name, row_of(story.key), place


def in_order(rows: Iterable[Failure], stories: Iterable[Failure]) -> list[Failure]:
    """All failures in the order in which they are listed: of rows, then of stories."""
    return [*sorted(rows, key=_place), *sorted(stories, key=_place)]


def _place(failure: Failure) -> tuple[int, str, str]:
    return failure.row, failure.id, failure.reason


def _brief_row(story: StoryGroup, job: Job) -> StoryRow:
    documents = [member.document for member in story.opened()]
    notes = [story.note]
    if len(documents) > MOST:
        notes.append(f"made of the first {MOST:,} of its {len(documents):,} documents")
    made = job.brief(documents[:MOST])
    line = to_json_line(_noted(made, "; ".join(filter(None, notes))))
    return StoryRow.of(story, made.stories[0].documents, line)


def _noted(made: Brief, note: str) -> Brief:
    if not note:
        return made
    (story,) = made.stories
    whole = "; ".join(filter(None, (story.note, note)))
    return replace(made, stories=(replace(story, note=whole),))
