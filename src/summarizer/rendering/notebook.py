"""A result -> a piece of HTML for a notebook: what was chosen, and from where."""

from typing import NamedTuple

from ..briefing import Brief, Story
from ..document import Document
from ..summary import Extract, Summary
from .page import fragment
from .sources import direction_of, label


class _Cell(NamedTuple):
    """A summary or a story: what it is about, what it says, and what there is to say of it."""

    heading: str
    language: str
    direction: str
    extracts: tuple[Extract, ...]
    note: str


def to_notebook(result: Summary | Story | Brief) -> str:
    """A result for a cell of a notebook: no link, no script, and no style that reaches beyond it.

    Args:
        result: a summary, a story or a brief.
    """
    cells = [_cell(part) for part in (result.stories if isinstance(result, Brief) else [result])]
    made = None if isinstance(result, Story) else result
    return fragment(
        "notebook.html.j2", cells=cells, made=made, cited=not isinstance(result, Summary)
    )


def _cell(result: Summary | Story) -> _Cell:
    if isinstance(result, Summary):
        document: Document = result.document
        heading = document.headline or label(document)
    else:
        document, heading = result.documents[0], result.heading
    direction = direction_of(result.text or document.text)
    return _Cell(heading, document.language, direction, result.extracts, result.note)
