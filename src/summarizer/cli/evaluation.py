"""The commands that measure: evaluate and compare."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..errors import GateError, InputError, NotComparableError, UnknownNameError, UsageError
from .output import write

if TYPE_CHECKING:
    from ..evaluation import DataSet, Item, Report, Run, Saved, Scorer, Signature

F = TypeVar("F", bound=Callable[..., Any])
Thresholds = dict[str, float]

_STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable that names the page of a step of GitHub Actions."""


def _thresholds(
    _context: click.Context, option: click.Parameter, given: Sequence[str]
) -> Thresholds:
    """``("rouge2=0.10",)`` as ``{"rouge2.f1": 0.1}``."""
    found = {}
    for text in given:
        name, _, value = text.partition("=")
        try:
            found[_full(name.strip())] = float(value)
        except ValueError as error:
            flag = option.opts[0]
            raise UsageError(
                f"{flag} {text!r}: write a figure and a number, rouge2=0.10"
            ) from error
    return found


def _full(figure: str) -> str:
    """A metric's name alone means its F-score."""
    return f"{figure}.f1" if figure.startswith("rouge") and not figure.endswith(_PARTS) else figure


_PARTS = (".f1", ".recall", ".precision")


def _scoring_options(function: F) -> F:
    """How ROUGE is to be computed."""
    for option in reversed(
        [
            click.option(
                "--metric",
                "metrics",
                multiple=True,
                metavar="NAME",
                help="rouge1, rouge2, rougeLsum, rougeL, rougeW1.2, rougeS4, rougeSU4, ….recall or "
                "….precision; may be repeated. By default rouge1, rouge2 and rougeLsum.",
            ),
            click.option(
                "--variant",
                metavar="rouge155|rouge-score|unicode",
                help="Whose ROUGE: the Perl's, Google's, or for any script. By default rouge155.",
            ),
            click.option("--no-stem", is_flag=True, help="Do not stem words."),
            click.option("--limit", metavar="100w|75b", help="Cut summaries and references there."),
            click.option(
                "--average",
                metavar="micro|best",
                help="Of several references: all together, or the best. By default micro.",
            ),
            click.option(
                "--exceptions",
                metavar="PATH",
                envvar="SUMMARISE_ROUGE_EXCEPTIONS",
                help="WordNet's exception lists, for exact ROUGE-1.5.5 with stemming.",
            ),
            click.option("--stop-words", metavar="FILE", help="Leave these words out."),
            click.option(
                "--signature",
                metavar="TEXT",
                help="Make the figures that a signature was taken from.",
            ),
        ]
    ):
        function = option(function)
    return function


