"""A slot for one thing between two threads: the newest replaces what nobody took, so there is never a backlog."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Newest(Generic[T]):
    def __init__(self) -> None:
        self._ready = threading.Condition()
        self._value: T | None = None
        self._closed = False
        self.replaced = 0  # how many were never taken

    def put(self, value: T) -> bool:
        """Returns whether the slot was empty: False where a value that nobody took was replaced."""
        with self._ready:
            empty = self._value is None
            self.replaced += not empty
            self._value = value
            self._ready.notify()
            return empty

    def take(self, timeout_s: float | None = None) -> T | None:
        """The newest value, waiting for one; None after `timeout_s` or once closed."""
        with self._ready:
            self._ready.wait_for(lambda: self._value is not None or self._closed, timeout_s)
            value, self._value = self._value, None
            return None if self._closed else value

    def clear(self) -> None:
        with self._ready:
            self._value = None

    def close(self) -> None:
        with self._ready:
            self._closed = True
            self._value = None
            self._ready.notify_all()

    @property
    def closed(self) -> bool:
        return self._closed
