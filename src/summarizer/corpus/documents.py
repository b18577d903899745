"""Documents as a table keeps them: a key, an id, and all of them as bytes."""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from itertools import count, repeat
from typing import Any

from ..document import Document, Origin, Sentence
from .arrow import Schema

DOCUMENTS: Schema = {"key": "int64", "id": "string", "document": "binary"}
"""What is kept of documents to make something of them later."""

_ROW_BITS = 16  # of a key, for the documents of a row
_FOLLOWING = ("document_id", "position", "text")  # of a sentence: they follow from the rest
_KEPT = tuple(name for name in Sentence._fields if name not in _FOLLOWING)


def key_of(row: int, number: int) -> int:
    """The key of a document: the number of its row over all files, and its own in the row."""
    return row << _ROW_BITS | number


def row_of(key: Any) -> Any:
    """The number of the row of a document, or an array of them of an array of keys."""
    return key >> _ROW_BITS


def packed(document: Document) -> bytes:
    """A document as bytes of plain JSON, which can hold nothing that runs when it is read."""
    values = {field.name: getattr(document, field.name) for field in fields(document)}
    columns = zip(*values["sentences"], strict=True)
    by_name = dict(zip(Sentence._fields, columns, strict=True)) if values["sentences"] else {}
    values["sentences"] = [by_name.get(name, ()) for name in _KEPT]
    values["published"] = document.published and document.published.isoformat()
    told = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(told.encode("utf-8", "surrogatepass"), 1)


def unpacked(data: bytes) -> Document:
    """A document from what :func:`packed` made of it."""
    values = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    day, origin = values["published"], values["origin"]
    values["published"] = day and date.fromisoformat(day)
    values["origin"] = origin and Origin(*origin)
    values["levels"] = tuple(map(tuple, values["levels"]))
    values["sentences"] = tuple(_sentences(values["id"], values["text"], values["sentences"]))
    return Document(**values)


def _sentences(name: str, text: str, columns: list[list[Any]]) -> Iterator[Sentence]:
    kept: dict[str, Iterable[Any]] = dict(zip(_KEPT, columns, strict=True))
    spans = zip(kept["start"], kept["end"], strict=True)
    kept["document_id"], kept["position"] = repeat(name), count()
    kept["text"] = [text[start:end] for start, end in spans]
    in_order = (kept[field] for field in Sentence._fields)
    return map(tuple.__new__, repeat(Sentence), zip(*in_order, strict=False))
