"""Tables of Arrow as arrays of numpy, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..arrays import Array, Ragged

Schema = Mapping[str, str]
"""The names of columns and their types: ``int64``, ``float64``, ``string``, ``binary``, ``bool``
or ``list<...>`` of one of them."""


def column(table: Any, name: str) -> Array:
    """A column of numbers, or of anything else as objects."""
    values: Array = table.column(name).to_numpy()
    return values


def lists(table: Any, name: str) -> Ragged:
    """A column of lists of numbers."""
    import pyarrow as pa

    chunks = table.column(name).chunks
    whole = pa.concat_arrays(chunks) if chunks else pa.array([], table.schema.field(name).type)
    starts = whole.offsets.to_numpy().astype(np.int64)
    return Ragged(whole.values.to_numpy()[starts[0] : starts[-1]], starts - starts[0])


def table_of(columns: Mapping[str, Any]) -> Any:
    """A table of arrays and :class:`Ragged`."""
    import pyarrow as pa

    return pa.table({name: _array(values) for name, values in columns.items()})


def table_of_rows(rows: Sequence[Sequence[Any]], schema: Schema) -> Any:
    """A table of rows that have a value for each column."""
    import pyarrow as pa

    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = dict(zip(schema, map(list, columns), strict=True))
    return pa.table(arrays, schema=schema_of(schema))


def schema_of(types: Schema) -> Any:
    """A schema of Arrow."""
    import pyarrow as pa

    def type_of(name: str) -> Any:
        inner = name.removeprefix("list<")
        return pa.list_(type_of(inner[:-1])) if inner != name else pa.type_for_alias(name)

    return pa.schema({name: type_of(type_) for name, type_ in types.items()})


def fitted(table: Any, types: Schema) -> Any:
    """The columns that a schema names, of the types it gives them."""
    return table.select(list(types)).cast(schema_of(types))


def _array(values: Any) -> Any:
    import pyarrow as pa

    if isinstance(values, Ragged):
        starts = values.starts.astype(np.int32)
        return pa.ListArray.from_arrays(starts, pa.array(values.values))
    return values if isinstance(values, pa.ChunkedArray | pa.Array) else pa.array(values)
