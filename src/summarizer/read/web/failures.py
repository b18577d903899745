"""What failed on the way to a page → why, in plain words, and what to do."""

import socket
import ssl
import zlib
from gzip import BadGzipFile
from http.client import HTTPException, IncompleteRead, RemoteDisconnected

from urllib3.exceptions import ConnectTimeoutError, HTTPError

from ...errors import reason_of
from .deadline import Deadline
from .values import RefusedError

# ValueError: a name or a header that cannot be encoded; EOFError, zlib.error: broken gzip.
FAILURES = (RefusedError, HTTPError, HTTPException, OSError, EOFError, ValueError, zlib.error)

_CUT_OFF = "ended early: try again"
_DAMAGED = "sent what cannot be decompressed: save the page and give the file"
_NO_HOST = "unknown host: check the spelling and the network"

# The first that fits counts: the lower ones are the wider ones.
_REASONS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (socket.gaierror, _NO_HOST),
    (UnicodeError, _NO_HOST),
    (RemoteDisconnected, "closed the connection without an answer: try later"),
    ((IncompleteRead, EOFError), _CUT_OFF),
    ((BadGzipFile, zlib.error), _DAMAGED),
    ((TimeoutError, ConnectTimeoutError), "does not answer: try later"),
    (ConnectionRefusedError, "connection refused: check the address"),
)


def why(error: Exception, deadline: Deadline) -> str:
    """Why a page could not be had: one line, without its address.

    Args:
        error: one of :data:`FAILURES`.
        deadline: where it is over, that is why, whatever the error is.
    """
    if deadline.is_over:
        return f"took longer than {deadline.seconds:g} s: try later, or save it and give the file"
    return str(error) if isinstance(error, RefusedError) else _why(error)


def _why(error: Exception) -> str:
    # urllib3 wraps what the system and http.client say.
    cause = error.__cause__ if isinstance(error, HTTPError) and error.__cause__ else error
    for kinds, reason in _REASONS:
        if isinstance(cause, kinds):
            return reason
    if isinstance(cause, ssl.SSLCertVerificationError):
        return (
            f"invalid certificate ({cause.verify_message.rstrip('.')}): "
            "save the page and give the file"
        )
    if isinstance(cause, ssl.SSLError):
        return "no secure connection could be made: check the address in a browser"
    if isinstance(cause, OSError):
        return f"cannot be reached ({reason_of(cause)}): check the network"
    return "the answer is not HTTP: check the address in a browser"
