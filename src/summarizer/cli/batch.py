"""The command that summarises any number of articles into a folder."""

from typing import TYPE_CHECKING, Any

import click

from ..errors import InputError, UsageError
from .configuration import config_options
from .options import (
    FILE,
    Command,
    asking_options,
    length_option,
    quiet_option,
    setting,
    ways,
)
from .output import note
from .progress import counted

if TYPE_CHECKING:
    from ..batch import BatchResult


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  summarise batch articles.jsonl -o summaries
  summarise batch news/ archive.csv.gz -o summaries --length 100w --jobs 8
  summarise batch articles.parquet -o summaries --format parquet --max-chars 1000000

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
@length_option
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
@quiet_option
@config_options
def batch(
    inputs: tuple[str, ...],
    output: str,
    length: str,
    tokenizer: str | None,
    format_: str,
    quiet: bool,
    resume: bool,
    restart: bool,
    **options: Any,
) -> None:
    """Summarise each article of INPUT on its own, any number of them, into a folder.

    INPUT is JSON Lines, CSV (either may be packed: .gz, .zst), Parquet, or a file or folder that
    'article' takes. It is read piece by piece.
    """
    from ..batch import summarise_all
    from ..length import Length

    if resume and restart:
        raise UsageError("--resume and --restart contradict each other: leave out one of them")
    given = {name: value for name, value in options.items() if value is not None}
    with counted(quiet=quiet) as progress:
        result = summarise_all(
            inputs,
            output,
            Length(length, tokenizer=tokenizer),
            restart=restart,
            format=format_,
            progress=progress,
            **given,
        )
    _conclude(result, output, quiet)


def _conclude(result: "BatchResult", output: str, quiet: bool) -> None:
    from ..batch.folder import ERRORS

    if result.failed:
        whole = result.done + result.failed
        raise InputError(f"{result.failed:,} of {whole:,} articles failed: see {output}/{ERRORS}")
    articles = "article" if result.done == 1 else "articles"
    parts = "part" if len(result.parts) == 1 else "parts"
    note(f"{result.done:,} {articles} summarised, {len(result.parts):,} {parts}", quiet=quiet)
