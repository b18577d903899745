"""Summaries as a table of Parquet, with the fields of the JSON."""

import io
import json
from functools import cache
from typing import Any


def to_parquet(lines: list[str]) -> bytes:
    """A file of summaries, given as lines of JSON; the same for the same lines."""
    import pyarrow as pa
    from pyarrow import parquet

    file = io.BytesIO()
    table = pa.Table.from_pylist([json.loads(line) for line in lines], schema=schema())
    parquet.write_table(table, file, compression="zstd")
    return file.getvalue()


@cache
def schema() -> Any:
    """The fields of a summary; docs/quickstart.md says what they mean."""
    import pyarrow as pa

    text, number, truth, real = pa.string(), pa.int64(), pa.bool_(), pa.float64()
    source = {"place": text, "format": text, "encoding": text}
    document = {
        "id": text,
        "title": text,
        "published": text,
        "author": text,
        "language": text,
        "segmentation": text,
        "source": pa.struct(source),
        "text": text,
    }
    extract = {
        "text": text,
        "start": number,
        "end": number,
        "document": text,
        "position": number,
        "score": real,
    }
    return pa.schema(
        {
            "document": pa.struct(document),
            "method": text,
            "select": text,
            "length": text,
            "tokenizer": text,
            "over": truth,
            "note": text,
            "text": text,
            "extracts": pa.list_(pa.struct(extract)),
        }
    )
