"""The queries of src/test/tpch have the answers of Spark, by ADBC (cursor, pandas, Polars) and by pyarrow.flight without a driver of SQL."""

import datetime
import gzip
import math
import subprocess
from pathlib import Path

import adbc_driver_flightsql.dbapi as flightsql
import polars
import pyarrow as pa
import pyarrow.csv
import pyarrow.flight
import pytest

ROOT = Path(__file__).resolve().parents[4]
FOLDER = ROOT / "flight-server" / "src" / "test" / "tpch"
TABLES = ["region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem"]
QUERIES = [f"{number:02}" for number in range(1, 23)]


def java(*arguments):
    classpath = (ROOT / "flight-server" / "target" / "classpath").read_text().strip()
    return ["java", "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp", f"{ROOT}/flight-server/target/classes:{classpath}", *arguments]


class Listening:
    """A process that prints where it listens."""

    def __init__(self, *command):
        self.process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)

    def __enter__(self):
        line = self.process.stdout.readline()
        assert line.startswith("listening on "), f"the server did not start: {line!r}"
        return line.split()[-1]

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=60)
        self.process.stdout.close()


def rows_of(table):
    """Returns a table as bins hold it."""
    with gzip.open(FOLDER / "tables" / f"{table}.csv.gz") as file:
        rows = pyarrow.csv.read_csv(file)
    return rows.rename_columns([name.removesuffix(":int") for name in rows.column_names])


def store_schema(address, table):
    schema = FOLDER / "tables" / f"{table}.json"
    command = ["schema", f"test.{table}", "--schema-set", "schemas", "--store", str(schema), "--hosts", address]
    subprocess.run(java("io.aeroarrow.cli.Main", *command), check=True, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def tpch():
    # Builds the server if it is not built.
    subprocess.run([ROOT / "aeroarrow", "serve", "--help"], check=True, stdout=subprocess.DEVNULL)
    with Listening(*java("io.aeroarrow.embedded.ServerMain", "--port", "0")) as address:
        serve = [ROOT / "aeroarrow", "serve", "--hosts", address, "--schema-set", "schemas", "--port", "0"]
        with Listening(*serve) as uri:
            with flightsql.connect(uri, autocommit=True) as connection, connection.cursor() as cursor:
                for table in TABLES:
                    rows = rows_of(table)
                    assert cursor.adbc_ingest(table, rows, mode="create", db_schema_name="test") == rows.num_rows
                    store_schema(address, table)
            yield uri


@pytest.fixture(scope="module")
def connection(tpch):
    with flightsql.connect(tpch, autocommit=True) as connection:
        yield connection


def sql(query):
    return (FOLDER / "queries" / f"{query}.sql").read_text()


def is_same(value, wanted):
    """Engines give averages and quotients other numbers of digits."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, (str, datetime.date)):
        return str(value) == wanted
    return math.isclose(float(value), float(wanted), rel_tol=1e-6, abs_tol=1e-6)


def assert_answer(query, rows):
    expected = [line.split("|") for line in (FOLDER / "queries" / f"{query}.txt").read_text().splitlines()]
    assert len(rows) == len(expected) > 0
    for row, wanted in zip(rows, expected):
        assert len(row) == len(wanted)
        for value, cell in zip(row, wanted):
            assert is_same(value, cell), f"{row} is not {wanted}"


def rows_of_arrow(table):
    return [tuple(row.values()) for row in table.to_pylist()]


@pytest.mark.parametrize("query", QUERIES)
def test_cursor(connection, query):
    with connection.cursor() as cursor:
        cursor.execute(sql(query))
        assert_answer(query, cursor.fetchall())


@pytest.mark.parametrize("query", QUERIES)
def test_pandas(connection, query):
    with connection.cursor() as cursor:
        cursor.execute(sql(query))
        assert_answer(query, list(cursor.fetch_df().itertuples(index=False, name=None)))


@pytest.mark.parametrize("query", QUERIES)
def test_polars(connection, query):
    assert_answer(query, polars.read_database(sql(query), connection).rows())


def length_delimited(field, content):
    """Encodes a field of a protobuf message."""
    size, length = b"", len(content)
    while length > 0x7F:
        size += bytes([length & 0x7F | 0x80])
        length >>= 7
    return bytes([field << 3 | 2]) + size + bytes([length]) + content


@pytest.mark.parametrize("query", QUERIES)
def test_pyarrow_flight(tpch, query):
    """Flight SQL is a message in the descriptor: the type, and the statement as its field 1."""
    statement = b"type.googleapis.com/arrow.flight.protocol.sql.CommandStatementQuery"
    command = length_delimited(1, statement) + length_delimited(2, length_delimited(1, sql(query).encode()))
    with pyarrow.flight.connect(tpch) as client:
        info = client.get_flight_info(pyarrow.flight.FlightDescriptor.for_command(command))
        tables = [client.do_get(endpoint.ticket).read_all() for endpoint in info.endpoints]
    assert_answer(query, rows_of_arrow(pa.concat_tables(tables)))
