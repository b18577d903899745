"""The commands that measure: evaluate and compare."""

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from ..defaults import CEILING, DEFAULT_METHOD, FOCUS
from ..errors import UnknownNameError, UsageError, name_of
from .configuration import config_options
from .gate import Gate, gate_options, verdict_of
from .options import (
    FILE,
    LANGUAGES,
    LENGTHS,
    METHODS,
    OF_TASKS,
    Command,
    MethodNames,
    choice,
    headed,
    on_error_option,
    output_option,
    quiet_option,
    select_option,
    setting,
    tokenizer_option,
)
from .output import is_terminal, write
from .progress import tracked
from .report_files import Files, check_targets, either, file_options
from .scoring import METRICS, Scoring, check_figures, scoring_options

if TYPE_CHECKING:
    from ..evaluation import Report, Run, Summaries
    from ..length import Length
    from ..registry import Ranker


def _systems() -> list[str]:
    return [*METHODS.names(), "oracle", "oracle-exact"]


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
@headed(
    "What is evaluated",
    setting(
        "-m",
        "--method",
        "methods",
        multiple=True,
        metavar="NAME",
        type=MethodNames(_systems),
        unset=[DEFAULT_METHOD],
        help="Repeatable. See 'methods'; also oracle and oracle-exact, upper bounds. By default "
        "those of the baseline, or the default method.",
    ),
    setting(
        "--summaries",
        multiple=True,
        metavar="[NAME=]FILE",
        type=FILE,
        settable=False,
        help="Evaluate summaries that a system made, instead of methods; repeatable. JSON Lines, "
        "JSON, CSV or TSV with id and summary, one summary per line, or a folder of texts.",
    ),
    setting(
        "--summary-field",
        default="summary",
        show_default=True,
        metavar="NAME",
        help="What such a file calls the summary.",
    ),
    setting(
        "-l",
        "--length",
        metavar=LENGTHS,
        unset=OF_TASKS,
        help="Length of each summary. By default the baseline's, or 3 of an article, 120w of a "
        "brief.",
    ),
    tokenizer_option,
    select_option,
    setting(
        "--focus",
        type=float,
        metavar="SHARE",
        unset=FOCUS,
        help="See 'article'; for items with a query.",
    ),
    setting("--ceiling", type=float, metavar="SHARE", unset=CEILING, help="See 'article'."),
    setting("--seed", type=int, metavar="N", unset=0, help="Random seed."),
    choice(
        "--task",
        among=("auto", "article", "brief"),
        unset="auto",
        help="Task for all items. By default the baseline's, or by their number of documents.",
    ),
    setting(
        "--language",
        metavar="CODE",
        type=LANGUAGES,
        unset="(as an item says, else en)",
        help="Language of items that do not name one; default English.",
    ),
    on_error_option("How to handle unusable items."),
)
@headed("Figures", scoring_options)
@headed("Gate", gate_options)
@headed("Output", file_options, quiet_option)
@config_options
def evaluate(
    dataset: str,
    methods: "tuple[str | Ranker, ...]",
    summaries: tuple[str, ...],
    summary_field: str,
    length: str | None,
    tokenizer: str | None,
    select: str | None,
    focus: float | None,
    ceiling: float | None,
    seed: int | None,
    task: str | None,
    language: str | None,
    scoring: Scoring,
    gate: Gate,
    files: Files,
    on_error: str,
    quiet: bool,
) -> None:
    """Score methods by ROUGE on a data set, and guard a build.

    DATASET is JSON Lines, one item per line: {"id", "documents": [{"id", "title", "date", "text"}],
    "references": ["..."], "query": "..."}; or the name of a published data set with its split, as
    'cnn_dailymail:test[:100]', which needs the extra hub.
    """
    from ..evaluation import Scorer, read_dataset
    from ..evaluation import evaluate as evaluate_method
    from ..evaluation.comparison import check_level

    wanted = _length(length, tokenizer)
    check_level(gate.alpha)
    baseline = gate.held()
    made = scoring.made(baseline)
    scorer = (
        made if isinstance(made, Scorer) else made.scorer(scoring.exceptions, scoring.stop_words)
    )
    figures = scoring.figures(made)
    check_figures([*figures, *gate.floors, *gate.drops], scorer)
    systems = [*dict.fromkeys(methods), *_made_elsewhere(summaries, summary_field)]
    plans = baseline.plans(
        systems, length=wanted, select=select, focus=focus, ceiling=ceiling, seed=seed
    )
    check_targets(files, [dataset, gate.baseline, *summaries])
    if gate.update_baseline:
        check_targets([gate.baseline], [dataset])
    task = task or baseline.task
    items = read_dataset(dataset, task=task, language=language, on_error=on_error)  # type: ignore[arg-type]  # checked there
    runs = []
    for plan in plans:
        with tracked(_name(plan["method"]), quiet=quiet) as track:
            run = evaluate_method(
                **plan,
                dataset=items,
                scoring=made,
                on_error=on_error,  # type: ignore[arg-type]  # checked there
                exceptions=scoring.exceptions,
                stop_words=scoring.stop_words,
                progress=track,
            )
        runs.append(run)
    # What may be lowered is not held against what it lowers.
    held = replace(baseline, saved=None) if gate.allow_lower else baseline
    report = held.report(runs, figures, may_add=gate.update_baseline, dataset=items, scorer=scorer)
    # All that is kept is written before the first word to a reader who may not be there.
    verdict = files.write(report, gate.floors, verdict_of(report))
    if verdict is None and gate.update_baseline:
        verdict = either(lambda: write(gate.renewed(baseline, runs), gate.baseline), None)
    verdict = either(lambda: write(_shown(report), None), verdict)
    if verdict is not None:
        raise verdict


