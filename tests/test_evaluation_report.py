"""The evaluation as a page: what stands on it, and what no data set can change."""

import json
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from summarizer import Document
from summarizer.errors import ReadError
from summarizer.evaluation import (
    MEASURES,
    Check,
    DataSet,
    Item,
    ItemResult,
    Report,
    Run,
    Scorer,
    Signature,
    Skipped,
    check_floors,
    compare,
    dump_runs,
    evaluate,
)
from summarizer.evaluation.formats import to_json
from summarizer.evaluation.report_html import MOST_CHANGES, WORST, to_html
from summarizer.evaluation.settings import DEFAULT_METRICS
from summarizer.pages import clean

from .commands import failed, passed, run, stopped
from .items import write_lines
from .pages import Element, check_page
from .test_architecture import loaded
from .test_cli_evaluation import evaluate as evaluate_by_command
from .test_cli_evaluation import home, planted  # noqa: F401 -- home: a fixture
from .test_report import NASTY

FIGURES = [f"{metric}.f1" for metric in DEFAULT_METRICS]


@pytest.fixture(scope="module")
def full(lead: Run, worse: Run, dataset: DataSet) -> Report:
    """A report with something in every section."""
    first, *others = lead.items
    runs = [
        replace(worse, skipped=(Skipped("d.jsonl, line 9", "not JSON"),)),
        evaluate("textrank", dataset, 2),
    ]
    noted = replace(runs[1], items=(replace(runs[1].items[0], note="over: 9w"), *runs[1].items[1:]))
    before = [replace(lead, items=(first, *others)), evaluate("textrank", dataset, 2)]
    return Report(
        [runs[0], noted],
        FIGURES,
        compare([runs[0], noted], before, FIGURES),
        "the baseline b.json",
        check_floors(runs, {"rouge1.f1": 0.01, "rouge2.f1": 0.9}),
        ["new to the baseline: nothing"],
        dataset=dataset,
    )


def cells(table: Element, *without: str) -> list[list[str]]:
    """The texts of a table, row by row, without those of some tags or classes."""
    return [
        [" ".join(c.text("svg", *without).split()) for c in row.walk() if c.tag in ("td", "th")]
        for row in table.all("tr")
    ]


def tables(root: Element) -> dict[str, Element]:
    """The tables of a page by what they are called."""
    return {
        element.attributes["aria-label"]: element.all("table")[0] for element in root.having("wide")
    }


