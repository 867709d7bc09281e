"""Reads by keys, and deletes."""

import aeroarrow as aa
import numpy
import pandas
import polars
import pyarrow as pa
import pytest
from conftest import NAMESPACE


def test_each_key_has_a_row_in_order_and_missing_is_told_from_found(db, users):
    result = db.batch_read(NAMESPACE, users, keys=[3, 5000, 1, 3])
    assert len(result) == 4
    assert result.to_arrow().to_pylist() == [
        {"__key": 3, "age": 3, "id": 3, "name": "n3", "score": 0.75, "__result_code": 0},
        {"__key": 5000, "age": None, "id": None, "name": None, "score": None, "__result_code": 2},
        {"__key": 1, "age": 1, "id": 1, "name": "n1", "score": 0.25, "__result_code": 0},
        {"__key": 3, "age": 3, "id": 3, "name": "n3", "score": 0.75, "__result_code": 0},
    ]
    assert result.found.to_pylist() == [True, False, True, True]
    assert result.to_pandas()["name"].isna().tolist() == [False, True, False, False]


@pytest.mark.parametrize(
    "keys",
    [
        range(3),
        numpy.arange(3, dtype="i4"),
        pandas.Series([0, 1, 2]),
        polars.Series([0, 1, 2]),
        pa.array([9, 0, 1, 2]).slice(1),
        pa.chunked_array([[0], [1, 2]]),
        pa.array([0, 1, 2]).dictionary_encode(),
    ],
    ids=lambda keys: type(keys).__name__,
)
def test_keys_come_from_any_array(db, users, keys):
    assert db.batch_read(NAMESPACE, users, keys, columns=["name"]).to_arrow()["name"].to_pylist() == ["n0", "n1", "n2"]


def test_texts_bytes_and_digests_are_keys(db, new_set):
    target = new_set(pa.table({"id": ["a", "b"], "v": [1, 2]}))
    assert db.batch_read(NAMESPACE, target, ["b", "x"], columns=["v"]).to_arrow()["v"].to_pylist() == [2, None]
    digests = db.scan(NAMESPACE, target, columns=["__digest", "v"]).to_arrow()
    assert db.batch_read(NAMESPACE, target, digests["__digest"], columns=["v"]).to_arrow()["v"].equals(digests["v"])
    blobs = new_set(pa.table({"id": pa.array([b"\x00", b"\x01"]), "v": [1, 2]}))
    assert db.batch_read(NAMESPACE, blobs, [b"\x01"], columns=["v"]).to_arrow()["v"].to_pylist() == [2]


def test_conditions_and_only_found_leave_rows_out(db, users):
    result = db.batch_read(NAMESPACE, users, [1, 50, 5000], columns=["id"], where=aa.col("age") > 20)
    assert result.to_arrow()["__result_code"].to_pylist() == [27, 0, 2]
    found = db.batch_read(NAMESPACE, users, [1, 50, 5000], columns=["id"], only_found=True)
    assert found.to_arrow().to_pydict() == {"id": [1, 50]} and found.found.to_pylist() == [True, True]


def test_a_structured_array_of_a_given_dtype(db, users):
    rows = db.batch_read(NAMESPACE, users, [2, 7]).to_numpy([("age", "i4"), ("name", "U8")])
    assert rows.tolist() == [(2, "n2"), (7, "n7")]


def test_no_keys_read_no_rows(db, users):
    assert len(db.batch_read(NAMESPACE, users, [], schema=pa.schema([("id", pa.int64())]))) == 0


def test_many_keys(db, users):
    keys = numpy.arange(20_000) % 1000
    ids = db.batch_read(NAMESPACE, users, keys, columns=["id"], keys_per_request=700).to_arrow()["id"].to_numpy()
    assert (ids == keys).all()


@pytest.mark.parametrize(
    ("keys", "message"), [(["a", 1], "all integers"), ([1.5], "double|[Ff]loat"), ([1, None], "null"), (5, "all integers")]
)
def test_wrong_keys_are_described(db, users, keys, message):
    with pytest.raises(aa.InvalidArgument, match=message):
        db.batch_read(NAMESPACE, users, keys, columns=["id"])


def test_deletes(db, users):
    result = db.delete(NAMESPACE, users, [1, 2, 5000], keep_results=True)
    assert (result.rows, result.failed) == (3, 0)
    assert db.batch_read(NAMESPACE, users, [1, 2, 3], columns=["id"]).found.to_pylist() == [False, False, True]
