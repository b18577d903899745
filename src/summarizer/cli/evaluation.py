"""The commands that measure: evaluate and compare."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from ..errors import UnknownNameError, UsageError
from .configuration import config_options
from .gate import Gate, Thresholds, add_to_step_summary, check_targets, either, verdict_of
from .options import (
    ERRORS,
    FILE,
    LANGUAGES,
    LENGTHS,
    METHODS,
    SELECTORS,
    Command,
    Names,
    quiet_option,
    setting,
    together,
    tokenizer_option,
    ways,
)
from .output import is_terminal, write
from .progress import tracked

if TYPE_CHECKING:
    from ..evaluation import DataSet, Report, Run, Scorer, Signature
    from ..length import Length

_METRICS = Names(
    lambda: ("rouge1", "rouge2", "rougeL", "rougeLsum", "rougeW1.2", "rougeS4", "rougeSU4")
)


def _systems() -> list[str]:
    return [*METHODS.names(), "oracle", "oracle-exact"]


def _strictest(
    _context: click.Context, option: click.Parameter, given: Sequence[str]
) -> Thresholds:
    """``("rouge2=0.10",)`` as ``{"rouge2.f1": 0.1}``; of one figure twice the stricter counts."""
    from ..evaluation.settings import full_name

    stricter = min if option.name == "drops" else max
    found: Thresholds = {}
    for text in given:
        name, _, value = text.partition("=")
        try:
            number = float(value)
        except ValueError as error:
            flag = option.opts[0]
            raise UsageError(
                f"{flag} {text!r}: write a figure and a number, rouge2=0.10"
            ) from error
        if not math.isfinite(number) or (option.name == "drops" and number < 0):
            raise UsageError(f"{option.opts[0]} {text!r}: {value} is no such number")
        name = full_name(name.strip())
        found[name] = stricter(number, found.get(name, number))
    return found


def _no_blank(_context: click.Context, option: click.Parameter, given: str | None) -> str | None:
    """An empty name is a variable that was not set, and must not mean that nothing is asked."""
    if given is not None and not given.strip():
        raise UsageError(f"{option.opts[0]} is empty: give a file")
    return given


_scoring_options = together(
    setting(
        "--metric",
        "metrics",
        multiple=True,
        metavar="NAME",
        type=_METRICS,
        help="rouge1, rouge2, rougeLsum, rougeL, rougeW1.2, rougeS4, rougeSU4, ….recall or "
        "….precision; may be repeated. By default rouge1, rouge2 and rougeLsum.",
    ),
    setting(
        "--variant",
        metavar="rouge155|rouge-score|unicode",
        type=ways("rouge155", "rouge-score", "unicode"),
        help="Whose ROUGE: the Perl's, Google's, or for any script. By default rouge155.",
    ),
    setting("--stem/--no-stem", default=True, help="Whether words are stemmed; they are."),
    setting("--limit", metavar="100w|75b", help="Cut summaries and references there."),
    setting(
        "--average",
        metavar="micro|best",
        type=ways("micro", "best"),
        help="Of several references: all together, or the best. By default micro.",
    ),
    setting(
        "--exceptions",
        metavar="PATH",
        type=FILE,
        help="WordNet's exception lists, for exact ROUGE-1.5.5 with stemming.",
    ),
    setting(
        "--stop-words", metavar="FILE", type=FILE, callback=_no_blank, help="Leave these words out."
    ),
    setting(
        "--signature",
        metavar="TEXT",
        help="Make the figures that a signature was taken from.",
    ),
)


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  summarise evaluate data.jsonl
  summarise evaluate data.jsonl -m textrank -m lexrank -m lead -m oracle --length 100w --limit 100w
  summarise evaluate data.jsonl --baseline baseline.json --max-drop rouge2=0.003
  summarise evaluate data.jsonl --fail-under rouge2=0.10 --baseline baseline.json --update-baseline

\b
Exit codes: 1 the data set cannot be used or is not the baseline's, or items were skipped;
3 a mean is under its floor, or dropped further than allowed and significantly.
""",
)
@click.argument("dataset", type=FILE)
@setting(
    "-m",
    "--method",
    "methods",
    multiple=True,
    metavar="NAME",
    type=Names(_systems),
    help="May be repeated. See 'methods'; also oracle and oracle-exact, the bounds above all. By "
    "default those of the baseline, or the default method.",
)
@setting("-l", "--length", metavar=LENGTHS, help="Of each summary.")
@tokenizer_option
@setting("--select", metavar="NAME", type=SELECTORS, help="A selector apart from the method's own.")
@setting("--ceiling", type=float, metavar="SHARE", help="See 'article'.")
@setting("--seed", type=int, metavar="N", help="For methods that draw lots.")
@setting(
    "--task",
    default="auto",
    show_default=True,
    metavar="auto|article|brief",
    type=ways("auto", "article", "brief"),
    help="What to make of an item: by how many documents it has, or always this.",
)
@setting(
    "--language",
    default="en",
    show_default=True,
    metavar="CODE",
    type=LANGUAGES,
    help="Of items that name none.",
)
@_scoring_options
@setting(
    "--baseline",
    metavar="FILE",
    type=FILE,
    callback=_no_blank,
    help="A saved run to be no worse than.",
)
@setting(
    "--fail-under",
    "floors",
    multiple=True,
    callback=_strictest,
    metavar="FIGURE=X",
    help="Fail if a mean is lower; may be repeated. The baseline's floors hold too.",
)
@setting(
    "--max-drop",
    "drops",
    multiple=True,
    callback=_strictest,
    metavar="FIGURE=X",
    help="Fail if a mean is lower than the baseline's by more, and significantly; may be repeated. "
    "By default 0 for every metric shown.",
)
@setting("--alpha", type=float, default=0.05, show_default=True, help="The level of significance.")
@setting(
    "--across-versions/--no-across-versions",
    default=False,
    help="Take a baseline of another version of this library.",
)
@setting(
    "--update-baseline", is_flag=True, settable=False, help="Write the runs as the new baseline."
)
@setting(
    "--allow-lower", is_flag=True, settable=False, help="Let an update lower floors and means."
)
@setting(
    "--on-error",
    default="stop",
    show_default=True,
    metavar="stop|skip",
    type=ERRORS,
    help="What to do about an item that cannot be used.",
)
@setting(
    "--report-md",
    metavar="FILE",
    type=FILE,
    settable=False,
    callback=_no_blank,
    help="Write the report as Markdown too.",
)
@setting(
    "--report-html",
    metavar="FILE",
    type=FILE,
    settable=False,
    callback=_no_blank,
    help="Write the report as a page of HTML too.",
)
@setting(
    "--junit",
    metavar="FILE",
    type=FILE,
    settable=False,
    callback=_no_blank,
    help="Write the checks as JUnit's XML too.",
)
@setting(
    "--json",
    "json_",
    metavar="FILE",
    type=FILE,
    settable=False,
    callback=_no_blank,
    help="Save the runs, for 'compare'.",
)
@quiet_option
@config_options
def evaluate(
    dataset: str,
    methods: tuple[str, ...],
    length: str | None,
    tokenizer: str | None,
    task: str,
    language: str,
    on_error: str,
    quiet: bool,
    baseline: str | None,
    floors: Thresholds,
    drops: Thresholds,
    alpha: float,
    update_baseline: bool,
    allow_lower: bool,
    across_versions: bool,
    report_md: str | None,
    report_html: str | None,
    junit: str | None,
    json_: str | None,
    **options: Any,
) -> None:
    """Score methods by ROUGE on a data set, and guard a build.

    DATASET is JSON Lines, an item a line: {"id", "documents": [{"id", "title", "date", "text"}],
    "references": ["..."]}; or the name of a published data set with its split, as
    'cnn_dailymail:test[:100]', which needs the extra hub.
    """
    from ..evaluation import dump_runs, read_dataset
    from ..evaluation.comparison import check_level
    from ..evaluation.report import to_html, to_junit, to_markdown
    from ..summary import DEFAULT_METHOD

    options["length"] = _length(length, tokenizer)
    scoring, figures = _scoring(options)
    check_level(alpha)
    _check_figures([*figures, *floors, *drops], scoring)
    gate = Gate(baseline, floors, drops, alpha, update_baseline, allow_lower, across_versions)
    saved = gate.saved()
    check_targets([report_md, report_html, junit, json_], [dataset, baseline])
    if update_baseline:
        check_targets([baseline], [dataset])
    items = read_dataset(dataset, task=task, language=language, on_error=on_error)  # type: ignore[arg-type]  # checked there
    of_baseline = [run.method for run in saved.runs] if saved else [DEFAULT_METHOD]
    names = list(dict.fromkeys(methods)) or of_baseline
    runs = [_run(name, items, scoring, on_error, quiet, options) for name in names]
    made = gate.report(runs, figures, saved)
    report = replace(made, dataset=items, scorer=_scorer(scoring, options))
    verdict = verdict_of(report)
    # All that is kept is written before the first word to a reader who may not be there.
    outputs = [
        (report_md, to_markdown),
        (report_html, to_html),
        (junit, to_junit),
        (json_, lambda _: dump_runs(runs, floors)),
    ]
    for target, written in outputs:
        if target:
            verdict = either(lambda t=target, w=written: write(w(report), t), verdict)  # type: ignore[misc]
    verdict = either(lambda: add_to_step_summary(to_markdown(report)), verdict)
    if verdict is None and update_baseline:
        verdict = either(lambda: write(gate.renewed(runs, saved), baseline), None)
    verdict = either(lambda: write(_shown(report), None), verdict)
    if verdict is not None:
        raise verdict


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  summarise compare yesterday.json today.json
  summarise compare a.json b.json --metric rouge2 --format markdown
