"""Print the tables of a run as Markdown: `python benchmarks/report.py [FILE]`.

The file is what pytest-benchmark wrote with ``--benchmark-json``, by default
``benchmarks/results/latest.json``. Every ratio is of two medians of that one run.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

LATEST = Path(__file__).parent / "results" / "latest.json"

Row = dict[str, Any]


def report(run: dict[str, Any]) -> str:
    """All tables of a run, under the command that makes each."""
    suites: dict[str, dict[str, list[Row]]] = {}
    for row in run["benchmarks"]:
        suite = row["fullname"].partition("::")[0]
        suites.setdefault(suite, {}).setdefault(row["group"], []).append(row)
    parts = [_machine(run)]
    for suite, groups in suites.items():
        parts.append(f"    python -m pytest {suite} -p benchmark --benchmark-only")
        for name, rows in groups.items():
            parts.append(f"### {name[0].upper()}{name[1:]}")
            parts.extend(_tables(rows))
    return "\n\n".join(parts) + "\n"


def _tables(rows: Sequence[Row]) -> Iterator[str]:
    if any("size" in row["extra_info"] for row in rows):
        yield _stages(rows)
        return
    pairs = list(_pairs(rows))
    if pairs:
        yield _contests(pairs)
    paired = {row["fullname"] for pair in pairs for row in pair}
    alone = [row for row in rows if row["fullname"] not in paired]
    if alone:
        yield _alone(alone)


def _machine(run: dict[str, Any]) -> str:
    machine = run["machine_info"]
    packages = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    commit = run["commit_info"]["id"][:12] + (" and changes" if run["commit_info"]["dirty"] else "")
    return (
        f"{machine['cpu']}, {machine['cores']} cores, {machine['system']}, "
        f"Python {machine['python']}; {packages}; commit {commit}, {run['datetime'][:10]}."
    )


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Each row of ours with each peer's that does the same."""
    for ours in rows:
        for theirs in rows:
            if (
                not ours["extra_info"]["peer"]
                and theirs["extra_info"]["peer"]
                and ours["extra_info"]["task"] == theirs["extra_info"]["task"]
            ):
                yield ours, theirs


def _contests(pairs: Sequence[tuple[Row, Row]]) -> str:
    with_peak = "peak" in pairs[0][0]["extra_info"]
    head = ["ours", "median", "beside", "median", "times as fast"]
    if with_peak:
        head += ["peak, ours", "peak, theirs", "times as small"]
    lines = []
    for ours, theirs in pairs:
        line = [
            _label(ours),
            _time(_median(ours)),
            _label(theirs),
            _time(_median(theirs)),
            f"**{_ratio(_median(theirs) / _median(ours))}**",
        ]
        if with_peak:
            peaks = ours["extra_info"]["peak"], theirs["extra_info"]["peak"]
            line += [_size(peaks[0]), _size(peaks[1]), f"**{_ratio(peaks[1] / peaks[0])}**"]
        lines.append(line)
    return _table(head, lines)


def _alone(rows: Sequence[Row]) -> str:
    with_peak = "peak" in rows[0]["extra_info"]
    head = ["", "median", *(["peak"] if with_peak else [])]
    return _table(
        head,
        [
            [
                _label(row),
                _time(_median(row)),
                *([_size(row["extra_info"]["peak"])] if with_peak else []),
            ]
            for row in rows
        ],
    )


def _stages(rows: Sequence[Row]) -> str:
    """A line a stage, a column a size, and how the last step of size was paid for."""
    sizes = sorted({row["extra_info"]["size"] for row in rows})
    cells: dict[str, dict[int, float]] = {}
    for row in rows:
        cells.setdefault(row["extra_info"]["label"], {})[row["extra_info"]["size"]] = _median(row)
    before, last = sizes[-2:]
    head = ["", *(f"{size:,} sentences" for size in sizes), f"{before:,} → {last:,}"]
    lines = [
        [label, *(_time(times[size]) for size in sizes), _ratio(times[last] / times[before])]
        for label, times in cells.items()
    ]
    return _table(head, lines)


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rule = ["---" if title in ("", "ours", "beside") else "--:" for title in head]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *lines))


def _median(row: Row) -> float:
    return float(row["stats"]["median"])


def _label(row: Row) -> str:
    return str(row["extra_info"]["label"])


def _time(seconds: float) -> str:
    for unit, scale in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= scale:
            return f"{_three_digits(seconds / scale)} {unit}"
    return f"{_three_digits(seconds * 1e6)} µs"


def _size(octets: int) -> str:
    return f"{octets / 2**20:.0f} MiB"


def _ratio(value: float) -> str:
    return f"{value:.1f}×" if value < 20 else f"{value:,.0f}×"


def _three_digits(value: float) -> str:
    return f"{value:.{max(0, 2 - len(str(int(value))) + 1)}f}"


if __name__ == "__main__":
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else LATEST
    print(report(json.loads(path.read_text(encoding="utf-8"))), end="")
