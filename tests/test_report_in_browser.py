"""The HTML report in a real browser: accessible, offline, and deaf to what a document says."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from summarizer import Document, brief, render, summarise

pytestmark = pytest.mark.browser

_ARABIC = (
    "اصطدمت عبارة بقارب قرب الميناء مساء الثلاثاء وأصيب 14 راكبا. "
    "قال القبطان إن الضوء لم يكن يعمل. "
    "فتحت الهيئة تحقيقا يوم الأربعاء.\n\nنقل المصابون إلى المستشفى في المدينة. "
    "قالت رئيسة البلدية إن العبارات لن تبحر حتى ينتهي التحقيق."
)
_HOSTILE = (
    "<script>window.pwned = 1</script> The bridge fell on Monday.\n\n"
    '"><img src=x onerror="window.pwned=1"> Nobody was hurt in the fall.\n\n'
    "</style></title><svg/onload=window.pwned=1> The mayor promised a new bridge."
)


class Page:
    """A report that is open in the browser, and what the browser had to say of it."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.context = browser.new_context(offline=True, **context)
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.goto(path.as_uri())

    def __enter__(self) -> "Page":
        return self

    def __exit__(self, *_error: object) -> None:
        self.context.close()

    def ask(self, script: str) -> Any:
        """What a script of ours finds, which the policy of the page does not bind."""
        return self.page.evaluate(script)


