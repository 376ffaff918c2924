"""Quadrilaterals of a frame, in pure Python: a frame has few, and an array would cost more than it saves."""

from __future__ import annotations

import math

from kiosk.scan.model import Corners, Point


def centre(corners: Corners) -> Point:
    return sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4


def area(corners: Corners) -> float:
    """Shoelace formula; square pixels, never negative."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    return abs((ax - cx) * (by - dy) - (bx - dx) * (ay - cy)) / 2


def side(corners: Corners) -> float:
    """The mean length of a side, in pixels."""
    return float(
        sum(
            ((corners[i][0] - corners[i - 1][0]) ** 2 + (corners[i][1] - corners[i - 1][1]) ** 2) ** 0.5
            for i in range(4)
        )
        / 4
    )


def placed(corners: Corners, scale: float = 1.0, x: float = 0.0, y: float = 0.0) -> Corners:
    """The same outline, `scale` times as large and then moved by (x, y)."""
    a, b, c, d = ((px * scale + x, py * scale + y) for px, py in corners)
    return a, b, c, d


def turned(corners: Corners, like: Corners) -> Corners:
    """The same corners, begun where they lie nearest to `like`'s: a locator may not know which way is up."""

    def away(by: int) -> float:
        return sum(math.dist(corners[(i + by) % 4], like[i]) for i in range(4))

    by = min(range(4), key=away)
    a, b, c, d = (corners[(i + by) % 4] for i in range(4))
    return a, b, c, d


def inside(point: Point, corners: Corners) -> bool:
    """Whether `point` lies within a convex quadrilateral, whichever way round it runs."""
    x, y = point
    left = right = False
    for i in range(4):
        ax, ay = corners[i]
        bx, by = corners[(i + 1) % 4]
        turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        left |= turn > 0
        right |= turn < 0
    return not (left and right)


def same_place(one: Corners, other: Corners) -> bool:
    """Whether both outline the same code: middles within a quarter of a side, sizes within a third."""
    a, b = side(one), side(other)
    if min(a, b) < 0.67 * max(a, b):
        return False
    (ax, ay), (bx, by) = centre(one), centre(other)
    return bool(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 < 0.25 * max(a, b))
