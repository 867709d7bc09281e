"""Stored schemas: the types of a set, in a set beside it."""

import datetime
import decimal

import aeroarrow as aa
import pyarrow as pa
import pytest

from conftest import NAMESPACE

SCHEMA = pa.schema([
    pa.field("id", pa.int64()),
    pa.field("day", pa.date32()),
    pa.field("arrived", pa.timestamp("us", "UTC"), metadata={"aerospike.bin": "at"}),
    pa.field("price", pa.decimal128(9, 2), metadata={"aerospike.decimal": "SCALED"}),
    pa.field("home", pa.struct([pa.field("since", pa.date32())])),
])  # fmt: skip

ROW = {
    "id": 1,
    "day": datetime.date(2026, 11, 30),
    "arrived": datetime.datetime(2023, 11, 14, 22, 13, 20, tzinfo=datetime.timezone.utc),
    "price": decimal.Decimal("12.50"),
    "home": {"since": datetime.date(1970, 1, 11)},
}


@pytest.fixture
def stored(address, new_set):
    """A connection that is told a schema set, and a set of one record, whose types are stored."""
    schemas = new_set(None)
    rows = [{"id": 1, "day": 20787, "at": 1_700_000_000_000_000, "price": 1250, "home": {"since": 10}}]
    name = new_set(rows)
    with aa.connect(address, connect_timeout=60, schema_set=schemas) as told:
        told.store_schema(NAMESPACE, name, SCHEMA, key_column="id")
        yield told, name
        told.remove_schema(NAMESPACE, name)


def test_reads_use_the_stored_types(stored):
    told, name = stored
    assert told.scan(NAMESPACE, name).schema == SCHEMA
    assert told.scan(NAMESPACE, name).to_arrow().to_pylist() == [ROW]
    keyed = told.scan(NAMESPACE, name, metadata=["__generation", "__key"]).to_arrow()
    assert keyed.to_pylist() == [{"__generation": 1, "__key": 1, **ROW}]
    assert told.scan(NAMESPACE, name, columns=["day", "__key"]).to_arrow().to_pylist() == [{"day": ROW["day"], "__key": 1}]
    assert told.batch_read(NAMESPACE, name, [1], columns=["price"]).to_arrow()["price"].to_pylist() == [ROW["price"]]
    assert told.batch_read(NAMESPACE, name, [1], only_found=True).to_arrow().to_pylist() == [{"__key": 1, **ROW}]


def test_types_are_inferred_without_the_setting(db, stored):
    _, name = stored
    assert db.scan(NAMESPACE, name, columns=["day"]).to_arrow().to_pylist() == [{"day": 20787}]
    with pytest.raises(aa.InvalidArgument, match="schema_set"):
        db.store_schema(NAMESPACE, name, SCHEMA)


def test_a_stored_schema_is_replaced_only_on_request(stored):
    told, name = stored
    with pytest.raises(aa.InvalidArgument, match="already has a schema"):
        told.store_schema(NAMESPACE, name, SCHEMA)
    told.store_schema(NAMESPACE, name, pa.schema([("day", pa.int64())]), replace=True)
    assert told.scan(NAMESPACE, name).to_arrow().to_pylist() == [{"day": 20787}]
    assert told.remove_schema(NAMESPACE, name)
    assert not told.remove_schema(NAMESPACE, name)
    with pytest.raises(aa.InvalidArgument, match="'nothing' is not a column"):
        told.store_schema(NAMESPACE, name, SCHEMA, key_column="nothing")


def test_writes_use_the_stored_bins(db, stored):
    told, name = stored
    plain = pa.schema([field.remove_metadata() for field in SCHEMA])
    told.write(NAMESPACE, name, pa.Table.from_pylist([{**ROW, "id": 2}], plain), key="id")
    assert told.batch_read(NAMESPACE, name, [2], only_found=True).to_arrow().drop_columns("__key").to_pylist() == [{**ROW, "id": 2}]
    bins = db.batch_read(NAMESPACE, name, [2], columns=["at", "price"]).to_arrow().drop_columns("__result_code").to_pylist()
    assert bins == [{"at": 1_700_000_000_000_000, "price": 1250}]
    with pytest.raises(aa.InvalidArgument, match="no column 'at'"):
        told.write(NAMESPACE, name, [{"id": 3, "at": 1}], key="id")
