"""Tables of Arrow as arrays of numpy, and back."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Lists(NamedTuple):
    """A column of lists: row ``i`` is ``values[starts[i]:starts[i + 1]]``."""

    values: Array
    starts: NDArray[np.int64]

    @property
    def rows(self) -> NDArray[np.int64]:
        """Which row each value is of."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def column(table: Any, name: str) -> Array:
    """A column of numbers, or of anything else as objects."""
    values: Array = table.column(name).to_numpy()
    return values


def lists(table: Any, name: str) -> Lists:
    """A column of lists of numbers."""
    import pyarrow as pa

    chunks = table.column(name).chunks
    whole = pa.concat_arrays(chunks) if chunks else pa.array([], table.schema.field(name).type)
    starts = whole.offsets.to_numpy().astype(np.int64)
    return Lists(whole.values.to_numpy()[starts[0] : starts[-1]], starts - starts[0])


def table_of(columns: Mapping[str, Any]) -> Any:
    """A table of arrays and :class:`Lists`."""
    import pyarrow as pa

    return pa.table({name: _array(values) for name, values in columns.items()})


def schema_of(types: Mapping[str, str]) -> Any:
    """A schema from the names of columns and their types, as ``int64`` and ``list<int64>``."""
    import pyarrow as pa

    def type_of(name: str) -> Any:
        inner = name.removeprefix("list<")
        return pa.list_(type_of(inner[:-1])) if inner != name else pa.type_for_alias(name)

    return pa.schema({name: type_of(type_) for name, type_ in types.items()})


def fitted(table: Any, types: Mapping[str, str]) -> Any:
    """The columns that a schema names, of the types it gives them."""
    return table.select(list(types)).cast(schema_of(types))


def _array(values: Any) -> Any:
    import pyarrow as pa

    if isinstance(values, Lists):
        starts = values.starts.astype(np.int32)
        return pa.ListArray.from_arrays(starts, pa.array(values.values))
    return values if isinstance(values, pa.ChunkedArray | pa.Array) else pa.array(values)
