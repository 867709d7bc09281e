"""Lazy frames of Polars."""

import polars as pl
import pyarrow as pa
import pytest
from aeroarrow._polars import pushed
from conftest import NAMESPACE

SCHEMA = pa.schema([("i", pa.int64()), ("f", pa.float64()), ("s", pa.string()), ("t", pa.timestamp("us")), ("__ttl", pa.int64())])


@pytest.mark.parametrize(
    ("predicate", "text"),
    [
        (pl.col("i") >= 18, '"i" >= 18'),
        (pl.lit(18) < pl.col("i"), '"i" > 18'),
        (pl.col("f") < 1.5, '"f" < 1.5'),
        (pl.col("s") == "x", "\"s\" = 'x'"),
        ((pl.col("i") > 1) & (pl.col("f") < 2), '("i" > 1) and ("f" < 2)'),
        ((pl.col("i") > 1) & pl.col("s").str.contains("x"), '"i" > 1'),
        ((pl.col("i") > 1) | (pl.col("f") < 2), '("i" > 1) or ("f" < 2)'),
        # A server would leave out rows that Polars keeps.
        ((pl.col("i") > 1) | pl.col("s").str.contains("x"), None),
        (pl.col("f") > 1.5, None),
        (pl.col("s") > "x", None),
        (pl.col("s") == "[1]", None),
        (pl.col("i").is_null(), None),
        (~(pl.col("i") > 1), None),
        (pl.col("i") + 1 > 5, None),
        (pl.col("i") > pl.col("f"), None),
        (pl.col("__ttl") > 5, None),
    ],
    ids=str,
)
def test_what_is_passed_on_keeps_every_row_of_the_predicate(predicate, text):
    condition = pushed(predicate, SCHEMA)
    assert (None if condition is None else str(condition)) == text


def test_a_lazy_frame_gives_the_rows_of_the_scan(db, users):
    lazy = db.scan(NAMESPACE, users, batch_rows=100).lazy()
    ages = [i % 90 for i in range(1000)]
    assert lazy.collect().height == 1000
    assert lazy.filter(pl.col("age") >= 18).select(pl.col("age").sum()).collect().item() == sum(a for a in ages if a >= 18)
    assert lazy.filter(pl.col("score").is_null()).select("id").collect().sort("id")["id"].to_list() == list(range(0, 1000, 10))
    assert lazy.select("name").head(7).collect().shape == (7, 1)
    assert lazy.filter(pl.col("age") == 3).head(2).collect()["age"].to_list() == [3, 3]
    assert lazy.group_by("age").len().collect().height == 90


def test_servers_get_the_columns_and_the_condition(server):
    with server.connect() as db:
        db.write("test", "pushed", {"id": range(100), "text": ["x" * 1000] * 100}, key="id")
        scan = db.scan("test", "pushed")
        with scan.select(["id"], where="id < 10").stream() as few, scan.stream() as all_columns:
            list(few), list(all_columns)
            assert few.bytes_read < all_columns.bytes_read / 20
        assert scan.lazy().filter(pl.col("id") < 10).select("id").collect().height == 10
    with pytest.raises(ValueError, match="no column 'x'"):
        scan.select(["x"])
