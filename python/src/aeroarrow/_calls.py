"""Waits for Java without blocking Ctrl-C or the cancellation of asyncio tasks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from ._errors import translated

#: How long one step waits. Between two steps, Python handles signals and cancellations.
STEP_MILLIS = 100

T = TypeVar("T")
_running = threading.local()


class CallCancelled(BaseException):
    """Ends a call of a cancelled task in its thread. Nobody sees it: the task raises `asyncio.CancelledError`."""


class CancellableCall:
    """A call that runs in a thread of its caller's choice. `cancel` ends its waits for Java."""

    def __init__(self, call: Callable[[], T]) -> None:
        self._call = call
        self._cancelled = False
        self.started = False

    def __call__(self) -> Any:
        self.started = True
        _running.call = self
        try:
            self.check()
            return self._call()
        except CallCancelled:
            return None
        finally:
            _running.call = None

    def cancel(self) -> None:
        """Ends the call at its next step. A call that has not started does nothing when it starts."""
        self._cancelled = True

    def check(self) -> None:
        """Raises CallCancelled if the call was cancelled."""
        if self._cancelled:
            raise CallCancelled


def result_of(call: Any) -> Any:
    """Waits for a `PendingCall` and returns its result. An exception, such as KeyboardInterrupt, cancels the call."""
    current = getattr(_running, "call", None)
    with translated():
        try:
            while not call.await_(STEP_MILLIS):
                if current is not None:
                    current.check()
        except BaseException:
            call.cancel()
            raise
        return call.result()
