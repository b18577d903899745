"""An http(s) address that a user gave → the bytes behind it, within bounds of place, time and size.

An address may be hostile, and so may what answers: its name may mean a machine of the user's own
network, the page may send us there, drip, or never end.

Proxies of the environment (HTTP_PROXY and the like) are not used: the proxy would look the name up
and connect, and whether the address is a private one could not be checked here.
"""

from ...dependencies import require
from ...errors import ReadError
from ...text.display import one_line
from ..budget import ADDRESS, CONNECT_SECONDS
from .deadline import Deadline
from .values import Fetched

__all__ = ["Fetched", "fetch"]

_DAY = 86_400.0  # seconds


def fetch(
    address: str,
    *,
    allow_private: bool = False,
    timeout: float | None = ADDRESS.seconds,
    connect_timeout: float = CONNECT_SECONDS,
    max_bytes: int = ADDRESS.size,
) -> Fetched:
    """Read what stands behind an http(s) address, following redirects.

    Each address is checked by itself: its scheme, and the IP address that is really connected to.
    Certificates are checked against certifi's authorities. Nothing is tried twice.

    Args:
        address: such as ``"https://example.org/a"``; letters outside ASCII may stand in it.
        allow_private: whether addresses of the own machine and network are read too.
        timeout: seconds for everything together, from looking up the name to the last byte;
            ``None`` for a day.
        connect_timeout: seconds to connect, for each IP address that a host has.
        max_bytes: the longest body, decompressed.

    Raises:
        ReadError: it is no such address, may not be read, or could not be read in full.
        MissingDependencyError: the extra ``[html]`` is not installed.
    """
    require(f"{_shown(address)}: reading web pages", "html", "urllib3")
    from .failures import FAILURES, why
    from .redirects import Limits, follow

    limits = Limits(Deadline(timeout or _DAY), connect_timeout, max_bytes, allow_private)
    addresses = [address.strip()]
    try:
        return follow(addresses, limits)
    except FAILURES as error:
        redirected = f" (redirected to {_shown(addresses[-1])})" if len(addresses) > 1 else ""
        raise ReadError(f"{_shown(address)}{redirected}: {why(error, limits.deadline)}") from error


def _shown(address: str) -> str:
    """An address for a message: on one line, and without a password."""
    before, slashes, rest = one_line(address).partition("//")
    end = next((place for place, letter in enumerate(rest) if letter in "/?#"), len(rest))
    _, at, host = rest[:end].rpartition("@")
    return f"{before}{slashes}{at and '…@'}{host}{rest[end:]}"
