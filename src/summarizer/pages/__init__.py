"""A template and values -> one page of HTML that stands by itself.

The page may load nothing and run nothing: its policy allows one style sheet, named by the hash of
what it says. A template extends ``base.html.j2``, and everything that is put into one is escaped.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from ..dependencies import version
from ..memo import Pattern
from ..text.display import one_line

if TYPE_CHECKING:
    from jinja2 import Environment

Direction = Literal["ltr", "rtl"]

_BASE = "base.css"
_LOOKED_AT = 2_000  # characters, from which the direction of writing is told
# What HTML has no way to write: controls, lone surrogates, code points that are no characters.
_UNWRITABLE = Pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)


def page(template: str, styles: Sequence[str] = (), **values: object) -> str:
    """A page, from a template and what is to stand in it.

    Args:
        template: the name of a file in ``pages/templates`` that extends ``base.html.j2``.
        styles: names of style sheets there, beside the one that every page has.
        values: what the template calls by name; all strings among it are escaped.

    Returns:
        The page, which encodes to UTF-8 whatever was put in.
    """
    from base64 import b64encode
    from hashlib import sha256  # where no page is made nothing waits for OpenSSL

    from markupsafe import Markup

    sheet = "".join(map(_file, (_BASE, *styles)))
    return fragment(
        template,
        style=Markup(sheet),  # noqa: S704 -- our own file, which must not be escaped
        style_hash=b64encode(sha256(sheet.encode()).digest()).decode(),
        version=version(),
        **values,
    )


def fragment(template: str, **values: object) -> str:
    """A piece of HTML, from a template that is no whole page; escaped alike."""
    return _environment().get_template(template).render(values).strip("\n") + "\n"


def clean(text: str) -> str:
    """A text with a sign in the place of each character that HTML cannot write, or a blank.

    Line ends become those of HTML, as a reader of the page would make of them anyway.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() and text.isprintable() else _UNWRITABLE.sub(_instead, text)


def _instead(found: re.Match[str]) -> str:
    return " " if found[0].isspace() else "\N{REPLACEMENT CHARACTER}"


def web_address(place: str) -> str:
    """The place, if it is an http(s) address that a page may link to, else ``""``."""
    if not _ADDRESS.fullmatch(place) or one_line(place) != clean(place):
        return ""
    try:
        parts = urlsplit(place)
        known = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:  # such as a bracket that is not closed
        return ""
    return place if known else ""


def site_of(address: str) -> str:
    """The name of the site of an http(s) address, or ``""``."""
    return (urlsplit(web_address(address)).hostname or "").removeprefix("www.")


def direction_of(text: str) -> Direction:
    """Which way most letters of the opening of a text run."""
    kinds = [unicodedata.bidirectional(character) for character in text[:_LOOKED_AT]]
    return "rtl" if kinds.count("R") + kinds.count("AL") > kinds.count("L") else "ltr"


def counted(number: int, thing: str) -> str:
    """``3 sentences``, ``1 sentence``, ``1,200 words``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def written(day: date) -> str:
    """``5 March 2025``, whatever the language of the system."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _clean_value(value: Any) -> Any:
    """What jinja2 calls on everything that a template puts out, before it escapes it."""
    return clean(value) if type(value) is str else value


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    class Distrustful(Environment):
        """Escapes what a caller's own kind of string claims to be safe, as ``Markup`` does."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            value = super().getattr(obj, attribute)
            return str(value) if isinstance(value, str) else value

    environment = Distrustful(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean_value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["counted"] = counted
    environment.filters["direction"] = direction_of
    environment.filters["written"] = written
    environment.filters["one_line"] = one_line
    return environment


@cache
def _file(name: str) -> str:
    from importlib.resources import files

    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")
