"""Memory that stays flat: what pictures leave free is given back to the system.

Left to itself glibc keeps large blocks in its arenas, which grow by the gaps between them: one of them had 330 MB
after a minute of frames, 30 of it in use. So each large block is mapped by itself, and gone when it is dropped. New
pages for all that a frame needs would take 0.7 of a core: frames and the preview have their memory from a Pool.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

EVERY_S = 1.0
LARGE = 512 << 10  # bytes; blocks of 1 to 4 MB made the gaps
M_MMAP_THRESHOLD = -3  # mallopt(3); once set, glibc no longer raises it by itself


def map_large_blocks() -> bool:
    """To be called before anything large is made, and for the whole process. False where there is no glibc."""
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(M_MMAP_THRESHOLD, LARGE) == 1


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
