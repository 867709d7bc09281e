"""The exceptions of this package. Each message is one line. If Java raised the error, `__cause__` is the Java exception."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class AeroArrowError(Exception):
    """The base class.

    Attributes:
        retryable: Whether the same call may succeed later.
        in_doubt: Whether a write may have happened nevertheless.
    """

    retryable: bool = False
    in_doubt: bool = False


class JvmError(AeroArrowError):
    """No Java 17 or newer was found, or the JVM does not start."""


class ForkError(AeroArrowError):
    """This process was forked after its parent had started the JVM. It cannot use Java."""


class InvalidArgument(AeroArrowError, ValueError):
    """An argument is invalid."""


class ConnectionFailed(AeroArrowError, ConnectionError):
    """No node can be reached."""


class TlsError(ConnectionFailed):
    """The TLS handshake failed."""


class Timeout(AeroArrowError, TimeoutError):
    """A timeout of the client or of the server expired."""


class ServerError(AeroArrowError):
    """A server answered with an error.

    Attributes:
        code: The result code.
        name: The name of the result code, such as "FORBIDDEN"; empty if the code is unknown.
    """

    code: int = 0
    name: str = ""


class ServerTimeout(ServerError, Timeout):
    """The server's timeout expired: result code 9."""


class AccessRefused(ServerError, PermissionError):
    """The login failed, or the user lacks a privilege."""


class MismatchError(AeroArrowError):
    """A value does not fit the type of its column. `on_mismatch="null"` reads such values as null."""


class PartitionsUnavailable(AeroArrowError):
    """No node served some of the partitions. There is no partial result."""


class ProtocolViolation(AeroArrowError):
    """A server sent bytes that are not a valid answer."""


class Closed(AeroArrowError):
    """The connection is closed."""


class Cancelled(AeroArrowError):
    """The operation was cancelled."""


class WriteError(AeroArrowError):
    """Rows could not be written.

    Attributes:
        result: The `WriteResult`, whose `failures` describe the first failed rows; None if it is unknown.
    """

    result: Any = None


class OutOfMemory(AeroArrowError, MemoryError):
    """Java has no more memory."""


class MemoryLimit(AeroArrowError, MemoryError):
    """A record or an answer is larger than the memory that the connection may use."""


_KINDS: dict[str, type[AeroArrowError]] = {
    kind.__name__: kind
    for kind in (
        AeroArrowError, InvalidArgument, ConnectionFailed, TlsError, Timeout, ServerError, ServerTimeout, AccessRefused, MismatchError,
        PartitionsUnavailable, ProtocolViolation, Closed, Cancelled, WriteError, OutOfMemory, MemoryLimit,
    )
}  # fmt: skip


def described(failure: Any) -> AeroArrowError:
    """Returns the Python exception of a Java exception."""
    import jpype

    told = jpype.JClass("io.aeroarrow.python.ErrorDescription").of(failure)
    error = _KINDS[str(told.kind())](str(told.message()))
    error.retryable = bool(told.retryable())
    error.in_doubt = bool(told.inDoubt())
    if isinstance(error, ServerError):
        error.code = int(told.code())
        error.name = str(told.name())
    return error


@contextmanager
def translated() -> Iterator[None]:
    """Raises the Python exception for a Java exception in the block."""
    import jpype

    try:
        yield
    except jpype.JException as failure:
        raise described(failure) from failure
