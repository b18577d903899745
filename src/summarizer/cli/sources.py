"""Reading what a command is given, and what becomes of files that cannot be used."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import InputError, SummarizerError
from .output import complain, note
from .progress import tracked

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from ..document import Document


class Sources:
    """The files of one command.

    With ``on_error="stop"`` a bad file ends the command, after each bad file has had its line; with
    ``"skip"`` it is left out and counted. The other arguments are those of
    :func:`summarizer.read_documents`.
    """

    def __init__(
        self,
        on_error: str,
        allow_private: bool,
        quiet: bool,
        language: str | None,
        splitter: str,
        **said: Any,
    ) -> None:
        self.skips = on_error == "skip"
        self.quiet = quiet
        self._language = language
        self._splitter = splitter
        self._allow_private = allow_private
        self._said = said
        self._files = _Count("file")
        self._articles = _Count("article")

    def read(self, names: Sequence[str]) -> "list[Document]":
        """All documents of files and folders."""
        from ..read import read_documents

        with tracked("reading", quiet=self.quiet) as track:
            reading = read_documents(
                names,
                sys.stdin.buffer if sys.stdin else None,
                self._language,
                self._splitter,
                allow_private=self._allow_private,
                progress=track,
                **self._said,
            )
        failed = reading.errors
        if failed and not self.skips:
            _raise_last(failed)
        for notice in (*reading.notices, *reading.misread("give --language {}")):
            note(notice, quiet=self.quiet)
        for error in failed:
            complain(str(error))
        self._files.add(len(failed), reading.tried)
        self._articles.add(0, len(reading.documents))
        return reading.documents

    def watching(self) -> "AbstractContextManager[None]":
        """The time that the work on a document may take."""
        from ..read.budget import LOCAL, budget_of, spending

        return spending(budget_of(LOCAL, timeout=self._said.get("timeout")))

    def fail(self, document: "Document", error: SummarizerError) -> None:
        """Leave out a document that could not be summarised, or stop."""
        if not self.skips:
            raise error
        said = str(error)
        complain(said if document.id in said else f"{document.id}: {said}")
        self._articles.add(1, 0)

    def check_any(self, left: Sequence[object]) -> None:
        """Raise an error where everything was left out."""
        if not left:
            raise InputError(f"{self._skipped()}: nothing left to do")

    def conclude(self) -> None:
        """Raise an error that counts what was left out, if anything was."""
        if self._files.failed or self._articles.failed:
            raise InputError(self._skipped())

    def _skipped(self) -> str:
        files, articles = self._files, self._articles
        if files.of == files.failed + articles.of:  # each file is an article
            return str(_Count("file", files.failed + articles.failed, files.of))
        return "; ".join(str(count) for count in (files, articles) if count.failed)


@dataclass
class _Count:
    what: str
    failed: int = 0
    of: int = 0

    def add(self, failed: int, of: int) -> None:
        self.failed += failed
        self.of += of

    def __str__(self) -> str:
        were = "was" if self.failed == 1 else "were"
        return f"{self.failed} of {self.of} {self.what}{'s'[: self.of > 1]} {were} skipped"


def _raise_last(errors: Sequence[SummarizerError]) -> None:
    *others, last = errors
    for error in others:
        complain(str(error))
    raise last
