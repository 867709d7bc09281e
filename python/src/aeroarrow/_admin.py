"""Namespaces, sets, indexes, and what a sample says about columns."""

from __future__ import annotations

from typing import Any, NamedTuple

import pyarrow as pa

from ._scan import exported_schema


class SetCount(NamedTuple):
    """A namespace or set with the number and the size in bytes of its records, without replicas. May be estimates."""

    name: str
    objects: int
    bytes: int


class Index(NamedTuple):
    """A secondary index."""

    name: str
    set: str
    bin: str
    type: str
    collection: str
    readable: bool


class BinReport(NamedTuple):
    """What a sample shows about a bin."""

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
