"""A journey's map as QML draws it: which part of the land, the lines on it, and where each name stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from kiosk.ui.bridge.plain import Map
from kiosk.ui.bridge.plain_passport import position
from kiosk.ui.maps import labels
from kiosk.ui.maps.route import Line, Point, Position, fit, heading, lines, nearest

if TYPE_CHECKING:
    from kiosk.town.model import Leg, Place

SAME_PLACE_DEG = 0.02  # two kilometres: an airport and the warehouse beside it are one dot
FLOWN_POINTS = 48  # of a flight, equally far apart, for what flies along it
MOST_NAMES = 40
Measure = Callable[[str], tuple[float, float]]  # width and height of a name, in pixels


def route_map(
    legs: Sequence[Leg], width: float, height: float, *, gap: float, name: Callable[[Place], str], measure: Measure
) -> Map:
    """The map of these legs, `width` x `height` pixels. At least one leg.

    gap: pixels from a dot to its name, and a third of what a dot keeps from the edge. name: what is
    written beside a place.
    """
    ways = lines([(leg.kind.value == "flight", position(leg.place), position(leg.to)) for leg in legs if leg.to])
    stops = _stops(legs, ways)
    view = fit([way.positions for way in ways] + [[stop.at for stop in stops]], width, height, gap * 3)
    drawn = [(way.flown, [view.pixel(at) for at in way.positions]) for way in ways if len(way.positions) > 1]
    flights = [points for flown, points in drawn if flown]
    dots = [view.pixel(stop.at) for stop in stops]
    order = sorted(range(len(stops)), key=lambda i: (not stops[i].airport, i not in (0, len(stops) - 1), i))
    named = [name(stops[i].place) if stops[i].named else "" for i in order]
    sizes = [measure(text) if text else (0.0, 0.0) for text in named]
    places = labels.place(
        [dots[i] for i in order], sizes, width, height, gap=gap, lines=[points for _, points in drawn]
    )
    sheet_width, sheet_height = view.sheet
    meridians, parallels = view.grid()
    return {
        "meridians": meridians,
        "parallels": parallels,
        "sheet": "maps/land-region.svg" if view.detailed else "maps/land-world.svg",
        "sheetWidth": sheet_width,
        "sheetHeight": sheet_height,
        "tiles": [
            {"x": t.x, "y": t.y, "left": t.left, "top": t.top, "width": t.width, "height": t.height}
            for t in view.tiles()
        ],
        "flights": [_qt(points) for points in flights],
        "roads": [_qt(points) for flown, points in drawn if not flown],
        "dots": [
            {"x": x, "y": y, "airport": s.airport}
            for s, (x, y) in sorted(zip(stops, dots, strict=True), key=lambda found: found[0].airport)
        ],
        "names": [
            {"text": text, "x": box.x, "y": box.y, "width": box.width, "height": box.height}
            for text, box in zip(named, places, strict=True)
            if box is not None
        ],
        **_flown(flights, gap),
    }


class _Stop:
    def __init__(self, place: Place, at: Position) -> None:
        self.place, self.at = place, at
        self.airport = bool(place.airport)
        self.named = self.airport


def _stops(legs: Sequence[Leg], ways: Sequence[Line]) -> list[_Stop]:
    """Every place once for each turn of the world that the route makes, in order; ends and airports have names."""
    found: list[_Stop] = []

    def come_to(place: Place, at: Position) -> None:
        for stop in found:
            if abs(stop.at[0] - at[0]) < SAME_PLACE_DEG and abs(stop.at[1] - at[1]) < SAME_PLACE_DEG:
                if place.airport and not stop.airport:
                    stop.place, stop.airport, stop.named = place, True, True
                return
        found.append(_Stop(place, at))

    moving = iter(ways)
    here = ways[0].positions[0][1] if ways else legs[0].place.longitude
    for leg in legs:
        if leg.to is not None:
            positions = next(moving).positions
            come_to(leg.place, positions[0])
            come_to(leg.to, positions[-1])
            here = positions[-1][1]
        else:
            come_to(leg.place, (leg.place.latitude, nearest(leg.place.longitude, here)))
    found[0].named = found[-1].named = True
    for stop in [stop for stop in found if stop.named][MOST_NAMES:]:
        stop.named = False
    return found


def _qt(points: Sequence[Point]) -> list[QPointF]:
    return [QPointF(x, y) for x, y in points]


def _flown(flights: Sequence[Sequence[Point]], gap: float) -> Map:
    """Where an aeroplane is on its way, equally fast everywhere, and its heading; it stops before the last dot."""
    points: list[Point] = []
    for flight in flights:
        points += _even(flight, FLOWN_POINTS)
    while (
        len(points) > 2 and hypot(points[-1][0] - flights[-1][-1][0], points[-1][1] - flights[-1][-1][1]) < gap * 2
    ):
        points.pop()
    turns = heading(points)
    return {"flown": _qt(points), "turns": turns}


def _even(line: Sequence[Point], count: int) -> list[Point]:
    """`count` points of a line, equally far apart along it."""
    lengths = [hypot(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(line)]
    whole = sum(lengths)
    if not whole:
        return [line[0]] * count
    found: list[Point] = []
    passed, i = 0.0, 0
    for k in range(count):
        wanted = whole * k / (count - 1)
        while i < len(lengths) - 1 and passed + lengths[i] < wanted:
            passed += lengths[i]
            i += 1
        share = min(1.0, max(0.0, (wanted - passed) / lengths[i])) if lengths[i] else 0.0
        (ax, ay), (bx, by) = line[i], line[i + 1]
        found.append((ax + (bx - ax) * share, ay + (by - ay) * share))
    return found
