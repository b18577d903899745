"""The command that summarises any number of articles into a folder."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import click
from click.core import ParameterSource

from ..defaults import ARTICLE_LENGTH, BRIEF_LENGTH
from ..errors import InputError, UnknownNameError, UsageError
from .configuration import config_options
from .options import (
    FILE,
    Asked,
    Command,
    ReadingOptions,
    asking_options,
    choice,
    gathered,
    quiet_option,
    reading_options,
    setting,
)
from .output import note
from .progress import counted

if TYPE_CHECKING:
    from ..batch import BatchResult

ENGINES = ("local", "spark")

MADE = {
    "article": ("article summarised", "articles summarised"),
    "duplicates": ("article compared", "articles compared"),
    "stories": ("story found", "stories found"),
    "brief": ("story summarised", "stories summarised"),
}
"""The tasks, and what each makes: one, and many."""


_OF_AN_ENGINE = {
    "jobs": "local",
    "timeout": "local",
    "max_memory": "local",
    "master": "spark",
    "spark_conf": "spark",
}
"""Options that mean something to one engine only."""


class EngineOption(NamedTuple):
    """What does the work, and what only one of the engines understands."""

    engine: str
    jobs: int | None
    master: str | None
    spark_conf: tuple[str, ...]

    def runner(
        self, context: click.Context, reading: ReadingOptions
    ) -> "Callable[..., BatchResult]":
        """The function that summarises all articles, with the settings of its engine.

        An option of the other engine is refused if typed, and ignored if set elsewhere.
        """
        if self.engine not in ENGINES:
            raise UnknownNameError("engine", self.engine, ENGINES)
        for option, engine in _OF_AN_ENGINE.items():
            source = context.get_parameter_source(option)
            if engine != self.engine and source is ParameterSource.COMMANDLINE:
                raise UsageError(_refusal(option))
        arguments = reading.arguments()
        timeout, max_memory = arguments.pop("timeout"), arguments.pop("max_memory")
        if self.engine == "local":
            from ..batch.running import summarise_all
            from ..read import BATCH

            timeout = BATCH.seconds if timeout is None else timeout
            limits = {"timeout": timeout, "max_memory": max_memory}
            return partial(summarise_all, jobs=self.jobs, **limits, **arguments)
        from ..spark import summarise_all as summarise_all_on_spark

        conf = _settings(self.spark_conf)
        return partial(summarise_all_on_spark, master=self.master, conf=conf, **arguments)


_engine_options = gathered(
    "engine",
    EngineOption,
    choice(
        "--engine",
        among=ENGINES,
        default="local",
        settable=False,
        help="Run on local processes or on Spark.",
    ),
    setting(
        "-j",
        "--jobs",
        type=int,
        metavar="N",
        unset="(one per core)",
        help="Number of processes; default one per core.",
    ),
    setting(
        "--master",
        metavar="URL",
        settable=False,
        help="With Spark: its master, by default all cores of this machine: local[*,4].",
    ),
    setting(
        "--spark-conf",
        metavar="K=V",
        multiple=True,
        settable=False,
        help="Spark setting; repeatable.",
    ),
)


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
After an interruption the same command continues. FOLDER then holds part-00000.jsonl and so
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
@choice(
    "--task",
    among=tuple(MADE),
    metavar="TASK",
    default="article",
    help="article: summarise each; duplicates: which repeat which; stories: which tell one story; "
    "brief: a brief of each story.",
)
@asking_options(
    None,
    "Sentences, or at most so many words, per cent, characters, tokens; by default "
    f"{ARTICLE_LENGTH}, of the brief of a story {BRIEF_LENGTH}.",
)
@setting("--resume", is_flag=True, settable=False, help="Continue an earlier run (default).")
@setting(
    "--restart",
    is_flag=True,
    settable=False,
    help="Delete an earlier run in FOLDER and start over.",
)
@setting(
    "--part-size",
    type=int,
    metavar="N",
    unset=1000,
    help="Input rows per output file; default 1000.",
)
@choice(
    "-f",
    "--format",
    "format_",
    among=("jsonl", "parquet"),
    default="jsonl",
    help="Output format.",
)
@reading_options
@_engine_options
@quiet_option
@config_options
@click.pass_context
def batch(
    context: click.Context,
    /,
    inputs: tuple[str, ...],
    output: str,
    task: str,
    asked: Asked,
    resume: bool,
    restart: bool,
    part_size: int | None,
    format_: str,
    reading: ReadingOptions,
    engine: EngineOption,
    quiet: bool,
) -> None:
    """Summarise each article of INPUT on its own, any number of them, into a folder.

    With --task, find which of them repeat one another or tell one story, or make a brief of each
    story. INPUT is JSON Lines, CSV (either may be packed: .gz, .zst), Parquet, or a file or folder
    that 'article' takes. It is read piece by piece.
    """
    from ..batch.running import PART_SIZE

    if resume and restart:
        raise UsageError("--resume and --restart cannot be combined")
    if task in ("duplicates", "stories"):
        asked = _without_choice(asked, task, context)
    summarise_all = engine.runner(context, reading)
    with counted(quiet=quiet) as progress:
        result = summarise_all(
            inputs,
            output,
            asked.wanted(),
            asked.method,
            task=task,
            select=asked.select,
            query=asked.query,
            focus=asked.focus,
            ceiling=asked.ceiling,
            seed=asked.seed,
            language=asked.language,
            splitter=asked.splitter,
            restart=restart,
            format=format_,
            progress=progress,
            part_size=PART_SIZE if part_size is None else part_size,
        )
    _conclude(result, task, output, quiet)


def _without_choice(asked: Asked, task: str, context: click.Context) -> Asked:
    """Leave out what no task without chosen sentences has: typed, it is refused; set in a file, it
    is for other tasks.
    """
    for name in ("length", "tokenizer", "method", "select", "query", "focus", "ceiling", "seed"):
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise UsageError(f"--task {task} does not choose sentences: leave out --{name}")
    return Asked(language=asked.language, splitter=asked.splitter)


def _refusal(key: str) -> str:
    if key == "jobs":
        return "--jobs is for the local engine: with Spark, set --master, such as local[8,4]"
    if key == "timeout":
        return "--timeout is for the local engine: Spark has no time limit"
    if key == "max_memory":
        return "--max-memory is for the local engine: with Spark, see spark.executor.memory"
    return f"--{key.replace('_', '-')} is for Spark: give --engine spark, or leave it out"


def _settings(pairs: tuple[str, ...]) -> dict[str, str]:
    """Spark's settings, written as ``name=value``."""
    settings = {}
    for pair in pairs:
        name, is_there, value = pair.partition("=")
        if not name.startswith("spark.") or not is_there:
            raise UsageError(
                f"--spark-conf {pair!r:.80}: write NAME=VALUE, such as spark.executor.memory=2g"
            )
        settings[name] = value
    return settings


def _conclude(result: "BatchResult", task: str, output: str, quiet: bool) -> None:
    from ..batch.folder import ERRORS

    for path in result.remade:
        note(f"{path}: was damaged and has been written again", quiet=quiet)
    if result.failed:
        failed = f"{result.failed:,} articles failed"
        if task == "article":
            failed = f"{result.failed:,} of {result.done + result.failed:,} articles failed"
        raise InputError(f"{failed}: see {output}/{ERRORS}")
    one, many = MADE[task]
    parts = "part" if len(result.parts) == 1 else "parts"
    made = one if result.done == 1 else many
    note(f"{result.done:,} {made}, {len(result.parts):,} {parts}", quiet=quiet)
