"""Conditions as objects. Each holds a text in the language of the command line's --where. Java parses this text."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Union

from ._errors import InvalidArgument

Literal = Union[int, float, str, bool, bytes, datetime.datetime]


class Condition:
    """A condition on records. Combine conditions with `&`, `|` and `~`; `str(condition)` returns the text."""

    __slots__ = ("_text",)
    __hash__ = object.__hash__

    def __init__(self, text: str) -> None:
        self._text = text

    def __and__(self, other: Condition | str) -> Condition:
        return Condition(f"({self}) and ({other})")

    def __rand__(self, other: str) -> Condition:
        return Condition(f"({other}) and ({self})")

    def __or__(self, other: Condition | str) -> Condition:
        return Condition(f"({self}) or ({other})")

    def __ror__(self, other: str) -> Condition:
        return Condition(f"({other}) or ({self})")

    def __invert__(self) -> Condition:
        return Condition(f"not ({self})")

    def __bool__(self) -> bool:
        raise InvalidArgument("a condition has no truth value. Join conditions with & | ~, and put each in parentheses.")

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<Condition {self._text}>"


class Column:
    """A bin or a metadata column such as `__ttl` in a condition: `aa.col("age") >= 18`.

    The operators `==`, `!=`, `<`, `<=`, `>`, `>=` compare it with a value and return a `Condition`. Values (`Literal` in the
    signatures) are integers, floats, strings, booleans, bytes, and datetimes with a time zone.
    """

    __slots__ = ("_name",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, name: str) -> None:
        if not name:
            raise InvalidArgument("a column needs a name")
        # A quoted name is always a bin; metadata must stand without quotes.
        self._name = name if name.startswith("__") else '"' + name.replace('"', '""') + '"'

    def _compare(self, operator: str, value: Literal) -> Condition:
        return Condition(f"{self._name} {operator} {literal(value)}")

    def __eq__(self, value: Literal) -> Condition:  # type: ignore[override]
        return self._compare("=", value)

    def __ne__(self, value: Literal) -> Condition:  # type: ignore[override]
        return self._compare("!=", value)

    def __lt__(self, value: Literal) -> Condition:
        return self._compare("<", value)

    def __le__(self, value: Literal) -> Condition:
        return self._compare("<=", value)

    def __gt__(self, value: Literal) -> Condition:
        return self._compare(">", value)

    def __ge__(self, value: Literal) -> Condition:
        return self._compare(">=", value)

    def is_in(self, values: Iterable[Literal]) -> Condition:
        """Tests whether the value is one of these."""
        texts = [literal(value) for value in values]
        if not texts:
            raise InvalidArgument(f"is_in of {self._name} has no values")
        return Condition(f"{self._name} in ({', '.join(texts)})")

    def between(self, low: Literal, high: Literal) -> Condition:
        """Tests whether the value lies between two values, both included."""
        return Condition(f"{self._name} between {literal(low)} and {literal(high)}")

    def like(self, pattern: str) -> Condition:
        """Tests a string against a pattern, in which `%` matches any text. Escape `%` and `_` with a backslash."""
        return Condition(f"{self._name} like {literal(pattern)}")

    def matches(self, regex: str, *, ignore_case: bool = False) -> Condition:
        """Tests a string against a POSIX extended regular expression."""
        return Condition(f"{self._name} {'~*' if ignore_case else '~'} {literal(regex)}")

    def is_null(self) -> Condition:
        """Tests whether a record lacks the bin."""
        return Condition(f"{self._name} is null")

    def is_not_null(self) -> Condition:
        """Tests whether a record has the bin."""
        return Condition(f"{self._name} is not null")

    def __repr__(self) -> str:
        return f"<Column {self._name}>"


def col(name: str) -> Column:
    """Returns a bin, or a metadata column such as `__ttl`, for conditions: `aa.col("age") >= 18`."""
    return Column(name)


def literal(value: Literal) -> str:
    """Returns a value as a literal of the language."""
    if hasattr(value, "item") and not isinstance(value, (bytes, str)):
        value = value.item()  # A scalar of NumPy.
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise InvalidArgument(f"{value} cannot stand in a condition")
        return repr(value)
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"X'{bytes(value).hex()}'"
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            raise InvalidArgument(f"{value!r} has no time zone. Use datetime.timezone.utc.")
        return f"timestamp '{value.astimezone(datetime.timezone.utc).isoformat().replace('+00:00', 'Z')}'"
    raise InvalidArgument(f"{value!r} of type {type(value).__name__} cannot stand in a condition")


def text_of(condition: Any) -> str:
    """Returns the text of a condition, which may be a text or an object."""
    if isinstance(condition, (Condition, str)):
        return str(condition)
    raise InvalidArgument(f"where is {condition!r}; it must be a text such as 'age >= 18', or a condition such as aa.col('age') >= 18")
