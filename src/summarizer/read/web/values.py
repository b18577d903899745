"""What reading an address gives: what was fetched, or why it is refused."""

from typing import NamedTuple


class Fetched(NamedTuple):
    """What an address gave.

    Attributes:
        data: the body, decompressed; never empty.
        media_type: what the server says it is, in lower case, such as ``"text/html"``; or ``""``.
        charset: the encoding that the server names, in lower case, or ``""``.
        place: the address that it came from at last, without a fragment.
    """

    data: bytes
    media_type: str
    charset: str
    place: str


class RefusedError(Exception):
    """Why an address is not read, without its name; never seen outside this package."""
