"""The evaluation's page in a real browser."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.evaluation import DataSet, Report, Run, check_floors, compare, evaluate
from summarizer.evaluation.report_html import to_html

from .test_evaluation_report import hostile
from .test_report_in_browser import Page, axe_violations

pytestmark = pytest.mark.browser

FIGURES = ["rouge1.f1", "rouge2.f1"]
HOSTILE = '<script>window.pwned=1</script>"><img src=x onerror="window.pwned=1">'


@pytest.fixture(scope="module")
def pages(
    lead: Run, worse: Run, dataset: DataSet, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Pages as files, by name."""
    other = evaluate("textrank", dataset, 2)
    reports = {
        "plain": Report([lead, other], FIGURES, compare([lead, other]), "lead", dataset=dataset),
        "gate": Report(
            [worse],
            FIGURES,
            compare(worse, [lead], FIGURES),
            "the baseline",
            check_floors([worse], {"rouge1.f1": 0.01, "rouge2.f1": 0.9}),
            ["a remark"],
            dataset=dataset,
        ),
        "hostile": replace(hostile([HOSTILE] * 8), remarks=[HOSTILE * 20]),
    }
    folder = tmp_path_factory.mktemp("pages")
    for name, report in reports.items():
        (folder / f"{name}.html").write_text(to_html(report), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in reports}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, pages: dict[str, Path], scheme: str) -> None:
    for name, path in pages.items():
        with Page(browser, path, color_scheme=scheme, bypass_csp=True) as page:
            assert not axe_violations(page), name


def test_a_page_asks_for_nothing_runs_nothing_and_fits(
    browser: Any, pages: dict[str, Path]
) -> None:
    for name, path in pages.items():
        with Page(browser, path, viewport={"width": 360, "height": 800}) as page:
            page.ask("document.querySelectorAll('details').forEach(fold => fold.open = true)")
            assert page.ask("document.documentElement.scrollWidth") == 360, name
            assert page.ask("typeof window.pwned") == "undefined"
            assert page.requests == [path.as_uri()]
            assert page.complaints == []


def test_a_wide_table_is_reached_and_moved_by_keyboard(
    browser: Any, pages: dict[str, Path]
) -> None:
    with Page(browser, pages["gate"], viewport={"width": 360, "height": 800}) as page:
        table = page.page.locator(".wide").first
        table.focus()
        assert page.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        assert page.ask("document.activeElement.scrollWidth > document.activeElement.clientWidth")


def test_the_list_of_worst_items_leads_to_them(browser: Any, pages: dict[str, Path]) -> None:
    with Page(browser, pages["gate"]) as page:
        link = page.page.locator("#worst ~ ol a").nth(3)
        link.click()
        assert page.page.locator("article:target h3").inner_text() == f"4. {link.inner_text()}"
