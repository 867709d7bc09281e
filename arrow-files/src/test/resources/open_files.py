"""Opens the files of a directory by pyarrow, holds their content to each other, and prints the type of each column.

Usage: open_files.py DIRECTORY
"""

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def plain(column, type_):
    """Values that can be compared: NaN is itself, and times are counts of the coarser type's unit."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_temporal(column.type) and not pa.types.is_date64(type_):
        column = column.cast(type_)
        column = column.cast(pa.int32() if type_.bit_width == 32 else pa.int64())
    return repr(column.to_pylist())


def read(path):
    if path.suffix == ".parquet":
        return pq.read_table(path)
    opened = pa.ipc.open_file(path) if path.suffix == ".arrow" else pa.ipc.open_stream(path)
    return opened.read_all()


directory = Path(sys.argv[1])
# The types that pyarrow sees in a file of its own are those that it should see in ours.
own = directory / "pyarrow.parquet"
pq.write_table(read(directory / "none.arrow").slice(0, 0), own)
tables = {path.name: read(path) for path in sorted(directory.iterdir())}
reference = tables["none.arrow"]
for name, table in tables.items():
    assert table.schema.names == reference.schema.names, name
    table.validate(full=True)
    for field in reference.schema:
        here = table.schema.field(field.name)
        assert here.nullable == field.nullable, (name, field)
        assert (here.metadata or {}) == (field.metadata or {}), (name, field.name, here.metadata, field.metadata)
        expected = plain(reference[field.name], here.type)
        assert name == own.name or plain(table[field.name], here.type) == expected, (name, field)
        print(f"{name}\t{field.name}\t{here.type}")
    assert table.schema.metadata[b"made by"] == b"a test", name
