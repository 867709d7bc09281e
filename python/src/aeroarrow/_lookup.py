"""Reads by keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from ._calls import result_of
from ._cdata import CArray, CSchema
from ._display import html_table
from ._errors import InvalidArgument, translated
from ._expr import Condition, text_of
from ._result import ArrowResult
from ._scan import names_of, pass_schema
from ._write import without_offsets

RESULT_CODE = "__result_code"


class BatchReadResult(ArrowResult):
    """The records of keys: one row per key, in the order of the keys. With `only_found`, one row per record that was found.

    The column `__result_code` is 0 if the record was found, 2 if there is none, and 27 if `where` excluded it. If it is not 0, all
    bins of the row are null.
    """

    def __init__(self, batch: pa.RecordBatch) -> None:
        self._batch = batch

    @property
    def schema(self) -> pa.Schema:
        """The columns and their types."""
        return self._batch.schema

    @property
    def batch(self) -> pa.RecordBatch:
        """All rows as a `pyarrow.RecordBatch`."""
        return self._batch

    @property
    def found(self) -> pa.BooleanArray:
        """For each key, whether its record was found."""
        if RESULT_CODE not in self._batch.schema.names:
            return pa.array([True] * len(self), pa.bool_())  # only_found
        import pyarrow.compute

        return pyarrow.compute.equal(self._batch[RESULT_CODE], 0)

    def to_arrow(self) -> pa.Table:
        """Returns all rows as a `pyarrow.Table`."""
        return pa.Table.from_batches([self._batch])

    def __len__(self) -> int:
        return self._batch.num_rows

    def _repr_html_(self) -> str:
        return html_table(pa.Table.from_batches([self._batch.slice(0, 10)]), f"{len(self):,} rows")

    def __repr__(self) -> str:
        return f"<aeroarrow.BatchReadResult of {len(self):,} rows>"


def key_array(keys: Any) -> pa.Array:
    """Returns keys as an Arrow array.

    Raises:
        InvalidArgument: The keys have several types, or one that no key has.
    """
    if type(keys).__module__.partition(".")[0] == "polars":
        keys = keys.to_arrow()
    try:
        array = keys if isinstance(keys, (pa.Array, pa.ChunkedArray)) else pa.array(keys)
    except (pa.ArrowException, TypeError) as error:
        raise InvalidArgument(f"the keys are not all integers, all texts or all bytes: {error}") from error
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    if pa.types.is_null(array.type):
        array = array.cast(pa.int64())
    return without_offsets(pa.record_batch([array], ["key"])).column(0)


def read(
    java: Any,
    keys: Any,
    *,
    columns: Sequence[str] | None,
    schema: pa.Schema | None,
    where: Condition | str | None,
    on_mismatch: str | None,
    only_found: bool,
    keys_per_request: int | None,
) -> BatchReadResult:
    """Reads by a Java object."""
    array = key_array(keys)
    with translated():
        if columns is not None:
            java.columns(names_of("columns", columns))
        elif schema is not None:
            pass_schema(java, schema)
        else:
            java.metadata(["__key"])
        if where is not None:
            java.where(text_of(where))
        if on_mismatch is not None:
            java.onMismatch(on_mismatch)
        if only_found:
            java.onlyFound()
        if keys_per_request is not None:
            java.keysPerRequest(int(keys_per_request))
        with CArray() as key_values, CSchema() as key_type, CArray() as found, CSchema() as found_type:
            array._export_to_c(key_values, key_type)
            result_of(java.read(key_values, key_type, found, found_type))
            return BatchReadResult(pa.RecordBatch._import_from_c(found, found_type))
