"""Scans and queries."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ._calls import result_of
from ._cdata import CSchema
from ._display import html_table, progress_of
from ._errors import InvalidArgument, translated
from ._expr import Condition, text_of
from ._jvm import OfThisProcess, require_same_process
from ._result import ArrowResult
from ._stream import Stream

if TYPE_CHECKING:
    import polars

PARTITIONS = 4096


class Scan(ArrowResult, OfThisProcess):
    """A scan, or a query through an index. It sends no request until it is read. Each read starts from the beginning.

    Read a scan by iterating (`for batch in scan`), by its `to_...` methods, or with any consumer of Arrow streams: DuckDB by the
    name of the variable, `polars.DataFrame(scan)`, `pyarrow.table(scan)`.
    """

    def __init__(self, database: Any, target: str, java: Any, progress: bool | None = None) -> None:
        self._database = database  # Keeps the connection alive.
        self._target = target
        self._java = java
        self._progress = progress
        self._resolved: pa.Schema | None = None
        self._lock = threading.Lock()

    @property
    def schema(self) -> pa.Schema:
        """The columns and their types. The first use reads a sample, unless a schema was given. Later reads use the same columns."""
        require_same_process()
        with self._lock:
            if self._resolved is None:
                result_of(self._java.resolve())
                self._resolved = exported_schema(self._java)
            return self._resolved

    def stream(self) -> Stream:
        """Starts a read, and returns its batches. To end the read early, use the stream in a `with` statement."""
        schema = self.schema
        return Stream(result_of(self._java.open()), schema)

    def select(self, columns: Sequence[str] | None = None, *, where: Condition | str | None = None, limit: int | None = None) -> Scan:
        """Returns a scan that reads less: only some columns, only records that meet a further condition, or at most `limit` records."""
        missing = [name for name in columns or () if name not in self.schema.names]
        if missing:
            raise InvalidArgument(f"the scan has no column '{missing[0]}'; it has {self.schema.names}")
        self.schema  # noqa: B018 - Resolves the columns.
        with translated():
            java = self._java.project(names_of("columns", columns or ()))
            if where is not None:
                java.where(text_of(where))
            if limit is not None:
                java.limit(int(limit))
        return Scan(self._database, self._target, java, self._progress)

    def lazy(self) -> polars.LazyFrame:
        """Returns a `polars.LazyFrame`. It pushes down columns, conditions that servers evaluate like Polars, and limits."""
        from ._polars import lazy_frame

        return lazy_frame(self)

    def streams(self, count: int) -> list[Stream]:
        """Starts several reads that together read all records. Use each one in its own thread.

        Args:
            count: The desired number of reads. The actual number can differ, because each node has at least one.
        """
        schema = self.schema
        return [Stream(feed, schema) for feed in result_of(self._java.readers(count)).feeds()]

    def explain(self) -> str:
        """Returns how the records are found: by a scan or through a secondary index, and why."""
        require_same_process()
        return str(result_of(self._java.explain()))

    def reader(self) -> pa.RecordBatchReader:
        """Returns a `pyarrow.RecordBatchReader`. The read starts with the first batch."""
        return pa.RecordBatchReader.from_batches(self.schema, self._batches())

    def _batches(self) -> Iterator[pa.RecordBatch]:
        # The consumer drops this generator at the end, and half-way too: both close the stream.
        with self.stream() as batches:
            yield from batches

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        return self.stream()

    def head(self, rows: int = 10) -> pa.Table:
        """Returns at most `rows` rows, in no defined order, and ends the read early."""
        with self.select(limit=rows).stream() as batches:
            return pa.Table.from_batches(batches, self.schema)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self.reader().__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pa.Table:
        """Returns all rows as a `pyarrow.Table`."""
        with self.stream() as batches, progress_of(batches, self._target, self._progress) as shown:
            return pa.Table.from_batches(shown, self.schema)

    def _repr_html_(self) -> str:
        return html_table(self.head(), f"{self._target}, some of the rows")

    def __repr__(self) -> str:
        return f"<aeroarrow.Scan of {self._target}>"


def exported_schema(java: Any) -> pa.Schema:
    """Returns the schema that a Java object exports."""
    with translated(), CSchema() as empty:
        java.exportSchema(empty)
        return pa.Schema._import_from_c(empty)


def configure(
    java: Any,
    *,
    columns: Sequence[str] | None,
    metadata: Sequence[str],
    where: Condition | str | None,
    index: str | None = None,
    schema: pa.Schema | None,
    limit: int | None,
    partitions: Iterable[int] | None,
    on_mismatch: str | None,
    parallelism: int | None,
    batch_rows: int | None,
    batch_bytes: int | None,
    records_per_second: int | None,
    sample_records: int | None,
) -> None:
    """Passes the settings of a scan to Java."""
    if schema is not None and (columns is not None or metadata):
        raise InvalidArgument("schema names the columns. Remove columns and metadata.")
    if columns is not None and metadata:
        raise InvalidArgument("columns names all columns. Put those of metadata there too.")
    with translated():
        if columns is not None:
            java.columns(names_of("columns", columns))
        if metadata:
            java.metadata(names_of("metadata", metadata))
        if schema is not None:
            pass_schema(java, schema)
        if where is not None:
            java.where(text_of(where))
        if index is not None:
            if where is None and index.lower() != "auto":
                raise InvalidArgument("index chooses how the records of a condition are found. Add where.")
            java.index(index)
        if limit is not None:
            java.limit(int(limit))
        if partitions is not None:
            java.partitions(_partition_ids(partitions))
        if on_mismatch is not None:
            java.onMismatch(on_mismatch)
        if parallelism is not None:
            java.parallelism(int(parallelism))
        if batch_rows is not None:
            java.batchRows(int(batch_rows))
        if batch_bytes is not None:
            java.batchBytes(int(batch_bytes))
        if records_per_second is not None:
            java.recordsPerSecond(int(records_per_second))
        if sample_records is not None:
            java.sampleRecords(int(sample_records))


def names_of(setting: str, names: Sequence[str]) -> list[str]:
    """Returns names as a list."""
    if isinstance(names, str):
        raise InvalidArgument(f"{setting} is the text '{names}'; it must be a list: {setting}=['{names}']")
    return [str(name) for name in names]


def _partition_ids(partitions: Iterable[int]) -> list[int]:
    ids = sorted({int(number) for number in partitions})
    if not ids:
        raise InvalidArgument("partitions is empty")
    if ids[0] < 0 or ids[-1] >= PARTITIONS:
        raise InvalidArgument(f"partitions has {ids[0] if ids[0] < 0 else ids[-1]}; partitions are from 0 to {PARTITIONS - 1}")
    return ids


def pass_schema(java: Any, schema: pa.Schema) -> None:
    """Passes a schema to a Java object."""
    if not isinstance(schema, pa.Schema):
        schema = pa.schema(schema)
    with CSchema() as empty:
        schema._export_to_c(empty)
        java.schema(empty)
