"""How many tokens of a language model a text is: tiktoken's encodings, functions, an estimate."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sized
from contextlib import contextmanager
from functools import partial
from operator import index
from typing import Any, SupportsIndex

from ..errors import (
    SummarizerError,
    TokenizerError,
    UnknownNameError,
    UsageError,
    failure_of,
    name_of,
)

DEFAULT_ENCODING = "o200k_base"

ESTIMATE = f"{DEFAULT_ENCODING} (estimated)"
"""What counts tokens where the default encoding is not on the machine."""

Tokenizer = Callable[[str], SupportsIndex | Sized]
"""From a text to the number of its tokens, or to the tokens themselves."""

Counter = Callable[[str], int]

_loading = threading.Lock()


def checked_tokenizer(tokenizer: object) -> str | Tokenizer:
    """The name of tiktoken's encoding, or a function as it is; known to count.

    Args:
        tokenizer: the name of an encoding (``"o200k_base"``) or of a model (``"gpt-4o"``),
            ``"estimate"``, a function, or ``None`` for :data:`DEFAULT_ENCODING`, and for the
            estimate where tiktoken is not installed or has no file of it.

    Raises:
        UnknownNameError: no such encoding or model.
        TokenizerError: tiktoken is not installed, or the encoding's file is not on the disk.
        UsageError: neither a name nor a function.
    """
    if callable(tokenizer):
        return tokenizer
    if tokenizer is not None and not isinstance(tokenizer, str):
        raise UsageError(
            f"a tokenizer must be a name or a function, got {tokenizer!r:.40}", "tokenizer"
        )
    if tokenizer in ("estimate", ESTIMATE):
        return ESTIMATE
    if tokenizer is None:
        try:
            _encoding(DEFAULT_ENCODING)
        except TokenizerError:
            return ESTIMATE
        return DEFAULT_ENCODING
    name = _encoding_name(tokenizer)
    _encoding(name)
    return name


def counter(tokenizer: str | Tokenizer) -> Counter:
    """The function that counts the tokens of a text, and refuses what is no count.

    Raises:
        TokenizerError: as :func:`checked_tokenizer` does; and when it is called: the function
            failed, or gave neither a whole number from 0 nor a sequence.
    """
    if tokenizer == ESTIMATE:
        from .token_estimate import estimated_tokens  # whose pattern takes time to be compiled

        return estimated_tokens
    name = tokenizer_name(tokenizer)
    # In the text of a stranger "<|endoftext|>" is no special token, but a word like others.
    function = _encoding(name).encode_ordinary if isinstance(tokenizer, str) else tokenizer

    def count(text: str) -> int:
        try:
            return _number(function(text))
        except SummarizerError:
            raise
        except _NoCountError as error:
            raise TokenizerError(f"tokenizer {name!r} {error}") from error
        except Exception as error:  # whatever a stranger's function does
            raise TokenizerError(f"tokenizer {name!r} failed: {failure_of(error)}") from error

    return count


def tokenizer_name(tokenizer: str | Tokenizer) -> str:
    """What results call it: the encoding, the name that its object has, or the function's own."""
    if isinstance(tokenizer, str):
        return tokenizer
    if isinstance(tokenizer, partial):
        return tokenizer_name(tokenizer.func)
    owner = getattr(tokenizer, "__self__", tokenizer)
    for attribute in ("name", "name_or_path"):  # tiktoken's, Hugging Face's
        name = getattr(owner, attribute, None)
        if isinstance(name, str) and name:
            return name
    return name_of(tokenizer)


class _NoCountError(Exception):
    """What a function gave is no number of tokens."""


class _NotKeptError(Exception):
    """A file that would have to be downloaded."""


def _number(given: object) -> int:
    """A number of tokens, or of the tokens given."""
    if isinstance(given, bool | str | bytes | Mapping):  # a mapping has the tokens inside
        raise _NoCountError(f"gave a {type(given).__name__}: give a number or the list of tokens")
    dimensions = getattr(given, "ndim", 1)  # an array of one number is a sequence too
    if dimensions > 1:
        raise _NoCountError(f"gave an array of {dimensions} dimensions: give the tokens of a text")
    if isinstance(given, Sized) and dimensions == 1:
        return len(given)
    try:
        number = index(given)  # type: ignore[arg-type]  # that is the question
    except TypeError as error:
        kind = type(given).__name__
        raise _NoCountError(f"gave a {kind}: give a whole number or the list of tokens") from error
    if number < 0:
        raise _NoCountError(f"gave {number}, and no text has fewer than 0 tokens")
    return number


def _tiktoken(name: str) -> Any:
    try:
        import tiktoken
    except ImportError as error:
        raise TokenizerError(
            f"tokenizer {name!r} needs a package that is not installed: "
            "pip install 'extractive-summarizer[tokens]', or name none for an estimate"
        ) from error
    return tiktoken


def _encoding_name(name: str) -> str:
    """The encoding of that name, or that of the model of that name."""
    tiktoken = _tiktoken(name)
    known = tiktoken.list_encoding_names()
    if name in known:
        return name
    try:
        return str(tiktoken.encoding_name_for_model(name))
    except KeyError as error:
        raise UnknownNameError("tokenizer", name, known) from error


def _encoding(name: str) -> Any:
    """An encoding of tiktoken, which keeps those that it has loaded."""
    tiktoken = _tiktoken(name)
    try:
        with _no_download():
            return tiktoken.get_encoding(name)
    except _NotKeptError as error:
        raise TokenizerError(
            f"tokenizer {name!r}: its file is not in tiktoken's cache, and nothing is downloaded "
            "here: fetch it once while online: "
            f'python -c "import tiktoken; tiktoken.get_encoding({name!r})", '
            "or name none for an estimate"
        ) from error
    except Exception as error:  # a damaged file, a plug-in of tiktoken
        raise TokenizerError(f"tokenizer {name!r} cannot be loaded: {failure_of(error)}") from error


@contextmanager
def _no_download() -> Iterator[None]:
    """Keep tiktoken, in this thread, to the files of its cache.

    It has no setting for that: what it does not find, it downloads unasked.
    """
    from tiktoken import load

    asking = threading.get_ident()
    with _loading:
        read_file = load.read_file

        def read(blobpath: str) -> bytes:
            if threading.get_ident() == asking and "://" in blobpath:
                raise _NotKeptError(blobpath)
            return bytes(read_file(blobpath))

        load.read_file = read
        try:
            yield
        finally:
            load.read_file = read_file
