"""The map's land as two SVGs, from Natural Earth's outlines as npm's `world-atlas` 2.0.2 packs them (TopoJSON).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python assets/maps/convert.py package

Miller's cylindrical projection (kiosk/ui/maps/route.py has the same), 360 degrees wide from 30 degrees west,
so that the Pacific is whole. Land only: no borders, no names.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import asinh, degrees, radians, tan
from pathlib import Path

HERE = Path(__file__).resolve().parent
WEST = -30.0  # degrees: where the map is cut, in the Atlantic
BELOW = -91.0  # a latitude that stands for what is below the sheet
HALF_HEIGHT = 131.97  # degrees of longitude: the pole's distance from the equator in this projection

# File: of which scale, units a degree, and in degrees: how far a point may lie off its coast, the smallest island.
SHEETS = {"land-world.svg": ("110m", 10, 0.0, 0.0), "land-region.svg": ("50m", 50, 0.04, 0.2)}

Ring = list[tuple[float, float]]

# In the house's colours: the theme's paper, and its `sea` paler and darker. The sea itself is the page's.
# Widths are pixels of the screen at any scale: a pale line follows the coast, as on an engraved chart.
SHALLOWS, SHALLOWS_WIDTH = "#E2ECE5", 10
LAND, COAST, COAST_WIDTH = "#F6EFE2", "#8FAFA8", 1.6


def main() -> int:
    source = Path(sys.argv[1])
    for name, (scale, unit, tolerance, smallest) in SHEETS.items():
        topology = json.loads((source / f"land-{scale}.json").read_text(encoding="utf-8"))
        rings = [ring for raw in rings_of(topology) for ring in placed(unwrapped(raw)) if large(ring, smallest)]
        path = "".join(drawn(simple(ring, tolerance), unit) for ring in rings)
        (HERE / name).write_text(sheet(path, unit), encoding="utf-8")
        print(f"{name}: {len(rings)} rings, {len(path)} characters")
    return 0


def sheet(path: str, unit: int) -> str:
    width, height = 360 * unit, round(2 * HALF_HEIGHT * unit)
    line = 'stroke-linejoin="round" vector-effect="non-scaling-stroke"'
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n'
        "<!-- Land: Natural Earth (public domain), by way of world-atlas 2.0.2 (ISC, Michael Bostock). -->\n"
        f'<path d="{path}" fill="none" stroke="{SHALLOWS}" stroke-width="{SHALLOWS_WIDTH}" {line}/>\n'
        f'<path d="{path}" fill="{LAND}" fill-rule="evenodd"'
        f' stroke="{COAST}" stroke-width="{COAST_WIDTH}" {line}/>\n'
        "</svg>\n"
    )


def rings_of(topology: dict) -> Iterator[Ring]:
    """Every ring of every polygon, in degrees. TopoJSON format specification, 2.1.3 to 2.1.5."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc: Ring = []
        for step_x, step_y in deltas:
            x, y = x + step_x, y + step_y
            arc.append((x * kx + dx, y * ky + dy))
        arcs.append(arc)
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for indices in polygon:
                ring: Ring = []
                for index in indices:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    ring += arc[1:] if ring else arc
                yield ring


def unwrapped(ring: Ring) -> Ring:
    """The same ring without a jump at the 180th meridian; one that goes round the pole is closed along it."""
    result = [ring[0]]
    for longitude, latitude in ring[1:]:
        last = result[-1][0]
        result.append((last + (longitude - last + 180) % 360 - 180, latitude))
    if abs(result[-1][0] - result[0][0]) > 180:  # Antarctica
        return around_the_pole(result)
    return result


def around_the_pole(ring: Ring) -> Ring:
    """From beyond the sheet's one edge to beyond its other, and closed below it, so that no seam is drawn."""
    eastward = ring if ring[-1][0] > ring[0][0] else ring[::-1]
    coast = [(x + 360 * turn, y) for turn in (-2, -1, 0, 1, 2) for x, y in eastward[:-1]]
    first = max(i for i, (x, _) in enumerate(coast) if x < WEST - 8)
    last = next(i for i, (x, _) in enumerate(coast) if i > first and x > WEST + 368)
    coast = coast[first : last + 1]
    return [*coast, (coast[-1][0], BELOW), (coast[0][0], BELOW), coast[0]]


def placed(ring: Ring) -> Iterator[Ring]:
    """As it lies on the sheet, and again on its other edge where it is cut."""
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    if ring[-2][1] == BELOW:
        yield ring
        return
    for turn in (-720, -360, 0, 360, 720):
        if east + turn > WEST and west + turn < WEST + 360:
            yield [(x + turn, y) for x, y in ring]


def large(ring: Ring, smallest: float) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys)) >= smallest


def simple(ring: Ring, tolerance: float) -> Ring:
    """Ramer, Douglas and Peucker: without the points that lie nearer than `tolerance` to the line without them."""
    if not tolerance or len(ring) < 5:
        return ring
    keep, spans = {0, len(ring) - 1}, [(0, len(ring) - 1)]
    middle = max(range(len(ring)), key=lambda i: abs(ring[i][0] - ring[0][0]) + abs(ring[i][1] - ring[0][1]))
    keep.add(middle)
    spans = [(0, middle), (middle, len(ring) - 1)]
    while spans:
        first, last = spans.pop()
        (ax, ay), (bx, by) = ring[first], ring[last]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1e-9
        best, far = 0.0, -1
        for i in range(first + 1, last):
            x, y = ring[i]
            off = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
            if off > best:
                best, far = off, i
        if best > tolerance:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [ring[i] for i in sorted(keep)]


def drawn(ring: Ring, unit: int) -> str:
    """SVG path data in whole units, relative."""
    points = [(round((x - WEST) * unit), round((HALF_HEIGHT - miller(y)) * unit)) for x, y in ring]
    points = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    if len(points) < 4:
        return ""
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-") + "z"


def miller(latitude: float) -> float:
    """Degrees of longitude from the equator (O. M. Miller, 1942)."""
    if latitude == BELOW:
        return -HALF_HEIGHT - 3
    return degrees(1.25 * asinh(tan(0.8 * radians(latitude))))


if __name__ == "__main__":
    sys.exit(main())
