"""Namespaces, sets, indexes, and what a sample says about columns."""

from __future__ import annotations

from typing import Any, NamedTuple

import pyarrow as pa

from ._scan import exported_schema


class SetCount(NamedTuple):
    """A namespace or set with its counts, without replicas. They may be estimates.

    Attributes:
        name: The name of the namespace or set.
        objects: The number of records.
        bytes: The size of the records in bytes.
    """

    name: str
    objects: int
    bytes: int


class Index(NamedTuple):
    """A secondary index.

    Attributes:
        name: The name of the index.
        set: The set; empty for an index of the whole namespace.
        bin: The indexed bin.
        type: "numeric", "string", "blob" or "geo2dsphere".
        collection: What is indexed, as in `Database.create_index`.
        readable: Whether queries can use the index. False while the servers build it.
    """

    name: str
    set: str
    bin: str
    type: str
    collection: str
    readable: bool


class BinReport(NamedTuple):
    """What a sample shows about a bin.

    Attributes:
        bin: The name of the bin.
        arrow_type: The inferred Arrow type.
        types: For each type of values, the number of sampled records with it.
        missing: The number of sampled records without the bin.
        examples: Values from the sample, as text.
    """

    bin: str
    arrow_type: str
    types: dict[str, int]
    missing: int
    examples: list[str]


class Inference:
    """The columns of a set, inferred from a sample. `print(inference)` shows the report.

    Attributes:
        schema: The columns and their types, the key first. You can change it and pass it to `scan`.
        records: The number of sampled records.
        stable: Whether a larger sample added no information.
        report: For each bin its types with their counts, the records without it, and examples.
    """

    def __init__(self, java: Any) -> None:
        self.schema: pa.Schema = exported_schema(java)
        self.records = int(java.records())
        self.stable = bool(java.stable())
        self.report = [
            BinReport(
                str(name), str(arrow), dict(zip(map(str, types), map(int, counts))), int(missing), [str(example) for example in examples]
            )
            for name, arrow, types, counts, missing, examples in java.report()
        ]
        self._table = str(java.table()).rstrip()

    def __str__(self) -> str:
        return self._table

    def __repr__(self) -> str:
        return f"<aeroarrow.Inference of {len(self.report)} bins in {self.records:,} records, {'' if self.stable else 'not '}stable>"


def counts(rows: Any) -> list[SetCount]:
    """Returns rows of Java as counts."""
    return [SetCount(str(name), int(objects), int(size)) for name, objects, size in rows]


def indexes(rows: Any) -> list[Index]:
    """Returns rows of Java as indexes."""
    return [Index(*(str(text) for text in row[:5]), bool(row[5])) for row in rows]
