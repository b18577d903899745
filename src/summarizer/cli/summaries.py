"""The commands that summarise: article, brief and methods."""

from typing import TYPE_CHECKING, Any

import click

from ..errors import SummarizerError, UsageError, check_on_error
from .configuration import config_options
from .listing import check_format, format_option, write_list
from .options import (
    ERRORS,
    FILE,
    FORMATS,
    LENGTHS,
    Command,
    asking_options,
    length_option,
    quiet_option,
    setting,
    together,
    ways,
)
from .output import note, width, write
from .progress import tracked
from .sources import Sources

if TYPE_CHECKING:
    from ..document import Document
    from ..length import Length
    from ..summary import Summary

_options = together(
    asking_options,
    setting(
        "-f",
        "--format",
        "format_",
        default="text",
        show_default=True,
        metavar="text|markdown|json|html",
        type=FORMATS,
        help="How to write the result.",
    ),
    setting(
        "--show-source/--no-show-source",
        default=False,
        help="After the result the sources in full, with what was chosen marked; text alone.",
    ),
    setting(
        "--on-error",
        default="stop",
        show_default=True,
        metavar="stop|skip",
        type=ERRORS,
        help="What to do about a file that cannot be used: write nothing, or go on without it.",
    ),
    setting(
        "--allow-private",
        is_flag=True,
        settable=False,
        help="Fetch http addresses of this machine and of private networks too.",
    ),
    quiet_option,
    setting(
        "-o",
        "--output",
        metavar="FILE",
        type=FILE,
        settable=False,
        help="Write to FILE, all of it or nothing, instead of standard output.",
    ),
    config_options,
)


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  summarise article story.txt
  summarise article --length 20% --method lexrank story.txt
  summarise article --length 512t --tokenizer gpt-4o story.txt
  summarise article --show-source story.txt
  summarise article --format json --on-error skip a.txt b.txt
""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FILE)
@length_option
@_options
def article(
    files: tuple[str, ...],
    length: str,
    tokenizer: str | None,
    format_: str,
    output: str | None,
    on_error: str,
    allow_private: bool,
    quiet: bool,
    show_source: bool,
    **options: Any,
) -> None:
    """Summarise each article on its own."""
    from ..length import Length
    from ..rendering import render

    _check(format_, show_source, on_error, options)
    wanted = Length(length, tokenizer=tokenizer)
    sources = Sources(on_error, allow_private, quiet, options)
    summaries = _summaries(sources, sources.read(files), wanted, _given(options))
    for summary in summaries:
        if summary.over:
            over = _over(f"{summary.document.id}: not one sentence", wanted)
            note(over, quiet=quiet)
    result = summaries[0] if len(summaries) == 1 else summaries
    text = render(result, format_, width(output))
    if show_source:
        # One by one, for two articles may bear the same id.
        text += "".join(_marked([s.document], s.extracts, output) for s in summaries)
    write(text, output)
    sources.conclude()


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  summarise brief news/
  summarise brief --stories one --length 100w a.txt b.txt c.txt
  summarise brief --known yesterday.txt today/*.txt
""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...|FOLDER", type=FILE)
@setting(
    "-l",
    "--length",
    default="120w",
    show_default=True,
    metavar=LENGTHS,
    help="Of each story: sentences, or at most so many words, per cent, characters, tokens.",
)
@setting(
    "--stories",
    default="auto",
    show_default=True,
    metavar="auto|one",
    type=ways("auto", "one"),
    help="Group the articles by story, or take them as one story.",
)
@setting(
    "--known",
    multiple=True,
    metavar="FILE",
    type=FILE,
    help="What you have read already; may be repeated.",
)
@_options
def brief(
    files: tuple[str, ...],
    length: str,
    tokenizer: str | None,
    stories: str,
    known: tuple[str, ...],
    format_: str,
    output: str | None,
    on_error: str,
    allow_private: bool,
    quiet: bool,
    show_source: bool,
    **options: Any,
) -> None:
    """Make one brief of many articles: grouped by story, nothing twice, every line cited."""
    from ..briefing import brief as make_brief
    from ..length import Length
    from ..rendering import render

    _check(format_, show_source, on_error, options)
    wanted = Length(length, tokenizer=tokenizer)
    sources = Sources(on_error, allow_private, quiet, options)
    documents = sources.read(files)
    sources.check_any(documents)
    result = make_brief(
        documents,
        wanted,
        stories=stories,  # type: ignore[arg-type]  # checked by the function
        known=sources.read(known) if known else [],
        **_given(options),
    )
    for story in result.stories:
        if story.over:
            note(_over(f"story {story.heading!r}: not one sentence", wanted), quiet=quiet)
    text = render(result, format_, width(output))
    if show_source:
        text += _marked(result.documents, result.extracts, output)
    write(text, output)
    sources.conclude()


@click.command(cls=Command)
@format_option(setting)
@config_options
def methods(format_: str) -> None:
    """List the methods, rankers and selectors, plug-ins among them."""
    from ..summary import describe_methods

    check_format(format_)
    described = describe_methods()
    head = ("name", "kind", "goes with", "paper", "what it does")
    rows = [(info.name, info.kind, info.partner, info.cites, info.summary) for info in described]
    write_list(format_, [info._asdict() for info in described], head, rows, piped_head=False)


def _check(format_: str, show_source: bool, on_error: str, options: dict[str, Any]) -> None:
    """Refuse what is wrong for every file, before any is read."""
    from ..features import CEILING
    from ..rendering import check_format as check_rendering
    from ..summary import DEFAULT_METHOD, check_request, find_method

    check_rendering(format_)
    check_on_error(on_error)
    if show_source and format_ != "text":
        raise UsageError(f"--show-source is for the format text, not {format_}: leave out one")
    method = find_method(options["method"] or DEFAULT_METHOD, options["select"])
    ceiling = CEILING if options["ceiling"] is None else options["ceiling"]
    check_request(method, options["query"], ceiling, options["seed"], None)


def _summaries(
    sources: Sources, documents: "list[Document]", wanted: "Length", given: dict[str, Any]
) -> "list[Summary]":
    from ..summary import summarise

    summaries = []
    with tracked("summarising", quiet=sources.quiet) as track:
        for document in track(documents):
            try:
                summaries.append(summarise(document, wanted, **given))
            except SummarizerError as error:
                sources.fail(document, error)
    sources.check_any(summaries)
    return summaries


def _marked(documents: Any, extracts: Any, output: str | None) -> str:
    from .source import marked_sources

    return marked_sources(documents, extracts, output)


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """The options that were given, so that the functions' own defaults hold for the others."""
    of_reading = ("language", "splitter")
    return {k: v for k, v in options.items() if v is not None and k not in of_reading}


def _over(what: str, length: object) -> str:
    return f"{what} fits {length}; this is the shortest"
