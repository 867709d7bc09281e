"""Conditions as texts and as objects."""

import datetime

import aeroarrow as aa
import pytest
from aeroarrow import col
from conftest import NAMESPACE


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (col("age") >= 18, '"age" >= 18'),
        (col("age") == 1.5, '"age" = 1.5'),
        (col("name") != "O'Hara", "\"name\" != 'O''Hara'"),
        (col('a"b') < True, '"a""b" < true'),
        (col("x") == b"\x00\xff", "\"x\" = X'00ff'"),
        (col("__ttl") > 60, "__ttl > 60"),
        (col("a").is_in([1, 2]), '"a" in (1, 2)'),
        (col("a").between(1, 2), '"a" between 1 and 2'),
        (col("a").like("x%"), "\"a\" like 'x%'"),
        (col("a").matches("^x", ignore_case=True), "\"a\" ~* '^x'"),
        (~(col("a").is_null() | col("b").is_not_null()), 'not (("a" is null) or ("b" is not null))'),
        ((col("a") == 1) & "b = 2", '("a" = 1) and (b = 2)'),
        (
            col("t") > datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.timezone.utc),
            "\"t\" > timestamp '2026-01-31T12:00:00Z'",
        ),
    ],
)
def test_a_condition_is_a_text_of_the_language(condition, text):
    assert str(condition) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None, [1], datetime.datetime(2026, 1, 1)])
def test_a_value_that_the_language_lacks_is_an_error(value):
    with pytest.raises(aa.InvalidArgument):
        col("a") == value  # noqa: B015


def test_a_condition_has_no_truth_value():
    with pytest.raises(aa.InvalidArgument, match="&"):
        bool(col("a") > 1)


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        ("age >= 18", lambda i: i % 90 >= 18),
        (col("age") >= 18, lambda i: i % 90 >= 18),
        (col("age") >= 17.5, lambda i: i % 90 >= 18),
        ((col("age") < 10) | (col("name") == "n555"), lambda i: i % 90 < 10 or i == 555),
        (~col("age").between(5, 85), lambda i: not 5 <= i % 90 <= 85),
        (col("score").is_null(), lambda i: i % 10 == 0),
        (col("name").like("n99%"), lambda i: str(i).startswith("99")),
        (col("id").is_in([3, 5, 5000]), lambda i: i in (3, 5)),
    ],
)
def test_servers_apply_conditions(db, users, condition, rows):
    ids = db.scan(NAMESPACE, users, columns=["id"], where=condition).to_arrow()["id"].to_pylist()
    assert sorted(ids) == [i for i in range(1000) if rows(i)]


def test_an_invalid_condition_names_the_place(db):
    with pytest.raises(aa.InvalidArgument, match=r"^column 7: .*after '>='.*\(in: age >=\)$"):
        db.scan(NAMESPACE, "users", where="age >=")
    with pytest.raises(aa.InvalidArgument, match="where is 5"):
        db.scan(NAMESPACE, "users", where=5)
