"""What comes out of compressing: passages, what was kept of each, and why the rest was not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, pairwise
from typing import Any, Literal, NamedTuple

from .document import Document
from .length import Length

Reason = Literal["over budget", "unrelated", "repeated", "not prose"]
"""Why something was left out: no room; nothing to do with the query; said already; no prose."""

GAP = "…"
"""Stands between two spans of a passage where something was left out."""

BETWEEN = "\n\n"
"""Stands between two passages, and around the gap between two paragraphs."""


class Span(NamedTuple):
    """A part of a passage.

    Attributes:
        passage: the number of the passage among those given, from 0.
        start, end: where it stands, in code points: ``source[start:end] == text``.
        text: the part as written.
    """

    passage: int
    start: int
    end: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """The span as JSON has it."""
        return self._asdict()


class Omission(NamedTuple):
    """A part of a passage that was left out.

    Attributes:
        span: what was left out.
        reason: ``"over budget"``; ``"unrelated"``: nothing to do with the query; ``"repeated"``:
            what was kept says it; ``"not prose"``: a caption, a notice, a heading of nothing.
        repeats: what was kept and says it, where it repeats something.
    """

    span: Span
    reason: Reason
    repeats: Span | None = None

    def to_dict(self) -> dict[str, Any]:
        """The omission as JSON has it."""
        repeats = {"repeats": self.repeats.to_dict()} if self.repeats else {}
        return {**self.span.to_dict(), "reason": self.reason, **repeats}


@dataclass(frozen=True, slots=True)
class Passage:
    """One of the passages given, and what became of it.

    Attributes:
        id: the id of its document; of a string its number, from 1.
        source: the text as given.
        kept: in order; what stood side by side is one span.
        left_out: in order. Every word of the source is in a span of one or the other.
        document: the document given, or made of a string.
    """

    id: str
    source: str = field(repr=False)
    kept: tuple[Span, ...]
    left_out: tuple[Omission, ...] = field(repr=False)
    document: Document = field(repr=False)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each span of ``kept``, in code points."""
        return tuple((span.start, span.end) for span in self.kept)

    @property
    def dropped(self) -> tuple[Omission, ...]:
        """What was left out, and why, as ``left_out``."""
        return self.left_out

    @property
    def text(self) -> str:
        """What was kept; an ellipsis stands where something between was left out."""
        return joined(self.kept, self.source)

    def to_dict(self) -> dict[str, Any]:
        """The passage as JSON has it."""
        return {
            "id": self.id,
            "text": self.text,
            "kept": [span.to_dict() for span in self.kept],
            "left_out": [omission.to_dict() for omission in self.left_out],
        }


@dataclass(frozen=True, repr=False)
class Context:
    """The result of :func:`compress`.

    Attributes:
        passages: all that were given, in the order given.
        length: the budget.
        query: what was asked; ``""`` for nothing.
        note: what there is to say of it, as that nothing has to do with the query; "" mostly.
    """

    passages: tuple[Passage, ...]
    length: Length
    query: str = ""
    note: str = ""

    @cached_property
    def text(self) -> str:
        """What was kept of all passages, a blank line between them: never over the budget."""
        return BETWEEN.join(passage.text for passage in self.passages if passage.kept)

    @property
    def kept(self) -> tuple[Span, ...]:
        """What was kept, in order."""
        return tuple(chain.from_iterable(passage.kept for passage in self.passages))

    @property
    def left_out(self) -> tuple[Omission, ...]:
        """What was left out, and why, in order."""
        return tuple(chain.from_iterable(passage.left_out for passage in self.passages))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        kept = sum(bool(passage.kept) for passage in self.passages)
        return f"<Context of {len(self.passages)} passages: {len(self.kept)} spans of {kept}>"

    def to_dict(self) -> dict[str, Any]:
        """The context as docs/json.md describes it."""
        counts_by = self.length.counts_by
        return {
            "length": str(self.length),
            **({"tokenizer": counts_by} if counts_by else {}),
            "query": self.query,
            "note": self.note,
            "text": self.text,
            "passages": [passage.to_dict() for passage in self.passages],
        }


def joined(spans: Sequence[Span], source: str) -> str:
    """Spans of a text as one, with a mark where something between them was left out."""
    if not spans:
        return ""
    parts = [spans[0].text]
    for before, span in pairwise(spans):
        breaks = "\n" in source[before.end : span.start]
        parts.append(f"{BETWEEN}{GAP}{BETWEEN}" if breaks else f" {GAP} ")
        parts.append(span.text)
    return "".join(parts)
