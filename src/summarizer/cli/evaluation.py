"""The commands that measure: evaluate and compare."""

import math
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..errors import (
    GateError,
    InputError,
    NotComparableError,
    SummarizerError,
    UnknownNameError,
    UsageError,
    reason_of,
)
from .options import LENGTHS, together, tokenizer_option
from .output import complain, write

if TYPE_CHECKING:
    from ..evaluation import DataSet, Item, Report, Run, Saved, Scorer, Signature
    from ..length import Length

Thresholds = dict[str, float]

_STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable that names the page of a step of GitHub Actions."""


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
        help="WordNet's exception lists, for exact ROUGE-1.5.5 with stemming.",
    ),
    click.option("--stop-words", metavar="FILE", callback=_no_blank, help="Leave these words out."),
    click.option(
        "--signature",
        metavar="TEXT",
        help="Make the figures that a signature was taken from.",
    ),
)


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
    help="May be repeated. See 'methods'; also oracle and oracle-exact, the bounds above all. By "
    "default those of the baseline, or the default method.",
)
@click.option("-l", "--length", metavar=LENGTHS, help="Of each summary.")
@tokenizer_option
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
@click.option(
    "--baseline", metavar="FILE", callback=_no_blank, help="A saved run to be no worse than."
)
@click.option(
    "--fail-under",
    "floors",
    multiple=True,
    callback=_strictest,
    metavar="FIGURE=X",
    help="Fail if a mean is lower; may be repeated. The baseline's floors hold too.",
)
@click.option(
    "--max-drop",
    "drops",
    multiple=True,
    callback=_strictest,
    metavar="FIGURE=X",
    help="Fail if a mean is lower than the baseline's by more, and significantly; may be repeated. "
    "By default 0 for every metric shown.",
)
@click.option(
    "--alpha", type=float, default=0.05, show_default=True, help="The level of significance."
)
@click.option(
    "--across-versions", is_flag=True, help="Take a baseline of another version of this library."
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
@click.option(
    "--report-md", metavar="FILE", callback=_no_blank, help="Write the report as Markdown too."
)
@click.option(
    "--junit", metavar="FILE", callback=_no_blank, help="Write the checks as JUnit's XML too."
)
@click.option(
    "--json", "json_", metavar="FILE", callback=_no_blank, help="Save the runs, for 'compare'."
)
def evaluate(
    dataset: str,
    methods: tuple[str, ...],
    length: str | None,
    tokenizer: str | None,
    task: str,
    language: str,
    on_error: str,
    baseline: str | None,
    floors: Thresholds,
    drops: Thresholds,
    alpha: float,
    update_baseline: bool,
    allow_lower: bool,
    across_versions: bool,
    report_md: str | None,
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
    from ..evaluation.report import to_junit, to_markdown, to_text
    from ..summary import DEFAULT_METHOD

    options["length"] = _length(length, tokenizer)
    scoring, figures = _scoring(options)
    check_level(alpha)
    _check_figures([*figures, *floors, *drops], scoring)
    gate = _Gate(baseline, floors, drops, alpha, update_baseline, allow_lower, across_versions)
    saved = gate.saved()
    _check_targets([report_md, junit, json_], [dataset, baseline])
    if update_baseline:
        _check_targets([baseline], [dataset])
    items = read_dataset(dataset, task=task, language=language, on_error=on_error)  # type: ignore[arg-type]  # checked there
    of_baseline = [run.method for run in saved.runs] if saved else [DEFAULT_METHOD]
    names = list(dict.fromkeys(methods)) or of_baseline
    runs = [_run(name, items, scoring, on_error, options) for name in names]
    report = gate.report(runs, figures, saved)
    verdict = _verdict(report)
    # All that is kept is written before the first word to a reader who may not be there.
    outputs = [
        (report_md, to_markdown),
        (junit, to_junit),
        (json_, lambda _: dump_runs(runs, floors)),
    ]
    for target, written in outputs:
        if target:
            verdict = _try(lambda t=target, w=written: write(w(report), t), verdict)  # type: ignore[misc]
    verdict = _try(lambda: _add_to_step_summary(to_markdown(report)), verdict)
    if verdict is None and update_baseline:
        verdict = _try(lambda: write(gate.renewed(runs, saved), baseline), None)
    verdict = _try(lambda: write(to_text(report), None), verdict)
    if verdict is not None:
        raise verdict


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
    from ..evaluation.settings import full_name

    if format_ not in FORMATS:
        raise UnknownNameError("format", format_, FORMATS)
    old, new = load_runs(before).runs, load_runs(after).runs
    figures = [full_name(name) for name in metrics] or None
    baseline = old[0] if len(old) == len(new) == 1 else old
    comparison = compare_runs(new, baseline, figures, alpha=alpha)
    shown = list(dict.fromkeys(d.figure for d in comparison.differences))
    report = Report(new, shown, comparison, before, (), _lost(old, new), show_differences=True)
    write(FORMATS[format_](report), output)


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
    if options.pop("no_stem"):
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


def _check_targets(targets: Sequence[str | None], sources: Sequence[str | None]) -> None:
    """Refuse to write one file over another, or where nothing can be written, before the work."""
    taken = {os.path.abspath(source) for source in sources if source}  # noqa: PTH100 -- may not be a path
    for target in filter(None, targets):
        path = os.path.abspath(target)  # noqa: PTH100 -- resolve() may fail
        if target == "-":
            raise UsageError("standard output holds the report: give a file's name instead of -")
        if path in taken:
            raise UsageError(f"{target} is read or written already: give another name")
        taken.add(path)
        if not Path(path).parent.is_dir():
            raise InputError(f"{target}: cannot be written: there is no folder {Path(path).parent}")


class _Gate(NamedTuple):
    """What the build is held against."""

    baseline: str | None
    floors: Thresholds
    drops: Thresholds
    alpha: float
    update: bool
    may_lower: bool
    across_versions: bool

    def saved(self) -> "Saved | None":
        """The baseline, or ``None`` where there is none yet."""
        from ..evaluation import load_runs

        if (self.drops or self.update) and self.baseline is None:
            raise UsageError("--max-drop and --update-baseline need --baseline FILE")
        if self.may_lower and not self.update:
            raise UsageError("--allow-lower is for --update-baseline")
        if self.baseline is None:
            return None
        if self.update and not os.path.exists(self.baseline):  # noqa: PTH110 -- never raises
            return None
        saved = load_runs(self.baseline)
        for run in saved.runs:
            if run.signature.version != version("summarizer") and not self.across_versions:
                raise NotComparableError(
                    f"{self.baseline}: made by summarizer {run.signature.version}, this is "
                    f"{version('summarizer')}: make it anew, or say --across-versions"
                )
        return saved

    def report(
        self, runs: "Sequence[Run]", figures: Sequence[str], saved: "Saved | None"
    ) -> "Report":
        """The runs, held against the baseline or else against the first of them."""
        from ..evaluation import Report, check_floors, judge
        from ..evaluation import compare as compare_runs

        if saved is None or (self.update and self.may_lower):
            first = compare_runs(runs, None, figures, alpha=self.alpha)
            checks = check_floors(runs, self.floors)
            return Report(runs, figures, first, runs[0].method, checks)
        new = [run.method for run in runs if saved.run(run.method) is None]
        # A method that is new to a baseline is no reason not to update it.
        held = [run for run in runs if not (self.update and run.method in new)]
        asked = (figures, self.floors, self.drops, self.alpha)
        checks = judge(runs, saved, *asked, may_add=self.update)
        comparison = compare_runs(held, saved.runs, figures, alpha=self.alpha) if held else None
        remarks = [f"new to the baseline: {', '.join(new)}"] if new else []
        named = f"the baseline {self.baseline}"
        return Report(runs, figures, comparison, named, checks, remarks)

    def renewed(self, runs: "Sequence[Run]", saved: "Saved | None") -> str:
        """The new baseline."""
        from ..evaluation import Saved, dump_runs, lowered, new_floors

        old = saved or Saved(())
        worse = lowered(old, runs, self.floors)
        if worse and not self.may_lower:
            more = f" (and {len(worse) - 1} more)" if len(worse) > 1 else ""
            raise InputError(
                f"the update would take {worse[0]}{more}: say --allow-lower if you mean it"
            )
        return dump_runs(runs, new_floors(old, runs, self.floors))


def _verdict(report: "Report") -> SummarizerError | None:
    """What the exit code has to say, whatever becomes of the output."""
    if report.failed:
        first = report.failed[0]
        more = f" (and {len(report.failed) - 1} more)" if len(report.failed) > 1 else ""
        return GateError(
            f"the quality gate failed: {first.method} {first.figure}: {first.rule}: "
            f"{first.found}{more}"
        )
    skipped = max(len(run.skipped) for run in report.runs)
    if skipped:
        were = "item was" if skipped == 1 else "items were"
        return InputError(f"{skipped} {were} skipped; the report says which and why")
    return None


def _try(step: Callable[[], None], verdict: SummarizerError | None) -> SummarizerError | None:
    """Do something without losing a verdict that stands already: its failure is told beside it."""
    try:
        step()
    except SummarizerError as error:
        if verdict is None:
            return error
        complain(str(error))
    except BrokenPipeError:
        if verdict is None:
            raise
    return verdict


def _add_to_step_summary(text: str) -> None:
    page = os.environ.get(_STEP_SUMMARY)
    if not page:
        return
    try:
        with Path(page).open("ab") as file:
            file.write(text.encode("utf-8", "replace"))
    except OSError as error:
        raise InputError(
            f"{page} ({_STEP_SUMMARY}): cannot be written: {reason_of(error)}"
        ) from error


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
