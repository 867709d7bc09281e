"""Selects the entries of a secondary index that a query reads."""

from __future__ import annotations

from typing import Any

from ._errors import InvalidArgument


class IndexEntries:
    """Entries of a secondary index: `aa.index("age").between(18, 30)`."""

    def __init__(self, index: IndexOf, method: str, arguments: tuple[Any, ...]) -> None:
        self._index = index
        self._method = method
        self._arguments = arguments

    def _java(self, package: Any) -> Any:
        return getattr(self._index._java(package), self._method)(*self._arguments)

    def __repr__(self) -> str:
        return f"<IndexEntries {self._index}: {self._method}{self._arguments}>"


class IndexOf:
    """A secondary index, chosen by its bin or by its name. Its methods select entries for `Database.query`."""

    def __init__(self, bin: str | None, collection: str, name: str | None, on: str | None = None) -> None:
        self._bin = bin
        self._on = on
        self._collection = collection
        self._name = name

    def _java(self, package: Any) -> Any:
        if self._name is not None:
            return package.PythonIndexQuery.named(self._name)
        on = self._on is not None
        return package.PythonIndexQuery.index(self._on if on else self._bin, on, self._collection)

    def __str__(self) -> str:
        return f"name={self._name}" if self._name is not None else f"{self._on or self._bin}, {self._collection}"

    def _entries(self, method: str, *arguments: Any) -> IndexEntries:
        return IndexEntries(self, method, arguments)

    def equal_to(self, value: int | str | bytes) -> IndexEntries:
        """Selects the records with this value."""
        if isinstance(value, bool) or not isinstance(value, (int, str, bytes)):
            raise InvalidArgument(f"equal_to of {self} got {value!r}; an index holds integers, texts and bytes")
        return self._entries("equalTo", value)

    def between(self, low: int, high: int) -> IndexEntries:
        """Selects the records with an integer from `low` to `high`, both included."""
        return self._entries("between", int(low), int(high))

    def within_radius(self, longitude: float, latitude: float, meters: float) -> IndexEntries:
        """Selects the records with a point in a circle."""
        return self._entries("withinRadius", float(longitude), float(latitude), float(meters))

    def contains_point(self, longitude: float, latitude: float) -> IndexEntries:
        """Selects the records with a region that contains a point."""
        return self._entries("containsPoint", float(longitude), float(latitude))

    def geo(self, geojson: str) -> IndexEntries:
        """Selects the records with a point in a GeoJSON region, or with a region that contains a GeoJSON point."""
        return self._entries("geo", geojson)


def index(
    bin: str | None = None, *, collection: str = "default", name: str | None = None, on: str | None = None
) -> IndexOf:
    """Chooses a secondary index for `Database.query`.

    Args:
        bin: The indexed bin.
        collection: What is indexed: the bin itself ("default"), the elements of a list ("list"), or the keys or values of a map
            ("map_keys", "map_values"). The same names as in `Database.create_index`.
        name: The name of the index, in place of the bin.
        on: A value in a list or map, in place of the bin: `"address['city']"`, `"scores[0]"` or `"size(scores)"`.
    """
    if [bin, name, on].count(None) != 2:
        raise InvalidArgument("index needs a bin or a name, or on: index('age'), index(name='by_age') or index(on='tags[0]')")
    return IndexOf(bin, collection, name, on)
