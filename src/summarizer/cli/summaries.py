"""The commands that summarise: article, brief and methods."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from ..defaults import ARTICLE_LENGTH, BRIEF_LENGTH
from ..errors import SummarizerError, UsageError, check_on_error
from .configuration import config_options
from .listing import check_format, format_option, write_list
from .options import (
    FILE,
    FORMATS,
    Asked,
    Command,
    Fields,
    Limits,
    Opening,
    asking_options,
    fields_options,
    files_or_pipe,
    gathered,
    limits_options,
    on_unusable_option,
    opening_options,
    output_option,
    private_option,
    quiet_option,
    setting,
    ways,
)
from .output import note, width, write
from .progress import tracked
from .sources import Sources

if TYPE_CHECKING:
    from ..document import Document
    from ..request import Request
    from ..results import Brief, Summary


class Handling(NamedTuple):
    """How files are read, and how and where the result is written."""

    format_: str
    show_source: bool
    on_error: str
    allow_private: bool
    opening: Opening
    full_text: bool
    fields: Fields
    limits: Limits
    quiet: bool
    output: str | None

    def check(self) -> None:
        """Refuse what is wrong for every file, before any is read."""
        from ..rendering import check_format as check_rendering

        check_rendering(self.format_)
        check_on_error(self.on_error)
        if self.show_source and self.format_ != "text":
            said = f"--show-source is for the format text, not {self.format_}: leave out one"
            raise UsageError(said, "format")
        self.opening.arguments()

    def sources(self, asked: Asked) -> Sources:
        """What reads the files."""
        return Sources(
            self.on_error,
            self.allow_private,
            self.quiet,
            asked.language,
            asked.splitter,
            full_text=self.full_text,
            **self.opening.arguments(),
            **self.fields._asdict(),
            **self.limits._asdict(),
        )

    def write(self, result: "Summary | Brief | Sequence[Summary]") -> None:
        """Write a result, and the sources in full where they are wanted."""
        from ..rendering import render
        from .source import marked_sources

        text = render(result, self.format_, width(self.output))
        if self.show_source:
            # One by one, for two articles may bear the same id.
            for one in result if isinstance(result, Sequence) else [result]:
                text += marked_sources(one.documents, one.extracts, self.output)
        write(text, self.output)


_handling = gathered(
    "handling",
    Handling,
    setting(
        "-f",
        "--format",
        "format_",
        default="text",
        show_default=True,
        metavar="text|markdown|json|html",
        type=FORMATS,
        help="Output format.",
    ),
    setting(
        "--show-source/--no-show-source",
        default=False,
        help="Show the full sources with chosen sentences marked (text format only).",
    ),
    on_unusable_option,
    private_option,
    opening_options,
    setting(
        "--full-text",
        is_flag=True,
        settable=False,
        help="Fetch the pages of items of feeds that are cut short or mere summaries.",
    ),
    fields_options,
    limits_options,
    quiet_option,
    output_option,
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
@click.argument("files", nargs=-1, metavar="FILE...", type=FILE, callback=files_or_pipe)
@asking_options(
    ARTICLE_LENGTH, "Sentences, or at most so many words, per cent, characters, tokens."
)
@_handling
@config_options
def article(files: tuple[str, ...], asked: Asked, handling: Handling) -> None:
    """Summarise each article on its own."""
    handling.check()
    request = asked.request()
    note(request.length.notice, quiet=handling.quiet)
    sources = handling.sources(asked)
    summaries = _summaries(sources, sources.read(files), request)
    for summary in summaries:
        if summary.over:
            over = _over(f"{summary.document.id}: no sentence", request)
            note(over, quiet=handling.quiet)
    handling.write(summaries[0] if len(summaries) == 1 else summaries)
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
@click.argument("files", nargs=-1, metavar="FILE...|FOLDER", type=FILE, callback=files_or_pipe)
@asking_options(
    BRIEF_LENGTH,
    "Of each story: sentences, or at most so many words, per cent, characters, tokens.",
)
@setting(
    "--stories",
    default="auto",
    show_default=True,
    metavar="auto|one",
    type=ways("auto", "one"),
    help="Group articles by story, or treat them as one.",
)
@setting(
    "--known",
    multiple=True,
    metavar="FILE",
    type=FILE,
    help="A file you have read; repeatable.",
)
@_handling
@config_options
def brief(
    files: tuple[str, ...],
    stories: str,
    known: tuple[str, ...],
    asked: Asked,
    handling: Handling,
) -> None:
    """Make one brief of many articles: grouped by story, nothing twice, every line cited."""
    from ..briefing import brief_of

    handling.check()
    request = asked.request()
    note(request.length.notice, quiet=handling.quiet)
    sources = handling.sources(asked)
    documents = sources.read(files)
    sources.check_any(documents)
    result = brief_of(
        documents,
        request,
        stories=stories,  # type: ignore[arg-type]  # checked by the function
        known=sources.read(known) if known else [],
    )
    for story in result.stories:
        if story.over:
            over = _over(f"story {story.heading!r}: no sentence", request)
            note(over, quiet=handling.quiet)
    handling.write(result)
    sources.conclude()


@click.command(cls=Command)
@format_option(setting)
@config_options
def methods(format_: str) -> None:
    """List the methods, rankers and selectors, plug-ins among them."""
    from ..methods import describe_methods

    check_format(format_)
    described = describe_methods()
    head = ("name", "kind", "goes with", "paper", "what it does")
    rows = [(info.name, info.kind, info.partner, info.cites, info.summary) for info in described]
    write_list(format_, [info._asdict() for info in described], head, rows, piped_head=False)


def _summaries(
    sources: Sources, documents: "list[Document]", request: "Request"
) -> "list[Summary]":
    from ..summary import summary_of

    summaries = []
    with tracked("summarising", quiet=sources.quiet) as track:
        for document in track(documents):
            try:
                with sources.watching():
                    summaries.append(summary_of(document, request))
            except SummarizerError as error:
                sources.fail(document, error)
    sources.check_any(summaries)
    return summaries


def _over(what: str, request: "Request") -> str:
    return f"{what} fits {request.length}; showing the shortest"
