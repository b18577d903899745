"""An evaluation as a page of HTML: what its template puts where.

All strings that come from elsewhere (names, ids, texts) are escaped by the page itself. What
stands in a list is made a plain string here, for jinja2 believes a string that says of itself that
it is safe.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..pages import page
from ..text.display import one_line
from .comparison import Change
from .gate import Check
from .marking import MarkedPiece, MarkedSummary, mark
from .report import BETTER, OTHER, WORSE, Report, measure, noted, short_name
from .runs import MEASURES, ItemResult, Run

WORST = 10
"""Of so many items a page shows the summaries."""
MOST_CHANGES = 150
"""Of so many changed summaries it shows the texts; the others it names."""

_WORDS = {BETTER: "better", WORSE: "worse", OTHER: "different", "": ""}
_QUARTERS = {"lowest": 0.0, "25%": 0.25, "50%": 0.5, "75%": 0.75, "highest": 1.0}


class Verdict(NamedTuple):
    """What became of the gate: a word for the style sheet, one for the reader, and why."""

    kind: str
    word: str
    reason: str


class Whisker(NamedTuple):
    """A mean, its interval and the mean it is held against, if any, as places from 0 to 100."""

    low: float
    mean: float
    high: float
    reference: float | None


class Mean(NamedTuple):
    """A cell of the table of means."""

    text: str  # the mean ± half its interval
    sign: str  # whether it is better or worse than the baseline's by more than luck
    word: str  # the same in a word
    whisker: Whisker  # where it stands on the scale that all runs share
    title: str  # what the picture says, in words


class Spread(NamedTuple):
    """How the scores of a run spread over its items: those at each of the quarters."""

    method: str
    quarters: Sequence[str]
    against: str = ""  # what the run is held against; "" for nothing
    counts: str = ""  # in how many items this run is higher, equal and lower


class Scores(NamedTuple):
    """The figures of one summary: whose, and a text for each figure."""

    name: str
    figures: Sequence[str]


class Weak(NamedTuple):
    """An item with one of the lowest scores, and what was made of it."""

    id: str  # the item's
    language: str  # its code, or "" where the data set is not at hand
    scores: Sequence[Scores]  # of each run
    sentences: Sequence[Sequence[MarkedPiece]]  # of the summary, in pieces
    references: Sequence[Sequence[MarkedPiece]]  # in pieces; empty where they are not at hand
    shared: str  # how much of the summary they have, in words
    others: Sequence[tuple[str, Sequence[str]]]  # what other runs made of it: method and sentences


class Changed(NamedTuple):
    """A summary that changed."""

    method: str  # whose
    item: str  # of what
    scores: str  # by the first figure, before and after
    gain: float  # how much higher it is now
    before: Sequence[tuple[str, bool]]  # each sentence, and whether it is gone
    after: Sequence[tuple[str, bool]]  # each sentence, and whether it is new
    reordered: bool  # whether both have the same sentences


def to_html(report: Report) -> str:
    """A self-contained HTML page."""
    changes = sorted(_changes(report), key=lambda change: change.gain)
    return page(
        "evaluation.html.j2",
        styles=("evaluation.css",),
        report=report,
        run=report.runs[0],
        dataset=one_line(report.runs[0].dataset),
        verdict=_verdict(report.checks, report.failed),
        checks=sorted(report.checks, key=lambda check: check.passed),
        versions=_versions(report),
        heads=[short_name(figure) for figure in report.figures],
        means=_means(report),
        words=_WORDS,
        differences=[list(map(str, row)) for row in report.differences()],
        quarters=list(_QUARTERS),
        spreads=[
            (short_name(figure), [_spread(report, run, figure) for run in report.runs])
            for figure in report.figures
        ],
        worst=list(_worst(report)),
        changes=changes[:MOST_CHANGES],
        unshown=changes[MOST_CHANGES:],
        measures=MEASURES,
        measured=[
            (str(run.method), [measure(run, name) for name in MEASURES]) for run in report.runs
        ],
        remarks=list(map(str, report.remarks)),
        notes=[note for run in report.runs for note in noted(run)],
        skipped=_skipped(report.runs),
    )


def _verdict(checks: Sequence[Check], failed: Sequence[Check]) -> Verdict:
    if not checks:
        return Verdict("open", "No gate", "no checks were requested")
    if failed:
        return Verdict("failed", "Failed", f"{len(failed)} of {len(checks)} checks failed")
    return Verdict("passed", "Passed", f"all of {len(checks)} checks passed")


def _versions(report: Report) -> str:
    """The version that made the runs, and the baseline's if it differs."""
    pairs = report.comparison.pairs if report.comparison else ()
    ours = dict.fromkeys(run.signature.version for run in report.runs)
    theirs = dict.fromkeys(other.signature.version for _, other in pairs)
    made = f"summarizer {', '.join(ours)}"
    return made if not theirs or theirs == ours else f"{made}; baseline {', '.join(theirs)}"


def _means(report: Report) -> list[tuple[str, list[Mean]]]:
    """Each run's name, with a cell for each figure."""
    columns = [_column(report, figure) for figure in report.figures]
    return [
        (str(run.method), [column[i] for column in columns]) for i, run in enumerate(report.runs)
    ]


def _column(report: Report, figure: str) -> list[Mean]:
    factor = report.scale(figure)
    ends = [factor * end for run in report.runs for end in run.interval(figure)]
    held = [_held_against(report, run, figure) for run in report.runs]
    ends += [mean for mean in held if mean is not None]
    ends = [min(ends), max(ends)]
    return [_mean(report, run, figure, h, ends) for run, h in zip(report.runs, held, strict=True)]


