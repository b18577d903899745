"""JSON, for another program."""

import json
from collections.abc import Sequence

from ..results import Brief, Summary
from ..text.surrogates import without_halves

_ASKED = ("request", "known")


def to_json(result: Summary | Brief | Sequence[Summary], _width: int | None) -> str:
    """See :func:`summarizer.render`; docs/json.md lists the fields."""
    value = (
        result.to_dict()
        if isinstance(result, Summary | Brief)
        else [summary.to_dict() for summary in result]
    )
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def to_json_line(result: Summary | Brief) -> str:
    """The same fields on one line, without the line's end: JSON Lines.

    What was asked is the same for all lines of a batch, and stands in its manifest instead.
    """
    value = result.to_dict()
    for name in _ASKED:
        value.pop(name, None)
    return without_halves(json.dumps(value, ensure_ascii=False, allow_nan=False))