def test_the_page_of_a_full_report_keeps_the_laws_and_its_order(full: Report) -> None:
    root = check_page(to_html(full))
    assert [e.text() for e in root.all("h2")] == [
        "Gate",
        "Means",
        "Differences",
        "Item by item",
        "Worst items",
        "Changed summaries",
        "Measures",
        "Remarks",
    ]
    (contents,) = root.all("nav")
    assert [e.text() for e in contents.all("a")] == [e.text() for e in root.all("h2")]
    levels = [int(e.tag[1]) for e in root.walk() if e.tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for picture in root.all("svg"):
        assert picture.attributes["role"] == "img"
        assert picture.all("title")[0].text()


def test_the_page_of_the_least_report_keeps_the_laws(lead: Run) -> None:
    root = check_page(to_html(Report([lead], ["rouge2.f1"])))
    assert [e.text() for e in root.all("h2")] == [
        "Means",
        "Item by item",
        "Worst items",
        "Measures",
    ]
    assert "No gate: no checks were requested" in root.text()
    assert "The references are not shown: saved runs do not hold them." in root.text()
    assert not root.all("mark")
    check_page(to_html(Report([lead], [])))
    alone = replace(lead, items=lead.items[:1])
    check_page(to_html(Report([alone, alone], ["words", "rouge1.f1"], compare([alone, alone]))))


def test_the_figures_are_those_of_the_other_formats(full: Report) -> None:
    """Those of the table, of the differences and of the gate; a sign has its word beside it."""
    found = tables(check_page(to_html(full)))
    shown = full.table()[1:]
    words = {"▲": "▲ better", "▼": "▼ worse"}
    for row, expected in zip(cells(found["Table of means"])[1:], shown, strict=True):
        assert row == [
            " ".join(words.get(part, part) for part in cell.split()) for cell in expected[:4]
        ]
    assert "▼ worse" in found["Table of means"].text()
    measured = cells(found["Table of measures"])
    for row, expected in zip(measured[1:], shown, strict=True):
        by_name = dict(zip(measured[0], row, strict=True))
        assert [by_name[name] for name in ("redundancy", "sources", "words")] == expected[4:]
    differences = cells(found["Table of differences"])[1:]
    assert [row[:7] for row in differences] == [row[:7] for row in full.differences()[1:]]
    for row, difference in zip(differences, json.loads(to_json(full))["differences"], strict=True):
        assert row[4] == f"{difference['difference']:+.4f}"
        assert row[6] == f"{difference['p_holm']:.4f}"
    checks = cells(found["Table of checks"])[1:]
    assert sorted(row[1:] for row in checks) == sorted(
        [c.method, c.figure, c.rule, c.found] for c in full.checks
    )
    assert [row[0] for row in checks] == ["FAIL", "FAIL", "pass", "pass"]


def test_the_verdict_comes_first_with_how_it_was_made(full: Report) -> None:
    root = check_page(to_html(full))
    (verdict,) = root.having("verdict")
    assert verdict.text().strip() == "Failed: 2 of 4 checks failed; items were skipped"
    head = root.all("header")[0].text()
    assert str(full.runs[0].signature) in head
    assert full.runs[0].digest in head
    assert "21 scored, 1 skipped" in head
    assert "the baseline b.json" in head
    held = replace(full, checks=[check for check in full.checks if check.passed])
    (verdict,) = check_page(to_html(held)).having("verdict")
    assert verdict.text().strip().startswith("Passed: all of 2 checks passed")


def test_a_baseline_of_another_version_is_named(lead: Run) -> None:
    old = replace(lead, signature=replace(lead.signature, version="0.0.1"))
    page = to_html(Report([lead], FIGURES, compare(lead, [old]), "the baseline"))
    assert f"summarizer {lead.signature.version}; baseline 0.0.1" in page


def test_the_worst_items_stand_beside_their_references(full: Report, dataset: DataSet) -> None:
    root = check_page(to_html(full))
    run = full.runs[0]
    lowest = sorted(run.items, key=lambda item: item.figures["rouge1.f1"])[:WORST]
    items = {item.id: item for item in dataset.items}
    shown = root.having("item")
    assert len(shown) == WORST
    for element, result in zip(shown, lowest, strict=True):
        assert result.id in element.all("h3")[0].text()
        references = [e.text() for e in element.having("kept")]
        assert references == list(items[result.id].references)
        for sentence in result.summary:
            assert sentence in element.text()
        row = cells(element.all("table")[0])[1]
        assert row == ["lead", *(f"{100 * result.figures[name]:.2f}" for name in FIGURES)]
    assert {cells(e.all("table")[0])[2][0] for e in shown} == {"lead before"}
    assert {e.all("table")[0].all("tr")[3].all("th")[0].text() for e in shown} == {"textrank"}


def test_what_is_underlined_is_what_rouge_1_counts(full: Report) -> None:
    page = to_html(full)
    assert to_html(replace(full, scorer=Scorer(DEFAULT_METRICS))) == page
    for element in check_page(page).having("item"):
        summary, *references = element.having("sides")[0].children[1::2]
        assert isinstance(summary, Element)
        assert all(isinstance(reference, Element) for reference in references)
        counted = next(e.text() for e in summary.having("meta")).split()
        shared = sum(len(mark.text().split()) for mark in summary.all("mark"))
        assert shared == int(counted[0]) <= int(counted[2])


def test_a_data_set_that_was_edited_since_shows_no_references(lead: Run, dataset: DataSet) -> None:
    items = tuple(replace(item, references=("Another.",)) for item in dataset.items)
    page = to_html(Report([lead], FIGURES, dataset=DataSet("d.jsonl", items)))
    assert "Another." not in page


def test_changed_summaries_say_what_is_gone_and_new(full: Report) -> None:
    root = check_page(to_html(full))
    folds = [fold for fold in root.all("details") if fold.all("h3")]
    changes = {change.item: change for change in full.changes}
    assert len(folds) == len(changes) == 21
    gains = []
    for fold in folds:
        title = fold.all("summary")[0]
        change = changes[title.all("bdi")[1].text()]
        gains.append(float(title.text().rpartition("(")[2].rstrip(") ")))
        gone = [s for s in change.before if s not in change.after]
        new = [s for s in change.after if s not in change.before]
        assert [e.text("hidden") for e in fold.all("del")] == gone
        assert [e.text("hidden") for e in fold.all("ins")] == new
    assert gains == sorted(gains)


def test_a_changed_order_is_said_to_be_one(lead: Run) -> None:
    first, *others = lead.items
    turned = replace(lead, items=(replace(first, summary=first.summary[::-1]), *others))
    page = to_html(Report([turned], FIGURES, compare(turned, [lead]), "the baseline"))
    assert "The same sentences in another order." in page
    assert not check_page(page).all("del")


def test_the_items_are_counted_against_the_baseline(lead: Run, dataset: DataSet) -> None:
    other = evaluate("textrank", dataset, 2)
    same = check_page(to_html(Report([lead], FIGURES, compare(lead, [lead]), "the baseline")))
    assert "lead before: the same in all 21 items" in same.text()
    two = check_page(to_html(Report([lead, other], FIGURES, compare([lead, other]), "lead")))
    ours, theirs = other.figures("rouge1"), lead.figures("rouge1")
    higher = sum(a > b for a, b in zip(ours, theirs, strict=True))
    assert f"lead: higher in {higher} items" in two.text()
    ranked = [f"{100 * value:.1f}" for value in sorted(ours)]
    assert ["textrank", *ranked[::5]] in [row[:6] for t in two.all("table") for row in cells(t)]


def many_items(run: Run, count: int, shift: int) -> Run:
    """A run of more items, their figures spread."""
    items = [
        replace(
            run.items[number % 21],
            id=f"item {number}",
            digest=f"{number}",
            figures={
                name: value * ((number * 37 + shift) % 101) / 100
                for name, value in run.items[number % 21].figures.items()
            },
        )
        for number in range(count)
    ]
    return replace(run, items=tuple(items), signature=replace(run.signature, bootstrap=50))


def test_a_page_of_many_items_and_methods_stays_small(lead: Run, worse: Run) -> None:
    methods = [f"method {number}" for number in range(5)]
    runs = [
        replace(many_items(worse, 500, number), method=name) for number, name in enumerate(methods)
    ]
    before = [
        replace(many_items(lead, 500, number + 7), method=name, parameters=runs[0].parameters)
        for number, name in enumerate(methods)
    ]
    page = to_html(Report(runs, FIGURES, compare(runs, before), "the baseline"))
    assert len(page.encode()) < 2_000_000
    root = check_page(page)
    assert f"{2500 - MOST_CHANGES} more" in root.text()
    assert len([fold for fold in root.all("details") if fold.all("h3")]) == MOST_CHANGES


def hostile(words: list[str]) -> Report:
    """A report with words wherever something comes from a data set or a caller."""
    a, b, c, name, place, why, rule, remark = words
    document = Document.from_text("A ferry sank.", id=f"d{a}")
    items = tuple(Item(f"{n}{a}", "article", (document,), (f"x {b}", f"y {c}")) for n in range(3))
    figures = dict.fromkeys(MEASURES, 1.0)
    results = tuple(
        ItemResult(
            i.id, i.digest, (f"One {b}", f"x {c}"), figures | {"rouge1.f1": 0.1 * n}, f"n{why}: z"
        )
        for n, i in enumerate(items)
    )
    signature = Signature.of(Scorer(["rouge1"]), "2", 20, 0)
    run = Run(f"m{name}", {}, f"s{place}", "0", signature, results, (Skipped(f"l{place}", why),))
    others = tuple(replace(r, summary=(f"Two {a}", f"x {c}")) for r in results)
    old = replace(run, items=others)
    check = Check(f"m{name}", "rouge1.f1", f"r{rule}", False, f"f{rule}")
    comparison = compare(run, [old], ["rouge1.f1"])
    return Report(
        [run],
        ["rouge1.f1"],
        comparison,
        f"b{place}",
        [check],
        [f"k{remark}"],
        dataset=DataSet(f"s{place}", items),
    )


def tags(root: Element) -> Counter[str]:
    """How many elements there are of each kind, but for marks, which depend on the words."""
    return Counter(element.tag for element in root.walk() if element.tag != "mark")


def squeezed(text: str) -> str:
    """A text as a page has it, without its blanks and what is no character."""
    return "".join(clean(text).split())


@given(st.lists(st.lists(NASTY, min_size=1, max_size=2).map(" ".join), min_size=8, max_size=8))
def test_nothing_in_a_data_set_changes_the_page(words: list[str]) -> None:
    report = hostile(words)
    root = check_page(to_html(report))
    plain = check_page(to_html(hostile([f"x{number}" for number in range(8)])))
    assert tags(root) == tags(plain)
    text = squeezed(root.text())
    for expected in (f"x {words[1]}", f"y {words[2]}", f"Two {words[0]}", f"m{words[3]}"):
        assert squeezed(expected) in text
    for expected in (f"b{words[4]}", f"r{words[6]}", f"f{words[6]}", f"k{words[7]}"):
        assert squeezed(expected) in text


def test_a_string_that_claims_to_be_safe_is_escaped_too() -> None:
    report = hostile([Markup("<script>1</script>")] * 8)
    held = [Markup("<b>1</b>")]
    first = replace(report.runs[0], method=held[0])
    other = replace(first, method=Markup("<i>2</i>"))
    run = replace(first, items=tuple(replace(i, summary=tuple(held)) for i in first.items))
    for made in (
        report,
        Report([run, other], ["rouge1.f1"], compare([run, other]), held[0], (), held),
        Report([run], ["rouge1.f1"], compare(run, [first]), held[0], (), held),
    ):
        root = check_page(to_html(made))
        assert not root.all("script") + root.all("b") + root.all("i")


def test_the_same_report_is_the_same_bytes(full: Report) -> None:
    assert to_html(full) == to_html(full)
    assert "\r" not in to_html(full)


def test_marks_need_the_lists_that_the_figures_were_made_with(
    lead: Run, dataset: DataSet, tmp_path: Path
) -> None:
    (tmp_path / "stop").write_text("the\na\n", encoding="utf-8")
    scorer = Scorer(DEFAULT_METRICS, stop_words=tmp_path / "stop")
    run = evaluate("lead", dataset, 2, scoring=scorer)
    report = Report([run], FIGURES, dataset=dataset)
    with pytest.raises(ReadError, match="no list of stop words"):
        to_html(report)
    root = check_page(to_html(replace(report, scorer=scorer)))
    marked = {word for mark in root.all("mark") for word in mark.text().casefold().split()}
    assert marked
    assert not marked & {"the", "a"}


def test_the_command_writes_the_page_beside_the_others(home: Path, tmp_path: Path) -> None:  # noqa: F811 -- a fixture
    target = tmp_path / "r.html"
    gate = ("--baseline", home / "base.json", "--report-html", target)
    passed(evaluate_by_command(home, *gate))
    root = check_page(target.read_text(encoding="utf-8"))
    assert "Passed: all of 4 checks passed" in root.text()
    assert root.having("kept")
    assert root.all("mark")
    assert stopped(planted(home, *gate), 3)
    root = check_page(target.read_text(encoding="utf-8"))
    assert "Failed: " in root.having("verdict")[0].text()
    assert root.all("del")
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]


