"""Rich text (RTF)."""

import re
from collections.abc import Callable

from ..errors import ReadError
from .extracted import Extracted, Lines, author_of, title_of
from .packages import MEBIBYTE, guarded

MOST = 50 * MEBIBYTE
_SAID = re.compile(rb"\{\\(title|author) ([^{}]{0,500})\}")
_NOTES = re.compile(rb"\{\\(?:\*\\)?(?:footnote|pict)\b[^{}]*\}")


def extract(data: bytes, charset: str = "") -> Extracted:  # noqa: ARG001 -- the seam's second
    """The text of an RTF file, by striprtf: each paragraph a line, without pictures.

    Raises:
        ReadError: it is damaged or too large.
    """
    if len(data) > MOST:
        raise ReadError(f"is larger than {MOST // MEBIBYTE} MiB: save it without its pictures")
    with guarded("is not an RTF file, or is damaged"):
        read = _reader()
        source = _NOTES.sub(b"", data).decode("latin-1")
        lines = Lines()
        for line in read(source, errors="replace").split("\n"):
            lines.add(line.replace("|", " | ") if line.count("|") > 1 else line)
        said = {
            name.decode(): read(f"{{\\rtf1 {v.decode('latin-1')}}}")
            for name, v in _SAID.findall(data)
        }
    return Extracted(
        lines.text, lines.marked, title_of(said.get("title")), author=author_of(said.get("author"))
    )


def _reader() -> Callable[..., str]:
    from striprtf import striprtf

    found: Callable[..., str] = striprtf.rtf_to_text
    return found
