"""The command ``summarise``: the only part that prints."""

import os
import signal
import sys
from collections.abc import Sequence
from difflib import get_close_matches

import click

from ..dependencies import version
from ..errors import SummarizerError, reason_of
from .batch import batch
from .completion import COMPLETE_VARIABLE, completion
from .context import compress, mcp
from .evaluation import compare, evaluate
from .options import STDIN, is_piped, is_source
from .origins import config
from .output import NAME, WIDEST, complain
from .summaries import article, brief, keyphrases, methods

_DONE, _INTERRUPTED, _TERMINATED = 0, 130, 143
_WHOLE = 1000  # characters; click cuts at what fits the line


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    0 done; 1 the input could not be used; 2 wrong usage; 3 the quality gate failed; 130
    interrupted; 143 told to end. Errors are one line on standard error. A closed pipe ends quietly.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        if COMPLETE_VARIABLE in os.environ:
            cli.main(given, prog_name=NAME, complete_var=COMPLETE_VARIABLE)
        with cli.make_context(NAME, given) as context:
            cli.invoke(context)
    except SummarizerError as error:
        return complain(str(error), error.exit_code)
    except click.exceptions.NoArgsIsHelpError:
        return complain(f"give a command: {', '.join(cli.commands)}; see {NAME} --help", 2)
    except click.ClickException as error:
        return complain(error.format_message(), error.exit_code)
    except click.exceptions.Exit as stopped:
        return stopped.exit_code
    except BrokenPipeError:
        return _DONE
    except OSError as error:
        return complain(f"standard output: {reason_of(error)}", 1)
    except MemoryError:
        return complain("out of memory: give fewer or smaller files", 1)
    except KeyboardInterrupt as stop:
        return _TERMINATED if isinstance(stop, _Termination) else _INTERRUPTED
    return _DONE


def _version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"summarise {version()}")
        context.exit()


class _Group(click.Group):
    """The commands. Without one, a single file is an article and several are a brief."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options that are no own ones stand before the files of the command that is left out.

        Nothing at all is for an article that is piped in.
        """
        if not args and is_piped():
            args = ["article"]
        own = {flag for option in self.get_params(ctx) for flag in option.opts}
        if args and args[0].startswith("-") and args[0] not in {STDIN, *own}:
            args = [_command_of(args), *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names, or that its file is for."""
        first = args[0]
        if first not in self.commands and is_source(first):
            args = [_command_of(args), *args]
        elif first not in self.commands and not first.startswith("-"):
            near = get_close_matches(first, self.commands, n=1)
            hint = f": did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"{first}: no such file or command{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 -- click's
        formatter: click.HelpFormatter,
    ) -> None:
        """The first sentence of each command, whole."""
        rows = [
            (name, command.get_short_help_str(limit=_WHOLE))
            for name, command in self.commands.items()
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _command_of(args: Sequence[str]) -> str:
    """``brief`` for several files or a folder, unless an option is one of ``article`` only."""
    parser = brief.make_parser(click.Context(brief))
    parser.ignore_unknown_options = True
    left = parser.parse_args(list(args))[0]["files"]
    files = left if isinstance(left, Sequence) else ()  # or click's own word for nothing
    if any(name.startswith("-") and name != STDIN for name in files):
        return "article"
    return "brief" if len(files) > 1 or any(map(os.path.isdir, files)) else "article"


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDEST},
    epilog="""\b
Examples:
  summarise story.txt
  summarise article --length 100w --method lexrank story.txt
  summarise brief --length 120w news/
  cat story.txt | summarise article
  summarise brief --format json news/*.txt -o brief.json
  summarise batch articles.jsonl -o summaries
  summarise evaluate data.jsonl --method textrank --method lead

\b
Every option has a default that [tool.summarise] in pyproject.toml, summarise.toml or a variable
such as SUMMARISE_LANGUAGE may set; 'summarise config' shows them.
""",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Extractive summaries of articles, and briefs of many.

    FILE is a text, Markdown, HTML, PDF, DOCX, ODT, RTF or EPUB file; subtitles; mail (EML, mbox),
    a feed or a list of feeds (OPML), a document an item; JSON Lines or CSV, a document a line or
    row, with "text" and perhaps "id", "title" and "date"; a folder of such files; an address,
    https://...; or - for standard input.
    """


for _command in (
    article,
    brief,
    compress,
    keyphrases,
    batch,
    evaluate,
    compare,
    methods,
    mcp,
    config,
    completion,
):
    cli.add_command(_command)


class _Termination(KeyboardInterrupt):
    """SIGTERM, which ends the command in order, as Ctrl-C does."""


def _terminate(_number: int, _frame: object) -> None:
    raise _Termination


def run() -> None:
    """The console script."""
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _terminate)
    sys.exit(main())
