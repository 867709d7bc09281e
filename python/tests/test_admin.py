"""Sets, indexes, info, inference, and what writes set in records."""

import datetime

import aeroarrow as aa
import pyarrow as pa
import pytest
from conftest import NAMESPACE


def test_namespaces_and_sets_have_counts(server):
    with server.connect() as db:
        db.write("test", "counted", {"id": [1, 2]}, key="id")
        assert [one.name for one in db.namespaces()] == ["test"]
        assert {one.name: one.objects for one in db.sets("test")}["counted"] == 2
        db.truncate("test", "counted")
        assert db.scan("test", "counted", schema=pa.schema([("id", pa.int64())])).to_arrow().num_rows == 0


def test_info(db):
    assert list(db.info("build")) == ["build"]


def test_queries_through_an_index(db, users):
    name = f"by_age_{users}"
    db.create_index(NAMESPACE, users, name, "age", "numeric")
    try:
        index = next(one for one in db.indexes(NAMESPACE) if one.name == name)
        assert (index.set, index.bin, index.type, index.readable) == (users, "age", "numeric", True)
        for entries in (aa.index("age").between(10, 11), aa.index(name=name).between(10, 11)):
            ids = db.query(NAMESPACE, users, entries, columns=["id"]).to_arrow()["id"].to_pylist()
            assert sorted(ids) == [i for i in range(1000) if i % 90 in (10, 11)]
        few = db.query(NAMESPACE, users, aa.index("age").equal_to(10), columns=["id"], where="id < 100")
        assert few.to_arrow()["id"].to_pylist() == [10]
    finally:
        db.drop_index(NAMESPACE, name)


@pytest.mark.parametrize(
    ("collection", "column", "ids"), [("list", "tags", [1, 3]), ("map_keys", "sizes", [2, 3]), ("map_values", "sizes", [2])]
)
def test_an_index_of_a_collection_has_one_name_for_creating_and_querying(db, new_set, collection, column, ids):
    rows = pa.table({
        "id": [1, 2, 3],
        "tags": [["x", "y"], ["z"], ["x"]],
        "sizes": pa.array([[("a", "b")], [("x", "x")], [("x", "q")]], pa.map_(pa.string(), pa.string())),
    })
    target = new_set(rows)
    name = f"by_{collection}_{target}"
    db.create_index(NAMESPACE, target, name, column, "string", collection=collection)
    try:
        assert next(one.collection for one in db.indexes(NAMESPACE) if one.name == name) == collection
        found = db.query(NAMESPACE, target, aa.index(column, collection=collection).equal_to("x"), columns=["id"]).to_arrow()
        assert sorted(found["id"].to_pylist()) == ids
    finally:
        db.drop_index(NAMESPACE, name)


def test_a_wrong_collection_lists_the_right_ones(db):
    wrong = "it must be one of .*default, list, map_keys, map_values"
    with pytest.raises(aa.InvalidArgument, match=wrong):
        db.query(NAMESPACE, "users", aa.index("a", collection="bin").equal_to(1))
    with pytest.raises(aa.InvalidArgument, match=wrong):
        db.create_index(NAMESPACE, "users", "x", "a", "numeric", collection="bin")


def test_an_index_of_a_value_in_a_map(db, new_set):
    target = new_set(pa.table({"id": [1, 2, 3], "m": [{"city": "a"}, {"city": "b"}, {"city": "a"}]}))
    name = f"by_city_{target}"
    db.create_index(NAMESPACE, target, name, None, "string", on="m['city']")
    try:
        found = db.query(NAMESPACE, target, aa.index(on="m['city']").equal_to("a"), columns=["id"]).to_arrow()
        assert sorted(found["id"].to_pylist()) == [1, 3]
    finally:
        db.drop_index(NAMESPACE, name)
    with pytest.raises(aa.InvalidArgument, match="a bin, or None and on"):
        db.create_index(NAMESPACE, target, name, "m", "string", on="m['city']")


def test_an_index_needs_a_bin_or_a_name():
    for wrong in ({}, {"bin": "a", "name": "b"}):
        with pytest.raises(aa.InvalidArgument, match="a bin or a name"):
            aa.index(**wrong)
    with pytest.raises(aa.InvalidArgument, match="True"):
        aa.index("a").equal_to(True)


def test_inference_reports_types_and_counts(db, new_set):
    target = new_set(pa.table({"id": [1, 2, 3], "v": ["x", "y", None]}))
    inference = db.infer(NAMESPACE, target)
    assert inference.schema == pa.schema([("__key", pa.int64()), ("id", pa.int64()), ("v", pa.string())])
    assert (inference.records, inference.stable) == (3, True)
    report = {bin.bin: bin for bin in inference.report}
    assert (sum(report["v"].types.values()), report["v"].missing) == (2, 1)
    assert "3 records sampled" in str(inference)


def test_times_to_live_and_generations(db, new_set):
    target = new_set(pa.table({"id": [1, 2], "v": [1, 1]}), ttl=datetime.timedelta(hours=1))
    scan = db.scan(NAMESPACE, target, columns=["id", "__ttl", "__generation"])
    assert all(3500 < ttl <= 3600 for ttl in scan.to_arrow()["__ttl"].to_pylist())
    db.write(NAMESPACE, target, {"id": [1, 2], "s": [7200, 600], "v": [2, 2]}, key="id", ttl="s")
    by_id = {row["id"]: row for row in scan.to_arrow().to_pylist()}
    assert by_id[1]["__ttl"] > 7000 and by_id[2]["__ttl"] <= 600 and by_id[1]["__generation"] == 2
    checked = {"id": [1, 2], "g": [2, 1], "v": [3, 3]}
    result = db.write(NAMESPACE, target, checked, key="id", generation="g", raise_on_failure=False)
    assert [(failure.row, failure.name) for failure in result.failures] == [(1, "GENERATION")]


@pytest.mark.parametrize(("nulls", "left"), [("delete", None), ("skip", "a")])
def test_nulls_delete_a_bin_or_skip_it(db, new_set, nulls, left):
    target = new_set(pa.table({"id": [1], "v": ["a"], "w": [1]}))
    db.write(NAMESPACE, target, pa.table({"id": [1], "v": pa.array([None], pa.string()), "w": [2]}), key="id", nulls=nulls)
    row = db.batch_read(NAMESPACE, target, [1], schema=pa.schema([("v", pa.string()), ("w", pa.int64())])).to_arrow().to_pylist()
    assert row == [{"v": left, "w": 2, "__result_code": 0}]


@pytest.mark.parametrize(
    "options", [{"exists": "sometimes"}, {"nulls": "x"}, {"generation": "g", "generation_check": "x"}], ids=str
)
def test_a_wrong_choice_lists_the_right_ones(db, options):
    with pytest.raises(aa.InvalidArgument, match="it must be one of"):
        db.write(NAMESPACE, "x", {"id": [1], "g": [1]}, key="id", **options)
