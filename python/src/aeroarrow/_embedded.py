"""A server in this process, for tests and notebooks."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from typing import Any

from . import _jvm
from ._calls import result_of
from ._database import Database, connect
from ._stream import close_quietly


class EmbeddedServer(_jvm.OfThisProcess):
    """An Aerospike server in the JVM of this process, in memory. A context manager.

    Attributes:
        address: "host:port" of each node, separated by commas.
    """

    def __init__(self, java: Any) -> None:
        self._java = java
        self._end = weakref.finalize(self, close_quietly, java)
        self.address = str(java.addresses())
        _jvm.close_at_exit(self)

    def connect(self, **settings: Any) -> Database:
        """Connects to this server. The settings are the same as those of `aeroarrow.connect`."""
        return connect(self.address, **settings)

    @property
    def objects(self) -> int:
        """The number of records in all namespaces, without replicas."""
        return int(self._java.objects())

    def close(self) -> None:
        """Stops the server; its records are lost."""
        self._end()

    def __enter__(self) -> EmbeddedServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<aeroarrow.EmbeddedServer {self.address}{'' if self._end.alive else ', closed'}>"


def embedded(*, nodes: int = 1, namespaces: Sequence[str] = ("test",)) -> EmbeddedServer:
    """Starts an Aerospike server in this process, in memory, for tests and notebooks.

    Args:
        nodes: The number of nodes.
        namespaces: The names of the namespaces.
    """
    java = _jvm.start_jvm()
    return EmbeddedServer(result_of(java.PythonServer.start(int(nodes), [str(name) for name in namespaces])))
