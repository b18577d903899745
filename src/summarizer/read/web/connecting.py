"""A web address → a connection to its host, in time, and to a public IP address only."""

import socket
import ssl
import threading
from queue import Empty, SimpleQueue

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util import Url

from .deadline import Deadline
from .public_addresses import is_public
from .values import RefusedError

PORTS = {"http": 80, "https": 443}


def connect(url: Url, deadline: Deadline, seconds: float, allow_private: bool) -> HTTPConnection:
    """A connection to the host of an address, TLS included.

    The IP address that was checked is the one that is connected to: the name is looked up once,
    so that a second answer cannot lead elsewhere. All that may be used are tried in turn.

    Args:
        url: of http or https, with a host.
        deadline: of the whole.
        seconds: to connect, for each IP address.
        allow_private: whether IP addresses that are not public may be used.

    Raises:
        RefusedError: the host has no IP address that may be used.
        OSError, urllib3.exceptions.HTTPError: none of them could be connected to.
    """
    failure: Exception = RefusedError("its host has no IP address")
    for ip in _usable(url, deadline, allow_private):
        connection = _connection(url, ip, min(seconds, deadline.left()))
        try:
            connection.connect()
        except Exception as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure


def _connection(url: Url, ip: str, seconds: float) -> HTTPConnection:
    port = PORTS[url.scheme or ""] if url.port is None else url.port
    if url.scheme == "http":
        return HTTPConnection(ip, port, timeout=seconds)
    context = ssl.create_default_context(cafile=certifi.where())
    return HTTPSConnection(
        ip, port, timeout=seconds, server_hostname=_host(url), ssl_context=context
    )


def _host(url: Url) -> str:
    return (url.host or "").strip("[]")


def _usable(url: Url, deadline: Deadline, allow_private: bool) -> list[str]:
    """The IP addresses of the host that may be connected to."""
    host = _host(url)
    found = _looked_up(host, deadline.left())
    usable = [ip for ip in found if allow_private or is_public(ip)]
    if found and not usable:
        which = f"{host} is {found[0]}, which" if host != found[0] else host
        raise RefusedError(
            f"{which} is not a public address: "
            "if you trust it, use --allow-private (allow_private=True)"
        )
    return usable


def _looked_up(host: str, seconds: float) -> list[str]:
    """The IP addresses of a host, in the order of the system."""
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            answers.put([str(where[0]) for *_, where in found])
        except (OSError, ValueError) as error:  # ValueError: a label of the name is too long
            answers.put(error)

    # The system's resolver cannot be interrupted, but the thread that waits for it can be left.
    threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty as error:
        raise TimeoutError from error
    if isinstance(answer, Exception):
        raise answer
    return answer
