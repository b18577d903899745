"""Documents as a table keeps them: a key, an id, and all of them as bytes."""

import pickle
import zlib
from typing import Any

from ..document import Document
from .arrow import Schema

DOCUMENTS: Schema = {"key": "int64", "id": "string", "document": "binary"}
"""What is kept of documents to make something of them later."""

_ROW_BITS = 16  # of a key, for the documents of a row


def key_of(row: int, number: int) -> int:
    """The key of a document: the number of its row over all files, and its own in the row."""
    return row << _ROW_BITS | number


def row_of(key: Any) -> Any:
    """The number of the row of a document, or an array of them of an array of keys."""
    return key >> _ROW_BITS


def packed(document: Document) -> bytes:
    """A document as bytes."""
    return zlib.compress(pickle.dumps(document), 1)


def unpacked(data: bytes) -> Document:
    """A document from what :func:`packed` made of it in another process of ours."""
    document: Document = pickle.loads(zlib.decompress(data))  # noqa: S301 -- written by us
    return document
