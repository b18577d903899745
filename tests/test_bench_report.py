"""What benchmarks/report.py makes of a run, and that the page shows the committed one."""

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks import report

ARTICLE = "benchmarks/test_article.py::test_summary"


def row(label: str, median: float, group: str = "speed", **extra: Any) -> dict[str, Any]:
    """A benchmark as pytest-benchmark writes it, as far as the report reads it."""
    return {
        "group": group,
        "fullname": f"{ARTICLE}[{group}-{label}]",
        "extra_info": {"label": label, "tasks": ["rank"], "peer": False, **extra},
        "stats": {"median": median},
    }


def run(*rows: dict[str, Any]) -> dict[str, Any]:
    return {
        "machine_info": {
            "cpu": "a processor",
            "cores": 2,
            "system": "Linux",
            "python": "3.11",
            "packages": {"numpy": "2"},
        },
        "commit_info": {"id": "0123456789abcdef", "dirty": False},
        "datetime": "2026-01-02T03:04:05",
        "benchmarks": list(rows),
    }


def lines(*rows: dict[str, Any]) -> list[str]:
    """The lines of the tables, without their heads."""
    table = [line for line in report.report(run(*rows)).splitlines() if line.startswith("|")]
    return table[2:]


def test_ours_is_beside_every_peer_that_shares_a_task() -> None:
    found = lines(
        row("ours", 0.001, tasks=["rank", "other"]),
        row("theirs", 0.0105, peer=True),
        row("slow", 2.0, tasks=["other"], peer=True),
        row("else", 1.0, tasks=["third"], peer=True),
    )
    assert found[:2] == [
        "| ours | 1.00 ms | theirs | 10.5 ms | **10.5×** |",
        "| ours | 1.00 ms | slow | 2.00 s | **2,000×** |",
    ]
    assert found[-1] == "| else | 1.00 s |"


def test_growth_is_told_beside_the_growth_of_the_text() -> None:
    sizes = {20: 0.001, 200: 0.01, 1000: 0.1}
    found = lines(*(row("split", t, size=s, peak=s * 2**20) for s, t in sizes.items()))
    assert found == [
        "| split | 1.00 ms | 10.0 ms | 100 ms | 2.00 |",
        "| split, peak | 20 MiB | 200 MiB | 1000 MiB | 1.00 |",
    ]


def test_methods_are_ordered_by_the_last_metric() -> None:
    rouge = {"worse": 0.1, "better": 0.2}
    rows = (
        row(name, 0.4, rouge={"rouge1": 0.5, "rouge2": value}, items=4)
        for name, value in rouge.items()
    )
    assert lines(*rows) == [
        "| `better` | 50.0 | 20.0 | 100 ms |",
        "| `worse` | 50.0 | 10.0 | 100 ms |",
    ]


def test_megabytes_a_second_are_told_beside_the_yardstick() -> None:
    found = lines(
        row("split", 0.2, text="2 MB", octets=2_000_000),
        row("scan", 0.05, text="2 MB", octets=2_000_000, peer=True),
    )
    assert found == ["| 2 MB | 40.0 | 10.0 | 0.25 |"]


def test_memory_is_told_in_the_order_of_the_articles() -> None:
    held = {"10000": 3 * 2**20, "1000": 2**21}
    assert lines(row("loop", 9.0, held=held)) == ["| loop | 9.00 s | 1,000: 2 MiB; 10,000: 3 MiB |"]


def test_only_what_is_between_the_marks_is_replaced() -> None:
    page = f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n"
    changed = report.between_marks(page, "new")
    assert changed == f"before\n{report.BEGIN}\n\nnew\n{report.END}\nafter\n"
    assert report.between_marks(changed, "new") == changed
    for broken in ("", report.BEGIN, f"{report.END}{report.BEGIN}"):
        with pytest.raises(ValueError, match="no "):
            report.between_marks(broken, "new")


def test_curves_go_by_size_and_take_the_sized_rows_of_one_suite() -> None:
    other = row("features", 1.0, size=5) | {"fullname": "benchmarks/test_stages.py::test_features"}
    found = report.curves(
        run(row("a", 0.3, size=200), row("a", 0.1, size=20), row("a", 0.2), other)
    )
    assert found == {"a": [(20, 0.1), (200, 0.3)]}


def test_the_same_run_gives_the_same_picture(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    drawn = run(
        *(row(f"by {peer}", 0.1 * size, size=size, peer=peer) for peer in (0, 1) for size in (2, 9))
    )
    for name in ("one.svg", "two.svg"):
        report.draw(drawn, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert (tmp_path / "one.svg").read_bytes().count(b'id="line2d_') > 2


def test_the_page_shows_the_committed_run() -> None:
    page = report.PAGE.read_text(encoding="utf-8")
    committed = json.loads(report.LATEST.read_text(encoding="utf-8"))
    assert page == report.between_marks(page, report.report(committed))
    docs = report.PLOT.with_name("performance.md").read_text(encoding="utf-8")
    assert f"]({report.PLOT.name})" in docs
    assert report.PAGE.name in docs
    assert report.PLOT.exists()
