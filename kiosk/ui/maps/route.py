"""Great circles, and the part of the world that a route needs, on Miller's cylindrical projection.

A position is (latitude, longitude) in degrees; on the map x runs east and y south, in degrees of longitude at the
equator. Longitudes are unwrapped: a route that crosses the 180th meridian runs on beyond it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import acos, asin, asinh, atan2, ceil, cos, degrees, floor, hypot, radians, sin, tan

Position = tuple[float, float]
Point = tuple[float, float]
Point3 = tuple[float, float, float]

# Of assets/maps/land-*.svg (convert.py).
SHEET_WEST = -30.0
SHEET_WIDTH = 360.0
POLE = 131.97  # the y of the south pole

STEP_DEG = 2.0  # of a great circle, between two points of its line
LEAST_SPAN = 8.0  # degrees across: no closer, or the coast would show its corners
ALONE_SPAN = 26.0  # and around a single place, so that one sees where in the world that is
REGION_FROM = 11.0  # pixels a degree, from where the finer land is needed
SAME_DEG = 1e-6
GRID_LINES = 12  # at most, from side to side


def great_circle(start: Position, end: Position, step_deg: float = STEP_DEG) -> list[Position]:
    """The shortest way over the sphere, as points at most `step_deg` apart, both ends included.

    Between antipodes every way is the shortest: this one goes by the north pole, or by Greenwich from the pole.
    A way to the same place is one point. Longitudes may run beyond 180 degrees, without a jump.
    """
    a, b = _vector(start), _vector(end)
    angle = acos(max(-1.0, min(1.0, sum(p * q for p, q in zip(a, b, strict=True)))))
    if hypot(*(p - q for p, q in zip(a, b, strict=True))) < radians(SAME_DEG):
        return [start]
    across = [q - p * cos(angle) for p, q in zip(a, b, strict=True)]
    if hypot(*across) < radians(SAME_DEG):
        pole = (0.0, 0.0, 1.0) if abs(a[2]) < 1 - 1e-9 else (1.0, 0.0, 0.0)
        along = sum(p * q for p, q in zip(a, pole, strict=True))
        across = [q - p * along for p, q in zip(a, pole, strict=True)]
    length = hypot(*across)
    count = max(1, ceil(degrees(angle) / step_deg))
    points = [start]
    for i in range(1, count):
        turn = angle * i / count
        x, y, z = (p * cos(turn) + q / length * sin(turn) for p, q in zip(a, across, strict=True))
        points.append((degrees(asin(max(-1.0, min(1.0, z)))), degrees(atan2(y, x))))
    return _unwrapped([*points, end])


def _vector(position: Position) -> Point3:
    latitude, longitude = radians(position[0]), radians(position[1])
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def _unwrapped(points: Sequence[Position]) -> list[Position]:
    result = [points[0]]
    for latitude, longitude in points[1:]:
        result.append((latitude, nearest(longitude, result[-1][1])))
    return result


def nearest(longitude: float, to: float) -> float:
    """The same meridian, by as many turns of 360 degrees as bring it nearest to `to`."""
    return to + (longitude - to + 180) % 360 - 180


def kilometres(start: Position, end: Position) -> float:
    """Great-circle distance, by the haversine formula on a sphere of 6371 km: shorter than any road or flight."""
    south, north = radians(start[0]), radians(end[0])
    east = radians(end[1] - start[1])
    return (
        2
        * 6371
        * asin(min(1.0, (sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2) ** 0.5))
    )


def project(position: Position) -> Point:
    """O. M. Miller, 1942: conformal enough where people live, and with poles."""
    latitude = max(-90.0, min(90.0, position[0]))
    y = POLE if abs(latitude) > 89.9 else degrees(1.25 * asinh(tan(0.8 * radians(abs(latitude)))))
    return position[1], -y if latitude > 0 else y


@dataclass(frozen=True, slots=True)
class Tile:
    """A copy of the sheet: where it lies on the screen, and which part of it, in pixels of the sheet as scaled."""

    x: int
    y: int
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class View:
    """A window of width x height pixels on the world; `west`, `north` are its corner in degrees of the map."""

    width: float
    height: float
    west: float
    north: float
    scale: float  # pixels a degree

    def pixel(self, position: Position) -> Point:
        x, y = project(position)
        return (x - self.west) * self.scale, (y - self.north) * self.scale

    @property
    def detailed(self) -> bool:
        return self.scale >= REGION_FROM

    @property
    def sheet(self) -> tuple[int, int]:
        """The size in pixels of the whole sheet at this scale."""
        return round(SHEET_WIDTH * self.scale), round(2 * POLE * self.scale)

    def grid(self) -> tuple[list[float], list[float]]:
        """Where meridians and parallels run, in pixels: round numbers of degrees, some lines of each."""
        across = self.width / self.scale
        step = next((step for step in (1, 2, 5, 10, 15, 30) if across / step <= GRID_LINES), 30)
        first = ceil(self.west / step)
        meridians = [
            (i * step - self.west) * self.scale for i in range(first, floor((self.west + across) / step) + 1)
        ]
        parallels = [self.pixel((i * step, 0.0))[1] for i in range(-85 // step, 85 // step + 1)]
        return meridians, [y for y in parallels if 0 <= y <= self.height]

    def tiles(self) -> list[Tile]:
        """One, or two where the window lies over the sheet's edge; more where it shows the world more than once."""
        whole, high = self.sheet
        top = round((self.north + POLE) * self.scale)
        upper, lower = max(0, top), min(high, top + ceil(self.height))
        found = []
        for turn in range(
            floor((self.west - SHEET_WEST) / SHEET_WIDTH),
            ceil((self.west + self.width / self.scale - SHEET_WEST) / SHEET_WIDTH),
        ):
            offset = round((SHEET_WEST + turn * SHEET_WIDTH - self.west) * self.scale)
            left, right = max(0, -offset), min(whole, ceil(self.width) - offset)
            if right > left and lower > upper:
                found.append(Tile(offset + left, upper - top, left, upper, right - left, lower - upper))
        return found


