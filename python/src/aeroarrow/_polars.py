"""Lazy frames of Polars: columns, conditions and limits are pushed down to the servers.

Polars tests all conditions again on the rows that the servers send. Servers test bins, and Polars tests columns. A condition is
pushed down only if the servers keep every record that Polars would keep.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import polars
import pyarrow as pa
from polars.io.plugins import register_io_source

from ._errors import InvalidArgument
from ._expr import Column, Condition

if TYPE_CHECKING:
    from ._scan import Scan

_ORDERED = {"Lt": "<", "LtEq": "<=", "Eq": "="}
_REVERSED = {"Gt": ">", "GtEq": ">="}
_SWAPPED = {"Lt": "Gt", "LtEq": "GtEq", "Gt": "Lt", "GtEq": "LtEq", "Eq": "Eq"}


def lazy_frame(scan: Scan) -> polars.LazyFrame:
    """Returns a lazy frame over a scan."""
    schema = polars.DataFrame(polars.from_arrow(scan.schema.empty_table())).schema

    def source(
        columns: list[str] | None, predicate: polars.Expr | None, rows: int | None, batch_size: int | None
    ) -> Iterator[polars.DataFrame]:
        condition = None if predicate is None else pushed(predicate, scan.schema)
        # The servers may stop early only if they test the whole condition.
        limit = rows if predicate is None else None
        left = rows
        with scan.select(columns, where=condition, limit=limit).stream() as batches:
            for batch in batches:
                frame = polars.DataFrame(polars.from_arrow(batch))
                if predicate is not None:
                    frame = frame.filter(predicate)
                if left is not None:
                    frame = frame.head(left)
                    left -= frame.height
                yield frame
                if left == 0:
                    return

    return register_io_source(source, schema=schema)


def pushed(predicate: polars.Expr, schema: pa.Schema) -> Condition | None:
    """Returns a condition for the servers that keeps at least the rows of a predicate; None if there is none."""
    with warnings.catch_warnings():
        # The format is not a stable one: what is not understood is left to Polars.
        warnings.simplefilter("ignore")
        try:
            tree = json.loads(predicate.meta.serialize(format="json"))
        except (ValueError, TypeError, polars.exceptions.PolarsError):
            return None
    return _condition(tree, schema)


def _condition(tree: Any, schema: pa.Schema) -> Condition | None:
    node = tree.get("BinaryExpr") if isinstance(tree, dict) else None
    if not isinstance(node, dict):
        return None
    operator = node.get("op")
    if operator in ("And", "Or"):
        left, right = _condition(node.get("left"), schema), _condition(node.get("right"), schema)
        if left is not None and right is not None:
            return left & right if operator == "And" else left | right
        return _either(operator, left, right)
    name, value = _column(node.get("left")), _literal(node.get("right"))
    if name is None and operator in _SWAPPED:
        operator = _SWAPPED[operator]
        name, value = _column(node.get("right")), _literal(node.get("left"))
    if name is None or value is None or name.startswith("__") or name not in schema.names:
        return None
    return _comparison(name, operator, value, schema.field(name).type)


def _either(operator: str, left: Condition | None, right: Condition | None) -> Condition | None:
    """Returns one side of an AND, which keeps more rows than both."""
    if operator != "And":
        return None
    return left if left is not None else right


def _comparison(name: str, operator: Any, value: Any, kind: pa.DataType) -> Condition | None:
    if isinstance(value, str):
        # Lists, maps and GeoJSON are read as JSON text, which a server does not compare with a text.
        safe = operator == "Eq" and pa.types.is_string(kind) and not value.startswith(("[", "{"))
    elif pa.types.is_floating(kind):
        # For Polars NaN is the largest number; for a server it is none.
        safe = operator in _ORDERED
    else:
        safe = pa.types.is_signed_integer(kind) and (operator in _ORDERED or operator in _REVERSED)
    if not safe:
        return None
    try:
        return Column(name)._compare({**_ORDERED, **_REVERSED}[operator], value)
    except InvalidArgument:
        return None


def _column(tree: Any) -> str | None:
    name = tree.get("Column") if isinstance(tree, dict) else None
    return name if isinstance(name, str) else None


def _literal(tree: Any) -> int | float | str | None:
    """Returns a literal: {"Literal": {"Dyn": {"Int": 18}}}, {"Literal": {"Scalar": {"String": "x"}}}."""
    literal = tree.get("Literal") if isinstance(tree, dict) else None
    if not isinstance(literal, dict) or len(literal) != 1:
        return None
    [inner] = literal.values()
    if not isinstance(inner, dict) or len(inner) != 1:
        return None
    [(kind, value)] = inner.items()
    numbers = kind in ("Int", "Float") or kind[:3] == "Int" or kind[:5] == "Float" or kind[:4] == "UInt"
    if isinstance(value, bool) or not (isinstance(value, (int, float)) and numbers or isinstance(value, str) and kind == "String"):
        return None
    return value
