"""Great circles and the view they need, against points computed elsewhere and against what must always hold."""

from __future__ import annotations

from itertools import pairwise
from math import acos, cos, degrees, log, pi, radians, sin, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.maps.route import (
    POLE,
    SHEET_WIDTH,
    Position,
    fit,
    great_circle,
    heading,
    kilometres,
    lines,
    nearest,
    project,
)

HGH, AMS, LAX, NRT = (30.23, 120.43), (52.31, 4.76), (33.94, -118.41), (35.77, 140.39)
POSITIONS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def apart(a: Position, b: Position) -> float:
    """Degrees between two places, by the spherical law of cosines: another formula than the code's."""
    (p, x), (q, y) = ((radians(v[0]), radians(v[1])) for v in (a, b))
    return degrees(acos(max(-1.0, min(1.0, sin(p) * sin(q) + cos(p) * cos(q) * cos(x - y)))))


def middle(a: Position, b: Position) -> Position:
    way = great_circle(a, b, step_deg=apart(a, b) / 2 + 1e-9)
    assert len(way) == 3
    return way[1]


# By symmetry and by hand, in closed form.
@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((0, 0), (0, 90), (0, 45)),
        ((0, -10), (0, 10), (0, 0)),
        ((0, 30), (60, 30), (30, 30)),
        ((50, 5), (50, 65), (53.9948, 35)),  # tan(latitude) = tan(50) / cos(30)
        ((45, 0), (45, 180), (90, None)),  # over the pole
        ((35, 45), (35, 135), (44.7206, 90)),  # tan(latitude) = tan(35) / cos(45)
        ((52.205, 0.119), (48.857, 2.351), (50.5363, 1.2746)),  # Cambridge to Paris
        ((10, 170), (10, -170), (10.1498, 180)),  # across the 180th meridian
    ],
)
def test_the_middle_of_a_way_is_where_it_was_computed_elsewhere(
    a: Position, b: Position, expected: tuple[float, float | None]
) -> None:
    found = middle(a, b)
    assert found[0] == pytest.approx(expected[0], abs=2e-3)
    if expected[1] is not None:
        assert found[1] % 360 == pytest.approx(expected[1] % 360, abs=2e-3)


def test_a_way_to_the_same_place_is_one_point() -> None:
    assert great_circle(HGH, HGH) == [HGH]
    assert great_circle((90, 0), (90, 77)) == [(90, 0)]
    assert great_circle((0, 180), (0, -180)) == [(0, 180)]


@pytest.mark.parametrize("start", [(0, 0), (30, 100), (-45, -170), (90, 0), (-90, 12), (89.9999, 3)])
def test_between_antipodes_there_is_a_way_of_half_the_world(start: Position) -> None:
    end = (-start[0], start[1] - 180 if start[1] > 0 else start[1] + 180)
    way = great_circle(start, end)
    assert sum(apart(a, b) for a, b in pairwise(way)) == pytest.approx(180, abs=1e-3)
    assert way[0] == start
    assert (way[-1][0], way[-1][1] % 360) == pytest.approx((end[0], end[1] % 360))


def test_over_the_pacific_the_line_goes_on_instead_of_round_the_world() -> None:
    way = great_circle(NRT, LAX)
    longitudes = [longitude for _, longitude in way]
    assert longitudes == sorted(longitudes)
    assert longitudes[-1] == pytest.approx(360 - 118.41)
    assert max(latitude for latitude, _ in way) > 45


@given(POSITIONS, POSITIONS)
def test_every_way_is_the_shortest_and_even_and_without_a_jump(a: Position, b: Position) -> None:
    way = great_circle(a, b)
    steps = [apart(p, q) for p, q in pairwise(way)]
    assert sum(steps) == pytest.approx(apart(a, b), abs=1e-3)
    assert all(step <= 2.0 + 1e-3 for step in steps)
    assert all(abs(p[1] - q[1]) <= 180 + 1e-6 for p, q in pairwise(way))
    assert way[0] == a


