"""Pictures whose memory is used again, so that what thirty frames a second need stays what it is.

A frame is 6 MB, made by one thread and let go by another. Made anew each time, two more or fewer in flight and the
gaps they left moved a booth's memory by 50 MB from one minute to the next.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
KEPT = 8  # more in flight than this, and the rest are made and forgotten


def _holders(things: list[T], n: int) -> int:
    return sys.getrefcount(things[n])


_NOBODY = _holders([object()], 0)  # what it says where only the list holds it


class Pool(Generic[T]):
    """For one thread that makes pictures of one kind, and any number that hold them.

    A picture is free as soon as nobody but the pool holds it; a view of an array holds the array. What C++ holds by
    itself is not seen: such a picture must guard its own memory, as QImage does by copying on write.
    """

    def __init__(self, make: Callable[[], T], kept: int = KEPT) -> None:
        self._make = make
        self._kept = kept
        self._things: list[T] = []

    def take(self) -> T:
        """One that nobody holds, with anything in it; the one that was taken longest ago."""
        things = self._things
        for n in range(len(things)):
            if _holders(things, n) == _NOBODY:
                things.append(things.pop(n))
                return things[-1]
        made = self._make()
        if len(things) < self._kept:
            things.append(made)
        return made
