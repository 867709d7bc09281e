"""Python clients of the Flight server: ADBC (cursor, pandas, Polars, partitions, ingest) and pyarrow.flight.

`make flight-test` runs them. AEROARROW_FLIGHT selects a server that was started with `--demo notebooks/data`; without it, the tests start one.
"""

import json
import os
import subprocess
import uuid
from pathlib import Path

import adbc_driver_flightsql.dbapi as flightsql
import adbc_driver_manager
import polars
import pyarrow as pa
import pyarrow.flight
import pytest

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="session")
def uri():
    given = os.environ.get("AEROARROW_FLIGHT")
    if given:
        yield given
        return
    command = [ROOT / "aeroarrow", "serve", "--demo", ROOT / "notebooks" / "data", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as process:
        line = process.stdout.readline()
        assert line.startswith("listening on "), f"the server did not start: {line!r}"
        yield line.split()[-1]
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture
def connection(uri):
    with flightsql.connect(uri, autocommit=True) as connection:
        yield connection


@pytest.fixture
def cursor(connection):
    with connection.cursor() as cursor:
        yield cursor


@pytest.fixture
def flight(uri):
    with pyarrow.flight.connect(uri) as client:
        yield client


@pytest.fixture
def new_set():
    return "py" + uuid.uuid4().hex[:12]


def fetch(cursor, sql, parameters=None):
    cursor.execute(sql, parameters)
    return cursor.fetchall()


def command(**description):
    return json.dumps(description)


def test_joins_groups_and_windows(cursor):
    rows = fetch(
        cursor,
        """
        SELECT a.state, count(*) AS n, rank() OVER (ORDER BY count(*) DESC) AS place
        FROM test.flights f JOIN test.airports a ON f.origin = a.__key
        GROUP BY a.state ORDER BY place LIMIT 3""",
    )
    flights = fetch(cursor, "SELECT origin FROM test.flights")
    state = dict(fetch(cursor, "SELECT __key, state FROM test.airports"))
    counts = {}
    for (origin,) in flights:
        counts[state[origin]] = counts.get(state[origin], 0) + 1
    expected = sorted(counts.items(), key=lambda item: -item[1])[:3]
    assert [(name, n) for name, n, _ in rows] == expected
    assert [place for *_, place in rows] == [1, 2, 3]


def test_parameters(cursor):
    ((n,),) = fetch(cursor, "SELECT count(*) FROM test.flights WHERE origin = ? AND delay > ?", ("LAX", 10))
    rows = fetch(cursor, "SELECT origin, delay FROM test.flights")
    assert n == sum(1 for origin, delay in rows if origin == "LAX" and delay > 10) > 0


def test_pandas_and_polars(connection, cursor):
    cursor.execute("SELECT title, imdb FROM test.movies WHERE imdb >= 9")
    frame = cursor.fetch_df()
    assert sorted(frame["title"])[:2] == ["Inception", "The Godfather"]
    genres = polars.read_database("SELECT genre, count(*) AS n FROM test.movies GROUP BY 1", connection)
    assert genres["n"].sum() == 3201


def test_partitions_read_each_row_once(cursor, uri):
    partitions, schema = cursor.adbc_execute_partitions("SELECT __key, origin FROM test.flights")
    assert len(partitions) >= 4
    assert schema.names == ["__key", "origin"]
    keys = []
    for partition in partitions:
        with flightsql.connect(uri, autocommit=True) as other, other.cursor() as reading:
            reading.adbc_read_partition(partition)
            keys += reading.fetch_arrow_table()["__key"].to_pylist()
    assert sorted(keys) == list(range(20_000))


def test_metadata(connection):
    (catalog,) = connection.adbc_get_objects(depth="tables", db_schema_filter="test").read_all().to_pylist()
    (schema,) = catalog["catalog_db_schemas"]
    assert {table["table_name"] for table in schema["db_schema_tables"]} >= {"airports", "flights", "movies"}
    flights = connection.adbc_get_table_schema("flights", db_schema_filter="test")
    assert flights.field("delay").type == pa.int64()
    assert connection.adbc_get_info()["vendor_name"] == "AeroArrow"


def test_writes(cursor, new_set):
    table = pa.table({"__key": ["x", "y"], "v": [1, 2]})
    assert cursor.adbc_ingest(new_set, table, mode="create", db_schema_name="test") == 2
    assert fetch(cursor, f"INSERT INTO test.{new_set} (__key, v) VALUES ('z', 3)") == [(1,)]
    cursor.executemany(f"INSERT INTO test.{new_set} (__key, v) VALUES (?, ?)", [("a", 7), ("b", 8)])
    assert fetch(cursor, f"DELETE FROM test.{new_set} WHERE v < 3") == [(2,)]
    assert fetch(cursor, f"SELECT __key, v FROM test.{new_set} ORDER BY v") == [("z", 3), ("a", 7), ("b", 8)]
    assert fetch(cursor, f"UPDATE test.{new_set} SET v = v * 10 WHERE __key = ?", ("a",)) == [(1,)]
    assert fetch(cursor, f"SELECT v FROM test.{new_set} ORDER BY v") == [(3,), (8,), (70,)]
    with pytest.raises(adbc_driver_manager.Error, match="exists already"):
        fetch(cursor, f"INSERT INTO test.{new_set} (__key, v) VALUES ('z', 4)")


def test_no_statement_reads_files(cursor):
    with pytest.raises(adbc_driver_manager.Error, match="disabled by configuration"):
        fetch(cursor, "SELECT * FROM read_text('/etc/hostname')")


def test_plain_flight(flight, new_set):
    scan = {"namespace": "test", "set": "airports", "columns": ["__key", "city"], "where": "state = 'HI'"}
    table = flight.do_get(pyarrow.flight.Ticket(command(scan=scan))).read_all()
    assert table.num_rows == 16

    info = flight.get_flight_info(pyarrow.flight.FlightDescriptor.for_command(command(scan=scan)))
    assert sum(flight.do_get(endpoint.ticket).read_all().num_rows for endpoint in info.endpoints) == 16

    rows = pa.table({"id": [1, 2], "v": ["a", "b"]})
    write = pyarrow.flight.FlightDescriptor.for_command(command(write={"namespace": "test", "set": new_set, "key": "id"}))
    writer, answer = flight.do_put(write, rows.schema)
    with writer:
        writer.write_table(rows)
        writer.done_writing()
        assert json.loads(answer.read().to_pybytes())["written"] == 2

    lookup = pyarrow.flight.FlightDescriptor.for_command(command(lookup={"namespace": "test", "set": new_set, "columns": ["v"]}))
    writer, reader = flight.do_exchange(lookup)
    with writer:
        writer.begin(pa.schema({"key": pa.int64()}))
        writer.write_table(pa.table({"key": [2, 9]}))
        assert reader.read_chunk().data.to_pydict() == {"v": ["b", None], "__result_code": [0, 2]}
        writer.done_writing()
