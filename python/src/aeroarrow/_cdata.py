"""Structures of Arrow's C data interface, in memory of Python. Java fills and empties them by their address."""

from __future__ import annotations

import ctypes

_RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class CStruct:
    """An empty structure. A context manager; its end releases content that nobody has moved out."""

    _words = 0
    #: The position of the pointer to the release function, null in an empty structure.
    _release = 0

    def __init__(self) -> None:
        self._memory = (ctypes.c_int64 * self._words)()
        self.address = ctypes.addressof(self._memory)

    def __enter__(self) -> int:
        return self.address

    def __exit__(self, *_: object) -> None:
        release = self._memory[self._release]
        if release:
            _RELEASE(release)(self.address)


class CArray(CStruct):
    """An `ArrowArray`."""

    _words, _release = 10, 8


class CSchema(CStruct):
    """An `ArrowSchema`."""

    _words, _release = 9, 7


class CStream(CStruct):
    """An `ArrowArrayStream`."""

    _words, _release = 5, 3