def _made_elsewhere(given: Sequence[str], field: str) -> "list[Summaries]":
    """What is given as ``FILE`` or ``NAME=FILE``."""
    from ..evaluation import read_summaries

    found = []
    for text in given:
        name, equals, path = text.partition("=")
        named = equals and not os.path.exists(text)  # noqa: PTH110 -- never raises
        found.append(
            read_summaries(path, name, field) if named else read_summaries(text, "", field)
        )
    return found


def _name(method: "str | Ranker | Summaries") -> str:
    if isinstance(method, str):
        return method
    return str(getattr(method, "name", None) or name_of(method))


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
    type=METRICS,
    unset="(the F of all)",
    help="Figure to compare; repeatable.",
)
@setting("--alpha", type=float, default=0.05, show_default=True, help="The level of significance.")
@choice(
    "-f",
    "--format",
    "format_",
    among=("text", "markdown", "json", "html", "junit"),
    default="text",
    help="Output format.",
)
@output_option
@config_options
def compare(
    before: str,
    after: str,
    metrics: tuple[str, ...],
    alpha: float,
    format_: str,
    output: str | None,
) -> None:
    """Compare runs saved by 'evaluate --json': AFTER with BEFORE.

    Each method is compared with itself; if each file has one run, these two are compared.
    """
    from ..evaluation import Report, load_runs
    from ..evaluation import compare as compare_runs
    from ..evaluation.formats import FORMATS
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
    from ..evaluation.formats import to_text

    if not is_terminal():
        return to_text(report)
    from .tables import report_on_terminal

    return report_on_terminal(report)


def _lost(before: "Sequence[Run]", after: "Sequence[Run]") -> list[str]:
    names = [run.method for run in after]
    lost = [run.method for run in before if run.method not in names]
    return [f"not in the second file: {', '.join(lost)}"] if len(before) > 1 and lost else []


def _length(length: str | None, tokenizer: str | None) -> "Length | None":
    """The length of each summary, checked before any work is done."""
    from ..length import Length

    if length is not None:
        return Length(length, tokenizer=tokenizer)
    if tokenizer is not None:
        raise UsageError(
            "--tokenizer counts a length in tokens: add --length, such as 512t", "tokenizer"
        )
    return None
