"""The commands that summarise: article, brief and methods."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import click
from click.core import ParameterSource

from ..defaults import ARTICLE_LENGTH, BRIEF_LENGTH, DEFAULT_METHOD
from ..errors import SummarizerError, UsageError, check_on_error
from .configuration import config_options
from .listing import check_format, format_option, write_list
from .options import (
    FILE,
    FORMATS,
    Asked,
    Command,
    ReadingOptions,
    asking_options,
    choice,
    files_or_pipe,
    gathered,
    language_option,
    languages_option,
    on_unusable_option,
    output_option,
    private_option,
    quiet_option,
    reading_options,
    setting,
)
from .output import note, width, write
from .progress import tracked
from .sources import Sources

if TYPE_CHECKING:
    from ..document import Document
    from ..methods import MethodInfo
    from ..request import Request
    from ..results import Brief, Summary


class Handling(NamedTuple):
    """How files are read, and how and where the result is written."""

    format_: str
    show_source: bool
    on_error: str
    allow_private: bool
    reading: ReadingOptions
    full_text: bool
    quiet: bool
    output: str | None

    def check(self) -> None:
        """Refuse what is wrong for every file, before any is read."""
        from ..rendering import check_format as check_rendering

        check_rendering(self.format_)
        check_on_error(self.on_error)
        if self.show_source and self.format_ != "text":
            said = f"--show-source works with the format text only, not {self.format_}"
            raise UsageError(said, "format")
        self.reading.arguments()

    def sources(self, asked: Asked) -> Sources:
        """What reads the files."""
        return Sources(
            self.on_error,
            self.allow_private,
            self.quiet,
            asked.language,
            asked.splitter,
            full_text=self.full_text,
            **self.reading.arguments(),
        )

    def write(self, result: "Summary | Brief | Sequence[Summary]") -> None:
        """Write a result, and the sources in full where they are wanted."""
        from ..rendering import render
        from ..rendering.text import to_text
        from .looks import look
        from .source import marked_sources

        if self.format_ == "text":
            text = to_text(result, width(self.output), look(self.output))
        else:
            text = render(result, self.format_)
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
        metavar="text|markdown|json|jsonl|html",
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
    reading_options,
    setting(
        "--full-text",
        is_flag=True,
        settable=False,
        help="Fetch the pages of feed items that are cut short or only summaries.",
    ),
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
  summarise article --by-section book.epub
  summarise article --format json --on-error skip a.txt b.txt
""",
)
@click.argument("files", nargs=-1, metavar="FILE...", type=FILE, callback=files_or_pipe)
@asking_options(
    ARTICLE_LENGTH, "Sentences, or at most so many words, per cent, characters, tokens."
)
@setting(
    "--by-section/--no-by-section",
    default=False,
    help="A summary of each section, by headings or by who speaks: of that length, else of up to "
    "3 sentences each, about 60 in all.",
)
@setting(
    "--shared-length/--no-shared-length",
    default=False,
    help="With --by-section: the length is of all sections together.",
)
@_handling
@config_options
@click.pass_context
def article(
    context: click.Context,
    files: tuple[str, ...],
    asked: Asked,
    by_section: bool,
    shared_length: bool,
    handling: Handling,
) -> None:
    """Summarise each article on its own."""
    handling.check()
    request = asked.request()
    if shared_length and not by_section:
        raise UsageError("--shared-length needs --by-section")
    is_given = context.get_parameter_source("length") is not ParameterSource.DEFAULT
    way = ("all" if shared_length else "each") if by_section else ""
    summarised = partial(_by_section, request, way, is_given) if way else partial(_plain, request)
    note(request.length.notice, quiet=handling.quiet)
    sources = handling.sources(asked)
    summaries = _summaries(sources, sources.read(files), summarised)
    for summary in summaries:
        if summary.over:
            over = _over(f"{summary.document.id}: no sentence", request)
            note(over, quiet=handling.quiet)
    # A program finds the same shape however many there are.
    alone = len(summaries) == 1 and handling.format_ not in ("json", "jsonl")
    handling.write(summaries[0] if alone else summaries)
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
@choice(
    "--stories",
    among=("auto", "one"),
    default="auto",
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
    """List the methods, rankers and selectors, plug-ins among them, and what each is for."""
    from ..methods import describe_methods

    check_format(format_)
    described = describe_methods()
    values = [info._asdict() | {"default": info.name == DEFAULT_METHOD} for info in described]
    head = ("name", "kind", "use it for")
    rows = [(info.name, info.kind, _use(info)) for info in described]
    write_list(format_, values, head, rows, piped_head=False)


def _use(info: "MethodInfo") -> str:
    use = info.use or info.summary
    return f"{use} (the default)" if info.name == DEFAULT_METHOD else use


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  summarise keyphrases story.txt
  summarise keyphrases --count 20 --format json news/*.txt
""",
)
@click.argument("files", nargs=-1, metavar="FILE...", type=FILE, callback=files_or_pipe)
@setting(
    "-n", "--count", type=int, default=10, show_default=True, metavar="N", help="At most so many."
)
@language_option
@languages_option
@on_unusable_option
@private_option
@quiet_option
@format_option(setting)
@config_options
def keyphrases(
    files: tuple[str, ...],
    count: int,
    language: str | None,
    on_error: str,
    allow_private: bool,
    quiet: bool,
    format_: str,
) -> None:
    """List the words and phrases that the files together are about."""
    from ..phrases import keyphrases as found_in

    check_format(format_)
    check_on_error(on_error)
    sources = Sources(on_error, allow_private, quiet, language, "rules")
    documents = sources.read(files)
    sources.check_any(documents)
    found = found_in(documents, count)
    rows = [(str(phrase.count), phrase.text) for phrase in found]
    values = [phrase.to_dict() for phrase in found]
    write_list(format_, values, ("count", "phrase"), rows, piped_head=False)
    sources.conclude()


def _plain(request: "Request", document: "Document") -> "Summary":
    from ..summary import summary_of

    return summary_of(document, request)


def _by_section(
    request: "Request", lengths: str, is_given: bool, document: "Document"
) -> "Summary":
    from ..summary import summary_by_section

    return summary_by_section(document, request.length if is_given else None, request, lengths)


def _summaries(
    sources: Sources,
    documents: "list[Document]",
    summarised: "Callable[[Document], Summary]",
) -> "list[Summary]":
    summaries = []
    with tracked("summarising", quiet=sources.quiet) as track:
        for document in track(documents):
            try:
                with sources.watching():
                    summaries.append(summarised(document))
            except SummarizerError as error:
                sources.fail(document, error)
    sources.check_any(summaries)
    return summaries


def _over(what: str, request: "Request") -> str:
    return f"{what} fits {request.length}; showing the shortest"