def _held_against(report: Report, run: Run, figure: str) -> float | None:
    """The mean of the run's baseline, as shown."""
    found = report.comparison.of(run.method, figure) if report.comparison else None
    return report.scale(figure) * found.baseline_mean if found else None


def _mean(report: Report, run: Run, figure: str, held: float | None, ends: Sequence[float]) -> Mean:
    factor = report.scale(figure)
    low, high = (factor * end for end in run.interval(figure))
    mean = factor * run.mean(figure)
    sign = report.mark(run, figure)
    title = f"{mean:.2f}, interval {low:.2f} to {high:.2f}"
    if held is not None:
        title += f"; baseline {held:.2f}"
    least, most = ends

    def place(figure: float) -> float:
        return round((figure - least) / ((most - least) or 1.0) * 100, 1)

    reference = None if held is None else place(held)
    whisker = Whisker(place(low), place(mean), place(high), reference)
    return Mean(report.mean(run, figure), sign, _WORDS[sign], whisker, title)


def _spread(report: Report, run: Run, figure: str) -> Spread:
    values = run.figures(figure)
    ranked = [f"{report.scale(figure) * value:.1f}" for value in sorted(values)]
    quarters = [ranked[round(share * (len(ranked) - 1))] for share in _QUARTERS.values()]
    other = report.comparison.baseline_of(run.method) if report.comparison else None
    if other is None:
        return Spread(run.method, quarters)
    return Spread(
        run.method, quarters, _name_of(run, other), _counts(values, other.figures(figure))
    )


def _counts(values: Sequence[float], theirs: Sequence[float]) -> str:
    """In how many items a run is higher than, equal to and lower than another."""
    higher = sum(ours > before for ours, before in zip(values, theirs, strict=True))
    lower = sum(ours < before for ours, before in zip(values, theirs, strict=True))
    equal = len(values) - higher - lower
    if equal == len(values):
        return f"the same in all {equal} items"
    return f"higher in {higher} items, equal in {equal}, lower in {lower}"


def _name_of(run: Run, other: Run) -> str:
    """The name of the other run, told apart from the run itself."""
    return f"{other.method} before" if other.method == run.method else other.method


def _worst(report: Report) -> Iterator[Weak]:
    """The items with the lowest first figure in the first run."""
    if not report.figures:
        return
    run, figure = report.runs[0], report.figures[0]
    lowest = sorted(run.items, key=lambda item: item.figures[figure])[:WORST]
    made: Mapping[str, Mapping[str, ItemResult]] = {
        other.method: {item.id: item for item in other.items} for other in report.runs[1:]
    }
    for item in lowest:
        others = {name: found[item.id] for name, found in made.items() if item.id in found}
        yield _weak(report, item, others)


def _weak(report: Report, item: ItemResult, others: Mapping[str, ItemResult]) -> Weak:
    name = report.runs[0].method
    before = _before(report, name, item.id)
    rows = [(name, item), *([(f"{name} before", before)] if before else []), *others.items()]
    marked, language = _marked(report, item)
    return Weak(
        id=one_line(item.id),
        language=language,
        scores=[Scores(one_line(who), _figures(report, result)) for who, result in rows],
        sentences=marked.summary,
        references=marked.references,
        shared=f"{marked.shared} of {marked.words} words",
        others=[(one_line(who), list(map(str, result.summary))) for who, result in others.items()],
    )


def _before(report: Report, method: str, item: str) -> ItemResult | None:
    """The method's result for an item in its baseline."""
    other = report.comparison.baseline_of(method) if report.comparison else None
    if other is None or other.method != method:
        return None
    return next(found for found in other.items if found.id == item)


def _figures(report: Report, item: ItemResult) -> list[str]:
    return [f"{report.scale(name) * item.figures[name]:.2f}" for name in report.figures]


def _marked(report: Report, result: ItemResult) -> tuple[MarkedSummary, str]:
    """The summary beside its references, if they are at hand, and their language."""
    items = report.dataset.items if report.dataset else ()
    item = next((item for item in items if item.digest == result.digest), None)
    if item is None:
        plain = [[MarkedPiece(sentence, shared=False)] for sentence in result.summary]
        return MarkedSummary(plain, [], 0, 0), ""
    scorer = report.scorer or report.runs[0].signature.scorer()
    marked = mark(scorer.for_language(item.language), result.summary, item.references)
    return marked, item.language


def _changes(report: Report) -> Iterator[Changed]:
    if not report.figures:
        return
    figure = report.figures[0]
    factor = report.scale(figure)
    made = {(run.method, item.id): item for run in report.runs for item in run.items}
    pairs = report.comparison.pairs if report.comparison else ()
    held = {(run.method, item.id): item for run, other in pairs for item in other.items}
    for change in report.changes:
        key = change.method, change.item
        now, then = (factor * items[key].figures[figure] for items in (made, held))
        yield _changed(change, f"{then:.2f} to {now:.2f}", now - then)


def _changed(change: Change, scores: str, gain: float) -> Changed:
    return Changed(
        method=one_line(change.method),
        item=one_line(change.item),
        scores=scores,
        gain=gain,
        before=[(str(sentence), sentence not in change.after) for sentence in change.before],
        after=[(str(sentence), sentence not in change.before) for sentence in change.after],
        reordered=set(change.before) == set(change.after),
    )


def _skipped(runs: Sequence[Run]) -> list[tuple[str, str, str]]:
    """Each place and reason once, with the methods."""
    found: dict[tuple[str, str], list[str]] = {}
    for run in runs:
        for skipped in run.skipped:
            found.setdefault((skipped.place, skipped.reason), []).append(run.method)
    return [(one_line(place), one_line(why), ", ".join(who)) for (place, why), who in found.items()]