@click.command(
    epilog="""\b
Examples:
  summarise evaluate data.jsonl
  summarise evaluate data.jsonl -m textrank -m lexrank -m lead -m oracle --length 100w --limit 100w
  summarise evaluate data.jsonl --baseline baseline.json --max-drop rouge2=0.003
  summarise evaluate data.jsonl --fail-under rouge2=0.10 --baseline baseline.json --update-baseline

\b
Exit codes: 1 the data set cannot be used or is not the baseline's, or items were skipped;
3 a mean is under its floor, or dropped further than allowed and significantly.
"""
)
@click.argument("dataset")
@click.option(
    "-m",
    "--method",
    "methods",
    multiple=True,
    metavar="NAME",
    help="May be repeated. See 'methods'; also oracle and oracle-exact, the bounds above all.",
)
@click.option("-l", "--length", metavar="3|100w|20%|600c", help="Of each summary.")
@click.option("--select", metavar="NAME", help="A selector apart from the method's own.")
@click.option("--ceiling", type=float, metavar="SHARE", help="See 'article'.")
@click.option("--seed", type=int, metavar="N", help="For methods that draw lots.")
@click.option(
    "--task",
    default="auto",
    show_default=True,
    metavar="auto|article|brief",
    help="What to make of an item: by how many documents it has, or always this.",
)
@click.option(
    "--language", default="en", show_default=True, metavar="CODE", help="Of items that name none."
)
@_scoring_options
@click.option("--baseline", metavar="FILE", help="A saved run to be no worse than.")
@click.option(
    "--fail-under",
    "floors",
    multiple=True,
    callback=_thresholds,
    metavar="FIGURE=X",
    help="Fail if a mean is lower; may be repeated. The baseline's floors hold too.",
)
@click.option(
    "--max-drop",
    "drops",
    multiple=True,
    callback=_thresholds,
    metavar="FIGURE=X",
    help="Fail if a mean is lower than the baseline's by more, and significantly; may be repeated. "
    "By default 0 for every metric shown.",
)
@click.option(
    "--alpha", type=float, default=0.05, show_default=True, help="The level of significance."
)
@click.option("--update-baseline", is_flag=True, help="Write the runs as the new baseline.")
@click.option("--allow-lower", is_flag=True, help="Let an update lower floors and means.")
@click.option(
    "--on-error",
    default="stop",
    show_default=True,
    metavar="stop|skip",
    help="What to do about an item that cannot be used.",
)
@click.option("--report-md", metavar="FILE", help="Write the report as Markdown too.")
@click.option("--junit", metavar="FILE", help="Write the checks as JUnit's XML too.")
@click.option("--json", "json_", metavar="FILE", help="Save the runs, for 'compare'.")
def evaluate(
    dataset: str,
    methods: tuple[str, ...],
    task: str,
    language: str,
    on_error: str,
    baseline: str | None,
    floors: Thresholds,
    drops: Thresholds,
    alpha: float,
    update_baseline: bool,
    allow_lower: bool,
    report_md: str | None,
    junit: str | None,
    json_: str | None,
    **options: Any,
) -> None:
    """Score methods by ROUGE on a data set, and guard a build.

    DATASET is JSON Lines, an item a line: {"id", "documents": [{"id", "title", "date", "text"}],
    "references": ["..."]}; or the name of a published data set with its split, as
    cnn_dailymail:test[:100], which needs the extra hub.
    """
    from ..evaluation import dump_runs, read_dataset
    from ..summary import DEFAULT_METHOD

    scoring, figures = _scoring(options)
    _check_figures([*floors, *drops], scoring)
    if (drops or update_baseline) and not baseline:
        raise UsageError("--max-drop and --update-baseline need --baseline FILE")
    saved = _saved(baseline, update_baseline) if baseline else None
    items = read_dataset(dataset, task=task, language=language, on_error=on_error)  # type: ignore[arg-type]  # checked there
    names = list(dict.fromkeys(methods)) or [DEFAULT_METHOD]
    runs = [_run(name, items, scoring, on_error, options) for name in names]
    report = _report(
        runs,
        figures,
        saved,
        f"the baseline {baseline}" if saved else names[0],
        {**(saved.floors if saved else {}), **floors},
        drops,
        alpha,
        replacing=update_baseline and allow_lower,
    )
    _publish(report, report_md, junit)
    if json_:
        write(dump_runs(runs, floors), json_)
    if report.failed:
        raise GateError(_failures(report))
    if update_baseline:
        write(_new_baseline(runs, saved, floors, allow_lower), baseline)
    if skipped := max(len(run.skipped) for run in runs):
        raise InputError(f"{dataset}: {skipped} items were skipped; the report says which and why")


