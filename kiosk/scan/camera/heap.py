"""Memory that stays flat: what frames leave free is given back to the system from time to time.

A frame is 6 MB, made by one thread and dropped by another, thirty times a second. Left to itself glibc keeps blocks
of that size in its arenas, which grow by the gaps between them: 1 to 4 MB a second in the window, measured. To have
each block mapped by itself keeps that flat too, but new pages for every frame took 0.7 of a core.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

EVERY_S = 1.0


class Heap:
    """One thread's clock for giving memory back. Does nothing where the C library is not glibc."""

    def __init__(self, clock: Callable[[], float], every_s: float = EVERY_S) -> None:
        self._clock = clock
        self._every_s = every_s
        self._due = clock() + every_s
        self._trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None

    def tend(self) -> bool:
        """To be called often. Returns whether memory was given back: some milliseconds, once every `every_s`."""
        now = self._clock()
        if self._trim is None or now < self._due:
            return False
        self._due = now + self._every_s
        self._trim(0)
        return True
