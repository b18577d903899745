"""What a server answered → the bytes of the page, if they are all there and can be read."""

import gzip
from email.message import Message
from http import HTTPStatus

from urllib3.response import HTTPResponse

from ...text.display import one_line
from ..formats import FORMATS
from .values import Fetched, RefusedError

_SAY_NOTHING = frozenset({"application/octet-stream", "binary/octet-stream"})
"""Types of what may well be read: its first bytes tell, or the suffix of its address."""
MEDIA_TYPES = _SAY_NOTHING.union(*(known.media_types for known in FORMATS))
_KINDS = {"image": "an image", "video": "a video", "audio": "sound", "font": "a font"}
_ARCHIVES = ("zip", "tar", "compress", "7z", "rar", "zstd", "x-xz")
_BLOCK = 64 * 1024


def page(response: HTTPResponse, place: str, max_bytes: int) -> Fetched:
    """The page that was sent.

    Args:
        response: with its body unread and not to be decoded.
        place: the address of it.
        max_bytes: the longest body, decompressed.

    Raises:
        RefusedError: it is an error, of a wrong type, too long or empty.
        OSError, EOFError, zlib.error, urllib3.exceptions.HTTPError: it came damaged or in part.
    """
    if response.status != 200:
        raise RefusedError(f"answered {_status(response.status)}: check it in a browser")
    media_type, charset = _media_type(response.headers.get("content-type", ""))
    if media_type and media_type not in MEDIA_TYPES:
        raise RefusedError(
            f"is {_kind(media_type)}: give the address of a page, "
            "or of a text, PDF, DOCX, EPUB, JSON Lines or CSV file"
        )
    data = _body(response, max_bytes)
    if not data:
        raise RefusedError("sent an empty page: check it in a browser")
    return Fetched(data, media_type, charset, place)


def _status(code: int) -> str:
    known = code in list(HTTPStatus)
    return f"{code} {HTTPStatus(code).phrase}" if known else f"{code}"


def _media_type(header: str) -> tuple[str, str]:
    """The media type and the charset that a Content-Type names, in lower case."""
    message = Message()
    message["content-type"] = header
    media_type = header.replace(",", ";").partition(";")[0]  # a comma: the header came twice
    return media_type.strip().lower(), message.get_content_charset("")


def _kind(media_type: str) -> str:
    """What a media type means, and the type itself."""
    kind = _KINDS.get(media_type.partition("/")[0], "no text")
    if any(word in media_type for word in _ARCHIVES):
        kind = "an archive"
    return f"{kind} ({one_line(media_type)[:80]})"


def _body(response: HTTPResponse, max_bytes: int) -> bytes:
    """The body, decompressed; what is too long is read no further than it takes to see that."""
    too_long = RefusedError(
        f"is longer than {max_bytes / 1024**2:.3g} MiB: save the page and give the file"
    )
    if (response.length_remaining or 0) > max_bytes:
        raise too_long
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise RefusedError(f"is compressed as {one_line(encoding)[:40]}, which is not supported")
    # Not urllib3's decoding: it takes a gzip stream that breaks off for a whole one.
    stream = gzip.GzipFile(fileobj=response) if "gzip" in encoding else response
    data = bytearray()
    while block := stream.read(min(_BLOCK, max_bytes + 1 - len(data))):
        data += block
        if len(data) > max_bytes:
            raise too_long
    return bytes(data)
