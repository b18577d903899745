"""The commands that hand texts to language models: compress and mcp."""

import json
from typing import TYPE_CHECKING

import click

from ..defaults import CONTEXT_LENGTH
from ..errors import check_on_error
from .configuration import config_options
from .listing import check_format, format_option
from .options import (
    FILE,
    Command,
    ReadingOptions,
    files_or_pipe,
    language_option,
    length_option,
    on_unusable_option,
    output_option,
    private_option,
    query_option,
    quiet_option,
    reading_options,
    setting,
    splitter_option,
    tokenizer_option,
)
from .output import note, write
from .sources import Sources

if TYPE_CHECKING:
    from ..document import Document
    from ..passages import Context


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  summarise compress --query "Who was hurt?" --length 500t passages.jsonl
  summarise compress --query "How do I install it?" --format json docs/
""",
)
@click.argument("files", nargs=-1, metavar="FILE...|FOLDER", type=FILE, callback=files_or_pipe)
@length_option(CONTEXT_LENGTH, "The budget of all that is written, never exceeded.")
@tokenizer_option
@query_option("What is asked; what has nothing to do with it is left out.")
@language_option
@splitter_option
@format_option(setting)
@on_unusable_option
@private_option
@reading_options
@quiet_option
@output_option
@config_options
def compress(
    files: tuple[str, ...],
    length: str,
    tokenizer: str | None,
    query: str,
    language: str | None,
    splitter: str,
    format_: str,
    on_error: str,
    allow_private: bool,
    reading: ReadingOptions,
    quiet: bool,
    output: str | None,
) -> None:
    """Shorten passages to one budget: context for a language model.

    What is kept is verbatim, Markdown as it is written; JSON says where it stands, and why the
    rest was left out.
    """
    from ..compression import compress as compressed
    from ..length import Length

    check_format(format_)
    check_on_error(on_error)
    budget = Length(length, tokenizer=tokenizer)
    sources = Sources(
        on_error,
        allow_private,
        quiet,
        language,
        splitter,
        as_written=True,
        **reading.arguments(),
    )
    documents = sources.read(files)
    sources.check_any(documents)
    context = compressed(documents, budget, query=query)
    note(context.note, quiet=quiet)
    write(_rendered(context, documents, format_), output)
    sources.conclude()


def _rendered(context: "Context", documents: "list[Document]", format_: str) -> str:
    if format_ == "text":
        return f"{context.text}\n" if context.text else ""
    value = context.to_dict()
    for shown, document in zip(value["passages"], documents, strict=True):
        shown["document"] = document.to_dict()
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


@click.command(cls=Command)
@click.argument("folders", nargs=-1, metavar="[FOLDER...]", type=FILE)
def mcp(folders: tuple[str, ...]) -> None:
    """Serve the Model Context Protocol on standard input and output.

    A program that talks to a language model starts it, and calls its tools: article, brief,
    compress, locate. Files are read from the FOLDERs alone, by default the working folder;
    nothing is fetched.
    """
    from ..integrations.mcp import serve

    serve(folders or ["."])
