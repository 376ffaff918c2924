"""What is outlined on the preview: codes followed from frame to frame, each the same mark while it is there.

A code that was only located is outlined at once; when it is read its mark stays and gains a text. A frame that
misses a code does not take its mark away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kiosk.scan.model import Corners, Sight
from kiosk.scan.read.quads import area, centre, inside, same_place, side, turned

MISSED_NS = 300_000_000  # still shown so long after the last frame that had it
FADED_NS = 250_000_000  # then it fades for as long
MOST = 8  # more outlines than that are a pattern, not help
REACH = 0.8  # of its side: as far as a code moves from one frame to the next
TREMBLE = 0.04  # of its side: within it a hand trembles and a locator rounds, and an outline should not


@dataclass(frozen=True, slots=True)
class Mark:
    """key: the same for as long as the code is there. text: "" until it was read. here: False while it fades."""

    key: int
    corners: Corners
    text: str
    seen_ns: int
    here: bool = True


class Marks:
    """Pure: it keeps no clock; the caller hands in monotonic nanoseconds that never go back."""

    def __init__(self) -> None:
        self._marks: list[Mark] = []
        self._next = 0

    def see(self, sight: Sight, now_ns: int) -> tuple[Mark, ...]:
        """What to outline after this frame, in the order that the marks came."""
        left = [mark for mark in self._marks if now_ns - mark.seen_ns < MISSED_NS + FADED_NS]
        now: list[Mark] = []
        for reading in sight.readings:
            known = _nearest([m for m in left if m.text == reading.text], reading.corners, math.inf)
            known = known or _nearest([m for m in left if not m.text], reading.corners, REACH)
            now.append(self._carried(known, left, reading.corners, reading.text, now_ns))
        for corners in sorted(sight.located, key=area, reverse=True):
            if any(inside(centre(corners), m.corners) or same_place(corners, m.corners) for m in now):
                continue
            known = _nearest(left, corners, REACH)
            now.append(self._carried(known, left, corners, known.text if known else "", now_ns))
        # What is missed was read or located before; beside a new one in its place it was the same code.
        missed = [
            replace(mark, here=now_ns - mark.seen_ns < MISSED_NS)
            for mark in left
            if not any(inside(centre(mark.corners), m.corners) for m in now)
        ]
        self._marks = sorted([*now, *missed][:MOST], key=lambda mark: mark.key)
        return tuple(self._marks)

    def forget(self) -> None:
        self._marks.clear()

    def _carried(self, known: Mark | None, left: list[Mark], corners: Corners, text: str, now_ns: int) -> Mark:
        if known is None:
            self._next += 1
            return Mark(self._next, corners, text, now_ns)
        left.remove(known)
        return Mark(known.key, _steadied(turned(corners, known.corners), known.corners), text, now_ns)


def _nearest(marks: Iterable[Mark], corners: Corners, reach: float) -> Mark | None:
    """The mark whose middle is nearest, within `reach` sides; None when there is none of about that size."""
    length, middle = side(corners), centre(corners)
    best: tuple[float, Mark] | None = None
    for mark in marks:
        away = math.dist(middle, centre(mark.corners))
        alike = reach == math.inf or 0.5 * length < side(mark.corners) < 2 * length
        if alike and away <= reach * length and (best is None or away < best[0]):
            best = (away, mark)
    return best[1] if best else None


def _steadied(corners: Corners, before: Corners) -> Corners:
    """Part of the way from before where they tremble; there at once where they move."""
    most = max(math.dist(corners[i], before[i]) for i in range(4))
    share = min(1.0, 0.3 + most / (TREMBLE * max(1.0, side(corners))))
    a, b, c, d = (
        (x + (u - x) * share, y + (v - y) * share) for (x, y), (u, v) in zip(before, corners, strict=True)
    )
    return (a, b, c, d)
