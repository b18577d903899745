"""Runs as JSON: what ``--json`` writes, a baseline holds and ``summarise compare`` reads."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from ..dependencies import version
from ..errors import ReadError, UsageError
from ..read import read_text
from .datasets import TASKS, Skipped, Task
from .runs import ItemResult, Run
from .signature import Signature

T = TypeVar("T")

_HIGHEST = 1e12  # of a figure; words of a summary are the largest
FORMAT = 1
"""Raised when a file of another shape would be misread."""


@dataclass(frozen=True)
class Saved:
    """Runs and the floors that a build must keep above.

    Attributes:
        runs: with distinct names of methods.
        floors: of each figure, the least that the mean of every method may be.
    """

    runs: tuple[Run, ...]
    floors: Mapping[str, float] = field(default_factory=dict)

    def run(self, method: str) -> Run | None:
        """The run of a method, or ``None``."""
        return next((run for run in self.runs if run.method == method), None)


def dump_runs(runs: Sequence[Run], floors: Mapping[str, float] | None = None) -> str:
    """Runs as a JSON text, the same for the same runs."""
    value = {
        "format": FORMAT,
        "version": version(),
        "floors": dict(sorted((floors or {}).items())),
        "runs": [_run_value(run) for run in runs],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def load_runs(path: str | Path) -> Saved:
    """Read what :func:`dump_runs` wrote.

    Raises:
        ReadError: the file cannot be read, is no such file, or is of another format.
    """
    value = _object(str(path))
    if value["format"] != FORMAT:
        raise ReadError(
            f"{path}: is of format {value['format']!r:.40}, made by summarizer "
            f"{value.get('version')!s:.40}, but this version reads format {FORMAT}: create it again"
        )
    try:
        runs = tuple(_run_of(run) for run in _list(value, "runs"))
        floors = _figures(_of(dict, value, "floors"))
        _check_runs(runs, floors)
    except (UsageError, ValueError) as error:
        raise ReadError(f"{path}: a saved run is damaged: {error}") from error
    return Saved(runs, floors)


def _object(path: str) -> dict[str, Any]:
    text = read_text(path)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{path}: not JSON: {error}") from error
    if not isinstance(value, dict) or "format" not in value:
        raise ReadError(
            f"{path}: contains no saved runs: expected output of summarise evaluate --json"
        )
    return value


def _check_runs(runs: Sequence[Run], floors: Mapping[str, float]) -> None:
    """Refuse what :func:`dump_runs` would not write."""
    if not runs:
        raise ValueError("there are no runs")
    for run in runs:
        if [other.method for other in runs].count(run.method) > 1:
            raise ValueError(f"{run.method} appears twice")
        if not run.items:
            raise ValueError(f"{run.method} has no items")
        known = list(run.items[0].figures)
        ids = [item.id for item in run.items]
        for item in run.items:
            if not known or list(item.figures) != known:
                raise ValueError(
                    f"{run.method}, item {item.id!r:.80}: its figures are not those of other items"
                )
        if len(set(ids)) < len(ids):
            raise ValueError(f"{run.method}: an item appears twice")
        for figure in floors:
            run.full_name(figure)


def _of(kind: type[T], value: dict[str, Any], key: str) -> T:
    found = value.get(key)
    if not isinstance(found, kind):
        raise ValueError(f"{key!r} is missing or not a {kind.__name__}")
    return found


def _list(value: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = _of(list, value, key)
    if not all(isinstance(entry, dict) for entry in found):
        raise ValueError(f"{key!r} is not a list of objects")
    return found


def _figures(value: dict[str, Any]) -> dict[str, float]:
    for name, figure in value.items():
        number = isinstance(figure, int | float) and not isinstance(figure, bool)
        if not number or not abs(figure) < _HIGHEST:
            raise ValueError(f"{name} is {figure!r:.40}, not a number")
    return {name: float(figure) for name, figure in value.items()}


def _run_value(run: Run) -> dict[str, Any]:
    means = {}
    for name, mean in run.means.items():
        interval = run.interval(name)
        means[name] = {"mean": mean, "low": interval.low, "high": interval.high}
    return {
        "method": run.method,
        "parameters": run.parameters,
        "dataset": run.dataset,
        "digest": run.digest,
        "task": run.task,
        "signature": str(run.signature),
        "means": means,
        "skipped": [{"place": s.place, "reason": s.reason} for s in run.skipped],
        "items": [
            {
                "id": item.id,
                "digest": item.digest,
                "figures": item.figures,
                "summary": list(item.summary),
                "note": item.note,
            }
            for item in run.items
        ],
    }


def _run_of(value: dict[str, Any]) -> Run:
    return Run(
        method=_of(str, value, "method"),
        parameters={k: str(v) for k, v in _of(dict, value, "parameters").items()},
        dataset=_of(str, value, "dataset"),
        digest=_of(str, value, "digest"),
        signature=Signature.parse(_of(str, value, "signature")),
        items=tuple(_item_of(item) for item in _list(value, "items")),
        skipped=tuple(
            Skipped(_of(str, s, "place"), _of(str, s, "reason")) for s in _list(value, "skipped")
        ),
        task=_task(value.get("task", "")),
    )


def _task(name: object) -> Task | Literal[""]:
    """A task; ``""`` in old files, which have none."""
    if name not in (*TASKS, ""):
        raise ValueError(f"'task' {name!r:.40} is not one of {', '.join(TASKS)}")
    return name  # type: ignore[return-value]  # one of them


def _item_of(value: dict[str, Any]) -> ItemResult:
    summary = _of(list, value, "summary")
    if not all(isinstance(sentence, str) for sentence in summary):
        raise ValueError("'summary' is not a list of strings")
    name, digest = _of(str, value, "id"), _of(str, value, "digest")
    figures = _figures(_of(dict, value, "figures"))
    return ItemResult(name, digest, tuple(summary), figures, _of(str, value, "note"))
