"""The base class of results, with conversions to the data frames of other libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ._numpy import structured

if TYPE_CHECKING:
    import numpy
    import pandas
    import polars


class ArrowResult:
    """Rows as Arrow data. Other libraries can read them through `__arrow_c_stream__`."""

    @property
    def schema(self) -> pa.Schema:
        """The columns and their types."""
        raise NotImplementedError

    def to_arrow(self) -> pa.Table:
        """Returns all rows as a `pyarrow.Table`."""
        raise NotImplementedError

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_pandas(self, *, arrow_types: bool = False, **options: Any) -> pandas.DataFrame:
        """Returns all rows as a `pandas.DataFrame`.

        Args:
            arrow_types: Keep Arrow's types, nulls and memory (`pandas.ArrowDtype`). Default: False, conversion to NumPy's types.
            options: More options of `pyarrow.Table.to_pandas`.
        """
        if arrow_types:
            import pandas

            options.setdefault("types_mapper", pandas.ArrowDtype)
        return self.to_arrow().to_pandas(**options)

    def to_polars(self) -> polars.DataFrame:
        """Returns all rows as a `polars.DataFrame`."""
        import polars

        return polars.DataFrame(polars.from_arrow(self.to_arrow()))

    def to_numpy(self, dtype: Any = None, *, fill: Any = None) -> numpy.ndarray:
        """Returns all rows as a NumPy structured array, one field for each column.

        Args:
            dtype: The fields and their types, as for `numpy.dtype`. Only these columns are converted. Default: all columns.
            fill: The value for nulls, or a dict from column to value. Without it, a null in a column of numbers is an error.
        """
        return structured(self.to_arrow(), dtype, fill)
