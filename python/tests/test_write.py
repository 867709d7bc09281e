"""Writes."""

import aeroarrow as aa
import pandas
import polars
import pyarrow as pa
import pytest
from aeroarrow._write import reader_of
from conftest import NAMESPACE

TABLE = pa.table({"id": [1, 2, 3], "v": ["a", None, "c"]})


class OnlyAStream:
    def __arrow_c_stream__(self, requested_schema=None):
        return TABLE.__arrow_c_stream__(requested_schema)


@pytest.mark.parametrize(
    "data",
    [
        TABLE,
        TABLE.to_batches()[0],
        TABLE.to_batches(max_chunksize=1),
        TABLE.to_reader(),
        TABLE.to_pandas(),
        polars.from_arrow(TABLE),
        polars.from_arrow(TABLE).lazy(),
        TABLE.to_pylist(),
        TABLE.to_pydict(),
        OnlyAStream(),
    ],
    ids=lambda data: type(data).__name__,
)
def test_all_kinds_of_data_are_written(db, new_set, data):
    rows = db.scan(NAMESPACE, new_set(data), columns=["id", "v"]).to_arrow().sort_by("id")
    assert rows.to_pydict() == TABLE.to_pydict()


@pytest.mark.parametrize(
    "values",
    [
        pa.array(range(9)),
        pa.array([i % 2 == 0 for i in range(9)]),
        pa.array([None if i % 3 == 0 else f"t{i}" for i in range(9)]),
        pa.array([[i, i + 1] for i in range(9)]),
        pa.array([{"a": i} for i in range(9)]),
        pa.array([f"d{i % 4}" for i in range(9)]).dictionary_encode(),
        pa.ListArray.from_arrays(pa.array(range(10), pa.int32()), pa.array(range(20)).slice(5)),
    ],
    ids=lambda values: str(values.type),
)
def test_slices_are_written_and_not_the_start_of_their_buffers(db, new_set, values):
    table = pa.table({"id": range(9), "v": values}).slice(2)
    kind = values.type.value_type if pa.types.is_dictionary(values.type) else values.type
    target = new_set(table.to_reader(max_chunksize=3))
    read = db.scan(NAMESPACE, target, schema=pa.schema([("id", pa.int64()), ("v", kind)])).to_arrow()
    assert read.sort_by("id").to_pylist() == table.to_pylist()


def test_pandas_takes_no_index_with_it():
    assert reader_of(pandas.DataFrame({"a": [1]}, index=["x"])).schema.names == ["a"]


def test_other_data_is_an_error(db):
    with pytest.raises(aa.InvalidArgument, match="data is int; write takes tables"):
        db.write(NAMESPACE, "x", 5)


def test_a_failed_row_raises_with_the_result(db, new_set):
    target = new_set(TABLE)
    with pytest.raises(aa.WriteError, match="2 of 3 rows failed; row 0") as raised:
        db.write(NAMESPACE, target, {"id": [1, 7, 3]}, key="id", exists="create_only", keep_results=True)
    result = raised.value.result
    assert (result.rows, result.written, result.failed, result.in_doubt) == (3, 1, 2, 0)
    assert [(failure.row, failure.name) for failure in result.failures] == [(0, "RECORD_EXISTS"), (2, "RECORD_EXISTS")]
    assert result.outcomes().to_pydict() == {"outcome": ["failed", "written", "failed"], "code": [5, 0, 5]}
    assert "3 rows, 1 written, 2 failed" in repr(result)


def test_failures_may_be_returned(db, new_set):
    result = db.write(NAMESPACE, new_set(TABLE), TABLE, key="id", exists="create_only", raise_on_failure=False)
    assert (result.failed, result.written) == (3, 0)


def test_an_error_of_the_data_is_raised(db, new_set):
    def batches():
        yield TABLE.to_batches()[0]
        raise RuntimeError("the source is broken")

    with pytest.raises(aa.AeroArrowError, match="the source is broken"):
        db.write(NAMESPACE, new_set(None), batches(), key="id")


def test_a_missing_key_column_is_named(db, new_set):
    with pytest.raises(aa.InvalidArgument, match="wrong"):
        db.write(NAMESPACE, new_set(None), TABLE, key="wrong")


def test_failures_name_the_key_as_text(db, new_set):
    name = new_set([{"id": 1, "v": 1}])
    db.write(NAMESPACE, name, [{"id": "a", "v": 1}], key="id")
    for key in (1, "a"):
        result = db.write(NAMESPACE, name, [{"id": key, "v": 2}], key="id", exists="create_only", raise_on_failure=False)
        assert [failure.key for failure in result.failures] == [str(key)]
        assert "RECORD_EXISTS" in result.failures[0].message


def test_a_write_without_a_key_column_says_how_to_name_it(db, new_set):
    with pytest.raises(aa.InvalidArgument, match=r"key='id'; the columns are \['id', 'name'\]"):
        db.write(NAMESPACE, new_set(None), [{"id": 1, "name": "a"}])
