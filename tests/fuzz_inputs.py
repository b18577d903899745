"""Inputs for the doors of the library: real files with bytes changed, and made ones."""

import io
import json
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

from .strategies import WORDS

DATA = Path(__file__).parent / "data"

Inputs = st.SearchStrategy[bytes]

KNOWN: dict[str, list[str]] = tomllib.loads((DATA / "fuzz.toml").read_text(encoding="utf-8"))
"""What the doors are tried with."""
_PIECES = [piece.encode("latin-1") for piece in KNOWN["pieces"]]
_EDITS = ("put", "replace", "cut", "repeat", "swap", "end")
_MOST = 20_000  # bytes of what an edit repeats


@st.composite
def edited(draw: st.DrawFn, data: bytes, pieces: Sequence[bytes] = ()) -> bytes:
    """Bytes with some places changed."""
    own = st.sampled_from([*_PIECES, *pieces])
    for _ in range(draw(st.integers(1, 5))):
        at, size = draw(st.integers(0, len(data))), draw(st.sampled_from([1, 2, 4, 16, 100, 1000]))
        before, part, after = data[:at], data[at : at + size], data[at + size :]
        match draw(st.sampled_from(_EDITS)):
            case "put":
                data = before + draw(own) + part + after
            case "replace":
                data = before + draw(own | st.binary(max_size=8)) + after
            case "cut":
                data = before + after
            case "repeat":
                times = draw(st.integers(2, 40))
                data = before + part * min(times, _MOST // size) + after
            case "swap":
                data = after + part + before
            case _:
                data = before
    return data


@st.composite
def edited_archives(draw: st.DrawFn, data: bytes) -> bytes:
    """A ZIP archive, one of whose members is changed or gone."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        chosen = draw(st.sampled_from(names))
        is_gone = draw(st.integers(0, 9)) == 0
        for name in names:
            if name != chosen:
                new.writestr(name, old.read(name))
            elif not is_gone:
                new.writestr(name, draw(edited(old.read(name))))
    return made.getvalue()


def edits_of(paths: Sequence[Path]) -> Inputs:
    """Real files with a few changes; of archives mostly the members are changed."""

    def of(data: bytes) -> Inputs:
        raw = edited(data)
        return st.one_of(edited_archives(data), edited_archives(data), raw) if _zip(data) else raw

    return st.sampled_from([path.read_bytes() for path in paths]).flatmap(of)


def _zip(data: bytes) -> bool:
    return data.startswith(b"PK")


_PARAGRAPHS = tomllib.loads((DATA / "paragraphs.toml").read_text(encoding="utf-8"))
_SENTENCES = [line for each in _PARAGRAPHS.values() for line in each["sentences"]]
_WORDS = [word for words in WORDS.values() for word in words.split()] + KNOWN["words"]

signs = st.lists(st.sampled_from([*KNOWN["signs"], "\ud800", "\udfff"]), max_size=8).map("".join)
_said = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)
_part = st.one_of(_said, _said, signs, st.sampled_from(_SENTENCES))


@st.composite
def laid_out(draw: st.DrawFn) -> str:
    """Sentences and signs in the layouts that the rooms of lines know."""
    made = []
    for _ in range(draw(st.integers(1, 8))):
        layout = draw(st.sampled_from(KNOWN["layouts"]))
        times = draw(st.sampled_from([1, 1, 1, 1, 1, 2, 3, 9, 30]))
        made.append(layout.replace("{}", draw(_part)) * times)
    return "".join(made)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


written = (laid_out() | laid_out() | signs).map(_encoded)

choices = st.binary(min_size=6, max_size=6).map(lambda drawn: bytes(65 + b % 26 for b in drawn))
"""What the first line of an input chooses by: six letters."""


def after_choices(rest: Inputs) -> Inputs:
    """Inputs whose first line chooses options."""
    return st.tuples(choices, rest).map(b"\n".join)


def several(part: Inputs, most: int = 4) -> Inputs:
    """Inputs of several parts, which a record separator and a line end part."""
    return st.lists(part, min_size=1, max_size=most).map(b"\x1e\n".join)


_VALUES: list[object] = [
    *(None, True, 0, -1, 1.5, 10**20, float("nan"), float("inf"), "", " ", "a\nb", "\0", "\ud800"),
    *("2026-01-31", "31/01/26", 1769817600, "en", "xx", "auto", "de-AT", [], {}, [[]], ["A bee."]),
    *({"text": "A bee. An emu."}, [{"text": ""}], [{"id": 1, "text": "A bee."}], "http://a.b/c"),
]


def json_lines(keys: Sequence[str]) -> Inputs:
    """Lines of JSON, mostly objects with some of the keys, whose values often belong elsewhere."""
    value = st.sampled_from(_VALUES) | laid_out()
    item = st.dictionaries(st.sampled_from(keys), value, max_size=4)
    line = st.one_of(item, item, item, value).map(json.dumps).map(str.encode)
    return st.lists(line, min_size=1, max_size=4).map(b"\n".join)
