"""Aerospike sets as Apache Arrow.

```python
import aeroarrow as aa

with aa.connect("localhost:3000") as db:
    users = db.scan("test", "users", columns=["name", "age"], where="age >= 18")
    table = users.to_arrow()
```

Java runs in this process and reads records into Arrow buffers. pyarrow uses the same buffers, without a copy.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from ._admin import BinReport, Index, Inference, SetCount
from ._async import AsyncStream
from ._database import Database, connect
from ._embedded import EmbeddedServer, embedded
from ._errors import (
    AccessRefused,
    AeroArrowError,
    Cancelled,
    Closed,
    ConnectionFailed,
    ForkError,
    InvalidArgument,
    JvmError,
    MemoryLimit,
    MismatchError,
    OutOfMemory,
    PartitionsUnavailable,
    ProtocolViolation,
    ServerError,
    ServerTimeout,
    Timeout,
    TlsError,
    WriteError,
)
from ._expr import Column, Condition, col
from ._index import IndexEntries, IndexOf, index
from ._jvm import start_jvm as _start_jvm
from ._lookup import BatchReadResult
from ._numpy import matrix
from ._result import ArrowResult
from ._scan import Scan
from ._stream import Stream
from ._write import RowFailure, WriteResult


def _installed_version() -> str:
    try:
        return version("aeroarrow")
    except PackageNotFoundError:  # The sources on the path, without an installation.
        return "0"


__version__ = _installed_version()
"""The version of the package; "0" if it is not installed."""


def start_jvm() -> None:
    """Starts the JVM now. Otherwise the first call that needs the JVM starts it."""
    _start_jvm()


def allocated_bytes() -> int:
    """Returns the number of bytes that Java has allocated for batches and not freed yet."""
    return int(_start_jvm().PythonMemory.allocatedBytes())


__all__ = [
    "AccessRefused",
    "AeroArrowError",
    "ArrowResult",
    "AsyncStream",
    "BatchReadResult",
    "BinReport",
    "Cancelled",
    "Closed",
    "Column",
    "Condition",
    "ConnectionFailed",
    "Database",
    "EmbeddedServer",
    "ForkError",
    "Index",
    "IndexEntries",
    "IndexOf",
    "Inference",
    "InvalidArgument",
    "JvmError",
    "MemoryLimit",
    "MismatchError",
    "OutOfMemory",
    "PartitionsUnavailable",
    "ProtocolViolation",
    "RowFailure",
    "Scan",
    "ServerError",
    "ServerTimeout",
    "SetCount",
    "Stream",
    "Timeout",
    "TlsError",
    "WriteError",
    "WriteResult",
    "__version__",
    "allocated_bytes",
    "col",
    "connect",
    "embedded",
    "index",
    "matrix",
    "start_jvm",
]