def test_distances_are_those_of_a_sphere() -> None:
    assert kilometres(AMS, HGH) == pytest.approx(8919, rel=0.003)
    assert kilometres((0, 0), (0, 180)) == pytest.approx(20015, rel=0.001)
    assert kilometres(HGH, HGH) == 0
    assert kilometres((0, 179.5), (0, -179.5)) == pytest.approx(111.2, rel=0.001)


def test_the_projection_is_millers() -> None:
    # Its definition: five fourths of Mercator's y at four fifths of the latitude.
    for latitude in (0, 12, 45, 60, 83, 90):
        y = 1.25 * log(tan(pi / 4 + 0.4 * radians(latitude)))
        assert project((latitude, 12.0)) == pytest.approx((12.0, -degrees(y)), abs=0.01)
        assert project((-latitude, 12.0)) == pytest.approx((12.0, degrees(y)), abs=0.01)


def test_legs_go_on_where_the_one_before_ended() -> None:
    ways = lines([(True, HGH, LAX), (True, LAX, (40.64, -73.78)), (True, (40.64, -73.78), AMS)])
    for before, after in pairwise(ways):
        assert after.positions[0] == pytest.approx(before.positions[-1])
    assert ways[-1].positions[-1][1] == pytest.approx(4.76 + 360)


LEGS = st.lists(st.tuples(st.booleans(), POSITIONS, POSITIONS), min_size=1, max_size=6)


@given(LEGS, st.floats(300, 1100), st.floats(200, 700))
def test_a_view_holds_the_whole_route_and_its_tiles_fill_it(
    legs: list[tuple[bool, Position, Position]], width: float, height: float
) -> None:
    margin = 50.0
    ways = [way.positions for way in lines(legs)]
    view = fit(ways, width, height, margin)
    for way in ways:
        for position in way:
            x, y = view.pixel(position)
            assert -1 <= x <= width + 1
            assert -1 <= y <= height + 1
    tiles = sorted(view.tiles(), key=lambda tile: tile.x)
    assert tiles
    assert tiles[0].x <= 0
    assert tiles[-1].x + tiles[-1].width >= width
    for tile, following in pairwise(tiles):
        assert abs(following.x - tile.x - tile.width) <= 1, "a gap, or one over the other"
    sheet_width, sheet_height = view.sheet
    for tile in tiles:
        assert tile.left >= 0
        assert tile.top >= 0
        assert tile.left + tile.width <= sheet_width
        assert tile.top + tile.height <= sheet_height


def test_a_short_route_is_shown_near_and_a_long_one_whole() -> None:
    near = fit([[(29.61, 119.04), (30.18, 120.2)]], 900, 500, 60)
    assert near.detailed
    assert near.width / near.scale < 12
    far = fit([way.positions for way in lines([(True, AMS, HGH)])], 900, 500, 60)
    assert not far.detailed
    assert far.width / far.scale < 180


def test_a_sheet_lies_where_the_view_has_its_places() -> None:
    view = fit([[AMS, HGH]], 900, 500, 60)
    x, _ = view.pixel(HGH)
    on_sheet = (HGH[1] + 30) / SHEET_WIDTH * view.sheet[0]
    tile = next(t for t in view.tiles() if t.x <= x <= t.x + t.width)
    assert x - tile.x + tile.left == pytest.approx(on_sheet, abs=2)
    _, y = view.pixel(HGH)
    down = (project(HGH)[1] + POLE) / (2 * POLE) * view.sheet[1]
    assert y - tile.y + tile.top == pytest.approx(down, abs=2)


def test_what_flies_looks_where_it_goes() -> None:
    assert heading([(0, 0), (10, 0), (20, 0)]) == pytest.approx([90, 90, 90])
    assert heading([(0, 0), (0, -10)]) == pytest.approx([0, 0])
    turns = heading([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0), (10, 0)])
    assert all(abs(a - b) <= 180 for a, b in pairwise(turns))


@given(st.floats(-720, 720), st.floats(-720, 720))
def test_a_meridian_has_one_nearest_turn(longitude: float, to: float) -> None:
    found = nearest(longitude, to)
    assert abs(found - to) <= 180 + 1e-6
    assert (found - longitude) / 360 == pytest.approx(round((found - longitude) / 360), abs=1e-6)
