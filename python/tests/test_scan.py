"""Scans."""

import gc
import threading

import aeroarrow as aa
import pyarrow as pa
import pytest
from conftest import NAMESPACE


def test_columns_are_inferred_and_all_rows_come(db, users):
    scan = db.scan(NAMESPACE, users)
    assert dict(zip(scan.schema.names, scan.schema.types)) == {"age": pa.int64(), "id": pa.int64(), "name": pa.string(), "score": pa.float64()}
    rows = sorted(scan.to_arrow().to_pylist(), key=lambda row: row["id"])
    assert rows == [{"age": i % 90, "id": i, "name": f"n{i}", "score": None if i % 10 == 0 else i / 4} for i in range(1000)]


def test_each_read_starts_anew(db, users):
    scan = db.scan(NAMESPACE, users, columns=["id"])
    assert [sum(batch.num_rows for batch in scan) for _ in range(2)] == [1000, 1000]


def test_batches_end_at_the_given_rows(db, users):
    sizes = [batch.num_rows for batch in db.scan(NAMESPACE, users, batch_rows=300)]
    assert sum(sizes) == 1000 and max(sizes) == 300


def test_a_declared_schema_decides_columns_and_types(db, users):
    schema = pa.schema([("age", pa.int32()), ("name", pa.large_string()), ("missing", pa.float32())])
    table = db.scan(NAMESPACE, users, schema=schema).to_arrow()
    assert table.schema.equals(schema)
    assert table["missing"].null_count == 1000
    table.validate(full=True)


def test_metadata_columns_come_before_the_bins_or_where_columns_name_them(db, users):
    scan = db.scan(NAMESPACE, users, metadata=["__key", "__digest", "__generation"])
    assert scan.schema.names == ["__key", "__digest", "__generation", "age", "id", "name", "score"]
    table = scan.to_arrow()
    assert table["__key"].to_pylist() == table["id"].to_pylist()
    assert set(table["__generation"].to_pylist()) == {1}
    assert db.scan(NAMESPACE, users, columns=["id", "__key"]).schema.names == ["id", "__key"]


def test_a_limit_and_partitions_restrict_the_rows(db, users):
    assert db.scan(NAMESPACE, users, limit=7).to_arrow().num_rows == 7
    halves = [db.scan(NAMESPACE, users, columns=["id"], partitions=part).to_arrow() for part in (range(2048), range(2048, 4096))]
    assert 0 < halves[0].num_rows < 1000
    assert sorted(pa.concat_tables(halves)["id"].to_pylist()) == list(range(1000))


def test_several_threads_and_several_streams_read_every_record_once(db, users):
    assert sorted(db.scan(NAMESPACE, users, parallelism=4).to_arrow()["id"].to_pylist()) == list(range(1000))
    streams = db.scan(NAMESPACE, users).streams(3)
    found = []

    def read(stream):
        with stream:
            found.extend(i for batch in stream for i in batch["id"].to_pylist())

    threads = [threading.Thread(target=read, args=(stream,)) for stream in streams]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(streams) > 1 and sorted(found) == list(range(1000))


def test_an_empty_set_has_no_batches(db, new_set):
    scan = db.scan(NAMESPACE, new_set(None), schema=pa.schema([("a", pa.int64())]))
    assert list(scan) == []
    assert scan.to_arrow().num_rows == 0


def test_a_value_that_does_not_fit_fails_or_is_null(db, new_set):
    target = new_set(pa.table({"id": [1, 2], "v": ["x", "y"]}))
    schema = pa.schema([("id", pa.int64()), ("v", pa.int64())])
    with pytest.raises(aa.MismatchError, match="of type int64 cannot hold exactly.*on_mismatch=\"null\"") as raised:
        db.scan(NAMESPACE, target, schema=schema).to_arrow()
    assert "\n" not in str(raised.value)
    assert raised.value.__cause__ is not None
    with db.scan(NAMESPACE, target, schema=schema, on_mismatch="null").stream() as stream:
        assert [value for batch in stream for value in batch["v"].to_pylist()] == [None, None]
        assert stream.mismatches == {"v": 2}


def test_a_stream_may_be_dropped_half_way(db, users):
    stream = db.scan(NAMESPACE, users, batch_rows=10).stream()
    kept = next(stream)
    stream.close()
    assert next(stream, None) is None
    assert kept.num_rows == 10 and kept.validate(full=True) is None
    assert iter(db.scan(NAMESPACE, users, batch_rows=10).reader()).__next__().num_rows == 10
    for batch in db.scan(NAMESPACE, users, batch_rows=10):  # noqa: B007
        break
    del kept, batch
    gc.collect()
    assert aa.allocated_bytes() == 0


def test_a_table_outlives_its_connection(address, users):
    with aa.connect(address) as db:
        table = db.scan(NAMESPACE, users).to_arrow()
    assert table.num_rows == 1000 and table.validate(full=True) is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"columns": "age"}, r"columns=\['age'\]"),
        ({"columns": ["nothing"]}, "nothing"),
        ({"metadata": ["__nothing"]}, "'__nothing' is not a metadata column; there are .*__key"),
        ({"on_mismatch": "x"}, r"on_mismatch is 'x'; it must be one of \[fail, null\]"),
        ({"partitions": [4096]}, "4096"),
        ({"partitions": []}, "partitions is empty"),
        ({"limit": -1}, "-1"),
        ({"parallelism": 0}, "parallelism is 0"),
        ({"schema": pa.schema([("a", pa.int8())]), "columns": ["a"]}, "Remove columns"),
    ],
)
def test_a_wrong_argument_is_described_in_one_line(db, users, options, message):
    with pytest.raises(aa.InvalidArgument, match=message) as raised:
        db.scan(NAMESPACE, users, **options).to_arrow()
    assert "\n" not in str(raised.value)


def test_a_condition_uses_an_index_with_the_rows_of_a_scan(db, users):
    db.create_index(NAMESPACE, users, f"{users}_name", "name", "string")
    db.create_index(NAMESPACE, users, f"{users}_age", "age", "numeric")
    try:
        named = db.scan(NAMESPACE, users, where="name = 'n7'")
        assert named.explain() == f"{NAMESPACE}.{users}: query through {users}_name = 'n7'"
        assert named.to_arrow()["id"].to_pylist() == [7]
        scanned = db.scan(NAMESPACE, users, where="name = 'n7'", index="off")
        assert scanned.explain() == f"{NAMESPACE}.{users}: scan; the use of indexes is off"
        assert scanned.to_arrow()["id"].to_pylist() == [7]
        ages = {}
        for use in (None, "off", f"{users}_age"):
            ages[use] = sorted(db.scan(NAMESPACE, users, where=aa.col("age").between(3, 9), index=use).to_arrow()["id"].to_pylist())
        assert ages[None] == ages["off"] == ages[f"{users}_age"]
        assert len(ages["off"]) > 70
        assert "has no floats" in db.scan(NAMESPACE, users, where="age = 3").explain()
        assert "(integers only)" in db.scan(NAMESPACE, users, where="age = 3", index=f"{users}_age").explain()
        with pytest.raises(aa.InvalidArgument, match="serves no condition"):
            db.scan(NAMESPACE, users, where="name = 'n7'", index=f"{users}_age").to_arrow()
        with pytest.raises(aa.InvalidArgument, match="Add where"):
            db.scan(NAMESPACE, users, index=f"{users}_age")
    finally:
        db.drop_index(NAMESPACE, f"{users}_name")
        db.drop_index(NAMESPACE, f"{users}_age")
