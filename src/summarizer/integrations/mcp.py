"""A server of the Model Context Protocol: summaries, briefs and passages for a language model.

Results are verbatim, with the place of each sentence in its source.
"""

import re
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from ..briefing import brief
from ..compression import compress
from ..defaults import ARTICLE_LENGTH, BRIEF_LENGTH, CONTEXT_LENGTH
from ..dependencies import require
from ..document import Document
from ..errors import InputError, SummarizerError, UsageError
from ..read import expand, names_of, read_file
from ..summary import summarise
from ..text.words import words

F = TypeVar("F", bound=Callable[..., Any])

_INSTRUCTIONS = (
    "Extractive: every sentence in a result stands word for word in its source, at "
    "source[start:end]. Give texts, or files of the folders that are served. A length is 3 "
    "(sentences), 100w (words), 600c (characters), 512t (tokens) or 20%."
)


class Tools:
    """The tools of the server; a model reads their docstrings. Files are read from the folders
    only.
    """

    def __init__(self, folders: Sequence[str | Path]) -> None:
        self._folders = [Path(folder).resolve() for folder in folders]

    def article(
        self, text: str = "", file: str = "", length: str = str(ARTICLE_LENGTH), query: str = ""
    ) -> dict[str, Any]:
        """The sentences of one text or file that matter most, with where each stands in it."""
        document, *others = self._documents([text] if text else [], [file] if file else [])
        if others:
            raise UsageError("article takes one text or one file of one document: use brief")
        return summarise(document, _length(length), query=query).to_dict()

    def brief(
        self,
        texts: list[str] | None = None,
        files: list[str] | None = None,
        length: str = BRIEF_LENGTH,
        query: str = "",
    ) -> dict[str, Any]:
        """One brief of several texts or files: by story, nothing twice, disagreements shown."""
        documents = self._documents(texts or [], files or [])
        return brief(documents, _length(length), query=query).to_dict()

    def compress(
        self,
        query: str = "",
        texts: list[str] | None = None,
        files: list[str] | None = None,
        length: str = CONTEXT_LENGTH,
    ) -> dict[str, Any]:
        """What of texts or files has to do with a question, within a budget, word for word."""
        given: list[Document | str] = [*(texts or [])]
        given += self._documents([], files, as_written=True) if files else []
        value = compress(given, _length(length), query=query).to_dict()
        for passage in value["passages"]:  # a model wants what is kept
            passage["left_out"] = len(passage["left_out"])
        return value

    def locate(
        self, sentence: str, texts: list[str] | None = None, files: list[str] | None = None
    ) -> dict[str, Any]:
        """Where a sentence or quotation stands in texts or files; nowhere if nobody wrote it.

        Blanks, line breaks, punctuation and capitals may differ.
        """
        found = words(sentence)
        if not found:
            raise UsageError("the sentence has no word in it", "sentence")
        pattern = re.compile(r"\b" + r"[\W_]+".join(map(re.escape, found)) + r"\b", re.IGNORECASE)
        places = [
            {"document": document.id, "start": match.start(), "end": match.end(), "text": match[0]}
            for document in self._documents(texts or [], files or [], as_written=True)
            for match in pattern.finditer(document.text)
        ]
        return {"places": places}

    def _documents(
        self, texts: Sequence[str], files: Sequence[str], *, as_written: bool = False
    ) -> list[Document]:
        """The documents, texts under numbers."""
        found = [Document.from_text(text, id=f"text {n}") for n, text in enumerate(texts, start=1)]
        listed = expand([self._place(file) for file in files])
        if listed.errors:
            raise listed.errors[0]
        names = names_of([self._place(file) for file in listed.files])  # links lead elsewhere
        for place, name in names.items():
            found += read_file(place, name, Document.from_text, as_written=as_written)
        if not found:
            raise InputError("there is no text: give texts or files")
        return found

    def _place(self, file: str) -> str:
        """A file or folder within those that are served."""
        for folder in self._folders:
            place = (folder / file).resolve()
            if place.is_relative_to(folder) and place.exists():
                return str(place)
        raise InputError(f"{file}: no such file in the folders that are served")


def _length(written: str) -> int | str:
    return int(written) if written.isdecimal() else written


def server(folders: Sequence[str | Path]) -> Any:
    """The server, an ``MCPServer`` of the SDK, not yet started."""
    require("the server", "mcp", "mcp")
    from mcp.server import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError

    def told(function: F) -> F:
        """The function, whose errors of ours are what the model reads."""

        @wraps(function)
        def tool(*arguments: Any, **values: Any) -> Any:
            try:
                return function(*arguments, **values)
            except SummarizerError as error:
                raise ToolError(str(error)) from error

        return tool  # type: ignore[return-value]

    tools = Tools(folders)
    made = MCPServer("summarizer", instructions=_INSTRUCTIONS, log_level="ERROR")
    for function in (tools.article, tools.brief, tools.compress, tools.locate):
        made.tool(name=function.__name__)(told(function))
    return made


def serve(folders: Sequence[str | Path]) -> None:
    """Serve on standard input and output until the client goes."""
    server(folders).run("stdio")
