"""The command ``summarise``: the only part that prints."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .errors import InputError, SummarizerError
from .text.display import one_line

if TYPE_CHECKING:
    from .document import Document

F = TypeVar("F", bound=Callable[..., Any])

_NAME = "summarise"
_COMPLETION = "_SUMMARISE_COMPLETE"  # set by the shell when it asks for completions
_DONE, _INTERRUPTED = 0, 130
_WIDEST = 100  # columns; longer lines are hard to read


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    0 done; 1 the input could not be used; 2 wrong usage; 130 interrupted. Errors are one line
    on standard error. A closed pipe ends quietly.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        if _COMPLETION in os.environ:
            cli.main(given, prog_name=_NAME, complete_var=_COMPLETION)
        with cli.make_context(_NAME, given) as context:
            cli.invoke(context)
    except SummarizerError as error:
        return _complain(str(error), error.exit_code)
    except click.exceptions.NoArgsIsHelpError:
        return _complain("give a command: article, brief or methods; see summarise --help", 2)
    except click.ClickException as error:
        return _complain(error.format_message(), error.exit_code)
    except click.exceptions.Exit as stopped:
        return stopped.exit_code
    except BrokenPipeError:
        # The reader has what it wanted; what is still buffered must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _DONE
    except OSError as error:
        return _complain(f"standard output: {(error.strerror or str(error)).lower()}", 1)
    except KeyboardInterrupt:
        return _INTERRUPTED
    return _DONE


def _complain(message: str, exit_code: int = 0) -> int:
    """Write one line to standard error; returns the exit code given."""
    click.echo(f"{_NAME}: {one_line(message)}", err=True)
    return exit_code


def _version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"summarise {version('summarizer')}")
        context.exit()


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": _WIDEST},
    epilog="""\b
