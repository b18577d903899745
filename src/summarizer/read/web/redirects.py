"""An address → the page, by way of the redirects that lie between them."""

from contextlib import closing, suppress
from typing import NamedTuple
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from ...dependencies import version
from .connecting import PORTS, connect
from .deadline import Deadline
from .responses import page
from .values import Fetched, RefusedError

MAX_REDIRECTS = 5
_MISSPELT = "is not a valid address: check its spelling"
_REDIRECTS = (301, 302, 303, 307, 308)


class Limits(NamedTuple):
    """What bounds the whole way; see :func:`summarizer.read.web.fetch`."""

    deadline: Deadline
    connect_seconds: float
    max_bytes: int
    allow_private: bool


def follow(addresses: list[str], limits: Limits) -> Fetched:
    """Read the first of ``addresses``, and go where it sends us; the list grows by each place."""
    seen = set()
    while True:
        url = _parsed(addresses[-1])
        if url.url in seen:
            raise RefusedError("redirects in a loop: check the address in a browser")
        if len(addresses) > MAX_REDIRECTS + 1:
            raise RefusedError(f"more than {MAX_REDIRECTS} redirects: give the last address")
        seen.add(url.url)
        response = _get(url, limits)
        if isinstance(response, Fetched):
            return response
        addresses.append(response)
        if url.scheme == "https" and response.lower().startswith("http:"):
            raise RefusedError("redirects from https to http: give that address if you trust it")


def _parsed(address: str) -> Url:
    try:
        url = parse_url(address)
    except LocationParseError as error:
        raise RefusedError(_MISSPELT) from error
    if url.scheme not in PORTS:
        raise RefusedError("only http:// and https:// addresses are supported")
    if url.auth is not None:
        raise RefusedError("holds a user name or password: give the address without them")
    if not url.host:
        raise RefusedError("has no host: check its spelling")
    if url.host.split() != [url.host]:  # which urllib3 refuses from 2.8 on
        raise RefusedError(_MISSPELT)
    return url._replace(fragment=None)


def _get(url: Url, limits: Limits) -> Fetched | str:
    """What stands at an address, or where its redirect points."""
    connected = connect(url, limits.deadline, limits.connect_seconds, limits.allow_private)
    with closing(connected) as connection, limits.deadline.cutting(connection.sock):
        connection.timeout = limits.deadline.left()
        connection.request(
            "GET",
            url.request_uri,
            headers=_headers(url),
            preload_content=False,
            decode_content=False,
        )
        with closing(connection.getresponse()) as response:
            location = response.headers.get("location")
            if response.status in _REDIRECTS and location:
                return _target(url, location)
            fetched = page(response, url.url, limits.max_bytes)
    limits.deadline.left()  # a body that was cut looks whole where the server told no length
    return fetched


def _headers(url: Url) -> dict[str, str]:
    return {
        "Host": url.netloc or "",  # the connection itself knows an IP address only
        "User-Agent": f"summarizer/{version()}",
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.8",
        "Accept-Encoding": "gzip",
    }


def _target(url: Url, location: str) -> str:
    """Where a redirect points."""
    with suppress(UnicodeError):
        # http.client takes headers for Latin-1; what servers send beyond ASCII is UTF-8.
        location = location.encode("latin-1").decode("utf-8")
    return urljoin(url.url, location.strip())
