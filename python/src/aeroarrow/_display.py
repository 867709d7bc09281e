"""Shows tables in notebooks, and the progress of reads."""

from __future__ import annotations

import html
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

#: A bar appears after this many seconds.
_DELAY = 1.0
_LONGEST_TEXT = 60


def html_table(table: pa.Table, caption: str) -> str:
    """Returns a table with its schema as HTML."""
    heads = "".join(
        f"<th>{html.escape(field.name)}<br><small>{html.escape(str(field.type))}</small></th>" for field in table.schema
    )
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_shown(value))}</td>" for value in row.values()) + "</tr>" for row in table.to_pylist()
    )
    return f"<table><caption>{html.escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _shown(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


@contextmanager
def progress_of(batches: Iterable[pa.RecordBatch], target: str, wanted: bool | None) -> Iterator[Iterator[pa.RecordBatch]]:
    """Shows the progress of a read as its batches are taken."""
    shown = _is_watched() if wanted is None else wanted
    bar = _bar(target, wanted is None) if shown else None
    if bar is None:
        yield iter(batches)
        return
    with bar:
        yield _counted(batches, bar)


def _counted(batches: Iterable[pa.RecordBatch], bar: Any) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        bar.update(batch.num_rows)
        yield batch


def _is_watched() -> bool:
    return "ipykernel" in sys.modules or sys.stderr.isatty()


def _bar(target: str, optional: bool) -> Any:
    try:
        from tqdm.auto import tqdm
    except ImportError:
        if optional:
            return None
        raise
    return tqdm(desc=target, unit=" rows", unit_scale=True, delay=_DELAY if optional else 0)