def fit(lines: Sequence[Sequence[Position]], width: float, height: float, margin: float) -> View:
    """The largest view that holds all these positions with `margin` pixels around them.

    At least one position. It never shows what is beyond a pole while there is room on this side.
    """
    points = [project(position) for line in lines for position in line]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = min(y for _, y in points), max(y for _, y in points)
    across, down = max(1.0, width - 2 * margin), max(1.0, height - 2 * margin)
    least = LEAST_SPAN if max(east - west, south - north) > SAME_DEG else ALONE_SPAN
    scale = min(across / max(east - west, least), down / max(south - north, least * down / across))
    left = (west + east) / 2 - width / scale / 2
    top = (north + south) / 2 - height / scale / 2
    if height / scale <= 2 * POLE:
        top = max(-POLE, min(POLE - height / scale, top))
    return View(width, height, left, top, scale)


@dataclass(frozen=True, slots=True)
class Line:
    """One leg on the map, unwrapped so that it goes on where the one before ended."""

    flown: bool
    positions: tuple[Position, ...]


def lines(legs: Sequence[tuple[bool, Position, Position]]) -> list[Line]:
    """The legs that move, in order: (flown, from, to) each."""
    found: list[Line] = []
    last: float | None = None
    for flown, start, end in legs:
        way = great_circle(start, end)
        turn = nearest(way[0][1], last) - way[0][1] if last is not None else 0.0
        way = [(latitude, longitude + turn) for latitude, longitude in way]
        last = way[-1][1]
        found.append(Line(flown, tuple(way)))
    return found


def heading(points: Sequence[Point]) -> list[float]:
    """At each point of a line in pixels, where it goes: degrees clockwise from the screen's top."""
    turns = []
    for i in range(len(points)):
        (ax, ay), (bx, by) = points[max(0, i - 1)], points[min(len(points) - 1, i + 1)]
        turns.append(degrees(atan2(by - ay, bx - ax)) + 90)
    return _continuous(turns)


def _continuous(turns: Sequence[float]) -> list[float]:
    result: list[float] = []
    for turn in turns:
        result.append(nearest(turn, result[-1]) if result else turn)
    return result
