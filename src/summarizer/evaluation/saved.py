"""Runs as JSON: what ``--json`` writes, a baseline holds and ``summarise compare`` reads."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..errors import ReadError
from ..read import decode
from .datasets import Skipped
from .runs import ItemResult, Run
from .signature import Signature

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
        "version": version("summarizer"),
        "floors": dict(sorted((floors or {}).items())),
        "runs": [_run_value(run) for run in runs],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def load_runs(path: str | Path) -> Saved:
    """Read what :func:`dump_runs` wrote.

    Raises:
        ReadError: the file cannot be read, is no such file, or is of another format.
    """
    try:
        text = decode(Path(path).read_bytes(), str(path))
        value = json.loads(text)
    except OSError as error:
        raise ReadError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{path}: not JSON: {error}") from error
    if not isinstance(value, dict) or "format" not in value:
        raise ReadError(
            f"{path}: holds no saved runs: expected what summarise evaluate --json writes"
        )
    if value["format"] != FORMAT:
        raise ReadError(
            f"{path}: is of format {value['format']!r}, made by summarizer "
            f"{value.get('version')}, and this version reads format {FORMAT}: make it anew"
        )
    try:
        runs = tuple(_run_of(run) for run in value["runs"])
        floors = {str(name): float(floor) for name, floor in value.get("floors", {}).items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ReadError(f"{path}: a saved run is damaged: {error!r}") from error
    if not runs:
        raise ReadError(f"{path}: holds no run")
    return Saved(runs, floors)


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
        "signature": str(run.signature),
        "means": means,
        "skipped": [{"place": s.place, "reason": s.reason} for s in run.skipped],
        "items": [
            {
                "id": item.id,
                "digest": item.digest,
                "figures": item.figures,
                "summary": list(item.summary),
            }
            for item in run.items
        ],
    }


def _run_of(value: dict[str, Any]) -> Run:
    items = tuple(
        ItemResult(
            str(item["id"]),
            str(item["digest"]),
            tuple(map(str, item["summary"])),
            {str(name): float(figure) for name, figure in item["figures"].items()},
        )
        for item in value["items"]
    )
    if not items:
        raise ValueError("it has no items")
    return Run(
        method=str(value["method"]),
        parameters={str(k): str(v) for k, v in value["parameters"].items()},
        dataset=str(value["dataset"]),
        digest=str(value["digest"]),
        signature=Signature.parse(value["signature"]),
        items=items,
        skipped=tuple(Skipped(s["place"], s["reason"]) for s in value["skipped"]),
    )