def test_the_page_is_written_whole_or_not_at_all(home: Path, tmp_path: Path) -> None:  # noqa: F811 -- a fixture
    message = failed(evaluate_by_command(home, "--report-html", tmp_path / "no" / "r.html"), 1)
    assert "r.html: cannot be written: there is no folder" in message
    target = tmp_path / "r.html"
    target.mkdir()
    assert "r.html: cannot be written" in stopped(
        evaluate_by_command(home, "--report-html", target), 1
    )
    assert list(target.iterdir()) == []
    assert "--report-html is empty" in failed(evaluate_by_command(home, "--report-html", ""), 2)


def test_who_asks_for_no_page_does_not_pay_for_one(home: Path, tmp_path: Path) -> None:  # noqa: F811 -- a fixture
    command = f"from summarizer.cli import main; main(['evaluate', {str(home / 'd.jsonl')!r}, '-m'"
    assert "jinja2" not in loaded(f"{command}, 'lead'])")
    target = str(tmp_path / "r.html")
    assert "jinja2" in loaded(f"{command}, 'lead', '--report-html', {target!r}])")


def test_marks_follow_the_scoring_that_was_asked_for(home: Path, tmp_path: Path) -> None:  # noqa: F811 -- a fixture
    """By options or by the signature that they make; a list of words goes with either."""
    stop = tmp_path / "stop"
    stop.write_text("the\na\n", encoding="utf-8")
    pages = [tmp_path / "1.html", tmp_path / "2.html"]
    given = ("--stop-words", stop, "--limit", "12w")
    text = passed(evaluate_by_command(home, *given, "--report-html", pages[0]))
    signature = next(line for line in text.splitlines() if line.startswith("signature: "))
    again = ("--signature", signature.removeprefix("signature: "), "--stop-words", stop)
    passed(evaluate_by_command(home, *again, "--report-html", pages[1]))
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_saved_runs_are_compared_on_a_page(lead: Run, worse: Run, tmp_path: Path) -> None:
    for name, made in (("a", lead), ("b", worse)):
        (tmp_path / f"{name}.json").write_text(dump_runs([made]), encoding="utf-8")
    target = tmp_path / "c.html"
    passed(run("compare", tmp_path / "a.json", tmp_path / "b.json", "-f", "html", "-o", target))
    root = check_page(target.read_text(encoding="utf-8"))
    assert "saved runs do not hold them" in root.text()
    assert "Changed summaries" in [e.text() for e in root.all("h2")]


def test_an_item_in_another_script_has_its_language(tmp_path: Path) -> None:
    item = {
        "id": "عبّارة",
        "language": "ar",
        "documents": [{"text": "غرقت العبارة قرب الميناء. نجا جميع الركاب."}],
        "references": ["غرقت العبارة ونجا الركاب."],
    }
    path = write_lines(tmp_path / "d.jsonl", [item])
    target = tmp_path / "r.html"
    passed(run("evaluate", path, "--variant", "unicode", "--report-html", target))
    root = check_page(target.read_text(encoding="utf-8"))
    assert [e.attributes["lang"] for e in root.having("kept")] == ["ar"]
    assert [e.attributes["dir"] for e in root.having("kept")] == ["auto"]
