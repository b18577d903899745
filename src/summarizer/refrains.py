"""What documents say word for word outside their story: notices of their sites, in any language."""

from collections.abc import Sequence
from dataclasses import replace

from .document import Document

_MOST = 1 / 3  # of a document's sentences; where more are shared, the stories are akin


def without_refrains(stories: Sequence[Sequence[Document]]) -> list[list[Document]]:
    """Documents by story, with what stands word for word in another story flagged as boilerplate.

    A document that would lose more than a third of its sentences stays as it is: that is no notice
    but a story that was told as two.

    Args:
        stories: the documents of each.

    Returns:
        The same stories of the same documents, in the same order.
    """
    first: dict[str, int] = {}  # by sentence, the story that has it first
    refrains: set[str] = set()
    for number, story in enumerate(stories):
        for line in {sentence.line for document in story for sentence in document.candidates}:
            if first.setdefault(line, number) != number:
                refrains.add(line)
    if not refrains:
        return [list(story) for story in stories]
    return [[_without(document, refrains) for document in story] for story in stories]


def is_of_notices(document: Document) -> bool:
    """Whether a document has no prose, and more notices than other lines."""
    kinds = [sentence.kind for sentence in document.candidates]
    return "prose" not in kinds and 2 * kinds.count("boilerplate") > len(kinds)


def _without(document: Document, refrains: set[str]) -> Document:
    found = {s.position for s in document.candidates if s.line in refrains}
    count = len(document.candidates)
    if not found or len(found) == count or len(found) > max(1, _MOST * count):
        return document
    sentences = tuple(
        s._replace(kind="boilerplate") if s.position in found else s for s in document.sentences
    )
    return replace(document, sentences=sentences)
