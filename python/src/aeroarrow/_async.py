"""Reads for asyncio. A thread of the event loop's executor waits for Java in short steps; the loop is never blocked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

import pyarrow as pa

from ._calls import CancellableCall
from ._stream import Stream

T = TypeVar("T")


async def in_thread(call: Callable[[], T]) -> T:
    """Runs a call in a thread. If the task is cancelled, this ends the call's waits for Java, and waits for the end of the call."""
    running = CancellableCall(call)
    future = asyncio.get_running_loop().run_in_executor(None, running)
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        running.cancel()
        # The failure of a cancelled call concerns nobody.
        future.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        if running.started:
            await asyncio.wait([future])
        raise


class AsyncStream:
    """The record batches of one read, for `async for` and `async with`. A cancelled task ends the read."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    @classmethod
    async def _open(cls, scan: Any) -> AsyncStream:
        return cls(await in_thread(scan.stream))

    @property
    def schema(self) -> pa.Schema:
        """The schema of the batches."""
        return self._stream.schema

    def __aiter__(self) -> AsyncIterator[pa.RecordBatch]:
        return self

    async def __anext__(self) -> pa.RecordBatch:
        try:
            while (step := await in_thread(self._stream._step)) is Stream._WAITING:
                pass
        except asyncio.CancelledError:
            # The step in the thread may still run; close() waits for it.
            await asyncio.shield(in_thread(self._stream.close))
            raise
        if step is None:
            raise StopAsyncIteration
        return step

    async def to_arrow(self) -> pa.Table:
        """Returns the remaining rows as a `pyarrow.Table`."""
        return pa.Table.from_batches([batch async for batch in self], self.schema)

    async def aclose(self) -> None:
        """Ends the read."""
        await in_thread(self._stream.close)

    async def __aenter__(self) -> AsyncStream:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return repr(self._stream).replace("Stream", "AsyncStream", 1)
