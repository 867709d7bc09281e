"""Writes and deletes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pyarrow as pa

from ._calls import result_of
from ._cdata import CStream
from ._errors import InvalidArgument, WriteError, translated


class RowFailure(NamedTuple):
    """A row that was not written.

    Attributes:
        row: The position of the row in the data, counted from 0.
        key: The key of the row, as text.
        code: The result code of the server.
        name: The name of the result code, such as "GENERATION".
        in_doubt: Whether the row may have been written nevertheless.
        message: The error in one line.
    """

    row: int
    key: str
    code: int
    name: str
    in_doubt: bool
    message: str


class WriteResult:
    """The result of a write or delete.

    Attributes:
        rows: The number of all rows.
        written: The number of rows that were written, or whose record was deleted.
        skipped: The number of rows that needed no write, because all their bins are null.
        failed: The number of rows that failed.
        in_doubt: The number of failed rows that may have been written nevertheless.
        failures: The first failed rows, at most 100.
    """

    def __init__(self, java: Any) -> None:
        self._java = java
        self.rows, self.written, self.skipped, self.failed, self.in_doubt = (int(count) for count in java.counts())
        self.failures = [
            RowFailure(int(row), str(key), int(code), str(name), bool(in_doubt), str(message))
            for row, key, code, name, in_doubt, message in java.failures()
        ]

    def outcomes(self) -> pa.Table:
        """Returns the outcome and the result code of each row, in order. Empty unless the write had `keep_results=True`."""
        names = pa.array([str(name) for name in self._java.outcomeNames()])
        positions = pa.array(bytes(self._java.outcomes()), pa.int8()) if len(self._java.outcomes()) else pa.array([], pa.int8())
        outcomes = pa.DictionaryArray.from_arrays(positions, names)
        return pa.table({"outcome": outcomes, "code": pa.array(list(self._java.codes()[:]), pa.int32())})

    def or_raise(self) -> WriteResult:
        """Returns this result; raises WriteError if a row failed."""
        if self.failed:
            first = self.failures[0] if self.failures else None
            detail = f"; row {first.row}, key {first.key}: {first.message}" if first else ""
            error = WriteError(f"{self.failed:,} of {self.rows:,} rows failed{detail}")
            error.result = self
            error.in_doubt = self.in_doubt > 0
            raise error
        return self

    def __repr__(self) -> str:
        more = [f"{count:,} {name}" for name, count in (("skipped", self.skipped), ("failed", self.failed), ("in doubt", self.in_doubt)) if count]
        return f"<aeroarrow.WriteResult {', '.join([f'{self.rows:,} rows', f'{self.written:,} written', *more])}>"


def reader_of(data: Any) -> pa.RecordBatchReader:
    """Returns the batches of any Arrow data, data frame, or rows as dicts."""
    if isinstance(data, pa.RecordBatchReader):
        return data
    if isinstance(data, pa.RecordBatch):
        data = pa.Table.from_batches([data])
    library = type(data).__module__.partition(".")[0]
    if library == "polars":
        # Polars hands out string views, which older versions of consumers do not read.
        data = data.collect() if hasattr(data, "collect") else data
        data = data.to_arrow()
    elif library == "pandas":
        data = pa.Table.from_pandas(data, preserve_index=False)
    elif isinstance(data, list) and all(isinstance(row, dict) for row in data):
        data = pa.Table.from_pylist(data)
    elif isinstance(data, dict):
        data = pa.table(data)
    if isinstance(data, pa.Table):
        return data.to_reader()
    if hasattr(data, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(data)
    if isinstance(data, Iterable):
        batches = iter(data)
        first = next(batches, None)
        if isinstance(first, pa.RecordBatch):
            return pa.RecordBatchReader.from_batches(first.schema, _chain(first, batches))
    raise InvalidArgument(
        f"data is {type(data).__name__}; write takes tables, record batches, readers, data frames of pandas and Polars, "
        "a list of dicts, a dict of columns, and objects with __arrow_c_stream__"
    )


def _chain(first: pa.RecordBatch, rest: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
    yield first
    yield from rest


def without_offsets(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Returns a batch whose arrays start at their buffers' start; copies a batch that is a slice.

    Arrow Java 19 ignores the offsets of the C data interface: it would read the start of the buffers instead of the slice.
    """
    if not any(map(_has_offset, batch.columns)):
        return batch
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return pa.ipc.open_stream(sink.getvalue()).read_next_batch()


def _has_offset(array: pa.Array) -> bool:
    if array.offset:
        return True
    kind = array.type
    if isinstance(array, pa.ExtensionArray):
        return _has_offset(array.storage)
    if pa.types.is_dictionary(kind):
        return _has_offset(array.dictionary)
    if pa.types.is_struct(kind):
        return any(_has_offset(array.field(i)) for i in range(kind.num_fields))
    if pa.types.is_map(kind):
        return _has_offset(array.keys) or _has_offset(array.items)
    return pa.types.is_nested(kind) and (not hasattr(array, "values") or _has_offset(array.values))


def run(java: Any, data: Any) -> WriteResult:
    """Runs a write of a Java object."""
    source = reader_of(data)
    reader = pa.RecordBatchReader.from_batches(source.schema, map(without_offsets, source))
    with CStream() as stream:
        reader._export_to_c(stream)
        with translated():
            call = java.run(stream)
        return WriteResult(result_of(call))