def axe_violations(page: Page) -> list[Any]:
    """What axe finds on a page with all its folds open."""
    axe = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page.ask("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    page.ask(script)
    found = page.ask("axe.run(document).then(found => found.violations)")
    return [(f["id"], [n["html"][:120] for n in f["nodes"][:3]]) for f in found]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, articles: list[Document]) -> dict[str, Path]:
    """Reports as files, by name."""
    days = [date(2025, 3, 12 + number // 2) for number in range(len(articles))]
    dated = [replace(a, published=day) for a, day in zip(articles, days, strict=True)]
    text = "The storm killed {} people on the coast, the ministry said. Roads are closed."
    told = [Document.from_text(text.format(n), id=f"paper{n}") for n in (58, 61)]
    copy = Document.from_text(articles[0].text[:1000], id="flash")
    arabic = Document.from_text(_ARABIC, id="a", title="عبارة تصطدم بقارب", language="ar")
    hostile = Document.from_text(_HOSTILE, id='"><b onclick=alert(1)>', title=_HOSTILE)
    results: dict[str, Any] = {
        "article": summarise(articles[0]),
        "brief": brief([*dated, *told, copy]),
        "arabic": summarise(arabic, 2),
        "arabic brief": brief([arabic, replace(articles[0], language="en")], stories="one"),
        "hostile": summarise(hostile, 2),
    }
    folder = tmp_path_factory.mktemp("reports")
    for name, result in results.items():
        (folder / f"{name}.html").write_text(render(result, "html"), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in results}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, reports: dict[str, Path], scheme: str) -> None:
    for name, path in reports.items():
        with Page(browser, path, color_scheme=scheme, bypass_csp=True) as report:
            assert not axe_violations(report), name


def test_a_page_asks_for_nothing_and_breaks_no_rule(browser: Any, reports: dict[str, Path]) -> None:
    for path in reports.values():
        with Page(browser, path) as report:
            colour = report.ask("getComputedStyle(document.documentElement).backgroundColor")
            assert colour == "rgb(253, 252, 249)"  # so the policy let the style sheet in
            assert report.requests == [path.as_uri()]
            assert report.complaints == []


def test_a_document_runs_nothing(browser: Any, reports: dict[str, Path]) -> None:
    with Page(browser, reports["hostile"]) as report:
        assert report.ask("typeof window.pwned") == "undefined"
        assert report.ask("document.images.length + document.scripts.length") == 0
        assert report.complaints == []
        assert "<script>window.pwned = 1</script>" in report.ask("document.body.innerText")


def test_nothing_is_wider_than_a_small_screen(browser: Any, reports: dict[str, Path]) -> None:
    for name, path in reports.items():
        with Page(browser, path, viewport={"width": 360, "height": 800}) as report:
            report.ask("document.querySelectorAll('details').forEach(fold => fold.open = true)")
            assert report.ask("document.documentElement.scrollWidth") == 360, name


def test_an_extract_leads_to_its_sentence_and_back(browser: Any, reports: dict[str, Path]) -> None:
    for name in ("article", "brief"):
        with Page(browser, reports[name]) as report:
            quote = report.page.locator(".extracts .quote").nth(1)
            quote.focus()
            report.page.keyboard.press("Enter")
            target = report.page.locator("mark:target")
            assert target.inner_text().split() == quote.inner_text().split()
            assert target.is_visible()  # in a fold that was shut, for a brief
            assert report.ask("document.activeElement.matches('mark:target')")
            report.page.keyboard.press("Tab")
            report.page.keyboard.press("Enter")
            assert report.ask("document.activeElement.id") == "p1-e2"


def test_the_first_stop_of_a_keyboard_is_the_content(
    browser: Any, reports: dict[str, Path]
) -> None:
    with Page(browser, reports["brief"]) as report:
        report.page.keyboard.press("Tab")
        assert report.page.locator(".skip").is_visible()
        report.page.keyboard.press("Enter")
        assert report.ask("document.activeElement.id") == "main"


def test_a_sentence_is_shown_beside_its_quote(browser: Any, reports: dict[str, Path]) -> None:
    """Whatever is followed on a wide screen, the summary stays where it is."""
    size = {"width": 1280, "height": 800}
    with Page(browser, reports["brief"], viewport=size, reduced_motion="reduce") as report:
        quotes = report.page.locator(".extracts .quote")
        for number in range(quotes.count()):
            quote = quotes.nth(number)
            quote.scroll_into_view_if_needed()
            place, scrolled = quote.bounding_box(), report.ask("scrollY")
            quote.click()
            target = report.page.locator(":target").bounding_box()
            assert (quote.bounding_box(), report.ask("scrollY")) == (place, scrolled)
            assert target["x"] > 640
            assert 0 < target["y"] < 800


def test_copying_a_sentence_takes_its_citation_along(
    browser: Any, reports: dict[str, Path]
) -> None:
    with Page(browser, reports["brief"]) as report:
        dash = "document.querySelector('.extracts .meta').getClientRects()[0]"
        report.page.mouse.click(
            report.ask(f"{dash}.x + 3"), report.ask(f"{dash}.y + 8"), click_count=3
        )
        copied = report.ask("getSelection().toString()")
        quote = report.page.locator(".extracts .quote").first.inner_text()
        assert copied.startswith(f"{quote} — ")
        assert "March 2025" in copied


def test_paper_has_the_sources_unless_they_are_folded(
    browser: Any, reports: dict[str, Path]
) -> None:
    with Page(browser, reports["brief"]) as report:
        dropped = report.page.locator(".dropped li")
        source = report.page.locator(".source .text").first
        assert not dropped.is_visible()
        report.page.emulate_media(media="print")
        assert dropped.is_visible()
        assert source.is_visible()
        assert not report.page.locator(".skip").is_visible()
        report.ask("document.querySelector('.sources').open = false")
        assert not source.is_visible()
        assert not report.page.locator(".sources").is_visible()


def test_a_right_to_left_text_stands_on_the_right(browser: Any, reports: dict[str, Path]) -> None:
    with Page(browser, reports["arabic"], viewport={"width": 800, "height": 800}) as report:
        style = "getComputedStyle(document.querySelector('{}')).direction"
        for selector in ("h1", ".extracts", ".quote", ".text", ".text p"):
            assert report.ask(style.format(selector)) == "rtl", selector
        right = "document.querySelector('{}').getBoundingClientRect().right"
        assert report.ask(right.format("li mark, .text p")) == report.ask(right.format("main"))
