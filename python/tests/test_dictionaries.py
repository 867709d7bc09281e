"""Dictionary-encoded columns."""

import aeroarrow as aa
import polars as pl
import pyarrow as pa
import pytest
from conftest import NAMESPACE

SCHEMA = pa.schema([("id", pa.int64()), ("city", pa.dictionary(pa.int16(), pa.string())), ("code", pa.dictionary(pa.int32(), pa.binary()))])


def city(i):
    return None if i % 7 == 0 else f"city {i % 50}"


@pytest.fixture
def cities(new_set):
    ids = range(1000)
    return new_set(pa.table({"id": ids, "city": [city(i) for i in ids], "code": [bytes([i % 3]) for i in ids]}))


def test_a_dictionary_grows_from_batch_to_batch(db, cities):
    scan = db.scan(NAMESPACE, cities, schema=SCHEMA, batch_rows=20)
    assert scan.schema == SCHEMA
    batches = list(scan)
    sizes = [len(batch["city"].dictionary) for batch in batches]
    assert len(batches) >= 50 and sizes == sorted(sizes) and sizes[0] < sizes[-1] == 50
    for batch in batches:
        batch.validate(full=True)
    rows = pa.Table.from_batches(batches).to_pylist()
    assert {row["id"]: (row["city"], row["code"]) for row in rows} == {i: (city(i), bytes([i % 3])) for i in range(1000)}


def test_frames_have_categories(db, cities):
    scan = db.scan(NAMESPACE, cities, schema=SCHEMA, batch_rows=100)
    frame = scan.to_pandas().set_index("id")
    assert frame["city"].dtype == "category" and len(frame["city"].cat.categories) == 50
    assert frame.loc[8, "city"] == "city 8"
    assert scan.to_polars()["city"].dtype == pl.Categorical
    assert sorted(scan.lazy().filter(pl.col("city") == "city 8").collect()["id"]) == [i for i in range(1000) if city(i) == "city 8"]


def test_several_streams_have_dictionaries_of_their_own(db, cities):
    streams = db.scan(NAMESPACE, cities, schema=SCHEMA).streams(3)
    tables = [pa.Table.from_batches(stream, SCHEMA) for stream in streams]
    assert sorted(row["id"] for table in tables for row in table.to_pylist() if row["city"] == "city 9") == [
        i for i in range(1000) if city(i) == "city 9"
    ]


def test_parallel_threads_of_one_read_have_no_common_dictionary(db, cities):
    with pytest.raises(aa.InvalidArgument, match="dictionary-encoded"):
        db.scan(NAMESPACE, cities, schema=SCHEMA, parallelism=2).to_arrow()


def test_reads_by_key(db, cities):
    result = db.batch_read(NAMESPACE, cities, [1, 5000, 7, 51], schema=SCHEMA)
    assert result.to_arrow()["city"].to_pylist() == ["city 1", None, None, "city 1"]
    assert result.schema.field("city") == SCHEMA.field("city")


def test_too_many_values_and_values_that_are_no_text(db, new_set):
    target = new_set({"id": list(range(200)), "v": [f"v{i}" for i in range(200)]})
    small = pa.schema([("v", pa.dictionary(pa.int8(), pa.string()))])
    with pytest.raises(aa.AeroArrowError, match="'v' has more than 128 distinct values.*wider index type"):
        db.scan(NAMESPACE, target, schema=small).to_arrow()
    with pytest.raises(aa.InvalidArgument, match="unsupported type.*Use utf8 or binary"):
        db.scan(NAMESPACE, target, schema=pa.schema([("id", pa.dictionary(pa.int8(), pa.int64()))])).to_arrow()


def test_what_is_read_can_be_written(db, cities, new_set):
    target = new_set(None)
    db.write(NAMESPACE, target, db.scan(NAMESPACE, cities, schema=SCHEMA, batch_rows=100), key="id")
    assert db.batch_read(NAMESPACE, target, [8], columns=["city"]).to_arrow()["city"].to_pylist() == ["city 8"]
