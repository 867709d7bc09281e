"""The batches of one read."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from ._calls import STEP_MILLIS
from ._errors import translated
from ._jvm import OfThisProcess, is_usable, require_same_process


def close_quietly(resource: Any) -> None:
    """Closes a Java resource; does nothing in a fork, where Java does not run."""
    if is_usable():
        resource.close()


class Stream(OfThisProcess):
    """The record batches of one read, as they arrive. An iterator and a context manager.

    A Java thread reads two batches ahead. The read ends at the last batch, at an error, by `close`, or by garbage collection.
    """

    _WAITING = object()

    def __init__(self, feed: Any, schema: pa.Schema) -> None:
        self._feed = feed
        self._schema = schema
        self._end = weakref.finalize(self, close_quietly, feed)

    @property
    def schema(self) -> pa.Schema:
        """The schema of the batches."""
        return self._schema

    @property
    def rows_read(self) -> int:
        """The number of rows that Java has read so far."""
        return int(self._feed.rows())

    @property
    def bytes_read(self) -> int:
        """The number of bytes that servers have sent so far."""
        return int(self._feed.bytes())

    @property
    def mismatches(self) -> dict[str, int]:
        """For each column, the number of values that did not fit and were read as null."""
        return {str(name): int(count) for name, count in self._feed.mismatches()}

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        return self

    def __next__(self) -> pa.RecordBatch:
        batch = self._next_or_none()
        if batch is None:
            raise StopIteration
        return batch

    def _next_or_none(self) -> pa.RecordBatch | None:
        # Between two steps, Python handles Ctrl-C.
        while (step := self._step()) is Stream._WAITING:
            pass
        return step

    def _step(self) -> Any:
        """Waits a short time. Returns a batch, None at the end, or _WAITING."""
        if not self._end.alive:
            return None
        require_same_process()
        try:
            with translated():
                address = int(self._feed.next(STEP_MILLIS))
            if address == 0:
                return Stream._WAITING
            if address > 0:
                return pa.RecordBatch._import_from_c(address, self._schema)
        except BaseException:
            self.close()
            raise
        self.close()
        return None

    def close(self) -> None:
        """Ends the read, and frees the batches that were read ahead. Batches that this iterator has returned stay valid."""
        self._end()

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        state = "open" if self._end.alive else "closed"
        return f"<aeroarrow.Stream {state}, {self.rows_read:,} rows read>"
