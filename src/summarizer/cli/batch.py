"""The command that summarises any number of articles into a folder."""

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from ..errors import InputError, UnknownNameError, UsageError
from .configuration import config_options
from .options import (
    FILE,
    LENGTHS,
    Command,
    asking_options,
    quiet_option,
    setting,
    ways,
)
from .output import note
from .progress import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..batch import BatchResult

ENGINES = ("local", "spark")

MADE = {
    "article": ("article summarised", "articles summarised"),
    "duplicates": ("article compared", "articles compared"),
    "stories": ("story found", "stories found"),
    "brief": ("story summarised", "stories summarised"),
}
"""The tasks, and what each makes: one, and many."""


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  summarise batch articles.jsonl -o summaries
  summarise batch news/ archive.csv.gz -o summaries --length 100w --jobs 8
  summarise batch articles.parquet -o summaries --format parquet --max-chars 1000000
  summarise batch week.jsonl -o briefs --task brief --length 120w
  summarise batch /share/news -o /share/summaries --engine spark --master spark://head:7077

\b
Stopped or killed, the same command goes on where it was. FOLDER then holds part-00000.jsonl and so
on, errors.jsonl, manifest.json and, when all is done, _SUCCESS.
Exit codes: 1 some articles could not be summarised, or the input or the folder cannot be used.
""",
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=FILE)
@setting(
    "-o",
    "--output",
    metavar="FOLDER",
    required=True,
    type=FILE,
    settable=False,
    help="Write into FOLDER: a new one, an empty one, or that of a run to go on with.",
)
@setting(
    "--task",
    default="article",
    show_default=True,
    metavar="TASK",
    type=ways(*MADE),
    help="article: summarise each; duplicates: which repeat which; stories: which tell one story; "
    "brief: a brief of each story.",
)
@setting(
    "-l",
    "--length",
    metavar=LENGTHS,
    help="Sentences, or at most so many words, per cent, characters, tokens; by default 3, of the "
    "brief of a story 120w.",
)
@asking_options
@setting("-j", "--jobs", type=int, metavar="N", help="Processes; by default one for each core.")
@setting("--resume", is_flag=True, settable=False, help="Go on with what is there: the default.")
@setting(
    "--restart",
    is_flag=True,
    settable=False,
    help="Remove what another run left in FOLDER, and begin anew.",
)
@setting(
    "--timeout",
    type=float,
    metavar="S",
    help="Leave out an article that takes more seconds, by default 60; 0 for any time.",
)
@setting("--max-chars", type=int, metavar="N", help="Leave out an article of more characters.")
@setting(
    "--part-size",
    type=int,
    metavar="N",
    help="Rows of input for each file of output, by default 1000.",
)
@setting(
    "-f",
    "--format",
    "format_",
    default="jsonl",
    show_default=True,
    metavar="jsonl|parquet",
    type=ways("jsonl", "parquet"),
    help="How to write the summaries.",
)
@setting(
    "--engine",
    default="local",
    show_default=True,
    metavar="local|spark",
    type=ways(*ENGINES),
    settable=False,
    help="What does the work: processes of this machine, or Spark.",
)
@setting(
    "--master",
    metavar="URL",
    settable=False,
    help="With Spark: its master, by default all cores of this machine: local[*,4].",
)
@setting(
    "--spark-conf",
    metavar="K=V",
    multiple=True,
    settable=False,
    help="With Spark: a setting of its own; repeat it for more.",
)
@quiet_option
@config_options
@click.pass_context
def batch(
    context: click.Context,
    /,
    inputs: tuple[str, ...],
    output: str,
    task: str,
    format_: str,
    quiet: bool,
    resume: bool,
    restart: bool,
    engine: str,
    **options: Any,
) -> None:
    """Summarise each article of INPUT on its own, any number of them, into a folder.

    With --task, find which of them repeat one another or tell one story, or make a brief of each
    story. INPUT is JSON Lines, CSV (either may be packed: .gz, .zst), Parquet, or a file or folder
    that 'article' takes. It is read piece by piece.
    """
    if resume and restart:
        raise UsageError("--resume and --restart contradict each other: leave out one of them")
    summarise_all, given = _engine(engine, _of_task(task, options, context), context)
    with counted(quiet=quiet) as progress:
        result = summarise_all(
            inputs,
            output,
            task=task,
            restart=restart,
            format=format_,
            progress=progress,
            **given,
        )
    _conclude(result, task, output, quiet)


def _of_task(task: str, options: dict[str, Any], context: click.Context) -> dict[str, Any]:
    """What is asked of a task.

    A file or variable that sets a length is for other tasks, where no sentence is chosen.

    Raises:
        UsageError: an option on the command line that means nothing to it.
        LengthError: the length is none.
    """
    from ..length import Length

    length, tokenizer = options.pop("length"), options.pop("tokenizer")
    if task not in ("duplicates", "stories"):
        wanted = None if length is None else Length(length, tokenizer=tokenizer)
        return {**options, "length": wanted}
    asked = ("length", "tokenizer", "method", "select", "query", "ceiling", "seed")
    for name in asked:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise UsageError(f"--task {task} chooses no sentences: leave out --{name}")
    return {name: value for name, value in options.items() if name not in asked}


_OF_AN_ENGINE = {"jobs": "local", "timeout": "local", "master": "spark", "spark_conf": "spark"}
"""Options that mean something to one engine only."""


def _engine(
    name: str, options: dict[str, Any], context: click.Context
) -> "tuple[Callable[..., BatchResult], dict[str, Any]]":
    """What does the work, and what it is told.

    A file or variable that sets ``--jobs`` means the local engine, and is passed over by another.

    Raises:
        UnknownNameError: there is no such engine.
        UsageError: an option on the command line that means nothing to it.
    """
    if name not in ENGINES:
        raise UnknownNameError("engine", name, ENGINES)
    given = {key: value for key, value in options.items() if value not in (None, ())}
    for key in [key for key in given if _OF_AN_ENGINE.get(key, name) != name]:
        if context.get_parameter_source(key) is ParameterSource.COMMANDLINE:
            raise UsageError(_refusal(key))
        del given[key]
    if name == "local":
        from ..batch import summarise_all

        return summarise_all, given
    from ..spark import summarise_all as summarise_all_on_spark

    conf = _settings(given.pop("spark_conf", ()))
    return summarise_all_on_spark, {**given, "conf": conf}


def _refusal(key: str) -> str:
    if key == "jobs":
        return "--jobs is for the local engine: with Spark, --master says how many, as local[8,4]"
    if key == "timeout":
        return "--timeout is for the local engine: Spark lets an article take any time"
    return f"--{key.replace('_', '-')} is for Spark: give --engine spark, or leave it out"


def _settings(pairs: tuple[str, ...]) -> dict[str, str]:
    """The settings of Spark that are written ``name=value``.

    Raises:
        UsageError: one is not.
    """
    settings = {}
    for pair in pairs:
        name, is_there, value = pair.partition("=")
        if not name.startswith("spark.") or not is_there:
            raise UsageError(
                f"--spark-conf {pair!r:.80}: write it as NAME=VALUE, as spark.executor.memory=2g"
            )
        settings[name] = value
    return settings


def _conclude(result: "BatchResult", task: str, output: str, quiet: bool) -> None:
    from ..batch.folder import ERRORS

    if result.failed:
        failed = f"{result.failed:,} articles failed"
        if task == "article":
            failed = f"{result.failed:,} of {result.done + result.failed:,} articles failed"
        raise InputError(f"{failed}: see {output}/{ERRORS}")
    one, many = MADE[task]
    parts = "part" if len(result.parts) == 1 else "parts"
    made = one if result.done == 1 else many
    note(f"{result.done:,} {made}, {len(result.parts):,} {parts}", quiet=quiet)
