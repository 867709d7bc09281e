"""Waits for Java without blocking Ctrl-C."""

from __future__ import annotations

from typing import Any

from ._errors import translated

#: How long one step waits. Between two steps, Python handles signals.
STEP_MILLIS = 100


def result_of(call: Any) -> Any:
    """Waits for a `PendingCall` and returns its result. An exception, such as KeyboardInterrupt, cancels the call."""
    with translated():
        try:
            while not call.await_(STEP_MILLIS):
                pass
        except BaseException:
            call.cancel()
            raise
        return call.result()
