"""Bytes of a text as characters, and by which encoding."""

import codecs
from typing import NamedTuple

from ..errors import ReadError, UsageError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Codecs of Python's own that no file is written by; some take time quadratic in its length."""
_SIGNS = (b"\x1b$", b"~{")  # in texts of ISO-2022 and HZ, which are ASCII
_CONTROL_SHARE = 0.1  # of the first bytes; text has tabs and line ends, seldom another


class Decoded(NamedTuple):
    """A text, and how its bytes became it.

    Attributes:
        text: with its line ends untouched, and without a byte order mark.
        encoding: as Python calls it, such as ``"utf-8"`` or ``"cp1252"``.
        is_guessed: whether nothing said so: the bytes are no UTF-8 and bear no mark.
    """

    text: str
    encoding: str
    is_guessed: bool = False


def decode(data: bytes) -> str:
    """The text of a file that has to be UTF-8, or UTF-16 or UTF-32 with a byte order mark.

    Raises:
        ReadError: it is not, or no text at all; the message says where the first wrong byte is.
    """
    encoding = marked_encoding(data) or "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding.startswith("utf-8") and looks_binary(data):  # in UTF-16 each other byte is 0
            raise ReadError("is a binary file, not text") from error
        raise ReadError(f"{_wrong_byte(data, encoding, error)}: convert the file to UTF-8") from (
            error
        )
    if encoding.startswith("utf-8") and looks_binary(data):
        raise ReadError("is a binary file, not text")
    return text


def decode_any(data: bytes, charset: str = "") -> Decoded:
    """The text of a file in any encoding that is said or can be told.

    Args:
        data: the bytes.
        charset: what is said to be their encoding by whoever sent them; a byte order mark says
            better.

    Raises:
        ReadError: it is no text, or its encoding cannot be detected.
    """
    marked = marked_encoding(data)
    if not marked and charset and (text := decoded_by(charset, data)) is not None:
        return Decoded(text, codecs.lookup(charset).name)
    if not marked and any(sign in data for sign in _SIGNS) and (found := _of_seven_bits(data)):
        return found
    try:
        return Decoded(decode(data), (marked or "utf-8").removesuffix("-sig"))
    except ReadError as refused:
        if marked:
            raise
        return _guessed(data, refused)


def _of_seven_bits(data: bytes) -> Decoded | None:
    from .guessing import guess_of_seven_bits

    encoding = guess_of_seven_bits(data)
    return Decoded(data.decode(encoding), encoding, is_guessed=True) if encoding else None


def check_encoding(name: str | None) -> None:
    """Refuse a name of no encoding.

    Raises:
        UsageError: it is none.
    """
    # Of no bytes at all Python asks no codec; "rot13" and "hex" give no text of any.
    if name is not None and (
        not isinstance(name, str) or decoded_by(name, b"a", "replace") is None
    ):
        said = f"unknown encoding {name!r:.40}: give one that Python knows, such as cp1252"
        raise UsageError(said, "encoding")


def check_named(data: bytes, name: str) -> None:
    """Refuse a text that is not of the encoding that its reader names, if one is named.

    Raises:
        ReadError: it is not; the message says where.
    """
    if not name or marked_encoding(data):
        return
    try:
        data.decode(name)
    except UnicodeDecodeError as error:
        raise ReadError(f"{_wrong_byte(data, name, error)}: name another encoding") from error


def _guessed(data: bytes, refused: ReadError) -> Decoded:
    from .guessing import guess

    encoding = guess(data)
    wide = encoding is not None and encoding.startswith("utf-16")
    if encoding is None or (looks_binary(data) and not wide):
        cause = refused.__cause__
        if looks_binary(data) or not isinstance(cause, UnicodeDecodeError):
            raise refused
        raise ReadError(
            f"{_wrong_byte(data, 'utf-8', cause)}, and its encoding cannot be detected: "
            "convert the file to UTF-8"
        ) from cause
    return Decoded(data.decode(encoding), encoding, is_guessed=True)


def marked_encoding(data: bytes) -> str:
    """The encoding that a byte order mark says, or ``""``."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def decoded_by(charset: str, data: bytes, errors: str = "strict") -> str | None:
    """The text by the encoding of a name, or ``None`` where there is none or the bytes do not fit.

    ``errors`` is as for ``bytes.decode``.
    """
    try:
        known = codecs.lookup(charset).name not in _NO_CHARSETS
        return data.decode(charset, errors) if known else None
    except (LookupError, ValueError):  # ValueError: a zero byte in the name, or bytes amiss
        return None


def looks_binary(data: bytes) -> bool:
    """Whether the bytes hold more control characters than a text does."""
    head = data[:8192]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1b" for byte in head)
    return controls > _CONTROL_SHARE * len(head)


def _wrong_byte(data: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    mark = len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0
    line = data.count(b"\n", 0, error.start + mark) + 1
    name = encoding.removesuffix("-sig").upper()
    return f"not {name} at byte {error.start + mark} (line {line})"
