"""The figures of a run as tables in Markdown and as a picture.

    python -m benchmarks.report [FILE]           print the tables
    python -m benchmarks.report --save [FILE]    write them into benchmarks/results/speed.md,
                                                 between its marks, and draw docs/speed.svg

The file is what pytest-benchmark wrote with ``--benchmark-json``, by default
``benchmarks/results/latest.json``. Every ratio is of two medians of that one run. The picture
needs matplotlib; the same file gives the same bytes.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import plots

HERE = Path(__file__).parent
LATEST = HERE / "results" / "latest.json"
PAGE = HERE / "results" / "speed.md"  # docs/performance.md includes it
PLOT = HERE.parent / "docs" / "speed.svg"
BEGIN = "<!-- begin: python -m benchmarks.report --save -->"
END = "<!-- end -->"
DRAWN = "benchmarks/test_article.py"  # the suite whose times are drawn over the size

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


def between_marks(page: str, text: str) -> str:
    """A page with what is between its marks replaced.

    Raises:
        ValueError: the page has no marks, or not in this order.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page has no {BEGIN!r} before {END!r}")
    return f"{before}{BEGIN}\n\n{text}\n{END}{after}"


def curves(run: dict[str, Any]) -> dict[str, list[tuple[int, float]]]:
    """Sentences and seconds of each contestant, by its label, in order of size."""
    found: dict[str, list[tuple[int, float]]] = {}
    for row in run["benchmarks"]:
        if row["fullname"].startswith(DRAWN) and "size" in row["extra_info"]:
            point = row["extra_info"]["size"], _median(row)
            found.setdefault(_label(row), []).append(point)
    return {label: sorted(points) for label, points in found.items()}


def draw(run: dict[str, Any], path: Path) -> None:
    """Time over sentences on logarithmic axes: ours as lines, peers dashed."""
    peers = {_label(row) for row in run["benchmarks"] if row["extra_info"]["peer"]}
    figure, axis = plots.pyplot().subplots(figsize=(8, 5), layout="constrained")
    for label, points in curves(run).items():
        axis.plot(*zip(*points, strict=True), "o--" if label in peers else "o-", label=label)
    axis.set(xscale="log", yscale="log", xlabel="sentences", ylabel="seconds, text in, summary out")
    axis.grid(color="gainsboro")
    axis.legend()
    plots.write(figure, path)


def _tables(rows: Sequence[Row]) -> Iterator[str]:
    for key, table in SPECIAL.items():
        if key in rows[0]["extra_info"]:
            yield table(rows)
            return
    if len({row["extra_info"].get("size") for row in rows}) > 1:
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
    """Each row of ours with each peer's that shares a task."""
    for ours in rows:
        for theirs in rows:
            if (
                not ours["extra_info"]["peer"]
                and theirs["extra_info"]["peer"]
                and set(ours["extra_info"]["tasks"]) & set(theirs["extra_info"]["tasks"])
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
    by_label: dict[str, dict[int, Row]] = {}
    for row in rows:
        by_label.setdefault(_label(row), {})[row["extra_info"]["size"]] = row
    before, last = sizes[-2:]
    step = f"{before:,} → {last:,}, times linear"
    lines = []
    for label, found in by_label.items():
        lines.append(_growing(label, sizes, [_median(found[size]) for size in sizes], _time))
        if "peak" in found[last]["extra_info"]:
            peaks = [found[size]["extra_info"]["peak"] for size in sizes]
            lines.append(_growing(f"{label}, peak", sizes, peaks, _size))
    return _table(["", *(f"{size:,} sentences" for size in sizes), step], lines)


def _growing(
    label: str, sizes: Sequence[int], costs: Sequence[float], shown: Callable[[float], str]
) -> list[str]:
    """What something costs at each size, and its last step beside that of the size."""
    linear = costs[-2] * sizes[-1] / sizes[-2]
    return [label, *map(shown, costs), f"{costs[-1] / linear:.2f}"]


def _quality(rows: Sequence[Row]) -> str:
    """The time an item and ROUGE of each method, the best last metric first."""
    metrics = list(rows[0]["extra_info"]["rouge"])
    head = ["", *(f"{metric.replace('rouge', 'ROUGE-')} F" for metric in metrics), "an item"]
    ordered = sorted(rows, key=lambda row: -row["extra_info"]["rouge"][metrics[-1]])
    lines = [
        [
            f"`{_label(row)}`",
            *(f"{100 * row['extra_info']['rouge'][metric]:.1f}" for metric in metrics),
            _time(_median(row) / row["extra_info"]["items"]),
        ]
        for row in ordered
    ]
    return _table(head, lines)


def _throughput(rows: Sequence[Row]) -> str:
    """A line a text: megabytes a second of the yardstick, and of each step beside it."""
    texts: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: -row["extra_info"]["peer"]):
        texts.setdefault(row["extra_info"]["text"], []).append(row)
    lines = []
    for name, (yardstick, *steps) in texts.items():
        line = [name, f"{_rate(yardstick):.1f}"]
        for row in steps:
            line += [f"{_rate(row):.1f}", f"{_rate(row) / _rate(yardstick):.2f}"]
        lines.append(line)
    labels = [_label(row) for row in next(iter(texts.values()))]
    head = ["", f"`{labels[0]}`, MB/s"]
    for label in labels[1:]:
        head += [f"{label}, MB/s", "of that"]
    return _table(head, lines)


def _held(rows: Sequence[Row]) -> str:
    """The most memory held after some of the articles, and after all."""
    lines = []
    for row in rows:
        held = {int(number): octets for number, octets in row["extra_info"]["held"].items()}
        told = "; ".join(f"{number:,}: {_size(held[number])}" for number in sorted(held))
        lines.append([_label(row), _time(_median(row)), told])
    return _table(["", "time", "most memory held after so many articles"], lines)


SPECIAL: dict[str, Callable[[Sequence[Row]], str]] = {
    "rouge": _quality,
    "octets": _throughput,
    "held": _held,
}
"""The tables of groups whose rows say something of their own, by what it is."""


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


def _rate(row: Row) -> float:
    """Megabytes a second."""
    return float(row["extra_info"]["octets"] / _median(row) / 1e6)


def _size(octets: float) -> str:
    return f"{octets / 2**20:.0f} MiB"


def _ratio(value: float) -> str:
    return f"{value:.1f}×" if value < 20 else f"{value:,.0f}×"


def _three_digits(value: float) -> str:
    return f"{value:.{max(0, 2 - len(str(int(value))) + 1)}f}"


def main(arguments: Sequence[str]) -> None:
    """Print the tables, or save them."""
    files = [argument for argument in arguments if argument != "--save"]
    if len(files) > 1 or any(file.startswith("-") for file in files):
        sys.exit(__doc__)
    run = json.loads(Path(files[0] if files else LATEST).read_text(encoding="utf-8"))
    if "--save" not in arguments:
        print(report(run), end="")
        return
    page = between_marks(PAGE.read_text(encoding="utf-8"), report(run))
    PAGE.write_text(page, encoding="utf-8")
    draw(run, PLOT)


if __name__ == "__main__":
    main(sys.argv[1:])
