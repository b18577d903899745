"""JSON Lines, for a stream: a summary or a brief a line."""

from collections.abc import Sequence

from ..results import Brief, Summary
from .json import to_json_line


def to_jsonl(result: Summary | Brief | Sequence[Summary], _width: int | None) -> str:
    """See :func:`summarizer.render`; the lines are those of a batch."""
    results = [result] if isinstance(result, Summary | Brief) else result
    return "".join(f"{to_json_line(each)}\n" for each in results)
