"""Results as a table of Parquet, with the fields of the JSON."""

import io
import json
from collections.abc import Sequence
from functools import cache
from typing import Any


def to_parquet(lines: Sequence[str], task: str = "article") -> bytes:
    """A file of results, given as lines of JSON; the same for the same lines."""
    import pyarrow as pa
    from pyarrow import parquet

    file = io.BytesIO()
    table = pa.Table.from_pylist([json.loads(line) for line in lines], schema=schema(task))
    parquet.write_table(table, file, compression="zstd")
    return file.getvalue()


@cache
def schema(task: str = "article") -> Any:
    """The fields of the results of a task; docs/json.md says what they mean."""
    import pyarrow as pa

    made = {"article": _summary, "duplicates": _copy, "stories": _story, "brief": _brief}
    return pa.schema(made[task]())


def _summary() -> dict[str, Any]:
    import pyarrow as pa

    text = pa.string()
    return {
        "document": pa.struct(_document()),
        "method": text,
        "select": text,
        "length": text,
        "tokenizer": text,
        "over": pa.bool_(),
        "note": text,
        "text": text,
        "extracts": pa.list_(pa.struct({**_sentence(), "score": pa.float64()})),
    }


def _copy() -> dict[str, Any]:
    import pyarrow as pa

    rows = {"row": pa.int64(), "of_row": pa.int64()}
    found = {**_duplicate(), **rows}
    return {name: found[name] for name in ("document", "row", "of", "of_row", *_ALIKE)}


def _story() -> dict[str, Any]:
    import pyarrow as pa

    return {
        "heading": pa.string(),
        "documents": pa.list_(pa.string()),
        "duplicates": pa.list_(pa.struct(_duplicate())),
        "note": pa.string(),
    }


def _brief() -> dict[str, Any]:
    import pyarrow as pa

    text, sentences = pa.string(), pa.list_(pa.struct(_sentence()))
    extract = {
        **_sentence(),
        "score": pa.float64(),
        "also_in": pa.list_(text),
        "said_by": sentences,
        "disputed": pa.list_(text),
        "changed": pa.list_(text),
    }
    account = {"figures": pa.list_(text), "said_by": sentences}
    story = {
        "heading": text,
        "documents": pa.list_(text),
        "over": pa.bool_(),
        "note": text,
        "text": text,
        "extracts": pa.list_(pa.struct(extract)),
        "disagreements": pa.list_(pa.list_(pa.struct(account))),
        "changes": pa.list_(pa.list_(pa.struct(account))),
    }
    return {
        "method": text,
        "select": text,
        "length": text,
        "tokenizer": text,
        "stories": pa.list_(pa.struct(story)),
        "duplicates": pa.list_(pa.struct(_duplicate())),
        "documents": pa.list_(pa.struct(_document())),
    }


_ALIKE = ("similarity", "kind")


def _duplicate() -> dict[str, Any]:
    import pyarrow as pa

    text = pa.string()
    return {"document": text, "of": text, "similarity": pa.float64(), "kind": text}


def _document() -> dict[str, Any]:
    import pyarrow as pa

    text = pa.string()
    source = {"place": text, "format": text, "encoding": text, "guessed": pa.bool_()}
    return {
        "id": text,
        "title": text,
        "published": text,
        "author": text,
        "publisher": text,
        "url": text,
        "language": text,
        "segmentation": text,
        "source": pa.struct(source),
        "text": text,
    }


def _sentence() -> dict[str, Any]:
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    return {"text": text, "start": number, "end": number, "document": text, "position": number}