@click.command(
    epilog="""\b
Examples:
  summarise compare yesterday.json today.json
  summarise compare a.json b.json --metric rouge2 --format markdown
"""
)
@click.argument("before")
@click.argument("after")
@click.option(
    "--metric", "metrics", multiple=True, metavar="NAME", help="Which figures; may be repeated."
)
@click.option(
    "--alpha", type=float, default=0.05, show_default=True, help="The level of significance."
)
@click.option(
    "-f",
    "--format",
    "format_",
    default="text",
    show_default=True,
    metavar="text|markdown|json|junit",
    help="How to write the comparison.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
def compare(
    before: str,
    after: str,
    metrics: tuple[str, ...],
    alpha: float,
    format_: str,
    output: str | None,
) -> None:
    """Hold the runs that 'evaluate --json' saved in AFTER against those in BEFORE.

    Each method is held against itself; where each file has one run, these two are compared.
    """
    from ..evaluation import Report, load_runs
    from ..evaluation import compare as compare_runs
    from ..evaluation.report import FORMATS

    if format_ not in FORMATS:
        raise UnknownNameError("format", format_, FORMATS)
    old, new = load_runs(before).runs, load_runs(after).runs
    figures = [_full(name) for name in metrics] or None
    baseline = old[0] if len(old) == len(new) == 1 else old
    comparison = compare_runs(new, baseline, figures, alpha=alpha)
    shown = list(dict.fromkeys(d.figure for d in comparison.differences))
    write(FORMATS[format_](Report(new, shown, comparison, before)), output)


def _scoring(options: dict[str, Any]) -> "tuple[Scorer | Signature, list[str]]":
    """What makes the figures, and which of them to show; takes its options out."""
    from ..evaluation import DEFAULT_METRICS, Scorer, Signature

    names = [_full(name) for name in options.pop("metrics") or DEFAULT_METRICS]
    metrics = list(dict.fromkeys(name.partition(".")[0] for name in names))
    given = {
        name: value
        for name in ("variant", "limit", "average", "exceptions", "stop_words")
        if (value := options.pop(name)) is not None
    }
    if options.pop("no_stem"):
        given["stem"] = False
    if (signature := options.pop("signature")) is None:
        return Scorer(metrics, **given), names
    wanted = Signature.parse(signature)
    options.update({name: given.pop(name, None) for name in ("exceptions", "stop_words")})
    if given:
        raise UsageError(f"--signature says it all: leave out {', '.join(sorted(given))}")
    return wanted, [_full(name) for name in wanted.metrics]


def _check_figures(figures: Sequence[str], scoring: "Scorer | Signature") -> None:
    """Refuse a threshold on what is not measured, before the work and not after it."""
    from ..evaluation import MEASURES

    metrics = [str(getattr(metric, "name", metric)) for metric in scoring.metrics]
    for figure in figures:
        if figure not in MEASURES and figure.partition(".")[0] not in metrics:
            known = ", ".join([*metrics, *MEASURES])
            raise UsageError(
                f"no figure {figure.removesuffix('.f1')!r} is measured: there are {known}"
            )


def _saved(baseline: str, may_be_new: bool) -> "Saved | None":
    from ..evaluation import load_runs

    return None if may_be_new and not Path(baseline).exists() else load_runs(baseline)


def _run(
    name: str,
    items: "DataSet",
    scoring: "Scorer | Signature",
    on_error: str,
    options: dict[str, Any],
) -> "Run":
    from ..evaluation import evaluate as evaluate_method

    given = {key: value for key, value in options.items() if value is not None}

    def shown(todo: "Sequence[Item]") -> "Iterator[Item]":
        # Not on standard output, which holds the result; nothing where nobody watches.
        hidden = sys.stderr is None or not sys.stderr.isatty()
        with click.progressbar(todo, label=name, file=sys.stderr, hidden=hidden) as bar:
            yield from bar

    return evaluate_method(
        name,
        items,
        scoring=scoring,
        on_error=on_error,  # type: ignore[arg-type]  # checked there
        progress=shown,
        **given,
    )


def _report(
    runs: "Sequence[Run]",
    figures: Sequence[str],
    saved: "Saved | None",
    named: str,
    floors: Thresholds,
    drops: Thresholds,
    alpha: float,
    *,
    replacing: bool,
) -> "Report":
    """The runs, held against the baseline or else against the first of them."""
    from ..evaluation import Report, check_drops, check_floors
    from ..evaluation import compare as compare_runs

    checks = check_floors(runs, floors)
    try:
        comparison = compare_runs(runs, saved.runs if saved else None, figures, alpha=alpha)
        if saved:
            allowed = drops or dict.fromkeys(figures, 0.0)
            held = compare_runs(runs, saved.runs, list(allowed), alpha=alpha)
            checks += check_drops(held, allowed)
    except NotComparableError:
        if not replacing:
            raise
        comparison = None
    return Report(runs, figures, comparison, named, checks)


def _publish(report: "Report", report_md: str | None, junit: str | None) -> None:
    from ..evaluation.report import to_junit, to_markdown, to_text

    write(to_text(report), None)
    if report_md:
        write(to_markdown(report), report_md)
    if junit:
        write(to_junit(report), junit)
    if page := os.environ.get(_STEP_SUMMARY):
        try:
            with Path(page).open("a", encoding="utf-8") as file:
                file.write(to_markdown(report))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise InputError(f"{page} ({_STEP_SUMMARY}): cannot be written: {reason}") from error


def _failures(report: "Report") -> str:
    first = report.failed[0]
    more = f" (and {len(report.failed) - 1} more)" if len(report.failed) > 1 else ""
    return (
        f"the quality gate failed: {first.method} {first.figure}: {first.rule}: {first.found}{more}"
    )


def _new_baseline(
    runs: "Sequence[Run]", saved: "Saved | None", floors: Thresholds, may_lower: bool
) -> str:
    from ..evaluation import Saved, dump_runs, updated_floors

    kept = updated_floors(saved or Saved(()), runs, floors, may_lower=may_lower)
    return dump_runs(runs, kept)
