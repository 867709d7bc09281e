"""Tables of random values come back as they were written."""

import pyarrow as pa
import pytest
from conftest import NAMESPACE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

INTEGERS = st.integers(-(2**63), 2**63 - 1)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
TYPES = {
    "int64": (pa.int64(), INTEGERS),
    "int16": (pa.int16(), st.integers(-(2**15), 2**15 - 1)),
    "uint32": (pa.uint32(), st.integers(0, 2**32 - 1)),
    "float64": (pa.float64(), st.floats(allow_nan=False)),
    "bool": (pa.bool_(), st.booleans()),
    "string": (pa.string(), TEXTS),
    "binary": (pa.binary(), st.binary(max_size=20)),
    "timestamp": (pa.timestamp("us", "UTC"), INTEGERS),
    "date": (pa.date32(), st.integers(-(2**31), 2**31 - 1)),
    "list": (pa.list_(pa.int64()), st.lists(INTEGERS, max_size=4)),
    "vector": (pa.list_(pa.float32(), 3), st.lists(st.floats(width=32, allow_nan=False), min_size=3, max_size=3)),
    "struct": (pa.struct([("a", pa.int64()), ("b", pa.string())]), st.fixed_dictionaries({"a": INTEGERS, "b": TEXTS})),
    "map": (pa.map_(pa.string(), pa.int64()), st.dictionaries(TEXTS, INTEGERS, max_size=4).map(lambda map: sorted(map.items()))),
}


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_values_come_back(db, new_set, name, data):
    kind, values = TYPES[name]
    column = data.draw(st.lists(st.none() | values, min_size=1, max_size=20))
    raw = pa.array(column, pa.int64()).cast(kind) if name == "timestamp" else pa.array(column, pa.int32()).cast(kind) if name == "date" else pa.array(column, kind)  # fmt: skip
    table = pa.table({"id": pa.array(range(len(column)), pa.int64()), "v": raw})
    cut = data.draw(st.integers(0, len(column) - 1))
    table = table.slice(cut)
    target = new_set(table)
    read = db.scan(NAMESPACE, target, schema=table.schema).to_arrow().sort_by("id")
    read.validate(full=True)
    assert read.equals(table), (read, table)
    db.truncate(NAMESPACE, target)
