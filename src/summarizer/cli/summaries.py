"""The commands that summarise: article, brief and methods."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from .options import together
from .output import complain, width, write

if TYPE_CHECKING:
    from ..document import Document


_options = together(
    click.option("-m", "--method", metavar="NAME", help="How to score and choose; see 'methods'."),
    click.option("--select", metavar="NAME", help="A selector apart from the method's own."),
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
    click.option("-q", "--query", default="", metavar="TEXT", help="What you want to know."),
    click.option(
        "--ceiling",
        type=float,
        metavar="SHARE",
        help="No two chosen sentences are more similar than this, 0 to 1.",
    ),
    click.option("--seed", type=int, default=0, metavar="N", help="For methods that draw lots."),
    click.option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to FILE, all of it or nothing, instead of standard output.",
    ),
)


@click.command(
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
    from ..length import Length
    from ..rendering import check_format, render
    from ..summary import summarise

    check_format(format_)
    wanted = Length(length)
    documents = _documents(files, options)
    summaries = [summarise(d, wanted, **_given(options)) for d in documents]
    for summary in summaries:
        if summary.over:
            complain(_over(f"{summary.document.id}: not one sentence", wanted))
    result = summaries[0] if len(summaries) == 1 else summaries
    write(render(result, format_, width(output)), output)


@click.command(
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
    from ..briefing import brief as make_brief
    from ..length import Length
    from ..rendering import check_format, render

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
            complain(_over(f"story {story.heading!r}: not one sentence", wanted))
    write(render(result, format_, width(output)), output)


@click.command()
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

    from ..errors import UnknownNameError
    from ..summary import describe_methods

    described = describe_methods()
    if format_ == "json":
        values = [info._asdict() for info in described]
        write(json.dumps(values, ensure_ascii=False, indent=2) + "\n", None)
        return
    if format_ != "text":
        raise UnknownNameError("format", format_, ("text", "json"))
    columns = [(info.name, info.kind, info.partner, info.cites) for info in described]
    widths = [max(map(len, column)) for column in zip(*columns, strict=True)]
    for info, cells in zip(described, columns, strict=True):
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        write(f"{'  '.join([*padded, info.summary])}\n", None)


def _documents(files: Sequence[str], options: dict[str, Any]) -> "list[Document]":
    """All the documents, or an error line for each file that gave none."""
    from ..read import read_documents

    reading = read_documents(
        files,
        sys.stdin.buffer if sys.stdin else None,
        options["language"],
        options["splitter"],
    )
    documents, errors = reading
    for notice in reading.notices:
        complain(notice)
    if errors:
        for error in errors[:-1]:
            complain(str(error))
        raise errors[-1]
    return documents


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """The options that were given, so that the functions' own defaults hold for the others."""
    of_reading = ("language", "splitter")
    return {k: v for k, v in options.items() if v is not None and k not in of_reading}


def _over(what: str, length: object) -> str:
    return f"{what} fits {length}; this is the shortest"