Examples:
  summarise article story.txt
  summarise article --length 100w --method lexrank story.txt
  summarise brief --length 120w news/
  cat story.txt | summarise article -
  summarise brief --format json news/*.txt -o brief.json
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
    """Extractive summaries: the sentences that carry an article, or a brief of many.

    FILE is a text file in UTF-8, a JSON Lines file (.jsonl: one document a line, with "text" and
    perhaps "id", "title" and "date"), a folder of such files, or - for standard input.
    """


def _options(function: F) -> F:
    """The options that both commands take."""
    for option in reversed(
        [
            click.option(
                "-m", "--method", metavar="NAME", help="How to score and choose; see 'methods'."
            ),
            click.option(
                "--select", metavar="NAME", help="A selector apart from the method's own."
            ),
            click.option(
                "-f",
                "--format",
                "format_",
                default="text",
                show_default=True,
                metavar="text|markdown|json",
                help="How to write the result.",
            ),
            click.option(
                "--language",
                default="en",
                show_default=True,
                metavar="CODE",
                help="ISO 639-1 code of the texts' language, or auto.",
            ),
            click.option(
                "--splitter",
                default="rules",
                show_default=True,
                metavar="rules|punkt|sentencex|icu",
                help="What cuts sentences.",
            ),
            click.option(
                "-q", "--query", default="", metavar="TEXT", help="What you want to know."
            ),
            click.option(
                "--ceiling",
                type=float,
                metavar="SHARE",
                help="No two chosen sentences are more similar than this, 0 to 1.",
            ),
            click.option(
                "--seed", type=int, default=0, metavar="N", help="For methods that draw lots."
            ),
            click.option(
                "-o",
                "--output",
                metavar="FILE",
                help="Write to FILE, all of it or nothing, instead of standard output.",
            ),
        ]
    ):
        function = option(function)
    return function


@cli.command(
    epilog="""\b
Examples:
  summarise article story.txt
  summarise article --length 20% --method lexrank story.txt
  summarise article --format json a.txt b.txt
"""
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-l",
    "--length",
    default="3",
    show_default=True,
    metavar="3|100w|20%|600c",
    help="Sentences, or at most so many words, per cent, characters.",
)
@_options
def article(
    files: tuple[str, ...], length: str, format_: str, output: str | None, **options: Any
) -> None:
    """Summarise each article on its own."""
    from .length import Length
    from .rendering import check_format, render
    from .summary import summarise

    check_format(format_)
    wanted = Length(length)
    documents = _documents(files, options)
    summaries = [summarise(d, wanted, **_given(options)) for d in documents]
    for summary in summaries:
        if summary.over:
            _complain(_over(f"{summary.document.id}: not one sentence", wanted))
    result = summaries[0] if len(summaries) == 1 else summaries
    _write(render(result, format_, _width(output)), output)


@cli.command(
    epilog="""\b
Examples:
  summarise brief news/
  summarise brief --stories one --length 100w a.txt b.txt c.txt
  summarise brief --known yesterday.txt today/*.txt
"""
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...|FOLDER")
@click.option(
    "-l",
    "--length",
    default="120w",
    show_default=True,
    metavar="3|100w|20%|600c",
    help="Of each story: sentences, or at most so many words, per cent, characters.",
)
@click.option(
    "--stories",
    default="auto",
    show_default=True,
    metavar="auto|one",
    help="Group the articles by story, or take them as one story.",
)
@click.option(
    "--known", multiple=True, metavar="FILE", help="What you have read already; may be repeated."
)
@_options
def brief(
    files: tuple[str, ...],
    length: str,
    stories: str,
    known: tuple[str, ...],
    format_: str,
    output: str | None,
    **options: Any,
) -> None:
    """Make one brief of many articles: grouped by story, nothing twice, every line cited."""
    from .briefing import brief as make_brief
    from .length import Length
    from .rendering import check_format, render

    check_format(format_)
    wanted = Length(length)
    documents = _documents(files, options)
    read = _documents(known, options) if known else []
    result = make_brief(
        documents,
        wanted,
        stories=stories,  # type: ignore[arg-type]  # checked by the function
        known=read,
        **_given(options),
    )
    for story in result.stories:
        if story.over:
            _complain(_over(f"story {story.heading!r}: not one sentence", wanted))
    _write(render(result, format_, _width(output)), output)


@cli.command()
@click.option(
    "-f",
    "--format",
    "format_",
    default="text",
    show_default=True,
    metavar="text|json",
    help="How to write the list.",
)
def methods(format_: str) -> None:
    """List the methods, rankers and selectors, plug-ins among them."""
    import json

    from .errors import UnknownNameError
    from .summary import describe_methods

    described = describe_methods()
    if format_ == "json":
        values = [info._asdict() for info in described]
        _write(json.dumps(values, ensure_ascii=False, indent=2) + "\n", None)
        return
    if format_ != "text":
        raise UnknownNameError("format", format_, ("text", "json"))
    columns = [(info.name, info.kind, info.partner, info.cites) for info in described]
    widths = [max(map(len, column)) for column in zip(*columns, strict=True)]
    for info, cells in zip(described, columns, strict=True):
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        _write(f"{'  '.join([*padded, info.summary])}\n", None)


def _documents(files: Sequence[str], options: dict[str, Any]) -> "list[Document]":
    """All the documents, or an error line for each file that gave none."""
    from .read import expand, read_documents

    documents, errors = read_documents(
        expand(files),
        sys.stdin.buffer if sys.stdin else None,
        options["language"],
        options["splitter"],
    )
    if errors:
        for error in errors[:-1]:
            _complain(str(error))
        raise errors[-1]
    return documents


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """The options that were given, so that the functions' own defaults hold for the others."""
    of_reading = ("language", "splitter")
    return {k: v for k, v in options.items() if v is not None and k not in of_reading}


def _over(what: str, length: object) -> str:
    return f"{what} fits {length}; this is the shortest"


def _width(output: str | None) -> int | None:
    """Columns to wrap at: the terminal's, or none for a file or a pipe."""
    if output is not None or sys.stdout is None or not sys.stdout.isatty():
        return None
    return max(1, min(shutil.get_terminal_size().columns, _WIDEST))


def _write(text: str, output: str | None) -> None:
    """Write in UTF-8: to standard output, or to a file all of it or nothing."""
    data = text.encode("utf-8", "replace")
    if output is None or output == "-":
        if sys.stdout is None:
            raise InputError("standard output is closed")
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        target = Path(output).resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a pipe or a device; a folder fails
        else:
            _replace(target, data)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"{output}: cannot be written: {reason}") from error


def _replace(target: Path, data: bytes) -> None:
    """Put a file in the place of another when it is whole, with the permissions of the other."""
    mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
    handle = tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False)  # noqa: SIM115
    temporary = Path(handle.name)
    try:
        with handle:
            handle.write(data)
        temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:  # an interrupt too must leave nothing behind
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def run() -> None:
    """The console script."""
    sys.exit(main())
