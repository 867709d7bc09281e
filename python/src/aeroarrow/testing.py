"""Fixtures for pytest. Put this line into a conftest.py: pytest_plugins = ["aeroarrow.testing"]"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

import aeroarrow as aa


@pytest.fixture(scope="session")
def aerospike_server() -> Iterator[str]:
    """The "host:port" of the server that AEROSPIKE_HOST and AEROSPIKE_PORT name; without them, an embedded server."""
    host = os.environ.get("AEROSPIKE_HOST")
    if host:
        yield f"{host}:{os.environ.get('AEROSPIKE_PORT', '3000')}"
    else:
        with aa.embedded() as server:
            yield server.address


@pytest.fixture(scope="session")
def aerospike(aerospike_server: str) -> Iterator[aa.Database]:
    """A connection to `aerospike_server`."""
    with aa.connect(aerospike_server) as database:
        yield database
