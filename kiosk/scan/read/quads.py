"""Quadrilaterals of a frame, in pure Python: a frame has few, and an array would cost more than it saves."""

from __future__ import annotations

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
