"""Small data sets as JSON Lines."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from summarizer.evaluation import Run, dump_runs, load_runs

Row = dict[str, Any]

_STORIES = (
    (
        "A ferry sank near the harbour. All passengers were saved. The captain blamed the fog. "
        "An inquiry will start soon. The owner has said nothing.",
        "A ferry sank and everybody was saved. The fog was blamed.",
    ),
    (
        "The old bridge fell on Monday. Nobody was hurt in the fall. The mayor promised a new "
        "bridge. It will cost ten million pounds. Work starts in May.",
        "The bridge fell and nobody was hurt. A new bridge will cost ten million.",
    ),
)


def rows(count: int = 20) -> list[Row]:
    """Single articles with a reference each: bridges and ferries, in turn."""
    return [
        {
            "id": f"i{number}",
            "documents": [{"id": "a", "text": f"{text} Number {number} was the last one."}],
            "references": [reference],
        }
        for number in range(count)
        for text, reference in [_STORIES[number % 2]]
    ]


def cluster() -> Row:
    """An item of two documents."""
    return {
        "id": "both",
        "documents": [
            {"id": str(number), "text": text} for number, (text, _) in enumerate(_STORIES)
        ],
        "references": [reference for _, reference in _STORIES],
    }


def write_lines(path: Path, lines: Iterable[Row | str]) -> Path:
    """Write objects, or lines as they are, and return the path."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def reloaded(folder: Path, *runs: Run) -> Run:
    path = folder / "saved.json"
    path.write_text(dump_runs(runs), encoding="utf-8")
    found = load_runs(path).runs
    assert found == runs
    return found[0]
