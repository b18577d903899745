"""The errors of this library.

::

    SummarizerError            anything that went wrong and has a one-line reason; exit code 1
    ├── InputError             the text or file given cannot be used
    │   ├── NoWordsError       there is not one word in it
    │   ├── ReadError          a file cannot be read or understood
    │   ├── DocumentSetError   the documents do not make a set: none, or an id twice
    │   └── NotComparableError two evaluations did not measure alike
    ├── MissingDependencyError a package is not installed (also an ImportError)
    ├── GateError              the quality gate failed; exit code 3
    └── UsageError             the call itself is wrong (also a ValueError); exit code 2
        ├── LengthError        not a length
        ├── UnknownNameError   no method, selector, splitter, language or format of that name
        └── MethodError        a ranker or selector cannot do, or did not do, its work
            ├── EmbeddingError the same of the function that represents sentences
            ├── LanguageError  the language of a text cannot be told
            ├── SplitterError  a splitter cannot do, or did not do, its work
            └── TokenizerError the same of what counts tokens

The message of each is one line that names the offending value and says what to do.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import partial

_LONGEST_NAME = 80  # of what is no name, in a message: a file may name anything


def reason_of(error: OSError) -> str:
    """What the system says went wrong, in lower case, without the name of the file."""
    return (error.strerror or str(error)).lower()


def failure_of(error: BaseException) -> str:
    """What a stranger's function raised, on one line: its kind and what it says."""
    told = " ".join(str(error).split())
    return f"{type(error).__name__}: {told}" if told else type(error).__name__


def name_of(function: object) -> str:
    """What a caller's function is called."""
    if isinstance(function, partial):
        return name_of(function.func)
    return str(getattr(function, "__name__", None) or type(function).__name__)


class SummarizerError(Exception):
    """Base of all errors raised on purpose by this library; its text is one line."""

    exit_code = 1


class InputError(SummarizerError):
    """The input could not be used."""


class NoWordsError(InputError):
    """The text contains no words, so there is nothing to summarise."""


class ReadError(InputError):
    """A file or stream could not be read as text, or its content is malformed."""


class DocumentSetError(InputError):
    """The documents given do not make a set: there is none, or two share an id."""


class NotComparableError(InputError):
    """Two evaluations differ in data set, scoring or method and cannot be compared."""


class MissingDependencyError(SummarizerError, ImportError):
    """A package that an extra brings is not installed."""


class GateError(SummarizerError):
    """A mean is below its floor, or dropped significantly and by more than allowed."""

    exit_code = 3


class UsageError(SummarizerError, ValueError):
    """The call is wrong, whatever the input.

    Attributes:
        argument: the name of the argument at fault (``"ceiling"``); ``""`` where it is no one
            argument.
    """

    exit_code = 2
    argument = ""

    def __init__(self, message: str = "", argument: str = "") -> None:
        super().__init__(message)
        if argument:
            self.argument = argument


class LengthError(UsageError):
    """Not a length: see :class:`summarizer.Length`."""

    argument = "length"


class MethodError(UsageError):
    """A ranker or selector cannot do what is asked, or gave what breaks its contract.

    Also where it needs a package that is not installed. The errors of the other functions that a
    caller may hand in are kinds of it.
    """

    argument = "method"


class EmbeddingError(MethodError):
    """The function that represents sentences failed, or gave no vectors."""

    argument = "embed"


class LanguageError(MethodError):
    """The language of a text cannot be told from it."""

    argument = "language"


class SplitterError(MethodError):
    """A splitter is not installed, failed, or gave what are no sentences of the text."""

    argument = "splitter"


class TokenizerError(MethodError):
    """A tokenizer is not installed, failed, or gave no number of tokens."""

    argument = "tokenizer"


class UnknownNameError(UsageError):
    """No such method, selector, splitter, language or format.

    Args:
        kind: what was looked up, in the reader's words ("method", "language").
        name: the name that was not found.
        known: every name there is.
        also: names that are understood too, but would make the list too long.
        argument: the name of the argument, where that is not the kind.
    """

    def __init__(
        self,
        kind: str,
        name: object,
        known: Iterable[str],
        also: Iterable[str] = (),
        argument: str = "",
    ) -> None:
        self.kind = kind
        self.name = name
        self.known = sorted(known)
        self.also = sorted(also)
        near = get_close_matches(
            str(name)[:_LONGEST_NAME], [*self.known, *self.also], n=1, cutoff=0.6
        )
        hint = f"did you mean {near[0]!r}? " if near else ""
        told = f"unknown {kind} {name!r:.{_LONGEST_NAME}}: {hint}there are: {', '.join(self.known)}"
        super().__init__(told, argument or kind)

    def __reduce__(self) -> tuple[type["UnknownNameError"], tuple[object, ...]]:
        # The default would call __init__ with the message alone and fail in a worker process.
        return type(self), (self.kind, self.name, self.known, self.also, self.argument)


ON_ERROR = ("stop", "skip")


def check_on_error(on_error: str) -> None:
    """Refuse what is no way to treat bad input.

    Raises:
        UnknownNameError: it is neither ``"stop"`` nor ``"skip"``.
    """
    if on_error not in ON_ERROR:
        raise UnknownNameError("way with errors", on_error, ON_ERROR, argument="on_error")
