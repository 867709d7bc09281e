"""Connections and errors."""

import aeroarrow as aa
import pyarrow as pa
import pytest
from conftest import NAMESPACE


def test_a_closed_connection_says_so(address):
    db = aa.connect(address)
    scan = db.scan(NAMESPACE, "users", schema=pa.schema([("a", pa.int64())]))
    db.close()
    db.close()
    with pytest.raises(aa.Closed):
        db.scan(NAMESPACE, "users")
    with pytest.raises(aa.Closed):
        scan.to_arrow()
    assert repr(db).endswith("closed>")


def test_hosts_may_be_a_list_or_a_server(server):
    with aa.connect([server.address]) as db, server.connect(timeout=5, total_timeout="20s") as other:
        assert server.address in repr(db) and server.address in repr(other)


def test_no_node_answers():
    with pytest.raises(aa.ConnectionFailed, match="127.0.0.1:1") as raised:
        aa.connect("127.0.0.1:1")
    assert isinstance(raised.value, ConnectionError)
    assert "\n" not in str(raised.value)


def test_a_wrong_setting_is_named_as_it_was_given(address):
    with pytest.raises(aa.InvalidArgument, match="^connect has no setting passwort; it has user, password"):
        aa.connect(address, passwort="x")
    with pytest.raises(aa.InvalidArgument, match="^timeout: 'soon' is not a duration"):
        aa.connect(address, timeout="soon")
    with pytest.raises(ValueError, match="max_retries"):
        aa.connect(address, max_retries="many")


def test_an_error_of_a_server_has_its_code_and_the_java_stack(server):
    with server.connect(max_retries=0) as db:
        db.write("test", "errors", {"id": [1]}, key="id")
        server._java.failWith(22)
        try:
            with pytest.raises(aa.ServerError, match="22") as raised:
                db.scan("test", "errors").to_arrow()
        finally:
            server._java.recover()
        assert (raised.value.code, raised.value.name) == (22, "FORBIDDEN")
        assert "PartitionsUnavailableException" in str(type(raised.value.__cause__))


def test_a_namespace_that_does_not_exist(db):
    with pytest.raises(aa.AeroArrowError, match="nowhere"):
        db.scan("nowhere", "users").to_arrow()


def test_a_timeout_is_a_timeout_error(server):
    with server.connect(timeout=0.3, max_retries=0) as db:
        db.write("test", "slow", {"id": range(100)}, key="id")
        server._java.slowDown(1, 10_000)
        try:
            with pytest.raises(TimeoutError) as raised:
                db.scan("test", "slow", schema=pa.schema([("id", pa.int64())])).to_arrow()
        finally:
            server._java.recover()
        assert isinstance(raised.value, aa.Timeout)
