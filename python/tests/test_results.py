"""What becomes of results: pandas, Polars, DuckDB, NumPy."""

import aeroarrow as aa
import duckdb
import numpy
import pandas
import polars
import pyarrow as pa
import pytest
from conftest import NAMESPACE


def test_pandas_with_its_own_types_and_with_those_of_arrow(db, users):
    scan = db.scan(NAMESPACE, users, columns=["id", "name", "score"])
    frame = scan.to_pandas().sort_values("id")
    assert frame["id"].dtype == "int64" and frame["score"].isna().sum() == 100
    arrow = scan.to_pandas(arrow_types=True)
    assert isinstance(arrow["score"].dtype, pandas.ArrowDtype)


def test_polars_by_method_and_by_stream(db, users):
    scan = db.scan(NAMESPACE, users, columns=["id", "age"])
    assert scan.to_polars().sort("id")["age"].to_list() == [i % 90 for i in range(1000)]
    assert polars.DataFrame(scan).shape == (1000, 2)


def test_duckdb_reads_a_scan_by_the_name_of_its_variable(db, users):
    adults = db.scan(NAMESPACE, users, columns=["age"], where="age >= 18", batch_rows=100)
    ages = [i % 90 for i in range(1000) if i % 90 >= 18]
    with duckdb.connect() as duck:
        rows = duck.sql("SELECT count(*), min(age), sum(age) FROM adults").fetchall()
        assert [tuple(map(int, row)) for row in rows] == [(len(ages), 18, sum(ages))]
        assert len(duck.sql("SELECT * FROM adults LIMIT 1").fetchall()) == 1


def test_pyarrow_reads_a_scan_as_a_table_and_as_a_reader(db, users):
    scan = db.scan(NAMESPACE, users, columns=["id"])
    assert pa.table(scan).num_rows == 1000
    with pa.RecordBatchReader.from_stream(scan) as reader:
        assert sum(batch.num_rows for batch in reader) == 1000


def test_a_structured_array_has_the_columns_as_fields(db, users):
    rows = numpy.sort(db.scan(NAMESPACE, users, columns=["id", "name"]).to_numpy(), order="id")
    assert rows.dtype == numpy.dtype([("id", "i8"), ("name", "O")])
    assert rows["name"][17] == "n17"


def test_a_given_dtype_chooses_columns_and_types(db, users):
    scan = db.scan(NAMESPACE, users)
    rows = numpy.sort(scan.to_numpy([("id", "i4"), ("name", "U6"), ("score", "f4")], fill={"score": -1}), order="id")
    assert rows[10].tolist() == (10, "n10", -1.0) and rows[11].tolist() == (11, "n11", 2.75)
    with pytest.raises(aa.InvalidArgument, match="column 'score' has 100 nulls"):
        scan.to_numpy([("score", "f4")])
    with pytest.raises(aa.InvalidArgument, match="field 'wrong'"):
        scan.to_numpy([("wrong", "f4")])


def test_embeddings_are_a_matrix_without_a_copy(db, new_set):
    kind = pa.list_(pa.float32(), 4)
    vectors = [[i, i + 0.25, i + 0.5, i + 0.75] for i in range(50)]
    target = new_set(pa.table({"id": range(50), "v": pa.array(vectors, kind)}))
    scan = db.scan(NAMESPACE, target, schema=pa.schema([("id", pa.int64()), ("v", kind)]))
    for batch in scan:
        matrix = aa.matrix(batch["v"])
        assert matrix.tolist() == [vectors[i] for i in batch["id"].to_pylist()]
        assert matrix.__array_interface__["data"][0] == batch["v"].values.buffers()[1].address
    assert aa.matrix(scan.to_arrow()["v"]).shape == (50, 4)
    assert scan.to_numpy()["v"].shape == (50, 4)
    with pytest.raises(aa.InvalidArgument, match="fixed_size_list"):
        aa.matrix(batch["id"])
    del matrix, batch
