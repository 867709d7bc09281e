"""Arrow to NumPy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ._errors import InvalidArgument

if TYPE_CHECKING:
    import numpy


def structured(table: pa.Table, dtype: Any, fill: Any) -> numpy.ndarray:
    """Returns a table as a structured array."""
    import numpy

    if dtype is None:
        wanted = numpy.dtype([(field.name, _dtype_of(field.type)) for field in table.schema])
    else:
        wanted = numpy.dtype(dtype)
    if wanted.names is None:
        raise InvalidArgument(f"dtype {wanted} has no fields. Give a list such as [('age', 'i4'), ('name', 'U20')].")
    rows = numpy.empty(table.num_rows, wanted)
    for name in wanted.names:
        if name not in table.column_names:
            raise InvalidArgument(f"dtype has the field '{name}', but the result has the columns {table.column_names}")
        value = fill.get(name) if isinstance(fill, Mapping) else fill
        rows[name] = _values(name, table[name], wanted[name], value)
    return rows


def _dtype_of(kind: pa.DataType) -> Any:
    if pa.types.is_fixed_size_list(kind) and pa.types.is_primitive(kind.value_type):
        return (kind.value_type.to_pandas_dtype(), (kind.list_size,))
    if pa.types.is_fixed_size_binary(kind) and not pa.types.is_decimal(kind):
        return f"V{kind.byte_width}"
    if pa.types.is_timestamp(kind):
        return f"M8[{kind.unit}]"
    if pa.types.is_duration(kind):
        return f"m8[{kind.unit}]"
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind):
        return kind.to_pandas_dtype()
    return object


def _values(name: str, column: pa.ChunkedArray, dtype: numpy.dtype, fill: Any) -> Any:
    import numpy

    if dtype.shape:
        if column.null_count:
            raise InvalidArgument(f"column '{name}' has {column.null_count} nulls, and a null has no vector. Leave these rows out.")
        return matrix(column)
    if column.null_count and fill is None and dtype.kind in "biufMmV":
        raise InvalidArgument(
            f"column '{name}' has {column.null_count} nulls, which {dtype} cannot hold. Give a value: to_numpy(fill={{'{name}': 0}})."
        )
    if column.null_count and fill is not None:
        column = column.fill_null(pa.scalar(fill, column.type))
    values = column.to_numpy()
    if dtype.kind == "V":
        return numpy.frombuffer(b"".join(values), dtype)
    if column.null_count and dtype.kind in "US":
        return numpy.array(["" if value is None else value for value in values], dtype)
    return values


def matrix(column: Any) -> numpy.ndarray:
    """Returns a column of vectors as a matrix, one row for each vector.

    A column of one chunk, such as that of a record batch, is not copied.

    Args:
        column: A column of the type `fixed_size_list` of numbers, without nulls.

    Raises:
        InvalidArgument: The column has another type, or nulls.
    """
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
        if isinstance(column, pa.ChunkedArray):  # Before pyarrow 17, or without chunks.
            column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    if not pa.types.is_fixed_size_list(column.type):
        raise InvalidArgument(f"the column is {column.type}; a matrix needs fixed_size_list, which a schema declares")
    if column.null_count:
        raise InvalidArgument(f"the column has {column.null_count} nulls, and a null has no vector. Leave these rows out.")
    return column.flatten().to_numpy(zero_copy_only=True).reshape(len(column), column.type.list_size)
