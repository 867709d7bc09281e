"""Tests run on an embedded server, or on the one that AEROSPIKE_HOST and AEROSPIKE_PORT name."""

import gc
import itertools
import os

import aeroarrow as aa
import pyarrow as pa
import pytest

_NUMBER = itertools.count()
NAMESPACE = os.environ.get("AEROSPIKE_NAMESPACE", "test")


@pytest.fixture(scope="session")
def server():
    """An embedded server, whatever AEROSPIKE_HOST says: for tests with faults."""
    with aa.embedded() as started:
        yield started


@pytest.fixture(scope="session")
def address(request):
    host = os.environ.get("AEROSPIKE_HOST")
    if host:
        return f"{host}:{os.environ.get('AEROSPIKE_PORT', '3000')}"
    return request.getfixturevalue("server").address


@pytest.fixture(scope="session")
def db(address):
    with aa.connect(address, connect_timeout=60) as connected:
        yield connected


@pytest.fixture
def new_set(db):
    """Returns a function that writes a table to a set of its own."""
    names = []

    def write(rows, key="id", **options):
        name = f"py{os.getpid()}x{next(_NUMBER)}"
        names.append(name)
        if rows is not None:
            db.write(NAMESPACE, name, rows, key=key, **options)
        return name

    yield write
    for name in names:
        db.truncate(NAMESPACE, name)


@pytest.fixture
def users(new_set):
    """1,000 users: id, name, age from 0 to 89, score with nulls."""
    ids = range(1000)
    return new_set(
        pa.table({
            "id": pa.array(ids, pa.int64()),
            "name": [f"n{i}" for i in ids],
            "age": pa.array([i % 90 for i in ids], pa.int64()),
            "score": pa.array([None if i % 10 == 0 else i / 4 for i in ids], pa.float64()),
        })
    )


@pytest.fixture(autouse=True)
def no_memory_is_left(request):
    """Fails a test that leaves memory allocated, after garbage collection."""
    yield
    if "no_jvm" not in request.keywords:
        gc.collect()
        assert aa.allocated_bytes() == 0


def pytest_configure(config):
    config.addinivalue_line("markers", "no_jvm: starts no JVM in this process")
