"""What is asked of a summary: one value, checked once, that its result keeps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .defaults import ARTICLE_LENGTH, CEILING, DEFAULT_METHOD, FOCUS
from .errors import UsageError, name_of
from .length import Length

Embed = Callable[[list[str]], Any]
"""From ``n`` strings to ``(n, D)`` numbers, a row for each: what says how similar they are."""


@dataclass(frozen=True, slots=True)
class Request:
    """All that a summary depends on besides its documents.

    The arguments are those of :func:`summarizer.summarise`, which says what each means.

    Attributes:
        length: the length asked for.
        method: a method's name, or a ranker.
        select: a selector's name, or a selector; ``None`` for the method's own.
        query: what the reader asks; ``""`` for nothing.
        ceiling: the highest similarity of two chosen sentences, above 0 and at most 1.
        seed: of methods that draw at random, from 0.
        embed: what represents sentences instead of tf-idf; ``None`` for nothing.
        focus: how much the query counts, 0 to 1; 0 for not at all.

    Raises:
        UsageError: one of them is not of its kind. Names are looked up when they are used.
    """

    length: Length = Length(ARTICLE_LENGTH)  # noqa: RUF009 -- frozen
    method: str | Callable[..., Any] = DEFAULT_METHOD
    select: str | Callable[..., Any] | None = None
    query: str = ""
    ceiling: float = CEILING
    seed: int = 0
    embed: Embed | None = None
    focus: float = FOCUS

    def __post_init__(self) -> None:
        if not isinstance(self.query, str):
            raise UsageError(f"the query must be a string, got {self.query!r}", "query")
        if not isinstance(self.ceiling, float | int) or not 0 < self.ceiling <= 1:
            raise UsageError(
                f"the similarity ceiling must be above 0 and at most 1, got {self.ceiling!r}",
                "ceiling",
            )
        if not isinstance(self.seed, int) or self.seed < 0:
            raise UsageError(f"the seed must be a whole number from 0, got {self.seed!r}", "seed")
        if not isinstance(self.focus, float | int) or not 0 <= self.focus <= 1:
            raise UsageError(f"the focus must be 0 to 1, got {self.focus!r}", "focus")
        if self.embed is not None and not callable(self.embed):
            raise UsageError(f"embed must be a function, got {type(self.embed).__name__}", "embed")

    @property
    def asks(self) -> bool:
        """Whether there is a query that counts."""
        return bool(self.query) and self.focus > 0

    def to_dict(self) -> dict[str, Any]:
        """The arguments as JSON has them: functions, which JSON cannot hold, by their names."""
        return {
            "length": str(self.length),
            "method": _named(self.method),
            "select": _named(self.select),
            "query": self.query,
            "focus": self.focus,
            "ceiling": self.ceiling,
            "seed": self.seed,
            "embed": _named(self.embed),
        }


DEFAULTS = Request()
"""What is asked where nothing is said."""


def _named(value: str | Callable[..., Any] | None) -> str | None:
    return value if value is None or isinstance(value, str) else name_of(value)