""",
)
@click.argument("before", type=FILE)
@click.argument("after", type=FILE)
@setting(
    "--metric",
    "metrics",
    multiple=True,
    metavar="NAME",
    type=_METRICS,
    help="Which figures; may be repeated.",
)
@setting("--alpha", type=float, default=0.05, show_default=True, help="The level of significance.")
@setting(
    "-f",
    "--format",
    "format_",
    default="text",
    show_default=True,
    metavar="text|markdown|json|html|junit",
    type=ways("text", "markdown", "json", "html", "junit"),
    help="How to write the comparison.",
)
@setting(
    "-o",
    "--output",
    metavar="FILE",
    type=FILE,
    settable=False,
    help="Write to FILE instead of standard output.",
)
@config_options
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
    from ..evaluation.settings import full_name

    if format_ not in FORMATS:
        raise UnknownNameError("format", format_, FORMATS)
    old, new = load_runs(before).runs, load_runs(after).runs
    figures = [full_name(name) for name in metrics] or None
    baseline = old[0] if len(old) == len(new) == 1 else old
    comparison = compare_runs(new, baseline, figures, alpha=alpha)
    shown = list(dict.fromkeys(d.figure for d in comparison.differences))
    report = Report(new, shown, comparison, before, (), _lost(old, new), show_differences=True)
    is_text = format_ == "text" and output is None
    write(_shown(report) if is_text else FORMATS[format_](report), output)


def _shown(report: "Report") -> str:
    """A report for standard output, whatever that is."""
    from ..evaluation.report import to_text

    if not is_terminal():
        return to_text(report)
    from .tables import report_on_terminal

    return report_on_terminal(report)


def _lost(before: "Sequence[Run]", after: "Sequence[Run]") -> list[str]:
    names = [run.method for run in after]
    lost = [run.method for run in before if run.method not in names]
    return [f"not in the second file: {', '.join(lost)}"] if len(before) > 1 and lost else []


def _length(length: str | None, tokenizer: str | None) -> "Length | None":
    """The length of each summary, checked before the work."""
    from ..length import Length

    if length is not None:
        return Length(length, tokenizer=tokenizer)
    if tokenizer is not None:
        raise UsageError("--tokenizer is for a length in tokens: give --length too, as 512t")
    return None


def _scoring(options: dict[str, Any]) -> "tuple[Scorer | Signature, list[str]]":
    """What makes the figures, and which of them to show; takes its options out."""
    from ..evaluation import DEFAULT_METRICS, Scorer, Signature
    from ..evaluation.settings import full_name, split_figure

    asked = options.pop("metrics")
    names = list(dict.fromkeys(full_name(name) for name in asked or DEFAULT_METRICS))
    metrics = list(dict.fromkeys(split_figure(name)[0] for name in names))
    given = {
        name: value
        for name in ("variant", "limit", "average", "exceptions", "stop_words")
        if (value := options.pop(name)) is not None
    }
    if not options.pop("stem"):
        given["stem"] = False
    if (signature := options.pop("signature")) is None:
        return Scorer(metrics, **given), names
    wanted = Signature.parse(signature)
    options.update({name: given.pop(name, None) for name in ("exceptions", "stop_words")})
    if asked:
        given["metric"] = asked
    if given:
        raise UsageError(f"--signature says it all: leave out {', '.join(sorted(given))}")
    return wanted, [full_name(name) for name in wanted.metrics]


def _scorer(scoring: "Scorer | Signature", options: dict[str, Any]) -> "Scorer":
    from ..evaluation import Scorer

    if isinstance(scoring, Scorer):
        return scoring
    return scoring.scorer(options["exceptions"], options["stop_words"])


def _check_figures(figures: Sequence[str], scoring: "Scorer | Signature") -> None:
    """Refuse what is not measured, before the work and not after it."""
    from ..evaluation import MEASURES
    from ..evaluation.settings import split_figure

    metrics = [str(getattr(metric, "name", metric)) for metric in scoring.metrics]
    for figure in figures:
        if figure not in MEASURES and split_figure(figure)[0] not in metrics:
            known = ", ".join([*metrics, *MEASURES])
            raise UsageError(
                f"no figure {figure.removesuffix('.f1')!r} is measured: there are {known}"
            )


def _run(
    name: str,
    items: "DataSet",
    scoring: "Scorer | Signature",
    on_error: str,
    quiet: bool,
    options: dict[str, Any],
) -> "Run":
    from ..evaluation import evaluate as evaluate_method

    given = {key: value for key, value in options.items() if value is not None}

    with tracked(name, quiet=quiet) as track:
        return evaluate_method(
            name,
            items,
            scoring=scoring,
            on_error=on_error,  # type: ignore[arg-type]  # checked there
            progress=track,
            **given,
        )
